"""Films: ``content/films/<key>.yaml``, and what belongs to one in ``content/films/<key>/``."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from asylmura_ssg.diagnostics import Code
from asylmura_ssg.model.addressed import SLUG
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.film import Captions, Film, Hand, Reel, Showing
from asylmura_ssg.model.language import LANGUAGES, Language, Localized
from asylmura_ssg.model.monument import Picture, Prose
from asylmura_ssg.model.route import FILM_FORMS
from asylmura_ssg.read.captions import check_captions
from asylmura_ssg.read.nodes import Block, read_whole
from asylmura_ssg.read.pictures import read_picture
from asylmura_ssg.read.prose import Texts, check_missing, read_texts
from asylmura_ssg.read.source import decode
from asylmura_ssg.read.strays import check_unused
from asylmura_ssg.read.text_rules import Mention, check_prose
from asylmura_ssg.read.vocabularies import Shelf
from asylmura_ssg.tree import Bytes

FOLDER = "films/"
LARGEST = 100_000_000
"""Bytes: six minutes at 2 Mbit/s, as good as a phone's screen shows; larger files are refused by many a git host, too."""

# How files of each kind begin: the ISO base media file type box, the EBML header that WebM shares with Matroska.
_BEGINNINGS: Final = {"mp4": re.compile(rb"....ftyp", re.DOTALL), "webm": re.compile(rb"\x1a\x45\xdf\xa3")}
_BESIDE = (("", "md"), ("transcript.", "md"), ("captions.", "vtt"))
"""What lies beside a film by its name alone, a file for each language."""
_NAME = re.compile(rf"[A-Za-z0-9]+(-[A-Za-z0-9]+)*\.({'|'.join(FILM_FORMS)})")
_LENGTH = re.compile(r"(?:(\d):)?([0-5]?\d):([0-5]\d)")
_RELEASED = re.compile(r"[12]\d{3}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Films:
    """The films in the order of their keys, the entries they name, and their texts' citations and links."""

    films: tuple[Film, ...]
    named: tuple[Mention, ...]
    texts: tuple[Texts, ...]


def read_films(
    shelf: Shelf, bibliography: Collection[str], licences: Collection[str], unsettable: re.Pattern[str] | None
) -> Films:
    """Return the films; what is wrong with them is reported. Which entries there are is not known yet."""
    films: list[Film] = []
    named: list[Mention] = []
    texts: list[Texts] = []
    for path, file in shelf.files.items():
        folder, _, name = path.rpartition("/")
        if f"{folder}/" != FOLDER or not name.endswith(".yaml"):
            continue
        top = shelf.top(path)
        if top is None:
            continue
        key = name.removesuffix(".yaml")
        check_key(top, key)
        reading = _Film(shelf, key, top, unsettable)
        films.append(reading.film(file, bibliography, licences))
        check_unused(reading.unused(films[-1]), shelf.root, shelf.report)
        named += mentions(top, "subjects")
        texts += reading.texts
        top.finish()
    return Films(tuple(films), tuple(named), tuple(texts))


def check_key(top: Block, key: str) -> None:
    """Report a file or folder whose name cannot stand in an address."""
    if not SLUG.fullmatch(key):
        top.complain(Code.SLUG_FORM, f'"{key}" cannot stand in an address',
                     "name the file with lower-case Latin letters, digits and hyphens")  # fmt: skip


def mentions(block: Block, key: str) -> tuple[Mention, ...]:
    """Return the entries, films or exhibits that a block names under a key, with their places."""
    return tuple(Mention(word, span, block.source.line(span.line)) for word, span in block.texts(key))


class _Film:
    """One film while it is read."""

    def __init__(self, shelf: Shelf, key: str, top: Block, unsettable: re.Pattern[str] | None) -> None:
        self.key = key
        self.top = top
        self.shelf = shelf
        self.unsettable = unsettable
        self.folder = f"{FOLDER}{key}/"
        self.files = {p.removeprefix(self.folder): f for p, f in shelf.files.items() if p.startswith(self.folder)}
        self.texts: list[Texts] = []

    def film(self, own: Bytes, bibliography: Collection[str], licences: Collection[str]) -> Film:
        top = self.top
        subjects = tuple(word for word, _ in top.texts("subjects"))
        if not subjects:
            top.complain(
                Code.MISSING_FIELD, '"subjects" is missing', "name the entries that the film is about", key="subjects"
            )
        sources = top.terms("source", bibliography, Code.UNKNOWN_SOURCE, "source")
        if not sources:
            top.complain(
                Code.SOURCE_REQUIRED, "the film has no source", 'add "source: …", a key of content/bibliography.yaml'
            )
        seconds = self._seconds()
        return Film(
            key=self.key,
            title=top.localized("title"),
            subjects=subjects,
            sources=sources,
            languages=tuple(
                Language(word)
                for word in dict.fromkeys(top.terms("language", [*LANGUAGES], Code.UNKNOWN_TERM, "language"))
                if word in LANGUAGES
            ),
            seconds=seconds,
            released=self._released(),
            crew=tuple(
                read_whole(block, lambda b: Hand(b.localized("role"), b.localized("names")))
                for block in top.blocks("crew")
            ),
            showings=self._showings(),
            reel=self._reel(licences),
            poster=self._poster(licences),
            captions=self._captions(seconds),
            prose=self._prose(),
            transcripts=self._transcripts(),
            digest=digest_of((own.digest, tuple((name, file.digest) for name, file in self.files.items()))),
        )

    def unused(self, film: Film) -> tuple[str, ...]:
        """Return the files of the film's folder that nothing shows."""
        named = {film.reel.file if film.reel else "", film.poster.file if film.poster else "", "README.md"}
        written = {f"{kind}{lang}.{ending}" for lang in LANGUAGES for kind, ending in _BESIDE}
        return tuple(self.folder + name for name in self.files if name not in named | written)

    def _seconds(self) -> int | None:
        written = self.top.optional_text("length")
        found = None if written is None else _LENGTH.fullmatch(written)
        if written is not None and found is None:
            self.top.complain(Code.WRONG_TYPE, f'"{written}" is not a length', 'write minutes and seconds, like "12:30"',
                              key="length")  # fmt: skip
        return None if found is None else int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3])

    def _released(self) -> str | None:
        written = self.top.optional_text("released")
        if written is None or _is_date(written):
            return written
        self.top.complain(
            Code.WRONG_TYPE,
            f'"{written}" is not a date',
            "write 2023, 2023-05 or 2023-05-31, as far as it is known",
            key="released",
        )
        return None

    def _showings(self) -> tuple[Showing, ...]:
        found = []
        for word, span in self.top.texts("published"):
            if urlsplit(word).scheme in {"http", "https"} and "." in urlsplit(word).netloc:
                found.append(Showing(word))
            else:
                self.top.complain(
                    Code.WRONG_TYPE, f'"{word}" is no address of the web', "write it whole, with https://", span=span
                )
        return tuple(found)

    def _reel(self, licences: Collection[str]) -> Reel | None:
        block = self.top.block(
            "film", "write file: and licence: on indented lines; leave it out while there is no film here"
        )
        if block is None:
            return None
        name = block.text("file")
        file = self.files.get(name)
        size = 0
        if name and file is None:
            block.complain(Code.FILM_MISSING, f'no film "{name}" in content/{self.folder}',
                           "put it there; small and capital letters count", key="file")  # fmt: skip
        elif file is not None:
            size = _size(block, name, file)
        licence = block.term("licence", licences, Code.UNKNOWN_TERM, "licence")
        block.finish()
        return Reel(name, self.folder + name, "" if file is None else file.digest, size, licence)

    def _poster(self, licences: Collection[str]) -> Picture | None:
        return read_poster(self.top, self.folder, self.files, licences)

    def _captions(self, seconds: int | None) -> tuple[Captions, ...]:
        found = []
        for language in LANGUAGES:
            file = self.files.get(f"captions.{language}.vtt")
            text = None if file is None else decode(file, self.shelf.report)
            if file is not None and text is not None:
                check_captions(text, seconds, self.shelf.report)
                found.append(Captions(language, file.path, file.digest))
        return tuple(found)

    def _prose(self) -> Localized[Prose] | None:
        files = {name: file for name, file in self.files.items() if name in {f"{lang}.md" for lang in LANGUAGES}}
        if not files:
            return None
        texts = read_texts(files, self.unsettable, self.shelf.report)
        check_missing(texts, f"{self.shelf.root}/{self.folder}", "the film", self.shelf.report, translations=True)
        self.texts.append(texts)
        return texts.prose

    def _transcripts(self) -> tuple[tuple[Language, Prose], ...]:
        found = []
        for language in LANGUAGES:
            file = self.files.get(f"transcript.{language}.md")
            text = None if file is None else decode(file, self.shelf.report)
            if file is not None and text is not None:
                cited, linked = check_prose(text, self.unsettable, self.shelf.report)
                self.texts.append(Texts(None, (), cited, linked))
                found.append((language, Prose(text.text, file.digest)))
        return tuple(found)


def _is_date(written: str) -> bool:
    """Tell whether this is a year, a month or a day as ISO 8601 writes them, one that there is."""
    if not _RELEASED.fullmatch(written):
        return False
    try:
        date.fromisoformat(f"{written}-01-01"[:10])
    except ValueError:
        return False
    return True


def read_poster(top: Block, folder: str, files: Mapping[str, Bytes], licences: Collection[str]) -> Picture | None:
    """Return the picture that stands for a film or a model; None while there is none."""
    block = top.block("poster", "write file:, alt:, author: and licence: on indented lines")
    if block is None:
        return None
    return read_whole(block, lambda inner: read_picture(inner, folder, dict(files), licences, captioned=False))


def _size(block: Block, name: str, file: Bytes) -> int:
    """Return a film's size in bytes; one that no browser would play, or that is too large, is reported."""
    size, beginning = file.glimpse(16)
    if not _NAME.fullmatch(name):
        block.complain(Code.FILM_UNFIT, f'"{name}" cannot stand in an address, or is of no kind that browsers play',
                       "name it with Latin letters, digits and hyphens, like berel.webm; mp4 and webm are played", key="file")  # fmt: skip
    elif not _BEGINNINGS[name.rpartition(".")[2]].match(beginning):
        block.complain(Code.FILM_UNFIT, f'"{name}" is not what its name says',
                       f"a .{name.rpartition('.')[2]} file begins otherwise; save the film anew", key="file")  # fmt: skip
    elif size > LARGEST:
        block.complain(Code.FILM_UNFIT, f'"{name}" has {size / 1e6:.0f} MB; {LARGEST / 1e6:.0f} MB are the most',
                       "save it at 2 Mbit/s, or name under published: where it can be seen", key="file")  # fmt: skip
    return size
