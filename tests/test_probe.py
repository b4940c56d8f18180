"""The probe against a real server that does all well, and against one that does each thing wrong on purpose."""

from __future__ import annotations

import gzip
import re
import shutil
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result
from hosts import DOMAINS, KAZAKH, RULES, Ground, free_ports, running
from published import MINIATURE

from asylmura_ssg.cli import main
from asylmura_ssg.model.address import Address, ways_to_write
from asylmura_ssg.model.hosting import Target
from asylmura_ssg.probe import Ask, BaseError, Manner, parts_of, probe
from asylmura_ssg.read.register.events import write_event

PAGE = b"<!doctype html>\n<title>00013</title>\n<p>A monument.</p>\n</html>\n"


class Wrong(BaseHTTPRequestHandler):
    """Does, at each address, what the address says."""

    def do_GET(self) -> None:
        getattr(self, f"answer_{self.path.strip('/').partition('/')[0]}")()

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_good(self) -> None:
        self.answer(200, PAGE)

    def answer_packed(self) -> None:
        self.answer(200, gzip.compress(PAGE), Content_Encoding="gzip")

    def answer_redirecting(self) -> None:
        self.answer(301, b"", Location="/00013/")

    def answer_absent(self) -> None:
        self.answer(404, PAGE)

    def answer_truncated(self) -> None:
        self.answer(200, PAGE[:30], Content_Length=str(len(PAGE)))

    def answer_cut(self) -> None:
        self.answer(200, PAGE[:-9])

    def answer_another(self) -> None:
        self.answer(200, PAGE.replace(b"00013", b"00021"))

    def answer_damaged(self) -> None:
        self.answer(200, gzip.compress(PAGE)[:-12], Content_Encoding="gzip")

    def answer_foreign(self) -> None:
        self.answer(200, PAGE, Content_Encoding="zstd")

    def answer_slow(self) -> None:
        time.sleep(2)
        self.answer(200, PAGE)

    def answer_dripping(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        for at in range(len(PAGE)):
            self.wfile.write(PAGE[at : at + 1])
            time.sleep(0.1)

    def answer_hesitant(self) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 30:
            self.wfile.write(bytes([letter]))
            time.sleep(0.1)

    def answer_shouting(self) -> None:
        self.answer(200, gzip.compress(PAGE), Content_Encoding="GZip")

    def answer_silent(self) -> None:
        self.close_connection = True

    def answer_babble(self) -> None:
        self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


class Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a visitor who would not wait."""


@pytest.fixture(scope="module")
def wrong() -> Iterator[str]:
    server = Quiet(("127.0.0.1", 0), Wrong)
    with served(server):
        yield f"http://127.0.0.1:{server.server_port}"


@contextmanager
def served(server: ThreadingHTTPServer) -> Iterator[None]:
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def manner(ground: Ground | None = None, timeout: float = 5) -> Manner:
    return Manner(timeout, 8, ground.context() if ground else ssl.create_default_context())


@pytest.mark.parametrize("way", ["good", "packed", "shouting"])
def test_a_whole_page_is_good(wrong: str, way: str) -> None:
    (answer,) = probe(wrong, [Ask("example.kz", f"/{way}", "00013")], manner(), time.perf_counter)
    assert answer.fault == ""
    assert 0 < answer.milliseconds < 5000


@pytest.mark.parametrize(("way", "words"), [
    ("redirecting", "301, a redirect to /00013/; a plate's address must answer by itself"),
    ("absent", "answers 404 Not Found"),
    ("truncated", f"the answer breaks off after 30 of {len(PAGE)} bytes"),
    ("cut", f"the page is not whole: its {len(PAGE) - 9} bytes do not end with </html>"),
    ("another", "another page: it does not name plate 00013"),
    ("damaged", "is packed as gzip and cannot be unpacked: .+"),
    ("foreign", "is packed as zstd, which was not asked for"),
    ("slow", "no whole answer within 0.5 s"),
    ("dripping", "no whole answer within 0.5 s"),
    ("hesitant", "no whole answer within 0.5 s"),
    ("silent", "the connection was closed without an answer"),
    ("babble", "what answers does not speak HTTP: BadStatusLine"),
])  # fmt: skip
def test_each_fault_has_its_words(wrong: str, way: str, words: str) -> None:
    (answer,) = probe(wrong, [Ask("example.kz", f"/{way}", "00013")], manner(timeout=0.5), time.perf_counter)
    assert re.fullmatch(words, answer.fault), answer.fault


def test_nobody_there_is_a_fault_too() -> None:
    (port,) = free_ports(1)
    (answer,) = probe(f"http://127.0.0.1:{port}", [Ask("example.kz", "/00013", "00013")], manner(), time.perf_counter)
    assert answer.fault == "no connection: Connection refused"


def test_answers_come_in_the_order_of_the_asks_though_asked_at_once(wrong: str) -> None:
    asks = [Ask("example.kz", f"/{way}/{n}", "00013") for n in range(8) for way in ("slow", "good", "absent")]
    started = time.perf_counter()
    answers = probe(wrong, asks, Manner(5, 24, ssl.create_default_context()), time.perf_counter)
    assert [answer.ask for answer in answers] == asks
    assert [bool(answer.fault) for answer in answers] == [False, False, True] * 8
    assert time.perf_counter() - started < 8  # eight that take two seconds each


def test_a_real_server_answers_every_form_of_every_address(ground: Ground) -> None:
    asks = [Ask(domain, target, plate) for plate in ("00013", "00021") for domain in (*DOMAINS, DOMAINS[0].upper())
            for target in ways_to_write(Address("https", domain, f"/{plate}", ""))]  # fmt: skip
    asks += [Ask(rule.host, target, rule.file[:5]) for rule in RULES
             for target in ways_to_write(Address("https", rule.host, rule.path, rule.query))]  # fmt: skip
    with running(ground, Target.NGINX):
        answers = probe(f"https://127.0.0.1:{ground.secure}", asks, manner(ground), time.perf_counter)
        assert [(answer.ask, answer.fault) for answer in answers if answer.fault] == []
        assert len(answers) == len(asks) > 30
        plain = probe(f"http://127.0.0.1:{ground.plain}", asks[:1], manner(), time.perf_counter)
        assert plain[0].fault.startswith("301, a redirect to https://example.kz/00013")


def test_a_certificate_for_another_host_is_a_fault(ground: Ground) -> None:
    with running(ground, Target.NGINX):
        base = f"https://127.0.0.1:{ground.secure}"
        asks = [Ask("not-in-it.kz", "/00013", "00013"), Ask("example.kz", "/00013", "00013")]
        other, unknown = (
            *probe(base, asks[:1], manner(ground), time.perf_counter),
            *probe(base, asks[1:], manner(), time.perf_counter),
        )
    assert other.fault.startswith("the certificate does not hold for not-in-it.kz: Hostname mismatch")
    assert unknown.fault.startswith("the certificate does not hold for example.kz: ")


@pytest.mark.parametrize(
    "base",
    [
        "example.kz",
        "ftp://example.kz",
        "https://",
        "https://example.kz/kk/",
        "http://a:99999",
        "http://a?b",
        "https://x..y",
    ],
)
def test_what_is_no_address_of_a_site_is_refused(base: str) -> None:
    with pytest.raises(BaseError, match="write it as in https://"):
        parts_of(base)


def asked(ground: Ground, *arguments: str, content: Path = MINIATURE) -> Result:
    """Run ``asylmura plates probe`` on the miniature encyclopedia."""
    where = ["--content", str(content), "--cache", str(ground.folder / "cache"), "--trust", str(ground.authority)]
    return CliRunner().invoke(main, ["plates", "probe", *where, *arguments], catch_exceptions=False)


def test_the_command_asks_for_all_that_plates_carry_and_sums_up(ground: Ground) -> None:
    with running(ground, Target.NGINX):
        good = asked(ground, "--base", f"https://127.0.0.1:{ground.secure}")
        assert good.exit_code == 0, good.output
        assert "of 2 plates on example.kz, small-heritage.kz" in good.output
        assert re.search(r"answered +\d+ with 200 and the whole page, 0 not\n", good.output)
        assert re.search(r"time +\d+ ms in the middle, \d+ ms the slowest\n", good.output)

        one = asked(ground, "--base", f"https://127.0.0.1:{ground.secure}", "--host", "EXAMPLE.kz.")
        assert "on example.kz\n" in one.output

        bad = asked(ground, "--base", f"http://127.0.0.1:{ground.plain}")
        assert bad.exit_code == 1
        assert "example.kz/00013 (plate 00013): 301, a redirect to https://example.kz/00013;" in bad.output
        assert re.search(r"answered +0 with 200", bad.output)


def test_a_host_that_is_down_is_not_told_for_each_address(ground: Ground) -> None:
    (port,) = free_ports(1)
    down = asked(ground, "--base", f"http://127.0.0.1:{port}")
    assert down.exit_code == 1
    assert down.output.count("no connection: Connection refused") == 6
    assert re.search(r"^  and \d+ more on small-heritage.kz with the same fault$", down.output, re.MULTILINE)


def test_a_host_in_kazakh_letters_is_asked_for_by_its_own_name(ground: Ground, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(MINIATURE, content)
    line = write_event("adoption", {"date": "2026-02-01", "plate": "00021", "issue": 2, "slug": "eski-qala",
                                    "payload": "https://ескерткіш.қаз/Тақта", "origin": "typed"})  # fmt: skip
    register = content / "plates/register.jsonl"
    register.write_text(register.read_text("utf-8") + line + "\n", "utf-8")
    with running(ground, Target.NGINX):
        good = asked(ground, "--base", f"https://127.0.0.1:{ground.secure}", "--host", "Ескерткіш.қаз", content=content)
    assert good.exit_code == 0, good.output
    assert f"addresses of 1 plates on {KAZAKH}\n" in good.output


def test_the_command_refuses_what_it_cannot_ask(ground: Ground) -> None:
    for arguments, words in {
        ("--base", "example.kz"): "is no address of a site",
        ("--base", "https://127.0.0.1", "--host", "elsewhere.kz"): "they carry example.kz, small-heritage.kz",
        ("--base", "https://127.0.0.1", "--trust", __file__): "holds no certificate in PEM form to trust",
    }.items():
        refused = asked(ground, *arguments)
        assert refused.exit_code == 2
        assert words in refused.output
