"""What an examined print file is told: which check, where on which page, how bad, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Gravity(StrEnum):
    """An error is refused by a printing house; a warning is looked at by a person."""

    ERROR = "error"
    WARNING = "warning"


class Check(StrEnum):
    """The permanent code of each check; ``remedies.WORDS`` says of each what it asks, how grave it is and what to do.

    Each has a deliberately broken file in the tests.
    """

    # The file as a whole.
    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    PDF_VERSION = "pdf-version"
    PDFX_IDENTIFICATION = "pdfx-identification"
    OUTPUT_INTENT = "output-intent"
    OUTPUT_CONDITION = "output-condition"
    OUTPUT_PROFILE = "output-profile"
    OTHER_PROFILE = "other-profile"
    METADATA = "metadata"
    TITLE = "title"
    DATES = "dates"
    TRAPPED = "trapped"
    FILE_ID = "file-id"
    JAVASCRIPT = "javascript"
    FORM_FIELDS = "form-fields"
    ACTION = "action"
    LAYERS = "layers"
    EMBEDDED_FILE = "embedded-file"
    PAGE_MULTIPLE = "page-multiple"

    # Boxes of the page.
    MEDIA_BOX = "media-box"
    TRIM_BOX = "trim-box"
    BLEED_BOX = "bleed-box"
    ART_BOX = "art-box"
    CROP_BOX = "crop-box"
    NESTED_BOXES = "nested-boxes"
    BLEED = "bleed"
    TRIM_SIZE = "trim-size"
    PAGE_ROTATED = "page-rotated"
    MEDIA_ORIGIN = "media-origin"
    USER_UNIT = "user-unit"
    ANNOTATION = "annotation"

    # What is drawn: its sound state, its colours.
    CONTENT_DAMAGED = "content-damaged"
    RGB = "rgb"
    CALIBRATED_COLOUR = "calibrated-colour"
    DEFAULT_COLOUR = "default-colour"
    SPOT_COLOUR = "spot-colour"
    REGISTRATION_COLOUR = "registration-colour"
    TRANSPARENCY = "transparency"
    TRANSFER_FUNCTION = "transfer-function"
    HALFTONE = "halftone"
    POSTSCRIPT = "postscript"
    REPLACED_CONTENT = "replaced-content"
    WHITE_OVERPRINT = "white-overprint"

    # Pictures.
    PICTURE_TOO_COARSE = "picture-too-coarse"
    PICTURE_COARSE = "picture-coarse"
    PICTURE_TOO_FINE = "picture-too-fine"
    PICTURE_FILTER = "picture-filter"
    PICTURE_INTERPOLATED = "picture-interpolated"
    PICTURE_DAMAGED = "picture-damaged"

    # Lines and letters.
    HAIRLINE = "hairline"
    SMALL_TEXT = "small-text"
    SMALL_TEXT_INKS = "small-text-inks"
    TEXT_NEAR_TRIM = "text-near-trim"
    TEXT_IN_GUTTER = "text-in-gutter"
    TEXT_ON_FOLD = "text-on-fold"
    FONT_NOT_EMBEDDED = "font-not-embedded"
    FONT_DAMAGED = "font-damaged"
    FONT_TYPE3 = "font-type3"
    FONT_SUBSET_NAME = "font-subset-name"
    FONT_UNICODE = "font-unicode"
    MISSING_GLYPH = "missing-glyph"

    # The rendered page, as an independent program paints it.
    UNRENDERABLE_PAGE = "unrenderable-page"
    INK_LIMIT = "ink-limit"
    INK_LITTLE_OVER = "ink-little-over"
    UNASKED_PLATE = "unasked-plate"
    RICH_TEXT = "rich-text"
    MISSING_BLEED = "missing-bleed"
    INK_NEAR_TRIM = "ink-near-trim"
    MARK_IN_BLEED = "mark-in-bleed"
    BLANK_PAGE = "blank-page"

    # What the book says.
    TEXT_MISSING = "text-missing"
    TEXT_UNREADABLE = "text-unreadable"
    CODE_MISSING = "code-missing"
    CODE_UNREADABLE = "code-unreadable"
    CODE_WRONG = "code-wrong"
    CODE_QUIET_ZONE = "code-quiet-zone"
    EAN_MISSING = "ean-missing"
    EAN_WRONG = "ean-wrong"


@dataclass(frozen=True, slots=True)
class Place:
    """Where on a page: a box in millimetres from the trim's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def joined(self, other: Place) -> Place:
        """Return the smallest box that holds both."""
        return Place(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check says. ``page`` counts from 1; 0 is the file as a whole."""

    check: Check
    gravity: Gravity
    page: int
    place: Place | None
    said: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """An examined file: what was found, in the order of pages, and the figures that were measured.

    ``inks`` are the names of the plates that the pages use, process inks first.
    """

    findings: tuple[Finding, ...]
    pages: int
    figures: Mapping[str, float]
    inks: tuple[str, ...] = field(default=())

    @property
    def passed(self) -> bool:
        """Whether a printing house would take it."""
        return not any(finding.gravity is Gravity.ERROR for finding in self.findings)
