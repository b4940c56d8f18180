"""The pages of a file: their boxes, and a digest of all that each draws, by which verdicts are remembered.

The digest does not know the numbers of objects: a page that did not change keeps its digest though others before it
did, and all that follows was renumbered.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

import pikepdf

from asylmura_ssg.check.preflight.reading import MALFORMED, Rect, entry, identity, name, rect, whole
from asylmura_ssg.model.preflight import Place
from asylmura_ssg.model.press import POINTS

# A reference to an object; strings are matched first, so that "(1 0 R)" within one is left alone.
_REFERENCE = re.compile(rb"\((?:[^\\()]|\\.)*\)|\b(\d+) (\d+) R\b", re.DOTALL)
# What leads out of a page to others, or counts pages: it draws nothing.
_ELSEWHERE = frozenset({"/Parent", "/P", "/StructParent", "/StructParents", "/Dest", "/A", "/B", "/PieceInfo"})
_DRAWN = (
    "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit", "/Group", "/Resources",
    "/Contents", "/Annots", "/AA",
)  # fmt: skip
_A4: Rect = (0.0, 0.0, 595.0, 842.0)


@dataclass(frozen=True, slots=True)
class PageKey:
    """A page by what it draws, whatever its number; and its boxes, as a program that paints it takes them.

    ``digest`` is of contents, resources, boxes and rotation. A missing bleed is the trim, a missing trim the media.
    ``rotation`` is in degrees.
    """

    digest: str
    media: Rect
    bleed: Rect
    trim: Rect
    rotation: int


def page_keys(pdf: pikepdf.Pdf) -> tuple[PageKey, ...]:
    """Return every page's key. Each object and stream of the file is read once."""
    closure = _Closure()
    return tuple(_key(page.obj, closure) for page in pdf.pages)


def place_of(box: Rect, trim: Rect) -> Place:
    """Return a rectangle of user space in millimetres from the trim's lower left corner, to a tenth."""
    left, bottom = trim[0], trim[1]
    return Place(
        *(round((value - origin) / POINTS, 1) for value, origin in zip(box, (left, bottom, left, bottom), strict=True))
    )


def _key(page: pikepdf.Object, closure: _Closure) -> PageKey:
    media = rect(entry(page, "/MediaBox")) or _A4
    crop = rect(entry(page, "/CropBox")) or media
    trim = rect(entry(page, "/TrimBox")) or rect(entry(page, "/ArtBox")) or crop
    turned = whole(entry(page, "/Rotate")) or 0
    return PageKey(closure.page(page), media, rect(entry(page, "/BleedBox")) or trim, trim, turned // 90 * 90 % 360)


class _Closure:
    """Digests of objects with all that they refer to, each worked out once."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], bytes] = {}

    def page(self, page: pikepdf.Object) -> str:
        total = hashlib.blake2b(digest_size=16)
        for key in _DRAWN:
            value = entry(page, key)
            total.update(key.encode() + b" " + (self._value(value, 0) if value is not None else b"-"))
        return total.hexdigest()

    def _value(self, value: object, depth: int) -> bytes:
        """Return the digest of a value; a page it leads to, or a loop, stands for itself."""
        if not isinstance(value, pikepdf.Object):
            return repr(value).encode()
        number = identity(value)
        if number is not None and number in self.known:
            return self.known[number]
        if depth > 100 or name(entry(value, "/Type")) in {"/Page", "/Pages", "/StructElem"}:
            return b"elsewhere"
        if number is not None:
            self.known[number] = b"loop"
        total = hashlib.blake2b(digest_size=16)
        try:
            self._add(value, total, depth)
        except MALFORMED as problem:
            total.update(f"unreadable {type(problem).__name__}".encode())
        found = total.digest()
        if number is not None:
            self.known[number] = found
        return found

    def _add(self, value: pikepdf.Object, total: hashlib.blake2b, depth: int) -> None:
        source = value
        if isinstance(value, pikepdf.Stream):
            total.update(value.read_raw_bytes())
            source = value.stream_dict
        if isinstance(source, pikepdf.Dictionary):
            for key in sorted(source.keys()):
                if key not in _ELSEWHERE and key != "/Length":
                    total.update(key.encode("utf-8", "replace") + b" ")
                    total.update(self._part(source, key, depth))
        elif isinstance(source, pikepdf.Array):
            self._plain(source, total, depth)
        else:
            total.update(source.unparse(resolved=True))

    def _part(self, source: pikepdf.Object, key: str, depth: int) -> bytes:
        return self._value(source.get(key), depth + 1)

    def _plain(self, source: pikepdf.Object, total: hashlib.blake2b, depth: int) -> None:
        """Add an array as it is written, in one go where it holds no references: tables of widths are long."""
        written = source.unparse(resolved=True)
        if any(found.group(1) for found in _REFERENCE.finditer(written)):
            for item in source:
                total.update(self._value(item, depth + 1))
        else:
            total.update(written)
