"""Which photographs volunteers are asked for: by region, with what leads to the place, and a page to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asylmura_ssg.interchange.collection import Item
from asylmura_ssg.interchange.fields import Held, get
from asylmura_ssg.interchange.tabulating import Sheet
from asylmura_ssg.make.pages.environment import render
from asylmura_ssg.model.design import Template
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.vocabulary import Region

COLUMNS = ("region", "number", "entry", "name_kk", "name_ru", "district", "place", "lat", "lon", "pictures", "what")
"""Each with its words among the interface's strings, after ``wanted_``."""

TEMPLATE = "workshop/photographs-wanted.html"
_WANTED = "wanted_"


@dataclass(frozen=True, slots=True)
class Row:
    """A monument: where it is and what is wanted of it, ``—`` where nothing is known."""

    number: str
    name: str
    russian: str
    where: str
    point: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Part:
    """The monuments of a region."""

    name: str
    count: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class WantedView:
    """Everything the page shows; ``t`` are its words in Kazakh and Russian, side by side."""

    t: Mapping[str, str]
    count: int
    regions: tuple[Part, ...]


def wanted_sheet(items: Sequence[Item], regions: Mapping[str, Region], region: str) -> Sheet:
    """Return a row for every standing monument with fewer than two pictures, by region; of one ``region`` alone where it is named."""
    rows = []
    order = {key: at for at, key in enumerate(regions)}
    for item in sorted(items, key=lambda each: (order.get(_text(each, "region"), 99), _text(each, "number").zfill(4))):
        pictures = item.held.get("pictures")
        count = len(pictures) if isinstance(pictures, list) else 0
        key = _text(item, "region")
        if count < 2 and (not region or key == region) and not {"fate", "merged"} & item.held.keys():
            where = regions[key].label if key in regions else Localized(key)
            what = "жалпы көрінісі мен бөлшегі / общий вид и деталь" if not count else "тағы біреуі / ещё одна"
            rows.append([where.kk, _text(item, "number"), item.entry, _text(item, "names.kk"), _text(item, "names.ru"),
                         _text(item, "district.kk"), _text(item, "place.kk"), _text(item, "location.lat"),
                         _text(item, "location.lon"), str(count), what])  # fmt: skip
    return [list(COLUMNS), *rows]


def _text(item: Item, path: str) -> str:
    value: Held | None = get(item.held, path)
    return value if isinstance(value, str) else ""


def as_page(sheet: Sheet, template: Template, said: Mapping[Language, Mapping[str, str]]) -> bytes:
    """Return the list as a page to be printed on A4 and taken along: a table for each region, with room to write.

    ``template`` is :data:`TEMPLATE`, ``said`` what is said in each language.
    """
    held: dict[str, list[Row]] = {}
    for region, number, _, name, russian, district, place, lat, lon, _, what in sheet[1:]:
        where = ", ".join(words for words in (district, place) if words) or "—"
        held.setdefault(region, []).append(Row(number, name, russian, where, f"{lat}, {lon}" if lat else "—", what))
    parts = tuple(Part(region, len(rows), tuple(rows)) for region, rows in held.items())
    return render(template, WantedView(_side_by_side(said), len(sheet) - 1, parts))


def heads(said: Mapping[Language, Mapping[str, str]]) -> dict[str, str]:
    """Return what stands above each of the :data:`COLUMNS` where people read them."""
    strings = _side_by_side(said)
    return {column: strings[f"wanted_{column}"] for column in COLUMNS}


def _side_by_side(said: Mapping[Language, Mapping[str, str]]) -> dict[str, str]:
    kazakh, russian = said[Language.KK], said[Language.RU]
    return {key: f"{words} / {russian[key]}" for key, words in kazakh.items() if key.startswith(_WANTED)}
