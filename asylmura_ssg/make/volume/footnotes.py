"""Footnotes: the full reference at the foot of the page where a source is first cited, its number everywhere after."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote

from asylmura_ssg.make.notes import Apparatus
from asylmura_ssg.make.spacing import NBSP, bind, breakable
from asylmura_ssg.model.bibliography import Citation, Source
from asylmura_ssg.model.language import Language


@dataclass(slots=True)
class Footnotes(Apparatus):
    """The footnotes of one entry while it is written, in the order of its HTML."""

    language: Language = Language.KK
    same_source: str = "{number}: {place}"
    """How a known source cited at another place is put: ``number`` of its full reference, ``place`` in the source."""
    _first: dict[str, int] = field(default_factory=dict)
    _given: dict[Citation, int] = field(default_factory=dict)

    def cite(self, citations: tuple[Citation, ...]) -> str:
        """Return the HTML of the notes of some citations, to follow their word without a space."""
        marks = [self._note(citation) for citation in dict.fromkeys(citations)]
        return '<sup class="again">,\u2060</sup>'.join(marks)

    def _note(self, citation: Citation) -> str:
        known = self._given.get(citation)
        if known is not None:
            return f'<sup class="again">{known}</sup>'
        number = self._given[citation] = len(self._given) + 1
        full = self._first.setdefault(citation.key, number)
        if full == number:
            words = reference(self.sources[citation.key], citation.locator, self.language)
        else:
            words = escape(self.same_source.format(number=full, place=citation.locator or "—"))
        return f'<span class="note" data-n="{number}" data-call="{number}">{words}</span>'


def reference(source: Source, place: str, language: Language) -> str:
    """Return the HTML of a full reference: author, title // container. Publisher, year. Place in it. Address."""
    parts = [_titled(source, language)]
    issued = [source.publisher] if source.publisher else []
    if source.year is not None and str(source.year) not in f"{source.container} {source.title}":
        issued.append(str(source.year))
    parts += [escape(bind(", ".join(issued))), escape(bind(place))]
    if source.note is not None:
        parts.append(escape(bind(source.note.best(language).value)))
    parts.append(_address(source))
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _titled(source: Source, language: Language) -> str:
    author = f"{escape(bind(source.author.rstrip('.')))}. " if source.author else ""
    title = escape(bind(source.title or ""))
    if source.language and source.language != language:
        title = f'<span lang="{escape(source.language)}">{title}</span>' if title else ""
    # A site's own name adds nothing to its address.
    held = source.container if source.container and source.container not in (source.url or "") else ""
    container = f"<cite>{escape(bind(held))}</cite>" if held else ""
    return author + f"{NBSP}// ".join(part for part in (title, container) if part)


def _address(source: Source) -> str:
    """Return the address as one types it, a link on screens; a DOI stands for any other."""
    if source.doi:
        address, shown = f"https://doi.org/{source.doi}", f"doi.org/{source.doi}"
    elif source.url:
        address = source.url
        shown = unquote(address).partition("://")[2].removeprefix("www.").rstrip("/")
    else:
        return ""
    words = escape("\u200b".join(breakable(shown)))
    return f'<a class="typed" href="{escape(address)}">{words}</a>'
