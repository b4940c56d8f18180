"""One fragment → its pages as a PDF, by WeasyPrint. Nothing is fetched but what the fragment holds.

Every message of the engine is an error: it drops what it does not understand, and a book cannot be called back.
"""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pyphen
from weasyprint import CSS, HTML
from weasyprint.formatting_structure.boxes import LineBox, ReplacedBox
from weasyprint.pdf.fonts import Font
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from asylmura_ssg.make.volume.column_notes import notes_put_off
from asylmura_ssg.make.volume.faces import characters_missing, own_name, shown_name
from asylmura_ssg.make.volume.fragment import FragmentRecipe, Side, TypesettingError
from asylmura_ssg.make.volume.geometry import preamble
from asylmura_ssg.make.volume.grid import whole_lines
from asylmura_ssg.make.volume.hyphen_limits import ill_broken
from asylmura_ssg.make.volume.hyphenation import hyphenator_of
from asylmura_ssg.make.volume.layout_memo import work_spared
from asylmura_ssg.make.volume.line_memo import lines_remembered
from asylmura_ssg.make.volume.overfull import demand_inside
from asylmura_ssg.make.volume.placeholder import placeholder
from asylmura_ssg.make.volume.tagging import tagged
from asylmura_ssg.model.design import Face

LEAST_FILL = 0.36
"""A last page emptier than this share of its height is almost empty: the fragment is then set closer, if it may be."""

LEAST_TEXT = 5
"""So many lines of running text, in both columns together, a last page begins with, or with none."""

_SCHEME = "face:"
_TEXT = re.compile(r"<style\b.*?</style>|<[^>]*>", re.DOTALL)
_OTHERS = ("ru", "en")
_KAZAKH = Path("kk")  # stands for the patterns in pyphen's register; no file is ever opened


def typeset(fragment: FragmentRecipe, *, bare: bool = False) -> bytes:
    """Return the fragment's pages as a PDF; a ``bare`` one names its faces and lacks them. Raises TypesettingError."""
    fragment = fragment.composed()
    _register(fragment.hyphenation)
    held = _Held({picture.address: placeholder(picture.address) for picture in fragment.pictures})
    identity = fragment.set_by()[:12]
    with (
        _swept_afterwards(),
        _silence_demanded(),
        lines_remembered(),
        work_spared(),
        whole_lines(),
        notes_put_off(),
        tagged(identity),
    ):
        document = _best(fragment, held)
        demand_inside(document)
        with _faces_left_out() if bare else nullcontext():
            pdf: bytes = document.write_pdf(pdf_tags=True, uncompressed_pdf=True)
    _demand_own_faces(pdf, fragment)
    return pdf


def _best(fragment: FragmentRecipe, held: _Held) -> Any:
    """Return the laid-out document of the first fit whose last page is filled, or else of the fullest."""
    tried: list[tuple[float, Any]] = []
    for fit in fragment.fits:
        document = _lay_out(fragment, fit, held)
        pages = len(document.pages)
        fill = _fill(document.pages[-1])
        if pages == 1 or (fill >= LEAST_FILL and not 0 < _left_over(document.pages[-1]) < LEAST_TEXT):
            return document
        tried.append((fill, document))
    return max(tried, key=lambda item: item[0])[1]


def _lay_out(fragment: FragmentRecipe, fit: str, held: _Held) -> Any:
    fonts, faces = _fonts_of(fragment.faces)
    turned = f"html{{break-before:{fragment.side}}}" if fragment.side is Side.VERSO else ""
    style = _style_of(preamble(fragment.format) + fragment.stylesheet + turned, fragment.faces)
    page = HTML(string=fragment.html, url_fetcher=held)
    if fit:
        page.etree_element.set("class", f"{page.etree_element.get('class', '')} {fit}".strip())
    document = page.render(stylesheets=[faces, style], font_config=fonts)
    ill = ill_broken(document, fragment.side)
    if ill:
        _register(fragment.hyphenation, ill)
        document = page.render(stylesheets=[faces, style], font_config=fonts)
        _register(fragment.hyphenation)
    return document


@lru_cache(maxsize=2)
def _fonts_of(faces: tuple[Face, ...]) -> tuple[FontConfiguration, CSS]:
    """Return the faces as WeasyPrint knows them: taken in once for all fragments that a process sets."""
    fonts = FontConfiguration()
    rules = "".join(
        f'@font-face{{font-family:"{own_name(face.family)}";font-style:{face.style};font-weight:{face.weight};'
        f"src:url({_SCHEME}{face.digest})}}"
        for face in faces
    )
    held = _Held({_SCHEME + face.digest: face.data for face in faces})
    return fonts, CSS(string=rules, url_fetcher=held, font_config=fonts)


@lru_cache(maxsize=64)
def _style_of(rules: str, faces: tuple[Face, ...]) -> CSS:
    """Return a style sheet, parsed once for all fragments of a kind that a process sets."""
    with _silence_demanded():  # each fragment of the kind would be told, had the first not been
        return CSS(string=_in_own_faces(rules, faces), url_fetcher=_Held({}), font_config=_fonts_of(faces)[0])


def _in_own_faces(rules: str, faces: tuple[Face, ...]) -> str:
    """Return a style sheet whose families are the book's own: a machine may keep others of the same name."""
    for family in sorted({face.family for face in faces}):
        rules = re.sub(rf'"{family}"|\b{family}\b', f'"{own_name(family)}"', rules)
    return rules


class _Held(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
    """Hands out what is at hand under its address, and refuses every other one."""

    def __init__(self, by_address: dict[str, bytes]) -> None:
        super().__init__()
        self._by_address = by_address

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


def _left_over(page: Any) -> int:
    """Return how many lines of an entry's running text stand on a page."""
    boxes = page._page_box.children[0].descendants()  # noqa: SLF001 - as above
    texts = [box for box in boxes if box.element is not None and box.element.get("class") == "text"]
    return len({id(line) for text in texts for line in text.descendants() if isinstance(line, LineBox)})


def _register(patterns: str, whole: frozenset[str] = frozenset()) -> None:
    """Make pyphen break Kazakh words as our patterns say, and no word that is to stay whole, whatever its language.

    Russian and English have the patterns of TeX that pyphen brings; the style sheet's limits hold for all of them.
    """
    pyphen.LANGUAGES["kk"] = _KAZAKH
    pyphen.LANGUAGES_LOWERCASE["kk"] = "kk"
    pyphen.hdcache[_KAZAKH] = _Dictionary(_Kazakh(patterns), whole)
    for language in _OTHERS:
        pyphen.hdcache[pyphen.LANGUAGES[language]] = _Dictionary(_brought(language), whole)


@lru_cache(maxsize=len(_OTHERS))
def _brought(language: str) -> pyphen.HyphDict:
    return pyphen.HyphDict(pyphen.LANGUAGES[language])


class _Kazakh:
    """Our own patterns, as pyphen's are asked."""

    def __init__(self, patterns: str) -> None:
        self._hyphenator = hyphenator_of(patterns)

    def positions(self, word: str) -> list[pyphen.DataInt]:
        return [pyphen.DataInt(place) for place in self._hyphenator.breaks(word)]


class _Dictionary:
    """What pyphen asks a dictionary for, but for what stays whole: ill-broken words, abbreviations, words with digits."""

    def __init__(self, dictionary: _Kazakh | pyphen.HyphDict, whole: frozenset[str]) -> None:
        self._dictionary, self._whole = dictionary, whole

    def positions(self, word: str) -> list[pyphen.DataInt]:
        whole = word in self._whole or sum(map(str.isupper, word)) > 1 or any(map(str.isdigit, word))
        return [] if whole else self._dictionary.positions(word)


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


@contextmanager
def _swept_afterwards() -> Iterator[None]:
    """Look for cycles once the block is done: a layout makes half a million objects, and keeps them till its end."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@contextmanager
def _faces_left_out() -> Iterator[None]:
    """Write no face into PDFs: what is linked gets each face once for all, and cutting it down takes time."""
    clean = Font.clean

    def leave_out(font: Any, _to_unicode: object, _hinting: object) -> None:
        font.file_content = b""

    Font.clean = leave_out
    try:
        yield
    finally:
        Font.clean = clean


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


def stamps(pdf: bytes) -> tuple[tuple[str, ...], ...]:
    """Return, page by page, the targets of ``stamp:`` links."""
    with pikepdf.open(BytesIO(pdf)) as made:
        return tuple(tuple(_targets(page.obj.get("/Annots", ()))) for page in made.pages)


def _targets(annotations: Iterable[pikepdf.Object]) -> Iterator[str]:
    for annotation in annotations:
        address = str(annotation.get("/A", pikepdf.Dictionary()).get("/URI", ""))
        if address.startswith("stamp:"):
            yield address.split(":", 2)[2]
