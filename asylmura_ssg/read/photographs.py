"""Photographs of plates, ``content/plates/photographs/``: they show a plate, and say nothing of who took them, or where."""

from __future__ import annotations

import io
from collections.abc import Collection

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.model.register import Photograph
from asylmura_ssg.read.register import PHOTOGRAPHS
from asylmura_ssg.tree import Bytes

# What a camera or an editor writes beside the pixels, by the names Pillow gives to it, in words.
_PRIVATE = {"exif": "EXIF", "xmp": "XMP", "photoshop": "IPTC", "comment": "a comment", "mp": "further pictures"}


def read_photographs(
    files: dict[str, Bytes], root: str, used: Collection[str] | None, report: Report
) -> dict[str, Photograph]:
    """Return the photographs by name; private data in them, and ones the register does not name, are reported.

    ``used`` is None where the register cannot be read: then nobody knows which it names.
    """
    found = {}
    for path, file in files.items():
        if path.startswith(PHOTOGRAPHS):
            name = path.removeprefix(PHOTOGRAPHS)
            if used is not None and name not in used:
                report.add(Diagnostic(Code.STRAY_FILE, Span(f"{root}/{path}"), f"the register does not name {name}",
                                      "name it in an event, or delete it"))  # fmt: skip
                continue
            size = _size(file, report)
            if size is not None:
                found[name] = Photograph(name, path, file.digest, *size)
    return found


def _size(file: Bytes, report: Report) -> tuple[int, int] | None:
    """Return width and height in px, or report what is wrong."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - most registers have no photograph

    try:
        with Image.open(io.BytesIO(file.data), formats=("JPEG",)) as image:
            image.load()
            held, size = set(image.info), image.size
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        report.add(Diagnostic(Code.PICTURE_UNREADABLE, Span(file.shown), "this is not a JPEG that can be opened",
                              "save it again as JPEG"))  # fmt: skip
        return None
    private = [what for name, what in _PRIVATE.items() if name in held]
    if private:
        report.add(Diagnostic(Code.PHOTOGRAPH_PRIVATE, Span(file.shown), f"the photograph holds {', '.join(private)}",
                              "the `asylmura plates` commands take it out when they enter a photograph; or save it without"))  # fmt: skip
    return size
