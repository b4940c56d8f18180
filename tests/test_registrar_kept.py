"""Whatever is done in whatever order, by two editors at once or cut off in the middle: the register only grows, and is right."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from editors import TODAY, Editor, saved, view
from hypothesis import given, settings, strategies as st
from published import MINIATURE, ROOT

from asylmura_ssg.diagnostics import ContentError
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.order import Order, Scope
from asylmura_ssg.model.register import HARMED, Cause, Condition, Origin
from asylmura_ssg.registrar.adopting import Hanging, adopt
from asylmura_ssg.registrar.desk import Addition, Desk, RefusedError, at_desk
from asylmura_ssg.registrar.fieldwork import inspect, place, remove, replaced_and_successor, replacement
from asylmura_ssg.registrar.issuing import issue, re_issue
from asylmura_ssg.registrar.monuments import plate_held, published

PLACE = ("--lat", "43.25", "--lon", "68.51", "--by", "zhambyl-teacher", "--permission", "№ 3", "--date", TODAY)


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    return Editor(tmp_path, monkeypatch)


# Any sequence of events

SLUGS = ("qyzyl-kesene", "eski-qala", "aq-meshit")
POINTS = {"qyzyl-kesene": Point(43.5, 71.25), "eski-qala": Point(43.25, 68.5), "aq-meshit": Point(43.4, 71.3)}
Deed = tuple[str, str, int, int]
"""What is done, at which monument, to which issue, on which day from the first."""

deeds = st.tuples(
    st.sampled_from(["issue", "re-issue", "place", "inspect", "damage", "remove", "replace", "adopt"]),
    st.sampled_from(SLUGS), st.integers(1, 3), st.integers(0, 3),
)  # fmt: skip


def lines_for(desk: Desk, deed: Deed) -> tuple[Addition, ...]:
    kind, slug, number, days = deed
    day = date(2026, 1, 1) + timedelta(days=days)
    catalogue, point, by = desk.catalogue, POINTS[slug], "zhambyl-teacher"
    if kind == "issue":
        return issue(catalogue, [published(catalogue, slug)], "example.kz", day)
    if kind == "re-issue":
        return re_issue(catalogue, slug, "small-heritage.kz", day)
    if kind == "adopt":
        payload = ("http://old.kz/a", "HTTP://OLD.KZ/A/", "қала")[number - 1]
        return adopt(catalogue, [Hanging(published(catalogue, slug), payload, Origin.TYPED)], day).additions
    plate = plate_held(catalogue, slug)
    if kind == "place":
        return (place(plate, number, day, point, by, "№ 1", Condition.GOOD, None),)
    if kind == "remove":
        return (remove(plate, number, day, Cause.THEFT, by),)
    if kind == "replace":
        old, new = replaced_and_successor(plate, number, None)
        return (replacement(plate, old, new, day, None, by, None, None),)
    harm = kind == "damage"
    return (inspect(plate, number, day, HARMED[0] if harm else Condition.GOOD, by, None, harm=harm),)


# What may follow what, told a second time in other words than the register's own.
_FOLLOWS = {
    ("issued", "placement"): "up", ("down", "placement"): "up",
    ("up", "inspection"): "up", ("up", "damage"): "up", ("up", "removal"): "down",
    ("up", "replacement"): "replaced", ("down", "replacement"): "replaced",
}  # fmt: skip


def replayed(events: list[dict[str, Any]]) -> dict[tuple[str, int], str]:
    """Return the state of every issue, by events that each must be able to follow; and demand what is unique to be so."""
    states: dict[tuple[str, int], str] = {}
    numbers: dict[int, str] = {}
    payloads: dict[str, str] = {}
    last: dict[tuple[str, int], str] = {}
    for event in events:
        kind = event["event"]
        if kind == "number":
            assert numbers.setdefault(event["number"], event["slug"]) == event["slug"]
            continue
        key = (event["plate"], event["issue"])
        if kind in ("issue", "re-issue", "adoption"):
            assert event["issue"] == 1 + sum(plate == event["plate"] for plate, _ in states), "issues are counted on"
            assert numbers[int(event["plate"][:4])] == event["slug"]
            place = event["payload"].lower().rstrip("/")
            assert payloads.setdefault(place, event["plate"]) == event["plate"], "an address is one plate's for ever"
            states[key] = "up" if kind == "adoption" else "issued"
        else:
            states[key] = _FOLLOWS[states[key], kind]
            assert event["date"] >= last[key]
        if kind == "replacement":
            assert states[event["plate"], event["successor"]] in ("issued", "down")
            states[event["plate"], event["successor"]] = "up"
            last[event["plate"], event["successor"]] = event["date"]
        last[key] = event["date"]
    firsts = [event["plate"] for event in events if event["event"] == "issue"]
    assert len(firsts) == len(set(firsts)), "a plate is issued once"
    return states


@settings(max_examples=30)
@given(done=st.lists(deeds, min_size=4, max_size=14))
def test_any_sequence_of_deeds_leaves_a_register_that_is_right_and_only_grew(done: list[Deed]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        shutil.copytree(MINIATURE, content)
        record = content / "monuments/aq-meshit/monument.yaml"
        record.write_text(record.read_text("utf-8").replace("status: review", "status: published"), "utf-8")
        register = content / "plates/register.jsonl"
        order = Order(content, Path(), Path(), content.parent / "cache", Scope(), 1)
        for deed in done:
            before = register.read_bytes()
            written: tuple[str, ...] = ()
            with at_desk(order) as desk:
                try:
                    written = desk.enter(lines_for(desk, deed))
                except (RefusedError, ContentError):
                    written = ()
            assert register.read_bytes() == before + "".join(f"{line}\n" for line in written).encode()
            replayed([json.loads(line) for line in register.read_text("utf-8").splitlines()])
        with at_desk(order) as desk:
            assert desk.reading.report.errors == ()


def test_the_deeds_of_the_property_are_mostly_possible(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(MINIATURE, content)
    order = Order(content, Path(), Path(), content.parent / "cache", Scope(), 1)
    life = [("place", 1), ("inspect", 1), ("damage", 1), ("re-issue", 1), ("replace", 1), ("remove", 2), ("place", 2), ("adopt", 1)]  # fmt: skip
    for kind, number in life:
        with at_desk(order) as desk:
            assert len(desk.enter(lines_for(desk, (kind, "eski-qala", number, 1)))) == 1
    events = [json.loads(line) for line in (content / "plates/register.jsonl").read_text("utf-8").splitlines()]
    assert replayed(events)["00021", 1] == "replaced"


# Two at once


def test_one_command_waits_for_no_other_and_says_so(editor: Editor) -> None:
    editor.publish_all()
    handle = os.open(editor.content, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    assert "another command is writing the register" in editor.refused("issue", "--all-unplated", code=2)
    os.close(handle)
    assert len(editor.wrote("issue", "--all-unplated")) == 2


def test_what_an_editor_wrote_meanwhile_is_not_lost(editor: Editor) -> None:
    order = Order(editor.content, Path(), Path(), editor.root / "cache", Scope(), 1)
    with at_desk(order) as desk:
        lines = re_issue(desk.catalogue, "eski-qala", "example.kz", date(2026, 1, 1))
        late = editor.register.read_bytes() + b'{"event": "number", "number": 3, "slug": "aq-meshit"}\n'
        editor.register.write_bytes(late)
        with pytest.raises(RefusedError, match="was changed meanwhile"):
            desk.enter(lines)
    assert editor.register.read_bytes() == late


# Two branches


def on_two_branches(editor: Editor, ours: Callable[[], None], theirs: Callable[[], None]) -> None:
    editor.git("checkout", "--quiet", "-b", "theirs")
    theirs()
    editor.commit("theirs")
    editor.git("checkout", "--quiet", "main")
    ours()
    editor.commit("ours")


def test_two_editors_who_issue_on_two_branches_meet_in_a_conflict(editor: Editor) -> None:
    editor.publish_all()
    editor.commit("published")
    on_two_branches(
        editor,
        lambda: assert_written(editor, "issue", "aq-meshit"),
        lambda: assert_written(editor, "issue", "aq-meshit", "--domain", "small-heritage.kz"),
    )
    merge = editor.git("merge", "theirs", check=False)
    assert merge.returncode == 1
    assert "CONFLICT (content): Merge conflict in content/plates/register.jsonl" in merge.stdout
    checked = editor.check()
    assert checked.exit_code == 1
    assert "content/plates/register.jsonl:8:1: error[register-form] a merge is not finished here" in checked.output
    assert checked.output.count("error[") == 1
    assert "a merge is not finished here" in editor.refused("issue", "--all-unplated", code=1)


def assert_written(editor: Editor, *words: str) -> None:
    assert editor.wrote(*words, "--date", TODAY) != []


def merged_by_union(editor: Editor) -> None:
    """Merge as somebody does who keeps the lines of both sides without a look at them."""
    (editor.root / ".git/info").mkdir(exist_ok=True)
    (editor.root / ".git/info/attributes").write_text("register.jsonl merge=union\n", "utf-8")
    editor.git("merge", "--no-edit", "theirs")
    assert b"<<<" not in editor.register.read_bytes()


def test_one_plate_issued_on_two_branches_is_an_error_when_both_lines_are_kept(editor: Editor) -> None:
    editor.publish_all()
    editor.commit("published")
    on_two_branches(
        editor,
        lambda: assert_written(editor, "issue", "aq-meshit"),
        lambda: assert_written(editor, "issue", "aq-meshit", "--domain", "small-heritage.kz"),
    )
    merged_by_union(editor)
    checked = editor.check()
    assert checked.exit_code == 1
    assert "error[plate-twice] plate 00037 was issued on 2026-11-20, in line 8" in checked.output


def test_one_number_given_to_two_monuments_on_two_branches_is_an_error_when_both_lines_are_kept(editor: Editor) -> None:
    def new_entry(slug: str) -> None:
        folder = editor.content / "monuments" / slug
        shutil.copytree(editor.content / "monuments/eski-qala", folder)
        record = folder / "monument.yaml"
        record.write_text(record.read_text("utf-8").replace("number: 2", "number: 4"), "utf-8")
        assert_written(editor, "issue", slug)

    on_two_branches(editor, lambda: new_entry("kok-tobe"), lambda: new_entry("sary-tobe"))
    merged_by_union(editor)
    checked = editor.check()
    assert checked.exit_code == 1
    assert 'error[duplicate-number] register number 4 already belongs to "kok-tobe"' in checked.output
    assert "error[plate-twice]" in checked.output or "error[plate-unknown]" in checked.output


def test_what_happened_to_different_plates_on_two_branches_may_stand_side_by_side(editor: Editor) -> None:
    on_two_branches(
        editor,
        lambda: assert_written(editor, "place", "00021", *PLACE),
        lambda: assert_written(editor, "inspect", "00013", "--condition", "good"),
    )
    merged_by_union(editor)
    assert editor.check().exit_code == 0


# Cut off

_KILLED = """
import os, signal, sys
def watch(event, arguments):
    if event == "os.rename" and os.fspath(arguments[1]).endswith(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
from asylmura_ssg.cli import main
main(sys.argv[2:])
"""


def killed(editor: Editor, at: str, *words: str) -> None:
    """Give a command and kill it at the moment when it would put down a file."""
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, at, "plates", *words, "--content", "content", "--cache", "cache"],
        cwd=editor.root, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.parametrize("at", [".jpg", "register.jsonl"])
def test_a_command_killed_at_any_step_leaves_a_register_that_is_right(editor: Editor, at: str) -> None:
    photo = saved(view("https://example.kz/00021"), editor.root / "photo.jpg")
    words = ("place", "00021", *PLACE, "--photo", str(photo))
    before = editor.register.read_bytes()
    killed(editor, at, *words)
    assert editor.register.read_bytes() == before
    assert editor.check().exit_code == 0

    (event,) = editor.wrote(*words)
    assert event["photo"] == "eski-qala-1.jpg", "the photograph that was left behind is taken up"
    assert {path.name for path in editor.photographs.iterdir()} == {"eski-qala-1.jpg", "qyzyl-kesene-1.jpg"}
    assert {path.name for path in editor.register.parent.iterdir()} == {
        "photographs",
        "register.jsonl",
        "volunteers.yaml",
    }
    assert editor.check().exit_code == 0


def test_no_photograph_stays_behind_when_the_register_cannot_be_written(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = saved(view("https://example.kz/00021"), editor.root / "photo.jpg")
    left_there = editor.register.with_name(".register.jsonl.new")
    left_there.mkdir()  # no file can be written under this name
    (left_there / "in the way").touch()
    before = editor.kept()
    result = editor.plates("place", "00021", *PLACE, "--photo", str(photo))
    assert result.exit_code == 2
    assert "the system says: Is a directory" in result.output
    assert editor.kept() == before
