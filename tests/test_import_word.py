"""A Word text becomes an entry's text by the house's rules; what cannot be kept is told, pictures are put aside."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
import yaml
from click.testing import CliRunner
from PIL import Image
from published import MINIATURE

from asylmura_ssg.cli import main
from asylmura_ssg.interchange.sheet import UnreadableTableError
from asylmura_ssg.interchange.word import read_word

_NOTES = """<?xml version="1.0" encoding="UTF-8"?>
<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:id="2"><w:p><w:r><w:t>Марғұлан Ә. Ежелгі мәдениет. 1970</w:t></w:r></w:p></w:footnote></w:footnotes>"""
_TYPE = '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
_LINK = '<Relationship Id="rIdN" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>'


def written(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def article() -> bytes:
    """Return a text with a title, headings, a list, a table, a picture, marks that Markdown would take for its own."""
    held = docx.Document()
    held.add_heading("Ақ кесене", 1)
    line = held.add_paragraph("Кесене ")
    line.add_run("XI ғасырда").bold = True
    line.add_run(" салынған.")
    held.add_heading("Тарихы", 2)
    held.add_paragraph("бір", style="List Bullet")
    held.add_paragraph("екі", style="List Bullet")
    table = held.add_table(2, 2)
    for at, word in enumerate(("Жылы", "Оқиға", "1946", "Қазба")):
        table.cell(at // 2, at % 2).text = word
    held.add_paragraph("Қара: [1], <b>емес</b>, *жұлдыз*, бибi.")
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG")
    picture.seek(0)
    held.add_picture(picture)
    return written(held)


def with_footnote() -> bytes:
    """Return a text with a real footnote, which python-docx does not write."""
    held = docx.Document()
    held.add_paragraph("Кесене XI ғасырда салынған@.")
    plain, file = zipfile.ZipFile(io.BytesIO(written(held))), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in plain.namelist():
            text = plain.read(name)
            if name == "word/document.xml":
                text = text.replace(
                    b"@.</w:t></w:r>", b'</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r>'
                )
            elif name == "[Content_Types].xml":
                text = text.replace(b"</Types>", _TYPE.encode())
            elif name == "word/_rels/document.xml.rels":
                text = text.replace(b"</Relationships>", _LINK.encode())
            archive.writestr(name, text)
        archive.writestr("word/footnotes.xml", _NOTES)
    return file.getvalue()


def test_a_text_is_markdown_with_headings_from_the_second_level_and_nothing_that_texts_may_not_hold() -> None:
    text = read_word("t.docx", article(), "aq-kesene-kk")
    assert text.markdown == (
        "Кесене **XI ғасырда** салынған.\n\n## Тарихы\n\n- бір\n- екі\n\n| Жылы | Оқиға |\n| --- | --- |\n| 1946 | Қазба |\n\n"
        "Қара: \\[1\\], ‹b›емес‹/b›, \\*жұлдыз\\*, бибі.\n"
    )
    said = [remark.words for remark in text.remarks]
    assert any('the title "Ақ кесене" is left out' in words for words in said)
    assert any("what looks like HTML" in words for words in said)
    assert any('"бибi" mixes Latin and Cyrillic letters' in words for words in said)
    assert [picture.name for picture in text.pictures] == ["aq-kesene-kk-1.jpg"]


def test_lines_in_bold_are_headings_where_the_file_has_none_by_its_styles() -> None:
    held = docx.Document()
    held.add_paragraph().add_run("Тарихы").bold = True
    held.add_paragraph("Мәтін.")
    text = read_word("t.docx", written(held), "x")
    assert text.markdown == "## Тарихы\n\nМәтін.\n"
    assert "taken for headings" in text.remarks[0].words


def test_a_title_by_its_own_style_is_left_out_and_an_unknown_style_is_told_in_words() -> None:
    held = docx.Document()
    held.add_heading("Ақ кесене", 0)
    held.add_paragraph("Тараз", style="Subtitle")
    held.add_heading("Тарихы", 1)
    held.add_paragraph("Мәтін.", style="Intense Quote")
    text = read_word("t.docx", written(held), "x")
    assert text.markdown == "Тараз\n\n## Тарихы\n\nМәтін.\n"
    assert [remark.words for remark in text.remarks] == [
        'the style "Intense Quote" says nothing here; its words are taken as ordinary text',
        "the title \"Ақ кесене\" is left out: a page's title is the monument's name",
    ]


def test_a_footnote_becomes_a_citation() -> None:
    text = read_word("t.docx", with_footnote(), "x")
    assert text.markdown == "Кесене XI ғасырда салынған [@note-1].\n"
    assert text.notes == ("Марғұлан Ә. Ежелгі мәдениет. 1970",)


@pytest.mark.parametrize(("data", "words"), [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word file, or protected by a password"),
    (b"plain", "is no Word file"),
    (written(docx.Document()), "holds no text"),
])  # fmt: skip
def test_what_is_no_word_text_is_told(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableTableError, match=words):
        read_word("t.docx", data, "x")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(MINIATURE, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, [*words, "--content", "content"], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def test_the_command_shows_the_difference_writes_text_and_source_and_puts_pictures_aside(folder: Path) -> None:
    (folder / "t.docx").write_bytes(with_footnote())
    text = folder / "content/monuments/aq-meshit/kk.md"
    before = text.read_bytes()
    said = run("import", "t.docx", "--for", "aq-meshit", "--language", "kk")
    assert "a text is there already; with --write this one takes its place" in said
    assert "+Кесене XI ғасырда салынған" in said
    assert before == text.read_bytes()
    run("import", "t.docx", "--for", "aq-meshit", "--language", "kk", "--write")
    assert text.read_text("utf-8") == "Кесене XI ғасырда салынған [@kk-note-1].\n"
    assert "  kk-note-1:\n    title: Марғұлан Ә. Ежелгі мәдениет. 1970\n" in (text.parent / "monument.yaml").read_text(
        "utf-8"
    )
    assert " error" not in run("check", "--no-advice", "--jobs", "1")


def test_pictures_lie_beside_the_file_and_the_next_step_is_told(folder: Path) -> None:
    (folder / "t.docx").write_bytes(article())
    said = run("import", "t.docx", "--for", "aq-meshit", "--language", "ru", "--write")
    assert "Next: asylmura picture add aq-meshit-pictures/aq-meshit-ru-1.jpg --for aq-meshit" in said
    assert (folder / "aq-meshit-pictures/aq-meshit-ru-1.jpg").read_bytes().startswith(b"\xff\xd8")
    assert "error[" not in run("check", "--no-advice", "--jobs", "1")


def test_what_stands_where_something_is_put_is_never_lost(folder: Path) -> None:
    (folder / "t.docx").write_bytes(article())
    words = ("import", "t.docx", "--for", "aq-meshit", "--language", "kk", "--write")
    text = folder / "content/monuments/aq-meshit/kk.md"
    before = text.read_bytes()
    assert "the old one, which git does not have, is put aside: aq-meshit-kk-before.md" in run(*words)
    assert (folder / "aq-meshit-kk-before.md").read_bytes() == before
    assert "is there already" not in run(*words)

    picture = folder / "aq-meshit-pictures/aq-meshit-kk-1.jpg"
    picture.write_bytes(b"cropped by hand")
    assert "asylmura picture add aq-meshit-pictures/aq-meshit-kk-1-2.jpg" in run(*words)
    assert picture.read_bytes() == b"cropped by hand"
    assert picture.with_stem("aq-meshit-kk-1-2").read_bytes().startswith(b"\xff\xd8")


def test_a_footnote_never_takes_the_place_of_another_source(folder: Path) -> None:
    (folder / "t.docx").write_bytes(with_footnote())
    words = ("import", "t.docx", "--for", "aq-meshit", "--language", "kk", "--write")
    run(*words)
    record = folder / "content/monuments/aq-meshit/monument.yaml"
    held = record.read_text("utf-8")
    assert "There is nothing to write" in run(*words)
    record.write_text(held.replace("Марғұлан Ә. Ежелгі мәдениет. 1970", "Басқа кітап"), "utf-8")
    assert "kk-note-1 is another source already; this one is kk-note-1-2: keep the right one" in run(*words)
    titles = yaml.safe_load(record.read_text("utf-8"))["bibliography"]
    assert titles["kk-note-1"]["title"] == "Басқа кітап"
    assert titles["kk-note-1-2"]["title"] == "Марғұлан Ә. Ежелгі мәдениет. 1970"
    assert "[@kk-note-1-2]" in record.with_name("kk.md").read_text("utf-8")


def test_headings_that_wait_for_a_text_are_no_text(folder: Path) -> None:
    (folder / "t.docx").write_bytes(article())
    text = folder / "content/monuments/aq-meshit/ru.md"
    text.write_text("…\n\n## История\n\n…\n", "utf-8")
    assert "is there already" not in run("import", "t.docx", "--for", "aq-meshit", "--language", "ru")


def test_a_text_that_is_no_utf_8_is_put_aside_as_it_is(folder: Path) -> None:
    (folder / "t.docx").write_bytes(article())
    text = folder / "content/monuments/aq-meshit/kk.md"
    text.write_bytes("Ескі мәтін".encode("utf-16"))
    run("import", "t.docx", "--for", "aq-meshit", "--language", "kk", "--write")
    assert (folder / "aq-meshit-kk-before.md").read_bytes() == "Ескі мәтін".encode("utf-16")


def test_nothing_is_written_through_a_link_that_leads_nowhere(folder: Path) -> None:
    (folder / "t.docx").write_bytes(article())
    (folder / "aq-meshit-pictures").mkdir()
    (folder / "aq-meshit-pictures/aq-meshit-kk-1.jpg").symlink_to(folder / "elsewhere")
    run("import", "t.docx", "--for", "aq-meshit", "--language", "kk", "--write")
    assert not (folder / "elsewhere").exists()
    assert (folder / "aq-meshit-pictures/aq-meshit-kk-1-2.jpg").is_file()


def test_an_old_text_that_git_has_is_left_to_git(folder: Path) -> None:
    (folder / "t.docx").write_bytes(article())
    for step in (
        ["init", "--quiet"],
        ["add", "content"],
        ["-c", "user.name=n", "-c", "user.email=e", "commit", "-qm", "all"],
    ):
        subprocess.run(["git", *step], cwd=folder, check=True)
    words = ("import", "t.docx", "--for", "aq-meshit", "--language", "kk", "--write")
    assert "git keeps the old one" in run(*words)
    text = folder / "content/monuments/aq-meshit/kk.md"
    text.write_text("Басқа мәтін.\n", "utf-8")
    assert "is put aside: aq-meshit-kk-before.md" in run(*words)


def test_whose_text_it_is_must_be_said_and_a_slug_that_is_none_brings_the_nearest(folder: Path) -> None:
    (folder / "t.docx").write_bytes(article())
    assert "--for SLUG --language kk" in run("import", "t.docx", code=2)
    assert 'there is no entry "aq-meshitt"; did you mean "aq-meshit"?' in run(
        "import", "t.docx", "--for", "aq-meshitt", "--language", "kk", code=2
    )


def test_a_word_file_whose_inside_is_broken_is_told_in_words() -> None:
    plain, file = zipfile.ZipFile(io.BytesIO(article())), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in plain.namelist():
            archive.writestr(name, b"<w:document" if name == "word/document.xml" else plain.read(name))
    with pytest.raises(UnreadableTableError, match="cannot be read as a Word file"):
        read_word("t.docx", file.getvalue(), "t")
