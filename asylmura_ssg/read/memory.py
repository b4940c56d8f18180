"""What was read, remembered from one build to the next: records, so that only changed folders are read again, and the design.

Records are kept in shards, so that one edit writes one shard. A shard is found only under a name that holds the package's
source and Python's version: it never meets another version of itself. It is this program's own file in its own cache.
"""

from __future__ import annotations

import io
import pickle  # noqa: TID251 - kept under the digest of the very source that wrote it; no other version finds it
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any

from asylmura_ssg.model.design import Design
from asylmura_ssg.read.catalogue import Remembered, without_prose
from asylmura_ssg.read.design import design_digest, faces_in
from asylmura_ssg.tree import Bytes

SHARDS = 64
_DAMAGED = (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError)

Get = Callable[[str], bytes | None]
Put = Callable[[str, bytes], None]
_DESIGN = "design"


def recall(get: Get) -> Remembered:
    """Return the remembered records, from the shards that ``get`` finds by their names."""
    found: Remembered = {}
    for shard in range(SHARDS):
        data = get(str(shard))
        if data is not None:
            try:
                found |= pickle.loads(data)  # noqa: S301 - our own file, under a name only we can make
            except _DAMAGED:
                continue  # damaged on disk: its folders are read again
    return found


def remember(records: Remembered, before: Remembered, put: Put) -> None:
    """Keep records without their texts; only shards that differ from what was remembered before are written."""
    now: list[Remembered] = [{} for _ in range(SHARDS)]
    stale: set[int] = set()
    for folder, (key, record) in records.items():
        if key:
            now[_shard(folder)][folder] = (key, record)
        if key != before.get(folder, ("", None))[0]:
            stale.add(_shard(folder))
    stale |= {_shard(folder) for folder in before if folder not in records}
    for shard in sorted(stale):
        out = io.BytesIO()
        _Pickler(out, protocol=5).dump({f: (key, without_prose(record)) for f, (key, record) in now[shard].items()})
        put(str(shard), out.getvalue())


def recall_design(files: dict[str, Bytes], get: Get) -> Design | None:
    """Return the design that was read from these very files; None when they were others, or had faults to be told again."""
    data = get(_DESIGN)
    try:
        held = None if data is None else pickle.loads(data)  # noqa: S301 - as above
    except _DAMAGED:
        return None
    if not isinstance(held, Design) or held.digest != design_digest(files):
        return None
    return replace(held, faces=faces_in(files))


def remember_design(design: Design, put: Put) -> None:
    """Keep a flawless design, but for the faces, which lie in their files."""
    out = io.BytesIO()
    _Pickler(out, protocol=5).dump(replace(design, faces=()))
    put(_DESIGN, out.getvalue())


def _shard(folder: str) -> int:
    return zlib.crc32(folder.encode()) % SHARDS


class _Pickler(pickle.Pickler):
    """Writes a frozen dataclass as a call of its class: half the time of its own way, which goes field by field."""

    def reducer_override(self, obj: Any) -> Any:
        """Return the class and its values for a dataclass; all else goes its usual way."""
        kind = type(obj)
        return (kind, _values(kind)(obj)) if is_dataclass(kind) else NotImplemented


@cache
def _values(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    names = [field.name for field in fields(kind)]
    read = attrgetter(*names)
    return read if len(names) > 1 else lambda value: (read(value),)
