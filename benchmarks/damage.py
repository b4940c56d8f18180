"""Photographs of a damaged code, drawn: what befalls the plate, how a phone is held to it, and what its camera adds.

None of it is a photograph; the strengths are chosen so that each kind goes from harmless to hopeless. Lengths are mm on
the plate, σ and blur are pixels or grey levels (0–255) of the picture. All chance comes from the generator handed in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Picture = NDArray[np.float32]
"""Reflectances, 0 to 1."""

PER_MM: Final = 6
"""Pixels a mm of the plate as it is drawn, before a camera sees it."""
CAMERA: Final = 2.0
"""Pixels a mm in the picture: the preview (1,920 pixels, 65° wide) of a phone held about 0.75 m away."""
DISTANCE: Final = 750.0
"""From the camera to the plate, mm."""
WALL, LIGHT, DARK = 0.45, 0.85, 0.08
EDGE: Final = 7
"""Of the plate around the codes, mm; beyond it there is as much of the wall."""


@dataclass(frozen=True, slots=True)
class Plate:
    """What is photographed: reflectances, and the place of its codes: left, top, width, height, mm."""

    picture: Picture
    codes: tuple[float, float, float, float]

    def somewhere(self, chance: Generator) -> tuple[float, float]:
        """Return a place among the codes, pixels of the face."""
        _, _, width, height = self.codes
        return (EDGE + width * chance.random()) * PER_MM, (EDGE + height * chance.random()) * PER_MM

    @property
    def face(self) -> Picture:
        """The plate without the wall: what can be harmed."""
        left, top, width, height = self.codes
        edge = left - EDGE
        rows = slice(round(edge * PER_MM), round((top + height + EDGE) * PER_MM))
        return self.picture[rows, round(edge * PER_MM) : round((left + width + EDGE) * PER_MM)]

    @property
    def squares(self) -> float:
        """How many codes of 82 mm have room where its codes are."""
        return self.codes[2] * self.codes[3] / 82**2


@dataclass(frozen=True, slots=True)
class Shot:
    """How the picture is taken. ``tilt`` is degrees from straight on; ``light`` is a share of daylight."""

    scale: float = CAMERA
    tilt: float = 4
    defocus: float = 0.6
    motion: float = 0
    noise: float = 2
    light: float = 1
    glare: float = 0


Harm = Callable[[Plate, float, Generator], None]
"""Does something to a plate's picture, in place."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A kind of damage, its four strengths and what they count, and what it does to the plate or to the shot."""

    name: str
    unit: str
    strengths: tuple[float, float, float, float]
    harm: Harm | None = None
    shot: dict[str, float] = field(default_factory=dict)
    """Fields of the shot as multiples of the strength."""

    def photographed(self, plate: Plate, strength: float, chance: Generator) -> NDArray[np.uint8]:
        """Return a photograph of a plate that suffered this."""
        if self.harm is not None:
            self.harm(plate, strength, chance)
        shot = replace(Shot(), **{name: strength * factor for name, factor in self.shot.items()})
        return taken(plate, shot, chance)


def taken(plate: Plate, shot: Shot, chance: Generator) -> NDArray[np.uint8]:
    """Return the picture that a camera takes of a plate."""
    seen = _seen(plate.picture, shot, chance)
    if shot.glare:
        seen = _glare(seen, shot.glare * shot.scale, chance)
    seen = _soft(seen, 0.5) if shot.defocus < 1 else _through(seen, _disk(shot.defocus))
    if shot.motion:
        seen = _through(seen, _streak(shot.motion, chance.uniform(0, 180)))
    # Light falls unevenly; a sensor's noise grows with the root of the light, and amplifying brings both up.
    slope = np.linspace(1, chance.uniform(0.8, 1), seen.shape[1], dtype=np.float32)
    seen = np.asarray(seen * slope * shot.light, np.float32)
    grain = chance.standard_normal(seen.shape, np.float32)
    lit = seen + grain * (np.sqrt(np.maximum(seen, 0)) * 0.012 + 0.004 * (shot.light < 1))
    noisy = lit / shot.light * 255 + chance.standard_normal(seen.shape, np.float32) * shot.noise
    return np.clip(np.rint(noisy), 0, 255).astype(np.uint8)


def _seen(picture: Picture, shot: Shot, chance: Generator) -> Picture:
    """Return a plate in perspective: turned about an axis in its plane, and the phone itself turned a little."""
    rows, columns = picture.shape
    turn, axis = np.radians(chance.uniform(-8, 8)), chance.uniform(0, 2 * np.pi)
    rotation, _ = cv2.Rodrigues(np.radians(shot.tilt) * np.array([np.cos(axis), np.sin(axis), 0.0]))
    roll, _ = cv2.Rodrigues(np.array([0.0, 0.0, turn]))
    corners = (
        np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], np.float64) * [columns / 2, rows / 2, 0] / PER_MM
    )
    placed = corners @ (roll @ rotation).T
    flat = (
        placed[:, :2] * (DISTANCE / (DISTANCE + placed[:, 2:])) * shot.scale * 2
    )  # drawn at twice the size, then halved
    low = flat.min(axis=0)
    width, height = (-(-(flat.max(axis=0) - low) // 2) * 2).astype(int)
    source = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
    view = cv2.getPerspectiveTransform(source, (flat - low).astype(np.float32))
    small = _soft(picture, PER_MM / shot.scale / 5)
    large = cv2.warpPerspective(small, view, (int(width), int(height)), borderValue=(WALL,))
    return np.asarray(cv2.resize(large, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.float32)


def _soft(picture: Picture, sigma: float) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.float32)


def _through(picture: Picture, kernel: Picture) -> Picture:
    return np.asarray(cv2.filter2D(picture, -1, kernel), np.float32)


def _disk(radius: float) -> Picture:
    reach = int(np.ceil(radius))
    across = np.arange(-reach, reach + 1)
    away = np.hypot(across[:, None], across[None, :])
    kernel = np.clip(radius + 0.5 - away, 0, 1)
    return np.asarray(kernel / kernel.sum(), np.float32)


def _streak(length: float, degrees: float) -> Picture:
    side = int(length) // 2 * 2 + 3
    kernel = np.zeros((side, side), np.float32)
    middle, half = side / 2 - 0.5, length / 2
    along = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))]) * half
    ends = [tuple(round(float(v) * 256) for v in (middle + sign * along)) for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], (1,), 1, cv2.LINE_AA, 8)
    return np.asarray(kernel / kernel.sum(), np.float32)


def _glare(seen: Picture, radius: float, chance: Generator) -> Picture:
    """Return a picture with a lamp or the sun mirrored in it: white in the middle, a veil around."""
    rows, columns = seen.shape
    x, y = columns * chance.uniform(0.25, 0.75), rows * chance.uniform(0.25, 0.75)
    away = np.hypot(np.arange(columns)[None, :] - x, np.arange(rows)[:, None] - y)
    return np.asarray(seen + 1.2 * np.exp(-((away / radius) ** 2)), np.float32)


def scratched(plate: Plate, count: float, chance: Generator) -> None:
    """Draw scratches, ``count`` to a code of 82 mm: 0.5 to 1.5 mm wide, 20 to 70 mm long, light or dark."""
    for _ in range(round(count * plate.squares)):
        x, y = plate.somewhere(chance)
        angle, length = chance.uniform(0, 2 * np.pi), chance.uniform(20, 70) * PER_MM
        end = (round(x + length * np.cos(angle)), round(y + length * np.sin(angle)))
        width = max(1, round(chance.uniform(0.5, 1.5) * PER_MM))
        cv2.line(plate.face, (round(x), round(y)), end, (LIGHT if chance.random() < 0.6 else 0.2,), width)


def painted(plate: Plate, percent: float, chance: Generator) -> None:
    """Throw one blob of paint at the codes, as large as so many per cent of a code of 82 mm."""
    x, y = plate.somewhere(chance)
    angles = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    radius = np.ones_like(angles)
    for wave in range(2, 6):
        radius += chance.uniform(0, 0.18) * np.cos(wave * angles + chance.uniform(0, 2 * np.pi))
    outline = np.column_stack([radius * np.cos(angles), radius * np.sin(angles)])
    area = cv2.contourArea(outline.astype(np.float32))
    outline *= np.sqrt(percent / 100 * 82**2 / area) * PER_MM
    shade = chance.choice([0.05, 0.3, 0.8])
    cv2.fillPoly(plate.face, [np.rint(outline + np.array([x, y])).astype(np.int32)], (float(shade),))


def spotted(plate: Plate, percent: float, chance: Generator) -> None:
    """Cover so many per cent of the codes with spots of rust, 1 to 5 mm in radius."""
    covered = np.zeros_like(plate.face, np.uint8)
    inner = slice(EDGE * PER_MM, -EDGE * PER_MM)
    while covered[inner, inner].mean() < percent / 100:
        x, y = plate.somewhere(chance)
        cv2.circle(covered, (round(x), round(y)), round(chance.uniform(1, 5) * PER_MM), (1,), cv2.FILLED)
    plate.face[covered > 0] = chance.uniform(0.12, 0.3)


def faded(plate: Plate, left: float, _chance: Generator) -> None:
    """Bleach the dark until so many per cent of the contrast are left."""
    plate.face[:] = LIGHT - (LIGHT - plate.face) * (left / 100)


KINDS: Final = (
    Damage("out of focus", "radius, px", (2.5, 3, 3.5, 4), shot={"defocus": 1}),
    Damage("moved", "px", (4, 6, 8, 10), shot={"motion": 1}),
    Damage("tilted", "°", (45, 55, 62, 68), shot={"tilt": 1}),
    Damage("noise", "σ", (20, 30, 40, 55), shot={"noise": 1}),
    Damage("low light", "% of daylight", (20, 10, 5, 3), shot={"light": 0.01}),
    Damage("scratches", "a code", (3, 6, 10, 15), scratched),
    Damage("paint", "% of a code", (3, 6, 10, 15), painted),
    Damage("rust", "% covered", (2, 4, 6, 9), spotted),
    Damage("glare", "radius, mm", (10, 20, 30, 40), shot={"glare": 1}),
    Damage("faded", "% contrast left", (20, 12, 8, 5), faded),
    Damage("far away", "px a mm", (1.0, 0.8, 0.7, 0.6), shot={"scale": 1}),
)
