"""The cover of an EPUB: the first page of the volume for screens, as a picture."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2

HEIGHT = 1600
"""In px: what shops and shelves show at most."""

_QUALITY = 82


def cover_of(pdf: Path) -> bytes:
    """Return the first page of a PDF as a JPEG, without what lies outside its trim."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        image = page.render(scale=HEIGHT / page.get_height()).to_pil().convert("RGB")
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue()
