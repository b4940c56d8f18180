"""Work spread over processes, its results in order whatever the number of processes."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

_task: Callable[[int], Any] | None = None


def run_all(task: Callable[[int], T], count: int, jobs: int, *, chunk: int = 0) -> Iterator[T]:
    """Yield ``task(0)``, ``task(1)`` … ``task(count - 1)``, worked out by up to ``jobs`` processes.

    Workers are forked, so they share the task and everything it holds without copying; where a system cannot fork,
    the work is done here. An exception in a task is raised here.
    """
    jobs = min(jobs, count)
    if jobs < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(task, range(count))
        return
    gc.freeze()  # the collector would touch, and so copy, every page that is shared
    context = multiprocessing.get_context("fork")
    size = chunk or max(1, min(64, count // (jobs * 4)))
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_adopt, initargs=(task,)) as pool:
        yield from pool.map(_run, range(count), chunksize=size)
    gc.unfreeze()


def _adopt(task: Callable[[int], Any]) -> None:
    global _task  # noqa: PLW0603 - a worker process is handed its one task at birth
    _task = task


def _run(index: int) -> Any:
    assert _task is not None  # noqa: S101 - every worker begins with _adopt
    return _task(index)
