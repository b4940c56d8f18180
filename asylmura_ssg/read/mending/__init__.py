"""What can be mended without asking what was meant: letters, signs and spaces, and the order of a record's keys.

A file mended says the very same, and mended again it stays as it is. Whoever writes it is not known here.
"""

from __future__ import annotations

from asylmura_ssg.amend import edited
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.read.mending.order import misplaced, ordered
from asylmura_ssg.read.mending.record import said_by, strokes_of_record
from asylmura_ssg.read.mending.text import strokes_of_text
from asylmura_ssg.read.mending.typography import Stroke
from asylmura_ssg.read.source import Text, decode
from asylmura_ssg.tree import Bytes

__all__ = ["Stroke", "mended", "misplaced", "strokes_of_record", "strokes_of_text"]


def mended(name: str, file: Bytes) -> tuple[str, str] | None:
    """Return the text of an entry's file as it is and as it would be; None where nothing is to mend or it cannot be read."""
    text = decode(file, Report())
    if text is None:
        return None
    after = text.text
    for _ in range(3):  # a sign that was mended can bind the next one; then nothing is left
        after = _once(name, Text(text.shown, after))
    return None if after == text.text else (text.text, after)


def _once(name: str, text: Text) -> str:
    if name == "monument.yaml":
        return _record(text)
    languages = {f"{language}.md": Language(language) for language in LANGUAGES}
    strokes = strokes_of_text(text.text, languages[name]) if name in languages else ()
    return edited(text.text, (stroke.edit for stroke in strokes))


def _record(text: Text) -> str:
    """Return a record mended; should it not say the same then, but for the words that were mended, it stays as it is."""
    strokes = strokes_of_record(text)
    after = ordered(Text(text.shown, edited(text.text, (stroke.edit for stroke in strokes))))
    return after if said_by(Text(text.shown, after)) == said_by(text, strokes) else text.text
