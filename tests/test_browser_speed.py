"""How fast a page is on a cheap phone on slow networks, and what else Lighthouse says of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browsing import FLAGS, TOOLS, PageAt, Served, chromium, tool
from published import LANGUAGES, ROOT

LCP = 2_500
"""Milliseconds until the largest part of the first view is there."""
CLS = 0.005
"""Below it, Cumulative Layout Shift is shown as 0.00."""


@dataclass(frozen=True)
class Network:
    """A network that is slower than slow 4G: milliseconds there and back, kilobits a second."""

    rtt: int
    rate: int

    def settings(self) -> dict[str, Any]:
        """Return it as Lighthouse takes it."""
        return {"throttling": {"rttMs": self.rtt, "throughputKbps": self.rate, "cpuSlowdownMultiplier": 4}}


def lighthouse(urls: Sequence[str], network: Network | None = None) -> list[dict[str, Any]]:
    """Return what Lighthouse says of pages, on slow 4G or another network; one whose beginning it missed (NO_NAVSTART, on a busy machine) is asked again."""
    told = _told(urls, network)
    return [
        _told([url], network)[0] if each["error"] == "NO_NAVSTART" else each
        for url, each in zip(urls, told, strict=True)
    ]


def _told(urls: Sequence[str], network: Network | None) -> list[dict[str, Any]]:
    tool("lighthouse/package.json")
    script = str(ROOT / "tests" / "browser" / "lighthouse.mjs")
    words = [
        str(Path(sys.executable).with_name("node")),
        script,
        str(TOOLS),
        chromium(),
        json.dumps(FLAGS),
        json.dumps(urls),
        json.dumps(network.settings() if network else {}),
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


EXCUSED = ("performance: ", "seo: is-crawlable")
"""Times that a busy machine changes, but for LCP, which is reckoned; pages that ask not to be found."""

ALIKE = ("types", "types/*", "periods", "periods/*", "regions", "films", "")
"""Kinds of pages that a template makes which makes another kind, too, or that lead on: ``/`` is the Kazakh front page."""

MORE = ("exhibits/*", "exhibitions/*", "monuments/*")
"""Kinds of the miniature's pages, which have photographs and models."""


def heaviest(served: Served) -> dict[str, str]:
    """Return the address of the heaviest page of each kind, whatever its language."""
    found: dict[str, str] = {}
    for kind, path in served.kinds().items():
        language, _, rest = kind.partition("/")
        name = rest or "home" if language in LANGUAGES else kind
        found[name] = max(found.get(name, path), path, key=served.weight)
    return {name: served.url + path for name, path in sorted(found.items()) if name not in ALIKE}


@pytest.mark.parametrize("part", range(3))
def test_every_kind_of_page_is_fast_on_a_phone_and_sound(part: int, real_site: Served, small_site: Served) -> None:
    small = heaviest(small_site)
    addresses = [*heaviest(real_site).values(), *(small[name] for name in MORE)][part::3]
    poor: dict[str, Any] = {}
    for address, told in zip(addresses, lighthouse(addresses), strict=True):
        failed = [line for line in told["failed"] if not line.startswith(EXCUSED)]
        if told["error"] or told["lcp"] > LCP or told["cls"] >= CLS or failed:
            poor[address] = told
    assert poor == {}


def plate(served: Served) -> str:
    return heaviest(served)["<number>"].removeprefix(served.url)


def test_a_plates_page_is_whole_on_slow_3g(real_site: Served) -> None:
    (told,) = lighthouse([real_site.url + plate(real_site)], Network(400, 400))
    assert told["error"] is None
    assert told["lcp"] <= 4_000, told


def test_a_plates_page_begins_to_be_read_on_2g(page_at: PageAt, real_site: Served) -> None:
    """What Lighthouse reckons waits for the whole page; a browser paints while it comes, so here the network is acted out."""
    visit = page_at("/kk/names/", 360, on=real_site)
    network = visit.context.new_cdp_session(visit.page)
    rate = 70_000 / 8  # bytes a second
    network.send("Network.enable")
    network.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 800, "downloadThroughput": rate, "uploadThroughput": rate},
    )
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    visit.page.goto(real_site.url + plate(real_site), wait_until="load")
    painted = visit.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert painted <= 3_500
