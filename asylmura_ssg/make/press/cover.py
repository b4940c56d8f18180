"""The cover: one sheet of five parts for the printing house, its two boards as pages for screens.

The text on the spine reads from top to bottom, so that it can be read when the book lies on its back: ISO 6357, and
GOST 7.84-2002, an interstate standard that Kazakhstan took part in adopting. A slim offprint has a plain spine.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from asylmura_ssg.make.maps import Palette, draw_country
from asylmura_ssg.make.numerals import roman
from asylmura_ssg.make.press.barcode import ean13
from asylmura_ssg.make.press.spread import Backbone, SpineTooThinError, Spread, backbone_of, spread_of
from asylmura_ssg.make.volume.composition import compose
from asylmura_ssg.make.volume.entry import Named
from asylmura_ssg.make.volume.faces import metrics_of
from asylmura_ssg.make.volume.figures import ACCENT, BLACK, CREAM, code
from asylmura_ssg.make.volume.fragment import FragmentRecipe, Side
from asylmura_ssg.make.volume.front import EMBLEM, BookView, book_view
from asylmura_ssg.make.volume.ornament import star
from asylmura_ssg.model.design import Face
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.press import DRAWN_BLEED, POINTS, Printer
from asylmura_ssg.model.printed_page import Format, Margins
from asylmura_ssg.model.recipe import VolumeRecipe

TRACE = "device-cmyk(0.08 0.62 0.74 0.12)"
"""The ornament on clay."""

_TILE = 22.0  # mm; a star stands on the middle of the spine, and runs over both its folds
_RINGS = (1.0, 0.68, 0.3)  # as on the book's other pages
_HEAD = 18.0  # mm that the spine's text keeps from head and foot
_NUMBER = 20.0  # mm of the spine's length for the volume's number in its star
_MAP = Palette(land=TRACE, region="device-cmyk(0 0.16 0.3 0)", water=ACCENT, line=ACCENT, dot=CREAM)
_OFFPRINT_MAP = replace(_MAP, dot=BLACK)
_MAP_UNITS = 420.0  # a dot of 4 units is 1 mm across when the map is 104 mm wide
_BARE = Margins(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Figure:
    """What the volume holds of something, named in its languages."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A region of the volume, and how many of its monuments it holds; or a monument of the only region, without count."""

    label: str
    count: str


@dataclass(frozen=True, slots=True)
class CoverView:
    """What a cover shows. ``backbone`` is None on a spine too thin for text, ``barcode`` is empty without an ISBN.

    ``lift`` is how far the spine's line is moved towards its head side, in mm, so that its capitals stand in the middle.
    """

    language: Language
    book: BookView
    sheet: Format
    across: float
    down: float
    drawing: Markup
    ornament: str
    trace: str
    number: str
    flaps: bool
    star: str
    star_outer: str
    backbone: Backbone | None
    lift: float
    spine_title: str
    figures: tuple[Figure, ...]
    listed: tuple[Listed, ...]
    listed_head: str
    map: Markup
    codes: tuple[Named, ...]
    code: Markup
    isbn: str
    barcode: Markup


def cover_fragment(recipe: VolumeRecipe, printer: Printer, pages: int) -> FragmentRecipe:
    """Return the cover of a block of so many pages as one page: the opened sheet. Raises SpineTooThinError.

    An offprint's spine is left plain where it is too thin for text.
    """
    spread = spread_of(printer, recipe.volume.trim, pages)
    try:
        backbone = _backbone(recipe, printer, pages)
    except SpineTooThinError:
        if recipe.offprint is None:
            raise
        backbone = None
    view = _view(recipe, Format(spread.width, spread.height, _BARE), pages, backbone, flaps=spread.flap > 0)
    return _set(recipe, "spread", view, spread, printer.safe)


def bears_text(recipe: VolumeRecipe, printer: Printer, pages: int) -> bool:
    """Tell whether the spine of a block of so many pages bears text."""
    try:
        _backbone(recipe, printer, pages)
    except SpineTooThinError:
        return False
    return True


def _backbone(recipe: VolumeRecipe, printer: Printer, pages: int) -> Backbone:
    spread = spread_of(printer, recipe.volume.trim, pages)
    length = spread.height - 2 * _HEAD - _NUMBER
    return backbone_of(printer, spread, pages, _spine_title(recipe), _face(recipe, "Literata", 600), length)


def front_fragment(recipe: VolumeRecipe, pages: int) -> FragmentRecipe:
    """Return the front board as a page, a recto, for the edition that is read on screens."""
    return _board(recipe, "front", pages, Side.RECTO)


def back_fragment(recipe: VolumeRecipe, pages: int) -> FragmentRecipe:
    """Return the back board as a page, a verso, for the edition that is read on screens."""
    return _board(recipe, "rear", pages, Side.VERSO)


def _board(recipe: VolumeRecipe, kind: str, pages: int, side: Side) -> FragmentRecipe:
    width, height = recipe.volume.trim
    view = _view(recipe, Format(width, height, _BARE), pages, None)
    return replace(_set(recipe, kind, view, Spread(width, height, 0.0, 0.0), 0.0), side=side)


def _set(recipe: VolumeRecipe, kind: str, view: CoverView, spread: Spread, safe: float) -> FragmentRecipe:
    fragment = compose(recipe, kind, view)
    parts = {"board": spread.board, "spine": spread.spine, "flap": spread.flap, "back": spread.back,
             "backbone": spread.backbone, "front": spread.front, "fore-edge": spread.fore_edge, "safe": safe}  # fmt: skip
    told = "".join(f"--{name}:{length:g}mm;" for name, length in parts.items())
    return replace(
        fragment,
        stylesheet=f"{fragment.stylesheet}{recipe.styles['print/boards.css']}html{{{told}}}",
        format=view.sheet,
    )


def _view(
    recipe: VolumeRecipe, sheet: Format, pages: int, backbone: Backbone | None, *, flaps: bool = False
) -> CoverView:
    book, isbn = book_view(recipe), recipe.volume.isbn
    across, down = sheet.width + 2 * DRAWN_BLEED, sheet.height + 2 * DRAWN_BLEED
    face = _face(recipe, "Literata", 600)
    t = recipe.frames[0].strings
    return CoverView(
        language=book.language,
        book=book,
        sheet=sheet,
        across=round(across, 2),
        down=round(down, 2),
        # As it was drawn: at this size its finest strokes are 0.33 pt.
        drawing=Markup(recipe.frames[0].emblems[EMBLEM].replace("currentColor", CREAM)),  # noqa: S704 - our own drawing
        trace=TRACE,
        ornament=_ornament(across, down),
        number=roman(recipe.volume.number),
        star=star(10, 10, 9.6) + star(10, 10, 7.6),
        star_outer=star(10, 10, 9.5),
        flaps=flaps,
        backbone=backbone,
        lift=0.0 if backbone is None else _lift(backbone, face),
        spine_title=_spine_title(recipe),
        figures=_figures(recipe, pages),
        listed=_listed(book),
        listed_head=t["cover_regions"],
        map=Markup(_map(recipe)),  # noqa: S704 - our own drawing
        codes=tuple(Named(frame.language, frame.strings["cover_codes"]) for frame in recipe.frames),
        code=Markup(code(f"https://{book.domain}")),  # noqa: S704 - our own drawing
        isbn=isbn or "",
        barcode=Markup(ean13(isbn, _face(recipe, "Golos Text", 400)) if isbn else ""),  # noqa: S704 - our own drawing
    )


def _map(recipe: VolumeRecipe) -> str:
    entries = (entry.monument for chapter in recipe.chapters for entry in chapter.entries)
    places = [monument.location.point for monument in entries if monument.location.point is not None]
    return draw_country(
        recipe.boundaries, recipe.offprint, places, _MAP if recipe.offprint is None else _OFFPRINT_MAP, _MAP_UNITS
    )


def _listed(book: BookView) -> tuple[Listed, ...]:
    """Return what the flap lists: the regions, or the monuments where there is but one region."""
    if len(book.parts) == 1:
        return tuple(Listed(line.name, "") for line in book.parts[0].lines)
    return tuple(Listed(part.label, f"{len(part.lines)}") for part in book.parts)


def _spine_title(recipe: VolumeRecipe) -> str:
    book = book_view(recipe)
    return f"{book.title}. {book.subtitle}"


def _ornament(across: float, down: float) -> str:
    """Return the tiling over the whole sheet, a star on its middle, as path data from the corner of the drawn bleed."""
    columns, rows = (int(side / 2 / _TILE + 0.5) for side in (across, down))
    return "".join(
        star(across / 2 + column * _TILE, down / 2 + row * _TILE, _TILE / 2 * ring)
        for row in range(-rows, rows + 1)
        for column in range(-columns, columns + 1)
        for ring in _RINGS
    )


def _lift(backbone: Backbone, face: Face) -> float:
    """Return how far a line that the engine centres by the face's own height must move to centre its capitals."""
    metrics = metrics_of(face)
    middle = (metrics.ascent + metrics.descent) / 2 / 1000 * backbone.size / POINTS
    return round(middle - backbone.baseline, 3)


def _face(recipe: VolumeRecipe, family: str, weight: int) -> Face:
    return next(f for f in recipe.faces if (f.family, f.weight, f.style) == (family, weight, "normal"))


def _figures(recipe: VolumeRecipe, pages: int) -> tuple[Figure, ...]:
    held = (
        ("monuments", sum(len(chapter.entries) for chapter in recipe.chapters)),
        *((("parts", len(recipe.chapters)),) if recipe.offprint is None else ()),
        ("pages", pages),
    )
    return tuple(
        Figure(" · ".join(dict.fromkeys(frame.strings[f"cover_{key}"] for frame in recipe.frames)), count)
        for key, count in held
    )


__all__ = ["CoverView", "SpineTooThinError", "back_fragment", "cover_fragment", "front_fragment"]
