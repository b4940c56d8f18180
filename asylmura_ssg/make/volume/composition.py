"""A view and its template → a fragment. The style sheet of a fragment is the common one and that of its own kind."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import DictLoader, Environment, StrictUndefined, Template

from asylmura_ssg.make.volume.fragment import Copy, FragmentRecipe, PlacedPicture, Side
from asylmura_ssg.make.volume.scripts import mark_scripts
from asylmura_ssg.model import design
from asylmura_ssg.model.recipe import VolumeRecipe


def compose(
    recipe: VolumeRecipe,
    kind: str,
    view: object,
    side: Side = Side.RECTO,
    fits: tuple[str, ...] = ("",),
    name: str = "",
) -> FragmentRecipe:
    """Return the fragment of ``templates/print/<kind>.html`` with its view; ``name`` is the kind's unless said."""
    return composed_later(recipe, kind, Copy.of(written(template_of(recipe, kind), view)), side, fits, name=name)


def composed_later(
    recipe: VolumeRecipe,
    kind: str,
    copy: Copy,
    side: Side = Side.RECTO,
    fits: tuple[str, ...] = ("",),
    pictures: tuple[PlacedPicture, ...] = (),
    name: str = "",
) -> FragmentRecipe:
    """Return the fragment of a kind whose copy is composed when it is asked for."""
    return FragmentRecipe(
        name=name or kind,
        copy=copy,
        stylesheet=_style(recipe.styles["print/book.css"], recipe.styles[f"print/{kind}.css"]),
        format=recipe.format,
        faces=recipe.faces,
        hyphenation=recipe.hyphenation,
        side=side,
        fits=fits,
        pictures=pictures,
    )


def template_of(recipe: VolumeRecipe, kind: str) -> design.Template:
    """Return the template of a kind of fragments."""
    return recipe.templates[f"print/{kind}.html"]


def written(template: design.Template, view: object) -> str:
    """Return the document that a template makes of a view."""
    return mark_scripts(_template(template).render(view=view))


@lru_cache(maxsize=32)  # one text in memory for all fragments of a kind
def _style(common: str, own: str) -> str:
    return common + own


def _template(template: design.Template) -> Template:
    return _parsed(template.name, template.digest, tuple(sorted(template.sources.items())))


@lru_cache(maxsize=32)  # one template serves every entry
def _parsed(name: str, _digest: str, sources: tuple[tuple[str, str], ...]) -> Template:
    environment = Environment(
        loader=DictLoader(dict(sources)),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
