"""Exhibits in three dimensions, and exhibitions, which lead from room to room past exhibits, pictures and words."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Claim, Picture

LARGEST_MODEL = 10_000_000
"""Bytes. At 2 Mbit/s, which a phone has on a country road, that is forty seconds of waiting; unpacked into a phone's
memory a scan is several times as large, and pages with more are the ones that phones close."""


@dataclass(frozen=True, slots=True)
class Model:
    """A binary glTF 2.0 file. ``extent`` is width, height and depth in metres of the model, as glTF measures."""

    path: str
    digest: str
    size: int
    extent: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A model with all that is said of it. ``scale`` is how many metres of the thing one metre of the model stands for.

    None where nobody measured. ``of`` is the slug of the entry it belongs to; ``sources`` are keys of the bibliography.
    """

    key: str
    title: Localized[str]
    alt: Localized[str]
    of: str
    made: Localized[str]
    """How the model came about: scanned, photographed from all sides, built by hand, and out of what."""
    author: str
    licence: str
    year: int | None
    scale: int | None
    sources: tuple[str, ...]
    model: Model
    poster: Picture | None

    @property
    def measures(self) -> tuple[float, float, float] | None:
        """Width, height and depth of the thing itself in metres; None where nobody measured."""
        width, height, depth = self.model.extent
        return None if self.scale is None else (width * self.scale, height * self.scale, depth * self.scale)


@dataclass(frozen=True, slots=True)
class Hung:
    """A picture of an entry that hangs in a room: ``picture`` is the file's name in the entry's folder."""

    slug: str
    picture: str


@dataclass(frozen=True, slots=True)
class Room:
    """A room: what is said in it, and what stands and hangs there, as slugs and keys."""

    title: Localized[str]
    texts: tuple[Claim, ...]
    monuments: tuple[str, ...]
    pictures: tuple[Hung, ...]
    exhibits: tuple[str, ...]
    films: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exhibition:
    """Rooms in the order in which they are walked through."""

    key: str
    title: Localized[str]
    lead: tuple[Claim, ...]
    rooms: tuple[Room, ...]
