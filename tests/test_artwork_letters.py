"""Letters on a plate: no two of them touch, whatever stands side by side."""

from __future__ import annotations

import io
import string

import numpy as np
import pytest
import resvg_py
from numpy.typing import NDArray
from PIL import Image
from test_artwork import FACES

from asylmura_ssg.make.artwork.clearance import GAP, lacking, profile_of
from asylmura_ssg.make.artwork.drawing import UNITS
from asylmura_ssg.make.artwork.lettering import typeface_of
from asylmura_ssg.make.artwork.setting import word_marks
from asylmura_ssg.make.artwork.svg import _path
from asylmura_ssg.model.language import Language

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
EM = 4 * UNITS  # micrometres
PITCH = 5 * EM // 2


def painted(path: str, columns: int, rows: int, rule: str) -> NDArray[np.bool_]:
    """Paint outlines on a sheet of so many words, ten pixels a mm."""
    width, height = columns * PITCH / UNITS, rows * PITCH / UNITS
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}">'
    )
    png = resvg_py.svg_to_bytes(
        svg_string=f'{head}<path fill-rule="{rule}" d="{path}"/></svg>', dpi=254, background="white"
    )
    return np.asarray(np.asarray(Image.open(io.BytesIO(bytes(png))).convert("L")) < 128)


@pytest.mark.parametrize("letters", [string.ascii_lowercase, KAZAKH], ids=["latin", "kazakh"])
@pytest.mark.parametrize(("family", "weight"), [(face.family, face.weight) for face in FACES])
def test_no_two_letters_touch_in_any_pair(family: str, weight: int, letters: str) -> None:
    typeface = typeface_of(FACES, family, weight)
    pairs = [first + second for first in letters.upper() + letters for second in letters]
    columns = 70
    paths = []
    for number, pair in enumerate(pairs):
        row, column = divmod(number, columns)
        word = typeface.word(pair, Language.KK)
        x, y = column * PITCH + EM // 2, row * PITCH + 2 * EM
        paths += [_path(mark) for mark in word_marks(typeface, word, "pair", x, y, EM)]
    rows = -(-len(pairs) // columns)
    even, nonzero = (painted("".join(paths), columns, rows, rule) for rule in ("evenodd", "nonzero"))
    assert even.mean() > 0.01
    assert (even != nonzero).sum() == 0


def test_what_is_lacking_between_two_squares_is_told_by_their_sides() -> None:
    square = profile_of([((0.0, 0.0), (((0.5, 0.0),), ((0.5, 0.5),), ((0.0, 0.5),)))])
    assert lacking(square, square, 0.5 + GAP) == pytest.approx(0)
    assert lacking(square, square, 0.5) == pytest.approx(GAP)
    assert lacking(square, square, 0.4) == pytest.approx(GAP + 0.1)
    above = profile_of([((0.0, 0.6), (((0.5, 0.6),), ((0.5, 0.9),), ((0.0, 0.9),)))])
    assert lacking(square, above, 0.1) == 0, "what stands over another letter does not touch it"
