"""Numbered notes: each source, at each place in it, has one number, given in the order in which it is first cited."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlsplit

from asylmura_ssg.model.bibliography import Citation, Source
from asylmura_ssg.model.language import Language

_KAZAKH = re.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]")  # і is Belarusian and Ukrainian, too
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_ENGLISH = re.compile(r"\b(?:and|for|in|of|report|the|vol)\b", re.IGNORECASE)
_FIGURES = "0123456789 .,:;–—-()№"


@dataclass(slots=True)
class Apparatus:
    """The notes of one page while it is written."""

    sources: dict[str, Source]
    _numbers: dict[Citation, int] = field(default_factory=dict)
    _marks: dict[int, int] = field(default_factory=dict)

    def cite(self, citations: tuple[Citation, ...]) -> str:
        """Return the HTML of the note numbers of some citations."""
        numbers = sorted({self._numbers.setdefault(citation, len(self._numbers) + 1) for citation in citations})
        return "".join(self._mark(number) for number in numbers)

    def cite_keys(self, keys: tuple[str, ...]) -> str:
        """Return the HTML of the note numbers of whole sources."""
        return self.cite(tuple(Citation(key) for key in keys))

    def _mark(self, number: int) -> str:
        self._marks[number] = self._marks.get(number, 0) + 1
        own = f' id="r{number}"' if self._marks[number] == 1 else ""
        return f'<sup class="n"><a href="#n{number}"{own}>{number}</a></sup>'

    def notes(self) -> tuple[tuple[int, Citation, Source], ...]:
        """Return the notes in order: number, citation, source."""
        return tuple((number, citation, self.sources[citation.key]) for citation, number in self._numbers.items())


def reference(source: Source, locator: str, language: Language) -> str:
    """Return the HTML of a source as a reference: author, title, where it appeared, place in it, address, licence."""
    parts: list[str] = []
    if source.author:
        parts.append(_spoken(source.author.rstrip("."), source, language))
    if source.title:
        # A work in Russian may have its title given in English.
        told = (
            source.language
            if source.language not in {Language.KK, Language.RU} or _CYRILLIC.search(source.title)
            else ""
        )
        tongue = told or _tongue(source.title, source, language)
        tag = f' lang="{escape(tongue)}"' if tongue and tongue != language else ""
        parts.append(f"<cite{tag}>{escape(source.title.rstrip('.'))}</cite>")
    issued = ", ".join(filter(None, (source.publisher, "" if source.year is None else str(source.year))))
    container = " — ".join(filter(None, (source.container, issued)))
    parts += [_spoken(part.rstrip("."), source, language) for part in (container, locator) if part]
    if source.note is not None:
        note = source.note.best(language)
        tag = "" if note.language is language else f' class="fallback" lang="{note.language}"'
        words = escape(note.value.rstrip("."))
        parts.append(f"<span{tag}>{words}</span>" if tag else words)
    if source.doi:
        parts.append(f'<a href="https://doi.org/{escape(source.doi)}">doi:{escape(source.doi)}</a>')
    elif source.url:
        parts.append(f'<a href="{escape(source.url)}">{escape(_shown(source.url))}</a>')
    if source.licence:
        parts.append(escape(source.licence))
    line = ". ".join(parts)
    return line if line.endswith("…</a>") else f"{line}."


def _spoken(words: str, source: Source, language: Language) -> str:
    """Return words of a source, marked with their language where a voice would read them wrongly (WCAG 3.1.2)."""
    tongue = _tongue(words, source, language)
    return f'<span lang="{tongue}">{escape(words)}</span>' if tongue else escape(words)


def _tongue(words: str, source: Source, language: Language) -> str:
    """Return which language words of a source are in when it is not the page's, as far as their letters tell; else nothing."""
    if not _CYRILLIC.search(words):
        english = source.language == Language.EN or _ENGLISH.search(words)
        return str(Language.EN) if english and language is not Language.EN and words.strip(_FIGURES) else ""
    if language is not Language.KK and _KAZAKH.search(words):
        return str(Language.KK)
    if language is Language.EN:
        return source.language if source.language in {Language.KK, Language.RU} else str(Language.RU)
    return ""


def _shown(url: str) -> str:
    """Return an address as one reads it: the host, and whether more follows."""
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("www.").rstrip(".")
    return f"{host}/…" if parts.path.strip("/") or parts.query else host
