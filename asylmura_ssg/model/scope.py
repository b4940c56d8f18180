"""Which parts of the encyclopedia a build is to make."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """Plates' codes and printed volumes can be left out of a quick build."""

    plates: bool = True
    volumes: bool = True
