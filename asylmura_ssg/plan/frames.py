"""What every page of a language shares, and the assets pages are drawn with."""

from __future__ import annotations

import json
import re
import string

from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design, Face
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.model.latin import LATIN, LETTERS
from asylmura_ssg.model.projection import COUNTRY_WIDTH, country_sheet
from asylmura_ssg.model.recipe import Artifact, FontRecipe, Frame, IconRecipe, MapRecipe, Recipe, TextRecipe
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

# Name, px, and whether a screen may cut it to any shape; smaller ones a home screen would show blurred.
ICONS = (("192", 192, False), ("512", 512, False), ("maskable", 512, True))

# What Kazakh in Latin letters is set in: loaded for whoever asks for it, so that all others load nothing of it.
_LATIN = "".join(sorted(set(string.ascii_letters) | set(LETTERS)))

DESK = "desk/"
"""Where the furniture of the editors' desk stands, which is never published."""

# The sheet that stands in a file of its own: a browser fetches it last of all, and no page waits for it.
_PRINT = "pages/print.css"

# How sheets and scripts name an asset; what stands there in its place is its address.
_ASSET = re.compile(r"asset\(([^)]+)\)")
_SAID = re.compile(r"\bsaid\((\w+)\)")
_IMPORTED = re.compile(r"""(?m)^import\b[^("';]*["']asset\(([^)]+)\)["']""")

_INK = "<style>svg{color:#3a3128}@media(prefers-color-scheme:dark){svg{color:#e4d9c3}}</style>"


def plan_assets(catalogue: Catalogue, design: Design) -> tuple[dict[str, str], tuple[Artifact, ...]]:
    """Return the address of each asset by its logical name, and the artifacts."""
    recipes: dict[str, tuple[str, Recipe]] = {}
    for face in design.faces:
        recipes |= _fonts_of(face)
    recipes["latin"] = ("latin.json", TextRecipe(_reading_aid()))
    recipes["sheet/print"] = ("print.css", TextRecipe(_stylesheet(design.styles[_PRINT], {})))
    for region in (None, *catalogue.boundaries.regions):
        recipes[f"map/{region or 'country'}"] = (
            f"map-{region or 'country'}.svg",
            MapRecipe(catalogue.boundaries, region),
        )
    for name, drawing in design.emblems.items():
        recipes[f"emblem/{name}"] = (f"emblem-{name.replace('/', '-')}.svg", TextRecipe(_coloured(drawing)))
    for name, drawing in design.ornaments.items():
        recipes[f"ornament/{name}"] = (f"{name}.svg", TextRecipe(drawing))
    for name, size, maskable in ICONS if "mark" in design.emblems else ():
        recipes[f"icon/{name}"] = (f"icon-{name}.png", IconRecipe(design.emblems["mark"], size, maskable))
    shipped = _Assets(recipes)
    for path in design.scripts:
        if not path.startswith(("worker/", DESK)):  # a worker has an address that never changes
            shipped.script(path, design.scripts)
    return shipped.addresses, tuple(shipped.artifacts)


def _fonts_of(face: Face) -> dict[str, tuple[str, Recipe]]:
    """Return the files that pages load of a face: by logical name, the file's name and its recipe."""
    name, kind = face.file.removesuffix(".ttf").lower(), f"{face.style}-{face.weight}"
    fonts: dict[str, tuple[str, Recipe]] = {}
    if face.family == "Literata" and (face.style, face.weight) in _WEB_FACES:
        fonts[f"font/{kind}"] = (f"{name}.woff2", FontRecipe(face, CHARACTERS))
        fonts[f"font/latin/{kind}"] = (f"{name}-latin.woff2", FontRecipe(face, _LATIN))
    for script in SCRIPTS:
        if face.family == script.family:
            letters = "".join(chr(code) for first, last in script.blocks for code in range(first, last + 1))
            fonts[f"font/{script.tag}"] = (f"{name}.woff2", FontRecipe(face, letters))
    return fonts


class _Assets:
    """Assets as they are named: whatever names another has that one's address in it, so that one is named first."""

    def __init__(self, recipes: dict[str, tuple[str, Recipe]]) -> None:
        self.addresses: dict[str, str] = {}
        self.artifacts: list[Artifact] = []
        for logical, (file, recipe) in recipes.items():
            self._name(logical, file, recipe)

    def script(self, path: str, scripts: dict[str, str]) -> str:
        """Return the address of a script: ours (``pages/<name>.js``) without comments, others' just as they are."""
        logical = script_name(path)
        if logical not in self.addresses:
            ours = logical.startswith("script/")
            text = _bare_script(scripts[path]) if ours else scripts[path]
            if ours:
                text = _ASSET.sub(lambda named: self._named(named[1], scripts), text)
            self._name(logical, path.rpartition("/")[2], TextRecipe(text))
        return self.addresses[logical]

    def _named(self, logical: str, scripts: dict[str, str]) -> str:
        by_name = {script_name(path): path for path in scripts}
        return self.script(by_name[logical], scripts) if logical in by_name else self.addresses[logical]

    def _name(self, logical: str, file: str, recipe: Recipe) -> None:
        stem, _, suffix = file.rpartition(".")
        asset = Asset(f"{stem}.{digest_of(recipe)[:10]}.{suffix}")
        self.addresses[logical] = url_of(asset)
        self.artifacts.append(Artifact(asset, recipe))


def worker(design: Design, *, retired: bool) -> TextRecipe:
    """Return the worker that keeps pages on a phone, or the one that takes its place and clears up after it.

    It has no page to read its words from: ``said(key)`` stands for a string in every language.
    """
    script = _bare_script(design.scripts["worker/retired.js" if retired else "worker/sw.js"])

    def said(key: re.Match[str]) -> str:
        words = {str(language): strings[key[1]] for language, strings in design.strings.items()}
        return json.dumps(words, ensure_ascii=False)

    return TextRecipe(_SAID.sub(said, script))


def _reading_aid() -> str:
    """Return what the script needs that writes Kazakh in Latin letters: which they are, and where its faces hold good."""
    held = ",".join(f"U+{ord(letter):X}" for letter in _LATIN)
    return json.dumps({"letters": dict(LATIN), "range": held}, ensure_ascii=False, sort_keys=True)


def script_name(path: str) -> str:
    """Return a script's logical name: ``script/search`` for ``pages/search.js``, else its path below ``templates/``."""
    return f"script/{path[6:-3]}" if path.startswith("pages/") else path


def modules_of(design: Design, logical: str) -> tuple[str, ...]:
    """Return a script's logical name, and those of all that it cannot begin without; none when it is not there."""
    texts = {script_name(path): text for path, text in design.scripts.items()}
    found: dict[str, None] = {}
    waiting = [logical] if logical in texts else []
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += _IMPORTED.findall(texts[name])
    return tuple(found)


def _coloured(drawing: str) -> str:
    """Return an emblem that has its ink with it, for light and dark, since a picture inherits no colour."""
    namespaced = (
        drawing if "xmlns=" in drawing else drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    )
    return re.sub(r"(<svg[^>]*>)", rf"\1{_INK}", namespaced, count=1)


def frames_of(catalogue: Catalogue, design: Design, assets: dict[str, str]) -> dict[Language, Frame]:
    """Return the frame of each language."""
    frames = {}
    styles = {path: text for path, text in design.styles.items() if not path.startswith(DESK)}
    for language in LANGUAGES:
        parts = (
            # Not the catalogue's own digest: an event in the register must not make every page anew.
            (catalogue.site, catalogue.vocabularies, catalogue.bibliography, catalogue.boundaries.digest),
            (design.strings[language], styles, design.emblems, assets, catalogue.conduct),
        )
        frames[language] = Frame(
            language=language,
            site=catalogue.site,
            vocabularies=catalogue.vocabularies,
            bibliography=catalogue.bibliography,
            conduct=catalogue.conduct,
            strings=design.strings[language],
            sheets={
                path.removeprefix("pages/").removesuffix(".css"): _stylesheet(text, assets)
                for path, text in design.styles.items()
                if path.startswith("pages/") and path != _PRINT
            },
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
    addressed = _ASSET.sub(lambda named: f"url({assets[named[1]]})", text)
    bare = re.sub(r"/\*.*?\*/", "", addressed, flags=re.DOTALL)
    return re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r"\s+", " ", bare)).strip().replace(";}", "}")
