"""The tags of set pages: the tree follows what the HTML says, however many columns and pages it runs over."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import weasyprint
from pikepdf import Array, Dictionary

from asylmura_ssg.make.volume.tagging import tagged

PAGE = "@page{size:100mm 60mm;margin:10mm;@top-left{content:element(head)}}.head{position:running(head)}.note{float:footnote}"


def document(body: str, outline: str = "") -> pikepdf.Pdf:
    """Return a tagged PDF of a piece of HTML."""
    html = f'<html lang="kk"{outline}><head><style>{PAGE}</style></head><body>{body}</body></html>'
    with tagged("t"):
        pdf = weasyprint.HTML(string=html).write_pdf(pdf_tags=True)
    return pikepdf.open(io.BytesIO(pdf))


def tree(pdf: pikepdf.Pdf) -> str:
    """Return the tree in one line: types, and in brackets what they hold; a dot for each piece of a page."""
    return _tree(pdf.Root.StructTreeRoot.K[0])


def _tree(element: Any) -> str:
    if not isinstance(element, Dictionary) or element.get("/Type") == "/MCR":
        return "."
    if element.get("/Type") == "/OBJR":
        return "@"
    held = "".join(_tree(kid) if not _is_element(kid) else f" {_tree(kid)} " for kid in element.get("/K", Array()))
    return f"{str(element.S)[1:]}({' '.join(held.split())})"


def _is_element(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


def of_kind(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [
        item
        for item in pdf.objects
        if isinstance(item, Dictionary) and item.get("/Type") == "/StructElem" and str(item.S) == f"/{kind}"
    ]


def test_a_paragraph_over_two_columns_and_two_pages_is_one() -> None:
    pdf = document(f'<div style="columns:2"><p>{"сөз " * 400}</p></div>')
    assert len(pdf.pages) > 1
    assert len(of_kind(pdf, "P")) == 1
    kids = list(of_kind(pdf, "P")[0].K)
    assert {kid.Pg.objgen for kid in kids if isinstance(kid, Dictionary)} == {page.obj.objgen for page in pdf.pages[1:]}


def test_headings_leave_no_level_out_and_stand_below_what_they_belong_to() -> None:
    assert tree(document("<h1>а</h1><h3>ә</h3><h2>б</h2><h4>в</h4>")) == "Sect(H1(.) H2(.) H2(.) H3(.))"
    assert tree(document("<h1>а</h1><h2>ә</h2>", ' data-outline="2"')) == "Art(H2(.) H3(.))"


def test_lists_have_their_marks_beside_their_words() -> None:
    assert tree(document("<ul><li>а</li><li>ә</li></ul>")) == "Sect(L(LI(Lbl(.) LBody(.)) LI(Lbl(.) LBody(.))))"
    assert tree(document("<dl><dt>а</dt><dd>ә</dd><dt>б</dt><dd>в</dd></dl>")) == (
        "Sect(L(LI(Lbl(.) LBody(.)) LI(Lbl(.) LBody(.))))"
    )
    assert tree(document("<dl><div><dt>а</dt><dd>ә</dd></div></dl>")) == "Sect(L(LI(Lbl(.) LBody(.))))"
    assert tree(document("<ul><li>а<ul><li>ә</li></ul></li></ul>")) == (
        "Sect(L(LI(Lbl(.) LBody(. L(LI(Lbl(.) LBody(.)))))))"
    )


def test_a_table_says_what_its_headings_head() -> None:
    pdf = document('<table><tr><td></td><th>а</th></tr><tr><th scope="row">ә</th><td colspan="2">б</td></tr></table>')
    assert tree(pdf) == "Sect(Table(TBody(TR(TD() TH(.)) TR(TH(.) TD(.)))))"
    assert [str(heading.A.Scope) for heading in of_kind(pdf, "TH")] == ["/Column", "/Row"]
    assert [int(cell.A.ColSpan) for cell in of_kind(pdf, "TD") if "/ColSpan" in cell.A] == [2]


def test_a_tables_head_said_again_on_the_next_page_is_read_once() -> None:
    rows = "".join(f"<tr><td>{number}</td></tr>" for number in range(40))
    pdf = document(f"<table><thead><tr><th>бас</th></tr></thead><tbody>{rows}</tbody></table>")
    assert len(pdf.pages) > 1
    assert len(list(of_kind(pdf, "TH")[0].K)) == 1


def test_running_heads_and_ornaments_say_nothing() -> None:
    drawing = '<svg width="9" height="9" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    pdf = document(f'<div class="head">бас</div>{drawing}<p aria-hidden="true">жоқ</p><p>сөз</p>')
    assert tree(pdf) == "Sect(P(.))"
    page = pdf.pages[0].Contents.read_bytes()
    assert page.count(b"/Pagination") == 3
    assert page.count(b"/MCID") == 1


def test_what_is_laid_over_a_figure_belongs_to_it() -> None:
    drawing = '<svg width="9" height="9" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    pdf = document(f'<div role="img" aria-label="Карта">{drawing}<span>7</span></div>')
    assert tree(pdf) == "Sect(Figure(..))"
    (figure,) = of_kind(pdf, "Figure")
    assert str(figure.Alt) == "Карта"
    left, bottom, right, top = (float(value) for value in figure.A.BBox)
    assert 0 < left < right
    assert 0 < bottom < top < 60 * 72 / 25.4


def test_a_note_stands_at_the_end_and_leads_back_to_its_call() -> None:
    pdf = document('<p>сөз<span class="note" data-n="7">ескертпе</span> тағы.</p>')
    assert tree(pdf) == "Sect(P(. Reference(Link(.@)) .) Sect(Note(Lbl(Link(.@)) .)))"
    assert str(of_kind(pdf, "Note")[0].ID) == "t-7"
    call, back = pdf.pages[0].Annots
    assert (str(call.Contents), str(back.Contents)) == ("7", "7")
    assert float(call.Dest[3]) < float(back.Dest[3])


def test_a_passage_in_another_language_says_so_and_one_in_the_same_does_not() -> None:
    pdf = document('<p>сөз <span lang="ru">слово</span> <span lang="kk">сөз</span></p><p lang="en">word</p>')
    assert tree(pdf) == "Sect(P(. Span(.) ..) P(.))"
    assert [str(element.Lang) for element in (*of_kind(pdf, "Span"), *of_kind(pdf, "P")) if "/Lang" in element] == [
        "ru", "en",
    ]  # fmt: skip


def said_by(pdf: pikepdf.Pdf) -> list[str]:
    """Return what marked contents are said to say, other than by their letters."""
    properties = (
        instruction.operands[1]
        for page in pdf.pages
        for instruction in pikepdf.parse_content_stream(page, "BDC")
        if len(instruction.operands) > 1
    )
    return [str(held.ActualText) for held in properties if isinstance(held, Dictionary) and "/ActualText" in held]


def test_words_are_told_apart_and_joined_where_a_line_ends() -> None:
    assert said_by(document('<p style="width:12mm">бірінші екінші</p>')) == ["бірінші "]
    assert said_by(document('<p style="width:12mm">бірін&shy;шілері</p>')) == ["бірін"]
    assert said_by(document('<p style="display:flex"><span>бір</span><span>екі</span></p>')) == ["бір ", "екі "]
    assert said_by(document('<p style="width:12mm">мұражай-қорық</p>')) == []
    assert said_by(document("<p>бір</p><p>екі</p>")) == []


def test_a_stamp_keeps_a_place_for_its_number() -> None:
    pdf = document('<p>қара <a style="display:inline-block;width:2em;height:1em" href="stamp:l:eski-qala"></a></p>')
    assert tree(pdf) == "Sect(P(. Link(@.)))"
    (stamp,) = pdf.pages[0].Annots
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    assert owners[int(stamp.MCID)].S == "/Link"


def test_nothing_is_left_of_it_afterwards() -> None:
    theirs = weasyprint.pdf.add_tags
    document("<p>сөз</p>")
    assert weasyprint.pdf.add_tags is theirs
