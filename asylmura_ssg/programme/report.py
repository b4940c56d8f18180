"""The figures for programs: one object, whose keys and meanings docs/status.md describes. Dates are ISO 8601."""

from __future__ import annotations

from asylmura_ssg.model.programme import Facts, Tally
from asylmura_ssg.model.vocabulary import Region
from asylmura_ssg.programme.chronicle import Chronicle
from asylmura_ssg.programme.survey import Survey


def as_data(survey: Survey, chronicle: Chronicle | None, silent: str, region: str | None) -> dict[str, object]:
    """Return everything as plain values; ``silent`` says why git tells nothing, ``region`` keeps to one."""
    progress = survey.progress
    tallies = [tally for tally in progress.regions if region in (None, tally.key)]
    return {
        "edition_date": survey.edition.isoformat(),
        "target": survey.target,
        "regions_aimed": len(progress.aimed),
        "regions_reached": progress.reached,
        "lacking": progress.lacking if progress.aimed else None,
        "together": _figures(progress.together) if region is None else None,
        "regions": [_region(survey.regions[tally.key]) | _figures(tally) for tally in tallies],
        "records": [_record(fact) for fact in survey.facts if region in (None, fact.region)],
        "history": _history(chronicle, silent),
    }


def _region(region: Region) -> dict[str, object]:
    names = {str(language): words for language, words in region.label.present()}
    return {"region": region.key, "iso": region.iso, "names": names, "city": region.city}


def _figures(tally: Tally) -> dict[str, object]:
    return {
        "target": tally.target,
        "reached": tally.reached,
        "records": tally.records,
        **{str(status): number for status, number in tally.states.items()},
        "translated": {
            str(language): {str(part): number for part, number in parts.items()} | {"whole": tally.whole[language]}
            for language, parts in tally.translated.items()
        },
        "with_pictures": tally.pictured,
        "pictures": tally.pictures,
        "with_sources": tally.sourced,
        "sources": tally.sources,
        "plates": {str(state): number for state, number in tally.plates.items()},
    }


def _record(fact: Facts) -> dict[str, object]:
    return {
        "slug": fact.slug,
        "number": fact.number,
        "region": fact.region,
        "status": str(fact.status),
        "lacking": {str(language): [str(part) for part in parts] for language, parts in fact.lacking.items() if parts},
        "pictures": fact.pictures,
        "sources": fact.sources,
        "plate": str(fact.plate),
    }


def _history(chronicle: Chronicle | None, silent: str) -> dict[str, object]:
    if chronicle is None:
        return {"known": False, "why": silent}
    return {
        "known": True,
        "whole": chronicle.whole,
        "stale": [
            {"slug": s.slug, "language": str(s.language), "translated": str(s.translated), "changed": str(s.changed)}
            for s in chronicle.stale
        ],
        "untouched": [{"slug": u.slug, "since": str(u.since), "by": u.by or None} for u in chronicle.untouched],
        "editors": [
            {"name": h.name or None, "entries": list(h.entries), "commits": h.commits, "last": str(h.last)}
            for h in chronicle.hands
        ],
        "uncommitted": list(chronicle.uncommitted),
    }
