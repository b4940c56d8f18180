"""The register: any sequence of events keeps what was promised; git's memory of it; answers on every kind of host."""

from __future__ import annotations

import json
import os
import string
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
import qrcodegen
from click.testing import CliRunner
from hypothesis import given, strategies as st
from published import MINIATURE, Small, Tree, replace

from asylmura_ssg.check.answers import is_whole, unanswered, ways
from asylmura_ssg.cli import main
from asylmura_ssg.diagnostics import Code, Report
from asylmura_ssg.history import NoHistoryError, past_of
from asylmura_ssg.make.plates import matrix
from asylmura_ssg.model.address import HOST_KINDS, Hosting, address_of, rules_of, ways_to_write
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.order import Past
from asylmura_ssg.model.plate import LEVEL, MASK, VERSION, payload, plate_of
from asylmura_ssg.model.register import STANDING, Register, State, matrix_digest
from asylmura_ssg.read.personal_data import is_identity
from asylmura_ssg.read.register import RegisterReading, read_register
from asylmura_ssg.read.register.events import write_event
from asylmura_ssg.tree import Bytes

VOLUNTEERS = ("teacher",)
DOMAIN = "birgemiz-asylmura.kz"


def read(lines: list[str], past: Past | None = None) -> tuple[RegisterReading, Report]:
    data = "".join(line + "\n" for line in lines).encode()
    report = Report()
    file = Bytes("plates/register.jsonl", "content/plates/register.jsonl", data, digest_bytes(data))
    return read_register({file.path: file}, "content", VOLUNTEERS, past, report), report


def issued(number: int, day: str = "2026-01-01", kind: str = "issue", issue: int = 1, domain: str = DOMAIN) -> str:
    plate = plate_of(number)
    address = payload(plate, domain)
    drawn = matrix_digest(matrix(address, VERSION, LEVEL, MASK))
    return write_event(kind, {"date": day, "plate": plate, "issue": issue, "slug": f"m-{number}", "payload": address,
                              "version": VERSION, "level": LEVEL, "mask": MASK, "matrix": drawn})  # fmt: skip


def numbered(*numbers: int) -> list[str]:
    return [write_event("number", {"number": n, "slug": f"m-{n}"}) for n in numbers]


def placed(number: int, day: str, issue: int = 1) -> str:
    return write_event("placement", {"date": day, "plate": plate_of(number), "issue": issue, "lat": 43.5, "lon": 68.5,
                                     "by": "teacher", "permission": "№ 1", "condition": "good"})  # fmt: skip


# Any sequence

MONUMENTS = (1, 2, 3)
_KINDS = ("issue", "re-issue", "adoption", "placement", "inspection", "damage", "removal", "replacement")


@st.composite
def histories(draw: st.DrawFn) -> list[str]:
    """Any events in any order, right and wrong ones, as hands and branches may bring them together."""
    lines = numbered(*MONUMENTS)
    day = date(2026, 1, 1)
    for _ in range(draw(st.integers(0, 14))):
        kind, number = draw(st.sampled_from(_KINDS)), draw(st.sampled_from(MONUMENTS))
        issue = draw(st.integers(1, 3))
        day += timedelta(days=draw(st.integers(-1, 3)))
        which: dict[str, object] = {"date": day, "plate": plate_of(number), "issue": issue}
        if kind in ("issue", "re-issue"):
            lines.append(issued(number, day.isoformat(), kind, issue))
        elif kind == "placement":
            lines.append(placed(number, day.isoformat(), issue))
        else:
            chosen: dict[str, dict[str, object]] = {
                "adoption": {"slug": f"m-{number}", "payload": draw(st.sampled_from(_ADDRESSES)), "origin": "typed"},
                "inspection": {"condition": draw(st.sampled_from(["good", "worn", "unreadable"]))},
                "damage": {"condition": "damaged"},
                "removal": {"cause": "theft"},
                "replacement": {"successor": draw(st.integers(1, 3)), "by": "teacher"},
            }
            lines.append(write_event(kind, {**which, **chosen[kind]}))
    return lines


_ADDRESSES = ["https://old.kz/a", "https://old.kz/A/", "https://old.kz/a?id=1", "https://old.kz/a?id=2", "Berel", "tel:1",
              "http://OLD.kz/a", f"https://{DOMAIN}/00013", f"https://{DOMAIN}/kesene"]  # fmt: skip


@given(histories())
def test_whatever_is_written_no_address_ever_leads_to_two_plates_and_nothing_is_issued_twice(lines: list[str]) -> None:
    reading, report = read(lines)
    register = reading.register
    places: dict[object, str] = {}
    for copy in register.copies():
        address = address_of(copy.payload)
        assert places.setdefault(copy.payload if address is None else address.place, copy.plate) == copy.plate
        if copy.symbol is not None:
            assert copy.payload == f"https://{DOMAIN}/{copy.plate}"
    for plate in register.plates.values():
        assert [copy.issue for copy in plate.copies] == list(range(1, len(plate.copies) + 1))
        assert plate.slug == register.slugs[plate.number]
    told = {d.span.line for d in report}
    given_out = {copy.line for copy in register.copies()}
    assert not told & given_out, "an event that was told is not entered"


@given(histories())
def test_a_wrong_line_changes_nothing_so_that_the_good_ones_alone_give_the_same_register(lines: list[str]) -> None:
    reading, report = read(lines)
    bad = {d.span.line for d in report}
    good = [line for at, line in enumerate(lines, 1) if at not in bad]
    again, nothing = read(good)
    assert not nothing.found
    assert shape(again.register) == shape(reading.register)


def shape(register: Register) -> list[tuple[str, int, State, str | None]]:
    return [(c.plate, c.issue, c.state, None if c.last is None else c.last.isoformat()) for c in register.copies()]


@given(histories(), st.integers(0, 20))
def test_a_line_added_never_takes_anything_back(lines: list[str], cut: int) -> None:
    before, _ = read(lines[: max(3, cut)])
    after, _ = read(lines)
    now = {(copy.plate, copy.issue): copy for copy in after.register.copies()}
    for copy in before.register.copies():
        assert (now[copy.plate, copy.issue].payload, now[copy.plate, copy.issue].symbol) == (copy.payload, copy.symbol)


@given(st.text(string.printable + "Ққ", max_size=40), st.integers(0, 5))
def test_any_line_is_read_or_told_at_its_place(text: str, at: int) -> None:
    lines = [*numbered(1), issued(1), placed(1, "2026-02-01")]
    lines.insert(min(at, len(lines)), text.replace("\n", " ").replace("\r", " "))
    _, report = read(lines)
    for found in report:
        assert 1 <= found.span.line <= len(lines)
        assert found.span.column >= 1


def test_the_life_of_a_plate_is_told_by_its_last_events() -> None:
    lines = [*numbered(1), issued(1), placed(1, "2026-02-01")]
    which = {"plate": plate_of(1), "issue": 1}
    lines += [
        write_event("damage", {"date": "2026-03-01", **which, "condition": "damaged"}),
        issued(1, "2026-03-02", "re-issue", 2, "asyl-mura.kz"),
        write_event("replacement", {"date": "2026-04-01", **which, "successor": 2, "by": "teacher"}),
        write_event("inspection", {"date": "2026-05-01", "plate": plate_of(1), "issue": 2, "condition": "good"}),
    ]
    reading, report = read(lines)
    assert not report.found
    plate = reading.register.plates[plate_of(1)]
    old, new = plate.copies
    assert (old.state, old.ended) == (State.REPLACED, date(2026, 4, 1))
    assert plate.current is plate.own is new
    assert new.state in STANDING
    assert (new.placed, new.inspected, new.point) == (date(2026, 4, 1), date(2026, 5, 1), old.point)
    assert new.payload == f"https://asyl-mura.kz/{plate_of(1)}"


def test_the_frozen_digest_is_of_the_modules_as_a_second_encoder_draws_them() -> None:
    address = payload(plate_of(13), DOMAIN)
    ecc = qrcodegen.QrCode.Ecc.HIGH
    other = qrcodegen.QrCode.encode_segments([qrcodegen.QrSegment.make_bytes(address.encode())], ecc, VERSION, VERSION, MASK, boostecl=False)  # fmt: skip
    rows = [[other.get_module(x, y) for x in range(other.get_size())] for y in range(other.get_size())]
    assert matrix_digest(rows) == matrix_digest(matrix(address, VERSION, LEVEL, MASK))


# Answers

ADOPTED = [
    ("https://birgemiz-asylmura.kz/Monument/Berel", "Monument/Berel"),
    ("https://old-site.kz/monument.php?id=3", "monument.php?id=3"),
    ("https://old-site.kz/", ""),
    ("http://asyl-mura.kz/kesene", "kesene"),
    ("https://old-site.kz:8443/a", "a"),
]


def adopted(*payloads: str) -> Register:
    lines = numbered(*range(1, len(payloads) + 1))
    lines += [issued(n) for n in range(1, len(payloads) + 1)]
    lines += [
        write_event("adoption", {"date": "2026-02-01", "plate": plate_of(n), "issue": 2, "slug": f"m-{n}",
                                 "payload": address, "origin": "typed"})
        for n, address in enumerate(payloads, 1)
    ]  # fmt: skip
    reading, report = read(lines)
    assert not report.found, [d.message for d in report]
    return reading.register


DOMAINS = (DOMAIN, "asyl-mura.kz")


def test_every_way_to_write_an_address_is_answered_by_its_own_page() -> None:
    register = adopted(*(address for address, _ in ADOPTED))
    paths = frozenset(f"{plate}/index.html" for plate in register.plates) | {"index.html", "kk/index.html"}
    assert not list(unanswered(register, DOMAINS, paths))
    hosting = Hosting(DOMAINS, paths, rules_of(register, DOMAINS, paths))
    asked = 0
    for copy, host, target in ways(register, DOMAINS):
        for kind in HOST_KINDS:
            asked += 1
            assert hosting.answer(host, target, kind) == f"{copy.plate}/index.html", (host, target)
    assert asked > 90
    assert hosting.answer("old-site.kz", "/other", HOST_KINDS[0]) is None
    assert hosting.answer("old-site.kz", "/kk/", HOST_KINDS[0]) == "kk/index.html", "a plate's page has its links there"
    assert hosting.answer("stranger.kz", "/kk/", HOST_KINDS[0]) is None
    assert hosting.answer(DOMAIN, "/kk/", HOST_KINDS[0]) == "kk/index.html"


@pytest.mark.parametrize("lacking", ["00013/index.html", "00021/index.html"])
def test_a_missing_page_is_found_out_for_all_that_leads_to_it(lacking: str) -> None:
    register = adopted("https://old-site.kz/a", "https://asyl-mura.kz/B")
    paths = frozenset(f"{plate}/index.html" for plate in register.plates) - {lacking}
    gaps = list(unanswered(register, DOMAINS, paths))
    assert {gap.copy.plate for gap in gaps} == {lacking[:5]}
    assert {gap.copy.issue for gap in gaps} == {1, 2}
    assert {gap.host for gap in gaps} >= set(DOMAINS)


def test_an_address_is_asked_for_with_and_without_slash_in_small_letters_and_in_capitals() -> None:
    address = address_of("https://Old.KZ/Ab/c?Id=3")
    assert address is not None
    assert address.host == "old.kz"
    assert set(ways_to_write(address)) == {
        f"/{path}{slash}?Id=3" for path in ("Ab/c", "ab/c", "AB/C") for slash in ("", "/")
    }
    assert address_of("Berel") is address_of("tel:87001112233") is address_of("https://[bad") is None


def test_a_page_of_the_site_is_not_taken_from_its_visitors_by_an_old_plate() -> None:
    register = adopted("https://birgemiz-asylmura.kz/")
    paths = frozenset({"index.html", "00013/index.html"})
    assert rules_of(register, DOMAINS, paths) == ()
    assert Hosting(DOMAINS, paths, ()).answer(DOMAIN, "/", HOST_KINDS[0]) == "index.html"


def test_a_page_is_whole_when_it_ends_and_names_its_plate() -> None:
    assert is_whole(b"<html>00013</html>\n", "00013")
    assert not is_whole(b"<html>00013", "00013")
    assert not is_whole(b"<html>00021</html>", "00013")


# Git

WHO = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false"]


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *WHO, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose register grew in three commits."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    register = tmp_path / "content" / "plates" / "register.jsonl"
    register.parent.mkdir(parents=True)
    for lines in (numbered(1), [*numbered(1), issued(1)], [*numbered(1), issued(1), placed(1, "2026-02-01")]):
        register.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "--quiet", "-m", "the register grows")
    return tmp_path


REGISTER = "content/plates/register.jsonl"


def write(repository: Path, *lines: str, message: str = "the register grows") -> None:
    """Commit the register with just these lines."""
    (repository / REGISTER).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    git(repository, "commit", "--quiet", "-a", "-m", message)


def held_against_git(repository: Path) -> list[str]:
    """Return what is wrong with the register, held against everything that landed."""
    lines = (repository / REGISTER).read_text("utf-8").splitlines() if (repository / REGISTER).exists() else []
    _, report = read(lines, past_of(repository / REGISTER))
    return [f"{d.span.line}: {d.message}" for d in report if d.code is Code.REGISTER_REWRITTEN]


def test_git_tells_every_version_that_landed(repository: Path) -> None:
    register = repository / REGISTER
    past = past_of(register)
    assert past.head == register.read_bytes()
    assert past.whole
    assert [len(data.splitlines()) for _, data in past.versions] == [1, 2, 3]
    assert past_of(register, "HEAD~2").head == (numbered(1)[0] + "\n").encode()
    assert past_of(register.with_name("volunteers.yaml")).versions == ()


def test_without_a_history_the_reason_is_told(tmp_path: Path, repository: Path) -> None:
    register = repository / REGISTER
    with pytest.raises(NoHistoryError, match=r"git knows no revision v1"):
        past_of(register, "v1")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repository}", "shallow")
    shallow = tmp_path / "shallow" / REGISTER
    past = past_of(shallow)
    assert past.head == register.read_bytes()
    assert not past.whole
    with pytest.raises(
        NoHistoryError, match=r"this is a shallow clone, and HEAD~2 is not in it; `git fetch --unshallow`"
    ):
        past_of(shallow, "HEAD~2")


def test_outside_of_git_there_is_nothing_to_hold_it_against(tmp_path_factory: pytest.TempPathFactory) -> None:
    alone = tmp_path_factory.mktemp("alone")
    with pytest.raises(NoHistoryError, match=r"in no git repository") as caught:
        past_of(alone / "plates" / "register.jsonl")
    assert caught.value.usual


def test_what_a_hook_says_of_another_repository_is_not_listened_to(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path_factory.mktemp("other")))
    assert len(past_of(repository / REGISTER).versions) == 3


def on_two_branches(repository: Path) -> tuple[list[str], str, str]:
    """Have two branches add a line each; return what both had before, ours and theirs."""
    before = (repository / REGISTER).read_text("utf-8").splitlines()
    ours, theirs = issued(1, "2026-03-01", "re-issue", 2), write_event("number", {"number": 2, "slug": "m-2"})
    git(repository, "switch", "--quiet", "--create", "theirs")
    write(repository, *before, theirs)
    git(repository, "switch", "--quiet", "main")
    write(repository, *before, ours)
    return before, ours, theirs


def merge(repository: Path, *lines: str) -> None:
    done = subprocess.run(["git", *WHO, "merge", "theirs"], cwd=repository, capture_output=True, check=False)
    assert done.returncode == 1, "two branches that both add to the register meet in a conflict"
    (repository / REGISTER).write_text("".join(f"{line}\n" for line in lines), "utf-8")


@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_a_merge_may_put_either_branch_first_before_and_after_it_is_committed(repository: Path, first: str) -> None:
    before, ours, theirs = on_two_branches(repository)
    merge(repository, *before, *((ours, theirs) if first == "ours" else (theirs, ours)))
    assert held_against_git(repository) == []
    git(repository, "commit", "--quiet", "-a", "-m", "both")
    assert held_against_git(repository) == []
    git(repository, "switch", "--quiet", "theirs")
    git(repository, "merge", "--quiet", "main")
    assert held_against_git(repository) == []


@pytest.mark.parametrize("kept", ["ours", "theirs"])
def test_a_merge_that_throws_the_other_sides_lines_away_is_found_before_and_after(repository: Path, kept: str) -> None:
    before, ours, theirs = on_two_branches(repository)
    merge(repository, *before, ours if kept == "ours" else theirs)
    assert [found.partition(": ")[2].split(" is gone")[0] for found in held_against_git(repository)] == [
        f"a line that landed with {'the branch that is merged' if kept == 'ours' else 'HEAD'}"
    ]
    git(repository, "commit", "--quiet", "-a", "-m", "one side only")
    assert len(held_against_git(repository)) == 1


def test_what_a_commit_took_away_is_missed_until_it_stands_again(repository: Path) -> None:
    lines = (repository / REGISTER).read_text("utf-8").splitlines()
    write(repository, *lines[:-1], message="a slip")
    assert held_against_git(repository) == [
        f"3: a line that landed with commit {past_of(repository / REGISTER).versions[-1][0]} is gone, or stands before one it followed"
    ]
    write(repository, *lines, message="put back")
    assert held_against_git(repository) == []


def test_a_register_that_was_removed_and_committed_so_is_missed(repository: Path) -> None:
    git(repository, "rm", "--quiet", REGISTER)
    git(repository, "commit", "--quiet", "-m", "gone")
    assert len(held_against_git(repository)) == 1


# The command


def plates_check(small: Small, *options: str) -> tuple[int, str]:
    words = [
        "plates",
        "check",
        "--content",
        str(small.content),
        "--output",
        str(small.output),
        "--cache",
        str(small.cache),
    ]
    done = CliRunner().invoke(main, [*words, *options], catch_exceptions=False)
    return done.exit_code, done.output


@pytest.fixture
def kept(small: Small) -> Small:
    """The miniature, built and committed."""
    git(small.content.parent, "init", "--quiet")
    git(small.content.parent, "add", "content")
    git(small.content.parent, "commit", "--quiet", "-m", "as it landed")
    small.published()
    return small


def test_a_register_that_was_kept_passes_and_says_what_was_looked_at(kept: Small) -> None:
    code, said = plates_check(kept)
    assert code == 0
    assert "1 version that landed on the ways to HEAD" in said
    assert "2 frozen codes drawn and compared" in said
    assert "2 pages read" in said
    assert said.endswith("Every plate is kept.\n")


@pytest.mark.parametrize("command", ["plates check", "check", "build"])
def test_a_commit_that_rewrote_the_register_is_found_even_when_nothing_is_uncommitted(
    kept: Small, command: str
) -> None:
    replace(kept.content / "plates/register.jsonl", "43.5012", "43.5013")
    git(kept.content.parent, "commit", "--quiet", "-a", "-m", "a slip")
    words = [*command.split(), "--content", str(kept.content)]
    more = {"check": [], "build": ["--output", str(kept.output), "--no-volume"], "plates check": []}[command]
    done = CliRunner().invoke(main, [*words, *more], catch_exceptions=False)
    assert done.exit_code == 1
    assert "register.jsonl:5:1: error[register-rewritten] a line that landed with commit" in done.output
    assert '"lat": 43.5012' in done.output


def test_a_build_refuses_a_rewritten_register_and_leaves_the_published_site_as_it_was(kept: Small) -> None:
    before = {p: d for p, d in tree(kept).items() if not p.startswith(".")}
    replace(kept.content / "plates/register.jsonl", "43.5012", "43.5013")
    result = kept.build()
    assert result.exit_code == 1
    assert "error[register-rewritten]" in result.output
    assert {p: d for p, d in tree(kept).items() if not p.startswith(".")} == before


def tree(small: Small) -> Tree:
    return {p.relative_to(small.output).as_posix(): p.read_bytes() for p in small.output.rglob("*") if p.is_file()}


@pytest.mark.parametrize("harm", ["gone", "cut", "another"])
def test_a_page_that_is_not_whole_is_found_in_the_built_site(kept: Small, harm: str) -> None:
    page = kept.output / "00013" / "index.html"
    if harm == "gone":
        page.unlink()
    else:
        other = (kept.output / "00021" / "index.html").read_bytes().replace(b"00013", b"")
        page.write_bytes(page.read_bytes()[:-40] if harm == "cut" else other)
    code, said = plates_check(kept)
    assert code == 1
    words = "https://example.kz/00013/ would not answer" if harm == "gone" else "is not the whole page of plate 00013"
    assert words in said


def test_an_unknown_revision_is_a_wrong_use_told_in_words(kept: Small) -> None:
    code, said = plates_check(kept, "--since", "v1.0")
    assert code == 2
    assert "the register cannot be held against v1.0: git knows no revision v1.0" in said


def test_without_git_it_is_said_that_the_history_was_not_checked(small: Small) -> None:
    code, said = plates_check(small)
    assert code == 0
    assert "not checked: the content is in no git repository" in said
    assert "no built site in" in said
    assert said.endswith("but the history was not checked, and no site was asked: build one first.\n")


def test_a_code_that_is_drawn_otherwise_is_refused_by_the_build_too(small: Small) -> None:
    small.edit("plates/register.jsonl", '"mask": 4, "matrix": "sha256:b2', '"mask": 3, "matrix": "sha256:b2')
    result = small.build()
    assert result.exit_code == 1
    assert "register.jsonl:3:184: error[symbol-changed] the code of plate 00013 no longer comes out" in result.output


# People


@pytest.mark.parametrize(
    ("digits", "is_one"),
    [("850101300005", True), ("850101300006", False), ("851301300005", False), ("850101700005", False)],
)
def test_a_personal_identity_number_is_known_by_its_birthday_century_and_check_digit(
    digits: str, *, is_one: bool
) -> None:
    assert is_identity(digits) is is_one


def test_the_miniature_register_is_what_the_tests_say_of_it() -> None:
    lines = (MINIATURE / "plates/register.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["event"] for line in lines] == [
        "number",
        "number",
        "issue",
        "issue",
        "placement",
        "inspection",
    ]
    assert Code.REGISTER_REWRITTEN.slug == "register-rewritten"
    assert os.sep == "/"
