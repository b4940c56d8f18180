"""What is to be translated → a sheet for one language, and the sheet, filled in, back into the entries."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from asylmura_ssg.amend import in_form_of
from asylmura_ssg.interchange.collection import Item, read_item, text_of
from asylmura_ssg.interchange.fields import Held, NotAmendableError, amended, get
from asylmura_ssg.interchange.outcome import Change, Restored
from asylmura_ssg.interchange.scripts import seen
from asylmura_ssg.interchange.sheet import Remark, UnreadableTableError, letters
from asylmura_ssg.interchange.tabulating import Sheet
from asylmura_ssg.model.addressed import SLUG

NAMES = {"ru": "Russian", "en": "English"}
COLUMNS = ("entry", "field", "state", "kk", "now", "translation", "target")
NOTES = {
    "kk": "The Kazakh text. Do not change it: by it the import tells whether it was edited since.",
    "now": "The translation as it is. Do not change it, either.",
    "translation": "Write the translation here. Rows that stay empty are left as they are.",
}
_TEXT = re.compile(r"text|text\.\d+")


def translation_sheet(items: Sequence[Item], language: str, stale: Collection[str]) -> Sheet:
    """Return the sheet: what is missing first, then what is stale, then the rest.

    ``stale`` are the folders whose Kazakh text changed after the one in this language.
    """
    order = {"missing": 0, "stale": 1, "there": 2}
    rows = [row for item in items for row in _rows(item, language, item.entry in stale)]
    rows.sort(key=lambda row: order[row[2]])
    return [list(COLUMNS), *rows]


def _rows(item: Item, language: str, stale: bool) -> Iterator[list[str]]:
    for path, block in _localized(dict(item.held), ""):
        kazakh, now = block.get("kk"), block.get(language, "")
        if isinstance(kazakh, str) and isinstance(now, str):
            yield [item.entry, path, "there" if now else "missing", kazakh, now, "", language]
    if "kk" in item.texts:
        now = item.texts.get(language, "")
        state = "missing" if not now.strip() else "stale" if stale else "there"
        yield [item.entry, "text", state, item.texts["kk"], now, "", language]


def _localized(held: Held, path: str) -> Iterator[tuple[str, Mapping[str, Held]]]:
    """Yield every block of texts in languages; a recording's languages are none."""
    if isinstance(held, dict):
        if isinstance(held.get("kk"), str):
            yield path, held
        for key, value in held.items():
            if key != "narration":
                yield from _localized(value, f"{path}.{key}" if path else key)
    elif isinstance(held, list):
        for number, value in enumerate(held, 1):
            yield from _localized(value, f"{path}.{number}")


def is_translation(header: Sequence[str]) -> bool:
    """Tell whether a sheet is one of translations."""
    return {"entry", "field", "kk", "now", "translation", "target"} <= set(header)


def plan_translation(name: str, rows: Sequence[Sequence[str]], content: Path) -> Restored:
    """Return what the translations of a sheet do to the entries. Raises UnreadableTableError."""
    header = list(rows[0])
    at = {column: header.index(column) for column in COLUMNS if column in header}
    outcome = Restored()
    texts: dict[Path, str] = {}
    for number, row in enumerate(rows[1:], 2):
        cells = {column: row[index] if index < len(row) else "" for column, index in at.items()}
        if cells["entry"] and cells["translation"].strip():
            outcome.rows += 1
            place = f"{name}!{letters(at['translation'])}{number}"
            _take(place, cells, content, texts, outcome)
    outcome.files = {
        path: in_form_of(text, path.read_bytes() if path.is_file() else b"") for path, text in texts.items()
    }
    return outcome


def _take(place: str, cells: Mapping[str, str], content: Path, texts: dict[Path, str], outcome: Restored) -> None:
    entry, path, language = cells["entry"].strip(), cells["field"].strip(), cells["target"].strip()
    if language not in NAMES:
        raise UnreadableTableError(f'{place}: "{language}" is no language to translate into: ru or en')
    folder = content / "monuments" / entry
    if not SLUG.fullmatch(entry) or not (folder / "monument.yaml").is_file():
        outcome.conflicts.append(Remark(place, f'there is no entry "{entry}"'))
        return
    try:
        item = read_item(folder)
    except (NotAmendableError, UnicodeDecodeError) as error:
        outcome.conflicts.append(Remark(place, f"{entry}: {error}"))
        return
    if path == "text":
        kazakh, now = item.texts.get("kk", ""), item.texts.get(language, "")
        wanted = cells["translation"].replace("\r\n", "\n").strip() + "\n"
    else:
        kazakh, now = str(get(item.held, f"{path}.kk") or ""), str(get(item.held, f"{path}.{language}") or "")
        wanted = cells["translation"].strip()
    why = _why_not(cells, kazakh, now, wanted)
    if why:
        outcome.conflicts.append(Remark(place, f"{entry}: {path}: {why}"))
    elif now == wanted:
        outcome.same += 1
    else:
        try:
            _put(folder, path, language, seen(wanted)[0], texts)
        except NotAmendableError as error:
            outcome.conflicts.append(Remark(place, f"{entry}: {path}: {error}"))
            return
        outcome.changed.append(Change(entry, f"{path}.{language}", now, wanted))


def _why_not(cells: Mapping[str, str], kazakh: str, now: str, wanted: str) -> str:
    """Return why a translation is not taken, or nothing."""
    if now == wanted:
        return ""
    if not kazakh:
        return "the entry has no such text any more"
    if kazakh.strip() != cells["kk"].strip():
        return "the Kazakh text was edited since the export; translate the new one"
    if now.strip() != cells["now"].strip():
        return "the translation was edited since the export; it stays as it is"
    return ""


def _put(folder: Path, path: str, language: str, wanted: str, texts: dict[Path, str]) -> None:
    if path == "text":
        texts[folder / f"{language}.md"] = wanted
        return
    record = folder / "monument.yaml"
    before = texts.get(record) or text_of(record)
    texts[record] = amended(before, f"{path}.{language}", wanted)
