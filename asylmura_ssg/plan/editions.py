"""What the site knows of printed volumes: on which pages an entry stands, and what a reader can fetch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from asylmura_ssg.model.design import Design
from asylmura_ssg.model.page_map import PageMap
from asylmura_ssg.model.recipe import Artifact, EpubRecipe, Offer, PrintedAt, VolumeRecipe
from asylmura_ssg.model.route import VolumeEpub
from asylmura_ssg.plan.frames import CHARACTERS

_TENTH = 100_000
"""Of a megabyte, in bytes."""


class Binder(Protocol):
    """Whoever can say, of a volume's recipe, on which pages everything stands, and of an edition's, how large it is."""

    def page_map(self, recipe: VolumeRecipe) -> PageMap:
        """Return where everything stands."""

    def size(self, recipe: VolumeRecipe | EpubRecipe) -> int:
        """Return how many bytes an edition has."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The volumes of a site: their artifacts, what the front page offers, and by slug where entries stand in print."""

    artifacts: tuple[Artifact, ...]
    offers: tuple[Offer, ...]
    printed: dict[str, tuple[PrintedAt, ...]]


def shelve(volumes: Iterable[Artifact], design: Design, binder: Binder) -> Shelf:
    """Return the volumes of a site, paginated and made."""
    artifacts: list[Artifact] = []
    offers: list[Offer] = []
    printed: dict[str, list[PrintedAt]] = defaultdict(list)
    for volume in volumes:
        recipe = volume.recipe
        assert isinstance(recipe, VolumeRecipe)  # noqa: S101 - volumes are planned with no other
        page_map = binder.page_map(recipe)
        epub = _epub(recipe, design, page_map)
        artifacts += [volume, Artifact(VolumeEpub(recipe.volume.key), epub)]
        offers.append(Offer(recipe.volume, _told(binder.size(recipe)), _told(binder.size(epub))))
        for slug, place in _places(recipe, page_map):
            printed[slug].append(place)
    return Shelf(tuple(artifacts), tuple(offers), {slug: tuple(places) for slug, places in printed.items()})


def _places(recipe: VolumeRecipe, page_map: PageMap) -> Iterator[tuple[str, PrintedAt]]:
    volume = recipe.volume
    for slug in recipe.cards:
        first, last = page_map.folios[slug]
        yield slug, PrintedAt(volume.key, volume.title, volume.number, volume.isbn, first, last)


def _epub(recipe: VolumeRecipe, design: Design, page_map: PageMap) -> EpubRecipe:
    templates = {name: template for name, template in design.templates.items() if name.startswith("epub/")}
    return EpubRecipe(recipe, page_map.folios, templates, design.styles["epub/style.css"], CHARACTERS)


def _told(size: int) -> int:
    """Return a size in bytes to a tenth of a megabyte: a page that names it is not made anew for a byte."""
    return max(round(size / _TENTH), 1) * _TENTH
