"""What goes with every answer: how long it may be kept, and what a browser may do with it.

Pages carry their style within, speak JSON-LD (data, which no policy forbids), and take fonts, pictures and scripts from
their own host alone.
"""

from __future__ import annotations

from typing import Final

MADE: Final = "# Made by `asylmura hosting`, and made again with every kit: change its options, not this file."

POLICY: Final = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'none'; "
    "frame-ancestors 'none'; img-src 'self' data:; manifest-src 'self'; script-src 'self'; "
    "style-src 'self' 'unsafe-inline'; worker-src 'self'"
)
"""Content-Security-Policy (W3C, CSP Level 3) of pages and drawings."""

SECURITY: Final = (
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
)

STRICT_TRANSPORT: Final = ("Strict-Transport-Security", "max-age=31536000")
"""For the official domains alone (RFC 6797, 6.1): a year. Their subdomains are not ours to speak for."""

KEPT: Final = "public, max-age=300, must-revalidate"
"""Cache-Control (RFC 9111, 5.2.2) of pages and data: a correction is seen within five minutes."""

NOT_KEPT: Final = "no-cache"
"""For the answer to an unknown address, which may be a plate's tomorrow."""

KEPT_BELOW: Final = (
    ("assets", "public, max-age=31536000, immutable"),  # their names carry a digest of their bytes (RFC 8246)
    ("pictures", "public, max-age=86400, must-revalidate"),
)
"""Cache-Control of everything below a folder."""

TYPES: Final = (
    ("application/geo+json", "geojson"),
    ("application/json", "json"),
    ("application/epub+zip", "epub"),
    ("application/pdf", "pdf"),
    ("application/xml", "xml"),
    ("font/woff2", "woff2"),
    ("image/avif", "avif"),
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/svg+xml", "svg"),
    ("image/webp", "webp"),
    ("text/css; charset=utf-8", "css"),
    ("text/csv; charset=utf-8", "csv"),
    ("text/html; charset=utf-8", "html"),
    ("text/javascript; charset=utf-8", "js"),
    ("text/plain; charset=utf-8", "txt"),
)
"""Media type by the ending of a name, for every kind of file that is published."""

COMPRESSIBLE: Final = tuple(ending for media, ending in TYPES if media.partition("/")[0] == "text" or ending in
                            ("geojson", "json", "svg", "xml"))  # fmt: skip
"""Endings of files that become smaller when they are compressed; the others are compressed in themselves."""
