"""The package document of an EPUB: what the book is called, who may read it how, and what it is made of (EPUB 3.3, 5)."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from asylmura_ssg.make.epub.document import Document
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.recipe import EpubRecipe

COVER, STYLE = "cover.jpg", "style.css"
CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""

_OPF = "http://www.idpf.org/2007/opf"
_KINDS = {"css": "text/css", "jpg": "image/jpeg", "woff2": "font/woff2", "xhtml": "application/xhtml+xml"}
_FEATURES = (
    "alternativeText", "index", "pageBreakMarkers", "pageNavigation", "readingOrder", "structuralNavigation", "tableOfContents",
)  # fmt: skip
"""What schema.org's vocabulary of accessibility features calls what is here (EPUB Accessibility 1.1, 2)."""


def package(recipe: EpubRecipe, documents: tuple[Document, ...], files: tuple[str, ...]) -> bytes:
    """Return the package document: ``documents`` in the order of reading, ``files`` all that the book holds."""
    by_file = {document.file: document for document in documents}
    items = [_item(file, by_file.get(file)) for file in files]
    spine = [f'<itemref idref="{_id(document.file)}"/>' for document in documents]
    return "\n".join((
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<package xmlns="{_OPF}" version="3.0" unique-identifier="id" xml:lang="{recipe.volume.frames[0].language}">',
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
        *_metadata(recipe),
        "</metadata>", "<manifest>", *items, "</manifest>", "<spine>", *spine, "</spine>", "</package>", "",
    )).encode()  # fmt: skip


def _metadata(recipe: EpubRecipe) -> Iterator[str]:
    volume, frame = recipe.volume.volume, recipe.volume.frames[0]
    site, language = frame.site, frame.language
    title = volume.title.best(language)
    yield f'<dc:identifier id="id">urn:uuid:{_name_of(recipe)}</dc:identifier>'
    yield f'<dc:title id="title" xml:lang="{title.language}">{escape(title.value)}</dc:title>'
    for other in recipe.volume.frames[1:]:
        own = volume.title.own(other.language)
        if own is not None:
            yield (
                f'<meta refines="#title" property="alternate-script" xml:lang="{other.language}">{escape(own)}</meta>'
            )
    yield from (f"<dc:language>{each.language}</dc:language>" for each in recipe.volume.frames)
    yield f"<dc:publisher>{escape(site.publisher.best(language).value)}</dc:publisher>"
    yield f"<dc:date>{volume.year}</dc:date>"
    yield f"<dc:description>{escape(site.tagline.best(language).value)}</dc:description>"
    yield f'<meta property="dcterms:modified">{site.edition_date.isoformat()}T00:00:00Z</meta>'
    printed = escape(title.value) if volume.isbn is None else f"urn:isbn:{volume.isbn.replace('-', '')}"
    yield f'<dc:source id="printed">{printed}</dc:source>'
    yield f'<meta property="pageBreakSource">{printed}</meta>'
    yield from _accessibility(recipe)


def _accessibility(recipe: EpubRecipe) -> Iterator[str]:
    """Yield what a reader who does not see, or does not hear, is told before opening the book."""
    for mode in ("textual", "visual"):
        yield f'<meta property="schema:accessMode">{mode}</meta>'
    for enough in ("textual", "textual,visual"):
        yield f'<meta property="schema:accessModeSufficient">{enough}</meta>'
    for feature in _FEATURES:
        yield f'<meta property="schema:accessibilityFeature">{feature}</meta>'
    yield '<meta property="schema:accessibilityHazard">none</meta>'
    words = recipe.volume.frames[0].strings["epub_accessible"]
    yield f'<meta property="schema:accessibilitySummary">{escape(words)}</meta>'


def _name_of(recipe: EpubRecipe) -> str:
    """Return a UUID made of the volume's address, the same for every edition of it (RFC 9562, version 8)."""
    digits = digest_of(("epub", recipe.volume.frames[0].site.domains[0], recipe.volume.volume.key))
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"


def _item(file: str, document: Document | None) -> str:
    properties = []
    if file == COVER:
        properties.append("cover-image")
    if document is not None and document.kind == "toc":
        properties.append("nav")
    if document is not None and document.drawn:
        properties.append("svg")
    said = f' properties="{" ".join(properties)}"' if properties else ""
    return f'<item id="{_id(file)}" href="{file}" media-type="{_KINDS[file.rpartition(".")[2]]}"{said}/>'


def _id(file: str) -> str:
    return "f-" + file.replace("/", "-").replace(".", "-")
