"""One fragment → its pages as a PDF, by WeasyPrint. Nothing is fetched but what the fragment holds.

Every message of the engine is an error: it drops what it does not understand, and a book cannot be called back.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pyphen
from weasyprint import CSS, HTML
from weasyprint.formatting_structure.boxes import LineBox, ReplacedBox
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from asylmura_ssg.make.volume.faces import characters_missing, shown_name
from asylmura_ssg.make.volume.fragment import FragmentRecipe, Side, TypesettingError
from asylmura_ssg.make.volume.hyphenation import hyphenator_of
from asylmura_ssg.make.volume.line_memo import lines_remembered
from asylmura_ssg.make.volume.pictures import prepare_picture
from asylmura_ssg.model.design import Face

LEAST_FILL = 0.36
"""A last page emptier than this share of its height is almost empty: the fragment is then set closer, if it may be."""

_SCHEME = "face:"
_TEXT = re.compile(r"<style\b.*?</style>|<[^>]*>", re.DOTALL)
_KAZAKH = Path("kk")  # stands for the patterns in pyphen's register; no file is ever opened


def typeset(fragment: FragmentRecipe) -> bytes:
    """Return the fragment's pages as a PDF. Raises TypesettingError."""
    _register(fragment.hyphenation)
    held = _Held(fragment)
    with _silence_demanded(), lines_remembered():
        pdf: bytes = _best(fragment, held).write_pdf()
    _demand_own_faces(pdf, fragment)
    return pdf


def _best(fragment: FragmentRecipe, held: _Held) -> Any:
    """Return the laid-out document of the first fit whose last page is filled, or else of the fullest."""
    tried: list[tuple[float, Any]] = []
    for fit in fragment.fits:
        document = _lay_out(fragment, fit, held)
        pages = len(document.pages)
        fill = _fill(document.pages[-1])
        if pages == 1 or fill >= LEAST_FILL:
            return document
        tried.append((fill, document))
    return max(tried, key=lambda item: item[0])[1]


def _lay_out(fragment: FragmentRecipe, fit: str, held: _Held) -> Any:
    fonts = FontConfiguration()
    rules = f"html{{break-before:{fragment.side}}}" if fragment.side is Side.VERSO else ""
    style = CSS(string=_face_rules(fragment.faces) + fragment.stylesheet + rules, url_fetcher=held, font_config=fonts)
    page = HTML(string=fragment.html, url_fetcher=held)
    if fit:
        page.etree_element.set("class", f"{page.etree_element.get('class', '')} {fit}".strip())
    return page.render(stylesheets=[style], font_config=fonts)


def _face_rules(faces: tuple[Face, ...]) -> str:
    return "".join(
        f'@font-face{{font-family:"{face.family}";font-style:{face.style};font-weight:{face.weight};'
        f"src:url({_SCHEME}{face.digest})}}"
        for face in faces
    )


class _Held(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
    """Hands out what the fragment holds, faces and prepared pictures, and refuses every other address."""

    def __init__(self, fragment: FragmentRecipe) -> None:
        super().__init__()
        self._by_address = {_SCHEME + face.digest: face.data for face in fragment.faces}
        self._by_address |= {picture.address: prepare_picture(picture) for picture in fragment.pictures}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - WeasyPrint's own signature
        data = self._by_address.get(url)
        if data is None:
            raise TypesettingError(f"a page asks for {url!r}; only what the recipe holds may be used")
        return URLFetcherResponse(url, data)


def _fill(page: Any) -> float:
    """Return how far down its text area a page is filled, 0 to 1."""
    box = page._page_box  # noqa: SLF001 - WeasyPrint shows its boxes nowhere else
    top, height = box.content_box_y(), box.height
    lowest = max((b.position_y + b.height for b in box.children[0].descendants() if isinstance(b, LineBox | ReplacedBox)),
                 default=top)  # fmt: skip
    return float((lowest - top) / height)


def _register(patterns: str) -> None:
    """Make pyphen break Kazakh words as our patterns say; other languages keep pyphen's own dictionaries."""
    pyphen.LANGUAGES["kk"] = _KAZAKH
    pyphen.LANGUAGES_LOWERCASE["kk"] = "kk"
    pyphen.hdcache[_KAZAKH] = _Dictionary(patterns)


class _Dictionary:
    """What pyphen asks a dictionary for."""

    def __init__(self, patterns: str) -> None:
        self._hyphenator = hyphenator_of(patterns)

    def positions(self, word: str) -> list[pyphen.DataInt]:
        return [pyphen.DataInt(place) for place in self._hyphenator.breaks(word)]


class _Messages(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _silence_demanded() -> Iterator[None]:
    """Raise TypesettingError with everything WeasyPrint warned of inside the ``with`` block."""
    handler, logger = _Messages(), logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
    if handler.said:
        raise TypesettingError("; ".join(dict.fromkeys(handler.said)))


def _demand_own_faces(pdf: bytes, fragment: FragmentRecipe) -> None:
    """Raise TypesettingError when a letter was taken from a face of the machine, or from none."""
    own = {shown_name(face) for face in fragment.faces}
    with pikepdf.open(BytesIO(pdf)) as made:
        fonts = {} if not made.pages else dict(made.pages[0].Resources.get("/Font", {}).items())
        used = {str(font.BaseFont).partition("+")[2] for font in fonts.values()}
    missing = characters_missing(_TEXT.sub("", fragment.html), fragment.faces)
    if used - own or missing:
        named = " ".join(f"{c} (U+{ord(c):04X})" for c in missing)
        strange = ", ".join(sorted(used - own))
        raise TypesettingError(f"not in the book's faces: {named or 'some sign'}; set in {strange or 'nothing'}")
