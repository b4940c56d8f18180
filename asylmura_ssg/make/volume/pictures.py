"""Photographs of the book: how large each stands on its page, and how its file is prepared for that size."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

from PIL import Image, ImageOps

from asylmura_ssg.make.spacing import bind
from asylmura_ssg.make.volume.fragment import PlacedPicture
from asylmura_ssg.model.monument import Picture
from asylmura_ssg.model.recipe import Frame, VolumeRecipe

PPI = 300
"""What printers ask for (ISO 12647 practice at a screen of 150 lines): more is not seen, less may be."""

_QUALITY = 92  # with full chroma: fine brick patterns keep their edges
_MM_PER_INCH = 25.4
_COLUMN, _GAP = 63.0, 6.0  # mm: a column of text, and what parts it from the other
_HIGHEST_LEAD, _HIGHEST_IN_ROW = 64.0, 60.0  # mm


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture on its page: its address in the fragment, its size in mm, and its words."""

    address: str
    width: float
    height: float
    alt: str
    caption: str
    credit: str


def figures_of(pictures: Sequence[Picture], frame: Frame) -> tuple[tuple[Figure, ...], ...]:
    """Return the rows in which an entry's pictures stand: the first alone, the others in pairs, an odd one with a pair."""
    if not pictures:
        return ()
    lead, *others = pictures
    rows = [others[start : start + 2] for start in range(0, len(others), 2)]
    if len(rows) > 1 and len(rows[-1]) == 1:
        rows[-2:] = [rows[-2] + rows[-1]]
    return (
        (_figure(lead, _lead_size(lead), frame),),
        *(tuple(map(_figure, row, _row_sizes(row), repeat(frame))) for row in rows),
    )


def placed(
    rows: Sequence[Sequence[Figure]], pictures: Sequence[Picture], recipe: VolumeRecipe
) -> Iterator[PlacedPicture]:
    """Yield what the typesetter needs of each figure."""
    figures = [figure for row in rows for figure in row]
    for figure, picture in zip(figures, pictures, strict=True):
        yield PlacedPicture(figure.address, recipe.pictures[picture.digest], figure.width, figure.height)


def credit_of(picture: Picture, frame: Frame) -> str:
    """Return who made the picture, when, and under which licence it is printed."""
    licence = frame.vocabularies.licences[picture.licence].label.best(frame.language).value
    return bind(", ".join((picture.author, *([str(picture.year)] if picture.year else []), licence)))


def _figure(picture: Picture, size: tuple[float, float], frame: Frame) -> Figure:
    language = frame.language
    return Figure(
        address=f"picture:{picture.file}",
        width=size[0],
        height=size[1],
        alt=picture.alt.best(language).value,
        caption=bind(picture.caption.best(language).value),
        credit=credit_of(picture, frame),
    )


def _lead_size(picture: Picture) -> tuple[float, float]:
    """Return width and height in mm: as wide as a column, unless it would be too high."""
    return _fitted(picture, min(_COLUMN * picture.height / picture.width, _HIGHEST_LEAD))


def _row_sizes(row: Sequence[Picture]) -> tuple[tuple[float, float], ...]:
    """Return sizes in mm: all pictures of a row equally high, and the row as wide as the page unless that is too high."""
    shapes = sum(picture.width / picture.height for picture in row)
    height = min((2 * _COLUMN + _GAP - _GAP * (len(row) - 1)) / shapes, _HIGHEST_IN_ROW)
    return tuple(_fitted(picture, height) for picture in row)


def _fitted(picture: Picture, height: float) -> tuple[float, float]:
    return round(height * picture.width / picture.height, 2), round(height, 2)


def prepare_picture(picture: PlacedPicture) -> bytes:
    """Return the picture as a JPEG of its final size at 300 ppi, or at its own resolution when that is less.

    It stands upright and bears nothing the camera wrote: no position, no name. This is the one place where a file becomes
    a picture for print: its colours, RGB or grey as yet, are to be turned into the printing inks here.
    """
    with Image.open(io.BytesIO(picture.data)) as opened:
        image = _on_paper(ImageOps.exif_transpose(opened))
    most = tuple(int(side / _MM_PER_INCH * PPI) for side in (picture.width, picture.height))
    width, height = (max(1, min(own, side)) for own, side in zip(image.size, most, strict=True))
    if (width, height) != image.size:
        image = image.resize((width, height), Image.Resampling.LANCZOS)
    image.info = {}  # Pillow would write a comment it has read
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, subsampling="4:4:4", optimize=True)
    return out.getvalue()


def _on_paper(image: Image.Image) -> Image.Image:
    """Return the picture in RGB or grey; where it is transparent, white paper shows through."""
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")
