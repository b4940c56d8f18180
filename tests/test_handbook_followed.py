"""The handbook is followed, command by command; what it shows is seen, and what it promises comes about."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import docx
import pytest
import yaml
from chapters import blocks, lines_of, text_of
from click.testing import CliRunner
from PIL import Image
from published import CONTENT, ROOT

from asylmura_ssg.cli import main

_ASKS = {
    "asylmura new",
    "asylmura picture add ~/photos/south.jpg --for ulgi-kesenesi",
}  # they ask questions; tests/test_new.py and tests/test_picture_add.py answer them


@dataclass
class Editor:
    """Someone at a desk who follows the handbook: a copy of the content under git, a home with photographs and texts."""

    desk: Path
    home: Path
    said: str = ""
    codes: list[tuple[str, int]] = field(default_factory=list)

    def run(self, line: str) -> None:
        """Do what a line says, here; the commands' content is the copy."""
        if not line.startswith("asylmura"):
            own = {
                "HOME": str(self.home),
                "PATH": os.environ["PATH"],
                "GIT_CONFIG_GLOBAL": str(self.home / "gitconfig"),
            }
            done = subprocess.run(
                ["bash", "-c", line], env=own, cwd=self.desk, capture_output=True, text=True, check=False
            )
            self.said, code = done.stdout + done.stderr, done.returncode
        else:
            words = [re.sub(r"^~(?=/)", str(self.home), word) for word in shlex.split(line)[1:]]
            unsaid = [] if "--content" in words else ["--content", "content"]
            with chdir(self.desk):
                result = CliRunner().invoke(main, [*words, *unsaid], catch_exceptions=False)
            # Who did not say where the content is, is not told to say it.
            self.said, code = result.output.replace(" ".join(["", *unsaid]), ""), result.exit_code
        self.codes.append((line, code))

    def follow(self, name: str, *, until: str = "", without: tuple[str, ...] = ()) -> None:
        """Do what a chapter says from its head, or till a line; what it shows must be seen."""
        for kind, text in blocks("kk", name):
            if kind == "sh":
                for line in text.splitlines():
                    if until and line.startswith(until):
                        return
                    if line not in _ASKS and not line.startswith(without or "\n"):
                        self.run(line)
            elif kind == "text":
                assert seen(text, self.said), f"{name}: after {self.codes[-1]} is seen\n{self.said}"
            elif kind == "diff":
                self.mend(text)

    def mend(self, text: str) -> None:
        """Change lines of the mapping as a chapter shows it."""
        file = self.desk / "exercise" / "messy.mapping.yaml"
        (before,), (after,) = re.findall(r"^-(.*)$", text, re.MULTILINE), re.findall(r"^\+(.*)$", text, re.MULTILINE)
        whole = file.read_text("utf-8")
        assert whole.count(f"{before}\n") == 1, before
        file.write_text(whole.replace(f"{before}\n", f"{after}\n"), "utf-8")

    def record(self, old: str, new: str) -> None:
        """Edit the record that chapter 3 began."""
        file = self.desk / "content/monuments/ulgi-kesenesi/monument.yaml"
        whole = file.read_text("utf-8")
        assert whole.count(old) == 1, old
        file.write_text(whole.replace(old, new), "utf-8")

    @property
    def failed(self) -> list[tuple[str, int]]:
        return [each for each in self.codes if each[1] != 0]


def seen(shown: str, said: str) -> bool:
    """Tell whether a block stands in what was said; … is anything at all."""
    pattern = ".*".join(re.escape(part) for part in shown.rstrip("\n").split("…"))
    return re.search(pattern, said, re.DOTALL) is not None


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    desk, home = tmp_path / "asylmura", tmp_path / "home"
    shutil.copytree(CONTENT, desk / "content")
    shutil.copytree(ROOT / "docs/exercise", desk / "docs/exercise")
    for folder in ("photos", "documents"):
        (home / folder).mkdir(parents=True)
    (home / "gitconfig").write_text("[user]\n\tname = Үлгі\n\temail = museum@example.kz\n")
    picture = io.BytesIO()
    Image.effect_noise((2400, 1600), 60).convert("RGB").save(picture, "JPEG")
    (home / "photos/south.jpg").write_bytes(picture.getvalue())
    document = docx.Document()
    document.add_heading("Үлгі кесенесі", 1)
    document.add_paragraph("Кесене XIX ғасырда салынған.")
    document.save(str(home / "documents/text.docx"))
    held = Editor(desk, home)
    for line in ("git init -q -b main .", "git add content docs", "git commit -q -m Бастау"):
        held.run(line)
    assert held.failed == []
    return held


def one_of(name: str, kind: str, beginning: str = "") -> str:
    """Return the one block of a kind that begins so."""
    (found,) = [text for held, text in blocks("kk", name) if held == kind and text.startswith(beginning)]
    return found


def test_who_follows_the_chapters_sees_what_they_show(editor: Editor) -> None:
    entry = editor.desk / "content/monuments/ulgi-kesenesi"
    ready, hooked = (text for kind, text in blocks("kk", "02-setup.md") if kind == "text")
    editor.run("asylmura check")
    assert seen(ready, editor.said)
    editor.run("asylmura hook install")
    assert seen(hooked, editor.said)
    editor.follow("03-entry.md")
    editor.follow("05-pictures.md")
    editor.record("\neditors:", f"\n{one_of('04-sources.md', 'yaml')}\neditors:")
    assert editor.failed == []

    (entry / "kk.md").write_text(one_of("06-check.md", "markdown"), "utf-8")
    wrong = one_of("06-check.md", "yaml", "region")
    editor.record("region: zhambyl\n", wrong)
    shown = iter(blocks("kk", "06-check.md"))
    before = [next(shown) for _ in range(4)]
    assert [kind for kind, _ in before] == ["sh", "yaml", "sh", "text"]
    editor.run(before[2][1].strip())
    assert editor.codes.pop()[1] == 1
    assert seen(before[3][1], editor.said), editor.said
    editor.record(wrong, "region: zhambyl\n")
    for kind, text in shown:
        if kind == "sh":
            editor.run(text.strip())
        elif kind == "text":
            assert seen(text, editor.said), editor.said
    assert "files mended" in editor.said
    assert "«Үлгі музейі»" in (entry / "kk.md").read_text("utf-8")
    editor.record("\neditors:", f"\n{one_of('06-check.md', 'yaml', 'waivers')}\neditors:")
    editor.run("asylmura check ulgi-kesenesi")
    assert "waiver-idle" in editor.said  # the entry has its picture: chapter 5
    editor.record(one_of("06-check.md", "yaml", "waivers"), "")
    assert editor.failed == []

    editor.follow("09-word.md")
    assert "Кесене XIX ғасырда салынған." in (entry / "kk.md").read_text("utf-8")
    editor.follow("13-status.md")
    assert (editor.desk / "status.svg").is_file()
    assert (editor.desk / "photographs-wanted.html").is_file()
    assert editor.failed == []


def test_who_follows_the_chapter_on_plates_puts_one_up(editor: Editor) -> None:
    editor.run(next(line for line in lines_of("03-entry.md") if "--kk" in line))
    editor.record("status: draft", "status: published")
    (editor.desk / "content/plates/volunteers.yaml").write_text(one_of("10-plates.md", "yaml"), "utf-8")
    editor.follow("10-plates.md", until="asylmura plates inspect", without=("asylmura plates artwork",))
    assert editor.failed == []
    events = (editor.desk / "content/plates/register.jsonl").read_text("utf-8").splitlines()[-3:]
    assert [yaml.safe_load(line)["event"] for line in events] == ["number", "issue", "placement"]
    editor.run("asylmura plates which ulgi-kesenesi")
    assert "Ulgi mausoleum" in editor.said


@pytest.fixture
def port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def fetched(address: str, process: subprocess.Popen[bytes]) -> str:
    """Return a page of the preview as soon as there is one."""
    for _ in range(600):
        assert process.poll() is None, "the preview ended"
        try:
            with urlopen(address, timeout=60) as answer:  # noqa: S310 - an address of this machine
                page: bytes = answer.read()
        except (URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return page.decode()
    raise AssertionError(address)


def test_who_follows_the_chapter_on_spreadsheets_sees_forty_monuments_in_the_preview(editor: Editor, port: int) -> None:
    editor.follow("08-spreadsheet.md", without=("asylmura serve",))
    assert editor.failed == []
    held = sorted(path.parent.name for path in editor.desk.glob("exercise/content/monuments/*/monument.yaml"))
    assert len(held) == 40
    assert one_of("08-spreadsheet.md", "yaml") in (editor.desk / "exercise/messy.mapping.yaml").read_text("utf-8")

    (line,) = [line for line in lines_of("08-spreadsheet.md") if line.startswith("asylmura serve")]
    command = [sys.executable, "-m", "asylmura_ssg", *shlex.split(line)[1:], "--port", str(port), "--cache", "cache"]
    own = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=editor.desk, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        (address,) = set(re.findall(r"http://localhost:8000(/kk/monuments/\S+?/)`", text_of("kk", "08-spreadsheet.md")))
        base = f"http://localhost:{port}"
        page = fetched(f"{base}{address}", process)
        assert "Айша бибі кесенесі" in page
        assert "XI–XII ғасырлар" in page
        assert all("<h1" in fetched(f"{base}/kk/monuments/{slug}/", process) for slug in held[:3])
    finally:
        process.terminate()
        process.wait(timeout=60)
