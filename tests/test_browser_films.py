"""Films and models in a real browser: nothing before it is asked for, nothing from elsewhere, and words when it fails."""

from __future__ import annotations

import io
import re
from urllib.parse import urlsplit

from browsing import PageAt, Served, Visit, chromium
from models import glb
from PIL import Image
from published import TEMPLATES

from asylmura_ssg.portrait import FELT, SIZE, portrait

EXHIBIT, FILM, TOUR = "/kk/exhibits/qyzyl-kesene/", "/ru/films/red-brick/", "/en/exhibitions/two-rooms/"
HEAVY = re.compile(r"\.(glb|webm|mp4|vtt)$|/model-viewer\.min\.")
PATIENCE = 90_000
"""Milliseconds: without a graphics card, and beside other tests, a model takes its time."""

# What a browser without a graphics card says of itself, not of the page.
_OF_THE_MACHINE = (
    "GL Driver Message",
    "GPU stall",
    "rAF timed out",
    "Automatic fallback to software WebGL",
    "GroupMarkerNotSet",
)


def heavy(visit: Visit) -> list[str]:
    """Return what was asked for of films, models, captions and the viewer, by its address."""
    return [urlsplit(url).path for url in visit.requests if HEAVY.search(urlsplit(url).path)]


def complaints(visit: Visit) -> list[str]:
    return [words for words in visit.said if not any(known in words for known in _OF_THE_MACHINE)]


def test_a_film_is_not_asked_for_before_it_is_played(page_at: PageAt, small_site: Served) -> None:
    visit = page_at(FILM, on=small_site, wait="networkidle", service_workers="block")
    assert heavy(visit) in ([], ["/films/red-brick.ru.vtt"])
    playing = visit.page.evaluate(
        "async () => { const film = document.querySelector('video'); film.muted = true; await film.play();"
        " return [film.duration, film.videoWidth, film.textTracks.length, film.textTracks[1].mode]; }"
    )
    assert playing == [4, 320, 3, "showing"]
    assert "/films/red-brick.webm" in heavy(visit)
    assert visit.strangers(small_site) == []
    assert visit.said == []


def test_a_model_opens_when_it_is_asked_for_and_asks_no_other_host(page_at: PageAt, small_site: Served) -> None:
    visit = page_at(EXHIBIT, on=small_site, wait="networkidle", service_workers="block")
    assert heavy(visit) == []
    button = visit.page.locator(".raise")
    assert button.inner_text() == "Үлгіні ашу (8\u00a0КБ)"
    button.focus()
    visit.page.keyboard.press("Enter")
    visit.page.locator(".said", has_text="Үлгі ашылды").wait_for(timeout=PATIENCE)
    asked = heavy(visit)
    assert [path for path in asked if path.endswith(".glb")] == ["/exhibits/qyzyl-kesene.glb"]
    assert len(asked) == 2
    assert button.count() == 0
    assert visit.strangers(small_site) == []
    assert complaints(visit) == []

    shown = visit.page.locator("model-viewer")
    assert shown.evaluate("element => element.loaded && element.matches(':focus-within, :focus')")
    label = shown.evaluate("element => element.shadowRoot.activeElement.getAttribute('aria-label')")
    assert label.startswith("Күмбезді, төрт қырлы қызыл кірпіш кесене")
    before = shown.evaluate("element => element.getCameraOrbit().theta")
    visit.page.keyboard.press("ArrowRight")
    turned = "element => new Promise(done => setTimeout(() => done(element.getCameraOrbit().theta), 1500))"
    assert shown.evaluate(turned) != before


def test_where_the_viewer_or_the_model_does_not_come_the_page_says_so_and_stays_whole(
    page_at: PageAt, small_site: Served
) -> None:
    visit = page_at(EXHIBIT, on=small_site, wait="networkidle", service_workers="block")
    visit.context.set_offline(True)
    visit.page.locator(".raise").click()
    visit.page.locator(".said", has_text="Үлгі ашылмады").wait_for(timeout=PATIENCE)
    assert visit.page.locator(".raise").is_enabled()
    assert visit.page.locator(".floor picture").is_visible()
    assert visit.page.locator("model-viewer").count() == 0

    visit.context.set_offline(False)
    visit.page.route(
        "**/*.glb", lambda route: route.fulfill(body=b"glTF spoilt on its way", content_type="model/gltf-binary")
    )
    visit.go(EXHIBIT)
    visit.page.locator(".raise").click()
    visit.page.locator(".said", has_text="Үлгі ашылмады").wait_for(timeout=PATIENCE)
    assert visit.page.locator("model-viewer").count() == 0
    assert visit.page.locator(".floor picture").is_visible()


def test_without_scripts_a_tour_is_whole_and_its_model_can_be_fetched(page_at: PageAt, small_site: Served) -> None:
    visit = page_at(TOUR, on=small_site, javascript=False)
    assert visit.page.locator(".raise").count() == 0
    assert visit.page.locator("section.room").count() == 2
    assert visit.page.locator("a[download]").get_attribute("href") == "/exhibits/qyzyl-kesene.glb"
    assert visit.said == []


def test_a_poster_is_taken_by_the_browser_at_hand_with_the_model_in_its_middle() -> None:
    viewer = (TEMPLATES / "vendor" / "model-viewer" / "model-viewer.min.js").read_bytes()
    poster = Image.open(io.BytesIO(portrait(glb(), viewer, chromium()))).convert("RGB")
    assert (poster.format, poster.size) == (None, SIZE)
    pixels = [poster.getpixel(place) for place in ((5, 5), (SIZE[0] // 2, SIZE[1] // 2))]
    ground, middle = (pixel for pixel in pixels if isinstance(pixel, tuple))
    assert max(abs(a - b) for a, b in zip(ground, FELT, strict=True)) < 4
    assert middle[0] - middle[2] > 40


def test_no_page_of_films_and_tours_runs_over_the_edge(page_at: PageAt, small_site: Served) -> None:
    visit = page_at(FILM, 320, on=small_site)
    for path in (FILM, EXHIBIT, TOUR, "/kk/films/", "/kk/exhibitions/", "/kk/films/untold/"):
        visit.go(path)
        assert visit.page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0, path
