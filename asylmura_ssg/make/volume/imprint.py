"""The imprint: what identifies the book, who made it, under which terms, in each of its languages."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from asylmura_ssg.make.cldr import number_in
from asylmura_ssg.make.dates import date_in
from asylmura_ssg.make.press.barcode import ean13, size
from asylmura_ssg.make.spacing import bind
from asylmura_ssg.make.volume.families import families
from asylmura_ssg.make.volume.pictures import has_pictures
from asylmura_ssg.model.design import Face
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.recipe import Frame, VolumeRecipe

_MAGNIFICATION = 0.8  # the least that shops can read; the cover bears a larger one


@dataclass(frozen=True, slots=True)
class Credits:
    """Who had one part in the book."""

    role: str
    names: str


@dataclass(frozen=True, slots=True)
class Notice:
    """The imprint in one language.

    ``edition`` is the statement of which edition it is, ``licence`` the terms under which the texts may be used; both
    are empty where nobody has said.
    """

    language: Language
    t: dict[str, str]
    title: str
    programme: str
    publisher: str
    year: int
    edition: str
    date: str
    copies: str
    credits: tuple[Credits, ...]
    licence: str
    pictures: str
    faces: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What libraries and shops know the book by; ``bars`` are an EAN-13 symbol of ``width`` × ``height`` mm."""

    udc: str
    bbk: str
    isbn: str
    bars: Markup
    width: float
    height: float


def identity_of(recipe: VolumeRecipe) -> Identity:
    """Return the book's classes and its number; empty where none was assigned."""
    volume = recipe.volume
    bars, (width, height) = Markup(), (0.0, 0.0)
    if volume.isbn is not None:
        bars = Markup(ean13(volume.isbn, _digits(recipe.faces), _MAGNIFICATION))  # noqa: S704 - drawn here
        width, height = size(_MAGNIFICATION)
    return Identity(volume.udc or "", volume.bbk or "", volume.isbn or "", bars, width, height)


def notice_of(recipe: VolumeRecipe, frame: Frame) -> Notice:
    """Return the imprint in the language of a frame."""
    language, site, volume = frame.language, frame.site, recipe.volume
    copies = (
        "" if volume.copies is None else frame.strings["print_copies"].format(copies=number_in(volume.copies, language))
    )
    edition = "" if volume.edition is None else volume.edition.best(language).value
    return Notice(
        language=language,
        t=frame.strings,
        title=bind(volume.title.best(language).value),
        programme=site.programme.best(language).value,
        publisher=site.publisher.best(language).value,
        year=volume.year,
        edition=bind(edition),
        date=frame.strings["print_edition"].format(date=date_in(site.edition_date, language)),
        copies=bind(copies),
        credits=tuple(
            Credits(credit.role.best(language).value, bind(credit.names.best(language).value))
            for credit in volume.credits
        ),
        licence=_licence(volume.licence, frame),
        pictures=frame.strings["print_pictures_credited" if has_pictures(recipe) else "print_credit_pictures"],
        faces=frame.strings["print_credit_fonts"].format(faces=families(recipe)),
    )


def _licence(terms: Localized[str] | None, frame: Frame) -> str:
    if terms is None:
        return ""
    said = frame.strings["print_licence"].format(licence=terms.best(frame.language).value)
    return bind(said if said.endswith(".") else f"{said}.")


def _digits(faces: tuple[Face, ...]) -> Face:
    """Return the face of a code's digits: the upright regular of the family that has no serifs."""
    return next(face for face in faces if (face.family, face.style, face.weight) == ("Golos Text", "normal", 400))
