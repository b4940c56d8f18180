"""Runs a command as a child process and says how long it took and how much memory it and its own children held."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)
_STEP = 0.02  # seconds between two looks at the memory


class CommandError(Exception):
    """The measured command ended badly; its words follow."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The most memory held, in MB (10⁶ bytes).

    ``tree`` is the highest sum of the proportional set sizes of all processes of the command, each shared page counted
    once (Linux, ``/proc/<pid>/smaps_rollup``), sampled; ``largest`` is the highest resident set of any one of them, as
    the kernel last told it (``VmHWM``; not ``ru_maxrss``, which a child inherits from whoever started it).
    """

    tree: float
    largest: float


def timed(command: Sequence[str], folder: Path) -> tuple[float, str]:
    """Return the seconds from the command's start to its exit, and what it printed. Raises CommandError."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    seconds = time.perf_counter() - started
    if done.returncode != 0:
        raise CommandError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return seconds, done.stdout


def memory_of(command: Sequence[str], folder: Path) -> Memory:
    """Return the most memory a command held; watching costs time, so this is never a timed run. Raises CommandError."""
    # A session of its own, so that the processes of the command can be told from all others.
    child = subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=folder, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    highest = largest = 0
    try:
        while True:
            done, status = os.waitpid(child.pid, os.WNOHANG)
            if done:
                break
            tree, peak = _held(child.pid)
            highest, largest = max(highest, tree), max(largest, peak)
            time.sleep(_STEP)
    except BaseException:
        os.killpg(child.pid, signal.SIGKILL)
        raise
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise CommandError(f"{' '.join(command)} ended with {child.returncode}")
    return Memory(highest * 1024 / 1e6, largest * 1024 / 1e6)


def _held(group: int) -> tuple[int, int]:
    """Return the sum of the proportional set sizes of a process group and the highest peak of one of them, in KiB."""
    total = largest = 0
    for process in _PROC.iterdir():
        if process.name.isdecimal():
            try:
                # Field 5 of stat is the process group; the command's name before it may hold spaces and brackets.
                own = int((process / "stat").read_text().rpartition(")")[2].split()[2])
                if own != group:
                    continue
                share = _PSS.search((process / "smaps_rollup").read_text())
                peak = _PEAK.search((process / "status").read_text())
            except (OSError, IndexError):  # it ended while we looked
                continue
            total += int(share[1]) if share else 0
            largest = max(largest, int(peak[1]) if peak else 0)
    return total, largest
