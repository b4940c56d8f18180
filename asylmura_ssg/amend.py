"""Amends files that people write: by stretches of their text, shown as a diff, put down whole or not at all.

It knows nothing of what the files say. What is not amended stays as it was, to the byte.
"""

from __future__ import annotations

import codecs
import contextlib
import difflib
import errno
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final

_FEW = 64
"""Files that are waited for one by one; of more, the disk is waited for once, since each takes a hundredth of a second."""

_STOPS: Final = (signal.SIGTERM, signal.SIGHUP)
"""What a system that is shut down, and a terminal that is closed, send to a program."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A stretch of a text, as offsets in characters, and what is to stand in its place."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with all edits made, whatever their order; two at one place stand in the order they were given.

    Raises ValueError when two of them overlap, or one lies outside the text.
    """
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if not at <= edit.start <= edit.end <= len(text):
            raise ValueError(f"an edit of {edit.start}–{edit.end} meets another one, or lies outside the text")
        parts += (text[at : edit.start], edit.text)
        at = edit.end
    return "".join((*parts, text[at:]))


def diff(path: str, before: str, after: str) -> str:
    """Return what differs between two texts of a file: a unified diff with three lines around; empty when nothing does."""
    lines = difflib.unified_diff(_lines(before), _lines(after), f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Return the lines as diff and patch tell them apart: by LF alone."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def in_form_of(text: str, replaced: bytes) -> bytes:
    """Return a text, its lines ended by LF, in the form of the bytes that it replaces: with their byte order mark, and CRLF."""
    mark = codecs.BOM_UTF8 if replaced.startswith(codecs.BOM_UTF8) else b""
    return mark + (text.replace("\n", "\r\n") if b"\r\n" in replaced else text).encode()


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files whole: each one beside its place first, then all are renamed into theirs, one after another.

    Folders that are missing are made. Whatever stops it before the first renaming leaves every file as it was, and nothing
    beside, be it Ctrl-C or the terminal that is closed; Ctrl-C while they are renamed comes too late, and is forgotten. A folder or a device is never replaced. A file that
    is replaced keeps its permissions; one that is a link is written where it leads. Raises OSError as it comes.
    """
    made: list[Path] = []
    waiting: dict[Path, Path] = {}
    with unwinding():
        try:
            for path, data in files.items():
                place = path.resolve()
                if place.exists() and not place.is_file():
                    raise FileExistsError(errno.EEXIST, "there is something else than an ordinary file", str(path))
                _make_folders(place.parent, made)
                # What is about to be made is noted first: a stop between the two leaves nothing that nobody knows of.
                waiting[place] = place.with_name(f".{place.name}.{os.getpid()}")
                _write(waiting[place], data, place, wait=len(files) <= _FEW)
            if len(files) > _FEW:
                os.sync()
            with uninterrupted():
                for place, written in list(waiting.items()):
                    written.replace(place)
                    del waiting[place]
                made.clear()
        finally:
            with uninterrupted(forget=False):
                for written in waiting.values():
                    written.unlink(missing_ok=True)
                for folder in reversed(made):
                    with contextlib.suppress(OSError):
                        folder.rmdir()


@contextlib.contextmanager
def unwinding() -> Iterator[None]:
    """Let the end of the session, or of the terminal, unwind the program as Ctrl-C does, so that what is half done is undone.

    A program that was started to outlive its terminal (nohup) does so. Only the main thread can ask for it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held = {each: signal.getsignal(each) for each in _STOPS}
    for each, handler in held.items():
        if handler is signal.SIG_DFL:
            signal.signal(each, _end)
    try:
        yield
    finally:
        for each, handler in held.items():
            signal.signal(each, handler)


def _end(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)  # as shells have it


@contextlib.contextmanager
def uninterrupted(*, forget: bool = True) -> Iterator[None]:
    """Put off whoever wants to stop the program until the block ends: between two renames some files are new, others old.

    To ``forget`` Ctrl-C once the block is done is right where something was written: whoever called would else say that
    nothing was.
    """
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *_STOPS})
    try:
        yield
        if forget and signal.SIGINT in signal.sigpending():
            signal.sigwait({signal.SIGINT})
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Make a folder with all above it; the ones that were not there are added to ``made``, the outermost first."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        made.append(one)
        try:
            one.mkdir()
        except OSError:
            made.pop()  # it is not ours
            raise


def _write(written: Path, data: bytes, place: Path, *, wait: bool) -> None:
    """Write data into a new file that is to take a place, waiting for the disk if told to."""
    handle = os.open(written, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        if wait:
            os.fsync(file.fileno())
    if place.exists():
        written.chmod(place.stat().st_mode & 0o7777)
