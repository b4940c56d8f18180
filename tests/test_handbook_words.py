"""The handbook's words: the same in every language, and every command, option, rule, file and link in them is there."""

from __future__ import annotations

import posixpath
import re
import shlex

import click
import pytest
from chapters import FENCED, blocks, lines_of, text_of
from command_pages import HANDBOOK, chapter, commands, options, sentences, translated
from published import LANGUAGES, ROOT, TEMPLATES
from rule_chapter import rule_chapter

from asylmura_ssg.cli import main
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.handbook import Handbook
from asylmura_ssg.model.language import Language
from asylmura_ssg.read.design import read_design
from asylmura_ssg.read.mending.typography import strokes_in
from asylmura_ssg.read.source import Text
from asylmura_ssg.read.text_rules import check_scripts
from asylmura_ssg.tree import read_tree

CHAPTERS = sorted(path.name for path in (HANDBOOK / "kk").glob("*.md"))
REFERENCE, RULES = "14-commands.md", "15-rules.md"
_SPOKEN = re.compile(r"`(asylmura [^`…\[]+)`")
_ELSE = {"alias", "cd", "cp", "git", "mkdir", "python3"}
"""What commands begin with that are not ours."""


# The chapters


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_chapter_is_there_in_every_language(language: str) -> None:
    assert len(CHAPTERS) == 15
    assert sorted(path.name for path in (HANDBOOK / language).iterdir()) == CHAPTERS


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_has_the_same_parts_and_commands_in_every_language(name: str) -> None:
    def parts(language: str) -> tuple[object, ...]:
        text = text_of(language, name)
        levels = re.findall(r"^(#+) ", FENCED.sub("", text), re.MULTILINE)
        # What an editor writes, and the folder that chapter 1 explains, are told in each language.
        own = {"markdown", "text"} if name == "01-way.md" else {"markdown"}
        shown = [(kind, held) for kind, held in blocks(language, name) if kind not in own]
        rows = len(re.findall(r"^\|", text, re.MULTILINE))
        items = len(re.findall(r"^(?:-|\d\.) ", text, re.MULTILINE))
        return levels, shown, rows, items, [kind for kind, _ in blocks(language, name)]

    assert parts("ru") == parts("kk")
    assert parts("en") == parts("kk")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_keeps_the_rules_of_letters_dashes_and_quotation_marks(name: str, language: str) -> None:
    plain = re.sub(
        r"`[^`]*`|https?:\S+|\]\([^)]*\)|^\|.*$", " ", FENCED.sub("", text_of(language, name)), flags=re.MULTILINE
    )
    report = Report()
    check_scripts(Text(f"docs/handbook/{language}/{name}", plain), report)
    assert [str(each) for each in report] == []
    found = (each.edit for each in strokes_in(plain, 0, len(plain), Language(language)) if each.seen)
    strokes = [each for each in found if each.text != "’"]  # docs write a plain apostrophe
    assert [plain[max(0, each.start - 20) : each.end + 20] for each in strokes] == []


def test_every_link_of_the_handbook_leads_somewhere() -> None:
    handbook = Handbook(read_tree(ROOT / "docs"), read_design(read_tree(TEMPLATES), Report()), "")
    assert handbook.astray == ()
    for path, page in handbook.pages.items():
        if path[:3] not in {"kk/", "ru/", "en/"}:
            continue
        for address, anchor in re.findall(r'href="([^"#:]+)#([^"]+)"', page.decode()):
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), address, "index.html"))
            assert f'id="{anchor}"' in handbook.pages[there].decode(), f"{path}: {address}#{anchor}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_that_a_chapter_names_is_there(language: str) -> None:
    coming = ("content/monuments/ulgi-kesenesi", "content/plates/volunteers.yaml", "content/exhibits/")
    named = {
        path
        for name in CHAPTERS
        for path in re.findall(r"`((?:content|docs|templates)/[\w./-]+)`", text_of(language, name))
        if not path.startswith(coming)
    }
    assert len(named) > 8
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chapter_on_the_preview_calls_things_as_the_preview_does(language: str) -> None:
    strings = read_design(read_tree(TEMPLATES), Report()).strings[Language(language)]
    said = text_of(language, "07-preview.md")
    rows = re.findall(r"^\| (?!---)(.+?) \|", said, re.MULTILINE)[1:]
    keys = ("desk_unpublished_draft", "desk_errors", "desk_advice", "desk_handbook", "desk_print")
    assert [strings[key].partition(":")[0].partition(".")[0] for key in keys] == rows
    assert f"**{strings['desk_print']}**" in said
    assert strings["desk_setting"] in said


# The commands


def parsed(line: str) -> None:
    """Read a line as the command line would, without doing what it says. Raises click.UsageError."""
    words = shlex.split(line)
    command: click.Command = main
    words = words[2:] if words[:2] == ["python3", "build.py"] else words[1:]
    context = click.Context(command, info_name="asylmura")
    while isinstance(command, click.Group):
        if words == ["--help"]:
            return
        name, *words = words
        below = command.get_command(context, name)
        if below is None:
            raise click.UsageError(f"no command {name}")
        command, context = below, click.Context(below, info_name=name, parent=context)
    held, rest, _ = command.make_parser(context).parse_args(words)
    for each in command.params:
        value = held.get(each.name or "")
        if isinstance(each.type, click.Choice) and isinstance(value, str):
            each.type.convert(value, each, context)
        if each.required and not isinstance(value, str | tuple) and "--help" not in words:
            raise click.MissingParameter(ctx=context, param=each)
    if rest:
        raise click.UsageError(f"too many words: {rest}")


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_command_that_a_chapter_shows_is_a_living_one(name: str) -> None:
    shown = lines_of(name)
    if name != REFERENCE:
        shown += [line for language in LANGUAGES for line in _SPOKEN.findall(text_of(language, name))]
    for line in shown:
        first = line.split()[0]
        assert first == "asylmura" or first in _ELSE, line
        if first == "asylmura" or line.startswith("python3 build.py"):
            parsed(line)


@pytest.mark.parametrize(
    "wrong", ["asylmura chek", "asylmura check --fixx", "asylmura export --format pdf", "asylmura compare a"]
)
def test_a_command_that_is_not_there_would_be_noticed(wrong: str) -> None:
    with pytest.raises(click.UsageError):
        parsed(wrong)


def test_every_sentence_of_a_command_has_its_words_in_kazakh_and_russian_and_no_other_has() -> None:
    held = [each["en"] for each in translated()]
    assert len(held) == len(set(held))
    assert [each for each in sentences() if each not in held] == []
    assert [each for each in held if each not in sentences()] == []
    assert all(each.keys() == {"en", "kk", "ru"} for each in translated())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_is_made_of_the_living_commands(language: str, request: pytest.FixtureRequest) -> None:
    file = HANDBOOK / language / REFERENCE
    if request.config.getoption("--rewrite"):
        file.write_text(chapter(language), "utf-8")
    assert chapter(language) == file.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chapter_of_rules_is_made_of_the_rules(language: str, request: pytest.FixtureRequest) -> None:
    file = HANDBOOK / language / RULES
    if request.config.getoption("--rewrite"):
        file.write_text(rule_chapter(Language(language)), "utf-8")
    assert rule_chapter(Language(language)) == file.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_names_every_command_and_every_option(language: str) -> None:
    parts = dict(re.findall(r"^## (.+)\n((?:(?!^## ).*\n?)*)", text_of(language, REFERENCE), re.MULTILINE))
    for name, command in commands():
        assert name in parts
        for option in options(command):
            assert f"`{max(option.opts, key=len)}`" in parts[name], f"{name} {option.opts}"
