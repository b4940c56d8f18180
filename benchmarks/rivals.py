"""The same book by other means, to measure ours against: one plain WeasyPrint run, and typst.

Each takes what our own views say of each entry: names, facts, text in two columns with footnotes, picture, map and code.

    python -m benchmarks.rivals weasyprint|typst CONTENT FILE
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from html import escape
from importlib import import_module
from pathlib import Path

from lxml import html

from asylmura_ssg.diagnostics import Report
from asylmura_ssg.make.volume.entry import entry_fragment
from asylmura_ssg.make.volume.fragment import FragmentRecipe
from asylmura_ssg.make.volume.geometry import preamble
from asylmura_ssg.model.press import Printer
from asylmura_ssg.model.recipe import VolumeRecipe
from asylmura_ssg.plan.volume import plan_volume
from asylmura_ssg.read.catalogue import read_content
from asylmura_ssg.read.design import read_design
from asylmura_ssg.toolchain import typesetter
from asylmura_ssg.tree import Bytes, read_tree
from benchmarks.synthetic import VOLUME

ROOT = Path(__file__).parent.parent
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
_DRAWING = re.compile(r"device-cmyk\(([^)]*)\)")


def recipe_of(files: Mapping[str, Bytes]) -> tuple[VolumeRecipe, Printer]:
    """Return the volume's recipe as the press plans it, and its printer."""
    report = Report()
    reading = read_content(dict(files), "content", {}, map, drafts=False)
    design = read_design(read_tree(ROOT / "templates"), report)
    assert reading.catalogue is not None, reading.report.errors  # noqa: S101 - the content is our own
    recipe = plan_volume(reading.catalogue, design, typesetter(), VOLUME)
    assert recipe is not None  # noqa: S101 - every record stands in the volume
    return recipe, reading.catalogue.printers[recipe.volume.printer]


def fragments(recipe: VolumeRecipe) -> Iterator[FragmentRecipe]:
    """Yield the entries' fragments in the order of the book."""
    return (entry_fragment(recipe, entry) for chapter in recipe.chapters for entry in chapter.entries)


def plain(content: Path, file: Path) -> None:
    """Set all entries as one document, as WeasyPrint is used by everybody; each entry begins a verso, as ours do."""
    from weasyprint import HTML  # noqa: PLC0415 - loading it is part of what is measured, and of no other run
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    files = read_tree(content)
    recipe, _ = recipe_of(files)
    held: dict[str, bytes] = {f"face:{face.digest}": face.data for face in recipe.faces}
    bodies, style = [], ""
    for number, fragment in enumerate(fragments(recipe)):
        body, style = _body(fragment.html), preamble(fragment.format) + fragment.stylesheet
        for picture in fragment.pictures:
            held[f"entry{number}:{picture.address}"] = files[picture.path].data
            body = body.replace(escape(picture.address), f"entry{number}:{escape(picture.address)}")
        bodies.append(f'<article style="break-before:left;counter-reset:footnote">{body}</article>')

    class Held(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - its own signature
            return URLFetcherResponse(url, held[url])

    faces = "".join(
        f'@font-face{{font-family:"{f.family}";font-style:{f.style};font-weight:{f.weight};src:url(face:{f.digest})}}'
        for f in recipe.faces
    )
    text = f'<html lang="kk"><title>x</title><style>{faces}{style}</style><body>{"".join(bodies)}</body></html>'
    HTML(string=text, url_fetcher=Held()).write_pdf(file, font_config=FontConfiguration())


def _body(page: str) -> str:
    found = _BODY.search(page)
    return found[1] if found else page


def typst(content: Path, file: Path) -> None:
    """Set all entries with typst: the same words, pictures, maps and codes in a layout like ours."""
    # Not in the lock: who wants to measure it installs it. Loading it is part of what is measured.
    engine = import_module("typst")
    files = read_tree(content)
    recipe, _ = recipe_of(files)
    folder = file.parent / "typst"
    (folder / "fonts").mkdir(parents=True, exist_ok=True)
    for face in recipe.faces:
        (folder / "fonts" / face.file.rpartition("/")[2]).write_bytes(face.data)
    pieces = [_SETTINGS]
    for number, fragment in enumerate(fragments(recipe)):
        pieces.append(_typst_entry(number, fragment, folder, files))
    (folder / "book.typ").write_text("\n".join(pieces), encoding="utf-8")
    file.write_bytes(engine.compile(str(folder / "book.typ"), font_paths=[str(folder / "fonts")]))


_SETTINGS = """
#set page(width: 170mm, height: 240mm, margin: (inside: 20mm, outside: 18mm, top: 20mm, bottom: 23.6mm), numbering: "1")
#set text(font: "Literata", size: 9pt, lang: "kk", hyphenate: true)
#set par(justify: true, leading: 0.55em)
"""


def _typst_entry(number: int, fragment: FragmentRecipe, folder: Path, files: Mapping[str, Bytes]) -> str:
    """Return an entry in typst's markup: head, picture beside facts, map and code, then the text in two columns."""
    page = html.document_fromstring(fragment.html)
    drawings = []
    for index, svg in enumerate(page.iter("svg", "{http://www.w3.org/2000/svg}svg")):
        place = folder / f"{number}-{index}.svg"
        drawn = _DRAWING.sub(_as_grey, html.tostring(svg, encoding="unicode").replace("viewbox", "viewBox"))
        place.write_text(drawn, encoding="utf-8")
        drawings.append(f'#box(width: 26mm, image("{place.name}"))')
    pictures = []
    for index, picture in enumerate(fragment.pictures):
        place = folder / f"{number}-{index}.jpg"
        place.write_bytes(files[picture.path].data)
        pictures.append(f'#image("{place.name}", width: 63mm)')
    title = _words(page.xpath("//h1")[0])
    facts = " \\ ".join(_words(fact) for fact in page.find_class("fact"))
    text = "\n\n".join(_running(part) for part in page.find_class("text")[0])
    brief = "\n\n".join(_words(part) for part in page.find_class("summary"))
    return (
        f'#pagebreak(weak: true, to: "even")\n= {title}\n'
        f"#grid(columns: (63mm, 63mm), gutter: 6mm, [{''.join(pictures)}{''.join(drawings)}], [{facts}])\n"
        f"#columns(2, gutter: 6mm)[\n{text}\n]\n{brief}\n"
    )


def _running(part: html.HtmlElement) -> str:
    """Return a paragraph with its footnotes."""
    said = _escaped(part.text or "")
    for inner in part:
        words = _words(inner)
        said += f"#footnote[{words}]" if "note" in (inner.get("class") or "").split() else _running(inner)
        said += _escaped(inner.tail or "")
    return f"== {said}" if part.tag in {"h2", "h3"} else said


def _words(part: html.HtmlElement) -> str:
    return _escaped(" ".join(part.text_content().split()))


def _escaped(words: str) -> str:
    return re.sub(r"([\\#$*_`<>@\[\]~=/+-])", r"\\\1", words)


def _as_grey(found: re.Match[str]) -> str:
    """Return a colour that typst's SVG reader knows."""
    c, m, y, k = (float(part) for part in found[1].split())
    return "#{:02x}{:02x}{:02x}".format(*(round(255 * (1 - ink) * (1 - k)) for ink in (c, m, y)))


def main() -> None:
    """Set the book as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("means", choices=("weasyprint", "typst"))
    parser.add_argument("content", type=Path)
    parser.add_argument("file", type=Path)
    chosen = parser.parse_args()
    {"weasyprint": plain, "typst": typst}[chosen.means](chosen.content, chosen.file)


if __name__ == "__main__":
    main()
