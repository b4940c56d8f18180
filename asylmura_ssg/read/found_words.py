"""Words as they stand on a page, found again in the files they came from: for what shows only when a volume is set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from asylmura_ssg.diagnostics import Report, Span
from asylmura_ssg.read.source import decode
from asylmura_ssg.tree import Bytes

_MONUMENTS = "monuments/"
_RECORD = "monument.yaml"
_TELLING = 4  # letters that a word has at least which is looked for alone


def find_words(words: str, name: str, files: Mapping[str, Bytes]) -> tuple[Span, str] | None:
    """Return the place of words of an entry, or of a kind of page, and the whole line; None where nothing is known.

    ``name`` is the entry's slug. Marks, spaces and hyphens are passed over, since a page has others than its file; where
    the words are not found together, the longest of them is. An entry without them is named by its record alone.
    """
    own = _folder(name, files)
    texts = [text for path, file in _order(files, own) if (text := decode(file, Report())) is not None]
    longest = max(re.findall(r"[^\W\d_]+", words), key=len, default="")
    for wanted in (words, longest if len(longest) >= _TELLING else ""):
        for text in texts:
            found = _stretch(wanted, text.text)
            if found is not None:
                span = text.span(*found)
                return span, text.line(span.line)
    return (Span(files[f"{own}{_RECORD}"].shown), "") if own else None


def _folder(name: str, files: Mapping[str, Bytes]) -> str:
    """Return the folder of an entry by its slug, which is the folder's name unless the record says another."""
    said = re.compile(rf"^slug:\s*[\"']?{re.escape(name)}[\"']?\s*$", re.MULTILINE)
    for path, file in files.items():
        if name and path.startswith(_MONUMENTS) and path.endswith(f"/{_RECORD}"):
            folder = path.removesuffix(_RECORD)
            text = decode(file, Report())
            if folder == f"{_MONUMENTS}{name}/" or (text is not None and said.search(text.text)):
                return folder
    return ""


def _order(files: Mapping[str, Bytes], own: str) -> Iterator[tuple[str, Bytes]]:
    """Yield the texts that words may come from: an entry's own, or else all, those that no entry holds first."""
    held = [(path, file) for path, file in files.items() if path.endswith((".md", ".yaml")) and path.startswith(own)]
    return iter(sorted(held, key=lambda each: (each[0].startswith(_MONUMENTS), each[0])))


def _stretch(words: str, text: str) -> tuple[int, int] | None:
    """Return where words stand in a text, as offsets."""
    wanted = "".join(letter for letter, _ in _letters(words))
    letters = list(_letters(text)) if wanted else []
    start = "".join(letter for letter, _ in letters).find(wanted) if wanted else -1
    return None if start < 0 else (letters[start][1], letters[start + len(wanted) - 1][1] + 1)


def _letters(text: str) -> Iterator[tuple[str, int]]:
    return ((letter, at) for at, char in enumerate(text) if char.isalnum() for letter in char.lower())
