"""What a phone reads before it keeps a part of the site: what is in a pack, which packs there are, how it is called."""

from __future__ import annotations

import json

from asylmura_ssg.model.pack import Pack
from asylmura_ssg.model.recipe import AppManifestRecipe, PackIndexRecipe, PackRecipe

PAPER, GLAZE = "#fbf8f1", "#1d5f66"
"""The site's paper, and the glazed tile beneath its masthead: what a phone shows before the page is there, and around it."""


def make_list(recipe: PackRecipe | PackIndexRecipe | AppManifestRecipe) -> bytes:
    """Return the JSON."""
    value: object
    match recipe:
        case PackRecipe(pack):
            value = _contents(pack)
        case PackIndexRecipe(packs):
            value = {"packs": {pack.key: _offer(pack) for pack in packs}}
        case _:
            value = _app(recipe)
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _contents(pack: Pack) -> dict[str, object]:
    """Return a pack's files as address, SHA-256, bytes kept, bytes that travel; its monuments as number, plate, name, page."""
    return {
        "version": pack.version,
        "language": str(pack.language),
        "key": pack.key,
        "label": pack.label,
        "files": [[file.address, file.sha256, file.size, file.packed] for file in pack.files],
        "monuments": [[one.number, one.plate, one.name, one.url] for one in pack.monuments],
        "answers": pack.answers,
    }


def _offer(pack: Pack) -> dict[str, object]:
    return {"version": pack.version, "size": pack.size, "packed": pack.packed, "monuments": len(pack.monuments)}


def _app(recipe: AppManifestRecipe) -> dict[str, object]:
    """Return the manifest (W3C, Web Application Manifest). Each language is an app of its own, for it has its own name."""
    icons = (("192", 192, "any"), ("512", 512, "any"), ("maskable", 512, "maskable"))
    return {
        "id": recipe.start,
        "name": recipe.name,
        "short_name": recipe.short_name,
        "description": recipe.description,
        "lang": str(recipe.language),
        "dir": "ltr",
        "start_url": recipe.start,
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": GLAZE,
        "categories": ["books", "education", "travel"],
        "icons": [
            {"src": recipe.icons[name], "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for name, size, purpose in icons
        ],
    }
