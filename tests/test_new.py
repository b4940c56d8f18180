"""``asylmura new``: an entry begun in a minute, which stands up to every rule, and never in another one's place."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from published import CONTENT, MINIATURE, ROOT, tree_of

from asylmura_ssg.accession.entries import given, lay_down, prose_form
from asylmura_ssg.cli import main
from asylmura_ssg.model.addressed import SLUG
from asylmura_ssg.model.language import LANGUAGES
from asylmura_ssg.model.slug import LONGEST, free_slug, slug_of

GIVEN = ("--kk", "Тас кесене", "--region", "zhambyl", "--type", "mausoleum")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(MINIATURE, tmp_path / "content")
    return tmp_path / "content"


def new(content: Path, *options: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["new", *options, "--content", str(content)], input=answers, catch_exceptions=False)


def check(content: Path, *records: str) -> Result:
    where = ["--content", str(content), "--cache", str(content.parent / "cache")]
    return CliRunner().invoke(
        main, ["check", *records, "--no-advice", "--format", "json", *where], catch_exceptions=False
    )


def test_an_entry_begins_with_a_record_three_texts_and_the_next_number(content: Path) -> None:
    result = new(content, *GIVEN, "--ru", "Каменный мавзолей", "--en", "Stone Mausoleum")
    assert result.exit_code == 0, result.output
    folder = content / "monuments" / "tas-kesene"
    assert sorted(path.name for path in folder.iterdir()) == ["en.md", "kk.md", "monument.yaml", "ru.md"]
    record = yaml.safe_load((folder / "monument.yaml").read_text("utf-8"))
    assert record["number"] == 4
    assert record["status"] == "draft"
    assert record["names"] == {"kk": "Тас кесене", "ru": "Каменный мавзолей", "en": "Stone Mausoleum"}
    assert record["location"]["unknown"]["en"] == "The place has not been established yet."
    assert record["editors"] == ["Үлгі редакциясы"]
    assert "number 4, mausoleum, zhambyl; status: draft" in result.output


@pytest.mark.parametrize("kind", ["mausoleum", "town-site"])
def test_a_fresh_entry_stands_up_to_every_rule(content: Path, kind: str) -> None:
    new(content, *GIVEN[:-1], kind)
    result = check(content, "tas-kesene")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_write_is_said_in_the_language_asked_for(content: Path, language: str) -> None:
    new(content, *GIVEN, "--comments", str(language))
    text = (content / "monuments" / "tas-kesene" / "monument.yaml").read_text("utf-8")
    words = {"kk": "# Мерзімі; белгісіз болса", "ru": "# Датировка; если неизвестна", "en": "# When it was made;"}
    assert [key for key, said in words.items() if said in text] == [language]
    assert text.startswith("# yaml-language-server: $schema=../../.schemas/monument.json\n")


def test_the_commented_examples_are_right_once_they_are_uncommented(content: Path, tmp_path: Path) -> None:
    new(content, *GIVEN)
    lines = (content / "monuments" / "tas-kesene" / "monument.yaml").read_text("utf-8").splitlines()
    examples = [
        line[2:]
        for line in lines
        if line.startswith(("# ", "#   ")) and (": " in line or line.endswith(":") or "  - " in line)
    ]
    keys = yaml.safe_load("\n".join(line for line in examples if line[0] == " " or line.split(":")[0].isidentifier()))
    assert {"dating", "conflicts", "pictures", "bibliography", "look_for"} <= set(keys)


def test_the_headings_are_those_that_entries_share() -> None:
    written = Counter(
        line.removeprefix("## ")
        for path in CONTENT.glob("monuments/*/*.md")
        for line in path.read_text("utf-8").splitlines()
    )
    for kind in ("mausoleum", "town-site"):
        for language in LANGUAGES:
            headings = [line[3:] for line in prose_form(kind, language).splitlines() if line.startswith("## ")]
            assert len(headings) == 4
            assert [heading for heading in headings if written[heading] < 4] == []


def test_nothing_is_ever_overwritten(content: Path) -> None:
    new(content, *GIVEN)
    before = tree_of(content)
    again = new(content, *GIVEN)
    assert (again.exit_code, tree_of(content)) == (2, before)
    assert (
        "entry already: content/monuments/tas-kesene/. If this is another monument, give it another --slug"
        in again.stderr
    )
    with pytest.raises(FileExistsError):
        lay_down(content / "monuments" / "tas-kesene", {"monument.yaml": b""})
    assert tree_of(content) == before


def test_a_monument_of_a_name_that_is_there_already_is_told(content: Path) -> None:
    result = new(content, "--kk", "қызыл  Кесене", *GIVEN[2:], "--slug", "another")
    assert result.exit_code == 0
    assert "warning: an entry of this name is there already: content/monuments/qyzyl-kesene/." in result.stderr
    assert "warning" not in new(content, *GIVEN).stderr
    assert given(content / "monuments", {}).namesake("Ақ мешіт") == "aq-meshit"


def test_the_number_is_above_all_that_are_or_were_given_readable_or_not(content: Path) -> None:
    broken = content / "monuments" / "broken"
    broken.mkdir()
    (broken / "monument.yaml").write_text("number: 41\nslug: old-name\nstatus: [\n", "utf-8")
    found = given(content / "monuments", {90: "gone"})
    assert found.next_number == 91
    assert {"broken", "old-name", "gone", "qyzyl-kesene"} <= found.slugs
    assert given(content / "monuments", {}).next_number == 42


def test_regions_and_types_are_known_by_any_of_their_names(content: Path) -> None:
    result = new(content, "--kk", "Тас кесене", "--region", "Жамбыл облысы", "--type", "Мавзолей")
    assert result.exit_code == 0, result.output
    assert "mausoleum, zhambyl" in result.output


@pytest.mark.parametrize(("key", "word", "hint"), [
    ("--region", "zhambul", 'no region "zhambul"; did you mean "zhambyl"?'),
    ("--type", "mausolem", 'no type "mausolem"; did you mean "mausoleum"?'),
    ("--slug", "Tas Kesene", "write it in lower-case Latin letters"),
    ("--kk", " ", "the name in --kk is empty"),
    ("--kk", "Тас\x07", "character U+0007 has no place in a text"),
])  # fmt: skip
def test_what_is_wrong_in_an_option_is_told_with_what_would_be_right(
    content: Path, key: str, word: str, hint: str
) -> None:
    before = tree_of(content)
    result = new(content, *GIVEN, key, word)
    assert (result.exit_code, tree_of(content)) == (2, before)
    assert hint in result.stderr


def test_what_is_not_given_is_asked_for_with_a_way_back(content: Path) -> None:
    answers = "Тас кесен\n<\nТас кесене\n\nStone\nzhambul\nZhambyl Region\nMausoleum\n\n"
    result = new(content, answers=answers)
    assert result.exit_code == 0, result.output
    assert 'did you mean "zhambyl"?' in result.stderr
    assert "Folder and address [tas-kesene]" in result.output
    record = yaml.safe_load((content / "monuments" / "tas-kesene" / "monument.yaml").read_text("utf-8"))
    assert record["names"] == {"kk": "Тас кесене", "en": "Stone"}


def test_without_an_answer_nothing_is_written(content: Path) -> None:
    before = tree_of(content)
    result = new(content, answers="Тас кесене\n")
    assert (result.exit_code, tree_of(content)) == (2, before)
    assert "there was no answer, and nothing was written" in result.stderr


def test_ctrl_c_in_the_middle_leaves_nothing_half_written(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree_of(content)
    write = Path.write_bytes

    def interrupted(path: Path, data: bytes) -> int:
        if path.name == "ru.md":
            raise KeyboardInterrupt
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    result = new(content, *GIVEN)
    assert (result.exit_code, tree_of(content)) == (130, before)
    assert "Stopped; nothing was written." in result.stderr
    assert [path.name for path in (content / "monuments").iterdir() if path.name.startswith(".")] == []


def test_a_disk_that_takes_nothing_is_told_in_words(content: Path) -> None:
    import resource

    before, limit = tree_of(content), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limit[1]))
    try:
        result = new(content, *GIVEN)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert (result.exit_code, tree_of(content)) == (2, before)
    assert "the system says: File too large" in result.stderr


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.kz", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_entries_begun_in_the_same_moment_get_numbers_of_their_own(content: Path) -> None:
    command = [sys.executable, "-m", "asylmura_ssg", "new", *GIVEN, "--content", str(content), "--slug"]
    begun = [subprocess.Popen([*command, f"tas-{n}"], cwd=ROOT, stdout=subprocess.DEVNULL) for n in range(6)]
    assert [each.wait() for each in begun] == [0] * 6
    records = [yaml.safe_load(file.read_text("utf-8")) for file in content.glob("monuments/tas-*/monument.yaml")]
    assert sorted(record["number"] for record in records) == [4, 5, 6, 7, 8, 9]


def test_two_branches_that_take_one_number_meet_in_a_conflict_when_it_was_registered(content: Path) -> None:
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "all"]):
        git(content, *words)
    for branch, name in (("one", "Бірінші"), ("two", "Екінші")):
        git(content, "checkout", "-qb", branch, "main")
        result = new(content, "--kk", name, *GIVEN[2:], "--register")
        assert "Entered in" in result.output, result.output
        git(content, "add", "-A")
        git(content, "commit", "-qm", name)
    merge = git(content, "merge", "one")
    assert merge.returncode == 1
    assert "CONFLICT" in merge.stdout
    assert "register.jsonl" in merge.stdout


def test_two_branches_that_only_took_a_number_are_told_by_check(content: Path) -> None:
    for slug in ("birinshi", "ekinshi"):
        new(content, *GIVEN, "--slug", slug)
    second = content / "monuments" / "ekinshi" / "monument.yaml"
    second.write_text(second.read_text("utf-8").replace("number: 5", "number: 4"), "utf-8")
    result = check(content)
    assert "duplicate-number" in result.output
    assert "the next free number is 5" in result.output


SLUGS = {
    "Айша бибі": "aisha-bibi",
    "Қарақабақ": "qaraqabaq",
    "Сарайшық": "saraishyq",
    "Сығанақ": "syganaq",
    "Таңбалы": "tanbaly",
    "Алтынқазған": "altynqazgan",
    "Хан Ордасы": "khan-ordasy",
    "№ 7 «Жәйрем» шахтасы": "7-zhairem-shakhtasy",
    "Müller’s Haus": "mullers-haus",
    "  ": "",
    "玉": "",
}


@pytest.mark.parametrize("name", SLUGS)
def test_slugs_are_spelt_as_the_collection_spells_them(name: str) -> None:
    assert slug_of(name) == SLUGS[name]


def test_every_real_name_gives_a_slug_that_may_stand_in_an_address() -> None:
    for path in CONTENT.glob("monuments/*/monument.yaml"):
        slug = slug_of(yaml.safe_load(path.read_text("utf-8"))["names"]["kk"])
        assert SLUG.fullmatch(slug)
        assert len(slug) <= LONGEST


def test_a_slug_that_is_taken_gets_the_lowest_number_that_is_free() -> None:
    assert free_slug("a", {"a", "a-2", "a-4"}) == "a-3"
    assert free_slug("b", {"a"}) == "b"


def test_an_entry_is_begun_within_two_seconds(content: Path) -> None:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "asylmura_ssg", "new", *GIVEN, "--content", content],
        check=True,
        cwd=ROOT,
        capture_output=True,
    )
    assert time.perf_counter() - started < 10  # some tenths of a second on a machine that does nothing else


def test_a_number_that_is_too_high_to_be_one_takes_no_number_away(content: Path) -> None:
    record = content / "monuments" / "aq-meshit" / "monument.yaml"
    before = given(content / "monuments", {}).next_number
    record.write_text(re.sub(r"(?m)^number: .*$", "number: 99999", record.read_text("utf-8")), "utf-8")
    assert given(content / "monuments", {}).next_number <= before


def test_the_commands_that_are_proposed_can_be_copied(tmp_path: Path) -> None:
    content = tmp_path / "О'Нил мұрасы" / "content"
    shutil.copytree(MINIATURE, content)
    said = new(content, *GIVEN).output.split("Next:")[1]
    check_it, picture, commit = said.split("`")[1], said.splitlines()[1], said.splitlines()[2]
    assert shlex.split(check_it)[-2:] == shlex.split(picture)[-2:] == ["--content", str(content)]
    assert shlex.split(commit)[2] == str(content / "monuments" / "tas-kesene")
