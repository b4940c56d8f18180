"""A face reduced to the characters the site needs, as WOFF2 (W3C Recommendation, 8 August 2024)."""

from __future__ import annotations

import io

import uharfbuzz
from fontTools.ttLib import TTFont

from asylmura_ssg.model.recipe import FontRecipe
from asylmura_ssg.model.scripts import ARABIC

_FEATURES = ("kern", "liga", "ccmp", "locl", "lnum")
_JOINING = ("init", "medi", "fina", "isol", "rlig", "calt", "curs", "mark", "mkmk")
"""What Arabic letters are joined by (OpenType 1.9.1, "Developing OpenType Fonts for Arabic Script")."""
_NAMES = (1, 2, 13, 14)  # family, style, licence and its address (OpenType 1.9.1, "name")
_VERTICAL = ("vhea", "vmtx")


def make_font(recipe: FontRecipe) -> bytes:
    """Return the subset. Kerning and ligatures stay, hinting and names go; the same recipe gives the same bytes."""
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.set({ord(character) for character in recipe.characters})
    wanted.layout_feature_tag_set.clear()  # this and the names hold the library's own choice at first
    wanted.layout_feature_tag_set.set({_tag(feature) for feature in _features(recipe)})
    wanted.name_id_set.clear()
    wanted.name_id_set.set(set(_NAMES))
    wanted.drop_table_tag_set.update({_tag(table) for table in _VERTICAL})
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    subset = uharfbuzz.subset(uharfbuzz.Face(recipe.face.data), wanted)
    font = TTFont(io.BytesIO(subset.blob.data), recalcTimestamp=False)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _features(recipe: FontRecipe) -> tuple[str, ...]:
    joined = recipe.face.family == ARABIC.family
    return _FEATURES + _JOINING if joined else _FEATURES


def _tag(word: str) -> int:
    return int.from_bytes(word.encode("ascii"), "big")
