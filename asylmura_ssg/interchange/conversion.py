"""One row of a table → what a record is to hold, with a remark for every cell that could not be taken as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from asylmura_ssg.diagnostics import did_you_mean
from asylmura_ssg.interchange import unknown
from asylmura_ssg.interchange.cells import Cells
from asylmura_ssg.interchange.columns import Columns
from asylmura_ssg.interchange.coordinates import Place, UnreadablePlaceError, join, read_angle, read_place
from asylmura_ssg.interchange.datings import UnclearDatingError, Understood, read_dating
from asylmura_ssg.interchange.fields import Held, leaves
from asylmura_ssg.interchange.mapping import Column
from asylmura_ssg.interchange.sheet import Remark, Row
from asylmura_ssg.model.language import LANGUAGES, Localized

_CLAIMS = ("district", "place", "culture", "builder")
_INTEGER = re.compile(r"[-−–]?\d{1,4}")
_CITED_END = re.compile(r"([.!?…]?)\s*\Z")


@dataclass(frozen=True, slots=True)
class Converted:
    """What a row says: the fields of its record, its texts by language, and remarks."""

    held: Mapping[str, Held]
    texts: Mapping[str, str]
    remarks: tuple[Remark, ...]
    comments: Mapping[str, str]
    slug: str
    unknown: frozenset[str]
    """Fields that only say that the table says nothing."""


def read_row(columns: Columns, row: Row) -> Converted:
    """Return what a row says. Raises RefusedRowError."""
    return _RowReader(columns, row).converted()


class _RowReader(Cells):
    """Makes a record of the cells of one row."""

    def converted(self) -> Converted:
        names = self.names()
        held: dict[str, Held] = {"status": "draft", "names": names}
        held["type"] = self.type()
        if periods := self.periods():
            held["periods"] = periods
        summary = self.localized("summary")
        held["summary"] = summary or _plain(unknown.SUMMARY)
        nothing = set() if summary else {f"summary.{language}" for language in LANGUAGES}
        self.locate(held)
        self.claims(held)
        if dating := self.dating():
            held["dating"] = dating
        held["protection"] = self.protection()
        if dimensions := self.dimensions():
            held["dimensions"] = dimensions
        if wikidata := self.words("identifiers.wikidata"):
            held["identifiers"] = {"wikidata": wikidata}
        texts = self.texts()
        nothing |= {"text.kk"} if texts["kk"] == f"{unknown.TEXT.kk}\n" else set()
        nothing |= {"location"} if "location.unknown.kk" in leaves(held) else set()
        nothing |= {"protection"} if held["protection"] == {"category": "unknown"} else set()
        if self.mapping.defaults.volumes:
            held["volumes"] = list(self.mapping.defaults.volumes)
        if self.cited and self.mapping.source:
            held["bibliography"] = {self.mapping.source_key: dict(self.mapping.source)}
        held["editors"] = list(self.mapping.defaults.editors or unknown.EDITORS)
        return Converted(held, texts, tuple(self.remarks), self.comments, self.words("slug"), frozenset(nothing))

    def names(self) -> dict[str, Held]:
        remarks = len(self.remarks)
        names = self.localized("names")
        if names is None:
            del self.remarks[remarks:]
            given = [t for t in ("names.ru", "names.en") if self.words(t)]
            why = (
                "there is no Kazakh name; write one, or without_kazakh: russian in the mapping"
                if given
                else "there is no name"
            )
            raise self.refused("names.kk" if self.all.columns("names.kk") else "names.ru", why)
        also: list[Held] = [{"name": name, "language": column.language} for column, name in self.several("names.also")]
        if also:
            names["also"] = also
        return names

    def type(self) -> str:
        found = self.one("type")
        key = self.all.term(*found) if found else self.mapping.defaults.type
        if key:
            return key
        if found is None or key == "":
            raise self.refused("type", "there is no type of monument")
        hint = did_you_mean(found[1], self.all.known_words("type")) or "add it to values: of the column"
        raise self.refused("type", f'no type "{found[1]}"; {hint}')

    def periods(self) -> list[Held]:
        found = [self.term("periods", word, column) for column, word in self.several("periods")]
        return [key for key in dict.fromkeys(found) if key] or list(self.mapping.defaults.periods)

    # Place

    def locate(self, held: dict[str, Held]) -> None:
        """Put down region and location; each is held against the other."""
        place, why = self.point()
        found = self.one("region")
        named = self.term("region", found[1], found[0]) if found else None
        named = named or (None if place else self.mapping.defaults.region or None)
        inside = self.all.ground.region_of(place.point) if place else ""
        region = named or inside or self.mapping.defaults.region
        if not region:
            raise self.refused("region", "there is no region, and no point to find it by")
        held["region"] = region
        location: dict[str, Held] = {"unknown": {**_plain(why)}}
        if place is not None and not self.all.ground.near(place.point, region):
            column = self.location_column()
            words = f'in "{inside}"' if inside else "outside the country"
            self.remark(
                column, f'the table names the region "{region}", and the point lies {words}; the point is left out'
            )
            location = {"unknown": {**_plain(unknown.DOUBTFUL_PLACE), "source": self.source()}}
        elif place is not None:
            location = {"lat": f"{place.point.lat:.6f}".rstrip("0").rstrip("."), "lon": f"{place.point.lon:.6f}".rstrip("0").rstrip("."),
                        "precision": self.precision(), "source": self.source()}  # fmt: skip
        elif isinstance(location["unknown"], dict):
            location["unknown"]["source"] = self.source()
        held["location"] = location

    def precision(self) -> str:
        found = self.one("location.precision")
        return (
            self.term("location.precision", found[1], found[0]) if found else None
        ) or self.mapping.defaults.precision

    def location_column(self) -> Column:
        return (self.all.columns("location") or self.all.columns("location.lat"))[0]

    def point(self) -> tuple[Place | None, Localized[str]]:
        """Return the point of the row, or None and why there is none."""
        whole, lat, lon = self.one("location"), self.one("location.lat"), self.one("location.lon")
        column = whole[0] if whole else lat[0] if lat else lon[0] if lon else None
        if column is None:
            return None, unknown.PLACE
        try:
            if whole:
                place = read_place(whole[1], column.order)
            elif lat and lon:
                place = join(read_angle(lat[1]), read_angle(lon[1]))
            else:
                self.remark(column, "latitude or longitude stands alone; no point is made of it")
                return None, unknown.PLACE
        except UnreadablePlaceError as error:
            self.remark(column, f"{error}; the point is left out")
            return None, unknown.UNREAD_PLACE
        if place.turned:
            self.remark(
                column, f"latitude and longitude had changed places; taken as {place.point.lat:g}, {place.point.lon:g}"
            )
        return place, unknown.PLACE

    # Claims

    def claims(self, held: dict[str, Held]) -> None:
        for key in _CLAIMS:
            if claim := self.localized(key):
                held[key] = {**claim, "source": self.source()}

    def dating(self) -> dict[str, Held] | None:
        years = self.years()
        found = self.one("dating")
        read: Understood | None = None
        if found:
            try:
                read = read_dating(found[1])
            except UnclearDatingError as error:
                if years is None:
                    self.remark(found[0], f"{error}; the dating is left out")
                    return None
                self.remark(found[0], f"{error}; the years of the other columns are taken")
        if read is None and years is None:
            return None
        bounds = years or ((read.earliest, read.latest) if read else (0, 0))
        if read is None:
            read = read_dating(" – ".join(f"{abs(year)}{' BC' if year < 0 else ''}" for year in dict.fromkeys(bounds)))
        basis = self.one("dating.basis")
        key = self.term("dating.basis", basis[1], basis[0]) if basis else None
        return {"from": str(bounds[0]), "to": str(bounds[1]), "precision": read.precision, "text": _plain(read.text),
                "basis": key or self.mapping.defaults.basis, "source": self.source()}  # fmt: skip

    def years(self) -> tuple[int, int] | None:
        """Return the years of the columns ``dating.from`` and ``dating.to``; one alone counts for both."""
        found: list[int] = []
        for target in ("dating.from", "dating.to"):
            cell = self.one(target)
            if cell is None:
                continue
            if not _INTEGER.fullmatch(cell[1]) or int(cell[1].translate(_MINUS)) == 0:
                self.remark(cell[0], f'"{cell[1]}" is no year: a whole number, before our era with a minus')
                return None
            found.append(int(cell[1].translate(_MINUS)))
        if len(found) == 2 and found[0] > found[1]:
            self.remark(
                self.all.columns("dating.from")[0],
                f"the dating begins in {found[0]} and ends in {found[1]}; it is left out",
            )
            return None
        return (found[0], found[-1]) if found else None

    def protection(self) -> dict[str, Held]:
        found = self.one("protection")
        category = (self.term("protection", found[1], found[0]) if found else None) or self.mapping.defaults.protection
        held: dict[str, Held] = {"category": category}
        if number := self.words("protection.list_number"):
            held["list_number"] = number
        if note := self.localized("protection.note"):
            held["note"] = note
        if category != "unknown" or len(held) > 1:
            held["source"] = self.source()
        return held

    def dimensions(self) -> list[Held]:
        found: list[Held] = []
        for column in self.all.columns("dimension"):
            words = " ".join(self.cell(column).split())
            if words and column.what is not None:
                value = {str(each): f"{_number(words, str(each))} {column.unit.best(each).value}" if column.unit else _number(words, str(each))
                         for each in LANGUAGES}  # fmt: skip
                found.append({"what": _plain(column.what), "value": {**value}, "source": self.source()})
        return found

    def texts(self) -> dict[str, str]:
        """Return the texts by language, each paragraph closed by a note of the source; a Kazakh one is always there."""
        found: dict[str, str] = {}
        for language in LANGUAGES:
            cell = self.one(f"text.{language}")
            if cell:
                paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n|\r\n|\n", cell[1]) if p.strip()]
                found[str(language)] = "\n\n".join(self._cited(_unmarked(p)) for p in paragraphs) + "\n"
        if found and "kk" not in found:
            self.remark(
                self.all.columns(f"text.{next(iter(found))}")[0], "there is no Kazakh text yet; the entry says so"
            )
        return {"kk": f"{unknown.TEXT.kk}\n", **found}

    def _cited(self, paragraph: str) -> str:
        return _CITED_END.sub(lambda end: f" [@{self.source()}]{end[1] or '.'}", paragraph, count=1)


_MINUS = str.maketrans("−–", "--")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>]|^(?:#+|[-+]|\d+\.)(?=\s))", re.MULTILINE)


def _unmarked(text: str) -> str:
    """Return a text in which nothing is taken for Markdown, HTML or a citation."""
    return _MARKDOWN.sub(lambda sign: "‹" if sign[0] == "<" else "›" if sign[0] == ">" else f"\\{sign[0]}", text)


def _number(words: str, language: str) -> str:
    """Return a decimal number as a language writes it; other words stay."""
    if re.fullmatch(r"\d+[.,]\d+", words):
        return words.replace(",", ".") if language == "en" else words.replace(".", ",")
    return words


def _plain(text: Localized[str]) -> dict[str, Held]:
    return {str(language): words for language, words in text.present()}
