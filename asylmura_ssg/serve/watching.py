"""What changes in some folders, told as it happens; and that a folder is gone, or is another one of the same name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

from asylmura_ssg.tree import IGNORED

_STEP = 8
"""Milliseconds without a further change after which what changed is told."""
_AT_MOST = 300
"""Milliseconds after which it is told though it goes on, as when git changes hundreds of files."""
_LOOK = 400
"""Milliseconds between looks whether the folders are still there."""


def changes_in(roots: Sequence[Path], stop: Event) -> Iterator[frozenset[Path]]:
    """Yield the absolute paths of what changed below ``roots``, until ``stop`` is set.

    A root itself is told when all below it may be another; while one is not there, an empty set is told once. Hidden files
    and backups are passed over.
    """
    own = tuple(root.absolute() for root in roots)
    while not stop.is_set():
        standing = _standing(own)
        if None in standing:
            yield frozenset()
            while None in _standing(own) and not stop.wait(_LOOK / 1000):
                pass
            if not stop.is_set():
                yield frozenset(own)
            continue
        for told in watch(
            *own, watch_filter=lambda _, path: _is_content(path, own), step=_STEP, debounce=_AT_MOST, stop_event=stop,
            rust_timeout=_LOOK, yield_on_timeout=True, raise_interrupt=False, recursive=True,
        ):  # fmt: skip
            if _standing(own) != standing:
                break
            if told:
                yield _paths(told)
        else:
            return
        if None not in _standing(own):
            yield frozenset(own)  # a folder of the same name took its place


def _standing(roots: Sequence[Path]) -> tuple[tuple[int, int] | None, ...]:
    """Return what tells each folder from any other that comes to stand in its place; None where there is none."""
    found: list[tuple[int, int] | None] = []
    for root in roots:
        try:
            there = root.stat()
        except OSError:
            found.append(None)
        else:
            found.append((there.st_dev, there.st_ino))
    return tuple(found)


def _paths(told: set[tuple[Change, str]]) -> frozenset[Path]:
    return frozenset(Path(path) for _, path in told)


def _is_content(path: str, roots: Sequence[Path]) -> bool:
    place = Path(path)
    for root in roots:
        if place.is_relative_to(root):
            return not any(
                part.startswith(IGNORED[0]) or part.endswith(IGNORED[1]) for part in place.relative_to(root).parts
            )
    return False
