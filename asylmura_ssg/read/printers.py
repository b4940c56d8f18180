"""Printing houses: ``content/printers/<key>.yaml`` and the ICC profiles in ``content/printers/profiles/``.

Every value is held against what can be printed at all, so that a slip of the pen is told here and not by a press.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from asylmura_ssg.diagnostics import Code, Diagnostic
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.press import DRAWN_BLEED, Condition, CoverStock, Marks, Paper, Printer, Standard
from asylmura_ssg.model.printed_page import Margins, Pictures
from asylmura_ssg.profiles import Profiles
from asylmura_ssg.read.nodes import Block
from asylmura_ssg.read.profile import faults_of, read_profile
from asylmura_ssg.read.vocabularies import Shelf

FOLDER = "printers/"
FIELDS = ("volume", "part", "printer")
"""What a file name may be made of."""

_LEAST_MARGIN = 5.0
"""Text nearer to the trim is cut by the knife's own tolerance."""


@dataclass(frozen=True, slots=True)
class Printers:
    """The printers by key; and for each whose profile is not on this machine, what to say when it is asked for."""

    by_key: dict[str, Printer]
    missing: dict[str, Diagnostic]


def read_printers(shelf: Shelf, profiles: Profiles) -> Printers:
    """Return the printers of content/printers/; ``profiles`` finds those profiles that may not be bundled."""
    found: dict[str, Printer] = {}
    missing: dict[str, Diagnostic] = {}
    for path in shelf.files:
        folder, _, name = path.rpartition("/")
        if f"{folder}/" == FOLDER and name.endswith(".yaml"):
            top = shelf.top(path)
            if top is not None:
                reader = _Reader(name.removesuffix(".yaml"), top, shelf, profiles)
                found[reader.key] = reader.printer()
                missing |= reader.missing
                top.finish()
    return Printers(found, missing)


class _Reader:
    """Reads one printer; lengths are mm."""

    def __init__(self, key: str, top: Block, shelf: Shelf, profiles: Profiles) -> None:
        self.key = key
        self.top = top
        self.shelf = shelf
        self.profiles = profiles
        self.missing: dict[str, Diagnostic] = {}

    def printer(self) -> Printer:
        top = self.top
        standard = top.term("standard", [str(each) for each in Standard], Code.UNKNOWN_TERM, "standard")
        bleed = _within(top, "bleed", 0, DRAWN_BLEED, "mm: pages are drawn so far over their trim, and no farther")
        return Printer(
            key=self.key,
            name=top.localized("name"),
            standard=Standard(standard) if standard in [str(each) for each in Standard] else Standard.X4,
            condition=self._condition(standard),
            bleed=bleed,
            marks=_marks(top, bleed),
            ink_limit=_whole_within(top, "ink_limit", 200, 400, "per cent, the four inks added up"),
            pictures=_pictures(top),
            margins=_margins(top),
            page_multiple=(multiple := _multiple(top)),
            signature=_signature(top, multiple),
            paper=_paper(top),
            cover=_cover(top),
            safe=_within(top, "safe", 0, 20, "mm: no text or code stands nearer to the trim"),
            hairline=_within(top, "hairline", 0.05, 2, "points: the thinnest line"),
            smallest_text=_within(top, "smallest_text", 3, 9, "points"),
            file_name=_file_name(top),
        )

    def _condition(self, standard: str) -> Condition:
        block = self.top.required_block("condition", "write identifier:, info:, profile: … on indented lines")
        if block is None:
            return Condition("", "", "", "", "", bundled=False, source="", data=b"")
        condition = Condition(
            identifier=_ascii(block, "identifier"),
            info=_ascii(block, "info"),
            file=block.text("profile"),
            sha256=block.text("sha256"),
            licence=block.text("licence"),
            bundled=block.boolean("bundled"),
            source=block.text("source"),
            data=b"",
        )
        if condition.sha256 and not re.fullmatch(r"[0-9a-f]{64}", condition.sha256):
            block.complain(Code.WRONG_TYPE, '"condition.sha256" must be 64 digits from 0 to f',
                           "it is what `sha256sum` says of the file", key="sha256")  # fmt: skip
        profile = read_profile(block, condition, self.shelf, self.profiles)
        if profile.missing is not None:
            self.missing[self.key] = profile.missing
        for fault in islice(faults_of(profile.data, standard), 1) if profile.data else ():
            block.complain(Code.PROFILE_UNFIT, f'"{condition.file}" {fault}',
                           "name the profile of a printing condition in CMYK, as the printer has it", key="profile")  # fmt: skip
        block.finish()
        return Condition(condition.identifier, condition.info, condition.file, condition.sha256, condition.licence,
                         condition.bundled, condition.source, profile.data)  # fmt: skip


def _marks(top: Block, bleed: float) -> Marks | None:
    block = top.block("marks", "write offset: and length: on indented lines, or leave marks out")
    if block is None:
        return None
    said = len(block.report.found)
    marks = Marks(
        offset=_within(block, "offset", 0, 20, "mm from the trim to where a mark begins"),
        length=_within(block, "length", 2, 20, "mm of line"),
        registration=block.boolean("registration"),
        patches=block.boolean("patches"),
    )
    if len(block.report.found) == said and block.has("offset") and marks.offset < bleed:
        _refuse(block, "offset", f"{marks.offset:g} mm lies inside the bleed of {bleed:g} mm",
                f"marks begin outside the bleed: {bleed:g} mm or more")  # fmt: skip
    block.finish()
    return marks


def _pictures(top: Block) -> Pictures:
    block = top.required_block("pictures", "write target: 300 and minimum: 200 on indented lines")
    if block is None:
        return Pictures(300, 200)
    said = len(block.report.found)
    pictures = Pictures(
        target=_whole_within(block, "target", 150, 600, "dots per inch"),
        minimum=_whole_within(block, "minimum", 72, 600, "dots per inch"),
    )
    if len(block.report.found) == said and pictures.minimum > pictures.target:
        _refuse(block, "minimum", f"{pictures.minimum} ppi is more than the target of {pictures.target}",
                "the least that is taken lies below what pictures are brought to")  # fmt: skip
        pictures = Pictures(pictures.target, pictures.target)
    block.finish()
    return pictures


def _margins(top: Block) -> Margins:
    block = top.required_block("margins", "write inner:, outer:, top: and bottom: on indented lines")
    if block is None:
        return Margins(20.0, 20.0, 20.0, 20.0)
    read = (
        _within(block, side, _LEAST_MARGIN, 60, "mm from the trim to the text")
        for side in ("inner", "outer", "top", "bottom")
    )
    margins = Margins(*read)
    block.finish()
    return margins


def _multiple(top: Block) -> int:
    said = len(top.report.found)
    multiple = top.integer("page_multiple")
    if len(top.report.found) == said and top.has("page_multiple") and (multiple % 2 or not 2 <= multiple <= 64):
        _refuse(top, "page_multiple", f"{multiple} pages make no signature",
                "a sheet has two sides: write 2, 4, 8, 16, 24 or 32, as the printer folds")  # fmt: skip
        return 2
    return multiple or 2


def _signature(top: Block, multiple: int) -> int:
    """Return the pages of a whole signature: as many as the page multiple, unless more are said."""
    if not top.has("signature"):
        return multiple
    said = len(top.report.found)
    signature = top.integer("signature")
    if len(top.report.found) > said:
        return multiple
    if signature % multiple or not multiple <= signature <= 64:
        _refuse(top, "signature", f"{signature} pages are not made of parts of {multiple}",
                f"write a multiple of page_multiple, such as {2 * multiple}, as the printer folds a whole sheet")  # fmt: skip
        return multiple
    return signature


def _paper(top: Block) -> Paper:
    block = top.required_block("paper", "write name:, grammage: and caliper: on indented lines")
    if block is None:
        return Paper(Localized(""), 100.0, 0.1)
    paper = Paper(
        name=block.localized("name"),
        grammage=_within(block, "grammage", 30, 400, "grams to the square metre"),
        caliper=_within(
            block, "caliper", 0.03, 0.6, "mm of one sheet, which is two pages; the spine is computed from it"
        ),
    )
    block.finish()
    return paper


def _cover(top: Block) -> CoverStock:
    block = top.required_block("cover", "write paper:, allowance:, flaps:, text_from: and inset: on indented lines")
    if block is None:
        return CoverStock(Localized(""), 0.0, 0.0, 5.0, 1.0)
    cover = CoverStock(
        paper=block.localized("paper"),
        allowance=_within(block, "allowance", 0, 10, "mm, which are added to the spine"),
        flaps=_within(block, "flaps", 0, 150, "mm of width, 0 for none"),
        text_from=_within(block, "text_from", 2, 30, "mm: the thinnest spine with text on it"),
        inset=_within(block, "inset", 0, 5, "mm between that text and the folds"),
    )
    if 2 * cover.inset >= cover.text_from > 0:
        _refuse(block, "inset", f"2 × {cover.inset:g} mm leave nothing of a spine of {cover.text_from:g} mm",
                "keep less between the text and the folds, or put text on thicker spines only")  # fmt: skip
    block.finish()
    return cover


def _file_name(top: Block) -> str:
    pattern = top.text("file_name")
    if not pattern:
        return "{volume}_{part}.pdf"
    for message, hint in _faults_of_name(pattern):
        top.complain(Code.PRINTER_FILE_NAME, f'"{pattern}" {message}', hint, key="file_name")
        return "{volume}_{part}.pdf"
    return pattern


def _faults_of_name(pattern: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a pattern of file names, and what would be right."""
    known = "the fields are " + ", ".join(f"{{{name}}}" for name in FIELDS)
    try:
        parts = tuple(string.Formatter().parse(pattern))
    except ValueError:
        yield "has a brace without its other half", known
        return
    fields = [field for _, field, _, _ in parts if field is not None]
    for field in fields:
        if field not in FIELDS:
            yield f'has a field "{field}" that is not known', known
    if any(form or conversion for _, _, form, conversion in parts):
        yield "gives a field a form of its own", f"{known}, as they stand"
    if "part" not in fields:
        yield "calls the block and the cover by one name", "it must hold {part}"
    if not re.fullmatch(r"[A-Za-z0-9._-]+", "".join(literal for literal, *_ in parts)):
        yield "holds what not every printer's system takes", "write Latin letters, digits, dots, hyphens, underscores"
    if pattern.startswith((".", "-")):
        yield "begins like a hidden file, or like an option of a command", "begin with a letter, a digit or a field"
    if not pattern.endswith(".pdf"):
        yield "does not end in .pdf", "as in {volume}_{part}.pdf"


def _ascii(block: Block, key: str) -> str:
    words = block.text(key)
    if not words.isascii():
        block.complain(Code.WRONG_TYPE, f'"condition.{key}" must be ASCII',
                       "a PDF's output intent is written in Latin letters", key=key)  # fmt: skip
    return words


def _within(block: Block, key: str, least: float, most: float, what: str) -> float:
    said = len(block.report.found)
    value = block.number(key)
    if len(block.report.found) > said:  # it is no number at all
        return least
    if block.has(key) and not least <= value <= most:
        _refuse(block, key, f"{value:g} cannot be", f"write {least:g} to {most:g} {what}")
        return least
    return value


def _whole_within(block: Block, key: str, least: int, most: int, what: str) -> int:
    said = len(block.report.found)
    value = block.integer(key)
    if len(block.report.found) > said:
        return least
    if block.has(key) and not least <= value <= most:
        _refuse(block, key, f"{value} cannot be", f"write {least} to {most} {what}")
        return least
    return value


def _refuse(block: Block, key: str, message: str, hint: str) -> None:
    name = f"{block.name}.{key}" if block.name else key
    block.complain(Code.PRINTER_TERMS, f'"{name}": {message}', hint, key=key)
