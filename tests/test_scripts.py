"""Inscriptions in Arabic letters and Old Turkic runes: which are known, and what the site shows them with."""

from __future__ import annotations

import io

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from printed import design
from published import ROOT

from asylmura_ssg.make.fonts import make_font
from asylmura_ssg.model.design import Face
from asylmura_ssg.model.recipe import FontRecipe
from asylmura_ssg.model.scripts import ARABIC, RUNS, SCRIPTS, Script
from asylmura_ssg.read.design import unsettable

KAZAKH_IN_ARABIC = "قازاقستان تاريحى ەسكەرتكىشتەرى ٴۇشىن ڭ ۆ گ"


def face_of(script: Script) -> Face:
    (face,) = (face for face in design().faces if face.family == script.family)
    return face


def subset(script: Script) -> TTFont:
    letters = "".join(chr(code) for first, last in script.blocks for code in range(first, last + 1))
    return TTFont(io.BytesIO(make_font(FontRecipe(face_of(script), letters))))


@pytest.mark.parametrize("text", ["محمد بن عبد الله", KAZAKH_IN_ARABIC, "𐱅𐰭𐰼𐰃", "Қазақ, русский, English"])
def test_what_the_typefaces_have_is_settable(text: str) -> None:
    pattern = unsettable(design().faces)
    assert pattern is not None
    assert pattern.search(text) is None


@pytest.mark.parametrize("text", ["漢", "ᠮᠣᠩᠭᠣᠯ", "אבג"])
def test_what_no_typeface_has_is_not(text: str) -> None:
    pattern = unsettable(design().faces)
    assert pattern is not None
    assert pattern.fullmatch(text)


def test_without_its_own_face_a_script_is_unsettable() -> None:
    pattern = unsettable([face for face in design().faces if face.family == "Literata"])
    assert pattern is not None
    assert pattern.fullmatch("محمد")


def test_a_run_holds_its_spaces_and_ends_with_its_last_letter() -> None:
    (_, arabic), (_, runes) = RUNS
    assert [found[0] for found in arabic.finditer("Мұнда «محمد بن عبد», содан соң الله. Тағы")] == [
        "محمد بن عبد",
        "الله",
    ]
    assert [found[0] for found in runes.finditer("𐱅𐰭𐰼𐰃:𐰴𐰍𐰣 және 𐰴")] == ["𐱅𐰭𐰼𐰃:𐰴𐰍𐰣", "𐰴"]


def test_on_the_web_arabic_letters_are_joined() -> None:
    font = subset(ARABIC)
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    buffer = uharfbuzz.Buffer()
    buffer.add_str("محمد")
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(out.getvalue())), buffer)
    alone = {font.getGlyphID(font.getBestCmap()[ord(letter)]) for letter in "محمد"}
    assert buffer.direction == "rtl"
    assert len({glyph.codepoint for glyph in buffer.glyph_infos} - alone) >= 3


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.tag)
def test_the_style_sheet_asks_for_a_script_only_where_it_stands(script: Script) -> None:
    blocks = ", ".join(f"U+{first:X}-{last:X}" for first, last in script.blocks)
    style = (ROOT / "templates" / "pages" / "style.css").read_text(encoding="utf-8")
    assert f'font-family: "{script.family}"; font-display: swap; src: asset(font/{script.tag})' in style
    assert f"unicode-range: {blocks} }}" in style
    assert subset(script).getBestCmap()


def test_each_typeface_has_its_licence() -> None:
    licences = " ".join(p.read_text(encoding="utf-8") for p in (ROOT / "templates" / "fonts").glob("OFL-*.txt"))
    for name in ("Literata", "Golos", "Noto Naskh Arabic", "Noto Sans Old Turkic"):
        assert name in licences
