"""How to cite an entry: in words of three styles, and in files for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asylmura_ssg.make.dates import date_in
from asylmura_ssg.make.machines.reference import STYLES, Reference, in_words, reference
from asylmura_ssg.make.pages.chrome import Anchor, Said, said
from asylmura_ssg.model.monument import Monument
from asylmura_ssg.model.recipe import Frame
from asylmura_ssg.model.route import RecordFile, VersionPage, url_of
from asylmura_ssg.model.version import Version

_FILES = (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "csl.json"), ("LIDO 1.1", "lido.xml"))


@dataclass(frozen=True, slots=True)
class Style:
    """A reference, and the name of its style; the entry's own name stands between ``before`` and ``after``."""

    label: str
    before: str
    name: Said
    after: str


@dataclass(frozen=True, slots=True)
class CitationView:
    """Everything that is shown of how to cite an entry."""

    hint: str
    styles: tuple[Style, ...]
    files: tuple[Anchor, ...]
    versions: tuple[Anchor, ...]


def citation_view(monument: Monument, frame: Frame, versions: Sequence[Version]) -> CitationView:
    """Return how to cite an entry in the frame's language, by its latest fixed version."""
    strings, language = frame.strings, frame.language
    cited = reference(monument, frame, versions)
    hint = strings["cite_hint" if cited.fixed else "cite_hint_living"]
    return CitationView(
        hint=hint.format(day=date_in(cited.day, language)),
        styles=tuple(_style(style, cited, monument, strings) for style in STYLES),
        files=tuple(Anchor(label, url_of(RecordFile(monument.slug, form))) for label, form in _FILES),
        versions=version_links(monument.slug, versions, frame),
    )


def _style(style: str, cited: Reference, monument: Monument, strings: dict[str, str]) -> Style:
    name = monument.names.best(cited.language)
    before, shown, after = in_words(cited, style, strings)
    return Style(strings[f"cite_style_{style}"], before, said(name.language, shown, cited.language), after)


def version_links(slug: str, versions: Sequence[Version], frame: Frame) -> tuple[Anchor, ...]:
    """Return the ways to the fixed versions of an entry, the latest first."""
    return tuple(
        Anchor(date_in(each.day, frame.language), url_of(VersionPage(frame.language, slug, each.day.isoformat())))
        for each in reversed(versions)
    )
