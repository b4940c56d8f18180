"""Entries → sheets, and sheets → entries: a row for each entry, one for each of its dimensions, sources, texts and the like.

Both ways keep everything: what one function writes the other reads back as the very same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from asylmura_ssg.interchange.collection import Item
from asylmura_ssg.interchange.fields import BLOCKS, KEYED, Held, joined, parted
from asylmura_ssg.model.record_keys import KEY_ORDER

MAIN, TEXTS = "monuments", "texts"
STATE = "as_exported"
LONGEST = 30_000
"""Letters of a text in one cell; a spreadsheet holds 32,767. A longer one goes on in the next row."""

_WORDS = frozenset({"source", "periods", "related", "volumes", "criteria", "editors"})
"""Keys that hold a list of words."""

_JSON = "json:"
Sheet = list[list[str]]
_ORDER = {
    key: at
    for at, key in enumerate(
        (*KEY_ORDER, "kk", "ru", "en", "lat", "lon", "from", "to", "what", "about", "name", "title", "author", "in",
         "publisher", "year", "url", "doi")
    )
}  # fmt: skip
"""The place of a column among others: as in a record, and a source's as it is cited."""


class BrokenSheetError(ValueError):
    """A sheet is not what was exported any more; the message says where."""


def sheets_of(items: Sequence[Item]) -> dict[str, Sheet]:
    """Return the sheets of a collection, each with its header."""
    rows: dict[str, list[dict[str, str]]] = {MAIN: []}
    for item in items:
        main: dict[str, str] = {"entry": item.entry}
        _scatter(item.entry, item.held, "", main, rows)
        rows[MAIN].append(main | {STATE: item.state})
        for language, text in item.texts.items():
            parts = [text[at : at + LONGEST] for at in range(0, len(text), LONGEST)] or [""]
            for number, part in enumerate(parts, 1):
                rows.setdefault(TEXTS, []).append(
                    {"entry": item.entry, "language": language, "part": str(number), "text": part}
                )
    rows.setdefault(TEXTS, [])
    return {
        name: _sheet(held, ("entry", "language", "part", "text") if name == TEXTS else ("entry",))
        for name, held in rows.items()
    }


def _sheet(rows: Sequence[Mapping[str, str]], first: Sequence[str]) -> Sheet:
    seen = dict.fromkeys(column for row in rows for column in row)
    columns = [*first, *sorted((c for c in seen if c not in first), key=_rank)]
    return [columns, *([row.get(column, "") for column in columns] for row in rows)]


def _rank(column: str) -> tuple[object, ...]:
    if column in ("key", "n"):
        return (-1,)
    if column == STATE:
        return (1_000,)
    parts = column.split(".")
    return (_ORDER.get(parts[0], 900), *(_ORDER.get(part, 800) for part in parts))


def _scatter(
    entry: str, held: Mapping[str, Held], above: str, row: dict[str, str], rows: dict[str, list[dict[str, str]]]
) -> None:
    """Put fields into a row, and lists of blocks into rows of their own sheets."""
    for key, value in held.items():
        path = f"{above}.{key}" if above else key
        if key in BLOCKS and isinstance(value, list) and all(isinstance(each, dict) for each in value):
            numbered = [(str(n), each) for n, each in enumerate(value, 1)]
            _apart(entry, path, "n", numbered, rows)
        elif key in KEYED and isinstance(value, dict) and all(isinstance(each, dict) for each in value.values()):
            _apart(entry, path, "key", value.items(), rows)
        elif isinstance(value, dict) and "." not in "".join(value):
            _scatter(entry, value, path, row, rows)
        elif (words := _words(key, value)) and not words.startswith(_JSON):
            row[path] = words
        elif isinstance(value, str) and key not in _WORDS and not value.startswith(_JSON):
            row[path] = value
        else:
            row[path] = _JSON + json.dumps(value, ensure_ascii=False)


def _words(key: str, value: Held) -> str:
    """Return a list of words as one text; nothing for what is none."""
    words = value if isinstance(value, list) else [value]
    return (
        joined([str(word) for word in words]) if key in _WORDS and all(isinstance(word, str) for word in words) else ""
    )


def _apart(
    entry: str, path: str, name: str, blocks: Iterable[tuple[str, Held]], rows: dict[str, list[dict[str, str]]]
) -> None:
    for key, block in blocks:
        inner: dict[str, str] = {"entry": entry, name: key}
        if isinstance(block, dict):
            _scatter(entry, {f"{k}": v for k, v in block.items()}, "", inner, {})
        rows.setdefault(path, []).append(inner)


def items_of(sheets: Mapping[str, Sequence[Sequence[str]]]) -> tuple[tuple[Item, str], ...]:
    """Return the entries of sheets, each with the state it was exported in. Raises BrokenSheetError."""
    held: dict[str, dict[str, Held]] = {}
    states: dict[str, str] = {}
    for number, row in _rows(sheets, MAIN):
        entry = row.pop("entry", "").strip()
        if not entry:
            raise BrokenSheetError(f"{MAIN}!A{number}: the row names no entry")
        if entry in held:
            raise BrokenSheetError(f'{MAIN}!A{number}: the entry "{entry}" stands twice')
        states[entry] = row.pop(STATE, "")
        held[entry] = _gathered(row)
    for name in sheets:
        if name not in (MAIN, TEXTS) and name.rpartition(".")[2] in BLOCKS | KEYED:
            _append(sheets, name, held)
    texts: dict[str, dict[str, list[str]]] = {}
    for number, row in _rows(sheets, TEXTS) if TEXTS in sheets else ():
        entry = row.get("entry", "")
        if entry not in held:
            raise BrokenSheetError(f'{TEXTS}!A{number}: there is no entry "{entry}" in {MAIN}')
        texts.setdefault(entry, {}).setdefault(row.get("language", ""), []).append(row.get("text", ""))
    return tuple(
        (
            Item(entry, fields, {language: "".join(parts) for language, parts in texts.get(entry, {}).items()}),
            states[entry],
        )
        for entry, fields in held.items()
    )


def _rows(sheets: Mapping[str, Sequence[Sequence[str]]], name: str) -> Iterable[tuple[int, dict[str, str]]]:
    """Yield the rows below a header with their numbers; cells of nothing are left out."""
    header, *rows = sheets[name]
    if "entry" not in header:
        raise BrokenSheetError(f'{name}: the first row names no column "entry"')
    for number, row in enumerate(rows, 2):
        cells = {
            column: cell for column, cell in zip(header, row, strict=False) if column and (cell or column == "text")
        }
        if any(cell for column, cell in cells.items() if column != "text") or cells.get("text"):
            yield number, cells


def _append(sheets: Mapping[str, Sequence[Sequence[str]]], name: str, held: dict[str, dict[str, Held]]) -> None:
    *above, last = name.split(".")
    for number, row in _rows(sheets, name):
        entry = row.pop("entry", "")
        if entry not in held:
            raise BrokenSheetError(f'{name}!A{number}: there is no entry "{entry}" in {MAIN}')
        block: dict[str, Held] = held[entry]
        for key in above:
            inner = block.setdefault(key, {})
            if not isinstance(inner, dict):
                raise BrokenSheetError(f"{name}!A{number}: {key} of {entry} holds no keys")
            block = inner
        if last in KEYED:
            keyed = block.setdefault(last, {})
            if isinstance(keyed, dict):
                key = row.pop("key", "")
                keyed[key] = _gathered(row)
        else:
            row.pop("n", None)
            items = block.setdefault(last, [])
            if isinstance(items, list):
                items.append(_gathered(row))


def _gathered(row: Mapping[str, str]) -> dict[str, Held]:
    found: dict[str, Held] = {}
    for path, cell in row.items():
        *above, last = path.split(".")
        block = found
        for key in above:
            inner = block.setdefault(key, {})
            if not isinstance(inner, dict):
                raise BrokenSheetError(f'the column "{path}" and another one hold the same field')
            block = inner
        block[last] = _cell(last, cell)
    return found


def _cell(key: str, cell: str) -> Held:
    if cell.startswith(_JSON):
        try:
            value: Held = json.loads(cell.removeprefix(_JSON))
        except ValueError:
            raise BrokenSheetError(f"a cell of {key} begins with json: and is none") from None
        return value
    if key in _WORDS:
        words: list[Held] = [*parted(cell)]
        return words[0] if len(words) == 1 else words
    return cell.strip()


_RISKY = re.compile(r"[=+\-@\t\r\n'＝＋－＠]")
_PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def guarded(cell: str) -> str:
    """Return a cell's text as no spreadsheet takes for a formula: with an apostrophe before it (OWASP, CSV Injection)."""
    return f"'{cell}" if _RISKY.match(cell) and not _PLAIN_NUMBER.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """Return a cell's text without the apostrophe that guards it."""
    return cell.removeprefix("'")
