"""Films, models and exhibitions: their pages, and the two pages that list them."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from asylmura_ssg.make.counted import counted
from asylmura_ssg.make.dates import length_in
from asylmura_ssg.make.facts import run
from asylmura_ssg.make.notes import Apparatus, reference
from asylmura_ssg.make.pages.chrome import Chrome, Said, chrome
from asylmura_ssg.make.pages.environment import render
from asylmura_ssg.make.pages.exhibit import exhibit_view
from asylmura_ssg.make.pages.exhibition import exhibition_view
from asylmura_ssg.make.pages.figures import Figure
from asylmura_ssg.make.pages.film import film_view
from asylmura_ssg.make.pages.monument import Note
from asylmura_ssg.make.pages.stages import emblem_of, poster_figure, words
from asylmura_ssg.make.prose import render_prose
from asylmura_ssg.model.exhibit import Exhibit, Exhibition
from asylmura_ssg.model.film import Film
from asylmura_ssg.model.recipe import Card, ExhibitionRecipe, ExhibitRecipe, FilmRecipe, Frame, ShowsRecipe
from asylmura_ssg.model.route import ExhibitionPage, ExhibitPage, FilmPage, MonumentPage, Section, url_of


def make_show(recipe: FilmRecipe | ExhibitRecipe | ExhibitionRecipe | ShowsRecipe) -> bytes:
    """Return the page's HTML."""
    match recipe:
        case FilmRecipe():
            return render(recipe.template, film_view(recipe))
        case ExhibitRecipe():
            return render(recipe.template, exhibit_view(recipe))
        case ExhibitionRecipe():
            return render(recipe.template, exhibition_view(recipe))
        case ShowsRecipe():
            return render(recipe.template, shows_view(recipe))


@dataclass(frozen=True, slots=True)
class Bill:
    """A film, an exhibition or a model on a list: ``about`` is a line of what it is about, and how it can be seen.

    ``lead`` is an exhibition's first sentences.
    """

    title: Said
    url: str
    picture: Figure | None
    emblem: str
    lead: Said
    about: Said


@dataclass(frozen=True, slots=True)
class Programme:
    """Some bills under a heading, and what is said where there are none; without a heading where the page's own says it."""

    heading: str
    bills: tuple[Bill, ...]
    none: str


@dataclass(frozen=True, slots=True)
class ShowsView:
    """Everything a list of films, or of exhibitions and models, shows."""

    chrome: Chrome
    t: dict[str, str]
    title: str
    intro_html: str
    intro_foreign: str
    programmes: tuple[Programme, ...]
    notes: tuple[Note, ...]


def shows_view(recipe: ShowsRecipe) -> ShowsView:
    """Return the view of a list."""
    frame, route = recipe.frame, recipe.route
    strings, language = frame.strings, frame.language
    name = route.name if isinstance(route, Section) else ""
    notes = Apparatus(frame.bibliography)

    def link(slug: str, shown: str) -> str:
        card = recipe.cards.get(slug)
        said = escape(shown or slug) if shown or card is None else run(*card.names.best(language), language)
        return said if card is None else f'<a href="{url_of(MonumentPage(language, slug))}">{said}</a>'

    intro = "" if recipe.intro is None else render_prose(recipe.intro.text, link, notes.cite)
    programmes: tuple[Programme, ...]
    if name == "films":
        films = tuple(_film(film, recipe.cards, frame) for film in recipe.films)
        programmes = (Programme("", films, strings["films_none"]),)
    else:
        exhibitions = tuple(_exhibition(each, recipe.cards, frame) for each in recipe.exhibitions)
        exhibits = tuple(_exhibit(each, recipe.cards, frame) for each in recipe.exhibits)
        programmes = (
            Programme("", exhibitions, strings["exhibitions_none"]),
            Programme(strings["exhibits"], exhibits, strings["exhibits_none"]),
        )
    return ShowsView(
        chrome=chrome(frame, route, strings[f"nav_{name}"], strings[f"{name}_lead"], sheets=("picture", "shows")),
        t=strings,
        title=strings[f"nav_{name}"],
        intro_html=intro,
        intro_foreign="" if recipe.intro_language is language else str(recipe.intro_language),
        programmes=programmes,
        notes=tuple(Note(n, reference(source, c.locator, language)) for n, c, source in notes.notes()),
    )


def _film(film: Film, cards: dict[str, Card], frame: Frame) -> Bill:
    strings = frame.strings
    seen = (
        strings["film_here"] if film.reel else strings["film_elsewhere"] if film.showings else strings["film_nowhere"]
    )
    length = [] if film.seconds is None else [length_in(film.seconds)]
    return Bill(
        title=words(film.title, frame),
        url=url_of(FilmPage(frame.language, film.key)),
        picture=None if film.poster is None else poster_figure("films", film.key, film.poster, frame),
        emblem=emblem_of(next((cards[slug] for slug in film.subjects if slug in cards), None), frame),
        lead=Said("", ""),
        about=Said(" · ".join([*length, seen]), ""),
    )


def _exhibition(exhibition: Exhibition, cards: dict[str, Card], frame: Frame) -> Bill:
    slugs = (slug for room in exhibition.rooms for slug in room.monuments)
    return Bill(
        title=words(exhibition.title, frame),
        url=url_of(ExhibitionPage(frame.language, exhibition.key)),
        picture=None,
        emblem=emblem_of(next((cards[slug] for slug in slugs if slug in cards), None), frame),
        lead=words(exhibition.lead[0].text, frame) if exhibition.lead else Said("", ""),
        about=Said(counted("rooms_count", len(exhibition.rooms), frame.strings, frame.language), ""),
    )


def _exhibit(exhibit: Exhibit, cards: dict[str, Card], frame: Frame) -> Bill:
    of = cards.get(exhibit.of)
    return Bill(
        title=words(exhibit.title, frame),
        url=url_of(ExhibitPage(frame.language, exhibit.key)),
        picture=None if exhibit.poster is None else poster_figure("exhibits", exhibit.key, exhibit.poster, frame),
        emblem=emblem_of(of, frame),
        lead=Said("", ""),
        about=Said("", "") if of is None else words(of.names, frame),
    )
