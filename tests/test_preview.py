"""``asylmura serve``: what an edit makes of the pages, whatever is done to the files meanwhile."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from click.testing import CliRunner
from published import HEEDING, MINIATURE, ROOT, TEMPLATES

from asylmura_ssg.cache import Store
from asylmura_ssg.cli import main
from asylmura_ssg.cli.preview import _writable
from asylmura_ssg.concordance import Concordance
from asylmura_ssg.diagnostics import Code
from asylmura_ssg.editions import Editions
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.order import Order, Scope
from asylmura_ssg.model.recipe import Artifact
from asylmura_ssg.model.route import File, MonumentPage
from asylmura_ssg.plan.asked import Asked, Kept
from asylmura_ssg.plan.site import plan
from asylmura_ssg.serve.answers import Changes, Desk, desk_server, serving
from asylmura_ssg.serve.collection import Collection, State
from asylmura_ssg.serve.live import Live
from asylmura_ssg.serve.pages import Pages
from asylmura_ssg.serve.proofs import Proofs
from asylmura_ssg.serve.watching import changes_in
from asylmura_ssg.tree import read_tree

SLUG = "qyzyl-kesene"


class Desktop:
    """A preview of a copy of the miniature, without a server or a watcher: what is saved is taken in at once."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        shutil.copytree(MINIATURE, self.content)
        order = Order(self.content, TEMPLATES, Path(), folder / "cache", Scope(), 1, drafts=True)
        self.pauses: list[float] = []
        self.meanwhile: Callable[[], object] = lambda: None
        self.collection = Collection(order, lambda: None, self._pause)
        self.proofs = Proofs(self.content, folder / "cache", lambda: None)
        self.pages = Pages(self.collection, self.proofs, lambda: read_tree(ROOT / "docs"))
        self.state = self.collection.open()
        self.pages.show(self.state)

    def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.meanwhile()

    def absorb(self, *paths: str) -> list[State]:
        states = []
        for state in self.collection.absorb([(self.content / path).absolute() for path in paths]):
            self.pages.show(state)
            states.append(state)
        if states and not states[-1].whole:
            states.append(self.collection.together())
        for state in states[-1:]:
            self.pages.show(state)
            self.state = state
        return states

    def save(self, path: str, text: str | bytes) -> list[State]:
        data = text.encode() if isinstance(text, str) else text
        (self.content / path).write_bytes(data)
        return self.absorb(path)

    def replace(self, path: str, old: str, new: str) -> list[State]:
        text = (self.content / path).read_text("utf-8")
        assert old in text
        return self.save(path, text.replace(old, new, 1))

    def page(self, address: str = f"/en/monuments/{SLUG}/", status: int = 200) -> str:
        answer = self.pages.at(address)
        assert answer.status == status, answer.body.decode()
        return answer.body.decode()


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    return Desktop(tmp_path)


RECORD = f"monuments/{SLUG}/monument.yaml"
TEXT = f"monuments/{SLUG}/en.md"


def test_what_is_asked_for_is_what_a_whole_plan_has_there(desktop: Desktop) -> None:
    assert desktop.state.catalogue is not None
    assert desktop.state.design is not None
    catalogue, design = desktop.state.catalogue, desktop.state.design
    concordance = Concordance(Store(None), 1)
    unbound = Editions(Store(None), 1, lambda _: b"", lambda *_: None)
    whole = plan(catalogue, design, Scope(volumes=False), "", unbound, concordance)
    asked = Asked(Kept.of(catalogue, design, None), concordance)
    differing = [a.route for a in whole if asked.artifact(a.route) != Artifact(a.route, a.recipe)]
    assert differing == [File("sitemap.xml")]


def test_an_edit_is_on_the_page_at_once_and_nothing_else_is_read_again(desktop: Desktop) -> None:
    before = desktop.state.records
    states = desktop.save(TEXT, "A text that nobody has read before.\n")
    assert [state.whole for state in states] == [False, True]
    assert "A text that nobody has read before." in desktop.page()
    same = [slug for slug, record in desktop.state.records.items() if record is before[slug]]
    assert sorted(same) == sorted(set(before) - {SLUG})


def test_saving_a_file_as_it_was_changes_nothing(desktop: Desktop) -> None:
    assert desktop.save(TEXT, (desktop.content / TEXT).read_bytes()) == []


def test_an_error_stands_on_the_page_with_its_line_and_the_last_good_page_below(desktop: Desktop) -> None:
    good = (desktop.content / RECORD).read_text("utf-8")
    line = next(each for each in good.splitlines() if each.startswith("region: "))
    desktop.save(RECORD, good.replace(line, "region: atlantis"))
    page = desktop.page()
    at = good.splitlines().index(line) + 1
    assert f"{RECORD}:{at}:9" in page
    assert "<mark>atlantis</mark>" in page
    assert "unknown-region" in page
    assert "Below is the page as it was when all was right." in page
    assert "<article" in page or "<h1" in page.partition("<main")[2]
    desktop.save(RECORD, good)
    assert "atlantis" not in desktop.page()


def test_an_error_is_not_told_on_the_pages_of_others(desktop: Desktop) -> None:
    desktop.replace(RECORD, "region: ", "region: x-")
    page = desktop.page("/en/monuments/eski-qala/")
    assert "desk-problems" not in page
    assert "Errors: 1" in page


def test_what_other_entries_have_to_say_comes_once_all_are_held_together(desktop: Desktop) -> None:
    first, whole = desktop.save(TEXT, "See [[no-such-place]] for more.\n")
    assert Code.BROKEN_LINK not in {each.code for each in first.report}
    assert Code.BROKEN_LINK in {each.code for each in whole.report}
    assert "no-such-place" in desktop.page()


def test_an_entry_that_never_could_be_read_says_why_and_is_there_when_it_can(desktop: Desktop) -> None:
    folder = desktop.content / "monuments" / "new-one"
    shutil.copytree(desktop.content / "monuments" / SLUG, folder)
    text = (folder / "monument.yaml").read_text("utf-8")
    number = next(each for each in text.splitlines() if each.startswith("number: "))
    (folder / "monument.yaml").write_text(text.replace(number, "number: many"), "utf-8")
    desktop.absorb("monuments/new-one")
    page = desktop.page("/en/monuments/new-one/", status=404)
    assert "number: </pre>" not in page
    assert "<mark>many</mark>" in page
    desktop.save("monuments/new-one/monument.yaml", text.replace(number, "number: 777"))
    assert "new-one" in desktop.page("/en/monuments/new-one/")


def test_an_entry_that_is_deleted_while_it_is_looked_at_is_gone_and_comes_back(desktop: Desktop) -> None:
    folder = desktop.content / "monuments" / SLUG
    folder.rename(desktop.content.parent / "aside")
    desktop.absorb(f"monuments/{SLUG}", RECORD)
    assert 'id="desk"' in desktop.page(status=404)
    (desktop.content.parent / "aside").rename(folder)
    desktop.absorb(f"monuments/{SLUG}")
    assert SLUG in desktop.page()


def test_an_entry_that_is_renamed_stands_at_its_new_address(desktop: Desktop) -> None:
    (desktop.content / "monuments" / "eski-qala").rename(desktop.content / "monuments" / "old-town")
    desktop.absorb("monuments/eski-qala", "monuments/old-town")
    desktop.page("/en/monuments/eski-qala/", status=404)
    assert 'id="desk"' in desktop.page("/en/monuments/old-town/")


def test_a_file_that_is_empty_for_a_moment_is_waited_for(desktop: Desktop) -> None:
    whole = (desktop.content / RECORD).read_bytes()
    (desktop.content / RECORD).write_bytes(b"")
    desktop.meanwhile = lambda: (desktop.content / RECORD).write_bytes(whole)
    assert desktop.absorb(RECORD) == []


def test_a_file_that_stays_empty_is_believed_after_a_while(desktop: Desktop) -> None:
    desktop.save(RECORD, b"")
    assert sum(desktop.pauses) < 0.5
    assert f"{RECORD}:1" in desktop.page()


@pytest.mark.parametrize(
    "name", [".monument.yaml.swp", "monument.yaml~", "4913", "#monument.yaml#", "kk.md.tmp", "sedXyZ12a"]
)
def test_files_that_editors_put_down_meanwhile_are_passed_over(desktop: Desktop, name: str) -> None:
    assert desktop.save(f"monuments/{SLUG}/{name}", "half a line") == []


def test_bytes_that_are_no_text_are_told_like_any_error(desktop: Desktop) -> None:
    desktop.save(TEXT, b"caf\xe9 \xff")
    assert "wrong-encoding" in desktop.page()


def test_three_hundred_errors_at_once_fit_on_one_page(desktop: Desktop) -> None:
    good = (desktop.content / RECORD).read_text("utf-8")
    desktop.save(RECORD, good + "".join(f"nonsense_{n}: 1\n" for n in range(300)))
    assert "Errors: 300" in desktop.page()
    assert "295 more" in desktop.page()
    assert desktop.page("/desk/problems/?en").count("desk-problem desk-error") == 300


def test_a_new_source_reads_again_only_who_cites_it(desktop: Desktop) -> None:
    desktop.save(TEXT, "It is told [@brand-new].\n")
    assert "brand-new" in desktop.page()
    before = desktop.state.records
    text = (desktop.content / "bibliography.yaml").read_text("utf-8")
    desktop.save("bibliography.yaml", text + "\nbrand-new: {title: A survey, year: 2020, language: en}\n")
    assert desktop.state.report.errors == ()
    assert sorted(s for s, r in desktop.state.records.items() if r is before[s]) == sorted(set(before) - {SLUG})


def test_an_error_in_a_shared_file_stands_folded_at_the_head_of_every_page(desktop: Desktop) -> None:
    desktop.save("site.yaml", "title: [\n")
    page = desktop.page("/kk/regions/")
    assert '<details class="desk-problems">' in page
    assert "site.yaml:" in page


def test_a_kind_that_is_taken_away_leaves_its_entries_as_they_last_were_with_what_is_wrong(desktop: Desktop) -> None:
    desktop.page()
    record = (desktop.content / RECORD).read_text("utf-8")
    kind = record.partition("\ntype: ")[2].partition("\n")[0]
    desktop.replace("types.yaml", f"{kind}:", "tower-of-babel:")
    page = desktop.page()
    assert "unknown-type" in page
    assert "Below is the page as it was when all was right." in page
    for address in ("/kk/", "/kk/types/", "/kk/map/", "/kk/names/"):
        desktop.page(address)
    desktop.replace("types.yaml", "tower-of-babel:", f"{kind}:")
    assert desktop.state.report.errors == ()
    assert "unknown-type" not in desktop.page()


def test_drafts_are_shown_and_marked_on_their_page_and_wherever_they_are_linked(desktop: Desktop) -> None:
    desktop.replace(RECORD, "status: published", "status: draft")
    assert "Readers do not see it yet." in desktop.page()
    assert f'<a data-draft="draft" href="/en/monuments/{SLUG}/"' in desktop.page("/en/names/").replace("  ", " ")
    assert "черновик" in desktop.page(f"/ru/monuments/{SLUG}/")


def test_the_desk_stands_on_no_published_page(desktop: Desktop) -> None:
    assert desktop.state.catalogue is not None
    assert desktop.state.design is not None
    asked = Asked(Kept.of(desktop.state.catalogue, desktop.state.design, None), Concordance(Store(None), 1))
    scripts = [artifact.route for artifact in asked.kept.assets]
    assert not any("desk" in str(route) for route in scripts)
    assert asked.artifact(MonumentPage(Language.KK, SLUG)) is not None


def test_advice_is_listed_rule_by_rule_in_the_readers_language(desktop: Desktop) -> None:
    desktop.save(TEXT, "Short.\n")
    page = desktop.page("/desk/advice/?ru")
    assert "Советы и предупреждения" in page
    assert "desk-advice" in page


def test_what_is_to_be_typed_is_set_as_code(desktop: Desktop) -> None:
    desktop.save(TEXT, "The wall - of brick.\n")
    page = desktop.page("/desk/advice/?ru")
    assert '<p class="desk-hint"><code>asylmura check --fix</code> shows' in page
    assert "`" not in page


def test_pictures_search_and_map_are_there(desktop: Desktop) -> None:
    for address in (
        "/kk/search/",
        "/kk/map/",
        "/kk/time/",
        "/kk/plates/",
        "/monuments.json",
        "/favicon.svg",
        "/00013/",
    ):
        assert desktop.pages.at(address).status == 200, address
    assert desktop.state.catalogue is not None
    picture = next(p for e in desktop.state.catalogue.entries for p in e.monument.pictures)
    slug = next(e.monument.slug for e in desktop.state.catalogue.entries if picture in e.monument.pictures)
    answer = desktop.pages.at(f"/pictures/{slug}/{picture.stem}.{picture.version}-{picture.widths()[0]}.jpg")
    assert (answer.media, answer.body[:2]) == ("image/jpeg", b"\xff\xd8")


def test_a_template_that_asks_in_vain_says_where(tmp_path: Path) -> None:
    desktop = Desktop(tmp_path / "a")
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    order = Order(desktop.content, templates, Path(), tmp_path / "cache", Scope(), 1, drafts=True)
    collection = Collection(order, lambda: None, lambda _: None)
    pages = Pages(collection, desktop.proofs, dict)
    pages.show(collection.open())
    template = templates / "pages" / "monument.html"
    good = template.read_text("utf-8")

    def page_with(text: str) -> tuple[int, str]:
        template.write_text(text, "utf-8")
        for state in collection.absorb([template.absolute()]):
            pages.show(state)
        answer = pages.at(f"/en/monuments/{SLUG}/")
        return answer.status, answer.body.decode()

    status, page = page_with(good.replace("{% block main %}", "{% block main %}\n{{ view.nobody.knows }}", 1))
    assert status == 500
    assert f"pages/monument.html:{good[: good.index('{% block main %}')].count(chr(10)) + 2}:1" in page
    assert page_with(good)[0] == 200
    status, page = page_with(good.replace("{% block main %}", "{% block main %}{% if %}", 1))
    assert (status, "template: " in page, "<h1" in page) == (200, True, True)


# The pages of the book


def test_the_pages_of_the_book_are_set_by_a_process_of_their_own(tmp_path: Path) -> None:
    ready = Event()
    desktop = Desktop(tmp_path)
    desktop.proofs._tell = ready.set
    first = json.loads(desktop.page(f"/desk/print/en/{SLUG}"))
    assert (first["pages"], first["newest"]) == ([], False)
    assert ready.wait(60)
    told = json.loads(desktop.page(f"/desk/print/en/{SLUG}"))
    assert told["newest"]
    assert told["said"] == ""
    assert desktop.pages.at(told["pages"][0]).body.startswith(b"\x89PNG")
    desktop.save("monuments/qyzyl-kesene/kk.md", "Жаңа мәтін.\n")
    older = json.loads(desktop.page(f"/desk/print/en/{SLUG}"))
    assert (older["pages"], older["newest"]) == (told["pages"], False)
    desktop.proofs.end()
    assert not desktop.proofs._process.is_alive()


def test_a_page_that_is_not_set_any_more_is_not_there(desktop: Desktop) -> None:
    assert desktop.pages.at(f"/desk/print/{SLUG}/0/99").status == 404
    assert desktop.pages.at(f"/desk/print/{SLUG}/0/²").status == 404


# What changes on disk


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Path, Callable[[], set[str]]]]:
    root = tmp_path / "content"
    root.mkdir()
    stop = Event()
    seen: list[frozenset[Path]] = []

    def note() -> None:
        for each in changes_in([root], stop):
            seen.append(each)  # noqa: PERF402 - as they come

    watcher = Thread(target=note, daemon=True)
    watcher.start()
    time.sleep(0.5)

    def after(seconds: float = 1.5) -> set[str]:
        time.sleep(seconds)
        return {path.relative_to(tmp_path).as_posix() for each in seen for path in each} | (
            {"(gone)"} if frozenset() in seen else set()
        )

    yield root, after
    stop.set()
    watcher.join(5)
    assert not watcher.is_alive()


def test_changes_are_told_and_hidden_files_are_not(watched: tuple[Path, Callable[[], set[str]]]) -> None:
    root, after = watched
    (root / "site.yaml").write_text("a")
    (root / ".site.yaml.swp").write_text("a")
    (root / "site.yaml~").write_text("a")
    assert after() == {"content/site.yaml"}


def test_a_folder_that_vanishes_is_told_and_so_is_its_return(watched: tuple[Path, Callable[[], set[str]]]) -> None:
    root, after = watched
    root.rename(root.with_name("elsewhere"))
    assert "(gone)" in after()
    root.with_name("elsewhere").rename(root)
    assert "content" in after()
    (root / "later.yaml").write_text("a")
    assert "content/later.yaml" in after()


# The server


@pytest.fixture
def port(tmp_path: Path) -> Iterator[tuple[int, Desk]]:
    desktop = Desktop(tmp_path)
    desk = Desk(desktop.pages, Changes(), Event(), "the-word")
    server = desk_server(desk, "127.0.0.1", 0)
    serving(server)
    yield server.server_port, desk
    desk.stop.set()
    desk.changes.tell()
    server.shutdown()
    server.server_close()


def _ask(port: int, path: str, host: str = "", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Host": host or f"localhost:{port}", **headers})
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    return answer.status, said


def test_only_this_machines_own_names_are_answered(port: tuple[int, Desk]) -> None:
    own, _ = port
    assert _ask(own, "/kk/")[0] == 200
    assert _ask(own, "/kk/", f"127.0.0.1:{own}")[0] == 200
    assert _ask(own, "/kk/", f"evil.example:{own}")[0] == 421
    assert _ask(own, "/kk/", "localhost:1")[0] == 421
    assert _ask(own, "/kk/", f"192.168.0.7:{own}")[0] == 421


def test_every_answer_carries_the_policy_of_real_hosts(port: tuple[int, Desk]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port[0], timeout=20)
    connection.request("GET", "/kk/", headers={"Host": f"localhost:{port[0]}"})
    answer = connection.getresponse()
    answer.read()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    connection.close()


def test_another_machine_is_let_in_with_the_word_alone(tmp_path: Path) -> None:
    desktop = Desktop(tmp_path)
    desk = Desk(desktop.pages, Changes(), Event(), "the-word")
    server = desk_server(desk, "127.0.0.2", 0)  # stands for the machine's address on its network
    serving(server)
    own = server.server_port

    def ask(path: str, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.2", own, timeout=20)
        connection.request("GET", path, headers={"Host": f"127.0.0.2:{own}", **headers})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    assert ask("/kk/").status == 403
    assert ask("/desk/phone/another-word").status == 403
    assert ask("/desk/phone/").status == 403
    let_in = ask("/desk/phone/the-word")
    assert (let_in.status, let_in.headers["Location"]) == (303, "/")
    cookie = let_in.headers["Set-Cookie"]
    assert "HttpOnly; SameSite=Strict" in cookie
    assert ask("/kk/", Cookie=cookie.partition(";")[0]).status == 200
    assert ask("/kk/", Cookie="asylmura-desk=the-wor").status == 403
    server.shutdown()
    server.server_close()


def test_a_browser_that_never_reads_its_stream_keeps_nobody_waiting(port: tuple[int, Desk]) -> None:
    own, desk = port
    deaf = []
    for _ in range(5):
        connection = socket.create_connection(("127.0.0.1", own))
        connection.sendall(f"GET /desk/changes HTTP/1.1\r\nHost: localhost:{own}\r\n\r\n".encode())
        deaf.append(connection)
    for _ in range(2000):
        desk.changes.tell()
    assert _ask(own, "/kk/")[0] == 200
    for connection in deaf:
        connection.close()


def test_a_stream_tells_the_newest_state_first_and_each_change_then(port: tuple[int, Desk]) -> None:
    own, desk = port
    connection = socket.create_connection(("127.0.0.1", own), timeout=10)
    connection.sendall(f"GET /desk/changes HTTP/1.1\r\nHost: localhost:{own}\r\n\r\n".encode())
    told = connection.makefile()
    lines = (line.strip() for line in told if line.startswith("data"))
    assert next(lines) == f'data: {{"revision": {desk.pages.revision}}}'
    desk.changes.tell()
    assert next(lines) == f'data: {{"revision": {desk.pages.revision}}}'
    connection.close()


# The command


def _start(content: Path, cache: Path, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "asylmura_ssg", "serve", "--content", content, "--cache", cache, "--port", port]
    return subprocess.Popen(
        [*HEEDING, *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_the_command_follows_two_hundred_files_at_once_and_ends_at_once(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(MINIATURE, content)
    own = _free_port()
    process = _start(content, tmp_path / "cache", own)
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(2)]
    assert said[0].startswith(f"http://localhost:{own}/")
    assert "3 entries" in said[1]
    text = (content / RECORD).read_text("utf-8")
    number = next(each for each in text.splitlines() if each.startswith("number: "))
    for n in range(100):
        folder = content / "monuments" / f"many-{n}"
        shutil.copytree(content / "monuments" / SLUG, folder)
        (folder / "monument.yaml").write_text(text.replace(number, f"number: {5000 + n}"), "utf-8")
    until = time.monotonic() + 60
    while _ask(own, "/en/monuments/many-99/")[0] != 200:
        assert time.monotonic() < until
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    start = time.monotonic()
    _, errors = process.communicate(timeout=10)
    assert time.monotonic() - start < 3
    assert process.returncode == 0
    assert "Traceback" not in errors


def test_where_nothing_can_be_written_a_passing_folder_serves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("no folder")
    with _writable(tmp_path / "file" / "cache") as passing:
        assert passing.is_dir()
    assert not passing.exists()
    assert "what is made is kept until the end only" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        own = str(taken.getsockname()[1])
        result = CliRunner().invoke(
            main, ["serve", "--content", str(MINIATURE), "--cache", str(tmp_path), "--port", own]
        )
    assert result.exit_code == 2
    assert f"port {own} cannot be used" in result.output
    assert "another with --port" in result.output


def test_content_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["serve", "--content", str(tmp_path / "nothing")])
    assert (result.exit_code, "there is no folder" in result.output) == (2, True)


def test_a_phone_is_for_the_live_preview(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["serve", "--built", "--phone", "--output", str(tmp_path)])
    assert (result.exit_code, "leave out --built" in result.output) == (2, True)


def test_what_changed_while_everything_was_read_is_taken_in_afterwards(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(MINIATURE, content)
    order = Order(content, TEMPLATES, Path(), tmp_path / "cache", Scope(), 1, drafts=True)
    live = Live(order, lambda: None, dict, "")
    live.open()
    time.sleep(0.5)
    (content / TEXT).write_text("Written before anybody followed.\n", "utf-8")
    time.sleep(0.5)
    next(live.follow())
    assert "Written before anybody followed." in live.pages.at(f"/en/monuments/{SLUG}/").body.decode()
    live.stop.set()
