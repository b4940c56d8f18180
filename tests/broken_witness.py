"""Print files whose fault shows only when their pages are painted, one for each check and more; and the book they are of.

Each begins as the sound file of ``print_file`` with a code and a barcode on it, and is spoilt in one thing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import segno
from broken_pdfs import draw
from pikepdf import Array, Dictionary, Name, Page, Pdf
from print_file import AROUND, BLEED, TRIM, WORDS, at, box, saved, sound, text

from asylmura_ssg.check.preflight import ExpectedBook
from asylmura_ssg.check.preflight.expected import ExpectedEntry, Passage
from asylmura_ssg.make.press.barcode import modules
from asylmura_ssg.model.preflight import Check
from asylmura_ssg.model.press import POINTS

PAYLOAD = "https://example.org/00037"
EAN = "9780000000002"  # no publisher has the numbers that begin so
BOOK = ExpectedBook(
    TRIM,
    entries=(ExpectedEntry("berel", PAYLOAD, (Passage("the name", WORDS),), (1, 1)),),
    ean=EAN,
    blanks=frozenset(),
)

Break = Callable[[Pdf], None]


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that one check must refuse, and the book it should have been."""

    name: str
    check: Check
    spoil: Break
    book: ExpectedBook | None

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        pdf = whole()
        self.spoil(pdf)
        return saved(pdf)


SAMPLES: list[Broken] = []


def broken(check: Check, book: ExpectedBook | None = BOOK) -> Callable[[Break], Break]:
    """Enter a function that spoils a file as a sample of a check; its name says how."""

    def enter(spoil: Break) -> Break:
        SAMPLES.append(Broken(spoil.__name__.replace("_", " ").strip(), check, spoil, book))
        return spoil

    return enter


def whole() -> Pdf:
    """Return a sound file that holds all of the book: its text, its code on the first page, its barcode on the second."""
    pdf = sound()
    for page, drawn in zip(pdf.pages, (code(PAYLOAD), barcode(EAN)), strict=True):
        page.obj.Contents = pdf.make_stream(page.obj.Contents.read_bytes() + drawn)
    return pdf


def code(payload: str, x: float = 40, y: float = 100, module: float = 0.6) -> bytes:
    """Return operators that draw a QR code in black; ``x`` and ``y`` in mm of its lower left corner."""
    rows = [bytes(row) for row in segno.make_qr(payload, error="h").matrix]
    return drawn_modules(rows, x, y, module)


def drawn_modules(rows: list[bytes], x: float, y: float, module: float) -> bytes:
    """Return operators that draw dark modules, rows from the top."""
    side = module * POINTS
    dark = [
        f"{at(x + column * module, y + (len(rows) - 1 - row) * module)} {side:.4f} {side:.4f} re"
        for row, line in enumerate(rows)
        for column, bit in enumerate(line)
        if bit
    ]
    return f"q 0 0 0 1 k {' '.join(dark)} f Q\n".encode()


def barcode(number: str, x: float = 40, y: float = 100) -> bytes:
    """Return operators that draw an EAN-13 at its full size, without its digits."""
    width, height = 0.33 * POINTS, 20 * POINTS
    bars = [
        f"{at(x + place * 0.33, y)} {width:.4f} {height:.4f} re"
        for place, bit in enumerate(modules(number))
        if bit == "1"
    ]
    return f"q 0 0 0 1 k {' '.join(bars)} f Q\n".encode()


def area(colour: str, x: float, y: float, width: float, height: float) -> bytes:
    """Return operators that fill an area; lengths in mm."""
    return f"q {colour} {at(x, y)} {width * POINTS:.3f} {height * POINTS:.3f} re f Q\n".encode()


def of(pdf: Pdf, old: bytes, new: bytes) -> None:
    """Put something else in the place of what is drawn on any page."""
    held = [page.obj.Contents.read_bytes() for page in pdf.pages]
    assert any(old in drawn for drawn in held)
    for page, drawn in zip(pdf.pages, held, strict=True):
        page.obj.Contents = pdf.make_stream(drawn.replace(old, new))


# Plates.


@broken(Check.UNRENDERABLE_PAGE)
def a_shading_of_a_kind_that_there_is_not(pdf: Pdf) -> None:
    draw(pdf, b"/Sh1 sh", Shading={"Sh1": Dictionary(ShadingType=9, ColorSpace=Name.DeviceCMYK)})


@broken(Check.INK_LIMIT)
def an_area_of_all_inks(pdf: Pdf) -> None:
    draw(pdf, area("1 1 1 1 k", 70, 40, 12, 8))


@broken(Check.INK_LIMIT)
def a_black_that_a_screen_would_show(pdf: Pdf) -> None:
    draw(pdf, area("0.93 0.88 0.86 0.9 k", 70, 40, 12, 8))


@broken(Check.INK_LIMIT)
def two_areas_that_overprint(pdf: Pdf) -> None:
    state = Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)
    over = b"q /Gs1 gs\n" + area("0 0 1 1 k", 70, 40, 12, 8) + b"Q\n"
    draw(pdf, area("1 1 0 0 k", 70, 40, 12, 8) + over, ExtGState={"Gs1": state})


@broken(Check.INK_LIMIT)
def an_area_of_four_points_too_much(pdf: Pdf) -> None:
    draw(pdf, area("1 1 0.64 0.4 k", 70, 40, 2, 2))


@broken(Check.INK_LITTLE_OVER)
def an_area_of_two_points_too_much(pdf: Pdf) -> None:
    draw(pdf, area("1 1 0.62 0.4 k", 70, 40, 12, 8))


@broken(Check.INK_LITTLE_OVER)
def a_speck_of_all_inks(pdf: Pdf) -> None:
    draw(pdf, area("1 1 1 1 k", 70, 40, 0.3, 0.3))


@broken(Check.UNASKED_PLATE)
def a_spot_colour(pdf: Pdf) -> None:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.9, 0.8, 0], N=1)
    space = Array([Name.Separation, Name("/PANTONE 485 C"), Name.DeviceCMYK, tint])
    draw(pdf, b"/Cs1 cs 1 scn\n" + area("", 70, 40, 12, 8), ColorSpace={"Cs1": space})


@broken(Check.RICH_TEXT)
def text_in_four_inks(pdf: Pdf) -> None:
    draw(pdf, text(y=85, colour="0.6 0.4 0.4 1 k"))


@broken(Check.RICH_TEXT)
def black_text_of_a_screen(pdf: Pdf) -> None:
    draw(pdf, text(y=85, colour="0 0 0 rg"))


@broken(Check.RICH_TEXT)
def text_in_the_three_colours(pdf: Pdf) -> None:
    draw(pdf, text(y=85, colour="0.9 0.8 0.8 0 k"))


# Edges.


@broken(Check.MISSING_BLEED)
def an_area_that_ends_at_the_trim(pdf: Pdf) -> None:
    draw(pdf, area("0.5 0 0 0 k", TRIM[0] - 15, 80, 15, 30))


@broken(Check.MISSING_BLEED)
def an_area_that_ends_at_the_upper_trim(pdf: Pdf) -> None:
    draw(pdf, area("0 0.5 0 0 k", 60, TRIM[1] - 10, 30, 10))


@broken(Check.MISSING_BLEED)
def an_area_that_bleeds_too_little(pdf: Pdf) -> None:
    draw(pdf, area("0 0 0 0.3 k", 85, 80, 15 + BLEED / 2, 30))


@broken(Check.INK_NEAR_TRIM)
def a_small_area_near_the_trim(pdf: Pdf) -> None:
    draw(pdf, area("0 0.5 0.5 0 k", TRIM[0] - 6, 60, 4, 4))


@broken(Check.MARK_IN_BLEED)
def crop_marks_that_begin_in_the_bleed(pdf: Pdf) -> None:
    mark = f"{at(70, TRIM[1] + 0.8)} m {at(70, TRIM[1] + BLEED)} l S"
    draw(pdf, f"q 0 0 0 1 K 0.3 w {mark} Q\n".encode())


@broken(Check.MARK_IN_BLEED)
def crop_marks_half_as_long_as_the_bleed(pdf: Pdf) -> None:
    marks = "".join(f"{at(x, TRIM[1] + BLEED / 2)} m {at(x, TRIM[1] + BLEED)} l S " for x in (0, TRIM[0]))
    draw(pdf, f"q 0 0 0 1 K 0.75 w {marks}Q\n".encode())


@broken(Check.BLANK_PAGE)
def a_page_without_content(pdf: Pdf) -> None:
    boxes = Dictionary(Type=Name.Page, MediaBox=box(AROUND), BleedBox=box(BLEED), TrimBox=box(0))
    pdf.pages.append(Page(boxes))


@broken(Check.BLANK_PAGE)
def a_page_that_lost_its_content(pdf: Pdf) -> None:
    a_page_without_content(pdf)
    pdf.pages[2].obj.Contents = pdf.make_stream(b"")


@broken(Check.BLANK_PAGE, book=None)
def a_page_with_white_on_it_alone(pdf: Pdf) -> None:
    pdf.pages[1].obj.Contents = pdf.make_stream(area("0 0 0 0 k", 10, 10, 50, 50) + text(colour="0 0 0 0 k"))


@broken(Check.BLANK_PAGE, book=None)
def a_page_with_nothing_but_its_marks(pdf: Pdf) -> None:
    mark = f"{at(-7, 0)} m {at(-4, 0)} l S"
    pdf.pages[1].obj.Contents = pdf.make_stream(f"q 0 0 0 1 K 0.5 w {mark} Q\n".encode())


# Text and codes.


@broken(Check.TEXT_UNREADABLE)
def letters_that_stand_for_private_ones(pdf: Pdf) -> None:
    meanings = pdf.pages[0].obj.Resources.Font.F1.ToUnicode
    told = meanings.read_bytes()
    last = told.rindex(b"<", 0, told.rindex(b">"))
    meanings.write(told[:last] + b"<E012>" + told[last + 6 :])
    draw(pdf, text(y=85))


@broken(Check.TEXT_MISSING)
def a_name_cut_short(pdf: Pdf) -> None:
    of(pdf, text(), text(shown=WORDS[:-1]))


@broken(Check.CODE_MISSING)
def a_code_left_out(pdf: Pdf) -> None:
    of(pdf, code(PAYLOAD), b"")


@broken(Check.CODE_WRONG)
def a_code_of_no_entry(pdf: Pdf) -> None:
    draw(pdf, code("https://example.org/00045", y=20))


@broken(Check.CODE_WRONG)
def a_code_that_stands_with_another_entry_too(pdf: Pdf) -> None:
    pdf.pages[1].obj.Contents = pdf.make_stream(pdf.pages[1].obj.Contents.read_bytes() + code(PAYLOAD, y=15))


@broken(Check.CODE_UNREADABLE, book=None)
def a_code_with_a_blot_on_it(pdf: Pdf) -> None:
    draw(pdf, area("0 0 0 1 k", 45, 105, 9, 9))


@broken(Check.CODE_QUIET_ZONE)
def a_rule_beside_a_code(pdf: Pdf) -> None:
    draw(pdf, area("0 0 0 1 k", 38.6, 100, 0.3, 15))


@broken(Check.CODE_QUIET_ZONE)
def a_rule_beside_a_barcode(pdf: Pdf) -> None:
    of(pdf, barcode(EAN), barcode(EAN) + area("0 0 0 1 k", 37, 100, 0.4, 20))


@broken(Check.EAN_MISSING)
def a_barcode_left_out(pdf: Pdf) -> None:
    of(pdf, barcode(EAN), b"")


@broken(Check.EAN_WRONG)
def a_barcode_of_another_book(pdf: Pdf) -> None:
    of(pdf, barcode(EAN), barcode("9780000000019"))


@broken(Check.TEXT_NEAR_TRIM)
def a_code_near_the_trim(pdf: Pdf) -> None:
    of(pdf, code(PAYLOAD), code(PAYLOAD, x=TRIM[0] - 21))


@broken(Check.TEXT_IN_GUTTER)
def a_code_in_the_gutter(pdf: Pdf) -> None:
    of(pdf, code(PAYLOAD), code(PAYLOAD, x=15))


@broken(Check.TEXT_ON_FOLD, replace(BOOK, folds=(20.0, 34.0)))
def a_code_on_a_fold(pdf: Pdf) -> None:
    of(pdf, code(PAYLOAD), code(PAYLOAD, x=26))
