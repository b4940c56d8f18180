"""Adopting plates that hang already: typed, from a list, from photographs; with exactly what their codes say."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from editors import TODAY, Editor, camera, saved, view
from PIL import Image

from asylmura_ssg.model.monument import Point
from asylmura_ssg.read.found_plates import open_photograph, position_of, read_codes
from asylmura_ssg.registrar.photographs import stripped

OLD = "http://old.example.kz/Monument.php?id=33&Lang=KZ"
DATE = ("--date", TODAY)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    return Editor(tmp_path, monkeypatch)


# Typed


@pytest.mark.parametrize(
    "payload",
    [OLD, "HTTP://OLD.KZ/Қала/?q=1#here", "ЕСКЕРТКІШ № 7", "33", "http://[broken", "  two spaces  "],
)
def test_a_payload_is_kept_exactly_whatever_it_is(editor: Editor, payload: str) -> None:
    (event,) = editor.wrote("adopt", "eski-qala", payload, *DATE)
    assert event == {
        "event": "adoption", "date": TODAY, "plate": "00021", "issue": 2, "slug": "eski-qala", "payload": payload,
        "origin": "typed",
    }  # fmt: skip
    assert editor.wrote("adopt", "eski-qala", payload) == []
    assert (
        f"{payload} is in the register already, as issue 2 of plate 00021"
        in editor.plates("adopt", "00021", payload).output
    )
    assert editor.check().exit_code == 0


def test_what_else_is_known_is_kept_with_it(editor: Editor) -> None:
    photo = saved(view(OLD), editor.root / "p.jpg")
    words = ("--placed", "2023-05-01", "--lat", "43.251", "--lon", "68.501", "--photo", str(photo), *DATE)
    (event,) = editor.wrote("adopt", "00021", OLD, *words)
    assert (event["placed"], event["lat"], event["lon"], event["photo"]) == (
        "2023-05-01",
        43.251,
        68.501,
        "eski-qala-1.jpg",
    )
    assert editor.check().exit_code == 0


def test_our_own_address_needs_no_adopting(editor: Editor) -> None:
    assert editor.wrote("adopt", "qyzyl-kesene", "https://example.kz/00013") == []
    said = editor.plates("adopt", "qyzyl-kesene", "https://example.kz/00013").output
    assert "is the address issue 1 of plate 00013 was given here; it needs no adopting" in said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "give a monument and what its plate's code says, or --csv FILE, or --photographs FOLDER"),
        (["eski-qala"], 2, "give a monument and what its plate's code says"),
        (["eski-qala", OLD, "--yes"], 2, "--yes goes with --photographs"),
        (["--photographs", "content", "--lat", "43"], 2, "go with a typed address"),
        (["--photographs", "content/pages"], 2, "no pictures in content/pages"),
        (["eski-qala", OLD, "--lat", "43"], 2, "a place has both"),
        (["aq-meshit", OLD], 2, '"aq-meshit" is not published'),
        (["eski-qala", "https://example.kz/00013"], 1, "https://example.kz/00013 belongs to plate 00013"),
        (["eski-qala", "+7 701 123 45 67"], 1, "this looks like a telephone number"),
        (["eski-qala", "https://wa.me/77011234567"], 1, "this looks like a telephone number"),
        (["eski-qala", "WIFI:S:x;T:WPA;P:secret;;"], 1, "this looks like the password of a network"),
        (["eski-qala", "BEGIN:VCARD\nN:Named"], 1, "this looks like somebody's visiting card"),
        (["eski-qala", "https://name:word@old.kz/"], 1, "this looks like a name, perhaps with a password, to log in with"),
        (["eski-qala", "two\nlines"], 1, '"payload" must be one line of at most 500 characters'),
        (["eski-qala", OLD, "--placed", "2026-11-19", "--date", "2026-11-18"], 1, "placed on 2026-11-19, after it was entered"),
    ],
)  # fmt: skip
def test_what_cannot_be_adopted_is_told(editor: Editor, words: list[str], code: int, said: str) -> None:
    assert said in " ".join(editor.refused("adopt", *words, code=code).split())


# From a list


def listed(editor: Editor, text: str | bytes) -> str:
    (editor.root / "list.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return "list.csv"


def test_a_list_of_a_head_alone_has_no_row(editor: Editor) -> None:
    said = editor.refused("adopt", "--csv", listed(editor, "sep=;\nmonument;payload\n;\n"), code=1)
    assert "list.csv:2:1: error[missing-field] there is no row below this one" in said


def test_what_the_register_forbids_is_told_with_what_is_wrong_in_other_rows(editor: Editor) -> None:
    text = "sep=,\n\nmonument,payload,lat,lon\n00021,https://example.kz/00013,,\nnobody,http://old.kz/1,,\n00021,http://old.kz/2,51.1,71.4\n"
    said = editor.refused("adopt", "--csv", listed(editor, text), code=1)
    assert "list.csv:4:7: error[payload-" in said
    assert 'list.csv:5:1: error[unknown-monument] no monument "nobody"' in said
    assert "list.csv:6:23: error[placement-far]" in said


@pytest.mark.parametrize(
    "text",
    [
        "monument,payload,placed,lat,lon\n00021,http://old.kz/a?b=1,2023-05-11,43.25,68.51\nqyzyl-kesene,https://x.kz/1,,,\n",
        "\ufeffMonument;Payload;Placed;Lat;Lon\r\n00021;http://old.kz/a?b=1;11.05.2023;43,25;68,51\r\n;;;;\r\nqyzyl-kesene;https://x.kz/1;;;\r\n",
        'lon\tlat\tpayload\tplaced\tmonument\n68.51\t43.25\t"http://old.kz/a?b=1"\t2023-05-11\teski-qala\n\t\thttps://x.kz/1\t\t00013',
    ],
)  # fmt: skip
def test_a_list_is_read_as_spreadsheets_save_it(editor: Editor, text: str) -> None:
    first, second = editor.wrote("adopt", "--csv", listed(editor, text), *DATE)
    assert first == {
        "event": "adoption", "date": TODAY, "plate": "00021", "issue": 2, "slug": "eski-qala",
        "payload": "http://old.kz/a?b=1", "origin": "list", "placed": "2023-05-11", "lat": 43.25, "lon": 68.51,
    }  # fmt: skip
    assert (second["plate"], second["payload"]) == ("00013", "https://x.kz/1")
    assert editor.wrote("adopt", "--csv", "list.csv") == []


def test_a_mark_within_a_cell_stands_in_quotation_marks(editor: Editor) -> None:
    text = 'monument,payload,placed\n00021,"http://old.kz/a,b""c",\n'
    (event,) = editor.wrote("adopt", "--csv", listed(editor, text))
    assert event["payload"] == 'http://old.kz/a,b"c'


BAD_ROWS = """\
monument,payload,placed,lat,lon
00022,http://old.kz/a,31.02.2023,43.25,x
qyzyl-kesene,,2023-05-11,1,
eski-qala,a,b,c,d,e
aq-meshit,https://x.kz/3,,,
,https://x.kz/3,,,
eski-qala, https://x.kz/4,,,
eski-qala,"https://x.kz/3,,,
"""


def test_every_bad_row_is_told_at_its_column_all_at_once(editor: Editor) -> None:
    said = editor.refused("adopt", "--csv", listed(editor, BAD_ROWS), code=1)
    assert re.findall(r"^list\.csv:(.*)$", said, re.MULTILINE) == [
        "2:1: error[unknown-monument] 00022: this is no plate number: its check digit is wrong; did you mean 00021 (eski-qala)?",
        '2:23: error[wrong-type] "31.02.2023" is not a date',
        "2:34: error[missing-field] lat without lon",
        '2:40: error[wrong-type] "x" is not a number',
        "3:13: error[missing-field] the payload is missing",
        "3:26: error[missing-field] lat without lon",
        "4:1: error[wrong-type] 6 cells, where the first row names 5",
        '5:1: error[unknown-monument] "aq-meshit" is not published; its plate would not answer. Publish the entry first',
        "6:1: error[missing-field] the monument is missing",
        "7:11: error[wrong-type] a space before or after the payload",
        "8:1: error[wrong-type] a quotation mark is not closed in this row",
    ]
    assert said.endswith("Nothing was written: every row must be right first.\n")


def test_what_the_register_could_not_hold_is_told_at_the_row_it_came_from(editor: Editor) -> None:
    text = (
        "monument,payload,placed,lat,lon\n"
        "eski-qala,https://x.kz/1,2026-11-19,33.25,68.5\n"
        "qyzyl-kesene,https://x.kz/1,2026-11-21,43.5,71.25\n"
        "qyzyl-kesene,https://example.kz/00021,,,\n"
        "eski-qala,https://x.kz/2,,45.25,68.5\n"
    )
    said = editor.refused("adopt", "--csv", listed(editor, text), *DATE, code=1)
    assert re.findall(r"^list\.csv:(.*)$", said, re.MULTILINE) == [
        "2:37: error[coordinates-range] the point is not in Kazakhstan",
        "3:29: error[register-dates] placed on 2026-11-21, after it was entered on 2026-11-20",
        "4:14: error[payload-reused] https://example.kz/00021 belongs to plate 00021",
        '5:27: error[placement-far] the plate would stand 222 km from "eski-qala"',
    ]
    assert "register.jsonl" not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "list.csv:1:1: error[missing-field] the list is empty"),
        (b"mon,payload\n", 'list.csv:1:1: error[unknown-key] unknown column "mon"'),
        (b"monument,payload,plased\n", 'list.csv:1:18: error[unknown-key] unknown column "plased"'),
        (b"monument,placed\n", 'list.csv:1:1: error[missing-field] the column "payload" is missing'),
        (b"monument,payload,payload\n", 'list.csv:1:18: error[duplicate-key] the column "payload" stands here twice'),
        (b"monument,payload\neski-qala,\xcf\xf0\xe8\n", "list.csv:2:11: error[wrong-encoding] byte 0xcf is not UTF-8"),
    ],
)
def test_a_list_that_is_none_is_told(editor: Editor, text: bytes, said: str) -> None:
    assert said in editor.refused("adopt", "--csv", listed(editor, text), code=1)


# From photographs


AT_ESKI_QALA = camera(43.2503, 68.5004)


def test_photographs_that_leave_no_doubt_are_entered(editor: Editor) -> None:
    saved(view(OLD), editor.root / "photos/IMG_1.JPG", exif=AT_ESKI_QALA)
    (event,) = editor.wrote("adopt", "--photographs", "photos", "--yes", *DATE)
    assert event == {
        "event": "adoption", "date": TODAY, "plate": "00021", "issue": 2, "slug": "eski-qala", "payload": OLD,
        "origin": "photograph", "lat": 43.2503, "lon": 68.5004, "photo": "eski-qala-1.jpg",
    }  # fmt: skip
    assert editor.check().exit_code == 0
    assert editor.wrote("adopt", "--photographs", "photos", "--yes") == []


def test_an_editor_is_shown_what_was_read_and_where_and_decides(editor: Editor) -> None:
    saved(view(OLD), editor.root / "photos/a.jpg", exif=AT_ESKI_QALA)
    result = editor.plates("adopt", "--photographs", "photos", answers="n\n")
    assert f"code     {OLD}   (both decoders read the same)" in result.output
    assert "place    43.25030, 68.50040\n           47 m from Ескі қала (eski-qala)" in result.output
    assert "Enter it for Ескі қала (eski-qala)? [y/N]: n" in result.output
    assert "nothing was written" in result.output
    assert len(editor.wrote("adopt", "--photographs", "photos", answers="y\n")) == 1


def test_without_a_position_the_monument_is_asked_for(editor: Editor) -> None:
    saved(view(OLD), editor.root / "photos/a.jpg")
    assert editor.wrote("adopt", "--photographs", "photos", "--yes") == []
    (event,) = editor.wrote("adopt", "--photographs", "photos", answers="00022\n00021\ny\n")
    assert event["slug"] == "eski-qala"
    assert "lat" not in event


def test_a_picture_from_far_away_is_asked_for_and_its_place_left_out(editor: Editor) -> None:
    saved(view(OLD), editor.root / "photos/a.jpg", exif=camera(51.1, 71.4))
    said = editor.plates("adopt", "--photographs", "photos", "--yes").output
    assert "no monument within 10 km" in said
    assert "Left out: there is doubt; without --yes you are asked." in said
    (event,) = editor.wrote("adopt", "--photographs", "photos", answers="eski-qala\ny\n")
    assert "lat" not in event


def test_two_monuments_near_the_same_place_leave_doubt(editor: Editor) -> None:
    record = editor.content / "monuments/eski-qala/monument.yaml"
    text = record.read_text("utf-8").replace("region: turkistan", "region: zhambyl")
    record.write_text(text.replace("lat: 43.25", "lat: 43.503").replace("lon: 68.5", "lon: 71.25"), "utf-8")
    saved(view(OLD), editor.root / "photos/a.jpg", exif=camera(43.5005, 71.25))
    said = editor.plates("adopt", "--photographs", "photos", "--yes").output
    assert "56 m from Қызыл кесене (qyzyl-kesene)\n           278 m from Ескі қала (eski-qala)" in said
    assert "there is doubt" in said


def test_a_picture_of_several_codes_is_asked_for(editor: Editor) -> None:
    saved(view("https://other.kz/wifi", OLD), editor.root / "photos/a.jpg", exif=AT_ESKI_QALA)
    said = editor.plates("adopt", "--photographs", "photos", "--yes").output
    assert "doubtful" in said
    assert "there is doubt" in said
    answers = {"1": OLD, "2": "https://other.kz/wifi"}
    for answer, payload in answers.items():
        (event,) = editor.wrote("adopt", "--photographs", "photos", answers=f"{answer}\ny\n")
        assert event["payload"] == payload


def test_a_picture_without_a_code_and_a_file_that_is_no_picture_are_told_and_left(editor: Editor) -> None:
    saved(view(), editor.root / "photos/a.jpg", exif=AT_ESKI_QALA)
    (editor.root / "photos/b.jpg").write_bytes(b"no picture")
    (editor.root / "photos/c.jpg").write_bytes((editor.root / "photos/a.jpg").read_bytes()[:5000])
    said = editor.plates("adopt", "--photographs", "photos").output
    assert "a.jpg  (1 of 3)" in said
    assert "Left out: no code was found" in said
    assert "Left out: it is not a picture in JPEG, PNG, WebP or HEIC." in said
    assert "Left out: it cannot be opened:" in said


def test_a_photograph_of_our_own_plate_needs_no_adopting(editor: Editor) -> None:
    saved(view("https://example.kz/00013"), editor.root / "photos/a.jpg")
    said = editor.plates("adopt", "--photographs", "photos", "--yes").output
    assert "Left out: it is in the register, as issue 1 of plate 00013." in said


def test_a_code_that_cannot_be_entered_does_not_undo_the_others(editor: Editor) -> None:
    saved(view("tel:+77011234567"), editor.root / "photos/a.jpg", exif=AT_ESKI_QALA)
    saved(view(OLD), editor.root / "photos/b.jpg", exif=AT_ESKI_QALA)
    (event,) = editor.wrote("adopt", "--photographs", "photos", answers="y\ny\n")
    assert (event["payload"], event["photo"]) == (OLD, "eski-qala-1.jpg")


def test_answers_cut_off_keep_what_was_confirmed(editor: Editor) -> None:
    saved(view(OLD), editor.root / "photos/a.jpg", exif=AT_ESKI_QALA)
    saved(view("http://old.kz/2"), editor.root / "photos/b.jpg", exif=AT_ESKI_QALA)
    assert "Stopped; nothing was written.\n" in editor.refused("adopt", "--photographs", "photos", code=1)
    before = editor.register.read_bytes()
    result = editor.plates("adopt", "--photographs", "photos", answers="y\n")
    assert (
        "Stopped here; one plate is confirmed so far, and entered. Give the command again for the rest."
        in result.output
    )
    (line,) = editor.register.read_bytes()[len(before) :].decode().splitlines()
    assert json.loads(line)["payload"] == OLD


def test_a_plate_in_the_register_photographed_far_away_is_told(editor: Editor) -> None:
    editor.wrote("adopt", "eski-qala", OLD)
    saved(view(OLD), editor.root / "photos/a.jpg", exif=camera(51.1, 71.4))
    said = editor.plates("adopt", "--photographs", "photos").output
    assert "it is in the register, as issue 2 of plate 00021" in said
    assert "km from Ескі қала (eski-qala): was the plate carried off" in said


def test_the_original_stays_as_it_was(editor: Editor) -> None:
    original = saved(view(OLD), editor.root / "photos/a.jpg", exif=AT_ESKI_QALA)
    before = original.read_bytes()
    editor.wrote("adopt", "--photographs", "photos", "--yes")
    assert original.read_bytes() == before


# What is kept of a photograph

PRIVATE = (b"Exif", b"http://ns.adobe.com", b"Photoshop", b"SecretCam", b"Somebody", b"hello", b"ICC_PROFILE", b"GPS")


def test_nothing_private_is_left_in_what_is_kept(editor: Editor) -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>Somebody Named</dc:creator></x:xmpmeta>'
    file = saved(view(OLD), editor.root / "p.jpg", exif=AT_ESKI_QALA, xmp=xmp, comment=b"hello")
    data = file.read_bytes()
    # IPTC, as picture editors write it: a Photoshop block in APP13 with a by-line (2:80).
    iptc = b"\x1c\x02\x50\x00\x0eSomebody Named"
    block = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + len(iptc).to_bytes(4, "big") + iptc
    data = data[:2] + b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block + data[2:]
    file.write_bytes(data)
    assert [word for word in PRIVATE if word in data] == [w for w in PRIVATE if w not in (b"ICC_PROFILE", b"GPS")]

    editor.wrote("adopt", "00021", OLD, "--photo", "p.jpg")
    kept = (editor.photographs / "eski-qala-1.jpg").read_bytes()
    assert [word for word in PRIVATE if word in kept] == []
    with Image.open(io.BytesIO(kept)) as image:
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        assert dict(image.getexif()) == {}
        assert max(image.size) <= 1600
    assert editor.check().exit_code == 0


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_the_camera_says_and_its_code_still_read(tmp_path: Path, orientation: int) -> None:
    upright = np.asarray(view(OLD, width=900, height=600))
    # Exif 3.0, 4.6.5.1.6: what the first row and column of the stored picture are, by the value of Orientation.
    stored = {1: upright, 2: upright[:, ::-1], 3: upright[::-1, ::-1], 4: upright[::-1], 5: upright.swapaxes(0, 1),
              6: np.rot90(upright), 7: upright[::-1, ::-1].swapaxes(0, 1), 8: np.rot90(upright, -1)}[orientation]  # fmt: skip
    file = saved(
        Image.fromarray(np.ascontiguousarray(stored)), tmp_path / "a.jpg", exif=camera(43.25, 68.5, orientation)
    )
    image = open_photograph(file.read_bytes())
    assert position_of(image) == Point(43.25, 68.5)
    assert read_codes(image).agreed == OLD
    kept = Image.open(io.BytesIO(stripped(image)))
    assert np.abs(np.asarray(kept, int) - upright.astype(int)).mean() < 8


def test_a_large_photograph_is_made_smaller_and_the_same_bytes_every_time() -> None:
    large = view(OLD, width=4000, height=3000)
    assert Image.open(io.BytesIO(stripped(large))).size == (1600, 1200)
    assert stripped(large) == stripped(large.copy())


@pytest.mark.parametrize("form", ["PNG", "WEBP", "HEIC"])
def test_other_kinds_of_pictures_are_read_with_their_position(form: str) -> None:
    out = io.BytesIO()
    if form == "HEIC":
        pillow_heif.from_pillow(view(OLD, width=640, height=480)).save(out, exif=AT_ESKI_QALA.tobytes(), quality=80)
    else:
        view(OLD).save(out, form, exif=AT_ESKI_QALA)
    image = open_photograph(out.getvalue())
    assert position_of(image) == Point(43.2503, 68.5004)
    assert read_codes(image).agreed == OLD
    kept = stripped(image)
    assert kept.startswith(b"\xff\xd8")
    assert [word for word in PRIVATE if word in kept] == []


@pytest.mark.parametrize(
    "place",
    [
        {}, {2: (43.0, 15.0, 0.0)}, {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
        {1: "N", 2: (143.0, 0.0, 0.0), 3: "E", 4: (68.0, 0.0, 0.0)}, {1: "N", 2: 43.0, 3: "E", 4: 68.0},
    ],
)  # fmt: skip
def test_half_a_position_is_none(place: dict[int, object]) -> None:
    held = Image.Exif()
    held.get_ifd(0x8825).update(place)
    out = io.BytesIO()
    view().save(out, "JPEG", exif=held)
    assert position_of(open_photograph(out.getvalue())) is None


@pytest.mark.parametrize(
    ("turned", "tilt", "width", "height"),
    [(0, 0.0, 640, 480), (45, 0.2, 1400, 1050), (180, 0.1, 1400, 1050), (33, 0.3, 2400, 1800), (90, 0.2, 4000, 3000)],
)
def test_both_decoders_read_plates_turned_and_askew_near_and_far(
    turned: float, tilt: float, width: int, height: int
) -> None:
    codes = read_codes(view(OLD, turned=turned, tilt=tilt, width=width, height=height))
    assert codes.zxing == codes.opencv == (OLD,)
