"""Where every entry stands, remembered: number, slug, status and whether it was merged, of ten thousand in a moment.

An entry whose file is not any more the one that was read is read again, so what is remembered is never taken on trust.
"""

from __future__ import annotations

import marshal
import os
import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from asylmura_ssg.cache import Store
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.proofreading.seen import GRAIN, Mark, mark_of, moment
from asylmura_ssg.read.source import Text
from asylmura_ssg.read.syntax import compose

# A top key with a plain word after it, as all records have it; anything else is read as YAML.
_KEY = re.compile(r"^(number|slug|status|merged):[ ]*([A-Za-z0-9-]*)[ ]*(?:#.*)?$", re.MULTILINE)
_STARTS = re.compile(r"^(?:number|slug|status|merged|[\"'?{!&%-]|---).*", re.MULTILINE)
_INTO = re.compile(r"^[ ]+into:[ ]*([A-Za-z0-9-]+)[ ]*(?:#.*)?$", re.MULTILINE)


class Standing(NamedTuple):  # ten thousand are made at once
    """What other entries are held against: of an entry that cannot be read, what could be made out."""

    folder: str
    number: int
    slug: str
    status: str
    into: str
    """The slug of the entry it was merged into; empty where it was not."""


Row = tuple[Mark, tuple[Any, ...]]
"""A file's mark, and where its entry stands, as they are kept."""


def standings(content: Path, cache: Path) -> dict[str, Standing]:
    """Return where every entry stands, by its folder."""
    store, name = Store(cache / "check"), f"standings-{digest_bytes(os.fspath(content.absolute()).encode())}"
    now = moment(cache / "check")
    held, then = _recalled(store, name)
    found: dict[str, Row] = {}
    root = os.fspath(content / "monuments")
    read = 0
    trusted = then - GRAIN
    for folder in _folders(root):
        path = f"{root}/{folder}/monument.yaml"
        mark, row = mark_of(path), held.get(folder)
        if row is not None and row[0] == mark and mark[0] < trusted and mark[1] < trusted:
            found[folder] = row
        elif mark is not None:
            found[folder] = (mark, tuple(_read(folder, path)))
            read += 1
    if read or len(found) != len(held):
        _remember(store, name, found, now)
    return {folder: Standing._make(row[1]) for folder, row in found.items()}


def _folders(root: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(root) if not name.startswith("."))  # noqa: PTH208 - as in seen.py
    except OSError:
        return []


def _recalled(store: Store, name: str) -> tuple[dict[str, Row], int]:
    """Return what is remembered and the moment it was looked at; nothing where that is damaged."""
    try:
        rows, now = marshal.loads(store.get(name) or b"")  # noqa: S302 - values alone; what is damaged is no tuple of two
        return (rows, now) if isinstance(rows, dict) and isinstance(now, int) else ({}, 0)
    except (ValueError, TypeError, EOFError, OSError):
        return {}, 0


def _remember(store: Store, name: str, found: dict[str, Row], now: int) -> None:
    try:
        store.put(name, marshal.dumps((found, now)))
    except OSError:
        return  # nothing can be kept: the next time all is read again


def _read(folder: str, path: str) -> Standing:
    try:
        text = Path(path).read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    except OSError:
        return Standing(folder, 0, folder, "", "")
    plain = dict(_KEY.findall(text))
    starts = _STARTS.findall(text)
    if len(starts) == len(plain) and "number" in plain:
        into = _INTO.search(text, text.index("\nmerged:")) if "merged" in plain and "\nmerged:" in text else None
        return Standing(folder, int(plain["number"]) if plain["number"].isdigit() else 0, plain.get("slug") or folder,
                        plain.get("status", ""), into[1] if into else "")  # fmt: skip
    return _as_yaml(folder, text)


def _as_yaml(folder: str, text: str) -> Standing:
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
    number = word("number")
    return Standing(folder, int(number) if number.isascii() and number.isdigit() else 0, word("slug") or folder,
                    word("status"), into[0] if into else "")  # fmt: skip
