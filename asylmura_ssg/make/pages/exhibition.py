"""An exhibition's page: a tour from room to room."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.make.dates import length_in
from asylmura_ssg.make.notes import Apparatus, reference
from asylmura_ssg.make.pages.chrome import Anchor, Chrome, Said, Tile, chrome, tile
from asylmura_ssg.make.pages.figures import Figure, figure_of
from asylmura_ssg.make.pages.monument import Note
from asylmura_ssg.make.pages.onsite import Detail
from asylmura_ssg.make.pages.stages import Stage, emblem_of, paragraphs, stage, words
from asylmura_ssg.model.exhibit import Room
from asylmura_ssg.model.film import Film
from asylmura_ssg.model.recipe import ExhibitionRecipe, Frame
from asylmura_ssg.model.route import FilmPage, Section, url_of


@dataclass(frozen=True, slots=True)
class Standing:
    """A monument that a room tells of, with the drawing of its type, large."""

    tile: Tile
    emblem: str


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room: ``after`` leads to the next one, and is None in the last."""

    id: str
    number: str
    title: Said
    texts: tuple[Detail, ...]
    stages: tuple[Stage, ...]
    pictures: tuple[Figure, ...]
    monuments: tuple[Standing, ...]
    named: tuple[Said, ...]
    """Monuments whose entry is not published."""
    films: tuple[Anchor, ...]
    after: Anchor | None


@dataclass(frozen=True, slots=True)
class ExhibitionView:
    """Everything an exhibition's page shows."""

    chrome: Chrome
    t: dict[str, str]
    title: Said
    exhibitions: Anchor
    lead: tuple[Detail, ...]
    plan: tuple[Anchor, ...]
    """The ways to the rooms."""
    rooms: tuple[RoomView, ...]
    notes: tuple[Note, ...]


def exhibition_view(recipe: ExhibitionRecipe) -> ExhibitionView:
    """Return the view of an exhibition's page."""
    frame, exhibition = recipe.frame, recipe.exhibition
    strings, language = frame.strings, frame.language
    notes = Apparatus(frame.bibliography)
    title = words(exhibition.title, frame)
    lead = paragraphs(exhibition.lead, frame, notes)
    plan = tuple(
        Anchor(words(room.title, frame).words, f"#{_id(number)}", language=words(room.title, frame).foreign)
        for number, room in enumerate(exhibition.rooms, 1)
    )
    models = any(room.exhibits for room in exhibition.rooms)
    return ExhibitionView(
        chrome=chrome(
            frame, recipe.route, f"{title.words} ({strings['exhibition']})",
            lead[0].words if lead else f"{strings['exhibition']}: {title.words}",
            sheets=("monument", "picture", "shows"), scripts=("model",) if models else (), models=models,
        ),
        t=strings,
        title=title,
        exhibitions=Anchor(strings["nav_exhibitions"], url_of(Section(language, "exhibitions"))),
        lead=lead,
        plan=plan,
        rooms=tuple(_room(n, room, recipe, notes, plan) for n, room in enumerate(exhibition.rooms, 1)),
        notes=tuple(Note(n, reference(source, c.locator, language)) for n, c, source in notes.notes()),
    )  # fmt: skip


def _id(number: int) -> str:
    return f"room-{number}"


def _room(number: int, room: Room, recipe: ExhibitionRecipe, notes: Apparatus, plan: tuple[Anchor, ...]) -> RoomView:
    frame = recipe.frame
    pictures = dict(recipe.pictures)
    exhibits = [recipe.exhibits[key] for key in room.exhibits]
    return RoomView(
        id=_id(number),
        number=frame.strings["room"].format(n=number),
        title=words(room.title, frame),
        texts=paragraphs(room.texts, frame, notes),
        stages=tuple(stage(exhibit, recipe.cards.get(exhibit.of), frame) for exhibit in exhibits),
        pictures=tuple(figure_of(hung.slug, pictures[hung], frame) for hung in room.pictures if hung in pictures),
        monuments=tuple(
            Standing(tile(card, frame), emblem_of(card, frame))
            for card in (recipe.cards.get(slug) for slug in room.monuments)
            if card is not None
        ),
        named=tuple(words(recipe.unpublished[slug], frame) for slug in room.monuments if slug in recipe.unpublished),
        films=tuple(film_anchor(recipe.films[key], frame) for key in room.films),
        after=plan[number] if number < len(plan) else None,
    )


def film_anchor(film: Film, frame: Frame) -> Anchor:
    """Return the way to a film's page: its title, and its length where that is known."""
    title = words(film.title, frame)
    length = "" if film.seconds is None else f" · {length_in(film.seconds)}"
    return Anchor(title.words + length, url_of(FilmPage(frame.language, film.key)), language=title.foreign)
