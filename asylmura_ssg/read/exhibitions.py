"""Exhibitions: ``content/exhibitions/<key>.yaml``, room by room."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from asylmura_ssg.diagnostics import Code, did_you_mean
from asylmura_ssg.model.exhibit import Exhibition, Hung, Room
from asylmura_ssg.model.monument import Claim
from asylmura_ssg.read.films import check_key, mentions
from asylmura_ssg.read.nodes import Block
from asylmura_ssg.read.text_rules import Mention
from asylmura_ssg.read.vocabularies import Shelf

FOLDER = "exhibitions/"


@dataclass(frozen=True, slots=True)
class Exhibitions:
    """The exhibitions in the order of their keys, the entries they name, and the pictures that hang in them."""

    exhibitions: tuple[Exhibition, ...]
    named: tuple[Mention, ...]
    hung: tuple[tuple[Hung, Block], ...]


def read_exhibitions(
    shelf: Shelf, bibliography: Collection[str], films: Collection[str], exhibits: Collection[str]
) -> Exhibitions:
    """Return the exhibitions; ``films`` and ``exhibits`` are the keys there are. Which entries there are is not known yet."""
    exhibitions: list[Exhibition] = []
    named: list[Mention] = []
    hung: list[tuple[Hung, Block]] = []
    for path in shelf.files:
        folder, _, name = path.rpartition("/")
        if f"{folder}/" != FOLDER or not name.endswith(".yaml"):
            continue
        top = shelf.top(path)
        if top is None:
            continue
        key = name.removesuffix(".yaml")
        check_key(top, key)
        rooms = []
        for block in top.blocks("rooms"):
            named += mentions(block, "monuments")
            room, pictures = _room(block, bibliography, films, exhibits)
            rooms.append(room)
            hung += pictures
        if not rooms:
            top.complain(Code.MISSING_FIELD, '"rooms" is missing', "an exhibition has at least one room", key="rooms")
        exhibitions.append(Exhibition(key, top.localized("title"), _texts(top, "lead", bibliography), tuple(rooms)))
        top.finish()
    return Exhibitions(tuple(exhibitions), tuple(named), tuple(hung))


def _room(
    block: Block, bibliography: Collection[str], films: Collection[str], exhibits: Collection[str]
) -> tuple[Room, list[tuple[Hung, Block]]]:
    pictures = block.blocks("pictures")
    hung = [(Hung(each.text("monument"), each.text("file")), each) for each in pictures]
    for each in pictures:
        each.finish()
    room = Room(
        title=block.localized("title"),
        texts=_texts(block, "text", bibliography),
        monuments=tuple(word for word, _ in block.texts("monuments")),
        pictures=tuple(each for each, _ in hung),
        exhibits=_keys(block, "exhibits", exhibits, Code.UNKNOWN_EXHIBIT),
        films=_keys(block, "films", films, Code.UNKNOWN_FILM),
    )
    block.finish()
    return room, hung


def _keys(block: Block, key: str, known: Collection[str], code: Code) -> tuple[str, ...]:
    """Return the films or exhibits of a room; ``known`` may be empty, and then there is no such thing."""
    named = block.texts(key)
    for word, span in named:
        if word not in known:
            hint = did_you_mean(word, known) or f"content/{key}/ has: {', '.join(sorted(known)) or 'nothing yet'}"
            block.complain(code, f'no {key.removesuffix("s")} "{word}"', hint, span=span)
    return tuple(word for word, _ in named)


def _texts(block: Block, key: str, bibliography: Collection[str]) -> tuple[Claim, ...]:
    """Return paragraphs, each with its sources, as they are written: one block, or a list of them."""
    found = []
    for each in block.blocks(key):
        found.append(Claim(each.languages(), each.terms("source", bibliography, Code.UNKNOWN_SOURCE, "source")))
        if key == "text" and not each.has("source"):  # a lead tells of the exhibition itself
            each.complain(Code.SOURCE_REQUIRED, "the paragraph has no source",
                          'add "source: …", a key of content/bibliography.yaml')  # fmt: skip
        each.finish()
    return tuple(found)


def check_hung(exhibitions: Exhibitions, pictures: Mapping[str, Collection[str]], known: Callable[[str], bool]) -> None:
    """Report pictures in rooms that their entry has not got; ``pictures`` are the files by slug.

    ``known`` tells whether there is such an entry, perhaps one that cannot be read just now.
    """
    for hung, block in exhibitions.hung:
        if not known(hung.slug):
            block.complain(Code.UNKNOWN_MONUMENT, f'no entry "{hung.slug}"',
                           did_you_mean(hung.slug, pictures) or "write the name of a folder in content/monuments/",
                           key="monument")  # fmt: skip
        elif hung.slug in pictures and hung.picture not in pictures[hung.slug]:
            held = ", ".join(sorted(pictures[hung.slug]))
            block.complain(Code.PICTURE_MISSING, f'"{hung.slug}" has no picture "{hung.picture}"',
                           f"it has: {held}" if held else "it has none yet", key="file")  # fmt: skip
