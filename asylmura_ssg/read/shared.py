"""What all entries share: the site, its vocabularies, sources, volumes, printers, maps and pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from asylmura_ssg.diagnostics import Diagnostic, Report
from asylmura_ssg.model.bibliography import Source
from asylmura_ssg.model.catalogue import Boundaries, Site
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Claim, Prose
from asylmura_ssg.model.press import Printer
from asylmura_ssg.model.printed_page import Format
from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.model.volume import Term, Volume
from asylmura_ssg.profiles import Profiles, profiles_in
from asylmura_ssg.read.boundaries import read_boundaries
from asylmura_ssg.read.conduct import read_conduct
from asylmura_ssg.read.glossary import read_glossary
from asylmura_ssg.read.personal_data import check_texts
from asylmura_ssg.read.pictures import Press
from asylmura_ssg.read.printers import Printers, read_printers
from asylmura_ssg.read.prose import Texts, read_pages
from asylmura_ssg.read.record import Known
from asylmura_ssg.read.shown import Shown, read_shown
from asylmura_ssg.read.source import decode
from asylmura_ssg.read.sources import read_source
from asylmura_ssg.read.strays import check_strays
from asylmura_ssg.read.text_rules import check_letters, check_scripts
from asylmura_ssg.read.vocabularies import Shelf, read_site, read_vocabularies
from asylmura_ssg.read.volumes import Volumes, read_volumes
from asylmura_ssg.tree import Bytes

MONUMENTS = "monuments/"
BIBLIOGRAPHY = "bibliography.yaml"


@dataclass(frozen=True, slots=True)
class Shared:
    """Everything but the entries and the register of plates."""

    site: Site | None
    vocabularies: Vocabularies
    bibliography: dict[str, Source]
    glossary: tuple[Term, ...]
    conduct: tuple[Claim, ...]
    shown: Shown
    printers: Printers
    volumes: Volumes
    boundaries: Boundaries
    pages: dict[str, Texts]

    @property
    def texts(self) -> tuple[Texts, ...]:
        """The pages, forewords and words of films, whose citations and links are still to be resolved."""
        return (*self.pages.values(), *self.volumes.forewords, *self.shown.films.texts)

    @property
    def prose(self) -> dict[str, Localized[Prose]]:
        """The pages that have a text in Kazakh at least, by name."""
        return {name: page.prose for name, page in self.pages.items() if page.prose is not None}

    def known(self, unsettable: re.Pattern[str] | None) -> Known:
        """Return what the reading of a record holds it against."""
        presses = _presses(self.volumes.by_key, self.printers.by_key)
        return Known(self.vocabularies, frozenset(self.bibliography), frozenset(self.volumes.by_key),
                     self.boundaries.regions, unsettable, presses)  # fmt: skip


def read_shared(
    shelf: Shelf, emblems: frozenset[str], unsettable: re.Pattern[str] | None, profiles: Profiles | None
) -> Shared:
    """Return what entries share, and report what is wrong with it; the words mean what they do for ``read_content``."""
    files, root, report = shelf.files, shelf.root, shelf.report
    site = read_site(shelf)
    vocabularies = read_vocabularies(shelf, emblems)
    bibliography = shelf.table(BIBLIOGRAPHY, read_source)
    glossary = read_glossary(shelf, bibliography)
    conduct = read_conduct(shelf, bibliography)
    shown = read_shown(shelf, vocabularies, bibliography, unsettable)
    printers = read_printers(shelf, profiles or profiles_in(()))
    volumes = read_volumes(shelf, printers.by_key, vocabularies.regions, unsettable)
    if profiles:
        report.extend(_missed(volumes, printers))
    boundaries = read_boundaries(files, root, vocabularies.regions, report)
    pages = read_pages(files, root, report)
    check_strays(files, root, report)
    for path, file in files.items():
        if path.endswith(".yaml") and not path.startswith(MONUMENTS):
            _check_words_of(file, unsettable, report)
    return Shared(site, vocabularies, bibliography, glossary, conduct, shown, printers, volumes, boundaries, pages)


def _missed(volumes: Volumes, printers: Printers) -> list[Diagnostic]:
    """Return what is said of the profiles that this machine lacks and a volume is to be printed with."""
    wanted = {volume.printer for volume in volumes.by_key.values()}
    return [missing for key, missing in printers.missing.items() if key in wanted]


def _presses(volumes: Mapping[str, Volume], printers: Mapping[str, Printer]) -> dict[str, Press]:
    """Return how large the pages of each volume are, and how fine its pictures have to be."""
    return {
        key: Press(Format(*volume.trim, printer.margins), printer.pictures)
        for key, volume in volumes.items()
        if (printer := printers.get(volume.printer)) is not None
    }


def _check_words_of(file: Bytes, unsettable: re.Pattern[str] | None, report: Report) -> None:
    quiet = Report()
    text = decode(file, quiet)
    if text is not None:
        check_scripts(text, report)
        check_letters(text, unsettable, report)
        if not file.path.startswith("site.yaml"):  # which names the foundation's own address
            check_texts(text, report)
