"""Fixing: entries as they stand on the day of an edition become versions, which are only ever added."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from asylmura_ssg.make.fixing import fixed_text
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.language import LANGUAGES
from asylmura_ssg.model.version import Version, told_by
from asylmura_ssg.plan.frames import frames_of, plan_assets
from asylmura_ssg.read.versions import REGISTER, line_of, path_at


class FixedAlreadyError(Exception):
    """An entry has a version of this very day already, and says something else by now; the words name it."""


def changed_entries(catalogue: Catalogue, design: Design) -> Iterator[tuple[Version, bytes]]:
    """Yield a version of each published entry that says something else than its latest one, with its text.

    Its day is the edition's. Raises FixedAlreadyError where a version bears that day already.
    """
    assets, _ = plan_assets(catalogue, design)
    frames = frames_of(catalogue, design, assets)
    ordered = tuple(frames[language] for language in LANGUAGES)
    names = {entry.monument.slug: entry.monument.names for entry in (*catalogue.entries, *catalogue.merged)}
    names |= catalogue.unpublished
    day = catalogue.site.edition_date
    for entry in catalogue.entries:
        slug, told = entry.monument.slug, told_by(entry)
        versions = catalogue.versions.get(slug, ())
        if versions and versions[-1].told == told:
            continue
        if versions and versions[-1].day >= day:
            raise FixedAlreadyError(
                f"{slug} was fixed on {versions[-1].day} and says something else by now; "
                f"give the edition a later edition_date than {day} in site.yaml"
            )
        text = fixed_text(entry, ordered, names)
        yield Version(slug, day, path_at(slug, day), told, digest_bytes(text), entry.monument.names), text


def add_versions(content: Path, versions: list[tuple[Version, bytes]]) -> None:
    """Put versions down: the texts first, so that the register never vouches for what is not there."""
    for version, text in versions:
        place = content / version.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text)
    if versions:
        with (content / REGISTER).open("a", encoding="utf-8", newline="\n") as register:
            register.write("".join(line_of(version) for version, _ in versions))
