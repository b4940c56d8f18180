"""The page of how far the programme has come: by region and state, in each language, and what entries rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asylmura_ssg.make.cldr import number_in
from asylmura_ssg.make.dates import date_in
from asylmura_ssg.make.maps import rooms_of, shapes_of
from asylmura_ssg.make.pages.chrome import ENDONYMS, Chrome, chrome
from asylmura_ssg.model.alphabet import collation_key
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.model.monument import Status
from asylmura_ssg.model.programme import Hanging, Part, Progress, Tally, step_of
from asylmura_ssg.model.recipe import Frame, StatusRecipe
from asylmura_ssg.model.route import Listing, url_of

STEPS = 5
"""How many colours the map has: see :func:`asylmura_ssg.model.programme.step_of`."""


@dataclass(frozen=True, slots=True)
class StatusShape:
    """A region on the map: SVG path data, the way to its page, and what is said of it.

    ``figure`` stands at ``x`` and ``y``, in units of the map; it is empty where there is no room.
    """

    data: str
    url: str
    label: str
    step: int
    figure: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class StatusMap:
    """The country by how near its regions are to their targets: width and height in units."""

    width: int
    height: int
    shapes: tuple[StatusShape, ...]
    lakes: str


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A region's figures. ``share`` and ``waiting`` are percent of the bar, at most 100 together."""

    words: str
    url: str
    published: str
    share: int
    waiting: int
    barred: bool
    """Whether there is a target, and so a bar."""
    reached: bool
    review: str
    draft: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of a small table."""

    words: str
    figures: tuple[str, ...]
    language: str = ""
    """The language its words are in; empty where they are in the page's."""


@dataclass(frozen=True, slots=True)
class Step:
    """A colour of the map, and what it means."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class StatusView:
    """Everything the page shows."""

    chrome: Chrome
    t: dict[str, str]
    title: str
    lead: str
    said: str
    target: str
    charted: StatusMap
    steps: tuple[Step, ...]
    regions: tuple[StatusRow, ...]
    cities: tuple[StatusRow, ...]
    together: StatusRow
    parts: tuple[str, ...]
    languages: tuple[Figures, ...]
    rests: tuple[Figures, ...]


def status_view(recipe: StatusRecipe) -> StatusView:
    """Return the view of the page."""
    frame, progress = recipe.frame, recipe.progress
    strings, language = frame.strings, frame.language
    regions = frame.vocabularies.regions
    tallies = sorted(progress.regions, key=lambda tally: collation_key(_label(tally.key, frame), language))
    lead = strings["status_lead"].format(date=date_in(frame.site.edition_date, language))
    targets = frame.site.targets
    return StatusView(
        chrome=chrome(frame, recipe.route, strings["nav_status"], lead, sheets=("lists", "status")),
        t=strings,
        title=strings["nav_status"],
        lead=lead,
        said=said_together(progress, strings, language),
        target="" if targets is None else strings["status_target"].format(n=number_in(targets.monuments, language)),
        charted=_charted(recipe),
        steps=tuple(Step(step, strings[f"status_step_{step}"]) for step in range(STEPS)) if progress.aimed else (),
        regions=tuple(_row(tally, frame) for tally in tallies if not regions[tally.key].city),
        cities=tuple(_row(tally, frame) for tally in tallies if regions[tally.key].city),
        together=_row(progress.together, frame),
        parts=tuple(strings[f"status_part_{part}"] for part in (*Part, "whole")),
        languages=tuple(_spoken(progress.together, each, language) for each in LANGUAGES),
        rests=tuple(_rests(progress.together, frame)),
    )


def said_together(progress: Progress, strings: dict[str, str], language: Language) -> str:
    """Return in a sentence or two how far it all has come."""
    whole = progress.together
    said = strings["status_records"].format(
        published=number_in(whole.published, language), records=number_in(whole.records, language)
    )
    if not progress.aimed:
        return said
    target = strings["status_reached"].format(
        n=number_in(progress.reached, language),
        all=number_in(len(progress.aimed), language),
        lacking=number_in(progress.lacking, language),
    )
    return f"{said} {target}"


def reach_in(tally: Tally, language: Language) -> str:
    """Return how many entries are published, and of how many: ``3 / 10``."""
    published = number_in(tally.published, language)
    return published if tally.target is None else f"{published}\u00a0/\u00a0{number_in(tally.target, language)}"


def _label(key: str, frame: Frame) -> str:
    return frame.vocabularies.regions[key].label.best(frame.language).value if key else ""


def _page_of(key: str, frame: Frame) -> str:
    return url_of(Listing(frame.language, "regions", key))


def _row(tally: Tally, frame: Frame) -> StatusRow:
    language, aim = frame.language, tally.target or 0
    share = min(100, 100 * tally.published // aim) if aim else 0
    waiting = min(100 - share, 100 * (tally.records - tally.published) // aim) if aim else 0
    return StatusRow(
        words=_label(tally.key, frame) or frame.strings["status_together"],
        url=_page_of(tally.key, frame) if tally.key else "",
        published=reach_in(tally, language),
        share=share,
        waiting=waiting,
        barred=bool(aim),
        reached=tally.reached,
        review=_figure(tally.states[Status.REVIEW], language),
        draft=_figure(tally.states[Status.DRAFT], language),
    )


def _figure(number: int, language: Language) -> str:
    return number_in(number, language) if number else "–"


def _charted(recipe: StatusRecipe) -> StatusMap:
    frame = recipe.frame
    drawn, rooms = shapes_of(frame.boundaries, None), rooms_of(frame.boundaries, None)
    tallies = {tally.key: tally for tally in recipe.progress.regions}
    shapes = []
    for key, data in drawn.regions:
        tally, room = tallies[key], rooms.get(key)
        figure = number_in(tally.published, frame.language) if room is not None and room.width > _ROOMY else ""
        at = ("", "") if room is None else (f"{room.x:.1f}", f"{room.y + _LOWER:.1f}")
        label = f"{_label(key, frame)}: {reach_in(tally, frame.language)}"
        shapes.append(StatusShape(data, _page_of(key, frame), label, step_of(tally), figure, *at))
    return StatusMap(round(drawn.sheet.width), round(drawn.sheet.height), tuple(shapes), drawn.lakes)


_ROOMY = 24.0  # units of the map: a city has less room, and says its figure in the table alone
_LOWER = 7.0  # units from the middle of a figure to its baseline


def _spoken(tally: Tally, spoken: Language, language: Language) -> Figures:
    parts = tally.translated[spoken]
    figures = (*(parts[part] for part in Part), tally.whole[spoken])
    return Figures(ENDONYMS[spoken], tuple(_figure(each, language) for each in figures), str(spoken))


def _rests(tally: Tally, frame: Frame) -> Iterator[Figures]:
    hanging = tally.plates[Hanging.PLACED] + tally.plates[Hanging.DAMAGED]
    rows = {
        "sourced": tally.sourced,
        "pictured": tally.pictured,
        "plated": tally.records - tally.plates[Hanging.NONE],
        "hanging": hanging,
    }
    for name, number in rows.items():
        yield Figures(frame.strings[f"status_{name}"], (_figure(number, frame.language),))
