"""Pictures for the web: oriented, stripped of what the camera wrote, at the asked width, as AVIF, WebP or JPEG."""

from __future__ import annotations

import io

from PIL import Image

from asylmura_ssg.make.original import in_srgb, open_original
from asylmura_ssg.model.recipe import PictureRecipe

# Measured on photographs of this kind: AVIF 60, WebP 70 and JPEG 75 look alike; below, sky and brick begin to band.
AVIF_QUALITY, WEBP_QUALITY, JPEG_QUALITY = 60, 70, 75


def make_picture(recipe: PictureRecipe, data: bytes) -> bytes:
    """Return the picture at the recipe's width in px, without EXIF: no position, no camera, no name.

    ``data`` are the bytes of the original.
    """
    width, picture = recipe.width, recipe.picture
    original = open_original(data, width, round(picture.height * width / picture.width))
    size = width, max(1, round(original.height * width / original.width))
    image = in_srgb(original)
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if recipe.form == "avif":
        image.save(out, "AVIF", quality=AVIF_QUALITY, speed=6, max_threads=1)
    elif recipe.form == "webp":
        image.save(out, "WEBP", quality=WEBP_QUALITY, method=5)
    else:
        image.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return out.getvalue()
