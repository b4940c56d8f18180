"""Every address of the site, as a closed union. No address is made anywhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asylmura_ssg.model.language import Language
from asylmura_ssg.model.plate import is_plate


@dataclass(frozen=True, slots=True)
class Home:
    """The front page in one language."""

    language: Language


@dataclass(frozen=True, slots=True)
class Root:
    """The bare domain: the front page in Kazakh, with the way to the other languages."""


@dataclass(frozen=True, slots=True)
class MonumentPage:
    """A monument in one language."""

    language: Language
    slug: str


@dataclass(frozen=True, slots=True)
class PlatePage:
    """What a plate's address answers with."""

    plate: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The monuments of one region, type or period; ``kind`` is ``regions``, ``types`` or ``periods``."""

    language: Language
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Section:
    """A single page of one language; ``name`` is one of :data:`SECTIONS`."""

    language: Language
    name: str


@dataclass(frozen=True, slots=True)
class PlateArtwork:
    """The code of a plate as a picture; ``form`` is ``svg`` or ``png``."""

    plate: str
    form: str


@dataclass(frozen=True, slots=True)
class PlatePhotograph:
    """A photograph of a plate where it hangs, made ready for the web; ``width`` is px."""

    stem: str
    width: int
    form: str


@dataclass(frozen=True, slots=True)
class VolumePdf:
    """A printed volume for screens."""

    key: str


@dataclass(frozen=True, slots=True)
class VolumeEpub:
    """A printed volume for reading devices."""

    key: str


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture of an entry, made ready for the web; ``width`` is px."""

    slug: str
    stem: str
    width: int
    form: str


@dataclass(frozen=True, slots=True)
class Feed:
    """New and changed entries in one language."""

    language: Language


@dataclass(frozen=True, slots=True)
class File:
    """A file with a fixed name at the root, one of :data:`FILES`."""

    name: str


@dataclass(frozen=True, slots=True)
class Asset:
    """A font, map or emblem under ``/assets/``; its name carries a digest of its bytes, so it may be kept for ever."""

    name: str


Route = (
    Home
    | Root
    | MonumentPage
    | PlatePage
    | Listing
    | Section
    | PlateArtwork
    | PlatePhotograph
    | VolumePdf
    | VolumeEpub
    | PictureFile
    | Feed
    | File
    | Asset
)

LISTINGS = ("regions", "types", "periods")
SECTIONS = ("about", "names", "regions", "types", "periods", "plates")
FILES = (
    "404.html", "sitemap.xml", "robots.txt", "favicon.svg",
    "monuments.json", "monuments.csv", "monuments.geojson", "plates.json", "plates.csv",
)  # fmt: skip

_LANG = "|".join(Language)
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
SLUG = re.compile(_SLUG)


def path_of(route: Route) -> str:  # noqa: C901 - one case for each member of the union, and nothing else
    """Return the file's path below ``output/``, with forward slashes."""
    match route:
        case Home(language):
            return f"{language}/index.html"
        case Root():
            return "index.html"
        case MonumentPage(language, slug):
            return f"{language}/monuments/{slug}/index.html"
        case PlatePage(plate):
            return f"{plate}/index.html"
        case Listing(language, kind, key):
            return f"{language}/{kind}/{key}/index.html"
        case Section(language, name):
            return f"{language}/{name}/index.html"
        case PlateArtwork(plate, form):
            return f"plates/{plate}.{form}"
        case PlatePhotograph(stem, width, form):
            return f"plates/photographs/{stem}-{width}.{form}"
        case VolumePdf(key):
            return f"volumes/{key}.pdf"
        case VolumeEpub(key):
            return f"volumes/{key}.epub"
        case PictureFile(slug, stem, width, form):
            return f"pictures/{slug}/{stem}-{width}.{form}"
        case Feed(language):
            return f"{language}/feed.xml"
        case File(name):
            return name
        case Asset(name):
            return f"assets/{name}"


def url_of(route: Route) -> str:
    """Return the address below the domain, as it is linked: ``/kk/monuments/berel/``."""
    return "/" + path_of(route).removesuffix("index.html")


def route_at(path: str) -> Route | None:
    """Return the route whose file has this path, or ``None``: the inverse of :func:`path_of`."""
    for pattern, make in _PATTERNS:
        found = pattern.fullmatch(path)
        if found:
            return make(*found.groups())
    return None


def alternate(route: Route, language: Language) -> Route:
    """Return the same page in another language; pages without a language are their own alternate."""
    match route:
        case Home():
            return Home(language)
        case MonumentPage(_, slug):
            return MonumentPage(language, slug)
        case Listing(_, kind, key):
            return Listing(language, kind, key)
        case Section(_, name):
            return Section(language, name)
        case Feed():
            return Feed(language)
        case _:
            return route


def _plate_page(plate: str) -> Route | None:
    return PlatePage(plate) if is_plate(plate) else None


def _artwork(plate: str, form: str) -> Route | None:
    return PlateArtwork(plate, form) if is_plate(plate) else None


_PATTERNS = (
    (re.compile(r"index\.html"), Root),
    (re.compile(rf"({_LANG})/index\.html"), lambda lang: Home(Language(lang))),
    (re.compile(rf"({_LANG})/monuments/({_SLUG})/index\.html"), lambda lang, s: MonumentPage(Language(lang), s)),
    (re.compile(rf"({_LANG})/({'|'.join(SECTIONS)})/index\.html"), lambda lang, n: Section(Language(lang), n)),
    (
        re.compile(rf"({_LANG})/({'|'.join(LISTINGS)})/({_SLUG})/index\.html"),
        lambda lang, kind, key: Listing(Language(lang), kind, key),
    ),
    (re.compile(r"(\d{5})/index\.html"), _plate_page),
    (re.compile(r"plates/(\d{5})\.(svg|png)"), _artwork),
    (
        re.compile(rf"plates/photographs/({_SLUG})-([1-9][0-9]*)\.(jpg|avif)"),
        lambda stem, width, form: PlatePhotograph(stem, int(width), form),
    ),
    (re.compile(rf"volumes/({_SLUG})\.pdf"), VolumePdf),
    (re.compile(rf"volumes/({_SLUG})\.epub"), VolumeEpub),
    (
        re.compile(rf"pictures/({_SLUG})/({_SLUG})-([1-9][0-9]*)\.(jpg|avif)"),
        lambda slug, stem, width, form: PictureFile(slug, stem, int(width), form),
    ),
    (re.compile(rf"({_LANG})/feed\.xml"), lambda lang: Feed(Language(lang))),
    (re.compile(f"({'|'.join(re.escape(name) for name in FILES)})"), File),
    (re.compile(r"assets/([a-z0-9][a-z0-9.\-]*)"), Asset),
)
