"""ICC profiles that the machine keeps: found by file name, and taken only when they are the very file that is meant."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

Profiles = Callable[[str, str], bytes | None]
"""Finds a profile by its file name and its SHA-256; None where the machine does not keep it."""


def profiles_in(places: Sequence[Path]) -> Profiles:
    """Return what looks through folders and all below them, in their order; what it finds is told by its digest alone."""

    def found(name: str, sha256: str) -> bytes | None:
        for place in places:
            for folder, _, names in os.walk(place):
                data = _contents(Path(folder, name)) if name in names else b""
                if data and hashlib.sha256(data).hexdigest() == sha256:
                    return data
        return None

    return found


def _contents(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""  # a file that cannot be read is not the one that is sought; another place may hold it
