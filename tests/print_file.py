"""A small sound print file made by hand, so that checks are tried on what no program of ours wrote; and a printer for it."""

from __future__ import annotations

import hashlib
import io
import zlib
from functools import cache
from typing import Any

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image
from published import ROOT

from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.press import POINTS, Condition, CoverStock, Paper, Printer, Standard
from asylmura_ssg.model.printed_page import Margins, Pictures

TRIM = (100.0, 140.0)
BLEED = 3.0
AROUND = 8.0  # mm from the edge of the sheet to the trim
WORDS = "Асыл мұра"
PROFILE = (ROOT / "content" / "printers" / "profiles" / "ISOcoated_v2_300_bas.icc").read_bytes()
_FACE = ROOT / "templates" / "fonts" / "Literata-Regular.ttf"


def _named(words: str) -> Localized[str]:
    return Localized(words, words, words)


def printer(standard: Standard = Standard.X4) -> Printer:
    """Return a printing house that takes the sound file."""
    sha256 = hashlib.sha256(PROFILE).hexdigest()
    condition = Condition("FOGRA39", "Offset, coated", "coated.icc", sha256, "zlib", True, "", PROFILE)  # noqa: FBT003
    return Printer(
        key="press",
        name=_named("Press"),
        standard=standard,
        condition=condition,
        bleed=BLEED,
        marks=None,
        ink_limit=300,
        pictures=Pictures(300, 200),
        margins=Margins(20, 15, 15, 15),
        page_multiple=2,
        signature=2,
        paper=Paper(_named("coated"), 115, 0.087),
        cover=CoverStock(_named("board"), 1.0, 0.0, 6.0, 1.0),
        safe=5.0,
        hairline=0.25,
        smallest_text=6.0,
        file_name="{volume}_{part}.pdf",
    )


def at(x: float, y: float) -> str:
    """Return a place in points of the page, from millimetres from the trim's lower left corner."""
    return f"{(AROUND + x) * POINTS:.3f} {(AROUND + y) * POINTS:.3f}"


def text(x: float = 40, y: float = 70, size: float = 10, colour: str = "0 0 0 1 k", shown: str = WORDS) -> bytes:
    """Return operators that set words; ``x`` and ``y`` in mm from the trim's corner, the size in points."""
    codes = "".join(f"{_glyphs()[letter]:04X}" for letter in shown)
    return f"q {colour} BT /F1 {size:g} Tf 1 0 0 1 {at(x, y)} Tm <{codes}> Tj ET Q\n".encode()


@cache
def _glyphs() -> dict[str, int]:
    names = _opened().getBestCmap()
    return {letter: _opened().getGlyphID(names[ord(letter)]) for letter in WORDS}


@cache
def _opened() -> TTFont:
    return TTFont(_FACE)


@cache
def _advances() -> tuple[tuple[int, str, int], ...]:
    """Return glyph, letter and advance in thousandths of an em, by glyph."""
    widths, names, em = _opened()["hmtx"], _opened().getGlyphOrder(), _opened()["head"].unitsPerEm
    return tuple(
        (number, letter, round(widths[names[number]][0] * 1000 / em))
        for number, letter in sorted((number, letter) for letter, number in _glyphs().items())
    )


@cache
def face() -> bytes:
    """Return a subset of a face that keeps the numbers of its glyphs."""
    font = TTFont(_FACE)
    options = subset.Options(retain_gids=True, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(letter) for letter in WORDS])
    cutter.subset(font)
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


def font(pdf: Pdf, program: bytes | None = None) -> pikepdf.Object:
    """Return a composite font of the subset, with widths and letters."""
    meanings = "\n".join(f"<{number:04X}> <{letter.encode('utf-16-be').hex()}>" for number, letter, _ in _advances())
    cmap = f"{len(_advances())} beginbfchar\n{meanings}\nendbfchar".encode()
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Literata"), Flags=4, FontBBox=[0, -250, 1000, 1000],
        ItalicAngle=0, Ascent=900, Descent=-250, CapHeight=700, StemV=80,
        FontFile2=pdf.make_stream(_packed(program or face()), Length1=len(program or face()), Filter=Name.FlateDecode),
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Literata"), CIDToGIDMap=Name.Identity,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor), DW=1000,
        W=Array([part for number, _, advance in _advances() for part in (number, Array([advance]))]),
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Literata"), Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]), ToUnicode=pdf.make_stream(cmap),
        )
    )  # fmt: skip


@cache
def jpeg(mode: str = "CMYK", width: int = 236, height: int = 118) -> bytes:
    """Return a JPEG of one colour; 236 px are 20 mm at 300 ppi."""
    out = io.BytesIO()
    Image.new(mode, (width, height), (40, 20, 60, 0) if mode == "CMYK" else 128).save(out, "JPEG", quality=92)
    return out.getvalue()


def picture(pdf: Pdf, data: bytes, width: int = 236, height: int = 118, **more: Any) -> pikepdf.Stream:
    """Return an image of JPEG data in CMYK, with entries more or other ones.

    Pillow writes the four inks turned round, as Adobe's programs do; ``Decode`` turns them back.
    """
    entries = {"ColorSpace": Name.DeviceCMYK, "Filter": Name.DCTDecode, "BitsPerComponent": 8, **more}
    if (entries["ColorSpace"], entries["Filter"]) == (Name.DeviceCMYK, Name.DCTDecode):
        entries["Decode"] = Array([1, 0] * 4)
    return pikepdf.Stream(
        pdf, data, Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, **entries)
    )


def box(outset: float) -> Array:
    """Return the trim set out by some millimetres on every side, in points."""
    low, (width, height) = AROUND - outset, TRIM
    corners = (low, low, AROUND + width + outset, AROUND + height + outset)
    return Array([round(corner * POINTS, 3) for corner in corners])


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" pdfxid:GTS_PDFXVersion="PDF/X-4" pdf:Trapped="False">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Асыл мұра</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>2026-01-01T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>2026-01-01T00:00:00Z</xmp:ModifyDate>
<xmp:MetadataDate>2026-01-01T00:00:00Z</xmp:MetadataDate><xmpMM:DocumentID>uuid:1</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""


def sound(standard: Standard = Standard.X4, pages: int = 2) -> Pdf:
    """Return a print file with nothing wrong: text in black, a line, an area that bleeds, a picture at 300 ppi."""
    pdf = Pdf.new()
    lettering, photograph = font(pdf), pdf.make_indirect(picture(pdf, jpeg()))
    width, height = 20 * POINTS, 10 * POINTS
    drawn = (
        f"0.1 0.2 0.3 0 k {' '.join(str(float(side)) for side in list(box(BLEED))[:2])} {20 * POINTS:.3f} {20 * POINTS:.3f} re f\n"
        f"q {width:.3f} 0 0 {height:.3f} {at(40, 40)} cm /Im1 Do Q\n"
        f"q 0 0 0 1 K 0.5 w {at(40, 60)} m {at(60, 60)} l S Q\n"
    ).encode() + text()
    for _ in range(pages):
        resources = Dictionary(Font=Dictionary(F1=lettering), XObject=Dictionary(Im1=photograph))
        pdf.pages.append(
            pikepdf.Page(
                Dictionary(
                    Type=Name.Page, MediaBox=box(AROUND), BleedBox=box(BLEED), TrimBox=box(0), Resources=resources,
                    Contents=pdf.make_stream(drawn),
                )
            )
        )  # fmt: skip
    _describe(pdf, standard)
    return pdf


@cache
def _packed(data: bytes) -> bytes:
    return zlib.compress(data)


def _describe(pdf: Pdf, standard: Standard) -> None:
    profile = pdf.make_stream(_packed(PROFILE), N=4, Filter=Name.FlateDecode)
    pdf.Root.OutputIntents = Array([
        Dictionary(
            Type=Name.OutputIntent, S=Name("/GTS_PDFX"), OutputConditionIdentifier=String("FOGRA39"),
            RegistryName=String("http://www.color.org"), DestOutputProfile=profile,
        )
    ])  # fmt: skip
    pdf.docinfo["/Title"] = "Асыл мұра"
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = "D:20260101000000Z"
    pdf.docinfo["/Trapped"] = Name("/False")
    if standard is Standard.X4:
        pdf.Root.Metadata = pdf.make_stream(_XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    else:
        pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-1:2001"
        pdf.docinfo["/GTS_PDFXConformance"] = "PDF/X-1a:2001"


def saved(pdf: Pdf, standard: Standard = Standard.X4, **options: Any) -> bytes:
    """Return the file's bytes, of the version that the standard was written for."""
    out = io.BytesIO()
    version = "1.4" if standard is Standard.X1A else "1.6"
    settings: dict[str, Any] = {
        "object_stream_mode": pikepdf.ObjectStreamMode.disable,
        "deterministic_id": True,
        **options,
    }
    settings["stream_decode_level"] = pikepdf.StreamDecodeLevel.none  # what is packed stays as its program packed it
    pdf.save(out, force_version=version, **settings)
    return out.getvalue()
