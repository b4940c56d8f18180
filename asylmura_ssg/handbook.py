"""The editor's handbook, whole: the chapters of docs/, and what their pages are drawn with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from asylmura_ssg.make.handbook import TEMPLATE, chapters_of, make_handbook
from asylmura_ssg.make.maker import make
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.recipe import FontRecipe, TextRecipe
from asylmura_ssg.plan.handbook import plan_sheet
from asylmura_ssg.tree import Bytes

_SHOWN = (".png", ".jpg", ".svg", ".yaml", ".csv", ".json")
_MARK = ".handbook"
"""Tells a folder that holds a handbook from any other, which is not written into."""


class TakenError(Exception):
    """The folder is there and is no handbook of ours."""


class AstrayError(Exception):
    """Chapters lead where nothing is; ``links`` say which, and where they want to go."""

    def __init__(self, links: tuple[str, ...]) -> None:
        super().__init__("; ".join(links))
        self.links = links


@dataclass(frozen=True)
class Handbook:
    """The handbook out of the files below docs/, by path. ``site`` is what the encyclopedia is called."""

    docs: Mapping[str, Bytes]
    design: Design
    site: str

    @cached_property
    def sheet(self) -> dict[str, FontRecipe | TextRecipe]:
        """What its pages are drawn with."""
        return plan_sheet(self.design)

    @cached_property
    def _made(self) -> tuple[dict[str, bytes], tuple[str, ...]]:
        texts = {path: file.data.decode() for path, file in self.docs.items() if path.endswith(".md")}
        shown = frozenset(path for path in self.docs if path.endswith(_SHOWN))
        template = self.design.templates[TEMPLATE]
        return make_handbook(chapters_of(texts), shown, template, self.design.strings, self.site)

    @property
    def pages(self) -> dict[str, bytes]:
        """Its pages by path."""
        return self._made[0]

    @property
    def astray(self) -> tuple[str, ...]:
        """In words: the links that lead to a chapter which is not there."""
        return self._made[1]

    def file(self, path: str) -> bytes | None:
        """Return one of its files; None where there is none."""
        if path in self.sheet:
            return make(self.sheet[path], lambda _: b"")
        if path in self.pages:
            return self.pages[path]
        return self.docs[path].data if path.endswith(_SHOWN) and path in self.docs else None

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the paths of all its files."""
        shown = (path for path in self.docs if path.endswith(_SHOWN))
        return tuple(sorted({*self.sheet, *self.pages, *shown}))


def write_handbook(handbook: Handbook, folder: Path) -> int:
    """Put the handbook into a folder, which it then fills alone; return how many files it has.

    Written beside and put in its place at the end. Raises TakenError, AstrayError, OSError; the folder is then as it was.
    """
    import shutil  # noqa: PLC0415 - for this alone

    if folder.exists() and not (folder / _MARK).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise TakenError(f"{folder} is there and holds something else")
    if handbook.astray:
        raise AstrayError(handbook.astray)
    files = {path: handbook.file(path) or b"" for path in handbook.paths}
    beside = folder.with_name(f".{folder.name}.new")
    former = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(beside, ignore_errors=True)  # of a command that was killed
    try:
        for path, data in files.items():
            (beside / path).parent.mkdir(parents=True, exist_ok=True)
            (beside / path).write_bytes(data)
        (beside / _MARK).write_bytes(b"")
        if folder.exists():
            shutil.rmtree(former, ignore_errors=True)
            folder.rename(former)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        if former.exists() and not folder.exists():
            former.rename(folder)
        shutil.rmtree(former, ignore_errors=True)
    return len(files)
