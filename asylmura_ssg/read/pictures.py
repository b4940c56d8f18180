"""Pictures named in a record: are they there, can they be opened, is everything said that must be said."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from asylmura_ssg.diagnostics import Code
from asylmura_ssg.model.figures import FINE, least_pixels, printed_sizes, resolution
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Picture
from asylmura_ssg.model.printed_page import Format, Pictures, Treatment
from asylmura_ssg.read.nodes import Block, read_whole
from asylmura_ssg.read.raster import UnfitError, look_at
from asylmura_ssg.tree import Bytes

_NAME = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*\.[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Press:
    """What a printed volume asks of pictures: the page they stand on, and how fine its printer takes them."""

    page: Format
    pictures: Pictures


def read_pictures(top: Block, folder: str, files: dict[str, Bytes], licences: Collection[str]) -> tuple[Picture, ...]:
    """Return the pictures of a record; what is wrong with them is reported."""
    blocks = top.blocks("pictures")
    pictures = tuple(
        read_whole(block, lambda inner: read_picture(inner, f"monuments/{folder}/", files, licences))
        for block in blocks
    )
    stems: dict[str, str] = {}
    for block, picture in zip(blocks, pictures, strict=True):
        if picture.file and not _NAME.fullmatch(picture.file):
            block.complain(Code.PICTURE_NAME, f'"{picture.file}" cannot stand in an address',
                           "name it with Latin letters, digits and hyphens, like south-face.jpg", key="file")  # fmt: skip
        elif stems.setdefault(picture.stem, picture.file) != picture.file:
            block.complain(Code.PICTURE_NAME, f'"{picture.file}" and "{stems[picture.stem]}" would share an address',
                           "names must differ before the dot, capitals aside", key="file")  # fmt: skip
    return pictures


def check_fineness(
    top: Block, pictures: Sequence[Picture], volumes: Collection[str], presses: Mapping[str, Press]
) -> None:
    """Report each picture that has too few pixels for how large it stands in a volume that holds the entry."""
    if any(not picture.width for picture in pictures):
        return  # how large the others stand hangs on those that could not be opened
    blocks = top.blocks("pictures")
    for volume in volumes:
        press = presses.get(volume)
        rows = () if press is None else printed_sizes([(p.width, p.height) for p in pictures], press.page)
        sizes = [size for row in rows for size in row]
        for block, picture, size in zip(blocks, pictures, sizes, strict=False):
            if press is not None:
                _check_fineness(block, picture, size, press.pictures)


def _check_fineness(block: Block, picture: Picture, size: tuple[float, float], asked: Pictures) -> None:
    ppi, enough = resolution(picture.width, size[0]), min(FINE, asked.target)
    code, least = (Code.PICTURE_TOO_SMALL, asked.minimum) if ppi < asked.minimum else (Code.PICTURE_COARSE, enough)
    if ppi < least:
        width, height = least_pixels(size, least)
        block.complain(
            code,
            f'"{picture.file}" has {picture.width} × {picture.height} px; printed {size[0]:.0f} × {size[1]:.0f} mm '
            f"that is {ppi} dots per inch",
            f"{width} × {height} px make {least}; take the original, or leave the picture out: enlarging adds nothing",
            key="file",
        )


def read_picture(
    block: Block, folder: str, files: dict[str, Bytes], licences: Collection[str], *, captioned: bool = True
) -> Picture:
    """Return a picture from its block; ``folder`` is where it lies below the content, ``files`` what lies there by name.

    One that is not ``captioned`` has its alternative text for a caption.
    """
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
    treatment = _treatment(block)
    width, height, placeholder = (0, 0, b"") if file is None else _size(block, file, treatment)
    licence = ""
    if block.has("licence"):
        licence = block.term("licence", licences, Code.UNKNOWN_TERM, "licence")
    alt = block.optional_localized("alt") or Localized("")
    return Picture(
        file=name,
        path=f"{folder}{name}",
        digest="" if file is None else file.digest,
        width=width,
        height=height,
        caption=block.localized("caption") if captioned else alt,
        alt=alt,
        author=block.optional_text("author") or "",
        licence=licence,
        year=block.optional_integer("year"),
        treatment=treatment,
        placeholder=f"data:image/webp;base64,{b64encode(placeholder).decode()}",
    )


def _treatment(block: Block) -> Treatment:
    known = [str(each) for each in Treatment if each is not Treatment.CONVERT]
    word = block.term("print", known, Code.UNKNOWN_TERM, "way to print a picture") if block.has("print") else ""
    return Treatment(word) if word in known else Treatment.CONVERT


def _size(block: Block, file: Bytes, treatment: Treatment) -> tuple[int, int, bytes]:
    """Return width and height in px as a viewer sees them and a placeholder, or report why there are none."""
    name = block.text("file")
    try:
        image = look_at(file.data)
    except UnfitError as error:
        block.complain(Code.PICTURE_UNREADABLE, f'"{name}" {error}', error.remedy, key="file")
        return 0, 0, b""
    if image.inks and not image.profiled:
        block.complain(Code.PICTURE_COLOURS, f'"{name}" is in CMYK and does not say of which press',
                       "save it in RGB, or in CMYK with its ICC profile", key="file")  # fmt: skip
    elif treatment is Treatment.KEEP and not (image.inks or image.grey):
        block.complain(Code.PICTURE_COLOURS, f'"{name}" is in RGB: there are no inks to keep',
                       "leave print: out, and it is converted for each printer", key="print")  # fmt: skip
    return image.width, image.height, image.placeholder
