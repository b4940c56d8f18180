"""The page of the timeline: every monument as a bar under the first of its periods, on one scale from the Stone Age on."""

from __future__ import annotations

import json
from dataclasses import dataclass

from asylmura_ssg.make.cldr import number_in
from asylmura_ssg.make.counted import counted
from asylmura_ssg.make.eras import year_in
from asylmura_ssg.make.pages.atlas import Sieve, options_of
from asylmura_ssg.make.pages.chrome import Chrome, Said, chrome, said
from asylmura_ssg.make.pages.listing import years_of
from asylmura_ssg.make.timeline import WIDTH, draw_bar
from asylmura_ssg.model.recipe import Card, Dated, Frame, TimelineRecipe
from asylmura_ssg.model.route import Listing, MonumentPage, url_of
from asylmura_ssg.model.timescale import BREAKS, Timescale
from asylmura_ssg.model.vocabulary import Period

STONE_AGE_ENDS = -2500
"""What is before the first period is called the Stone Age when that period begins no later than this year."""
_LAST = 0.12  # how near to the scale's end a phone has no room for another year, as a share of the width
_MINOR = 2  # within the last stretch every other tick is one a phone has no room for


@dataclass(frozen=True, slots=True)
class Row:
    """A monument: ``when`` in the words of its record; path data; ``left`` and ``right`` in thousandths of the scale."""

    name: Said
    url: str
    when: Said
    type: str
    region: str
    dated: str
    held: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Age:
    """A period and the monuments that begin in it; ``left`` and ``right`` in thousandths of the scale, else empty."""

    key: str
    label: Said
    url: str
    years: str
    left: str
    right: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A year on the scale: where it stands in percent, and its number; ``minor`` ones only where there is room."""

    at: str
    words: str
    minor: bool
    anchor: str


@dataclass(frozen=True, slots=True)
class Band:
    """A period on the scale, in percent."""

    left: str
    width: str


@dataclass(frozen=True, slots=True)
class TimelineView:
    """Everything the page of the timeline shows."""

    chrome: Chrome
    t: dict[str, str]
    title: str
    total: str
    told: str
    """How the scale changes."""
    stretches: str
    """The scale as JSON: first year, last year, left and right in thousandths, of each stretch."""
    epoch: str
    """Where our era begins, in percent."""
    marks: tuple[Mark, ...]
    breaks: tuple[str, ...]
    bands: tuple[Band, ...]
    sieves: tuple[Sieve, ...]
    ages: tuple[Age, ...]


def timeline_view(recipe: TimelineRecipe) -> TimelineView:
    """Return the view of the page of the timeline."""
    frame, strings = recipe.frame, recipe.frame.strings
    periods = tuple(sorted(frame.vocabularies.periods.values(), key=lambda period: period.order))
    scale = _scale(recipe, periods)
    return TimelineView(
        chrome=chrome(frame, recipe.route, strings["time_title"], strings["time_lead"], sheets=("time",), scripts=("time",)),
        t=strings,
        title=strings["time_title"],
        total=counted("monuments_count", len(recipe.monuments), strings, frame.language),
        told=_told(scale, frame),
        stretches=json.dumps([[s.start, s.end, s.left * WIDTH, s.right * WIDTH] for s in scale.stretches], separators=(",", ":")),
        epoch=_percent(scale.place(1)),
        marks=_marks(scale),
        breaks=tuple(_percent(scale.place(year)) for year in BREAKS),
        bands=tuple(
            Band(_percent(scale.place(p.start)), _percent(scale.place(p.end) - scale.place(p.start))) for p in periods[::2]
        ),
        sieves=(
            Sieve(strings["kicker_regions"], "region", options_of(((g.key, g.label) for g in recipe.regions), frame), strings["time_any_region"]),
            Sieve(strings["kicker_types"], "type", options_of(((g.key, g.label) for g in recipe.types), frame), strings["time_any_type"]),
        ),
        ages=tuple(_ages(recipe, periods, scale)),
    )  # fmt: skip


def _scale(recipe: TimelineRecipe, periods: tuple[Period, ...]) -> Timescale:
    years = [year for each in recipe.monuments for year in (each.card.earliest, each.card.latest) if year is not None]
    years += [year for period in periods for year in (period.start, period.end)]
    edition = recipe.frame.site.edition_date.year
    return Timescale.of(min(years, default=edition), max([edition, *years]))


def _told(scale: Timescale, frame: Frame) -> str:
    strings, language = frame.strings, frame.language
    a, b, c = (number_in(round(stretch.century * 100, 1), language, 1) for stretch in scale.stretches)
    first, second = (year_in(year, strings, language) for year in BREAKS)
    return strings["time_scale"].format(first=first, second=second, a=a, b=b, c=c)


def _marks(scale: Timescale) -> tuple[Mark, ...]:
    years, last = scale.ticks(), scale.stretches[-1]
    kept = {scale.start, scale.end, 1, *BREAKS} | set(range(BREAKS[-1], scale.end, last.step * _MINOR))
    anchors = {scale.start: "start", scale.end: "end"}
    crowded = {year for year in years if 0 < 1 - scale.place(year) < _LAST}
    return tuple(
        Mark(
            _percent(scale.place(year)),
            str(abs(year)),
            year not in kept or year in crowded,
            anchors.get(year, "middle"),
        )
        for year in years
    )


def _percent(place: float) -> str:
    return f"{place * 100:.2f}%"


def _ages(recipe: TimelineRecipe, periods: tuple[Period, ...], scale: Timescale) -> list[Age]:
    frame, strings = recipe.frame, recipe.frame.strings
    held: dict[str, list[Dated]] = {}
    for each in recipe.monuments:
        held.setdefault(_age_of(each.card, periods), []).append(each)
    ages = []
    if periods and periods[0].start <= STONE_AGE_ENDS:
        until = strings["time_until"].format(n=year_in(periods[0].start, strings, frame.language))
        ages.append(_age(("before", Said(strings["time_before"], ""), "", until), (scale.start, periods[0].start), held, recipe, scale))  # fmt: skip
    for period in periods:
        label = period.label.best(frame.language)
        # A period has a page of its own once a monument names it.
        named = any(period.key in each.card.periods for each in recipe.monuments)
        url = url_of(Listing(frame.language, "periods", period.key)) if named else ""
        words = said(label.language, label.value, frame.language)
        ages.append(_age((period.key, words, url, years_of(period.key, frame)), (period.start, period.end), held, recipe, scale))  # fmt: skip
    ages.extend(
        _age((key, Said(strings[f"time_{key}"], ""), "", ""), None, held, recipe, scale)
        for key in ("unperiod", "undated")
        if key in held
    )
    return ages


def _age_of(card: Card, periods: tuple[Period, ...]) -> str:
    """Return the period a monument stands under: the first it names, else the one its first known year is in."""
    if card.dating is None:
        return "undated"
    named = [period.key for period in periods if period.key in card.periods]
    if named:
        return named[0]
    year = card.earliest if card.earliest is not None else card.latest
    if year is None:
        return "unperiod"
    if periods and year < periods[0].start <= STONE_AGE_ENDS:
        return "before"
    return next((period.key for period in periods if period.start <= year < period.end), "unperiod")


def _age(
    told: tuple[str, Said, str, str], years: tuple[int, int] | None, held: dict[str, list[Dated]],
    recipe: TimelineRecipe, scale: Timescale,
) -> Age:  # fmt: skip
    rows = sorted(held.get(told[0], ()), key=_order)
    left, right = ("", "") if years is None else (f"{scale.place(year) * WIDTH:.1f}" for year in years)
    return Age(*told, left, right, tuple(_row(each, recipe.frame, scale) for each in rows))


def _order(dated: Dated) -> tuple[float, float, int]:
    card = dated.card
    first = card.earliest if card.earliest is not None else card.latest
    return (
        float("inf") if first is None else first,
        float("inf") if card.latest is None else card.latest,
        card.number,
    )


def _row(dated: Dated, frame: Frame, scale: Timescale) -> Row:
    card, language = dated.card, frame.language
    name, when = card.names.best(language), None if card.dating is None else card.dating.best(language)
    periods = [frame.vocabularies.periods[key] for key in card.periods]
    years = (
        (min(p.start for p in periods), max(p.end for p in periods)) if periods and card.dating is not None else None
    )
    bar = draw_bar(card, dated.precision, years, scale)
    return Row(
        name=said(name.language, name.value, language),
        url=url_of(MonumentPage(language, card.slug)),
        when=Said("", "") if when is None else said(when.language, when.value, language),
        type=card.type,
        region=card.region,
        dated=bar.dated,
        held=bar.held,
        left="" if bar.left is None else f"{bar.left:.1f}",
        right="" if bar.right is None else f"{bar.right:.1f}",
    )
