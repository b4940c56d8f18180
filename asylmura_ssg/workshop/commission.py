"""What a workshop is asked for → the files it takes, each with what it must show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asylmura_ssg.model.artwork import (
    Arrangement,
    ArtworkError,
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
from asylmura_ssg.model.register import Copy, Symbol
from asylmura_ssg.toolchain import makers_digest

# What draws is imported where it is used: a folder that is as it should be is told so at once.
# ruff: noqa: PLC0415

SHEET_FORMS = (Form.PDF, Form.SVG, Form.DXF)


@dataclass(frozen=True, slots=True)
class Commission:
    """How plates are to be made, and in which forms."""

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


def recipes_of(
    catalogue: Catalogue, design: Design, copies: Sequence[Copy], commission: Commission
) -> list[tuple[ArtworkRecipe, ...]]:
    """Return the recipes of issues of our own make, in all forms, in their order."""
    entries = {entry.monument.slug: entry.monument for entry in (*catalogue.entries, *catalogue.merged)}
    spoken = design.strings
    words = {str(lang): {k: v for k, v in spoken[lang].items() if k.startswith("artwork_")} for lang in LANGUAGES}
    found = []
    for copy in copies:
        monument, symbol = entries[copy.slug], _own(copy)
        inscription = Inscription(
            plate=copy.plate, payload=copy.payload, version=symbol.version, level=symbol.level, mask=symbol.mask,
            address=copy.payload.removeprefix("https://"), names=monument.names, story=monument.summary,
            point=monument.location.point, owner=catalogue.site.publisher, issue=copy.issue,
        )  # fmt: skip
        found.append(tuple(
            ArtworkRecipe(inscription, commission.size, commission.arrangement, commission.variant, form, words, design.faces)
            for form in commission.forms
        ))  # fmt: skip
    return found


def pieces_of(
    recipes: Sequence[tuple[ArtworkRecipe, ...]], pages: Sequence[Page], copies: Sequence[Copy], commission: Commission
) -> tuple[Piece, ...]:
    """Return every file of a commission: the plates' own in their order, then the sheets'."""
    symbols = {copy.payload: _own(copy) for copy in copies}
    pieces = [
        Piece(f"{recipe.inscription.plate}/{recipe.name}", recipe.inscription.plate, digest_of((makers_digest(), recipe)),
               recipe, _expected(recipe, symbols))
        for forms in recipes for recipe in forms
    ]  # fmt: skip
    for number, page in enumerate(pages, 1):
        for form in sheet_forms(commission.forms):
            name = sheet_name(number)
            shown = tuple(
                ExpectedCode(box, placed.recipe.inscription.payload, symbols[placed.recipe.inscription.payload])
                for placed in page.plates for box in placed.codes()
            )  # fmt: skip
            expected = Expected(form, page.sheet.width, page.sheet.height, shown, None)
            key = digest_of((makers_digest(), page, form))
            pieces.append(Piece(sheet_file(number, form), name, key, (page, form), expected))
    return tuple(pieces)


def sheet_forms(forms: Sequence[Form]) -> tuple[Form, ...]:
    """Return those of the forms that sheets are made in."""
    return tuple(form for form in SHEET_FORMS if form in forms)


def sheet_name(number: int) -> str:
    """Return what a sheet is called, counted from 1."""
    return f"sheet-{number:02d}"


def sheet_file(number: int, form: Form) -> str:
    """Return the path of a sheet's file."""
    return f"sheets/{sheet_name(number)}.{form}"


def imposed(recipes: Sequence[tuple[ArtworkRecipe, ...]], commission: Commission) -> tuple[Page, ...]:
    """Return the sheets that hold all plates, none when no sheets are wanted. Raises ArtworkError."""
    if commission.sheet is None:
        return ()
    if not sheet_forms(commission.forms):
        raise ArtworkError(f"sheets are made as {', '.join(SHEET_FORMS)}; name one of these with --form, too")
    from asylmura_ssg.make.artwork import impose

    return impose([each[0] for each in recipes], commission.sheet)


def _own(copy: Copy) -> Symbol:
    assert copy.symbol is not None  # noqa: S101 - only plates of our own make are drawn
    return copy.symbol


def _expected(recipe: ArtworkRecipe, symbols: dict[str, Symbol]) -> Expected:
    layout = layout_of(recipe.size, recipe.arrangement)
    shown = tuple(
        ExpectedCode(box, recipe.inscription.payload, symbols[recipe.inscription.payload]) for box in layout.codes
    )
    return Expected(recipe.form, layout.width, layout.height, shown, FINEST[recipe.variant])
