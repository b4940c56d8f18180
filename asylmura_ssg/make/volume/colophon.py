"""The colophon: what the book was set in, for which paper, by which program, on which day."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.make.cldr import number_in
from asylmura_ssg.make.dates import date_in
from asylmura_ssg.make.spacing import bind
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.families import families
from asylmura_ssg.make.volume.fragment import FragmentRecipe, Side
from asylmura_ssg.make.volume.ornament import star
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.recipe import Frame, VolumeRecipe


@dataclass(frozen=True, slots=True)
class Closing:
    """The colophon in one language, line by line."""

    language: Language
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColophonView:
    """The last page of the book."""

    language: Language
    t: dict[str, str]
    star: str
    closings: tuple[Closing, ...]
    domain: str


def colophon_fragment(recipe: VolumeRecipe) -> FragmentRecipe:
    """Return the colophon, one page, to be a verso."""
    frame = recipe.frames[0]
    drawn = star(11, 11, 10.56) + star(11, 11, 6.6)
    closings = tuple(_closing(recipe, each) for each in recipe.frames)
    view = ColophonView(frame.language, frame.strings, drawn, closings, frame.site.domains[0])
    return compose(recipe, "colophon", view, Side.VERSO)


def _closing(recipe: VolumeRecipe, frame: Frame) -> Closing:
    t, language, page = frame.strings, frame.language, recipe.format
    width, height = (number_in(side, language, 1) for side in (page.width, page.height))
    stock = recipe.stock
    lines = (
        t["print_colophon_faces"].format(faces=families(recipe)),
        t["print_colophon_format"].format(width=width, height=height),
        t["print_colophon_paper"].format(paper=stock.paper.best(language).value),
        t["print_colophon_condition"].format(condition=stock.condition),
        t["print_colophon_program"],
        t["print_edition"].format(date=date_in(frame.site.edition_date, language)),
    )
    return Closing(language, bind(recipe.volume.title.best(language).value), tuple(bind(line) for line in lines))
