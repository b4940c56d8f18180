"""Fragments set, inked and linked: each taken from the cache or made in parallel, and never all held in memory."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from asylmura_ssg.cache import Store
from asylmura_ssg.make.press import Inking, compile_unit, link
from asylmura_ssg.make.volume import (
    Bound,
    FragmentRecipe,
    Galley,
    TypesettingError,
    load_typesetter,
    paginate,
    stamped_in,
    typeset_fragment,
)
from asylmura_ssg.make.volume.fragment import PlacedPicture, Side
from asylmura_ssg.make.volume.order import ornament_page
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.press import Printer
from asylmura_ssg.model.recipe import VolumeRecipe
from asylmura_ssg.model.setting import UnsettableError
from asylmura_ssg.toolchain import makers_digest, typesetter
from asylmura_ssg.workers import run_all

if TYPE_CHECKING:  # it loads libraries that take a second
    from asylmura_ssg.make.press.colour import InkedPicture
    from asylmura_ssg.make.press.link import Book

__all__ = ["Galleys", "Originals", "Progress", "UnsettableError"]

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""

Originals = Callable[[str], bytes]
"""Reads a picture of the content by its path."""

_LIFE = 128  # fragments that a process sets or inks: each leaves some half a megabyte in the libraries' caches
_QUICKLY = 1  # a level of compression: what is kept for the next build is not worth more of this one's time


class Galleys:
    """Where fragments are set and inked. ``store`` keeps them; ``originals`` are read only where a picture is inked."""

    def __init__(self, store: Store, jobs: int, originals: Originals, progress: Progress) -> None:
        self._store, self._jobs, self._originals, self._progress = store, jobs, originals, progress

    def paginate(self, recipe: VolumeRecipe) -> Bound:
        """Return a volume's block. Raises UnsettableError."""
        try:
            return paginate(recipe, self.typeset, self.known)
        except TypesettingError as error:
            raise UnsettableError((error,)) from None

    def press(self, recipe: VolumeRecipe, bound: Bound, printer: Printer, name: str, out: BinaryIO) -> None:
        """Write a block as a printer takes it; ``name`` is the file's, in ASCII. Raises UnsettableError."""
        from asylmura_ssg.make.press.block import press_book  # noqa: PLC0415 - loads HarfBuzz

        parts = [(each.fragment, each.galley) for each in bound.placed]
        self._link(press_book(recipe, bound, printer, name), parts, out)

    def screen(self, recipe: VolumeRecipe, bound: Bound, out: BinaryIO) -> None:
        """Write a volume for screens, with its boards. Raises UnsettableError."""
        from asylmura_ssg.make.press.block import screen_book  # noqa: PLC0415 - loads HarfBuzz
        from asylmura_ssg.make.press.cover import back_fragment, front_fragment  # noqa: PLC0415 - the same

        before = (front_fragment(recipe, bound.pages), ornament_page(recipe, Side.VERSO))
        after = (ornament_page(recipe, Side.RECTO), back_fragment(recipe, bound.pages))
        boards = list(zip((*before, *after), self.typeset((*before, *after)), strict=True))
        parts = [(each.fragment, each.galley) for each in bound.placed]
        self._link(screen_book(recipe, bound), [*boards[:2], *parts, *boards[2:]], out)

    def alone(self, fragment: FragmentRecipe, book: Book, out: BinaryIO) -> None:
        """Write a fragment as a file of its own, such as a cover. Raises UnsettableError."""
        self._link(book, [(fragment, self.typeset((fragment,))[0])], out)

    def _link(self, book: Book, parts: Sequence[tuple[FragmentRecipe, Galley]], out: BinaryIO) -> None:
        fragments, galleys = zip(*parts, strict=True)
        try:
            link(book, self.units(fragments, galleys, book.inking), out)
        except TypesettingError as error:
            raise UnsettableError((error,)) from None

    def typeset(self, fragments: Sequence[FragmentRecipe]) -> tuple[Galley, ...]:
        """Return the galleys of fragments in their order. Raises UnsettableError."""
        names = [_name(fragment) for fragment in fragments]
        galleys = {name: self._galley(name) for name in dict.fromkeys(names)}
        todo = list({name: f for name, f in zip(names, fragments, strict=True) if galleys[name] is None}.items())
        if todo:
            load_typesetter()
        self._run(lambda i: self._set(*todo[i]), len(todo), "typeset")
        galleys |= {name: self._galley(name) for name, _ in todo}
        return tuple(galley for name in names if (galley := galleys[name]) is not None)

    def known(self, fragment: FragmentRecipe) -> Galley | None:
        """Return the galley of a fragment that was set before."""
        return self._galley(_name(fragment))

    def _galley(self, name: str) -> Galley | None:
        """Return what came of a fragment, by the digest of what it was made of."""
        key = (self._store.get(name) or b"").decode()
        stamps = self._store.get(_stamps_of(key)) if key else None
        return None if stamps is None else Galley(key, tuple(tuple(page) for page in json.loads(stamps)))

    def units(self, fragments: Sequence[FragmentRecipe], galleys: Sequence[Galley], inking: Inking) -> Iterator[bytes]:
        """Yield the units of set fragments in their order, one in memory at a time. Raises UnsettableError."""
        keys = [self._unit_key(*each, inking) for each in zip(fragments, galleys, strict=True)]
        missing = {key for key in keys if not self._store.holds(key)}
        todo = list({k: (f, g) for k, f, g in zip(keys, fragments, galleys, strict=True) if k in missing}.items())
        self._run(lambda i: self._ink(todo[i][0], *todo[i][1], inking), len(todo), "ink")
        return map(self._held, keys)

    def remarks(self, bound: Bound, printer: Printer) -> tuple[str, ...]:
        """Return what was done to pictures of a block that was inked, beyond converting: each with its path."""
        inking = Inking.on_press(printer)
        keys = dict.fromkeys(self._unit_key(each.fragment, each.galley, inking) for each in bound.placed)
        kept = (self._store.get(_remarks_of(key)) for key in keys)
        return tuple(remark for told in kept for remark in json.loads(told or b"[]"))

    def pdf_of(self, galley: Galley) -> bytes:
        """Return the PDF of a set fragment, without its faces."""
        return zlib.decompress(self._held(galley.key))

    def _held(self, key: str) -> bytes:
        data = self._store.get(key)
        if data is None:
            raise FileNotFoundError(f"{key} is no longer in the cache; build again")
        return data

    def _set(self, name: str, fragment: FragmentRecipe) -> TypesettingError | None:
        """Compose a fragment, and set it unless it came out as it was: more goes into a fragment than it shows."""
        try:
            composed = fragment.composed()
            key = digest_of(("galley", makers_digest(), typesetter(), composed.set_by()))
            if not self._store.holds(_stamps_of(key)):
                pdf = typeset_fragment(composed, bare=True)
                self._store.put(key, zlib.compress(pdf, _QUICKLY))
                self._store.put(_stamps_of(key), json.dumps(stamped_in(pdf)).encode())
        except TypesettingError as error:
            return error.of(fragment.name)
        self._store.put(name, key.encode())
        return None

    def _ink(self, key: str, fragment: FragmentRecipe, galley: Galley, inking: Inking) -> TypesettingError | None:
        try:
            pictures = {p.address: self._picture(p, inking) for p in fragment.pictures}
            unit = compile_unit(self.pdf_of(galley), inking, pictures)
        except TypesettingError as error:
            return error.of(fragment.name)
        remarks = [f"{p.path}: {note}" for p in fragment.pictures for note in pictures[p.address].notes]
        if remarks:
            self._store.put(_remarks_of(key), json.dumps(remarks).encode())
        self._store.put(key, unit)
        return None

    def _picture(self, picture: PlacedPicture, inking: Inking) -> InkedPicture:
        """Return a picture inked: kept apart from its unit, since an entry's words change more often than its pictures."""
        from asylmura_ssg.make.press.colour import InkedPicture, ink_picture  # noqa: PLC0415 - loads Pillow

        key = digest_of(("picture", makers_digest(), inking.set_by(), _shown(picture)))
        kept = self._store.get(key)
        if kept is None:
            inked = ink_picture(picture, self._originals(picture.path), inking)
            told = (inked.width, inked.height, inked.space, inked.most_ink, inked.inverted, inked.notes)
            self._store.put(key, json.dumps(told).encode() + b"\n" + inked.data)
            return inked
        head, _, data = kept.partition(b"\n")
        width, height, space, most_ink, inverted, notes = json.loads(head)
        return InkedPicture(data, width, height, space, most_ink, inverted, tuple(notes))

    def _unit_key(self, fragment: FragmentRecipe, galley: Galley, inking: Inking) -> str:
        placed = tuple(map(_shown, fragment.pictures))
        return digest_of(("unit", makers_digest(), galley.key, inking.set_by(), placed))

    def _run(self, task: Callable[[int], TypesettingError | None], count: int, stage: str) -> None:
        errors = []
        for done, error in enumerate(run_all(task, count, self._jobs, chunk=1, life=_LIFE), 1):
            errors += [] if error is None else [error]
            self._progress(stage, done, count)
        if errors:
            raise UnsettableError(errors)


def _name(fragment: FragmentRecipe) -> str:
    return digest_of(("fragment", makers_digest(), typesetter(), fragment.made_of()))


def _shown(picture: PlacedPicture) -> tuple[str, str, float, float, str]:
    return picture.address, picture.original, picture.width, picture.height, picture.treatment


def _stamps_of(key: str) -> str:
    return digest_of((key, "stamps"))


def _remarks_of(key: str) -> str:
    return digest_of((key, "remarks"))
