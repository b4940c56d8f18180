"""What can lie in a folder besides files: links, loops, pipes, folders in a file's place, names that are no text."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from asylmura_ssg.cli import main
from asylmura_ssg.diagnostics import Code, Diagnostic
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.read.catalogue import read_content
from asylmura_ssg.tree import ChangedError, read_tree

HERE = Path(__file__).parent


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(HERE / "miniature" / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return Path("content")


def told(content: Path) -> list[Diagnostic]:
    """Return what reading says, after the command line has said it too without a traceback."""
    options = ["--content", "content", "--templates", str(HERE / "miniature" / "templates"), "--jobs", "1"]
    result = CliRunner().invoke(main, ["check", "--no-advice", *options], catch_exceptions=False)
    reading = read_content(
        read_tree(content), "content", {}, lambda one, folders: [one(folder) for folder in folders], drafts=False
    )
    assert result.exit_code == (1 if reading.report.errors else 0)
    return list(reading.report)


def codes(content: Path) -> list[Code]:
    return [diagnostic.code for diagnostic in told(content)]


def test_links_to_files_and_folders_are_followed(content: Path, tmp_path: Path) -> None:
    shutil.move(content / "monuments", tmp_path / "elsewhere")
    (content / "monuments").symlink_to(tmp_path / "elsewhere")
    shutil.move(content / "site.yaml", tmp_path / "site.yaml")
    (content / "site.yaml").symlink_to("../site.yaml")
    assert told(content) == []


def test_a_loop_of_two_links_is_told_once_for_each_way_in(content: Path) -> None:
    one, two = content / "monuments" / "eski-qala", content / "monuments" / "aq-meshit"
    (one / "next").symlink_to("../aq-meshit")
    (two / "next").symlink_to("../eski-qala")
    problems = [d for d in told(content) if d.code is Code.UNREADABLE_FILE]
    assert [d.span.path for d in problems] == [
        "content/monuments/aq-meshit/next/next", "content/monuments/eski-qala/next/next",
    ]  # fmt: skip
    assert {d.message for d in problems} == {"the link leads back to a folder that holds it"}


def test_a_link_to_itself_is_told(content: Path) -> None:
    (content / "types.yaml").unlink()
    (content / "types.yaml").symlink_to("types.yaml")
    assert sorted(code.name for code in codes(content)) == ["MISSING_FILE", "UNREADABLE_FILE"]


@pytest.mark.parametrize("name", ["monument.yaml", "kk.md", "west-wall.jpg"])
@pytest.mark.parametrize("inner", ["", "notes.txt"])
def test_a_folder_in_a_files_place_is_told(content: Path, name: str, inner: str) -> None:
    place = content / "monuments" / "qyzyl-kesene" / name
    place.unlink()
    place.mkdir()
    if inner:
        (place / inner).write_text("жазба\n", "utf-8")
    expected = {"monument.yaml": Code.MISSING_FILE, "kk.md": Code.MISSING_PROSE, "west-wall.jpg": Code.PICTURE_MISSING}
    assert expected[name] in codes(content)


def test_a_pipe_is_told_and_never_waited_for(content: Path) -> None:
    os.mkfifo(content / "monuments" / "eski-qala" / "plan.jpg")
    assert codes(content) == [Code.UNREADABLE_FILE]


@pytest.mark.parametrize(
    "name", [b"\xff.jpg", b"\xcf\xeb\xe0\xed.jpg", b"line\nbreak.jpg", b"\x1b[31m.jpg", "\u202e.jpg".encode()]
)
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_name_that_is_no_text_is_told_in_signs_that_can_be_shown(content: Path, name: bytes, kind: str) -> None:
    place = os.path.join(os.fsencode(content), b"monuments", b"eski-qala", name)  # noqa: PTH118 - a name of bytes
    try:
        if kind == "file":
            os.close(os.open(place, os.O_CREAT | os.O_WRONLY))
        else:
            os.mkdir(place)  # noqa: PTH102 - a name of bytes
    except OSError:
        pytest.skip("this file system takes only names that are text")
    (problem,) = told(content)
    assert problem.code is Code.UNREADABLE_FILE
    assert problem.span.path.isprintable()
    assert problem.span.path.startswith("content/monuments/eski-qala/")


def test_a_file_that_cannot_be_read_is_told(content: Path) -> None:
    # Reading it fails for everyone, even for those whom no permission stops; where there is no /proc, there is no file.
    (content / "monuments" / "eski-qala" / "plan.jpg").symlink_to("/proc/self/mem")
    assert codes(content) == [Code.UNREADABLE_FILE]


def test_hidden_files_and_backups_are_nobodys_content(content: Path) -> None:
    for name in (".DS_Store", "kk.md~", ".git/config"):
        path = content / "monuments" / "eski-qala" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\xff\x00")
    assert told(content) == []


def test_a_picture_is_digested_and_not_kept(content: Path) -> None:
    files = read_tree(content)
    picture = files["monuments/qyzyl-kesene/west-wall.jpg"]
    data = (content / "monuments" / "qyzyl-kesene" / "west-wall.jpg").read_bytes()
    assert picture.held is None
    assert (picture.data, picture.digest) == (data, digest_bytes(data))
    held = [path for path, file in files.items() if file.held is None]
    assert held == [path for path in files if path.endswith((".jpg", ".glb", ".webm"))]


def test_a_picture_that_changes_during_a_build_stops_it(content: Path) -> None:
    picture = read_tree(content)["monuments/qyzyl-kesene/west-wall.jpg"]
    with Path(picture.shown).open("ab") as file:
        file.write(b"more")
    with pytest.raises(ChangedError, match=r"west-wall\.jpg was changed meanwhile"):
        _ = picture.data
    Path(picture.shown).unlink()
    with pytest.raises(ChangedError, match="is not any more"):
        _ = picture.data


@pytest.mark.parametrize(
    "command",
    [
        "check --content content --jobs 1",
        "build --content content --output output --cache cache --jobs 1",
        "plates check --content content --output output --cache cache",
        "preflight book.pdf --printer offset-coated --content content --cache cache --jobs 1",
    ],
)
def test_what_changes_while_it_is_read_ends_a_command_in_words(command: str, content: Path) -> None:
    Path("book.pdf").touch()
    picture = content / "monuments" / "qyzyl-kesene" / "west-wall.jpg"
    picture.unlink()
    picture.symlink_to("/proc/sys/kernel/random/uuid")  # another one at each reading
    done = CliRunner().invoke(main, command.split(), catch_exceptions=False)
    assert done.exit_code == 2
    assert done.output.endswith("west-wall.jpg was changed meanwhile; start again\n")
