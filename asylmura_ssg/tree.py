"""Folders of input files, read whole: every byte is looked at, so nothing is ever taken for unchanged by its date.

Texts are kept; pictures, recordings, films and models are only digested, and read again by whoever works on one: a
volume's scans are gigabytes.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from asylmura_ssg.model.digest import digest_bytes, digest_parts

IGNORED = (".", "~")  # hidden files and editors' backups are nobody's content

_PICTURES = (
    ".avif",
    ".bmp",
    ".gif",
    ".heic",
    ".heif",
    ".jpeg",
    ".jpg",
    ".jp2",
    ".png",
    ".psd",
    ".tif",
    ".tiff",
    ".webp",
)
_RECORDINGS = (".glb", ".m4a", ".mp3", ".mp4", ".ogg", ".opus", ".webm")
_PART = 1 << 20  # bytes read at a time of what is not kept


class ChangedError(OSError):
    """A file is not any more what it was when the folder was read; whoever asks again starts from what it is now."""


@dataclass(frozen=True, slots=True)
class Bytes:
    """One file: ``shown`` is its path as a person typed it, ``path`` is below the root, with forward slashes.

    ``held`` are its bytes, or None for a picture's or a recording's, which are read when asked for. ``problem`` says in words
    why it could not be read; it is empty for every file that could.
    """

    path: str
    shown: str
    held: bytes | None = field(repr=False)
    digest: str
    problem: str = ""

    @property
    def data(self) -> bytes:
        """Its bytes. Raises ChangedError where a picture is not any more the one that was digested."""
        if self.held is not None:
            return self.held
        try:
            data = _contents(self.shown)
        except OSError as error:
            raise ChangedError(f"{self.shown} was there and is not any more: {error.strerror}; start again") from None
        if digest_bytes(data) != self.digest:
            raise ChangedError(f"{self.shown} was changed meanwhile; start again")
        return data

    def glimpse(self, count: int) -> tuple[int, bytes]:
        """Return its size in bytes and its first ``count`` bytes: what is too large is told without being read."""
        if self.held is not None:
            return len(self.held), self.held[:count]
        try:
            with open(self.shown, "rb", buffering=0) as file:  # noqa: PTH123 - as below
                return os.fstat(file.fileno()).st_size, file.read(count)
        except OSError as error:
            raise ChangedError(f"{self.shown} was there and is not any more: {error.strerror}; start again") from None


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder still to be read; ``trail`` is the real places of the folders around it and its own."""

    place: str
    below: str
    trail: tuple[str, ...]


def read_tree(root: Path, but: Collection[str] = ()) -> dict[str, Bytes]:
    """Return every file below ``root`` by its path, sorted; hidden files, backups and the folders ``but`` in it left out.

    Links are followed. What cannot be read stands there too, with its ``problem``: the reader reports it.
    """
    return _read_from(_Folder(os.fspath(root), "", (os.path.realpath(root),)), root.as_posix(), but)


def read_again(root: Path, path: str) -> dict[str, Bytes]:
    """Return what there is now at a path below ``root``: the file, all files of the folder, or nothing.

    What :func:`read_tree` leaves out is left out here; so is what is reached through a link that it would refuse.
    """
    parts = path.split("/")
    if any(part.startswith(IGNORED[0]) or part.endswith(IGNORED[1]) for part in parts):
        return {}
    above, _, name = path.rpartition("/")
    place = root / above
    try:
        with os.scandir(place) as entries:
            entry = next((each for each in entries if each.name == name), None)
    except OSError:
        return {}  # the folder is gone, too
    if entry is None:
        return {}
    found: dict[str, Bytes] = {}
    waiting: list[_Folder] = []
    folder = _Folder(os.fspath(place), f"{above}/" if above else "", (os.path.realpath(root), os.path.realpath(place)))
    _take(entry, folder, root.as_posix(), found, waiting)
    for inner in waiting:
        found |= _read_from(inner, root.as_posix())
    return found


def _read_from(folder: _Folder, shown: str, but: Collection[str] = ()) -> dict[str, Bytes]:
    """Return every file of a folder and below it, by its path below the root that is ``shown``."""
    found: dict[str, Bytes] = {}
    waiting = [folder]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder.place) as entries:
                for entry in entries:
                    if not folder.below and entry.name in but:
                        continue
                    if not (entry.name.startswith(IGNORED[0]) or entry.name.endswith(IGNORED[1])):
                        _take(entry, folder, shown, found, waiting)
        except OSError as error:
            _refuse(folder.below.rstrip("/"), shown, f"the folder cannot be read: {error.strerror}", found)
    return dict(sorted(found.items()))


def _take(
    entry: os.DirEntry[str], folder: _Folder, shown: str, found: dict[str, Bytes], waiting: list[_Folder]
) -> None:
    """Put down one entry of a folder: a file with its bytes, a folder to be read later, or what is wrong with it."""
    path = folder.below + entry.name
    try:
        if not entry.name.isprintable():
            _refuse(_printable(path), shown, "the name holds characters that cannot be shown", found)
        elif entry.is_dir():
            real = os.path.realpath(entry.path) if entry.is_symlink() else f"{folder.trail[-1]}/{entry.name}"
            if real in folder.trail:
                _refuse(path, shown, "the link leads back to a folder that holds it", found)
            else:
                waiting.append(_Folder(entry.path, f"{path}/", (*folder.trail, real)))
        elif entry.is_file():
            if entry.name.lower().endswith(_PICTURES + _RECORDINGS):
                found[path] = Bytes(path, f"{shown}/{path}", None, digest_parts(parts_of(entry.path)))
            else:
                data = _contents(entry.path)
                found[path] = Bytes(path, f"{shown}/{path}", data, digest_bytes(data))
        else:
            what = "the link leads nowhere" if entry.is_symlink() else "this is neither a file nor a folder"
            _refuse(path, shown, what, found)
    except OSError as error:
        _refuse(path, shown, f"it cannot be read: {error.strerror}", found)


def _printable(name: str) -> str:
    """Return a name with the bytes that cannot be shown written out; what is no UTF-8 came here by PEP 383."""
    return "".join(
        c if c.isprintable() else "".join(f"\\x{byte:02x}" for byte in c.encode(errors="surrogateescape")) for c in name
    )


def _refuse(path: str, shown: str, problem: str, found: dict[str, Bytes]) -> None:
    found[path] = Bytes(path, f"{shown}/{path}", b"", digest_bytes(problem.encode()), problem)


def _contents(path: str) -> bytes:
    # os.open and one read: a third of the cost of open(), which counts for forty thousand small files.
    handle = os.open(path, os.O_RDONLY)
    try:
        size = os.fstat(handle).st_size
        data = os.read(handle, size + 1)
        while len(data) < size:
            more = os.read(handle, size - len(data))
            if not more:
                break
            data += more
        return data
    finally:
        os.close(handle)


def parts_of(path: str | Path) -> Iterator[bytes]:
    """Yield a file part by part, so that a scan is never in memory whole only to be digested."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as above
        while part := file.read(_PART):
            yield part
