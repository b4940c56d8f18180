"""Which files of two built sites differ, and which of their pages read differently.

A change that stands on many pages, such as a word of the foot of every page, is told once.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from asylmura_ssg.comparison.passages import Reading, reading_of
from asylmura_ssg.comparison.wording import Hunk, Kind, Piece, hunks_between
from asylmura_ssg.model.route import MonumentPage, PlatePage, Root, route_at
from asylmura_ssg.publish import PRESS

MANY = 4
"""On more pages than this, one and the same change is told once for all of them."""


class NoSiteError(Exception):
    """A folder holds no built site; the words say what would be right."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its file below the site, its address, its title, its language (empty where it has none)."""

    path: str
    url: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A page that is other than it was, and the changes of its own; ``alike`` counts those it shares with many."""

    page: Page
    hunks: tuple[Hunk, ...]
    alike: int


@dataclass(frozen=True, slots=True)
class Alike:
    """One change that stands on many pages."""

    hunk: Hunk
    pages: tuple[Page, ...]

    @property
    def face(self) -> Page:
        """The page that stands for all: a monument's, where one is among them."""
        own = [page for page in self.pages if not is_double(page.path)] or list(self.pages)
        return next((page for page in own if is_monument(page.path)), own[0])


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs. ``unread`` are pages whose words stayed: their markup or what they link changed.

    ``files`` counts all other files by ending: new, gone, changed.
    """

    new: tuple[Page, ...]
    gone: tuple[Page, ...]
    changed: tuple[Changed, ...]
    alike: tuple[Alike, ...]
    unread: tuple[Page, ...]
    files: tuple[tuple[str, int, int, int], ...]
    pages: int
    """How many pages the newer site has."""

    @property
    def nothing(self) -> bool:
        """Whether the two are the same."""
        return not (self.new or self.gone or self.changed or self.unread or self.files)


def compare(old: Path, new: Path) -> Comparison:
    """Compare two built sites. Raises NoSiteError, and OSError for what cannot be read."""
    before, after = _files(old), _files(new)
    differing = sorted(
        path for path in before.keys() & after.keys() if not _same(old / path, new / path, before[path], after[path])
    )
    came, went = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
    found: dict[str, tuple[Page, tuple[Hunk, ...]]] = {}
    for path in filter(_is_page, differing):
        one, other = _reading(old / path), _reading(new / path)
        found[path] = (_page(path, other), _between(one, other))
    counted = Counter(hunk for _, hunks in found.values() for hunk in set(hunks))
    many = {hunk for hunk, count in counted.items() if count > MANY}
    read = {path: (page, hunks) for path, (page, hunks) in found.items() if hunks}
    return Comparison(
        new=tuple(_page(path, _reading(new / path)) for path in came if _is_page(path)),
        gone=tuple(_page(path, _reading(old / path)) for path in went if _is_page(path)),
        changed=tuple(_changed(page, hunks, many) for page, hunks in read.values()),
        alike=tuple(
            Alike(hunk, tuple(page for page, hunks in read.values() if hunk in hunks))
            for hunk in dict.fromkeys(hunk for _, hunks in read.values() for hunk in hunks)
            if hunk in many
        ),
        unread=tuple(page for page, hunks in found.values() if not hunks),
        files=_others(came, went, differing),
        pages=sum(map(_is_page, after)),
    )


def _changed(page: Page, hunks: tuple[Hunk, ...], many: set[Hunk]) -> Changed:
    own = tuple(hunk for hunk in hunks if hunk not in many)
    return Changed(page, own, len(hunks) - len(own))


def _between(one: Reading, other: Reading) -> tuple[Hunk, ...]:
    titled = hunks_between((one.title,), (other.title,)) if one.title != other.title else ()
    hunks = hunks_between(one.passages, other.passages)
    # A title that is also the heading is told once.
    said = {piece.words for hunk in hunks for piece in hunk if piece.kind is not Kind.SAME}
    return (*(hunk for hunk in titled if not _said(hunk, said)), *hunks)


def _said(hunk: Hunk, said: set[str]) -> bool:
    changes: Iterable[Piece] = (piece for piece in hunk if piece.kind is not Kind.SAME)
    return all(piece.words in said for piece in changes)


def is_double(path: str) -> bool:
    """Tell whether a page is another one once more: a plate's answer is the monument's page, the bare domain the front."""
    return isinstance(route_at(path), PlatePage | Root)


def kind_of(path: str) -> str:
    """Return what kind of page a file is: pages of a kind are made of one template."""
    route = route_at(path)
    section = getattr(route, "name", "") or getattr(route, "kind", "")
    return f"{type(route).__name__}{section}"


def is_monument(path: str) -> bool:
    """Tell whether a file is a monument's page."""
    return isinstance(route_at(path), MonumentPage)


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _files(site: Path) -> dict[str, int]:
    """Return the files of a built site with their sizes; what is hidden, and what printing houses get, is no part of it."""
    if not site.is_dir():
        raise NoSiteError(f"there is no folder {site}; name the folder that a build wrote")
    if not (site / "index.html").is_file():
        raise NoSiteError(
            f"{site} holds no built site: it has no index.html. `asylmura build --output {site}` makes one"
        )
    return {path: size for path, size in _below(site, "") if not path.startswith(f"{PRESS}/")}


def _below(folder: Path, prefix: str) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as entries:
        held = sorted(entries, key=lambda entry: entry.name)
    for entry in held:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(folder / entry.name, f"{prefix}{entry.name}/")
        elif entry.is_file():
            yield f"{prefix}{entry.name}", entry.stat().st_size


def _same(one: Path, other: Path, size: int, other_size: int) -> bool:
    return size == other_size and one.read_bytes() == other.read_bytes()


def _reading(file: Path) -> Reading:
    return reading_of(file.read_bytes().decode(errors="replace"))


def _page(path: str, reading: Reading) -> Page:
    return Page(path, "/" + path.removesuffix("index.html"), reading.title.partition(" · ")[0], reading.language)


def _others(
    came: Iterable[str], went: Iterable[str], differing: Iterable[str]
) -> tuple[tuple[str, int, int, int], ...]:
    counts = [Counter(_ending(path) for path in paths if not _is_page(path)) for paths in (came, went, differing)]
    endings = sorted({ending for count in counts for ending in count})
    return tuple((ending, counts[0][ending], counts[1][ending], counts[2][ending]) for ending in endings)


def _ending(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2] if "." in name else name
