"""The proof: the finished files in reading spreads, small enough for a letter, with every box of the page drawn.

It is made from the very files that go to press and shows them as they are; only pictures are brought down to what a
screen shows. It is not for printing from: its boxes are part of the picture.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from asylmura_ssg.make.press.spread import Spread
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.press import POINTS, Printer

PPI = 75
"""What pictures are brought down to."""

_AROUND = 14.0  # mm about each spread, for the numbers of its pages
_QUALITY = 70
_LEAST_SIDE = 8  # px: below this there is nothing to bring down
TRIM, BLEED, SAFE, FOLD = "0 0.75 0.9 0", "0.85 0.25 0 0", "0.75 0 0.85 0.1", "0.1 0.85 0 0.1"
"""The colours of the lines, as operands: cyan, magenta, yellow, black."""


@dataclass(frozen=True, slots=True)
class ProofOf:
    """What a proof is made of; ``legend`` is a PDF of one page that says what the lines mean, ``spread`` the cover's measures."""

    block: Path
    cover: Path
    legend: bytes
    spread: Spread
    printer: Printer


Remembered = Callable[[str, Callable[[], bytes]], bytes]
"""Hands out what is kept under a key, or makes and keeps it."""


def write_proof(proof: ProofOf, to: Path, remembered: Remembered) -> None:
    """Write the proof: the opened cover first, then the block's pages two by two as a reader sees them."""
    document = pikepdf.new()
    with (
        # Mapped into memory, every page that is read of a block of a gigabyte would count as this process's own.
        pikepdf.open(proof.block, access_mode=pikepdf.AccessMode.stream) as block,
        pikepdf.open(proof.cover) as cover,
        pikepdf.open(BytesIO(proof.legend)) as legend,
    ):
        for source in (block, cover, legend):  # before they are copied: a copy is held in memory whole
            _bring_down(source, proof.printer.pictures.target, remembered)
        _cover_sheet(document, cover, legend, proof, remembered)
        count = len(block.pages)
        for left in range(-1, count, 2):
            pair = [at for at in (left, left + 1) if 0 <= at < count]
            _reading_sheet(document, block, pair, proof.printer, remembered)
    document.save(to, deterministic_id=True, force_version="1.6", object_stream_mode=pikepdf.ObjectStreamMode.generate)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page in its place on a sheet: all in points; ``left`` and ``bottom`` are where its trim's corner lies."""

    width: float
    height: float
    bleed: float
    safe: float
    left: float
    bottom: float

    def box(self, inset: float) -> str:
        """Return the operators of a box about the trim, smaller by an inset."""
        sides = (self.left + inset, self.bottom + inset, self.width - 2 * inset, self.height - 2 * inset)
        return " ".join(f"{side:.3f}" for side in sides) + " re S\n"


def _placed(page: pikepdf.Page, left: float, printer: Printer) -> _Leaf:
    x0, y0, x1, y1 = (float(value) for value in page.trimbox.as_list())
    around = _AROUND * POINTS
    return _Leaf(x1 - x0, y1 - y0, printer.bleed * POINTS, printer.safe * POINTS, left, around)


def _cover_sheet(
    document: pikepdf.Pdf, cover: pikepdf.Pdf, legend: pikepdf.Pdf, proof: ProofOf, remembered: Remembered
) -> None:
    around = _AROUND * POINTS
    leaf = _placed(cover.pages[0], around, proof.printer)
    bottom, top = leaf.bottom - leaf.bleed, leaf.bottom + leaf.height + leaf.bleed
    folds = "".join(
        f"{leaf.left + fold * POINTS:.3f} {bottom:.3f} m {leaf.left + fold * POINTS:.3f} {top:.3f} l S\n"
        for fold in proof.spread.folds
    )
    drawn = f"/P0 Do\n{_lines(leaf)}q 0 0 0 0 K 1.6 w {folds}{FOLD} K 0.6 w [4 3] 0 d\n{folds}Q\nq 1 0 0 1 {around:.3f} 0 cm /Legend Do Q\n"
    forms = {
        "/P0": _form(document, cover, cover.pages[0], leaf, remembered),
        "/Legend": _form(document, legend, legend.pages[0], None, remembered),
    }
    _sheet(document, leaf.width + 2 * around, leaf.height + 2 * around, drawn, forms)


def _reading_sheet(
    document: pikepdf.Pdf, block: pikepdf.Pdf, pair: Sequence[int], printer: Printer, remembered: Remembered
) -> None:
    """Put a verso and the recto beside it on one sheet; a first or last page stands alone on its side."""
    around = _AROUND * POINTS
    width = _placed(block.pages[pair[0]], 0, printer).width
    forms, drawn = {}, []
    height = 0.0
    for at in pair:
        leaf = _placed(block.pages[at], around + (width if at % 2 == 0 else 0.0), printer)
        name = f"/P{at % 2}"
        forms[name] = _form(document, block, block.pages[at], leaf, remembered)
        middle = leaf.left + leaf.width / 2 - 2.5 * len(str(at + 1))
        # Where the pages meet, neither shows its bleed.
        edge = leaf.left - around if at % 2 else leaf.left
        drawn.append(
            f"q {edge:.3f} 0 {leaf.width + around:.3f} {leaf.height + 2 * around:.3f} re W n {name} Do\n{_lines(leaf)}Q\n"
        )
        drawn.append(f"BT /F 9 Tf 0 0 0 1 k 1 0 0 1 {middle:.3f} {around * 0.32:.3f} Tm ({at + 1}) Tj ET\n")
        height = leaf.height
    _sheet(document, 2 * (width + around), height + 2 * around, "".join(drawn), forms)


def _lines(leaf: _Leaf) -> str:
    """Return the operators of a page's boxes: bleed, trim, safe area."""
    halo = f"1.6 w 0 0 0 0 K {leaf.box(-leaf.bleed)}{leaf.box(0)}{leaf.box(leaf.safe)}"  # to be seen on any colour
    boxes = f"{BLEED} K {leaf.box(-leaf.bleed)}{TRIM} K {leaf.box(0)}{SAFE} K [2 2] 0 d {leaf.box(leaf.safe)}"
    return f"q {halo}0.6 w {boxes}Q\n"


def _form(
    document: pikepdf.Pdf, source: pikepdf.Pdf, page: pikepdf.Page, leaf: _Leaf | None, remembered: Remembered
) -> pikepdf.Object:
    """Return a page as a drawing, moved to where its trim lies; all of it but what stands outside its bleed."""
    box = page.mediabox if leaf is None else page.bleedbox if "/BleedBox" in page else page.mediabox
    form = document.make_stream(b"")
    form.write(_drawn(page, remembered), filter=Name.FlateDecode)
    form.Type, form.Subtype, form.FormType = Name.XObject, Name.Form, 1
    form.BBox = Array([float(value) for value in box.as_list()])
    if leaf is not None:
        x, y = (float(value) for value in page.trimbox.as_list()[:2])
        form.Matrix = Array([1, 0, 0, 1, round(leaf.left - x, 4), round(leaf.bottom - y, 4)])
    form.Resources = document.copy_foreign(source.make_indirect(page.resources))
    return document.make_indirect(form)


def _drawn(page: pikepdf.Page, remembered: Remembered) -> bytes:
    """Return what a page draws as one packed stream: one that is packed already stays as it is."""
    held = page.obj.get("/Contents", Array([]))
    if isinstance(held, pikepdf.Stream) and held.get("/Filter") == Name.FlateDecode and "/DecodeParms" not in held:
        return held.read_raw_bytes()
    parts = held.as_list() if isinstance(held, Array) else [held]
    drawn = b"\n".join(part.read_bytes() for part in parts)
    return remembered(f"packed-{digest_bytes(drawn)}", partial(_packed, drawn))


def _packed(data: bytes) -> bytes:
    """Return a stream as qpdf packs it, whose bytes no zlib of the system's changes."""
    whole = BytesIO()
    with pikepdf.new() as alone:
        alone.Root.Packed = alone.make_stream(data)
        alone.save(whole)
    with pikepdf.open(whole) as alone:
        return alone.Root.Packed.read_raw_bytes()


def _sheet(document: pikepdf.Pdf, width: float, height: float, drawn: str, forms: dict[str, pikepdf.Object]) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    document.add_blank_page(page_size=(round(width, 3), round(height, 3)))
    page = document.pages[-1]
    page.obj.Resources = Dictionary(XObject=Dictionary(forms), Font=Dictionary(F=font))
    page.obj.Contents = document.make_stream(drawn.encode("ascii"))


def _bring_down(document: pikepdf.Pdf, target: int, remembered: Remembered) -> None:
    """Make every photograph smaller by as much as its resolution is over the proof's."""
    factor = target / PPI
    if factor <= 1:
        return
    for thing in document.objects:
        if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") != Name.Image:
            continue
        if thing.get("/Filter") != Name.DCTDecode or min(int(thing.Width), int(thing.Height)) < _LEAST_SIDE * factor:
            continue
        raw = thing.read_raw_bytes()
        size = round(int(thing.Width) / factor), round(int(thing.Height) / factor)
        small = remembered(f"proof-{size[0]}x{size[1]}-{digest_bytes(raw)}", partial(_smaller, raw, size))
        thing.write(small, filter=Name.DCTDecode)
        thing.Width, thing.Height = size


def _smaller(data: bytes, size: tuple[int, int]) -> bytes:
    """Return a JPEG at another size in the inks it came in."""
    with Image.open(BytesIO(data)) as picture:
        picture.draft(picture.mode, size)
        out = BytesIO()
        picture.resize(size, Image.Resampling.BOX).save(out, "JPEG", quality=_QUALITY)
        return out.getvalue()
