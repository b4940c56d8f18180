"""The plate number: a four-digit register number and its check digit, and the address a plate carries.

The check digit follows H. M. Damm, "Total anti-symmetrische Quasigruppen" (Marburg, 2004), with the order-10
quasigroup given there: it catches every single wrong digit and every swap of neighbouring digits.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)

LOWEST, HIGHEST = 1, 9999

# Fixed for ever: a library must never choose (ISO/IEC 18004:2015, 7.3.2, 7.5.1 and 7.8).
VERSION = 4
LEVEL = "H"
MASK = 4
MODULES = 17 + 4 * VERSION
QUIET_ZONE = 4


def check_digit(digits: str) -> int:
    """Return the Damm check digit of a string of decimal digits."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim


def plate_of(number: int) -> str:
    """Return the plate number ``NNNNC`` of a register number (1–9999)."""
    if not LOWEST <= number <= HIGHEST:
        raise ValueError(f"register number {number} is not between {LOWEST} and {HIGHEST}")
    digits = f"{number:04d}"
    return f"{digits}{check_digit(digits)}"


def is_plate(text: str) -> bool:
    """Tell whether ``text`` is five digits whose last is the right check digit."""
    return len(text) == 5 and text.isascii() and text.isdigit() and check_digit(text) == 0


def payload(plate: str, domain: str) -> str:
    """Return the address a plate carries: lower case, digits only in the path, no trailing slash."""
    return f"https://{domain}/{plate}"


# What is read or typed for a digit: letters of both alphabets that look like one, in either case, and digits of Arabic
# and Persian script, which NFKC leaves as they are.
_LOOKS_LIKE = {
    letter: digit
    for digit, letters in {
        "0": "OoQОоD", "1": "lIi|!ІіӀ", "2": "Zz", "3": "ЗзЭэ", "4": "Чч", "5": "Ss", "6": "бb", "8": "BВ",
    }.items()
    for letter in letters
} | {chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)}  # fmt: skip


def digits_of(text: str) -> str:
    """Return the digits somebody meant who typed this: the last part of an address, look-alikes read, all else left out."""
    last = text.strip().partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
    read = (_LOOKS_LIKE.get(letter, letter) for letter in unicodedata.normalize("NFKC", last))
    return "".join(letter for letter in read if letter in "0123456789")


def likely_plates(text: str, existing: Collection[str]) -> tuple[str, ...]:
    """Return the existing plate numbers that may have been meant, likeliest first; the number itself alone, if it exists.

    After J. Verhoeff, "Error Detecting Decimal Codes" (Amsterdam, 1969): of wrongly written numbers some 79 % have one
    wrong digit and 10 % two neighbours swapped; but there are 45 ways to the one and 4 to the other, so that a swap that
    leads to a number comes first. Of equally likely ones the lower number comes first.
    """
    digits = digits_of(text)
    if digits in existing and is_plate(digits):
        return (digits,)
    ranks: dict[str, int] = {}
    for rank, meant in _meant(digits):
        if meant in existing and is_plate(meant):
            ranks[meant] = min(rank, ranks.get(meant, rank))
    return tuple(sorted(ranks, key=lambda plate: (ranks[plate], plate)))


def _meant(digits: str) -> Iterator[tuple[int, str]]:
    """Yield five-digit numbers from which these digits come by one slip, each with its rank: 1 is the likeliest."""
    places = range(len(digits))
    if len(digits) == 5:
        yield from ((1, digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]) for i in places[:-1])
        yield from ((2, f"{digits[:i]}{digit}{digits[i + 1 :]}") for i in places for digit in range(10))
    elif 1 <= len(digits) <= 4:  # zeros left out, then the check digit, then any one digit
        yield 1, digits.zfill(5)
        if LOWEST <= int(digits) <= HIGHEST:
            yield 2, plate_of(int(digits))
        if len(digits) == 4:
            yield from ((3, f"{digits[:i]}{digit}{digits[i:]}") for i in range(5) for digit in range(10))
    elif len(digits) == 6:  # a digit typed twice, then any one too many
        yield from (
            (1 if digits[i : i + 1] == digits[i + 1 : i + 2] else 2, digits[:i] + digits[i + 1 :]) for i in places
        )
    else:
        yield from ((1, digits[i : i + 5]) for i in places[:-4])
