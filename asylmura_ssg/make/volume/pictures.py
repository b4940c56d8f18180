"""Photographs of the book: in which rows they stand, how large each is on its page, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asylmura_ssg.make.spacing import bind
from asylmura_ssg.make.volume.fragment import PlacedPicture
from asylmura_ssg.model.figures import printed_sizes, rows_of
from asylmura_ssg.model.monument import Picture
from asylmura_ssg.model.printed_page import Format
from asylmura_ssg.model.recipe import Frame, VolumeRecipe


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture on its page: its address in the fragment, its size in mm, and its words."""

    address: str
    width: float
    height: float
    alt: str
    caption: str
    credit: str


def figures_of(pictures: Sequence[Picture], frame: Frame, page: Format) -> tuple[tuple[Figure, ...], ...]:
    """Return the rows in which an entry's pictures stand on pages of a format."""
    sizes = printed_sizes([(picture.width, picture.height) for picture in pictures], page)
    return tuple(
        tuple(_figure(picture, size, frame) for picture, size in zip(row, row_sizes, strict=True))
        for row, row_sizes in zip(rows_of(pictures), sizes, strict=True)
    )


def placed(rows: Sequence[Sequence[Figure]], pictures: Sequence[Picture]) -> Iterator[PlacedPicture]:
    """Yield what the typesetter, and whoever inks the page, needs of each figure."""
    figures = [figure for row in rows for figure in row]
    for figure, picture in zip(figures, pictures, strict=True):
        yield PlacedPicture(
            figure.address, picture.path, picture.digest, figure.width, figure.height, picture.treatment
        )


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


def has_pictures(recipe: VolumeRecipe) -> bool:
    """Tell whether any entry of the book has a picture."""
    return any(entry.monument.pictures for chapter in recipe.chapters for entry in chapter.entries)
