"""The facts of a monument as labelled rows, each with the numbers of its notes; what is unknown says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from asylmura_ssg.make.cldr import number_in
from asylmura_ssg.make.dates import fate_in
from asylmura_ssg.make.notes import Apparatus
from asylmura_ssg.make.spacing import bind_measures
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.monument import Claim, Dimension, Fate, Monument, Point
from asylmura_ssg.model.recipe import Frame
from asylmura_ssg.model.route import Listing, url_of


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: its label, and its value as HTML; ``foreign`` is the label's language where it is not the page's."""

    key: str
    label: str
    html: str
    foreign: str = ""


def facts_of(monument: Monument, frame: Frame, notes: Apparatus) -> tuple[Fact, ...]:
    """Return the rows in their order."""
    return tuple(Fact(key, frame.strings[f"fact_{key}"], html) for key, html in _rows(monument, frame, notes))


def _rows(monument: Monument, frame: Frame, notes: Apparatus) -> Iterator[tuple[str, str]]:
    language, vocabularies = frame.language, frame.vocabularies
    yield "type", _term(frame, "types", monument.type, vocabularies.types[monument.type].label)
    yield "dating", _dating(monument, frame, notes)
    if monument.fate is not None:
        yield "fate", fate_html(monument.fate, frame, notes)
    if monument.periods:
        yield (
            "period",
            ", ".join(_term(frame, "periods", key, vocabularies.periods[key].label) for key in monument.periods),
        )
    for key, claim in (("culture", monument.culture), ("builder", monument.builder)):
        if claim is not None:
            yield key, _claim(claim, language, notes)
    yield "place", _place(monument, frame, notes)
    yield "coordinates", _coordinates(monument, frame, notes)
    if monument.dimensions:
        yield "dimensions", "<br>".join(_dimension(dimension, language, notes) for dimension in monument.dimensions)
    yield "protection", _protection(monument, frame, notes)
    if monument.identifiers.unesco is not None:
        yield "unesco", _unesco(monument, frame)
    if monument.variants:
        yield (
            "variants",
            "; ".join(
                f'<span lang="{escape(v.language)}">{escape(v.name)}</span>{notes.cite_keys(v.sources)}'
                for v in monument.variants
            ),
        )
    if monument.film is not None:
        yield "film", _claim(monument.film, language, notes)


def fate_html(fate: Fate, frame: Frame, notes: Apparatus) -> str:
    """Return what became of a monument: when, and in the record's own words."""
    what = escape(fate_in(fate, frame.strings, frame.language).removesuffix("."))
    told = f"<strong>{what}.</strong> {_localized(fate.text, frame.language)}"
    return told + notes.cite_keys(fate.sources)


def run(words: str, own: Language, page: Language) -> str:
    """Return words as HTML; in another language than the page's, for want of its own, they are marked so that a reader sees it."""
    html = escape(bind_measures(words))
    return html if own is page else f'<span class="fallback" lang="{own}">{html}</span>'


def _localized(text: Localized[str], language: Language) -> str:
    best = text.best(language)
    return run(best.value, best.language, language)


def _claim(claim: Claim, language: Language, notes: Apparatus) -> str:
    return _localized(claim.text, language) + notes.cite_keys(claim.sources)


def _term(frame: Frame, kind: str, key: str, label: Localized[str]) -> str:
    words = escape(label.best(frame.language).value)
    return f'<a href="{url_of(Listing(frame.language, kind, key))}">{words}</a>'


def _dimension(dimension: Dimension, language: Language, notes: Apparatus) -> str:
    what, value = _localized(dimension.what, language), _localized(dimension.value, language)
    return f"{what}: {value}{notes.cite_keys(dimension.sources)}"


def _dating(monument: Monument, frame: Frame, notes: Apparatus) -> str:
    dating = monument.dating
    if dating is None:
        return f'<span class="unknown">{escape(frame.strings["dating_unknown"])}</span>'
    language, vocabularies = frame.language, frame.vocabularies
    basis = vocabularies.dating_bases[dating.basis].label.best(language).value
    words = _localized(dating.text, language)
    return f'{words}{notes.cite_keys(dating.sources)} <span class="aside">({escape(basis)})</span>'


def _place(monument: Monument, frame: Frame, notes: Apparatus) -> str:
    region = frame.vocabularies.regions[monument.region]
    parts = [_term(frame, "regions", region.key, region.label)]
    parts += [_claim(claim, frame.language, notes) for claim in (monument.district, monument.place) if claim]
    return ", ".join(parts)


def _coordinates(monument: Monument, frame: Frame, notes: Apparatus) -> str:
    location = monument.location
    if location.point is None:
        reason = "" if location.unknown is None else _localized(location.unknown.text, frame.language)
        keys = (*location.sources, *(location.unknown.sources if location.unknown else ()))
        return (
            f'<span class="unknown">{escape(frame.strings["location_unknown"])}</span> {reason}{notes.cite_keys(keys)}'
        )
    words = coordinates_in(location.point, frame)
    precision = frame.vocabularies.location_precisions[location.precision or "site"].label.best(frame.language).value
    shown = f'<a href="geo:{location.point.lat:.6g},{location.point.lon:.6g}">{escape(words)}</a>'
    return f'{shown}{notes.cite_keys(location.sources)} <span class="aside">({escape(precision)})</span>'


def coordinates_in(point: Point, frame: Frame) -> str:
    """Return a point in words: degrees with up to five decimals, north and east named in the page's language."""
    lat, lon = (number_in(value, frame.language, 5) for value in (point.lat, point.lon))
    return frame.strings["coordinates"].format(lat=lat, lon=lon)


def _protection(monument: Monument, frame: Frame, notes: Apparatus) -> str:
    protection = monument.protection
    label = frame.vocabularies.protection_categories[protection.category].label.best(frame.language).value
    unknown = protection.category == "unknown"
    parts = [f'<span class="unknown">{escape(label)}</span>' if unknown else escape(label)]
    if protection.list_number:
        parts.append(escape(f"№\u00a0{protection.list_number}"))
    words = ", ".join(parts) + ("" if unknown else notes.cite_keys(protection.sources))
    if protection.note is not None:
        words += f" · {_localized(protection.note, frame.language)}"
        words += notes.cite_keys(protection.sources) if unknown else ""
    return words


def _unesco(monument: Monument, frame: Frame) -> str:
    heritage = monument.identifiers.unesco
    if heritage is None:
        return ""
    words = frame.strings["unesco"].format(id=heritage.id)
    if heritage.year is not None:
        words += f", {heritage.year}"
    if heritage.criteria:
        words += ", " + frame.strings["criteria"].format(list=", ".join(f"({c})" for c in heritage.criteria))
    return f'<a href="https://whc.unesco.org/en/list/{heritage.id}/">{escape(words)}</a>'
