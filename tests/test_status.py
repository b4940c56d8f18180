"""How far the encyclopedia has come: what `asylmura status` says, draws and remembers, and the page of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from editors import Editor
from published import MINIATURE, Small, tree_of

from asylmura_ssg.cli import main
from asylmura_ssg.programme.chronicle import months_before
from asylmura_ssg.programme.survey import recalled


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    return Editor(tmp_path, monkeypatch)


def status(*words: str, columns: int = 80) -> Result:
    options = ["--content", "content", "--cache", "cache"]
    return CliRunner(env={"COLUMNS": str(columns)}).invoke(main, ["status", *words, *options], catch_exceptions=False)


def told(*words: str) -> dict[str, Any]:
    result = status("--format", "json", *words)
    assert result.exit_code == 0, result.output
    held: dict[str, Any] = json.loads(result.stdout)
    return held


def commit_as(editor: Editor, name: str, day: str, *words: str) -> None:
    """Commit everything as somebody on a day, at noon where no hour is said; ``--amend`` takes the last commit's place."""
    when = f"{day if 'T' in day else f'{day}T12:00:00'}+00:00"
    editor.git("add", "--all")
    subprocess.run(
        ["git", "commit", "--quiet", *(words or ("--message", "a change"))],
        cwd=editor.root, check=True, capture_output=True,
        env={**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_NAME": name,
             "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": "a@example.org"},
    )  # fmt: skip


def landed(editor: Editor, day: str) -> None:
    """Let all that was committed have landed on a day."""
    commit_as(editor, "Editor", day, "--amend", "--no-edit", "--reset-author")


def test_records_are_counted_by_state_against_the_target(editor: Editor) -> None:
    result = status()
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("3 records, 2 published.")
    held = told()["together"]
    assert (held["records"], held["published"], held["draft"] + held["review"]) == (3, 2, 1)


def test_the_regions_of_the_programme_have_their_target_and_cities_have_none(editor: Editor) -> None:
    site = editor.content / "site.yaml"
    text = re.sub(r"(?m)^targets:.*\n", "", site.read_text("utf-8"))
    site.write_text(f"{text}targets: {{monuments: 1, volunteers: 1}}\n", "utf-8")
    held = told()
    assert held["target"] == 1
    for region in held["regions"]:
        assert region["target"] == (None if region["city"] else 1)
        assert region["reached"] == (not region["city"] and region["published"] >= 1)
    assert held["regions_reached"] == sum(region["reached"] for region in held["regions"])
    assert held["lacking"] == sum(max(0, 1 - r["published"]) for r in held["regions"] if not r["city"])


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_no_line_of_the_table_is_wider_than_the_terminal(editor: Editor, columns: int) -> None:
    lines = status(columns=columns).stdout.splitlines()
    table = lines[: lines.index("", 2)]
    assert len(table) > 3
    assert [line for line in table[2:] if len(line) > columns] == []


def test_one_region_is_told_record_by_record(editor: Editor) -> None:
    region = next(r["region"] for r in told()["regions"] if r["published"])
    result = status("--region", region)
    slugs = [r["slug"] for r in told("--region", region)["records"]]
    assert slugs
    assert all(slug in result.stdout for slug in slugs)


def test_a_region_that_is_none_is_told_with_what_was_meant(editor: Editor) -> None:
    region = told()["regions"][0]["region"]
    result = status("--region", f"{region}x")
    assert result.exit_code == 2
    assert f'no region "{region}x"; did you mean "{region}"?' in result.output


def test_a_region_without_entries_says_how_to_begin(editor: Editor) -> None:
    region = next(r["region"] for r in told()["regions"] if not r["records"])
    result = status("--region", region)
    assert result.exit_code == 0
    assert "None yet: `asylmura new` begins one." in result.stdout


def test_an_empty_collection_says_so(editor: Editor) -> None:
    shutil.rmtree(editor.content / "monuments")
    (editor.content / "plates" / "register.jsonl").write_text("")
    result = status()
    assert result.exit_code == 0
    assert result.stdout.startswith("There are no records yet: `asylmura new` begins one.")


def test_a_translation_is_stale_when_its_kazakh_text_was_changed_after_it(editor: Editor) -> None:
    assert told()["history"]["stale"] == []
    landed(editor, "2026-01-02")
    text = editor.content / "monuments/qyzyl-kesene/kk.md"
    text.write_text(text.read_text("utf-8") + "\nТағы бір сөйлем.\n", "utf-8")
    commit_as(editor, "Айгүл", "2026-03-04")
    stale = told()["history"]["stale"]
    assert [(s["slug"], s["language"], s["translated"], s["changed"]) for s in stale] == [
        ("qyzyl-kesene", "en", "2026-01-02", "2026-03-04"),
        ("qyzyl-kesene", "ru", "2026-01-02", "2026-03-04"),
    ]
    said = status().stdout
    assert "Translations older than their Kazakh text: 1" in said
    assert "en of 2026-01-02, ru of 2026-01-02; Kazakh of 2026-03-04" in said

    record = text.with_name("monument.yaml")
    reason = "waivers:\n  - {rule: stale-translation, reason: A sentence for Kazakh readers alone.}\n"
    record.write_text(record.read_text("utf-8") + reason, "utf-8")
    assert told()["history"]["stale"] == []


def test_what_is_stale_since_the_same_day_is_told_as_such(editor: Editor) -> None:
    landed(editor, "2026-01-02T08:00:00")
    text = editor.content / "monuments/qyzyl-kesene/kk.md"
    text.write_text(text.read_text("utf-8") + "\nТағы бір сөйлем.\n", "utf-8")
    commit_as(editor, "Айгүл", "2026-01-02T17:00:00")
    assert "en of 2026-01-02, ru of 2026-01-02; Kazakh later on that day" in status().stdout


def test_editors_are_told_by_name_and_never_by_mail_address(editor: Editor) -> None:
    record = editor.content / "monuments/qyzyl-kesene/monument.yaml"
    for number, name in enumerate(("Айгүл", "somebody@example.org")):
        record.write_text(f"{record.read_text('utf-8')}# {number}\n", "utf-8")
        commit_as(editor, name, "2026-05-06")
    said = status().stdout + json.dumps(told(), ensure_ascii=False)
    assert re.search(r"Айгүл +1 record, 1 commit, last 2026-05-06", said)
    assert "(without a name)" in said
    assert "@" not in said


def test_entries_that_nobody_touched_are_told_and_new_ones_are_not(editor: Editor) -> None:
    landed(editor, "2020-01-02")
    shutil.copytree(editor.content / "monuments/aq-meshit", editor.content / "monuments/zhana")
    record = editor.content / "monuments/zhana/monument.yaml"
    record.write_text(re.sub(r"number: \d+", "number: 77", record.read_text("utf-8")), "utf-8")
    history = told()["history"]
    assert {u["slug"] for u in history["untouched"]} == {"aq-meshit", "eski-qala", "qyzyl-kesene"}
    assert {u["since"] for u in history["untouched"]} == {"2020-01-02"}
    assert history["uncommitted"] == ["zhana"]


def test_without_git_the_figures_are_told_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(MINIATURE, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    result = status()
    assert result.exit_code == 0
    assert "What git remembers cannot be told: the content is in no git repository." in result.stdout
    assert told()["history"] == {"known": False, "why": "the content is in no git repository"}


def test_a_shallow_clone_blames_nobody_for_the_commit_it_was_cut_at(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = editor.content / "monuments/qyzyl-kesene/kk.md"
    text.write_text(text.read_text("utf-8") + "\nТағы бір сөйлем.\n", "utf-8")
    editor.commit("one more sentence")
    editor.git("clone", "--quiet", "--depth", "1", f"file://{editor.root}", "shallow")
    monkeypatch.chdir(editor.root / "shallow")
    said = status().stdout
    assert "This is a shallow clone" in said
    assert "git fetch --unshallow" in said
    history = told()["history"]
    assert not history["whole"]
    assert (history["stale"], history["untouched"], history["editors"], history["uncommitted"]) == ([], [], [], [])


def test_what_git_said_is_remembered_and_a_new_commit_is_seen(editor: Editor) -> None:
    status()
    before = tree_of(editor.root / "cache" / "history")
    assert len(before) == 1
    status()
    assert tree_of(editor.root / "cache" / "history") == before
    record = editor.content / "monuments/eski-qala/monument.yaml"
    record.write_text(f"{record.read_text('utf-8')}# a remark\n", "utf-8")
    editor.commit("a remark")
    assert told()["history"]["editors"][0]["commits"] == 2


def test_an_edit_is_counted_though_figures_are_remembered(editor: Editor) -> None:
    assert told()["together"]["published"] == 2
    record = editor.content / "monuments/qyzyl-kesene/monument.yaml"
    record.write_text(record.read_text("utf-8").replace("status: published", "status: review"), "utf-8")
    held = told()["together"]
    assert (held["published"], held["review"] + held["draft"]) == (1, 2)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'[[],[[1]],1,"2026-01-01",0]', b"\xff"])
def test_a_damaged_memory_is_taken_for_nothing(data: bytes) -> None:
    assert recalled(data) is None


def test_the_picture_is_the_same_each_time_and_its_words_are_outlines(editor: Editor) -> None:
    for name in ("one.svg", "two.svg", "one.png"):
        result = status("--picture", name, "--language", "kk")
        assert result.exit_code == 0
        assert f"Drawn: {name}" in result.stderr
    one = (editor.root / "one.svg").read_text("utf-8")
    assert one == (editor.root / "two.svg").read_text("utf-8")
    assert "<text" not in one
    assert "font" not in one
    assert 'lang="kk"><title>' in one
    assert (editor.root / "one.png").read_bytes().startswith(b"\x89PNG")


def test_a_picture_of_another_kind_is_refused(editor: Editor) -> None:
    result = status("--picture", "one.pdf")
    assert result.exit_code == 2
    assert "one.pdf is neither .svg nor .png" in result.output


def test_a_picture_that_cannot_be_written_is_told_in_words(editor: Editor) -> None:
    (editor.root / "file").write_text("")
    result = status("--picture", "file/one.svg")
    assert result.exit_code == 2
    assert "the system says:" in result.output
    assert "no picture was written" in result.output


def test_figures_are_told_where_nothing_can_be_remembered(editor: Editor) -> None:
    (editor.root / "cache").write_text("no folder")
    result = CliRunner().invoke(main, ["status", "--content", "content", "--cache", "cache/none"])
    assert result.exit_code in (0, 2)
    assert "Traceback" not in result.output


def test_errors_in_the_content_are_told_and_do_not_stop_it(editor: Editor) -> None:
    record = editor.content / "monuments/aq-meshit/monument.yaml"
    record.write_text("number: nought\n", "utf-8")
    for _ in range(2):  # the second time from memory
        result = status()
        assert result.exit_code == 0
        assert "in the content: `asylmura check` tells which." in result.stderr
        assert result.stdout.startswith("2 records, 2 published.")


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 23), 12, date(2025, 11, 23)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
    ],
)
def test_months_are_counted_back_by_the_calendar(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_the_page_tells_the_same_figures_in_each_language(small: Small) -> None:
    site = small.site()
    for language in ("kk", "ru", "en"):
        page = site.page(f"{language}/status/index.html")
        total = [cell.text_content().strip() for cell in page.xpath("//tfoot//td")]
        assert total == ["2", "1", "–"]
        assert page.xpath("//main//script") == []
        assert page.xpath("//table[contains(@class, 'parts')]/tbody//th/@lang") == ["kk", "ru", "en"]


def test_the_page_about_the_project_leads_to_it(small: Small) -> None:
    site = small.site()
    for language in ("kk", "ru", "en"):
        path = f"{language}/about/index.html"
        if (site.root / path).exists():
            assert site.page(path).xpath(f"//main//a[@href='/{language}/status/']")


def test_what_git_remembers_is_no_part_of_the_page(editor: Editor) -> None:
    where = ["--content", "content", "--no-volume", "--no-plates", "--jobs", "1", "--quiet"]
    for output in ("one", "two"):
        command = ["build", *where, "--output", output, "--cache", "cache"]
        assert CliRunner().invoke(main, command, catch_exceptions=False).exit_code == 0
        editor.git("commit", "--quiet", "--allow-empty", "--message", "nothing")
    assert (editor.root / "one/kk/status/index.html").read_bytes() == (
        editor.root / "two/kk/status/index.html"
    ).read_bytes()


def test_a_damaged_repository_is_not_taken_for_a_new_one(editor: Editor) -> None:
    landed(editor, "2026-01-10")
    shutil.rmtree(editor.root / ".git" / "objects")
    (editor.root / ".git" / "objects").mkdir()
    assert "the repository is damaged" in told()["history"]["why"]
