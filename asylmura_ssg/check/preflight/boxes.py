"""A page's boxes (ISO 32000-1, 14.11.2), its turning and scaling, and what lies on it without being drawn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pikepdf

from asylmura_ssg.check.preflight.canvas import Notes
from asylmura_ssg.check.preflight.pages import PageKey
from asylmura_ssg.check.preflight.reading import Rect, common, entries, entry, items, name, number, rect
from asylmura_ssg.check.preflight.terms import Terms
from asylmura_ssg.model.preflight import Check
from asylmura_ssg.model.press import POINTS

_SLACK = 0.1  # mm: what a cutter cannot tell
_FINE = 0.02  # points: programs round boxes each in its own way
_PRINTERS = frozenset({"/PrinterMark", "/TrapNet"})


def judge_boxes(page: pikepdf.Object, key: PageKey, terms: Terms, notes: Notes) -> None:
    """Note what is wrong with a page's boxes and with what lies on it."""
    media, bleed, trim = (rect(entry(page, box)) for box in ("/MediaBox", "/BleedBox", "/TrimBox"))
    for box, check, what in (
        (media, Check.MEDIA_BOX, "MediaBox"),
        (trim, Check.TRIM_BOX, "TrimBox"),
        (bleed, Check.BLEED_BOX, "BleedBox"),
    ):
        if box is None:
            notes.add(check, f"no {what}")
    if media is not None and max(abs(media[0]), abs(media[1])) > _FINE:
        notes.add(Check.MEDIA_ORIGIN, f"the MediaBox begins at {media[0]:g}, {media[1]:g} pt")
    if entry(page, "/ArtBox") is not None:
        notes.add(Check.ART_BOX, "an ArtBox" + (" beside the TrimBox" if trim is not None else ""))
    if trim is not None and bleed is not None:
        _bleed(bleed, trim, terms, notes)
    if trim is not None:
        _size(trim, terms, notes)
    _nested(media, bleed, trim, notes)
    crop = rect(entry(page, "/CropBox"))
    if crop is not None and not _within(common(key.bleed, key.media) or crop, crop):
        notes.add(Check.CROP_BOX, "the CropBox hides a part of the bleed", crop)
    if key.rotation:
        notes.add(Check.PAGE_ROTATED, f"the page is turned by {key.rotation}°")
    unit = number(entry(page, "/UserUnit"))
    if unit is not None and unit != 1:
        notes.add(Check.USER_UNIT, f"a unit is {unit:g}/72 inch")
    _annotations(page, key, notes)


def _nested(media: Rect | None, bleed: Rect | None, trim: Rect | None, notes: Notes) -> None:
    around = [
        (box, what) for box, what in ((trim, "TrimBox"), (bleed, "BleedBox"), (media, "MediaBox")) if box is not None
    ]
    for (inner, what), (outer, where) in pairwise(around):
        if not _within(inner, outer):
            notes.add(Check.NESTED_BOXES, f"the {what} reaches out of the {where}", inner)


def _bleed(bleed: Rect, trim: Rect, terms: Terms, notes: Notes) -> None:
    sides = {
        "left": trim[0] - bleed[0],
        "bottom": trim[1] - bleed[1],
        "right": bleed[2] - trim[2],
        "top": bleed[3] - trim[3],
    }
    short = {side: width / POINTS for side, width in sides.items() if width / POINTS < terms.bleed - _SLACK / 2}
    if short:
        said = ", ".join(f"{width:.1f} mm at the {side}" for side, width in short.items())
        notes.add(Check.BLEED, f"a bleed of {said}; {terms.bleed:g} mm are asked")


def _size(trim: Rect, terms: Terms, notes: Notes) -> None:
    if terms.trim is None:
        return
    width, height = (trim[2] - trim[0]) / POINTS, (trim[3] - trim[1]) / POINTS
    if abs(width - terms.trim[0]) > _SLACK or abs(height - terms.trim[1]) > _SLACK:
        ordered = f"{terms.trim[0]:g} × {terms.trim[1]:g} mm"
        notes.add(Check.TRIM_SIZE, f"the page is trimmed to {width:.1f} × {height:.1f} mm; ordered is {ordered}")


def _within(inner: Rect, outer: Rect) -> bool:
    return (
        inner[0] >= outer[0] - _FINE
        and inner[1] >= outer[1] - _FINE
        and inner[2] <= outer[2] + _FINE
        and inner[3] <= outer[3] + _FINE
    )


def _annotations(page: pikepdf.Object, key: PageKey, notes: Notes) -> None:
    for annotation in items(entry(page, "/Annots")):
        kind = name(entry(annotation, "/Subtype")) or "/without a kind"
        box = rect(entry(annotation, "/Rect"))
        inside = box is not None and _touches(box, key.bleed)
        if inside and kind not in _PRINTERS:
            notes.add(Check.ANNOTATION, f"an annotation: {kind[1:]}", box)
        for said in scripts(annotation):
            notes.add(Check.JAVASCRIPT, f"an annotation with {said}", box)
        if kind == "/FileAttachment":
            notes.add(Check.EMBEDDED_FILE, "an annotation with a file", box)
    if any(entries(entry(page, "/AA"))):
        notes.add(Check.ACTION, "the page acts when it is opened or closed")
    for said in scripts(page):
        notes.add(Check.JAVASCRIPT, f"the page has {said}")


def _touches(box: Rect, other: Rect) -> bool:
    shared = common(box, other)
    return shared is not None and shared[2] - shared[0] > _FINE and shared[3] - shared[1] > _FINE


def scripts(holder: object) -> Iterator[str]:
    """Yield the scripts among the actions of a page, an annotation or the document."""
    actions = [entry(holder, "/A"), *(action for _, action in entries(entry(holder, "/AA")))]
    for action in actions:
        if name(entry(action, "/S")) == "/JavaScript" or entry(action, "/JS") is not None:
            yield "a script"
