"""Files with colours, transparency and other things that a printing press does not know."""

from __future__ import annotations

import io
import zlib

from broken_pdfs import Shelf, area, draw, drawn, placed
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image
from print_file import PROFILE, at, jpeg, picture, text

from asylmura_ssg.model.preflight import Check
from asylmura_ssg.model.press import Standard

SHELF = Shelf()


# Colours.


@SHELF.broken(Check.RGB)
def black_text_of_an_office_program(pdf: Pdf) -> None:
    draw(pdf, text(y=90, colour="0 0 0 rg"))


@SHELF.broken(Check.RGB)
def a_line_in_rgb(pdf: Pdf) -> None:
    draw(pdf, f"q 1 0 0 RG 1 w {at(40, 90)} m {at(60, 90)} l S Q".encode())


@SHELF.broken(Check.RGB)
def a_picture_in_rgb(pdf: Pdf) -> None:
    draw(pdf, placed("Im2"), XObject={"Im2": picture(pdf, jpeg("RGB"), ColorSpace=Name.DeviceRGB)})


@SHELF.broken(Check.RGB)
def a_photograph_with_a_profile(pdf: Pdf) -> None:
    profile = pdf.make_stream(b"\0" * 12 + b"mntrRGB " + bytes(112), N=3)
    space = Array([Name.ICCBased, profile])
    draw(pdf, placed("Im2"), XObject={"Im2": picture(pdf, jpeg("RGB"), ColorSpace=space)})


@SHELF.broken(Check.RGB)
def an_indexed_picture_over_rgb(pdf: Pdf) -> None:
    space = Array([Name.Indexed, Name.DeviceRGB, 1, String(b"\0\0\0\xff\xff\xff")])
    data = zlib.compress(bytes(236 * 118))
    image = picture(pdf, data, ColorSpace=space, Filter=Name.FlateDecode)
    draw(pdf, placed("Im2"), XObject={"Im2": image})


@SHELF.broken(Check.RGB)
def an_inline_picture_in_rgb(pdf: Pdf) -> None:
    pixels = bytes(12 * 12 * 3)
    image = f"q 3 0 0 3 {at(40, 90)} cm BI /W 12 /H 12 /BPC 8 /CS /RGB /F /AHx ID {pixels.hex()}> EI Q"
    draw(pdf, image.encode())


@SHELF.broken(Check.RGB)
def a_gradient_in_rgb(pdf: Pdf) -> None:
    fade = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0]), C1=Array([0, 0, 1]), N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 100, 0]), Function=fade)
    clip = f"q {at(40, 90)} 40 40 re W n /Sh1 sh Q"
    draw(pdf, clip.encode(), Shading={"Sh1": shading})


@SHELF.broken(Check.RGB)
def a_pattern_that_paints_in_rgb(pdf: Pdf) -> None:
    cell = pdf.make_stream(
        b"1 0 0 rg 0 0 4 4 re f", PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 8, 8]), XStep=8, YStep=8,
        Resources=Dictionary(),
    )  # fmt: skip
    draw(pdf, area("/Pattern cs /P1 scn"), Pattern={"P1": cell})


@SHELF.broken(Check.RGB)
def a_form_within_a_form_that_paints_in_rgb(pdf: Pdf) -> None:
    form = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 500, 500])}
    inner = pdf.make_stream(area("0 1 0 rg"), **form)
    outer = pdf.make_stream(b"/Fm2 Do", **form, Resources=Dictionary(XObject=Dictionary(Fm2=inner)))
    draw(pdf, b"/Fm1 Do", XObject={"Fm1": outer})


@SHELF.broken(Check.RGB)
def a_page_that_blends_in_rgb(pdf: Pdf) -> None:
    pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


@SHELF.broken(Check.RGB)
def a_spot_colour_that_falls_back_on_rgb(pdf: Pdf) -> None:
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 1, 1]), C1=Array([0, 0, 0]), N=1)
    space = Array([Name.Separation, Name.Black, Name.DeviceRGB, tint])
    draw(pdf, area("/Cs1 cs 1 scn"), ColorSpace={"Cs1": space})


@SHELF.broken(Check.RGB)
def a_soft_mask_that_blends_in_rgb(pdf: Pdf) -> None:
    mask = pdf.make_stream(
        b"1 g 0 0 300 300 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 300]),
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB),
    )  # fmt: skip
    parameters = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    draw(pdf, b"q /Gs1 gs " + area("0 0 0 1 k") + b" Q", ExtGState={"Gs1": parameters})


@SHELF.broken(Check.RGB)
def a_jpeg_2000_that_says_its_colours_itself(pdf: Pdf) -> None:
    out = io.BytesIO()
    Image.new("RGB", (236, 118), (10, 20, 30)).save(out, "JPEG2000")
    image = picture(pdf, out.getvalue(), ColorSpace=None, Filter=Name.JPXDecode)
    draw(pdf, placed("Im2"), XObject={"Im2": image})


@SHELF.broken(Check.RGB, Check.FONT_TYPE3)
def a_letter_drawn_in_rgb(pdf: Pdf) -> None:
    square = pdf.make_stream(b"700 0 d0 0 0 1 rg 0 0 600 600 re f")
    draw(pdf, f"BT /F2 10 Tf {at(40, 90)} Td (a) Tj ET".encode(), Font={"F2": drawn(square)})


@SHELF.broken(Check.CALIBRATED_COLOUR)
def lab(pdf: Pdf) -> None:
    space = Array([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))])
    draw(pdf, area("/Cs1 cs 50 20 20 scn"), ColorSpace={"Cs1": space})


@SHELF.broken(Check.CALIBRATED_COLOUR)
def a_grey_with_a_profile(pdf: Pdf) -> None:
    profile = pdf.make_stream(b"\0" * 12 + b"mntrGRAY" + bytes(112), N=1)
    draw(pdf, area("/Cs1 cs 0.5 scn"), ColorSpace={"Cs1": Array([Name.ICCBased, profile])})


@SHELF.broken(Check.CALIBRATED_COLOUR, standard=Standard.X1A)
def inks_with_a_profile(pdf: Pdf) -> None:
    space = Array([Name.ICCBased, pdf.make_stream(PROFILE, N=4)])
    draw(pdf, area("/Cs1 cs 0 0 0 1 scn"), ColorSpace={"Cs1": space})


@SHELF.broken(Check.DEFAULT_COLOUR)
def another_meaning_of_grey(pdf: Pdf) -> None:
    space = Array([Name.CalGray, Dictionary(WhitePoint=Array([0.95, 1, 1.09]))])
    draw(pdf, b"", ColorSpace={"DefaultGray": space})


def _spot(ink: str) -> Array:
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 0.8, 1, 0]), N=1)
    return Array([Name.Separation, Name(f"/{ink}"), Name.DeviceCMYK, tint])


@SHELF.broken(Check.SPOT_COLOUR)
def gold(pdf: Pdf) -> None:
    draw(pdf, area("/Cs1 cs 1 scn"), ColorSpace={"Cs1": _spot("Gold")})


@SHELF.broken(Check.SPOT_COLOUR)
def a_picture_in_black_and_varnish(pdf: Pdf) -> None:
    tint = pdf.make_stream(
        b"{pop 0 exch 0 exch 0 exch}", FunctionType=4, Domain=Array([0, 1, 0, 1]), Range=Array([0, 1] * 4)
    )
    space = Array([Name.DeviceN, Array([Name.Black, Name.Varnish]), Name.DeviceCMYK, tint])
    image = picture(pdf, zlib.compress(bytes(236 * 118 * 2)), ColorSpace=space, Filter=Name.FlateDecode)
    draw(pdf, placed("Im2"), XObject={"Im2": image})


@SHELF.broken(Check.REGISTRATION_COLOUR)
def an_area_in_all_inks(pdf: Pdf) -> None:
    draw(pdf, area("/Cs1 cs 1 scn"), ColorSpace={"Cs1": _spot("All")})


@SHELF.broken(Check.TRANSPARENCY, standard=Standard.X1A)
def half_opacity(pdf: Pdf) -> None:
    draw(pdf, b"q /Gs1 gs Q", ExtGState={"Gs1": Dictionary(ca=0.5)})


@SHELF.broken(Check.TRANSPARENCY, standard=Standard.X1A)
def multiplied(pdf: Pdf) -> None:
    draw(pdf, b"q /Gs1 gs Q", ExtGState={"Gs1": Dictionary(BM=Name.Multiply)})


@SHELF.broken(Check.TRANSPARENCY, standard=Standard.X1A)
def a_picture_with_a_soft_mask(pdf: Pdf) -> None:
    mask = picture(pdf, jpeg("L"), ColorSpace=Name.DeviceGray)
    draw(pdf, placed("Im2"), XObject={"Im2": picture(pdf, jpeg(), SMask=mask)})


@SHELF.broken(Check.TRANSPARENCY, standard=Standard.X1A)
def a_page_that_blends(pdf: Pdf) -> None:
    pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)


@SHELF.broken(Check.TRANSFER_FUNCTION)
def inverted_tones(pdf: Pdf) -> None:
    inverted = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1]), C1=Array([0]), N=1)
    draw(pdf, b"q /Gs1 gs Q", ExtGState={"Gs1": Dictionary(TR2=inverted)})


@SHELF.broken(Check.HALFTONE)
def a_threshold_screen(pdf: Pdf) -> None:
    screen = pdf.make_stream(bytes(64), Type=Name.Halftone, HalftoneType=6, Width=8, Height=8)
    draw(pdf, b"q /Gs1 gs Q", ExtGState={"Gs1": Dictionary(HT=screen)})


@SHELF.broken(Check.POSTSCRIPT)
def a_postscript_object(pdf: Pdf) -> None:
    fragment = pdf.make_stream(b"showpage", Type=Name.XObject, Subtype=Name.PS)
    draw(pdf, b"/Ps1 Do", XObject={"Ps1": fragment})


@SHELF.broken(Check.REPLACED_CONTENT)
def an_opi_comment(pdf: Pdf) -> None:
    coarse = Dictionary({"/2.0": Dictionary(Type=Name.OPI, Version=2.0, F=String("photo.tif"))})
    draw(pdf, placed("Im2"), XObject={"Im2": picture(pdf, jpeg(), OPI=coarse)})


@SHELF.broken(Check.REPLACED_CONTENT)
def an_alternate_picture(pdf: Pdf) -> None:
    other = Dictionary(Image=picture(pdf, jpeg()), DefaultForPrinting=True)
    draw(pdf, placed("Im2"), XObject={"Im2": picture(pdf, jpeg(), Alternates=Array([other]))})


@SHELF.broken(Check.WHITE_OVERPRINT)
def white_letters_that_overprint(pdf: Pdf) -> None:
    lines = b"q /Gs1 gs " + text(x=40, y=90, size=14, colour="0 0 0 0 k") + b" Q"
    draw(pdf, lines, ExtGState={"Gs1": Dictionary(OP=True, OPM=1)})
