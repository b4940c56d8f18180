"""What a visitor needs standing there: what to look for, how to behave, the entry read aloud, where to go next."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.make.cldr import number_in, size_in
from asylmura_ssg.make.dates import length_in
from asylmura_ssg.make.notes import Apparatus
from asylmura_ssg.make.pages.chrome import Said, Tile, said, tile
from asylmura_ssg.make.spacing import bind_measures
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Claim, Monument, Narration
from asylmura_ssg.model.recipe import Frame, Nearby, Shown
from asylmura_ssg.model.route import ExhibitionPage, ExhibitPage, FilmPage, NarrationFile, Route, url_of


@dataclass(frozen=True, slots=True)
class Detail:
    """A sentence, the tag of its language when it is not the page's, and the numbers of its notes as HTML."""

    words: str
    foreign: str
    notes: str


@dataclass(frozen=True, slots=True)
class Recording:
    """A narration to be loaded when it is asked for: where, and in words how long, what it is, how large, who reads."""

    url: str
    length: str
    about: str
    credit: str
    foreign: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A monument nearby. ``turn`` is how far an arrow turns clockwise from north, in degrees; empty where unsure."""

    tile: Tile
    turn: str


def details(claims: tuple[Claim, ...], frame: Frame, notes: Apparatus) -> tuple[Detail, ...]:
    """Return claims as sentences of a list."""
    best = ((claim.text.best(frame.language), claim.sources) for claim in claims)
    return tuple(
        Detail(bind_measures(text.value), _foreign(text.language, frame), notes.cite_keys(sources))
        for text, sources in best
    )


def recordings(monument: Monument, frame: Frame) -> tuple[Recording, ...]:
    """Return the recording in the page's language; where there is none, those in the others."""
    own = tuple(held for held in monument.narrations if held.language is frame.language)
    return tuple(_recording(monument.slug, held, frame) for held in own or monument.narrations)


def _recording(slug: str, narration: Narration, frame: Frame) -> Recording:
    licence = frame.vocabularies.licences[narration.licence].label.best(frame.language).value
    credit = [narration.reader, *([str(narration.year)] if narration.year else []), licence]
    return Recording(
        url=url_of(NarrationFile(slug, narration.language, narration.form)),
        length=length_in(narration.seconds),
        about=frame.strings["narration_about"].format(
            length=length_in(narration.seconds),
            size=size_in(narration.size, frame.strings, frame.language),
        ),
        credit=", ".join(credit),
        foreign=_foreign(narration.language, frame),
    )


def neighbour(near: Nearby, frame: Frame) -> Neighbour:
    """Return a neighbour with its distance and whither it lies."""
    if near.km == 0:
        note = frame.strings["km_none"]
    elif near.wind is None:
        note = frame.strings["km_away"].format(km=number_in(near.km, frame.language))
    else:
        note = frame.strings["km_whither"].format(
            km=number_in(near.km, frame.language), whither=frame.strings[f"whither_{near.wind}"]
        )
    return Neighbour(tile(near.card, frame, bind_measures(note)), "" if near.wind is None else str(near.wind.degrees))


def _foreign(own: Language, frame: Frame) -> str:
    return "" if own is frame.language else str(own)


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a film, a model or an exhibition: what it is, and what it is called."""

    kind: str
    title: Said
    url: str


def shown_way(shown: Shown, frame: Frame) -> Way:
    """Return the way to a film, a model or an exhibition; its kind is said before its title."""
    page, kind = _page_of(shown, frame)
    title = shown.title.best(frame.language)
    return Way(kind, said(title.language, title.value, frame.language), url_of(page))


def _page_of(shown: Shown, frame: Frame) -> tuple[Route, str]:
    """Return the page of what is shown, and the name of its kind."""
    match shown.kind:
        case "films":
            return FilmPage(frame.language, shown.key), frame.strings["film"]
        case "exhibits":
            return ExhibitPage(frame.language, shown.key), frame.strings["exhibit"]
        case _:
            return ExhibitionPage(frame.language, shown.key), frame.strings["exhibition"]
