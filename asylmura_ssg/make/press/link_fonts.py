"""Each face of the book embedded once: the glyphs of all units together, and letters that the next edit may bring.

WeasyPrint's subsets keep the glyph numbers of the face, so the units' text stays as it is; only the font it names is
exchanged. Composite fonts: ISO 32000-1, 9.7; ToUnicode: 9.10.3.
"""

from __future__ import annotations

from collections.abc import Mapping

import uharfbuzz as harfbuzz
from deflate import zlib_compress

from asylmura_ssg.make.press.link_file import PdfFile, ref
from asylmura_ssg.make.press.unit import plainness
from asylmura_ssg.make.volume.faces import Metrics, metrics_of, shown_name
from asylmura_ssg.make.volume.fragment import TypesettingError
from asylmura_ssg.model.design import Face
from asylmura_ssg.model.digest import digest_bytes

REPERTOIRE = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюяӘҒҚҢӨҰҮҺІәғқңөұүһі"
    + "«»„“”’–—…№°×§·\u00a0"
)
"""Always embedded with a face in use: so one edited entry seldom changes a font, nor the pages that stayed as they were."""

_LAYOUT_TABLES = ("GPOS", "GSUB", "GDEF", "DSIG", "BASE", "JSTF", "LTSH", "PCLT", "STAT", "name")
_SYMBOLIC, _ITALIC = 1 << 2, 1 << 6  # font flags, ISO 32000-1, table 123
_STEM = 80  # WeasyPrint's own guess; only a substitute for an embedded font would use it
_BATCH = 100  # mappings in one block of a CMap
_LEVEL = 9


class FontUnion:
    """The book's fonts while units are taken in."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        self._faces = {shown_name(face): face for face in faces}
        self._used: dict[str, dict[int, str]] = {}

    def take(self, shown: Mapping[str, Mapping[int, str]]) -> None:
        """Note what a unit shows of each face. Raises TypesettingError for a face or a glyph the book does not have."""
        for name, texts in shown.items():
            if name not in self._faces:
                raise TypesettingError(f"a fragment is set in {name}, which is not a face of this book")
            used = self._of(name)
            count = len(metrics_of(self._faces[name]).widths)
            for number, meaning in texts.items():
                if number >= count:  # WeasyPrint numbers what a face lacks after its last glyph
                    raise TypesettingError(f"no glyph for {meaning!r} in {self._faces[name].file}")
                used[number] = min(used.get(number, meaning), meaning, key=plainness)

    def resource(self, face: Face) -> str:
        """Return the face's name as a resource; from now on it is embedded even if no unit uses it."""
        self._of(shown_name(face))
        return shown_name(face)

    def close(self, file: PdfFile, number: int) -> None:
        """Embed every face used, and write the dictionary of them all as object ``number``."""
        entries = b"".join(
            b"/" + name.encode() + b" " + ref(_embed(file, self._faces[name], texts))
            for name, texts in sorted(self._used.items())
        )
        file.put(number, b"<<" + entries + b">>")

    def _of(self, name: str) -> dict[int, str]:
        if name not in self._used:
            glyphs = metrics_of(self._faces[name]).glyphs
            texts: dict[int, str] = {}
            for character in REPERTOIRE:
                if ord(character) in glyphs:
                    held = texts.get(glyphs[ord(character)], character)
                    texts[glyphs[ord(character)]] = min(held, character, key=plainness)
            self._used[name] = texts
        return self._used[name]


def width_of(face: Face, shown: str) -> float:
    """Return the width of a text in thousandths of its size, without kerning."""
    metrics = metrics_of(face)
    return sum(metrics.widths[metrics.glyphs[ord(character)]] for character in shown)


def encode(face: Face, shown: str) -> str:
    """Return a text as hexadecimal glyph numbers, two bytes each."""
    return "".join(f"{metrics_of(face).glyphs[ord(character)]:04x}" for character in shown)


def _embed(file: PdfFile, face: Face, texts: Mapping[int, str]) -> int:
    metrics = metrics_of(face)
    data = _subset(face, texts)
    name = f"/{_tag(data)}+{metrics.name}".encode()
    packed = bytes(zlib_compress(data, _LEVEL))
    font = file.add(b"<</Length1 %d/Filter /FlateDecode/Length %d>>" % (len(data), len(packed)), packed)
    mapped = bytes(zlib_compress(_to_unicode(texts), _LEVEL))
    cmap = file.add(b"<</Filter /FlateDecode/Length %d>>" % len(mapped), mapped)
    descriptor = file.add(_descriptor(name, metrics, font))
    descendant = file.add(
        b"<</Type /Font/Subtype /CIDFontType2/BaseFont " + name
        + b"/CIDSystemInfo <</Registry (Adobe)/Ordering (Identity)/Supplement 0>>/CIDToGIDMap /Identity/W "
        + _widths(sorted(texts), metrics) + b"/FontDescriptor " + ref(descriptor) + b">>"
    )  # fmt: skip
    return file.add(
        b"<</Type /Font/Subtype /Type0/BaseFont " + name + b"/Encoding /Identity-H/DescendantFonts ["
        + ref(descendant) + b"]/ToUnicode " + ref(cmap) + b">>"
    )  # fmt: skip


def _tag(data: bytes) -> str:
    """Return the six letters of a subset (9.6.4): another subset has others."""
    return "".join(chr(ord("A") + int(digit, 16)) for digit in digest_bytes(data)[:6])


def _subset(face: Face, glyphs: Mapping[int, str]) -> bytes:
    wanted = harfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = harfbuzz.SubsetFlags.RETAIN_GIDS | harfbuzz.SubsetFlags.NO_HINTING
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _LAYOUT_TABLES)
    data: bytes = harfbuzz.subset(harfbuzz.Face(face.data), wanted).blob.data
    return data


def _descriptor(name: bytes, metrics: Metrics, font: int) -> bytes:
    box = " ".join(map(str, metrics.box))
    flags = _SYMBOLIC | (_ITALIC if metrics.italic_angle else 0)
    return (
        b"<</Type /FontDescriptor/FontName " + name
        + f"/Flags {flags}/FontBBox [{box}]/ItalicAngle {metrics.italic_angle:g}/Ascent {metrics.ascent}".encode()
        + f"/Descent {metrics.descent}/CapHeight {metrics.cap_height}/StemV {_STEM}/FontFile2 ".encode() + ref(font) + b">>"
    )  # fmt: skip


def _widths(glyphs: list[int], metrics: Metrics) -> bytes:
    """Return widths as runs of neighbouring glyphs: first glyph, array of widths, and so on."""
    runs: list[tuple[int, list[str]]] = []
    for glyph in glyphs:
        if not runs or glyph != runs[-1][0] + len(runs[-1][1]):
            runs.append((glyph, []))
        runs[-1][1].append(f"{metrics.widths[glyph]:g}")
    return ("[" + " ".join(f"{first} [{' '.join(widths)}]" for first, widths in runs) + "]").encode()


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def",
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange",
    ]
    mapped = [f"<{glyph:04x}> <{shown.encode('utf-16-be').hex()}>" for glyph, shown in sorted(texts.items())]
    for start in range(0, len(mapped), _BATCH):
        batch = mapped[start : start + _BATCH]
        lines += [f"{len(batch)} beginbfchar", *batch, "endbfchar"]
    lines.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
    return "\n".join(lines).encode()
