"""Every page's drawing, examined by its structure: by several processes, each page's verdict remembered by what it draws."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

import pikepdf
import uharfbuzz

from asylmura_ssg.cache import Store
from asylmura_ssg.check.preflight import boxes, lettering, painting, parameters
from asylmura_ssg.check.preflight.canvas import Canvas, Measured
from asylmura_ssg.check.preflight.faces import Face
from asylmura_ssg.check.preflight.pages import PageKey
from asylmura_ssg.check.preflight.reading import IDENTITY, entry
from asylmura_ssg.check.preflight.terms import Terms
from asylmura_ssg.model.digest import digest_bytes, digest_of
from asylmura_ssg.model.preflight import Check, Finding, Place
from asylmura_ssg.model.press import POINTS
from asylmura_ssg.model.remedies import told
from asylmura_ssg.workers import run_all

_OPERATORS = painting.OPERATORS | lettering.OPERATORS | parameters.OPERATORS
_LIBRARIES = (pikepdf.__version__, pikepdf.__libqpdf_version__, uharfbuzz.__version__)
_PLACES = re.compile(r"^.*\(content, offset \d+\): |^.*\bat offset \d+\)?: ")
"""Where qpdf's words say a fault lies, by numbers that change with other pages."""
_BATCH = 12  # pages that a process examines before it hands them over

Told = tuple[Check, str, Place | None]


@dataclass(frozen=True, slots=True)
class PageVerdict:
    """What was found on a page, whatever its number, and what was measured (see ``canvas.Measured``)."""

    told: tuple[Told, ...]
    lowest_ppi: float | None = None
    pictures: int = 0
    smallest_text: float | None = None
    thinnest_line: float | None = None
    inks: tuple[str, ...] = ()
    faces: Mapping[str, str] = field(default_factory=dict)


def examine_pages(
    file: Path, keys: Sequence[PageKey], terms: Terms, remembered: Store, jobs: int
) -> tuple[PageVerdict, ...]:
    """Return each page's verdict, in order. What was examined before by the same terms is not examined again."""
    names = [digest_of((key.digest, terms, number % 2, source_digest(), _LIBRARIES)) for number, key in enumerate(keys)]
    found = {name: verdict for name in set(names) if (verdict := _recalled(remembered, name)) is not None}
    first = {name: number for number, name in reversed([*enumerate(names)]) if name not in found}
    wanting = sorted(first.values())
    batches = [wanting[start : start + _BATCH] for start in range(0, len(wanting), _BATCH)]

    def examined(batch: int) -> list[PageVerdict]:
        return _examine(file, batches[batch], keys, terms)

    for numbers, verdicts in zip(batches, run_all(examined, len(batches), jobs, chunk=1), strict=True):
        for number, verdict in zip(numbers, verdicts, strict=True):
            remembered.put(names[number], _written(verdict))
            found[names[number]] = verdict
    return tuple(found[name] for name in names)


def _examine(file: Path, numbers: Sequence[int], keys: Sequence[PageKey], terms: Terms) -> list[PageVerdict]:
    """Examine some pages, counted from 0; each process opens the file for itself."""
    verdicts = []
    with pikepdf.open(file) as pdf:
        faces: dict[object, Face] = {}
        pages = list(pdf.pages)
        pdf.get_warnings()  # of the file as a whole, told elsewhere; the list is emptied by reading it
        for number in numbers:
            canvas = Canvas(terms, keys[number], _OPERATORS, faces, recto=number % 2 == 0)
            _draw(pages[number].obj, keys[number], canvas)
            for warning in pdf.get_warnings():
                said = _PLACES.sub("", str(warning).removeprefix(f"{file}: "))
                canvas.notes.add(Check.CONTENT_DAMAGED, f"the page cannot be read as it is: {said}")
            verdicts.append(_verdict(canvas))
    return verdicts


def _draw(page: pikepdf.Object, key: PageKey, canvas: Canvas) -> None:
    boxes.judge_boxes(page, key, canvas.terms, canvas.notes)
    canvas.resources = entry(page, "/Resources")
    painting.group(canvas, entry(page, "/Group"))
    if entry(page, "/Contents") is not None:
        canvas.draw(page, canvas.resources, IDENTITY)


def _verdict(canvas: Canvas) -> PageVerdict:
    measured: Measured = canvas.measured
    return PageVerdict(
        tuple(canvas.notes.told()),
        _rounded(measured.lowest_ppi),
        measured.pictures,
        _rounded(measured.smallest_text),
        _rounded(measured.thinnest_line),
        tuple(sorted(measured.inks)),
        dict(sorted(measured.faces.items())),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _written(verdict: PageVerdict) -> bytes:
    return json.dumps(asdict(verdict), ensure_ascii=False, sort_keys=True).encode()


def _recalled(remembered: Store, name: str) -> PageVerdict | None:
    data = remembered.get(name)
    if data is None:
        return None
    held = json.loads(data)
    said = tuple(
        (Check(check), words, Place(**place) if place is not None else None) for check, words, place in held.pop("told")
    )
    return PageVerdict(said, **{**held, "inks": tuple(held["inks"])})


_TIMES = re.compile(r" \(\d+ times on this page\)$")
_OF_A_FONT = frozenset({Check.FONT_NOT_EMBEDDED, Check.FONT_DAMAGED, Check.FONT_TYPE3, Check.FONT_UNICODE})


def findings_of(verdicts: Sequence[PageVerdict], keys: Sequence[PageKey], terms: Terms) -> Iterator[Finding]:
    """Yield what was found on the pages, page by page; what is wrong with a font is told on the first page that uses it."""
    used: dict[tuple[Check, str], int] = {}
    for verdict in verdicts:
        for check, said, _ in verdict.told:
            if check in _OF_A_FONT:
                used[check, _bare(said)] = used.get((check, _bare(said)), 0) + 1
    for number, verdict in enumerate(verdicts, start=1):
        for check, said, place in verdict.told:
            if check not in _OF_A_FONT:
                yield told(check, number, said, place)
                continue
            pages = used.pop((check, _bare(said)), 0)
            if pages:
                more = f" (on {pages} pages, this the first)" if pages > 1 else ""
                yield told(check, number, _bare(said) + more, place)
    yield from _doubled(verdicts)
    if terms.trim is None:
        yield from _sizes(keys)


def _bare(said: str) -> str:
    return _TIMES.sub("", said)


def _doubled(verdicts: Sequence[PageVerdict]) -> Iterator[Finding]:
    """Yield subsets of fonts that bear one name and are not one."""
    programs: dict[str, str] = {}
    doubled: dict[str, int] = {}
    for number, verdict in enumerate(verdicts, start=1):
        for face, program in verdict.faces.items():
            if program and face[6:7] == "+" and programs.setdefault(face, program) != program:
                doubled.setdefault(face, number)
    for face, number in doubled.items():
        yield told(Check.FONT_SUBSET_NAME, number, f"another subset is named {face}, too")


def _sizes(keys: Sequence[PageKey]) -> Iterator[Finding]:
    """Yield pages of another size than the first."""
    first = _size(keys[0])
    for number, key in enumerate(keys, start=1):
        size = _size(key)
        if max(abs(size[0] - first[0]), abs(size[1] - first[1])) > 0.1:
            said = f"the page is trimmed to {size[0]:.1f} × {size[1]:.1f} mm; the first to {first[0]:.1f} × {first[1]:.1f} mm"
            yield told(Check.TRIM_SIZE, number, said)


def _size(key: PageKey) -> tuple[float, float]:
    return ((key.trim[2] - key.trim[0]) / POINTS, (key.trim[3] - key.trim[1]) / POINTS)


@cache
def source_digest() -> str:
    """Return the digest of the checks' own source."""
    return digest_bytes(b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.rglob("*.py"))))
