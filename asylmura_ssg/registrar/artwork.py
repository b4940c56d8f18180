"""Which plates a workshop is asked for: those named by slug or number, or of a region; of our own make, all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asylmura_ssg.diagnostics import did_you_mean
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.register import Copy, Plate
from asylmura_ssg.registrar.desk import RefusedError
from asylmura_ssg.registrar.monuments import by_slug, slug_of


def copies_wanted(
    catalogue: Catalogue, words: Sequence[str], region: str | None, issue: int | None
) -> tuple[Copy, ...]:
    """Return the issues to be drawn, by plate number: of each plate the last of our own make, or that of this number.

    Without words all plates are meant, or those of a region. Raises RefusedError, which names every word that is wrong.
    """
    copies = _named(catalogue, words, issue) if words else _issued(catalogue, region)
    return tuple(sorted(copies, key=lambda copy: copy.plate))


def _issued(catalogue: Catalogue, region: str | None) -> tuple[Copy, ...]:
    regions = catalogue.vocabularies.regions
    if region is not None and region not in regions:
        hint = did_you_mean(region, regions) or f"known: {', '.join(regions)}"
        raise RefusedError(f'no region "{region}"; {hint}')
    entries = by_slug(catalogue)
    copies = tuple(
        plate.own
        for plate in catalogue.register.plates.values()
        if plate.own is not None and plate.slug in entries and region in (None, entries[plate.slug].monument.region)
    )
    if not copies:
        where = "" if region is None else f' in "{region}"'
        raise RefusedError(f"no plate was issued{where} yet: `asylmura plates issue` issues them")
    return copies


def _named(catalogue: Catalogue, words: Sequence[str], issue: int | None) -> set[Copy]:
    copies: set[Copy] = set()
    wrong: list[str] = []
    for word in words:
        try:
            copies.add(_copy(catalogue, slug_of(catalogue, word), issue))
        except RefusedError as error:
            wrong.append(str(error))
    if wrong:
        raise RefusedError("\n".join(dict.fromkeys(wrong)))
    return copies


def _copy(catalogue: Catalogue, slug: str, issue: int | None) -> Copy:
    entry, plate = by_slug(catalogue).get(slug), catalogue.register.of_slug().get(slug)
    if entry is None:
        raise RefusedError(f'"{slug}" is not published; its plate would not answer. Publish the entry first')
    if plate is None or plate.own is None:
        raise RefusedError("; ".join(_why_none(slug, plate, gone=entry.monument.fate is not None)))
    if issue is None:
        return plate.own
    found = next((copy for copy in plate.copies if copy.issue == issue), None)
    ours = ", ".join(str(copy.issue) for copy in plate.copies if copy.symbol is not None)
    if found is None:
        raise RefusedError(f"plate {plate.plate} has no issue {issue}; of our own make: {ours}")
    if found.symbol is None:
        raise RefusedError(
            f"issue {issue} of plate {plate.plate} was adopted: its code is not of our make; of our own make: {ours}"
        )
    return found


def _why_none(slug: str, plate: Plate | None, *, gone: bool) -> Iterator[str]:
    if plate is not None:
        yield f'the plate of "{slug}" was adopted: its code is not of our make'
        yield f"`asylmura plates issue {slug}` issues one that is"
    elif gone:
        yield f'"{slug}" is gone, so no plate was issued for it'
        yield f"if one is to mark the place, `asylmura plates issue {slug}` issues it"
    else:
        yield f"no plate was issued for {slug}"
        yield f"`asylmura plates issue {slug}` issues it"
