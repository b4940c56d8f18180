"""What an EPUB shows beside words: maps and codes drawn in it, pictures and faces brought along."""

from __future__ import annotations

from collections.abc import Iterator

from asylmura_ssg.make.maps import Palette, draw_country, draw_region
from asylmura_ssg.make.plates import matrix, outline
from asylmura_ssg.model.monument import Picture, Point
from asylmura_ssg.model.plate import LEVEL, MASK, QUIET_ZONE, VERSION
from asylmura_ssg.model.recipe import EpubRecipe, FontRecipe, PictureRecipe, Recipe

WIDTH = 1280
"""The widest a picture is brought along, in px: a telephone's long side, a tablet's short one."""

_LOCATOR_WIDTH, _REGION_WIDTH = 240.0, 420.0
# Middle tones, so that a map is seen on white paper and on black alike.
_PALETTE = Palette(land="#d8ccb2", region="#c08a55", water="#9fc0c6", line="#fbf8f1", dot="#7d2b12")
_FACES = (("normal", 400), ("italic", 400), ("normal", 600))


def picture_file(slug: str, picture: Picture) -> str:
    """Return the file of a picture of an entry."""
    return f"pictures/{slug}-{picture.stem}.jpg"


def pictures_of(recipe: EpubRecipe) -> Iterator[tuple[str, PictureRecipe]]:
    """Yield the file and the recipe of each picture, as wide as the web's widest or as it is."""
    for chapter in recipe.volume.chapters:
        for entry in chapter.entries:
            for picture in entry.monument.pictures:
                width = min(WIDTH, picture.width)
                yield picture_file(entry.monument.slug, picture), PictureRecipe(picture, width, "jpg")


def fonts_of(recipe: EpubRecipe) -> Iterator[tuple[str, Recipe]]:
    """Yield the file and the recipe of each face: few reading devices have every Kazakh letter in theirs."""
    for face in recipe.volume.faces:
        if face.family == "Literata" and (face.style, face.weight) in _FACES:
            name = face.file.removesuffix(".ttf").lower()
            yield f"fonts/{name}.woff2", FontRecipe(face, recipe.characters)


def locator(recipe: EpubRecipe, region: str, point: Point | None, label: str) -> str:
    """Return the country with an entry's region and place as SVG that says what it shows."""
    dots = (point,) if point else ()
    return _labelled(draw_country(recipe.volume.boundaries, region, dots, _PALETTE, _LOCATOR_WIDTH), label)


def region_map(recipe: EpubRecipe, region: str, points: tuple[Point, ...], label: str) -> str:
    """Return a region with its monuments as SVG that says what it shows."""
    return _labelled(draw_region(recipe.volume.boundaries, region, points, _PALETTE, _REGION_WIDTH), label)


def code(payload: str, label: str) -> str:
    """Return the code of an address as SVG on white, with its quiet zone, that says what it leads to."""
    side = 17 + 4 * VERSION + 2 * QUIET_ZONE
    path = outline(matrix(payload, VERSION, LEVEL, MASK))
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path fill="#000" transform="translate({QUIET_ZONE} {QUIET_ZONE})" d="{path}"/></svg>'
    )
    return _labelled(drawn, label)


def _labelled(svg: str, label: str) -> str:
    words = label.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return svg.replace("<svg ", f'<svg role="img" aria-label="{words}" ', 1).strip()
