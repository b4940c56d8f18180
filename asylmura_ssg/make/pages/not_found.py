"""The page for a wrong address: in all languages at once, since nobody knows which one its reader speaks."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.make.pages.chrome import Anchor, Chrome, chrome
from asylmura_ssg.model.language import PRIMARY
from asylmura_ssg.model.recipe import Frame, NotFoundRecipe
from asylmura_ssg.model.route import Home, Listing, Section, url_of


@dataclass(frozen=True, slots=True)
class Tongue:
    """What the page says in one language; ``foreign`` is its tag unless it is the page's own."""

    t: dict[str, str]
    foreign: str
    home: Anchor
    names: Anchor


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """Everything the page shows; ``numbers`` are register numbers as the script reads them: ``1-43 50``."""

    chrome: Chrome
    t: dict[str, str]
    title: str
    tongues: tuple[Tongue, ...]
    typed: str
    numbers: str
    script: str
    """Runs where it stands: what it shows must not push away what is already read."""
    regions: tuple[Anchor, ...]


def not_found_view(recipe: NotFoundRecipe) -> NotFoundView:
    """Return the view of the page for a wrong address."""
    frame = recipe.frames[0]
    title = frame.strings["not_found"]
    return NotFoundView(
        chrome=chrome(
            frame,
            recipe.route,
            title,
            frame.strings["not_found_lead"],
            sheets=("not-found",),
        ),
        script=frame.assets["script/plate-number"],
        t=frame.strings,
        title=title,
        tongues=tuple(_tongue(one) for one in recipe.frames),
        typed=f"{frame.site.address}/",
        numbers=" ".join(str(first) if first == last else f"{first}-{last}" for first, last in recipe.numbers),
        regions=tuple(
            Anchor(group.label.best(PRIMARY).value, url_of(Listing(PRIMARY, "regions", group.key)))
            for group in recipe.regions
        ),
    )


def _tongue(frame: Frame) -> Tongue:
    language = frame.language
    return Tongue(
        frame.strings,
        "" if language is PRIMARY else str(language),
        Anchor(frame.site.title.best(language).value, url_of(Home(language))),
        Anchor(frame.strings["nav_names"], url_of(Section(language, "names"))),
    )
