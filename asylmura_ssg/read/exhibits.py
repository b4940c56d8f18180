"""Exhibits: ``content/exhibits/<key>/exhibit.yaml`` with the model and its poster beside it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from asylmura_ssg.diagnostics import Code
from asylmura_ssg.model.exhibit import LARGEST_MODEL, Exhibit, Model
from asylmura_ssg.read.films import check_key, mentions, read_poster
from asylmura_ssg.read.glb import look_into
from asylmura_ssg.read.nodes import Block
from asylmura_ssg.read.raster import UnfitError
from asylmura_ssg.read.strays import check_unused
from asylmura_ssg.read.text_rules import Mention
from asylmura_ssg.read.vocabularies import Shelf
from asylmura_ssg.tree import Bytes

FOLDER = "exhibits/"
RECORD = "exhibit.yaml"
_SCALE = re.compile(r"1:([1-9]\d{0,4})")


@dataclass(frozen=True, slots=True)
class Exhibits:
    """The exhibits in the order of their keys, and the entries they name."""

    exhibits: tuple[Exhibit, ...]
    named: tuple[Mention, ...]


def read_exhibits(shelf: Shelf, bibliography: Collection[str], licences: Collection[str]) -> Exhibits:
    """Return the exhibits; what is wrong with them is reported. Which entries there are is not known yet."""
    exhibits: list[Exhibit] = []
    named: list[Mention] = []
    for path in shelf.files:
        key, slash, name = path.removeprefix(FOLDER).partition("/")
        if not path.startswith(FOLDER) or name != RECORD or not slash:
            continue
        top = shelf.top(path)
        if top is not None:
            check_key(top, key)
            exhibit = _exhibit(shelf, key, top, bibliography, licences)
            exhibits.append(exhibit)
            used = {path, exhibit.model.path, f"{FOLDER}{key}/README.md", exhibit.poster.path if exhibit.poster else ""}
            unused = [p for p in shelf.files if p.startswith(f"{FOLDER}{key}/") and p not in used]
            check_unused(unused, shelf.root, shelf.report)
            named += mentions(top, "of")
            top.finish()
    return Exhibits(tuple(exhibits), tuple(named))


def _exhibit(shelf: Shelf, key: str, top: Block, bibliography: Collection[str], licences: Collection[str]) -> Exhibit:
    folder = f"{FOLDER}{key}/"
    files = {path.removeprefix(folder): file for path, file in shelf.files.items() if path.startswith(folder)}
    return Exhibit(
        key=key,
        title=top.localized("title"),
        alt=top.localized("alt"),
        of=top.text("of"),
        made=top.localized("made"),
        author=top.text("author"),
        licence=top.term("licence", licences, Code.UNKNOWN_TERM, "licence"),
        year=top.optional_integer("year"),
        scale=_scale(top),
        sources=top.terms("source", bibliography, Code.UNKNOWN_SOURCE, "source"),
        model=_model(top, folder, files),
        poster=read_poster(top, folder, files, licences),
    )


def _scale(top: Block) -> int | None:
    written = top.optional_text("scale")
    found = None if written is None else _SCALE.fullmatch(written)
    if written is not None and found is None:
        top.complain(Code.WRONG_TYPE, f'"{written}" is not a scale',
                     'write "1:1" for a model in true size, "1:20" for one twenty times smaller', key="scale")  # fmt: skip
    return None if found is None else int(found[1])


def _model(top: Block, folder: str, files: dict[str, Bytes]) -> Model:
    name = top.text("file")
    file = files.get(name)
    nothing = Model(folder + name, "", 0, (0.0, 0.0, 0.0))
    if name and not name.endswith(".glb"):
        top.complain(Code.MODEL_UNFIT, f'"{name}" is no binary glTF file', "export the model as .glb", key="file")
        return nothing
    if file is None:
        if name:
            top.complain(Code.MODEL_MISSING, f'no model "{name}" in content/{folder}',
                         "put it there; small and capital letters count", key="file")  # fmt: skip
        return nothing
    size, _ = file.glimpse(0)
    if size > LARGEST_MODEL:
        top.complain(
            Code.MODEL_TOO_LARGE,
            f'"{name}" has {size / 1e6:.1f} MB; {LARGEST_MODEL / 1e6:.0f} MB are the most',
            "thin out its triangles to a hundred thousand, and save its textures as WebP of 2048 px: see docs/exhibits.md",
            key="file",
        )
        return nothing
    try:
        extent = look_into(file.data)
    except UnfitError as error:
        top.complain(Code.MODEL_UNFIT, f'"{name}" {error}', error.remedy, key="file")
        return nothing
    return Model(file.path, file.digest, size, extent)
