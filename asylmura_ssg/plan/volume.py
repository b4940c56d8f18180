"""Printed volumes: which entries they hold, chapter by chapter, and which other books a volume can be made into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from asylmura_ssg.model.alphabet import capitalised, collation_key
from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.language import LANGUAGES, Language, Localized
from asylmura_ssg.model.marks import links_in
from asylmura_ssg.model.monument import Entry
from asylmura_ssg.model.press import Printer
from asylmura_ssg.model.printed_page import Format
from asylmura_ssg.model.recipe import Artifact, Card, Chapter, Frame, Stock, VolumeRecipe
from asylmura_ssg.model.route import VolumePdf
from asylmura_ssg.model.vocabulary import Region, Vocabularies
from asylmura_ssg.model.volume import Volume
from asylmura_ssg.plan.cards import card_of
from asylmura_ssg.plan.frames import frames_of, plan_assets


def plan_volumes(
    catalogue: Catalogue, design: Design, frames: dict[Language, Frame], cards: dict[str, Card], typesetter: str
) -> Iterator[Artifact]:
    """Yield each volume that holds at least one published entry, with the pages of its own printer."""
    for volume in catalogue.volumes.values():
        chapters = _chapters(catalogue, volume.key, volume.languages[0], None)
        if chapters:
            printer = catalogue.printers[volume.printer]
            recipe = _recipe(catalogue, design, frames, cards, typesetter, volume, chapters, printer)
            yield Artifact(VolumePdf(volume.key), recipe)


def plan_volume(
    catalogue: Catalogue,
    design: Design,
    typesetter: str,
    key: str,
    *,
    printer: Printer | None = None,
    region: str | None = None,
    language: Language | None = None,
) -> VolumeRecipe | None:
    """Return one volume as a printing house takes it: for ``printer`` or its own one, whole or an offprint of a region.

    ``region`` is a key of the vocabulary; with ``language`` everything is in that language alone. None when no
    published entry would stand in it. Raises KeyError for a volume that is not described.
    """
    whole = catalogue.volumes[key]
    chapters = _chapters(catalogue, key, language or whole.languages[0], region)
    if not chapters:
        return None
    volume = whole if region is None else offprint(whole, catalogue.vocabularies.regions[region])
    volume = volume if language is None else in_language(volume, language)
    assets, _ = plan_assets(catalogue, design)
    frames = frames_of(catalogue, design, assets)
    cards = {entry.monument.slug: card_of(entry) for entry in catalogue.entries}
    house = printer or catalogue.printers[whole.printer]
    recipe = _recipe(catalogue, design, frames, cards, typesetter, volume, chapters, house)
    return replace(recipe, offprint=region)


def volume_of(
    catalogue: Catalogue,
    design: Design,
    frames: dict[Language, Frame],
    cards: dict[str, Card],
    volume: Volume,
    chapters: tuple[Chapter, ...],
    printer: Printer,
) -> VolumeRecipe:
    """Return a volume of just these chapters, as pages of it are looked at: who sets them is not asked."""
    return _recipe(catalogue, design, frames, cards, "", volume, chapters, printer)


def region_named(vocabularies: Vocabularies, name: str) -> str | None:
    """Return the key of the region that ``name`` is the key or the ISO 3166-2 code of."""
    return next((key for key, region in vocabularies.regions.items() if name in (key, region.iso)), None)


def in_language(volume: Volume, language: Language) -> Volume:
    """Return the volume with everything in one language. It is a book of its own: nobody gave it an ISBN or ordered it."""
    if volume.languages == (language,):
        return volume
    return replace(volume, key=f"{volume.key}-{language}", languages=(language,), isbn=None, copies=None, libraries=())


def offprint(volume: Volume, region: Region) -> Volume:
    """Return what an offprint of the region's part of a volume is called and made of."""
    iso = region.iso.lower()
    return replace(
        volume, key=f"{volume.key}-{iso}", title=_of_region(volume.title, region.label), isbn=None, copies=None,
        libraries=(),
    )  # fmt: skip


def _of_region(title: Localized[str], region: Localized[str]) -> Localized[str]:
    """Return ``Series. Volume II. Region`` for ``Series. Volume II: Subject``."""
    found = {
        language: f"{title.best(language).value.partition(': ')[0]}. {capitalised(region.best(language).value)}"
        if title.own(language) or region.own(language)
        else None
        for language in LANGUAGES
    }
    return Localized(found[Language.KK] or "", found[Language.RU], found[Language.EN])


def _recipe(
    catalogue: Catalogue,
    design: Design,
    frames: dict[Language, Frame],
    cards: dict[str, Card],
    typesetter: str,
    volume: Volume,
    chapters: tuple[Chapter, ...],
    printer: Printer,
) -> VolumeRecipe:
    entries = [entry for chapter in chapters for entry in chapter.entries]
    held = {entry.monument.slug for entry in entries}
    linked = _linked(entries, volume)
    return VolumeRecipe(
        volume=volume,
        frames=tuple(frames[language] for language in volume.languages),
        chapters=chapters,
        cards={slug: card for slug, card in cards.items() if slug in held},
        elsewhere={slug: _name(slug, catalogue, cards) for slug in sorted(linked - held)},
        glossary=catalogue.glossary,
        format=Format(*volume.trim, printer.margins),
        page_multiple=printer.page_multiple,
        signature=printer.signature,
        offprint=None,
        stock=Stock(printer.paper.name, printer.condition.identifier),
        boundaries=catalogue.boundaries,
        templates={n: t for n, t in design.templates.items() if n.startswith("print/")},
        styles={n: t for n, t in design.styles.items() if n.startswith("print/")},
        faces=design.faces,
        hyphenation=design.hyphenation,
        typesetter=typesetter,
    )


def _linked(entries: list[Entry], volume: Volume) -> set[str]:
    """Return the slugs that the entries' running texts and the foreword link."""
    language = volume.languages[0]
    texts = [entry.prose.best(language).value.text for entry in entries]
    texts += [conflict.text.best(language).value for entry in entries for conflict in entry.monument.conflicts]
    if volume.foreword is not None:
        texts += [prose.text for _, prose in volume.foreword.present()]
    return {slug for text in texts for slug in links_in(text)}


def _name(slug: str, catalogue: Catalogue, cards: dict[str, Card]) -> Localized[str]:
    card = cards.get(slug)
    return catalogue.unpublished[slug] if card is None else card.names


def _chapters(catalogue: Catalogue, volume: str, language: Language, only: str | None) -> tuple[Chapter, ...]:
    """Return a chapter for each region with entries, or for ``only`` one; all in the running language's alphabet."""
    regions = catalogue.vocabularies.regions
    named = {key: collation_key(region.label.best(language).value, language) for key, region in regions.items()}
    entries = [entry for entry in catalogue.entries if volume in entry.monument.volumes]
    entries.sort(key=lambda entry: collation_key(entry.monument.names.best(language).value, language))
    chapters = (
        Chapter(key, tuple(entry for entry in entries if entry.monument.region == key))
        for key in sorted(regions, key=named.__getitem__)
        if only in (None, key)
    )
    return tuple(chapter for chapter in chapters if chapter.entries)
