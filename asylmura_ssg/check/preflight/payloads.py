"""The codes of all pages: where each stands, whether it can be read, and whether it says what the book has it say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asylmura_ssg.check.preflight.expected import ExpectedBook, ExpectedEntry
from asylmura_ssg.check.preflight.pages import PageKey
from asylmura_ssg.check.preflight.sight import SeenCode, Sight
from asylmura_ssg.check.preflight.terms import Terms
from asylmura_ssg.check.preflight.text import pages_of
from asylmura_ssg.model.preflight import Check, Finding
from asylmura_ssg.model.press import POINTS
from asylmura_ssg.model.remedies import told

_MARGIN = 0.9  # the share of a code's empty margin that has to be seen: a raster's edge takes a part of it
_SLACK = 0.2  # mm: a pixel at 150 dpi


def prove_code(code: SeenCode, page: int, key: PageKey, terms: Terms) -> Iterator[Finding]:
    """Yield what is wrong with a code, whatever it is to say."""
    place = code.place
    if code.text is None:
        yield told(Check.CODE_UNREADABLE, page, "a code that neither ZXing nor OpenCV can read", place)
        return
    named = f"the {'barcode' if code.kind == 'ean' else 'code'} that reads {code.text}"
    if code.margin < _MARGIN:
        yield told(Check.CODE_QUIET_ZONE, page, f"{named} has {code.margin:.0%} of its empty margin", place)
    width, height = (key.trim[2] - key.trim[0]) / POINTS, (key.trim[3] - key.trim[1]) / POINTS
    near = min(place.left, place.bottom, width - place.right, height - place.top)
    inner = place.left if page % 2 else width - place.right
    if near < terms.safe - _SLACK:
        said = f"{named} stands {near:.1f} mm from the trim; {terms.safe:g} mm are asked"
        yield told(Check.TEXT_NEAR_TRIM, page, said, place)
    elif terms.inner is not None and inner < terms.inner - _SLACK:
        said = f"{named} stands {inner:.1f} mm from the spine; {terms.inner:g} mm are asked"
        yield told(Check.TEXT_IN_GUTTER, page, said, place)
    for fold in terms.folds:
        distance = max(place.left - fold, fold - place.right)
        if distance < terms.safe - _SLACK:
            said = (
                f"{named} stands {max(distance, 0):.1f} mm from the fold at {fold:.1f} mm; {terms.safe:g} mm are asked"
            )
            yield told(Check.TEXT_ON_FOLD, page, said, place)


def prove_payloads(sights: Sequence[Sight], book: ExpectedBook) -> Iterator[Finding]:
    """Yield entries without their code, codes that no entry has or that stand with another, and what the barcode says."""
    read = payloads_of(sights)
    for entry in book.entries:
        first, last = entry.pages or (1, len(read))
        if not any(entry.payload in found for found in read[first - 1 : last]):
            where = f" on {pages_of(first, last)}" if entry.pages else ""
            said = f"{entry.slug}: no code{where} reads {entry.payload}"
            yield told(Check.CODE_MISSING, first if entry.pages else 0, said)
    by_payload = {entry.payload: entry for entry in book.entries}
    for page, sight in enumerate(sights, 1):
        for code in _qr(sight):
            said = _astray(code, page, by_payload.get(code.text or ""), len(read[page - 1]))
            if said:
                yield told(Check.CODE_WRONG, page, said, code.place)
    if book.ean is not None:
        yield from _barcode(sights, book.ean)


def missed(sights: Sequence[Sight], book: ExpectedBook) -> tuple[int, ...]:
    """Return the pages, by index, whose code or barcode was not seen and is to be looked for again."""
    read = payloads_of(sights)
    pages = {
        entry.pages[0] - 1
        for entry in book.entries
        if entry.pages and not any(entry.payload in found for found in read[entry.pages[0] - 1 : entry.pages[1]])
    }
    if book.ean is not None and not any(code.kind == "ean" for sight in sights for code in sight.codes):
        # A barcode stands near its number in figures; a cover has but one page.
        pages |= {page for page, sight in enumerate(sights) if book.ean in sight.letters or len(sights) == 1}
    return tuple(sorted(page for page in pages if page < len(sights)))


def payloads_of(sights: Sequence[Sight]) -> tuple[tuple[str, ...], ...]:
    """Return what the codes of each page read as."""
    return tuple(tuple(code.text or "" for code in _qr(sight)) for sight in sights)


def _qr(sight: Sight) -> tuple[SeenCode, ...]:
    return tuple(code for code in sight.codes if code.kind == "qr" and code.text)


def _astray(code: SeenCode, page: int, entry: ExpectedEntry | None, together: int) -> str:
    """Return in what way a code is not its page's own, empty where it is."""
    if entry is None:
        return f"a code reads {code.text}, which no entry of the volume has"
    if entry.pages is None:
        return f"{together} codes on one page: it cannot be told whose is which" if together > 1 else ""
    if entry.pages[0] <= page <= entry.pages[1]:
        return ""
    return f"the code that reads {code.text} belongs to {pages_of(*entry.pages)}"


def _barcode(sights: Sequence[Sight], ean: str) -> Iterator[Finding]:
    seen = [(page, code) for page, sight in enumerate(sights, 1) for code in sight.codes if code.kind == "ean"]
    if not seen:
        yield told(Check.EAN_MISSING, 0, f"no page has a barcode that reads {ean}")
    for page, code in seen:
        if code.text != ean:
            yield told(Check.EAN_WRONG, page, f"the barcode reads {code.text}; the ISBN is {ean}", code.place)
