"""Faces: embedded, every sign of them known to be a letter, and none of them the box that stands for a missing one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from asylmura_ssg.check.accessibility.drawing import Drawing

Found = Iterator[tuple[str, str]]

_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]*)>|\[([^\]]*)\])")
_SINGLE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)


def font_barriers(document: pikepdf.Pdf, drawings: Sequence[Drawing]) -> Found:
    """Yield what keeps a reading program from knowing which letters are shown."""
    shown: dict[str, set[int]] = defaultdict(set)
    for drawn in drawings:
        for name, codes in drawn.glyphs.items():
            shown[name].update(codes)
    fonts: dict[tuple[int, int], Any] = {}
    for page in document.pages:
        _fonts(page.get("/Resources", Dictionary()), fonts)
    for font in fonts.values():
        name = str(font.get("/BaseFont", ""))
        yield from ((condition, f"{name[1:]}: {said}") for condition, said in _font(font, shown[name]))


def _fonts(resources: Any, fonts: dict[tuple[int, int], Any]) -> None:
    fonts.update((font.objgen, font) for font in resources.get("/Font", Dictionary()).values())
    for form in resources.get("/XObject", Dictionary()).values():
        if form.get("/Subtype") == Name.Form and "/Resources" in form:
            _fonts(form.Resources, fonts)


def _font(font: Dictionary, codes: set[int]) -> Found:
    if font.get("/Subtype") != Name.Type0 or font.get("/Encoding") != "/Identity-H":
        yield (
            "ISO 14289-1, 7.21",
            f"not a composite face with glyphs by number: {font.get('/Subtype')}, {font.get('/Encoding')}",
        )
        return
    inner = font.DescendantFonts[0]
    if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.get("/FontDescriptor", Dictionary()).keys()):
        yield "31-009", "the face is not embedded"
    if "/CIDToGIDMap" not in inner:
        yield "31-005", "it has no CIDToGIDMap"
    elif not isinstance(inner.CIDToGIDMap, pikepdf.Stream) and inner.CIDToGIDMap != Name.Identity:
        yield "31-004", "its CIDToGIDMap is neither Identity nor a stream"
    if 0 in codes:
        yield "31-030", "the box for a missing letter is shown"
    if "/ToUnicode" not in font:
        yield "31-027", "it has no ToUnicode"
        return
    letters = _letters(font.ToUnicode.read_bytes())
    unknown = sorted(codes - letters.keys() - {0})
    if unknown:
        yield "10-001", f"{len(unknown)} glyphs are no known letters: {unknown[:5]}"
    if any("\0" in letter for letter in letters.values()):
        yield "31-028", "a glyph is called U+0000"
    if any({"\ufeff", "\ufffe"} & set(letter) for letter in letters.values()):
        yield "31-029", "a glyph is called U+FEFF or U+FFFE"


def _letters(cmap: bytes) -> dict[int, str]:
    """Return what each code of a ToUnicode CMap stands for (ISO 32000-1, 9.10.3)."""
    letters: dict[int, str] = {}
    for kind, block in _BLOCK.findall(cmap):
        if kind == b"bfchar":
            letters |= {int(code, 16): _text(words) for code, words in _SINGLE.findall(block)}
            continue
        for first, last, start, each in _RANGE.findall(block):
            codes = range(int(first, 16), int(last, 16) + 1)
            if each:
                letters |= dict(zip(codes, map(_text, re.findall(rb"<([0-9A-Fa-f]*)>", each)), strict=False))
            else:
                head, tail = _text(start)[:-1], _text(start)[-1:]
                letters |= {code: head + chr(ord(tail) + step) for step, code in enumerate(codes)} if tail else {}
    return letters


def _text(words: bytes) -> str:
    return bytes.fromhex(words.decode()).decode("utf-16-be", "replace")
