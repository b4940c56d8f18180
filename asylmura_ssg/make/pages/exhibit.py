"""A model's page: the model to be opened when it is asked for, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from asylmura_ssg.make.facts import Fact, run
from asylmura_ssg.make.notes import Apparatus, reference
from asylmura_ssg.make.pages.chrome import Anchor, Chrome, Tile, chrome, tile
from asylmura_ssg.make.pages.monument import Note
from asylmura_ssg.make.pages.stages import Stage, measures_in, stage, words
from asylmura_ssg.model.recipe import ExhibitRecipe
from asylmura_ssg.model.route import Section, url_of


@dataclass(frozen=True, slots=True)
class ExhibitView:
    """Everything a model's page shows."""

    chrome: Chrome
    t: dict[str, str]
    exhibitions: Anchor
    stage: Stage
    facts: tuple[Fact, ...]
    of: tuple[Tile, ...]
    notes: tuple[Note, ...]


def exhibit_view(recipe: ExhibitRecipe) -> ExhibitView:
    """Return the view of a model's page."""
    frame = recipe.frame
    strings, language = frame.strings, frame.language
    notes = Apparatus(frame.bibliography)
    title = words(recipe.exhibit.title, frame).words
    facts = tuple(_facts(recipe, notes))
    return ExhibitView(
        chrome=chrome(
            frame, recipe.route, f"{title} ({strings['exhibit']})", words(recipe.exhibit.alt, frame).words,
            sheets=("monument", "picture", "shows"), scripts=("model",), models=True,
        ),
        t=strings,
        exhibitions=Anchor(strings["nav_exhibitions"], url_of(Section(language, "exhibitions"))),
        stage=stage(recipe.exhibit, recipe.of, frame),
        facts=facts,
        of=() if recipe.of is None else (tile(recipe.of, frame),),
        notes=tuple(Note(n, reference(source, c.locator, language)) for n, c, source in notes.notes()),
    )  # fmt: skip


def _facts(recipe: ExhibitRecipe, notes: Apparatus) -> Iterator[Fact]:
    exhibit, frame = recipe.exhibit, recipe.frame
    strings, language = frame.strings, frame.language
    made = exhibit.made.best(language)
    yield Fact(
        "made", strings["exhibit_made"], run(made.value, made.language, language) + notes.cite_keys(exhibit.sources)
    )
    measures = measures_in(exhibit, frame)
    unmeasured = f'<span class="unknown">{escape(strings["exhibit_unmeasured"])}</span>'
    yield Fact("measures", strings["exhibit_measures"], escape(measures) or unmeasured)
    if exhibit.scale is not None:
        yield Fact("scale", strings["exhibit_scale"], f"1\u00a0:\u00a0{exhibit.scale}")
