"""The programme at a glance, drawn: the country's regions by how near they are to the target, and a bar for each.

The same figures give the same picture on every machine: words are outlines, colours the roles of templates/pages/style.css.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import resvg_py

from asylmura_ssg.make.cldr import number_in
from asylmura_ssg.make.dates import date_in
from asylmura_ssg.make.maps import rooms_of, shapes_of
from asylmura_ssg.make.pages.status import reach_in, said_together
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.model.monument import Status
from asylmura_ssg.model.programme import Hanging, Progress, Tally, step_of
from asylmura_ssg.programme.lettering import Pen

WIDTH = 1200
"""px."""
_PAPER, _INK, _SOFT, _LINE, _TILE, _CLAY, _WATER = (
    "#fbf8f1", "#2b2620", "#655c50", "#ddd1ba", "#1d5f66", "#742a15", "#b5cfd3",
)  # fmt: skip
STEPS = ("#f1e9d8", "#eedcbb", "#e4c397", "#d6a478", "#1d5f66")
"""The colours of a region by :func:`step_of`: from land by loess towards terracotta; with the target reached, glaze."""
_MARGIN, _MAP, _TOP = 48, 620, 150
_ROW = 27  # px from bar to bar
_BARS = _MARGIN + _MAP + 40


def drawn(progress: Progress, catalogue: Catalogue, design: Design, language: Language) -> str:
    """Return the picture as SVG, :data:`WIDTH` wide; its title says in words what it shows."""
    said, pen = design.strings, Pen(design.faces, language)
    strings = said[language]
    labels = {key: region.label.best(language).value for key, region in catalogue.vocabularies.regions.items()}
    title = catalogue.site.title.best(language).value
    date = strings["status_as_of"].format(date=date_in(catalogue.site.edition_date, language))
    sheet = shapes_of(catalogue.boundaries, None, _MAP).sheet
    foot = max(_TOP + sheet.height + 34 + 26 * len(STEPS) + 10, _TOP + _ROW * len(progress.regions) + 10)
    body = [
        f'<rect width="{WIDTH}" height="100%" fill="{_PAPER}"/><rect width="{WIDTH}" height="10" fill="{_CLAY}"/>',
        pen.line(f"{title}: {strings['nav_status']}", _MARGIN, 74, 38, _INK),
        pen.line(said_together(progress, strings, language), _MARGIN, 112, 19, _SOFT),
        *_map(progress, catalogue, pen),
        *_legend(strings, pen, _TOP + sheet.height + 34),
        *_bars(progress, labels, pen, language),
        *_foot(progress.together, strings, pen, language, foot),
    ]
    height = round(foot + 150)
    body.append(pen.line(date, WIDTH - _MARGIN, height - 26, 15, _SOFT, anchor=1))
    told = escape(f"{title}: {strings['nav_status']}. {said_together(progress, strings, language)} {date}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'role="img" lang="{language}"><title>{told}</title>{pen.letters()}{"".join(body)}</svg>\n'
    )


def as_png(svg: str) -> bytes:
    """Return the picture painted, twice as fine as its px."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=2, skip_system_fonts=True))


def _map(progress: Progress, catalogue: Catalogue, pen: Pen) -> Iterator[str]:
    shapes, rooms = shapes_of(catalogue.boundaries, None, _MAP), rooms_of(catalogue.boundaries, None, _MAP)
    tallies = {tally.key: tally for tally in progress.regions}
    paths = "".join(
        f'<path fill="{STEPS[step_of(tallies[key])]}" stroke="{_PAPER}" stroke-width="1.2" d="{data}"/>'
        for key, data in shapes.regions
        if key in tallies
    )
    yield f'<g transform="translate({_MARGIN} {_TOP})">{paths}<path fill="{_WATER}" d="{shapes.lakes}"/></g>'
    for key, room in rooms.items():
        tally = tallies.get(key)
        if tally is not None and room.width > 24:
            colour = _PAPER if tally.reached else _INK
            yield pen.line(
                str(tally.published), _MARGIN + room.x, _TOP + room.y + 8, 22, colour, weight=600, anchor=0.5
            )


def _legend(strings: dict[str, str], pen: Pen, top: float) -> Iterator[str]:
    """Yield what each colour of the map means, below one another."""
    for step, colour in enumerate(STEPS):
        y = top + 26 * step
        yield f'<rect x="{_MARGIN}" y="{y:.1f}" width="28" height="16" fill="{colour}" stroke="{_LINE}"/>'
        yield pen.line(strings[f"status_step_{step}"], _MARGIN + 42, y + 13, 15, _SOFT)


def _bars(progress: Progress, labels: dict[str, str], pen: Pen, language: Language) -> Iterator[str]:
    names = max((pen.width(labels[tally.key], 15) for tally in progress.regions), default=0)
    left, right = _BARS + names + 14, WIDTH - _MARGIN - 54
    most = max((max(tally.target or 0, tally.records) for tally in progress.regions), default=0) or 1
    for place, tally in enumerate(progress.regions):
        y = _TOP + place * _ROW
        yield pen.line(labels[tally.key], _BARS + names, y + 13, 15, _INK, anchor=1)
        scale = (right - left) / (tally.target or most)
        full = min(right - left, tally.published * scale)
        waiting = min(right - left - full, (tally.records - tally.published) * scale)
        if tally.target is not None:
            yield f'<rect x="{left:.1f}" y="{y}" width="{right - left:.1f}" height="16" fill="{STEPS[0]}"/>'
        colour = _TILE if tally.reached else _CLAY
        yield f'<rect x="{left:.1f}" y="{y}" width="{full:.1f}" height="16" fill="{colour}"/>'
        yield f'<rect x="{left + full:.1f}" y="{y}" width="{waiting:.1f}" height="16" fill="{STEPS[3]}"/>'
        yield pen.line(reach_in(tally, language), WIDTH - _MARGIN, y + 13, 15, _SOFT, anchor=1)


def _foot(tally: Tally, strings: dict[str, str], pen: Pen, language: Language, top: float) -> Iterator[str]:
    """Yield a row of figures beneath a rule: states, languages, pictures, plates."""
    yield f'<rect x="{_MARGIN}" y="{top:.1f}" width="{WIDTH - 2 * _MARGIN}" height="1" fill="{_LINE}"/>'
    figures = [
        (strings["status_published"], tally.published),
        (strings["status_review"], tally.states[Status.REVIEW]),
        (strings["status_draft"], tally.states[Status.DRAFT]),
        *((strings[f"status_in_{each}"], tally.whole[each]) for each in LANGUAGES),
        (strings["status_pictured"], tally.pictured),
        (strings["status_plated"], tally.records - tally.plates[Hanging.NONE]),
    ]
    step = (WIDTH - 2 * _MARGIN) / len(figures)
    for place, (words, figure) in enumerate(figures):
        x = _MARGIN + place * step
        yield pen.line(number_in(figure, language), x, top + 48, 32, _INK)
        yield pen.line(words, x, top + 74, 14, _SOFT)
