"""What goes with every answer: how long it may be kept, and what a browser may do with it.

No Cross-Origin-Resource-Policy goes with them: data and pictures are there for other sites to use.
"""

from __future__ import annotations

from typing import Final

from asylmura_ssg.make.policy import host_policy

MADE: Final = "# Made by `asylmura hosting`, and made again with every kit: change its options, not this file."

POLICY: Final = host_policy()
"""Content-Security-Policy of pages and drawings."""

SECURITY: Final = (
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
)

STRICT_TRANSPORT: Final = ("Strict-Transport-Security", "max-age=31536000")
"""For the official domains alone (RFC 6797, 6.1): a year. Their subdomains are not ours to speak for."""

KEPT: Final = "public, max-age=300, must-revalidate"
"""Cache-Control (RFC 9111, 5.2.2) of pages and data: a correction is seen within five minutes."""

NOT_KEPT: Final = "no-cache"

ALWAYS_ASKED: Final = ("404.html", "sw.js")
"""What is not kept: the answer to an unknown address, which may be a plate's tomorrow, and the worker that keeps pages on
phones, which must be there at once in the version that mends or retires it.
"""

KEPT_BELOW: Final = (
    ("assets", "public, max-age=31536000, immutable"),  # their names carry a digest of their bytes (RFC 8246)
    ("search", "public, max-age=31536000, immutable"),  # the same: pieces of the search index
    ("exhibits", "public, max-age=86400, must-revalidate"),
    ("films", "public, max-age=86400, must-revalidate"),
    ("pictures", "public, max-age=31536000, immutable"),  # the same
)
"""Cache-Control of everything below a folder."""

TYPES: Final = (
    ("application/geo+json", "geojson"),
    ("application/json", "json"),
    ("application/manifest+json", "webmanifest"),
    ("application/epub+zip", "epub"),
    ("application/pdf", "pdf"),
    ("application/x-research-info-systems", "ris"),
    ("application/xml", "xml"),
    ("audio/mp4", "m4a"),
    ("audio/mpeg", "mp3"),
    ("audio/ogg", "ogg"),
    ("audio/ogg", "opus"),
    ("font/woff2", "woff2"),
    ("image/avif", "avif"),
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/svg+xml", "svg"),
    ("image/webp", "webp"),
    ("model/gltf-binary", "glb"),
    ("text/css; charset=utf-8", "css"),
    ("text/csv; charset=utf-8", "csv"),
    ("text/html; charset=utf-8", "html"),
    ("text/javascript; charset=utf-8", "js"),
    ("text/plain; charset=utf-8", "txt"),
    ("text/x-bibtex; charset=utf-8", "bib"),
    ("text/vtt; charset=utf-8", "vtt"),
    ("video/mp4", "mp4"),
    ("video/webm", "webm"),
)
"""Media type by the ending of a name, for every kind of file that is published."""

COMPRESSIBLE: Final = tuple(ending for media, ending in TYPES if media.partition("/")[0] == "text" or ending in
                            ("geojson", "glb", "json", "svg", "webmanifest", "xml"))  # fmt: skip
"""Endings of files that become smaller when they are compressed; the others are compressed in themselves."""
