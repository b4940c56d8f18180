"""One source of a bibliography, shared or an entry's own."""

from __future__ import annotations

import re

from asylmura_ssg.diagnostics import Code
from asylmura_ssg.model.bibliography import Source
from asylmura_ssg.read.nodes import Block


def read_source(key: str, block: Block, _order: int = 0) -> Source:
    """Return one source of a bibliography."""
    source = Source(
        key=key,
        title=block.optional_text("title"),
        author=block.optional_text("author"),
        container=block.optional_text("in"),
        publisher=block.optional_text("publisher"),
        year=block.optional_integer("year"),
        url=address_in(block),
        doi=block.optional_text("doi"),
        licence=block.optional_text("licence"),
        language=block.optional_text("language"),
        note=block.optional_localized("note"),
    )
    if not (block.has("title") or block.has("url")):
        block.complain(Code.SOURCE_WITHOUT_TITLE, f'the source "{key}" has neither title nor url',
                       'add "title: …" or "url: …"')  # fmt: skip
    if "." in key:
        block.complain(
            Code.WRONG_TYPE, f'the key "{key}" holds a dot', "a citation [@key] takes letters, digits, hyphens"
        )
    return source


def address_in(block: Block) -> str | None:
    """Return the address of the web that a block's ``url`` gives, or None."""
    url = block.optional_text("url")
    if url is not None and not re.match(r"https?://\S+$", url):
        block.complain(Code.WRONG_TYPE, f'"{url}" is not an address', "write it from https:// on, without spaces",
                       key="url")  # fmt: skip
    return url
