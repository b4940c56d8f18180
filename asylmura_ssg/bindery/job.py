"""An errand found in the content: which volume, for which printer, which part of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from asylmura_ssg.bindery.errand import Errand, RefusedError
from asylmura_ssg.diagnostics import did_you_mean
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.press import Printer
from asylmura_ssg.model.recipe import VolumeRecipe
from asylmura_ssg.plan.volume import plan_volume, region_named
from asylmura_ssg.read.catalogue import Reading
from asylmura_ssg.toolchain import typesetter


@dataclass(frozen=True, slots=True)
class Job:
    """An errand found in the content: the recipe of the block, and the terms it is printed on.

    ``name`` is what the package is called; one for another printer than the volume's own bears his name, too.
    """

    name: str
    recipe: VolumeRecipe
    printer: Printer

    def file(self, part: str) -> str:
        """Return the name of a file that goes to press, as the printer wants it."""
        return self.printer.file_name.format(volume=self.recipe.volume.key, part=part, printer=self.printer.key)


def job_of(reading: Reading, design: Design, errand: Errand) -> Job:
    """Return what is to be made. Raises RefusedError."""
    catalogue = reading.catalogue
    assert catalogue is not None  # noqa: S101 - the caller has seen that the content is sound
    key = _known("volume", errand.volume, catalogue.volumes)
    own = catalogue.volumes[key].printer
    printer = catalogue.printers[_known("printer", errand.printer or own, catalogue.printers)]
    missing = reading.missing_profiles.get(printer.key)
    if missing is not None:
        raise RefusedError(f"{missing.span.path}:{missing.span.line}: {missing.message}; {missing.hint}")
    region = None if errand.region is None else _region(catalogue, errand.region)
    recipe = plan_volume(catalogue, design, typesetter(), key, printer=printer, region=region, language=errand.language)
    if recipe is None:
        of = "" if region is None else f' of the region "{errand.region}"'
        raise RefusedError(f'the volume "{key}" has no published entry{of}: there is nothing to bind')
    name = recipe.volume.key if printer.key == own else f"{recipe.volume.key}-{printer.key}"
    return Job(name, recipe, printer)


def _region(catalogue: Catalogue, asked: str) -> str:
    found = region_named(catalogue.vocabularies, asked)
    if found is not None:
        return found
    regions = catalogue.vocabularies.regions
    return _known("region", asked, {*regions, *(region.iso for region in regions.values())})


def _known(what: str, asked: str, known: Collection[str]) -> str:
    if asked in known:
        return asked
    hint = did_you_mean(asked, known) or f"there are: {', '.join(sorted(known))}"
    raise RefusedError(f'there is no {what} "{asked}"; {hint}')
