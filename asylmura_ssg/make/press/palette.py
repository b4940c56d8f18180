"""The house's colours on screens: each of its inks has an exact place in sRGB, and no other colour is shown.

The book has black, its tints, and one colour with its own tints: fired clay. A colour added to a style sheet or a
drawing is added here, or the screen edition refuses the page.
"""

from __future__ import annotations

from asylmura_ssg.make.volume.fragment import TypesettingError

Inks = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, 0 to 1."""

Light = tuple[int, int, int]
"""Red, green and blue in sRGB, 0 to 255."""

_INK_BLACK = 0x1A
"""Black ink on paper is not as dark as a screen can be; text of this grey has a contrast of 17:1 on white."""

HOUSE: dict[Inks, Light] = {
    (0.1, 0.8, 0.95, 0.28): (0x93, 0x38, 0x1C),  # clay, as the site has it: text of it has a contrast of 7:1 on white
    (0, 0.04, 0.14, 0): (0xFE, 0xF5, 0xE0),  # cream
    (0, 0.03, 0.09, 0.02): (0xF9, 0xF2, 0xE6),  # the ground of emblems
    (0, 0.16, 0.3, 0): (0xFB, 0xDC, 0xB8),  # a region brought forward on clay
    (0.05, 0.45, 0.56, 0.1): (0xD3, 0x8A, 0x66),  # water on clay
    (0.04, 0.5, 0.62, 0.08): (0xD9, 0x85, 0x5F),  # boundaries on clay
    (0.08, 0.62, 0.74, 0.12): (0xB0, 0x55, 0x36),  # the ornament on the cover, and the land on its map
    (0, 0.3, 0.4, 0): (0xF3, 0xBF, 0x97),  # lines of the ornament on clay
}


def light(inks: Inks) -> Light:
    """Return a house colour as a screen shows it. Raises TypesettingError for any other colour."""
    cyan, magenta, yellow, black = inks
    if cyan == magenta == yellow == 0:
        grey = round(255 - (255 - _INK_BLACK) * black)
        return grey, grey, grey
    found = HOUSE.get(inks)
    if found is None:
        shown = " ".join(f"{ink:g}" for ink in inks)
        raise TypesettingError(
            f"device-cmyk({shown}) is no colour of the house: give it its place in make/press/palette.py"
        )
    return found
