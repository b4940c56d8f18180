"""Pictures: how fine each is where it is printed, in what colours, and how it is stored (ISO 32000-1, 8.9)."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
from PIL.JpegImagePlugin import JpegImageFile

from asylmura_ssg.check.preflight.canvas import Canvas
from asylmura_ssg.check.preflight.colour import CMYK, GREY, RGB, UNKNOWN, Space
from asylmura_ssg.check.preflight.reading import MALFORMED, Rect, entry, identity, items, moved, name, number, whole
from asylmura_ssg.check.preflight.terms import WASTED, WELL
from asylmura_ssg.model.preflight import Check

_INCH = 72.0
_ABBREVIATED = {"/LZW": "/LZWDecode", "/DCT": "/DCTDecode"}
_SLACK = 0.5  # ppi: sizes in points are rounded


def picture(canvas: Canvas, image: object) -> None:
    """Note what is wrong with a picture that is placed where the page stands."""
    box = moved((0.0, 0.0, 1.0, 1.0), canvas.state.ctm)
    _stored(canvas, image, box)
    _resolved(canvas, image, box)
    number_of = identity(image)
    if number_of not in canvas.seen or number_of is None:
        canvas.seen.add(number_of)
        for said in _lies(canvas, image):
            canvas.notes.add(Check.PICTURE_DAMAGED, said, box)


def inline_picture(canvas: Canvas, image: object) -> None:
    """Note what is wrong with a picture that stands within the page's content."""
    box = moved((0.0, 0.0, 1.0, 1.0), canvas.state.ctm)
    _stored(canvas, image, box)
    _resolved(canvas, image, box)


def _space(canvas: Canvas, image: object) -> Space:
    held = entry(image, "/ColorSpace")
    if held is not None:
        return canvas.space(held)
    if _filters(image) == ["/JPXDecode"]:
        return {1: GREY, 3: RGB, 4: CMYK}.get(len(_header(image)[1]), UNKNOWN)
    return GREY


def _filters(image: object) -> list[str]:
    held = entry(image, "/Filter")
    called = [name(held)] if isinstance(held, pikepdf.Name) else [name(part) for part in items(held)]
    return [_ABBREVIATED.get(found, found) for found in called if found is not None]


def _stored(canvas: Canvas, image: object, box: Rect) -> None:
    """Note colours, compression and what goes along with a picture."""
    notes, strict = canvas.notes, canvas.terms.inks_only
    stencil = entry(image, "/ImageMask") is True
    filters = _filters(image)
    if not stencil:
        space = _space(canvas, image)
        for check, said in space.faults:
            notes.add(check, f"a picture in {said}", box)
        canvas.measured.inks.update(space.inks)
    forbidden = {"/LZWDecode", "/Crypt", *(("/JPXDecode", "/JBIG2Decode") if strict else ())}
    for found in filters:
        if found in forbidden:
            notes.add(Check.PICTURE_FILTER, f"a picture compressed by {found[1:]}", box)
    if strict and isinstance(entry(image, "/SMask"), pikepdf.Stream):
        notes.add(Check.TRANSPARENCY, "a picture with a soft mask", box)
    if strict and whole(entry(image, "/SMaskInData")):
        notes.add(Check.TRANSPARENCY, "a picture with transparency in its data", box)
    if entry(image, "/Interpolate") is True:
        notes.add(Check.PICTURE_INTERPOLATED, "a picture asks to be smoothed", box)
    if items(entry(image, "/Alternates")):
        notes.add(Check.REPLACED_CONTENT, "a picture with alternates", box)


def _resolved(canvas: Canvas, image: object, box: Rect) -> None:
    """Note a picture too coarse or too fine for its printed size. The coarser of its two directions counts.

    A picture one pixel high or wide is a gradient or a plain area: its other direction counts alone.
    """
    width, height = number(entry(image, "/Width")), number(entry(image, "/Height"))
    if not width or not height or width < 0 or height < 0:
        canvas.notes.add(Check.PICTURE_DAMAGED, "a picture without a size in pixels", box)
        return
    if canvas.visible(box) is None:
        return
    a, b, c, d, _, _ = canvas.state.ctm
    sides = [(width, (a * a + b * b) ** 0.5), (height, (c * c + d * d) ** 0.5)]
    if (width == 1) != (height == 1):
        sides = [side for side in sides if side[0] > 1]
    found = [pixels * _INCH / length for pixels, length in sides if length > 0]
    if not found:
        return
    measured, terms = canvas.measured, canvas.terms
    ppi = min(found)
    measured.pictures += 1
    measured.lowest_ppi = ppi if measured.lowest_ppi is None else min(ppi, measured.lowest_ppi)
    size = f"a picture of {width:.0f} × {height:.0f} px is printed at {ppi:.0f} ppi"
    if ppi < terms.minimum - _SLACK:
        canvas.notes.add(Check.PICTURE_TOO_COARSE, f"{size}, under {terms.minimum}", box)
    elif ppi < terms.target * WELL - _SLACK:
        canvas.notes.add(Check.PICTURE_COARSE, f"{size}; aimed at is {terms.target}", box)
    elif (
        ppi > terms.target * WASTED
        and entry(image, "/BitsPerComponent") != 1
        and entry(image, "/ImageMask") is not True
    ):
        canvas.notes.add(Check.PICTURE_TOO_FINE, f"{size}; aimed at is {terms.target}", box)


def _lies(canvas: Canvas, image: object) -> Iterator[str]:
    """Yield where a JPEG is not of the size or the number of inks that the page says."""
    if _filters(image) != ["/DCTDecode"] or not isinstance(image, pikepdf.Stream):
        return
    size, bands = _header(image)
    if not bands:
        yield "a JPEG that cannot be read"
        return
    said = (whole(entry(image, "/Width")), whole(entry(image, "/Height")))
    if size != said:
        yield f"a JPEG of {size[0]} × {size[1]} px that is said to be of {said[0]} × {said[1]}"
    space = _space(canvas, image)
    if space.components and len(bands) != space.components:
        yield f"a JPEG of {len(bands)} components in {space.family[1:]}, which has {space.components}"


def _header(image: object) -> tuple[tuple[int, int], tuple[str, ...]]:
    """Return a picture's size in px and its bands, by its own header; no bands where it cannot be read."""
    if not isinstance(image, pikepdf.Stream):
        return (0, 0), ()
    # Opened as what it says it is: Image.open would refuse pictures of more pixels than it would decode.
    kind = Jpeg2KImageFile if "/JPXDecode" in _filters(image) else JpegImageFile
    try:
        opened = kind(io.BytesIO(image.read_raw_bytes()))
    except (OSError, SyntaxError, *MALFORMED):
        return (0, 0), ()
    return opened.size, opened.getbands()
