"""What git remembers: every version of the register that ever landed, and who changed which file when."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.order import Past


class NoHistoryError(Exception):
    """Git cannot say how the file was; the words say why, and what to do.

    ``usual`` where nothing is amiss: the content is in no repository, or nothing was committed yet.
    """

    def __init__(self, words: str, *, usual: bool = False) -> None:
        super().__init__(words)
        self.usual = usual


@dataclass(frozen=True, slots=True)
class Edit:
    """A commit that changed files: when (seconds since 1970, UTC), by whom, which ones (paths below the folder).

    ``by`` is the author's name as ``.mailmap`` corrects it; no address of a mailbox is ever asked for.
    """

    at: int
    by: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edits:
    """Every commit that changed something below a folder, the latest first; merges are none.

    It is not ``whole`` in a shallow clone, which knows the latest commits alone. Its oldest one, where all files seem to
    have come from, is left out then.
    """

    found: tuple[Edit, ...]
    whole: bool

    def last(self) -> dict[str, int]:
        """Return when each path was last changed, in seconds since 1970."""
        last: dict[str, int] = {}
        for edit in self.found:
            for path in edit.paths:
                last[path] = max(edit.at, last.get(path, edit.at))
        return last


def behind(last: Mapping[str, int], translation: str, original: str) -> bool:
    """Tell whether a file was last committed before the one it translates; of what was never committed nothing is known."""
    return translation in last and last[translation] < last.get(original, 0)


def edits_in(
    folder: Path, get: Callable[[str], bytes | None], put: Callable[[str, bytes], None], only: Sequence[str] = ()
) -> Edits:
    """Return the edits of what lies below a folder; of all, or of ``only`` some folders in it. Raises NoHistoryError.

    What git said is ``put`` away by the commit it was said of: a long history is gone through once.
    """
    about = _git(folder, "rev-parse", "HEAD^{commit}", "--git-path", "shallow", "--show-prefix", "--show-toplevel")
    said = about.stdout.decode().splitlines()
    if about.returncode or len(said) < 4:
        raise _reason(folder, "HEAD")
    head, shallow, prefix, top = said[:4]
    cut = _words_of(folder / shallow)
    named = digest_bytes(
        b"\0".join([head.encode(), prefix.encode(), top.encode(), cut, _words_of(Path(top) / ".mailmap")])
    )
    log = get(named)
    if log is None:
        run = _git(folder, "log", "--no-merges", "--no-renames", "--relative", "--name-only", "-z",
                   f"--format={_MARK}%H%x00%ct%x00%aN", "HEAD", "--", ".")  # fmt: skip
        if run.returncode:
            raise NoHistoryError(f"git says: {run.stderr.decode(errors='replace').strip()}")
        log = run.stdout
        put(named, log)
    return Edits(tuple(_edits(log, frozenset(cut.decode().split()), only)), not cut)


_MARK = "%x01"


def _edits(said: bytes, cut: frozenset[str], only: Sequence[str]) -> Iterator[Edit]:
    wanted = tuple(f"{folder}/" for folder in only)
    for one in said.decode(errors="replace").split("\x01")[1:]:
        if wanted and not any(folder in one for folder in wanted):
            continue  # of ten thousand entries few are asked for, and most commits are of others
        commit, at, by, *paths = one.split("\0")
        if wanted:
            paths = [path for path in paths if path.lstrip("\n").startswith(wanted)]
        if commit not in cut:
            yield Edit(int(at), by.strip(), tuple(path for path in (p.lstrip("\n") for p in paths) if path))


def _words_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def is_committed(file: Path) -> bool:
    """Tell whether the last commit holds a file as it is now: what then becomes of it, git can bring it back."""
    held = _git(file.parent, "show", f"HEAD:./{file.name}")
    return held.returncode == 0 and held.stdout == file.read_bytes()


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
    if _git(folder, "rev-parse", "--verify", "--quiet", revision).returncode == 0:
        return NoHistoryError(f"the repository is damaged: {revision} is named and not there; `git fsck` tells more")
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
