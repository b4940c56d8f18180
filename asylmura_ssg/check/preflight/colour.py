"""Colour spaces (ISO 32000-1, 8.6): which inks one stands for, and what in it a printing house refuses."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.check.preflight.reading import entry, identity, items, name, stream_bytes, whole
from asylmura_ssg.model.preflight import Check
from asylmura_ssg.model.press import PROCESS

_SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}
_CALIBRATED = frozenset({"/CalGray", "/CalRGB", "/Lab"})
_DEEP = 8  # a base of a base of a base: more is a file made to confuse


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space: its family, how many numbers make a colour, and the inks these stand for, as far as known.

    ``faults`` are what is wrong with using it at all, in words. ``base`` is what an indexed space or an uncoloured
    pattern chooses from.
    """

    family: str
    components: int
    inks: tuple[str, ...]
    faults: tuple[tuple[Check, str], ...] = ()
    base: Space | None = None

    def inks_of(self, colour: tuple[float, ...]) -> frozenset[str]:
        """Return which inks a colour takes."""
        if self.family == "/DeviceGray":
            return frozenset() if not colour or colour[0] >= 1 else frozenset({"Black"})
        if self.family == "/Indexed":
            return frozenset(self.base.inks) if self.base is not None else frozenset()
        return frozenset(ink for ink, amount in zip(self.inks, colour, strict=False) if amount > 0)

    @property
    def initial(self) -> tuple[float, ...]:
        """The colour a space begins with (ISO 32000-1, 8.6.5.1)."""
        if self.family in {"/Separation", "/DeviceN"}:
            return (1.0,) * self.components
        if self.inks == PROCESS and self.family in {"/DeviceCMYK", "/ICCBased"}:
            return (0.0, 0.0, 0.0, 1.0)
        return (0.0,) * self.components


GREY = Space("/DeviceGray", 1, ("Black",))
CMYK = Space("/DeviceCMYK", 4, PROCESS)
RGB = Space("/DeviceRGB", 3, (), ((Check.RGB, "DeviceRGB"),))
UNKNOWN = Space("?", 0, (), ((Check.CONTENT_DAMAGED, "a colour space that cannot be read"),))
PATTERN = Space("/Pattern", 0, ())
_PLAIN = {"/DeviceGray": GREY, "/DeviceCMYK": CMYK, "/DeviceRGB": RGB, "/Pattern": PATTERN}


class Spaces:
    """Colour spaces of a file's objects; the profiles they rest on are read once.

    ``inks_only`` is PDF/X-1a's rule: no profiles on objects.
    """

    def __init__(self, *, inks_only: bool) -> None:
        self._inks_only = inks_only
        self._kinds: dict[tuple[int, int], str] = {}

    def of(self, value: object, resources: object, depth: int = 0) -> Space:
        """Return the colour space that a name or an array stands for; names are looked up in a page's resources."""
        called = name(value)
        if called is not None:
            called = _SHORT.get(called, called)
            if called in _PLAIN:
                return _PLAIN[called]
            held = entry(entry(resources, "/ColorSpace"), called)
            return UNKNOWN if held is None or depth > _DEEP else self.of(held, resources, depth + 1)
        parts = items(value)
        if not parts or depth > _DEEP:
            return UNKNOWN
        family = name(parts[0]) or ""
        family = _SHORT.get(family, family)
        if len(parts) == 1 or family in {"/DeviceGray", "/DeviceCMYK", "/DeviceRGB"}:
            return _PLAIN.get(family, UNKNOWN)
        if family in _CALIBRATED:
            fault = Check.RGB if family == "/CalRGB" else Check.CALIBRATED_COLOUR
            return Space(family, 1 if family == "/CalGray" else 3, (), ((fault, family[1:]),))
        if family == "/ICCBased":
            return self._profiled(parts[1])
        return self._resting(family, parts, resources, depth + 1)

    def _resting(self, family: str, parts: list[object], resources: object, depth: int) -> Space:
        """Return a space that rests on another one."""
        if family == "/Pattern":
            base = self.of(parts[1], resources, depth)
            return Space(family, base.components, base.inks, base.faults, base)
        if family == "/Indexed":
            base = self.of(parts[1], resources, depth)
            return Space(family, 1, base.inks, tuple((c, f"Indexed over {said}") for c, said in base.faults), base)
        if family in {"/Separation", "/DeviceN"} and len(parts) > 2:
            return _inked(family, parts[1], self.of(parts[2], resources, depth))
        return UNKNOWN

    def _profiled(self, profile: object) -> Space:
        components, kind = whole(entry(profile, "/N")), self._kind(profile)
        said = f"ICCBased ({kind})"
        if components == 4:
            fault = (Check.CALIBRATED_COLOUR, f"{said}, which PDF/X-1a does not allow")
            return Space("/ICCBased", 4, PROCESS, (fault,) if self._inks_only else ())
        if components == 3:
            check = Check.CALIBRATED_COLOUR if kind == "Lab" else Check.RGB
            return Space("/ICCBased", 3, (), ((check, said),))
        if components == 1:
            return Space("/ICCBased", 1, (), ((Check.CALIBRATED_COLOUR, said),))
        return UNKNOWN

    def _kind(self, profile: object) -> str:
        """Return what colours a profile is of, as its header says (ICC.1:2010, 7.2.6)."""
        number = identity(profile) or (0, 0)
        if number not in self._kinds or number == (0, 0):
            header = (stream_bytes(profile) or b"")[16:20].decode("ascii", "replace").strip()
            self._kinds[number] = header or "without a readable profile"
        return self._kinds[number]


def _inked(family: str, called: object, base: Space) -> Space:
    single = name(called)
    names = [single] if single is not None else [name(part) for part in items(called)]
    inks = tuple(found[1:] for found in names if found is not None)
    if not inks:
        return UNKNOWN
    faults = tuple((check, f"{family[1:]} {' + '.join(inks)} falling back on {said}") for check, said in base.faults)
    strange = tuple(ink for ink in inks if ink not in {*PROCESS, "All", "None"})
    spots = tuple((Check.SPOT_COLOUR, f"the ink “{ink}”") for ink in strange)
    return Space(family, len(inks), inks, (*faults, *spots), base)
