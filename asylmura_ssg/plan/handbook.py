"""What the pages of the handbook and of the editors' desk are drawn with: one sheet, the site's faces and colours in it."""

from __future__ import annotations

import re

from asylmura_ssg.model.design import Design
from asylmura_ssg.model.recipe import FontRecipe, TextRecipe
from asylmura_ssg.plan.frames import CHARACTERS

SHEET = "handbook.css"

_CUTS = (("normal", 400), ("italic", 400), ("normal", 600))
_ROLES = re.compile(r"(?m)^(?::root \{|@media \(prefers-[^{]*\{ :root \{).*$")


def plan_sheet(design: Design) -> dict[str, FontRecipe | TextRecipe]:
    """Return the sheet, the faces and the drawings that it names, by their paths beside it."""
    files: dict[str, FontRecipe | TextRecipe] = {}
    rules = []
    for style, weight in _CUTS:
        face = next((f for f in design.faces if (f.family, f.style, f.weight) == ("Literata", style, weight)), None)
        if face is not None:
            name = f"fonts/{face.file.removesuffix('.ttf').lower()}.woff2"
            files[name] = FontRecipe(face, CHARACTERS)
            rules.append(
                f"@font-face {{ font-family: Literata; font-weight: {weight}; font-style: {style}; "
                f'font-display: swap; src: url({name}) format("woff2") }}'
            )
    files["mark.svg"] = TextRecipe(design.emblems["mark"])
    for name in ("frieze", "end"):
        files[f"{name}.svg"] = TextRecipe(design.ornaments[name])
    rules += _ROLES.findall(design.styles["pages/style.css"])
    files[SHEET] = TextRecipe("\n".join([*rules, design.styles["desk/page.css"]]))
    return files
