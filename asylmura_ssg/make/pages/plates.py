"""The page of all plates: where they stand and how they are, by region, against the programme's targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from asylmura_ssg.make.dates import date_in
from asylmura_ssg.make.maps import shapes_of
from asylmura_ssg.make.notes import Apparatus, reference
from asylmura_ssg.make.pages.chrome import Chrome, Said, chrome, said
from asylmura_ssg.make.pages.listing import Shape
from asylmura_ssg.make.pages.monument import Note
from asylmura_ssg.make.pages.passport import state_in
from asylmura_ssg.make.prose import render_prose
from asylmura_ssg.model.alphabet import collation_key
from asylmura_ssg.model.catalogue import Targets
from asylmura_ssg.model.recipe import Frame, PlatesRecipe, Standing
from asylmura_ssg.model.register import STANDING, State
from asylmura_ssg.model.route import Listing, MonumentPage, url_of
from asylmura_ssg.model.vocabulary import Region

UNSEEN_DAYS = 365
"""A plate nobody has looked after for longer than this, counted back from the edition's date, needs attention."""

# A plate that was replaced by none that is known is gone like one that was taken down.
_SHOWN = {State.ISSUED: State.ISSUED, State.PLACED: State.PLACED, State.DAMAGED: State.DAMAGED,
          State.REMOVED: State.REMOVED, State.REPLACED: State.REMOVED}  # fmt: skip

# Marks are told apart by their shapes, not by colour alone (WCAG 2.2, 1.4.1): a ring, a disc, a triangle, a cross.
_MARKS = {
    State.ISSUED: "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    State.PLACED: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    State.DAMAGED: "M0-7L6.5 5h-13z",
    State.REMOVED: "M-4.5-4.5l9 9m0-9l-9 9",
}


@dataclass(frozen=True, slots=True)
class StateMark:
    """A state: its name, the shape that stands for it on the map, how many plates are in it."""

    key: str
    words: str
    data: str
    count: str


@dataclass(frozen=True, slots=True)
class PlateDot:
    """A plate on the map, in units of the map."""

    x: str
    y: str
    key: str
    data: str
    url: str
    name: str


@dataclass(frozen=True, slots=True)
class PlatesMap:
    """The country with its plates: width and height in units."""

    width: int
    height: int
    label: str
    shapes: tuple[Shape, ...]
    lakes: str
    dots: tuple[PlateDot, ...]


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region's figures, in the order of the states."""

    words: str
    url: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a region has come towards one target: ``share`` is percent, at most 100; ``words`` as ``3 / 10``."""

    words: str
    share: int
    reached: bool


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A region against the targets: monuments with plates in place, volunteers."""

    words: str
    url: str
    monuments: Reach
    volunteers: Reach


@dataclass(frozen=True, slots=True)
class Concern:
    """A plate that needs attention, and why."""

    plate: str
    name: Said
    url: str
    region: str
    why: str
    seen: str


@dataclass(frozen=True, slots=True)
class PlatesView:
    """Everything the page of all plates shows. Fields named ``html`` are finished HTML."""

    chrome: Chrome
    t: dict[str, str]
    title: str
    lead: str
    intro_html: str
    intro_foreign: str
    notes: tuple[Note, ...]
    states: tuple[StateMark, ...]
    charted: PlatesMap
    regions: tuple[RegionRow, ...]
    total: tuple[str, ...]
    coverage_lead: str
    coverage: tuple[CoverageRow, ...]
    reached: str
    cities: tuple[CoverageRow, ...]
    concerns: tuple[Concern, ...]


def plates_view(recipe: PlatesRecipe) -> PlatesView:
    """Return the view of the page of all plates."""
    frame = recipe.frame
    strings, language, targets = frame.strings, frame.language, frame.site.targets
    notes = Apparatus(frame.bibliography)
    intro = (
        "" if recipe.intro is None else render_prose(recipe.intro.text, lambda slug, words: words or slug, notes.cite)
    )
    counts = Counter((s.card.region, _SHOWN[s.plate.current.state]) for s in recipe.standings)
    totals = Counter(_SHOWN[s.plate.current.state] for s in recipe.standings)
    regions = sorted(frame.vocabularies.regions.values(), key=lambda r: collation_key(_label(r, frame), language))
    coverage = () if targets is None else tuple(
        _coverage(region, counts, recipe, targets) for region in regions if not region.city)  # fmt: skip
    reached = sum(row.monuments.reached and row.volunteers.reached for row in coverage)
    lead = strings["plates_lead"].format(date=date_in(frame.site.edition_date, language))
    return PlatesView(
        chrome=chrome(frame, recipe.route, strings["nav_plates"], lead),
        t=strings,
        title=strings["nav_plates"],
        lead=lead,
        intro_html=intro,
        intro_foreign="" if recipe.intro_language is language else str(recipe.intro_language),
        notes=tuple(Note(n, reference(source, c.locator, language)) for n, c, source in notes.notes()),
        states=tuple(StateMark(s, strings[f"state_{s}"], data, str(totals[s])) for s, data in _MARKS.items()),
        charted=_charted(recipe),
        regions=tuple(_row(region, counts, frame) for region in regions if any(counts[region.key, s] for s in _MARKS)),
        total=tuple(str(totals[s]) for s in _MARKS),
        coverage_lead="" if targets is None else strings["coverage_lead"].format(
            monuments=targets.monuments, volunteers=targets.volunteers),
        coverage=coverage,
        reached=strings["coverage_reached"].format(n=reached, all=len(coverage)),
        cities=() if targets is None else tuple(
            _coverage(region, counts, recipe, None) for region in regions if region.city),
        concerns=_concerns(recipe),
    )  # fmt: skip


def _label(region: Region, frame: Frame) -> str:
    return region.label.best(frame.language).value


def _page_of(region: Region, frame: Frame) -> str:
    return url_of(Listing(frame.language, "regions", region.key))


Counts = Counter[tuple[str, State]]


def _row(region: Region, counts: Counts, frame: Frame) -> RegionRow:
    figures = tuple(str(counts[region.key, state] or "–") for state in _MARKS)
    return RegionRow(_label(region, frame), _page_of(region, frame), figures)


def _coverage(region: Region, counts: Counts, recipe: PlatesRecipe, targets: Targets | None) -> CoverageRow:
    """Return a region's figures; a city of republican significance has no ``targets`` to reach."""
    placed = sum(counts[region.key, state] for state in STANDING)
    return CoverageRow(
        _label(region, recipe.frame),
        _page_of(region, recipe.frame),
        _reach(placed, None if targets is None else targets.monuments),
        _reach(recipe.volunteers[region.key], None if targets is None else targets.volunteers),
    )


def _reach(count: int, target: int | None) -> Reach:
    if not target:
        return Reach(str(count), 0, reached=False)
    return Reach(f"{count}\u00a0/\u00a0{target}", min(100, 100 * count // target), reached=count >= target)


def _charted(recipe: PlatesRecipe) -> PlatesMap:
    frame = recipe.frame
    drawn = shapes_of(frame.boundaries, None)
    regions = frame.vocabularies.regions
    held = {s.card.region for s in recipe.standings}
    return PlatesMap(
        width=round(drawn.sheet.width),
        height=round(drawn.sheet.height),
        label=frame.strings["map_of"].format(what=frame.strings["nav_plates"]),
        shapes=tuple(
            Shape(data, _page_of(regions[key], frame), _label(regions[key], frame), key in held)
            for key, data in drawn.regions
        ),
        lakes=drawn.lakes,
        dots=tuple(_dots(recipe)),
    )


def _dots(recipe: PlatesRecipe) -> Iterator[PlateDot]:
    """Yield the plates whose place is known: as measured where they hang, else where the monument stands."""
    frame = recipe.frame
    for standing in recipe.standings:
        point = standing.plate.current.point or standing.card.point
        if point is not None:
            x, y = frame.country.place(point.lon, point.lat)
            state = _SHOWN[standing.plate.current.state]
            name = standing.card.names.best(frame.language).value
            words = f"{name}: {state_in(standing.plate.current, frame)}"
            yield PlateDot(f"{x:.1f}", f"{y:.1f}", state, _MARKS[state], _own_page(standing, frame), words)


def _own_page(standing: Standing, frame: Frame) -> str:
    return url_of(MonumentPage(frame.language, standing.card.slug))


def _concerns(recipe: PlatesRecipe) -> tuple[Concern, ...]:
    """Return the plates that need attention: harmed ones first, then by how long nobody has looked after them."""
    edition = recipe.frame.site.edition_date
    found: list[tuple[bool, date, Standing]] = []
    for standing in recipe.standings:
        current = standing.plate.current
        seen = _seen(standing)
        if current.state is State.DAMAGED or (
            current.state is State.PLACED and (seen is None or (edition - seen).days > UNSEEN_DAYS)
        ):
            found.append((current.state is not State.DAMAGED, seen or date.min, standing))
    found.sort(key=lambda item: (*item[:2], item[2].plate.number))
    return tuple(_concern(standing, recipe.frame) for *_, standing in found)


def _seen(standing: Standing) -> date | None:
    current = standing.plate.current
    days: Sequence[date] = [day for day in (current.placed, current.inspected) if day is not None]
    return max(days, default=None)


def _concern(standing: Standing, frame: Frame) -> Concern:
    current, strings, language = standing.plate.current, frame.strings, frame.language
    name = standing.card.names.best(language)
    harmed = current.state is State.DAMAGED
    day = current.last if harmed else _seen(standing)
    words = strings["attention_reported" if harmed else "attention_seen"]
    return Concern(
        plate=current.plate,
        name=said(name.language, name.value, language),
        url=_own_page(standing, frame),
        region=frame.vocabularies.regions[standing.card.region].label.best(language).value,
        why=state_in(current, frame) if harmed else "",
        seen=strings["attention_never"] if day is None else words.format(date=date_in(day, language)),
    )
