"""The handbook's last chapter, docs/handbook/<language>/14-commands.md: every command and option, out of the living commands.

English is what the commands say of themselves; Kazakh and Russian stand in docs/handbook/commands.yaml under that sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import yaml

from asylmura_ssg.cli import main

HANDBOOK = Path(__file__).parent.parent / "docs" / "handbook"
COMMON = ("--content", "--templates", "--cache", "--jobs", "--quiet")
"""Options that mean the same wherever they stand; told once."""

_DEFAULT = re.compile(r"\s*\[default: [^\]]*\]$")
_WORDS = {
    "kk": {
        "title": "Барлық пәрмен",
        "intro": (
            "Әр пәрмен мен оның әр опциясы бір жолдан. Терминалдағы көмек – `asylmura check --help`: онда әдепкі мәндері де бар."
            " `asylmura …` орнына `python3 build.py …` деп жазуға да болады."
        ),
        "ends": "Пәрмен немен аяқталады",
        "common": "Көп пәрменге ортақ опциялар",
        "option": "Опция", "what": "Не істейді", "also": "Ортақ опциялары: ",
    },
    "ru": {
        "title": "Все команды",
        "intro": (
            "Каждая команда и каждый её параметр одной строкой. Справка в терминале — `asylmura check --help`: там и значения по"
            " умолчанию. Вместо `asylmura …` можно писать `python3 build.py …`."
        ),
        "ends": "Чем команда кончается",
        "common": "Параметры, общие для многих команд",
        "option": "Параметр", "what": "Что делает", "also": "Общие параметры: ",
    },
    "en": {
        "title": "All commands",
        "intro": (
            "Each command and each of its options in a line. Help in the terminal, `asylmura check --help`, tells the defaults,"
            " too. Instead of `asylmura …` you may write `python3 build.py …`."
        ),
        "ends": "How a command ends",
        "common": "Options of many commands",
        "option": "Option", "what": "What it does", "also": "Options of many commands: ",
    },
}  # fmt: skip

_ENDS = {
    "kk": (
        ("Коды", "Мағынасы"), ("0", "бәрі дұрыс"), ("1", "мазмұнда қате бар; ештеңе жарияланбады"),
        ("2", "пәрмен қате жазылған немесе бірдеңе жетіспейді"),
    ),
    "ru": (
        ("Код", "Что значит"), ("0", "всё хорошо"), ("1", "в содержании ошибка; ничего не опубликовано"),
        ("2", "команда записана неверно или чего-то не хватает"),
    ),
    "en": (
        ("Code", "Means"), ("0", "all is well"), ("1", "the content is wrong; nothing was published"),
        ("2", "the command was written wrongly, or something is missing"),
    ),
}  # fmt: skip


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command and subcommand with its name, "plates issue", in the order of the alphabet."""
    for name in sorted(main.commands):
        command = main.commands[name]
        yield name, command
        if isinstance(command, click.Group):
            for below in sorted(command.commands):
                yield f"{name} {below}", command.commands[below]


def options(command: click.Command) -> Iterator[click.Option]:
    """Yield a command's own options, in its order."""
    for each in command.params:
        if isinstance(each, click.Option):
            yield each


def sentence(said: str | None) -> str:
    """Return what a command or an option says of itself: its first paragraph in a line, without the default."""
    return _DEFAULT.sub("", " ".join((said or "").split("\n\n")[0].split()))


def sentences() -> dict[str, None]:
    """Return everything that commands and options say of themselves, in order, each once."""
    said = {sentence(main.help): None} | {sentence(option.help): None for option in options(main)}
    for _, command in commands():
        said[sentence(command.help)] = None
        said |= {sentence(option.help): None for option in options(command)}
    return said


def translated() -> list[dict[str, str]]:
    """Return the sentences with their words in Kazakh and Russian."""
    held: list[dict[str, str]] = yaml.safe_load((HANDBOOK / "commands.yaml").read_text("utf-8"))
    return held


def chapter(language: str) -> str:
    """Return the chapter in a language."""
    told, t = {each["en"]: each[language] for each in translated()}, _WORDS[language]
    head, *rows = _ENDS[language]
    parts = [
        f"# {t['title']}",
        told[sentence(main.help)],
        t["intro"],
        f"## {t['ends']}",
        _table(head, rows),
        f"## {t['common']}",
    ]
    held = {_name(option): option for _, command in commands() for option in options(command)}
    parts.append(_options([*options(main), *(held[name] for name in COMMON)], told, t))
    for name, command in commands():
        context = click.Context(command, info_name=f"asylmura {name}")
        usage = " ".join((context.command_path, *command.collect_usage_pieces(context)))
        parts += [f"## {name}", told[sentence(command.help)], f"`{usage}`"]
        own = [option for option in options(command) if _name(option) not in COMMON]
        shared = [f"`{_name(option)}`" for option in options(command) if _name(option) in COMMON]
        parts += [_options(own, told, t)] if own else []
        parts += [f"{t['also']}{', '.join(shared)}"] if shared else []
    return "\n\n".join(parts) + "\n"


def _name(option: click.Option) -> str:
    return max(option.opts, key=len)


def _options(held: list[click.Option], told: dict[str, str], t: dict[str, str]) -> str:
    return _table((t["option"], t["what"]), [(_spelt(option), told[sentence(option.help)]) for option in held])


def _spelt(option: click.Option) -> str:
    choices = option.type.choices if isinstance(option.type, click.Choice) else ()
    names = ", ".join(f"`{name}`" for name in sorted(option.opts, key=len, reverse=True))
    return f"{names} {', '.join(f'`{each}`' for each in choices)}".strip()


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
