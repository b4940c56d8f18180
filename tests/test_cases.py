"""Every rule, told by a case: a small overlay over the miniature encyclopedia, and the very words that a person reads.

``tests/cases/<code>/`` or ``<code>--<variant>/`` holds ``case.md`` (the story), ``expected.txt``, and what differs from
``tests/miniature/content/`` in ``overlay/`` (where ``.remove`` lists paths to delete, ``.links`` lists symbolic links, ``.stretched`` sizes in bytes, and
``.committed`` says that the miniature was committed before, ``.committed-again`` that the overlay was, a day later, ``.whole-templates`` that the real templates show it) and from ``tests/miniature/templates/`` in ``templates/``. ``pytest tests/test_cases.py --rewrite`` writes the expected texts anew.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from asylmura_ssg.cli import main
from asylmura_ssg.diagnostics import Code, Severity

HERE = Path(__file__).parent
TEMPLATES = HERE.parent / "templates"
CASES = sorted((HERE / "cases").iterdir())
_FILES = {"case.md", "expected.txt", "overlay", "templates"}


def code_of(case: Path) -> str:
    return case.name.partition("--")[0]


def lay_out(case: Path, root: Path) -> None:
    """Put the miniature with the case's overlays into ``root/content`` and ``root/templates``."""
    shutil.copytree(HERE / "miniature" / "content", root / "content")
    overlay = case / "overlay"
    whole = (overlay / ".whole-templates").exists()
    shutil.copytree(TEMPLATES if whole else HERE / "miniature" / "templates", root / "templates")
    if (overlay / ".committed").exists():
        commit(root)
    if overlay.is_dir():
        shutil.copytree(overlay, root / "content", dirs_exist_ok=True)
    if (case / "templates").is_dir():
        shutil.copytree(case / "templates", root / "templates", dirs_exist_ok=True)
    if (overlay / ".committed-again").exists():
        commit(root, "2026-01-02T12:00:00Z")
    for path in lines_of(overlay / ".remove"):
        (root / "content" / path).unlink()
    for line in lines_of(overlay / ".stretched"):
        path, _, size = line.partition(" ")
        os.truncate(root / "content" / path, int(size))
    for line in lines_of(overlay / ".links"):
        path, _, target = line.partition(" -> ")
        (root / "content" / path).symlink_to(target)


def commit(root: Path, day: str = "2026-01-01T12:00:00Z") -> None:
    who = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "--quiet"], ["add", "content"], [*who, "commit", "--quiet", "-m", "as it landed"]):
        when = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
        subprocess.run(["git", *words], cwd=root, check=True, env=os.environ | when)


def lines_of(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.is_file() else []


def checked(root: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> Result:
    """Run ``asylmura check`` as a person does who stands in the folder that holds content and templates."""
    monkeypatch.chdir(root)
    words = ["check", "--content", "content", "--templates", "templates", "--cache", ".cache", "--jobs", "1", *options]
    return CliRunner().invoke(main, words, catch_exceptions=False)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_case_is_told_in_its_words(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    lay_out(case, tmp_path)
    severity = next(code.severity for code in Code if code.slug == code_of(case))
    quiet = () if severity is Severity.ADVICE else ("--no-advice",)
    text = checked(tmp_path, monkeypatch, *quiet)
    said = text.stderr.rstrip("\n").rpartition("\n\n")[0] + "\n"
    expected = case / "expected.txt"
    if request.config.getoption("--rewrite"):
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")
    assert f"{severity}[{code_of(case)}]" in said
    assert text.exit_code == (1 if "error[" in said else 0)

    structured = checked(tmp_path, monkeypatch, "--format", "json", *quiet)
    found = json.loads(structured.stdout)
    heads = [f"{d['path']}:{d['line']}:{d['column']}: {d['severity']}[{d['code']}] {d['message']}" for d in found]
    assert heads == [line for line in said.splitlines() if line.startswith(("content/", "templates/"))]
    assert [d["hint"] for d in found if d["hint"]] == [
        line[4:] for line in said.splitlines() if line.startswith("  = ")
    ]
    assert all(d["end_column"] >= d["column"] for d in found)
    assert structured.exit_code == text.exit_code


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    assert {code_of(case) for case in CASES} == {code.slug for code in Code}
    assert {code.slug for code in Code} <= {case.name for case in CASES}, "a rule's first case bears its name alone"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_case_is_in_order(case: Path) -> None:
    held = {path.name for path in case.iterdir()}
    assert {"case.md", "expected.txt"} < held <= _FILES
    story = (case / "case.md").read_text("utf-8")
    assert story.count("\n") == 1
    assert story.endswith(".\n")
    for path in lines_of(case / "overlay" / ".remove"):
        assert (HERE / "miniature" / "content" / path).is_file()


def test_no_two_rules_ask_the_same() -> None:
    assert len({code.value for code in Code}) == len(Code)
    assert {code.severity for code in Code} == set(Severity)


def test_the_miniature_is_flawless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(HERE / "miniature", tmp_path)
    commit(tmp_path)
    result = checked(tmp_path, monkeypatch)
    assert (result.stderr, result.exit_code) == ("", 0)
    assert result.stdout == "3 entries read; nothing stands in the way of a build.\n"


def test_the_miniature_is_flawless_with_the_real_templates() -> None:
    result = CliRunner().invoke(
        main, ["check", "--no-advice", "--content", str(HERE / "miniature" / "content")], catch_exceptions=False
    )
    assert (result.stderr, result.exit_code) == ("", 0)
