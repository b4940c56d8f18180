"""Records remembered from one build to the next, so that only changed folders are read again.

The memory is kept under a key that holds the package's source and Python's version, so it never meets another version
of itself; it is this program's own file in its own cache folder.
"""

from __future__ import annotations

import pickle  # noqa: TID251 - kept under the digest of the very source that wrote it; no other version finds it

from asylmura_ssg.read.catalogue import Remembered, without_prose


def remember(records: Remembered) -> bytes | None:
    """Return records without their texts as bytes; None when there is nothing worth keeping."""
    kept = {folder: (key, without_prose(record)) for folder, (key, record) in records.items() if key}
    return pickle.dumps(kept, protocol=5) if kept else None


def recall(data: bytes | None) -> Remembered:
    """Return remembered records; none when there are none or they cannot be read."""
    if data is None:
        return {}
    try:
        found: Remembered = pickle.loads(data)  # noqa: S301 - our own file, under a key only we can make
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError):
        return {}
    return found
