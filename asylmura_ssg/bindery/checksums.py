"""The SHA-256 of files: what tells a printing house that they came whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

CHECKSUMS = "checksums.sha256"


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_checksums(folder: Path, known: Mapping[Path, str]) -> None:
    """Write the checksums of a folder's files in the form that ``sha256sum --check`` reads (GNU coreutils).

    Those that are ``known`` are not read once more.
    """
    lines = [f"{known.get(path) or sha256_of(path)}  {path.name}\n" for path in sorted(folder.iterdir())]
    (folder / CHECKSUMS).write_text("".join(lines), "ascii")
