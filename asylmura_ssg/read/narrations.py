"""Recordings named in a record: are they there, what they are, is everything said that must be said."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from asylmura_ssg.diagnostics import Code
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.model.monument import Narration
from asylmura_ssg.read.nodes import Block
from asylmura_ssg.tree import Bytes

LARGEST = 4_000_000
"""Bytes: a quarter of an hour of speech at 32 kbit/s, which takes a phone on a poor line two minutes."""

# How files of each kind begin: ID3v2 or an MPEG audio frame, the ISO base media file type box, an Ogg page.
_BEGINNINGS: Final = {
    "mp3": re.compile(rb"ID3|\xff[\xe2-\xff]"),
    "m4a": re.compile(rb"....ftyp", re.DOTALL),
    "ogg": re.compile(rb"OggS"),
    "opus": re.compile(rb"OggS"),
}
_NAME = re.compile(rf"[A-Za-z0-9]+(-[A-Za-z0-9]+)*\.({'|'.join(_BEGINNINGS)})")
_LENGTH = re.compile(r"(\d{1,2}):([0-5]\d)")


def read_narrations(
    top: Block, folder: str, files: dict[str, Bytes], licences: Collection[str]
) -> tuple[Narration, ...]:
    """Return the recordings of a record, at most one in each language; what is wrong with them is reported."""
    block = top.block(
        "narration", "write kk:, ru: or en: on an indented line, and below it what is known of the recording"
    )
    if block is None:
        return ()
    named = ((language, block.block(language)) for language in LANGUAGES)
    found = tuple(
        _narration(inner, language, folder, files, licences) for language, inner in named if inner is not None
    )
    block.finish()
    return found


def _narration(
    block: Block, language: Language, folder: str, files: dict[str, Bytes], licences: Collection[str]
) -> Narration:
    name = block.text("file")
    file = files.get(name)
    size = 0
    if name and file is None:
        block.complain(Code.NARRATION_MISSING, f'no recording "{name}" in the folder',
                       "put it there; small and capital letters count", key="file")  # fmt: skip
    elif file is not None:
        size = _size(block, name, file)
    length = _LENGTH.fullmatch(block.text("length"))
    if length is None and block.has("length"):
        block.complain(Code.WRONG_TYPE, f'"{block.text("length")}" is not a length', 'write minutes and seconds, like "4:05"',
                       key="length")  # fmt: skip
    narration = Narration(
        language=language,
        file=name,
        path=f"monuments/{folder}/{name}",
        digest="" if file is None else file.digest,
        size=size,
        seconds=0 if length is None else int(length[1]) * 60 + int(length[2]),
        reader=block.text("reader"),
        licence=block.term("licence", licences, Code.UNKNOWN_TERM, "licence"),
        year=block.optional_integer("year"),
    )
    block.finish()
    return narration


def _size(block: Block, name: str, file: Bytes) -> int:
    """Return a recording's size in bytes; one that no browser would play, or that is too large, is reported."""
    data = file.data
    if not _NAME.fullmatch(name):
        block.complain(Code.NARRATION_UNFIT, f'"{name}" cannot stand in an address, or is of no kind that browsers play',
                       "name it with Latin letters, digits and hyphens, like kk.mp3; mp3, m4a, ogg and opus are played",
                       key="file")  # fmt: skip
    elif not _BEGINNINGS[name.rpartition(".")[2]].match(data):
        block.complain(Code.NARRATION_UNFIT, f'"{name}" is not what its name says',
                       f"a .{name.rpartition('.')[2]} file begins otherwise; save the recording anew", key="file")  # fmt: skip
    elif len(data) > LARGEST:
        block.complain(
            Code.NARRATION_UNFIT,
            f'"{name}" has {len(data) / 1e6:.1f} MB; {LARGEST / 1e6:.1f} MB is the most',
            "save speech in mono at 32 kbit/s: four minutes are one megabyte",
            key="file",
        )
    return len(data)
