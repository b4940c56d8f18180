"""An entry as something to cite: what a citation says of it, and the same in words of three styles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from asylmura_ssg.make.cldr import month_in
from asylmura_ssg.make.dates import date_in
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Monument
from asylmura_ssg.model.recipe import Frame
from asylmura_ssg.model.route import MonumentPage, VersionPage, url_of
from asylmura_ssg.model.version import Version

STYLES = ("gost", "chicago", "apa")
"""GOST R 7.0.5–2008, the Chicago Manual of Style (17, 14.233) and APA (7, 10.3), as they cite entries of works online."""

_NAME = "\0"
_OPENING = ("«", "“")
_INNER = {
    Language.KK: str.maketrans("«»", "“”"),
    Language.RU: str.maketrans("«»", "„“"),
    Language.EN: str.maketrans("“”", "‘’"),
}
"""Quotation marks within quotation marks."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry cited in one language: ``day`` is of the fixed version that ``url`` leads to.

    Where none was fixed yet, ``url`` is of the living page and ``day`` of the edition; ``fixed`` tells which.
    """

    key: str
    language: Language
    name: str
    site: str
    tagline: str
    publisher: str
    editors: tuple[str, ...]
    day: date
    url: str
    fixed: bool


def reference(monument: Monument, frame: Frame, versions: Sequence[Version]) -> Reference:
    """Return the reference to an entry in the frame's language, by its latest fixed version."""
    language, site = frame.language, frame.site
    day = versions[-1].day if versions else site.edition_date
    page = VersionPage(language, monument.slug, day.isoformat()) if versions else MonumentPage(language, monument.slug)
    return Reference(
        key=f"{monument.slug}-{language}",
        language=language,
        name=monument.names.best(language).value,
        site=site.title.best(language).value,
        tagline=site.tagline.best(language).value,
        publisher=site.publisher.best(language).value,
        editors=monument.editors,
        day=day,
        url=frame.site.address + url_of(page),
        fixed=bool(versions),
    )


def references(monument: Monument, frames: Sequence[Frame], versions: Sequence[Version]) -> tuple[Reference, ...]:
    """Return the reference to an entry in every language."""
    return tuple(reference(monument, frame, versions) for frame in frames)


def in_words(cited: Reference, style: str, strings: dict[str, str]) -> tuple[str, str, str]:
    """Return a reference in one of :data:`STYLES`, in its own language: what precedes the entry's name, the name, the rest."""
    year, day = cited.day.year, date_in(cited.day, cited.language)
    if style == "gost":
        day = f"{cited.day:%d.%m.%Y}"  # in digits, as GOST R 7.0.5-2008 has its dates
    elif style == "apa" or cited.language is Language.EN:
        month, number = month_in(cited.day.month, cited.language), str(cited.day.day)
        # Both styles are American: in English the month comes first.
        words = f"{month} {number}" if cited.language is Language.EN else f"{number}\u00a0{month}"
        day = f"{year}, {words}" if style == "apa" else f"{words}, {year}"
    before, _, after = strings[f"cite_{style}"].format(
        name=_NAME, site=cited.site, tagline=cited.tagline, publisher=cited.publisher,
        year=year, day=day, url=cited.url,
    ).partition(_NAME)  # fmt: skip
    name = cited.name.translate(_INNER[cited.language]) if before.endswith(_OPENING) else cited.name
    return before, name, after
