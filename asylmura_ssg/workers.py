"""Work spread over processes, its results in order whatever the number of processes; or done beside other work."""

from __future__ import annotations

import gc
import os
import pickle  # noqa: TID251 - between a process and its child, which run the same source
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")

_PR_SET_PDEATHSIG = 1  # linux/prctl.h

_task: Callable[[int], Any] | None = None


def run_all(task: Callable[[int], T], count: int, jobs: int, *, chunk: int = 0, life: int = 0) -> Iterator[T]:
    """Yield ``task(0)``, ``task(1)`` … ``task(count - 1)``, worked out by up to ``jobs`` processes.

    Workers are forked, so they share the task and everything it holds without copying; where a system cannot fork,
    the work is done here. An exception in a task is raised here. With a ``life`` each process gives back what a task
    leaves in memory, and ends when it has had about so many; another takes over.
    """
    jobs = min(jobs, count)
    if jobs < 2 or not _forks():
        yield from map(task, range(count))
        return
    import multiprocessing  # noqa: PLC0415 - work beside is begun without it
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    gc.freeze()  # the collector would touch, and so copy, every page that is shared
    context = multiprocessing.get_context("fork")
    size = chunk or max(1, min(64, count // (jobs * 4)))
    generation = life * jobs or count
    held = (_Swept(task) if life else task, os.getpid())
    for first in range(0, count, generation):
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=_adopt, initargs=held) as pool:
            yield from pool.map(_run, range(first, min(first + generation, count)), chunksize=size)
    gc.unfreeze()


@contextmanager
def beside(task: Callable[[], T], jobs: int) -> Iterator[Callable[[], T]]:
    """Work out a task in a process of its own while the block runs; the block is handed what waits for its result.

    With one process it is worked out when it is waited for. An exception in the task is raised there. A block that ends
    without having waited has no more use for the task, and ends it.
    """
    if jobs < 2 or not _forks():
        yield task
        return
    end, other_end = os.pipe()
    parent = os.getpid()
    process = os.fork()
    if not process:
        os.close(end)
        _work_out(task, parent, other_end)
    os.close(other_end)
    with open(end, "rb") as said:  # noqa: PTH123 - of a pipe, not of a path

        def wait() -> T:
            result = said.read()
            if not result:
                raise RuntimeError("a process beside this one ended before its work was done")
            raised, value = pickle.loads(result)  # noqa: S301 - a child's words to its parent
            if raised:
                raise value
            found: T = value
            return found

        try:
            yield wait
        finally:
            with suppress(
                ProcessLookupError, ChildProcessError
            ):  # where nobody waits for children, the system has done so
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)


def _work_out(task: Callable[[], Any], parent: int, end: int) -> NoReturn:
    """Work out a task, tell what came of it or what was raised, and end: nothing of the parent's is flushed or closed."""
    try:
        _die_with(parent)
        try:
            said = pickle.dumps((False, task()))
        except Exception as error:  # noqa: BLE001 - it is raised where the task is waited for
            said = _raised(error)
        with open(end, "wb") as out:
            out.write(said)
    finally:
        os._exit(0)


def _raised(error: Exception) -> bytes:
    """Return an exception as it goes to the parent, with where it was raised, which it would lose on the way."""
    error.add_note(f"Beside, in a process of its own:\n{traceback.format_exc()}")
    try:
        data = pickle.dumps((True, error))
        pickle.loads(data)  # noqa: S301 - some can be sent and never be received
    except Exception:  # noqa: BLE001 - whatever is wrong with it, its words can go
        return pickle.dumps((True, RuntimeError(traceback.format_exc())))
    return data


def _forks() -> bool:
    return hasattr(os, "fork")


def _adopt(task: Callable[[int], Any], parent: int) -> None:
    global _task  # noqa: PLW0603 - a worker process is handed its one task at birth
    _die_with(parent)
    _task = task


def _die_with(parent: int) -> None:
    """Have the system end this process when its parent ends, however it ends (prctl(2), PR_SET_PDEATHSIG).

    Workers of a killed build would otherwise go on writing into the tree that the next build prepares.
    """
    import ctypes  # noqa: PLC0415 - for processes that have a parent alone

    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


class _Swept:
    """A task after which no garbage stays: what was shared is frozen, so that only what the task made is looked at."""

    def __init__(self, task: Callable[[int], Any]) -> None:
        import ctypes  # noqa: PLC0415 - as above

        self._task = task
        self._trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of the GNU C library

    def __call__(self, index: int) -> Any:
        result = self._task(index)
        gc.collect()
        if self._trim is not None:
            self._trim(0)
        return result


def _run(index: int) -> Any:
    assert _task is not None  # noqa: S101 - every worker begins with _adopt
    return _task(index)
