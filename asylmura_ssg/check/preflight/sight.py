"""One page as others see it: its plates by Ghostscript, its text and codes by PDFium; and what is wrong with just that.

What is seen of a page is remembered by what the page draws and by the printer's terms, and outlives the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium

from asylmura_ssg.check.preflight.codes import Sighting
from asylmura_ssg.check.preflight.edges import is_blank, prove_edges
from asylmura_ssg.check.preflight.ink import InkFigures, figures_of, prove_ink, prove_text_ink, total_ink
from asylmura_ssg.check.preflight.pages import PageKey, place_of
from asylmura_ssg.check.preflight.readback import ReadBack, codes_close_to, opened, read_back
from asylmura_ssg.check.preflight.reading import Rect
from asylmura_ssg.check.preflight.separations import Painted, Unpainted, paint
from asylmura_ssg.model.preflight import Check, Finding, Place
from asylmura_ssg.model.press import POINTS, PROCESS, Printer
from asylmura_ssg.model.remedies import told


@dataclass(frozen=True, slots=True)
class SeenCode:
    """A code of a page; see :class:`~asylmura_ssg.check.preflight.codes.Sighting`."""

    kind: str
    text: str | None
    place: Place
    margin: float


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of a page. ``findings`` have the page number 0: another file may hold the same page elsewhere."""

    letters: str
    codes: tuple[SeenCode, ...]
    ink: InkFigures
    plates: tuple[str, ...]
    blank: bool
    findings: tuple[Finding, ...]

    def on(self, page: int) -> tuple[Finding, ...]:
        """Return the findings as of a page."""
        return tuple(replace(finding, page=page) for finding in self.findings)

    def to_bytes(self) -> bytes:
        """Return it as JSON."""
        value = {
            "letters": self.letters,
            "codes": [[c.kind, c.text, _numbers(c.place), c.margin] for c in self.codes],
            "ink": [self.ink.most, *self.ink.means],
            "plates": self.plates,
            "blank": self.blank,
            "findings": [[f.check.value, f.said, f.place and _numbers(f.place)] for f in self.findings],
        }
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    @staticmethod
    def from_bytes(data: bytes) -> Sight:
        """Return what :meth:`to_bytes` wrote."""
        value = json.loads(data)
        most, cyan, magenta, yellow, black = value["ink"]
        return Sight(
            value["letters"],
            tuple(SeenCode(kind, text, Place(*place), margin) for kind, text, place, margin in value["codes"]),
            InkFigures(most, (cyan, magenta, yellow, black)),
            tuple(value["plates"]),
            value["blank"],
            tuple(told(Check(check), 0, said, place and Place(*place)) for check, said, place in value["findings"]),
        )


def look_at(file: Path, pages: Sequence[PageKey], run: Sequence[int], printer: Printer) -> Iterator[Sight]:
    """Yield what is seen of each page of a run, by index. Raises GhostscriptError where that program is missing."""
    document = opened(file)
    try:
        for index, painted in zip(run, paint(file, pages, run, printer.condition.data), strict=True):
            yield _Page(document, index, pages[index]).seen(painted, printer)
    finally:
        if document is not None:
            document.close()


def look_again(
    file: Path, pages: Sequence[PageKey], sights: Sequence[Sight], wanted: Iterable[int]
) -> tuple[Sight, ...]:
    """Return the sights, the codes of some pages, by index, read from a finer picture."""
    closer = list(sights)
    document = opened(file)
    try:
        for index in wanted:
            codes = codes_close_to(document, index)
            closer[index] = replace(sights[index], codes=_Page(document, index, pages[index]).seen_codes(codes))
    finally:
        if document is not None:
            document.close()
    return tuple(closer)


@dataclass(frozen=True, slots=True)
class _Page:
    document: pdfium.PdfDocument | None
    index: int
    key: PageKey

    def seen(self, painted: Painted | Unpainted, printer: Printer) -> Sight:
        read = read_back(self.document, self.index)
        findings: list[Finding] = []
        if read is None:
            findings.append(told(Check.UNRENDERABLE_PAGE, 0, "PDFium cannot open the page"))
            read = ReadBack("", (), (), (), False)  # noqa: FBT003 - what cannot be read is not blank
        findings += self._unreadable(read)
        ink, blank = InkFigures(0, (0, 0, 0, 0)), False
        plates: tuple[str, ...] = PROCESS
        if isinstance(painted, Unpainted):
            came = painted.painted
            # Ghostscript stumbles over an empty page, too; it is sound if both paint nothing.
            if came is None or not read.blank or not is_blank(came, total_ink(came)):
                findings.append(told(Check.UNRENDERABLE_PAGE, 0, f"Ghostscript: {painted.said}"))
        else:
            came = painted
        if came is not None:
            total = total_ink(came)
            ink, plates = figures_of(came, total), came.plates
            blank = is_blank(came, total)
            lines = [_in_pixels(line, self.key, came) for line in read.lines]
            codes = [_in_pixels(box, self.key, came) for _, box in read.codes]
            findings += prove_ink(came, total, ink, printer.ink_limit, 0)
            findings += prove_text_ink(came, total, lines, 0)
            findings += prove_edges(came, total, [*lines, *codes], printer, 0)
        return Sight(read.letters, self.seen_codes(read.codes), ink, plates, blank, tuple(findings))

    def seen_codes(self, codes: Sequence[tuple[Sighting, Rect]]) -> tuple[SeenCode, ...]:
        return tuple(SeenCode(code.kind, code.text, place_of(box, self.key.trim), code.margin) for code, box in codes)

    def _unreadable(self, read: ReadBack) -> Iterator[Finding]:
        if not read.unreadable:
            return
        kinds = ", ".join(sorted({f"U+{ord(char):04X}" for char, _ in read.unreadable})[:5])
        number = len(read.unreadable)
        said = f"{number} {'character' if number == 1 else 'characters'} that cannot be read: {kinds}"
        yield told(Check.TEXT_UNREADABLE, 0, said, place_of(read.unreadable[0][1], self.key.trim))


def _in_pixels(box: Rect, key: PageKey, painted: Painted) -> Rect:
    """Return a box of user space in pixels of the page's plates."""
    per_point, left, top = painted.scale / POINTS, key.media[0], key.media[3]
    return (
        (box[0] - left) * per_point, (top - box[3]) * per_point, (box[2] - left) * per_point, (top - box[1]) * per_point
    )  # fmt: skip


def _numbers(place: Place) -> list[float]:
    return [place.left, place.bottom, place.right, place.top]
