"""Documentation held against the living thing: what it shows is read, what it names is there."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner
from PIL import Image
from printed import design
from published import CONTENT, LANGUAGES, ROOT

from asylmura_ssg.cli import main
from asylmura_ssg.model.address import ADDED
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.preflight import Check
from asylmura_ssg.plan.packs import PICTURE_WIDTH
from benchmarks.screens import LARGEST, SCREENS

RECORDS = (ROOT / "docs/records.md").read_text("utf-8")
README = ROOT / "README.md"


def block_of(text: str, language: str) -> str:
    """Return the one fenced block of a language in a Markdown text."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    held: str = blocks[0]
    return held


WORDS = {"kk": "Мәтін", "ru": "Текст", "en": "Text"}


def filled(example: str) -> str:
    """Return the example with words for its ellipses, each in the language of its key."""
    example = example.replace("https://…", "https://example.org/a").replace("10.…", "10.1000/182")
    for language, word in WORDS.items():
        example = re.sub(rf"\b{language}: …", f"{language}: {word}", example)
    # What is left stands within sentences: Kazakh after "kk:", and so on; elsewhere any word will do.
    lines = [re.sub("…", WORDS.get(line.strip()[:2], "Text").lower(), line) for line in example.split("\n")]
    return "\n".join(lines)


def unknown_place(example: str) -> str:
    """Return the example with its other location, the one that is out-commented."""
    lines = example.splitlines()
    start = lines.index(next(line for line in lines if line.startswith("location:")))
    other = lines.index(next(line for line in lines if line.startswith("# location:")))
    after = next(i for i in range(other, len(lines)) if not lines[i].startswith("#"))
    return "\n".join([*lines[:start], *(line[2:] for line in lines[other:after]), *lines[after:]]) + "\n"


def checked(folder: Path, example: str) -> tuple[int, str]:
    """Check the real vocabularies with one entry, written as the documentation shows, and its neighbour."""
    content = folder / "content"
    shutil.copytree(CONTENT, content, ignore=shutil.ignore_patterns("monuments", "plates", "films", "exhibitions"))
    shared = content / "bibliography.yaml"
    held = shared.read_text("utf-8") + "\nother-key: {title: Another book}\n"
    shared.write_text(held, "utf-8")
    for page in content.glob("pages/*/*.md"):
        page.write_text("A page.\n", "utf-8")
    for slug in ("aisha-bibi", "tekturmas"):
        entry = content / "monuments" / slug
        entry.mkdir(parents=True)
        text = example
        if slug == "tekturmas":
            text = text.replace("number: 34", "number: 35").replace("related: [tekturmas]", "related: [aisha-bibi]")
        (entry / "monument.yaml").write_text(text, "utf-8")
        for language in LANGUAGES:
            (entry / f"{language}.md").write_text("Text [@some-key, p. 12] and [[tekturmas]].\n", "utf-8")
        picture = io.BytesIO()
        Image.new("RGB", (1600, 1200)).save(picture, "JPEG")
        (entry / "south-face.jpg").write_bytes(picture.getvalue())
        (entry / "kk.mp3").write_bytes(b"ID3\x04" + bytes(1_000))
    made = CliRunner().invoke(
        main, ["check", "--no-advice", "--content", str(content), "--jobs", "1"], catch_exceptions=False
    )
    return made.exit_code, made.output


def about(output: str) -> str:
    """Return what was said of the entry, not of sources that no other entry cites here."""
    return "\n".join(line for line in output.splitlines() if "/monuments/" in line)


def test_the_example_of_a_record_is_flawless(tmp_path: Path) -> None:
    code, said = checked(tmp_path, filled(block_of(RECORDS, "yaml")))
    assert about(said) == ""
    assert code == 0, said


def test_the_example_of_an_unknown_place_is_flawless(tmp_path: Path) -> None:
    example = unknown_place(block_of(RECORDS, "yaml"))
    assert yaml.safe_load(example)["location"].keys() == {"unknown"}
    code, said = checked(tmp_path, filled(example))
    assert about(said) == ""
    assert code == 0, said


def test_the_example_shows_every_key_there_is(tmp_path: Path) -> None:
    code, said = checked(tmp_path, filled(block_of(RECORDS, "yaml")) + "zzzzzzzz: 1\n")
    known = re.search(r"known keys here: (.*)", said)
    assert code == 1
    assert known is not None
    # "slug" is for a folder that must be renamed though its address may not change, "merged" for an entry that gives way.
    assert set(known[1].split(", ")) - {"slug", "merged"} == set(yaml.safe_load(block_of(RECORDS, "yaml")))


def test_vocabularies_that_the_example_names_are_there() -> None:
    named = re.findall(r"content/([a-z-]+\.yaml)", RECORDS)
    assert len(named) > 6
    assert [name for name in named if not (CONTENT / name).is_file()] == []


def options_of(command: str) -> list[str]:
    held = main.commands[command]
    return [max(p.opts, key=len) for p in held.params if isinstance(p, click.Option)]


@pytest.mark.parametrize("command", ["build", "check"])
def test_the_readme_names_every_option(command: str) -> None:
    readme = README.read_text("utf-8")
    options = options_of(command)
    assert options
    assert [option for option in options if f"`{option}" not in readme] == []


def test_the_readme_names_every_command_and_no_other() -> None:
    table = re.findall(r"^\| `([a-z]+)` \|", README.read_text("utf-8"), re.MULTILINE)
    assert sorted(table) == sorted(main.commands)


def test_options_that_the_readme_names_exist() -> None:
    named = set(re.findall(r"`(--[a-z-]+)", README.read_text("utf-8")))
    assert named <= {option for command in main.commands for option in options_of(command)}


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md"])
def test_as_many_checks_are_named_as_there_are(page: str) -> None:
    assert re.findall(r"(\d+) checks", (ROOT / page).read_text("utf-8")) == [f"{len(Check)}"]


def test_the_page_on_offline_says_what_the_worker_does() -> None:
    said = " ".join((ROOT / "docs/offline.md").read_text("utf-8").split())
    worker = (ROOT / "templates/worker/sw.js").read_text("utf-8")
    assert "after four seconds" in said
    assert "const PATIENCE = 4000;" in worker
    assert "last 500 pages" in said
    assert "const MOST_PAGES = 500," in worker
    assert "more than 1 MB" in said
    assert "const LARGEST = 1 << 20;" in worker
    assert f"({PICTURE_WIDTH} px or the next width there is, WebP or else JPEG" in said
    assert f"const ADDED = /{ADDED}$/i;" in worker  # the worker reads queries as hosts do


def test_the_page_on_offline_names_every_state_and_files_that_are_there() -> None:
    said = (ROOT / "docs/offline.md").read_text("utf-8")
    named = {path for path in re.findall(r"`((?:templates|asylmura_ssg|tests)/[^`*]+)`", said) if "/" in path}
    assert len(named) >= 5
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
    strings = design().strings[Language.EN]
    shown = {strings[key] for key in ("nav_saved", "saved_continue", "saved_delete", "saved_missing")}
    assert [words for words in sorted(shown) if words.lower() not in said.lower()] == []


def test_links_between_documents_lead_somewhere() -> None:
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", document.read_text("utf-8")):
            assert document.parent.joinpath(target).exists(), f"{document.name} links {target}, which is not there"


def test_the_readme_shows_each_picture_and_each_is_light() -> None:
    taken = {f"docs/pictures/{screen.name}.webp" for screen in SCREENS}
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs/pictures").iterdir()} == taken
    shown = re.findall(r'<img src="([^"]+)" width="\d+" alt="[^"]{20,}">', README.read_text("utf-8"))
    assert set(shown) == taken
    assert [path for path in sorted(taken) if (ROOT / path).stat().st_size > LARGEST] == []


def test_help_says_what_each_option_is_for() -> None:
    for name, command in main.commands.items():
        said = CliRunner().invoke(main, [name, "--help"]).output
        assert (command.help or "").partition("\n")[0] in " ".join(said.split())
        for option in command.params:
            if isinstance(option, click.Argument):
                assert option.make_metavar(click.Context(command)).strip("[].") in said
                continue
            assert isinstance(option, click.Option)
            assert option.help, f"{name} {option.name}"
            assert " ".join(option.help.split()) in " ".join(said.split()), f"{name} {option.name}"
