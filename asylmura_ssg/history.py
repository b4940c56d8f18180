"""What git remembers of a file: every version of the register that ever landed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from asylmura_ssg.model.order import Past


class NoHistoryError(Exception):
    """Git cannot say how the file was; the words say why, and what to do.

    ``usual`` where nothing is amiss: the content is in no repository, or nothing was committed yet.
    """

    def __init__(self, words: str, *, usual: bool = False) -> None:
        super().__init__(words)
        self.usual = usual


def past_of(file: Path, revision: str = "HEAD") -> Past:
    """Return what landed of a file on all ways to a revision. Raises NoHistoryError."""
    folder = next(parent for parent in file.parents if parent.is_dir())
    name = file.relative_to(folder).as_posix()
    head = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if head.returncode:
        raise _reason(folder, revision)
    commits = _git(folder, "rev-list", "--full-history", revision, "--", name).stdout.decode().split()
    return Past(
        head=_blobs(folder, [f"{head.stdout.decode().strip()}:./{name}"])[0],
        versions=_versions(folder, name, commits),
        merging=_blobs(folder, [f"MERGE_HEAD:./{name}"])[0] if revision == "HEAD" else b"",
        whole=_git(folder, "rev-parse", "--is-shallow-repository").stdout.strip() != b"true",
    )


def _versions(folder: Path, name: str, commits: list[str]) -> tuple[tuple[str, bytes], ...]:
    """Return each version with the first commit that had it, oldest first."""
    found: dict[bytes, str] = {}
    for commit, data in zip(
        reversed(commits), _blobs(folder, [f"{c}:./{name}" for c in reversed(commits)]), strict=True
    ):
        found.setdefault(data, commit)
    return tuple((commit[:10], data) for data, commit in found.items())


def _blobs(folder: Path, names: list[str]) -> list[bytes]:
    """Return files as commits hold them, in order; empty where there is none."""
    said = _git(folder, "cat-file", "--batch", words="".join(f"{name}\n" for name in names).encode()).stdout
    found, at = [], 0
    for _ in names:
        end = said.find(b"\n", at)
        head = said[at:end].split(b" ")
        at = end + 1
        if len(head) == 3 and head[1] == b"blob":
            size = int(head[2])
            found.append(said[at : at + size])
            at += size + 1
        else:
            found.append(b"")
    return found


def _reason(folder: Path, revision: str) -> NoHistoryError:
    """Return why git cannot name a revision."""
    inside = _git(folder, "rev-parse", "--is-inside-work-tree")
    words = inside.stderr.decode(errors="replace")
    if inside.returncode == 127:
        return NoHistoryError("git is not installed")
    if "dubious ownership" in words:
        return NoHistoryError(f"git does not trust the folder {folder}: it belongs to another user")
    if inside.returncode:
        return NoHistoryError("the content is in no git repository", usual=True)
    if _git(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        return NoHistoryError(
            f"this is a shallow clone, and {revision} is not in it; `git fetch --unshallow` brings it"
        )
    if revision == "HEAD":
        return NoHistoryError("nothing was committed yet", usual=True)
    return NoHistoryError(f"git knows no revision {revision}")


def _git(folder: Path, *arguments: str, words: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder), *arguments]
    # A hook of git's hands down variables that speak of another repository than the folder's own.
    held = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}  # noqa: TID251
    try:
        return subprocess.run(command, capture_output=True, check=False, input=words, env=held | {"LC_ALL": "C"})  # noqa: S603 - words of our own
    except FileNotFoundError as error:
        return subprocess.CompletedProcess(command, 127, b"", str(error).encode())
