"""What git remembers of the entries: which translations are older than their Kazakh text, what lies untouched, who edits.

Days are those of the commits, in UTC. Only names are told of people; whoever is known to git by a mail address alone stays
without a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from asylmura_ssg.history import Edit, Edits, behind
from asylmura_ssg.model.language import LANGUAGES, PRIMARY, Language
from asylmura_ssg.model.programme import Facts, Part
from asylmura_ssg.programme.survey import Survey

MONUMENTS = "monuments/"


@dataclass(frozen=True, slots=True)
class Stale:
    """A translation that is older than the Kazakh text it was made from."""

    slug: str
    language: Language
    translated: date
    changed: date
    """When the Kazakh text was last changed."""


@dataclass(frozen=True, slots=True)
class Untouched:
    """An entry nobody has changed for long."""

    slug: str
    since: date
    by: str


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who edits, by name alone: how many entries, in how many commits, and when last."""

    name: str
    entries: tuple[str, ...]
    commits: int
    last: date


@dataclass(frozen=True, slots=True)
class Chronicle:
    """What git remembers; ``uncommitted`` are entries it has never seen. It is not ``whole`` in a shallow clone."""

    stale: tuple[Stale, ...]
    untouched: tuple[Untouched, ...]
    hands: tuple[Hand, ...]
    uncommitted: tuple[str, ...]
    whole: bool


def chronicle_of(survey: Survey, edits: Edits, before: date) -> Chronicle:
    """Return what ``edits`` tell of entries; untouched is what nobody changed after the day ``before``."""
    last = edits.last()
    touched: dict[str, Edit] = {}
    for edit in edits.found:
        for folder in dict.fromkeys(_folders(edit)):
            touched.setdefault(folder, edit)
    stale: list[Stale] = []
    untouched: list[Untouched] = []
    uncommitted: list[str] = []
    slugs: dict[str, str] = {}
    for fact in survey.facts:
        slug = fact.slug
        slugs[fact.folder] = slug
        stale += () if fact.folder in survey.waived else _stale(fact, last)
        seen = touched.get(fact.folder)
        if seen is None:
            uncommitted += [slug] if edits.whole else []
        elif _day(seen.at) <= before:
            untouched.append(Untouched(slug, _day(seen.at), _name(seen.by)))
    return Chronicle(
        stale=tuple(sorted(stale, key=lambda one: (one.translated, one.slug, one.language))),
        untouched=tuple(sorted(untouched, key=lambda one: (one.since, one.slug))),
        hands=tuple(_hands(edits.found, slugs)),
        uncommitted=tuple(sorted(uncommitted)),
        whole=edits.whole,
    )


def months_before(day: date, months: int) -> date:
    """Return the day so many months before; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for number in range(day.day, 0, -1):
        try:
            return date(max(1, year), month + 1, number)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


def _stale(fact: Facts, last: dict[str, int]) -> Iterator[Stale]:
    original = f"{MONUMENTS}{fact.folder}/{PRIMARY}.md"
    for language in LANGUAGES:
        translation = f"{MONUMENTS}{fact.folder}/{language}.md"
        if Part.TEXT not in fact.lacking[language] and behind(last, translation, original):
            yield Stale(fact.slug, language, _day(last[translation]), _day(last[original]))


def _folders(edit: Edit) -> Iterator[str]:
    for path in edit.paths:
        if path.startswith(MONUMENTS):
            folder, slash, _ = path[len(MONUMENTS) :].partition("/")
            if slash:
                yield folder


def _hands(edits: Iterable[Edit], slugs: dict[str, str]) -> list[Hand]:
    """Return who edited entries that are still there: whoever edited most first."""
    held: dict[str, tuple[set[str], list[int]]] = {}
    for edit in edits:
        edited = {slugs[folder] for folder in _folders(edit) if folder in slugs}
        if edited:
            entries, days = held.setdefault(_name(edit.by), (set(), []))
            entries |= edited
            days.append(edit.at)
    hands = [Hand(name, tuple(sorted(of)), len(days), _day(max(days))) for name, (of, days) in held.items()]
    return sorted(hands, key=lambda hand: (-len(hand.entries), -hand.commits, hand.name))


def _name(by: str) -> str:
    """Return a name; empty where there is only a mail address."""
    return "" if "@" in by else by


def _day(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()
