"""Fonts (ISO 32000-1, 9.5–9.10): is the program there and sound, how wide is each glyph, and is it a letter at all.

Outlines of TrueType and OpenType programs come from HarfBuzz, which reads damaged ones without harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pikepdf
import uharfbuzz

from asylmura_ssg.check.preflight.reading import (
    Matrix,
    entries,
    entry,
    items,
    matrix,
    name,
    number,
    stream_bytes,
    whole,
)
from asylmura_ssg.check.preflight.unicode_map import letters_of
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.preflight import Check

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_TAG = re.compile(r"[A-Z]{6}\+")
_ASCENT, _DESCENT = 0.75, -0.25  # of an em, where a font does not say
_EM = 1000.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """What a code shows: its advance and its ink's lowest and highest point, all in ems; ``fault`` says what is wrong.

    ``blank`` glyphs leave no ink: spaces, and what was meant to be a letter and has no shape.
    """

    advance: float
    low: float
    high: float
    blank: bool
    fault: str = ""


@dataclass(slots=True)
class Face:
    """A font as a page names it. ``program`` is the digest of what is embedded, "" where nothing is."""

    title: str
    program: str
    wide: bool
    faults: tuple[tuple[Check, str], ...]
    widths: dict[int, float]
    default: float
    ascent: float
    descent: float
    meanings: dict[int, str]
    glyph_of: bytes | None
    """For composite fonts, two bytes a code: the number of its glyph; None where code and glyph are the same."""
    outlines: uharfbuzz.Font | None
    glyphs: int
    undefined: frozenset[int]
    """Codes of simple fonts that are named .notdef."""
    range: tuple[int, int] | None
    """The codes that a simple font has widths for."""
    em: Matrix
    drawn: dict[int, object] = field(default_factory=dict)
    """For Type 3, the stream that draws a code; ``source`` are the resources."""
    source: object = None
    known: dict[int, Glyph] = field(default_factory=dict)

    @property
    def subset(self) -> bool:
        """Whether its name says that it holds some of its letters alone."""
        return _TAG.match(self.title) is not None

    def codes(self, text: bytes) -> list[int]:
        """Return the codes that a string shows."""
        if not self.wide:
            return list(text)
        return [text[i] << 8 | text[i + 1] for i in range(0, len(text) - 1, 2)]

    def glyph(self, code: int) -> Glyph:
        """Return what a code shows."""
        known = self.known.get(code)
        if known is None:
            known = self.known[code] = self._glyph(code)
        return known

    def _glyph(self, code: int) -> Glyph:
        advance = self.widths.get(code, self.default) * self.em[0]
        meaning = self.meanings.get(code, "")
        what = f"“{meaning}” (U+{ord(meaning[0]):04X})" if meaning.strip() else f"the code {code:#06x}"
        spaced = bool(meaning) and not meaning.strip()
        if not self.wide:
            outside = self.range is not None and not self.range[0] <= code <= self.range[1]
            fault = f"{what} is not in the font {self.title}" if code in self.undefined or outside else ""
            return Glyph(advance, self.descent, self.ascent, spaced or (not meaning and code == 32), fault)
        at = code if self.glyph_of is None else int.from_bytes(self.glyph_of[2 * code : 2 * code + 2], "big")
        if at == 0 or (self.glyphs and at >= self.glyphs):
            return Glyph(
                advance,
                self.descent,
                self.ascent,
                blank=False,
                fault=f"{what} is shown as “.notdef” of the font {self.title}",
            )
        if self.outlines is None:
            return Glyph(advance, self.descent, self.ascent, spaced)
        extents = self.outlines.get_glyph_extents(at)
        if extents is None or not (extents.width and extents.height):
            fault = f"{what} has no shape in the font {self.title}" if meaning.strip() and meaning.isalnum() else ""
            return Glyph(advance, 0.0, 0.0, blank=True, fault=fault)
        high = extents.y_bearing / self.outlines.scale[1]
        return Glyph(advance, high + extents.height / self.outlines.scale[1], high, spaced)


def face_of(font: object) -> Face:
    """Return the font that a dictionary describes, with all that is wrong with it as a whole."""
    kind = name(entry(font, "/Subtype")) or "/?"
    wide = kind == "/Type0"
    descendant = (items(entry(font, "/DescendantFonts")) or [None])[0] if wide else font
    descriptor = entry(descendant, "/FontDescriptor")
    title = (name(entry(font, "/BaseFont")) or name(entry(font, "/Name")) or "/without a name")[1:]
    key, program = _program(descriptor)
    outlines = _outlines(program) if program is not None else None
    meanings = letters_of(stream_bytes(entry(font, "/ToUnicode")) or b"")
    faults = tuple(_faults(font, kind, title, key, program, outlines, meanings))
    ascent, descent = number(entry(descriptor, "/CapHeight")), number(entry(descriptor, "/Descent"))
    return Face(
        title,
        digest_bytes(program) if program else "",
        wide,
        faults,
        _wide_widths(entry(descendant, "/W")) if wide else _widths(font),
        _default(descendant, descriptor, wide=wide),
        min(max(ascent / _EM, 0.4), 1.0) if ascent else _ASCENT,
        min(max(descent / _EM, -0.4), -0.1) if descent else _DESCENT,
        meanings,
        stream_bytes(entry(descendant, "/CIDToGIDMap")) if wide else None,
        outlines,
        outlines.face.glyph_count if outlines is not None else 0,
        frozenset(code for code, called in _differences(font) if called == "/.notdef"),
        _range(font) if not wide and kind != "/Type3" else None,
        matrix(entry(font, "/FontMatrix")) if kind == "/Type3" else (1 / _EM, 0.0, 0.0, 1 / _EM, 0.0, 0.0),
        _procedures(font) if kind == "/Type3" else {},
        entry(font, "/Resources"),
    )


def _faults(
    font: object,
    kind: str,
    title: str,
    key: str,
    program: bytes | None,
    outlines: uharfbuzz.Font | None,
    meanings: dict[int, str],
) -> list[tuple[Check, str]]:
    if kind == "/Type3":
        return [(Check.FONT_TYPE3, f"the font {title}")]
    faults = []
    if program is None:
        faults.append((Check.FONT_NOT_EMBEDDED, f"the font {title}"))
    elif not _sound(key, program, outlines):
        faults.append((Check.FONT_DAMAGED, f"the program of the font {title} cannot be read"))
    told = name(entry(font, "/Encoding")) not in {None, "/Identity-H", "/Identity-V"} or any(_differences(font))
    if not meanings and not told:
        faults.append((Check.FONT_UNICODE, f"the font {title} does not say which letters its glyphs are"))
    return faults


def _program(descriptor: object) -> tuple[str, bytes | None]:
    for key in _PROGRAMS:
        program = entry(descriptor, key)
        if isinstance(program, pikepdf.Stream):
            return key, stream_bytes(program) or b""
    return "", None


def _sound(key: str, program: bytes, outlines: uharfbuzz.Font | None) -> bool:
    """Tell whether a font program has glyphs; of those that HarfBuzz does not read, whether they begin as their kind does.

    A bare CFF begins with its version and the sizes of its header and offsets (Adobe technical note 5176, 6).
    """
    if outlines is not None:
        return True
    if key == "/FontFile":
        return program.startswith((b"%!", b"\x80\x01"))
    return (
        key == "/FontFile3" and len(program) > 8 and program[0] == 1 and program[2] >= 4 and program[3] in range(1, 5)
    )


def _outlines(program: bytes) -> uharfbuzz.Font | None:
    if not program.startswith((b"\0\1\0\0", b"true", b"OTTO")):
        return None
    face = uharfbuzz.Face(program)
    return uharfbuzz.Font(face) if face.glyph_count else None


def _wide_widths(value: object) -> dict[int, float]:
    """Return the widths of a composite font (ISO 32000-1, 9.7.4.3): ``c [w …]`` and ``first last w``."""
    widths: dict[int, float] = {}
    parts = items(value)
    at = 0
    while at + 1 < len(parts):
        first = whole(parts[at])
        if first is None or not 0 <= first < 65536:
            break
        row = items(parts[at + 1])
        if row:
            widths.update((first + i, number(width) or 0.0) for i, width in enumerate(row))
            at += 2
            continue
        last, width = whole(parts[at + 1]), number(parts[at + 2]) if at + 2 < len(parts) else None
        if last is None or width is None or last > 65535:
            break
        widths.update(dict.fromkeys(range(first, last + 1), width))
        at += 3
    return widths


def _widths(font: object) -> dict[int, float]:
    first = whole(entry(font, "/FirstChar")) or 0
    return {first + i: number(width) or 0.0 for i, width in enumerate(items(entry(font, "/Widths")))}


def _default(font: object, descriptor: object, *, wide: bool) -> float:
    if wide:
        found = number(entry(font, "/DW"))
        return _EM if found is None else found
    return number(entry(descriptor, "/MissingWidth")) or (0.0 if items(entry(font, "/Widths")) else _EM / 2)


def _range(font: object) -> tuple[int, int] | None:
    """Return the codes a simple font has; None for one of the standard fonts, which need not say."""
    first, held = whole(entry(font, "/FirstChar")), len(items(entry(font, "/Widths")))
    return (first, first + held - 1) if first is not None and held else None


def _differences(font: object) -> list[tuple[int, str]]:
    found, code = [], 0
    for part in items(entry(entry(font, "/Encoding"), "/Differences")):
        called = name(part)
        if called is None:
            code = whole(part) or 0
        else:
            found.append((code, called))
            code += 1
    return found


def _procedures(font: object) -> dict[int, object]:
    drawn = dict(entries(entry(font, "/CharProcs")))
    return {code: drawn[called] for code, called in _differences(font) if called in drawn}
