"""Names that stand in addresses: of entries, and of the site's own sections. All else of addresses is in route.py."""

from __future__ import annotations

import re

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The name of an entry, for ever."""

SECTIONS = (
    "about", "names", "regions", "types", "periods", "plates", "search", "map", "time", "films", "exhibitions", "saved",
    "status",
)  # fmt: skip
