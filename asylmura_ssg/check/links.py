"""Every address a page names within the site leads to a planned file."""

from __future__ import annotations

import re
from collections.abc import Container

# Any attribute that begins with a slash is an address; a pattern that begins with fixed letters is found fastest.
_ADDRESS = re.compile(rb"""="(/[^"#?]*)""")


def broken_links(html: bytes, planned: Container[str]) -> tuple[str, ...]:
    """Return the addresses in a page that lead to no planned file, in order and once each."""
    missing: dict[str, None] = {}
    for found in set(_ADDRESS.findall(html)):
        for candidate in found.decode().split(", "):
            address = candidate.split(" ")[0]
            path = address.removeprefix("/")
            if (path + "index.html" if path.endswith("/") or not path else path) not in planned:
                missing[address] = None
    return tuple(sorted(missing))
