"""A view and its template → a fragment. The style sheet of a fragment is the common one and that of its own kind."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import DictLoader, Environment, StrictUndefined, Template

from asylmura_ssg.make.volume.fragment import FragmentRecipe, PlacedPicture, Side
from asylmura_ssg.make.volume.scripts import mark_scripts
from asylmura_ssg.model import design
from asylmura_ssg.model.recipe import VolumeRecipe


def compose(
    recipe: VolumeRecipe,
    kind: str,
    view: object,
    side: Side = Side.RECTO,
    fits: tuple[str, ...] = ("",),
    pictures: tuple[PlacedPicture, ...] = (),
    name: str = "",
) -> FragmentRecipe:
    """Return the fragment of ``templates/print/<kind>.html`` with its view; ``name`` is the kind's unless said."""
    template = recipe.templates[f"print/{kind}.html"]
    return FragmentRecipe(
        name=name or kind,
        html=mark_scripts(_template(template).render(view=view)),
        stylesheet=recipe.styles["print/book.css"] + recipe.styles[f"print/{kind}.css"],
        format=recipe.format,
        faces=recipe.faces,
        hyphenation=recipe.hyphenation,
        side=side,
        fits=fits,
        pictures=pictures,
    )


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
