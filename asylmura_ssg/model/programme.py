"""How far the encyclopedia has come: records by region and state, translations, pictures, sources, plates.

Counted out of the catalogue alone, so that the same content gives the same figures; what git remembers is told elsewhere.
Entries that were joined to another one count for nothing: the other one stands for both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.language import LANGUAGES, Language, Localized
from asylmura_ssg.model.monument import Entry, Monument, Status
from asylmura_ssg.model.register import State
from asylmura_ssg.model.vocabulary import Region


class Part(StrEnum):
    """What of an entry is translated."""

    NAME = "name"
    SUMMARY = "summary"
    TEXT = "text"
    PICTURES = "pictures"
    """The captions and alternative texts of its pictures; an entry without pictures lacks none."""


class Hanging(StrEnum):
    """How an entry's plate is: what the register's states come down to for a count."""

    NONE = "none"
    ISSUED = "issued"
    PLACED = "placed"
    DAMAGED = "damaged"
    REMOVED = "removed"


_HANGING = {
    State.ISSUED: Hanging.ISSUED,
    State.PLACED: Hanging.PLACED,
    State.DAMAGED: Hanging.DAMAGED,
    State.REMOVED: Hanging.REMOVED,
    State.REPLACED: Hanging.REMOVED,
}


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of one region, or of all. ``target`` is None where none is set: in cities, and without a programme.

    ``translated`` counts entries by language and part, ``whole`` those with every part in a language. ``pictured`` and
    ``sourced`` are entries with a picture and with a source, ``pictures`` and ``sources`` how many there are of them.
    """

    key: str
    target: int | None
    states: dict[Status, int]
    translated: dict[Language, dict[Part, int]]
    whole: dict[Language, int]
    pictured: int
    pictures: int
    sourced: int
    sources: int
    plates: dict[Hanging, int]

    @property
    def records(self) -> int:
        """How many entries there are, in whatever state."""
        return sum(self.states.values())

    @property
    def published(self) -> int:
        """How many of them are published."""
        return self.states[Status.PUBLISHED]

    @property
    def lacking(self) -> int:
        """How many published entries the target is away."""
        return max(0, (self.target or 0) - self.published)

    @property
    def reached(self) -> bool:
        """Whether there is a target, and it is met by published entries."""
        return self.target is not None and self.published >= self.target


@dataclass(frozen=True, slots=True)
class Progress:
    """The figures of every region in the regions' own order, and of all together."""

    regions: tuple[Tally, ...]
    together: Tally

    @property
    def aimed(self) -> tuple[Tally, ...]:
        """The regions for which a target is set."""
        return tuple(tally for tally in self.regions if tally.target is not None)

    @property
    def reached(self) -> int:
        """How many of these have reached it."""
        return sum(tally.reached for tally in self.aimed)

    @property
    def lacking(self) -> int:
        """How many published entries they are away from it, taken together."""
        return sum(tally.lacking for tally in self.aimed)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted of one entry: ``lacking`` is what it has not in each language, ``folder`` where it lies."""

    slug: str
    folder: str
    number: int
    region: str
    status: Status
    lacking: dict[Language, tuple[Part, ...]]
    pictures: int
    sources: int
    plate: Hanging


def facts_of(catalogue: Catalogue, folders: Mapping[str, str] | None = None) -> tuple[Facts, ...]:
    """Return the facts of every entry that stands for itself, drafts and those in review too.

    ``folders`` are the folders of entries by slug; where there are none, a folder has its slug's name.
    """
    plates = {slug: _HANGING[plate.current.state] for slug, plate in catalogue.register.of_slug().items()}
    waiting = (entry for entry in catalogue.waiting if entry.monument.merger is None)
    return tuple(_facts(entry, folders or {}, plates) for entry in (*catalogue.entries, *waiting))


def _facts(entry: Entry, folders: Mapping[str, str], plates: Mapping[str, Hanging]) -> Facts:
    monument = entry.monument
    return Facts(
        slug=monument.slug,
        folder=folders.get(monument.slug, monument.slug),
        number=monument.number,
        region=monument.region,
        status=monument.status,
        lacking={language: lacking_in(entry, language) for language in LANGUAGES},
        pictures=len(monument.pictures),
        sources=len(sources_of(monument)),
        plate=plates.get(monument.slug, Hanging.NONE),
    )


def progress_of(facts: Iterable[Facts], regions: Mapping[str, Region], target: int | None) -> Progress:
    """Count the facts, against a ``target`` for each region that is no city."""
    held: dict[str, list[Facts]] = {key: [] for key in regions}
    for fact in facts:
        held[fact.region].append(fact)
    tallies = tuple(_tally(key, None if regions[key].city else target, of) for key, of in held.items())
    # Cities count for all together and towards no target, so that the two would not fit one bar.
    return Progress(tallies, _tally("", None, [fact for of in held.values() for fact in of]))


def lacking_in(entry: Entry, language: Language) -> tuple[Part, ...]:
    """Return what an entry has not in a language."""
    monument = entry.monument
    told: Iterable[Localized[str]] = (words for p in monument.pictures for words in (p.caption, p.alt))
    has = {
        Part.NAME: monument.names.own(language) is not None,
        Part.SUMMARY: monument.summary.own(language) is not None,
        Part.TEXT: entry.prose.own(language) is not None,
        Part.PICTURES: all(words.own(language) is not None for words in told),
    }
    return tuple(part for part, there in has.items() if not there)


def sources_of(monument: Monument) -> frozenset[str]:
    """Return the keys of the sources an entry brings along or names in its facts."""
    claims = (monument.district, monument.place, monument.culture, monument.builder, monument.film,
              monument.location.unknown, monument.fate, *monument.look_for)  # fmt: skip
    named = [claim.sources for claim in claims if claim is not None]
    named += [variant.sources for variant in monument.variants]
    named += [dimension.sources for dimension in monument.dimensions]
    facts = (monument.location, monument.dating, monument.protection)
    named += [fact.sources for fact in facts if fact is not None]
    return frozenset(source.key for source in monument.bibliography).union(*named)


def _tally(key: str, target: int | None, facts: Sequence[Facts]) -> Tally:
    states = Counter(fact.status for fact in facts)
    hanging = Counter(fact.plate for fact in facts)
    lacking = {language: Counter(part for fact in facts for part in fact.lacking[language]) for language in LANGUAGES}
    return Tally(
        key=key,
        target=target,
        states={status: states[status] for status in Status},
        translated={
            language: {part: len(facts) - missed[part] for part in Part} for language, missed in lacking.items()
        },
        whole={language: sum(not fact.lacking[language] for fact in facts) for language in LANGUAGES},
        pictured=sum(fact.pictures > 0 for fact in facts),
        pictures=sum(fact.pictures for fact in facts),
        sourced=sum(fact.sources > 0 for fact in facts),
        sources=sum(fact.sources for fact in facts),
        plates={state: hanging[state] for state in Hanging},
    )


def step_of(tally: Tally) -> int:
    """Return how near a region is to its target, for a map: 0 with nothing, 1 to 3 on the way, 4 when it is reached.

    Where no target is set, what is there counts as a beginning.
    """
    if tally.reached:
        return 4
    if not tally.published:
        return 0
    return 1 if not tally.target else 1 + min(2, 3 * tally.published // tally.target)
