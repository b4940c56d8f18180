"""How fast a page is on a cheap phone on slow 4G, and what else Lighthouse says of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from browsing import FLAGS, TOOLS, Served, chromium, tool
from published import LANGUAGES, ROOT

LCP = 2_500
"""Milliseconds until the largest part of the first view is there."""
CLS = 0.005
"""Below it, Cumulative Layout Shift is shown as 0.00."""


def lighthouse(urls: Sequence[str]) -> list[dict[str, Any]]:
    """Return what Lighthouse says of pages; one whose beginning it missed (NO_NAVSTART, on a busy machine) is asked again."""
    told = _told(urls)
    return [_told([url])[0] if each["error"] == "NO_NAVSTART" else each for url, each in zip(urls, told, strict=True)]


def _told(urls: Sequence[str]) -> list[dict[str, Any]]:
    tool("lighthouse/package.json")
    script = str(ROOT / "tests" / "browser" / "lighthouse.mjs")
    words = [
        str(Path(sys.executable).with_name("node")),
        script,
        str(TOOLS),
        chromium(),
        json.dumps(FLAGS),
        json.dumps(urls),
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
