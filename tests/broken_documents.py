"""Files that are broken as a whole, in their boxes, or in what their pages draw at all."""

from __future__ import annotations

import io

import pikepdf
from broken_pdfs import Shelf, draw, placed
from pikepdf import Array, Dictionary, Name, Pdf, String
from print_file import AROUND, PROFILE, box

from asylmura_ssg.model.preflight import Check
from asylmura_ssg.model.press import POINTS, Standard

SHELF = Shelf()


# The file as a whole.


SHELF.damaged(Check.UNREADABLE, "something else than a PDF", lambda _: b"GIF89a" + bytes(200))
SHELF.damaged(Check.UNREADABLE, "nothing", lambda _: b"")
SHELF.damaged(Check.UNREADABLE, "a PDF cut short at its head", lambda data: data[:400])


def _encrypted(data: bytes, user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=user, R=4), force_version="1.6")
    return out.getvalue()


SHELF.damaged(Check.ENCRYPTED, "a file that opens with a password", lambda data: _encrypted(data, "secret"))
SHELF.damaged(Check.ENCRYPTED, "a file that may not be copied", lambda data: _encrypted(data, ""))


def _shifted(data: bytes) -> bytes:
    """Return a file whose table of objects points beside them, as after a transfer as text."""
    return data.replace(b"\n1 0 obj", b"\n\n\n\n1 0 obj", 1)


SHELF.damaged(Check.DAMAGED, "a table of objects that points beside them", _shifted)


SHELF.damaged(
    Check.PDF_VERSION, "a version newer than the standard", lambda data: data.replace(b"%PDF-1.6", b"%PDF-1.7", 1)
)


@SHELF.broken(Check.PDFX_IDENTIFICATION)
def no_version_of_the_standard_in_xmp(pdf: Pdf) -> None:
    metadata = pdf.Root.Metadata.read_bytes().replace(b' pdfxid:GTS_PDFXVersion="PDF/X-4"', b"")
    pdf.Root.Metadata.write(metadata)


@SHELF.broken(Check.PDFX_IDENTIFICATION, standard=Standard.X1A)
def the_standard_of_2003_in_info(pdf: Pdf) -> None:
    pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-1a:2003"
    del pdf.docinfo["/GTS_PDFXConformance"]


@SHELF.broken(Check.OUTPUT_INTENT)
def no_output_intent(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


@SHELF.broken(Check.OUTPUT_INTENT)
def an_output_intent_of_an_archive(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].S = Name("/GTS_PDFA1")


@SHELF.broken(Check.OUTPUT_CONDITION)
def the_condition_of_another_continent(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].OutputConditionIdentifier = String("CGATS TR 001")


@SHELF.broken(Check.OUTPUT_PROFILE)
def no_profile(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents[0].DestOutputProfile


@SHELF.broken(Check.OUTPUT_PROFILE)
def the_profile_of_a_screen(pdf: Pdf) -> None:
    screen = PROFILE[:12] + b"mntrRGB " + PROFILE[20:]
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(screen, N=3)


@SHELF.broken(Check.OTHER_PROFILE)
def a_profile_of_another_edition(pdf: Pdf) -> None:
    changed = PROFILE[:-1] + bytes([PROFILE[-1] ^ 1])
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(changed, N=4)


@SHELF.broken(Check.METADATA)
def a_title_other_than_in_xmp(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = "Draft 3"


@SHELF.broken(Check.METADATA, Check.PDFX_IDENTIFICATION)
def metadata_that_is_no_xml(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(b"<x:xmpmeta")


@SHELF.broken(Check.TITLE, standard=Standard.X1A)
def no_title(pdf: Pdf) -> None:
    del pdf.docinfo["/Title"]


@SHELF.broken(Check.DATES, standard=Standard.X1A)
def no_date_of_change(pdf: Pdf) -> None:
    del pdf.docinfo["/ModDate"]


@SHELF.broken(Check.DATES)
def a_date_in_words(pdf: Pdf) -> None:
    pdf.docinfo["/CreationDate"] = "1 January 2026"


@SHELF.broken(Check.TRAPPED, Check.METADATA)
def trapping_unknown(pdf: Pdf) -> None:
    pdf.docinfo["/Trapped"] = Name("/Unknown")


@SHELF.broken(Check.TRAPPED, standard=Standard.X1A)
def trapping_as_a_text(pdf: Pdf) -> None:
    pdf.docinfo["/Trapped"] = String("False")


def _without_id(data: bytes) -> bytes:
    start = data.rindex(b"/ID [")
    end = data.index(b"]", start) + 1
    return data[:start] + b" " * (end - start) + data[end:]


SHELF.damaged(Check.FILE_ID, "no identifier", _without_id)


@SHELF.broken(Check.JAVASCRIPT)
def a_script_of_the_document(pdf: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))


@SHELF.broken(Check.JAVASCRIPT)
def a_script_on_opening(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@SHELF.broken(Check.JAVASCRIPT)
def a_script_of_a_bookmark(pdf: Pdf) -> None:
    bookmark = pdf.make_indirect(
        Dictionary(Title=String("1"), A=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    )
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=bookmark, Last=bookmark, Count=1))


@SHELF.broken(Check.FORM_FIELDS)
def a_form(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]))


@SHELF.broken(Check.ACTION)
def a_page_that_is_opened_first(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])


@SHELF.broken(Check.ACTION)
def a_page_that_acts(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.NextPage))


@SHELF.broken(Check.LAYERS)
def a_layer(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Varnish")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(ON=Array([layer])))


@SHELF.broken(Check.EMBEDDED_FILE)
def an_attachment(pdf: Pdf) -> None:
    pdf.attachments["notes.txt"] = b"notes"


@SHELF.broken(Check.PAGE_MULTIPLE, pages=3)
def a_page_too_many(pdf: Pdf) -> None:
    del pdf


# Boxes.


@SHELF.broken(Check.MEDIA_BOX)
def no_media_box(pdf: Pdf) -> None:
    del pdf.pages[0].obj.MediaBox


@SHELF.broken(Check.MEDIA_BOX)
def a_media_box_of_words(pdf: Pdf) -> None:
    pdf.pages[0].obj.MediaBox = Array([String("A4")] * 4)


@SHELF.broken(Check.TRIM_BOX, Check.TRIM_SIZE)
def no_trim_box(pdf: Pdf) -> None:
    del pdf.pages[0].obj.TrimBox


@SHELF.broken(Check.BLEED_BOX)
def no_bleed_box(pdf: Pdf) -> None:
    del pdf.pages[0].obj.BleedBox


@SHELF.broken(Check.ART_BOX)
def an_art_box(pdf: Pdf) -> None:
    pdf.pages[0].obj.ArtBox = box(-10)


@SHELF.broken(Check.CROP_BOX)
def a_page_cropped_to_its_trim(pdf: Pdf) -> None:
    pdf.pages[0].obj.CropBox = box(0)


@SHELF.broken(Check.NESTED_BOXES)
def a_bleed_beyond_the_sheet(pdf: Pdf) -> None:
    pdf.pages[0].obj.BleedBox = box(AROUND + 2)


@SHELF.broken(Check.BLEED)
def a_bleed_of_two_millimetres(pdf: Pdf) -> None:
    pdf.pages[0].obj.BleedBox = box(2)


@SHELF.broken(Check.TRIM_SIZE)
def a_page_a_millimetre_smaller(pdf: Pdf) -> None:
    low, _, right, top = (float(side) for side in list(box(0)))
    pdf.pages[1].obj.TrimBox = Array([low, low + POINTS, right, top])


@SHELF.broken(Check.PAGE_ROTATED)
def a_page_turned(pdf: Pdf) -> None:
    pdf.pages[0].obj.Rotate = 90


@SHELF.broken(Check.MEDIA_ORIGIN)
def a_sheet_that_begins_below_nought(pdf: Pdf) -> None:
    pdf.pages[0].obj.MediaBox = box(AROUND + 4)


@SHELF.broken(Check.USER_UNIT)
def units_twice_as_large(pdf: Pdf) -> None:
    pdf.pages[0].obj.UserUnit = 2


@SHELF.broken(Check.ANNOTATION)
def a_link(pdf: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([100, 100, 200, 120]), Border=Array([0, 0, 0]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


@SHELF.broken(Check.ANNOTATION, Check.EMBEDDED_FILE)
def a_paper_clip(pdf: Pdf) -> None:
    clip = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([100, 100, 120, 120]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(clip)])


# Content.


@SHELF.broken(Check.CONTENT_DAMAGED)
def a_font_that_is_not_there(pdf: Pdf) -> None:
    draw(pdf, b"BT /F9 10 Tf (a) Tj ET")


@SHELF.broken(Check.CONTENT_DAMAGED)
def a_picture_that_is_not_there(pdf: Pdf) -> None:
    draw(pdf, placed("Im9"))


@SHELF.broken(Check.CONTENT_DAMAGED)
def a_state_that_is_never_restored(pdf: Pdf) -> None:
    draw(pdf, b"q q Q")


@SHELF.broken(Check.CONTENT_DAMAGED)
def a_state_restored_twice(pdf: Pdf) -> None:
    draw(pdf, b"q Q Q")


@SHELF.broken(Check.CONTENT_DAMAGED)
def an_operator_of_no_standard(pdf: Pdf) -> None:
    draw(pdf, b"1 2 shimmer")


@SHELF.broken(Check.CONTENT_DAMAGED)
def an_operator_without_its_numbers(pdf: Pdf) -> None:
    draw(pdf, b"q 1 0 0 cm Q")


@SHELF.broken(Check.CONTENT_DAMAGED)
def a_page_that_breaks_off(pdf: Pdf) -> None:
    draw(pdf, b"[(unfinished) 12")


@SHELF.broken(Check.CONTENT_DAMAGED)
def a_form_that_draws_itself(pdf: Pdf) -> None:
    form = pdf.make_stream(b"/Fm1 Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100]))
    form.Resources = Dictionary(XObject=Dictionary(Fm1=form))
    draw(pdf, b"/Fm1 Do", XObject={"Fm1": form})
