"""Issuing: a plate is given its address and its code, both frozen from then on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from asylmura_ssg.check.plates import prove_plate
from asylmura_ssg.make.plates import make_plate, matrix
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.monument import Monument
from asylmura_ssg.model.plate import LEVEL, MASK, VERSION, payload, plate_of
from asylmura_ssg.model.recipe import PlateRecipe
from asylmura_ssg.model.register import Symbol, matrix_digest
from asylmura_ssg.read.catalogue import Reading
from asylmura_ssg.read.register.events import write_event
from asylmura_ssg.registrar.desk import Addition, RefusedError


def unplated(catalogue: Catalogue, region: str | None = None) -> tuple[Monument, ...]:
    """Return the published monuments that have no plate, by register number; of one region if it is named.

    A plate that was found hanging is a plate. Monuments that are no more, and entries that were merged, are left out.
    """
    plated = catalogue.register.of_slug()
    monuments = (entry.monument for entry in catalogue.entries)
    return tuple(
        monument
        for monument in monuments
        if monument.slug not in plated and monument.fate is None and region in (None, monument.region)
    )


def without_own(catalogue: Catalogue, monuments: Iterable[Monument]) -> tuple[Monument, ...]:
    """Return the monuments that have no plate of our own make."""
    plates = catalogue.register.of_slug()
    return tuple(dict.fromkeys(m for m in monuments if m.slug not in plates or plates[m.slug].own is None))


def issue(catalogue: Catalogue, monuments: Iterable[Monument], domain: str, day: date) -> tuple[Addition, ...]:
    """Return the lines that issue the first plate of our own make for each of these; none for those that have one.

    Raises RefusedError for a domain that is not official, and for an entry that was merged into another.
    """
    _demand_official(catalogue, domain)
    lines: list[Addition] = []
    for monument in without_own(catalogue, monuments):
        _demand_standing(monument)
        lines += numbering(catalogue, monument)
        lines.append(_line(catalogue, "issue", monument.slug, plate_of(monument.number), domain, day))
    return tuple(lines)


def re_issue(catalogue: Catalogue, slug: str, domain: str, day: date) -> tuple[Addition, ...]:
    """Return the line that issues one more plate, of the same number, for this or another official domain.

    Raises RefusedError as ``issue`` does.
    """
    _demand_official(catalogue, domain)
    for entry in catalogue.merged:
        if entry.monument.slug == slug:
            _demand_standing(entry.monument)
    plate = catalogue.register.of_slug().get(slug)
    if plate is None or plate.own is None:
        raise RefusedError(f'no plate was issued for "{slug}" yet; `asylmura plates issue {slug}` issues the first')
    return (_line(catalogue, "re-issue", slug, plate.plate, domain, day),)


def unnumbered(reading: Reading) -> tuple[Addition, ...]:
    """Return the lines that enter the numbers of all entries not yet in the register, drafts too, by number."""
    known = reading.register.register.slugs
    monuments = sorted((record.entry.monument for _, record in reading.records.values()), key=lambda m: m.number)
    return tuple(_numbering(monument) for monument in monuments if monument.number not in known)


def numbering(catalogue: Catalogue, monument: Monument) -> tuple[Addition, ...]:
    """Return the line that enters a monument's number, none where the register has it."""
    if catalogue.register.slugs.get(monument.number) == monument.slug:
        return ()
    return (_numbering(monument),)


def _numbering(monument: Monument) -> Addition:
    return Addition(write_event("number", {"number": monument.number, "slug": monument.slug}))


def _line(catalogue: Catalogue, kind: str, slug: str, plate: str, domain: str, day: date) -> Addition:
    held = catalogue.register.plates.get(plate)
    address = payload(plate, domain)
    symbol = frozen(address)
    return Addition(write_event(kind, {
        "date": day, "plate": plate, "issue": 1 if held is None else len(held.copies) + 1, "slug": slug,
        "payload": address, "version": symbol.version, "level": symbol.level, "mask": symbol.mask,
        "matrix": symbol.matrix,
    }))  # fmt: skip


def frozen(address: str) -> Symbol:
    """Return the symbol of an address. What is frozen for ever was first read back, and held against a second encoder.

    Raises UnreadablePlateError, which is never the content's fault.
    """
    recipe = PlateRecipe(address, VERSION, LEVEL, MASK, "png")
    prove_plate(recipe, make_plate(recipe))
    return Symbol(VERSION, LEVEL, MASK, matrix_digest(matrix(address, VERSION, LEVEL, MASK)))


def _demand_standing(monument: Monument) -> None:
    if monument.merger is not None:
        raise RefusedError(f'"{monument.slug}" was merged into "{monument.merger.into}"; issue a plate for that one')


def _demand_official(catalogue: Catalogue, domain: str) -> None:
    domains = catalogue.site.domains
    if domain not in domains:
        raise RefusedError(f"{domain} is not an official domain; content/site.yaml names {', '.join(domains)}")
