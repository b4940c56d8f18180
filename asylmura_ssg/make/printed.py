"""Where an entry stands in a printed volume, as each language cites a page."""

from __future__ import annotations

from asylmura_ssg.make.numerals import roman
from asylmura_ssg.make.spacing import NBSP
from asylmura_ssg.model.recipe import Frame, PrintedAt


def place_in_print(place: PrintedAt, frame: Frame) -> str:
    """Return the series, the volume and the pages: ``Асыл мұра, II том, 214–215-беттер``; numbers stay with their words."""
    strings = frame.strings
    title = frame.site.title.best(frame.language).value
    volume = strings["printed_volume"].format(title=title, number=roman(place.number))
    if place.first == place.last:
        return strings["printed_at"].format(volume=volume, page=place.first).replace(". ", f".{NBSP}")
    said = strings["printed_range"].format(volume=volume, first=place.first, last=place.last)
    return said.replace(". ", f".{NBSP}")
