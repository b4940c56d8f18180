"""The register of plates, ``content/plates/register.jsonl``: read line by line, entered event by event."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from asylmura_ssg.diagnostics import Code, Report, Span, did_you_mean
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.order import Past
from asylmura_ssg.model.register import EMPTY, Adoption, Event, Issue, Numbering, Placement, Register, Replacement
from asylmura_ssg.read.personal_data import check_personal_data, personal_in_value, problem
from asylmura_ssg.read.register.events import read_event
from asylmura_ssg.read.register.ledger import Ledger
from asylmura_ssg.read.register.lines import Line, is_merging, lines_of, numbered
from asylmura_ssg.read.register.past import check_past
from asylmura_ssg.read.volunteers import PATH as VOLUNTEERS
from asylmura_ssg.tree import Bytes

PATH = "plates/register.jsonl"
PHOTOGRAPHS = "plates/photographs/"


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """The register, and its lines to speak of: ``measured`` has the line, the plate and the point of every placement."""

    register: Register
    shown: str
    lines: tuple[str, ...] = field(repr=False, default=())
    measured: tuple[tuple[int, str, Point], ...] = ()
    photographs: frozenset[str] | None = frozenset()
    """Names of the photographs its events speak of; None where it cannot be read."""

    def line(self, at: int, report: Report) -> Line:
        """Return a line to complain at."""
        return Line(self.shown, at, self.lines[at - 1], report)


def read_register(
    files: dict[str, Bytes], root: str, volunteers: Collection[str], past: Past | None, report: Report
) -> RegisterReading:
    """Return the register; an empty one when there is no file yet.

    ``past`` is what landed of it before, None when there is nothing to hold it against.
    """
    file = files.get(PATH)
    shown = f"{root}/{PATH}" if file is None else file.shown
    if file is not None and is_merging(file, report):
        return RegisterReading(EMPTY, shown, photographs=None)
    if past is not None:
        check_past(file, past, shown, report)
    if file is None:
        return RegisterReading(EMPTY, shown)
    lines = lines_of(file, report)
    if lines is None:
        return RegisterReading(EMPTY, shown, photographs=None)
    ledger = Ledger()
    measured: list[tuple[int, str, Point]] = []
    photographs: set[str] = set()
    for at, text in numbered(lines):
        line = Line(shown, at, text, report)
        event = read_event(line) if line.sound else None
        if not isinstance(event, Numbering | Issue):  # which have no room for a word of anybody's own
            _check_personal(line, report)
        if event is not None:
            photographs |= _check_named(event, line, volunteers, files)
            ledger.enter(event, line)
            if isinstance(event, Placement | Adoption | Replacement) and event.point is not None:
                measured.append((at, event.plate, event.point))
    return RegisterReading(ledger.register(), shown, lines, tuple(measured), frozenset(photographs))


def _who(by: str, volunteers: Collection[str], *, there: bool) -> str:
    if not there:
        return "the file does not exist yet; docs/plates.md shows how to write it"
    known = ", ".join(sorted(volunteers)[:8])
    return did_you_mean(by, volunteers) or f"enter them there first; known: {known}"


def _check_personal(line: Line, report: Report) -> None:
    """Report what must not be said of people in a line's values; in all of it when they cannot be told apart."""
    values = [(key, value, column) for key, value, column in line.texts() if key not in _NEVER_PERSONAL]
    if not values and not line.sound:
        check_personal_data(line.text, line, report)
    for key, value, column in values:
        found = personal_in_value(value)
        if found is not None:
            start, end, what = found
            whole = line.span(key)
            plain = line.text[whole.column : whole.end - 2] == value  # as it is, with nothing escaped
            span = Span(line.shown, line.at, column + start, column + end) if plain else whole
            report.add(problem(span, what, line.text))


_NEVER_PERSONAL = ("event", "date", "placed", "plate", "matrix", "slug", "level")


def _check_named(event: Event, line: Line, volunteers: Collection[str], files: dict[str, Bytes]) -> set[str]:
    """Report a volunteer or a photograph that is not there; return the photographs named."""
    if isinstance(event, Numbering):
        return set()
    by, photo = getattr(event, "by", None), getattr(event, "photo", None)
    if by is not None and by not in volunteers:
        line.complain(Code.UNKNOWN_VOLUNTEER, f'no volunteer "{by}" in content/{VOLUNTEERS}',
                      _who(by, volunteers, there=VOLUNTEERS in files), key="by")  # fmt: skip
    if photo is not None and PHOTOGRAPHS + photo not in files:
        line.complain(Code.PICTURE_MISSING, f'no photograph "{photo}"', f"put it into content/{PHOTOGRAPHS}", key="photo")  # fmt: skip
    return set() if photo is None else {photo}
