"""The list a workshop is handed with its files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import chain

from asylmura_ssg.model.artwork import ArtworkRecipe, Delivery, Form, SheetDelivery, layout_of

_COLUMNS = ("plate", "issue", "name_kk", "name_ru", "name_en", "payload", "size", "reads_to_m", "arrangement", "variant",
            "width_mm", "height_mm", "module_mm", "form", "file", "sha256")  # fmt: skip


def manifest(deliveries: Iterable[Delivery], sheets: Iterable[SheetDelivery] = ()) -> bytes:
    """Return the files as CSV (RFC 4180, UTF-8), a line each, in the order given, the plates' before the sheets'.

    A sheet's line names its plates, parted by spaces, and leaves empty what each of them has of its own.
    """
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    rows.writerows(chain(map(_of_plate, deliveries), map(_of_sheet, sheets)))
    # Without a byte order mark Excel takes UTF-8 for the system's old code page, and Kazakh letters come out as rubbish.
    return out.getvalue().encode("utf-8-sig")


def _of_plate(delivery: Delivery) -> tuple[object, ...]:
    recipe, said = delivery.recipe, delivery.recipe.inscription
    layout = layout_of(recipe.size, recipe.arrangement)
    return (
        said.plate, said.issue, said.names.kk, said.names.ru or "", said.names.en or "", said.payload,
        *_made(recipe, layout.width, layout.height, recipe.form), delivery.file, delivery.sha256,
    )  # fmt: skip


def _of_sheet(delivery: SheetDelivery) -> tuple[object, ...]:
    page = delivery.page
    numbers = " ".join(placed.recipe.inscription.plate for placed in page.plates)
    made = _made(page.plates[0].recipe, page.sheet.width, page.sheet.height, delivery.form)
    return (numbers, "", "", "", "", "", *made, delivery.file, delivery.sha256)


def _made(recipe: ArtworkRecipe, width: float, height: float, form: Form) -> tuple[object, ...]:
    return (
        recipe.size.key, f"{recipe.size.reads_to:g}", recipe.arrangement, recipe.variant,
        f"{width:g}", f"{height:g}", f"{recipe.size.module:g}", form,
    )  # fmt: skip
