"""What was imported last, row by row: the ground on which an edit in the table is told from an edit in the entry.

It lies beside the mapping and is committed with it: without it, what editors wrote since could not be told apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


class UnreadableLedgerError(Exception):
    """The ledger cannot be read; the words say where, and what to do."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One row as it was imported last: its key in the table, the entry, and each field's text."""

    key: str
    slug: str
    fields: Mapping[str, str]


def ledger_of(mapping: Path) -> Path:
    """Return where the ledger of a mapping lies: beside it."""
    return mapping.with_name(f"{mapping.name.removesuffix('.yaml').removesuffix('.yml')}.ledger.jsonl")


def read_ledger(file: Path) -> dict[str, Imported]:
    """Return the rows that were imported by their keys; none where there is no ledger yet. Raises UnreadableLedgerError."""
    if not file.exists():
        return {}
    found: dict[str, Imported] = {}
    for number, line in enumerate(file.read_bytes().decode(errors="replace").splitlines(), 1):
        try:
            held = json.loads(line)
            fields = {str(path): str(text) for path, text in held["fields"].items()}
            found[held["key"]] = Imported(str(held["key"]), str(held["slug"]), fields)
        except (ValueError, LookupError, TypeError, AttributeError):
            raise UnreadableLedgerError(
                f"{file.name}:{number}: this line is not what an import wrote; restore the file from git. "
                "Without it nobody can tell what was edited since"
            ) from None
    return found


def written_ledger(rows: Iterable[Imported]) -> bytes:
    """Return the ledger's text: a row a line, in the order of their keys, so that git shows what changed."""
    ordered = sorted(rows, key=lambda row: row.key)
    lines = (json.dumps({"key": r.key, "slug": r.slug, "fields": r.fields}, ensure_ascii=False) for r in ordered)
    return "".join(f"{line}\n" for line in lines).encode()
