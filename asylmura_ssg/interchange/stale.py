"""Which translations are older than the Kazakh text, as git has it."""

from __future__ import annotations

from pathlib import Path

from asylmura_ssg.history import NoHistoryError, edits_in

_MONUMENTS = "monuments/"


def stale_entries(content: Path, language: str) -> tuple[frozenset[str], str]:
    """Return the folders whose Kazakh text was committed after the one in this language; in words, why that is not known."""
    try:
        edits = edits_in(content.absolute(), lambda _: None, lambda _name, _data: None)
    except NoHistoryError as error:
        return frozenset(), f"Which translations are stale is not known: {error}."
    last = edits.last()
    texts = {path: at for path, at in last.items() if path.startswith(_MONUMENTS) and path.endswith(f"/{language}.md")}
    stale = {path.split("/")[1] for path, at in texts.items() if at < last.get(f"{path.rpartition('/')[0]}/kk.md", at)}
    words = (
        ""
        if edits.whole
        else "This is a shallow clone: older edits are not known; `git fetch --unshallow` brings them."
    )
    return frozenset(stale), words
