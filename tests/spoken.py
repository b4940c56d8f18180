"""Whether words can be of a language, as far as their letters tell."""

from __future__ import annotations

import re

KAZAKH = re.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]")
CYRILLIC = re.compile("[а-яёА-ЯЁәғқңөұүһіӘҒҚҢӨҰҮҺІ]")
ENGLISH = re.compile(r"\b(the|of|and|for|with|report)\b", re.IGNORECASE)


def speaks(words: str, tongue: str) -> bool:
    """Tell whether words can be of a language, as far as letters tell; a name of another language within them is a name."""
    parts = re.findall(r"[^\W\d_]+", words)
    letters = {"kk": None, "ru": KAZAKH, "en": CYRILLIC}[tongue]
    foreign = [part for part in parts if letters is not None and letters.search(part)]
    english = tongue != "en" and ENGLISH.search(words) and not CYRILLIC.search(words)
    least = 1 if tongue == "en" else 2
    return not english and (len(foreign) < least or len(foreign) * 2 < len(parts))
