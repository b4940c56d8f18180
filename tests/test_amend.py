"""Files that people wrote are amended: by stretches, shown first, written whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from permissions import bound_by_permissions

from asylmura_ssg.amend import Edit, diff, edited, in_form_of, write_all


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_edits_are_made_in_any_order_of_theirs() -> None:
    edits = [Edit(7, 7, ","), Edit(0, 3, "Айша"), Edit(4, 7, "Бибі")]
    assert edited("ай- бибі", [Edit(0, 3, "Айша"), Edit(4, 8, "Бибі")]) == "Айша Бибі"
    assert edited("one two three", edits) == edited("one two three", reversed(edits)) == "Айша Бибі, three"


def test_two_insertions_at_one_place_stand_in_the_order_they_were_given() -> None:
    assert edited("ab", [Edit(1, 1, "1"), Edit(1, 1, "2")]) == "a12b"


@pytest.mark.parametrize(
    "edits", [[Edit(0, 2, ""), Edit(1, 3, "")], [Edit(2, 9, "")], [Edit(2, 1, "")], [Edit(-1, 1, "")]]
)
def test_edits_that_meet_or_lie_outside_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="an edit of"):
        edited("three", edits)


def test_the_difference_is_shown_as_diff_does() -> None:
    assert diff("a.yaml", "one\ntwo\n", "one\nзwei") == (
        "--- a/a.yaml\n+++ b/a.yaml\n@@ -1,2 +1,2 @@\n one\n-two\n+зwei\n\\ No newline at end of file\n"
    )
    assert diff("a.yaml", "same\n", "same\n") == ""


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(["а", "b\x0b", "\u2028", "", "с"]), max_size=6),
    st.lists(st.sampled_from(["а", "b\x0b", "", "d"]), max_size=6),
    st.booleans(),
)
def test_git_makes_the_new_text_of_the_difference(old: list[str], new: list[str], ended: bool) -> None:
    before, after = "\n".join(old) + "\n", "\n".join(new) + ("\n" if ended else "")
    said = diff("a", before, after)
    assert bool(said) == (before != after)
    if said and before.strip("\n") and after:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "a").write_bytes(before.encode())
            done = subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=folder, input=said.encode(), check=False,
                                  capture_output=True)  # fmt: skip
            assert (done.returncode, done.stderr) == (0, b"")
            assert Path(folder, "a").read_bytes() == after.encode()


def test_files_are_written_with_the_folders_they_lack(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o640)
    write_all({tmp_path / "a": b"new", tmp_path / "b" / "c" / "d": b"too"})
    assert held(tmp_path) == {"a": b"new", "b/c/d": b"too"}
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_a_link_stays_one_and_is_written_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "held").mkdir()
    (tmp_path / "held" / "a").write_bytes(b"old")
    (tmp_path / "a").symlink_to("held/a")
    write_all({tmp_path / "a": b"new"})
    assert (tmp_path / "a").is_symlink()
    assert held(tmp_path) == {"a": b"new", "held/a": b"new"}


def test_what_cannot_be_written_leaves_all_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(OSError, match="a") as refused:
        write_all({tmp_path / "a": b"new", tmp_path / "new" / "b": b"", tmp_path / "a" / "below": b""})
    assert refused.type in {FileExistsError, NotADirectoryError}
    assert held(tmp_path) == {"a": b"old"}
    assert not (tmp_path / "new").exists()


def test_a_folder_and_a_device_are_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("", "pipe"):
        with pytest.raises(FileExistsError, match="something else than an ordinary file"):
            write_all({tmp_path / "new": b"", tmp_path / name: b""})
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_stop_before_the_last_was_written_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    calls = 0
    fsync = os.fsync

    def stopped(handle: int) -> None:
        nonlocal calls
        if calls == at:
            raise KeyboardInterrupt
        calls += 1
        fsync(handle)

    monkeypatch.setattr(os, "fsync", stopped)
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        write_all({tmp_path / "a": b"new", tmp_path / "x" / "b": b"", tmp_path / "c": b""})
    assert held(tmp_path) == {"a": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_session_that_ends_while_files_are_written_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: signal.raise_signal(number))
    (tmp_path / "a").write_bytes(b"old")
    before = signal.signal(number, signal.SIG_DFL)  # whoever started the tests may have it ignored
    try:
        with pytest.raises(SystemExit) as ended:
            write_all({tmp_path / "a": b"new", tmp_path / "x" / "b": b""})
        assert signal.getsignal(number) is signal.SIG_DFL
    finally:
        signal.signal(number, before)
    assert ended.value.code == 128 + number
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("call", ["open", "mkdir"])
def test_a_stop_just_after_something_was_made_leaves_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    made = getattr(os, call)

    def stopped(*words: object, **more: object) -> None:
        made(*words, **more)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, call, stopped)
    with pytest.raises(KeyboardInterrupt):
        write_all({tmp_path / "x" / "b": b""})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_may_not_be_written_is_told_by_the_system(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    tmp_path.chmod(0o555)
    try:
        with bound_by_permissions(), pytest.raises(PermissionError):
            write_all({tmp_path / "a": b"new"})
    finally:
        tmp_path.chmod(0o755)
    assert held(tmp_path) == {"a": b"old"}


@pytest.mark.parametrize("count", [3, 200])
def test_ctrl_c_while_files_are_renamed_comes_too_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    renamed: list[Path] = []
    rename = Path.replace

    def stopped(self: Path, target: Path) -> Path:
        renamed.append(target)
        if len(renamed) == 2:
            signal.raise_signal(signal.SIGINT)
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", stopped)
    files = {tmp_path / f"{number}.md": b"new" for number in range(count)}
    write_all(files)
    assert held(tmp_path) == {path.name: b"new" for path in files}


@pytest.mark.parametrize("replaced", [b"", b"a\nb\n", b"a\r\nb\r\n", b"\xef\xbb\xbfa\n", b"\xef\xbb\xbfa\r\n"])
def test_a_text_keeps_the_line_ends_and_the_mark_of_the_file_it_replaces(replaced: bytes) -> None:
    text = replaced.decode("utf-8-sig").replace("\r\n", "\n")
    assert in_form_of(text, replaced) == replaced
