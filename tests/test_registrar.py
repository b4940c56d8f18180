"""The commands that issue plates and record what happens to them, as an editor gives them."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from editors import TODAY, Editor
from published import replace

from asylmura_ssg.make.plates import matrix
from asylmura_ssg.model.order import Order, Scope
from asylmura_ssg.model.register import matrix_digest
from asylmura_ssg.registrar.desk import at_desk

PLACE = (
    "--lat",
    "43.25",
    "--lon",
    "68.51",
    "--by",
    "zhambyl-teacher",
    "--permission",
    "№ 3, 2026-01-02",
    "--date",
    TODAY,
)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    return Editor(tmp_path, monkeypatch)


# Issuing


def test_issuing_enters_the_number_and_freezes_address_and_code(editor: Editor) -> None:
    editor.publish_all()
    number, issue = editor.wrote("issue", "aq-meshit", "--date", TODAY)
    assert number == {"event": "number", "number": 3, "slug": "aq-meshit"}
    assert issue == {
        "event": "issue", "date": TODAY, "plate": "00037", "issue": 1, "slug": "aq-meshit",
        "payload": "https://example.kz/00037", "version": 4, "level": "H", "mask": 4,
        "matrix": matrix_digest(matrix("https://example.kz/00037", 4, "H", 4)),
    }  # fmt: skip
    assert editor.check().exit_code == 0


def test_issuing_says_what_it_wrote_and_what_comes_next(editor: Editor) -> None:
    editor.publish_all()
    said = editor.plates("issue", "aq-meshit", "--date", TODAY).output
    assert all(f"  {line}\n" in said for line in editor.register.read_text("utf-8").splitlines()[-2:])
    assert "Next: git add content/plates && git commit" in said


def test_issuing_twice_writes_once(editor: Editor) -> None:
    editor.publish_all()
    assert len(editor.wrote("issue", "aq-meshit", "--date", TODAY)) == 2
    assert editor.wrote("issue", "aq-meshit", "00013") == []
    said = editor.plates("issue", "aq-meshit", "00013").output
    assert "aq-meshit has its plate: 00037, issued on 2026-11-20." in said
    assert "nothing was written" in said


def test_all_without_a_plate_are_issued_one_each(editor: Editor) -> None:
    editor.publish_all()
    assert editor.wrote("issue", "--region", "turkistan") == []
    events = editor.wrote("issue", "--all-unplated", "--domain", "small-heritage.kz", "--date", TODAY)
    assert [event.get("payload") for event in events] == [None, "https://small-heritage.kz/00037"]
    assert editor.wrote("issue", "--all-unplated") == []


def test_a_plate_that_was_found_hanging_is_a_plate_yet_one_of_our_own_may_be_issued(editor: Editor) -> None:
    editor.publish_all()
    editor.wrote("adopt", "aq-meshit", "http://old.kz/7", "--date", TODAY)
    assert editor.wrote("issue", "--all-unplated") == []
    (issue,) = editor.wrote("issue", "aq-meshit", "--date", TODAY)
    assert (issue["event"], issue["issue"], issue["plate"]) == ("issue", 2, "00037")


def test_a_second_plate_may_carry_the_other_domain(editor: Editor) -> None:
    (event,) = editor.wrote("re-issue", "00013", "--domain", "small-heritage.kz", "--date", TODAY)
    assert (event["event"], event["issue"], event["payload"]) == ("re-issue", 2, "https://small-heritage.kz/00013")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["issue"], "name monuments, or take all without a plate"),
        (["issue", "eski-qala", "--all-unplated"], "name monuments, or take all without a plate"),
        (["issue", "aq-meshit"], '"aq-meshit" is not published'),
        (["issue", "eski-qola"], 'no monument "eski-qola"; did you mean "eski-qala"?'),
        (["issue", "--region", "turkestan"], 'no region "turkestan"; known: turkistan, zhambyl, taraz-city'),
        (["issue", "00013", "--domain", "example.com"], "example.com is not an official domain; content/site.yaml names"),
        (["issue", "00013", "--date", "2026-13-01"], "'2026-13-01' is not a date"),
        (["re-issue", "00014"], "00014: this is no plate number: its check digit is wrong; did you mean 00013 (qyzyl-kesene)?"),
        (["re-issue", "00037"], "00037: no monument has this plate number; `asylmura plates status` lists them"),
        (["inspect", "aq-meshit", "--condition", "good"], '"aq-meshit" has no plate; `asylmura plates issue aq-meshit`'),
        (["replace", "00013", "--by", "zhambyl-teacher"], "plate 00013 has no other issue to put up"),
        (["replace", "00013", "--by", "zhambyl-teacher", "--lat", "43.5"], "a place has both"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_wrong_usage(editor: Editor, words: list[str], said: str) -> None:
    assert said in " ".join(editor.refused(*words, code=2).split())


def test_a_day_that_has_not_come_is_no_day_to_record(editor: Editor) -> None:
    later = (datetime.now(UTC).date() + timedelta(days=2)).isoformat()
    assert "has not come yet" in editor.refused("issue", "00013", "--date", later, code=2)


# What happens outdoors


def test_a_plate_goes_through_its_life(editor: Editor) -> None:
    (placed,) = editor.wrote("place", "eski-qala", *PLACE)
    assert placed == {
        "event": "placement", "date": TODAY, "plate": "00021", "issue": 1, "lat": 43.25, "lon": 68.51,
        "by": "zhambyl-teacher", "permission": "№ 3, 2026-01-02", "condition": "good",
    }  # fmt: skip
    steps = [
        (["inspect", "00021", "--condition", "worn", "--by", "zhambyl-student"], "inspection"),
        (["damage", "00021", "--condition", "unreadable"], "damage"),
        (["re-issue", "00021"], "re-issue"),
        (["replace", "00021", "--by", "zhambyl-teacher"], "replacement"),
        (["remove", "00021", "--cause", "restoration"], "removal"),
    ]
    for words, event in steps:
        (written,) = editor.wrote(*words, "--date", TODAY)
        assert (written["event"], written["plate"]) == (event, "00021")
    assert json.loads(editor.register.read_text("utf-8").splitlines()[-2])["successor"] == 2
    (again,) = editor.wrote("place", "00021", *PLACE)
    assert again["issue"] == 2
    assert editor.check().exit_code == 0


def test_the_same_thing_said_again_is_not_written_again(editor: Editor) -> None:
    assert len(editor.wrote("place", "eski-qala", *PLACE)) == 1
    assert editor.wrote("place", "eski-qala", *PLACE) == []
    assert "nothing was written" in editor.plates("place", "eski-qala", *PLACE).output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["place", "00013", *PLACE], "issue 1 of plate 00013 hangs in its place"),
        (["place", "00021", *PLACE[:3], "71.5", *PLACE[4:]], 'the plate would stand 243 km from "eski-qala"'),
        (["place", "00021", "--lat", "68.51", "--lon", "43.25", *PLACE[4:]], "--lat and --lon have changed places"),
        (["place", "00021", *PLACE, "--by", "a-stranger"], 'no volunteer "a-stranger" in content/plates/volunteers.yaml'),
        (["place", "00021", *PLACE, "--by", "Мұғалім"], "known: zhambyl-student, zhambyl-teacher"),
        (["place", "00021", *PLACE, "--by", "zhambyl-techer"], 'did you mean "zhambyl-teacher"?'),
        (["place", "00021", *PLACE, "--permission", "№\u200b12"], "--permission holds the invisible character U+200B"),
        (["place", "00021", *PLACE, "--permission", "№ 1" * 67], "--permission has 201 characters, more than 200"),
        (["place", "00021", *PLACE, "--permission", "call +7 701 123 45 67"], "this looks like a telephone number"),
        (["place", "00021", *PLACE, "--date", "2024-04-01"], "2024-04-01 comes before 2024-04-02"),
        (["place", "00021", *PLACE, "--issue", "2"], "plate 00021 has no issue 2"),
        (["inspect", "00021", "--condition", "good"], "issue 1 of plate 00021 was issued and never placed"),
        (["remove", "00021", "--cause", "theft"], "issue 1 of plate 00021 was issued and never placed"),
    ],
)  # fmt: skip
def test_what_the_register_could_not_hold_is_told_at_its_place_and_not_written(
    editor: Editor, words: list[str], said: str
) -> None:
    output = editor.refused(*words, code=1)
    assert said in output
    assert output.startswith("command:1:")
    assert f" 1 | asylmura plates {words[0]} {words[1]} " in output or " 1 | …" in output
    assert output.endswith("Nothing was written: with this the register would not be right.\n")


def test_two_that_hang_must_be_told_apart(editor: Editor) -> None:
    editor.wrote("re-issue", "00013", "--date", TODAY)
    editor.wrote("place", "00013", "--lat", "43.5", "--lon", "71.25", *PLACE[4:])
    said = editor.refused("inspect", "00013", "--condition", "good", code=2)
    assert "plate 00013 has the issues 1 (placed), 2 (placed); say which one with --issue" in " ".join(said.split())
    (event,) = editor.wrote("inspect", "00013", "--condition", "good", "--issue", "2", "--date", TODAY)
    assert event["issue"] == 2


# A register that somebody else wrote in


def edited(text: str, how: str) -> bytes:
    lines = text.splitlines()
    match how:
        case "a digit changed":
            lines[2] = lines[2].replace('"mask": 4', '"mask": 3')
        case "a line deleted":
            del lines[3]
        case "two lines in another order":
            lines[2], lines[3] = lines[3], lines[2]
        case "an unknown event":
            lines.append('{"event": "isue", "date": "2026-01-01"}')
        case "two issues of one number":
            lines.append(lines[2])
        case "a conflict left open":
            lines += ["<<<<<<< HEAD", "=======", ">>>>>>> other"]
        case "carriage returns":
            return "".join(f"{line}\r\n" for line in lines).encode()
        case "a byte order mark":
            return b"\xef\xbb\xbf" + text.encode()
        case "no end of the last line":
            return text.rstrip("\n").encode()
    return "".join(f"{line}\n" for line in lines).encode()


@pytest.mark.parametrize(
    ("how", "at"),
    [
        ("a digit changed", "3:1: error[register-rewritten]"),
        ("a line deleted", "4:1: error[register-rewritten]"),
        ("two lines in another order", "3:1: error[register-rewritten]"),
        ("an unknown event", "7:11: error[register-event]"),
        ("two issues of one number", "7:51: error[plate-twice]"),
        ("a conflict left open", "7:1: error[register-form]"),
        ("carriage returns", "1:1: error[register-form]"),
        ("a byte order mark", "1:1: error[register-form]"),
        ("no end of the last line", "6:1: error[register-form]"),
    ],
)
def test_a_register_edited_by_hand_is_told_and_nothing_is_written(editor: Editor, how: str, at: str) -> None:
    editor.publish_all()
    editor.register.write_bytes(edited(editor.register.read_text("utf-8"), how))
    said = editor.refused("issue", "aq-meshit", code=1)
    assert f"content/plates/register.jsonl:{at}" in said
    assert "nothing was written" in said


def test_the_register_is_made_when_there_is_none(editor: Editor) -> None:
    editor.register.unlink()
    shutil.rmtree(editor.root / ".git")  # which remembers that there was one
    (editor.photographs / "qyzyl-kesene-1.jpg").unlink()
    result = editor.plates("issue", "qyzyl-kesene", "--date", TODAY)
    assert result.exit_code == 0, result.output
    events = [json.loads(line)["event"] for line in editor.register.read_text("utf-8").splitlines()]
    assert events == ["number", "issue"]


def test_outside_git_the_register_is_kept_all_the_same(editor: Editor) -> None:
    editor.publish_all()
    (editor.root / ".git").rename(editor.root / "not-git")
    assert len(editor.wrote("issue", "--all-unplated", "--date", TODAY)) == 2


# Looking


def test_status_shows_plates_by_region_and_state_in_eighty_columns(editor: Editor) -> None:
    editor.publish_all()
    said = editor.plates("status").output
    assert said.splitlines()[:4] == [
        "region     monuments  no plate   issued  in place  damaged  removed",
        "turkistan          1         ·        1         ·        ·        ·",
        "zhambyl            2         1        ·         1        ·        ·",
        "together           3         1        1         1        ·        ·",
    ]
    assert "  zhambyl: aq-meshit" in said
    assert max(map(len, said.splitlines())) <= 80
    assert "aq-meshit" not in editor.plates("status", "--region", "turkistan").output
    editor.wrote("issue", "--all-unplated")
    assert "Every monument has a plate." in editor.plates("status").output


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("00013", "00013  Қызыл кесене / Red Mausoleum (qyzyl-kesene, zhambyl)"),
        ("00O13", "00013  "),
        ("OOOl3", "00013  "),
        ("00031", "00013  "),
        ("0021", "00021  "),
        ("000021", "00021  "),
        ("2", "00021  "),
        ("https://example.kz/00012/", "00021  "),
        ("https://small-heritage.kz/00021", "00021  Ескі қала / Old Town (eski-qala, turkistan)"),
    ],
)
def test_a_mistyped_number_leads_to_its_monument(editor: Editor, text: str, first: str) -> None:
    assert editor.plates("which", text).output.startswith(first)


def test_a_slug_leads_to_its_plate_and_nothing_to_none(editor: Editor) -> None:
    assert editor.plates("which", "eski-qala").output.startswith("00021  ")
    said = editor.plates("which", "eski-kala")
    assert (said.exit_code, said.output) == (1, 'No plate is like eski-kala; did you mean "eski-qala"?\n')
    assert "name what stands on the plate" in editor.refused("which", " ", code=2)


def test_looking_waits_for_nobody_and_goes_on_with_errors_elsewhere(editor: Editor) -> None:
    record = editor.content / "monuments/qyzyl-kesene/monument.yaml"
    replace(record, "number: 1", "number: one")
    order = Order(editor.content, Path(), Path(), editor.root / "cache", Scope(), 1)
    replace(record, "number: one", "number: 1")
    with at_desk(order):
        replace(record, "number: 1", "number: one")
        status, which = editor.plates("status"), editor.plates("which", "00021")
    assert (status.exit_code, which.exit_code) == (0, 0)
    assert "turkistan          1         ·        1" in status.stdout
    assert "in the content: `asylmura check` tells which. What cannot be read is left out." in status.stderr
    assert which.stdout.startswith("00021  Ескі қала")


def test_what_is_gone_needs_no_plate_and_what_was_merged_keeps_its_own(editor: Editor) -> None:
    editor.publish_all()
    gone = editor.content / "monuments/aq-meshit/monument.yaml"
    gone.write_text(gone.read_text("utf-8") + FATE, "utf-8")
    said = editor.plates("status").output
    assert "Every monument that stands has a plate.\n1 is gone and needs none: aq-meshit.\n" in said
    merge_old_town(editor)
    said = editor.plates("status").output
    assert "turkistan          ·         ·        1" in said
    assert "Counted with them: the plate of merged entries: eski-qala." in said


def test_a_merged_entry_gets_no_further_plate(editor: Editor) -> None:
    merge_old_town(editor)
    said = editor.refused("re-issue", "eski-qala", code=2)
    assert '"eski-qala" was merged into "qyzyl-kesene"; issue a plate for that one' in " ".join(said.split())


FATE = """fate:
  what: destroyed
  year: 1935
  text: {kk: Жермен-жексен болды., ru: Снесена., en: Pulled down.}
  source: state-list
"""
MERGED = """merged:
  into: qyzyl-kesene
  text: {kk: Бір ескерткіш., ru: Один памятник., en: One monument.}
"""


def merge_old_town(editor: Editor) -> None:
    """Merge one entry into its neighbour, which then names it no more."""
    record = editor.content / "monuments/eski-qala/monument.yaml"
    record.write_text(record.read_text("utf-8") + MERGED, "utf-8")
    neighbour = editor.content / "monuments/qyzyl-kesene"
    replace(neighbour / "monument.yaml", "related: [eski-qala]\n", "")
    for file in neighbour.glob("*.md"):
        file.write_text(re.sub(r"\[\[eski-qala[^\]]*\]\]", "there", file.read_text("utf-8")), "utf-8")


def test_a_number_that_was_misread_is_offered(editor: Editor) -> None:
    said = " ".join(editor.refused("inspect", "00O13", "--condition", "good", code=2).split())
    assert 'no monument "00O13"; did you mean 00013 (qyzyl-kesene)?' in said


def test_degrees_may_have_a_comma_and_words_may_not_stand_for_them(editor: Editor) -> None:
    (event,) = editor.wrote("place", "eski-qala", "--lat", "43,25", "--lon", "68,51", *PLACE[4:])
    assert (event["lat"], event["lon"]) == (43.25, 68.51)
    assert "write it as 49.3731" in " ".join(
        editor.refused("place", "00021", "--lat", "43°", "--lon", "1", *PLACE[4:], code=2).split()
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-W01-1", "is not a date"), ("20260101", "is not a date"), ("2999-01-01", "has not come yet")],
)
def test_a_day_is_written_out_and_has_come(editor: Editor, day: str, said: str) -> None:
    assert said in " ".join(editor.refused("place", "eski-qala", *PLACE[:8], "--date", day, code=2).split())


def test_without_volunteers_yet_it_is_said_where_they_are_written(editor: Editor) -> None:
    (editor.content / "plates/volunteers.yaml").unlink()
    editor.register.write_text(
        "".join(f"{line}\n" for line in editor.register.read_text("utf-8").splitlines()[:4]), "utf-8"
    )
    (editor.photographs / "qyzyl-kesene-1.jpg").unlink()
    shutil.rmtree(editor.root / ".git")
    said = editor.refused("place", "eski-qala", *PLACE, code=1)
    assert "the file does not exist yet; docs/plates.md shows how to write it" in said


def test_what_is_like_no_plate_is_told(editor: Editor) -> None:
    result = editor.plates("which", "бесік")
    assert (result.exit_code, result.output) == (1, "No plate is like бесік.\n")


def test_the_register_of_numbers_is_written_at_the_same_desk(editor: Editor) -> None:
    from click.testing import CliRunner

    from asylmura_ssg.cli import main

    words = ["register", "--content", "content"]
    before = editor.register.read_bytes()
    assert CliRunner().invoke(main, words).output == "1 entered in content/plates/register.jsonl\n"
    assert editor.register.read_bytes() == before + b'{"event": "number", "number": 3, "slug": "aq-meshit"}\n'
    assert CliRunner().invoke(main, words).output == "Every monument is in the register.\n"
    replace(editor.content / "monuments/aq-meshit/monument.yaml", "number: 3", "number: x")
    assert CliRunner().invoke(main, words).exit_code == 1
