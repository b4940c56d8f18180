"""What was made before, by the digest of what it was made from. Losing it costs time, never correctness."""

from __future__ import annotations

import os
from pathlib import Path


class Store:
    """A folder of made things; without a folder it keeps nothing. Writing is atomic; a thing half written by a killed build is never found."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        """Return what was kept under a key, or None."""
        if self.folder is None:
            return None
        try:
            return (self.folder / key[:2] / key[2:]).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, key: str, data: bytes) -> None:
        """Keep something under a key."""
        if self.folder is None:
            return
        place = self.folder / key[:2] / key[2:]
        place.parent.mkdir(parents=True, exist_ok=True)
        # The process's number only names the unfinished file; it never reaches what is kept.
        unfinished = place.with_name(f"{place.name}.{os.getpid()}")
        unfinished.write_bytes(data)
        unfinished.replace(place)
