"""What a phone must fetch before the page of a plate can be read, held against its budget; and what no page may ask for.

Sizes are in bytes as they travel: packed by gzip where hosts pack (RFC 9110, 8.4.1.3), a kilobyte being 1,024. How
large a fetched file is, the caller knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import deflate

_KB = 1024

PAGE = 14 * _KB
"""The page with its style: what a server may send before the first answer comes back (RFC 6928: ten segments of 1,460)."""
SCRIPTS = 2 * _KB
FONT = 22 * _KB
"""The one face that the first line is set in."""
PICTURE = 15 * _KB
"""The picture beside the text, at the width of a phone."""
VIEW = 60 * _KB
"""All of it: 1.2 s at 400 kbit/s."""

PHONE = 360
"""Width in px at which a phone picks among a picture's files."""

_LEVEL = 12  # as hosts are handed their files

_TAG = re.compile(rb"<(img|script|source|link|iframe|object|embed|video|audio|track|input|use|image)\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([a-z-]+)="([^"]*)\"""")
_MAIN = re.compile(rb"<main\b.*?</main>", re.DOTALL)
_ELSEWHERE = re.compile(r"(?:[a-z]+:)?//", re.IGNORECASE)
_STYLE_ELSEWHERE = re.compile(rb"""(?:url\(\s*["']?|@import\s+["'])\s*((?:https?:)?//[^"')\s]+)""")
_IMPORT = re.compile(rb"""(?:^|[;}\s])(?:import|from)\s*["'](/[^"']+)["']""")
_SHEET = re.compile(rb"<style\b.*?</style>", re.DOTALL)
_FETCHED = ("src", "poster", "data")
_LINKS_FETCHED = frozenset(
    ("dns-prefetch", "icon", "manifest", "modulepreload", "preconnect", "prefetch", "preload", "stylesheet")
)
"""Kinds of links that a browser follows by itself (HTML Standard, 4.6.7); the others wait for a person."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks for before it can be read: its own size, and the addresses of the rest."""

    page: int
    fonts: tuple[str, ...]
    scripts: tuple[str, ...]
    hero: str | None
    """The file of the first photograph that a phone picks."""
    others: tuple[str, ...]
    """Other images that are not put off until they are scrolled to, and the sheet for paper, which comes last of all."""


def packed(data: bytes, *, within: int = 0) -> int:
    """Return the size in bytes packed; what quick packing brings ``within`` a limit is not packed harder to be told."""
    quick = packed_quickly(data)
    return quick if quick <= within else len(deflate.gzip_compress(data, _LEVEL))


def packed_quickly(data: bytes) -> int:
    """Return the size in bytes packed in haste: a tenth more than as hosts pack it, and known in a thirtieth of the time."""
    return len(deflate.gzip_compress(data, 1))


def asked_by(html: bytes) -> Asked:
    """Return what a page asks for before it can be read."""
    fonts, scripts, others = [], [], []
    hero = offered = None
    for name, attributes in _tags(html):
        if name == "link" and attributes.get("rel") == "preload" and attributes.get("as") == "font":
            fonts.append(attributes["href"])
        elif name == "link" and attributes.get("rel") == "stylesheet":
            others.append(attributes["href"])
        elif name == "script" and "src" in attributes:
            scripts.append(attributes["src"])
        elif name == "source" and attributes.get("type") == "image/avif":
            offered = offered or attributes.get("srcset")
        elif name == "img" and offered:
            # A photograph stands in a <picture>: its sources come before it.
            hero, offered = hero or picked(offered), None
        elif name == "img" and attributes.get("loading") != "lazy" and not attributes["src"].startswith("data:"):
            others.append(attributes["src"])
    page = packed(html, within=PAGE)
    return Asked(page, tuple(dict.fromkeys(fonts)), tuple(dict.fromkeys(scripts)), hero, tuple(dict.fromkeys(others)))


def picked(srcset: str, width: int = PHONE) -> str:
    """Return the address that a screen of this width in px picks: the narrowest that is wide enough, else the widest."""
    offers = [offer.split() for offer in srcset.split(",")]
    widths = {int(wide.removesuffix("w")): address for address, wide in offers}
    return widths[min((w for w in widths if w >= width), default=max(widths))]


def imports(script: bytes) -> tuple[str, ...]:
    """Return the addresses of the modules that a script cannot begin without."""
    return tuple(address.decode() for address in _IMPORT.findall(script))


def excesses(asked: Asked, size_of: Callable[[str], int]) -> tuple[str, ...]:
    """Return in words what is over its budget, none when all is well; ``size_of`` is asked for bytes by address."""
    parts = (
        ("the page", asked.page, PAGE),
        ("its scripts", sum(map(size_of, asked.scripts)), SCRIPTS),
        ("its first typeface", max(map(size_of, asked.fonts), default=0), FONT),
        ("its picture", size_of(asked.hero) if asked.hero else 0, PICTURE),
    )
    rest = sum(map(size_of, (*asked.fonts, *asked.others)))
    whole = asked.page + parts[1][1] + parts[3][1] + rest
    return tuple(
        f"{what} {size / _KB:.1f} KB of {limit // _KB}" for what, size, limit in (*parts, ("all together", whole, VIEW)) if size > limit
    )  # fmt: skip


def strangers(html: bytes) -> tuple[str, ...]:
    """Return the addresses on other hosts that a browser would fetch by itself, in order and once each."""
    found: dict[str, None] = {}
    for name, attributes in _tags(html):
        fetched = [attributes[key] for key in _FETCHED if key in attributes]
        if name in {"use", "image"} or (
            name == "link" and not _LINKS_FETCHED.isdisjoint(attributes.get("rel", "").split())
        ):
            fetched.append(attributes.get("href", ""))
        fetched += (offer.split()[0] for offer in attributes.get("srcset", "").split(",") if offer.strip())
        found |= dict.fromkeys(filter(_ELSEWHERE.match, fetched))
    for sheet in _SHEET.findall(html):
        found |= dict.fromkeys(address.decode() for address in _STYLE_ELSEWHERE.findall(sheet))
    return tuple(found)


def reads_before_it_shows(html: bytes) -> bool:
    """Tell whether the name and a paragraph of text stand before the first photograph of a page's own content."""
    main = _MAIN.search(html)
    content = html if main is None else main[0]
    before, shown, _ = content.partition(b"<picture")
    return not shown or b"<p" in before.partition(b"</h1>")[2]


def _tags(html: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    for name, attributes in _TAG.findall(html):
        yield name.decode(), {key.decode(): value.decode() for key, value in _ATTRIBUTE.findall(attributes)}
