"""The desk where the register is written: one at a time, all content read before and after, one rename at the end."""

from __future__ import annotations

import fcntl
import itertools
import os
import platform
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from asylmura_ssg.cache import BusyError, Store
from asylmura_ssg.diagnostics import ContentError, Diagnostic, Report, Span
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.digest import digest_bytes, digest_of
from asylmura_ssg.model.order import Order
from asylmura_ssg.read.catalogue import Reading, Remembered, read_content
from asylmura_ssg.read.memory import recall, remember
from asylmura_ssg.read.register import PATH, PHOTOGRAPHS
from asylmura_ssg.toolchain import package_digest
from asylmura_ssg.tree import Bytes, read_tree
from asylmura_ssg.workers import run_all

_PLATE = re.compile(r'"plate": "[0-9]{5}"')


class RefusedError(Exception):
    """What was asked for cannot be entered; the words say why, and what would be right."""


@dataclass(frozen=True, slots=True)
class Row:
    """The row of a list, or the command, that a line came from: its cells by the keys they have in the register.

    ``names`` are what a command calls those keys: its options.
    """

    span: Span
    excerpt: str
    cells: tuple[tuple[str, Span], ...]
    names: tuple[tuple[str, str], ...] = ()

    def renamed(self, words: str) -> str:
        """Return words of the register's in those of the command."""
        for key, option in self.names:
            words = re.sub(f'"{key}": ("[^"]*"|[^,\\s]+)', f"{option} \\1", words)
            words = words.replace(f'"{key}"', option)
            words = re.sub(rf"(?<![\w-]){key}(?![\w-])", option, words) if key in ("lat", "lon") else words
            words = words.replace(", --lon", " --lon")
        return words


@dataclass(frozen=True, slots=True)
class Addition:
    """A line to be added, and the row it came from, if any."""

    text: str
    row: Row | None = None

    def typed(self, command: Row) -> Addition:
        """Return the line as one that came from a command."""
        return replace(self, row=command)


@dataclass(frozen=True, slots=True)
class Kept:
    """A photograph to be kept beside the register, a JPEG without private data."""

    name: str
    data: bytes = field(repr=False)


@contextmanager
def at_desk(order: Order) -> Iterator[Desk]:
    """Hold the register alone while the block runs.

    Raises BusyError when another command holds it, and ContentError when anything in the content is wrong: what is
    entered is held against the entries, and those must be sound.
    """
    handle = os.open(order.content, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError("another command is writing the register; wait until it is done") from None
        files = read_tree(order.content)
        reading = _remembering(order, files)
        yield Desk(order, files, reading, _sound(reading))
    finally:
        os.close(handle)


def look(order: Order) -> Reading:
    """Return the content as it is, for looking only: nobody is kept waiting, and it may be wrong in places."""
    return _remembering(order, read_tree(order.content))


@dataclass(frozen=True, slots=True)
class Desk:
    """The content as it is, and the one way to add to the register."""

    order: Order
    files: dict[str, Bytes] = field(repr=False)
    reading: Reading = field(repr=False)
    catalogue: Catalogue = field(repr=False)

    def photograph(self, slug: str, data: bytes, beside: Sequence[Kept] = ()) -> Kept:
        """Return a photograph under the name it is to have: that of the same bytes if they are there, else the next free.

        ``beside`` are others that will be kept with it.
        """
        held = {path.removeprefix(PHOTOGRAPHS): file.data for path, file in self.files.items()}
        held |= {photo.name: photo.data for photo in beside}
        names = (f"{slug}-{number}.jpg" for number in itertools.count(1))
        return Kept(next(name for name in names if held.get(name, data) == data), data)

    def enter(self, additions: Sequence[Addition], photographs: Sequence[Kept] = ()) -> tuple[str, ...]:
        """Add lines and the photographs they name; return the lines that were written.

        A line that is the last word on its plate already is not written again. Raises ContentError when the register would
        not be right with them, RefusedError when somebody else wrote meanwhile; nothing is written then.
        """
        new = tuple(addition for addition in dict.fromkeys(additions) if not self._said_last(addition.text))
        kept = [photo for photo in photographs if any(f'"{photo.name}"' in addition.text for addition in new)]
        if not new:
            return ()
        before = self.files[PATH].data if PATH in self.files else b""
        after = before + "".join(f"{addition.text}\n" for addition in new).encode()
        self._judge(after, new, kept)
        self._write(before, after, kept)
        return tuple(addition.text for addition in new)

    def problems(self, additions: Sequence[Addition], photographs: Sequence[Kept]) -> Report:
        """Return what would be wrong with these lines; nothing is written."""
        before = self.files[PATH].data if PATH in self.files else b""
        after = before + "".join(f"{addition.text}\n" for addition in additions).encode()
        try:
            self._judge(after, additions, photographs)
        except ContentError as error:
            return error.report
        return Report()

    def _said_last(self, text: str) -> bool:
        plate = _PLATE.search(text)
        lines = reversed(self.reading.register.lines)
        return plate is not None and next((line for line in lines if plate[0] in line), "") == text

    def _judge(self, data: bytes, new: Sequence[Addition], kept: Sequence[Kept]) -> None:
        """Read everything as it would be."""
        root = self.order.content.as_posix()
        added = {PATH: data} | {PHOTOGRAPHS + photo.name: photo.data for photo in kept}
        files = self.files | {
            path: Bytes(path, f"{root}/{path}", held, digest_bytes(held)) for path, held in added.items()
        }
        reading = _read(self.order, files, self.reading.records)
        first = len(self.reading.register.lines) + 1
        added_at = dict(enumerate(new, first))
        told = (_at_source(d, reading.register.shown, added_at) for d in reading.report.found)
        reading.report.found = [diagnostic for diagnostic in told if diagnostic is not None]
        _sound(reading)

    def _write(self, before: bytes, after: bytes, kept: Sequence[Kept]) -> None:
        """Put the photographs down, then the register: what is cut off between the two leaves a register that is right."""
        register = (self.order.content / PATH).resolve()
        if (register.read_bytes() if register.exists() else b"") != before:
            raise RefusedError(f"{self.order.content / PATH} was changed meanwhile; nothing was written, try again")
        placed: list[Path] = []
        try:
            for photo in kept:
                place = self.order.content / PHOTOGRAPHS / photo.name
                if not place.exists():
                    placed.append(place)
                    put_down(place, photo.data)
            put_down(register, after)
        except BaseException:
            for place in placed:
                place.unlink(missing_ok=True)
            raise


def put_down(place: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, and its permissions stay."""
    place.parent.mkdir(parents=True, exist_ok=True)
    # Hidden, so that nothing reads it; of one name, so that what a killed command left is written over by the next.
    unfinished = place.with_name(f".{place.name}.new")
    try:
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            shutil.copymode(place, unfinished)
        unfinished.replace(place)
    finally:
        unfinished.unlink(missing_ok=True)


def _remembering(order: Order, files: dict[str, Bytes]) -> Reading:
    """Return the content read; entries that did not change since the last command are remembered."""
    store = Store(order.cache / "records")
    name = digest_of(("registrar", order.content.as_posix(), package_digest(), platform.python_version()))
    before = recall(lambda shard: store.get(f"{name}-{shard}"))
    reading = _read(order, files, before)
    remember(reading.records, before, lambda shard, data: store.put(f"{name}-{shard}", data))
    return reading


def _read(order: Order, files: dict[str, Bytes], remembered: Remembered) -> Reading:
    """Return the content read. The design is no matter of the register's: no letter or emblem is held against it."""
    return read_content(
        files, order.content.as_posix(), remembered,
        lambda one, folders: run_all(lambda i: one(folders[i]), len(folders), order.jobs if len(folders) > 50 else 1),
        drafts=False, past=order.past,
    )  # fmt: skip


def _sound(reading: Reading) -> Catalogue:
    if reading.catalogue is None or reading.report.errors:
        raise ContentError(Report(list(reading.report.errors)))
    return reading.catalogue


def _at_source(diagnostic: Diagnostic, register: str, added: dict[int, Addition]) -> Diagnostic | None:
    """Return a complaint about a line that was to be added as one about the row it came from.

    None for a count of issues that is only off because another row is wrong.
    """
    span = diagnostic.span
    addition = added.get(span.line) if span.path == register else None
    if addition is None or addition.row is None:
        return diagnostic
    row = addition.row
    key = next(reversed(re.findall(r'"(\w+)": ', addition.text[: span.column - 1])), "")
    if key == "issue" and not row.names:
        return None
    message, hint = row.renamed(diagnostic.message), row.renamed(diagnostic.hint)
    return Diagnostic(diagnostic.code, dict(row.cells).get(key, row.span), message, hint, row.excerpt)
