"""What records are read with, remembered: vocabularies, sources, outlines, the register's numbers.

It is remembered under a name that holds the package's source, and as long as no file of it was touched.
"""

from __future__ import annotations

import pickle  # noqa: TID251 - kept under the digest of the very source that wrote it; no other version finds it
import sys
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from asylmura_ssg.cache import Store
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.proofreading.seen import marks_below, moment, settled
from asylmura_ssg.read.record import Known
from asylmura_ssg.tree import read_tree

_ENTRIES = ("monuments", "versions")
PACKAGE = Path(__file__).parent.parent
_MAKERS = ("read", "model", "proofreading")  # the rooms whose source tells what is remembered, and in which form


@dataclass(frozen=True, slots=True)
class Ground:
    """What a record is read with and held against; ``errors`` counts what is wrong with it."""

    known: Known
    slugs: dict[int, str]
    errors: int


def ground_of(content: Path, templates: Path, cache: Path) -> Ground:
    """Return the ground that all records stand on, read anew when a file of it was touched."""
    store = Store(cache / "check")
    now = moment(cache / "check")
    code = [marks_below(PACKAGE / room, ()) for room in _MAKERS]
    source = {path: mark for path, mark in chain(*code) if path.endswith(".py")}
    marks = source | dict(marks_below(content, _ENTRIES)) | dict(marks_below(templates, ()))
    key = digest_bytes(repr((sorted(marks.items()), sys.version)).encode())
    name = f"ground-{digest_bytes(f'{content.absolute()} {templates.absolute()}'.encode())}"
    found = _recalled(store, name, key)
    if found is None:
        found = _read(content, templates)
        if all(settled(mark, now) for mark in marks.values()):
            _remember(store, name, key, found)
    return found


def _recalled(store: Store, name: str, key: str) -> Ground | None:
    try:
        held, _, data = (store.get(name) or b"").partition(b"\n")
        return pickle.loads(data) if held == key.encode() else None  # noqa: S301 - our own file, in our own cache
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError, OSError):
        return None  # damaged on disk: it is read again


def _remember(store: Store, name: str, key: str, ground: Ground) -> None:
    try:
        store.put(name, key.encode() + b"\n" + pickle.dumps(ground, protocol=5))
    except OSError:
        return  # nothing can be kept: the next time all is read again


def _read(content: Path, templates: Path) -> Ground:
    """Read everything but the entries."""
    from asylmura_ssg.read.catalogue import read_common  # noqa: PLC0415 - loaded only when something changed
    from asylmura_ssg.read.design import read_design, unsettable  # noqa: PLC0415
    from asylmura_ssg.read.source import readable  # noqa: PLC0415

    report = Report()
    design = read_design(read_tree(templates), report)
    files = readable(read_tree(content, _ENTRIES), report)
    common = read_common(
        files, content.as_posix(), emblems=frozenset(design.emblems), unsettable=unsettable(design.faces)
    )
    report.extend(common.report.found)
    return Ground(common.known, dict(common.register.register.slugs), len(report.errors))
