"""Whether files are still what they were when something was worked out of them, without reading them.

As git's index does it: by size, inode and the times of the last change of content and of the entry itself (which no
program can set back). A file that changed so lately that a further change would leave the same times is not trusted.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Final

Mark = tuple[int, int, int, int]
"""Time of the content's and of the entry's last change in ns, size in bytes, inode."""

GRAIN = 20_000_000
"""ns: twice the coarsest step in which Linux's file systems count time (a hundredth of a second)."""


def mark_of(path: str) -> Mark | None:
    """Return a file's mark; None where there is no file."""
    try:
        found = os.stat(path)  # noqa: PTH116 - of ten thousand files; a Path each would double the time
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def marks_of(paths: Sequence[str]) -> list[Mark | None]:
    """Return many files' marks; for ten thousand in the time of asking the system."""
    try:
        return list(map(_TIMES_AND_SIZE, map(os.stat, paths)))
    except OSError:  # one of them is not there: which, only asking for each tells
        return [mark_of(path) for path in paths]


_TIMES_AND_SIZE: Final[Callable[[os.stat_result], Mark]] = attrgetter("st_mtime_ns", "st_ctime_ns", "st_size", "st_ino")


def moment(folder: Path) -> int:
    """Return what time it is for the files in a folder, in ns; 0 where nothing can be written, so that nothing is trusted."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".moment.{os.getpid()}"
        probe.write_bytes(b"")
        now = probe.stat().st_mtime_ns
        probe.unlink()
    except OSError:
        return 0
    return now


def settled(mark: Mark | None, now: int) -> bool:
    """Tell whether a file had been left alone for long enough at a moment."""
    return mark is not None and max(mark[0], mark[1]) < now - GRAIN


def marks_below(root: Path, left_out: tuple[str, ...]) -> Iterator[tuple[str, Mark | None]]:
    """Yield every file below a folder with its mark, in no order; hidden ones, and some of the root's folders, are left out."""
    waiting = [os.fspath(root)]
    top = {os.path.join(waiting[0], name) for name in left_out}  # noqa: PTH118 - as above
    while waiting:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.path in top:
                    continue
                if entry.is_dir():
                    waiting.append(entry.path)
                else:
                    yield entry.path, mark_of(entry.path)
