"""Where every entry stands, remembered: number, slug, status and whether it was merged, of ten thousand in a moment.

An entry whose file is not any more the one that was read is read again, so what is remembered is never taken on trust.
"""

from __future__ import annotations

import marshal
import os
import re
from itertools import compress
from pathlib import Path
from typing import NamedTuple

from asylmura_ssg.cache import Store
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.proofreading.outside import Row
from asylmura_ssg.proofreading.seen import Mark, marks_of, moment, settled

# A top key with a plain word after it, as all records have it; anything else is read as YAML.
_KEY = re.compile(r"^(number|slug|status|merged):[ ]*([A-Za-z0-9-]*)[ ]*(?:#.*)?$", re.MULTILINE)
_STARTS = re.compile(r"^(?:number|slug|status|merged|[\"'?{!&%-]|---).*", re.MULTILINE)
_INTO = re.compile(r"^[ ]+into:[ ]*([A-Za-z0-9-]+)[ ]*(?:#.*)?$", re.MULTILINE)


class _Held(NamedTuple):
    """What is remembered: folders in their order, each record's mark and where it stands; and which of them had been touched
    so lately when they were looked at that their mark is not trusted.
    """

    folders: list[str]
    marks: list[Mark | None]
    rows: list[Row]
    fresh: list[int]


def standings(content: Path, cache: Path) -> dict[str, Row]:
    """Return where every entry stands, by its folder."""
    store, name = Store(cache / "check"), f"standings-2-{digest_bytes(os.fspath(content.absolute()).encode())}"
    now = moment(cache / "check")
    root = os.fspath(content / "monuments")
    found = _folders(root)
    marks = marks_of([f"{root}/{folder}/monument.yaml" for folder in found])
    if None in marks:  # an entry without its record is there for those that link it, as long as anything is
        there = [mark is not None or _holds_files(f"{root}/{name}") for name, mark in zip(found, marks, strict=True)]
        found, marks = list(compress(found, there)), list(compress(marks, there))
    held = _recalled(store, name)
    rows, touched = _known(found, marks, held)
    for i in touched:
        rows[i] = _read(found[i], f"{root}/{found[i]}/monument.yaml")
    if touched or len(found) != len(held.folders):
        fresh = [i for i, mark in enumerate(marks) if mark is not None and not settled(mark, now)]
        _remember(store, name, _Held(found, marks, rows, fresh))
    return dict(zip(found, rows, strict=True))


def _known(found: list[str], marks: list[Mark | None], held: _Held) -> tuple[list[Row], list[int]]:
    """Return where entries stood, and the places of those that are to be read again or for the first time."""
    if found == held.folders:
        fresh = set(held.fresh)
        pairs = enumerate(zip(marks, held.marks, strict=True))
        return held.rows, [i for i, (mark, before) in pairs if mark != before or i in fresh]
    trusted = {folder: at for at, folder in enumerate(held.folders)}
    for at in held.fresh:
        del trusted[held.folders[at]]
    places = [trusted.get(folder) for folder in found]
    rows = [_NOWHERE if at is None else held.rows[at] for at in places]
    return rows, [i for i, at in enumerate(places) if at is None or marks[i] != held.marks[at]]


_NOWHERE: Row = "", 0, "", "", ""


def _folders(root: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(root) if not name.startswith("."))  # noqa: PTH208 - as in seen.py
    except OSError:
        return []


def _holds_files(folder: str) -> bool:
    try:
        return any(not name.startswith(".") for name in os.listdir(folder))  # noqa: PTH208 - as in seen.py
    except OSError:
        return False


def _recalled(store: Store, name: str) -> _Held:
    """Return what is remembered; nothing where that is damaged."""
    nothing = _Held([], [], [], [])
    try:
        held = _Held._make(marshal.loads(store.get(name) or b""))  # noqa: S302 - values alone; what is damaged is no four lists
        return held if len(held.folders) == len(held.marks) == len(held.rows) else nothing
    except (ValueError, TypeError, EOFError, OSError):
        return nothing


def _remember(store: Store, name: str, held: _Held) -> None:
    try:
        store.put(name, marshal.dumps(tuple(held)))
    except OSError:
        return  # nothing can be kept: the next time all is read again


def _read(folder: str, path: str) -> Row:
    try:
        text = Path(path).read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    except OSError:
        return folder, 0, "", "", ""
    plain = dict(_KEY.findall(text))
    starts = _STARTS.findall(text)
    if len(starts) == len(plain) and "number" in plain:
        into = _INTO.search(text, text.index("\nmerged:")) if "merged" in plain and "\nmerged:" in text else None
        return (
            folder,
            _number(plain["number"]),
            plain.get("slug") or folder,
            plain.get("status", ""),
            into[1] if into else "",
        )
    return _as_yaml(folder, text)


def _number(word: str) -> int:
    """Return a register number; 0 for what is none."""
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else 0


def _as_yaml(folder: str, text: str) -> Row:
    import yaml  # noqa: PLC0415 - for records of an unusual form; all others are known without it

    from asylmura_ssg.diagnostics import Report  # noqa: PLC0415
    from asylmura_ssg.read.source import Text  # noqa: PLC0415
    from asylmura_ssg.read.syntax import compose  # noqa: PLC0415

    top = compose(Text(folder, text), Report()) if text.strip() else None
    words: dict[str, yaml.Node] = {}
    if isinstance(top, yaml.MappingNode):
        words = {key.value: value for key, value in top.value if isinstance(key, yaml.ScalarNode)}

    def word(key: str) -> str:
        node = words.get(key)
        return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""

    merged = words.get("merged")
    pairs = merged.value if isinstance(merged, yaml.MappingNode) else ()
    into = [value.value for key, value in pairs if key.value == "into" and isinstance(value, yaml.ScalarNode)]
    return folder, _number(word("number")), word("slug") or folder, word("status"), into[0] if into else ""
