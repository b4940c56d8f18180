"""Pictures for the web: oriented, stripped of what the camera wrote, at the asked width, as AVIF or JPEG."""

from __future__ import annotations

import io

from PIL import Image, ImageCms, ImageOps

from asylmura_ssg.model.recipe import PictureRecipe

# Measured on photographs of this kind: AVIF 60 and JPEG 75 look alike; below, sky and brick begin to band.
AVIF_QUALITY, JPEG_QUALITY = 60, 75


def make_picture(recipe: PictureRecipe) -> bytes:
    """Return the picture at the recipe's width in px, without EXIF: no position, no camera, no name."""
    with Image.open(io.BytesIO(recipe.data)) as opened:
        image = in_srgb(ImageOps.exif_transpose(opened))
    image.info = {}  # a comment of the original would be copied into the JPEG
    height = round(image.height * recipe.width / image.width)
    if image.width != recipe.width:
        image = image.resize((recipe.width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if recipe.form == "avif":
        image.save(out, "AVIF", quality=AVIF_QUALITY, speed=6, max_threads=1)
    else:
        image.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def in_srgb(image: Image.Image) -> Image.Image:
    """Return the picture in sRGB, which the web takes a picture without a profile to be."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None  # a damaged profile says nothing: the numbers are taken as they are
        if converted is not None:
            return converted
    return image.convert("RGB")
