"""A film's page: the film, or kind words where it is not published here; what is known of it, and what is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from asylmura_ssg.make.cldr import listed_in, size_in
from asylmura_ssg.make.dates import date_in, length_in, month_of_year
from asylmura_ssg.make.eras import years_in
from asylmura_ssg.make.facts import Fact, run
from asylmura_ssg.make.notes import Apparatus, reference
from asylmura_ssg.make.pages.chrome import ENDONYMS, Anchor, Chrome, Said, Tile, chrome, tile
from asylmura_ssg.make.pages.figures import Figure
from asylmura_ssg.make.pages.linked_data import in_script
from asylmura_ssg.make.pages.monument import Note
from asylmura_ssg.make.pages.stages import emblem_of, poster_figure, words
from asylmura_ssg.make.prose import render_prose
from asylmura_ssg.model.film import Film
from asylmura_ssg.model.language import PRIMARY, Language
from asylmura_ssg.model.recipe import Card, FilmRecipe, Frame
from asylmura_ssg.model.route import CaptionsFile, FilmFile, FilmPage, MonumentPage, Poster, Section, url_of

_KINDS = {"mp4": "MP4", "webm": "WebM"}


@dataclass(frozen=True, slots=True)
class Track:
    """Captions: their language and its own name; ``chosen`` is the one shown from the start."""

    url: str
    language: str
    endonym: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Player:
    """The film, published here. ``poster`` is one address: a video takes no other form of a picture.

    Nothing of the film is fetched before a reader presses play (``preload="none"``).
    """

    url: str
    kind: str
    poster: str
    width: int
    height: int
    foreign: str
    tracks: tuple[Track, ...]
    about: str
    download: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """What is said in the film, as HTML; ``foreign`` is the tag of its language when it is not the page's."""

    endonym: str
    foreign: str
    html: str


@dataclass(frozen=True, slots=True)
class FilmView:
    """Everything a film's page shows."""

    chrome: Chrome
    t: dict[str, str]
    title: Said
    films: Anchor
    lead_notes: str
    player: Player | None
    picture: Figure | None
    emblem: str
    elsewhere: tuple[Anchor, ...]
    unknown: str
    """What is not known of the film, in a sentence; empty where all is."""
    tell: str
    facts: tuple[Fact, ...]
    prose_html: str
    prose_foreign: str
    notice: str
    transcripts: tuple[Transcript, ...]
    subjects: tuple[Tile, ...]
    named: tuple[Said, ...]
    """Subjects whose entry is not published."""
    notes: tuple[Note, ...]
    json_ld: str


def film_view(recipe: FilmRecipe) -> FilmView:
    """Return the view of a film's page."""
    film, frame = recipe.film, recipe.frame
    strings, language = frame.strings, frame.language
    notes = Apparatus(frame.bibliography)
    cards = {card.slug: card for card in recipe.cards}
    title = words(film.title, frame)

    def link(slug: str, shown: str) -> str:
        card = cards.get(slug)
        name = recipe.unpublished.get(slug) if card is None else card.names
        said = escape(shown) if shown or name is None else run(*name.best(language), language)
        return said if card is None else f'<a href="{url_of(MonumentPage(language, slug))}">{said}</a>'

    lead_notes = notes.cite_keys(film.sources)
    prose = None if film.prose is None else film.prose.best(language)
    html = "" if prose is None else render_prose(prose.value.text, link, notes.cite)
    transcripts = tuple(
        Transcript(ENDONYMS[own], _foreign(own, language), render_prose(text.text, link, notes.cite))
        for own, text in film.transcripts
    )
    unknown = tuple(strings[f"film_unknown_{name}"] for name in unknown_of(film))
    return FilmView(
        chrome=chrome(
            frame, recipe.route, f"{title.words} ({strings['film_short']})", f"{strings['film']}: {title.words}",
            sheets=("monument", "picture", "shows"),
        ),
        t=strings,
        title=title,
        films=Anchor(strings["nav_films"], url_of(Section(language, "films"))),
        lead_notes=lead_notes,
        player=_player(film, frame),
        picture=None if film.poster is None else poster_figure("films", film.key, film.poster, frame),
        emblem=emblem_of(recipe.subjects[0] if recipe.subjects else None, frame),
        elsewhere=tuple(Anchor(showing.host, showing.url) for showing in film.showings),
        unknown=strings["film_unknown"].format(what=listed_in(unknown, language)) if unknown else "",
        tell=strings["film_tell"].format(publisher=frame.site.publisher.best(language).value),
        facts=tuple(_facts(film, frame)),
        prose_html=html,
        prose_foreign="" if prose is None else _foreign(prose.language, language),
        notice=strings["text_in_kazakh"] if prose is not None and prose.language is not language else "",
        transcripts=transcripts,
        subjects=tuple(tile(card, frame) for card in recipe.subjects),
        named=tuple(words(recipe.unpublished[slug], frame) for slug in film.subjects if slug in recipe.unpublished),
        notes=tuple(Note(n, reference(source, c.locator, language)) for n, c, source in notes.notes()),
        json_ld=json_ld(film, recipe.subjects, frame),
    )  # fmt: skip


def unknown_of(film: Film) -> tuple[str, ...]:
    """Return what is not known of a film, in the order in which it is asked."""
    known = {
        "crew": film.crew, "length": film.seconds, "released": film.released, "language": film.languages,
        "published": film.showings or film.reel,
    }  # fmt: skip
    return tuple(name for name, value in known.items() if not value)


def _player(film: Film, frame: Frame) -> Player | None:
    reel = film.reel
    if reel is None:
        return None
    size = size_in(reel.size, frame.strings, frame.language)
    poster = film.poster
    width = 1280 if poster is None else max(width for width in poster.widths() if width <= 1280)
    spoken = film.languages[0] if film.languages else frame.language
    return Player(
        url=url_of(FilmFile(film.key, reel.form)),
        kind=f"video/{reel.form}",
        poster="" if poster is None else url_of(Poster("films", film.key, poster.version, width, "jpg")),
        width=width,
        height=720 if poster is None else poster.height_at(width),
        foreign=_foreign(spoken, frame.language),
        tracks=tuple(
            Track(
                url_of(CaptionsFile(film.key, track.language)),
                str(track.language),
                ENDONYMS[track.language],
                track.language is frame.language and spoken is not frame.language,
            )
            for track in film.captions
        ),
        about=frame.strings["film_play"].format(size=size),
        download=frame.strings["film_download"].format(kind=_KINDS[reel.form], size=size),
    )


def _facts(film: Film, frame: Frame) -> Iterator[Fact]:
    strings, language = frame.strings, frame.language
    if film.seconds is not None:
        yield Fact("length", strings["film_length"], length_in(film.seconds))
    if film.languages:
        spoken = listed_in([strings[f"film_in_{each}"] for each in film.languages], language)
        yield Fact("language", strings["film_language"], escape(spoken))
    if film.released is not None:
        yield Fact("released", strings["film_released"], escape(_released(film.released, frame)))
    for hand in film.crew:
        role, names = words(hand.role, frame), hand.names.best(language)
        yield Fact("crew", role.words, run(*names, language), role.foreign)
    if film.reel is not None:
        licence = frame.vocabularies.licences[film.reel.licence]
        label = escape(licence.label.best(language).value)
        html = f'<a href="{escape(licence.url)}" rel="license noopener">{label}</a>' if licence.url else label
        yield Fact("licence", strings["film_licence"], html)


def _released(written: str, frame: Frame) -> str:
    """Return when a film came out as finely as it is known: a day, a month or a year, in the form of ISO 8601-1."""
    year, *rest = (int(part) for part in written.split("-"))
    match rest:
        case [month, day]:
            return date_in(date(year, month, day), frame.language)
        case [month]:
            return month_of_year(year, month, frame.language)
        case _:
            return years_in(year, year, frame.strings, frame.language)


def _foreign(own: Language, page: Language) -> str:
    return "" if own is page else str(own)


def json_ld(film: Film, subjects: Sequence[Card], frame: Frame) -> str:
    """Return schema.org's VideoObject with what is known and nothing else, safe inside a script element.

    It is about the ``subjects`` that have pages; those stand there under the same identifiers.
    """
    language = frame.language
    domain = frame.site.address
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "@id": domain + url_of(FilmPage(language, film.key)),
        "name": film.title.best(language).value,
        "description": f"{frame.strings['film']}: {film.title.best(language).value}",
        "about": [
            {
                "@type": "LandmarksOrHistoricalBuildings",
                "@id": f"{domain}{url_of(MonumentPage(PRIMARY, card.slug))}#monument",
                "name": card.names.best(language).value,
            }
            for card in subjects
        ],
    }
    if film.languages:
        data["inLanguage"] = [str(each) for each in film.languages]
    if film.seconds is not None:
        data["duration"] = f"PT{film.seconds // 60}M{film.seconds % 60}S"  # ISO 8601-1, 5.5.2.2
    if film.released is not None:
        data["datePublished"] = film.released
    if film.poster is not None:
        poster = Poster("films", film.key, film.poster.version, film.poster.widths()[-1], "jpg")
        data["thumbnailUrl"] = domain + url_of(poster)
    if film.reel is not None:
        data["contentUrl"] = domain + url_of(FilmFile(film.key, film.reel.form))
        data["contentSize"] = str(film.reel.size)
        data["encodingFormat"] = f"video/{film.reel.form}"
        if frame.vocabularies.licences[film.reel.licence].url:
            data["license"] = frame.vocabularies.licences[film.reel.licence].url
    if film.showings:
        data["sameAs"] = [showing.url for showing in film.showings]
    return in_script(data)
