"""When texts were last changed, by git; in words, why that is not known."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from asylmura_ssg.cache import Store
from asylmura_ssg.history import NoHistoryError, edits_in
from asylmura_ssg.proofreading.outside import Changes

_MONUMENTS = "monuments/"
_MANY = 20  # folders from which on all paths are looked at once, instead of once for each


def changes_in(content: Path, cache: Path, folders: Collection[str]) -> Changes:
    """Return when the files of some entries were last changed, by one look into git's history, which is remembered."""
    store = Store(cache / "history")
    only = [f"{_MONUMENTS}{folder}" for folder in folders] if len(folders) < _MANY else ()
    try:
        edits = edits_in(content.absolute(), _held(store), _kept(store), only)
    except NoHistoryError as error:
        return Changes({}, known=False, words=f"Whether translations are stale was not looked at: {error}.")
    found: dict[str, dict[str, int]] = {folder: {} for folder in folders}
    for edit in edits.found:
        for path in edit.paths:
            if path.startswith(_MONUMENTS):
                folder, _, name = path[len(_MONUMENTS) :].partition("/")
                if folder in found:
                    found[folder].setdefault(name, edit.at)
    words = "" if edits.whole else (
        "This is a shallow clone: of translations only what its commits changed was looked at (`git fetch --unshallow` brings the others).")  # fmt: skip
    return Changes(found, known=True, words=words)


def _held(store: Store) -> Callable[[str], bytes | None]:
    """Return how something is found that was put away; where nothing can be, nothing is."""

    def get(key: str) -> bytes | None:
        try:
            return store.get(key)
        except OSError:
            return None

    return get


def _kept(store: Store) -> Callable[[str, bytes], None]:
    """Return how something is put away; where nothing can be, it is only not remembered."""

    def put(key: str, data: bytes) -> None:
        try:
            store.put(key, data)
        except OSError:
            return

    return put
