"""What a workshop is asked for → the files it takes, each with what it must show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from asylmura_ssg.model.artwork import (
    Arrangement,
    ArtworkRecipe,
    Form,
    Inscription,
    Page,
    Sheet,
    Size,
    Variant,
    layout_of,
)
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.model.proof import FINEST, Expected, ExpectedCode
from asylmura_ssg.model.register import Plate, Symbol
from asylmura_ssg.toolchain import makers_digest

# What draws is imported where it is used: a folder that is as it should be is told so at once.
# ruff: noqa: PLC0415

SHEET_FORMS = (Form.PDF, Form.SVG, Form.DXF)


class NoPlateError(Exception):
    """A plate that cannot be drawn was asked for; the words say which and why."""


@dataclass(frozen=True, slots=True)
class Commission:
    """What is wanted: of which plates (slugs or plate numbers; all of them if none is named), how made, in which forms."""

    wanted: tuple[str, ...]
    region: str | None
    size: Size
    arrangement: Arrangement
    variant: Variant
    forms: tuple[Form, ...]
    sheet: Sheet | None
    language: Language


@dataclass(frozen=True, slots=True)
class Piece:
    """One file to be drawn: its path, what it is of, its key, and what it must show."""

    path: str
    subject: str
    key: str
    draw: ArtworkRecipe | tuple[Page, Form]
    expected: Expected

    def data(self) -> bytes:
        """Return its bytes."""
        from asylmura_ssg.make.artwork import make_artwork, make_sheet

        return make_artwork(self.draw) if isinstance(self.draw, ArtworkRecipe) else make_sheet(*self.draw)


def recipes_of(catalogue: Catalogue, design: Design, commission: Commission) -> list[tuple[ArtworkRecipe, ...]]:
    """Return the recipes of each plate that is wanted, in all forms, by plate number."""
    entries = {entry.monument.slug: entry.monument for entry in (*catalogue.entries, *catalogue.merged)}
    plates = sorted(_chosen(catalogue, commission), key=lambda plate: plate.plate)
    spoken = design.strings
    words = {str(lang): {k: v for k, v in spoken[lang].items() if k.startswith("artwork_")} for lang in LANGUAGES}
    found = []
    for plate in plates:
        monument, own = entries[plate.slug], plate.own
        if own is None or own.symbol is None:
            continue
        inscription = Inscription(
            plate=plate.plate, payload=own.payload, version=own.symbol.version, level=own.symbol.level,
            mask=own.symbol.mask, address=own.payload.removeprefix("https://"), names=monument.names,
            story=monument.summary, point=monument.location.point, owner=catalogue.site.publisher,
        )  # fmt: skip
        found.append(tuple(
            ArtworkRecipe(inscription, commission.size, commission.arrangement, commission.variant, form, words, design.faces)
            for form in commission.forms
        ))  # fmt: skip
    return found


def _chosen(catalogue: Catalogue, commission: Commission) -> Iterable[Plate]:
    """Return the plates that are wanted. Raises NoPlateError."""
    register = catalogue.register
    regions = {entry.monument.slug: entry.monument.region for entry in (*catalogue.entries, *catalogue.merged)}
    issued = {
        plate.slug: plate for plate in register.plates.values() if plate.own is not None and plate.slug in regions
    }
    if not commission.wanted:
        chosen = [p for slug, p in issued.items() if commission.region in (None, regions[slug])]
        if not chosen:
            where = "" if commission.region is None else f' in "{commission.region}"'
            raise NoPlateError(f"no plate was issued{where} yet: `asylmura plates issue` issues them")
        return chosen
    by_number = {plate.plate: plate for plate in issued.values()}
    unknown = [word for word in commission.wanted if word not in issued and word not in by_number]
    if unknown:
        raise NoPlateError(f"no plate was issued for {', '.join(unknown)}: `asylmura plates issue` issues it")
    named = (issued[word] if word in issued else by_number[word] for word in commission.wanted)
    return {plate.plate: plate for plate in named}.values()


def pieces_of(
    recipes: Sequence[tuple[ArtworkRecipe, ...]], pages: Sequence[Page], catalogue: Catalogue
) -> tuple[Piece, ...]:
    """Return every file of a commission: the plates' own by plate number, then the sheets'."""
    symbols = {plate.plate: plate.own.symbol for plate in catalogue.register.plates.values() if plate.own is not None}
    pieces = [
        Piece(f"{recipe.inscription.plate}/{recipe.name}", recipe.inscription.plate, digest_of((makers_digest(), recipe)),
               recipe, _expected(recipe, symbols))
        for forms in recipes for recipe in forms
    ]  # fmt: skip
    for number, page in enumerate(pages, 1):
        for form in SHEET_FORMS:
            name = f"sheet-{number:02d}"
            shown = tuple(
                ExpectedCode(box, placed.recipe.inscription.payload, _symbol(placed.recipe, symbols))
                for placed in page.plates for box in placed.codes()
            )  # fmt: skip
            expected = Expected(form, page.sheet.width, page.sheet.height, shown, None)
            key = digest_of((makers_digest(), page, form))
            pieces.append(Piece(f"sheets/{name}.{form}", name, key, (page, form), expected))
    return tuple(pieces)


def imposed(recipes: Sequence[tuple[ArtworkRecipe, ...]], commission: Commission) -> tuple[Page, ...]:
    """Return the sheets that hold all plates, none when no sheets are wanted. Raises ArtworkError."""
    if commission.sheet is None:
        return ()
    from asylmura_ssg.make.artwork import impose

    return impose([each[0] for each in recipes], commission.sheet)


def _symbol(recipe: ArtworkRecipe, symbols: dict[str, Symbol | None]) -> Symbol:
    symbol = symbols[recipe.inscription.plate]
    assert symbol is not None  # noqa: S101 - only plates of our own make are drawn
    return symbol


def _expected(recipe: ArtworkRecipe, symbols: dict[str, Symbol | None]) -> Expected:
    layout = layout_of(recipe.size, recipe.arrangement)
    shown = tuple(ExpectedCode(box, recipe.inscription.payload, _symbol(recipe, symbols)) for box in layout.codes)
    return Expected(recipe.form, layout.width, layout.height, shown, FINEST[recipe.variant])
