"""The content's files in memory, and what of them is another one now."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from asylmura_ssg.read.catalogue import folders_of
from asylmura_ssg.read.shared import MONUMENTS
from asylmura_ssg.tree import Bytes, read_again, read_tree

_TRIES = 8
_BETWEEN = 0.02
"""So often, and so many seconds apart, a file that is suddenly empty is looked at again: its editor may be at work on it."""
_PASSING = re.compile(r"4913|#.*#|.*\.(tmp|swp|swx|part|crdownload)|.*\.tmp\..*|.*___jb_(tmp|old)___|~\$.*|sed\w{6}")
"""Names of files that programs put down while they write another, and take away again."""


class Shelves:
    """The files of each entry's folder by its name and theirs, and all ``beside`` by their path below the content."""

    def __init__(self, content: Path, pause: Callable[[float], object]) -> None:
        self._content, self._pause = content, pause
        self.folders: dict[str, dict[str, Bytes]] = {}
        self.beside: dict[str, Bytes] = {}

    def fill(self) -> None:
        """Read everything."""
        files = read_tree(self._content)
        self.folders = folders_of(files)
        self.beside = {path: file for path, file in files.items() if not path.startswith(MONUMENTS)}

    def file(self, path: str) -> Bytes:
        """Return a file by its path below the content. Raises FileNotFoundError."""
        folder, _, name = path.removeprefix(MONUMENTS).partition("/")
        files = self.folders.get(folder, {}) if path.startswith(MONUMENTS) else self.beside
        held = files.get(name if path.startswith(MONUMENTS) else path)
        if held is None:
            raise FileNotFoundError(path)
        return held

    def folder_anew(self, folder: str) -> bool:
        """Look at an entry's folder again; return whether it is another one."""
        path, before = f"{MONUMENTS}{folder}", self.folders.get(folder, {})
        now = self._settled(path, {f"{path}/{name}": file for name, file in before.items()})
        held = {name[len(path) + 1 :]: file for name, file in now.items() if name.startswith(f"{path}/")}
        if held:
            self.folders[folder] = held
        else:
            self.folders.pop(folder, None)
        return held != before

    def path_anew(self, path: str) -> bool:
        """Look at a file or a folder beside the entries again; return whether it is another one."""
        before = {p: file for p, file in self.beside.items() if p == path or p.startswith(f"{path}/")}
        now = self._settled(path, before)
        for gone in before.keys() - now.keys():
            del self.beside[gone]
        self.beside |= now
        if now != before:
            self.beside = dict(sorted(self.beside.items()))
        return now != before

    def _settled(self, path: str, before: dict[str, Bytes]) -> dict[str, Bytes]:
        """Return what is at a path now, once no file that held something is empty: programs cut a file before they write it."""
        now = self._there(path, before)
        for _ in range(_TRIES):
            cut = [p for p, file in now.items() if file.held == b"" and p in before and before[p].held != b""]
            gone = bool(before) and not now
            if not cut and not gone:
                break
            self._pause(_BETWEEN)
            now = self._there(path, before)
        return now

    def _there(self, path: str, before: dict[str, Bytes]) -> dict[str, Bytes]:
        found = read_again(self._content, path)
        return {p: file for p, file in found.items() if p in before or not _PASSING.fullmatch(p.rpartition("/")[2])}
