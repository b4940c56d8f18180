"""What networks show where an entry is shared (Open Graph): 1200 × 630 px, its name, kind and region, a drawing or a photograph.

Words are shaped by HarfBuzz and drawn as outlines, so that no font of the machine plays a part. They are painted by PDFium,
which hands pixels over without packing them first. A letter that no face of ours has is left out: a card shows what it can,
and never fails a build.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree as ET

import pikepdf
import pypdfium2
import resvg_py
from PIL import Image, ImageColor

from asylmura_ssg.make.artwork.drawing import Shape
from asylmura_ssg.make.artwork.lettering import typeface_of
from asylmura_ssg.make.original import in_srgb, open_original
from asylmura_ssg.model.artwork import ArtworkError
from asylmura_ssg.model.design import Face
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.recipe import CardRecipe

WIDTH, HEIGHT = 1200, 630  # px: what networks show whole (1.91 : 1)
_PAPER, _INK, _SOFT, _CLAY, _CREAM = "#fbf8f1", "#2b2620", "#655c50", "#742a15", "#f8ecdd"
_MARGIN, _BAND, _COLUMN = 72, 54, 620  # px: the frame, the band at the foot, the words' column
_SIZES = (76, 68, 60, 52, 46, 40, 34)  # px: a name is set in the largest in which it takes no more than _LINES lines
_LINES = 4
_COLOURS = 32  # in the palette of a PNG: paper, inks and the shades at the edges of letters
_JPEG_QUALITY = 80
_UNIT = 1000  # outlines are whole thousandths of a pixel


@dataclass(frozen=True, slots=True)
class _Style:
    size: int
    colour: str
    weight: int


def make_card(recipe: CardRecipe, original: bytes | None) -> bytes:
    """Return the card: a PNG of few colours, or with the picture a JPEG. ``original`` are the picture's bytes."""
    if recipe.picture is None or original is None:
        image = _painted(recipe, _backdrop(recipe.emblem))
        out = io.BytesIO()
        image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", compress_level=7)
        return out.getvalue()
    backdrop = _backdrop("").copy()
    area = (_MARGIN + _COLUMN + 48, 0, WIDTH, HEIGHT - _BAND)
    backdrop.paste(_cropped(original, area[2] - area[0], area[3] - area[1]), area[:2])
    out = io.BytesIO()
    _painted(recipe, backdrop).save(out, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _cropped(data: bytes, width: int, height: int) -> Image.Image:
    """Return the middle of a picture, as large as asked."""
    image = in_srgb(open_original(data, width, height))
    scale = max(width / image.width, height / image.height)
    across, down = width / scale, height / scale
    left, top = (image.width - across) / 2, (image.height - down) / 2
    return image.resize((width, height), Image.Resampling.LANCZOS, (left, top, left + across, top + down))


@lru_cache(maxsize=32)  # one for each kind of monument
def _backdrop(emblem: str) -> Image.Image:
    drawing = _nested(emblem) if emblem else ""
    foot = HEIGHT - _BAND
    return _rendered(
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>{drawing}'
        f'<rect y="{foot}" width="{WIDTH}" height="{_BAND}" fill="{_CLAY}"/>'
    ).convert("RGB")


def _nested(emblem: str) -> str:
    """Return a drawing as a part of the card, in the clay's colour."""
    width = WIDTH - _MARGIN - _COLUMN - 48 - 40
    height = width * 200 // 320
    root = ET.fromstring(emblem)  # noqa: S314 - a drawing of our own
    root.tag = "{http://www.w3.org/2000/svg}svg"
    for key, value in (
        ("x", WIDTH - width - 40),
        ("y", (HEIGHT - _BAND - height) // 2),
        ("width", width),
        ("height", height),
    ):
        root.set(key, str(value))
    root.set("color", _CLAY)
    return ET.tostring(root, encoding="unicode")


def _painted(recipe: CardRecipe, backdrop: Image.Image) -> Image.Image:
    """Return the backdrop with the words on it."""
    pen = _Pen(recipe)
    y = _MARGIN + 26
    pen.line(f"{recipe.kicker} · {recipe.region}", _fitting(pen, f"{recipe.kicker} · {recipe.region}"), _MARGIN, y)
    style, lines = _set(pen, recipe.name)
    block = round(style.size * 1.16)
    y = max(y + 40, (HEIGHT - _BAND - len(lines) * block) // 2) + style.size
    for words in lines:
        pen.line(words, style, _MARGIN, y)
        y += block
    foot = HEIGHT - _BAND // 2 + 9
    small = _Style(26, _CREAM, 400)
    pen.line(recipe.site, _Style(26, _CREAM, 600), _MARGIN, foot)
    pen.line(recipe.address, small, WIDTH - _MARGIN - round(pen.width(recipe.address, small)), foot)
    layer = _inked(pen.drawn)
    image = backdrop.copy()
    image.paste(layer.convert("RGB"), (0, 0), layer.getchannel("A"))
    return image


def _fitting(pen: _Pen, words: str) -> _Style:
    styles = [_Style(size, _SOFT, 400) for size in (30, 26, 22, 18)]
    return next((style for style in styles if pen.width(words, style) <= _COLUMN), styles[-1])


def _set(pen: _Pen, name: str) -> tuple[_Style, tuple[str, ...]]:
    """Return a name in lines, in the largest size that holds it; what does not fit even the smallest is cut off."""
    for size in _SIZES:
        style = _Style(size, _INK, 600)
        if len(lines := _broken(pen, name, style)) <= _LINES:
            return style, lines
    style = _Style(_SIZES[-1], _INK, 600)
    lines = _broken(pen, name, style)
    room = (HEIGHT - _BAND - 2 * _MARGIN - 40) // round(style.size * 1.16)
    return style, lines if len(lines) <= room else (*lines[: room - 1], lines[room - 1] + "…")


def _broken(pen: _Pen, name: str, style: _Style) -> tuple[str, ...]:
    lines: list[str] = []
    for word in name.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and pen.width(longer, style) <= _COLUMN:
            lines[-1] = longer
        else:
            lines += _hewn(pen, word, style)
    return tuple(lines) or ("",)


def _hewn(pen: _Pen, word: str, style: _Style) -> list[str]:
    """Return a word in pieces that fit a line; all but monsters are whole."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and pen.width(pieces[-1] + letter, style) > _COLUMN:
            pieces.append("")
        pieces[-1] += letter
    return pieces if pen.width(word, style) > _COLUMN else [word]


class _Pen:
    """Draws words as outlines: operators of a page (ISO 32000-1, 8.5), whose origin is at its foot."""

    def __init__(self, recipe: CardRecipe) -> None:
        self._faces, self._language = _Faces(recipe.faces), recipe.language
        self.drawn: list[str] = []

    def width(self, words: str, style: _Style) -> float:
        """Return how wide words are, in px."""
        return _width(self._faces, words, style.weight, self._language) * style.size

    def line(self, words: str, style: _Style, x: float, y: float) -> None:
        """Draw words on a line; ``x`` and ``y`` are where it begins, in px."""
        red, green, blue = (value / 255 for value in ImageColor.getrgb(style.colour)[:3])
        self.drawn.append(f"{red:.4f} {green:.4f} {blue:.4f} rg")
        for family, weight, run in _runs(self._faces, words, style.weight):
            face = typeface_of(self._faces.faces, family, weight)
            word = face.word(run, self._language)
            for glyph, offset in word.glyphs:
                outline = _outline(self._faces, family, weight, glyph, style.size * _UNIT)
                if outline:
                    at = f"{x + offset * style.size:.2f} {HEIGHT - y:.2f}"
                    self.drawn.append(f"q .001 0 0 -.001 {at} cm {outline} f Q")
            x += word.width * style.size


class _Faces:
    """The faces as a key: equal when they hold the same."""

    __slots__ = ("digest", "faces")

    def __init__(self, faces: tuple[Face, ...]) -> None:
        self.faces = faces
        self.digest = digest_of(faces)

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Faces) and other.digest == self.digest


@lru_cache(maxsize=1 << 15)
def _width(faces: _Faces, words: str, weight: int, language: Language) -> float:
    runs = _runs(faces, words, weight)
    return sum(typeface_of(faces.faces, family, own).word(run, language).width for family, own, run in runs)


@lru_cache(maxsize=1 << 15)
def _runs(faces: _Faces, words: str, weight: int) -> tuple[tuple[str, int, str], ...]:
    """Return words in runs of one face each: family, weight, letters."""
    runs: list[tuple[str, int, str]] = []
    for letter in words:
        found = _face_of(faces, letter, weight)
        if found is not None:
            if runs and runs[-1][:2] == found:
                runs[-1] = (*found, runs[-1][2] + letter)
            else:
                runs.append((*found, letter))
    return tuple(runs)


@lru_cache(maxsize=4096)
def _face_of(faces: _Faces, letter: str, weight: int) -> tuple[str, int] | None:
    """Return the face a letter is drawn with: of the weight wanted, where there is one."""
    for face in sorted(faces.faces, key=lambda each: each.weight != weight):
        try:
            typeface_of(faces.faces, face.family, face.weight).word(letter, Language.KK)
        except ArtworkError:
            continue
        return face.family, face.weight
    return None


@lru_cache(maxsize=4096)
def _outline(faces: _Faces, family: str, weight: int, glyph: int, size: int) -> str:
    return _path(typeface_of(faces.faces, family, weight).shape(glyph, size))


def _path(shape: Shape) -> str:
    """Return a glyph's outlines as operators of a page."""
    drawn = []
    for contour in shape.contours:
        drawn.append(f"{contour.start[0]} {contour.start[1]} m")
        for segment in contour.segments:
            points = " ".join(f"{x} {y}" for x, y in segment)
            drawn.append(f"{points} {'l' if len(segment) == 1 else 'c'}")
        drawn.append("h")
    return " ".join(drawn)


def _inked(drawn: list[str]) -> Image.Image:
    """Return what operators draw, on nothing: RGBA of the card's size."""
    out = io.BytesIO()
    with pikepdf.new() as page:
        page.add_blank_page(page_size=(WIDTH, HEIGHT))
        page.pages[0].Contents = page.make_stream("\n".join(drawn).encode("ascii"))
        page.save(out)
    document = pypdfium2.PdfDocument(out.getvalue())
    try:
        image: Image.Image = document[0].render(fill_color=(0, 0, 0, 0)).to_pil()
        return image
    finally:
        document.close()


def _rendered(inside: str) -> Image.Image:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">{inside}</svg>'
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)
    return Image.open(io.BytesIO(bytes(png))).convert("RGBA")
