"""Which monument is meant: by its slug, by its plate number, or by nothing that is known."""

from __future__ import annotations

from asylmura_ssg.diagnostics import did_you_mean
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.monument import Entry, Monument
from asylmura_ssg.model.plate import digits_of, is_plate, likely_plates, plate_of
from asylmura_ssg.model.register import Plate
from asylmura_ssg.registrar.desk import RefusedError

_MOSTLY = 0.6  # of the letters of a plate number that was misread are still digits


def by_slug(catalogue: Catalogue) -> dict[str, Entry]:
    """Return the published entries, those that were merged too."""
    return {entry.monument.slug: entry for entry in (*catalogue.entries, *catalogue.merged)}


def slug_of(catalogue: Catalogue, word: str) -> str:
    """Return the slug of the monument a person named by slug or plate number. Raises RefusedError."""
    known = {*by_slug(catalogue), *catalogue.unpublished, *catalogue.register.slugs.values()}
    if word in known:
        return word
    plates = plates_of(catalogue)
    likely = [f"{plate} ({plates[plate]})" for plate in likely_plates(word, plates)]
    if not word.strip().isdecimal():
        numbers = likely if sum(letter.isdecimal() for letter in word) >= _MOSTLY * len(word.strip()) else []
        offered = f"did you mean {', or '.join(numbers[:3])}?" if numbers else did_you_mean(word, known)
        hint = offered or "write the name of its folder in content/monuments/, or its plate number"
        raise RefusedError(f'no monument "{word}"; {hint}')
    digits = digits_of(word)
    if digits in plates:
        return plates[digits]
    what = (
        "no monument has this plate number" if is_plate(digits) else "this is no plate number: its check digit is wrong"
    )
    if len(digits) != 5:
        what = "a plate number has five digits"
    hint = f"; did you mean {', or '.join(likely[:3])}?" if likely else "; `asylmura plates status` lists them"
    raise RefusedError(f"{word}: {what}{hint}")


def plates_of(catalogue: Catalogue) -> dict[str, str]:
    """Return slugs by plate number: of every monument that is published or in the register, with a plate or without."""
    published = {entry.monument.number: slug for slug, entry in by_slug(catalogue).items()}
    return {plate_of(number): slug for number, slug in sorted((published | catalogue.register.slugs).items())}


def published(catalogue: Catalogue, word: str) -> Monument:
    """Return the published monument a person named. Raises RefusedError."""
    slug = slug_of(catalogue, word)
    entry = by_slug(catalogue).get(slug)
    if entry is None:
        raise RefusedError(f'"{slug}" is not published; its plate would not answer. Publish the entry first')
    return entry.monument


def plate_held(catalogue: Catalogue, word: str) -> Plate:
    """Return the plate of the monument a person named. Raises RefusedError when none was issued or adopted."""
    slug = slug_of(catalogue, word)
    plate = catalogue.register.of_slug().get(slug)
    if plate is None:
        raise RefusedError(
            f'"{slug}" has no plate; `asylmura plates issue {slug}` issues one, `asylmura plates adopt` enters one that hangs'
        )
    return plate
