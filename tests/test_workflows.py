"""The workflows for GitHub and GitLab: every command in them exists, and their steps run in a repository of their own."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from published import MINIATURE, ROOT, TEMPLATES

from asylmura_ssg.cli import main

GITHUB, GITLAB = ROOT / ".github/workflows/content.yml", ROOT / ".gitlab-ci.yml"
SCRIPT = ROOT / ".ci/changed-pages"
BROUGHT = re.compile(r"pip install|apt-get")


def github() -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load(GITHUB.read_text("utf-8"))
    return held


def gitlab() -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load(GITLAB.read_text("utf-8"))
    return held


def github_steps() -> list[str]:
    """Return the shell of the job's steps, what brings programs left out."""
    steps = [step["run"] for step in github()["jobs"]["content"]["steps"] if "run" in step]
    return [step for step in steps if not BROUGHT.search(step)]


def gitlab_steps() -> list[str]:
    return list(gitlab()["content"]["script"])


def commands() -> list[list[str]]:
    """Return every command of ours in both files and the script they share, as words."""
    text = "\n".join([*github_steps(), *gitlab_steps(), SCRIPT.read_text("utf-8").replace("\\\n", " ")])
    found = re.findall(r"(?:asylmura|python -m asylmura_ssg) ([a-z].*?)(?=;|\|\||\)|>|$)", text, re.MULTILINE)
    return [shlex.split(command) for command in dict.fromkeys(each.strip() for each in found)]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_in_them_exists_with_these_options(words: list[str]) -> None:
    command = main.get_command(click.Context(main), words[0])
    assert command is not None, words[0]
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= known
    for parameter in command.params:
        if isinstance(parameter.type, click.Choice) and parameter.opts[0] in words:
            assert words[words.index(parameter.opts[0]) + 1] in parameter.type.choices


def test_github_may_do_no_more_than_it_must() -> None:
    workflow = github()
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["content"]["permissions"] == {"contents": "read", "security-events": "write"}
    assert workflow["jobs"]["comment"]["permissions"] == {"pull-requests": "write"}
    checkout = workflow["jobs"]["content"]["steps"][0]
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}


def test_no_words_of_a_stranger_are_put_into_a_shell() -> None:
    """What whoever proposes a change may choose, such as the name of a branch, comes by the environment alone."""
    steps = [step["run"] for job in github()["jobs"].values() for step in job["steps"] if "run" in step]
    assert [step for step in steps if "${{" in step] == []


def test_every_action_is_named_with_its_version() -> None:
    used = [step["uses"] for job in github()["jobs"].values() for step in job["steps"] if "uses" in step]
    assert used
    assert [use for use in used if not re.fullmatch(r"[\w.-]+/[\w./-]+@(v\d+|[0-9a-f]{40})", use)] == []


def test_both_fetch_the_whole_history() -> None:
    assert gitlab()["variables"]["GIT_DEPTH"] == "0"


def test_gitlab_takes_the_files_that_its_steps_write() -> None:
    job = gitlab()["content"]
    said = "\n".join(job["script"])
    assert f"> {job['artifacts']['reports']['codequality']}" in said
    assert job["artifacts"]["expose_as"]
    assert job["artifacts"]["paths"] == ["comparison/", "output/"]


class Checkout:
    """A repository with a small content, as a runner has it: `asylmura` and `python` are at hand."""

    def __init__(self, root: Path) -> None:
        self.root = root / "repository"
        shutil.copytree(MINIATURE, self.root / "content")
        shutil.copytree(TEMPLATES, self.root / "templates")
        (self.root / ".ci").mkdir()
        shutil.copy2(SCRIPT, self.root / ".ci")
        (self.root / ".gitignore").write_text("/output/\n/.output.back/\n/.cache/\n/comparison/\n*.sarif\n*.json\n")
        at_hand = root / "bin"
        at_hand.mkdir()
        for name, words in {"asylmura": "-m asylmura_ssg", "python": ""}.items():
            shim = at_hand / name
            shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {words} "$@"\n')
            shim.chmod(0o755)
        self.environment = {
            **os.environ, "PATH": f"{at_hand}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT),
            "GITHUB_STEP_SUMMARY": str(root / "summary.md"), "GIT_AUTHOR_NAME": "E", "GIT_AUTHOR_EMAIL": "e@example.org",
            "GIT_COMMITTER_NAME": "E", "GIT_COMMITTER_EMAIL": "e@example.org",
        }  # fmt: skip
        self.summary = root / "summary.md"
        self.bash("git init --quiet --initial-branch main && git add --all && git commit --quiet -m landed")
        self.base = self.bash("git rev-parse HEAD").stdout.strip()

    def bash(self, step: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a step as runners do."""
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step],
            cwd=self.root, env=self.environment | environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def edit(self, old: str, new: str) -> None:
        text = self.root / "content/monuments/qyzyl-kesene/en.md"
        said = text.read_text("utf-8")
        assert old in said
        text.write_text(said.replace(old, new), "utf-8")
        assert self.bash("git commit --quiet --all -m edited").returncode == 0


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_the_steps_check_build_and_compare_what_was_proposed(checkout: Checkout, host: str) -> None:
    first = (checkout.root / "content/monuments/qyzyl-kesene/en.md").read_text("utf-8").split()[0]
    checkout.edit(first, f"Wholly {first}")
    given = {"BASE": checkout.base} if host == "github" else {"CI_MERGE_REQUEST_DIFF_BASE_SHA": checkout.base}
    for step in github_steps() if host == "github" else gitlab_steps():
        ran = checkout.bash(step, **given)
        assert ran.returncode == 0, (step, ran.stdout, ran.stderr)
    report = checkout.root / "comparison"
    assert "<ins>Wholly" in (report / "report.html").read_text("utf-8")
    assert "<ins>Wholly" in (report / "summary.md").read_text("utf-8")
    assert (report / "status.svg").is_file()
    assert (checkout.root / "output/en/monuments/qyzyl-kesene/index.html").is_file()
    if host == "github":
        assert json.loads((checkout.root / "check.sarif").read_text("utf-8"))["version"] == "2.1.0"
        assert "<ins>Wholly" in checkout.summary.read_text("utf-8")
    else:
        assert isinstance(json.loads((checkout.root / "check.json").read_text("utf-8")), list)
    assert checkout.bash("git worktree list | wc -l").stdout.strip() == "1"


def test_what_is_wrong_fails_the_check_and_is_reported_all_the_same(checkout: Checkout) -> None:
    record = checkout.root / "content/monuments/qyzyl-kesene/monument.yaml"
    record.write_text(re.sub(r"(?m)^region: .*", "region: nowhere", record.read_text("utf-8")), "utf-8")
    check, sarif = github_steps()[:2]
    ran = checkout.bash(check)
    assert ran.returncode == 1
    assert "::error file=content/monuments/qyzyl-kesene/monument.yaml,line=" in ran.stdout
    assert checkout.bash(sarif).returncode == 0
    assert "unknown-region" in (checkout.root / "check.sarif").read_text("utf-8")
    quality = gitlab_steps()[0]
    assert checkout.bash(quality).returncode == 0
    found = json.loads((checkout.root / "check.json").read_text("utf-8"))
    told = next(each for each in found if each["check_name"] == "unknown-region")
    assert told["severity"] == "major"
    assert told["location"]["path"] == "content/monuments/qyzyl-kesene/monument.yaml"
    assert len({each["fingerprint"] for each in found}) == len(found)


@pytest.mark.parametrize("commit", ["", "0" * 40])
def test_without_a_commit_to_compare_with_that_is_said(checkout: Checkout, commit: str) -> None:
    (checkout.root / "output").mkdir()
    ran = checkout.bash(f'.ci/changed-pages "{commit}" output')
    assert ran.returncode == 0, ran.stderr
    said = (checkout.root / "comparison/summary.md").read_text("utf-8")
    assert said.startswith("Nothing was compared: git does not know the commit")


def test_a_base_that_cannot_be_built_is_said_and_fails_nothing(checkout: Checkout) -> None:
    checkout.bash("git rm --quiet -r content/site.yaml && git commit --quiet -m broken")
    broken = checkout.bash("git rev-parse HEAD").stdout.strip()
    (checkout.root / "output").mkdir()
    ran = checkout.bash(f".ci/changed-pages {broken} output")
    assert ran.returncode == 0, ran.stderr
    assert "cannot be built" in (checkout.root / "comparison/summary.md").read_text("utf-8")
    assert checkout.bash("git worktree list | wc -l").stdout.strip() == "1"
