"""Pictures of entries on pages: in three forms at several widths, with what stands there until they have come."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.make.machines.iiif import credit
from asylmura_ssg.make.pages.chrome import Said, said
from asylmura_ssg.model.monument import Monument, Picture
from asylmura_ssg.model.recipe import Frame
from asylmura_ssg.model.route import FullView, PictureFile, path_of, url_of


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture ready to be shown: widths and heights in px; ``full`` is the page that shows it as large as there is.

    ``avif``, ``webp`` and ``srcset`` are lists of addresses and widths, the last for every browser.
    """

    url: str
    avif: str
    webp: str
    srcset: str
    placeholder: str
    width: int
    height: int
    alt: Said
    caption: Said
    credit: str
    licence_url: str
    full: str


def figure(monument: Monument, picture: Picture, frame: Frame) -> Figure:
    """Return a picture of an entry as the frame's language shows it."""
    return figure_of(monument.slug, picture, frame)


def figure_of(slug: str, picture: Picture, frame: Frame) -> Figure:
    """Return a picture of the entry with this slug as the frame's language shows it."""
    language = frame.language
    alt, caption = picture.alt.best(language), picture.caption.best(language)
    shown = picture.widths()[-1]
    return Figure(
        url="/" + path_of(PictureFile(slug, picture.stem, picture.version, shown, "jpg")),
        avif=_sources(slug, picture, "avif"),
        webp=_sources(slug, picture, "webp"),
        srcset=_sources(slug, picture, "jpg"),
        placeholder=picture.placeholder,
        width=shown,
        height=picture.height_at(shown),
        alt=said(alt.language, alt.value, language),
        caption=said(caption.language, caption.value, language),
        credit=credit(picture, frame),
        licence_url=frame.vocabularies.licences[picture.licence].url or "",
        full=url_of(FullView(language, slug, picture.stem)),
    )


def _sources(slug: str, picture: Picture, form: str) -> str:
    files = ((PictureFile(slug, picture.stem, picture.version, width, form), width) for width in picture.widths())
    return ", ".join(f"{url_of(file)} {width}w" for file, width in files)
