"""Pictures named in a record: are they there, can they be opened, is everything said that must be said."""

from __future__ import annotations

import io
import re
import struct
import warnings
from collections.abc import Collection

from asylmura_ssg.diagnostics import Code
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Picture
from asylmura_ssg.read.nodes import Block, read_whole
from asylmura_ssg.tree import Bytes

_NAME = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*\.[A-Za-z]+")
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")


def read_pictures(top: Block, folder: str, files: dict[str, Bytes], licences: Collection[str]) -> tuple[Picture, ...]:
    """Return the pictures of a record; what is wrong with them is reported."""
    blocks = top.blocks("pictures")
    pictures = tuple(read_whole(block, lambda inner: _picture(inner, folder, files, licences)) for block in blocks)
    stems: dict[str, str] = {}
    for block, picture in zip(blocks, pictures, strict=True):
        if picture.file and not _NAME.fullmatch(picture.file):
            block.complain(Code.PICTURE_NAME, f'"{picture.file}" cannot stand in an address',
                           "name it with Latin letters, digits and hyphens, like south-face.jpg", key="file")  # fmt: skip
        elif stems.setdefault(picture.stem, picture.file) != picture.file:
            block.complain(Code.PICTURE_NAME, f'"{picture.file}" and "{stems[picture.stem]}" would share an address',
                           "names must differ before the dot, capitals aside", key="file")  # fmt: skip
    return pictures


def _picture(block: Block, folder: str, files: dict[str, Bytes], licences: Collection[str]) -> Picture:
    name = block.text("file")
    file = files.get(name)
    if name and file is None:
        others = ", ".join(sorted(n for n in files if not n.endswith((".yaml", ".md"))))
        block.complain(Code.PICTURE_MISSING, f'no picture "{name}" in the folder',
                       f"there are: {others}" if others else "put it there; small and capital letters count", key="file")  # fmt: skip
    for key, what in (("alt", "alt text"), ("author", "author"), ("licence", "licence")):
        if not block.has(key):
            block.complain(
                Code.PICTURE_INCOMPLETE, f'the picture "{name}" has no {what}', f'add "{key}: …"', key="file"
            )
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
        with warnings.catch_warnings(), Image.open(io.BytesIO(file.data), formats=_FORMATS) as image:
            warnings.simplefilter("ignore")  # the next stage decodes the same bytes; what can be decoded is good
            image.load()
            return ImageOps.exif_transpose(image).size
    except UnidentifiedImageError:
        words = "is not a picture that can be opened"
    except Image.DecompressionBombError:
        words = "is too large"
    except (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError, struct.error):
        words = "is damaged"  # Pillow's decoders raise all of these on bytes they did not expect
    block.complain(
        Code.PICTURE_UNREADABLE, f'"{block.text("file")}" {words}', "save it again as JPEG or PNG", key="file"
    )
    return 0, 0
