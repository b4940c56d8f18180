"""docs/plates.md held against the living thing: commands, options, events, fields, volunteers, its list of plates."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from editors import Editor
from published import ROOT, replace

from asylmura_ssg.cli import main
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.model.register import HARMED, AgeGroup, Cause, Condition, Origin
from asylmura_ssg.read.register.events import READERS
from asylmura_ssg.read.register.lines import Line
from asylmura_ssg.registrar.lists import COLUMNS

GUIDE = (ROOT / "docs/plates.md").read_text("utf-8")
OURS = ("issue", "re-issue", "adopt", "place", "inspect", "damage", "remove", "replace", "status", "which", "check")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    return Editor(tmp_path, monkeypatch)


def plates() -> dict[str, click.Command]:
    """Return the commands that look after plates; their modules are loaded when the group is asked for."""
    group = main.commands["plates"]
    assert isinstance(group, click.Group)
    return dict(group.commands)


def block_of(language: str) -> str:
    (held,) = re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    return str(held)


def test_it_names_every_command_and_no_other() -> None:
    assert sorted(re.findall(r"^\| `plates ([a-z-]+)` \|", GUIDE, re.MULTILINE)) == sorted(plates())


@pytest.mark.parametrize("command", OURS)
def test_it_names_every_option_of_what_editors_do(command: str) -> None:
    options = [max(p.opts, key=len) for p in plates()[command].params if isinstance(p, click.Option)]
    assert options
    assert [option for option in options if f"`{option}" not in GUIDE and f"{option} " not in GUIDE] == []


def test_the_commands_it_shows_can_be_given() -> None:
    shown = re.findall(r"^(?:\$ )?asylmura (plates .*?)(?:\s+#.*)?$", GUIDE, re.MULTILINE)
    assert len(shown) > 10
    for line in shown:
        _, name, *words = re.findall(r'"[^"]*"|\S+', line)
        options = {option for p in plates()[name].params for option in p.opts}
        assert {word for word in words if word.startswith("--")} <= options, line


def fields_of(event: str) -> tuple[set[str], set[str]]:
    """Return the fields a line of this kind must and may have, by what the reader says of an empty one."""
    report = Report()
    line = Line("register.jsonl", 1, f'{{"event": "{event}", "?": 1}}', report)
    line.has("event")
    READERS[event](line)
    line.finish()
    required = set(re.findall(r'"(\w+)" is missing', "\n".join(d.message for d in report)))
    (known,) = (d.hint.removeprefix("known here: ").split(", ") for d in report if 'unknown key "?"' in d.message)
    return required, set(known) - required - {"event"}


def test_the_table_of_events_is_what_is_read() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| ((?:`\w+` ?)+)\| ((?:`\w+` ?)*)\| [^|]+ \|$", GUIDE, re.MULTILINE)
    told = {event: (set(re.findall(r"\w+", must)), set(re.findall(r"\w+", may))) for event, must, may in rows}
    assert told == {event: fields_of(event) for event in READERS}


def test_every_field_is_explained() -> None:
    rows = "\n".join(re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| .+ \|$", GUIDE, re.MULTILINE))
    fields = {field for event in READERS for part in fields_of(event) for field in part}
    assert set(re.findall(r"\w+", rows)) >= fields


@pytest.mark.parametrize("words", [Condition, Cause, Origin, AgeGroup], ids=lambda kind: kind.__name__)
def test_closed_vocabularies_are_named_in_full(words: type[StrEnum]) -> None:
    marks = GUIDE.replace("`", "").replace(" |", ",").replace(" or ", ", ")
    assert ", ".join(words) in marks
    assert tuple(HARMED) == tuple(Condition)[-len(HARMED) :], "“one of the last three”"


def test_the_example_of_a_volunteer_is_flawless_and_shows_every_key(editor: Editor) -> None:
    file = editor.content / "plates/volunteers.yaml"
    pupil = file.read_text("utf-8").partition("zhambyl-student:")[2]
    file.write_text(f"{block_of('yaml')}zhambyl-student:{pupil}", "utf-8")
    assert editor.check().output == "3 entries read; nothing stands in the way of a build.\n"
    replace(file, "  name_may_be_public: true", "  zzz: 1\n  name_may_be_public: true")
    said = editor.check().output
    known = re.search(r"known keys here: (.*)", said)
    assert known is not None
    assert {key for key in known[1].split(", ") if f"  {key}: " in block_of("yaml")} == set(known[1].split(", "))


def test_the_example_of_a_list_can_be_read(editor: Editor) -> None:
    example = block_of("csv")
    assert tuple(example.splitlines()[0].split(",")) == COLUMNS
    text = example.replace("berel,", "eski-qala,").replace("49.343,86.365", "43.25,68.5")
    (editor.root / "list.csv").write_text(text, "utf-8")
    assert len(editor.wrote("adopt", "--csv", "list.csv")) == 2


def test_what_it_shows_of_a_mistyped_number_is_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for command, said in re.findall(r"^\$ asylmura (.*)\n(.*)$", GUIDE, re.MULTILINE):
        assert said in CliRunner().invoke(main, command.split()).output
