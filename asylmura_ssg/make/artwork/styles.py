"""Which faces a plate is set in, and how small they may be.

Two limits. Reading: an eye of acuity 1.0 just tells a letter of five minutes of arc (ISO 8596); the x-height of the
smallest type is half as large again, seen from where the code is read. Making: the thinnest strokes hold what the
workshop's tools hold, 0.2 mm in enamel and 0.3 mm engraved.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from asylmura_ssg.make.artwork.lettering import Typeface, typeface_of
from asylmura_ssg.model.artwork import ArtworkRecipe, Variant

_LETTER = math.tan(math.radians(5 / 60))
_EASE = 1.5
_TOOL = {Variant.ENAMEL: 0.2, Variant.ENGRAVING: 0.3}
"""The narrowest line, mm."""
_THIN = {("Literata", 600): 0.05, ("Golos Text", 400): 0.062, ("Golos Text", 600): 0.095}
"""The thinnest strokes of the faces, em, measured on their letters."""
_RULE = 0.22
"""Of lines between rows, modules; at the smallest size wider than any tool needs."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """The faces of names, of running text and of figures; the least sizes of text and of names, in modules."""

    name: Typeface
    text: Typeface
    strong: Typeface
    least: float
    least_name: float

    @staticmethod
    def rule(module: int) -> int:
        """Return how thick a rule is; micrometres, as the module is."""
        return round(_RULE * module)


def lettering_of(recipe: ArtworkRecipe) -> Lettering:
    """Return the faces of a variant: a serif for printed names; one strong sans wherever a cutter must follow.

    Raises ArtworkError when a face is not there.
    """
    strong = typeface_of(recipe.faces, "Golos Text", 600)
    if recipe.variant is Variant.ENGRAVING:
        name, text = strong, strong
    else:
        name, text = typeface_of(recipe.faces, "Literata", 600), typeface_of(recipe.faces, "Golos Text", 400)
    module, tool = recipe.size.module, _TOOL[recipe.variant]
    read = recipe.size.reads_to * 1000 * _LETTER * _EASE / text.low / module
    return Lettering(
        name=name,
        text=text,
        strong=strong,
        least=max(read, tool / _thin(text) / module),
        least_name=max(read, tool / _thin(name) / module),
    )


def _thin(typeface: Typeface) -> float:
    return _THIN[typeface.face.family, typeface.face.weight]
