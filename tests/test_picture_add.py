"""``asylmura picture add``: what a colleague's photograph becomes, and what is said of one that is not fit."""

from __future__ import annotations

import io
import os
import resource
import shutil
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from photographs import COATED, in_inks, opened, saved, scene
from PIL import Image, ImageCms
from pillow_heif import from_pillow
from published import MINIATURE, tree_of

from asylmura_ssg.accession.master import LONGEST_PX, master_of, private_in
from asylmura_ssg.accession.photograph import told_by
from asylmura_ssg.cli import main

SLUG = "qyzyl-kesene"
SAID = ("--caption-kk", "Батыс беті", "--caption-ru", "Западная сторона", "--caption-en", "West side",
        "--alt-kk", "Кірпіш қабырға", "--licence", "cc-by-4.0")  # fmt: skip
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
    b' exif:GPSLatitude="43,30.06N" exif:GPSLongitude="71,15.0E">'
    b"<dc:creator><rdf:Seq><rdf:li>\xd0\x90. \xd0\x91\xd0\xb5\xd0\xba\xd0\xbe\xd0\xb2\xd0\xb0</rdf:li></rdf:Seq></dc:creator>"
    b"</rdf:Description></rdf:RDF></x:xmpmeta>"
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(MINIATURE, tmp_path / "content")
    return tmp_path / "content"


def add(content: Path, file: Path, *options: str, said: tuple[str, ...] = SAID, answers: str | None = None) -> Result:
    words = ["picture", "add", str(file), "--for", SLUG, *said, *options, "--content", str(content)]
    return CliRunner().invoke(main, words, input=answers, catch_exceptions=False)


def exif(**tags: Any) -> bytes:
    """Return EXIF of a telephone: artist, date, orientation, place in degrees."""
    held = Image.Exif()
    for name, tag in (("artist", 0x013B), ("orientation", 0x0112), ("model", 0x0110)):
        if name in tags:
            held[tag] = tags[name]
    if "date" in tags:
        held.get_ifd(0x8769)[0x9003] = tags["date"]
    if "point" in tags:
        lat, lon = tags["point"]
        held.get_ifd(0x8825).update({1: "N", 2: (lat, 0, 0), 3: "E", 4: (lon, 0, 0)})
    return held.tobytes()


@contextmanager
def no_space() -> Iterator[None]:
    """Let the system refuse every byte that is to be written into a file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def photograph(path: Path, width: int = 1200, height: int = 900, form: str = "JPEG", **how: object) -> Path:
    path.write_bytes(saved(scene(width, height), form, **how))
    return path


def record(content: Path) -> str:
    return (content / "monuments" / SLUG / "monument.yaml").read_text("utf-8")


def test_a_photograph_goes_in_without_private_data_and_every_pixel_as_it_was(content: Path, tmp_path: Path) -> None:
    told = exif(artist="A. Author", date="2024:05:01 10:00:00", model="Phone 9", point=(43.5, 71.25))
    file = photograph(tmp_path / "West Side.jpg", exif=told, icc_profile=SRGB, comment=b"call me")
    before = record(content)
    result = add(content, file)
    assert result.exit_code == 0, result.output
    kept = content / "monuments" / SLUG / "west-side.jpg"
    assert private_in(kept.read_bytes()) == ()
    assert opened(kept.read_bytes()).tobytes() == opened(file.read_bytes()).tobytes()
    assert opened(kept.read_bytes()).info["icc_profile"] == SRGB
    assert b"Phone 9" not in kept.read_bytes()
    assert "warning" not in result.stderr
    assert "+    author: A. Author" in result.output
    assert "year: 2024" in record(content)
    removed = [line for line in before.splitlines() if line not in record(content).splitlines()]
    assert removed == []


def test_the_entry_is_sound_afterwards(content: Path, tmp_path: Path) -> None:
    add(content, photograph(tmp_path / "a.jpg"), "--author", "А. Б.")
    result = CliRunner().invoke(
        main, ["check", SLUG, "--no-advice", "--content", str(content), "--cache", str(tmp_path / "c")]
    )
    assert "west-side" not in result.output
    assert "error[" not in result.output, result.output


@pytest.mark.parametrize("orientation", [2, 3, 6, 8])
def test_a_picture_that_lies_on_its_side_stands_upright_without_being_coded_anew(
    tmp_path: Path, orientation: int
) -> None:
    data = saved(scene(1200, 900), exif=exif(orientation=orientation, artist="A. Author"))
    master = master_of(data, "a.jpg")
    size = (900, 1200) if orientation > 4 else (1200, 900)
    assert (master.raster.width, master.raster.height) == size
    assert private_in(master.data) == ()
    assert b"Author" not in master.data
    assert opened(master.data).tobytes() == opened(data).tobytes()


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_png_and_webp_keep_their_pixels_and_lose_their_words(form: str) -> None:
    how: dict[str, object] = {"lossless": True} if form == "WEBP" else {}
    data = saved(scene(700, 500), form, exif=exif(artist="A. Author"), icc_profile=SRGB, **how)
    master = master_of(data, f"a.{form.lower()}")
    assert private_in(master.data) == ()
    assert opened(master.data).tobytes() == opened(data).tobytes()
    assert opened(master.data).info["icc_profile"] == SRGB


@pytest.mark.parametrize(
    "how", [{"progressive": True}, {"restart_marker_rows": 1}, {"subsampling": 0, "optimize": True}]
)
def test_a_jpeg_of_any_make_keeps_its_pixels(how: dict[str, Any]) -> None:
    data = saved(scene(900, 700), exif=exif(artist="A. Author"), comment=b"words", **how)
    master = master_of(data, "a.jpg")
    assert private_in(master.data) == ()
    assert opened(master.data).tobytes() == opened(data).tobytes()


def test_of_a_telephone_s_several_pictures_the_first_is_kept_alone() -> None:
    data = saved(scene(900, 700), "MPO", save_all=True, append_images=[scene(300, 200)])
    master = master_of(data, "a.jpg")
    assert opened(master.data).format == "JPEG"
    assert opened(master.data).tobytes() == opened(data).tobytes()
    assert master.data.count(b"\xff\xd8\xff") == 1


def test_a_png_that_lies_on_its_side_is_set_upright() -> None:
    master = master_of(saved(scene(900, 700), "PNG", exif=exif(orientation=6)), "a.png")
    assert opened(master.data).size == (700, 900)
    assert opened(master.data).tobytes() == scene(900, 700).transpose(Image.Transpose.ROTATE_270).tobytes()
    assert private_in(master.data) == ()


def test_heic_becomes_jpeg(tmp_path: Path, content: Path) -> None:
    out = io.BytesIO()
    from_pillow(scene(1200, 900)).save(out, quality=90)
    file = tmp_path / "IMG_0001.HEIC"
    file.write_bytes(out.getvalue())
    result = add(content, file, "--author", "А. Б.")
    assert result.exit_code == 0, result.output
    assert "converted from HEIC to JPEG" in result.output
    assert (content / "monuments" / SLUG / f"{SLUG}.jpg").is_file()


def test_a_scan_is_made_no_larger_than_any_page_needs(tmp_path: Path) -> None:
    master = master_of(saved(Image.new("L", (LONGEST_PX + 2000, 1000), 90), "TIFF"), "scan.tif")
    assert (master.raster.width, master.raster.height) == (LONGEST_PX, 750)
    assert "made smaller" in master.done[0]
    assert private_in(master.data) == ()


def test_inks_with_a_profile_are_kept_and_without_one_refused(tmp_path: Path, content: Path) -> None:
    inks = in_inks(scene(800, 600))
    good = master_of(saved(inks, "TIFF", icc_profile=COATED.read_bytes()), "a.tif")
    assert good.raster.inks
    assert good.raster.profiled
    file = tmp_path / "inks.jpg"
    file.write_bytes(saved(inks))
    result = add(content, file, "--author", "x")
    assert (result.exit_code, "CMYK with its ICC profile" in result.stderr) == (1, True)


UNFIT = {
    "raw.nef": (b"MM\0\x2a" + bytes(64), "raw file"),
    "raw.jpg": (b"II\x2a\0\x10\0\0\0CR\x02\0" + bytes(64), "raw file"),
    "scan.pdf": (b"%PDF-1.7 ...", "is a PDF"),
    "words.jpg": (b"hello", "not a picture"),
    "half.jpg": (saved(scene(900, 700))[:9000], "damaged"),
    "moves.webp": (saved(scene(60, 60), "WEBP", save_all=True, append_images=[scene(60, 61).resize((60, 60)), Image.new("RGB", (60, 60))]), "holds"),
    "old.gif": (saved(scene(900, 700).convert("P"), "GIF"), "GIF"),
    "tiny.jpg": (saved(scene(120, 90)), "dots per inch"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNFIT)
def test_what_print_cannot_use_is_refused_with_a_way_out_and_nothing_is_written(
    name: str, content: Path, tmp_path: Path
) -> None:
    data, words = UNFIT[name]
    (tmp_path / name).write_bytes(data)
    before = tree_of(content)
    result = add(content, tmp_path / name, "--author", "x")
    assert result.exit_code == 1
    assert words in result.stderr
    assert "\n  = " in result.stderr
    assert "Nothing was written." in result.stderr
    assert tree_of(content) == before


def test_too_few_pixels_are_told_with_how_many_are_wanted(content: Path, tmp_path: Path) -> None:
    result = add(content, photograph(tmp_path / "a.jpg", 120, 90), "--author", "x")
    assert "has 120 × 90 px; small-heritage-1 prints it" in result.stderr
    assert "px are wanted: take the original; enlarging adds nothing" in result.stderr


def test_a_photograph_taken_elsewhere_is_taken_with_a_warning(content: Path, tmp_path: Path) -> None:
    result = add(content, photograph(tmp_path / "a.jpg", exif=exif(point=(51, 71))), "--author", "x")
    assert result.exit_code == 0
    assert "warning: it was taken 834 km from the monument, at 51, 71" in result.stderr


def test_where_a_monument_s_place_is_unknown_its_region_is_asked(content: Path, tmp_path: Path) -> None:
    file = photograph(tmp_path / "a.jpg", exif=exif(point=(51, 71)))
    words = ["picture", "add", str(file), "--for", "aq-meshit", *SAID, "--author", "x", "--content", str(content)]
    assert 'km outside "zhambyl", at 51, 71' in CliRunner().invoke(main, words).stderr


def test_the_same_picture_twice_is_told(content: Path, tmp_path: Path) -> None:
    file = photograph(tmp_path / "a.jpg")
    assert add(content, file, "--author", "x").exit_code == 0
    before = tree_of(content)
    again = add(content, file, "--author", "x", "--name", "other.jpg")
    assert (again.exit_code, tree_of(content)) == (1, before)
    assert f"This very picture is there already: {content}/monuments/{SLUG}/a.jpg" in again.stderr
    smaller = add(content, photograph(tmp_path / "b.jpg", quality=60), "--author", "x")
    assert "it looks the same as a.jpg" in smaller.stderr


def test_names_never_meet(content: Path, tmp_path: Path) -> None:
    for shade in (10, 120):
        file = tmp_path / "South Face.JPG"
        file.write_bytes(saved(Image.new("RGB", (1200, 900), (shade, shade, 0))))
        assert add(content, file, "--author", "x").exit_code == 0
    names = {path.name for path in (content / "monuments" / SLUG).glob("south*")}
    assert {"south-face.jpg", "south-face-2.jpg"} <= names


def test_what_is_not_given_is_asked_for_and_what_the_file_says_is_proposed(content: Path, tmp_path: Path) -> None:
    file = photograph(tmp_path / "a.jpg", exif=exif(artist="A. Author"))
    answers = "\ncc-by\ncc-by-4.0\nАлды\n\nFront\nҚабырға\n\n\n"
    result = add(content, file, said=(), answers=answers)
    assert result.exit_code == 0, result.output
    assert "Author [A. Author]" in result.output
    assert 'did you mean "cc-by-4.0"?' in result.stderr
    assert "caption: {kk: Алды, en: Front}" in record(content)


def test_without_an_answer_nothing_is_written(content: Path, tmp_path: Path) -> None:
    before = tree_of(content)
    result = add(content, photograph(tmp_path / "a.jpg"), said=(), answers="Someone\n")
    assert (result.exit_code, tree_of(content)) == (2, before)
    assert "nothing was written" in result.stderr


def test_an_unknown_entry_or_licence_is_told_with_the_one_that_was_meant(content: Path, tmp_path: Path) -> None:
    file = photograph(tmp_path / "a.jpg")
    words = ["picture", "add", str(file), "--for", "qyzyl-kesen", "--content", str(content)]
    assert 'did you mean "qyzyl-kesene"?' in CliRunner().invoke(main, words).stderr
    said = (*SAID[:-1], "cc-bi-4.0")
    result = add(content, file, "--author", "x", said=said)
    assert (result.exit_code, 'did you mean "cc-by-4.0"?' in result.stderr) == (2, True)


def test_a_disk_that_takes_nothing_is_told_in_words_and_leaves_nothing_half_written(
    content: Path, tmp_path: Path
) -> None:
    file = photograph(tmp_path / "a.jpg")
    before = tree_of(content)
    with no_space():
        result = add(content, file, "--author", "x")
    assert (result.exit_code, tree_of(content)) == (2, before)
    assert "the system says: File too large" in result.stderr
    assert "nothing was written" in result.stderr


def test_iptc_and_xmp_tell_the_author_and_the_place() -> None:
    iptc = b"".join(b"\x1c\x02" + bytes([key]) + struct.pack(">H", len(word)) + word
                    for key, word in ((80, "Ә. Фотограф".encode()), (55, b"20230412")))  # fmt: skip
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc + (b"\0" if len(iptc) % 2 else b"")
    segment = b"Photoshop 3.0\0" + resource
    plain = saved(scene(300, 200))
    data = plain[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + plain[2:]
    told = told_by(opened(data))
    assert (told.author, told.year) == ("Ә. Фотограф", 2023)
    told = told_by(opened(saved(scene(300, 200), xmp=XMP)))
    assert told.author == "А. Бекова"
    assert told.point is not None
    assert (told.point.lat, told.point.lon) == (43.501, 71.25)


def test_an_author_whose_letters_a_program_lost_is_no_author() -> None:
    held = Image.Exif()
    held[0x013B] = "?. ???????"
    assert told_by(opened(saved(scene(300, 200), exif=held.tobytes()))).author is None
    held[0x013B] = "Ә. Суретші".encode().decode("latin-1").encode("latin-1")
    assert told_by(opened(saved(scene(300, 200), exif=held.tobytes()))).author == "Ә. Суретші"


def test_a_record_with_windows_line_ends_keeps_them(content: Path, tmp_path: Path) -> None:
    path = content / "monuments" / SLUG / "monument.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert add(content, photograph(tmp_path / "a.jpg"), "--author", "x").exit_code == 0
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


def test_a_record_that_is_edited_while_the_questions_stand_open_keeps_the_edit(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = content / "monuments" / SLUG / "monument.yaml"

    def answered(*_words: object, **_how: object) -> str:
        path.write_bytes(path.read_bytes() + "# әлі сұрау керек\n".encode())
        return "cc-by-4.0"

    monkeypatch.setattr(click, "prompt", answered)
    said = tuple(word for word in SAID if word not in ("--licence", "cc-by-4.0"))
    result = add(content, photograph(tmp_path / "west.jpg"), "--author", "А. Бекова", said=said)
    assert result.exit_code == 0, result.output
    assert "# әлі сұрау керек" in record(content)
    assert "west.jpg" in record(content)


def test_a_pipe_is_not_waited_for_and_a_file_as_large_as_no_photograph_is_not_read(
    content: Path, tmp_path: Path
) -> None:
    before = tree_of(content)
    os.mkfifo(tmp_path / "pipe.jpg")
    with (tmp_path / "large.jpg").open("wb") as large:
        large.truncate(600_000_000)
    for name, words in (("pipe.jpg", "no ordinary file"), ("large.jpg", "has 600 MB; up to 500 MB are taken")):
        result = add(content, tmp_path / name, "--author", "x")
        assert (result.exit_code, words in result.output) == (2, True), result.output
    assert tree_of(content) == before
