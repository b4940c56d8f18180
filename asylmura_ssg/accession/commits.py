"""What is about to be committed, and the hook by which git asks whether it may be.

Git tells its hooks by variables which index is meant, so unlike in ``history`` they are handed on.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from asylmura_ssg.amend import write_all

MARK = "asylmura hook"
"""What our own hook is recognised by."""


class NoRepositoryError(Exception):
    """Git cannot say what is committed here; the words say why."""


class OtherHookError(Exception):
    """Another hook is there already, at ``place``; it is left alone."""

    def __init__(self, place: Path) -> None:
        super().__init__(f"{place} is there already")
        self.place = place


@dataclass(frozen=True, slots=True)
class Staged:
    """The paths below the content that a commit would change, added, altered or removed, with forward slashes."""

    paths: tuple[str, ...]

    @property
    def entries(self) -> tuple[str, ...]:
        """The folders of the entries among them."""
        parts = (path.split("/") for path in self.paths)
        return tuple(sorted({each[1] for each in parts if each[0] == "monuments" and len(each) > 2}))

    @property
    def beside(self) -> bool:
        """Whether something is among them that all entries share."""
        return any(not path.startswith("monuments/") for path in self.paths)


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository's working tree, and where the content lies in it: ``inside`` is empty where the content is all of it."""

    top: Path
    inside: str


def repository(place: Path, content: Path) -> Repository:
    """Return the repository around a place, which holds the content. Raises NoRepositoryError.

    A hook is called at the top of the working tree, and must ask there: what git tells it is seen from there.
    """
    top = Path(_git(place, "rev-parse", "--show-toplevel").decode().rstrip("\n")).resolve()
    try:
        inside = content.resolve().relative_to(top).as_posix()
    except ValueError:
        raise NoRepositoryError(f"{content} does not lie in the repository {top}") from None
    return Repository(top, "" if inside == "." else inside)


def install(repository: Repository, command: str) -> Path:
    """Write the pre-commit hook that calls a command, where the repository keeps its hooks.

    Return where it stands. Raises NoRepositoryError, OtherHookError for a hook of somebody else's, and OSError.
    """
    folder = _git(repository.top, "rev-parse", "--git-path", "hooks").decode().rstrip("\n")
    place = repository.top / folder / "pre-commit"
    if place.is_symlink() or (place.exists() and MARK not in place.read_text("utf-8", "replace")):
        raise OtherHookError(place)
    script = f"#!/bin/sh\n# {MARK}: looks at what is about to be committed (docs/editors.md)\nexec {command}\n"
    write_all({place: script.encode()})
    place.chmod(0o755)
    return place


def staged(repository: Repository) -> Staged:
    """Return what the next commit would change below the content. Raises NoRepositoryError."""
    said = _git(repository.top, "diff", "--cached", "--name-only", "--no-renames", "-z", "--", repository.inside or ".")
    prefix = f"{repository.inside}/" if repository.inside else ""
    paths = said.decode("utf-8", "surrogateescape").split("\0")
    return Staged(tuple(path.removeprefix(prefix) for path in paths if path))


def lay_out(repository: Repository, staging: Staged, folder: Path) -> None:
    """Write the content below a folder as it would be committed: all that entries share, and the entries concerned.

    Of other entries there is the record alone, which links lead to, unless something is staged that all share. Raises
    NoRepositoryError.
    """
    prefix = f"{repository.inside}/" if repository.inside else ""
    shared = ("ls-files", "-z", "--", repository.inside or ".")
    if staging.beside:
        listed = _git(repository.top, *shared)
    else:
        entries = [f"{prefix}monuments/{slug}" for slug in staging.entries]
        listed = _git(repository.top, *shared, f":(exclude){prefix}monuments")
        others = f":(glob){prefix}monuments/*/monument.yaml"
        listed += _git(repository.top, "ls-files", "-z", "--", *entries, others)
    _git(repository.top, "checkout-index", "-z", "--stdin", f"--prefix={folder.as_posix()}/", words=listed)


def _git(folder: Path, *arguments: str, words: bytes = b"") -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, input=words)  # noqa: S603 - words of our own
    except FileNotFoundError:
        raise NoRepositoryError("git is not installed") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise NoRepositoryError(
            "the content is in no git repository" if "not a git repository" in said else f"git says: {said}"
        )
    return done.stdout
