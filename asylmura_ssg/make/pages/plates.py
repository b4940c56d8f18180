"""The page of all plates: where they stand and how they are, by region, against the programme's targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from asylmura_ssg.make.cldr import number_in
from asylmura_ssg.make.dates import date_in
from asylmura_ssg.make.maps import shapes_of
from asylmura_ssg.make.notes import Apparatus, reference
from asylmura_ssg.make.pages.charted import Shape
from asylmura_ssg.make.pages.chrome import Chrome, Said, chrome, said
from asylmura_ssg.make.pages.monument import Note
from asylmura_ssg.make.pages.passport import state_in
from asylmura_ssg.make.prose import render_prose
from asylmura_ssg.model.alphabet import collation_key
from asylmura_ssg.model.catalogue import Targets
from asylmura_ssg.model.recipe import Frame, PlatesRecipe, Standing
from asylmura_ssg.model.register import Copy, State
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
    head: str
    """Its name at the head of a narrow column."""
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
    foreign: str
    """The language of the monument's name where it is not the page's; else empty."""


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
    older: str
    """Says that it is a plate from before the register; empty for one of our own make."""
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
    unmapped: str
    """How many plates the map shows, if it does not show all of them; else empty."""
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
    counts = Counter((s.card.region, _SHOWN[s.plate.worst.state]) for s in recipe.standings)
    totals = Counter(_SHOWN[s.plate.worst.state] for s in recipe.standings)
    reaching = Counter(s.card.region for s in recipe.standings if _counts(s))
    regions = sorted(frame.vocabularies.regions.values(), key=lambda r: collation_key(_label(r, frame), language))
    coverage = () if targets is None else tuple(
        _coverage(region, reaching, recipe, targets) for region in regions if not region.city)  # fmt: skip
    reached = sum(row.monuments.reached and row.volunteers.reached for row in coverage)
    lead = strings["plates_lead"].format(date=date_in(frame.site.edition_date, language))
    charted = _charted(recipe)
    return PlatesView(
        chrome=chrome(frame, recipe.route, strings["nav_plates"], lead, sheets=("lists", "plates")),
        t=strings,
        title=strings["nav_plates"],
        lead=lead,
        intro_html=intro,
        intro_foreign="" if recipe.intro_language is language else str(recipe.intro_language),
        notes=tuple(Note(n, reference(source, c.locator, language)) for n, c, source in notes.notes()),
        states=tuple(StateMark(s, strings[f"state_{s}"], strings[f"head_{s}"], data, str(totals[s]))
                     for s, data in _MARKS.items()),
        charted=charted,
        unmapped=_unmapped(len(recipe.standings), len(charted.dots), frame),
        regions=tuple(_row(region, counts, frame) for region in regions if any(counts[region.key, s] for s in _MARKS)),
        total=tuple(str(totals[s]) for s in _MARKS),
        coverage_lead="" if targets is None else strings["coverage_lead"].format(
            monuments=targets.monuments, volunteers=targets.volunteers),
        coverage=coverage,
        reached=strings["coverage_reached"].format(n=reached, all=len(coverage)),
        cities=() if targets is None else tuple(
            _coverage(region, reaching, recipe, None) for region in regions if region.city),
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


def _counts(standing: Standing) -> bool:
    """Tell whether the monument is one with a plate: it stands, and a plate that is there hangs at it."""
    return standing.card.fate is None and any(copy.hangs for copy in standing.plate.copies)


def _coverage(region: Region, reaching: Counter[str], recipe: PlatesRecipe, targets: Targets | None) -> CoverageRow:
    """Return a region's figures; a city of republican significance has no ``targets`` to reach."""
    return CoverageRow(
        _label(region, recipe.frame),
        _page_of(region, recipe.frame),
        _reach(reaching[region.key], None if targets is None else targets.monuments),
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
        worst = standing.plate.worst
        point = worst.point or standing.card.point
        if point is not None:
            x, y = frame.country.place(point.lon, point.lat)
            state = _SHOWN[worst.state]
            name = standing.card.names.best(frame.language)
            words = f"{name.value}: {state_in(worst, frame)}"
            foreign = said(name.language, name.value, frame.language).foreign
            yield PlateDot(f"{x:.1f}", f"{y:.1f}", state, _MARKS[state], _own_page(standing, frame), words, foreign)


def _unmapped(plates: int, mapped: int, frame: Frame) -> str:
    if mapped == plates:
        return ""
    strings = frame.strings
    total, known, rest = (number_in(n, frame.language) for n in (plates, mapped, plates - mapped))
    told = (strings["mapped_count"].format(n=known), strings["unmapped_count"].format(n=rest))
    return " · ".join((f"{strings['plates_total']}: {total}", *told))


def _own_page(standing: Standing, frame: Frame) -> str:
    return url_of(MonumentPage(frame.language, standing.card.slug))


def _concerns(recipe: PlatesRecipe) -> tuple[Concern, ...]:
    """Return the plates that need attention: harmed ones first, then by how long nobody has looked after them."""
    edition = recipe.frame.site.edition_date
    found: list[tuple[bool, date, int, int, Standing, Copy]] = []
    for standing in recipe.standings:
        for copy in standing.plate.standing:
            seen, harmed = _seen(copy), copy.state is State.DAMAGED
            if harmed or seen is None or (edition - seen).days > UNSEEN_DAYS:
                found.append((not harmed, seen or date.min, standing.plate.number, copy.issue, standing, copy))
    found.sort(key=lambda item: item[:4])
    return tuple(_concern(standing, copy, recipe.frame) for *_, standing, copy in found)


def _seen(copy: Copy) -> date | None:
    days: Sequence[date] = [day for day in (copy.placed, copy.inspected) if day is not None]
    return max(days, default=None)


def _concern(standing: Standing, copy: Copy, frame: Frame) -> Concern:
    strings, language = frame.strings, frame.language
    name = standing.card.names.best(language)
    day = copy.reported or _seen(copy)
    words = strings["attention_seen" if copy.reported is None else "attention_reported"]
    return Concern(
        plate=copy.plate,
        name=said(name.language, name.value, language),
        url=_own_page(standing, frame),
        region=frame.vocabularies.regions[standing.card.region].label.best(language).value,
        older=strings["issue_older"] if copy.symbol is None else "",
        why="" if copy.reported is None else state_in(copy, frame),
        seen=strings["attention_never"] if day is None else words.format(date=date_in(day, language)),
    )
