"""What was made before, by the digest of what it was made from. Losing it costs time, never correctness."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from typing import BinaryIO

from asylmura_ssg.model.digest import digest_of


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

    def holds(self, key: str) -> bool:
        """Tell whether something is kept under a key."""
        return self.folder is not None and (self.folder / key[:2] / key[2:]).is_file()

    def put(self, key: str, data: bytes) -> None:
        """Keep something under a key."""
        if self.folder is not None:
            with self.writing(key) as out:
                out.write(data)

    @contextmanager
    def writing(self, key: str) -> Iterator[BinaryIO]:
        """Keep under a key what is written inside the block, unless that raises: for what is too large to be held.

        ``name`` of what is written to is a file's. Raises ValueError where there is no folder.
        """
        place = self.place(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        # Whose hand it is only names the unfinished file; it never reaches what is kept.
        unfinished = place.with_name(f"{place.name}.{os.getpid()}.{get_ident()}")
        try:
            with unfinished.open("wb") as out:
                yield out
            unfinished.replace(place)
        finally:
            unfinished.unlink(missing_ok=True)

    def place(self, key: str) -> Path:
        """Return the file that is kept under a key, or would be. Raises ValueError where there is no folder."""
        if self.folder is None:
            raise ValueError("nothing is kept where there is no folder")
        return self.folder / key[:2] / key[2:]


class BusyError(Exception):
    """Another build is at work on the same output."""


@contextmanager
def alone_with(output: Path, folder: Path) -> Iterator[None]:
    """Hold the only build of an output while the block runs. Raises BusyError when another one holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"lock-{digest_of(str(output.absolute()))[:16]}").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"another build is at work on {output}; wait until it is done") from None
        yield
