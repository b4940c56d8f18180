"""Values of a PDF as typed values: a file from elsewhere may hold anything anywhere, and None says that it does.

Names keep their slash, as the standard writes them. Whatever cannot be read comes back as None, never as an exception.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
"""The six numbers of a transformation, ``a b c d e f`` (ISO 32000-1, 8.3.3)."""

Rect = tuple[float, float, float, float]
"""Left, bottom, right, top, in points of user space."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

MALFORMED = (pikepdf.PdfError, pikepdf.DependencyError, ValueError, TypeError, RuntimeError, RecursionError)
"""What pikepdf raises, by its own account, where a file is not what it should be."""


def entry(holder: object, key: str) -> object:
    """Return what a dictionary or a stream's dictionary holds under a key, None where there is neither."""
    if not isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
        return None
    try:
        return holder.get(key)
    except MALFORMED:
        return None


def entries(holder: object) -> Iterator[tuple[str, object]]:
    """Yield a dictionary's keys and values."""
    if not isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
        return
    try:
        keys = sorted(holder.keys())
    except MALFORMED:
        return
    for key in keys:
        yield key, entry(holder, key)


def items(value: object) -> list[object]:
    """Return an array's members; nothing where it is no array."""
    if not isinstance(value, pikepdf.Array):
        return []
    try:
        return list(value)
    except MALFORMED:
        return []


def number(value: object) -> float | None:
    """Return a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) and abs(found) < 1e12 else None


def whole(value: object) -> int | None:
    """Return a whole number."""
    found = number(value)
    return int(found) if found is not None and found == int(found) else None


def numbers(value: object, count: int) -> tuple[float, ...] | None:
    """Return an array of so many numbers."""
    found = [number(item) for item in items(value)]
    return tuple(n for n in found if n is not None) if len(found) == count and None not in found else None


def name(value: object) -> str | None:
    """Return a name with its slash; strange bytes in it stand as question marks."""
    if not isinstance(value, pikepdf.Name):
        return None
    try:
        return str(value)
    except UnicodeDecodeError:
        return bytes(value).decode("ascii", "replace")


def words(value: object) -> str | None:
    """Return a text string."""
    if not isinstance(value, pikepdf.String):
        return None
    try:
        return str(value)
    except ValueError:
        return None


def letters(value: object) -> bytes:
    """Return the bytes of a string; none where it is no string."""
    return bytes(value) if isinstance(value, pikepdf.String) else b""


def stream_bytes(value: object) -> bytes | None:
    """Return a stream's contents, decoded."""
    if not isinstance(value, pikepdf.Stream):
        return None
    try:
        return value.read_bytes()
    except MALFORMED:
        return None


def identity(value: object) -> tuple[int, int] | None:
    """Return the number of an indirect object, which names it within the file."""
    if not isinstance(value, pikepdf.Object):
        return None
    found = value.objgen
    return found if found[0] else None


def rect(value: object) -> Rect | None:
    """Return a rectangle with its corners put in order; None where it is no rectangle or encloses nothing."""
    found = numbers(value, 4)
    if found is None:
        return None
    left, bottom, right, top = found
    ordered = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    return ordered if ordered[0] < ordered[2] and ordered[1] < ordered[3] else None


def matrix(value: object) -> Matrix:
    """Return a transformation; the identity where there is none."""
    found = numbers(value, 6)
    return IDENTITY if found is None else (found[0], found[1], found[2], found[3], found[4], found[5])


def after(first: Matrix, then: Matrix) -> Matrix:
    """Return the transformation that does one and then another."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def moved(box: Rect, by: Matrix) -> Rect:
    """Return the smallest upright rectangle around a transformed one."""
    a, b, c, d, e, f = by
    left, bottom, right, top = box
    xs = (a * left + c * bottom, a * right + c * bottom, a * left + c * top, a * right + c * top)
    ys = (b * left + d * bottom, b * right + d * bottom, b * left + d * top, b * right + d * top)
    return (min(xs) + e, min(ys) + f, max(xs) + e, max(ys) + f)


def common(one: Rect, other: Rect) -> Rect | None:
    """Return what two rectangles share, None where they do not meet."""
    left, bottom, right, top = (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def scales(by: Matrix) -> tuple[float, float]:
    """Return the greatest and the smallest factor by which a transformation stretches a length.

    They are the singular values of its linear part.
    """
    a, b, c, d, _, _ = by
    total = a * a + b * b + c * c + d * d
    area = a * d - b * c
    root = math.sqrt(max(0.0, total * total - 4 * area * area))
    return math.sqrt(max(0.0, (total + root) / 2)), math.sqrt(max(0.0, (total - root) / 2))
