"""Colours: what is written can be read in light, in dark and on paper, by the formula of WCAG 2.2."""

from __future__ import annotations

import re

import pytest
from published import TEMPLATES

# What is written in which colour on which ground, as the style sheet has it: text, then what lies under it.
LEGIBLE = [(text, ground) for ground in ("paper", "card") for text in ("ink", "soft", "accent", "tile")]


THEMES = ("light", "dark", "paper")


def colours(theme: str) -> dict[str, str]:
    sheet = (TEMPLATES / "pages/style.css").read_text("utf-8")
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


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), LEGIBLE)
def test_text_can_be_read(text: str, ground: str, theme: str) -> None:
    palette = colours(theme)
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_dots_stand_out_from_the_map(theme: str) -> None:
    palette = colours(theme)
    for ground in ("land", "region", "water"):
        assert contrast(palette["accent"], palette[ground]) >= 3  # WCAG 2.2, 1.4.11: what is needed to understand


def test_all_themes_have_the_same_colours() -> None:
    assert {frozenset(colours(theme)) for theme in THEMES} == {frozenset(colours("light"))}
