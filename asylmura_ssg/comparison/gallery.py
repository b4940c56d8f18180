"""Pictures of the pages that a change touches, before and after, at the widths of a phone and of a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from asylmura_ssg.comparison.browser import Browser, BrowserError
from asylmura_ssg.comparison.looks import Look, look_at
from asylmura_ssg.comparison.sites import Comparison, Page, is_double, kind_of
from asylmura_ssg.serve.built import server_for

WIDTHS = (390, 1280)
"""px: a phone, a desk."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Gallery:
    """What was seen: looks by the pages' files. ``seen`` pages were pictured, ``unseen`` others changed, too.

    ``why`` says why no picture was taken at all; empty where some were, or none was wanted.
    """

    looks: dict[str, tuple[Look, ...]]
    seen: int
    unseen: int
    why: str = ""


def worth_seeing(comparison: Comparison, limit: int) -> tuple[Page, ...]:
    """Return which changed pages to picture, at most so many: those with words of their own first.

    Of a change on many pages, and of pages of one kind whose words stayed, one page stands for all.
    """
    own = [changed.page for changed in comparison.changed if changed.hunks]
    alike = [one.face for one in comparison.alike]
    kinds: dict[str, Page] = {}
    for page in comparison.unread:
        kinds.setdefault(kind_of(page.path), page)
    wanted = {page.path: page for page in (*own, *alike, *kinds.values()) if not is_double(page.path)}
    return tuple(wanted.values())[:limit]


def pictures(comparison: Comparison, old: Path, new: Path, browser: str, limit: int, progress: Progress) -> Gallery:
    """Return pictures of what changed. A browser that fails is told of in the gallery; the words are compared all the same."""
    pages = worth_seeing(comparison, limit)
    changed = {page.path for page in (*(c.page for c in comparison.changed), *comparison.unread)}
    touched = sum(not is_double(path) for path in changed)
    looks: dict[str, tuple[Look, ...]] = {}
    if not pages:
        return Gallery(looks, 0, touched)
    try:
        with _shown(old) as before, _shown(new) as after, Browser(browser) as opened:
            for number, page in enumerate(pages):
                progress("look", number, len(pages))
                for site in (before, after):
                    opened.visit(site + page.url)  # the typeface is at hand then: what comes late is not set in it
                pairs = ((opened.shot(before + page.url, w), opened.shot(after + page.url, w)) for w in WIDTHS)
                looks[page.path] = tuple(look for pair in pairs if (look := look_at(*pair)) is not None)
            progress("look", len(pages), len(pages))
    except (BrowserError, OSError) as error:
        return Gallery(looks, len(looks), touched - len(looks), str(error))
    return Gallery(looks, len(pages), touched - len(pages))


@contextmanager
def _shown(site: Path) -> Iterator[str]:
    """Show a site on this machine while the block runs; the address has no slash at its end."""
    server = server_for(site, 0)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
