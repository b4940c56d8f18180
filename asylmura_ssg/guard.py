"""What was promised is kept: frozen codes come out the same, every address is answered, and its page comes quickly."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from asylmura_ssg.cache import Store
from asylmura_ssg.check.answers import Unanswered, is_whole, unanswered, ways
from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.make.plates import matrix
from asylmura_ssg.model.address import HOST_KINDS
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.recipe import MonumentRecipe
from asylmura_ssg.model.register import Copy, Register, matrix_digest
from asylmura_ssg.model.route import PlatePage, path_of
from asylmura_ssg.read.catalogue import Reading
from asylmura_ssg.read.register import RegisterReading
from asylmura_ssg.read.shared import MONUMENTS
from asylmura_ssg.toolchain import makers_digest
from asylmura_ssg.workers import run_all

MANY = 500  # below, one process is done before a second has started


def check_frozen(reading: RegisterReading, store: Store, jobs: int, report: Report) -> None:
    """Report plates whose code no longer comes out as it was frozen; a register that held is remembered by its codes."""
    frozen = [copy for copy in reading.register.copies() if copy.symbol is not None]
    key = digest_of(("frozen", makers_digest(), tuple((copy.payload, copy.symbol) for copy in frozen)))
    if store.get(key) is not None:
        return
    same = run_all(lambda at: _is_same(frozen[at]), len(frozen), jobs if len(frozen) > MANY else 1)
    changed = [copy for copy, kept in zip(frozen, same, strict=True) if not kept]
    for copy in changed:
        reading.line(copy.line, report).complain(
            Code.SYMBOL_CHANGED, f"the code of plate {copy.plate} no longer comes out as it was frozen",
            "if nobody touched this line, the library that draws codes has changed: go back to the one before", key="matrix",
        )  # fmt: skip
    if not changed:
        store.put(key, b"held")


def _is_same(copy: Copy) -> bool:
    symbol = copy.symbol
    assert symbol is not None  # noqa: S101 - the caller chose these
    try:
        drawn = matrix(copy.payload, symbol.version, symbol.level, symbol.mask)
    except ValueError:  # it does not fit this version
        return False
    return matrix_digest(drawn) == symbol.matrix


def asked(register: Register, domains: Sequence[str]) -> int:
    """Return in how many ways the register's addresses are asked for."""
    return sum(1 for _ in ways(register, domains)) * len(HOST_KINDS)


def check_answered(
    reading: RegisterReading, domains: Sequence[str], paths: Collection[str], published: Collection[str], report: Report
) -> None:
    """Report each plate with an address that a tree with these files would not answer, once.

    ``published`` are the slugs of the entries that are.
    """
    told: set[int] = set()
    for gap in unanswered(reading.register, domains, paths):
        if gap.copy.line not in told:
            told.add(gap.copy.line)
            reading.line(gap.copy.line, report).complain(
                Code.PLATE_UNANSWERED, f"https://{gap.host}{gap.target} {_instead(gap)} on {gap.kind}",
                _remedy(gap, published), key="payload",
            )  # fmt: skip


def _instead(gap: Unanswered) -> str:
    return (
        "would not answer" if gap.shown is None else f"would show {gap.shown}, not the page of plate {gap.copy.plate},"
    )


def _remedy(gap: Unanswered, published: Collection[str]) -> str:
    if gap.copy.slug not in published:
        return f'publish the entry "{gap.copy.slug}"; a lost monument keeps its page, with "fate:"'
    if gap.shown is not None:
        return "another page of the site stands at this address: give that one another address"
    return f'the entry "{gap.copy.slug}" is published: build the site anew'


def check_whole(reading: RegisterReading, output: Path, report: Report) -> None:
    """Report each plate whose page in a built tree is there and not whole."""
    for plate, lines in _pages(reading.register).items():
        file = output / path_of(PlatePage(plate))
        if file.is_file() and not is_whole(file.read_bytes(), plate):
            reading.line(lines[0], report).complain(
                Code.PLATE_UNANSWERED, f"{file} is not the whole page of plate {plate}",
                "build the site anew", key="payload",
            )  # fmt: skip


def _pages(register: Register) -> dict[str, tuple[int, ...]]:
    return {plate.plate: tuple(copy.line for copy in plate.copies) for plate in register.plates.values()}


def check_weights(pages: Iterable[tuple[MonumentRecipe, str]], reading: Reading, root: str) -> None:
    """Report each text of an entry whose page is over its budget, once; with each page comes what is over, in words."""
    folders = {record.entry.monument.slug: folder for folder, (_, record) in reading.records.items()}
    told: set[Span] = set()
    for recipe, over in pages:
        place = Span(f"{root}/{MONUMENTS}{folders[recipe.monument.slug]}/{recipe.prose_language}.md")
        if over and place not in told:
            told.add(place)
            reading.report.add(Diagnostic(
                Code.PAGE_TOO_HEAVY, place, f"the page of this text is over its budget on a phone: {over}",
                f"shorten the text ({len(recipe.prose.text):,} letters); the plate leads to its page",
            ))  # fmt: skip
