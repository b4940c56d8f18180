"""Work spread over processes, its results in order whatever the number of processes."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

_PR_SET_PDEATHSIG = 1  # linux/prctl.h

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
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_adopt, initargs=(task, os.getpid())) as pool:
        yield from pool.map(_run, range(count), chunksize=size)
    gc.unfreeze()


def _adopt(task: Callable[[int], Any], parent: int) -> None:
    global _task  # noqa: PLW0603 - a worker process is handed its one task at birth
    _die_with(parent)
    _task = task


def _die_with(parent: int) -> None:
    """Have the system end this process when its parent ends, however it ends (prctl(2), PR_SET_PDEATHSIG).

    Workers of a killed build would otherwise go on writing into the tree that the next build prepares.
    """
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _run(index: int) -> Any:
    assert _task is not None  # noqa: S101 - every worker begins with _adopt
    return _task(index)
