"""Encyclopedias published for tests to look at: the real one, once a run, and small ones that a test may edit."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import yaml
from click.testing import CliRunner, Result

from asylmura_ssg.cli import main

ROOT = Path(__file__).parent.parent
CONTENT, TEMPLATES, MINIATURE = ROOT / "content", ROOT / "templates", ROOT / "tests" / "miniature" / "content"
LANGUAGES = ("kk", "ru", "en")

HEEDING = ("env", "--default-signal=INT")
"""Before a command that a test will stop: a shell's job in the background is born ignoring Ctrl-C (signal(7)), and so would
whatever the tests run."""

Tree = dict[str, bytes]
"""Everything below a folder: path with forward slashes → bytes."""


def tree_of(folder: Path) -> Tree:
    """Return everything below a folder, what is hidden too."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def changed(before: Tree, after: Tree) -> set[str]:
    """Return the paths that are not the same in both trees, what is hidden left out."""
    return {p for p in before.keys() | after.keys() if before.get(p) != after.get(p) and not p.startswith(".")}


def build(content: Path, output: Path, cache: Path, *options: str, templates: Path = TEMPLATES) -> Result:
    """Run ``asylmura build`` in this process, by one job, without volumes."""
    where = ["--content", content, "--templates", templates, "--output", output, "--cache", cache]
    return CliRunner().invoke(
        main, ["build", *map(str, where), "--no-volume", "--jobs", "1", *options], catch_exceptions=False
    )


def build_apart(
    content: Path, output: Path, cache: Path, *options: str, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run ``asylmura build`` in a process of its own, without volumes."""
    where = ["--content", content, "--templates", TEMPLATES, "--output", output, "--cache", cache]
    return subprocess.run(
        [sys.executable, "-m", "asylmura_ssg", "build", *map(str, where), "--no-volume", *options],
        capture_output=True, text=True, check=False, cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip


@dataclass(frozen=True)
class Site:
    """A published site and its pages, parsed by lxml."""

    root: Path
    _parsed: dict[str, lxml.html.HtmlElement] = field(default_factory=dict)

    def read(self, path: str) -> str:
        """Return the text of a file."""
        return (self.root / path).read_text("utf-8")

    def page(self, path: str) -> lxml.html.HtmlElement:
        """Return a page as a tree of elements."""
        if path not in self._parsed:
            self._parsed[path] = lxml.html.document_fromstring(self.read(path))
        return self._parsed[path]

    def paths(self, pattern: str = "**/*.html") -> list[str]:
        """Return the paths of the files that match a pattern, sorted."""
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.glob(pattern))

    def pages(self) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
        """Yield every page with its path."""
        for path in self.paths():
            yield path, self.page(path)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real encyclopedia, built once a run, whichever of pytest's workers comes first."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    done = shared / "site.done"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            made = build_apart(CONTENT, shared / "site", shared / "site-cache")
            assert made.returncode == 0, made.stderr
            done.touch()
    return Site(shared / "site")


@pytest.fixture(scope="session")
def records() -> dict[str, dict[str, Any]]:
    """Every real monument.yaml by its slug, read by PyYAML alone."""
    files = sorted((CONTENT / "monuments").glob("*/monument.yaml"))
    return {file.parent.name: yaml.safe_load(file.read_text("utf-8")) for file in files}


@pytest.fixture(scope="session")
def warm(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that tests share: what is dear to make (fonts, codes) was made with the real site."""
    cache = tmp_path_factory.mktemp("cache")
    shutil.copytree(site.root.with_name("site-cache") / "made", cache / "made")
    return cache


class Small:
    """The miniature encyclopedia in a folder of its own, that a test may edit and build with the real templates.

    Of its three monuments ``qyzyl-kesene`` speaks of ``eski-qala``, its neighbour, and ``aq-meshit`` is not published.
    """

    def __init__(self, folder: Path, cache: Path) -> None:
        self.content, self.output, self.cache = folder / "content", folder / "output", cache
        shutil.copytree(MINIATURE, self.content)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace words in a content file, which must hold them."""
        replace(self.content / path, old, new)

    def withdraw(self, plate: str) -> None:
        """Take every event of a plate out of the register, as if it had never been issued."""
        register = self.content / "plates" / "register.jsonl"
        lines = register.read_text("utf-8").splitlines(keepends=True)
        register.write_text("".join(line for line in lines if f'"{plate}"' not in line), "utf-8")

    def record(self, slug: str) -> dict[str, Any]:
        """Return a record, to be changed and rewritten."""
        held: dict[str, Any] = yaml.safe_load((self.content / f"monuments/{slug}/monument.yaml").read_text("utf-8"))
        return held

    def rewrite(self, slug: str, record: Mapping[str, Any]) -> None:
        """Write a record in the place of the one that was there; a key that is None is left out."""
        kept = {key: value for key, value in record.items() if value is not None}
        text = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)
        (self.content / f"monuments/{slug}/monument.yaml").write_text(text, "utf-8")

    def build(self, *options: str, templates: Path = TEMPLATES) -> Result:
        """Build it; the result has what was said and the exit code."""
        return build(self.content, self.output, self.cache, *options, templates=templates)

    def published(self, *options: str, templates: Path = TEMPLATES) -> Tree:
        """Build it, demand that all was well, and return everything that stands in the output."""
        result = self.build(*options, templates=templates)
        assert result.exit_code == 0, result.output
        return tree_of(self.output)

    def cold(self, *options: str, templates: Path = TEMPLATES) -> Tree:
        """Return what a first build into an empty folder publishes: of what was kept, fonts and codes alone are used."""
        output, cache = self.output.with_name("cold"), self.output.with_name("cold-cache")
        for folder in (output, cache):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.cache / "made", cache / "made")
        result = build(self.content, output, cache, *options, templates=templates)
        assert result.exit_code == 0, result.output
        return tree_of(output)

    def site(self) -> Site:
        """Build it and return what is published."""
        self.published()
        return Site(self.output)


def replace(path: Path, old: str, new: str) -> None:
    """Replace words in a file, which must hold them."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def small(tmp_path: Path, warm: Path) -> Small:
    """The miniature encyclopedia, not yet built."""
    return Small(tmp_path, warm)
