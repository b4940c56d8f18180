"""The site's mark as a home screen shows it: in cream on glazed tile, drawn by resvg."""

from __future__ import annotations

import re

import resvg_py

from asylmura_ssg.model.recipe import IconRecipe

GLAZE, CREAM = "#1d5f66", "#f8ecdd"

_ANY, _MASKABLE = 0.76, 0.58
"""Share of the side that the mark takes up. Of a maskable icon only a circle of 80 % is sure to be seen (W3C, Web
Application Manifest, 3.2), and a square within it has 0.8 / √2 = 57 % of the side; the mark has free corners.
"""


def make_icon(recipe: IconRecipe) -> bytes:
    """Return the icon as PNG, opaque: a home screen rounds its corners itself."""
    share = _MASKABLE if recipe.maskable else _ANY
    inner = recipe.size * share
    edge = (recipe.size - inner) / 2
    mark = re.sub(
        r"<svg\b", f'<svg x="{edge:g}" y="{edge:g}" width="{inner:g}" height="{inner:g}"', recipe.drawing, count=1
    )
    mark = mark.replace("currentColor", CREAM)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{recipe.size}" height="{recipe.size}">'
        f'<rect width="100%" height="100%" fill="{GLAZE}"/>{mark}</svg>'
    )
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))
