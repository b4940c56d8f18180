"""What a file says of itself: PDF/X-1a:2001 (ISO 15930-1), PDF/X-4 (ISO 15930-7), PDF/UA-1 (ISO 14289-1) for screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from deflate import zlib_compress

from asylmura_ssg.make.press.inking import Inking
from asylmura_ssg.make.press.link_file import PdfFile, ref, text
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.press import Printer, Standard

PRODUCER = "asylmura_ssg"
_REGISTRY = "http://www.color.org"
_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Described:
    """What the file is called, who made it, in which language, and the day of the edition: its dates, for no clock is asked."""

    title: str
    author: str
    language: Language
    date: date


def version_of(inking: Inking) -> str:
    """Return the version of PDF: 1.3 for X-1a:2001 (ISO 15930-1, 6.1), 1.6 for X-4, 1.7 for screens."""
    if inking.printer is None:
        return "1.7"
    return "1.3" if inking.printer.standard is Standard.X1A else "1.6"


def put_info(file: PdfFile, number: int, told: Described, inking: Inking) -> None:
    """Write the information dictionary; X-1a has its version there (ISO 15930-1, 6.12)."""
    stamp = f"(D:{told.date:%Y%m%d}000000Z)".encode()
    body = b"<</Title " + text(told.title) + b"/Author " + text(told.author)
    body += f"/Creator ({PRODUCER})/Producer ({PRODUCER})".encode() + b"/CreationDate " + stamp + b"/ModDate " + stamp
    if inking.printer is not None:
        body += b"/Trapped /False"
        if inking.printer.standard is Standard.X1A:
            body += b"/GTS_PDFXVersion (PDF/X-1:2001)/GTS_PDFXConformance (PDF/X-1a:2001)"
        else:
            body += b"/GTS_PDFXVersion (PDF/X-4)"
    file.put(number, body + b">>")


def catalogued(file: PdfFile, told: Described, inking: Inking, name: str) -> bytes:
    """Write what the catalogue refers to by the standard, and return its entries; ``name`` is the file's."""
    if inking.printer is None:
        return (
            b"/Lang " + text(told.language) + b"/MarkInfo <</Marked true>>/ViewerPreferences <</DisplayDocTitle true>>"
            b"/Metadata " + ref(_metadata(file, told, _UA, name))
        )  # fmt: skip
    entries = b"/OutputIntents [" + ref(_intent(file, inking.printer)) + b"]"
    if inking.printer.standard is Standard.X4:
        entries += b"/Metadata " + ref(_metadata(file, told, _X4, name))
    return entries


def _intent(file: PdfFile, printer: Printer) -> int:
    condition = printer.condition
    if not condition.data:
        raise ValueError(f"the profile {condition.file} of {printer.key} is not at hand")
    packed = bytes(zlib_compress(condition.data, _LEVEL))
    profile = file.add(b"<</N 4/Filter /FlateDecode/Length %d>>" % len(packed), packed)
    return file.add(
        b"<</Type /OutputIntent/S /GTS_PDFX/OutputConditionIdentifier " + text(condition.identifier)
        + b"/OutputCondition " + text(condition.info) + b"/Info " + text(condition.info)
        + b"/RegistryName " + text(_REGISTRY) + b"/DestOutputProfile " + ref(profile) + b">>"
    )  # fmt: skip


_UA = ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/", "part", "1")
_X4 = ("pdfxid", "http://www.npes.org/pdfx/ns/id/", "GTS_PDFXVersion", "PDF/X-4")


def _metadata(file: PdfFile, told: Described, claim: tuple[str, str, str, str], name: str) -> int:
    """Write the metadata as XMP (ISO 16684-1). Its identity is made of what the document is, not of chance."""
    prefix, space, key, value = claim
    day = f"{told.date:%Y-%m-%d}T00:00:00Z"
    print_only = "<pdf:Trapped>False</pdf:Trapped>" if claim is _X4 else ""
    named = f"{name} {told.title} {told.date:%Y-%m-%d}"  # block and cover are two documents of one title
    written = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:{prefix}="{space}">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(told.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(told.author)}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{told.language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate><xmp:MetadataDate>{day}</xmp:MetadataDate>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>{print_only}
<xmpMM:DocumentID>uuid:{_uuid(named)}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<{prefix}:{key}>{value}</{prefix}:{key}>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()
    return file.add(b"<</Type /Metadata/Subtype /XML/Length %d>>" % len(written), written)


def _uuid(named: str) -> str:
    """Return a name-based identifier in the form of RFC 9562, version 8."""
    digest = digest_bytes(named.encode())
    return f"{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"
