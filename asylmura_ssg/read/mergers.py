"""Entries that were merged: each names the one that stands for it, and no other entry names a merged one."""

from __future__ import annotations

from collections.abc import Sequence

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, did_you_mean
from asylmura_ssg.model.monument import Status
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.read.record import Record


def check_mergers(records: Sequence[Record], by_slug: dict[str, Record], report: Report) -> None:
    """Report merged entries that lead astray, and entries that still name one that was merged."""
    into = {record.entry.monument.slug: record.merged for record in records if record.merged is not None}
    astray = {slug: why for slug, mention in into.items() if (why := _astray(slug, by_slug.get(mention.word)))}
    for slug, why in astray.items():
        mention = into[slug]
        hint = "" if mention.word in by_slug else _meant(mention.word, by_slug, set(by_slug) - set(into))
        if mention.word == slug:
            hint = "name the entry that stands for it, or take merged: out"
        report.add(Diagnostic(Code.MERGED_ASTRAY, mention.span, f'"{mention.word}" {why}', hint, mention.excerpt))
    for record in records if into else ():
        own = record.entry.monument.slug
        for named in (*record.related, *record.linked):
            if named.word in into and named.word not in astray:
                target = into[named.word].word
                report.add(Diagnostic(Code.MERGED_ASTRAY, named.span, f'"{named.word}" was merged into another entry',
                                      "take it out" if target == own else f'name "{target}"', named.excerpt))  # fmt: skip


def _astray(slug: str, target: Record | None) -> str:
    """Return what keeps an entry from standing for another; nothing when it can."""
    if target is None:
        return "has no entry"
    if target.entry.monument.slug == slug:
        return "is this very entry, which cannot be merged into itself"
    if target.merged is not None:
        return "was merged itself"
    return "" if target.entry.monument.status is Status.PUBLISHED else "is not published"


def _meant(word: str, by_slug: dict[str, Record], standing: set[str]) -> str:
    """Return which entry was meant: the one whose plate or register number this is, else one of a like name."""
    for slug, record in by_slug.items():
        number = record.entry.monument.number
        if slug in standing and word in (plate_of(number), str(number), f"{number:04d}"):
            return f'write its slug: "{slug}"'
    return did_you_mean(word, standing)
