"""Preflight by structure: each check bites on its broken file and on no other, and nothing in a file can break it."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import broken_colours
import broken_documents
import broken_drawing
import pikepdf
import pytest
import weasyprint
from broken_pdfs import Broken, draw
from hypothesis import given, settings, strategies as st
from PIL import Image
from print_file import BLEED, TRIM, at, printer, saved, sound, text

from asylmura_ssg.cache import Store
from asylmura_ssg.check.preflight import ExpectedBook, examine as examine_whole, examine_structure
from asylmura_ssg.check.preflight.pages import page_keys
from asylmura_ssg.check.preflight.reading import scales
from asylmura_ssg.model.preflight import Check, Gravity, Place, Verdict
from asylmura_ssg.model.press import Standard
from asylmura_ssg.model.remedies import WORDS

SAMPLES = (*broken_documents.SHELF, *broken_colours.SHELF, *broken_drawing.SHELF)

RENDERED = tuple(Check)[tuple(Check).index(Check.UNRENDERABLE_PAGE) :]
"""Checks that paint the pages; their broken files stand elsewhere."""

Examine = Callable[..., Verdict]


@pytest.fixture
def examine(tmp_path: Path) -> Examine:
    def examined(
        data: bytes,
        standard: Standard = Standard.X4,
        book: ExpectedBook | None = None,
        folder: Path | None = None,
        jobs: int = 1,
    ) -> Verdict:
        file = tmp_path / "book.pdf"
        file.write_bytes(data)
        return examine_structure(file, printer(standard), book, Store(folder), jobs)

    return examined


@pytest.mark.parametrize("standard", Standard)
def test_a_sound_file_has_no_findings(standard: Standard, examine: Examine) -> None:
    verdict = examine(saved(sound(standard), standard), standard)
    assert verdict.findings == ()
    assert verdict.passed
    assert verdict.inks == ("Cyan", "Magenta", "Yellow", "Black")
    assert verdict.figures == {
        "trim-width": TRIM[0], "trim-height": TRIM[1], "bleed": BLEED, "fonts": 1, "images": 2, "lowest-ppi": 299.72,
        "lowest-ppi-page": 1, "smallest-text": 10.0, "thinnest-line": 0.5,
    }  # fmt: skip


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.check}: {sample.name}")
def test_a_broken_file_is_refused_by_its_check_and_no_other(sample: Broken, examine: Examine) -> None:
    verdict = examine(sample.data, sample.standard)
    found = {finding.check for finding in verdict.findings}
    assert found == {sample.check, *sample.companions}, verdict.findings
    gravities = {WORDS[check].gravity for check in found}
    assert verdict.passed == (Gravity.ERROR not in gravities)


def test_the_sound_file_is_sound_as_it_is_painted_too(tmp_path: Path) -> None:
    file = tmp_path / "sound.pdf"
    file.write_bytes(saved(sound()))
    assert examine_whole(file, printer()).findings == ()


def test_every_check_of_structure_has_a_broken_file() -> None:
    covers = {Check.TEXT_ON_FOLD}  # see the tests of covers below
    assert {sample.check for sample in SAMPLES} | covers == set(Check) - set(RENDERED)


def test_every_check_has_words() -> None:
    assert list(WORDS) == list(Check)
    for words in WORDS.values():
        assert all(words.title[0].isupper() and said.endswith(".") for said in (words.asks, words.remedy))


def test_a_place_is_in_millimetres_from_the_trims_corner(examine: Examine) -> None:
    pdf = sound()
    draw(pdf, f"q 0.1 w {at(30, 90)} m {at(70, 90)} l S Q".encode())
    (finding,) = examine(saved(pdf)).findings
    assert finding.page == 1
    assert finding.place == Place(30.0, 90.0, 70.0, 90.0)
    assert finding.said == "a line 0.100 pt thick, under 0.25 pt"


def test_the_same_fault_many_times_is_told_once(examine: Examine) -> None:
    pdf = sound()
    draw(pdf, b"\n".join(text(y=80 + i, colour="1 0 0 rg") for i in range(20)))
    (finding,) = examine(saved(pdf)).findings
    assert finding.said == "text in DeviceRGB (20 times on this page)"


def test_many_faults_of_a_kind_are_cut_short(examine: Examine) -> None:
    pdf = sound()
    draw(
        pdf, "\n".join(f"q {width / 1000} w {at(40, 90)} m {at(60, 90)} l S Q" for width in range(10, 210, 10)).encode()
    )
    findings = examine(saved(pdf)).findings
    assert len(findings) == 13
    assert findings[-1].said == "and 8 more of this kind on this page"


def test_marks_outside_the_bleed_may_be_in_all_inks_and_thin(examine: Examine) -> None:
    pdf = sound()
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    space = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceCMYK, tint])
    mark = f"q /Cs1 CS 1 SCN 0.1 w {at(-8, 0)} m {at(-5, 0)} l S Q\n".encode()
    draw(pdf, mark + text(x=20, y=-7, size=4), ColorSpace={"Cs1": space})
    assert examine(saved(pdf)).findings == ()


def test_text_that_is_clipped_away_is_not_near_the_trim(examine: Examine) -> None:
    pdf = sound()
    draw(pdf, f"q {at(40, 40)} 50 50 re W n ".encode() + text(x=40, y=2) + b" Q")
    assert examine(saved(pdf)).findings == ()


def test_the_gutter_is_at_the_left_of_a_recto_and_at_the_right_of_a_verso(examine: Examine) -> None:
    pdf = sound()
    pdf.pages[1].obj.Contents = pdf.make_stream(text(x=15, y=70) + text(x=70, y=50))
    (finding,) = examine(saved(pdf)).findings
    assert (finding.check, finding.page) == (Check.TEXT_IN_GUTTER, 2)
    assert finding.place is not None
    assert finding.place.bottom == pytest.approx(50, abs=2)


def test_a_volume_is_held_against_its_own_trim(examine: Examine) -> None:
    findings = examine(saved(sound()), book=ExpectedBook((110.0, 140.0))).findings
    assert [finding.check for finding in findings] == [Check.TRIM_SIZE, Check.TRIM_SIZE]
    assert findings[0].said == "the page is trimmed to 100.0 × 140.0 mm; ordered is 110 × 140 mm"


def test_a_fault_of_a_font_is_told_on_the_first_page_that_uses_it(examine: Examine) -> None:
    pdf = sound(pages=6)
    plain = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    for page in pdf.pages[2:]:
        page.obj.Resources.Font.F2 = plain
        page.obj.Contents = pdf.make_stream(f"BT /F2 10 Tf {at(40, 90)} Td (plain) Tj (more) Tj ET".encode())
    (finding,) = examine(saved(pdf)).findings
    assert (finding.check, finding.page) == (Check.FONT_NOT_EMBEDDED, 3)
    assert finding.said == "the font Helvetica (on 4 pages, this the first)"


@pytest.mark.parametrize("date", ["D:2026", "D:20260101000000Z", "D:20260101000000+05'00'", "D:20260101000000Z00'00'"])
def test_dates_are_taken_as_programs_write_them(date: str, examine: Examine) -> None:
    pdf = sound(Standard.X1A)
    pdf.docinfo["/CreationDate"] = date
    assert examine(saved(pdf, Standard.X1A), Standard.X1A).findings == ()


def test_text_of_a_cover_keeps_off_the_folds(examine: Examine) -> None:
    cover = ExpectedBook(TRIM, 1, folds=(35.0, 60.0))
    assert examine(saved(sound(pages=1)), book=cover).findings == ()  # it stands on the spine, 40–57 mm
    (finding,) = examine(saved(sound(pages=1)), book=ExpectedBook(TRIM, 1, folds=(50.0, 75.0))).findings
    assert finding.check is Check.TEXT_ON_FOLD
    assert finding.said == "text 0.0 mm from the fold at 50.0 mm; 5 mm are asked"


def test_two_workers_find_what_one_finds(examine: Examine) -> None:
    pdf = sound(pages=30)
    for number in (3, 17, 28):
        pdf.pages[number].obj.Contents = pdf.make_stream(text(y=90, size=3))
    data = saved(pdf)
    assert examine(data, jobs=2) == examine(data, jobs=1)


def test_a_page_that_did_not_change_is_not_examined_again(examine: Examine, tmp_path: Path) -> None:
    store = tmp_path / "store"

    def remembered() -> int:
        return sum(1 for path in store.rglob("*") if path.is_file())

    pdf = sound(pages=10)
    for number, page in enumerate(pdf.pages):
        page.obj.Contents = pdf.make_stream(text(y=50 + number))
    first = examine(saved(pdf), folder=store)
    assert remembered() == 10
    assert examine(saved(pdf), folder=store) == first
    assert remembered() == 10
    pdf.pages[4].obj.Contents = pdf.make_stream(text(y=50, size=3))
    pdf.pages[0].obj.Extra = pdf.make_indirect(pikepdf.Dictionary())  # every number after it moves
    changed = examine(saved(pdf), folder=store)
    assert remembered() == 11
    assert [(finding.check, finding.page) for finding in changed.findings] == [(Check.SMALL_TEXT, 5)]


def test_a_page_is_known_whatever_its_objects_are_numbered() -> None:
    plain, packed = saved(sound()), saved(sound(), object_stream_mode=pikepdf.ObjectStreamMode.generate)
    keys = [page_keys(pikepdf.open(io.BytesIO(data))) for data in (plain, packed)]
    assert keys[0] == keys[1]
    other = sound()
    draw(other, b"q Q")
    changed = page_keys(pikepdf.open(io.BytesIO(saved(other))))
    assert changed[0].digest != keys[0][0].digest
    assert changed[1] == keys[0][1]


@given(st.tuples(*[st.floats(-100, 100)] * 6), st.floats(0, 6.3))
def test_a_length_is_stretched_between_the_two_scales(matrix: tuple[float, ...], angle: float) -> None:
    import math

    a, b, c, d, e, f = matrix
    most, least = scales((a, b, c, d, e, f))
    x, y = math.cos(angle), math.sin(angle)
    length = math.hypot(a * x + c * y, b * x + d * y)
    assert least - 1e-4 <= length <= most + 1e-4


# Nothing in a file may break the examination: whatever is in it, the answer is a verdict.


@settings(max_examples=120)
@given(hits=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=40), cut=st.booleans())
def test_damaged_bytes_give_a_verdict(
    hits: list[tuple[int, int]], *, cut: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = bytearray(_small())
    for place, value in hits:
        data[place % len(data)] = value
    file = tmp_path_factory.getbasetemp() / "damaged.pdf"
    file.write_bytes(data[: hits[0][0] % len(data)] if cut else data)
    assert isinstance(examine_structure(file, printer()), Verdict)


def _small() -> bytes:
    """Return the sound file without its profile, so that damage meets what matters."""
    pdf = sound()
    del pdf.Root.OutputIntents[0].DestOutputProfile
    return saved(pdf, compress_streams=False)


_ODD = st.sampled_from([
    b"null", b"true", b"-1", b"0", b"1e30", b"99999999999999999999", b"()", b"(text)", b"/Name", b"[]", b"[1 2]",
    b"<< >>", b"1 0 R", b"3 0 R", b"5 0 R", b"9999 0 R", b"[ [ [ ] ] ]", b"/\xff\xfe", b"<feff>",
])  # fmt: skip


@settings(max_examples=150)
@given(number=st.integers(0, 10**6), value=_ODD)
def test_a_strange_value_anywhere_gives_a_verdict(
    number: int, value: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = _small()
    values = [
        m.span(1) for m in re.finditer(rb"/[A-Z]\w+ (\d+ 0 R|-?[\d.]+|\([^)]*\)|/\w+|\[[^\]]*\]|<<[^>]*>>)", data)
    ]
    start, end = values[number % len(values)]
    file = tmp_path_factory.getbasetemp() / "strange.pdf"
    file.write_bytes(data[:start] + value + data[end:])
    assert isinstance(examine_structure(file, printer()), Verdict)


_OPERATORS = st.sampled_from(
    [
        "q",
        "Q",
        "cm",
        "w",
        "m",
        "l",
        "c",
        "v",
        "y",
        "re",
        "h",
        "n",
        "W",
        "f",
        "S",
        "B",
        "b",
        "cs",
        "CS",
        "sc",
        "scn",
        "SC",
        "g",
        "G",
        "k",
        "K",
        "rg",
        "RG",
        "sh",
        "Do",
        "gs",
        "BT",
        "ET",
        "Tf",
        "Tc",
        "Tw",
        "Tz",
        "TL",
        "Ts",
        "Tr",
        "Td",
        "TD",
        "T*",
        "Tm",
        "Tj",
        "TJ",
        "'",
        '"',
        "BX",
        "EX",
        "BI",
        "ID",
        "EI",
        "d0",
        "d1",
    ]
)
_OPERANDS = st.sampled_from(
    [
        "0",
        "1",
        "-1",
        "0.5",
        "1e9",
        "/F1",
        "/Im1",
        "/Pattern",
        "/X",
        "(ab)",
        "<00ff>",
        "[1(a)2]",
        "<<",
        ">>",
        "null",
        "true",
    ]
)


@settings(max_examples=150)
@given(program=st.lists(st.tuples(st.lists(_OPERANDS, max_size=7), _OPERATORS), max_size=30))
def test_any_operators_give_a_verdict(
    program: list[tuple[list[str], str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    pdf = sound()
    draw(pdf, "\n".join(" ".join([*operands, operator]) for operands, operator in program).encode())
    file = tmp_path_factory.getbasetemp() / "operators.pdf"
    file.write_bytes(saved(pdf))
    assert isinstance(examine_structure(file, printer()), Verdict)


# Files as other programs write them.


def _checks(verdict: Verdict) -> set[Check]:
    return {finding.check for finding in verdict.findings}


_ANONYMOUS = {Check.PDFX_IDENTIFICATION, Check.OUTPUT_INTENT, Check.METADATA, Check.TRAPPED}


def test_a_picture_saved_as_pdf_is_no_print_file(examine: Examine) -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(out, "PDF", resolution=100)
    assert _checks(examine(out.getvalue())) == {
        *_ANONYMOUS, Check.TITLE, Check.FILE_ID, Check.TRIM_BOX, Check.BLEED_BOX, Check.RGB, Check.PICTURE_TOO_COARSE,
    }  # fmt: skip


@pytest.mark.parametrize("standard", Standard)
def test_a_browser_engines_pdfx_is_one_by_name_alone(standard: Standard, examine: Examine) -> None:
    page = """<style>@page{size:100mm 140mm;margin:20mm;bleed:3mm} p{font:10pt Literata;color:#333}
        div{height:.1pt;background:#c00}</style><title>Page</title>
        <p>text <a href="https://example.org/">link</a><p style="opacity:.5">pale<div></div>"""
    variant = {Standard.X1A: "pdf/x-1a", Standard.X4: "pdf/x-4"}[standard]
    found = _checks(examine(weasyprint.HTML(string=page).write_pdf(pdf_variant=variant), standard))
    common = {Check.OUTPUT_INTENT, Check.MEDIA_ORIGIN, Check.ANNOTATION, Check.RGB, Check.HAIRLINE}
    strict = {Check.TRANSPARENCY, Check.PDFX_IDENTIFICATION} if standard is Standard.X1A else set()
    assert found == common | strict


@pytest.mark.parametrize(
    ("options", "lost"),
    [
        (("-dColorConversionStrategy=/LeaveColorUnchanged",), {Check.PDF_VERSION}),
        (
            ("-dColorConversionStrategy=/RGB", "-dCompatibilityLevel=1.4", "-dPDFSETTINGS=/screen"),
            {Check.RGB, Check.PICTURE_TOO_COARSE},
        ),
    ],
    ids=["unchanged", "for a screen"],
)
def test_what_ghostscript_writes_anew_has_lost_what_it_was(
    options: tuple[str, ...], lost: set[Check], tmp_path: Path, examine: Examine
) -> None:
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    before.write_bytes(saved(sound()))
    _said("gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", *options, "-o", str(after), str(before))
    assert _checks(examine(after.read_bytes())) == _ANONYMOUS | lost


# Other programs, where they have an opinion, have the same.


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[[str], Path]:
    def written(name: str) -> Path:
        data = saved(sound()) if not name else next(sample.data for sample in SAMPLES if sample.name == name)
        file = tmp_path / "sample.pdf"
        file.write_bytes(data)
        return file

    return written


def test_qpdf_finds_the_sound_file_sound_and_the_damaged_one_damaged(file_of: Callable[[str], Path]) -> None:
    assert "No syntax or stream encoding errors found" in _said("qpdf", "--check", str(file_of("")))
    shifted = subprocess.run(
        ["qpdf", "--check", str(file_of("a table of objects that points beside them"))],
        check=False,
        capture_output=True,
    )
    assert shifted.returncode != 0


def test_poppler_sees_the_same_fonts(file_of: Callable[[str], Path]) -> None:
    sound_fonts = _said("pdffonts", str(file_of(""))).splitlines()[2:]
    assert [line.split()[0] for line in sound_fonts] == ["ABCDEF+Literata"]
    assert re.search(r"yes +yes +yes", sound_fonts[0])
    assert re.search(r"Helvetica .* no +no +no", _said("pdffonts", str(file_of("helvetica"))))
    assert "Type 3" in _said("pdffonts", str(file_of("letters drawn as programs")))


@pytest.mark.parametrize(
    "name", ["", "a picture from a screen", "a picture scaled far down", "a picture that will just do"]
)
def test_poppler_measures_the_same_resolution(name: str, file_of: Callable[[str], Path], examine: Examine) -> None:
    file = file_of(name)
    rows = [line.split() for line in _said("pdfimages", "-list", str(file)).splitlines()[2:]]
    lowest = min(min(int(row[12]), int(row[13])) for row in rows)
    assert examine(file.read_bytes()).figures["lowest-ppi"] == pytest.approx(lowest, abs=1)


def test_ghostscript_sees_the_same_inks(tmp_path: Path, examine: Examine) -> None:
    pdf = sound()
    for page in pdf.pages:
        page.obj.Contents = pdf.make_stream(text(colour="0 0.5 0 1 k"))
    data = saved(pdf)
    assert examine(data).inks == ("Magenta", "Black")
    file = tmp_path / "inks.pdf"
    file.write_bytes(data)
    covered = _said("gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=inkcov", "-o", "-", str(file))
    cyan, magenta, yellow, black = (float(part) for part in covered.splitlines()[0].split()[:4])
    assert cyan == yellow == 0 < min(magenta, black)
