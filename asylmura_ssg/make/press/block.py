"""A paginated volume as a book to be linked: the block for a printer, or the edition for screens with its covers."""

from __future__ import annotations

from asylmura_ssg.make.press.inking import Inking
from asylmura_ssg.make.press.link import Book
from asylmura_ssg.make.press.link_outline import Bookmark
from asylmura_ssg.make.press.standard import Described
from asylmura_ssg.make.volume.pagination import Bound
from asylmura_ssg.model.press import Printer
from asylmura_ssg.model.recipe import VolumeRecipe

COVERS = 2
"""Pages before the block and after it on screens: so folio 1 stays on the right when two pages are shown."""


def described(recipe: VolumeRecipe) -> Described:
    """Return what a volume's files say of themselves."""
    frame = recipe.frames[0]
    return Described(
        title=recipe.volume.title.best(frame.language).value,
        author=frame.site.publisher.best(frame.language).value,
        language=frame.language,
        date=frame.site.edition_date,
    )


def press_book(recipe: VolumeRecipe, bound: Bound, printer: Printer, name: str) -> Book:
    """Return the block as a printer takes it; ``name`` is the file's, in ASCII."""
    return _book(recipe, bound, Inking.on_press(printer), name, 0)


def screen_book(recipe: VolumeRecipe, bound: Bound) -> Book:
    """Return the volume for screens: the front board and its inside stand before the block, those of the back after it."""
    return _book(recipe, bound, Inking.on_screen(), recipe.volume.key, COVERS)


def _book(recipe: VolumeRecipe, bound: Bound, inking: Inking, name: str, covers: int) -> Book:
    return Book(
        inking=inking,
        described=described(recipe),
        trim=(recipe.format.width, recipe.format.height),
        pages=bound.pages + 2 * covers,
        faces=recipe.faces,
        name=name,
        first_folio=1 - covers,
        folios=bound.folios,
        titles=bound.titles,
        bookmarks=tuple(Bookmark(*line) for line in bound.bookmarks),
    )
