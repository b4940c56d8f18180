"""Records by the names that people give them: a folder, a slug, a path of either or of a file in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from asylmura_ssg.diagnostics import did_you_mean


class NoRecordError(Exception):
    """There is no such record; the words say what was meant, perhaps."""


def folders_named(content: Path, cache: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Return the folders of the records that are named, each once. Raises NoRecordError."""
    root = content / "monuments"
    return tuple(dict.fromkeys(_folder_named(name, root, cache) for name in names))


def _folder_named(name: str, root: Path, cache: Path) -> str:
    plain = "/" not in name and name not in ("", ".", "..")
    if plain and _holds_files(root / name):
        return name
    place, home = Path(name).resolve(), root.resolve()
    if place != home and place.is_relative_to(home):
        folder = place.relative_to(home).parts[0]
        if _holds_files(home / folder):
            return folder
    if not plain and place.exists():
        raise NoRecordError(f"{name} is no record, and cannot be checked alone; `asylmura check` checks everything")
    from asylmura_ssg.proofreading.index import standings  # noqa: PLC0415 - for names that are no folder's

    index = standings(root.parent, cache)
    for folder, _, slug, _, _ in index.values():
        if slug == name:
            return folder
    meant = did_you_mean(Path(name).name, index) or "a record is named by its folder in content/monuments/"
    raise NoRecordError(f'no record "{name}"; {meant}')


def _holds_files(folder: Path) -> bool:
    """Tell whether there is anything in a folder: git knows no empty one, and neither does a whole check."""
    return folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir())
