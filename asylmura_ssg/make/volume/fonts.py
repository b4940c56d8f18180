"""Each face of the book embedded once: the glyphs of all fragments' subsets together.

WeasyPrint subsets keep the glyph numbers of the face, so the fragments' text stays as it is; only the font it names is
exchanged. Composite fonts: ISO 32000-1, 9.7; ToUnicode: 9.10.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pikepdf
import uharfbuzz as harfbuzz
from pikepdf import Array, Dictionary, Name, String

from asylmura_ssg.make.volume.faces import Metrics, metrics_of, shown_name
from asylmura_ssg.make.volume.fragment import TypesettingError
from asylmura_ssg.model.design import Face

_MAPPED = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
_LAYOUT_TABLES = ("GPOS", "GSUB", "GDEF", "DSIG", "BASE", "JSTF", "LTSH", "PCLT", "STAT", "name")
_SYMBOLIC, _ITALIC = 1 << 2, 1 << 6  # font flags, ISO 32000-1, table 123
_STEM = 80  # WeasyPrint's own guess; only a substitute for an embedded font would use it
_BATCH = 100  # mappings in one block of a CMap


@dataclass(slots=True)
class _Used:
    """What the fragments use of one face: its name as a resource, and what each glyph stands for."""

    face: Face
    resource: str
    tag: str
    glyphs: dict[int, str] = field(default_factory=dict)


class FontUnion:
    """The book's fonts while fragments are taken in."""

    def __init__(self, document: pikepdf.Pdf, faces: tuple[Face, ...]) -> None:
        self._document = document
        self._faces = {shown_name(face): face for face in faces}
        self._used: dict[str, _Used] = {}

    def take(self, source: pikepdf.Pdf) -> None:
        """Note which glyphs a fragment uses, and drop its own subsets."""
        for page in source.pages:
            held = page.Resources.get("/Font", Dictionary())
            for resource, font in sorted(held.items()):
                tag, _, name = str(font.BaseFont).lstrip("/").partition("+")
                if name not in self._faces:
                    raise TypesettingError(f"a fragment is set in {name}, which is not a face of this book")
                used = self._used.setdefault(name, _Used(self._faces[name], resource, tag))
                if used.resource != resource:
                    raise TypesettingError(f"{name} goes by two names: {used.resource} and {resource}")
                _merge(used, font.ToUnicode.read_bytes())
            page.Resources.Font = Dictionary()

    def close(self, face: Face, characters: str) -> Dictionary:
        """Embed every face used, ``face`` with these characters in any case, and return the book's fonts."""
        name = shown_name(face)
        used = self._used.setdefault(name, _Used(face, "/" + "Stamps", "ASYLMU"))
        for character in characters:
            used.glyphs.setdefault(metrics_of(face).glyphs[ord(character)], character)
        fonts = Dictionary()
        for each in sorted(self._used):
            fonts[self._used[each].resource] = self._embed(self._used[each])
        return self._document.make_indirect(fonts)

    def apply(self, page: pikepdf.Page, fonts: Dictionary) -> None:
        """Give a page, and the drawings on it, the book's fonts."""
        if "/Resources" not in page:
            page.Resources = Dictionary()
        waiting, seen = [page.Resources], set()
        while waiting:
            resources = waiting.pop()
            if resources.objgen in seen and resources.is_indirect:
                continue
            seen.add(resources.objgen)
            resources.Font = fonts
            for kind in ("/XObject", "/Pattern"):
                drawn = resources.get(kind, Dictionary())
                waiting += [drawn[key].Resources for key in sorted(drawn.keys()) if "/Resources" in drawn[key]]

    def resource(self, face: Face) -> str:
        """Return the face's name as a resource, with its slash."""
        return self._used[shown_name(face)].resource

    def width(self, face: Face, text: str) -> float:
        """Return the width of a text in thousandths of its size, without kerning."""
        metrics = metrics_of(face)
        return sum(metrics.widths[metrics.glyphs[ord(character)]] for character in text)

    def encode(self, face: Face, text: str) -> bytes:
        """Return a text as two bytes a glyph."""
        return b"".join(metrics_of(face).glyphs[ord(character)].to_bytes(2, "big") for character in text)

    def _embed(self, used: _Used) -> pikepdf.Object:
        metrics, document = metrics_of(used.face), self._document
        name = Name(f"/{used.tag}+{metrics.name}")
        data = _subset(used.face, used.glyphs)
        file = document.make_stream(data)
        file.Length1 = len(data)
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            CIDToGIDMap=Name.Identity,
            W=_widths(sorted(used.glyphs), metrics),
            FontDescriptor=document.make_indirect(_descriptor(name, metrics, file)),
        )
        return document.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([document.make_indirect(descendant)]),
                ToUnicode=document.make_stream(_to_unicode(used.glyphs)),
            )
        )


def _merge(used: _Used, cmap: bytes) -> None:
    """Add a fragment's mapping; of two texts for one glyph (a space, a no-break space) the same one always stays."""
    count = len(metrics_of(used.face).widths)
    for glyph, text in _MAPPED.findall(cmap):
        number, meaning = int(glyph, 16), bytes.fromhex(text.decode()).decode("utf-16-be")
        if number >= count:  # WeasyPrint numbers what a face lacks after its last glyph
            raise TypesettingError(f"no glyph for {meaning!r} in {used.face.file}")
        if number:  # 0 is .notdef, which every WeasyPrint subset maps to U+FFFF
            used.glyphs[number] = min(used.glyphs.get(number, meaning), meaning, key=lambda m: (len(m), m))


def _subset(face: Face, glyphs: dict[int, str]) -> bytes:
    wanted = harfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = harfbuzz.SubsetFlags.RETAIN_GIDS | harfbuzz.SubsetFlags.NO_HINTING
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _LAYOUT_TABLES)
    data: bytes = harfbuzz.subset(harfbuzz.Face(face.data), wanted).blob.data
    return data


def _descriptor(name: Name, metrics: Metrics, file: pikepdf.Object) -> Dictionary:
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=_SYMBOLIC | (_ITALIC if metrics.italic_angle else 0),
        FontBBox=Array(list(metrics.box)),
        ItalicAngle=metrics.italic_angle,
        Ascent=metrics.ascent,
        Descent=metrics.descent,
        CapHeight=metrics.cap_height,
        StemV=_STEM,
        FontFile2=file,
    )


def _widths(glyphs: list[int], metrics: Metrics) -> Array:
    """Return widths as runs of neighbouring glyphs: first glyph, array of widths, and so on."""
    runs: list[tuple[int, list[float]]] = []
    for glyph in glyphs:
        if runs and glyph == runs[-1][0] + len(runs[-1][1]):
            runs[-1][1].append(metrics.widths[glyph])
        else:
            runs.append((glyph, [metrics.widths[glyph]]))
    return Array([item for first, widths in runs for item in (first, Array(widths))])


def _to_unicode(glyphs: dict[int, str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def",
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange",
    ]
    mapped = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in sorted(glyphs.items())]
    for start in range(0, len(mapped), _BATCH):
        batch = mapped[start : start + _BATCH]
        lines += [f"{len(batch)} beginbfchar", *batch, "endbfchar"]
    lines.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
    return "\n".join(lines).encode()
