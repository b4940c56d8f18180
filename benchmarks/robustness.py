"""Photographs damaged codes, ours and those the libraries make by default, and prints how many are read.

    python -m benchmarks.robustness [--samples 32] [--seed 18004] [--only paint,rust] [--json FILE]

Ours and the libraries' own have the same outer size, 82 mm with the quiet zone, so that ours, with more modules, has
smaller ones; beside them stand ours made as much larger as its modules are smaller (91 mm), ours as a twin, and a plain
code on the twin's whole area. The same damage befalls each. A picture is read when ZXing or OpenCV reads the address;
what each reads alone is in the JSON. The pictures are drawn, not taken (:mod:`benchmarks.damage`): they compare codes,
they foretell no plate's fate.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import qrcode
import segno
import zxingcpp
from numpy.typing import NDArray

from asylmura_ssg.make.plates import matrix
from asylmura_ssg.model.plate import LEVEL, MASK, QUIET_ZONE, VERSION, payload, plate_of
from benchmarks.damage import DARK, EDGE, KINDS, LIGHT, PER_MM, WALL, Damage, Plate

DOMAIN: Final = "birgemiz-asylmura.kz"
SIDE: Final = 82.0
"""A code with its quiet zone, mm: ours with modules of 2 mm."""
SEED: Final = 18004
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_EVEN = 5  # percentage points of the 128 pictures of a kind: less may be chance

Modules = NDArray[np.bool_]


def ours(text: str) -> Modules:
    """Return our symbol: version 4, level H, mask 4."""
    return np.array(matrix(text, VERSION, LEVEL, MASK))


def by_qrcode(text: str) -> Modules:
    """Return what qrcode makes of an address when left to itself."""
    code = qrcode.QRCode(border=0)
    code.add_data(text)
    code.make(fit=True)
    return np.array([[bool(module) for module in row] for row in code.modules])


def by_segno(text: str) -> Modules:
    """Return what segno makes of an address when left to itself."""
    return np.array([[bool(module) for module in row] for row in segno.make(text).matrix])


@dataclass(frozen=True, slots=True)
class Contender:
    """Codes side by side: who draws them, how many, and how large each is with its quiet zone, mm."""

    name: str
    draw: Callable[[str], Modules]
    count: int = 1
    side: float = SIDE


CONTENDERS: Final = (
    Contender("ours", ours),
    Contender("qrcode", by_qrcode),
    Contender("segno", by_segno),
    Contender("ours, module as theirs", ours, side=SIDE * 41 / 37),
    Contender("ours, twin", ours, count=2),
    Contender("qrcode, twice the area", by_qrcode, side=SIDE * 2**0.5),
)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of so many pictures were read: by either decoder, by each."""

    contender: str
    damage: str
    strength: float
    samples: int
    read: int
    zxing: int
    opencv: int


def plate_with(contender: Contender, text: str) -> Plate:
    """Return a light plate with the codes on it, on a wall."""
    symbol = np.pad(contender.draw(text), QUIET_ZONE)
    pixels = round(contender.side * PER_MM)
    code = cv2.resize(
        np.where(symbol, DARK, LIGHT).astype(np.float32), (pixels, pixels), interpolation=cv2.INTER_NEAREST
    )
    codes = np.tile(code, (1, contender.count))
    edge = EDGE * PER_MM
    plate = cv2.copyMakeBorder(codes, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=(LIGHT,))
    whole = cv2.copyMakeBorder(plate, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=(WALL,))
    return Plate(np.asarray(whole, np.float32), (2 * EDGE, 2 * EDGE, contender.side * contender.count, contender.side))


def measured(damage: Damage, contender: Contender, samples: int, seed: int) -> Iterator[Rate]:
    """Yield the rate of each strength. A picture's chance depends on the seed, the damage, its strength and number.

    So a blob falls on every contender alike.
    """
    for step, strength in enumerate(damage.strengths):
        zxing, opencv, either = 0, 0, 0
        for sample in range(samples):
            text = payload(plate_of(sample + 1), DOMAIN)
            chance = np.random.default_rng([seed, *damage.name.encode(), step, sample])
            picture = damage.photographed(plate_with(contender, text), strength, chance)
            one, other = _zxing_reads(picture, text), _opencv_reads(picture, text, contender.count)
            zxing, opencv, either = zxing + one, opencv + other, either + (one or other)
        yield Rate(contender.name, damage.name, strength, samples, either, zxing, opencv)


def _zxing_reads(picture: NDArray[np.uint8], text: str) -> bool:
    return any(code.text == text for code in zxingcpp.read_barcodes(picture, formats=_QR))


def _opencv_reads(picture: NDArray[np.uint8], text: str, count: int) -> bool:
    detector = cv2.QRCodeDetector()
    if count == 1:
        return bool(detector.detectAndDecode(picture)[0] == text)
    _, texts, *_ = detector.detectAndDecodeMulti(picture)
    return text in texts


def table(rates: Sequence[Rate]) -> Iterator[str]:
    """Yield the lines of a Markdown table: a damage a line, a contender a column, rates in per cent by strength."""
    names = list(dict.fromkeys(rate.contender for rate in rates))
    yield "| Damage | " + " | ".join(names) + " |"
    yield "|---|" + "---|" * len(names)
    for damage in (damage for damage in KINDS if any(rate.damage == damage.name for rate in rates)):
        cells = [[rate for rate in rates if (rate.damage, rate.contender) == (damage.name, name)] for name in names]
        shown = [" / ".join(f"{100 * rate.read / rate.samples:.0f}" for rate in cell) for cell in cells]
        strengths = " / ".join(f"{strength:g}" for strength in damage.strengths)
        yield f"| {damage.name} ({strengths} {damage.unit}) | " + " | ".join(shown) + " |"


def verdicts(rates: Sequence[Rate]) -> Iterator[str]:
    """Yield in words, for each damage, whether ours is read more often than the better of the libraries' defaults."""
    for name in dict.fromkeys(rate.damage for rate in rates):
        share = {rate.contender: _share(rates, name, rate.contender) for rate in rates}
        plain = max(share["qrcode"], share["segno"])
        yield (
            f"- {name}: ours {_against(share['ours'], plain)}, with modules as large as theirs "
            f"{_against(share['ours, module as theirs'], plain)}, as a twin {_against(share['ours, twin'], plain)}; "
            f"the twin against one plain code on its whole area: "
            f"{_against(share['ours, twin'], share['qrcode, twice the area'])}."
        )


def _share(rates: Sequence[Rate], damage: str, contender: str) -> float:
    held = [rate for rate in rates if (rate.damage, rate.contender) == (damage, contender)]
    return 100 * sum(rate.read for rate in held) / sum(rate.samples for rate in held)


def _against(one: float, other: float) -> str:
    word = "even" if abs(one - other) < _EVEN else "wins" if one > other else "loses"
    return f"{word} ({one:.0f} : {other:.0f})"


def main() -> None:
    """Measure, then print the table and what it says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--samples", type=int, default=32, help="pictures of each code at each strength")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", default=",".join(damage.name for damage in KINDS), help="kinds, with commas between")
    parser.add_argument("--json", type=Path, default=None, help="file for all figures")
    chosen = parser.parse_args()
    wanted = chosen.only.split(",")
    kinds = [damage for damage in KINDS if damage.name in wanted]
    if len(kinds) != len(wanted):
        parser.error(f"--only takes {', '.join(damage.name for damage in KINDS)}")
    rates = [rate for kind in kinds for one in CONTENDERS for rate in measured(kind, one, chosen.samples, chosen.seed)]
    print("\n".join([*table(rates), "", *verdicts(rates)]))
    if chosen.json is not None:
        whole = {"seed": chosen.seed, "side_mm": SIDE, "rates": [asdict(rate) for rate in rates]}
        chosen.json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
