"""Numbered notes: each source, at each place in it, has one number, given in the order in which it is first cited."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlsplit

from asylmura_ssg.model.bibliography import Citation, Source
from asylmura_ssg.model.language import Language


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
        parts.append(escape(source.author.rstrip(".")))
    if source.title:
        tag = f' lang="{escape(source.language)}"' if source.language and source.language != language else ""
        parts.append(f"<cite{tag}>{escape(source.title.rstrip('.'))}</cite>")
    issued = ", ".join(filter(None, (source.publisher, "" if source.year is None else str(source.year))))
    container = " — ".join(filter(None, (source.container, issued)))
    parts += [escape(part.rstrip(".")) for part in (container, locator) if part]
    if source.note is not None:
        note = source.note.best(language)
        parts.append(escape(note.value.rstrip(".")))
    if source.doi:
        parts.append(f'<a href="https://doi.org/{escape(source.doi)}">doi:{escape(source.doi)}</a>')
    elif source.url:
        parts.append(f'<a href="{escape(source.url)}">{escape(_shown(source.url))}</a>')
    if source.licence:
        parts.append(escape(source.licence))
    line = ". ".join(parts)
    return line if line.endswith("…</a>") else f"{line}."


def _shown(url: str) -> str:
    """Return an address as one reads it: the host, and whether more follows."""
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("www.").rstrip(".")
    return f"{host}/…" if parts.path.strip("/") or parts.query else host
