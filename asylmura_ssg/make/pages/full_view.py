"""A picture of an entry by itself, as large as there is: with its words, its credit, and its files."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.make.pages.chrome import Anchor, Chrome, Said, chrome, said
from asylmura_ssg.make.pages.environment import render
from asylmura_ssg.make.pages.figures import Figure, figure
from asylmura_ssg.model.recipe import FullViewRecipe
from asylmura_ssg.model.route import FullView, ImageInfo, Manifest, MonumentPage, PictureFile, url_of


@dataclass(frozen=True, slots=True)
class FullViewView:
    """Everything the page shows; ``before`` and ``after`` lead to the other pictures, empty at either end."""

    chrome: Chrome
    t: dict[str, str]
    name: Said
    entry: str
    figure: Figure
    place: str
    files: tuple[Anchor, ...]
    before: str
    after: str


def make_full_view(recipe: FullViewRecipe) -> bytes:
    """Return the page."""
    return render(recipe.template, full_view(recipe))


def full_view(recipe: FullViewRecipe) -> FullViewView:
    """Return the view of the page of one picture."""
    monument, frame, strings = recipe.monument, recipe.frame, recipe.frame.strings
    language, pictures = frame.language, recipe.monument.pictures
    picture = pictures[recipe.index]
    name, caption = monument.names.best(language), picture.caption.best(language)
    shown = figure(monument, picture, frame)
    widest = picture.widths()[-1]
    size = f"{widest} × {picture.height_at(widest)}"

    def beside(index: int) -> str:
        there = 0 <= index < len(pictures)
        return url_of(FullView(language, monument.slug, pictures[index].stem)) if there else ""

    return FullViewView(
        chrome=chrome(frame, recipe.route, f"{caption.value} · {name.value}", f"{caption.value}. {shown.credit}",
                      sheets=("full-view", "picture")),
        t=strings,
        name=said(name.language, name.value, language),
        entry=url_of(MonumentPage(language, monument.slug)),
        figure=shown,
        place=strings["full_view_of"].format(index=recipe.index + 1, count=len(pictures)),
        files=(
            *(
                Anchor(
                    f"{label} {size}", url_of(PictureFile(monument.slug, picture.stem, picture.version, widest, form))
                )
                for label, form in (("JPEG", "jpg"), ("WebP", "webp"), ("AVIF", "avif"))
            ),
            Anchor("IIIF Image", url_of(ImageInfo(monument.slug, picture.stem))),
            Anchor("IIIF Manifest", url_of(Manifest(monument.slug))),
        ),
        before=beside(recipe.index - 1),
        after=beside(recipe.index + 1),
    )  # fmt: skip
