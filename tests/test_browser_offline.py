"""What a phone keeps of the site: read with the network cut, renewed as a whole or not at all."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from browsing import PageAt, Visit, _Packing, _Server
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect
from published import LANGUAGES, MINIATURE, ROOT, Site, build_apart

from asylmura_ssg.check.budgets import SCRIPTS, packed
from asylmura_ssg.model.address import Hosting, Rule
from asylmura_ssg.publish import read_manifest

OLD, NEW = "Қызыл кесене", "Қызыл кесене, жаңартылған"
REGION = "zhambyl"
MONUMENT, PLATE = "/kk/monuments/qyzyl-kesene/", "/00013"
DOCUMENT = ROOT / "docs" / "offline.md"
HEAVY = re.compile(r"\.(glb|mp4|webm|vtt|mp3|m4a|ogg|opus)\b|model-viewer")


OLD_PLATES = {
    "00013": ("qyzyl-kesene", "https://example.kz/Monument.php?id=33", "https://old.example.kz/Monument/7"),
    "00021": ("eski-qala", "https://example.kz/Monument.php?id=34"),
}
"""Plates that hung before there was a register: their monument, and what they carry."""

RULES = (
    Rule("example.kz", "/Monument.php", "id=33", "00013/index.html"),
    Rule("example.kz", "/Monument.php", "id=34", "00021/index.html"),
)
HOSTING = Hosting(("example.kz",), (), RULES)


PICTURED = """(() => { const shown = document.querySelector("picture img"); shown.scrollIntoView();
  return shown.complete && shown.naturalWidth > 0; })()"""


class Network:
    """A site's server that can be cut off, slowed down by silence, or turned to another tree, at one address throughout.

    ``refused`` are ends of addresses that are answered with a fault; while ``answers`` is not set, nothing is answered, and
    while ``hurries`` is not set, nothing that ends like one of ``slow``.
    """

    def __init__(self, tree: Path) -> None:
        self.tree = tree
        self.refused: tuple[str, ...] = ()
        self.slow: tuple[str, ...] = ()
        self.hurries = Event()
        self.asked: list[str] = []
        self.answers = Event()
        self.answers.set()
        self._server: _Server | None = None
        self._port = 0
        self.connect()

    def connect(self) -> None:
        """Answer from now on."""
        network = self

        class Handler(_Packing):
            protocol_version = "HTTP/1.0"  # so that nothing is left open when the network is cut

            def translate_path(self, path: str) -> str:
                self.directory = str(network.tree)
                return super().translate_path(path)

            def send_head(self) -> Any:
                network.asked.append(self.path)
                network.answers.wait(20)
                if network.slow and self.path.endswith(network.slow):
                    network.hurries.wait(20)
                if network.refused and self.path.endswith(network.refused):
                    self.send_error(503)
                    return None
                return super().send_head()

        self._server = _Server(("127.0.0.1", self._port), partial(Handler, HOSTING, directory=str(self.tree)))
        self._port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def cut(self) -> None:
        """Answer nothing any more: every connection is refused."""
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()
        self._server = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self._port}"


@dataclass(frozen=True)
class Editions:
    """The miniature encyclopedia as it was, and as it is: every page differs, and a picture under the same name."""

    before: Path
    after: Path
    retired: Path


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """Build it three times: as it is, changed, and with keeping retired."""
    folder = tmp_path_factory.mktemp("editions")
    trees = {}
    for name in ("before", "after", "retired"):
        content = folder / name / "content"
        shutil.copytree(MINIATURE, content)
        adopt(content)
        if name == "after":
            record = content / "monuments" / "qyzyl-kesene" / "monument.yaml"
            record.write_text(record.read_text("utf-8").replace(OLD, NEW, 1), "utf-8")
            repaint(content)
        if name == "retired":
            site = content / "site.yaml"
            (line,) = re.findall(r"^```yaml\n(.*?)^```$", DOCUMENT.read_text("utf-8"), re.MULTILINE | re.DOTALL)
            site.write_text(site.read_text("utf-8") + line, "utf-8")
        made = build_apart(content, folder / name / "output", folder / "cache")
        assert made.returncode == 0, made.stderr
        trees[name] = folder / name / "output"
    return Editions(**trees)


def adopt(content: Path) -> None:
    """Enter the old plates in the register."""
    with (content / "plates" / "register.jsonl").open("a", encoding="utf-8") as register:
        for plate, (slug, *payloads) in OLD_PLATES.items():
            for issue, payload in enumerate(payloads, 2):
                event = {
                    "event": "adoption", "date": "2025-06-02", "plate": plate, "issue": issue, "slug": slug,
                    "payload": payload, "origin": "typed",
                }  # fmt: skip
                register.write(json.dumps(event) + "\n")


def repaint(content: Path) -> None:
    """Turn a photograph upside down under its own name."""
    path = next((content / "monuments" / "qyzyl-kesene").glob("*.jpg"))
    Image.open(path).transpose(Image.Transpose.ROTATE_180).save(path, quality=90)


@pytest.fixture
def network(editions: Editions) -> Iterator[Network]:
    network = Network(editions.before)
    yield network
    if network._server is not None:
        network.cut()


@pytest.fixture
def phone(page_at: PageAt, network: Network) -> Visit:
    """Open the page of what is kept, in a window where workers may work."""
    visit = page_at(f"{network.url}/kk/saved/", service_workers="allow", on=network)
    ready(visit.page)
    return visit


def until(page: Page, expression: str, patience: float = 15) -> None:
    """Wait until an expression, which may be a promise, comes true."""
    end = time.monotonic() + patience
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(50)


def ready(page: Page) -> None:
    """Wait until the worker answers for the page."""
    page.evaluate("navigator.serviceWorker.ready")
    until(page, "navigator.serviceWorker.controller !== null")


def settled(page: Page, place: str) -> None:
    """Wait until a page that is open has been kept."""
    until(page, f"caches.open('asylmura-visited').then((cache) => cache.match('{place}')).then(Boolean)")


def row(page: Page, key: str = REGION) -> Any:
    return page.locator(f"[data-key={key}]")


def save(page: Page, key: str = REGION) -> None:
    row(page, key).locator(".first").click()
    expect(row(page, key).locator(".state")).to_have_text("Сақталған, соңғы нұсқасы")


def ask(page: Page, path: str) -> Any:
    """Go somewhere, and return the answer."""
    return page.goto(path, wait_until="load")


def name_on(page: Page) -> str:
    return page.locator("h1").inner_text()


def shown(page: Page) -> str:
    """Return the digest of the photograph as the page shows it."""
    return str(
        page.evaluate("""async () => {
      const data = await (await fetch(document.querySelector("picture img").currentSrc)).arrayBuffer();
      return [...new Uint8Array(await crypto.subtle.digest("SHA-256", data))].map((b) => b.toString(16).padStart(2, "0")).join("");
    }""")
    )


# What was seen


def test_a_page_somebody_has_seen_can_be_read_without_a_network(page_at: PageAt, network: Network) -> None:
    visit = page_at(f"{network.url}{PLATE}", service_workers="allow", on=network)
    settled(visit.page, f"{PLATE}/")
    name = name_on(visit.page)
    until(visit.page, PICTURED)
    until(
        visit.page,
        "caches.open('asylmura-assets').then(async (c) => Boolean((await c.keys()).find((r) => /pictures/.test(r.url))))",
    )
    network.cut()
    for path in (PLATE, f"{PLATE}/", f"{PLATE}?utm_source=qr", f"/{PLATE}", f"{PLATE}/index.html"):
        assert ask(visit.page, f"{network.url}{path}").status == 200, path
        assert name_on(visit.page) == name
        assert visit.page.evaluate("document.fonts.check('1em Literata')"), path
        until(visit.page, PICTURED)


def test_what_was_never_seen_says_so_and_comes_by_itself_when_the_network_is_back(
    phone: Visit, network: Network
) -> None:
    page = phone.page
    save(page)
    network.cut()
    for path in ("/00021", "/kk/monuments/eski-qala/"):
        assert ask(page, network.url + path).status == 503
        expect(page.locator("h1")).to_have_text("Бұл бет телефонда сақталмаған")
        expect(page.locator("#near a")).to_have_text([OLD])
    network.connect()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("h1")).to_have_text("Ескі қала")


def test_without_anything_kept_a_few_words_are_said_in_three_languages(page_at: PageAt, network: Network) -> None:
    visit = page_at(f"{network.url}/ru/about/", service_workers="allow", on=network)
    ready(visit.page)
    visit.page.evaluate("caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))")
    network.cut()
    assert ask(visit.page, f"{network.url}/00021").status == 503
    assert visit.page.locator("p").evaluate_all("all => all.map((p) => p.lang)") == list(LANGUAGES)


def test_neither_faults_nor_pages_that_are_not_there_are_kept(phone: Visit, network: Network) -> None:
    page = phone.page
    network.refused = ("/kk/names/",)
    assert ask(page, f"{network.url}/kk/names/").status == 503
    network.refused = ()
    assert ask(page, f"{network.url}/kk/nowhere/").status == 404
    kept = page.evaluate(
        "caches.open('asylmura-visited').then((c) => c.keys()).then((all) => all.map((r) => new URL(r.url).pathname))"
    )
    assert {"/kk/names/", "/kk/nowhere/"}.isdisjoint(kept)


def test_a_page_that_is_taken_from_the_site_is_not_shown_any_more(
    phone: Visit, network: Network, editions: Editions, tmp_path: Path
) -> None:
    page = phone.page
    ask(page, f"{network.url}/kk/names/")
    settled(page, "/kk/names/")
    network.tree = tmp_path / "tree"
    shutil.copytree(editions.before, network.tree)
    (network.tree / "kk/names/index.html").unlink()
    assert ask(page, f"{network.url}/kk/names/").status == 404
    until(page, "caches.open('asylmura-visited').then((cache) => cache.match('/kk/names/')).then((found) => !found)")


def test_what_was_seen_is_listed_and_forgotten_on_request(phone: Visit, network: Network) -> None:
    page = phone.page
    ask(page, f"{network.url}{MONUMENT}")
    settled(page, MONUMENT)
    ask(page, f"{network.url}/kk/saved/")
    expect(page.locator("#visited li a").filter(has_text=OLD)).to_have_attribute("href", MONUMENT)
    page.locator("#forget").click()
    expect(page.locator("#visited li")).to_have_count(0)
    expect(page.locator("#none")).to_be_visible()


# A region


def test_every_page_of_a_region_and_its_plates_open_without_a_network(phone: Visit, network: Network) -> None:
    page = phone.page
    save(page)
    listed = json.loads((network.tree / f"packs/kk/{REGION}.json").read_text("utf-8"))
    network.cut()
    pages = [address for address, *_ in listed["files"] if address.endswith("/")]
    assert {MONUMENT, f"/kk/regions/{REGION}/"} <= set(pages)
    lost: list[str] = []
    page.on("requestfailed", lambda request: lost.append(request.url))
    below = [address for address in listed["answers"] if not address.startswith("//")]
    assert {PLATE, "/monument.php?id=33"} <= set(below)
    for address in (*pages, *below, PLATE, f"{PLATE}/", f"{PLATE}?fbclid=x", MONUMENT.upper()):
        assert ask(page, network.url + address).status == 200, address
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        assert lost == [], address
        broken = "[...document.images].filter((i) => i.complete && !i.naturalWidth && !i.hidden).map((i) => i.src)"
        assert page.evaluate(broken) == [], address


def test_an_old_plate_is_told_by_its_query(phone: Visit, network: Network) -> None:
    page = phone.page
    save(page)
    ask(page, f"{network.url}/Monument.php?id=34")
    settled(page, "/Monument.php?id=34")
    network.cut()
    for path in ("/Monument.php?id=33", "/MONUMENT.PHP?ID=33", "/monument.php/?id=33&utm_source=chat&fbclid=x"):
        assert ask(page, network.url + path).status == 200, path
        assert name_on(page) == OLD
    assert ask(page, f"{network.url}/Monument.php?id=34&gclid=y").status == 200
    assert name_on(page) == "Ескі қала"
    for path in ("/Monument.php?id=35", "/Monument.php", "/Monument/7"):
        assert ask(page, network.url + path).status == 503, path


def test_an_old_plates_host_keeps_its_own_plates(
    page_at: PageAt, network: Network, editions: Editions, tmp_path: Path
) -> None:
    host = network.url.replace("localhost", "127.0.0.1")
    network.tree = tmp_path / "tree"
    shutil.copytree(editions.before, network.tree)
    pack = network.tree / f"packs/kk/{REGION}.json"
    pack.write_text(pack.read_text("utf-8").replace("//old.example.kz/", f"{host.removeprefix('http:')}/"), "utf-8")
    visit = page_at(f"{host}/kk/saved/", service_workers="allow", on=network)
    ready(visit.page)
    save(visit.page)
    network.cut()
    assert ask(visit.page, f"{host}/Monument/7").status == 200
    assert name_on(visit.page) == OLD


def test_the_bare_domain_opens_the_front_page_in_the_language_that_was_chosen(phone: Visit, network: Network) -> None:
    page = phone.page
    until(page, "caches.open('asylmura-shelf').then((cache) => cache.match('/shelf/kk/shell')).then(Boolean)")
    network.cut()
    for path in ("/", "/?utm_source=x", "/index.html"):
        assert ask(page, network.url + path).status == 200, path
        expect(page.locator("html")).to_have_attribute("lang", "kk")


def test_films_and_models_are_left_to_those_who_have_a_network(phone: Visit, network: Network) -> None:
    page = phone.page
    save(page)
    for pack in sorted((network.tree / "packs").glob("*/*.json")):
        assert not HEAVY.search(pack.read_text("utf-8")), pack
    ask(page, f"{network.url}/kk/films/red-brick/")
    page.evaluate(
        "(async () => { const film = document.querySelector('video'); film.muted = true; await film.play(); })()"
    )
    ask(page, f"{network.url}/kk/exhibits/qyzyl-kesene/")
    (viewer,) = (network.tree / "assets").glob("model-viewer*")
    for path in ("/exhibits/qyzyl-kesene.glb", f"/assets/{viewer.name}"):
        assert page.evaluate(
            "(path) => fetch(path).then(async (answer) => (await answer.arrayBuffer()).byteLength)", path
        )
    settled(page, "/kk/exhibits/qyzyl-kesene/")
    until(page, "caches.open('asylmura-visited').then((cache) => cache.match('/kk/films/red-brick/')).then(Boolean)")
    asked = [path for path in network.asked if HEAVY.search(path)]
    kept = page.evaluate("""async () => (await Promise.all((await caches.keys()).map(async (name) =>
      (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat()""")
    assert asked
    assert not [url for url in kept if HEAVY.search(url)]
    network.cut()
    assert ask(page, f"{network.url}/kk/films/red-brick/").status == 200


def test_a_plate_answers_in_the_language_that_was_chosen(phone: Visit, network: Network) -> None:
    page = phone.page
    save(page)
    ask(page, f"{network.url}/en/saved/")
    row(page).locator(".first").click()
    expect(row(page).locator(".state")).to_have_text("Saved, the latest version")
    page.evaluate("localStorage.language = 'en'")
    ask(page, f"{network.url}/en/about/")
    until(
        page,
        "caches.open('asylmura-shelf').then((c) => c.match('/chosen')).then((r) => r?.text()).then((l) => l === 'en')",
    )
    network.cut()
    ask(page, network.url + PLATE)
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_pack_says_what_it_weighs_and_holds_what_is_published(editions: Editions) -> None:
    manifest = read_manifest(editions.before).files
    for path in sorted((editions.before / "packs").glob("*/*.json")):
        pack = json.loads(path.read_text("utf-8"))
        for address, sha256, size, travels in pack.get("files", ()):
            file = manifest[f"{address[1:]}index.html" if address.endswith("/") else address[1:]]
            assert (file.sha256, file.size) == (sha256, size), address
            assert 0 < travels <= size + 64, address


def test_the_home_screen_opens_without_a_network(phone: Visit, network: Network) -> None:
    page = phone.page
    until(page, "caches.open('asylmura-shelf').then((cache) => cache.match('/shelf/kk/shell')).then(Boolean)")
    app = page.evaluate("fetch(document.querySelector('[rel=manifest]').href).then((answer) => answer.json())")
    assert (app["lang"], app["display"]) == ("kk", "standalone")
    network.cut()
    assert ask(page, network.url + app["start_url"]).status == 200
    assert page.locator("h1").count() == 1
    ask(page, f"{network.url}/kk/saved/")
    expect(page.locator("#cut")).to_be_visible()


def test_a_browser_finds_nothing_wrong_with_the_app(phone: Visit) -> None:
    session = phone.context.new_cdp_session(phone.page)
    errors = {error["errorId"] for error in session.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert errors <= {"in-incognito"}  # a window without a past, as every test has it
    assert session.send("Page.getAppManifest")["errors"] == []


# Fetching


def test_what_broke_off_goes_on_where_it_stopped(phone: Visit, network: Network) -> None:
    page = phone.page
    network.refused = (MONUMENT,)
    row(page).locator(".first").click()
    expect(row(page).locator(".state")).to_contain_text("Желі үзілді")
    expect(row(page).locator(".first")).to_have_text("Жалғастыру")
    ask(page, f"{network.url}/kk/saved/")
    expect(row(page).locator(".state")).to_contain_text("Толық жүктелмеген")
    already = {path for path in network.asked if path.endswith(".woff2")}
    assert already
    network.refused = ()
    network.asked.clear()
    save(page)
    assert MONUMENT in network.asked
    assert already.isdisjoint(network.asked)


def test_fetching_says_how_far_it_has_come_and_stops_at_a_word(phone: Visit, network: Network) -> None:
    page = phone.page
    network.slow = (MONUMENT,)
    row(page).locator(".first").click()
    expect(row(page).locator(".state")).to_contain_text("Жүктеліп жатыр")
    bar = row(page).locator("progress")
    until(
        page,
        f"(({{ value, max }}) => value > max / 2 && value < max)(document.querySelector('[data-key={REGION}] progress'))",
    )
    assert bar.get_attribute("aria-label") == "Жамбыл облысы"
    expect(row(page).locator(".first")).to_have_text("Тоқтату")
    row(page).locator(".first").click()
    expect(row(page).locator(".state")).to_contain_text("Толық жүктелмеген")
    expect(bar).to_be_hidden()
    assert ask(page, f"{network.url}/kk/").status == 200
    network.hurries.set()
    ask(page, f"{network.url}/kk/saved/")
    expect(row(page).locator(".first")).to_have_text("Жалғастыру")
    save(page)
    network.cut()
    assert ask(page, network.url + MONUMENT).status == 200


def test_a_pack_in_the_making_is_not_shown(phone: Visit, network: Network) -> None:
    page = phone.page
    network.refused = (f"/kk/regions/{REGION}/",)
    row(page).locator(".first").click()
    expect(row(page).locator(".state")).to_contain_text("Желі үзілді")
    network.cut()
    assert ask(page, network.url + MONUMENT).status == 503


def test_fetching_is_stopped_and_what_came_is_deleted_on_request(phone: Visit, network: Network) -> None:
    page = phone.page
    network.refused = (MONUMENT,)
    row(page).locator(".first").click()
    expect(row(page).locator(".second")).to_have_text("Өшіру")
    row(page).locator(".second").click()
    expect(row(page).locator(".first")).to_have_text("Сақтау")
    network.refused = ()
    save(page)
    row(page).locator(".second").click()
    expect(row(page).locator(".first")).to_have_text("Сақтау")
    shelf = page.evaluate("caches.open('asylmura-shelf').then((c) => c.keys()).then((all) => all.map((r) => r.url))")
    assert not [url for url in shelf if url.endswith(REGION)]
    digests = page.evaluate(
        "caches.open('asylmura-bodies').then((c) => c.keys()).then((all) => all.map((r) => r.url.slice(-64)))"
    )
    shell = json.loads((network.tree / "packs/kk/shell.json").read_text("utf-8"))
    assert sorted(digests) == sorted({sha256 for _, sha256, *_ in shell["files"]})


def test_a_phone_without_room_says_so_and_keeps_what_it_has(phone: Visit, network: Network) -> None:
    page = phone.page
    save(page, "turkistan")
    session = phone.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": network.url, "quotaSize": 1})
    row(page).locator(".first").click()
    expect(row(page).locator(".state")).to_contain_text("орын жетпеді")
    session.send("Storage.overrideQuotaForOrigin", {"origin": network.url})
    save(page)
    network.cut()
    for path in ("/00013", "/00021"):
        assert ask(page, network.url + path).status == 200


def test_what_came_otherwise_than_announced_is_not_kept(
    phone: Visit, network: Network, editions: Editions, tmp_path: Path
) -> None:
    page = phone.page
    network.tree = tmp_path / "tree"
    shutil.copytree(editions.before, network.tree)
    (network.tree / MONUMENT[1:] / "index.html").write_text("<!doctype html><title>x</title>", "utf-8")
    row(page).locator(".first").click()
    expect(row(page).locator(".state")).to_contain_text("жаңарып жатыр")
    network.cut()
    assert ask(page, network.url + MONUMENT).status == 503


# Another version


def unlike(page: Page, tree: Path) -> list[str]:
    """Return what is not answered as this version has it, of all that its pack of the region names."""
    listed = json.loads((tree / f"packs/kk/{REGION}.json").read_text("utf-8"))
    wrong: list[str] = page.evaluate(
        """async (files) => (await Promise.all(files.map(async ([address, digest]) => {
      const data = await fetch(address).then((answer) => answer.arrayBuffer(), () => new ArrayBuffer(0));
      const found = [...new Uint8Array(await crypto.subtle.digest("SHA-256", data))].map((b) => b.toString(16).padStart(2, "0"));
      return found.join("") === digest ? [] : [address];
    }))).flat()""",
        listed["files"],
    )
    return wrong


def test_a_renewed_site_never_mixes_with_what_is_kept(phone: Visit, network: Network, editions: Editions) -> None:
    """At every step the page and its photograph are of one version: kept, half fetched, whole, and in a page left open."""
    page, context = phone.page, phone.context
    save(page)
    network.cut()
    ask(page, network.url + MONUMENT)
    old = shown(page)
    left_open = opened(context, network.url + MONUMENT)
    network.connect()
    network.tree = editions.after
    network.refused = (f"/kk/regions/{REGION}/",)
    ask(page, f"{network.url}/kk/saved/")
    expect(row(page).locator(".state")).to_contain_text("жаңа нұсқасы бар")
    row(page).locator(".first").click()
    expect(row(page).locator(".state")).to_contain_text("Желі үзілді")
    network.cut()
    ask(page, network.url + MONUMENT)
    assert (name_on(page), shown(page)) == (OLD, old)
    assert unlike(page, editions.before) == []
    assert any(address.startswith("/assets/") for address in unlike(page, editions.after))
    network.connect()
    network.refused = ()
    ask(page, f"{network.url}/kk/saved/")
    save(page)
    assert (name_on(left_open), shown(left_open)) == (OLD, old)
    network.cut()
    assert (name_on(left_open), shown(left_open)) == (OLD, old)
    ask(page, network.url + MONUMENT)
    assert name_on(page) == NEW
    assert shown(page) != old
    assert unlike(page, editions.after) == []


def test_a_page_seen_in_a_new_version_is_read_in_that_version(
    phone: Visit, network: Network, editions: Editions
) -> None:
    page = phone.page
    save(page)
    ask(page, network.url + MONUMENT)
    old = shown(page)
    settled(page, MONUMENT)
    network.tree = editions.after
    ask(page, network.url + MONUMENT)
    new = shown(page)
    assert (name_on(page), new != old) == (NEW, True)
    kept = f"caches.open('asylmura-visited').then((c) => c.match('{MONUMENT}')).then((r) => r.text())"
    until(page, f"{kept}.then((text) => text.includes('{NEW}'))")
    network.cut()
    ask(page, network.url + MONUMENT)
    assert (name_on(page), shown(page)) == (NEW, new)


def test_a_network_that_does_not_answer_is_not_waited_for_long(phone: Visit, network: Network) -> None:
    page = phone.page
    save(page)
    network.answers.clear()
    began = time.monotonic()
    page.goto(network.url + PLATE, wait_until="commit")
    waited = time.monotonic() - began
    network.answers.set()
    assert 3 < waited < 8
    assert name_on(page) == OLD


def opened(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.goto(url)
    return page


# Where nothing is kept


def test_a_retired_worker_clears_up_and_goes(phone: Visit, network: Network, editions: Editions) -> None:
    page = phone.page
    save(page)
    network.tree = editions.retired
    page.evaluate("navigator.serviceWorker.getRegistration().then((known) => known.update())")
    until(page, "caches.keys().then((names) => !names.some((name) => name.startsWith('asylmura-')))")
    ask(page, f"{network.url}/kk/")
    until(page, "navigator.serviceWorker.getRegistrations().then((known) => !known.length)")
    assert not (editions.retired / "packs").exists()
    assert page.locator("[rel=manifest]").count() == 0


WITHOUT = {
    "workers": "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() {} })",
    "leave": "ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('', 'SecurityError'))",
}


@pytest.mark.parametrize("without", ["scripts", *WITHOUT])
def test_where_nothing_can_be_kept_the_page_says_why(page_at: PageAt, network: Network, without: str) -> None:
    visit = page_at("about:blank", on=network, javascript=without != "scripts")
    if without != "scripts":
        visit.page.add_init_script(WITHOUT[without])
    visit.go(f"{network.url}/kk/saved/")
    expect(visit.page.locator("noscript p" if without == "scripts" else "#unable")).to_be_visible()
    expect(visit.page.locator(".packs li").first.get_by_text("ескерткіш")).to_be_visible()
    expect(visit.page.locator(".acts").first).to_be_hidden()


def test_saving_data_fetches_nothing_that_nobody_asked_for(page_at: PageAt, network: Network) -> None:
    visit = page_at("about:blank", service_workers="allow", on=network)
    visit.page.add_init_script("Object.defineProperty(navigator.connection, 'saveData', { value: true })")
    for path in (PLATE, MONUMENT):
        visit.go(f"{network.url}{path}")
        ready(visit.page)
    settled(visit.page, MONUMENT)
    assert not [path for path in network.asked if path.startswith("/packs/")]


def test_every_page_asks_for_the_worker_and_none_carries_it(site: Site) -> None:
    for path in site.paths():
        text = site.read(path)
        assert "sw.js" not in text, path
        assert len(re.findall(r'<link rel="manifest" href="/(?:kk|ru|en)/app\.webmanifest">', text)) == 1, path


def test_what_a_plate_loads_for_it_stays_within_the_budget_of_scripts(site: Site) -> None:
    scripts = [path for name in ("visitor", "offline") for path in (site.root / "assets").glob(f"{name}.*.js")]
    assert len(scripts) == 2
    assert sum(packed(path.read_bytes()) for path in scripts) <= SCRIPTS
