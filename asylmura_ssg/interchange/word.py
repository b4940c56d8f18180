"""A Word file → Markdown by the house's rules, its pictures apart, and a remark for all that could not be kept.

mammoth reads the file by its styles, not by its looks; what it makes is HTML of a dozen kinds of elements.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers.expat import ExpatError

import mammoth
import markdownify

from asylmura_ssg.interchange.archive import opened
from asylmura_ssg.interchange.scripts import mended, seen
from asylmura_ssg.interchange.sheet import Remark, UnreadableTableError

LARGEST = 100_000_000
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
"""What Word calls these styles in its files in every language of its own, and mammoth does not know."""
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif", "image/webp": "webp", "image/gif": "gif",
            "image/bmp": "bmp", "image/x-emf": "emf", "image/x-wmf": "wmf", "image/svg+xml": "svg"}  # fmt: skip
_NOTE = re.compile(r"\[\\?\[(\d+)\\?\]\]\(#(?:foot|end)note-(?:ref-)?\d+\)")
_NOTES = re.compile(r'<ol>(?=<li id="(?:foot|end)note-).*?</ol>', re.DOTALL)
_ONE_NOTE = re.compile(r'<li id="(?:foot|end)note-\d+">(.*?)</li>', re.DOTALL)
_STYLE = re.compile(r"Unrecognised (?:paragraph|run|table) style: (.*?) \(Style ID: .*\)")
_TAG = re.compile(r"<[^>]+>")
_HEADING = re.compile(r"^(#{1,6}) +(.*)$", re.MULTILINE)
_BOLD_LINE = re.compile(r"^\*\*([^*\n]{3,80})\*\*$", re.MULTILINE)
_LOCAL_LINK = re.compile(r"\[([^\]\n]*)\]\((?!https?://)[^)\n]*\)")
_ESCAPED = re.compile(r"(?<=.)\\([=+~&-])")
_HTML = re.compile(r"\\?<((?!https?://)[A-Za-z!/][^<>\n]*?)\\?>")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the file: a name to put it down by, and its bytes."""

    name: str
    data: bytes = field(repr=False)
    said: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """What came of a Word file."""

    markdown: str
    notes: tuple[str, ...]
    pictures: tuple[Picture, ...]
    remarks: tuple[Remark, ...]


def read_word(name: str, data: bytes, stem: str) -> Text:
    """Return the text of a .docx file; its pictures are called ``stem``-1, -2, ….

    Raises UnreadableTableError with words for a person.
    """
    _examined(name, data)
    pictures: list[Picture] = []

    def put_aside(image: Any) -> dict[str, str]:
        with image.open() as held:
            ending = _ENDINGS.get(image.content_type, "bin")
            pictures.append(Picture(f"{stem}-{len(pictures) + 1}.{ending}", held.read(), image.alt_text or ""))
        return {"src": pictures[-1].name}

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(put_aside)
        )
    except (KeyError, ValueError, zipfile.BadZipFile, RuntimeError, SyntaxError, ExpatError) as error:
        raise UnreadableTableError(
            f"{name} cannot be read as a Word file ({error}); open it in Word and save it again"
        ) from None
    remarks = [Remark(name, _in_words(message.message)) for message in dict.fromkeys(result.messages)]
    html, notes = _without_notes(result.value)
    html = re.sub(r"<img[^>]*>", "", html)
    markdown = markdownify.markdownify(
        html, heading_style="ATX", bullets="-", escape_misc=True, escape_asterisks=True, escape_underscores=True,
        strip=["img"], table_infer_header=True,
    )  # fmt: skip
    text = _kept(markdown, notes, lambda words: remarks.append(Remark(name, words)))
    if not text.strip():
        raise UnreadableTableError(f"{name} holds no text")
    return Text(text, notes, tuple(pictures), tuple(remarks))


def _in_words(message: str) -> str:
    """Return what mammoth says as a person would say it."""
    style = _STYLE.fullmatch(message)
    return (
        f'the style "{style[1]}" says nothing here; its words are taken as ordinary text'
        if style
        else f"Word: {message}"
    )


def _examined(name: str, data: bytes) -> None:
    if len(data) > LARGEST:
        raise UnreadableTableError(
            f"{name} has {len(data) / 1e6:,.0f} MB; up to {LARGEST / 1e6:,.0f} are read: make its pictures smaller"
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableTableError(
            f"{name} is an old Word file, or protected by a password: save it as .docx without one"
        )
    try:
        archive = opened(name, data)
    except (zipfile.BadZipFile, NotImplementedError):
        raise UnreadableTableError(f"{name} is no Word file (.docx): open it in Word and save it as .docx") from None
    if "word/document.xml" not in archive.namelist():
        raise UnreadableTableError(f"{name} is no Word file (.docx): it holds no document")


def _without_notes(html: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without the list of footnotes at its end, and the footnotes."""
    found: list[str] = []
    for block in _NOTES.findall(html):
        found += [" ".join(_TAG.sub("", each).replace("↑", "").split()) for each in _ONE_NOTE.findall(block)]
    return _NOTES.sub("", html), tuple(found)


def _kept(markdown: str, notes: tuple[str, ...], tell: Callable[[str], None]) -> str:
    """Return Markdown as entries have it: headings from the second level on, no marks but the house's own."""
    text = _ESCAPED.sub(r"\1", markdown.replace("\u00a0", " "))
    if _HTML.search(text):
        text = _HTML.sub("‹\\1›", text)
        tell("what looks like HTML now stands between ‹ ›: texts hold none")
    top = min((len(found[1]) for found in _HEADING.finditer(text)), default=2)
    if top < 2:
        first = _HEADING.search(text)
        if first and len(first[1]) == 1 and not text[: first.start()].strip():
            text = text[: first.start()] + text[first.end() :]
            tell(f"the title \"{first[2]}\" is left out: a page's title is the monument's name")
        text = re.sub(r"^#(?=#* )", "##", text, flags=re.MULTILINE) if re.search(r"^# ", text, re.MULTILINE) else text
    elif top > 2:
        text = _HEADING.sub(lambda found: f"{'#' * (len(found[1]) - top + 2)} {found[2]}", text)
    if not _HEADING.search(text) and _BOLD_LINE.search(text):
        text = _BOLD_LINE.sub(r"## \1", text)
        tell("lines in bold are taken for headings: the file has none by its styles")
    if _LOCAL_LINK.search(_NOTE.sub("", text)):
        tell("links within the file are left out; their words stay")
    text = _NOTE.sub(lambda found: f"(({found[1]}))", text)
    text = _LOCAL_LINK.sub(r"\1", text)
    text = re.sub(r"\s*\(\((\d+)\)\)", lambda found: f" [@{note_key(int(found[1]))}]", text)
    text, said = seen(text)
    if said:
        tell(said)
    text, changed = mended(text)
    for before, after in changed:
        tell(f'"{before}" mixes Latin and Cyrillic letters; taken as "{after}"')
    if notes:
        tell(f"{len(notes)} footnotes became citations; say in bibliography: what each of them is")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.splitlines())).strip() + "\n"


def note_key(number: int) -> str:
    """Return the key that a footnote is cited by until an editor names the source."""
    return f"note-{number}"
