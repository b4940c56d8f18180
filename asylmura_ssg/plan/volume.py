"""Printed volumes: which entries they hold, chapter by chapter."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from asylmura_ssg.model.alphabet import collation_key
from asylmura_ssg.model.catalogue import Catalogue, Volume
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.marks import links_in
from asylmura_ssg.model.monument import Entry
from asylmura_ssg.model.recipe import Artifact, Card, Chapter, Frame, VolumeRecipe
from asylmura_ssg.model.route import VolumePdf


def plan_volumes(
    catalogue: Catalogue,
    design: Design,
    frames: dict[Language, Frame],
    cards: dict[str, Card],
    typesetter: str,
    picture_bytes: Callable[[str], bytes],
) -> Iterator[Artifact]:
    """Yield each volume that holds at least one published entry; ``picture_bytes`` reads a picture by its path."""
    for volume in catalogue.volumes.values():
        chapters = _chapters(catalogue, volume)
        if chapters:
            entries = [entry for chapter in chapters for entry in chapter.entries]
            held = {entry.monument.slug for entry in entries}
            linked = _linked(entries, volume.languages[0])
            recipe = VolumeRecipe(
                volume=volume,
                frames=tuple(frames[language] for language in volume.languages),
                chapters=chapters,
                cards={slug: card for slug, card in cards.items() if slug in held},
                elsewhere={slug: _name(slug, catalogue, cards) for slug in sorted(linked - held)},
                pictures={p.digest: picture_bytes(p.path) for entry in entries for p in entry.monument.pictures},
                boundaries=catalogue.boundaries,
                templates={n: t for n, t in design.templates.items() if n.startswith("print/")},
                styles={n: t for n, t in design.styles.items() if n.startswith("print/")},
                faces=design.faces,
                hyphenation=design.hyphenation,
                typesetter=typesetter,
            )
            yield Artifact(VolumePdf(volume.key), recipe)


def _linked(entries: list[Entry], language: Language) -> set[str]:
    """Return the slugs that the entries' running texts link."""
    texts = [entry.prose.best(language).value.text for entry in entries]
    texts += [conflict.text.best(language).value for entry in entries for conflict in entry.monument.conflicts]
    return {slug for text in texts for slug in links_in(text)}


def _name(slug: str, catalogue: Catalogue, cards: dict[str, Card]) -> Localized[str]:
    card = cards.get(slug)
    return catalogue.unpublished[slug] if card is None else card.names


def _chapters(catalogue: Catalogue, volume: Volume) -> tuple[Chapter, ...]:
    """Return a chapter for each region with entries, regions and entries in the running language's alphabet."""
    language = volume.languages[0]
    regions = catalogue.vocabularies.regions
    named = {key: collation_key(region.label.best(language).value, language) for key, region in regions.items()}
    entries = [entry for entry in catalogue.entries if volume.key in entry.monument.volumes]
    entries.sort(key=lambda entry: collation_key(entry.monument.names.best(language).value, language))
    chapters = (
        Chapter(key, tuple(entry for entry in entries if entry.monument.region == key))
        for key in sorted(regions, key=named.__getitem__)
    )
    return tuple(chapter for chapter in chapters if chapter.entries)
