"""A plate's passport: what the register says of it, how to tell it is genuine, and what to do when it is harmed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from asylmura_ssg.make.dates import date_in
from asylmura_ssg.make.facts import coordinates_in
from asylmura_ssg.make.pages.chrome import Said, said
from asylmura_ssg.model.language import Rendition
from asylmura_ssg.model.plate import payload
from asylmura_ssg.model.recipe import Frame, MonumentRecipe, Passport
from asylmura_ssg.model.register import Cause, Condition, Copy, Plate, State, Volunteer
from asylmura_ssg.model.route import PlateArtwork, PlatePhotograph, Section, url_of

_QUESTIONS = ("what", "seen", "where", "note")


@dataclass(frozen=True, slots=True)
class PassportRow:
    """One line of the passport: what it is called, and all that is so called."""

    label: str
    values: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class IssueView:
    """What is told of one of several plates, or of one that is not our make."""

    title: str
    rows: tuple[PassportRow, ...]


@dataclass(frozen=True, slots=True)
class PlateShot:
    """The photograph of the plate: width and height in px."""

    url: str
    avif: str
    width: int
    height: int
    alt: str
    caption: str
    """Whose it is where several plates are told of; else empty."""


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
    code_caption: str
    """Whose the code is where several plates are told of; else empty."""
    rows: tuple[PassportRow, ...]
    issues: tuple[IssueView, ...]
    """Facts of each plate apart, where there are several or one that is not our make."""
    rest: tuple[PassportRow, ...]
    shot: PlateShot | None
    expected: bool
    """Whether there is a plate, or one may yet be put up: a monument that is gone gets no first one."""
    genuine: tuple[str, ...]
    mail: str
    mail_url: str
    hand_over: str
    tell: str
    """Whom to tell, for paper without a form."""
    choices: tuple[str, ...]
    plates: str


def passport_view(recipe: MonumentRecipe) -> PassportView:
    """Return what the page of a monument tells of its plate."""
    passport, frame = recipe.passport, recipe.frame
    strings, site = frame.strings, frame.site
    plate, number = passport.plate, passport.number
    shown = () if plate is None else shown_of(plate)
    apart = len(shown) > 1 or any(copy.symbol is None for copy in shown)
    ours = next((copy for copy in shown if copy.symbol is not None), None)
    own = None if plate is None else plate.own
    carried = payload(number, site.domains[0]) if own is None else (ours or own).payload
    coded = recipe.coded and own is not None and own in shown
    name = _name(recipe)
    publisher = site.publisher.best(frame.language).value
    return PassportView(
        number=number,
        name=said(name.language, name.value, frame.language),
        address=carried.removeprefix("https://"),
        about=_about(recipe, ours),
        page=f"/{number}/",
        svg=url_of(PlateArtwork(number, "svg")) if coded else "",
        png=url_of(PlateArtwork(number, "png")) if coded else "",
        alt="" if own is None else strings["plate_alt"].format(address=own.payload.removeprefix("https://")),
        code_caption=_title(own, frame) if apart and own is not None else "",
        rows=(_row(strings["plate_number"], number), *(() if apart else _all_rows(passport, shown, frame))),
        issues=tuple(
            IssueView(_title(copy, frame),
                      (_row(strings["plate_carries"], copy.payload), *_rows(copy, _by(copy, passport), frame)))
            for copy in shown
        ) if apart else (),
        rest=tuple(_rest(plate, shown, frame)) if apart and plate is not None else (),
        shot=_shot(passport, frame, captioned=apart),
        expected=plate is not None or recipe.monument.fate is None,
        genuine=_genuine(passport, frame),
        mail=site.reports or "",
        mail_url=_mail_url(recipe),
        hand_over=strings["report_hand" if site.reports else "report_no_mail"].format(publisher=publisher),
        tell=strings["report_tell"].format(publisher=publisher),
        choices=(*(condition_in(condition, frame) for condition in Condition if condition is not Condition.GOOD),
                 strings["report_false"]),
        plates=url_of(Section(frame.language, "plates")),
    )  # fmt: skip


def shown_of(plate: Plate) -> tuple[Copy, ...]:
    """Return the issues told of one by one: all that stand, else the current one; and our own that waits to be put up."""
    shown = plate.standing or (plate.current,)
    own = plate.own
    waits = own is not None and own.state is State.ISSUED and own not in shown
    return (*shown, own) if waits and own is not None else shown


def _about(recipe: MonumentRecipe, ours: Copy | None) -> str:
    """Return what the address is to the plate; ``ours`` is the issue of our own make that carries it."""
    strings = recipe.frame.strings
    if recipe.passport.plate is None:
        return strings["plate_none" if recipe.monument.fate is None else "plate_none_gone"]
    if ours is None:
        return strings["plate_before"]
    return strings["plate_will" if ours.state is State.ISSUED else "plate_about"]


def _title(copy: Copy, frame: Frame) -> str:
    if copy.symbol is None:
        return frame.strings["issue_older"]
    return frame.strings["issue_waiting" if copy.state is State.ISSUED else "issue_ours"]


def _genuine(passport: Passport, frame: Frame) -> tuple[str, ...]:
    """Return how to tell a genuine plate; those from before the register carry addresses of their own."""
    strings, copies = frame.strings, () if passport.plate is None else passport.plate.copies
    older = tuple(dict.fromkeys(copy.payload for copy in copies if copy.symbol is None))
    return (
        strings["genuine_address"].format(domains=", ".join(frame.site.domains)),
        strings["genuine_number"].format(plate=passport.number),
        *(strings["genuine_older"].format(address=address) for address in older),
        *(() if older else (strings["genuine_before"],)),
        strings["genuine_never"],
    )


def state_in(copy: Copy, frame: Frame) -> str:
    """Return in words where an issue of a plate stands; what harms it is named."""
    words = frame.strings[f"state_{copy.state}"]
    if copy.state is State.DAMAGED and copy.condition not in (None, Condition.DAMAGED):
        return f"{words}: {condition_in(copy.condition, frame)}"
    return words


def condition_in(condition: Condition, frame: Frame) -> str:
    """Return in words how a plate was found."""
    return frame.strings[f"condition_{condition}"]


def _row(label: str, words: str) -> PassportRow:
    return PassportRow(label, (Said(words, ""),))


def _all_rows(passport: Passport, shown: Sequence[Copy], frame: Frame) -> Iterator[PassportRow]:
    """Yield what is told where all is told of one plate of our own make."""
    for copy in shown:
        yield from _rows(copy, _by(copy, passport), frame)
    if passport.plate is not None:
        yield from _rest(passport.plate, shown, frame)


def _by(copy: Copy, passport: Passport) -> Volunteer | None:
    return passport.by[copy.issue - 1]


def _rows(copy: Copy, by: Volunteer | None, frame: Frame) -> Iterator[PassportRow]:
    """Yield the facts of one issue."""
    strings, language = frame.strings, frame.language
    yield _row(strings["plate_state"], state_in(copy, frame))
    if copy.reported is not None:
        yield _row(strings["plate_reported"], date_in(copy.reported, language))
    yield _row(strings["plate_entered" if copy.symbol is None else "plate_issued"], date_in(copy.issued, language))
    if copy.placed is not None:
        fresh = copy.inspected is None and copy.state is State.PLACED
        yield _row(strings["plate_placed"], date_in(copy.placed, language) + (_found_in(copy, frame) if fresh else ""))
    if copy.inspected is not None:
        # What an inspection found is known only while no later report has put something else in its place.
        found = _found_in(copy, frame) if copy.inspected == copy.last else ""
        yield _row(strings["plate_inspected"], date_in(copy.inspected, language) + found)
    if copy.ended is not None:
        cause = "" if copy.cause is None else f" ({_cause_in(copy.cause, frame)})"
        label = strings["plate_replaced" if copy.state is State.REPLACED else "plate_ended"]
        yield _row(label, date_in(copy.ended, language) + cause)
    if copy.point is not None:
        yield _row(strings["plate_point"], coordinates_in(copy.point, frame))
    if copy.permission is not None:
        yield _row(strings["plate_permission"], copy.permission)
    if by is not None:
        yield PassportRow(strings["plate_by"], (_person(by, frame),))


def _rest(plate: Plate, shown: Collection[Copy], frame: Frame) -> Iterator[PassportRow]:
    """Yield what is told of the issues that have no facts of their own: none of them stands."""
    rest = [copy for copy in plate.copies if copy not in shown]
    older = tuple(Said(copy.payload, "") for copy in rest if copy.symbol is None)
    if older:
        yield PassportRow(frame.strings["plate_older"], older)
    if rest:
        yield PassportRow(frame.strings["plate_earlier"], tuple(Said(_earlier(copy, frame), "") for copy in rest))


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
    day = date_in(copy.ended or copy.issued, frame.language)
    return f"№\u00a0{copy.issue}: {words[:1].lower()}{words[1:]}, {day}"


def _shot(passport: Passport, frame: Frame, *, captioned: bool) -> PlateShot | None:
    photograph, plate = passport.photograph, passport.plate
    if photograph is None or plate is None:
        return None
    width, height = photograph.shown
    return PlateShot(
        url_of(PlatePhotograph(photograph.stem, photograph.version, width, "jpg")),
        url_of(PlatePhotograph(photograph.stem, photograph.version, width, "avif")),
        width,
        height,
        frame.strings["plate_shot"].format(plate=passport.number),
        _title(plate.current, frame) if captioned else "",
    )


def _mail_url(recipe: MonumentRecipe) -> str:
    """Return an address that opens a letter with its subject and the questions in it (RFC 6068); empty without one."""
    frame, number = recipe.frame, recipe.passport.number
    if frame.site.reports is None:
        return ""
    strings = frame.strings
    subject = strings["report_subject"].format(plate=number, name=_name(recipe).value)
    asked = [strings[f"report_{question}"] for question in _QUESTIONS]
    questions = [f"{words}\n" if words.endswith("?") else f"{words}:\n" for words in asked]
    body = "\n".join([subject, "", *questions]).replace("\n", "\r\n")
    return f"mailto:{frame.site.reports}?subject={quote(subject)}&body={quote(body)}"


def _name(recipe: MonumentRecipe) -> Rendition[str]:
    names = recipe.monument.names if recipe.joined is None else recipe.joined.names
    return names.best(recipe.frame.language)
