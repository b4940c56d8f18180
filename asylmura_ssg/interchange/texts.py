"""CSV in any encoding and with any separator, JSON and GeoJSON → grids."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from asylmura_ssg.interchange.sheet import Grid, Remark, UnreadableTableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# Cyrillic of one byte a letter. KZ-1048 (STRK 1048-2002) is Windows-1251 with the Kazakh letters in place of Serbian ones.
_SHOWN = {"kz1048": "Windows-1251", "cp866": "DOS (866)", "koi8_r": "KOI8-R", "mac_cyrillic": "Mac Cyrillic"}
_SINGLE = tuple(_SHOWN)
_COMMON = frozenset('оеаинтсрвлкмдпыйяьбзгжшхюцщұқғәңөүһі ,.;-"\n\r\t0123456789')
_SEPARATORS = ";,\t|"
_LONGEST = 1_000_000  # characters of a cell
_DEEPEST = 200


def read_text_table(file: Path, data: bytes) -> tuple[Grid, ...]:
    """Return the table of a text file. Raises UnreadableTableError."""
    text, remark = decoded(file.name, data)
    if text.lstrip().startswith(("{", "[")) and file.suffix.lower() != ".csv":
        return (_of_json(file.name, text),)
    if file.suffix.lower() in (".json", ".geojson"):
        raise UnreadableTableError(f"{file.name} is no JSON: it begins with {text.lstrip()[:1]!r} instead of {{ or [")
    return (_of_csv(file.name, text, remark),)


def decoded(name: str, data: bytes) -> tuple[str, str]:
    """Return the text of a file in UTF-8, UTF-16, UTF-32 or a Cyrillic encoding, and which was guessed, if any."""
    for mark, codec, shown in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec), ""
            except UnicodeDecodeError:
                raise UnreadableTableError(f"{name} says that it is {shown}, and is not: it is damaged") from None
    half = len(data) // 2
    if half > 2 and max(data[0::2].count(0), data[1::2].count(0)) > half // 5:
        codec = "utf-16-le" if data[1::2].count(0) > data[0::2].count(0) else "utf-16-be"
        return data.decode(codec, errors="replace"), "read as UTF-16: the file does not say so itself"
    try:
        return data.decode(), ""
    except UnicodeDecodeError:
        pasted = _pasted(data)
        if pasted is not None:
            return pasted
        codec = max(_SINGLE, key=lambda codec: _likely(data.decode(codec, errors="replace")))
        return data.decode(codec, errors="replace"), (
            f"read as {_SHOWN[codec]}: the file does not say how its letters are written. Look at the names; if they are no words, "
            "save it as UTF-8"
        )


def _pasted(data: bytes) -> tuple[str, str] | None:
    """Return a text of UTF-8 in which some lines are written otherwise, with a remark; None where few lines are UTF-8.

    A line with Cyrillic letters of one byte each is UTF-8 by the rarest chance.
    """
    lines = data.split(b"\n")
    others = [number for number, line in enumerate(lines, 1) if not _is_utf8(line)]
    whole = sum(not line.isascii() for line in lines) - len(others)
    if not whole:
        return None
    codec = max(
        _SINGLE, key=lambda codec: _likely(b"\n".join(lines[n - 1] for n in others).decode(codec, errors="replace"))
    )
    for number in others:
        lines[number - 1] = lines[number - 1].decode(codec, errors="replace").encode()
    shown = ", ".join(map(str, others[:6])) + (f" and {len(others) - 6:,} more" if len(others) > 6 else "")
    return b"\n".join(lines).decode(), (
        f"written in UTF-8, and line {shown} in another way, read as {_SHOWN[codec]}: two files were perhaps pasted together. "
        "Look at the words of these lines"
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _likely(text: str) -> float:
    sample = text[:20_000]
    return sum(char in _COMMON for char in sample) - 3.0 * sample.count("\ufffd")


def _of_csv(name: str, text: str, remark: str) -> Grid:
    text = text.removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    told = first.strip().lower()
    if told.startswith("sep=") and len(told) == 5:  # what Excel writes and reads
        separator, text = told[4], rest
    else:
        separator = max(_SEPARATORS, key=lambda each: _evenness(text, each))
    csv.field_size_limit(_LONGEST)
    try:
        rows = [tuple(row) for row in csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator)]
    except csv.Error as error:
        raise UnreadableTableError(
            f"{name} cannot be read as CSV ({error}): a quotation mark is perhaps opened and never closed; save it as XLSX"
        ) from None
    return Grid(name, tuple(rows), remarks=(Remark(name, remark),) if remark else ())


def _evenness(text: str, separator: str) -> tuple[int, int]:
    """Return how well a separator parts the first rows: how many have as many cells as the first wide one, and how many cells."""
    sample = text[:50_000]
    rows = [row for row in csv.reader(io.StringIO(sample.replace("\0", ""), newline=""), delimiter=separator) if row][
        :40
    ]
    widths = [len(row) for row in rows]
    common = max(set(widths), key=lambda width: (width > 1, widths.count(width), width), default=1)
    return (widths.count(common) if common > 1 else 0, common)


def _of_json(name: str, text: str) -> Grid:
    try:
        held = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableTableError(f"{name}:{error.lineno}:{error.colno}: this is no JSON: {error.msg}") from None
    except ValueError:  # CPython reads no whole number of more than 4,300 digits
        raise UnreadableTableError(f"{name} holds a number of thousands of digits, which no table needs") from None
    except RecursionError:
        raise UnreadableTableError(f"{name} is nested deeper than a table can be") from None
    items, remarks = _items(name, held)
    objects = [dict(_flat(item, "", 0)) for item in items if isinstance(item, Mapping)]
    if len(objects) < len(items):
        remarks.append(
            Remark(name, f"items of the list that are no objects with keys are left out: {len(items) - len(objects)}")
        )
    columns = tuple(dict.fromkeys(key for each in objects for key in each))
    if not columns:
        raise UnreadableTableError(f"{name} holds no list of objects: a table is [{{…}}, {{…}}], or GeoJSON")
    rows = tuple(tuple(each.get(column, "") for column in columns) for each in objects)
    return Grid(name, (columns, *rows), remarks=tuple(remarks), named=True)


def _items(name: str, held: Any) -> tuple[list[Any], list[Remark]]:
    if isinstance(held, Mapping) and held.get("type") == "FeatureCollection":
        remarks: list[Remark] = []
        features = held.get("features")
        return [
            _feature(name, at, f, remarks) for at, f in enumerate(features if isinstance(features, list) else [], 2)
        ], remarks
    if isinstance(held, Mapping):
        lists = [value for value in held.values() if isinstance(value, list)]
        return (max(lists, key=len) if lists else [held]), []
    return (held if isinstance(held, list) else []), []


def _feature(name: str, row: int, feature: Any, remarks: list[Remark]) -> Any:
    """Return a feature's properties with ``lat`` and ``lon`` of its point (RFC 7946, 3.1.2: longitude comes first)."""
    if not isinstance(feature, Mapping):
        return feature
    told = feature.get("properties")
    properties = dict(told) if isinstance(told, Mapping) else {}
    if "id" in feature:
        properties.setdefault("id", feature["id"])
    geometry = feature.get("geometry") or {}
    point = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    if (
        isinstance(geometry, Mapping)
        and geometry.get("type") == "Point"
        and isinstance(point, list)
        and len(point) >= 2
    ):
        properties |= {"lat": point[1], "lon": point[0]}
    elif geometry:
        kind = geometry.get("type") if isinstance(geometry, Mapping) else geometry
        remarks.append(
            Remark(f"{name}!{row}", f"the place is a {kind}, not a point; which point is meant is not guessed")
        )
    return properties


def _flat(value: Any, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and depth < _DEEPEST:
        for key, inner in value.items():
            yield from _flat(inner, f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(value, list):
        yield path, "; ".join(each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in value)
    elif value is not None:
        yield path, str(value).lower() if isinstance(value, bool) else str(value)
