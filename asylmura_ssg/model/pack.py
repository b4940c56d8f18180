"""Packs: what a phone is offered to keep, so that a part of the site is readable where there is no network."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.model.language import Language
from asylmura_ssg.model.route import (
    Asset,
    File,
    Home,
    Listing,
    MonumentPage,
    PictureFile,
    PlateArtwork,
    PlatePhotograph,
    Route,
    Section,
)

SHELL = "shell"
"""The pack of what every other needs: the front page and the page of what is kept."""
INDEX = "index"
"""No pack, but the list of them."""


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of a pack, by its address below the domain.

    ``sha256`` is hexadecimal, since it is browsers that check it (W3C, Web Cryptography API, knows no other of our
    digests). ``size`` is its bytes as a phone keeps them, ``packed`` as they travel.
    """

    address: str
    sha256: str
    size: int
    packed: int


@dataclass(frozen=True, slots=True)
class PackedMonument:
    """A monument whose page is in a pack: its register number, its plate, its name, and its page's address."""

    number: int
    plate: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Pack:
    """A part of the site in one language. ``version`` is the digest of all it holds: another version, other bytes.

    ``answers`` leads from addresses that plates carry (path and query, in small letters; before them, where it is none of the
    official domains, the host) to the page in the pack that answers them.
    """

    language: Language
    key: str
    label: str
    version: str
    files: tuple[PackedFile, ...]
    monuments: tuple[PackedMonument, ...]
    answers: dict[str, str]

    @property
    def size(self) -> int:
        """Return how many bytes a phone keeps."""
        return sum(file.size for file in self.files)

    @property
    def packed(self) -> int:
        """Return how many bytes travel to a phone that keeps nothing yet."""
        return sum(file.packed for file in self.files)


def may_be_kept(route: Route) -> bool:
    """Tell whether a pack may hold the file of a route: then its digest and its size as it travels must be known."""
    shown = PictureFile | PlateArtwork | PlatePhotograph | Asset
    return isinstance(route, Home | MonumentPage | Listing | Section | shown) or route == File("favicon.svg")
