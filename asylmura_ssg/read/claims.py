"""What entries lay claim to, by patterns alone: records that cannot be read count, too, and ten thousand take a moment."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from asylmura_ssg.model.plate import HIGHEST

_CLAIM = re.compile(rb"^(number|slug|editors):[ \t]*([^\s\[#]{1,80}|\[.*\])[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_NAMED = re.compile(
    rb"^names:[ \t]*(?:\{[ \t]*|(?:#.*)?\r?\n(?:[ \t]+.*\n)*?[ \t]+)kk:[ \t]*[\"']?([^\r\n,}\"']+)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of one folder; several numbers or slugs where a merge left both sides in the record.

    ``editors`` are its lines of that key as they are written; ``name`` is the Kazakh one, empty where none is seen.
    """

    folder: str
    numbers: tuple[int, ...]
    slugs: tuple[str, ...]
    editors: tuple[str, ...]
    name: str


def claims_in(monuments: Path) -> Iterator[Claims]:
    """Yield the claims of each entry's folder, by the folders' names. Raises OSError."""
    for folder in _folders(monuments):
        record = _contents(f"{monuments}/{folder}/monument.yaml")
        found = [(kind, word.decode(errors="replace")) for kind, word in _CLAIM.findall(record)]
        named = _NAMED.search(record)
        yield Claims(
            folder=folder,
            numbers=tuple(number for kind, word in found if kind == b"number" and (number := _number(word))),
            slugs=tuple(word.strip("\"'") for kind, word in found if kind == b"slug"),
            editors=tuple(word for kind, word in found if kind == b"editors"),
            name="" if named is None else named[1].decode(errors="replace").strip(),
        )


def _number(word: str) -> int:
    """Return a register number; 0 for what is none, such as one that is too high to be one."""
    bare = word.strip("\"'")
    return int(bare) if bare.isdecimal() and int(bare) <= HIGHEST else 0


def _folders(monuments: Path) -> list[str]:
    if not monuments.is_dir():
        return []
    with os.scandir(monuments) as found:
        return sorted(each.name for each in found if not each.name.startswith(".") and each.is_dir())


def _contents(record: str) -> bytes:
    try:
        with open(record, "rb", buffering=0) as file:  # noqa: PTH123 - ten thousand of them, and pathlib takes as long again
            return file.read()
    except FileNotFoundError:
        return b""
