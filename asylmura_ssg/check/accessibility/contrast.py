"""Colours on a screen: sRGB or grey alone, and letters that stand out (WCAG 2.2, 1.4.3: 4.5 to 1 against their ground)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asylmura_ssg.check.accessibility.drawing import Colour, Drawing

LEAST = 4.5

Found = Iterator[tuple[str, str]]

_PAPER: Colour = (1.0, 1.0, 1.0)
_BLACK: Colour = (0.0, 0.0, 0.0)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two sRGB colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_barriers(drawings: Sequence[Drawing]) -> Found:
    """Yield inks that no screen has, and letters too pale for the best ground they can stand on here.

    The ground of a letter is taken to be white paper or, where a page draws filled areas, whichever of them it stands
    out from best; black areas are codes and emblems, which bear no letters. What is said is never wrong, what is not
    said may still be seen by a person.
    """
    for number, drawn in enumerate(drawings, 1):
        for operator in drawn.strange:
            yield "WCAG 1.4.3", f"page {number}: a colour that is not sRGB ({operator})"
        for colour in drawn.letters:
            best = max(contrast(colour, ground) for ground in (_PAPER, *drawn.grounds) if ground != _BLACK)
            if best < LEAST:
                shown = "#" + "".join(f"{round(255 * c):02x}" for c in colour)
                yield "WCAG 1.4.3", f"page {number}: letters in {shown} stand out {best:.1f} to 1, not {LEAST}"
