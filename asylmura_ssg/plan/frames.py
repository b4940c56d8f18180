"""What every page of a language shares, and the assets pages are drawn with."""

from __future__ import annotations

import re

from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.model.projection import COUNTRY_WIDTH, country_sheet
from asylmura_ssg.model.recipe import Artifact, FontRecipe, Frame, MapRecipe, Recipe, TextRecipe
from asylmura_ssg.model.route import Asset, url_of
from asylmura_ssg.model.scripts import SCRIPTS

# What the site's texts are set in: Kazakh, Russian and English with their punctuation, and the signs of measures.
CHARACTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "\u00a0§«°±²³·»×÷ÇÉÖÜáãäçèéêëíñóöúü"
    + "".join(map(chr, range(0x401, 0x460)))
    + "ЁёӘәҒғҚқҢңӨөҰұҮүҺһІі"
    + "\u2009\u200a\u202f\u2010\u2011–—‘’“”„…‹›•′″→←↑↓−×÷≈≤≥№₸€ʻʼ"
)

# What the style sheet asks for: text, names in another language, emphasis.
_WEB_FACES = (("normal", 400), ("italic", 400), ("normal", 600))

NOT_FOUND = "plate-number"
"""Logical name of the script that finds the numbers a wrong address may have meant."""

_INK = "<style>svg{color:#3a3128}@media(prefers-color-scheme:dark){svg{color:#e4d9c3}}</style>"


def plan_assets(catalogue: Catalogue, design: Design) -> tuple[dict[str, str], tuple[Artifact, ...]]:
    """Return the address of each asset by its logical name, and the artifacts."""
    recipes: dict[str, tuple[str, Recipe]] = {}
    for face in design.faces:
        if face.family == "Literata" and (face.style, face.weight) in _WEB_FACES:
            name = face.file.removesuffix(".ttf").lower()
            recipes[f"font/{face.style}-{face.weight}"] = (f"{name}.woff2", FontRecipe(face, CHARACTERS))
        for script in SCRIPTS:
            if face.family == script.family:
                letters = "".join(chr(code) for first, last in script.blocks for code in range(first, last + 1))
                recipes[f"font/{script.tag}"] = (
                    f"{face.file.removesuffix('.ttf').lower()}.woff2",
                    FontRecipe(face, letters),
                )
    for region in (None, *catalogue.boundaries.regions):
        recipes[f"map/{region or 'country'}"] = (
            f"map-{region or 'country'}.svg",
            MapRecipe(catalogue.boundaries, region),
        )
    recipes[NOT_FOUND] = ("plate-number.js", TextRecipe(_bare_script(design.scripts[f"pages/{NOT_FOUND}.js"])))
    for name, drawing in design.emblems.items():
        recipes[f"emblem/{name}"] = (f"emblem-{name.replace('/', '-')}.svg", TextRecipe(_coloured(drawing)))
    addresses, artifacts = {}, []
    for logical, (file, recipe) in recipes.items():
        stem, _, suffix = file.rpartition(".")
        asset = Asset(f"{stem}.{digest_of(recipe)[:10]}.{suffix}")
        addresses[logical] = url_of(asset)
        artifacts.append(Artifact(asset, recipe))
    return addresses, tuple(artifacts)


def _coloured(drawing: str) -> str:
    """Return an emblem that has its ink with it, for light and dark, since a picture inherits no colour."""
    namespaced = (
        drawing if "xmlns=" in drawing else drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    )
    return re.sub(r"(<svg[^>]*>)", rf"\1{_INK}", namespaced, count=1)


def frames_of(catalogue: Catalogue, design: Design, assets: dict[str, str]) -> dict[Language, Frame]:
    """Return the frame of each language."""
    frames = {}
    for language in LANGUAGES:
        parts = (
            # Not the catalogue's own digest: an event in the register must not make every page anew.
            (catalogue.site, catalogue.vocabularies, catalogue.bibliography, catalogue.boundaries.digest),
            (design.strings[language], design.styles, design.emblems, assets),
        )
        frames[language] = Frame(
            language=language,
            site=catalogue.site,
            vocabularies=catalogue.vocabularies,
            bibliography=catalogue.bibliography,
            strings=design.strings[language],
            stylesheet=_stylesheet(design.styles.get("pages/style.css", ""), assets),
            emblems=design.emblems,
            assets=assets,
            boundaries=catalogue.boundaries,
            country=country_sheet(catalogue.boundaries, COUNTRY_WIDTH),
            digest=digest_of((str(language), parts)),
        )
    return frames


def _bare_script(text: str) -> str:
    """Return a script without its comments, each of which has a line of its own, and without indentation."""
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def _stylesheet(text: str, assets: dict[str, str]) -> str:
    """Return the style sheet with asset addresses put in for ``asset(name)``, and without comments and slack."""
    addressed = re.sub(r"asset\(([^)]+)\)", lambda m: f"url({assets[m[1]]})", text)
    bare = re.sub(r"/\*.*?\*/", "", addressed, flags=re.DOTALL)
    return re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r"\s+", " ", bare)).strip().replace(";}", "}")
