"""Printed volumes: ``content/volumes/<key>.yaml`` and the forewords in ``content/volumes/<key>/``."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import product

from stdnum import ean, isbn as isbn_rules
from stdnum.exceptions import InvalidChecksum, ValidationError

from asylmura_ssg.diagnostics import Code
from asylmura_ssg.model.language import LANGUAGES, PRIMARY, Language, Localized
from asylmura_ssg.model.monument import Prose
from asylmura_ssg.model.press import Printer
from asylmura_ssg.model.printed_page import Format
from asylmura_ssg.model.vocabulary import Region
from asylmura_ssg.model.volume import Credit, Library, Volume
from asylmura_ssg.read.nodes import Block, read_whole
from asylmura_ssg.read.prose import Texts, check_missing, read_texts
from asylmura_ssg.read.vocabularies import Shelf

FOLDER = "volumes/"
USUAL_TRIM = (170.0, 240.0)
"""What a volume measures when it does not say so: a common book format of Kazakh printing houses, 70 × 100/16."""
LEAST_TEXT_AREA = (96.0, 140.0)
"""Two columns of 45 mm, which hold some thirty letters of the text's size each, and half a page of lines."""
_WIDTHS, _HEIGHTS = (120.0, 240.0), (170.0, 340.0)
_FOREWORD = re.compile(r"foreword\.(kk|ru|en)\.md")


@dataclass(frozen=True, slots=True)
class Volumes:
    """The volumes by key, and the texts of their forewords, whose citations and links are still to be resolved."""

    by_key: dict[str, Volume]
    forewords: tuple[Texts, ...]


def read_volumes(
    shelf: Shelf, printers: Mapping[str, Printer], regions: Mapping[str, Region], unsettable: re.Pattern[str] | None
) -> Volumes:
    """Return the volumes of content/volumes/ by their file names; each names one of ``printers``, where there are any.

    ``regions`` are those of the vocabulary, of which offprints can be made.
    """
    tops: dict[str, Block] = {}
    found: dict[str, Volume] = {}
    forewords: list[Texts] = []
    for path in shelf.files:
        folder, _, name = path.rpartition("/")
        if f"{folder}/" == FOLDER and name.endswith(".yaml"):
            top = shelf.top(path)
            if top is None:
                continue
            key = name.removesuffix(".yaml")
            texts = _foreword(shelf, key, unsettable)
            if texts is not None:
                forewords.append(texts)
            found[key] = _volume(key, top, printers, None if texts is None else texts.prose)
            top.finish()
            tops[key] = top
    _check_names(tops, printers, regions)
    return Volumes(found, tuple(forewords))


def _check_names(tops: Mapping[str, Block], printers: Collection[str], regions: Mapping[str, Region]) -> None:
    """Report volumes that bear the name which a package of another one would have: they would share a folder."""
    of_region = ["", *(f"-{region.iso.lower()}" for region in regions.values())]
    of_language = ["", *(f"-{language}" for language in LANGUAGES)]
    of_printer = ["", *(f"-{printer}" for printer in printers)]
    editions = {"".join(parts) for parts in product(of_region, of_language, of_printer)} - {""}
    for key, top in tops.items():
        # A name ends in what an edition adds only where a hyphen stands, and a volume has few of those.
        bases = (key[:at] for at, char in enumerate(key) if char == "-" and key[at:] in editions)
        for base in (base for base in bases if base in tops):
            top.complain(Code.VOLUME_NAME, f'"{key}" is what an edition or an offprint of "{base}" is called',
                         "both would lie in one folder: give the file another name")  # fmt: skip


def _volume(key: str, top: Block, printers: Mapping[str, Printer], foreword: Localized[Prose] | None) -> Volume:
    languages = top.terms("languages", [str(lang) for lang in LANGUAGES], Code.UNKNOWN_TERM, "language")
    if not languages:
        top.complain(Code.MISSING_FIELD, '"languages" is missing', "name at least one of kk, ru, en", key="languages")
    trim = _trim(top)
    printer = top.term("printer", printers, Code.UNKNOWN_PRINTER, "printer")
    _check_room(top, trim, printers.get(printer))
    return Volume(
        key=key,
        title=top.in_every_language("title"),
        number=_number(top),
        languages=tuple(Language(lang) for lang in dict.fromkeys(languages) if lang in LANGUAGES) or (PRIMARY,),
        year=top.integer("year"),
        copies=_copies(top),
        trim=trim,
        printer=printer,
        isbn=_isbn(top),
        udc=top.optional_text("udc"),
        bbk=top.optional_text("bbk"),
        edition=top.optional_localized("edition"),
        contact=top.optional_localized("contact"),
        licence=top.optional_localized("licence"),
        credits=tuple(read_whole(block, _credit) for block in top.blocks("credits")),
        libraries=tuple(read_whole(block, _library) for block in top.blocks("libraries")),
        foreword=foreword,
    )


def _number(top: Block) -> int:
    number = top.integer("number")
    if top.has("number") and not 1 <= number <= 39:
        top.complain(Code.WRONG_TYPE, f'"number" is {number}', "a volume's number lies between 1 and 39", key="number")
    return number


def _copies(top: Block) -> int | None:
    copies = top.optional_integer("copies")
    if copies is not None and copies < 1:
        top.complain(Code.WRONG_TYPE, f'"copies" is {copies}', "name the print run, or leave it out", key="copies")
    return copies


def _trim(top: Block) -> tuple[float, float]:
    block = top.block("trim", "write width: 170 and height: 240 on indented lines")
    if block is None:
        return USUAL_TRIM
    width, height = block.number("width"), block.number("height")
    sound = True
    for name, value, (least, most) in (("width", width, _WIDTHS), ("height", height, _HEIGHTS)):
        if not least <= value <= most:
            sound = False
            if block.has(name):
                block.complain(Code.WRONG_TYPE, f'"trim.{name}" is {value:g} mm',
                               f"the pages are made for {least:g} to {most:g} mm", key=name)  # fmt: skip
    block.finish()
    return (width, height) if sound else USUAL_TRIM


def _check_room(top: Block, trim: tuple[float, float], printer: Printer | None) -> None:
    """Report margins of a printer that leave too little of a page of ``trim`` for two columns of text."""
    if printer is None:
        return
    area = Format(*trim, printer.margins)
    least = " × ".join(f"{side:g}" for side in LEAST_TEXT_AREA)
    if area.measure < LEAST_TEXT_AREA[0] or area.depth < LEAST_TEXT_AREA[1]:
        top.complain(
            Code.PRINTER_TERMS,
            f"the printer's margins leave {round(area.measure, 1):g} × {round(area.depth, 1):g} mm of a page of"
            f" {trim[0]:g} × {trim[1]:g} mm",
            f"two columns need {least} mm: choose a larger trim, or another printer",
            key="printer",
        )


def _isbn(top: Block) -> str | None:
    """Return an ISBN-13 as it is written (ISO 2108: five elements, hyphens between them, a check digit modulo 10)."""
    written = top.optional_text("isbn")
    if written is None:
        return None
    message = f'"{written}" is no ISBN'
    try:
        compact = isbn_rules.validate(written)
    except InvalidChecksum:
        digits = isbn_rules.compact(written)
        right = digits[:-1] + (ean.calc_check_digit(digits[:-1]) if len(digits) == 13 else "")
        hint = f"it would be right as {isbn_rules.format(right)}" if len(digits) == 13 else "write all thirteen digits"
        top.complain(Code.WRONG_ISBN, f"{message}: its check digit is wrong", f"{hint}; compare it with the agency's letter",
                     key="isbn")  # fmt: skip
        return None
    except ValidationError:
        top.complain(Code.WRONG_ISBN, message, "write the thirteen digits with their hyphens, as 978-0-00-000000-2",
                     key="isbn")  # fmt: skip
        return None
    right = isbn_rules.format(isbn_rules.to_isbn13(compact))
    if written != right:
        top.complain(Code.WRONG_ISBN, f'"{written}" is not written as an ISBN-13', f"write {right}", key="isbn")
        return None
    return written


def _credit(block: Block) -> Credit:
    return Credit(block.localized("role"), block.localized("names"))


def _library(block: Block) -> Library:
    return Library(block.localized("name"), block.localized("place"))


def _foreword(shelf: Shelf, key: str, unsettable: re.Pattern[str] | None) -> Texts | None:
    """Return the texts of ``volumes/<key>/foreword.<language>.md``, or None when the volume has no foreword."""
    folder = f"{FOLDER}{key}/"
    files = {
        path.removeprefix(f"{folder}foreword."): file
        for path, file in shelf.files.items()
        if path.startswith(folder) and _FOREWORD.fullmatch(path.removeprefix(folder))
    }
    if not files:
        return None
    texts = read_texts(files, unsettable, shelf.report)
    check_missing(texts, f"{shelf.root}/{folder}foreword.", "the foreword", shelf.report, translations=True)
    return texts
