"""Endings that words of the three languages take, as they stand in skeletons, so that no ending hides a monument.

Nothing is cut off what is indexed. Two words are forms of one when some base of theirs, of three letters or more, is the
same and what follows it in either is an ending; so «кесенеде» finds «кесенесі», and «Түркістан», which ends as an ablative
does, is still itself.

Kazakh: plural, possessive, case, one after the other (Қазақ грамматикасы, Алматы 2002: септік, тәуелдік, көптік жалғау).
Within a chain all endings are back or all are front, as vowel harmony has it; which of them may follow which sound, is
kept as far as a skeleton tells it: ``t`` and ``k`` after a voiceless consonant, ``l``, ``d``, ``n`` never, ``s`` after a
vowel alone, a bare vowel never after one. Russian: endings of nouns and adjectives. English: the plural and the genitive.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise, product

from asylmura_ssg.model.skeleton import skeleton

SHORTEST = 3
"""Letters a base must have for Kazakh endings to be seen on it."""

SHORTEST_OTHER = 4
"""Letters a base must have for Russian and English endings, which are shorter and say less."""

# Back and front form of each ending, as written; what begins a row is the name of its slot.
PLURAL = (("лар", "лер"), ("дар", "дер"), ("тар", "тер"))
POSSESSIVE = (
    ("ым", "ім"), ("м", "м"), ("ың", "ің"), ("ң", "ң"), ("ы", "і"), ("сы", "сі"), ("ымыз", "іміз"), ("мыз", "міз"),
    ("ыңыз", "іңіз"), ("ңыз", "ңіз"),
)  # fmt: skip
CASE = (
    ("ның", "нің"), ("дың", "дің"), ("тың", "тің"),  # genitive
    ("ға", "ге"), ("қа", "ке"), ("а", "е"), ("на", "не"),  # dative
    ("ны", "ні"), ("ды", "ді"), ("ты", "ті"), ("н", "н"),  # accusative
    ("да", "де"), ("та", "те"), ("нда", "нде"),  # locative
    ("дан", "ден"), ("тан", "тен"), ("нан", "нен"),  # ablative
    ("мен", "мен"), ("бен", "бен"), ("пен", "пен"),  # instrumental
    ("дағы", "дегі"), ("тағы", "тегі"), ("ндағы", "ндегі"),  # what is there
)  # fmt: skip

RUSSIAN = (
    "а", "я", "ы", "и", "у", "ю", "е", "о", "ой", "ей", "ою", "ею", "ом", "ем", "ам", "ям", "ами", "ями", "ах", "ях", "ов",
    "ев", "ия", "ии", "ию", "ием", "иям", "иями", "иях", "ий", "ый", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его",
    "ому", "ему", "ым", "им", "ых", "их", "ыми", "ими", "ую", "юю",
)  # fmt: skip
ENGLISH = ("s", "es")

VOICELESS = "kpsctfbd"
"""After these an ending may begin with t, k or p; b and d end loanwords and are hardened there."""

VOWELS = "aiu"


@cache
def kazakh_endings() -> tuple[str, ...]:
    """Return every chain of Kazakh endings as a skeleton, sorted."""
    chains = set()
    for harmony in (0, 1):
        slots = [("", *(pair[harmony] for pair in slot)) for slot in (PLURAL, POSSESSIVE, CASE)]
        chains |= {"".join(chain) for chain in product(*slots) if _agrees(chain)}
    return tuple(sorted({skeleton(chain) for chain in chains} - {""}))


def _agrees(chain: tuple[str, ...]) -> bool:
    """Tell whether each ending may follow the one before it: л, д, н, т after their sounds, vowels never after vowels."""
    written = [ending for ending in chain if ending]
    return all(_follows(before[-1], after) for before, after in pairwise(written))


def _follows(last: str, ending: str) -> bool:
    vowel = last in "аеыі"
    if ending in {
        "н",
        "на",
        "не",
        "нда",
        "нде",
        "нан",
        "нен",
        "ндағы",
        "ндегі",
    }:  # after a possessive of the third person
        return last in "ыі"
    match ending[0]:
        case "т" | "қ" | "к" | "п":
            return False  # no ending of ours ends with a voiceless consonant
        case "с" | "м" | "ң":
            return vowel or ending == "мен"
        case "а" | "е" | "ы" | "і":
            return not vowel
        case "б":
            return last == "з"
        case _:
            return True


@cache
def other_endings() -> tuple[str, ...]:
    """Return the Russian and English endings as skeletons, sorted."""
    return tuple(sorted({skeleton(ending) for ending in (*RUSSIAN, *ENGLISH)}))


def may_end(base: str, ending: str) -> bool:
    """Tell whether a base may take what follows it as an ending; nothing at all is an ending, too.

    Where the ending begins as the base ends, a skeleton has the letter once: мешіт + тер is ``micitir``.
    """
    if not ending:
        return True
    if len(base) >= SHORTEST_OTHER and ending in _OTHER:
        return True
    return len(base) >= SHORTEST and any(
        whole in _KAZAKH and _sounds(base[-1], whole[0]) for whole in (ending, base[-1] + ending)
    )


def _sounds(last: str, first: str) -> bool:
    """Tell whether a Kazakh ending may begin so after this letter of a skeleton."""
    if first in "ts" + "p":
        return last in VOWELS if first == "s" else last in VOICELESS
    if first in VOWELS:
        return last not in VOWELS or last == "u"  # тау: its у is a consonant
    return first == "k" or last not in "kpsctf"


def bases(word: str) -> tuple[str, ...]:
    """Return what a skeleton may be a form of, longest first: itself, and what is left when an ending is taken off."""
    longest = max(map(len, (*_KAZAKH, *_OTHER)))
    starts = range(len(word), max(SHORTEST, len(word) - longest) - 1, -1)
    return (word, *(word[:at] for at in starts if at < len(word) and may_end(word[:at], word[at:])))


def same_word(one: str, other: str) -> bool:
    """Tell whether two skeletons are forms of one word."""
    return any(other.startswith(base) and may_end(base, other[len(base) :]) for base in bases(one))


_KAZAKH = frozenset(kazakh_endings())
_OTHER = frozenset(other_endings())
