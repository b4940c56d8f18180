"""JSON Schemas, snippets, settings and the hook: what editors' programs and git are given says what the readers say."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result
from published import CONTENT, MINIATURE, ROOT

from asylmura_ssg.accession.collection import read_collection
from asylmura_ssg.amend import edited
from asylmura_ssg.cli import main
from asylmura_ssg.model.record_keys import KEY_ORDER
from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.read.waivers import WAIVABLE
from asylmura_ssg.record_form import inserted_key
from asylmura_ssg.schemas.forms import FORMS, shapes
from asylmura_ssg.schemas.probe import Shape
from asylmura_ssg.schemas.schema import schemas
from asylmura_ssg.schemas.snippets import Snippet, snippets
from asylmura_ssg.schemas.words import ANYWHERE, Words, read_words

KEYS = ROOT / "docs" / "keys.yaml"
ROOTS = {"real": CONTENT, "miniature": MINIATURE}


class Core(yaml.SafeLoader):
    """Reads YAML as language servers do: a date is a text."""


Core.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in held if tag != "tag:yaml.org,2002:timestamp"]
    for sign, held in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def loaded(text: str) -> Any:
    return yaml.load(text, Loader=Core)  # noqa: S506 - a safe one


@cache
def words() -> Words:
    return read_words(KEYS)


@cache
def vocabularies(root: str) -> Vocabularies:
    return read_collection(ROOTS[root]).shared.vocabularies


@cache
def validators(root: str) -> dict[str, jsonschema.Draft7Validator]:
    made = schemas(vocabularies(root), words())
    return {name.removesuffix(".json"): jsonschema.Draft7Validator(json.loads(data)) for name, data in made.items()}


def files(root: str) -> Iterator[tuple[str, Path]]:
    for form in FORMS:
        for pattern in form.globs:
            for path in sorted(ROOTS[root].glob(pattern)):
                yield form.name, path


def faults(root: str, form: str, value: Any) -> list[str]:
    return [f"{'.'.join(map(str, error.path))}: {error.message}" for error in validators(root)[form].iter_errors(value)]


@pytest.mark.parametrize("root", ROOTS)
def test_every_file_of_the_content_is_as_its_schema_says(root: str) -> None:
    found = list(files(root))
    assert {form for form, _ in found} | {"exhibit", "volunteers", "mapping"} == {form.name for form in FORMS}
    assert {path: faults(root, form, loaded(path.read_text("utf-8"))) for form, path in found} == {
        path: [] for _, path in found
    }


@pytest.mark.parametrize("root", ROOTS)
def test_every_schema_is_one(root: str) -> None:
    for validator in validators(root).values():
        jsonschema.Draft7Validator.check_schema(validator.schema)


def blocks(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for each in value if isinstance(value, list) else ():
        yield from blocks(each)


def test_every_wrong_key_anywhere_is_told() -> None:
    for form, path in files("miniature"):
        whole = loaded(path.read_text("utf-8"))
        for block in blocks(whole):
            for key in list(block):
                value = block.pop(key)
                block[f"{key}_"] = value
                assert faults("miniature", form, whole), (path, key)
                block[key] = block.pop(f"{key}_")


def test_what_a_schema_demands_the_reader_demands_too(tmp_path: Path) -> None:
    """Whatever key is taken out of a block: where the schema misses it, so does ``check``, and in the same file."""
    content = tmp_path / "content"
    shutil.copytree(MINIATURE, content)
    record = content / "monuments" / "qyzyl-kesene" / "monument.yaml"
    whole = loaded(record.read_text("utf-8"))
    for block in blocks(whole):
        for key in list(block):
            held = dict(block)
            del block[key]
            if faults("miniature", "monument", whole):
                record.write_text(yaml.dump(whole, allow_unicode=True), "utf-8")
                result = CliRunner().invoke(
                    main,
                    [
                        "check",
                        "qyzyl-kesene",
                        "--format",
                        "json",
                        "--content",
                        str(content),
                        "--cache",
                        str(tmp_path / "c"),
                    ],
                )
                assert result.exit_code == 1, key
            block.clear()
            block.update(held)


def test_the_mapping_that_the_guide_shows_is_as_its_schema_says_and_wrong_ones_are_not() -> None:
    guide = (ROOT / "docs" / "interchange.md").read_text("utf-8")
    mapping = loaded(guide.partition("```yaml\n")[2].partition("```")[0])
    assert faults("real", "mapping", mapping) == []
    for path, wrong in (
        (("columns", "Атауы"), "names.kz"),
        (("columns", "Түрі", "to"), "kind"),
        (("without_kazakh",), "ru"),
    ):
        block = mapping
        for key in path[:-1]:
            block = block[key]
        held, block[path[-1]] = block[path[-1]], wrong
        assert faults("real", "mapping", mapping), path
        block[path[-1]] = held
    assert faults("real", "mapping", mapping | {"collumns": {}})


def test_a_term_that_its_vocabulary_does_not_hold_is_told() -> None:
    record = loaded((MINIATURE / "monuments" / "qyzyl-kesene" / "monument.yaml").read_text("utf-8"))
    for key, wrong in (
        ("region", "zhambul"),
        ("type", "mosk"),
        ("status", "done"),
        ("number", "one"),
        ("periods", ["x"]),
    ):
        assert faults("miniature", "monument", record | {key: wrong}), key


def paths(shape: Shape, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, asked in shape.keys.items():
        yield (*before, key)
        if asked.inner is not None:
            yield from paths(asked.inner, (*before, key))


def test_every_key_is_told_in_three_languages_and_no_other_is() -> None:
    untold, used = [], set()
    for form, shape in shapes(vocabularies("real")).items():
        for path in paths(shape):
            said = words().of(form, path)
            if said is None or not all(said[language].strip() for language in ("kk", "ru", "en")):
                untold.append((form, *path))
            used |= {
                (form, ".".join(path)),
                (form, ".".join((*path[:1], "*", *path[2:]))),
                (ANYWHERE, path[-1]),
                ("bibliography", path[-1]),
            }
    assert untold == []
    told = {(form, path) for form, held in words().by_form.items() for path in held}
    assert told - used == set()


def test_the_keys_of_a_record_are_those_of_the_canonical_order() -> None:
    assert set(shapes(vocabularies("real"))["monument"].keys) == set(KEY_ORDER)


def test_terms_are_offered_with_their_names_and_waivers_with_their_rules() -> None:
    schema = json.loads(schemas(vocabularies("real"), words())["monument.json"])
    assert "Кесене · Мавзолей · Mausoleum" in schema["properties"]["type"]["markdownEnumDescriptions"]
    assert schema["definitions"]["waivers"]["properties"]["rule"]["enum"] == list(WAIVABLE)
    assert schema["properties"]["summary"]["markdownDescription"].startswith("**Қазақша.** ")


def test_the_committed_schemas_and_snippets_are_fresh() -> None:
    result = CliRunner().invoke(main, ["schemas", "--check"])
    assert (result.exit_code, result.output) == (0, "All schemas and snippets are as the readers have it.\n")


def test_stale_schemas_are_told_and_written_anew(tmp_path: Path) -> None:
    shutil.copytree(MINIATURE, tmp_path / "content")
    told = CliRunner().invoke(main, ["schemas", "--check", "--content", str(tmp_path / "content")])
    assert (told.exit_code, told.output.count("stale: ")) == (1, len(FORMS) + 1)
    CliRunner().invoke(main, ["schemas", "--content", str(tmp_path / "content")])
    assert CliRunner().invoke(main, ["schemas", "--check", "--content", str(tmp_path / "content")]).exit_code == 0


def test_the_settings_of_the_editor_name_every_schema_and_no_other() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    wired = {name: {patterns} if isinstance(patterns, str) else set(patterns) for name, patterns in settings.items()}
    assert wired == {
        f"content/.schemas/{form.name}.json": {glob if form.free else f"content/{glob}" for glob in form.globs}
        for form in FORMS
    }
    assert {Path(name).name for name in wired} == {path.name for path in (CONTENT / ".schemas").iterdir()}


# Snippets


def of_records() -> list[Snippet]:
    return [each for each in snippets(words()) if each.scope == "yaml"]


BARE = """\
number: 900
status: draft
names: {kk: Үлгі}
type: mausoleum
summary: {kk: Үлгі.}
region: zhambyl
location: {unknown: {kk: Белгісіз.}}
protection: {category: unknown}
editors: [Үлгі]
"""


@pytest.mark.parametrize("snippet", of_records(), ids=lambda snippet: snippet.prefix)
def test_what_a_snippet_writes_is_what_the_schema_takes(snippet: Snippet) -> None:
    text = snippet.filled
    assert "$" not in text
    assert "mark" not in text
    if snippet.prefix == "am-entry":
        assert faults("real", "monument", loaded(text)) == []
    elif snippet.prefix == "am-source":
        assert faults("real", "bibliography", loaded(text)) == []
    elif snippet.prefix.endswith("-item"):
        key = snippet.prefix.removeprefix("am-").removesuffix("-item").replace("-", "_")
        assert faults("real", "monument", loaded(BARE) | {key: loaded(text)}) == []
    else:
        key = next(iter(loaded(text)))
        bare = (
            BARE
            if key not in loaded(BARE)
            else "\n".join(line for line in BARE.splitlines() if not line.startswith(f"{key}:")) + "\n"
        )
        assert faults("real", "monument", loaded(edited(bare, [inserted_key(bare, key, text)]))) == []


def test_what_all_snippets_write_is_read_without_an_error(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content, ignore=shutil.ignore_patterns("monuments", "versions"))
    (content / "monuments").mkdir()
    shutil.copytree(CONTENT / "monuments" / "tekturmas", content / "monuments" / "tekturmas")
    folder = content / "monuments" / "ulgi"
    folder.mkdir()
    text = BARE.replace("location: {unknown: {kk: Белгісіз.}}\n", "")
    marks = {each.prefix: each.filled for each in snippets(words())}
    for key in KEY_ORDER:
        body = marks.get(f"am-{key.replace('_', '-')}")
        if body is not None and key not in (
            "pictures",
            "narration",
            "waivers",
        ):  # which need files, and something to waive
            text = edited(text, [inserted_key(text, key, body)])
    (folder / "monument.yaml").write_text(text, "utf-8")
    cites = f"Мәтін {marks['am-cite']} және {marks['am-cite-place']}, {marks['am-link']}, {marks['am-link-words']}.\n\n{marks['am-heading']}"
    (folder / "kk.md").write_text(cites, "utf-8")
    where = ["--content", str(content), "--cache", str(tmp_path / "cache"), "--no-advice", "--format", "json"]
    result = CliRunner().invoke(main, ["check", "ulgi", *where])
    assert result.exit_code == 0, result.output


def test_the_snippet_file_is_one_that_vs_code_reads() -> None:
    held = json.loads((ROOT / ".vscode" / "asylmura.code-snippets").read_text("utf-8"))
    assert {key for each in held.values() for key in each} == {"prefix", "scope", "body", "description"}
    assert {"am-entry", "am-source", "am-cite", "am-pictures", "am-conflicts", "am-dating"} <= set(held)


# The guide


def test_the_guide_names_options_and_snippets_that_there_are_and_every_snippet_of_a_text() -> None:
    guide = (ROOT / "docs" / "editors.md").read_text("utf-8")
    commands = [main.commands["new"], main.commands["schemas"], *main.commands["picture"].commands.values()]  # type: ignore[attr-defined]
    known = {option for command in commands for parameter in command.params for option in parameter.opts} | {
        "--no-verify"
    }
    assert set(re.findall(r"--[a-z-]+[a-z]", guide)) <= known
    named = set(re.findall(r"`(am-[a-z-]+)`", guide))
    there = {each.prefix: each.scope for each in snippets(words())}
    assert named <= set(there)
    assert {prefix for prefix, scope in there.items() if scope == "markdown" or prefix.endswith("-item")} <= named


def test_the_guide_s_example_of_a_record_is_in_the_canonical_order() -> None:
    guide = (ROOT / "docs" / "records.md").read_text("utf-8")
    example = guide.partition("```yaml\n")[2].partition("```")[0]
    keys = [line.partition(":")[0] for line in example.splitlines() if line[:1].isalpha()]
    assert keys == sorted(keys, key=KEY_ORDER.index)


# The hook


def git(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.kz", *command],
        cwd=folder, capture_output=True, text=True, check=False, env=environment | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def hook(*words: str, content: Path) -> Result:
    return CliRunner().invoke(main, ["hook", *words, "--content", str(content)], catch_exceptions=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    shutil.copytree(MINIATURE, tmp_path / "house" / "content")
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "all"]):
        git(tmp_path / "house", *command)
    return tmp_path / "house"


def spoil(repository: Path) -> Path:
    record = repository / "content" / "monuments" / "aq-meshit" / "monument.yaml"
    record.write_text(record.read_text("utf-8").replace("region: zhambyl", "region: zhambul"), "utf-8")
    return record


def test_the_hook_stops_a_commit_that_is_wrong_and_lets_a_right_one_pass(repository: Path) -> None:
    result = hook("install", content=repository / "content")
    assert result.exit_code == 0, result.output
    record = spoil(repository)
    git(repository, "add", "-A")
    stopped = git(repository, "commit", "-m", "wrong")
    assert stopped.returncode == 1
    assert "content/monuments/aq-meshit/monument.yaml:" in stopped.stderr
    assert 'did you mean "zhambyl"?' in stopped.stderr
    assert "The commit was stopped." in stopped.stderr
    record.write_text(record.read_text("utf-8").replace("zhambul", "zhambyl").replace("review", "draft"), "utf-8")
    git(repository, "add", "-A")
    passed = git(repository, "commit", "-m", "right")
    assert passed.returncode == 0, passed.stderr


def test_the_hook_looks_at_what_is_staged_and_not_at_what_lies_there(repository: Path) -> None:
    hook("install", content=repository / "content")
    spoil(repository)
    (repository / "content" / "monuments" / "eski-qala" / "kk.md").write_text("Жаңа мәтін.\n", "utf-8")
    git(repository, "add", "content/monuments/eski-qala")
    assert git(repository, "commit", "-m", "the good part").returncode == 0
    git(repository, "add", "-A")
    (repository / "content" / "monuments" / "aq-meshit" / "monument.yaml").write_text("mended, not staged\n", "utf-8")
    assert "zhambul" in git(repository, "commit", "-m", "the bad part").stderr


def test_the_hook_works_in_a_worktree_and_lets_other_files_pass(repository: Path, tmp_path: Path) -> None:
    git(repository, "worktree", "add", "-q", str(tmp_path / "beside"))
    assert hook("install", content=tmp_path / "beside" / "content").exit_code == 0
    (tmp_path / "beside" / "notes.txt").write_text("x", "utf-8")
    git(tmp_path / "beside", "add", "-A")
    assert git(tmp_path / "beside", "commit", "-m", "notes").returncode == 0
    spoil(tmp_path / "beside")
    git(tmp_path / "beside", "add", "-A")
    assert git(tmp_path / "beside", "commit", "-m", "wrong").returncode == 1


def test_another_hook_is_left_alone_and_our_own_is_written_anew(repository: Path) -> None:
    place = repository / ".git" / "hooks" / "pre-commit"
    assert hook("install", content=repository / "content").exit_code == 0
    assert hook("install", content=repository / "content").exit_code == 0
    place.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    result = hook("install", content=repository / "content")
    assert (result.exit_code, place.read_text("utf-8")) == (2, "#!/bin/sh\nexit 0\n")
    assert "is not ours; to have both, add this line to it" in result.stderr


def test_without_a_repository_or_without_git_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(MINIATURE, tmp_path / "content")
    result = hook("install", content=tmp_path / "content")
    assert (result.exit_code, "the content is in no git repository; nothing was written" in result.stderr) == (2, True)
    monkeypatch.setenv("PATH", "")
    result = hook("install", content=tmp_path / "content")
    assert (result.exit_code, "git is not installed" in result.stderr) == (2, True)


def test_the_hook_for_the_framework_calls_a_command_that_there_is() -> None:
    held = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    for each in held:
        command = each["entry"].split()
        assert command[0] == "asylmura"
        assert CliRunner().invoke(main, [*command[1:], "--help"]).exit_code == 0
