"""A monument's page on paper, as a browser prints it: laid out by WeasyPrint, which knows no other medium than print."""

from __future__ import annotations

import io
import mimetypes
import re
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
import weasyprint
import zxingcpp
from published import Site
from weasyprint.urls import URLFetcher, URLFetcherResponse

PAGE = "kk/monuments/berel/index.html"
HERE = "https://site.example/"
MM = 72 / 25.4

pytestmark = pytest.mark.parametrize("sheet", ["A4", "A5"])


class _Files(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
    """Hands out the site's own files, and nothing else."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - WeasyPrint's own signature
        assert url.startswith(HERE), url
        path = self._root / url.removeprefix(HERE)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


@cache
def printed(root: Path, sheet: str) -> bytes:
    html = (root / PAGE).read_text("utf-8")
    page = weasyprint.HTML(string=html, base_url=HERE, url_fetcher=_Files(root))
    made = page.write_pdf(stylesheets=[weasyprint.CSS(string=f"@page{{size:{sheet}}}")])
    assert isinstance(made, bytes)
    return made


def words(root: Path, sheet: str) -> str:
    document = pypdfium2.PdfDocument(printed(root, sheet))
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return re.sub(r"\s+", " ", text)


def letters_of(text: str) -> str:
    """Return the letters and digits alone: where lines break, what is between them is not the same."""
    return re.sub(r"[\W_]", "", text)


def test_ways_to_click_are_left_out(site: Site, sheet: str) -> None:
    page = site.page(PAGE)
    shown = words(site.root, sheet)
    for link in page.xpath("//header//nav//a | //footer//a | //section[@class='nearby']//a"):
        name = " ".join(link.text_content().split())
        assert len(name) < 6 or name not in shown, name


def test_the_entry_is_there_to_its_last_source(site: Site, sheet: str) -> None:
    page, shown = site.page(PAGE), letters_of(words(site.root, sheet))
    for part in page.xpath("//h1 | //div[@class='prose']//h2 | //section[@class='facts']//dt"):
        assert letters_of(part.text_content()) in shown
    for address in page.xpath("//section[@class='notes']//a[starts-with(@href, 'http')]/@href"):
        assert letters_of(address) in shown, address


def test_the_code_is_large_enough_to_be_read_from_paper(site: Site, sheet: str) -> None:
    document = pypdfium2.PdfDocument(printed(site.root, sheet))
    found = []
    for page in document:
        for code in zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil()):
            place = code.position
            found.append((code.text, abs(place.top_right.x - place.top_left.x) / 150 * 25.4))
    document.close()
    assert [text for text, _ in found] == ["https://birgemiz-asylmura.kz/00037"]
    assert found[0][1] > 25  # mm, the quiet zone not counted


def test_paper_stays_white_and_letters_are_black(site: Site, sheet: str) -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(printed(site.root, sheet))) as document:
        for page in document.pages:
            colour: tuple[float, ...] = (0.0,)
            letters: set[tuple[float, ...]] = set()
            for instruction in pikepdf.parse_content_stream(page, "rg TJ Tj"):
                if str(instruction.operator) == "rg":
                    colour = tuple(round(float(value), 2) for value in instruction.operands)
                else:
                    letters.add(colour)
            assert all(max(shade) <= 0.2 for shade in letters), letters
    document = pypdfium2.PdfDocument(printed(site.root, sheet))
    for page in document:
        image = page.render(scale=0.5).to_pil().convert("RGB")
        assert image.getpixel((3, 3)) == image.getpixel((image.width // 2, 4)) == (255, 255, 255)
    document.close()


def test_text_keeps_to_one_column_within_the_margins(site: Site, sheet: str) -> None:
    document = pypdfium2.PdfDocument(printed(site.root, sheet))
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_charbox(i) for i in range(text.count_chars())]
        text.close()
        width = page.get_width()
        assert all(left >= 15 * MM and right <= width - 15 * MM for left, _, right, _ in boxes if right > left)
    document.close()
