"""Links the set entries of a shop, each as often as is needed, into one book of many fragments: for :mod:`benchmarks.volume`.

python -m benchmarks.linking FOLDER COUNT
"""

from __future__ import annotations

import sys
from itertools import cycle, islice
from pathlib import Path

from asylmura_ssg.cache import Store
from asylmura_ssg.galleys import Galleys
from asylmura_ssg.make.press import Inking, link
from asylmura_ssg.make.press.block import described
from asylmura_ssg.make.press.link import Book
from asylmura_ssg.tree import read_tree
from benchmarks.rivals import fragments, recipe_of


def main(folder: Path, count: int) -> None:
    """Write FOLDER/linked.pdf; every reference in it leads to folio 1, as it is the linking that is looked at."""
    files = read_tree(folder / "content")
    recipe, printer = recipe_of(files)
    galleys = Galleys(Store(folder / "cache" / "made"), 1, lambda path: files[path].data, lambda *_: None)
    entries = list(fragments(recipe))
    many = list(islice(cycle(entries), count))
    few = dict(zip(entries, galleys.typeset(entries), strict=True))
    inking = Inking.on_press(printer)
    book = Book(
        inking=inking,
        described=described(recipe),
        trim=(recipe.format.width, recipe.format.height),
        pages=sum(few[fragment].pages for fragment in many),
        faces=recipe.faces,
        name="linked",
        folios=dict.fromkeys(recipe.cards, 1),
    )
    with (folder / "linked.pdf").open("wb") as out:
        link(book, galleys.units(many, [few[fragment] for fragment in many], inking), out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
