"""docs/volumes.md held against what is read: its examples are flawless, and show every key there is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from published import MINIATURE, ROOT
from test_docs import block_of, filled

from asylmura_ssg.cli import main

GUIDE = (ROOT / "docs" / "volumes.md").read_text("utf-8")
VOLUME, GLOSSARY = filled(block_of(GUIDE, "yaml")), block_of(GUIDE, "yml")


def said_of(folder: Path, path: str, text: str) -> str:
    """Return what is said of the miniature with one of its files written anew."""
    content = folder / "content"
    shutil.copytree(MINIATURE, content)
    (content / path).write_text(text, "utf-8")
    (content / "bibliography.yaml").write_text(
        "state-list: {title: List}\nunesco-1145: {title: Petroglyphs}\n", "utf-8"
    )
    return (
        CliRunner()
        .invoke(main, ["check", "--no-advice", "--content", str(content), "--jobs", "1"], catch_exceptions=False)
        .output
    )


@pytest.mark.parametrize(("path", "example"), [("volumes/small-heritage-1.yaml", VOLUME), ("glossary.yaml", GLOSSARY)])
def test_the_example_is_flawless(path: str, example: str, tmp_path: Path) -> None:
    assert said_of(tmp_path, path, example) == "3 entries read; nothing stands in the way of a build.\n"


def test_the_example_of_a_volume_shows_every_key(tmp_path: Path) -> None:
    known = re.search(r"known keys here: (.*)", said_of(tmp_path, "volumes/small-heritage-1.yaml", VOLUME + "zz: 1\n"))
    assert known is not None
    assert set(known[1].split(", ")) == set(yaml.safe_load(VOLUME))


def test_the_example_of_a_term_shows_every_key(tmp_path: Path) -> None:
    known = re.search(r"known keys here: (.*)", said_of(tmp_path, "glossary.yaml", GLOSSARY + "  zz: 1\n"))
    assert known is not None
    assert set(known[1].split(", ")) == set(yaml.safe_load(GLOSSARY)["petroglif"])


def test_files_that_the_guide_names_are_there() -> None:
    named = re.findall(r"^content/\S+", GUIDE, re.MULTILINE)
    assert len(named) == 4
    assert [path for path in named if not (ROOT / path).is_file()] == []
