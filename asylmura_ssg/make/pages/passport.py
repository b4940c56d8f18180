"""A plate's passport: what the register says of it, how to tell it is genuine, and what to do when it is harmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from asylmura_ssg.make.dates import date_in
from asylmura_ssg.make.facts import coordinates_in
from asylmura_ssg.make.pages.chrome import Said, said
from asylmura_ssg.model.language import Rendition
from asylmura_ssg.model.plate import payload
from asylmura_ssg.model.recipe import Frame, MonumentRecipe, Passport
from asylmura_ssg.model.register import Cause, Condition, Copy, Photograph, State, Volunteer
from asylmura_ssg.model.route import PlateArtwork, PlatePhotograph, Section, url_of

_QUESTIONS = ("what", "seen", "where", "note")


@dataclass(frozen=True, slots=True)
class PassportRow:
    """One line of the passport."""

    label: str
    value: Said


@dataclass(frozen=True, slots=True)
class PlateShot:
    """The photograph of the plate: width and height in px."""

    url: str
    avif: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class PassportView:
    """Everything a page tells of a plate; ``svg`` and ``png`` are empty where there is no code of our own make."""

    number: str
    name: Said
    """Of the monument the plate was made for."""
    address: str
    about: str
    page: str
    svg: str
    png: str
    alt: str
    rows: tuple[PassportRow, ...]
    older: tuple[str, ...]
    """Addresses that plates from before the register carry."""
    shot: PlateShot | None
    genuine: tuple[str, ...]
    mail: str
    mail_url: str
    hand_over: str
    choices: tuple[str, ...]
    plates: str


def passport_view(recipe: MonumentRecipe) -> PassportView:
    """Return what the page of a monument tells of its plate."""
    passport, frame = recipe.passport, recipe.frame
    strings, site = frame.strings, frame.site
    plate, number = passport.plate, passport.number
    own = None if plate is None else plate.own
    name = _name(recipe)
    carried = payload(number, site.domains[0]) if own is None else own.payload
    return PassportView(
        number=number,
        name=said(name.language, name.value, frame.language),
        address=carried.removeprefix("https://"),
        about=_about(passport, frame),
        page=f"/{number}/",
        svg=url_of(PlateArtwork(number, "svg")) if recipe.coded else "",
        png=url_of(PlateArtwork(number, "png")) if recipe.coded else "",
        alt=strings["plate_alt"].format(address=carried.removeprefix("https://")),
        rows=tuple(_rows(passport, frame)),
        older=() if plate is None else tuple(copy.payload for copy in plate.copies if copy.symbol is None),
        shot=None if passport.photograph is None else _shot(passport.photograph, number, frame),
        genuine=(
            strings["genuine_address"].format(domains=", ".join(site.domains)),
            strings["genuine_number"].format(plate=number),
            strings["genuine_never"],
        ),
        mail=site.reports or "",
        mail_url=_mail_url(recipe),
        hand_over=strings["report_hand" if site.reports else "report_no_mail"].format(
            publisher=site.publisher.best(frame.language).value
        ),
        choices=(*(condition_in(condition, frame) for condition in Condition if condition is not Condition.GOOD),
                 strings["report_false"]),
        plates=url_of(Section(frame.language, "plates")),
    )  # fmt: skip


def _about(passport: Passport, frame: Frame) -> str:
    """Return what the address is to the plate."""
    if passport.plate is None:
        return frame.strings["plate_none"]
    return frame.strings["plate_about" if passport.plate.own is not None else "plate_before"]


def state_in(copy: Copy, frame: Frame) -> str:
    """Return in words where an issue of a plate stands; what harms it is named."""
    words = frame.strings[f"state_{copy.state}"]
    if copy.state is State.DAMAGED and copy.condition not in (None, Condition.DAMAGED):
        return f"{words}: {condition_in(copy.condition, frame)}"
    return words


def condition_in(condition: Condition, frame: Frame) -> str:
    """Return in words how a plate was found."""
    return frame.strings[f"condition_{condition}"]


def _rows(passport: Passport, frame: Frame) -> Iterator[PassportRow]:
    plate, strings, language = passport.plate, frame.strings, frame.language
    yield PassportRow(strings["plate_number"], Said(passport.number, ""))
    if plate is None:
        return
    current = plate.current
    yield PassportRow(strings["plate_state"], Said(state_in(current, frame), ""))
    label = strings["plate_entered" if current.symbol is None else "plate_issued"]
    yield PassportRow(label, Said(date_in(current.issued, language), ""))
    if current.placed is not None:
        found = _found_in(current, frame) if current.inspected is None and current.state is State.PLACED else ""
        yield PassportRow(strings["plate_placed"], Said(date_in(current.placed, language) + found, ""))
    if current.inspected is not None:
        seen = date_in(current.inspected, language) + _found_in(current, frame)
        yield PassportRow(strings["plate_inspected"], Said(seen, ""))
    if current.ended is not None:
        cause = "" if current.cause is None else f" ({_cause_in(current.cause, frame)})"
        yield PassportRow(strings["plate_ended"], Said(date_in(current.ended, language) + cause, ""))
    if current.point is not None:
        yield PassportRow(strings["plate_point"], Said(coordinates_in(current.point, frame), ""))
    if current.permission is not None:
        yield PassportRow(strings["plate_permission"], Said(current.permission, ""))
    if passport.by is not None:
        yield PassportRow(strings["plate_by"], _person(passport.by, frame))
    earlier = [copy for copy in plate.copies if copy is not current]
    if earlier:
        told = "; ".join(_earlier(copy, frame) for copy in earlier)
        yield PassportRow(strings["plate_earlier"], Said(told, ""))


def _cause_in(cause: Cause, frame: Frame) -> str:
    return frame.strings[f"cause_{cause.replace('-', '_')}"]


def _found_in(copy: Copy, frame: Frame) -> str:
    return "" if copy.condition is None else f": {condition_in(copy.condition, frame)}"


def _person(volunteer: Volunteer, frame: Frame) -> Said:
    """Return a name that was given with consent, else a role, and the region."""
    language = frame.language
    role = volunteer.role.best(language)
    region = frame.vocabularies.regions[volunteer.region].label.best(language).value
    shown = Said(volunteer.name, "") if volunteer.name else said(role.language, role.value, language)
    return Said(f"{shown.words}, {region}", shown.foreign)


def _earlier(copy: Copy, frame: Frame) -> str:
    words = state_in(copy, frame)
    day = date_in(copy.ended or copy.placed or copy.issued, frame.language)
    return f"№\u00a0{copy.issue}: {words[:1].lower()}{words[1:]}, {day}"


def _shot(photograph: Photograph, number: str, frame: Frame) -> PlateShot:
    width, height = photograph.shown
    return PlateShot(
        url_of(PlatePhotograph(photograph.stem, width, "jpg")),
        url_of(PlatePhotograph(photograph.stem, width, "avif")),
        width,
        height,
        frame.strings["plate_shot"].format(plate=number),
    )


def _mail_url(recipe: MonumentRecipe) -> str:
    """Return an address that opens a letter with its subject and the questions in it (RFC 6068); empty without one."""
    frame, number = recipe.frame, recipe.passport.number
    if frame.site.reports is None:
        return ""
    strings = frame.strings
    subject = strings["report_subject"].format(plate=number, name=_name(recipe).value)
    questions = [f"{strings[f'report_{question}']}:\n" for question in _QUESTIONS]
    body = "\n".join([subject, "", *questions]).replace("\n", "\r\n")
    return f"mailto:{frame.site.reports}?subject={quote(subject)}&body={quote(body)}"


def _name(recipe: MonumentRecipe) -> Rendition[str]:
    names = recipe.monument.names if recipe.joined is None else recipe.joined.names
    return names.best(recipe.frame.language)
