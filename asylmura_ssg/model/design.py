"""What designers write: templates, styles, interface strings, emblems, fonts."""

from __future__ import annotations

from dataclasses import dataclass, field

from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.language import Language


@dataclass(frozen=True, slots=True)
class Template:
    """A template with all it extends, includes and imports. ``sources`` is name → text; ``digest`` is of them all."""

    name: str
    sources: dict[str, str] = field(repr=False)
    digest: str


@dataclass(frozen=True, slots=True)
class Face:
    """One font file. ``digest`` is of ``data``, an uncompressed static TrueType font."""

    family: str
    style: str
    weight: int
    file: str
    data: bytes = field(repr=False)
    digest: str

    @staticmethod
    def of(family: str, style: str, weight: int, file: str, data: bytes) -> Face:
        """Return a face with the digest of its bytes."""
        return Face(family, style, weight, file, data, digest_bytes(data))


@dataclass(frozen=True, slots=True)
class Design:
    """Everything in ``templates/``. ``emblems`` is name → SVG text, small ones under ``small/<name>``.

    ``ornaments`` is name → SVG text, of which pages use the shape alone and bring the colour.
    """

    templates: dict[str, Template]
    styles: dict[str, str]
    scripts: dict[str, str]
    strings: dict[Language, dict[str, str]]
    emblems: dict[str, str]
    ornaments: dict[str, str]
    faces: tuple[Face, ...]
    hyphenation: str
    """Kazakh hyphenation patterns, in TeX's form."""
    digest: str
