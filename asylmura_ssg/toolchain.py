"""What made things, as digests: the package's own source and the libraries whose version can change a byte."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from asylmura_ssg.model.digest import digest_bytes, digest_of

PACKAGE = Path(__file__).parent

LIBRARIES = (
    "Babel", "Jinja2", "Markdown", "MarkupSafe", "PyYAML", "brotli", "deflate", "ezdxf", "fonttools", "nh3", "numpy",
    "opencv-python-headless", "pikepdf", "pillow", "pydyf", "pyphen", "pypdfium2", "qrcode", "resvg-py", "segno",
    "uharfbuzz", "weasyprint", "zxing-cpp",
)  # fmt: skip
"""Those whose version can change a byte of what is made."""

MAKERS = ("make", "model", "check", "galleys.py", "editions.py")
"""Where what is made comes about, and is examined: folders and modules of the package."""


@cache
def makers_digest() -> str:
    """Return the digest of everything that turns a recipe into bytes: the makers' source, what they check by, the libraries."""
    return digest_of((_sources(*MAKERS), _versions()))


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


@cache
def rasteriser() -> str:
    """Return the version of Ghostscript, which paints what a preflight measures; empty where it is not installed."""
    program = shutil.which("gs")
    if program is None:
        return ""
    told = subprocess.run([program, "--version"], capture_output=True, check=False)  # noqa: S603 - the program found
    return f"Ghostscript {told.stdout.decode(errors='replace').strip()}"


def _sources(*places: str) -> tuple[tuple[str, str], ...]:
    below = [PACKAGE / place for place in places]
    files = sorted({path for place in below for path in ([place] if place.is_file() else place.rglob("*.py"))})
    return tuple((path.relative_to(PACKAGE).as_posix(), digest_bytes(path.read_bytes())) for path in files)


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    return tuple((name, _version(name)) for name in LIBRARIES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
