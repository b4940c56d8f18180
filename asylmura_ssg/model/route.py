"""Every address of the site, as a closed union. No address is made anywhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asylmura_ssg.model.addressed import SECTIONS, SLUG
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
    """A photograph of a plate where it hangs, made ready for the web; ``version`` tells its file, ``width`` is px."""

    stem: str
    version: str
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
    """A picture of an entry, made ready for the web; ``width`` is px.

    ``version`` tells the file it is made of: a page that names a picture never shows another that came to be called so.
    """

    slug: str
    stem: str
    version: str
    width: int
    form: str


@dataclass(frozen=True, slots=True)
class FullView:
    """A picture of an entry shown as large as there is, with all that is said of it."""

    language: Language
    slug: str
    stem: str


@dataclass(frozen=True, slots=True)
class VersionPage:
    """An entry as it stood on a day (``YYYY-MM-DD``), for whoever cited it then."""

    language: Language
    slug: str
    day: str


@dataclass(frozen=True, slots=True)
class SocialCard:
    """What networks show where an entry's page is shared; ``form`` is ``png``, or ``jpg`` with a photograph."""

    language: Language
    slug: str
    form: str


@dataclass(frozen=True, slots=True)
class RecordFile:
    """An entry for other programs; ``form`` is one of :data:`RECORD_FORMS`."""

    slug: str
    form: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """An entry's pictures as IIIF presents them."""

    slug: str


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """What sizes a picture can be had in from its IIIF image service."""

    slug: str
    stem: str


@dataclass(frozen=True, slots=True)
class ImageSize:
    """A picture as its IIIF image service hands it out: whole, at ``size``, which is ``w,h`` in px or ``max``."""

    slug: str
    stem: str
    size: str


@dataclass(frozen=True, slots=True)
class NarrationFile:
    """An entry read aloud."""

    slug: str
    language: Language
    form: str


@dataclass(frozen=True, slots=True)
class FilmPage:
    """A film in one language."""

    language: Language
    key: str


@dataclass(frozen=True, slots=True)
class FilmFile:
    """A film itself."""

    key: str
    form: str


@dataclass(frozen=True, slots=True)
class CaptionsFile:
    """What is said in a film, as WebVTT."""

    key: str
    language: Language


@dataclass(frozen=True, slots=True)
class ExhibitPage:
    """A model in three dimensions, in one language."""

    language: Language
    key: str


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model itself, as binary glTF."""

    key: str


@dataclass(frozen=True, slots=True)
class ExhibitionPage:
    """An exhibition in one language."""

    language: Language
    key: str


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands for a film or a model until it is asked for; ``kind`` is ``films`` or ``exhibits``, ``width`` is px.

    ``version`` tells the file it is made of.
    """

    kind: str
    key: str
    version: str
    width: int
    form: str


@dataclass(frozen=True, slots=True)
class Feed:
    """New and changed entries in one language."""

    language: Language


@dataclass(frozen=True, slots=True)
class AppManifest:
    """What a phone asks that is to keep the site on its home screen, in one language."""

    language: Language


@dataclass(frozen=True, slots=True)
class PackFile:
    """What a phone must fetch to keep a part of the site: ``key`` is a region's, ``shell`` or ``index``."""

    language: Language
    key: str


@dataclass(frozen=True, slots=True)
class SitemapPart:
    """One of several sitemaps that share the site's pages, counted from 1; ``sitemap.xml`` then is their index."""

    number: int


@dataclass(frozen=True, slots=True)
class File:
    """A file with a fixed name at the root, one of :data:`FILES`."""

    name: str


@dataclass(frozen=True, slots=True)
class SearchFile:
    """A piece of the search index; its name carries a digest of its text."""

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
    | FullView
    | VersionPage
    | SocialCard
    | RecordFile
    | Manifest
    | ImageInfo
    | ImageSize
    | NarrationFile
    | FilmPage
    | FilmFile
    | CaptionsFile
    | ExhibitPage
    | ModelFile
    | ExhibitionPage
    | Poster
    | Feed
    | AppManifest
    | PackFile
    | File
    | SitemapPart
    | SearchFile
    | Asset
)

LISTINGS = ("regions", "types", "periods")
FILES = (
    "404.html", "sitemap.xml", "robots.txt", "favicon.svg", "sw.js",
    "oai.xml", "monuments.json", "monuments.csv", "monuments.geojson", "plates.json", "plates.csv",
)  # fmt: skip

RECORD_FORMS = ("lido.xml", "bib", "ris", "csl.json")

FILM_FORMS = ("mp4", "webm")

_LANG = "|".join(Language)
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_VERSION = r"[0-9a-f]{10}"


def path_of(route: Route) -> str:  # noqa: C901, PLR0912 - one case for each member of the union, and nothing else
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
        case PlatePhotograph(stem, version, width, form):
            return f"plates/photographs/{stem}.{version}-{width}.{form}"
        case VolumePdf(key):
            return f"volumes/{key}.pdf"
        case VolumeEpub(key):
            return f"volumes/{key}.epub"
        case PictureFile(slug, stem, version, width, form):
            return f"pictures/{slug}/{stem}.{version}-{width}.{form}"
        case FullView(language, slug, stem):
            return f"{language}/monuments/{slug}/pictures/{stem}/index.html"
        case VersionPage(language, slug, day):
            return f"{language}/monuments/{slug}/{day}/index.html"
        case SocialCard(language, slug, form):
            return f"cards/{language}/{slug}.{form}"
        case RecordFile(slug, form):
            return f"records/{slug}.{form}"
        case Manifest(slug):
            return f"iiif/{slug}/manifest.json"
        case ImageInfo(slug, stem):
            return f"iiif/{slug}/{stem}/info.json"
        case ImageSize(slug, stem, size):
            return f"iiif/{slug}/{stem}/full/{size}/0/default.jpg"
        case NarrationFile(slug, language, form):
            return f"narrations/{slug}-{language}.{form}"
        case FilmPage(language, key):
            return f"{language}/films/{key}/index.html"
        case FilmFile(key, form):
            return f"films/{key}.{form}"
        case CaptionsFile(key, language):
            return f"films/{key}.{language}.vtt"
        case ExhibitPage(language, key):
            return f"{language}/exhibits/{key}/index.html"
        case ModelFile(key):
            return f"exhibits/{key}.glb"
        case ExhibitionPage(language, key):
            return f"{language}/exhibitions/{key}/index.html"
        case Poster(kind, key, version, width, form):
            return f"{kind}/{key}.{version}-{width}.{form}"
        case Feed(language):
            return f"{language}/feed.xml"
        case AppManifest(language):
            return f"{language}/app.webmanifest"
        case PackFile(language, key):
            return f"packs/{language}/{key}.json"
        case File(name):
            return name
        case SitemapPart(number):
            return f"sitemap-{number}.xml"
        case SearchFile(name):
            return f"search/{name}"
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


def alternate(route: Route, language: Language) -> Route:  # noqa: C901 - one case for each page that has a language
    """Return the same page in another language; pages without a language are their own alternate."""
    match route:
        case Home():
            return Home(language)
        case MonumentPage(_, slug):
            return MonumentPage(language, slug)
        case FullView(_, slug, stem):
            return FullView(language, slug, stem)
        case VersionPage(_, slug, day):
            return VersionPage(language, slug, day)
        case Listing(_, kind, key):
            return Listing(language, kind, key)
        case Section(_, name):
            return Section(language, name)
        case FilmPage(_, key):
            return FilmPage(language, key)
        case ExhibitPage(_, key):
            return ExhibitPage(language, key)
        case ExhibitionPage(_, key):
            return ExhibitionPage(language, key)
        case Feed():
            return Feed(language)
        case AppManifest():
            return AppManifest(language)
        case PackFile(_, key):
            return PackFile(language, key)
        case _:
            return route


def _plate_page(plate: str) -> Route | None:
    return PlatePage(plate) if is_plate(plate) else None


def _artwork(plate: str, form: str) -> Route | None:
    return PlateArtwork(plate, form) if is_plate(plate) else None


_PATTERNS = (
    (re.compile(r"index\.html"), Root),
    (re.compile(rf"({_LANG})/index\.html"), lambda lang: Home(Language(lang))),
    (re.compile(rf"({_LANG})/monuments/({SLUG.pattern})/index\.html"), lambda lang, s: MonumentPage(Language(lang), s)),
    (
        re.compile(rf"({_LANG})/monuments/({SLUG.pattern})/pictures/({SLUG.pattern})/index\.html"),
        lambda lang, slug, stem: FullView(Language(lang), slug, stem),
    ),
    (
        re.compile(rf"({_LANG})/monuments/({SLUG.pattern})/({_DAY})/index\.html"),
        lambda lang, slug, day: VersionPage(Language(lang), slug, day),
    ),
    (
        re.compile(rf"cards/({_LANG})/({SLUG.pattern})\.(png|jpg)"),
        lambda lang, slug, form: SocialCard(Language(lang), slug, form),
    ),
    (re.compile(rf"records/({SLUG.pattern})\.({'|'.join(map(re.escape, RECORD_FORMS))})"), RecordFile),
    (re.compile(rf"iiif/({SLUG.pattern})/manifest\.json"), Manifest),
    (re.compile(rf"iiif/({SLUG.pattern})/({SLUG.pattern})/info\.json"), ImageInfo),
    (
        re.compile(rf"iiif/({SLUG.pattern})/({SLUG.pattern})/full/(max|[1-9][0-9]*,[1-9][0-9]*)/0/default\.jpg"),
        ImageSize,
    ),
    (re.compile(rf"({_LANG})/({'|'.join(SECTIONS)})/index\.html"), lambda lang, n: Section(Language(lang), n)),
    (
        re.compile(rf"({_LANG})/({'|'.join(LISTINGS)})/({SLUG.pattern})/index\.html"),
        lambda lang, kind, key: Listing(Language(lang), kind, key),
    ),
    (re.compile(r"(\d{5})/index\.html"), _plate_page),
    (re.compile(r"plates/(\d{5})\.(svg|png)"), _artwork),
    (
        re.compile(rf"plates/photographs/({SLUG.pattern})\.({_VERSION})-([1-9][0-9]*)\.(jpg|webp|avif)"),
        lambda stem, version, width, form: PlatePhotograph(stem, version, int(width), form),
    ),
    (re.compile(rf"volumes/({SLUG.pattern})\.pdf"), VolumePdf),
    (re.compile(rf"volumes/({SLUG.pattern})\.epub"), VolumeEpub),
    (
        re.compile(rf"pictures/({SLUG.pattern})/({SLUG.pattern})\.({_VERSION})-([1-9][0-9]*)\.(jpg|webp|avif)"),
        lambda slug, stem, version, width, form: PictureFile(slug, stem, version, int(width), form),
    ),
    (
        re.compile(rf"narrations/({SLUG.pattern})-({_LANG})\.(mp3|m4a|ogg|opus)"),
        lambda slug, lang, form: NarrationFile(slug, Language(lang), form),
    ),
    (re.compile(rf"({_LANG})/films/({SLUG.pattern})/index\.html"), lambda lang, key: FilmPage(Language(lang), key)),
    (
        re.compile(rf"({_LANG})/exhibits/({SLUG.pattern})/index\.html"),
        lambda lang, key: ExhibitPage(Language(lang), key),
    ),
    (
        re.compile(rf"({_LANG})/exhibitions/({SLUG.pattern})/index\.html"),
        lambda lang, key: ExhibitionPage(Language(lang), key),
    ),
    (re.compile(rf"films/({SLUG.pattern})\.({'|'.join(FILM_FORMS)})"), FilmFile),
    (re.compile(rf"films/({SLUG.pattern})\.({_LANG})\.vtt"), lambda key, lang: CaptionsFile(key, Language(lang))),
    (re.compile(rf"exhibits/({SLUG.pattern})\.glb"), ModelFile),
    (
        re.compile(rf"(films|exhibits)/({SLUG.pattern})\.({_VERSION})-([1-9][0-9]*)\.(jpg|webp|avif)"),
        lambda kind, key, version, width, form: Poster(kind, key, version, int(width), form),
    ),
    (re.compile(rf"({_LANG})/feed\.xml"), lambda lang: Feed(Language(lang))),
    (re.compile(rf"({_LANG})/app\.webmanifest"), lambda lang: AppManifest(Language(lang))),
    (re.compile(rf"packs/({_LANG})/({SLUG.pattern})\.json"), lambda lang, key: PackFile(Language(lang), key)),
    (re.compile(f"({'|'.join(re.escape(name) for name in FILES)})"), File),
    (re.compile(r"sitemap-([1-9][0-9]*)\.xml"), lambda number: SitemapPart(int(number))),
    (re.compile(r"search/([a-z]+(?:-[a-z]+)*-[0-9a-f]{10}\.json)"), SearchFile),
    (re.compile(r"assets/([a-z0-9][a-z0-9.\-]*)"), Asset),
)
