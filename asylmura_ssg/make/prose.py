"""Markdown → HTML: the running text of an entry, with its links and note numbers put in by the caller.

Links and citations are taken out before Markdown sees the text and put back into its result, so Markdown's own
syntax cannot touch them and one converter serves all pages. HTML in the text is shown as text, never obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

import markdown
import nh3

from asylmura_ssg.model.bibliography import Citation
from asylmura_ssg.model.marks import LinkMark, marks_in

# Two private-use characters fence the number of a mark; the reader refuses them in content.
_OPEN, _CLOSE = "\ue000", "\ue001"
_FENCED = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_TAG = re.compile(r'<(?P<end>/?)(?P<name>[a-z0-9]+)(?:[^>"]|"[^"]*")*>')
_TAG_OR_MARK = re.compile(f"{_TAG.pattern}|{_FENCED.pattern}")

_TAGS = {
    "p", "h2", "h3", "h4", "em", "strong", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td",
    "a", "br", "hr", "code", "pre", "sup", "sub",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "th": {"style"}, "td": {"style"}, "ol": {"start"}}

Link = Callable[[str, str], str]
Cite = Callable[[tuple[Citation, ...]], str]


@cache
def _converter() -> markdown.Markdown:
    md = markdown.Markdown(extensions=["tables", "sane_lists"], output_format="html")
    md.preprocessors.deregister("html_block")
    for pattern in ("html", "entity", "automail", "image_link", "image_reference"):
        md.inlinePatterns.deregister(pattern)
    return md


def render_prose(text: str, link: Link, cite: Cite) -> str:
    """Return the HTML of a Markdown text; ``link(slug, words)`` and ``cite(citations)`` give the HTML of its marks."""
    made: list[str] = []
    pieces: list[str] = []
    end = 0
    for mark in marks_in(text):
        start = mark.start if isinstance(mark, LinkMark) else mark.lead
        pieces.append(f"{text[end:start]}{_OPEN}{len(made)}{_CLOSE}")
        made.append(link(mark.target, mark.words) if isinstance(mark, LinkMark) else cite(mark.citations))
        end = mark.end
    pieces.append(text[end:])
    converter = _converter()
    converter.reset()
    html = nh3.clean(converter.convert("".join(pieces)), tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None)
    return _put_back(html, made)


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
