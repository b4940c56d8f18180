"""What a table is held against: vocabularies, outlines of the regions, sources, and which slugs and numbers are taken."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from asylmura_ssg.diagnostics import ContentError, Report
from asylmura_ssg.model.catalogue import Boundaries
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.geography import Outline
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.read.boundaries import read_boundaries
from asylmura_ssg.read.claims import claims_in
from asylmura_ssg.read.location import TOLERANCE_KM
from asylmura_ssg.read.record import Known
from asylmura_ssg.read.register import read_register
from asylmura_ssg.read.sources import read_source
from asylmura_ssg.read.vocabularies import Shelf, read_vocabularies
from asylmura_ssg.tree import Bytes

_KEPT = ("bibliography", "boundaries", "dating-", "licences", "location-", "periods", "protection-", "regions", "types")


@dataclass(frozen=True, slots=True)
class Ground:
    """The content as far as a table is concerned. ``folders`` leads from each entry's slug to its folder."""

    content: Path
    vocabularies: Vocabularies
    sources: frozenset[str]
    outlines: dict[str, Outline]
    boxes: tuple[tuple[str, tuple[float, float, float, float]], ...]
    folders: dict[str, Path]
    named: dict[str, str]
    """The slug of each entry by its Kazakh name, in small letters."""
    next_number: int

    def region_of(self, point: Point) -> str:
        """Return the region that a point lies in, or an empty text."""
        for key, (west, south, east, north) in self.boxes:
            if west <= point.lon <= east and south <= point.lat <= north and self.outlines[key].contains(point):
                return key
        return ""

    def near(self, point: Point, region: str) -> bool:
        """Tell whether a point lies in a region, or as near to it as a build lets pass."""
        outline = self.outlines.get(region)
        return outline is None or outline.contains(point) or outline.distance_km(point) <= TOLERANCE_KM

    def known(self) -> Known:
        """Return what the reading of a record holds it against."""
        return Known(self.vocabularies, self.sources, frozenset(), self.outlines, None, {})


def survey(content: Path, shown: str) -> Ground:
    """Return what there is. Raises ContentError where the vocabularies, outlines or the register themselves are wrong."""
    files = _files(content, shown)
    report = Report()
    shelf = Shelf(files, shown, report)
    vocabularies = read_vocabularies(shelf, frozenset())
    sources = shelf.table("bibliography.yaml", read_source)
    boundaries: Boundaries = read_boundaries(files, shown, vocabularies.regions, report)
    of_register = Report()
    register = read_register(files, shown, {}, None, of_register)
    if register.photographs is None:  # then it cannot be read at all, and no number is known to be free
        report.extend(of_register)
    if report.errors:
        raise ContentError(report)
    folders: dict[str, Path] = {}
    named: dict[str, str] = {}
    numbers = [0, *register.register.slugs]
    for claims in claims_in(content / "monuments"):
        slug = next(iter(claims.slugs), claims.folder)
        folders[slug] = content / "monuments" / claims.folder
        numbers += claims.numbers
        if claims.name:
            named.setdefault(claims.name.casefold(), slug)
    boxes = tuple((key, outline.bounds()) for key, outline in boundaries.regions.items())
    return Ground(
        content, vocabularies, frozenset(sources), boundaries.regions, boxes, folders, named, max(numbers) + 1
    )


def _files(content: Path, shown: str) -> dict[str, Bytes]:
    """Return the files of the content that a table is held against, no entry and no picture among them."""
    paths = [path for path in sorted(content.glob("*.yaml")) if path.name.startswith(_KEPT)]
    paths += [*sorted((content / "boundaries").glob("*.geojson")), content / "plates" / "register.jsonl"]
    found: dict[str, Bytes] = {}
    for path in paths:
        if path.is_file():
            name, data = path.relative_to(content).as_posix(), path.read_bytes()
            found[name] = Bytes(name, f"{shown}/{name}", data, digest_bytes(data))
    return found
