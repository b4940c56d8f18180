"""What films and models stand on until they are asked for: a poster, or the emblem of what they are about."""

from __future__ import annotations

import json
from dataclasses import dataclass

from asylmura_ssg.make.cldr import number_in, size_in
from asylmura_ssg.make.machines.iiif import credit
from asylmura_ssg.make.notes import Apparatus
from asylmura_ssg.make.pages.chrome import Said, said
from asylmura_ssg.make.pages.figures import Figure
from asylmura_ssg.make.pages.onsite import Detail
from asylmura_ssg.make.spacing import bind_measures
from asylmura_ssg.model.exhibit import Exhibit
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Claim, Picture
from asylmura_ssg.model.recipe import Card, Frame
from asylmura_ssg.model.route import ExhibitPage, ModelFile, Poster, url_of

SIDES = ("front", "right", "back", "left")
HEIGHTS = ("upper-", "", "lower-")
"""From where a model is seen, as the viewer names it: a side, from above, level, or from below."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A model ready to be opened. ``sides`` is JSON: what the viewer says aloud of where a model is seen from.

    ``picture`` is None, and ``emblem`` stands there, while the model has no poster.
    """

    title: Said
    page: str
    picture: Figure | None
    emblem: str
    url: str
    alt: Said
    open: str
    download: str
    fixed: bool
    """Whether a phone shows it in its true size, and in no other."""
    sides: str
    credit: str
    licence_url: str


def words(text: Localized[str], frame: Frame) -> Said:
    """Return a text as the frame's language has it, else in Kazakh and marked so."""
    best = text.best(frame.language)
    return said(best.language, bind_measures(best.value), frame.language)


def paragraphs(claims: tuple[Claim, ...], frame: Frame, notes: Apparatus) -> tuple[Detail, ...]:
    """Return claims as paragraphs with the numbers of their notes."""
    shown = ((words(claim.text, frame), claim.sources) for claim in claims)
    return tuple(Detail(text.words, text.foreign, notes.cite_keys(sources)) for text, sources in shown)


def emblem_of(card: Card | None, frame: Frame) -> str:
    """Return the drawing of the type of a monument; the site's own mark where there is no monument."""
    if card is None:
        return frame.assets.get("emblem/mark", "")
    return frame.assets.get(f"emblem/{frame.vocabularies.types[card.type].emblem}", "")


def poster_figure(kind: str, key: str, picture: Picture, frame: Frame) -> Figure:
    """Return the poster of a film or a model; ``kind`` is ``films`` or ``exhibits``."""

    def sources(form: str) -> str:
        files = ((Poster(kind, key, picture.version, width, form), width) for width in picture.widths())
        return ", ".join(f"{url_of(file)} {width}w" for file, width in files)

    width = picture.widths()[-1]
    alt = words(picture.alt, frame)
    return Figure(
        url=url_of(Poster(kind, key, picture.version, width, "jpg")),
        avif=sources("avif"),
        webp=sources("webp"),
        srcset=sources("jpg"),
        placeholder=picture.placeholder,
        width=width,
        height=picture.height_at(width),
        alt=alt,
        caption=alt,
        credit=credit(picture, frame),
        licence_url=frame.vocabularies.licences[picture.licence].url or "",
        full="",
    )


def stage(exhibit: Exhibit, of: Card | None, frame: Frame) -> Stage:
    """Return the stage of a model."""
    strings, language = frame.strings, frame.language
    licence = frame.vocabularies.licences[exhibit.licence]
    size = size_in(exhibit.model.size, strings, language)
    made = [exhibit.author, *([str(exhibit.year)] if exhibit.year else []), licence.label.best(language).value]
    return Stage(
        title=words(exhibit.title, frame),
        page=url_of(ExhibitPage(language, exhibit.key)),
        picture=None if exhibit.poster is None else poster_figure("exhibits", exhibit.key, exhibit.poster, frame),
        emblem=emblem_of(of, frame),
        url=url_of(ModelFile(exhibit.key)),
        alt=words(exhibit.alt, frame),
        open=strings["exhibit_open"].format(size=size),
        download=strings["exhibit_download"].format(size=size),
        fixed=exhibit.scale == 1,
        sides=_sides(frame),
        credit=", ".join(made),
        licence_url=licence.url or "",
    )


def measures_in(exhibit: Exhibit, frame: Frame) -> str:
    """Return the true size of what a model shows, in words; empty where nobody measured. Two significant figures."""
    if exhibit.measures is None:
        return ""
    width, height, depth = (number_in(float(f"{side:.2g}"), frame.language, digits=2) for side in exhibit.measures)
    return frame.strings["exhibit_measures_value"].format(w=width, h=height, d=depth)


def _sides(frame: Frame) -> str:
    strings = frame.strings
    shown = {"interaction-prompt": strings["exhibit_hint"]}
    for height in HEIGHTS:
        for side in SIDES:
            seen = strings[f"side_{side}"]
            shown[height + side] = strings[f"side_{height.rstrip('-')}_of"].format(side=seen) if height else seen
    return json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
