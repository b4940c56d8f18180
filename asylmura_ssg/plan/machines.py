"""What other programs are offered of the entries: records, cards for networks, pictures by IIIF, fixed versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from asylmura_ssg.model.catalogue import Catalogue
from asylmura_ssg.model.design import Design, Face
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.model.monument import Entry, Monument
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.model.recipe import (
    Artifact,
    Card,
    CardRecipe,
    Frame,
    FullViewRecipe,
    PictureRecipe,
    RecordRecipe,
    VersionRecipe,
)
from asylmura_ssg.model.route import (
    RECORD_FORMS,
    FullView,
    ImageInfo,
    ImageSize,
    Manifest,
    PictureFile,
    RecordFile,
    Route,
    SocialCard,
    VersionPage,
)

_CARD_FAMILIES = ("Literata", "Golos Text")
_FORMS = ("avif", "webp", "jpg")
"""What pictures are offered as: the lightest first, then what every browser shows."""


def card_at(monument: Monument, language: Language) -> SocialCard:
    """Return where the card of an entry stands: a photograph is no PNG."""
    return SocialCard(language, monument.slug, "jpg" if monument.pictures else "png")


def plan_records(
    catalogue: Catalogue, design: Design, frames: Mapping[Language, Frame], cards: Mapping[str, Card]
) -> Iterator[Artifact]:
    """Yield, for each entry in turn, its records, cards, pictures and the pages that show one picture."""
    for entry in catalogue.entries:
        yield from records_of(entry, catalogue, design, frames, cards)
    yield from plan_versions(catalogue, design, frames)


def records_of(
    entry: Entry, catalogue: Catalogue, design: Design, frames: Mapping[Language, Frame], cards: Mapping[str, Card]
) -> Iterator[Artifact]:
    """Yield the records, cards, pictures and picture pages of one entry."""
    monument, faces = entry.monument, card_faces(design)
    ordered = tuple(frames[language] for language in LANGUAGES)
    related = tuple(cards[slug] for slug in monument.related if slug in cards)
    versions = catalogue.versions.get(monument.slug, ())
    routes: list[Route] = [RecordFile(monument.slug, form) for form in RECORD_FORMS]
    if monument.pictures:
        routes += [Manifest(monument.slug), *(ImageInfo(monument.slug, each.stem) for each in monument.pictures)]
    for route in routes:
        yield Artifact(route, RecordRecipe(route, ordered, monument, related, versions))
    for frame in ordered:
        yield Artifact(card_at(monument, frame.language), _card(monument, frame, design, faces))
    yield from _pictures(monument)
    yield from _full_views(monument, design, ordered)


def card_faces(design: Design) -> tuple[Face, ...]:
    """Return the upright faces, those of the text first: a letter is drawn with the first that has it."""
    wanted = [face for face in design.faces if face.style == "normal" and face.family in _CARD_FAMILIES]
    return tuple(sorted(wanted, key=lambda face: (face.family != "Literata", -face.weight, face.family)))


def _card(monument: Monument, frame: Frame, design: Design, faces: tuple[Face, ...]) -> CardRecipe:
    language, vocabularies = frame.language, frame.vocabularies
    kind = vocabularies.types[monument.type]
    return CardRecipe(
        language=language,
        kicker=kind.label.best(language).value,
        name=monument.names.best(language).value,
        region=vocabularies.regions[monument.region].label.best(language).value,
        site=frame.site.title.best(language).value,
        address=f"{frame.site.domains[0]}/{plate_of(monument.number)}",
        faces=faces,
        emblem=design.emblems.get(kind.emblem, ""),
        picture=monument.pictures[0] if monument.pictures else None,
    )


def _pictures(monument: Monument) -> Iterator[Artifact]:
    slug = monument.slug
    for picture in monument.pictures:
        widths = picture.widths()
        for width in widths:
            for form in _FORMS:
                yield Artifact(
                    PictureFile(slug, picture.stem, picture.version, width, form), PictureRecipe(picture, width, form)
                )
            size = f"{width},{picture.height_at(width)}"
            yield Artifact(ImageSize(slug, picture.stem, size), PictureRecipe(picture, width, "jpg"))
        yield Artifact(ImageSize(slug, picture.stem, "max"), PictureRecipe(picture, widths[-1], "jpg"))


def _full_views(monument: Monument, design: Design, frames: tuple[Frame, ...]) -> Iterator[Artifact]:
    template = design.templates["pages/full-view.html"]
    for frame in frames:
        for index, picture in enumerate(monument.pictures):
            route = FullView(frame.language, monument.slug, picture.stem)
            yield Artifact(route, FullViewRecipe(route, template, frame, monument, index))


def plan_versions(catalogue: Catalogue, design: Design, frames: Mapping[Language, Frame]) -> Iterator[Artifact]:
    """Yield the pages of fixed versions."""
    template = design.templates["pages/version.html"]
    living = {entry.monument.slug for entry in (*catalogue.entries, *catalogue.merged)}
    for slug, versions in catalogue.versions.items():
        for version in versions:
            for frame in frames.values():
                route = VersionPage(frame.language, slug, version.day.isoformat())
                recipe = VersionRecipe(route, template, frame, version, slug in living, versions)
                yield Artifact(route, recipe)
