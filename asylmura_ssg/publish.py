"""Makes ``output/`` equal to the plan, all at once: readers see the whole old site or the whole new one.

There are two trees, the front one that is published and a back one beside it. A build brings the back tree up to the
plan, then the two change places in one system call (renameat2 with RENAME_EXCHANGE, Linux 3.15). A killed build leaves
the front as it was. The back tree then is one build behind, so the next build writes only what changed since; files
that stay the same are hard links and take no room twice.

Below a site stand the press packages, each published on its own: they are no part of the site, and every build of it
carries them over as they are.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MANIFEST = ".asylmura.json"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Kind(StrEnum):
    """What a published folder is. One kind is never replaced by another: a mistyped folder must not cost the site."""

    SITE = "site"
    WORKSHOP = "workshop"
    KIT = "kit"
    PACKAGE = "package"

    @property
    def words(self) -> str:
        """What a person calls it."""
        return {Kind.SITE: "a built site", Kind.WORKSHOP: "files for a workshop", Kind.KIT: "a hosting kit",
                Kind.PACKAGE: "a press package"}[self]  # fmt: skip

    @property
    def option(self) -> str:
        """The option of the command line that names its folder."""
        return "--output" if self in (Kind.SITE, Kind.PACKAGE) else "--to"


PRESS = "press"
"""The folder of a site that holds the press packages, a folder each; it is never served, linked or released."""


_LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
"""What systems leave in every folder that somebody looks into; nobody misses it."""
_NAMED = 3
"""Of somebody's files in a message."""


class PublishError(Exception):
    """The output folder cannot be used as one; the words say why."""


@dataclass(frozen=True, slots=True)
class Made:
    """A published file: the digest of its recipe, of its bytes, its size, and the digest of each part of the recipe.

    ``said`` is what is to be said of it at every build, though it is not made anew; seldom anything. ``sha256`` and
    ``packed``, its size in bytes as it travels, are known of what phones may keep.
    """

    key: str
    digest: str
    size: int
    parts: dict[str, str]
    said: str = ""
    sha256: str = ""
    packed: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a tree holds. ``inputs`` is the digest of everything the build was made from, ``summary`` its figures.

    A manifest that says no kind was written when there were only sites.
    """

    inputs: str
    summary: dict[str, int]
    files: dict[str, Made]
    kind: Kind = Kind.SITE

    @staticmethod
    def empty() -> Manifest:
        """Return the manifest of a tree that is not there."""
        return Manifest("", {}, {})


def read_manifest(tree: Path) -> Manifest:
    """Return the manifest of a tree; an empty one when there is none or it cannot be read."""
    try:
        held = json.loads((tree / MANIFEST).read_bytes())
        files = {path: Made(*values) for path, values in held["files"].items()}
        return Manifest(held["inputs"], held["summary"], files, Kind(held.get("kind", Kind.SITE)))
    except (OSError, ValueError, KeyError, TypeError):
        return Manifest.empty()


def whole(tree: Path, manifest: Manifest) -> bool:
    """Tell whether every file of the manifest is there with its size, and nothing else is."""
    return sizes(tree, manifest.kind) == {path: made.size for path, made in manifest.files.items()}


def sizes(tree: Path, kind: Kind = Kind.SITE) -> dict[str, int]:
    """Return the size in bytes of every file below a tree, hidden files at its root left out, and a site's packages."""
    apart = f"{PRESS}/" if kind is Kind.SITE else None
    found: dict[str, int] = {}
    waiting = [(os.fspath(tree), "")]
    while waiting:
        folder, below = waiting.pop()
        try:
            entries = os.scandir(folder)
        except FileNotFoundError:
            continue
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if f"{below}{entry.name}/" != apart:
                        waiting.append((entry.path, f"{below}{entry.name}/"))
                elif below or not entry.name.startswith("."):
                    found[below + entry.name] = entry.stat(follow_symlinks=False).st_size
    return found


class Publication:
    """One publishing into ``output``. Files are put into the back tree, by several processes if need be.

    Raises PublishError when the folder is not to be published into.
    """

    def __init__(self, output: Path, kind: Kind = Kind.SITE) -> None:
        self.kind = kind
        self.front = output
        self.back = output.parent / f".{output.name}.back"
        self._refuse_strangers()

    def _refuse_strangers(self) -> None:
        """Refuse a folder that holds somebody's files, or what another command made: publishing would prune them."""
        another = f"name another folder with {self.kind.option}"
        if self.front.exists() and not self.front.is_dir():
            raise PublishError(f"{self.front} is a file; {another}")
        around = next((tree for tree in self.front.absolute().parents if (tree / MANIFEST).is_file()), None)
        if around is not None and not self._is_package_of(around):
            raise PublishError(f"{self.front} lies in {around}, which the next build of that makes anew; {another}")
        if not self.front.is_dir() or not any(self._strange()):
            return
        if not (self.front / MANIFEST).exists():
            raise PublishError(f"{self.front} holds files that no build made; empty it, or {another}")
        held = read_manifest(self.front)
        if held.files and held.kind is not self.kind:
            raise PublishError(f"{self.front} holds {held.kind.words}, and this is {self.kind.words}; {another}")
        if self.kind is not Kind.SITE:
            self._refuse_files(held, another)

    def _is_package_of(self, tree: Path) -> bool:
        """Tell whether this is a package in its place below a site."""
        own = self.kind is Kind.PACKAGE and self.front.absolute().parent == tree / PRESS
        return own and read_manifest(tree).kind is Kind.SITE

    def _strange(self) -> Iterator[Path]:
        """Yield what lies in the folder; the packages of a site that is not built yet are no strangers to it."""
        for path in self.front.iterdir():
            expected = self.kind is Kind.SITE and path.name == PRESS and path.is_dir()
            if not (expected and all(read_manifest(each).kind is Kind.PACKAGE for each in path.glob("[!.]*"))):
                yield path

    def _refuse_files(self, held: Manifest, another: str) -> None:
        """Refuse a folder to which somebody added files: people keep their letters beside what they hand on."""
        found = (path for path in sizes(self.front, self.kind) if path.rpartition("/")[2] not in _LITTER)
        strange = sorted(path for path in found if path not in held.files)
        if strange:
            more = f" and {len(strange) - _NAMED} more" if len(strange) > _NAMED else ""
            raise PublishError(
                f"{self.front} holds files that were not made here: {', '.join(strange[:_NAMED])}{more}; "
                f"move them elsewhere, or {another}"
            )

    def published(self) -> Manifest:
        """Return what the front tree holds, or an empty manifest when it is not whole any more."""
        manifest = read_manifest(self.front)
        return manifest if manifest.files and whole(self.front, manifest) else Manifest.empty()

    def prepare(self, published: Manifest) -> Manifest:
        """Bring the back tree to a known state; return what it holds.

        A back tree left by a killed build has no manifest and is built again from links to the front.
        """
        manifest = read_manifest(self.back)
        if manifest.files and whole(self.back, manifest):
            (self.back / MANIFEST).unlink()
            return manifest
        shutil.rmtree(self.back, ignore_errors=True)
        self.back.mkdir(parents=True)
        made: set[str] = set()
        for path in published.files:
            self._folder(path, made)
            os.link(self.front / path, self.back / path)
        return published

    def _folder(self, path: str, made: set[str]) -> None:
        folder = path.rpartition("/")[0]
        if folder not in made:
            (self.back / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)

    def put(self, path: str, data: bytes) -> None:
        """Write a file into the back tree. The old file may be a link into the front, so it is replaced, not changed."""
        place = self.back / path
        try:
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError:
            place.unlink()
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except FileNotFoundError:
            place.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        with os.fdopen(handle, "wb") as file:
            file.write(data)

    def take(self, path: str, source: Path) -> None:
        """Put a file that stands elsewhere into the back tree: by a link, or as a copy from another file system."""
        place = self.back / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        try:
            os.link(source, place)
        except OSError:
            shutil.copyfile(source, place)

    def copy(self, path: str, source: Path) -> None:
        """Put a copy of a file that is to stay as it is into the back tree."""
        place = self.back / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        shutil.copyfile(source, place)

    def link(self, path: str) -> None:
        """Take a file over from the front tree, where it already is as planned."""
        place = self.back / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        os.link(self.front / path, place)

    def finish(self, manifest: Manifest, held: Manifest) -> None:
        """Remove what is not planned (``held`` is what the back tree held before), write the manifest, change places."""
        for path in sorted(set(held.files) - set(manifest.files), reverse=True):
            (self.back / path).unlink(missing_ok=True)
            self._prune((self.back / path).parent)
        text = json.dumps({
            "inputs": manifest.inputs,
            "summary": manifest.summary,
            "kind": self.kind,
            "files": {p: [m.key, m.digest, m.size, m.parts, *_rest(m)] for p, m in sorted(manifest.files.items())},
        }, separators=(",", ":"), sort_keys=True)  # fmt: skip
        packages = self.kind is Kind.SITE and (self.front / PRESS).is_dir()
        if packages:
            self._carry_packages()
        (self.back / MANIFEST).write_text(text, encoding="utf-8")
        self._exchange()
        if packages:
            shutil.rmtree(self.back / PRESS, ignore_errors=True)
        if self.kind is Kind.PACKAGE:  # large, made anew whenever anything changes, and beside others of its kind
            shutil.rmtree(self.back, ignore_errors=True)

    def _carry_packages(self) -> None:
        """Link the packages that stand in the front tree into the back one, so that one exchange moves both."""
        shutil.rmtree(self.back / PRESS, ignore_errors=True)
        shutil.copytree(self.front / PRESS, self.back / PRESS, copy_function=os.link, ignore=_unfinished)

    def _prune(self, folder: Path) -> None:
        while folder != self.back and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent

    def _exchange(self) -> None:
        if not self.front.exists():
            self.back.rename(self.front)
        elif not _exchange(self.front, self.back):
            # No such call here (an old kernel, a file system without it): two renames, the old tree kept until the
            # new one stands.
            aside = self.front.parent / f".{self.front.name}.old"
            shutil.rmtree(aside, ignore_errors=True)
            self.front.rename(aside)
            self.back.rename(self.front)
            aside.rename(self.back)


def _rest(made: Made) -> tuple[str | int, ...]:
    """Return what is known of some files only; of the others nothing is written down."""
    known: tuple[str | int, ...] = (made.said, made.sha256, made.packed)
    return known if any(known) else ()


def _unfinished(folder: str, names: list[str]) -> list[str]:
    """Return the back trees of packages whose publishing was cut short."""
    return [name for name in names if Path(folder).name == PRESS and name.startswith(".")]


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return whether the system could."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    done: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return done == 0
