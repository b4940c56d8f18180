"""The file as a whole: what it says of itself, its output intent, and what a print file may not carry (ISO 15930)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import pikepdf

from asylmura_ssg.check.preflight.boxes import scripts
from asylmura_ssg.check.preflight.reading import entries, entry, identity, items, letters, name, stream_bytes, words
from asylmura_ssg.check.preflight.xmp import Xmp, read_xmp
from asylmura_ssg.model.preflight import Check, Finding
from asylmura_ssg.model.press import Printer, Standard
from asylmura_ssg.model.remedies import told

_NEWEST = {Standard.X1A: (1, 4), Standard.X4: (1, 6)}
_X1 = "PDF/X-1:2001"
_DATE = re.compile(r"D:\d{4}(?:\d{2}){0,5}(?:[Z+-](?:\d{2}'?(?:\d{2}'?)?)?)?")
_MOST_BOOKMARKS = 20_000


def judge_document(pdf: pikepdf.Pdf, printer: Printer, multiple: int) -> Iterator[Finding]:
    """Yield what is wrong with a file as a whole. ``multiple`` is what its pages are to be a multiple of."""
    if pdf.is_encrypted:
        yield told(Check.ENCRYPTED, 0, "the file is encrypted; it opens without a password")
    yield from _version(pdf, printer.standard)
    yield from _intent(pdf, printer)
    yield from _described(pdf, printer.standard)
    yield from _carried(pdf)
    pages = len(pdf.pages)
    if multiple > 1 and pages % multiple:
        said = f"{pages} pages are no multiple of {multiple}; {multiple - pages % multiple} are wanting"
        yield told(Check.PAGE_MULTIPLE, 0, said)


def _version(pdf: pikepdf.Pdf, standard: Standard) -> Iterator[Finding]:
    found = tuple(int(part) for part in re.findall(r"\d+", pdf.pdf_version)[:2])
    newest = _NEWEST[standard]
    if found > newest:
        said = f"PDF {pdf.pdf_version}; {standard} goes up to {newest[0]}.{newest[1]}"
        yield told(Check.PDF_VERSION, 0, said)


def _intent(pdf: pikepdf.Pdf, printer: Printer) -> Iterator[Finding]:
    held = items(entry(pdf.Root, "/OutputIntents"))
    intents = [intent for intent in held if name(entry(intent, "/S")) == "/GTS_PDFX"]
    if len(intents) != 1:
        others = ", ".join(sorted({(name(entry(intent, "/S")) or "?")[1:] for intent in held})) or "none"
        yield told(Check.OUTPUT_INTENT, 0, f"{len(intents)} output intents of the kind GTS_PDFX (there: {others})")
        return
    identifier = words(entry(intents[0], "/OutputConditionIdentifier")) or ""
    if identifier != printer.condition.identifier:
        said = f"made for “{identifier}”; asked is “{printer.condition.identifier}”"
        yield told(Check.OUTPUT_CONDITION, 0, said)
    yield from _profile(stream_bytes(entry(intents[0], "/DestOutputProfile")), printer)


def _profile(profile: bytes | None, printer: Printer) -> Iterator[Finding]:
    """Yield what is wrong with an ICC profile by its header: size, class, colours, signature (ICC.1:2010, 7.2)."""
    if profile is None:
        yield told(Check.OUTPUT_PROFILE, 0, "no profile is embedded")
    elif len(profile) < 132 or profile[36:40] != b"acsp" or int.from_bytes(profile[:4], "big") != len(profile):
        yield told(Check.OUTPUT_PROFILE, 0, "what is embedded is no sound ICC profile")
    elif profile[12:16] != b"prtr" or profile[16:20] != b"CMYK":
        kind = profile[12:20].decode("ascii", "replace")
        yield told(Check.OUTPUT_PROFILE, 0, f"the profile is of the kind “{kind}”, not “prtrCMYK”")
    elif hashlib.sha256(profile).hexdigest() != printer.condition.sha256:
        yield told(Check.OTHER_PROFILE, 0, f"the profile is not the file {printer.condition.file}")


def _described(pdf: pikepdf.Pdf, standard: Standard) -> Iterator[Finding]:
    """Yield what Info and XMP lack, or where they contradict each other.

    PDF/X-1a is identified in Info (ISO 15930-1, 6.9); PDF/X-4 in XMP, where the rest stands, too (ISO 15930-7, 6.4).
    """
    info = _info(pdf)
    xmp = read_xmp(stream_bytes(entry(pdf.Root, "/Metadata")))
    if xmp is None and (entry(pdf.Root, "/Metadata") is not None or standard is Standard.X4):
        yield told(Check.METADATA, 0, "the XMP metadata is missing or cannot be read")
    said = xmp or Xmp()
    yield from _identified(info, said, standard)
    known = info if standard is Standard.X1A else {**said.as_info, **info}
    if not known.get("/Title", "").strip():
        yield told(Check.TITLE, 0, "no title")
    yield from _dates(info, known)
    if known.get("/Trapped") not in {"/True", "/False"}:
        yield told(Check.TRAPPED, 0, f"Trapped is {known.get('/Trapped', 'not set').lstrip('/')}")
    for key in ("/Title", "/Trapped"):
        if key in info and said.as_info.get(key, info[key]) != info[key]:
            yield told(Check.METADATA, 0, f"{key[1:]} is “{info[key]}” in Info and “{said.as_info[key]}” in XMP")
    if xmp is not None and standard is Standard.X4 and xmp.lacking:
        yield told(Check.METADATA, 0, f"the XMP metadata lacks {', '.join(xmp.lacking)}")
    parts = items(entry(pdf.trailer, "/ID"))
    if len(parts) != 2 or not all(letters(part) for part in parts):
        yield told(Check.FILE_ID, 0, "no ID of two parts in the trailer")


def _identified(info: dict[str, str], xmp: Xmp, standard: Standard) -> Iterator[Finding]:
    if standard is Standard.X4:
        if xmp.version != str(standard):
            yield told(Check.PDFX_IDENTIFICATION, 0, f"XMP says {xmp.version or 'nothing'}; asked is {standard}")
        return
    pair = info.get("/GTS_PDFXVersion", "nothing"), info.get("/GTS_PDFXConformance", "nothing")
    if pair != (_X1, str(standard)):
        found = "nothing" if pair == ("nothing", "nothing") else f"{pair[0]} and {pair[1]}"
        said = f"Info says {found}; asked is {_X1} and {standard}"
        yield told(Check.PDFX_IDENTIFICATION, 0, said)


def _info(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Return the document's Info; names keep their slash."""
    found = {key: (words(value) or name(value)) for key, value in entries(entry(pdf.trailer, "/Info"))}
    return {key: value for key, value in found.items() if value is not None}


def _dates(info: dict[str, str], known: dict[str, str]) -> Iterator[Finding]:
    missing = [key[1:] for key in ("/CreationDate", "/ModDate") if key not in known]
    wrong = [key[1:] for key in ("/CreationDate", "/ModDate") if key in info and not _DATE.fullmatch(info[key])]
    if missing or wrong:
        said = [f"{', '.join(missing)} not set"] * bool(missing) + [f"{', '.join(wrong)} no date"] * bool(wrong)
        yield told(Check.DATES, 0, "; ".join(said))


def _carried(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Yield what a print file may not carry: scripts, forms, actions, layers, other files."""
    root = pdf.Root
    names = entry(root, "/Names")
    if entry(names, "/JavaScript") is not None:
        yield told(Check.JAVASCRIPT, 0, "the document has scripts")
    opening = entry(root, "/OpenAction")
    bookmarks = sum(1 for bookmark in _bookmarks(root) for _ in scripts(bookmark))
    if name(entry(opening, "/S")) == "/JavaScript" or any(scripts(root)) or bookmarks:
        yield told(Check.JAVASCRIPT, 0, "a script runs when the document or a bookmark is opened")
    elif opening is not None or entry(root, "/AA") is not None:
        yield told(Check.ACTION, 0, "something happens when the document is opened")
    if entry(root, "/AcroForm") is not None:
        yield told(Check.FORM_FIELDS, 0, "the document has a form")
    layers = items(entry(entry(root, "/OCProperties"), "/OCGs"))
    if layers:
        called = ", ".join(f"“{words(entry(layer, '/Name')) or '?'}”" for layer in layers[:5])
        yield told(Check.LAYERS, 0, f"{len(layers)} layers: {called}")
    if (
        entry(names, "/EmbeddedFiles") is not None
        or items(entry(root, "/AF"))
        or entry(root, "/Collection") is not None
    ):
        yield told(Check.EMBEDDED_FILE, 0, "the document has embedded files")


def _bookmarks(root: object) -> Iterator[object]:
    """Yield bookmarks, each once, however they are tied together."""
    waiting = [entry(entry(root, "/Outlines"), "/First")]
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MOST_BOOKMARKS:
        bookmark = waiting.pop()
        number = identity(bookmark)
        if number is None or number in seen:
            continue
        seen.add(number)
        yield bookmark
        waiting += [entry(bookmark, "/Next"), entry(bookmark, "/First")]
