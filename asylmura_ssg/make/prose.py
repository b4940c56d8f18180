"""Markdown → HTML: the running text of an entry, with its links and note numbers put in by the caller.

Links and citations are taken out before Markdown sees the text and put back into its result, so Markdown's own
syntax cannot touch them and one converter serves all pages. HTML in the text is shown as text, never obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from asylmura_ssg.make.spacing import bind_measures
from asylmura_ssg.model.bibliography import Citation
from asylmura_ssg.model.marks import CitationMark, LinkMark, marks_in

# Two private-use characters fence the number of a mark; the reader refuses them in content.
_OPEN, _CLOSE = "\ue000", "\ue001"
_FENCED = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_TAG = re.compile(r'<(?P<end>/?)(?P<name>[a-z0-9]+)(?:[^>"]|"[^"]*")*>')
_TAG_OR_MARK = re.compile(f"{_TAG.pattern}|{_FENCED.pattern}")

# Whatever can begin inline syntax of the patterns that stay registered: code, escapes, links, emphasis, line breaks.
_INLINE = re.compile(r"[`\\\[\]<*_]|  \n")

_TAGS = {
    "p", "h2", "h3", "h4", "em", "strong", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td",
    "a", "br", "hr", "code", "pre", "sup", "sub",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "th": {"style"}, "td": {"style"}, "ol": {"start"}}

Link = Callable[[str, str], str]
Cite = Callable[[tuple[Citation, ...]], str]


class _PlainTexts(Treeprocessor):
    """Marks texts in which nothing can be inline syntax as done, so that a dozen patterns are not tried on each."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not _INLINE.search(element.text):
                element.text = AtomicString(element.text)


@cache
def _converter() -> markdown.Markdown:
    md = markdown.Markdown(extensions=["tables", "sane_lists"], output_format="html")
    md.treeprocessors.register(_PlainTexts(md), "plain_texts", 25)  # before "inline", which stands at 20
    md.preprocessors.deregister("html_block")
    for pattern in ("html", "entity", "automail", "image_link", "image_reference"):
        md.inlinePatterns.deregister(pattern)
    return md


def render_prose(text: str, link: Link, cite: Cite) -> str:
    """Return the HTML of a Markdown text; ``link(slug, words)`` and ``cite(citations)`` give the HTML of its marks."""
    html, marks = _converted(text)
    made = [link(mark.target, mark.words) if isinstance(mark, LinkMark) else cite(mark.citations) for mark in marks]
    return _put_back(html, made)


@lru_cache(maxsize=16)  # a plate's page and the Kazakh page have the same text, and are made one after the other
def _converted(text: str) -> tuple[str, tuple[LinkMark | CitationMark, ...]]:
    """Return the HTML of a text with a fenced number in the place of each mark, and the marks."""
    marks = tuple(marks_in(text))
    pieces: list[str] = []
    end = 0
    for number, mark in enumerate(marks):
        start = mark.start if isinstance(mark, LinkMark) else mark.lead
        pieces.append(f"{text[end:start]}{_OPEN}{number}{_CLOSE}")
        end = mark.end
    pieces.append(text[end:])
    converter = _converter()
    converter.reset()
    bound = bind_measures("".join(pieces))
    return nh3.clean(converter.convert(bound), tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None), marks


def _put_back(html: str, made: Sequence[str]) -> str:
    """Put marks back: whole in text, as bare words within a link, not at all within a tag (an address, a title)."""
    linked = False

    def put(found: re.Match[str]) -> str:
        nonlocal linked
        if found["name"] is None:
            mark = made[int(found[3])]
            return _TAG.sub("", mark) if linked else mark
        if found["name"] == "a":
            linked = not found["end"]
        return _FENCED.sub("", found[0])

    return _TAG_OR_MARK.sub(put, html)


def render_inline(text: str, link: Link, cite: Cite) -> str:
    """Return the HTML of a one-paragraph Markdown text without its ``<p>``."""
    return render_prose(text, link, cite).removeprefix("<p>").removesuffix("</p>")
