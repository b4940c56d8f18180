"""Words of a page found again in the files they came from, though a page has other spaces, marks and line ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from asylmura_ssg.read.found_words import find_words
from asylmura_ssg.tree import read_tree

TEXT = "Бірінші жол.\n\nКесене **күйдірілген** кірпіштен [@atlas, 12-б.] қаланған, 7,6 м.\n"
RECORD = 'slug: qyzyl-kesene\nnames:\n  kk: "Қызыл кесене"\nrelated: [eski-qala]\n'


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for path, text in {
        "monuments/red/monument.yaml": RECORD, "monuments/red/kk.md": TEXT,
        "monuments/eski-qala/monument.yaml": "names: {kk: Ескі қала}\n", "monuments/eski-qala/kk.md": "Кесене.\n",
        "glossary.yaml": "kesene: {word: {kk: кесене}}\n",
    }.items():  # fmt: skip
        Path("content", path).parent.mkdir(parents=True, exist_ok=True)
        Path("content", path).write_text(text, "utf-8")
    return Path("content")


@pytest.mark.parametrize(
    ("words", "name", "place"),
    [
        ("кесене күйдірілген кір\u2010", "qyzyl-kesene", "red/kk.md:3:1-27"),
        ("қаланған, 7,6\u00a0м", "qyzyl-kesene", "red/kk.md:3:50-65"),
        ("кірпіштен12 қаланған", "qyzyl-kesene", "red/kk.md:3:24-33"),
        ("Қы\u00adзыл кесене", "qyzyl-kesene", "red/monument.yaml:3:8-20"),
        ("Кесене", "eski-qala", "eski-qala/kk.md:1:1-7"),
        ("ол да", "qyzyl-kesene", "red/monument.yaml:1:1-0"),
        ("", "qyzyl-kesene", "red/monument.yaml:1:1-0"),
        ("Ескі қала → 12", "contents", "eski-qala/monument.yaml:1:13-17"),
    ],
)
def test_words_are_found_where_they_were_written(words: str, name: str, place: str, content: Path) -> None:
    found = find_words(words, name, read_tree(content))
    assert found is not None
    span, line = found
    assert f"{span.path}:{span.line}:{span.column}-{span.end}".removeprefix("content/monuments/") == place
    assert line == ("" if span.end == 0 else Path(span.path).read_text("utf-8").splitlines()[span.line - 1])


def test_a_page_that_is_no_entrys_is_looked_for_where_no_entry_is_first(content: Path) -> None:
    found = find_words("кесене", "glossary", read_tree(content))
    assert found is not None
    assert found[0].path == "content/glossary.yaml"


def test_words_that_stand_nowhere_have_no_place(content: Path) -> None:
    assert find_words("Мүлдем басқа", "imprint", read_tree(content)) is None
