"""The list a workshop is handed with its files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from asylmura_ssg.model.artwork import Delivery, layout_of

_COLUMNS = ("plate", "name_kk", "name_ru", "payload", "size", "reads_to_m", "arrangement", "variant",
            "width_mm", "height_mm", "module_mm", "form", "file", "sha256")  # fmt: skip


def manifest(deliveries: Iterable[Delivery]) -> bytes:
    """Return the files as CSV (RFC 4180, UTF-8), a line each, in the order given."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    for delivery in deliveries:
        recipe, said = delivery.recipe, delivery.recipe.inscription
        layout = layout_of(recipe.size, recipe.arrangement)
        rows.writerow([
            said.plate, said.names.kk, said.names.ru or "", said.payload, recipe.size.key, f"{recipe.size.reads_to:g}",
            recipe.arrangement, recipe.variant, f"{layout.width:g}", f"{layout.height:g}", f"{recipe.size.module:g}",
            recipe.form, delivery.file, delivery.sha256,
        ])  # fmt: skip
    return out.getvalue().encode()
