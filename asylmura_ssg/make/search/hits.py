"""What is shown of a monument that was found, in pieces of 16 register numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from asylmura_ssg.make.dates import fate_in
from asylmura_ssg.make.search.postings import RANGE, range_postings
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Entry
from asylmura_ssg.model.recipe import Frame

SHOWN = 16
"""Register numbers in a piece: ten results may lie in ten pieces, each some 5 KB for names of a usual length."""

Line = list[object]


def hits(entries: Iterable[Entry], joined: Mapping[str, tuple[Entry, ...]], frame: Frame) -> Iterator[tuple[int, Line]]:
    """Yield, by register number, what a result shows in the frame's language.

    A line is: slug, type, region, what became of it, name, its language, dating, its language, and then every other text
    the monument is found by, each with its language. A language is empty where it is the page's own.
    """
    language = frame.language
    for entry in entries:
        monument = entry.monument
        name = monument.names.best(language)
        dating = None if monument.dating is None else monument.dating.text.best(language)
        others = dict(_others(entry, joined.get(monument.slug, ()), name.value))
        yield monument.number, [
            monument.slug, monument.type, monument.region,
            "" if monument.fate is None else fate_in(monument.fate, frame.strings, language),
            name.value, _foreign(name.language, language),
            "" if dating is None else dating.value, "" if dating is None else _foreign(dating.language, language),
            [[words, _foreign(tongue, language)] for words, tongue in others.items()],
        ]  # fmt: skip


def _others(entry: Entry, joined: Iterable[Entry], shown: str) -> Iterator[tuple[str, str]]:
    """Yield the other names and then the places, with their languages; the shown name is left out."""
    monument = entry.monument
    held = [monument, *(other.monument for other in joined)]
    for one in held:
        yield from ((words, str(tongue)) for tongue, words in one.names.present() if words != shown)
        yield from ((variant.name, variant.language) for variant in one.variants if variant.name != shown)
    for claim in (monument.place, monument.district, monument.culture, monument.builder):
        if claim is not None:
            yield from ((words, str(tongue)) for tongue, words in claim.text.present())


def _foreign(own: str, language: Language) -> str:
    return "" if own == language else str(own)


def pieces(lines: Iterable[tuple[int, Line]]) -> dict[int, dict[str, Line]]:
    """Return the lines in pieces; piece n has the numbers from 16n up to 16n + 15."""
    cut: dict[int, dict[str, Line]] = {}
    for number, line in sorted(lines, key=lambda pair: pair[0]):
        cut.setdefault(number // SHOWN, {})[str(number)] = line
    return cut


def facets(entries: Iterable[Entry]) -> dict[str, dict[str, str]]:
    """Return the monuments of each region, type and period, as postings."""
    kept: dict[str, dict[str, str]] = {"region": {}, "type": {}, "period": {}}
    ranges: dict[int, list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: one.monument.number):
        ranges.setdefault(entry.monument.number // RANGE, []).append(entry)
    for held in ranges.values():
        for facet, of in kept.items():
            for key, posting in range_postings({e.monument.number: dict.fromkeys(_keys(e, facet), 0) for e in held})[
                0
            ].items():
                of[key] = of.get(key, "") + posting
    return {facet: dict(sorted(of.items())) for facet, of in kept.items()}


def _keys(entry: Entry, facet: str) -> tuple[str, ...]:
    monument = entry.monument
    return {"region": (monument.region,), "type": (monument.type,), "period": monument.periods}[facet]


def labels(frame: Frame) -> dict[str, dict[str, str]]:
    """Return what regions and types are called in the frame's language, and the address of each type's emblem."""
    regions, types, assets = frame.vocabularies.regions, frame.vocabularies.types, frame.assets
    return {
        "region": {key: region.label.best(frame.language).value for key, region in regions.items()},
        "type": {key: kind.label.best(frame.language).value for key, kind in types.items()},
        "emblem": {key: assets.get(f"emblem/small/{kind.emblem}", "") for key, kind in types.items()},
    }
