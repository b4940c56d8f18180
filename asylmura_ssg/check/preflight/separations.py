"""Pages as printing plates: Ghostscript, which had no part in making the file, paints the inks each page takes.

At 72 dpi a pixel is a point wide. Nothing is smoothed: a pixel holds the very inks of what covers it, so that amounts
can be told. Colours that are not inks are turned into them as the printer's own profile says.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import numpy as np
from numpy.typing import NDArray

from asylmura_ssg.check.preflight.pages import PageKey
from asylmura_ssg.check.preflight.reading import Rect
from asylmura_ssg.model.preflight import Place
from asylmura_ssg.model.press import POINTS, PROCESS
from asylmura_ssg.model.proof import GhostscriptError

Inks = NDArray[np.uint8]
"""Height × width × cyan, magenta, yellow, black; 255 is all of an ink."""

_DPI = 72
_LARGEST = 4_000_000  # pixels of a page; a larger one is painted coarser
_AT_ONCE = 12_000_000  # pixels of pages that one process paints, four bytes each
_PLATES_DPI = 6  # which plates there are shows at any size, and large files are slow to write
_PATIENCE = 300  # seconds; a page that takes longer would stop a printer's own program, too
_HEADER = re.compile(rb"P7\nWIDTH (\d+)\nHEIGHT (\d+)\nDEPTH 4\nMAXVAL 255\nTUPLTYPE CMYK\n(?:#[^\n]*\n)*ENDHDR\n")
_PAGE_FAILED = "age drawing error"  # what it repairs in silence, the other half of the preflight tells
_PLATE = re.compile(r"^(\d+)\((.*)\)\.tif$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Painted:
    """The inks of a page, unturned, its boxes in pixels from the upper left corner, and its pixels to a millimetre."""

    inks: Inks
    trim: Rect
    bleed: Rect
    scale: float
    plates: tuple[str, ...]

    def place(self, left: float, top: float, right: float, bottom: float) -> Place:
        """Return a box in pixels, rows downwards, as millimetres from the trim's lower left corner, to a tenth."""
        x, y = self.trim[0], self.trim[3]
        return Place(*(round(value / self.scale, 1) for value in (left - x, y - bottom, right - x, y - top)))


@dataclass(frozen=True, slots=True)
class Unpainted:
    """A page that Ghostscript stumbled over, what it said, and how far it came."""

    said: str
    painted: Painted | None


def batches(pages: Sequence[PageKey], wanted: Sequence[int], workers: int) -> tuple[tuple[int, ...], ...]:
    """Part pages, by index, into runs of one resolution that a process paints at once; enough for all workers."""
    total = sum(_pixels(pages[index]) for index in wanted)
    most = min(_AT_ONCE, max(total // max(1, workers), 1))
    runs: list[list[int]] = []
    held = 0
    for index in wanted:
        size = _pixels(pages[index])
        if not runs or held + size > most or _dpi(pages[index]) != _dpi(pages[runs[-1][0]]):
            runs.append([])
            held = 0
        runs[-1].append(index)
        held += size
    return tuple(map(tuple, runs))


def paint(file: Path, pages: Sequence[PageKey], run: Sequence[int], profile: bytes) -> Iterator[Painted | Unpainted]:
    """Yield the inks of each page of a run of :func:`batches`. Raises GhostscriptError where the program is missing."""
    program = shutil.which("gs")
    if program is None:
        raise GhostscriptError(
            "Ghostscript is needed to look at a page's inks and is not there: install it (on Debian: apt-get install ghostscript)"
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        gs = _Ghostscript(program, file.resolve(), folder, _colours(folder, profile))
        with gs.plates(run) as plates_of:
            rasters, said = gs.inks(run, _dpi(pages[run[0]]))
            plates = plates_of() if len(rasters) == len(run) and not said else {}
        if len(rasters) != len(run) or said:
            if len(run) == 1:
                came = _painted(pages[run[0]], rasters[0], PROCESS) if rasters else None
                yield Unpainted(said or "it paints nothing", came)
                return
            for index in run:  # which of them it was
                yield from paint(file, pages, (index,), profile)
            return
        for number, (index, raster) in enumerate(zip(run, rasters, strict=True), 1):
            yield _painted(pages[index], raster, plates.get(number, PROCESS))


def _pixels(page: PageKey) -> int:
    left, bottom, right, top = page.media
    return max(1, round((right - left) * (top - bottom) * (_dpi(page) / 72) ** 2))


def _dpi(page: PageKey) -> float:
    left, bottom, right, top = page.media
    area = max(1.0, (right - left) * (top - bottom))
    return _DPI if area <= _LARGEST else round(_DPI * (_LARGEST / area) ** 0.5, 3)


def _colours(folder: Path, profile: bytes) -> tuple[str, ...]:
    """Return the arguments that leave inks as they are and turn all else into inks by the printer's profile."""
    if not profile:
        return ()
    place = folder / "printer.icc"
    place.write_bytes(profile)
    return f"-sDefaultCMYKProfile={place}", f"-sOutputICCProfile={place}"


@dataclass(frozen=True, slots=True)
class _Ghostscript:
    program: str
    file: Path
    folder: Path
    colours: tuple[str, ...]

    def inks(self, run: Sequence[int], dpi: float) -> tuple[tuple[Inks, ...], str]:
        """Return the inks of pages, and what went wrong, empty where nothing did."""
        with self._started(run, "pamcmyk32", dpi, "-") as process:
            output, said = _ended(process)
        return tuple(_images(output)), said

    @contextmanager
    def plates(self, run: Sequence[int]) -> Iterator[Callable[[], dict[int, tuple[str, ...]]]]:
        """Have the plates of pages found while the block runs; the block is handed what waits for them.

        They are told of each page by its number in the run: the process inks, then all others by name.
        """
        with self._started(run, "tiffsep", _PLATES_DPI, f"{self.folder}/%d.tif") as process:
            yield lambda: self._plates(process)

    def _plates(self, process: subprocess.Popen[bytes]) -> dict[int, tuple[str, ...]]:
        _ended(process)
        found: dict[int, list[str]] = {}
        for path in sorted(self.folder.iterdir()):
            named = _PLATE.match(path.name)
            if named:
                found.setdefault(int(named[1]), []).append(unquote(named[2].replace("#", "%")))
        return {number: (*PROCESS, *(name for name in names if name not in PROCESS)) for number, names in found.items()}

    @contextmanager
    def _started(self, run: Sequence[int], device: str, dpi: float, output: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run the program while the block does; whatever happens there, it has ended afterwards."""
        command = [
            self.program, "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sstdout=%stderr",
            f"--permit-file-read={self.folder}/", f"--permit-file-read={self.file}", *self.colours,
            f"-sDEVICE={device}", f"-r{dpi:g}", f"-sPageList={','.join(str(index + 1) for index in run)}",
            f"-sOutputFile={output}", str(self.file),
        ]  # fmt: skip
        with subprocess.Popen(  # noqa: S603 - the program that was found, with arguments of our own
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            try:
                yield process
            finally:
                process.kill()


def _ended(process: subprocess.Popen[bytes]) -> tuple[bytes, str]:
    """Return what the program wrote once it is done, and what went wrong, empty where nothing did."""
    try:
        output, told = process.communicate(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        return b"", f"it was not done after {_PATIENCE} seconds"
    said = told.decode("utf-8", "replace")
    wrong = process.returncode != 0 or _PAGE_FAILED in said
    return output, (_gist(said) or f"it failed with {process.returncode}") if wrong else ""


def _gist(said: str) -> str:
    """Return the first line of the program's words that tells of an error."""
    lines = (line.strip(" *") for line in said.splitlines())
    return next((line for line in lines if "rror" in line), "").removeprefix("Error: ")[:160]


def _images(output: bytes) -> Iterator[Inks]:
    place = 0
    while found := _HEADER.match(output, place):
        width, height = int(found[1]), int(found[2])
        place = found.end() + width * height * 4
        if place > len(output):
            return
        yield np.frombuffer(output, np.uint8, width * height * 4, found.end()).reshape(height, width, 4)


def _painted(page: PageKey, raster: Inks, plates: tuple[str, ...]) -> Painted:
    upright: Inks = np.ascontiguousarray(np.rot90(raster, page.rotation // 90))
    left, bottom, right, top = page.media
    across, down = upright.shape[1] / max(right - left, 1e-6), upright.shape[0] / max(top - bottom, 1e-6)

    def boxed(box: Rect) -> Rect:
        edges = (box[0] - left) * across, (top - box[3]) * down, (box[2] - left) * across, (top - box[1]) * down
        limits = (upright.shape[1], upright.shape[0]) * 2
        x0, y0, x1, y1 = (min(max(edge, 0.0), float(limit)) for edge, limit in zip(edges, limits, strict=True))
        return x0, y0, x1, y1

    return Painted(upright, boxed(page.trim), boxed(page.bleed), across * POINTS, plates)
