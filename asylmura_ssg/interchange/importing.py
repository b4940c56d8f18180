"""A table and its mapping → what an import would do: new entries, changed fields, conflicts, rows left out.

Nothing is written here. A field of an entry is changed only where the table changed and the entry did not: what editors
wrote since the last import stays, and is told where the table says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from asylmura_ssg.amend import in_form_of
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.interchange.cells import RefusedRowError
from asylmura_ssg.interchange.collection import read_item, text_of
from asylmura_ssg.interchange.columns import Columns
from asylmura_ssg.interchange.conversion import Converted, read_row
from asylmura_ssg.interchange.fields import Held, NotAmendableError, amended, form_of, get, held_in, leaves
from asylmura_ssg.interchange.ground import Ground
from asylmura_ssg.interchange.ledger import Imported
from asylmura_ssg.interchange.mapping import TableMapping, plain
from asylmura_ssg.interchange.outcome import Change, Outcome
from asylmura_ssg.interchange.sheet import Remark, Row, Table
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.plate import HIGHEST
from asylmura_ssg.model.slug import free_slug, slug_of
from asylmura_ssg.read.record import read_record
from asylmura_ssg.record_form import record_form
from asylmura_ssg.tree import Bytes

TOGETHER = ("location", "dating", "protection")
"""Fields that make sense only together: where one of them was edited, all of them stay."""

_NOT_COMPARED = frozenset({"status", "editors", "bibliography"})
"""What an import sets once: an editor's word on them is the last one."""

Done = Callable[[int, int], None]
"""Told how many rows of how many are worked through."""


def plan_import(
    table: Table, mapping: TableMapping, ground: Ground, before: Mapping[str, Imported], done: Done
) -> Outcome:
    """Return what an import of a table would do, held against the content as it is and what was imported ``before``."""
    desk = _Desk(Columns(table, mapping, ground), before)
    desk.outcome.rows = len(table.rows)
    desk.outcome.remarks += table.remarks
    for at, row in enumerate(table.rows):
        if at % 500 == 0:
            done(at, len(table.rows))
        desk.take(row)
    done(len(table.rows), len(table.rows))
    gone = [imported for key, imported in before.items() if key not in desk.seen]
    desk.outcome.remarks += [
        Remark(table.name, f'"{each.slug}" came from a row that is not in the table any more; the entry stays')
        for each in gone
    ]
    return desk.outcome


class _Desk:
    """Takes rows one after another."""

    def __init__(self, columns: Columns, before: Mapping[str, Imported]) -> None:
        self.columns = columns
        self.ground = columns.ground
        self.before = before
        self.outcome = Outcome(ledger=dict(before))
        self.seen: dict[str, int] = {}
        self.taken = set(self.ground.folders) | {each.slug for each in before.values()}
        self.number = self.ground.next_number
        self.alike: dict[tuple[str, ...], int] = {}
        self.known = self.ground.known()

    def take(self, row: Row) -> None:
        """Take one row, or say why not."""
        table = self.columns.table
        key_at = table.columns.index(self.columns.mapping.key) if self.columns.mapping.key else -1
        cells = tuple(plain(cell) for at, cell in enumerate(row.cells) if at != key_at)
        if not any(cells):  # nothing but a number before it, as forms have it that were printed for more
            self.outcome.rows -= 1
            return
        twin = self.alike.setdefault(cells, row.number)
        if twin != row.number:
            self.skip(table.place(row.number), f"the same as row {twin}")
            return
        try:
            converted = read_row(self.columns, row)
            key = self.key(row, converted, key_at)
            self.enter(row, key, converted)
        except RefusedRowError as error:
            self.skip(error.place, str(error))

    def skip(self, place: str, words: str) -> None:
        self.outcome.skipped.append(Remark(place, words))

    def key(self, row: Row, converted: Converted, key_at: int) -> str:
        """Return what a row is known by from one import to the next. Raises RefusedRowError where it is another row's."""
        table = self.columns.table
        key = " ".join(row.cells[key_at].split()) if key_at >= 0 else ""
        place = table.place(row.number, key_at if key_at >= 0 else None)
        if key_at >= 0 and not key:
            raise RefusedRowError(place, "the cell that the row is known by is empty")
        if not key:
            name, area = get(converted.held, "names.kk"), converted.held["region"]
            key = f"{plain(str(name))} / {area}"
        first = self.seen.setdefault(key, row.number)
        if first != row.number:
            raise RefusedRowError(place, f'row {first} is known by "{key}" already')
        return key

    def enter(self, row: Row, key: str, converted: Converted) -> None:
        """Make a new entry of a row, or bring the entry that it became up to it."""
        known = self.before.get(key)
        if known is not None and known.slug not in self.ground.folders:
            self.skip(
                self.columns.table.place(row.number),
                f'its entry "{known.slug}" is not there any more; it is not made again',
            )
            return
        if known is not None:
            self.update(row, known, converted)
        elif converted.slug in self.ground.folders:
            self.update(row, Imported(key, converted.slug, {}), converted)
        else:
            self.make(row, key, converted)
        self.outcome.remarks += converted.remarks

    def make(self, row: Row, key: str, converted: Converted) -> None:
        place = self.columns.table.place(row.number)
        name = str(get(converted.held, "names.kk"))
        twin = self.ground.named.get(name.casefold())
        if twin is not None and self.is_of_row(twin, converted):
            self.outcome.same += 1
            self.outcome.ledger[key] = Imported(key, twin, _fields(converted))
            return
        if twin is not None:
            words = f'an entry of this name is there: "{twin}". Is it the same? Then add a column for slug, and write {twin} in it'
            raise RefusedRowError(place, words)
        wanted = converted.slug or slug_of(name)
        if not wanted:
            raise RefusedRowError(place, f'no slug can be made of "{name}"; add a column for slug')
        if self.number > HIGHEST:
            raise RefusedRowError(place, f"there is no free register number any more: they end at {HIGHEST}")
        slug = free_slug(wanted, self.taken)
        text = record_form(
            {"number": self.number, **{k: form_of(k, v) for k, v in converted.held.items()}}, converted.comments
        )
        self.proved(row, slug, text, converted)
        if slug != wanted:
            self.outcome.remarks.append(Remark(place, f'the slug "{wanted}" is taken; this entry becomes "{slug}"'))
        folder = self.ground.content / "monuments" / slug
        self.outcome.files[folder / "monument.yaml"] = text.encode()
        self.outcome.files |= {folder / f"{language}.md": words.encode() for language, words in converted.texts.items()}
        self.outcome.new.append((slug, self.number))
        self.outcome.ledger[key] = Imported(key, slug, _fields(converted))
        self.taken.add(slug)
        self.number += 1

    def is_of_row(self, slug: str, converted: Converted) -> bool:
        """Tell whether an entry says just what a row does: then it came from it, and only the ledger was lost."""
        try:
            item = read_item(self.ground.folders[slug])
        except (NotAmendableError, UnicodeDecodeError):
            return False
        said = leaves(item.held) | {f"text.{language}": words for language, words in item.texts.items()}
        return all(said.get(path) == words for path, words in _fields(converted).items())

    def proved(self, row: Row, slug: str, text: str, converted: Converted) -> None:
        """Read the record as a build would. Raises RefusedRowError with what would be wrong with it."""
        report = Report()
        texts = {"monument.yaml": text} | {f"{language}.md": words for language, words in converted.texts.items()}
        files = {name: Bytes(name, name, data := words.encode(), digest_bytes(data)) for name, words in texts.items()}
        if read_record(slug, slug, files, self.known, report) is None or report.errors:
            said = "; ".join(f"{each.message} ({each.hint})" if each.hint else each.message for each in report.errors)
            raise RefusedRowError(self.columns.table.place(row.number), said)

    def update(self, row: Row, known: Imported, converted: Converted) -> None:
        """Change the fields that the table changed since, where the entry still says what was imported."""
        folder = self.ground.folders[known.slug]
        place = self.columns.table.place(row.number)
        try:
            texts = {path.name: text_of(path) for path in (folder / "monument.yaml", *folder.glob("*.md"))}
            merge = _Merge(known, _fields(converted), converted, texts)
        except (NotAmendableError, UnicodeDecodeError, FileNotFoundError) as error:
            said = "it has no monument.yaml" if isinstance(error, FileNotFoundError) else error
            raise RefusedRowError(place, f'the entry "{known.slug}": {said}') from None
        for path, mine, theirs in merge.conflicts:
            words = (
                f'{known.slug}: {path} was edited since; it stays "{_short(mine)}", the table says "{_short(theirs)}"'
            )
            self.outcome.conflicts.append(Remark(place, words))
        self.outcome.changed += merge.changes
        self.outcome.same += not merge.changes
        for name, text in merge.texts.items():
            if text != texts.get(name):
                before = (folder / name).read_bytes() if name in texts else b""
                self.outcome.held[folder / name] = before
                self.outcome.files[folder / name] = in_form_of(text, before)
        self.outcome.ledger[known.key] = Imported(known.key, known.slug, merge.base)


class _Merge:
    """Three readings of each field held together: as imported last, as the entry has it, as the table has it now."""

    def __init__(
        self, known: Imported, wanted: Mapping[str, str], converted: Converted, texts: Mapping[str, str]
    ) -> None:
        self.texts = dict(texts)
        self.changes: list[Change] = []
        self.conflicts: list[tuple[str, str, str]] = []
        self.base = dict(known.fields)
        held = held_in(texts["monument.yaml"])
        mine = leaves(held) | {
            f"text.{name.removesuffix('.md')}": text for name, text in texts.items() if name.endswith(".md")
        }
        groups: dict[str, list[str]] = {}
        for path in wanted:
            top = path.partition(".")[0]
            if top not in _NOT_COMPARED:
                groups.setdefault(top if top in TOGETHER else path, []).append(path)
        for group, paths in groups.items():
            if group in converted.unknown or all(wanted[path] == self.base.get(path) for path in paths):
                continue  # the table says nothing, or nothing new
            if group in TOGETHER:
                self.together(known, group, wanted, mine, converted.held[group])
            else:
                self.alone(known, group, wanted[group], mine, converted)
        source = converted.held.get("bibliography")
        if self.changes and isinstance(source, dict):
            self.cite(held, source)

    def alone(self, known: Imported, path: str, wanted: str, mine: Mapping[str, str], converted: Converted) -> None:
        now = mine.get(path, "")
        if now == wanted:
            self.base[path] = wanted
        elif now == self.base.get(path, ""):
            self.changes.append(Change(known.slug, path, now, wanted))
            self.base[path] = wanted
            if path.startswith("text."):
                self.texts[f"{path.removeprefix('text.')}.md"] = wanted
            else:
                value = get(converted.held, path)
                self.record(path, wanted if value is None else value)
        else:
            self.conflicts.append((path, now, wanted))

    def together(
        self, known: Imported, group: str, wanted: Mapping[str, str], mine: Mapping[str, str], whole: Held
    ) -> None:
        def of(fields: Mapping[str, str]) -> dict[str, str]:
            return {path: text for path, text in fields.items() if path.partition(".")[0] == group}

        now, base, new = of(mine), of(self.base), of(wanted)
        if now not in (base, new):
            self.conflicts.append((group, ", ".join(now.values()), ", ".join(new.values())))
            return
        if now != new:
            self.changes += [
                Change(known.slug, path, now.get(path, ""), text) for path, text in new.items() if now.get(path) != text
            ]
            if set(now) == set(new):
                for path in (path for path in new if now[path] != new[path]):
                    self.record(path, get({group: whole}, path) or "")
            else:
                self.record(group, whole)
        self.base = {path: text for path, text in self.base.items() if path not in base} | new

    def cite(self, held: Mapping[str, Held], source: Mapping[str, Held]) -> None:
        """Put the table into the entry's bibliography, where what changed cites it and it is not there yet."""
        for key, entry in source.items():
            there = held.get("bibliography")
            if not (isinstance(there, dict) and key in there):
                whole: dict[str, Held] = {**(there if isinstance(there, dict) else {}), key: entry}
                self.record("bibliography", whole) if there is None else self.record(f"bibliography.{key}", entry)

    def record(self, path: str, value: Held) -> None:
        self.texts["monument.yaml"] = amended(self.texts["monument.yaml"], path, value)


def _fields(converted: Converted) -> dict[str, str]:
    texts = {f"text.{language}": words for language, words in converted.texts.items()}
    return {
        path: text for path, text in leaves(converted.held).items() if path.partition(".")[0] not in _NOT_COMPARED
    } | texts


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:58]}…"
