"""The plate number: a four-digit register number and its check digit, and the address a plate carries.

The check digit follows H. M. Damm, "Total anti-symmetrische Quasigruppen" (Marburg, 2004), with the order-10
quasigroup given there: it catches every single wrong digit and every swap of neighbouring digits.
"""

from __future__ import annotations

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
