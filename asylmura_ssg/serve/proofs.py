"""An entry's pages of the book, set by a process of their own while its text is edited: only the newest edit counts."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Condition, Thread
from typing import Any

from asylmura_ssg.cache import Store
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.recipe import VolumeRecipe

_SCALE = 1.6
"""Pixels for each point of a page (1/72 inch): some 115 to the inch, so that the text can be read."""
_KEPT = 24
"""So many entries' pages are held at a time."""


@dataclass(frozen=True, slots=True)
class Proof:
    """An entry's pages as PNG, or in words why they cannot be set; ``key`` is the digest of what they were set from."""

    key: str
    pages: tuple[bytes, ...]
    problem: str = ""


class Proofs:
    """Where pages are set. ``tell`` is called, by a thread of this one's own, when some are ready."""

    def __init__(self, content: Path, cache: Path, tell: Callable[[], None]) -> None:
        self._content, self._cache, self._tell = content, cache, tell
        self._wanted: dict[str, tuple[str, VolumeRecipe]] = {}
        self._ready: dict[str, Proof] = {}
        self._changed = Condition()
        self._process: Any = None
        self._thread: Thread | None = None
        self._ended = False

    def of(self, slug: str, recipe: VolumeRecipe) -> tuple[Proof | None, bool]:
        """Return the pages of an entry that were last set, and whether they are the newest; asks for them where they are not."""
        key = digest_of(recipe)
        with self._changed:
            proof = self._ready.get(slug)
            if proof is not None and proof.key == key:
                return proof, True
            if self._wanted.get(slug, ("", None))[0] != key:
                self._wanted[slug] = (key, recipe)
                self._changed.notify_all()
            if self._thread is None and not self._ended:
                self._thread = Thread(target=self._work, daemon=True)
                self._thread.start()
            return proof, False

    def page(self, slug: str, key: str, number: int) -> bytes | None:
        """Return one page that was set, counted from 0; None where it is not there any more."""
        with self._changed:
            proof = self._ready.get(slug)
            return proof.pages[number] if proof and proof.key == key and number < len(proof.pages) else None

    def end(self) -> None:
        """End the process, whatever it is at."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()  # none is started from now on
        if self._process is not None:
            self._process.terminate()
            self._process.join()

    def _work(self) -> None:
        # The process inherits it, from its first moment on: Ctrl+C is for whoever started this one, who ends it.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        context = multiprocessing.get_context("spawn")
        while not self._ended:
            ours, theirs = context.Pipe()
            process = context.Process(target=_set_all, args=(theirs, self._content, self._cache), daemon=True)
            with self._changed:
                if self._ended:
                    return
                process.start()
                self._process = process
            theirs.close()
            self._serve(ours)

    def _serve(self, process: Connection) -> None:
        """Hand what is wanted to the process, one after the other, until either ends."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ended or self._wanted)
                if self._ended:
                    return
                slug = next(reversed(self._wanted))
                key, recipe = self._wanted[slug]
            try:
                process.send((slug, recipe))
                pages, problem = process.recv()
            except (EOFError, OSError):
                pages, problem = (), "the typesetting ended before it was done"
            with self._changed:
                self._ready.pop(slug, None)
                self._ready[slug] = Proof(key, pages, problem)
                if self._wanted[slug][0] == key:
                    del self._wanted[slug]
                while len(self._ready) > _KEPT:
                    del self._ready[next(iter(self._ready))]
            if self._ended:
                return
            self._tell()
            if not self._process.is_alive():
                return


def _set_all(orders: Connection, content: Path, cache: Path) -> None:
    """Set what is asked for until nobody is there to ask."""
    while True:
        try:
            slug, recipe = orders.recv()
        except EOFError:
            return
        orders.send(pages_of(slug, recipe, content, Store(cache / "made")))


def pages_of(slug: str, recipe: VolumeRecipe, content: Path, store: Store) -> tuple[tuple[bytes, ...], str]:
    """Return an entry's pages as PNG, as the volume for screens has them; or none, and in words why.

    ``recipe`` is of a volume that holds this entry alone. Pages of other entries that it would name stay open.
    """
    from asylmura_ssg.galleys import Galleys  # noqa: PLC0415 - for the process alone
    from asylmura_ssg.make.press.block import screen_book  # noqa: PLC0415 - the same
    from asylmura_ssg.make.volume import Bound, Placed  # noqa: PLC0415 - the same
    from asylmura_ssg.make.volume.entry import entry_fragments  # noqa: PLC0415 - the same
    from asylmura_ssg.make.volume.section import Section  # noqa: PLC0415 - the same
    from asylmura_ssg.model.page_map import PageMap  # noqa: PLC0415 - the same
    from asylmura_ssg.model.setting import UnsettableError  # noqa: PLC0415 - the same

    galleys = Galleys(store, 1, lambda path: (content / path).read_bytes(), lambda *_: None)
    fragment = next(entry_fragments(recipe, recipe.chapters[0]))
    out = BytesIO()
    try:
        galley = galleys.typeset((fragment,))[0]
        placed = Placed(Section(fragment, slug, slug, 1), galley, 2)
        folios = {slug: (2, placed.end - 1)} | {name: (2, 2) for page in galley.stamped for name in page}
        bound = Bound((placed,), PageMap(folios, {}, galley.pages))
        book = replace(screen_book(recipe, bound), pages=galley.pages, first_folio=2)
        galleys.alone(fragment, book, out)
    except UnsettableError as error:
        return (), "; ".join(str(each) for each in error.errors)
    except OSError as error:
        return (), f"{error.filename or 'a file'}: {error.strerror or error}"
    return _painted(out.getvalue()), ""


def _painted(pdf: bytes) -> tuple[bytes, ...]:
    """Return the pages of a PDF as PNG, without what is drawn over the trim."""
    import pypdfium2  # noqa: PLC0415 - for the process alone

    pages = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        left, bottom, right, top = page.get_trimbox()
        whole = page.get_mediabox()
        crop = (left - whole[0], bottom - whole[1], whole[2] - right, whole[3] - top)
        out = BytesIO()
        page.render(scale=_SCALE, crop=crop).to_pil().convert("RGB").quantize(64).save(out, "PNG")
        pages.append(out.getvalue())
    document.close()
    return tuple(pages)
