"""Files with unsound pictures, lines, letters and fonts."""

from __future__ import annotations

import io

from broken_pdfs import Shelf, draw, drawn, placed
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image
from print_file import at, face, font, jpeg, picture, text

from asylmura_ssg.model.preflight import Check
from asylmura_ssg.model.press import Standard

SHELF = Shelf()


# Pictures.


@SHELF.broken(Check.PICTURE_TOO_COARSE)
def a_picture_from_a_screen(pdf: Pdf) -> None:
    draw(pdf, placed("Im2"), XObject={"Im2": picture(pdf, jpeg(width=57, height=28), 57, 28)})


@SHELF.broken(Check.PICTURE_TOO_COARSE)
def a_picture_stretched_one_way(pdf: Pdf) -> None:
    draw(pdf, placed("Im1", width=20, height=30))


@SHELF.broken(Check.PICTURE_TOO_COARSE)
def a_picture_enlarged_within_a_form(pdf: Pdf) -> None:
    form = pdf.make_stream(
        b"q 56 0 0 28 0 0 cm /Im1 Do Q", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100]),
        Matrix=Array([2, 0, 0, 2, 100, 200]),
    )  # fmt: skip
    draw(pdf, b"/Fm1 Do", XObject={"Fm1": form})


@SHELF.broken(Check.PICTURE_COARSE)
def a_picture_that_will_just_do(pdf: Pdf) -> None:
    draw(pdf, placed("Im1", width=26, height=13))


@SHELF.broken(Check.PICTURE_TOO_FINE)
def a_picture_scaled_far_down(pdf: Pdf) -> None:
    draw(pdf, placed("Im1", width=5, height=2.5))


def _unknown_to_qpdf(pdf: Pdf) -> None:
    image = picture(pdf, b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", ColorSpace=Name.DeviceGray, Filter=Name.JBIG2Decode)
    draw(pdf, placed("Im2"), XObject={"Im2": image})


def _renamed(data: bytes) -> bytes:
    """Return a file with a picture in LZW; qpdf itself packs such a picture anew, so it is told so afterwards."""
    return data.replace(b"/JBIG2Decode", b"/LZWDecode  ")


SHELF.damaged(Check.PICTURE_FILTER, "a picture in lzw", _renamed, _unknown_to_qpdf)


@SHELF.broken(Check.PICTURE_FILTER, standard=Standard.X1A)
def a_picture_in_jpeg_2000(pdf: Pdf) -> None:
    out = io.BytesIO()
    Image.new("L", (236, 118), 128).save(out, "JPEG2000")
    image = picture(pdf, out.getvalue(), ColorSpace=Name.DeviceGray, Filter=Name.JPXDecode)
    draw(pdf, placed("Im2"), XObject={"Im2": image})


@SHELF.broken(Check.PICTURE_INTERPOLATED)
def a_picture_to_be_smoothed(pdf: Pdf) -> None:
    draw(pdf, placed("Im2"), XObject={"Im2": picture(pdf, jpeg(), Interpolate=True)})


@SHELF.broken(Check.PICTURE_DAMAGED)
def a_picture_of_another_size_than_said(pdf: Pdf) -> None:
    draw(pdf, placed("Im2"), XObject={"Im2": picture(pdf, jpeg(width=230))})


@SHELF.broken(Check.PICTURE_DAMAGED)
def a_grey_picture_said_to_be_of_four_inks(pdf: Pdf) -> None:
    draw(pdf, placed("Im2"), XObject={"Im2": picture(pdf, jpeg("L"))})


@SHELF.broken(Check.PICTURE_DAMAGED)
def a_picture_that_is_no_jpeg(pdf: Pdf) -> None:
    draw(pdf, placed("Im2"), XObject={"Im2": picture(pdf, b"II*\0" + bytes(500))})


# Lines and letters.


@SHELF.broken(Check.HAIRLINE)
def a_line_of_width_nought(pdf: Pdf) -> None:
    draw(pdf, f"q 0 w {at(40, 90)} m {at(60, 90)} l S Q".encode())


@SHELF.broken(Check.HAIRLINE)
def a_line_scaled_down(pdf: Pdf) -> None:
    draw(pdf, f"q 0.2 0 0 0.2 {at(40, 90)} cm 1 w 0 0 m 200 0 l S Q".encode())


@SHELF.broken(Check.HAIRLINE)
def a_bar_as_thin_as_a_hair(pdf: Pdf) -> None:
    draw(pdf, f"q 0 0 0 1 k {at(40, 90)} 60 0.1 re f Q".encode())


@SHELF.broken(Check.SMALL_TEXT)
def text_of_four_points(pdf: Pdf) -> None:
    draw(pdf, text(y=90, size=4))


@SHELF.broken(Check.SMALL_TEXT)
def text_scaled_down_by_its_matrix(pdf: Pdf) -> None:
    draw(pdf, b"q 0.4 0 0 0.4 60 100 cm " + text() + b" Q")


@SHELF.broken(Check.SMALL_TEXT_INKS)
def rich_black_in_a_footnote(pdf: Pdf) -> None:
    draw(pdf, text(y=90, size=8, colour="0.6 0.4 0.4 1 k"))


@SHELF.broken(Check.TEXT_NEAR_TRIM)
def text_three_millimetres_from_the_trim(pdf: Pdf) -> None:
    draw(pdf, text(x=40, y=3))


@SHELF.broken(Check.TEXT_NEAR_TRIM)
def text_that_runs_off_the_page(pdf: Pdf) -> None:
    draw(pdf, text(x=90, y=90))


@SHELF.broken(Check.TEXT_IN_GUTTER)
def text_in_the_gutter(pdf: Pdf) -> None:
    draw(pdf, text(x=10, y=90))


@SHELF.broken(Check.FONT_NOT_EMBEDDED)
def helvetica(pdf: Pdf) -> None:
    plain = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    draw(pdf, f"BT /F2 10 Tf {at(40, 90)} Td (plain) Tj ET".encode(), Font={"F2": plain})


@SHELF.broken(Check.FONT_DAMAGED)
def a_font_cut_short(pdf: Pdf) -> None:
    draw(pdf, text(y=90).replace(b"/F1", b"/F2"), Font={"F2": font(pdf, b"\0\1\0\0" + bytes(60))})
    pdf.pages[0].obj.Resources.Font.F2.BaseFont = Name("/BCDEFG+Literata")


@SHELF.broken(Check.FONT_TYPE3)
def letters_drawn_as_programs(pdf: Pdf) -> None:
    square = pdf.make_stream(b"700 0 0 0 600 600 d1 0 0 600 600 re f")
    draw(pdf, f"BT 0 0 0 1 k /F2 10 Tf {at(40, 90)} Td (aa) Tj ET".encode(), Font={"F2": drawn(square)})


@SHELF.broken(Check.FONT_SUBSET_NAME)
def two_subsets_of_one_name(pdf: Pdf) -> None:
    draw(pdf, text(y=90).replace(b"/F1", b"/F2"), Font={"F2": font(pdf, face() + bytes(4))})


@SHELF.broken(Check.FONT_UNICODE)
def a_font_that_does_not_say_its_letters(pdf: Pdf) -> None:
    silent = font(pdf)
    del silent.ToUnicode
    draw(pdf, text(y=90).replace(b"/F1", b"/F2"), Font={"F2": silent})


@SHELF.broken(Check.MISSING_GLYPH)
def a_box_for_a_letter(pdf: Pdf) -> None:
    draw(pdf, f"BT 0 0 0 1 k /F1 10 Tf {at(40, 90)} Td <0000> Tj ET".encode())


@SHELF.broken(Check.MISSING_GLYPH)
def a_letter_that_the_subset_left_out(pdf: Pdf) -> None:
    lacking = font(pdf)
    lacking.ToUnicode = pdf.make_stream(b"1 beginbfrange <0001> <00ff> <04d8> endbfrange")
    draw(pdf, f"BT 0 0 0 1 k /F2 10 Tf {at(40, 90)} Td <0030> Tj ET".encode(), Font={"F2": lacking})
