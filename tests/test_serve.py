"""``asylmura serve`` answers on this machine as the plates' host will."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from asylmura_ssg.cli.hosting import rehearsed
from asylmura_ssg.model.address import Hosting, Rule
from asylmura_ssg.serve.built import server_for

DOMAINS = ("example.kz", "small-heritage.kz")
RULES = (
    Rule("example.kz", "/Kesene", "", "00013/index.html"),
    Rule("small-heritage.kz", "/second", "", "00021/index.html"),
    Rule("old-site.kz", "/m", "id=3", "00021/index.html"),
    Rule("old-site.kz:8443", "/Қала", "", "00013/index.html"),
    Rule("example.kz", "/.old/plate", "", "00021/index.html"),
)
PAGES = (
    "press/book/job-ticket.html",
    "pressing/index.html",
    "00013/index.html",
    "00021/index.html",
    "index.html",
    "404.html",
    ".hidden/index.html",
)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    root = tmp_path_factory.mktemp("site")
    for page in PAGES:
        (root / page).parent.mkdir(parents=True, exist_ok=True)
        (root / page).write_text(page)
    server = server_for(root, 0, Hosting(DOMAINS, PAGES, RULES))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(("host", "target", "file"), [
    ("localhost:8000", "/00013", "00013/index.html"),
    ("localhost:8000", "/kesene/", "00013/index.html"),
    ("localhost:8000", "//KESENE?utm_source=qr", "00013/index.html"),
    ("192.168.0.7", "/Kesene", "00013/index.html"),
    ("[::1]:8000", "/Kesene", "00013/index.html"),
    ("localhost:8000", "/second", "404.html"),
    ("Small-Heritage.kz:8000", "/SECOND", "00021/index.html"),
    ("localhost:8000", "/m?id=3", "404.html"),
    ("old-site.kz.:8000", "/M/?id=3&fbclid=x", "00021/index.html"),
    ("old-site.kz", "/m?id=4", "404.html"),
    ("old-site.kz", "/00021/", "00021/index.html"),
    ("old-site.kz:8443", "/%D2%9A%D0%B0%D0%BB%D0%B0", "00013/index.html"),
    ("localhost", "/.hidden/", "404.html"),
    ("localhost", "/press/book/job-ticket.html", "404.html"),
    ("localhost", "/00013/..//press/book/job-ticket.html", "404.html"),
    ("localhost", "/%70ress/", "404.html"),
    ("localhost", "/pressing/", "pressing/index.html"),
    ("localhost", "/%2Ehidden/index.html", "404.html"),
    ("localhost", "/.old/plate", "00021/index.html"),
    ("localhost", "/a/../00013?back=/.x", "00013/index.html"),
    ("localhost", "/%00", "404.html"),
])  # fmt: skip
def test_an_address_answers_as_it_will_on_the_plates_host(port: int, host: str, target: str, file: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", target, headers={"Host": host})
    answer = connection.getresponse()
    assert (answer.read().decode(), answer.status) == (file, 404 if file == "404.html" else 200)
    connection.close()


def test_what_is_served_follows_the_content_even_when_something_is_wrong_with_it(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "plates").mkdir(parents=True)
    (content / "site.yaml").write_text("domains: [example.kz]\n")
    (content / "plates/register.jsonl").write_text(
        '{"event": "number", "number": 1, "slug": "berel"}\n{"event": "adoption", "date": "2026-01-01", "plate": "00013", '
        '"issue": 1, "slug": "berel", "payload": "http://old-site.kz/a", "origin": "typed"}\n{"broken"\n'
    )
    hosting = rehearsed(content, tmp_path / "output")
    assert hosting.ruled("old-site.kz", "/A/") == "00013/index.html"
    assert hosting.first == "example.kz"
    assert rehearsed(tmp_path / "nothing", tmp_path / "output").hosts == frozenset()
