"""The handbook: chapters of docs/ become pages that lead to one another wherever they are put."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from published import LANGUAGES, ROOT, TEMPLATES

from asylmura_ssg.cli import main
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.handbook import AstrayError, Handbook, TakenError, write_handbook
from asylmura_ssg.read.design import read_design
from asylmura_ssg.tree import read_tree


@pytest.fixture(scope="module")
def design() -> object:
    return read_design(read_tree(TEMPLATES), Report())


def _docs(folder: Path, **chapters: str) -> Path:
    for name, text in chapters.items():
        place = folder / "handbook" / "en" / f"{name.replace('_', '-')}.md"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return folder


def _made(docs: Path, design: object) -> Handbook:
    return Handbook(read_tree(docs), design, "Asyl Mura")  # type: ignore[arg-type]


def _addresses(page: bytes) -> list[str]:
    tags = re.findall(r"<(?:a|img|link)\b[^>]*>", page.decode())
    found = [address for tag in tags for address in re.findall(r'(?:href|src)="([^"#]+)', tag)]
    return [address for address in found if not address.startswith(("http:", "https:", "mailto:"))]


def test_every_address_in_the_real_handbook_leads_to_a_file_of_it(design: object) -> None:
    handbook = _made(ROOT / "docs", design)
    paths = set(handbook.paths)
    astray = []
    for path, page in handbook.pages.items():
        for address in _addresses(page):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
            if target not in paths and posixpath.normpath(f"{target}/index.html") not in paths:
                astray.append(f"{path}: {address}")
    assert handbook.astray == ()
    assert astray == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chapter_on_the_preview_is_there_in_every_language(design: object, language: str) -> None:
    page = _made(ROOT / "docs", design).pages[f"{language}/preview/index.html"].decode()
    assert f'<html lang="{language}">' in page
    assert "asylmura serve --phone" in page
    assert "asylmura serve --built" in page
    assert "<table>" in page
    others = re.findall(r'hreflang="([a-z]+)"', page)
    assert others == list(LANGUAGES)
    assert f'lang="{language}" hreflang="{language}" aria-current="true"' in page


def test_chapters_stand_in_the_order_of_their_numbers_and_lead_on(tmp_path: Path, design: object) -> None:
    docs = _docs(tmp_path, **{"20_second": "# Two\n\nSee [one](10-first.md#here).", "10_first": "# One\n\n## Here\n"})
    pages = _made(docs, design).pages
    second = pages["en/second/index.html"].decode()
    assert re.findall(r'<li><a href="([^"]+)"', second) == ["../first/", "./"]
    assert '<a href="../first/#here">one</a>' in second
    assert 'rel="prev" href="../first/"' in second
    assert 'rel="next"' not in second


def test_html_in_a_chapter_does_nothing(tmp_path: Path, design: object) -> None:
    docs = _docs(tmp_path, **{"10_a": "# A\n\n<script>alert(1)</script><b onclick=x>bold</b> `<code>`\n"})
    page = _made(docs, design).pages["en/a/index.html"].decode()
    assert "<script" not in page
    assert "onclick" not in page
    assert "&lt;code&gt;" in page


def test_a_link_that_leads_nowhere_is_told_and_nothing_is_written(tmp_path: Path, design: object) -> None:
    docs = _docs(tmp_path / "docs", **{"10_a": "# A\n\n[b](20-b.md) ![c](../../pictures/c.png)\n"})
    handbook = _made(docs, design)
    assert handbook.astray == (
        "docs/handbook/en/10-a.md leads to docs/handbook/en/20-b.md, which is not there",
        "docs/handbook/en/10-a.md leads to docs/pictures/c.png, which is not there",
    )
    with pytest.raises(AstrayError, match=r"20-b\.md"):
        write_handbook(handbook, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def _run(docs: Path, output: Path) -> Result:
    return CliRunner().invoke(main, ["handbook", "--docs", str(docs), "--output", str(output)])


def test_the_command_writes_it_and_writes_it_anew(tmp_path: Path) -> None:
    docs, output = _docs(tmp_path / "docs", **{"10_a": "# A\n"}), tmp_path / "out"
    first = _run(docs, output)
    assert first.exit_code == 0, first.output
    assert "index.html" in first.output
    assert (output / "en/a/index.html").is_file()
    assert (output / "fonts/literata-regular.woff2").read_bytes()[:4] == b"wOF2"
    _docs(docs, **{"20_b": "# B\n"})
    (docs / "handbook/en/10-a.md").unlink()
    assert _run(docs, output).exit_code == 0
    assert not (output / "en/a").exists()
    assert (output / "en/b/index.html").is_file()
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_a_folder_that_holds_something_else_is_not_written_into(tmp_path: Path, design: object) -> None:
    docs, output = _docs(tmp_path / "docs", **{"10_a": "# A\n"}), tmp_path / "out"
    output.mkdir()
    (output / "mine.txt").write_text("mine")
    result = _run(docs, output)
    assert (result.exit_code, "holds something else" in result.output) == (2, True)
    assert (output / "mine.txt").read_text() == "mine"
    with pytest.raises(TakenError):
        write_handbook(_made(docs, design), output)


def test_a_chapter_astray_ends_the_command_with_its_words(tmp_path: Path) -> None:
    docs = _docs(tmp_path / "docs", **{"10_a": "# A\n\n[b](b.md)\n"})
    result = _run(docs, tmp_path / "out")
    assert result.exit_code == 1
    assert "docs/handbook/en/10-a.md leads to docs/handbook/en/b.md, which is not there" in result.output
    assert "Nothing was written." in result.output
