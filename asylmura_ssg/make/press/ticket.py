"""The job ticket: what a printing house asks before it names a price, as a page to print and as JSON.

Every figure comes from the finished files or from the content. What nobody has said yet stands as an empty line to be
filled in by hand. Lengths are in millimetres, ink in per cent.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from asylmura_ssg.make.cldr import figures_in
from asylmura_ssg.make.pages.environment import render
from asylmura_ssg.make.press.spread import Spread
from asylmura_ssg.model.catalogue import Site
from asylmura_ssg.model.design import Template
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.press import Printer
from asylmura_ssg.model.volume import Volume

TEMPLATE = "workshop/job-ticket.html"

Strings = Mapping[Language, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class PressFile:
    """A file that goes to press. ``part`` is ``block`` or ``cover``; sizes are of one trimmed page or sheet.

    ``inks`` are the plates that its pages really use, ``most_ink`` the most that lies on one spot; both were measured.
    """

    part: str
    name: str
    pages: int
    width: float
    height: float
    size: int
    sha256: str
    inks: tuple[str, ...]
    most_ink: float
    warnings: int


@dataclass(frozen=True, slots=True)
class Ticket:
    """Everything a job ticket says."""

    volume: Volume
    site: Site
    printer: Printer
    spread: Spread
    spine_text: bool
    files: tuple[PressFile, ...]


Spoken = tuple[tuple[Language, str], ...]
"""Words in the languages of the volume, once where languages agree."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A figure with its name; a value of no words is a line to write on."""

    names: Spoken
    value: Spoken


@dataclass(frozen=True, slots=True)
class _Group:
    names: Spoken
    lines: tuple[_Line, ...]


@dataclass(frozen=True, slots=True)
class _View:
    language: Language
    titles: Spoken
    heads: Spoken
    groups: tuple[_Group, ...]
    notes: Spoken
    files: tuple[PressFile, ...]


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Says words in the languages of a volume."""

    languages: tuple[Language, ...]
    spoken: Strings

    def word(self, key: str) -> Spoken:
        """Return a string of the interface."""
        held = ((language, self.spoken[language]) for language in self.languages)
        return _once((language, strings[f"ticket_{key}"]) for language, strings in held)

    def told(self, text: Localized[str] | None) -> Spoken:
        """Return a text of the content; nothing where there is none."""
        return (
            ()
            if text is None
            else _once((text.best(language)[1], text.best(language)[0]) for language in self.languages)
        )

    def figure(self, text: str) -> Spoken:
        """Return a figure, with the decimal sign of the running language."""
        language = self.languages[0]
        return ((language, figures_in(text, language)),) if text else ()


def _once(said: Iterable[tuple[Language, str]]) -> Spoken:
    words: dict[str, Language] = {}
    for language, text in said:
        words.setdefault(text, language)
    return tuple((language, text) for text, language in words.items())


def ticket_page(ticket: Ticket, template: Template, spoken: Strings) -> bytes:
    """Return the ticket as one HTML file that needs no other, in all languages of the volume at once.

    ``template`` is :data:`TEMPLATE` of the design, ``spoken`` its words in every language.
    """
    speaker = _Speaker(ticket.volume.languages, spoken)
    groups = (
        _Group(speaker.word(name), tuple(_Line(speaker.word(key), value) for key, value in lines))
        for name, lines in _groups(ticket, speaker)
    )
    view = _View(
        language=ticket.volume.languages[0],
        titles=speaker.told(ticket.volume.title),
        heads=speaker.word("title"),
        groups=tuple(groups),
        notes=speaker.word("note"),
        files=ticket.files,
    )
    return render(template, view)


def _groups(ticket: Ticket, say: _Speaker) -> Iterator[tuple[str, tuple[tuple[str, Spoken], ...]]]:
    """Yield the groups of the ticket: the name of each, and its lines."""
    block, cover = ticket.files
    yield "order", _order(ticket, say)
    yield "block", _block(ticket.printer, block, say)
    yield "cover", _cover(ticket, cover, say)
    yield "terms", _terms(ticket.printer, say)
    yield "agree", (("fastening", ()), ("finish", ()), ("deadline", ()), ("delivery", ()))


def _order(ticket: Ticket, say: _Speaker) -> tuple[tuple[str, Spoken], ...]:
    volume = ticket.volume
    return (
        ("publisher", say.told(ticket.site.publisher)),
        ("contact", say.told(volume.contact)),
        ("copies", say.figure("" if volume.copies is None else f"{volume.copies}")),
        ("isbn", say.figure(volume.isbn or "")),
        ("date", ((volume.languages[0], f"{ticket.site.edition_date:%d.%m.%Y}"),)),
        ("printer", say.told(ticket.printer.name)),
    )


def _block(printer: Printer, file: PressFile, say: _Speaker) -> tuple[tuple[str, Spoken], ...]:
    return (
        ("file", ((say.languages[0], file.name),)),
        ("trim", say.figure(_sides(file.width, file.height))),
        ("pages", say.figure(f"{file.pages}")),
        ("signatures", say.figure(_signatures(printer, file.pages))),
        ("paper", say.told(printer.paper.name)),
        ("grammage", say.figure(f"{printer.paper.grammage:g}")),
        ("caliper", say.figure(f"{printer.paper.caliper:g}")),
        *_inks(file, say),
    )


def _signatures(printer: Printer, pages: int) -> str:
    """Return ``1 × 16 + 4``: whole signatures, and the part of one that is left over."""
    whole, rest = printer.signatures(pages)
    return " + ".join(([f"{whole} × {printer.signature}"] if whole else []) + ([f"{rest}"] if rest else []))


def _cover(ticket: Ticket, file: PressFile, say: _Speaker) -> tuple[tuple[str, Spoken], ...]:
    spread = ticket.spread
    return (
        ("file", ((say.languages[0], file.name),)),
        ("binding", say.word("soft_flaps" if spread.flap else "soft")),
        ("spread", say.figure(_sides(spread.width, spread.height))),
        ("parts", say.figure(" + ".join(f"{part:g}" for part in _parts(spread)))),
        ("spine", say.figure(f"{spread.spine:g}")),
        ("spine_text", say.word("spine_down" if ticket.spine_text else "spine_plain")),
        ("stock", say.told(ticket.printer.cover.paper)),
        *_inks(file, say),
    )


def _terms(printer: Printer, say: _Speaker) -> tuple[tuple[str, Spoken], ...]:
    condition = printer.condition
    marks = say.word("marks_none") if printer.marks is None else say.figure(f"{printer.marks.offset:g}")
    return (
        ("standard", ((say.languages[0], printer.standard.value),)),
        ("condition", ((say.languages[0], f"{condition.identifier} ({condition.file})"),)),
        ("ink_limit", say.figure(f"{printer.ink_limit} %")),
        ("bleed", say.figure(f"{printer.bleed:g}")),
        ("marks", marks),
    )


def _inks(file: PressFile, say: _Speaker) -> tuple[tuple[str, Spoken], ...]:
    # As printers write it: the inks of one side of the sheet, and of the other; a cover is printed on one.
    sides = f"{len(file.inks)} + {len(file.inks) if file.part == 'block' else 0}"
    named = ((say.languages[0], f"{sides}: {', '.join(file.inks)}"),) if file.inks else ()
    return ("inks", named), ("most_ink", say.figure(f"{file.most_ink:.0f} %"))


def _sides(width: float, height: float) -> str:
    return f"{width:g} × {height:g}"


def _parts(spread: Spread) -> Sequence[float]:
    """Return the widths of a cover's parts from left to right."""
    boards = (spread.board, spread.spine, spread.board)
    return (spread.flap, *boards, spread.flap) if spread.flap else boards


def ticket_json(ticket: Ticket) -> bytes:
    """Return the ticket for programs."""
    volume, printer, spread = ticket.volume, ticket.printer, ticket.spread
    contact = None if volume.contact is None else dict(_spoken(volume.contact.present()))
    held = {
        "volume": volume.key,
        "title": dict(_spoken(volume.title.present())),
        "isbn": volume.isbn,
        "copies": volume.copies,
        "edition_date": ticket.site.edition_date.isoformat(),
        "contact": contact,
        "printer": printer.key,
        "standard": printer.standard.value,
        "condition": printer.condition.identifier,
        "profile": {"file": printer.condition.file, "sha256": printer.condition.sha256},
        "bleed_mm": printer.bleed,
        "marks": printer.marks is not None,
        "ink_limit_percent": printer.ink_limit,
        "page_multiple": printer.page_multiple,
        "signature": printer.signature,
        "paper": {"name": dict(_spoken(printer.paper.name.present())), "g_m2": printer.paper.grammage, "caliper_mm": printer.paper.caliper},
        "cover": {
            "stock": dict(_spoken(printer.cover.paper.present())), "spine_mm": spread.spine, "flap_mm": spread.flap, "board_mm": spread.board,
            "spread_mm": [spread.width, spread.height], "folds_mm": list(spread.folds), "spine_text": ticket.spine_text,
        },
        "files": [
            {
                "part": file.part, "name": file.name, "pages": file.pages, "trim_mm": [file.width, file.height],
                "bytes": file.size, "sha256": file.sha256, "inks": list(file.inks), "most_ink_percent": file.most_ink,
                "warnings": file.warnings,
            }
            for file in ticket.files
        ],
    }  # fmt: skip
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode()


def _spoken(present: Iterator[tuple[Language, str]]) -> Iterator[tuple[str, str]]:
    return ((str(language), text) for language, text in present)
