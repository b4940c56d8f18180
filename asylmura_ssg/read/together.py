"""What only shows when records are held beside one another: numbers, slugs, links, drafts and mergers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, did_you_mean
from asylmura_ssg.model.monument import Status
from asylmura_ssg.read.mergers import check_mergers
from asylmura_ssg.read.numbers import check_register, next_number
from asylmura_ssg.read.record import Record
from asylmura_ssg.read.text_rules import Mention


def check_together(
    records: Sequence[Record], slugs: dict[int, str], folders: Iterable[str], report: Report
) -> frozenset[str]:
    """Report what only shows when records are held beside one another; return the slugs that can be linked."""
    numbers: dict[str, Record] = {}
    by_slug: dict[str, Record] = {}
    alone: list[Record] = []
    for record in sorted(records, key=lambda r: _claim(r, slugs)):
        holder = numbers.setdefault(record.number.word, record)
        owner = by_slug.setdefault(record.slug.word, record)
        if holder is not record:
            report.add(Diagnostic(Code.DUPLICATE_NUMBER, record.number.span,
                                  f'register number {record.number.word} belongs to "{holder.entry.monument.slug}"',
                                  f"the next free number is {next_number(records, slugs)}", record.number.excerpt))  # fmt: skip
        if owner is not record:
            report.add(Diagnostic(Code.DUPLICATE_SLUG, record.slug.span,
                                  f'the slug "{record.slug.word}" belongs to the folder {owner.folder}',
                                  "an address leads to one monument; choose another slug", record.slug.excerpt))  # fmt: skip
        if holder is owner is record:
            alone.append(record)
    check_register(alone, slugs, report)
    # An entry with errors of its own is still there to be linked; its folder's name stands for its slug.
    known = frozenset(by_slug) | (set(folders) - {record.folder for record in records})
    for record in records:
        for mention in record.related:
            check_target(Code.UNKNOWN_MONUMENT, mention, known, report)
        for mention in record.linked:
            check_target(Code.BROKEN_LINK, mention, known, report)
    check_mergers(records, by_slug, report)
    _check_drafts(by_slug, report)
    return known


def _check_drafts(by_slug: dict[str, Record], report: Report) -> None:
    """Warn of published entries that name one which is not published yet."""
    drafts = {slug for slug, record in by_slug.items() if record.entry.monument.status is not Status.PUBLISHED}
    for slug, record in by_slug.items():
        for mention in (*record.related, *record.linked) if slug not in drafts else ():
            if mention.word in drafts:
                warn_of_draft(mention, report)


def warn_of_draft(mention: Mention, report: Report) -> None:
    """Warn that a mention names an entry which is not published yet."""
    report.add(Diagnostic(Code.LINK_TO_DRAFT, mention.span, f'"{mention.word}" is not published yet',
                          "until it is, readers see its name without a link", mention.excerpt))  # fmt: skip


def _claim(record: Record, slugs: dict[int, str]) -> tuple[bool, bool, str]:
    """Return what orders rival records: whom the register knows comes first, then whose folder bears the slug."""
    monument = record.entry.monument
    return slugs.get(monument.number) != monument.slug, record.folder != monument.slug, record.folder


_KINDS = {Code.UNKNOWN_MONUMENT: "entry", Code.BROKEN_LINK: "entry", Code.UNKNOWN_SOURCE: "source"}
_REMEDIES = {"entry": "write the name of a folder in content/monuments/",
             "source": "a page cites what stands in content/bibliography.yaml"}  # fmt: skip


def check_target(code: Code, mention: Mention, known: Collection[str], report: Report) -> None:
    """Report a mention of something that is not ``known``; ``code`` says what it is."""
    if mention.word not in known:
        kind = _KINDS[code]
        report.add(Diagnostic(code, mention.span, f'no {kind} "{mention.word}"',
                              did_you_mean(mention.word, known) or _REMEDIES[kind], mention.excerpt))  # fmt: skip
