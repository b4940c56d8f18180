"""Films, exhibits and exhibitions: their pages, their files, and which entries lead to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeVar

from asylmura_ssg.model.alphabet import collation_key
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.exhibit import Exhibit, Exhibition, Hung
from asylmura_ssg.model.film import Film
from asylmura_ssg.model.language import PRIMARY, Language, Localized
from asylmura_ssg.model.marks import links_in
from asylmura_ssg.model.monument import Picture
from asylmura_ssg.model.recipe import (
    Artifact,
    Card,
    ExhibitionRecipe,
    ExhibitRecipe,
    FilmRecipe,
    Frame,
    OriginalRecipe,
    PictureRecipe,
    Shown,
    ShowsRecipe,
)
from asylmura_ssg.model.route import (
    CaptionsFile,
    ExhibitionPage,
    ExhibitPage,
    FilmFile,
    FilmPage,
    ModelFile,
    Poster,
    Section,
)

T = TypeVar("T", Film, Exhibit, Exhibition)

FORMS = ("avif", "webp", "jpg")
INTRODUCED = ("films", "exhibitions")
"""Sections whose page is introduced by a text of content/pages/."""


def shown_with(catalogue: Catalogue) -> Mapping[str, tuple[Shown, ...]]:
    """Return, by slug, the films, models and exhibitions that an entry is in."""
    found: dict[str, list[Shown]] = defaultdict(list)
    for film in catalogue.films:
        for slug in film.subjects:
            found[slug].append(Shown("films", film.key, film.title))
    for exhibit in catalogue.exhibits:
        found[exhibit.of].append(Shown("exhibits", exhibit.key, exhibit.title))
    for exhibition in catalogue.exhibitions:
        for slug in dict.fromkeys(slug for room in exhibition.rooms for slug in room.monuments):
            found[slug].append(Shown("exhibitions", exhibition.key, exhibition.title))
    return {slug: tuple(shown) for slug, shown in found.items()}


def plan_shows(
    catalogue: Catalogue, design: Design, frames: Mapping[Language, Frame], cards: Mapping[str, Card]
) -> Iterator[Artifact]:
    """Yield the pages of each language, then the files that all of them share; ``cards`` are by slug."""
    shows = _Shows(catalogue, design, cards)
    for frame in frames.values():
        yield from shows.pages(frame)
    yield from shows.files()


class _Shows:
    """What one catalogue shows beside its entries."""

    def __init__(self, catalogue: Catalogue, design: Design, cards: Mapping[str, Card]) -> None:
        self.catalogue = catalogue
        self.design = design
        self.cards = cards
        self.pictures = {
            Hung(entry.monument.slug, picture.file): picture
            for entry in catalogue.entries
            for picture in entry.monument.pictures
        }

    def pages(self, frame: Frame) -> Iterator[Artifact]:
        language, templates = frame.language, self.design.templates
        for film in self.catalogue.films:
            page = FilmPage(language, film.key)
            subjects = tuple(self.cards[slug] for slug in film.subjects if slug in self.cards)
            linked = tuple(self.cards[slug] for slug in self._linked(film) if slug in self.cards)
            unpublished = self._unpublished((*film.subjects, *self._linked(film)))
            recipe = FilmRecipe(page, templates["pages/film.html"], frame, film, subjects, linked, unpublished)
            yield Artifact(page, recipe)
        for exhibit in self.catalogue.exhibits:
            route = ExhibitPage(language, exhibit.key)
            of = self.cards.get(exhibit.of)
            yield Artifact(route, ExhibitRecipe(route, templates["pages/exhibit.html"], frame, exhibit, of))
        for exhibition in self.catalogue.exhibitions:
            yield self._exhibition(exhibition, frame)
        for name in INTRODUCED:
            yield self._section(name, frame)

    def _linked(self, film: Film) -> tuple[str, ...]:
        """Return the slugs that a film's texts link, in alphabetical order."""
        texts = [text.text for _, text in film.transcripts]
        texts += [] if film.prose is None else [prose.text for _, prose in film.prose.present()]
        return tuple(sorted({slug for text in texts for slug in links_in(text)}))

    def _unpublished(self, slugs: tuple[str, ...]) -> dict[str, Localized[str]]:
        return {slug: self.catalogue.unpublished[slug] for slug in slugs if slug in self.catalogue.unpublished}

    def _exhibition(self, exhibition: Exhibition, frame: Frame) -> Artifact:
        rooms = exhibition.rooms
        films = {key for room in rooms for key in room.films}
        exhibits = {key for room in rooms for key in room.exhibits}
        slugs = tuple(slug for room in rooms for slug in room.monuments)
        of = (each.of for each in self.catalogue.exhibits if each.key in exhibits)
        pictures: list[tuple[Hung, Picture]] = [
            (hung, self.pictures[hung]) for room in rooms for hung in room.pictures if hung in self.pictures
        ]
        shown = (*slugs, *of, *(hung.slug for hung, _ in pictures))
        route = ExhibitionPage(frame.language, exhibition.key)
        return Artifact(route, ExhibitionRecipe(
            route=route,
            template=self.design.templates["pages/exhibition.html"],
            frame=frame,
            exhibition=exhibition,
            cards={slug: self.cards[slug] for slug in shown if slug in self.cards},
            unpublished=self._unpublished(slugs),
            pictures=tuple(pictures),
            exhibits={each.key: each for each in self.catalogue.exhibits if each.key in exhibits},
            films={each.key: each for each in self.catalogue.films if each.key in films},
        ))  # fmt: skip

    def _section(self, name: str, frame: Frame) -> Artifact:
        texts = self.catalogue.pages.get(name)
        intro = None if texts is None else texts.best(frame.language)
        films = self.catalogue.films if name == "films" else ()
        exhibitions, exhibits = ((), ()) if name == "films" else (self.catalogue.exhibitions, self.catalogue.exhibits)
        slugs = [*(slug for film in films for slug in film.subjects), *(exhibit.of for exhibit in exhibits)]
        slugs += [slug for each in exhibitions for room in each.rooms for slug in room.monuments]
        route = Section(frame.language, name)
        return Artifact(route, ShowsRecipe(
            route=route,
            template=self.design.templates["pages/shows.html"],
            frame=frame,
            intro=None if intro is None else intro.value,
            intro_language=PRIMARY if intro is None else intro.language,
            films=_by_title(films, frame.language),
            exhibitions=_by_title(exhibitions, frame.language),
            exhibits=_by_title(exhibits, frame.language),
            cards={slug: self.cards[slug] for slug in slugs if slug in self.cards},
        ))  # fmt: skip

    def files(self) -> Iterator[Artifact]:
        for film in self.catalogue.films:
            if film.reel is not None:
                yield Artifact(FilmFile(film.key, film.reel.form), OriginalRecipe(film.reel.path, film.reel.digest))
                for track in film.captions:
                    yield Artifact(CaptionsFile(film.key, track.language), OriginalRecipe(track.path, track.digest))
            yield from _posters("films", film.key, film.poster)
        for exhibit in self.catalogue.exhibits:
            yield Artifact(ModelFile(exhibit.key), OriginalRecipe(exhibit.model.path, exhibit.model.digest))
            yield from _posters("exhibits", exhibit.key, exhibit.poster)


def _by_title(shows: tuple[T, ...], language: Language) -> tuple[T, ...]:
    return tuple(sorted(shows, key=lambda show: collation_key(show.title.best(language).value, language)))


def _posters(kind: str, key: str, poster: Picture | None) -> Iterator[Artifact]:
    if poster is not None:
        for width in poster.widths():
            for form in FORMS:
                yield Artifact(Poster(kind, key, poster.version, width, form), PictureRecipe(poster, width, form))
