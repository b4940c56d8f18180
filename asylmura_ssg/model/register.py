"""The register of plates: what was given out, what hangs where, and in what state. Events are only ever added.

An issue freezes a plate's address and its symbol, version, level, mask and matrix, for ever. A plate may have several
issues: the first, later ones made to replace it, and ones found hanging that were made before there was a register.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Point


class Condition(StrEnum):
    """How a plate was found."""

    GOOD = "good"
    WORN = "worn"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    MISSING = "missing"


HARMED = (Condition.DAMAGED, Condition.UNREADABLE, Condition.MISSING)


class Cause(StrEnum):
    """Why a plate was taken down."""

    RESTORATION = "restoration"
    DAMAGE = "damage"
    THEFT = "theft"
    MISPLACED = "misplaced"
    PERMISSION_ENDED = "permission-ended"
    MONUMENT_LOST = "monument-lost"


class Origin(StrEnum):
    """How the address of a plate that already hung was learnt."""

    TYPED = "typed"
    LIST = "list"
    PHOTOGRAPH = "photograph"


class State(StrEnum):
    """Where one issue of a plate stands."""

    ISSUED = "issued"
    PLACED = "placed"
    DAMAGED = "damaged"
    REMOVED = "removed"
    REPLACED = "replaced"


STANDING = (State.PLACED, State.DAMAGED)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A code frozen for ever: version, level and mask (ISO/IEC 18004), and the digest of its modules."""

    version: int
    level: str
    mask: int
    matrix: str


def matrix_digest(rows: Sequence[Sequence[bool]]) -> str:
    """Return ``sha256:`` and the SHA-256 of the modules as lines of ``1`` (dark) and ``0``, each ended by LF."""
    text = "".join("".join("1" if dark else "0" for dark in row) + "\n" for row in rows)
    return "sha256:" + hashlib.sha256(text.encode("ascii")).hexdigest()


# Events, as they stand in the register; ``line`` counts from 1.


@dataclass(frozen=True, slots=True)
class Numbering:
    """A monument was given its register number."""

    line: int
    number: int
    slug: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A plate was issued, or issued ``again``: its address and symbol are fixed from then on."""

    line: int
    day: date
    plate: str
    issue: int
    slug: str
    payload: str
    symbol: Symbol
    again: bool


@dataclass(frozen=True, slots=True)
class Adoption:
    """A plate that already hung was entered: its address as found, whatever it is; its symbol is not ours."""

    line: int
    day: date
    plate: str
    issue: int
    slug: str
    payload: str
    origin: Origin
    placed: date | None
    point: Point | None
    photo: str | None


@dataclass(frozen=True, slots=True)
class Placement:
    """A plate was put up. ``point`` was measured there; ``by`` is a key of the volunteers."""

    line: int
    day: date
    plate: str
    issue: int
    point: Point
    by: str
    permission: str
    condition: Condition
    photo: str | None


@dataclass(frozen=True, slots=True)
class Inspection:
    """Somebody looked after a plate."""

    line: int
    day: date
    plate: str
    issue: int
    condition: Condition
    by: str | None
    photo: str | None


@dataclass(frozen=True, slots=True)
class Damage:
    """Harm to a plate was reported; ``condition`` is one of :data:`HARMED`."""

    line: int
    day: date
    plate: str
    issue: int
    condition: Condition
    by: str | None
    photo: str | None


@dataclass(frozen=True, slots=True)
class Removal:
    """A plate was taken down."""

    line: int
    day: date
    plate: str
    issue: int
    cause: Cause
    by: str | None


@dataclass(frozen=True, slots=True)
class Replacement:
    """Another issue of the plate, ``successor``, was put up in the place of this one."""

    line: int
    day: date
    plate: str
    issue: int
    successor: int
    point: Point | None
    by: str
    permission: str | None
    photo: str | None


Event = Numbering | Issue | Adoption | Placement | Inspection | Damage | Removal | Replacement
PlateEvent = Issue | Adoption | Placement | Inspection | Damage | Removal | Replacement


@dataclass(frozen=True, slots=True)
class Copy:
    """One issue of a plate as it stands now. ``symbol`` is None where the plate is not our make."""

    plate: str
    issue: int
    slug: str
    payload: str
    symbol: Symbol | None
    origin: Origin | None
    line: int
    issued: date
    state: State
    condition: Condition | None = None
    placed: date | None = None
    point: Point | None = None
    permission: str | None = None
    placed_by: str | None = None
    inspected: date | None = None
    photo: str | None = None
    ended: date | None = None
    cause: Cause | None = None
    last: date | None = None
    """The day of its last event, of whatever kind."""

    @property
    def hangs(self) -> bool:
        """Whether it can be met: it was put up, and is not known to have gone."""
        return self.state in STANDING and self.condition is not Condition.MISSING

    @property
    def reported(self) -> date | None:
        """The day on which its damage was last reported or seen; None while it is not damaged."""
        return self.last if self.state is State.DAMAGED else None


@dataclass(frozen=True, slots=True)
class Plate:
    """All issues of one plate, in their order."""

    plate: str
    number: int
    slug: str
    copies: tuple[Copy, ...]

    @property
    def standing(self) -> tuple[Copy, ...]:
        """The issues that stand: those of our own make before adopted ones, the one put up last before earlier ones."""
        standing = (copy for copy in self.copies if copy.state in STANDING)
        return tuple(sorted(standing, key=_foremost, reverse=True))

    @property
    def current(self) -> Copy:
        """The issue a visitor meets: the first of those that stand, else the last that waits to be put up, else the last."""
        waiting = [copy for copy in self.copies if copy.state is State.ISSUED]
        return (self.standing or (waiting or self.copies)[-1:])[0]

    @property
    def worst(self) -> Copy:
        """The issue that speaks for the plate where one must: a damaged one that stands, else the current one."""
        damaged = [copy for copy in self.standing if copy.state is State.DAMAGED]
        return (damaged or (self.current,))[0]

    @property
    def own(self) -> Copy | None:
        """The last issue of our own make: what artwork is drawn from."""
        ours = [copy for copy in self.copies if copy.symbol is not None]
        return ours[-1] if ours else None


def _foremost(copy: Copy) -> tuple[bool, date, int]:
    return copy.symbol is not None, copy.placed or copy.issued, copy.issue


@dataclass(frozen=True, slots=True)
class Register:
    """The register as it stands now: slugs by register number, plates by plate number; both in order of entry."""

    slugs: dict[int, str]
    plates: dict[str, Plate]

    def copies(self) -> Iterator[Copy]:
        """Yield every issue of every plate: each one's address must answer for ever."""
        for plate in self.plates.values():
            yield from plate.copies

    def of_slug(self) -> dict[str, Plate]:
        """Return the plates by their monument's slug."""
        return {plate.slug: plate for plate in self.plates.values()}

    @property
    def digest(self) -> str:
        """Of everything it says."""
        return digest_of((self.slugs, self.plates))


EMPTY = Register({}, {})


SHOWN_WIDTH = 360  # px: a plate's photograph proves that it hangs, the picture of the monument is another one


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph of a plate; width and height are px, ``path`` is below the content folder."""

    name: str
    path: str
    digest: str
    width: int
    height: int

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.name.removesuffix(".jpg")

    @property
    def version(self) -> str:
        """What tells this photograph in an address from any other that was called the same."""
        return self.digest[:10]

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height in px at which the web shows it: small, and never larger than it is."""
        width = min(self.width, SHOWN_WIDTH)
        return width, round(self.height * width / self.width)


class AgeGroup(StrEnum):
    """All that is said of a volunteer's age."""

    UNDER_18 = "under-18"
    FROM_18 = "18-29"
    FROM_30 = "30-44"
    FROM_45 = "45-59"
    FROM_60 = "60-and-over"


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Somebody who places and looks after plates: a role, or a name given with consent; never how to reach them."""

    key: str
    role: Localized[str]
    name: str | None
    region: str
    age: AgeGroup
