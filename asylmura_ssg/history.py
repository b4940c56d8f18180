"""What git remembers of a file: the register is held against what was committed before."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path


class NoHistoryError(Exception):
    """Git cannot say how the file was at a revision; the words say why, and what to do."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A file as a commit holds it."""

    commit: str
    data: bytes = field(repr=False)


def landed(file: Path, revision: str = "HEAD") -> bytes:
    """Return the file as a revision holds it, empty when that has no such file yet. Raises NoHistoryError."""
    folder = _folder(file)
    found = _git(folder, "cat-file", "blob", f"{revision}:./{file.relative_to(folder).as_posix()}")
    if found.returncode == 0:
        return found.stdout
    commit = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if commit.returncode == 0:
        return b""
    raise NoHistoryError(_why(folder, revision, found.stderr.decode(errors="replace")))


def trail(file: Path, revision: str = "HEAD") -> tuple[tuple[Revision, ...], bool]:
    """Return the file as each commit on the way to ``revision`` left it, oldest first, and whether the way is whole.

    Only first parents are walked: on that way every change has landed. It is not whole in a shallow clone. Raises
    NoHistoryError.
    """
    landed(file, revision)
    folder = _folder(file)
    name = file.relative_to(folder).as_posix()
    log = _git(folder, "log", "--first-parent", "--format=%H", revision, "--", name)
    commits = log.stdout.decode().split()
    found = [_git(folder, "cat-file", "blob", f"{commit}:./{name}") for commit in commits]
    revisions = [Revision(c, blob.stdout) for c, blob in zip(commits, found, strict=True) if blob.returncode == 0]
    return tuple(reversed(revisions)), not is_shallow(folder)


def is_shallow(folder: Path) -> bool:
    """Tell whether the repository around a folder was cloned without all of its history."""
    return _git(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def _folder(file: Path) -> Path:
    """Return the nearest folder above a file that is there."""
    return next(parent for parent in file.parents if parent.is_dir())


def _why(folder: Path, revision: str, words: str) -> str:
    if "not a git repository" in words:
        return "the content is in no git repository"
    if "dubious ownership" in words:
        return f"git does not trust the folder {folder}: it belongs to another user"
    if "No such file" in words:
        return "git is not installed"
    if is_shallow(folder):
        return f"this is a shallow clone, and {revision} is not in it; `git fetch --unshallow` brings it"
    if revision == "HEAD":
        return "nothing was committed yet"
    return f"git knows no revision {revision}"


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)  # noqa: S603 - words of our own
    except FileNotFoundError as error:
        return subprocess.CompletedProcess(command, 127, b"", str(error).encode())
