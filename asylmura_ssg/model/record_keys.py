"""The keys of a record, in the order in which the house writes them."""

from __future__ import annotations

GROUPS: tuple[tuple[str, ...], ...] = (
    ("number", "slug", "status"),
    ("names",),
    ("type", "periods"),
    ("summary",),
    ("region", "district", "place", "location"),
    ("dating",),
    ("culture", "builder"),
    ("protection",),
    ("dimensions",),
    ("identifiers",),
    ("conflicts",),
    ("look_for",),
    ("fate",),
    ("related", "volumes", "film"),
    ("merged",),
    ("bibliography",),
    ("pictures",),
    ("narration",),
    ("waivers",),
    ("editors",),
)
"""The keys of a record in their order; a blank line parts one group from the next."""

KEY_ORDER: tuple[str, ...] = tuple(key for group in GROUPS for key in group)
