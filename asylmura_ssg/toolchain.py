"""What made things, as digests: the package's own source and the libraries whose version can change a byte."""

from __future__ import annotations

import ctypes
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from asylmura_ssg.model.digest import digest_bytes, digest_of

PACKAGE = Path(__file__).parent

_LIBRARIES = (
    "Jinja2", "Markdown", "MarkupSafe", "PyYAML", "brotli", "ezdxf", "fonttools", "nh3", "numpy", "opencv-python-headless",
    "pikepdf", "pillow", "pydyf", "pyphen", "pypdfium2", "qrcode", "resvg-py", "segno", "uharfbuzz", "weasyprint",
    "zxing-cpp",
)  # fmt: skip


@cache
def makers_digest() -> str:
    """Return the digest of everything that turns a recipe into bytes: ``make``, ``model``, ``check``, the libraries."""
    return digest_of((_sources("make", "model", "check"), _versions()))


@cache
def package_digest() -> str:
    """Return the digest of the whole package and the libraries."""
    return digest_of((_sources(""), _versions()))


@cache
def typesetter() -> str:
    """Return the versions of the system's Pango and HarfBuzz, which break the volume's lines and shape its words.

    An empty string where they are not installed: then no volume can be made either.
    """
    try:
        pango, harfbuzz = ctypes.CDLL("libpango-1.0.so.0"), ctypes.CDLL("libharfbuzz.so.0")
    except OSError:
        return ""
    pango.pango_version_string.restype = harfbuzz.hb_version_string.restype = ctypes.c_char_p
    return f"Pango {pango.pango_version_string().decode()}, HarfBuzz {harfbuzz.hb_version_string().decode()}"


def _sources(*folders: str) -> tuple[tuple[str, str], ...]:
    files = sorted({path for folder in folders for path in (PACKAGE / folder).rglob("*.py")})
    return tuple((path.relative_to(PACKAGE).as_posix(), digest_bytes(path.read_bytes())) for path in files)


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    return tuple((name, _version(name)) for name in _LIBRARIES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
