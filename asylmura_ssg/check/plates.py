"""Every plate's code is read back before it leaves: decoded from its pixels, and held against a second encoder.

segno 1.6.6 adds a stray pad byte where the data already fill the symbol (its issues 123 and 148), so its matrix may
differ from ours in padding and what follows from it; what its symbol decodes to may not.
"""

from __future__ import annotations

import io

import segno
import zxingcpp
from PIL import Image

from asylmura_ssg.model.recipe import PlateRecipe

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


class UnreadablePlateError(Exception):
    """A code does not read as what it was made from. This is never the content's fault."""


def prove_plate(recipe: PlateRecipe, png: bytes) -> None:
    """Raise UnreadablePlateError unless the PNG decodes to the payload, and so does a second encoder's symbol."""
    _expect(recipe, _decode(Image.open(io.BytesIO(png))), "our symbol")
    symbol = segno.make_qr(
        recipe.payload.encode("ascii"),
        version=recipe.version,
        error=recipe.level.lower(),
        mask=recipe.mask,
        mode="byte",
        boost_error=False,
    )
    if symbol.designator != f"{recipe.version}-{recipe.level}" or symbol.mask != recipe.mask:
        raise UnreadablePlateError(
            f"{recipe.payload}: the second encoder chose {symbol.designator}, mask {symbol.mask}"
        )
    pixels = io.BytesIO()
    symbol.save(pixels, kind="png", scale=4, border=4)
    _expect(recipe, _decode(Image.open(pixels)), "the second encoder's symbol")


def _decode(image: Image.Image) -> tuple[str, ...]:
    return tuple(code.text for code in zxingcpp.read_barcodes(image.convert("L"), formats=_QR))


def _expect(recipe: PlateRecipe, read: tuple[str, ...], what: str) -> None:
    if read != (recipe.payload,):
        raise UnreadablePlateError(f"{what} for {recipe.payload} reads as {read or 'nothing'}")
