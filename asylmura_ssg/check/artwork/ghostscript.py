"""EPS by Ghostscript: many files in one process, for it takes longer to start than to draw a plate.

Two passes: grey pixels, and how much of each printing ink a page takes (the ``inkcov`` device). A file in error does
not stop the others.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from asylmura_ssg.check.artwork.raster import (
    MM_PER_INCH,
    MM_PER_POINT,
    Opened,
    Raster,
    UnreadableFileError,
    scale_for,
)
from asylmura_ssg.model.proof import Check, Expected, GhostscriptError, equal

_HEADER = re.compile(rb"%!PS-Adobe-3\.\d EPSF-3\.0\r?\n")
_BOX = re.compile(rb"^%%BoundingBox: (-?\d+) (-?\d+) (-?\d+) (-?\d+)\s*$", re.MULTILINE)
_FINE_BOX = re.compile(rb"^%%HiResBoundingBox:" + rb" +(-?\d+(?:\.\d+)?)" * 4 + rb"\s*$", re.MULTILINE)
_INKS = re.compile(r"^ *([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+) CMYK OK$", re.MULTILINE)
_INK_DPI = 36
_BATCH = 32  # files whose pixels lie on the disk at once


@dataclass(frozen=True, slots=True)
class _Box:
    """A bounding box in points (1/72 inch), PostScript's own unit."""

    left: float
    bottom: float
    right: float
    top: float


def open_eps(files: Sequence[tuple[bytes, Expected]]) -> Iterator[Opened | UnreadableFileError]:
    """Yield each EPS file's size, pixels and findings, or in what way it is in error. Raises GhostscriptError."""
    program = shutil.which("gs") if files else ""
    if program is None:
        raise GhostscriptError(
            "Ghostscript is needed to prove EPS files and is not there: install it (on Debian: apt-get install ghostscript)"
        )
    for start in range(0, len(files), _BATCH):
        yield from _open_batch(program, files[start : start + _BATCH])


def _open_batch(program: str, files: Sequence[tuple[bytes, Expected]]) -> Iterator[Opened | UnreadableFileError]:
    boxes = [_box(data, expected) for data, expected in files]
    scale = max(scale_for(expected.finest) for _, expected in files)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for index, (data, _) in enumerate(files):
            (folder / f"{index}.eps").write_bytes(data)
        (folder / "all.ps").write_bytes(_driver(boxes, folder))
        errors = _failed(
            _run(program, folder, "pgmraw", scale * MM_PER_INCH, f"{folder}/%d.pgm", "-dGraphicsAlphaBits=4")
        )
        inks = _INKS.findall(_run(program, folder, "inkcov", _INK_DPI, "-"))
        for index, (data, _) in enumerate(files):
            if index in errors:
                yield UnreadableFileError(errors[index])
                continue
            page = cv2.imread(f"{folder}/{index + 1}.pgm", cv2.IMREAD_GRAYSCALE)
            assert page is not None  # noqa: S101 - the driver ends exactly one page for each file
            yield _opened(data, boxes[index], Raster(np.asarray(page, np.uint8), scale), inks[index])


def _opened(data: bytes, box: _Box, raster: Raster, inks: tuple[str, ...]) -> Opened:
    coloured = sum(float(ink) for ink in inks[:3])
    declared = bool(_HEADER.match(data) and _BOX.search(data) and _FINE_BOX.search(data))
    findings = (
        equal(Check.HEADER, "EPSF-3.0" if declared else "—", "EPSF-3.0"),
        equal(Check.COLOURS, f"{100 * coloured:.2f} %", "0.00 %"),
    )
    return Opened((box.right - box.left) * MM_PER_POINT, (box.top - box.bottom) * MM_PER_POINT, raster, findings)


def _box(data: bytes, expected: Expected) -> _Box:
    """Return a file's bounding box, the exact one if it has one; where it has none, the size it was to have."""
    found = _FINE_BOX.search(data) or _BOX.search(data)
    if found is None:
        return _Box(0, 0, expected.width / MM_PER_POINT, expected.height / MM_PER_POINT)
    return _Box(*(float(value) for value in found.groups()))


def _driver(boxes: Sequence[_Box], folder: Path) -> bytes:
    """Return the program that draws each file on one page of its own, and says which failed.

    A page's size is told before each; ``showpage`` is out of the files' hands (Adobe technical note 5002, 2.2). With no
    fill adjustment a pixel is painted where its middle is covered: PostScript's own rule makes lines look wider.
    """
    lines = ["%!PS"]
    for index, box in enumerate(boxes):
        size = f"{box.right - box.left:.4f} {box.top - box.bottom:.4f}"
        lines += [
            f"<< /PageSize [{size}] >> setpagedevice",
            "/.setfilladjust2 where {pop 0 0 .setfilladjust2} if",
            "/before save def /objects count def /dictionaries countdictstack def /showpage {} def",
            f"{-box.left:.4f} {-box.bottom:.4f} translate",
            f"{{({folder}/{index}.eps) run}} stopped",
            f"{{(failed {index} ) print $error /errorname get =only ( in ) print $error /command get ==}} if",
            "count 1 add objects sub {pop} repeat countdictstack dictionaries sub {end} repeat",
            "before restore systemdict /showpage get exec",
        ]
    return "\n".join(lines).encode()


def _run(program: str, folder: Path, device: str, dpi: float, output: str, *more: str) -> str:
    arguments = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", f"--permit-file-read={folder}/", f"-sDEVICE={device}", *more]
    command = [program, *arguments, f"-r{dpi:g}", f"-sOutputFile={output}", f"{folder}/all.ps"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise GhostscriptError(f"Ghostscript failed with {done.returncode}: {(done.stdout + done.stderr).strip()}")
    return done.stdout


def _failed(said: str) -> dict[int, str]:
    return {int(index): words for index, words in re.findall(r"^failed (\d+) (.*)$", said, re.MULTILINE)}
