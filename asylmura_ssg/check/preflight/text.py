"""The text of every record is on its pages, read back letter by letter.

Text comes from PDFium, which had no part in making the book. It is compared without spaces, hyphens and punctuation,
since lines, columns and pages break it anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from asylmura_ssg.check.preflight.expected import ExpectedBook, ExpectedEntry
from asylmura_ssg.model.preflight import Check, Finding
from asylmura_ssg.model.remedies import told

_NO_LETTERS = re.compile(r"[\W_]+")
_HEAD = 120  # letters: what may stand on a page before the running text, its head and its number


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, ligatures taken apart, case kept out of it."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def prove_texts(letters: Sequence[str], codes: Sequence[Sequence[str]], book: ExpectedBook) -> Iterator[Finding]:
    """Yield what each entry's own pages lack, by the letters of each page and the codes read from each.

    Where nobody says which pages are an entry's, they are those from its code to the next entry's.
    """
    for entry in book.entries:
        pages = entry.pages or _pages_by_code(entry, codes)
        if pages is None:
            continue  # its code is missing, and that is said
        first, last = pages
        own = tuple(letters[first - 1 : last])
        for passage in entry.passages:
            if not _holds(own, letters_of(passage.text)):
                shown = " ".join(passage.text.split())[:60]
                said = f"{entry.slug}: {passage.what} is not on {pages_of(first, last)}: {shown}"
                yield told(Check.TEXT_MISSING, first, said)


def pages_of(first: int, last: int) -> str:
    """Return an entry's pages in words."""
    return f"page {first}" if first == last else f"pages {first}–{last}"


def _pages_by_code(entry: ExpectedEntry, codes: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    first = next((i for i, found in enumerate(codes) if entry.payload in found), None)
    if first is None:
        return None
    end = next((i for i in range(first + 1, len(codes)) if codes[i]), len(codes))
    return first + 1, end


def _holds(pages: tuple[str, ...], passage: str) -> bool:
    """Tell whether pages hold a passage, whole or running on from the foot of a page to the head of another."""
    for _ in pages:
        whole = "".join(pages)
        if passage in whole:
            return True
        length = _longest_start(whole, passage)
        passage = passage[length:]
        pages = tuple(page[: len(passage) + _HEAD] for page in pages[1:]) if length else ()
    return False


def _longest_start(page: str, passage: str) -> int:
    """Return how many letters of the passage's beginning the text holds in one run."""
    low, high = 0, len(passage)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if passage[:middle] in page else (low, middle - 1)
    return low
