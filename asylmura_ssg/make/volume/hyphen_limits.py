"""Words that are better not broken where a first layout broke them: over a leaf, and in a ladder of hyphens.

CSS Text 4 has ``hyphenate-limit-last: spread`` (6.3.4) and ``hyphenate-limit-lines: 3`` (6.3.3) for this; WeasyPrint knows
neither. So a layout is looked at, and laid out once more with those few words kept whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TextBox

from asylmura_ssg.make.volume.fragment import Side

LADDER = 3
"""So many lines in a row may end in a hyphen."""

_BEGUN = re.compile(r"(\w+)\u2010$")
_ENDED = re.compile(r"\w+")


def ill_broken(document: Any, first: Side) -> frozenset[str]:
    """Return the words of a laid-out document that should not be broken; its first page lies on the side ``first``."""
    pages = [_lines(page) for page in document.pages]
    lines = [line for page in pages for line in page]
    # The last line of each right-hand page, counted through all pages.
    leaves = {sum(map(len, pages[: n + 1])) - 1 for n in range(first is not Side.RECTO, len(pages) - 1, 2)}
    return frozenset(_found(lines, leaves))


def _found(lines: Sequence[str], leaves: set[int]) -> Iterator[str]:
    run = 0
    for at, (line, following) in enumerate(pairwise(lines)):
        begun, ended = _BEGUN.search(line), _ENDED.match(following)
        run = run + 1 if begun else 0
        if begun and ended and (at in leaves or run > LADDER):
            run = 0
            yield begun[1] + ended[0]


def _lines(page: Any) -> list[str]:
    root = page._page_box.children[0]  # noqa: SLF001 - WeasyPrint shows its boxes nowhere else
    boxes = (box for box in root.descendants() if isinstance(box, LineBox))
    return ["".join(each.text for each in box.descendants() if isinstance(each, TextBox)).strip() for box in boxes]
