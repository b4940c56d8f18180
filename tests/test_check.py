"""``asylmura check``: some records or all, in every form, with advice or without, wherever it stands."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from permissions import bound_by_permissions
from test_cases import CASES, commit, lay_out

from asylmura_ssg.cli import main
from asylmura_ssg.cli.findings import as_github
from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Severity, Span

HERE = Path(__file__).parent
MINIATURE = HERE / "miniature"
# What the standard's schema (OASIS SARIF 2.1.0, sarif-schema-2.1.0.json, which allows no property but its own) knows of the
# objects we write, as far as we write them; the first of each are required.
SARIF = {
    "log": (("version", "runs"), ("$schema",)),
    "run": (("tool",), ("results", "columnKind")),
    "driver": (("name",), ("semanticVersion", "rules")),
    "rule": (("id",), ("shortDescription", "help", "defaultConfiguration")),
    "result": (("message",), ("ruleId", "ruleIndex", "level", "locations")),
    "region": ((), ("startLine", "startColumn", "endColumn", "snippet")),
}


def known(kind: str, held: dict[str, Any]) -> dict[str, Any]:
    """Return an object of SARIF, once it has all that the schema requires and nothing that it does not know."""
    required, allowed = SARIF[kind]
    assert set(required) <= held.keys() <= {*required, *allowed}
    return held


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lay_out(MINIATURE, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*words: str, **said: str) -> Result:
    options = ["--content", "content", "--templates", "templates", "--cache", ".cache", "--jobs", "1"]
    return CliRunner().invoke(main, ["check", *options, *words], catch_exceptions=False, **said)  # type: ignore[arg-type]


def amend(root: Path, path: str, old: str, new: str) -> None:
    file = root / "content" / "monuments" / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


# Named records

OF_ITS_NEIGHBOURS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "one bears the slug of another": (("aq-meshit/monument.yaml", "\nstatus:", "\nslug: qyzyl-kesene\nstatus:"),),
    "one bears the number of another and cannot be read": (
        ("qyzyl-kesene/monument.yaml", "number: 1\n", "number: 2\n"),
        ("qyzyl-kesene/monument.yaml", "\ntype: ", "\ntype: x-"),
    ),
    "one bears its number": (("qyzyl-kesene/monument.yaml", "number: 1\n", "number: 2\n"),),
    "the one it names has another slug": (("qyzyl-kesene/monument.yaml", "\nstatus:", "\nslug: another\nstatus:"),),
    "the one it names has no record": (("qyzyl-kesene/monument.yaml", "", ""),),
    "the one it names has nothing": tuple(
        (f"qyzyl-kesene/{name}", "", "") for name in ("monument.yaml", "kk.md", "ru.md", "en.md")
    ),
    "the one it names cannot be read": (("qyzyl-kesene/monument.yaml", "status: published", "status: Published"),),
    "the one it names is a draft": (("qyzyl-kesene/monument.yaml", "status: published", "status: draft"),),
    "the one with the highest number cannot be read": (
        ("qyzyl-kesene/monument.yaml", "number: 1\n", "number: 500\n"),
        ("qyzyl-kesene/monument.yaml", "\ntype: ", "\ntype: x-"),
        ("aq-meshit/monument.yaml", "number: 3\n", "number: 2\n"),
    ),
    "a number is too long to be one": (("qyzyl-kesene/monument.yaml", "number: 1\n", f"number: {'9' * 5000}\n"),),
}


@pytest.mark.parametrize("mishap", OF_ITS_NEIGHBOURS)
def test_what_is_said_of_a_record_is_what_a_whole_check_says_of_it(root: Path, mishap: str) -> None:
    for path, old, new in OF_ITS_NEIGHBOURS[mishap]:
        if old:
            amend(root, path, old, new)
        else:
            (root / "content" / "monuments" / path).unlink(missing_ok=True)

    def told(*words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(check("--no-advice", "--format", "json", *words).stdout)
        return [one for one in found if "eski-qala/" in one["path"]]

    assert told("eski-qala") == told()


def test_a_rivalry_of_two_others_is_not_told_of_a_record_that_names_them(root: Path) -> None:
    amend(root, "aq-meshit/monument.yaml", "\nstatus:", "\nslug: qyzyl-kesene\nstatus:")
    assert "duplicate-slug" in check("--no-advice").stderr
    assert check("--no-advice", "eski-qala").exit_code == 0


def test_a_check_is_answered_where_nothing_can_be_printed_and_where_nobody_waits_for_children(root: Path) -> None:
    words = [
        "-m",
        "asylmura_ssg",
        "check",
        "--content",
        "content",
        "--templates",
        "templates",
        "--cache",
        ".cache",
        "--jobs",
        "2",
    ]
    held = os.environ | {"PYTHONPATH": str(HERE.parent)}
    mute = shlex.join([sys.executable, *words, "eski-qala"])
    result = subprocess.run(
        ["sh", "-c", f"{mute} >&-"], cwd=root, env=held, check=False, capture_output=True, text=True
    )
    assert (result.returncode, "Traceback" in result.stderr) == (0, False)
    careless = (
        "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); os.execv(sys.executable, sys.argv[1:])"
    )
    command = [sys.executable, "-c", careless, sys.executable, *words, "eski-qala"]
    result = subprocess.run(command, cwd=root, env=held, check=False, capture_output=True, text=True)
    assert result.stdout.startswith("1 entry read; nothing in it stands in the way of a build.")
    assert result.returncode == 0


@pytest.mark.parametrize(
    "name",
    ["eski-qala", "content/monuments/eski-qala", "content/monuments/eski-qala/ru.md", "./content/monuments/eski-qala/"],
)
def test_a_record_is_named_by_its_slug_or_any_path_of_it(root: Path, name: str) -> None:
    amend(root, "eski-qala/ru.md", "Городище", "Гoродище")
    amend(root, "qyzyl-kesene/ru.md", "Мавзолей", "Maвзолей")
    result = check(name)
    assert result.stderr.count("error[mixed-scripts]") == 1
    assert "content/monuments/eski-qala/ru.md:1:1: error" in result.stderr
    assert result.exit_code == 1


def test_a_record_without_a_fault_is_said_to_stand_in_nobodys_way(root: Path) -> None:
    commit(root)
    result = check("eski-qala", "qyzyl-kesene")
    assert (result.stdout, result.stderr) == ("2 entries read; nothing in them stands in the way of a build.\n", "")
    assert check("eski-qala").stdout == "1 entry read; nothing in it stands in the way of a build.\n"


def test_a_folder_that_bears_another_slug_is_found_by_it(root: Path) -> None:
    folder = root / "content" / "monuments"
    (folder / "aq-meshit").rename(folder / "white-mosque")
    amend(root, "white-mosque/monument.yaml", "number: 3\n", "number: 3\nslug: aq-meshit\n")
    assert check("aq-meshit").stdout.startswith("1 entry read")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("eski-kala", 'no record "eski-kala"; did you mean "eski-qala"?'),
        ("zzz", 'no record "zzz"; a record is named by its folder in content/monuments/'),
        ("content/site.yaml", "content/site.yaml is no record, and cannot be checked alone"),
        ("content/monuments", "content/monuments is no record"),
        ("..", ".. is no record"),
    ],
)
def test_a_name_that_is_no_records_is_told_with_the_one_that_was_meant(root: Path, name: str, said: str) -> None:
    result = check(name)
    assert said in result.stderr
    assert result.exit_code == 2


_BEYOND = {"page-too-heavy", "register-rewritten"}  # told only when pages are made, or of the register


@pytest.mark.parametrize(
    "case", [c for c in CASES if (c / "overlay" / "monuments").is_dir()], ids=lambda case: case.name
)
def test_a_record_alone_is_told_what_a_whole_check_tells_of_it(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    whole = [d for d in json.loads(check("--format", "json").stdout) if d["code"] not in _BEYOND]
    for folder in sorted(path.name for path in (tmp_path / "content" / "monuments").iterdir()):
        held = tmp_path / "content" / "monuments" / folder
        if not folder.isprintable() or not held.is_dir() or not any(held.iterdir()):
            continue
        alone = json.loads(check(folder, "--format", "json").stdout)
        place = f"content/monuments/{folder}/"
        told = [d for d in whole if d["path"].startswith(place) and not _elsewhere(d, whole)]
        assert [d for d in alone if d["path"].startswith(place) and not _elsewhere(d, whole)] == told


def _elsewhere(found: dict[str, str], whole: list[dict[str, str]]) -> bool:
    """Tell whether what is said of a record hangs on another that could not be read: then more is known of it alone."""
    broken = any(d["severity"] == "error" for d in whole if d["path"] != found["path"])
    return broken and found["code"] in {
        "waiver-idle",
        "link-to-draft",
        "merged-astray",
        "duplicate-number",
        "number-changed",
    }


def test_what_is_remembered_of_others_is_never_stale(root: Path) -> None:
    assert check("eski-qala").exit_code == 0
    amend(root, "aq-meshit/monument.yaml", "number: 3", "number: 2")
    result = check("eski-qala")
    assert 'register number 2 belongs to "eski-qala"' in result.stderr
    amend(root, "aq-meshit/monument.yaml", "number: 2", "number: 3")
    assert check("eski-qala").exit_code == 0
    shutil.rmtree(root / "content" / "monuments" / "qyzyl-kesene")
    assert 'error[unknown-monument] no entry "qyzyl-kesene"' in check("eski-qala").stderr


def test_vocabularies_that_were_changed_are_read_again(root: Path) -> None:
    assert check("eski-qala").exit_code == 0
    types = root / "content" / "types.yaml"
    types.write_text(types.read_text("utf-8").replace("town-site:", "town:"), "utf-8")
    assert 'error[unknown-type] no type "town-site"' in check("eski-qala").stderr


def test_a_damaged_memory_is_made_anew(root: Path) -> None:
    assert check("eski-qala").exit_code == 0
    for file in (root / ".cache").rglob("*"):
        if file.is_file():
            file.write_bytes(b"\x80damaged")
    assert check("eski-qala").stdout.startswith("1 entry read")


def test_a_cache_that_cannot_be_written_only_costs_time(root: Path) -> None:
    (root / ".cache").mkdir()
    for name in ("check", "history", "records"):
        (root / ".cache" / name).write_text("a file stands in its place")
    assert check("eski-qala").stdout.startswith("1 entry read")


# Advice, waivers, history


def test_advice_is_said_and_stops_nothing(root: Path) -> None:
    amend(root, "eski-qala/monument.yaml", "  - {rule: no-picture, reason: Үлгі әдейі қысқа}\n", "")
    result = check()
    assert "advice[no-picture] the entry has no picture" in result.stderr
    assert "1 piece of advice\nWhy, and how to mend it: docs/rules/no-picture.md\n" in result.stderr
    assert result.exit_code == 0
    assert "no-picture" not in check("--no-advice").stderr


def test_a_build_says_no_advice_and_nothing_that_is_waived(root: Path) -> None:
    waived = "  - {rule: missing-translation, reason: Аударма келеді}\n"
    amend(root, "eski-qala/monument.yaml", "  - {rule: no-picture, reason: Үлгі әдейі қысқа}\n", waived)
    (root / "content" / "monuments" / "eski-qala" / "en.md").unlink()
    shutil.copytree(HERE.parent / "templates", root / "whole")
    words = ["build", "--content", "content", "--templates", "whole", "--no-volume", "--no-plates", "--jobs", "1"]
    words += ["--output", "out", "--cache", ".cache"]
    result = CliRunner().invoke(main, [*words, "--quiet"], catch_exceptions=False)
    assert (result.stderr, result.exit_code) == ("", 0)
    assert "nothing: all was up to date" in CliRunner().invoke(main, words, catch_exceptions=False).stdout


def test_a_warning_that_is_waived_is_not_said(root: Path) -> None:
    (root / "content" / "monuments" / "eski-qala" / "en.md").unlink()
    assert "warning[missing-translation]" in check("--no-advice").stderr
    amend(
        root,
        "eski-qala/monument.yaml",
        "waivers:\n",
        "waivers:\n  - {rule: missing-translation, reason: Аударма келеді}\n",
    )
    assert "missing-translation" not in check("--no-advice").stderr + check().stderr + check("eski-qala").stderr


@pytest.mark.parametrize("words", [(), ("eski-qala",)])
def test_without_git_it_is_said_that_nobody_knows_what_is_stale(root: Path, words: tuple[str, ...]) -> None:
    result = check(*words)
    assert result.stderr == "Whether translations are stale was not looked at: the content is in no git repository.\n"
    assert result.exit_code == 0


def test_without_the_program_git_it_is_said_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(root)
    monkeypatch.setenv("PATH", str(root / "nothing-here"))
    assert "Whether translations are stale was not looked at: git is not installed." in check("eski-qala").stderr


def test_a_shallow_clone_is_told_of(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(root)
    amend(root, "eski-qala/kk.md", "2012", "2013")
    commit(root, "2026-01-02T12:00:00Z")
    stale = check("eski-qala").stderr
    assert stale.count("advice[stale-translation]") == 2
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", f"file://{root}", str(root / "shallow")], check=True)
    monkeypatch.chdir(root / "shallow")
    shutil.copytree(root / "templates", root / "shallow" / "templates")
    result = check("eski-qala")
    assert "This is a shallow clone: of translations only what its commits changed was looked at" in result.stderr
    assert "stale-translation" not in result.stderr
    assert result.exit_code == 0


# Forms


def every_severity(root: Path) -> None:
    amend(root, "eski-qala/ru.md", "Городище", "Гoродище")
    (root / "content" / "monuments" / "qyzyl-kesene" / "notes, 100%.txt").write_text("x")
    amend(root, "qyzyl-kesene/monument.yaml", "  - {rule: coordinates-coarse, reason: Үлгі әдейі қысқа}\n", "")


def test_github_is_told_each_place_in_its_own_signs(root: Path) -> None:
    every_severity(root)
    said = check("--format", "github").stdout.splitlines()
    assert said[0] == (
        "::error file=content/monuments/eski-qala/ru.md,line=1,col=1,endLine=1,endColumn=9,title=mixed-scripts::"
        '"Гoродище" holds the Latin letter "o"%0Awrite "Городище"'
    )
    assert any(
        line.startswith("::notice file=content/monuments/qyzyl-kesene/monument.yaml,line=23,col=8") for line in said
    )
    assert any(
        line.startswith(
            "::warning file=content/monuments/qyzyl-kesene/notes%2C 100%25.txt,line=1,col=1,title=stray-file::"
        )
        for line in said
    )


def test_words_of_many_lines_stay_one_command() -> None:
    odd = Diagnostic(Code.STRAY_FILE, Span("a:b,c%.md"), "one\ntwo\r%", "")
    assert as_github(Report([odd])) == "::warning file=a%3Ab%2Cc%25.md,line=1,col=1,title=stray-file::one%0Atwo%0D%25"


def test_sarif_says_all_that_text_says_in_the_form_of_its_standard(root: Path) -> None:
    every_severity(root)
    result = check("--format", "sarif")
    log = known("log", json.loads(result.stdout))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = known("driver", known("run", run)["tool"]["driver"])
    assert run["tool"].keys() == {"driver"}
    assert run["columnKind"] == "unicodeCodePoints"
    rules = [known("rule", rule)["id"] for rule in driver["rules"]]
    assert len(set(rules)) == len(rules)
    for rule in driver["rules"]:
        assert rule["shortDescription"].keys() == rule["help"].keys() == {"text"}
        assert rule["defaultConfiguration"]["level"] in {"note", "warning", "error"}
    listed = json.loads(check("--format", "json").stdout)
    assert len(run["results"]) == len(listed) == 4
    for found, one in zip(run["results"], listed, strict=True):
        assert known("result", found)["level"] in {"note", "warning", "error"}
        assert rules[found["ruleIndex"]] == found["ruleId"] == one["code"]
        (location,) = found["locations"]
        place = location["physicalLocation"]
        assert location.keys() == {"physicalLocation"}
        assert place.keys() == {"artifactLocation", "region"}
        assert re.fullmatch(r"[A-Za-z0-9/_.%-]+", place["artifactLocation"]["uri"])
        assert known("region", place["region"])["startLine"] == one["line"] >= 1
        assert place["region"]["startColumn"] == one["column"] >= 1
        assert place["region"].get("endColumn", one["column"] + 1) > one["column"]
        assert one["message"] in found["message"]["text"]
    assert result.exit_code == 1


@pytest.mark.parametrize(("form", "said"), [("json", "[]\n"), ("github", "")])
def test_programs_are_told_when_there_is_nothing_to_tell(root: Path, form: str, said: str) -> None:
    commit(root)
    result = check("--format", form)
    assert (result.stdout, result.stderr, result.exit_code) == (said, "", 0)


def test_every_severity_has_its_colour_and_its_level(root: Path) -> None:
    from asylmura_ssg.cli import findings, terminal

    assert set(terminal._COLOURS) == set(findings._LEVELS) == set(findings._SARIF_LEVELS) == set(Severity)


# --fix


def typed(root: Path) -> Path:
    file = root / "content" / "monuments" / "eski-qala" / "ru.md"
    file.write_text('Городище - памятник XI-XII вв. - названо "Старым" [@report].\n', "utf-8")
    return file


def test_a_mending_is_shown_and_nothing_is_written_without_a_terminal(root: Path) -> None:
    file = typed(root)
    before = file.read_bytes()
    result = check("--fix", "eski-qala")
    assert (
        "--- a/content/monuments/eski-qala/ru.md\n+++ b/content/monuments/eski-qala/ru.md\n@@ -1 +1 @@\n"
        '-Городище - памятник XI-XII вв. - названо "Старым" [@report].\n'
        "+Городище — памятник XI–XII⍽вв. — названо «Старым» [@report].\n"
    ) in result.stdout
    assert "⍽ stands for a space that does not break." in result.stdout
    assert "Nothing was written. `asylmura check --fix --yes` mends" in result.stdout
    assert file.read_bytes() == before
    assert "advice[typography]" in result.stderr


def test_a_mending_that_is_agreed_is_written_and_mends_once(root: Path) -> None:
    file = typed(root)
    result = check("--fix", "--yes", "eski-qala")
    assert "mended.\n" in result.stdout
    assert file.read_text("utf-8") == "Городище — памятник XI–XII\u00a0вв. — названо «Старым» [@report].\n"
    assert "typography" not in result.stderr
    assert check("--fix", "--yes", "eski-qala").stdout.startswith("There is nothing to mend")


def test_letters_of_another_alphabet_are_mended_before_the_check_tells_of_them(root: Path) -> None:
    amend(root, "eski-qala/ru.md", "Городище", "Гoродище")
    result = check("--fix", "--yes")
    assert "+Городище раскапывали" in result.stdout
    assert result.exit_code == 0


def at_a_terminal(
    root: Path, *words: str, answer: bytes, meanwhile: Callable[[], object] = lambda: None
) -> tuple[str, int]:
    """Run ``asylmura check`` as at a terminal, answer its question, and return what stood there and the exit code."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "asylmura_ssg", "check", "--content", "content", "--templates", "templates"]
    done = subprocess.Popen([*command, "--cache", ".cache", *words], cwd=root, stdin=theirs, stdout=theirs, stderr=theirs,
                            env=os.environ | {"PYTHONPATH": str(HERE.parent)})  # fmt: skip
    os.close(theirs)
    seen, asked = b"", False
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other end was closed
            break
        if not part:
            break
        seen += part
        if not asked and b"[y/N]" in seen:
            asked = True
            meanwhile()
            os.write(ours, answer)
    os.close(ours)
    return seen.decode().replace("\r\n", "\n"), done.wait()


@pytest.mark.parametrize(("answer", "written", "code"), [(b"y\n", True, 0), (b"\n", False, 0), (b"\x04", False, 130)])
def test_at_a_terminal_the_person_is_asked(root: Path, answer: bytes, written: bool, code: int) -> None:
    file = typed(root)
    seen, left = at_a_terminal(root, "--fix", "eski-qala", answer=answer)
    assert "Mend 2 files as shown? [y/N]:" in seen
    assert ("Stopped; nothing was written." in seen) is (code == 130)
    assert left == code
    assert ("—" in file.read_text("utf-8")) is written


def test_a_folder_that_cannot_be_written_is_told_in_words(root: Path) -> None:
    file = typed(root)
    before = file.read_bytes()
    file.parent.chmod(0o555)
    try:
        with bound_by_permissions():
            result = check("--fix", "--yes", "eski-qala")
    finally:
        file.parent.chmod(0o755)
    assert "the system says: Permission denied" in result.stderr
    assert result.exit_code == 2
    assert file.read_bytes() == before


def test_a_full_disk_leaves_every_file_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = typed(root)
    before = file.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = check("--fix", "--yes", "eski-qala")
    assert "the system says: No space left on device" in result.stderr
    assert result.exit_code == 2
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []


def test_a_stop_leaves_every_file_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = typed(root)
    before = file.read_bytes()

    def stopped(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    result = check("--fix", "--yes", "eski-qala")
    assert "Stopped; nothing was written." in result.stderr
    assert result.exit_code == 130
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--yes",), "--yes goes with --fix"),
        (("--fix", "--format", "json"), "--fix speaks to people: leave --format out"),
    ],
)
def test_options_that_do_not_go_together_are_told(root: Path, words: tuple[str, ...], said: str) -> None:
    result = check(*words)
    assert said in result.stderr
    assert result.exit_code == 2


def test_writing_files_is_what_fix_does_alone(root: Path) -> None:
    held = {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}
    check()
    check("eski-qala")
    check("--fix")
    assert {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()} == held


def test_a_mended_file_keeps_its_line_ends_and_its_mark(root: Path) -> None:
    file = typed(root)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    check("--fix", "--yes", "eski-qala")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n") > 0
    assert "—" in file.read_text("utf-8-sig")


def test_what_is_edited_while_the_question_stands_open_is_not_written_over(root: Path) -> None:
    file = typed(root)
    seen, left = at_a_terminal(
        root, "--fix", "eski-qala", answer=b"y\n", meanwhile=lambda: file.write_text("Басқа мәтін.\n", "utf-8")
    )
    assert "was edited meanwhile; nothing was written" in " ".join(seen.split())
    assert left == 2
    assert file.read_text("utf-8") == "Басқа мәтін.\n"


def test_where_there_is_no_entry_there_is_nothing_to_mend(root: Path) -> None:
    shutil.rmtree(root / "content" / "monuments")
    assert check("--fix").stdout.startswith("There is nothing to mend")
