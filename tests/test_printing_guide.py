"""docs/printing.md held against the living thing: its example is read, its fields and commands are all there are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click
import yaml
from click.testing import CliRunner
from published import MINIATURE, ROOT

from asylmura_ssg.cli import main

GUIDE = (ROOT / "docs/printing.md").read_text("utf-8")
EXAMPLE = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def test_the_example_of_a_printer_is_flawless(tmp_path: Path) -> None:
    assert len(EXAMPLE) == 1
    content = tmp_path / "content"
    shutil.copytree(MINIATURE, content)
    filled = EXAMPLE[0].replace("kk: …", "kk: Қағаз").replace("ru: …", "ru: Бумага").replace("en: …", "en: Paper")
    (content / "printers" / "of-the-guide.yaml").write_text(filled, "utf-8")
    made = CliRunner().invoke(
        main, ["check", "--no-advice", "--content", str(content), "--jobs", "1"], catch_exceptions=False
    )
    assert (made.stderr, made.exit_code) == ("", 0)


def test_every_field_of_the_example_is_explained_and_no_other() -> None:
    section = GUIDE.partition("\n| field |")[2].partition("\n\n")[0]
    explained = re.findall(r"^\| `([a-z_]+)` \|", section, re.MULTILINE)
    assert explained == list(yaml.safe_load(EXAMPLE[0]))
    for key, value in yaml.safe_load(EXAMPLE[0]).items():
        row = next(line for line in section.splitlines() if line.startswith(f"| `{key}` |"))
        inner = set(value) - {"kk", "ru", "en", "name", "identifier", "info", "licence", "top", "outer", "bottom", "paper"} \
            if isinstance(value, dict) else set()  # fmt: skip
        assert [name for name in inner if f"`{name}`" not in row] == []


def test_the_spine_of_the_guide_is_computed_as_the_cover_is() -> None:
    pages, caliper, allowance, told = re.search(  # type: ignore[union-attr]
        r"(\d+) pages on paper of ([\d.]+) mm with an allowance of (\d+) mm make a spine of .*?= ([\d.]+) mm",
        GUIDE,
        re.DOTALL,
    ).groups()
    held = yaml.safe_load(EXAMPLE[0])
    assert (float(caliper), float(allowance)) == (held["paper"]["caliper"], held["cover"]["allowance"])
    assert round(int(pages) / 2 * float(caliper) + float(allowance), 2) == float(told)


def test_commands_of_the_guide_can_be_given() -> None:
    lines = [line.partition("#")[0].split() for line in re.findall(r"^asylmura .*$", GUIDE, re.MULTILINE)]
    assert len(lines) > 5
    for _, name, *words in lines:
        command = main.commands[name]
        known = {name for parameter in command.params for name in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known


def test_every_option_of_the_command_is_known_from_the_guide_or_from_build() -> None:
    held = {max(p.opts, key=len) for p in main.commands["volume"].params if isinstance(p, click.Option)}
    common = {max(p.opts, key=len) for p in main.commands["build"].params}
    assert [option for option in sorted(held - common) if option not in GUIDE] == []
