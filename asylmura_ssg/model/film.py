"""Documentary films of the programme. What nobody has told us of a film stays unknown, and the page says so."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.monument import Picture, Prose


@dataclass(frozen=True, slots=True)
class Hand:
    """What somebody did for a film, and their names."""

    role: Localized[str]
    names: Localized[str]


@dataclass(frozen=True, slots=True)
class Showing:
    """A place of the web where a film was published by somebody else: its address."""

    url: str

    @property
    def host(self) -> str:
        """The host's name, as readers know it."""
        return urlsplit(self.url).netloc.removeprefix("www.")


@dataclass(frozen=True, slots=True)
class Captions:
    """What is said in a film, as WebVTT in one language."""

    language: Language
    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Reel:
    """The film itself, published here. ``size`` is bytes; ``path`` lies below the content folder."""

    file: str
    path: str
    digest: str
    size: int
    licence: str

    @property
    def form(self) -> str:
        """The file's ending, which names its kind."""
        return self.file.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Film:
    """A film's record. ``seconds`` is its length, ``released`` a year, a month or a day as ISO 8601 writes them.

    None, and an empty tuple, mean that it is not known; ``subjects`` are slugs of entries.
    """

    key: str
    title: Localized[str]
    subjects: tuple[str, ...]
    sources: tuple[str, ...]
    languages: tuple[Language, ...]
    seconds: int | None
    released: str | None
    crew: tuple[Hand, ...]
    showings: tuple[Showing, ...]
    reel: Reel | None
    poster: Picture | None
    captions: tuple[Captions, ...]
    prose: Localized[Prose] | None
    transcripts: tuple[tuple[Language, Prose], ...]
    digest: str
    """Of all the files it was read from."""
