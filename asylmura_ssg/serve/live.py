"""The live preview as a whole: content in, changes followed, pages out, until somebody ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread

from asylmura_ssg.model.order import Order, Past
from asylmura_ssg.serve.answers import Changes, Desk, desk_server, serving
from asylmura_ssg.serve.collection import Collection, State
from asylmura_ssg.serve.pages import Pages
from asylmura_ssg.serve.proofs import Proofs
from asylmura_ssg.serve.watching import changes_in
from asylmura_ssg.tree import Bytes, ChangedError

_LOOK = 0.3
"""Seconds between looks whether somebody ended the preview."""
_PAUSE = 0.15
"""Seconds after an edit, or after a look whether its page was fetched, until all entries are held beside one another."""
_WAITS = 6
"""So many looks: there may be nobody to fetch it."""


class Live:
    """A preview. ``docs`` reads the handbook, ``past`` the register as it landed; ``word`` lets other machines in."""

    def __init__(
        self, order: Order, past: Callable[[], Past | None], docs: Callable[[], Mapping[str, Bytes]], word: str = ""
    ) -> None:
        self.stop = Event()
        self.changes = Changes()
        self.collection = Collection(order, past, self.stop.wait)
        self.proofs = Proofs(order.content, order.cache, self.changes.tell)
        self.pages = Pages(self.collection, self.proofs, docs)
        self._told: SimpleQueue[frozenset[Path]] = SimpleQueue()
        self._desk = Desk(self.pages, self.changes, self.stop, word)

    def open(self) -> State:
        """Read everything; until then nothing can be answered. What changes meanwhile is taken in afterwards."""
        Thread(target=self._watch, daemon=True).start()
        state = self.collection.open()
        self.pages.show(state)
        return state

    @contextmanager
    def answering(self, *places: tuple[str, int]) -> Iterator[tuple[ThreadingHTTPServer, ...]]:
        """Answer at some addresses while the block runs. Raises OSError where one cannot be had; then none is."""
        servers: list[ThreadingHTTPServer] = []
        try:
            servers += (desk_server(self._desk, host, port) for host, port in places)
            for server in servers:
                serving(server)
            yield tuple(servers)
        finally:
            self.stop.set()
            self.changes.tell()
            for server in servers:
                server.server_close()
            self.proofs.end()

    def follow(self) -> Iterator[State]:
        """Take in what changes on disk, and yield each state once it is shown, until ``stop`` is set."""
        pending, waits = False, 0
        while not self.stop.is_set():
            changed = self._changed(_PAUSE if pending else _LOOK)
            waits = waits + 1 if pending and changed is None else 0
            if pending and changed is None and waits < _WAITS and not self.pages.seen:
                continue
            try:
                for state in self._taken_in(changed, pending=pending):
                    self.pages.show(state)
                    self.changes.tell()
                    pending = not state.whole
                    yield state
            except ChangedError:
                self._told.put(
                    changed or frozenset(root.absolute() for root in self.collection.roots)
                )  # it changed again while it was read
                self.stop.wait(_LOOK)

    def _taken_in(self, changed: frozenset[Path] | None, *, pending: bool) -> Iterable[State]:
        if changed is None:
            return (self.collection.together(),) if pending else ()
        return self.collection.absorb(changed) if changed else (self.collection.vanished(),)

    def _changed(self, seconds: float) -> frozenset[Path] | None:
        """Return all that changed since it was last asked, an empty set for a folder that is gone; None where nothing did."""
        try:
            changed = self._told.get(timeout=seconds)
        except Empty:
            return None
        while changed and not self._told.empty():
            more = self._told.get()
            if not more:
                return more
            changed |= more
        return changed

    def _watch(self) -> None:
        for changed in changes_in(self.collection.roots, self.stop):
            self._told.put(changed)
