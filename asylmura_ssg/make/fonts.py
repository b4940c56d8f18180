"""A face reduced to the characters the site needs, as WOFF2 (W3C Recommendation, 8 August 2024)."""

from __future__ import annotations

import io

from asylmura_ssg.model.recipe import FontRecipe


def make_font(recipe: FontRecipe) -> bytes:
    """Return the subset. Kerning and ligatures stay, hinting and names go; the same recipe gives the same bytes."""
    from fontTools import subset  # noqa: PLC0415 - slow to import, and a font is made once
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font = TTFont(io.BytesIO(recipe.face.data), recalcTimestamp=False, lazy=False)
    options = subset.Options(
        flavor="woff2",
        hinting=False,
        layout_features=["kern", "liga", "ccmp", "locl", "lnum"],
        name_IDs=[1, 2, 13, 14],
        notdef_outline=True,
        recalc_timestamp=False,
        drop_tables=[*subset.Options().drop_tables, "vhea", "vmtx"],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=recipe.characters)
    subsetter.subset(font)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()
