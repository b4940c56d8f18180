"""What surrounds every page: title, address, languages, navigation, assets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from asylmura_ssg.make.dates import fate_in
from asylmura_ssg.make.policy import page_policy
from asylmura_ssg.model.digest import Keyed
from asylmura_ssg.model.language import LANGUAGES, PRIMARY, Language
from asylmura_ssg.model.latin import latinised
from asylmura_ssg.model.recipe import Card, Frame
from asylmura_ssg.model.route import (
    AppManifest,
    File,
    Home,
    MonumentPage,
    PlatePage,
    Root,
    Route,
    Section,
    alternate,
    url_of,
)

# Each language by its own name.
ENDONYMS = {Language.KK: "Қазақша", Language.RU: "Русский", Language.EN: "English"}


@dataclass(frozen=True, slots=True)
class LatinAid:
    """The words of the reading aid: to read in Latin letters, what is said above such a text, to go back."""

    words: str
    title: str
    notice: str
    back: str


LATIN_AID = LatinAid(
    words=latinised("Латын"),
    title=latinised("Латын әліпбиімен оқу"),
    notice=latinised(
        "Бұл мәтінді бағдарлама 2021 жылғы латын әліпбиіне автоматты түрде көшірді. Түпнұсқасы кирилл әліпбиімен жазылған."
    ),
    back="Кирилл",
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link: its words, its address, whether it leads to the page it stands on."""

    words: str
    url: str
    current: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Words in the language they are really in; ``foreign`` is its tag when the page is in another, else empty."""

    words: str
    foreign: str


@dataclass(frozen=True, slots=True)
class Chrome:
    """Everything around a page's own content. ``canonical`` and ``alternates`` are whole addresses."""

    language: str
    title: str
    site_title: str
    description: str
    canonical: str
    alternates: tuple[Anchor, ...]
    languages: tuple[Anchor, ...]
    latin: LatinAid | None
    """What reads a Kazakh page in Latin letters; None on others."""
    home: str
    navigation: tuple[Anchor, ...]
    sheets: tuple[str, ...]
    """The text of each style sheet the page carries with it."""
    print: str
    """The address of the sheet for paper."""
    scripts: tuple[str, ...]
    """Addresses of the modules the page loads."""
    policy: str
    """What a browser may do with the page."""
    font: str
    feed: str
    tagline: str
    publisher: str
    programme: str
    search: Anchor
    further: tuple[Anchor, ...]
    """The sections that the foot of the page leads to; what a phone keeps is left out where it is to keep nothing."""
    app: str
    """The address of what a home screen asks; empty likewise."""
    icon: str
    indexed: bool
    card: str
    """The whole address of what networks show of the page; empty where there is none."""
    card_type: str
    card_alt: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A monument on a list: its name, where it leads, what stands under it."""

    name: Said
    url: str
    plate: str
    summary: Said
    type: str
    region: str
    dating: Said
    emblem: str
    note: str
    fate: str
    """What became of the monument, in a few words; empty for one that stands."""


def said(text_language: Language, words: str, page_language: Language) -> Said:
    """Return words marked with their language when it is not the page's."""
    return Said(words, "" if text_language is page_language else str(text_language))


def tile(card: Card, frame: Frame, note: str = "") -> Tile:
    """Return the tile of a monument in the frame's language; ``note`` is e.g. its distance."""
    return _tile(Keyed(card), Keyed(frame), note)


@lru_cache(maxsize=1 << 16)  # a monument stands on a dozen lists and beside its neighbours
def _tile(of: Keyed[Card], within: Keyed[Frame], note: str) -> Tile:
    card, frame = of.value, within.value
    language = frame.language
    name, summary = card.names.best(language), card.summary.best(language)
    dating = None if card.dating is None else card.dating.best(language)
    kind = frame.vocabularies.types[card.type]
    return Tile(
        name=said(name.language, name.value, language),
        url=url_of(MonumentPage(language, card.slug)),
        plate=card.plate,
        summary=said(summary.language, summary.value, language),
        type=kind.label.best(language).value,
        region=frame.vocabularies.regions[card.region].label.best(language).value,
        dating=Said("", "") if dating is None else said(dating.language, dating.value, language),
        emblem=frame.assets.get(f"emblem/small/{kind.emblem}", ""),
        note=note,
        fate=card_fate(card, frame),
    )


def card_fate(card: Card, frame: Frame) -> str:
    """Return what became of a monument, as it is said after its name; empty for one that stands."""
    words = "" if card.fate is None else fate_in(card.fate, frame.strings, frame.language)
    return words[:1].lower() + words[1:]


def chrome(
    frame: Frame,
    route: Route,
    title: str,
    description: str,
    slug: str = "",
    canonical_slug: str = "",
    *,
    sheets: tuple[str, ...] = (),
    scripts: tuple[str, ...] = (),
    models: bool = False,
    card: str = "",
) -> Chrome:
    """Return the surroundings of a page.

    ``slug`` is of the entry at whose addresses a monument's page stands, ``canonical_slug`` of the monument it shows;
    a plate's page names the monument's Kazakh page as the canonical one. ``sheets`` and ``scripts`` are what the page
    needs beside what every page has, by name: ``search`` for ``templates/pages/search.css`` and ``search.js``.
    ``card`` is the address, below the domain, of what networks show of it.
    """
    language = frame.language
    domain = frame.site.address
    here = _same_page(route, slug)
    same = MonumentPage(language, canonical_slug) if canonical_slug else here
    site_title = frame.site.title.best(language).value
    hidden = isinstance(route, File)
    personal = isinstance(route, Section) and route.name == "saved"  # what one phone holds is nothing to search for
    own_sheets = tuple(frame.sheets[name] for name in ("style", *sheets))
    return Chrome(
        language=str(language),
        title=title,
        site_title=site_title,
        description=description,
        canonical=domain + url_of(same),
        alternates=() if hidden else (
            *(Anchor("", domain + url_of(alternate(same, other)), language=str(other)) for other in LANGUAGES),
            Anchor("", domain + url_of(alternate(same, PRIMARY)), language="x-default"),
        ),
        languages=tuple(
            Anchor(ENDONYMS[other], url_of(Home(other) if hidden else alternate(here, other)), other is language, str(other))
            for other in LANGUAGES
        ),
        latin=LATIN_AID if language is Language.KK and not hidden else None,
        home=url_of(Home(language)),
        navigation=_navigation(frame, route),
        sheets=own_sheets,
        print=frame.assets["sheet/print"],
        scripts=tuple(frame.assets[f"script/{name}"] for name in ("visitor", *scripts)),
        policy=page_policy(own_sheets, models=models),
        font=frame.assets.get("font/normal-400", ""),
        feed=f"/{language}/feed.xml",
        tagline=frame.site.tagline.best(language).value,
        publisher=frame.site.publisher.best(language).value,
        programme=frame.site.programme.best(language).value,
        search=_anchor("search", frame, route),
        further=_further(frame, route),
        app="" if frame.site.offline_retired else url_of(AppManifest(language)),
        icon=frame.assets.get("icon/192", ""),
        indexed=not (hidden or personal),
        card=domain + card if card else "",
        card_type=f"image/{'jpeg' if card.endswith('jpg') else 'png'}" if card else "",
        card_alt=frame.strings["card_alt"].format(name=title, site=site_title) if card else "",
    )  # fmt: skip


def _same_page(route: Route, slug: str) -> Route:
    match route:
        case PlatePage():
            return MonumentPage(PRIMARY, slug)
        case Root():
            return Home(PRIMARY)
        case _:
            return route


def _navigation(frame: Frame, route: Route) -> tuple[Anchor, ...]:
    names: Sequence[str] = ("map", "time", "regions", "types", "periods", "about")
    return tuple(_anchor(name, frame, route) for name in names)


def _further(frame: Frame, route: Route) -> tuple[Anchor, ...]:
    names = ("films", "exhibitions", "names", "plates", *(() if frame.site.offline_retired else ("saved",)))
    return tuple(_anchor(name, frame, route) for name in names)


def _anchor(name: str, frame: Frame, route: Route) -> Anchor:
    section = Section(frame.language, name)
    return Anchor(frame.strings[f"nav_{name}"], url_of(section), section == route)
