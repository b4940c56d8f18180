"""What made things, as digests: the package's own source and the libraries whose version can change a byte."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from asylmura_ssg.model.digest import digest_bytes, digest_of

PACKAGE = Path(__file__).parent

_LIBRARIES = (
    "Jinja2", "Markdown", "MarkupSafe", "PyYAML", "brotli", "fonttools", "nh3", "pikepdf", "pillow", "pydyf", "pyphen",
    "qrcode", "segno", "uharfbuzz", "weasyprint", "zxing-cpp",
)  # fmt: skip


@cache
def makers_digest() -> str:
    """Return the digest of everything that turns a recipe into bytes: ``make``, ``model``, ``check``, the libraries."""
    return digest_of((_sources("make", "model", "check"), _versions()))


@cache
def package_digest() -> str:
    """Return the digest of the whole package, the libraries, and Python itself."""
    return digest_of((_sources(""), _versions(), platform.python_version()))


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
