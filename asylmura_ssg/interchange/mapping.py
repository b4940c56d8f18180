"""The mapping of a table, in YAML that a person reads: which column is which field, and how its words are to be taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from asylmura_ssg.diagnostics import Code, ContentError, Diagnostic, Report, Span, did_you_mean
from asylmura_ssg.interchange.sheet import Table
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.language import LANGUAGES, Localized
from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.read.nodes import Block, parse, read_whole
from asylmura_ssg.read.source import decode
from asylmura_ssg.tree import Bytes

SKIP = "skip"
_IN_LANGUAGES = ("names", "summary", "text", "district", "place", "culture", "builder", "protection.note")
_SINGLE = (
    "slug", "type", "periods", "region", "location", "location.lat", "location.lon", "location.precision", "dating",
    "dating.from", "dating.to", "dating.basis", "protection", "protection.list_number", "dimension", "names.also",
    "identifiers.wikidata", SKIP,
)  # fmt: skip
TARGETS = (*(f"{field}.{language}" for field in _IN_LANGUAGES for language in LANGUAGES), *_SINGLE)
"""What a column may be."""

TERMS = ("type", "region", "protection", "periods", "dating.basis", "location.precision")
"""What a column is whose words are keys of a vocabulary, or stand for them in its value table."""

_ORDERS = ("lat-lon", "lon-lat")
_WITHOUT_KAZAKH = ("skip", "russian")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is, the words that stand for others, what parts several values in a cell, and the rest."""

    name: str
    target: str
    values: Mapping[str, str]
    """The value table: words in small letters → what they mean; an empty meaning is nothing."""
    split: str = ""
    order: str = ""
    what: Localized[str] | None = None
    unit: Localized[str] | None = None
    language: str = "kk"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for every row that does not say otherwise."""

    type: str = ""
    region: str = ""
    periods: tuple[str, ...] = ()
    precision: str = "vicinity"
    basis: str = "as-published"
    protection: str = "unknown"
    volumes: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A whole mapping. ``source`` is the bibliography entry of the table itself, its fields as they are written."""

    sheet: str
    header: tuple[int, ...]
    key: str
    source_key: str
    source: Mapping[str, str]
    columns: tuple[Column, ...]
    defaults: Defaults
    without_kazakh: str


def read_mapping(file: Path, shown: str, vocabularies: Vocabularies, sources: Collection[str]) -> TableMapping:
    """Return the mapping of a file. Raises ContentError with everything that is wrong in it, and OSError."""
    report = Report()
    data = file.read_bytes()
    text = decode(Bytes(file.name, shown, data, digest_bytes(data)), report)
    top = None if text is None else parse(text, report)
    if top is None:
        raise ContentError(report)
    mapping = mapping_of(top, vocabularies, sources)
    top.finish()
    if report.errors:
        raise ContentError(report)
    return mapping


def mapping_of(top: Block, vocabularies: Vocabularies, sources: Collection[str]) -> TableMapping:
    """Return what the keys of a mapping say, and report what is wrong with them, but for keys that nobody knows."""
    table = top.block("table", "write sheet: …, header: … and key: … on indented lines")
    sheet, key = "", ""
    header: tuple[int, ...] = ()
    if table is not None:
        sheet, key = table.optional_text("sheet") or "", table.optional_text("key") or ""
        header = _rows(table)
        table.finish()
    source_key, source = _source(top, sources)
    columns = top.required_block("columns", "write each column on a line of its own: Название: names.ru")
    held: tuple[Column, ...] = ()
    if columns is not None:
        held = tuple(_column(columns, name, vocabularies) for name in columns.written())
        _check_twice(columns, held)
    without = top.optional_text("without_kazakh") or "skip"
    if without not in _WITHOUT_KAZAKH:
        top.unknown(
            Code.UNKNOWN_TERM, "way with rows without Kazakh", without, _WITHOUT_KAZAKH, top.span("without_kazakh")
        )
    return TableMapping(sheet, header, key, source_key, source, held, _defaults(top, vocabularies), without)


def _rows(table: Block) -> tuple[int, ...]:
    rows = []
    for word, span in table.texts("header"):
        if word.isdecimal() and int(word):
            rows.append(int(word))
        else:
            table.complain(Code.WRONG_TYPE, f'"{word}" is no row of a header', "write header: 1, or header: [1, 2] for two rows",
                           span=span)  # fmt: skip
    return tuple(rows)


def _source(top: Block, sources: Collection[str]) -> tuple[str, Mapping[str, str]]:
    block = top.required_block("source", "name the table itself as a source: key: …, title: …")
    if block is None:
        return "", {}
    key = block.text("key")
    fields = {
        name: block.optional_text(name)
        for name in ("title", "author", "in", "publisher", "year", "url", "licence", "language")
    }
    if key and key not in sources and not (fields["title"] or fields["url"]):
        block.complain(
            Code.SOURCE_WITHOUT_TITLE, f'the source "{key}" has neither title nor url', "write title: …", key="key"
        )
    block.finish()
    return key, {} if key in sources else {name: value for name, value in fields.items() if value}


def _column(columns: Block, name: str, vocabularies: Vocabularies) -> Column:
    if not columns.is_block(name):
        target = columns.optional_text(name) or SKIP
        _check_target(columns, target, name)
        return Column(name, target, {})
    block = columns.required_block(name)
    if block is None:
        return Column(name, SKIP, {})
    return read_whole(block, lambda inner: _of_block(inner, name, vocabularies))


def _of_block(block: Block, name: str, vocabularies: Vocabularies) -> Column:
    target = block.text("to")
    _check_target(block, target, "to")
    order = block.optional_text("order") or ""
    if order and order not in _ORDERS:
        block.unknown(Code.UNKNOWN_TERM, "order of coordinates", order, _ORDERS, block.span("order"))
    language = block.optional_text("language") or "kk"
    if language not in LANGUAGES:
        block.unknown(Code.UNKNOWN_TERM, "language", language, tuple(LANGUAGES), block.span("language"))
    what = block.optional_localized("what")
    unit = block.optional_localized("unit")
    if target == "dimension" and what is None:
        block.complain(
            Code.MISSING_FIELD, f'"{name}" does not say what is measured', "add what: {kk: …, ru: …, en: …}", key="to"
        )
    return Column(name, target, _values(block, target, vocabularies), block.optional_text("split") or "", order, what, unit,
                  language)  # fmt: skip


def _values(block: Block, target: str, vocabularies: Vocabularies) -> Mapping[str, str]:
    """Return the value table; a meaning that its vocabulary does not hold is reported where it stands."""
    table = block.block("values", "write each word of the table and what it means: мазар: mausoleum")
    if table is None:
        return {}
    known = terms_of(target, vocabularies)
    found: dict[str, str] = {}
    for word in table.written():
        meaning = table.optional_text(word) or ""
        if meaning and known and meaning not in known:
            table.unknown(Code.UNKNOWN_TERM, target.replace("_", " "), meaning, tuple(known), table.span(word))
        found[plain(word)] = meaning
    table.finish()
    return found


def plain(word: str) -> str:
    """Return a word as it is compared: in small letters, ё as е, spaces single."""
    return " ".join(word.casefold().replace("ё", "е").replace("\u00a0", " ").split())


def terms_of(target: str, vocabularies: Vocabularies) -> Mapping[str, Localized[str]]:
    """Return the vocabulary of a column, each key with its words; nothing for what has none."""
    held: Mapping[str, Mapping[str, object]] = {
        "type": vocabularies.types, "region": vocabularies.regions, "protection": vocabularies.protection_categories,
        "periods": vocabularies.periods, "dating.basis": vocabularies.dating_bases,
        "location.precision": vocabularies.location_precisions,
    }  # fmt: skip
    return {key: term.label for key, term in held.get(target, {}).items()}  # type: ignore[attr-defined]


def _check_target(block: Block, target: str, key: str) -> None:
    if target and target not in TARGETS:
        bare = [each for each in TARGETS if each.rpartition(".")[0] == target]
        hint = f"say in which language: {', '.join(bare)}" if bare else did_you_mean(target, TARGETS)
        block.complain(Code.UNKNOWN_TERM, f'no field "{target}"', hint or f"known: {', '.join(TARGETS)}", key=key)


def _check_twice(columns: Block, held: Collection[Column]) -> None:
    first: dict[str, str] = {}
    for column in held:
        if (
            column.target not in ("dimension", "names.also", "periods", SKIP)
            and first.setdefault(column.target, column.name) != column.name
        ):
            columns.complain(Code.DUPLICATE_KEY, f'"{first[column.target]}" is {column.target} already',
                             f"leave one of the two out: {column.name}: skip", span=columns.key_span(column.name))  # fmt: skip


def _defaults(top: Block, vocabularies: Vocabularies) -> Defaults:
    block = top.block("defaults", "write what holds for every row: region: …, editors: […]")
    if block is None:
        return Defaults()

    def term(key: str, target: str, instead: str) -> str:
        known = tuple(terms_of(target, vocabularies))
        return block.term(key, known, Code.UNKNOWN_TERM, key) if block.has(key) else instead

    defaults = Defaults(
        type=term("type", "type", ""),
        region=term("region", "region", ""),
        periods=block.terms("periods", vocabularies.periods, Code.UNKNOWN_PERIOD, "period"),
        precision=term("precision", "location.precision", "vicinity"),
        basis=term("basis", "dating.basis", "as-published"),
        protection=term("protection", "protection", "unknown"),
        volumes=tuple(word for word, _ in block.texts("volumes")),
        editors=tuple(word for word, _ in block.texts("editors")),
    )
    block.finish()
    return defaults


def check_columns(mapping: TableMapping, table: Table, file: Path, shown: str) -> None:
    """Hold a mapping against the table it is for. Raises ContentError for each column that the table has not."""
    report = Report()
    text = decode(Bytes(file.name, shown, data := file.read_bytes(), digest_bytes(data)), report)
    top = None if text is None else parse(text, report)
    block = None if top is None else top.block("columns")
    for column in mapping.columns:
        if column.name not in table.columns and block is not None:
            hint = did_you_mean(column.name, table.columns) or f"its columns: {_some(table.columns)}"
            block.complain(Code.UNKNOWN_TERM, f'the sheet "{table.name}" has no column "{column.name}"', hint,
                           span=block.key_span(column.name))  # fmt: skip
    if mapping.key and mapping.key not in table.columns:
        place = Span(shown) if top is None or (held := top.block("table")) is None else held.span("key")
        report.add(Diagnostic(Code.UNKNOWN_TERM, place, f'the sheet "{table.name}" has no column "{mapping.key}"',
                              did_you_mean(mapping.key, table.columns)))  # fmt: skip
    if report.errors:
        raise ContentError(report)


def _some(names: Collection[str]) -> str:
    shown = list(names)[:12]
    return ", ".join(shown) + (f" and {len(names) - 12} more" if len(names) > 12 else "")


__all__ = ["Column", "Defaults", "TableMapping", "check_columns", "plain", "read_mapping", "terms_of"]
