"""Colours: what is written can be read in every theme, by the formula of WCAG 2.2, and DESIGN.md tells the truth of it."""

from __future__ import annotations

import re

import pytest
from published import TEMPLATES

# What is written in which colour on which ground, as the style sheets have it: text, then what lies under it.
LEGIBLE = (
    *((text, ground) for ground in ("paper", "card") for text in ("ink", "soft", "accent", "tile")),
    ("paper", "tile"),
    ("cream", "clay"),
)
# What must be told apart to be understood, though it is no text (WCAG 2.2, 1.4.11): dots on maps, borders of fields.
DISTINCT = (*(("accent", ground) for ground in ("land", "region", "water")), ("soft", "paper"))

# Each block of roles in style.css, by what a reader has asked for; paper comes last, in print.css.
THEMES = ("light", "dark", "light, more contrast", "dark, more contrast", "paper")
MORE = tuple(theme for theme in THEMES if "more" in theme)


def colours(theme: str) -> dict[str, str]:
    sheet = "".join((TEMPLATES / "pages" / name).read_text("utf-8") for name in ("style.css", "print.css"))
    blocks = re.findall(r":root \{([^}]*)\}", sheet)
    assert len(blocks) == len(THEMES)
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", blocks[THEMES.index(theme)]))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2, definition of relative luminance)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, success criterion 1.4.3)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def measured(pair: tuple[str, str]) -> list[str]:
    return [f"{contrast(colours(theme)[pair[0]], colours(theme)[pair[1]]):.1f}" for theme in THEMES]


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), LEGIBLE)
def test_text_can_be_read(text: str, ground: str, theme: str) -> None:
    palette = colours(theme)
    assert contrast(palette[text], palette[ground]) >= (7 if theme in MORE else 4.5)  # 1.4.6 where more is asked for


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), DISTINCT)
def test_what_must_be_seen_stands_out(shape: str, ground: str, theme: str) -> None:
    palette = colours(theme)
    assert contrast(palette[shape], palette[ground]) >= 3


def test_all_themes_have_the_same_roles() -> None:
    assert {frozenset(colours(theme)) for theme in THEMES} == {frozenset(colours("light"))}


def test_the_design_page_tells_every_contrast_as_it_is() -> None:
    page = (TEMPLATES / "DESIGN.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` on `(\w+)` \|(.+)\|$", page, re.MULTILINE)
    told = {(text, ground): [cell.strip() for cell in cells.split("|")] for text, ground, cells in rows}
    assert told == {pair: measured(pair) for pair in (*LEGIBLE, *DISTINCT)}


def test_the_design_page_names_every_role_with_its_colours() -> None:
    page = (TEMPLATES / "DESIGN.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| (`#[0-9a-f]{6}` \| `#[0-9a-f]{6}`) \|", page, re.MULTILINE))
    assert told == {role: f"`{colour}` | `{colours('dark')[role]}`" for role, colour in colours("light").items()}


def test_no_sheet_has_a_colour_of_its_own() -> None:
    for sheet in sorted((TEMPLATES / "pages").glob("*.css")):
        rules = re.sub(r":root \{[^}]*\}|/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        found = re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", rules)
        assert set(found) <= {"#fff"}, f"{sheet.name}: colours are roles; white is a code's own ground"
