"""Any edition of a volume is read back: the text of every record is on its pages, and every code leads to its own."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from asylmura_ssg.cache import Store
from asylmura_ssg.check.preflight.expected import ExpectedBook, expected_book
from asylmura_ssg.check.preflight.pages import page_keys
from asylmura_ssg.check.preflight.readback import opened, read_back
from asylmura_ssg.check.preflight.text import prove_texts
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.recipe import VolumeRecipe
from asylmura_ssg.toolchain import makers_digest

_FORGETFUL = Store(None)

_Read = tuple[str, tuple[str, ...]]
"""The letters of a page, and what its codes read as."""


def missing_text(pdf: Path | bytes, recipe: VolumeRecipe, remembered: Store = _FORGETFUL) -> tuple[str, ...]:
    """Return what a volume lacks, in words: names, plate numbers, passages of text, codes; nothing when it is whole.

    What was read of a page is ``remembered``.
    """
    pages = _pages(pdf, remembered)
    letters, codes = [page[0] for page in pages], [page[1] for page in pages]
    book = expected_book(recipe)
    return (*_codes(codes, book), *(finding.said for finding in prove_texts(letters, codes, book)))


def _codes(codes: list[tuple[str, ...]], book: ExpectedBook) -> Iterator[str]:
    for entry in book.entries:
        page = next((number for number, found in enumerate(codes, 1) if entry.payload in found), None)
        if page is None:
            yield f"{entry.slug}: no page has a code that reads {entry.payload}"
        elif codes[page - 1] != (entry.payload,):
            yield f"{entry.slug}: page {page} has other codes too: {', '.join(codes[page - 1])}"


def _pages(pdf: Path | bytes, remembered: Store) -> list[_Read]:
    with pikepdf.open(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf) as source:
        keys = [digest_of(("read back", makers_digest(), key.digest)) for key in page_keys(source)]
    known = {key: json.loads(data) for key in set(keys) if (data := remembered.get(key)) is not None}
    if len(known) < len(set(keys)):
        document = opened(pdf)
        for index, key in enumerate(keys):
            if key not in known:
                read = read_back(document, index)
                codes = [] if read is None else [code.text for code, _ in read.codes if code.kind == "qr" and code.text]
                known[key] = ["" if read is None else read.letters, codes]
                remembered.put(key, json.dumps(known[key], ensure_ascii=False).encode())
        if document is not None:
            document.close()
    return [(letters, tuple(codes)) for letters, codes in (known[key] for key in keys)]
