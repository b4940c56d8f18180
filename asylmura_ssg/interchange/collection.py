"""The whole collection as it is written: every entry's record and texts, nothing of it understood."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from asylmura_ssg.diagnostics import Code, ContentError, Diagnostic, Report, Span
from asylmura_ssg.interchange.fields import Held, NotAmendableError, held_in
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.language import LANGUAGES


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its folder, what its record holds, and its texts by language."""

    entry: str
    held: Mapping[str, Held]
    texts: Mapping[str, str]

    @property
    def state(self) -> str:
        """What tells whether it was edited since."""
        held = json.dumps([self.held, dict(self.texts)], ensure_ascii=False, sort_keys=True)
        return digest_bytes(held.encode())[:12]


def read_item(folder: Path) -> Item:
    """Return the entry of a folder. Raises NotAmendableError, UnicodeDecodeError and OSError."""
    texts = {str(each): text_of(folder / f"{each}.md") for each in LANGUAGES if (folder / f"{each}.md").is_file()}
    return Item(folder.name, held_in(text_of(folder / "monument.yaml")), texts)


def text_of(file: Path) -> str:
    """Return a file's text, its lines ended by LF, as reading takes it."""
    return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def collect(content: Path, shown: str) -> tuple[Item, ...]:
    """Return all entries, by their register numbers. Raises ContentError for records that cannot be read, and OSError."""
    report = Report()
    found: list[Item] = []
    places = sorted((content / "monuments").glob("*/monument.yaml"))
    for place in places:
        at = Span(f"{shown}/monuments/{place.parent.name}/monument.yaml")
        try:
            found.append(read_item(place.parent))
        except NotAmendableError as error:
            report.add(Diagnostic(Code.YAML_SYNTAX, at, str(error), "mend it first"))
        except UnicodeDecodeError:
            report.add(Diagnostic(Code.WRONG_ENCODING, at, "a file of the entry is not UTF-8", "save it as UTF-8"))
    if report.errors:
        raise ContentError(report)
    return tuple(sorted(found, key=_order))


def _order(item: Item) -> tuple[int, str]:
    number = item.held.get("number", "")
    return (int(number) if isinstance(number, str) and number.isdecimal() else 10_000, item.entry)
