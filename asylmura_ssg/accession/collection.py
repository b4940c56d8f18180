"""What a new entry or picture is held against: all that entries share, without reading the entries themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from asylmura_ssg.diagnostics import Report
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.read.catalogue import Common, read_common
from asylmura_ssg.read.shared import MONUMENTS
from asylmura_ssg.read.source import readable
from asylmura_ssg.tree import IGNORED, Bytes, read_tree


def read_collection(content: Path) -> Common:
    """Return what entries share; what is wrong with it stands in its report."""
    files: dict[str, Bytes] = {}
    for place in sorted(content.iterdir()):
        if place.name.startswith(IGNORED[0]) or f"{place.name}/" == MONUMENTS or not place.is_dir():
            continue
        files |= _below(place.name, read_tree(place))
    files |= _top(content)
    return read_common(readable(files, Report()), content.as_posix())


def _below(folder: str, files: dict[str, Bytes]) -> dict[str, Bytes]:
    return {f"{folder}/{path}": replace(file, path=f"{folder}/{path}") for path, file in files.items()}


def _top(content: Path) -> dict[str, Bytes]:
    found = {}
    for place in sorted(content.glob("*.yaml")):
        data = place.read_bytes()
        found[place.name] = Bytes(place.name, place.as_posix(), data, digest_bytes(data))
    return found
