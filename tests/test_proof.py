"""The proof of the plates' files: each check has a file that passes it and one that does not, in every form."""

from __future__ import annotations

import hashlib
import io
import shutil
from dataclasses import replace

import ezdxf
import pikepdf
import pytest
from handmade import (
    Paper,
    dxf_of,
    eps_of,
    file_of,
    flipped,
    ordered,
    pdf_of,
    plate,
    png_of,
    submitted,
    svg_of,
    symbol_of,
)

from asylmura_ssg.check.artwork import GhostscriptError, prove, prove_all
from asylmura_ssg.model.artwork import Form
from asylmura_ssg.model.proof import Check, Proof, Submission

FORMS = tuple(Form)
OTHER = "https://birgemiz-asylmura.kz/00022"


def failed(submission: Submission) -> set[Check]:
    return {finding.check for finding in prove(submission).failures}


def figure(proof: Proof, check: Check) -> float:
    (found,) = [finding for finding in proof.findings if finding.check is check]
    return float(found.measured.split()[0])


# What every form is asked


@pytest.mark.parametrize("form", FORMS)
def test_a_good_plate_passes(form: Form) -> None:
    data = file_of(plate(), form)
    proof = prove(submitted(form, data))
    assert proof.failures == ()
    assert (proof.sha256, proof.form, proof.subject) == (hashlib.sha256(data).hexdigest(), form, "00013")
    assert figure(proof, Check.MODULE) == pytest.approx(2, abs=0.005)
    assert figure(proof, Check.PAGE_WIDTH) == pytest.approx(140, abs=0.05)
    assert figure(proof, Check.QUIET_ZONE) == 5
    assert figure(proof, Check.CONTRAST) > 95


@pytest.mark.parametrize("form", FORMS)
def test_a_hairline_is_found(form: Form) -> None:
    assert failed(submitted(form, file_of(plate().plus((96, 80, 30, 0.08)), form))) == {Check.THIN, Check.SPECKS}


@pytest.mark.parametrize("form", FORMS)
def test_a_speck_is_found(form: Form) -> None:
    proof = prove(submitted(form, file_of(plate().plus((100, 80, 0.15, 0.15), (104, 80, 0.15, 0.15)), form)))
    assert [(finding.check, finding.measured) for finding in proof.failures] == [(Check.SPECKS, "2")]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("width", "finest", "passes"), [(0.33, 0.3, True), (0.2, 0.3, False), (0.21, 0.2, True), (0.12, 0.2, False)]
)
def test_a_line_is_as_wide_as_the_tool_or_it_is_told(form: Form, width: float, finest: float, *, passes: bool) -> None:
    lines = ((100.013, 75, width, 18), (106.071, 75, width, 18), (110, 80.037, 22, width))
    assert (Check.THIN in failed(submitted(form, file_of(plate().plus(*lines), form), finest=finest))) is not passes


@pytest.mark.parametrize("form", FORMS)
def test_a_frame_in_the_quiet_zone_is_found(form: Form) -> None:
    ring = ((6, 9, 78, 0.5), (6, 86.5, 78, 0.5), (6, 9.5, 0.5, 77), (83.5, 9.5, 0.5, 77))
    proof = prove(submitted(form, file_of(plate().plus(*ring), form)))
    assert [finding.check for finding in proof.failures] == [Check.QUIET_ZONE]
    assert figure(proof, Check.QUIET_ZONE) == pytest.approx(2.75, abs=0.09)


@pytest.mark.parametrize("form", FORMS)
def test_a_code_too_near_the_edge_has_no_quiet_zone(form: Form) -> None:
    data = file_of(Paper().code(12, 4), form)
    assert failed(submitted(form, data, ordered(y=4))) == {Check.QUIET_ZONE}


@pytest.mark.parametrize("form", FORMS)
def test_another_payload_is_found(form: Form) -> None:
    data = file_of(Paper().code(12, 15, symbol=symbol_of(OTHER)), form)
    wrong = {Check.FOUND, Check.STRANGERS, Check.PAYLOAD_ZXING, Check.PAYLOAD_OPENCV, Check.MATRIX}
    assert failed(submitted(form, data)) == wrong


@pytest.mark.parametrize("form", FORMS)
def test_a_code_light_on_dark_is_found(form: Form) -> None:
    proof = prove(submitted(form, file_of(Paper().plus((0.5, 3.5, 89, 89)).code(12, 15), form)))
    assert {Check.CONTRAST, Check.FOUND, Check.MATRIX, Check.PAYLOAD_ZXING} <= {f.check for f in proof.failures}
    assert figure(proof, Check.CONTRAST) < -95


@pytest.mark.parametrize("form", FORMS)
def test_a_turned_module_is_read_over_by_decoders_and_yet_found(form: Form) -> None:
    data = file_of(
        Paper().code(12, 15, symbol=flipped(symbol_of("https://birgemiz-asylmura.kz/00013"), [(20, 20)])), form
    )
    assert failed(submitted(form, data)) == {Check.MATRIX}


@pytest.mark.parametrize("form", FORMS)
def test_a_code_of_another_size_is_found(form: Form) -> None:
    proof = prove(submitted(form, file_of(Paper().code(12, 15, module=1.95), form)))
    assert Check.MODULE in {finding.check for finding in proof.failures}
    assert figure(proof, Check.MODULE) == pytest.approx(1.95, abs=0.005)


@pytest.mark.parametrize("form", FORMS)
def test_a_code_out_of_its_place_is_found(form: Form) -> None:
    proof = prove(submitted(form, file_of(Paper().code(12.6, 15), form)))
    assert [finding.check for finding in proof.failures] == [Check.PLACE]
    assert figure(proof, Check.PLACE) == pytest.approx(0.6, abs=0.06)


@pytest.mark.parametrize("form", FORMS)
def test_a_page_of_another_size_is_found(form: Form) -> None:
    assert failed(submitted(form, file_of(replace(plate(), width=141), form))) >= {Check.PAGE_WIDTH}


@pytest.mark.parametrize("form", [Form.SVG, Form.PDF, Form.EPS])
@pytest.mark.parametrize(("ink", "passes"), [(0.4, True), (0.7, False)])
def test_pale_ink_is_found(form: Form, ink: float, *, passes: bool) -> None:
    assert (Check.CONTRAST in failed(submitted(form, file_of(replace(plate(), ink=ink), form)))) is not passes


@pytest.mark.parametrize("form", FORMS)
def test_what_is_no_file_of_its_form_is_told(form: Form) -> None:
    (finding,) = prove(submitted(form, b"%!PS\nnonsense" if form is Form.EPS else b"nonsense")).findings
    assert (finding.check, finding.passed) == (Check.OPENS, False)
    assert finding.measured


# Sheets


SHEET = (
    (12, 15, OTHER),
    (150, 15, "https://birgemiz-asylmura.kz/00031"),
    (12, 110, "https://birgemiz-asylmura.kz/00044"),
)


def sheet(form: Form, drawn: tuple[tuple[float, float, str], ...]) -> Proof:
    paper = Paper(240, 200, marks=((0, 15, 3, 0.3),))
    for x, y, payload in drawn:
        paper = paper.code(x, y, symbol=symbol_of(payload))
    codes = tuple(ordered(x, y, payload=payload) for x, y, payload in SHEET)
    made = submitted(form, file_of(paper, form), *codes, finest=None)
    return prove(replace(made, expected=replace(made.expected, width=240, height=200)))


@pytest.mark.parametrize("form", FORMS)
def test_every_code_of_a_sheet_is_found_once(form: Form) -> None:
    proof = sheet(form, SHEET)
    assert proof.failures == ()
    assert sum(finding.check is Check.PAYLOAD_OPENCV for finding in proof.findings) == 3
    assert Check.THIN not in {finding.check for finding in proof.findings}


@pytest.mark.parametrize("form", FORMS)
def test_two_codes_that_changed_places_are_found(form: Form) -> None:
    (x, y, one), (a, b, other), third = SHEET
    failures = sheet(form, ((x, y, other), (a, b, one), third)).failures
    assert {finding.code for finding in failures if finding.check is Check.PAYLOAD_ZXING} == {1, 2}


@pytest.mark.parametrize("form", FORMS)
def test_a_code_too_many_and_a_code_too_few_are_found(form: Form) -> None:
    more = sheet(form, (*SHEET, (150, 110, OTHER))).failures
    assert [(finding.check, finding.measured) for finding in more] == [(Check.STRANGERS, "1")]
    fewer = sheet(form, SHEET[:2]).failures
    assert (Check.FOUND, "2", "3") in {(f.check, f.measured, f.wanted) for f in fewer}


# What each form owes by itself


@pytest.mark.parametrize(
    ("more", "check"),
    [
        ('<path d="M100 80h20" stroke="#000" stroke-width="1"/>', Check.STROKES),
        ('<path d="M100 80h20" style="stroke: #000"/>', Check.STROKES),
        ("<style>path { stroke: #000 }</style>", Check.STROKES),
        ('<text x="100" y="80">Берел</text>', Check.TEXTS),
        ('<image href="data:," width="1" height="1"/>', Check.IMAGES),
    ],
)
def test_an_svg_is_filled_outlines_alone(more: str, check: Check) -> None:
    assert check in failed(submitted(Form.SVG, svg_of(plate(), more)))


@pytest.mark.parametrize("size", ['width="140" height="96"', 'width="14cm" height="9.6cm"', ""])
def test_an_svg_says_its_size_in_millimetres(size: str) -> None:
    assert Check.MILLIMETRES in failed(submitted(Form.SVG, svg_of(plate(), size=size)))


def test_an_svg_without_a_stroke_may_say_so() -> None:
    assert failed(submitted(Form.SVG, svg_of(plate(), '<g stroke="none" style="stroke:none"/>'))) == set()


@pytest.mark.parametrize("more", [b"1 0 0 rg", b"0 0 0 RG", b"0.1 0 0 1 k", b"0 0 1 0 K", b"/CS0 cs 1 scn", b"/S0 sh"])
def test_a_pdf_prints_with_black_alone(more: bytes) -> None:
    assert failed(submitted(Form.PDF, pdf_of(plate(), more))) == {Check.COLOURS}


@pytest.mark.parametrize("more", [b"0 0 0 1 k 110 80 5 5 re f", b"0 G", b"0.5 g"])
def test_black_of_either_kind_is_black(more: bytes) -> None:
    assert failed(submitted(Form.PDF, pdf_of(plate(), more))) == set()


def test_a_blank_page_shows_no_code() -> None:
    blank = pikepdf.new()
    blank.add_blank_page(page_size=(140 / 25.4 * 72, 96 / 25.4 * 72))
    del blank.pages[0].Contents
    written = io.BytesIO()
    blank.save(written)
    wrong = {Check.FOUND, Check.PAYLOAD_ZXING, Check.PAYLOAD_OPENCV, Check.MATRIX, Check.CONTRAST}
    assert wrong <= failed(submitted(Form.PDF, written.getvalue()))


def test_a_pdf_is_one_page() -> None:
    assert failed(submitted(Form.PDF, pdf_of(plate(), pages=2))) == {Check.PAGES}


@pytest.mark.parametrize("more", [b"1 0 0 setrgbcolor 110 80 5 5 rectfill", b"0 0 0 setrgbcolor 110 80 5 5 rectfill"])
def test_an_eps_prints_with_black_alone(more: bytes) -> None:
    assert Check.COLOURS in failed(submitted(Form.EPS, eps_of(plate(), more)))


def test_an_eps_says_how_large_it_is() -> None:
    assert Check.HEADER in failed(submitted(Form.EPS, eps_of(plate(), header=False)))


def test_an_eps_in_error_does_not_stop_the_others() -> None:
    good, bad = eps_of(plate()), eps_of(plate(), b"1 2 3 nosuchoperator")
    first, second, third, fourth = prove_all([submitted(Form.EPS, data) for data in (good, bad, bad, good)])
    assert (first.passed, fourth.passed) == (True, True)
    assert [f.measured for f in (*second.failures, *third.failures)] == ["undefined in nosuchoperator"] * 2


def test_files_are_proved_in_their_order_whatever_their_form() -> None:
    forms = (Form.EPS, Form.SVG, Form.EPS, Form.PNG)
    proofs = prove_all([submitted(form, file_of(plate(), form)) for form in forms])
    assert tuple(proof.form for proof in proofs) == forms
    assert all(proof.passed for proof in proofs)


def test_a_missing_ghostscript_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(GhostscriptError, match=r"install it .*ghostscript"):
        prove(submitted(Form.EPS, eps_of(plate())))
    assert prove(submitted(Form.SVG, svg_of(plate()))).passed


def test_ghostscript_is_here() -> None:
    assert shutil.which("gs") is not None, "apt-get install ghostscript"


def test_a_dxf_is_in_millimetres() -> None:
    assert failed(submitted(Form.DXF, dxf_of(plate(), units=1))) == {Check.UNITS}


def test_a_dxf_has_its_outlines_closed() -> None:
    proof = prove(submitted(Form.DXF, dxf_of(plate(), closed=False)))
    assert [finding.check for finding in proof.failures] == [Check.OPEN_LINES]
    assert figure(proof, Check.OPEN_LINES) == len(plate().rectangles)


@pytest.mark.parametrize("kind", ["arc", "line", "circle"])
def test_a_dxf_has_closed_polylines_of_straight_lines_alone(kind: str) -> None:
    drawing = ezdxf.read(io.StringIO(dxf_of(plate()).decode("ascii")))  # type: ignore[attr-defined]
    space, layer = drawing.modelspace(), {"layer": "ENGRAVE"}
    if kind == "arc":
        corners = [(110, 5, 0.5), (112, 5, 0), (112, 7, 0)]
        space.add_lwpolyline(corners, format="xyb", close=True, dxfattribs=layer)
    elif kind == "line":
        space.add_line((110, 5), (115, 5), dxfattribs=layer)
    else:
        space.add_circle((110, 5), 1, dxfattribs=layer)
    written = io.StringIO()
    drawing.write(written)
    proof = prove(submitted(Form.DXF, written.getvalue().encode("ascii")))
    assert [(finding.check, finding.measured) for finding in proof.failures] == [(Check.OPEN_LINES, "1")]


@pytest.mark.parametrize("data", [b"", b"  0\nSECTION\n  2\nENTITIES\n", "ә".encode()])
def test_a_dxf_that_is_cut_off_is_told(data: bytes) -> None:
    (finding,) = prove(submitted(Form.DXF, data)).findings
    assert (finding.check, finding.passed) == (Check.OPENS, False)


def test_a_dxf_has_the_two_layers() -> None:
    assert Check.LAYERS in failed(submitted(Form.DXF, dxf_of(plate(), layer="TEXT")))


def test_a_png_has_one_bit_a_pixel() -> None:
    assert failed(submitted(Form.PNG, png_of(plate(), mode="L"))) == {Check.BITS}


def test_a_png_is_of_600_dots_an_inch() -> None:
    assert Check.RESOLUTION in failed(submitted(Form.PNG, png_of(plate(), dpi=300)))


def test_the_same_file_has_the_same_proof() -> None:
    submissions = [submitted(form, file_of(plate(), form)) for form in FORMS]
    assert prove_all(submissions) == prove_all(submissions)
    first, *others = prove_all(submissions)
    assert first.picture.startswith(b"\x89PNG")
    assert {proof.picture for proof in others} == {b""}, "one picture of a subject is enough"
