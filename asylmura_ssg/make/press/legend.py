"""What the lines of a proof mean, as a strip that stands below its first sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from asylmura_ssg.make.press.proof import BLEED, FOLD, SAFE, TRIM
from asylmura_ssg.make.press.spread import Spread
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.fragment import FragmentRecipe
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.printed_page import Format, Margins
from asylmura_ssg.model.recipe import VolumeRecipe

HEIGHT = 11.0  # mm


@dataclass(frozen=True, slots=True)
class Meaning:
    """A line's colour as CSS writes it, whether it is broken, and what it stands for in the volume's languages."""

    colour: str
    broken: bool
    words: str


@dataclass(frozen=True, slots=True)
class LegendView:
    """What the strip shows."""

    language: Language
    meanings: tuple[Meaning, ...]
    warning: str


def legend_fragment(recipe: VolumeRecipe, spread: Spread) -> FragmentRecipe:
    """Return the strip, as wide as the cover's sheet. It is for looking at alone, so its colours are not the house's."""
    said = (
        ("trim", TRIM, False),
        ("bleed", BLEED, False),
        ("safe", SAFE, True),
        ("fold", FOLD, True),
    )
    view = LegendView(
        language=recipe.frames[0].language,
        meanings=tuple(Meaning(f"device-cmyk({inks})", broken, _said(recipe, key)) for key, inks, broken in said),
        warning=_said(recipe, "not_for_print"),
    )
    return replace(compose(recipe, "legend", view), format=Format(spread.width, HEIGHT, Margins(0.0, 0.0, 0.0, 0.0)))


def _said(recipe: VolumeRecipe, key: str) -> str:
    return " · ".join(dict.fromkeys(frame.strings[f"legend_{key}"] for frame in recipe.frames))
