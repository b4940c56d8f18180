"""Everything that is counted, as it is remembered from one command to the next: ten thousand entries are read once.

It is kept as JSON under the digest of every file of the content and of the program that counted; whatever else is found
there is taken for nothing, and the content is read again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.language import LANGUAGES, Localized
from asylmura_ssg.model.monument import Status
from asylmura_ssg.model.programme import Facts, Hanging, Part, Progress, facts_of, progress_of
from asylmura_ssg.model.vocabulary import Region
from asylmura_ssg.toolchain import package_digest
from asylmura_ssg.tree import Bytes

Row = list[Any]


@dataclass(frozen=True, slots=True)
class Survey:
    """The entries' facts, the regions they lie in, the target of each, and how many errors stood in the way."""

    facts: tuple[Facts, ...]
    regions: dict[str, Region]
    target: int | None
    edition: date
    errors: int
    waived: frozenset[str]
    """Folders of entries that need not keep up with their Kazakh text: their record says why."""

    @property
    def progress(self) -> Progress:
        """The figures."""
        return progress_of(self.facts, self.regions, self.target)


def survey_of(catalogue: Catalogue, folders: Mapping[str, str], errors: int, waived: frozenset[str]) -> Survey:
    """Return the survey of a catalogue; ``folders`` are those of entries by slug."""
    targets = catalogue.site.targets
    return Survey(
        facts_of(catalogue, folders),
        dict(catalogue.vocabularies.regions),
        None if targets is None else targets.monuments,
        catalogue.site.edition_date,
        errors,
        waived,
    )


def name_of(files: Mapping[str, Bytes]) -> str:
    """Return what the survey of these files is kept under."""
    lines = (f"{path}\0{file.digest}\n" for path, file in files.items())
    return digest_bytes(f"survey {package_digest()}\n{''.join(lines)}".encode())


def kept(survey: Survey) -> bytes:
    """Return a survey as it is remembered."""
    regions = [
        [r.key, [r.label.own(language) for language in LANGUAGES], r.order, r.iso, r.zone, r.city]
        for r in survey.regions.values()
    ]
    facts = [
        [f.slug, f.folder, f.number, f.region, f.status, [f.lacking[language] for language in LANGUAGES], f.pictures,
         f.sources, f.plate]
        for f in survey.facts
    ]  # fmt: skip
    whole = [regions, facts, survey.target, survey.edition.isoformat(), survey.errors, sorted(survey.waived)]
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def recalled(data: bytes | None) -> Survey | None:
    """Return a survey that was kept; None where there is none, or it is damaged."""
    if data is None:
        return None
    try:
        regions, facts, target, edition, errors, waived = json.loads(data)
        held = [Region(key, Localized(*label), *rest) for key, label, *rest in regions]
        return Survey(tuple(map(_facts, facts)), {r.key: r for r in held}, target, date.fromisoformat(edition), errors,
                      frozenset(waived))  # fmt: skip
    except (ValueError, TypeError, KeyError):
        return None


def _facts(row: Row) -> Facts:
    slug, folder, number, region, status, lacking, pictures, sources, plate = row
    parts = {
        language: tuple(map(Part, each)) if each else () for language, each in zip(LANGUAGES, lacking, strict=True)
    }
    return Facts(slug, folder, number, region, Status(status), parts, pictures, sources, Hanging(plate))
