"""Which translations are older than the Kazakh text, as git has it."""

from __future__ import annotations

from pathlib import Path

from asylmura_ssg.history import NoHistoryError, behind, edits_in
from asylmura_ssg.model.language import PRIMARY

_MONUMENTS = "monuments/"


def stale_entries(content: Path, language: str) -> tuple[frozenset[str], str]:
    """Return the folders whose Kazakh text was committed after the one in this language; in words, why that is not known."""
    try:
        edits = edits_in(content.absolute(), lambda _: None, lambda _name, _data: None)
    except NoHistoryError as error:
        return frozenset(), f"Which translations are stale is not known: {error}."
    last = edits.last()
    texts = (path for path in last if path.startswith(_MONUMENTS) and path.endswith(f"/{language}.md"))
    stale = {path.split("/")[1] for path in texts if behind(last, path, f"{path.rpartition('/')[0]}/{PRIMARY}.md")}
    words = (
        ""
        if edits.whole
        else "This is a shallow clone: older edits are not known; `git fetch --unshallow` brings them."
    )
    return frozenset(stale), words
