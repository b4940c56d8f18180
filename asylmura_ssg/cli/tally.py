"""What ``asylmura status`` shows on a terminal: the table of regions, of one region's records, and what git remembers."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import click

from asylmura_ssg.cli.terminal import many
from asylmura_ssg.model.language import LANGUAGES, Language

if TYPE_CHECKING:
    from asylmura_ssg.model.programme import Progress, Tally
    from asylmura_ssg.programme.chronicle import Chronicle, Stale
    from asylmura_ssg.programme.survey import Survey

    Figure = Callable[[Tally], int]

# ruff: noqa: PLC0415 - loaded where it is used

_BAR: Final = 10
_NAMES: Final = 22  # columns that names of regions are left, where there is a choice


# The table of regions


def regions_table(survey: Survey, language: Language, width: int) -> Iterator[str]:
    """Yield the lines of the table of all regions, no wider than ``width`` columns where that can be."""
    labels = {key: region.label.best(language).value for key, region in survey.regions.items()}
    progress = survey.progress
    yield click.style(_headline(progress), bold=True)
    yield ""
    columns = _columns(progress, width)
    first = max(map(len, (*labels.values(), "together")))
    bar = _BAR if progress.aimed else 0
    counts = _published(progress.together)
    taken = len(counts) + 2 + sum(len(head) + 2 for head, _ in columns)
    first, bar = _fitted(first, bar, width - taken)
    heads = "".join(f"  {head}" for head, _ in columns)
    number = max(len(counts), len("published") - (bar + 1 if bar else 0))
    label = "published".rjust(number + bar + (1 if bar else 0))
    yield click.style(f"{''.ljust(first)}  {label}{heads}", dim=True)
    for tally in (*progress.regions, progress.together):
        name = labels.get(tally.key, "together")
        cells = "".join(f"  {_cell(figure(tally)).rjust(len(head))}" for head, figure in columns)
        drawn = f"{_bar(tally, bar)} " if bar else ""
        if not tally.key:
            yield click.style("─" * min(width, first + 2 + number + (bar + 1 if bar else 0) + len(heads)), dim=True)
        yield f"{_cut(name, first)}  {drawn}{_published(tally).rjust(number)}{cells}"
    yield ""
    yield from _translations(progress.together)


def _headline(progress: Progress) -> str:
    whole = progress.together
    if not whole.records:
        return "There are no records yet: `asylmura new` begins one."
    said = f"{whole.records:,} record{'' if whole.records == 1 else 's'}, {whole.published:,} published"
    if not progress.aimed:
        return f"{said}. No target is set: `targets` in site.yaml sets one."
    reached = f"{progress.reached} of {len(progress.aimed)} regions have reached the target"
    return f"{said}. {reached}{f'; {progress.lacking:,} records are still to come' if progress.lacking else ''}."


def _columns(progress: Progress, width: int) -> list[tuple[str, Figure]]:
    """Return the columns there is room for, with their heads; the first ones matter most."""
    from asylmura_ssg.model.monument import Status
    from asylmura_ssg.model.programme import Hanging

    placed = (Hanging.PLACED, Hanging.DAMAGED)
    wanted: list[tuple[str, Figure]] = [
        ("review", lambda tally: tally.states[Status.REVIEW]),
        ("draft", lambda tally: tally.states[Status.DRAFT]),
        (" ru", lambda tally: tally.whole[Language.RU]),
        (" en", lambda tally: tally.whole[Language.EN]),
        ("pictures", lambda tally: tally.pictured),
        ("sources", lambda tally: tally.sourced),
        ("plates", lambda tally: tally.records - tally.plates[Hanging.NONE]),
        ("in place", lambda tally: sum(tally.plates[state] for state in placed)),
    ]
    room = width - _NAMES - len(_published(progress.together)) - 2 - (_BAR + 1 if progress.aimed else 0)
    while wanted and sum(len(head) + 2 for head, _ in wanted) > room:
        wanted.pop()
    return wanted


def _fitted(first: int, bar: int, room: int) -> tuple[int, int]:
    """Return how wide names and bars may be where ``room`` columns are left for both."""
    room -= 2
    if room < first + bar + 1:
        bar = max(0, room - first - 1) if room - first - 1 >= 5 else 0
    return max(8, min(first, room - (bar + 1 if bar else 0))), bar


def _published(tally: Tally) -> str:
    return f"{tally.published:,}" if tally.target is None else f"{tally.published:,}/{tally.target:,}"


def _bar(tally: Tally, width: int) -> str:
    if tally.target is None:
        return " " * width
    full = min(width, width * tally.published // tally.target) if tally.target else width
    colour = "green" if tally.reached else "yellow"
    return click.style("█" * full, fg=colour) + click.style("░" * (width - full), dim=True)


def _cell(number: int) -> str:
    return f"{number:,}" if number else "·"


def _cut(words: str, width: int) -> str:
    return words.ljust(width) if len(words) <= width else f"{words[: width - 1]}…"


def _translations(tally: Tally) -> Iterator[str]:
    """Yield a small table: what of the records stands in which language."""
    from asylmura_ssg.model.programme import Part

    if not tally.records:
        return
    parts = {Part.NAME: "name", Part.SUMMARY: "summary", Part.TEXT: "text", Part.PICTURES: "picture texts"}
    heads = [*parts.values(), "all"]
    yield click.style(f"In each language  {'  '.join(head.rjust(7) for head in heads)}", dim=True)
    names = {Language.KK: "Kazakh", Language.RU: "Russian", Language.EN: "English"}
    for language in LANGUAGES:
        figures = [*(tally.translated[language][part] for part in parts), tally.whole[language]]
        cells = (
            _of(figure, tally.records).rjust(max(7, len(head))) for figure, head in zip(figures, heads, strict=True)
        )
        yield f"{names[language].ljust(16)}  {'  '.join(cells)}"


def _of(figure: int, whole: int) -> str:
    return "all" if figure == whole else f"−{whole - figure:,}"


# The table of one region's records


def records_table(survey: Survey, region: str, language: Language, width: int) -> Iterator[str]:
    """Yield the lines of the table of one region's records, by their numbers; ``width`` as above."""
    facts = sorted((fact for fact in survey.facts if fact.region == region), key=lambda fact: fact.number)
    label = survey.regions[region].label.best(language).value
    yield click.style(f"{label}: {many(len(facts), 'record')}", bold=True)
    if not facts:
        yield "None yet: `asylmura new` begins one."
        return
    yield ""
    first = min(max(len(fact.slug) for fact in facts), max(12, width - 34))
    heads = ("status   ", "ru", "en", "pictures", "sources")
    yield click.style(f"{'record'.ljust(first)}  {'  '.join(heads)}", dim=True)
    for fact in facts:
        cells = (
            str(fact.status).ljust(9),
            *(("–" if fact.lacking[each] else "✓").rjust(2) for each in (Language.RU, Language.EN)),
            _cell(fact.pictures).rjust(8),
            _cell(fact.sources).rjust(7),
        )
        said = "no plate" if fact.plate == "none" else f"plate {fact.plate}"
        line = f"{_cut(fact.slug, first)}  {'  '.join(cells)}"
        yield line if len(line) + 2 + len(said) > width else f"{line}  {said}"


# What git remembers


def remembered(
    chronicle: Chronicle | None, silent: str, months: int, shown: int | None, width: int, slugs: frozenset[str]
) -> Iterator[str]:
    """Yield what git tells of the records ``slugs``, or in words why it tells nothing (``silent``).

    Of each list the first ``shown`` lines, all of them for None; ``months`` is what counts as untouched.
    """
    if chronicle is None:
        yield ""
        yield from textwrap.wrap(f"What git remembers cannot be told: {silent}.", width)
        return
    if not chronicle.whole:
        yield ""
        yield from textwrap.wrap("This is a shallow clone: git knows the latest commits alone, so what follows may lack "
                                 "something. `git fetch --unshallow` brings the rest.", width)  # fmt: skip
    yield from _list("Translations older than their Kazakh text", _stale(chronicle, slugs), shown, width)
    old = [f"{u.slug}  {u.since}{f', {u.by}' if u.by else ''}" for u in chronicle.untouched if u.slug in slugs]
    yield from _list(f"Untouched for {months} month{'' if months == 1 else 's'}", old, shown, width)
    new = [slug for slug in chronicle.uncommitted if slug in slugs]
    yield from _list("Not committed yet", new, shown, width)
    hands = [(h, len(slugs.intersection(h.entries))) for h in chronicle.hands]
    edited = [f"{h.name or '(without a name)'}  {many(n, 'record')}, {many(h.commits, 'commit')}, last {h.last}"
              for h, n in hands if n]  # fmt: skip
    yield from _list("Who edited", edited, shown, width)


def _stale(chronicle: Chronicle, slugs: frozenset[str]) -> list[str]:
    """Return a line for each entry: which of its translations are of what day, and when its Kazakh text changed."""
    held: dict[str, list[Stale]] = {}
    for one in chronicle.stale:
        if one.slug in slugs:
            held.setdefault(one.slug, []).append(one)
    return [
        f"{slug}  {', '.join(f'{s.language} of {s.translated}' for s in stale)}; Kazakh {_changed(stale)}"
        for slug, stale in held.items()
    ]


def _changed(stale: Sequence[Stale]) -> str:
    """Return when a Kazakh text was changed, in words where the day alone would tell nothing."""
    changed = stale[0].changed
    return "later on that day" if all(one.translated == changed for one in stale) else f"of {changed}"


def _list(title: str, rows: Sequence[str], shown: int | None, width: int) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield click.style(f"{title}: {len(rows):,}", bold=True)
    pairs = [row.partition("  ") for row in rows[:shown]]
    first = min(max(len(name) for name, _, _ in pairs), max(12, width // 2 - 4))
    for name, _, rest in pairs:
        line = f"  {name.ljust(first)}  {rest}" if rest else f"  {name}"
        yield from textwrap.wrap(line, width, subsequent_indent="      ", break_on_hyphens=False, drop_whitespace=False)
    if shown is not None and len(rows) > shown:
        yield f"  … and {len(rows) - shown:,} more: --all shows them"
