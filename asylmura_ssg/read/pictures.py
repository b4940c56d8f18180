"""Pictures named in a record: are they there, can they be opened, is everything said that must be said."""

from __future__ import annotations

import io
from collections.abc import Collection

from asylmura_ssg.diagnostics import Code
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Picture
from asylmura_ssg.read.nodes import Block, read_whole
from asylmura_ssg.tree import Bytes


def read_pictures(
    top: Block, folder: str, files: dict[str, Bytes], licences: Collection[str]
) -> tuple[Picture, ...]:
    """Return the pictures of a record; what is wrong with them is reported."""
    return tuple(
        read_whole(block, lambda inner: _picture(inner, folder, files, licences)) for block in top.blocks("pictures")
    )


def _picture(block: Block, folder: str, files: dict[str, Bytes], licences: Collection[str]) -> Picture:
    name = block.text("file")
    file = files.get(name)
    if name and file is None:
        block.complain(Code.PICTURE_MISSING, f'no picture "{name}" in the folder',
                       f"there are: {', '.join(sorted(n for n in files if not n.endswith(('.yaml', '.md')))) or 'none'}",
                       key="file")  # fmt: skip
    for key, what in (("alt", "alt text"), ("author", "author"), ("licence", "licence")):
        if not block.has(key):
            block.complain(Code.PICTURE_INCOMPLETE, f'the picture "{name}" has no {what}', f"add {key}:", key="file")
    width, height = (0, 0) if file is None else _size(block, file)
    licence = ""
    if block.has("licence"):
        licence = block.term("licence", licences, Code.UNKNOWN_TERM, "licence")
    return Picture(
        file=name,
        path=f"monuments/{folder}/{name}",
        digest="" if file is None else file.digest,
        width=width,
        height=height,
        caption=block.localized("caption"),
        alt=block.optional_localized("alt") or Localized(""),
        author=block.optional_text("author") or "",
        licence=licence,
        year=block.optional_integer("year"),
    )


def _size(block: Block, file: Bytes) -> tuple[int, int]:
    """Return width and height in px as a viewer sees them, after the EXIF orientation."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - most records have no picture

    try:
        with Image.open(io.BytesIO(file.data)) as image:
            image.load()
            return ImageOps.exif_transpose(image).size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        block.complain(Code.PICTURE_UNREADABLE, f'"{file.path}" cannot be opened: {error}',
                       "save it again as JPEG or PNG", key="file")  # fmt: skip
        return 0, 0
