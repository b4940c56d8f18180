"""Photographs of plates: what is kept of them, and what they tell of a plate nobody has entered yet."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image

from asylmura_ssg.make.original import in_srgb, original_of
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.geography import Outline, distance_km
from asylmura_ssg.model.monument import Monument, Point
from asylmura_ssg.read.found_plates import Codes, position_of, read_codes
from asylmura_ssg.read.register.standing import FARTHEST_KM
from asylmura_ssg.registrar.adopting import plate_with
from asylmura_ssg.registrar.monuments import by_slug, plates_of

LONGEST_PX = 1600
_QUALITY = 82  # the letters of a plate stay crisp

# A telephone's position is good to some 10 m in the open, an entry's point at times to a kilometre: a second monument
# must be this much farther away before the first is taken for the one that is meant.
_CLEAR_KM = 1.0
_CLEAR_RATIO = 2.0


def stripped(image: Image.Image) -> bytes:
    """Return a JPEG of the pixels alone, in sRGB, the longer side 1600 px at most: no word of camera, place or person."""
    kept = in_srgb(original_of(image))
    kept.thumbnail((LONGEST_PX, LONGEST_PX), Image.Resampling.LANCZOS)
    bare = Image.frombytes("RGB", kept.size, kept.tobytes())  # nothing but pixels comes over
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Near:
    """A monument and how many km it is from where a photograph was taken."""

    monument: Monument
    km: float


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a photograph tells: the codes on it, where it was taken, and the monuments within ten km, nearest first."""

    codes: Codes
    point: Point | None
    near: tuple[Near, ...]
    named: Monument | None
    """The monument that the address on the plate belongs to."""

    @property
    def monument(self) -> Monument | None:
        """The monument beyond doubt: the one the address names, else the only one near; None when it is not sure."""
        if self.named is not None:
            return self.named if self.point is None or any(n.monument == self.named for n in self.near) else None
        if not self.near:
            return None
        first, *others = self.near
        clear = not others or others[0].km > _CLEAR_RATIO * first.km + _CLEAR_KM
        return first.monument if clear else None

    def point_for(self, monument: Monument, outlines: dict[str, Outline]) -> Point | None:
        """Return where the photograph was taken when a plate of this monument may hang there.

        A picture sent on, or taken of a picture, bears another place: it is left out.
        """
        if self.point is None or any(near.monument == monument for near in self.near):
            return self.point
        outline = outlines.get(monument.region)
        unknown = monument.location.point is None and outline is not None and outline.contains(self.point)
        return self.point if unknown else None


def sighting_of(catalogue: Catalogue, image: Image.Image) -> Sighting:
    """Return what a photograph tells of a plate."""
    codes, point = read_codes(image), position_of(image)
    plate = None if codes.agreed is None else plate_with(catalogue, codes.agreed)
    slug = plates_of(catalogue).get(plate or "")
    entry = by_slug(catalogue).get(slug or "")
    return Sighting(codes, point, nearest(catalogue, point), None if entry is None else entry.monument)


def nearest(catalogue: Catalogue, point: Point | None) -> tuple[Near, ...]:
    """Return the published monuments within ten km of a point, nearest first; none for no point."""
    monuments = (entry.monument for entry in catalogue.entries)
    found = [
        Near(monument, distance_km(point, monument.location.point))
        for monument in monuments
        if point is not None and monument.location.point is not None
    ]
    return tuple(sorted((near for near in found if near.km <= FARTHEST_KM), key=lambda n: (n.km, n.monument.slug)))
