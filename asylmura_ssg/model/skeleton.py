"""Words without what spelling adds to them: one skeleton for «Түркістан», «Туркестан», Turkistan, Túrkistan and Turkestan.

A skeleton is written in sixteen Latin letters and in digits. It keeps the consonants, two of them merged with what stands
for them in another script, and three kinds of vowel:

- ``a``: а ә; ``i``: е э и й і ы ё; ``u``: о ө у ұ ү. Kazakh, Russian and English spellings of one name seldom agree on
  more than that: Жошы, Джучи, Jochi are all ``juci``.
- ``u`` is also в and w: Ясауи, Ясави, Yassawi are ``iasaui``.
- ``k`` is к қ г ғ х һ: Қожа, Ходжа, Khoja are ``kuja``, and қалашық meets its own қалашығы.
- ``j`` is ж, дж, zh; ``c`` is ш, ч, щ, sh, ch: Шымкент, Чимкент are ``cimkint``.
- ъ and ь fall out, a letter that is doubled stands once.

Latin letters follow the Kazakh alphabet of 2021 (``tests/kk_cyrl_to_latn_2021.rules``), that of 2018 with its acutes
(decree No. 637 of 19 February 2018, where ý is у and ú is ү), and the English transliterations of BGN/PCGN and of
everyday use (Q or K, gh or g, sh, zh, ch, kh). Letters of other scripts stay as they are. The tables are handed to the
search script of the site as they stand here; tests hold the two against each other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = {
    # Cyrillic, Kazakh and Russian.
    "а": "a", "ә": "a", "б": "b", "в": "u", "г": "k", "ғ": "k", "дж": "j", "д": "d", "е": "i", "ё": "i", "ж": "j",
    "з": "z", "и": "i", "й": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "u", "ө": "u",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "k", "һ": "k", "ц": "ts",
    "ч": "c", "ш": "c", "щ": "c", "ъ": "", "ы": "i", "і": "i", "ь": "", "э": "i", "ю": "iu", "я": "ia",
    # Latin: longer signs are read before shorter ones.
    "dzh": "j", "shch": "c", "tch": "c", "dj": "j", "zh": "j", "kh": "k", "gh": "k", "sh": "c", "ch": "c", "ph": "f",
    "th": "t", "a": "a", "b": "b", "c": "k", "d": "d", "e": "i", "f": "f", "g": "k", "h": "k", "i": "i", "j": "j",
    "k": "k", "l": "l", "m": "m", "n": "n", "o": "u", "p": "p", "q": "k", "r": "r", "s": "s", "t": "t", "u": "u",
    "v": "u", "w": "u", "x": "ks", "y": "i", "z": "z", "ı": "i", "ş": "c", "š": "c", "ç": "c", "č": "c", "ž": "j",
    "ý": "u", "æ": "a", "œ": "u", "ß": "s", "ø": "u",
} | {chr(zero + digit): str(digit) for zero in (0x30, 0x0660, 0x06F0) for digit in range(10)}  # fmt: skip
"""What each sign, in lower case, leaves in a skeleton; ñ, ğ, ä, ö, ü and the like are read without their marks."""

TURKISH = ("c(?!h)", "j")
"""A sign, as a regular expression, and how Turkish reads it: Hoca is қожа, Cambıl Жамбыл, where English has k.

Its other letters are read alike in both: ç, ş, ı stand in the table, ğ, ö, ü are read without their marks.
"""

WORD = re.compile(r"[^\W_]+(?:['’ʼʻ‘`´][^\W_]+)*")
"""A word: letters and digits, with apostrophes only within (Unicode categories L and N)."""

_LONGEST = max(map(len, LETTERS))
_MARKS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("['’ʼʻ‘`´]")
_DOUBLED = re.compile("([a-z])\\1+")


def words_in(text: str) -> list[str]:
    """Return the words of a text in order, as they are written but for compatibility forms (Unicode NFKC)."""
    return WORD.findall(unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=1 << 18)  # a text repeats its words, and so do texts
def skeleton(word: str) -> str:
    """Return the skeleton of a word; empty when nothing but soft and hard signs and marks is in it."""
    signs = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", word).lower())
    out, at = "", 0
    while at < len(signs):
        for length in range(min(_LONGEST, len(signs) - at), 0, -1):
            kept = LETTERS.get(signs[at : at + length])
            if kept is not None:
                out += kept
                at += length
                break
        else:
            bare = _MARKS.sub("", unicodedata.normalize("NFD", signs[at]))
            out += LETTERS.get(bare, bare)
            at += 1
    return _DOUBLED.sub(r"\1", out)


def turkish(word: str) -> str:
    """Return the skeleton of a word read as Turkish; empty where that makes no difference."""
    plain = word.lower()
    other = re.sub(*TURKISH, plain)
    return "" if other == plain else skeleton(other)


def near(one: str, other: str) -> bool:
    """Tell whether two words differ by at most one letter: one too many, one too few, another one, or two swapped.

    F. J. Damerau, "A technique for computer detection and correction of spelling errors" (CACM 7, 1964): of misspelt
    words more than 80 % have one such error.
    """
    if abs(len(one) - len(other)) > 1:
        return False
    shared = min(len(one), len(other))
    at = 0
    while at < shared and one[at] == other[at]:
        at += 1
    if len(one) == len(other):
        swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
        return one[at + 1 :] == other[at + 1 :] or swapped
    return one[at + 1 :] == other[at:] if len(one) > len(other) else one[at:] == other[at + 1 :]
