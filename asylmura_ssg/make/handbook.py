"""The handbook: chapters in Markdown become pages that lead to one another, wherever the whole of them is put.

All addresses are relative, so that the pages can be looked at on a stick, on a host's subfolder, or in the preview.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import markdown
import nh3

from asylmura_ssg.make.pages.chrome import ENDONYMS
from asylmura_ssg.make.pages.environment import render
from asylmura_ssg.model.design import Template
from asylmura_ssg.model.language import LANGUAGES, Language

TEMPLATE = "desk/handbook.html"

_CHAPTER = re.compile(rf"handbook/(?P<language>{'|'.join(LANGUAGES)})/(?:[0-9]+-)?(?P<name>[a-z0-9-]+)\.md")
_TITLE = re.compile(r"(?m)^# +(.+?)\s*$")
_MARKS = re.compile(r"[*`]+|\[([^\]]*)\]\([^)]*\)")
_SENTENCE = re.compile(r"(?<=[.!?…])\s")
_LEADING = re.compile(r"<(?:a|img)\b[^>]*>")
_LINK = re.compile(r'(?P<key>href|src)="(?P<path>[^":#?]*)(?P<rest>#[^"]*)?"')
_TAGS = {
    "p", "h1", "h2", "h3", "h4", "em", "strong", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td",
    "a", "br", "hr", "code", "pre", "img",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"src", "alt"}, "th": {"style"}, "td": {"style"}, "ol": {"start"}, "code": {"class"},
    "h1": {"id"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """A link: its words, its address, whether it leads to the page it stands on."""

    words: str
    url: str
    current: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class _View:
    t: Mapping[str, str]
    language: str
    root: str
    home: str
    title: str
    site: str
    chapters: tuple[Way, ...]
    languages: tuple[Way, ...]
    body: str
    before: Way | None
    after: Way | None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of docs/: its path there, the folder of its page, the language it is in."""

    path: str
    place: str
    language: Language
    title: str
    text: str

    @property
    def of_handbook(self) -> bool:
        """Tell whether it is one of the chapters proper, in their order; the others are what they lead to."""
        return self.path.startswith("handbook/")

    @property
    def lead(self) -> str:
        """The first sentence of its first paragraph, without marks."""
        blocks = [block for block in self.text.split("\n\n") if block.strip() and not block.startswith("#")]
        words = _MARKS.sub(lambda mark: mark[1] or "", " ".join(blocks[0].split())) if blocks else ""
        if words.endswith(":"):  # what it leads to is left behind
            words = f"{words[:-1]}."
        return _SENTENCE.split(words, maxsplit=1)[0]


def chapters_of(texts: Mapping[str, str]) -> tuple[Chapter, ...]:
    """Return the chapters of the Markdown files below docs/, by their paths."""
    return tuple(_chapter(path, text) for path, text in sorted(texts.items()))


def _chapter(path: str, text: str) -> Chapter:
    found, named = _CHAPTER.fullmatch(path), _TITLE.search(text)
    language = Language(found["language"]) if found else Language.EN
    place = f"{language}/{found['name']}" if found else path.removesuffix(".md").lower()
    return Chapter(path, place, language, named[1].replace("`", "") if named else path, text)


def make_handbook(
    chapters: tuple[Chapter, ...],
    files: frozenset[str],
    template: Template,
    said: Mapping[Language, Mapping[str, str]],
    site: str,
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the pages by path, and in words which links lead to a file of docs/ that is not there.

    ``files`` are what chapters may show besides, by their paths below docs/. Each language has the table of its chapters, the root that of the languages.
    """
    places = {chapter.path: f"{chapter.place}/index.html" for chapter in chapters} | {name: name for name in files}
    astray: list[str] = []
    bodies = {chapter.path: _body(chapter, places, astray) for chapter in chapters}
    pages = {}
    for chapter in chapters:
        own = [c for c in chapters if c.of_handbook and c.language is chapter.language]
        at = own.index(chapter) if chapter in own else -1
        pages[f"{chapter.place}/index.html"] = render(template, _View(
            t=said[chapter.language],
            language=str(chapter.language),
            root="../" * (chapter.place.count("/") + 1),
            home=_from(chapter.place, f"{chapter.language}/"),
            title=chapter.title,
            site=site,
            chapters=tuple(_way(c, chapter) for c in own),
            languages=tuple(_tongue(chapter, chapters, language) for language in LANGUAGES),
            body=bodies[chapter.path],
            before=_way(own[at - 1], chapter) if at > 0 else None,
            after=_way(own[at + 1], chapter) if 0 <= at < len(own) - 1 else None,
        ))  # fmt: skip
    for language in LANGUAGES:
        own = [c for c in chapters if c.of_handbook and c.language is language]
        items = "".join(f'<li><a href="../{c.place}/">{escape(c.title)}</a><p>{escape(c.lead)}</p></li>' for c in own)
        pages[f"{language}/index.html"] = _contents(
            template, said, language, "../", f'<ol class="all">{items}</ol>', site
        )
    choices = "".join(f'<li><a href="{each}/" lang="{each}">{ENDONYMS[each]}</a></li>' for each in LANGUAGES)
    pages["index.html"] = _contents(template, said, LANGUAGES[0], "", f"<ul>{choices}</ul>", site)
    return pages, tuple(sorted(astray))


def _contents(
    template: Template,
    said: Mapping[Language, Mapping[str, str]],
    language: Language,
    root: str,
    body: str,
    site: str,
) -> bytes:
    t = said[language]
    tongues = tuple(
        Way(ENDONYMS[each], f"{root}{each}/", current=bool(root) and each is language, language=str(each))
        for each in LANGUAGES
    )
    heading = f"<h1>{escape(t['handbook_title'])}</h1>"
    return render(template, _View(
        t, str(language), root, "./" if root else f"{language}/", t["handbook_title"], site, (), tongues,
        f"{heading}{body}", None, None,
    ))  # fmt: skip


def _way(to: Chapter, here: Chapter) -> Way:
    return Way(to.title, _from(here.place, f"{to.place}/"), current=to is here)


def _tongue(here: Chapter, chapters: tuple[Chapter, ...], language: Language) -> Way:
    """Return the way to the same chapter in a language; to its table of chapters where there is no such one."""
    same = f"{language}/{here.place.partition('/')[2]}"
    there = here.of_handbook and any(chapter.place == same for chapter in chapters)
    url = _from(here.place, f"{same}/" if there else f"{language}/")
    return Way(ENDONYMS[language], url, current=language is here.language, language=str(language))


def _from(place: str, target: str) -> str:
    return posixpath.relpath(target, place) + ("/" if target.endswith("/") else "")


def _body(chapter: Chapter, places: Mapping[str, str], astray: list[str]) -> str:
    converter = markdown.Markdown(extensions=["tables", "sane_lists", "fenced_code", "toc"], output_format="html")
    html = nh3.clean(converter.convert(chapter.text), tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None)
    folder = posixpath.dirname(chapter.path)

    def led(link: re.Match[str]) -> str:
        path = link["path"]
        if not path or path.startswith("/"):
            return link[0]
        target = posixpath.normpath(posixpath.join(folder, path))
        if target.startswith("../"):
            return f'{link["key"]}="{path}"' if link["key"] == "src" else "data-outside"
        if target not in places:
            astray.append(f"docs/{chapter.path} leads to docs/{target}, which is not there")
            return link[0]
        address = _from(chapter.place, places[target]).removesuffix("index.html")
        return f'{link["key"]}="{address or "./"}{link["rest"] or ""}"'

    return _LEADING.sub(lambda tag: _LINK.sub(led, tag[0]), html)  # code that speaks of links is no link
