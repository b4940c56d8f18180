"""An entry's text fixed: everything readers are told on its page, in every language, as it is told today.

What is fixed must stand by itself for ever, so links within the site become plain words: the pages they lead to may end.
"""

from __future__ import annotations

import json
import re
from html import escape

from asylmura_ssg.make.facts import facts_of
from asylmura_ssg.make.notes import Apparatus, reference
from asylmura_ssg.make.prose import render_inline, render_prose
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Entry
from asylmura_ssg.model.recipe import Frame

TAGS = {
    "p", "h2", "h3", "h4", "em", "strong", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td",
    "a", "br", "hr", "code", "pre", "sup", "sub", "span", "cite", "q",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title", "id", "rel"}, "sup": {"class"}, "span": {"class", "lang"}, "cite": {"lang"},
              "ol": {"start"}}  # fmt: skip
"""What fixed HTML may hold: what our own renderers write."""

_WITHIN = re.compile(r'<a href="/[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


def fixed_text(entry: Entry, frames: tuple[Frame, ...], names: dict[str, Localized[str]]) -> bytes:
    """Return an entry's fixed text as JSON, a paragraph a line; ``names`` are of the entries that may be linked."""
    monument = entry.monument
    held = {
        "slug": monument.slug,
        "number": monument.number,
        "editors": list(monument.editors),
        "texts": {str(frame.language): _text(entry, frame, names) for frame in frames},
    }
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode()


def _text(entry: Entry, frame: Frame, names: dict[str, Localized[str]]) -> dict[str, object]:
    monument, language = entry.monument, frame.language
    notes = Apparatus({**frame.bibliography, **{source.key: source for source in monument.bibliography}})

    def link(slug: str, words: str) -> str:
        return escape(words or (names[slug].best(language).value if slug in names else slug))

    # In the order of the page, so that notes bear the numbers that readers saw.
    look_for = [escape(claim.text.best(language).value) + notes.cite_keys(claim.sources) for claim in monument.look_for]
    facts = [{"label": fact.label, "html": _plain(fact.html)} for fact in facts_of(monument, frame, notes)]
    prose = entry.prose.best(language)
    html = render_prose(prose.value.text, link, notes.cite)
    conflicts = [
        {
            "about": conflict.about.best(language).value,
            "html": _plain(render_inline(conflict.text.best(language).value, link, notes.cite)),
        }
        for conflict in monument.conflicts
    ]
    name, summary = monument.names.best(language), monument.summary.best(language)
    return {
        "name": name.value,
        "summary": summary.value,
        "summary_language": str(summary.language),
        "look_for": look_for,
        "facts": facts,
        "prose": _plain(html).splitlines(),
        "prose_language": str(prose.language),
        "conflicts": conflicts,
        "notes": [_plain(reference(source, cited.locator, language)) for _, cited, source in notes.notes()],
    }


def _plain(html: str) -> str:
    return _WITHIN.sub(r"\1", html)
