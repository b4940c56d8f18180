"""The page as style sheets know it: trim, margins, measure and columns of a format, as rules before all others."""

from __future__ import annotations

from asylmura_ssg.model.press import DRAWN_BLEED
from asylmura_ssg.model.printed_page import Format

GAP = 6.0
"""Between the two columns of text, in mm."""


def column(page: Format) -> float:
    """Return the width of one of two columns, in mm."""
    return round((page.measure - GAP) / 2, 3)


def preamble(page: Format) -> str:
    """Return the rules that set the page: its size and margins, and custom properties for all that follows from them.

    Properties of ``html`` don't reach ``@page``, so that is written out here. A page without text area is ``sheet``.
    """
    margins = page.margins
    properties = {
        "trim-w": page.width, "trim-h": page.height, "bleed": DRAWN_BLEED,
        "inner": margins.inner, "outer": margins.outer, "top": margins.top, "bottom": margins.bottom,
        "measure": page.measure, "depth": page.depth, "column": column(page), "gap": GAP,
    }  # fmt: skip
    told = "".join(f"--{name}:{round(value, 3):g}mm;" for name, value in properties.items())
    edges = f"{margins.top:g}mm {{0:g}}mm {margins.bottom:g}mm {{1:g}}mm"
    return (
        f"@page{{size:{page.width:g}mm {page.height:g}mm;bleed:{DRAWN_BLEED:g}mm;"
        f"margin:{edges.format(margins.outer, margins.inner)}}}\n"
        f"@page :left{{margin:{edges.format(margins.inner, margins.outer)}}}\n"
        f"@page sheet{{margin:0}}\n@page sheet:left{{margin:0}}\nhtml{{{told}}}\n"
    )
