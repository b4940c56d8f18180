"""What the register of plates adds to the site: codes, photographs, passports, the page of all plates, its open data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.model.recipe import (
    Artifact,
    Card,
    Frame,
    Passport,
    PictureRecipe,
    PlateFileRecipe,
    PlateRecipe,
    PlatesRecipe,
    Standing,
)
from asylmura_ssg.model.register import Copy, Photograph, Plate, Volunteer
from asylmura_ssg.model.route import File, PlateArtwork, PlatePhotograph, Section


class PlatesOfSite:
    """The plates of one catalogue; ``cards`` are of all entries that have pages, joined ones among them, by slug."""

    def __init__(self, catalogue: Catalogue, cards: Mapping[str, Card], *, coded: bool) -> None:
        self.catalogue = catalogue
        self.coded = coded
        self._cards = cards

    @cached_property
    def _of_slug(self) -> dict[str, Plate]:
        return self.catalogue.register.of_slug()

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """The plates of entries that have pages, by register number."""
        return tuple(
            Standing(plate, self._cards[plate.slug], tuple(self._by(copy) for copy in plate.copies))
            for plate in sorted(self._of_slug.values(), key=lambda plate: plate.number)
            if plate.slug in self._cards
        )

    def passport(self, card: Card) -> Passport:
        """Return what is told of the plate of an entry."""
        plate = self._of_slug.get(card.slug)
        if plate is None:
            return Passport(card.plate, None, (), None)
        return Passport(card.plate, plate, tuple(self._by(copy) for copy in plate.copies), self._photograph(plate))

    def has_code(self, card: Card) -> bool:
        """Tell whether the entry's plate has a code of our own make that this build draws."""
        plate = self._of_slug.get(card.slug)
        return self.coded and plate is not None and plate.own is not None

    def codes(self) -> Iterator[Artifact]:
        """Yield the codes, each as it was frozen when the plate was issued."""
        for standing in self.standings if self.coded else ():
            own = standing.plate.own
            if own is not None and own.symbol is not None:
                for form in ("svg", "png"):
                    recipe = PlateRecipe(own.payload, own.symbol.version, own.symbol.level, own.symbol.mask, form)
                    yield Artifact(PlateArtwork(own.plate, form), recipe)

    def photographs(self) -> Iterator[Artifact]:
        """Yield the photographs that passports show."""
        shown = {found.name: found for s in self.standings if (found := self._photograph(s.plate)) is not None}
        for photograph in shown.values():
            for form in ("avif", "jpg"):
                width, _ = photograph.shown
                route = PlatePhotograph(photograph.stem, photograph.version, width, form)
                yield Artifact(route, PictureRecipe(photograph, width, form))

    def pages(self, design: Design, frames: Mapping[Language, Frame]) -> Iterator[Artifact]:
        """Yield the page of all plates in each language."""
        regions = self.catalogue.vocabularies.regions
        monuments = Counter(entry.monument.region for entry in self.catalogue.entries)
        hands = {copy.placed_by for copy in self.catalogue.register.copies()}
        volunteers = Counter(v.region for key, v in self.catalogue.volunteers.items() if key in hands)
        texts = self.catalogue.pages.get("plates")
        for language in LANGUAGES:
            intro = None if texts is None else texts.best(language)
            route = Section(language, "plates")
            yield Artifact(route, PlatesRecipe(
                route=route,
                template=design.templates["pages/plates.html"],
                frame=frames[language],
                intro=None if intro is None else intro.value,
                intro_language=language if intro is None else intro.language,
                standings=self.standings,
                monuments={key: monuments[key] for key in regions},
                volunteers={key: volunteers[key] for key in regions},
            ))  # fmt: skip

    def files(self, frame: Frame) -> Iterator[Artifact]:
        """Yield the open data of plates."""
        for name in ("plates.json", "plates.csv"):
            yield Artifact(File(name), PlateFileRecipe(File(name), frame, self.standings))

    def _by(self, copy: Copy) -> Volunteer | None:
        return None if copy.placed_by is None else self.catalogue.volunteers[copy.placed_by]

    def _photograph(self, plate: Plate) -> Photograph | None:
        name = plate.current.photo
        return None if name is None else self.catalogue.photographs[name]


def ranges_of(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return numbers as ranges, first and last, in ascending order: ten thousand may be but one."""
    ranges: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return tuple(ranges)
