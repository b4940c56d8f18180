"""Pictures by IIIF: Image API 3.0 at level 0, all sizes made beforehand, and Presentation API 3.0."""

from __future__ import annotations

import json
from collections.abc import Sequence

from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Monument, Picture
from asylmura_ssg.model.recipe import Frame
from asylmura_ssg.model.route import ImageInfo, ImageSize, Manifest, MonumentPage, RecordFile, url_of

_PRESENTATION = "http://iiif.io/api/presentation/3/context.json"
_IMAGE = "http://iiif.io/api/image/3/context.json"
Words = dict[str, list[str]]


def image_info(monument: Monument, picture: Picture, frame: Frame) -> str:
    """Return a picture's ``info.json``: what whole sizes it can be had in; nothing is cut out or turned on demand."""
    widest = picture.widths()[-1]
    held: dict[str, object] = {
        "@context": _IMAGE,
        "id": _service(monument, picture, frame),
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level0",
        "width": widest,
        "height": picture.height_at(widest),
        "sizes": [{"width": width, "height": picture.height_at(width)} for width in picture.widths()],
    }
    rights = frame.vocabularies.licences[picture.licence].url
    return _dumped(held | ({"rights": _rights(rights)} if rights else {}))


def manifest(monument: Monument, frames: Sequence[Frame]) -> str:
    """Return the manifest of an entry's pictures, words in every language they are there in."""
    primary = frames[0]
    base = primary.site.address
    own = base + url_of(Manifest(monument.slug))
    pages = [
        {
            "id": base + url_of(MonumentPage(frame.language, monument.slug)),
            "type": "Text",
            "label": _words(monument.names),
            "format": "text/html",
            "language": [str(frame.language)],
        }
        for frame in frames
    ]
    held = {
        "@context": _PRESENTATION,
        "id": own,
        "type": "Manifest",
        "label": _words(monument.names),
        "summary": _words(monument.summary),
        "provider": [
            {
                "id": base,
                "type": "Agent",
                "label": _words(primary.site.publisher),
                "homepage": [
                    {"id": f"{base}/", "type": "Text", "label": _words(primary.site.title), "format": "text/html"}
                ],
            }
        ],
        "homepage": pages,
        "seeAlso": [
            {
                "id": base + url_of(RecordFile(monument.slug, "lido.xml")),
                "type": "Dataset",
                "label": {"none": ["LIDO 1.1"]},
                "format": "application/xml",
                "profile": "http://www.lido-schema.org",
            }
        ],
        "items": [
            _canvas(monument, picture, frames, own.removesuffix("/manifest.json")) for picture in monument.pictures
        ],
    }
    return _dumped(held)


def _canvas(monument: Monument, picture: Picture, frames: Sequence[Frame], root: str) -> dict[str, object]:
    primary = frames[0]
    widest = picture.widths()[-1]
    size = {"width": widest, "height": picture.height_at(widest)}
    canvas = f"{root}/canvas/{picture.stem}"
    body: dict[str, object] = {
        "id": primary.site.address + url_of(ImageSize(monument.slug, picture.stem, "max")),
        "type": "Image",
        "format": "image/jpeg",
        **size,
        "service": [{"id": _service(monument, picture, primary), "type": "ImageService3", "profile": "level0"}],
    }
    painting = {
        "id": f"{root}/painting/{picture.stem}",
        "type": "Annotation",
        "motivation": "painting",
        "body": body,
        "target": canvas,
    }
    held: dict[str, object] = {
        "id": canvas,
        "type": "Canvas",
        "label": _words(picture.caption),
        "summary": _words(picture.alt),
        **size,
        "requiredStatement": {
            "label": {str(frame.language): [frame.strings["credit"]] for frame in frames},
            "value": {str(frame.language): [credit(picture, frame)] for frame in frames},
        },
        "items": [{"id": f"{root}/page/{picture.stem}", "type": "AnnotationPage", "items": [painting]}],
    }
    rights = primary.vocabularies.licences[picture.licence].url
    return held | ({"rights": _rights(rights)} if rights else {})


def credit(picture: Picture, frame: Frame) -> str:
    """Return who made a picture, when, and under which licence it stands here."""
    licence = frame.vocabularies.licences[picture.licence].label.best(frame.language).value
    return ", ".join([picture.author, *([str(picture.year)] if picture.year else []), licence])


def _rights(url: str) -> str:
    """Return a licence's address as the IIIF registry has it: Creative Commons by http (Presentation API 3.0, rights)."""
    return url.replace("https://creativecommons.org/", "http://creativecommons.org/")


def _service(monument: Monument, picture: Picture, frame: Frame) -> str:
    return frame.site.address + url_of(ImageInfo(monument.slug, picture.stem)).removesuffix("/info.json")


def _words(text: Localized[str]) -> Words:
    return {str(language): [words] for language, words in text.present()}


def _dumped(held: object) -> str:
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"
