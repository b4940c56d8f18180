"""What can be wrong with content, said as data: a permanent code, a place, words, and what would be right.

This module knows nothing of files or terminals: stages gather diagnostics, the command line shows them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import lru_cache

_ALIKE = 0.6
"""How much of two words is the same at least where one may be a slip for the other."""

_PIECE = 3
"""Letters from which on a word can be a piece of the one that was meant."""


class Severity(StrEnum):
    """An error stops the build; a warning is shown and the build goes on; advice is for whoever asks for a check."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Code(Enum):
    """Every rule, under a name that never changes. The value says, in one sentence, what the rule asks."""

    UNREADABLE_FILE = "What lies in the content folder can be read."
    WRONG_ENCODING = "A content file is UTF-8 text."
    MERGE_CONFLICT = "No file holds the marks of two edits that met."
    YAML_SYNTAX = "A YAML file can be read as YAML."
    YAML_ALIAS = "A YAML file says everything out: no anchors and aliases."
    DUPLICATE_KEY = "A key stands once in its block."
    UNKNOWN_KEY = "Only the keys that the guides in docs/ name are written."
    WRONG_TYPE = "A value has the form its key asks for."
    MISSING_FIELD = "A required field is there."
    MISSING_FILE = "A file the content cannot do without is there."
    UNKNOWN_REGION = "The region is one of content/regions.yaml."
    UNKNOWN_TYPE = "The type is one of content/types.yaml."
    UNKNOWN_PERIOD = "The period is one of content/periods.yaml."
    UNKNOWN_TERM = "A term is one of its controlled vocabulary."
    UNKNOWN_VOLUME = "The volume is described in content/volumes/."
    VOLUME_NAME = "A volume's name is that of no other one's edition or offprint."
    UNKNOWN_PRINTER = "The printer is described in content/printers/."
    PRINTER_TERMS = "What a printer asks for can be printed: sizes, inks, signatures lie within bounds."
    PRINTER_FILE_NAME = "A printer's pattern of file names is ASCII and holds the fields that docs/printing.md names."
    PROFILE_UNKNOWN = "A bundled ICC profile lies in content/printers/profiles/."
    PROFILE_CHANGED = "A bundled ICC profile is the very file whose sha256 is named."
    PROFILE_LICENCE = "A bundled ICC profile has its licence's text beside it."
    PROFILE_UNFIT = "An ICC profile describes a printing condition in CMYK."
    PROFILE_MISSING = "The ICC profile of a printer that is printed with is to be had on this machine."
    WRONG_ISBN = "An ISBN is an ISBN-13 with its hyphens and a right check digit."
    UNKNOWN_SOURCE = "A cited key stands in the bibliography."
    UNKNOWN_MONUMENT = "A related monument has an entry."
    BROKEN_LINK = "A link names an entry, or an address of the web."
    LINK_TO_DRAFT = "A published entry names only published ones."
    BROKEN_CITATION = "A citation is written [@key] or [@key, place]."
    DOMAIN_TOO_LONG = "A domain is short enough for a plate's code."
    SOURCE_WITHOUT_TITLE = "A source has a title or an address."
    UNCITED_SOURCE = "A source in the bibliography is cited somewhere."
    SOURCE_REQUIRED = "A claim that needs a source has one."
    SHADOWED_SOURCE = "An entry does not reuse a key of content/bibliography.yaml."
    COORDINATES_RANGE = "Coordinates lie in Kazakhstan."
    COORDINATES_SWAPPED = "Latitude is lat and longitude is lon."
    COORDINATES_OUTSIDE_REGION = "A point lies in the region the entry names."
    DATING_REVERSED = "A dating begins before it ends."
    YEAR_ZERO = "A year is never 0: 1 BCE is followed by 1 CE."
    NUMBER_RANGE = "A register number lies between 1 and 9999."
    DUPLICATE_NUMBER = "A register number belongs to one monument."
    NUMBER_CHANGED = "A register number, once written in the register, stays."
    NUMBER_UNREGISTERED = "A published entry's number stands in the register."
    REGISTERED_ENTRY_MISSING = "An entry in the register is published."
    REGISTER_FORM = "The register is UTF-8 text, an event a line, each line ended by LF."
    REGISTER_EVENT = "A line of the register is an event with just the values that docs/plates.md names."
    REGISTER_REWRITTEN = "What stands in the register stays as it was committed; lines are only added."
    REGISTER_DATES = "The days of a plate never go backwards."
    PLATE_CHECK_DIGIT = "A plate number ends in its check digit."
    PLATE_UNKNOWN = "An event speaks of a plate that its monument holds and that was issued before."
    PLATE_TWICE = "A plate is issued once; after that it is re-issued."
    PLATE_ORDER = "An event follows from what happened to the plate before."
    PAYLOAD_REUSED = "An address is given to one plate only."
    PAYLOAD_TAKEN = "A plate is not adopted with the address of another page of ours."
    PAYLOAD_CHANGED = "A plate of our own make carries the address of its own number."
    SYMBOL_CHANGED = "A frozen code comes out the same, bit for bit."
    PLATE_UNANSWERED = "Every address that was ever issued answers with a whole page."
    PLACEMENT_FAR = "A plate stands at its monument."
    UNKNOWN_VOLUNTEER = "Who placed a plate is entered in content/plates/volunteers.yaml."
    PERSONAL_DATA = "No content says how to reach a person, or names a minor."
    PHOTOGRAPH_PRIVATE = "A photograph of a plate holds no private data."
    MERGED_ASTRAY = "A merged entry names a published one that stands for itself."
    DUPLICATE_SLUG = "A slug belongs to one monument."
    SLUG_FORM = "A slug is lower-case Latin letters, digits and hyphens."
    PICTURE_MISSING = "A named picture lies in the entry's folder."
    PICTURE_UNREADABLE = "A picture can be opened."
    PICTURE_NAME = "A picture's name can stand in an address, and no other of the entry has it."
    PICTURE_COLOURS = "A picture's colours are told: one in CMYK has its profile, and only inks can be kept."
    PICTURE_TOO_SMALL = "A picture in a printed volume has the least resolution that its printer takes."
    PICTURE_COARSE = "A picture in a printed volume is as fine as it can be seen on paper."
    PICTURE_INCOMPLETE = "A picture has alt text, an author and a licence."
    NARRATION_MISSING = "A named recording lies in the entry's folder."
    NARRATION_UNFIT = "A recording is of a kind that browsers play, and light enough for a phone."
    FILM_MISSING = "A named film lies in the film's folder."
    FILM_UNFIT = "A film is of a kind that browsers play, and light enough to be sent."
    CAPTIONS_UNFIT = "Captions are WebVTT that a browser shows in full."
    MODEL_MISSING = "A named model lies in the exhibit's folder."
    MODEL_UNFIT = "A model is a whole binary glTF 2.0 file that needs nothing from elsewhere."
    MODEL_TOO_LARGE = "A model is light enough for a phone."
    UNKNOWN_FILM = "A film in a room is described in content/films/."
    UNKNOWN_EXHIBIT = "An exhibit in a room is described in content/exhibits/."
    RAW_HTML = "Markdown holds no HTML."
    IMAGE_IN_TEXT = "Pictures are named in monument.yaml, not in the text."
    HEADING_LEVEL = "Headings in an entry begin at the second level."
    UNSETTABLE_LETTER = "Every letter is one that the typefaces have."
    MIXED_SCRIPTS = "A word is written in one script."
    MISSING_PROSE = "An entry has its text in Kazakh."
    MISSING_TRANSLATION = "An entry has its text in every language."
    PAGE_TOO_HEAVY = "The page that a plate leads to keeps its budget: on a slow network it is read in two seconds."
    VERSION_ALTERED = "A fixed version of an entry is the very text that was fixed."
    STRAY_FILE = "Every file in an entry's folder is used."
    STRINGS_DIFFER = "Interface strings have the same keys and placeholders in every language."
    UNKNOWN_RULE = "A waiver names a rule of docs/rules/."
    WAIVER_REFUSED = "What is waived is a warning or advice; an error is mended."
    WAIVER_IDLE = "A waiver waives something."
    THIN_TEXT = "A text tells a visitor enough: half of what an entry usually says, at least."
    UNEVEN_TRANSLATION = "A translation says as much as the Kazakh text."
    STALE_TRANSLATION = "A translation was looked through after the Kazakh text changed."
    UNTRANSLATED = "Names, summaries and captions are there in every language, each in its own words."
    WRONG_SCRIPT = "Words are written in the script of their language."
    UNCITED_TEXT = "A text cites the sources it rests on."
    UNSOURCED_CLAIM = "What a record says of a culture or a builder rests on a source."
    NO_PICTURE = "An entry shows its monument."
    ALT_REPEATS = "Alt text says what is to be seen, and not the caption again."
    SUMMARY_LENGTH = "A summary is two sentences that a card has room for."
    COORDINATES_COARSE = "A point at the monument itself is given to four decimals."
    DATING_OUTSIDE_PERIODS = "A dating falls into a period that the entry names."
    TYPOGRAPHY = "Dashes and quotation marks are those of the language."
    KEY_ORDER = "The keys of a record stand in the order of docs/records.md."

    @property
    def slug(self) -> str:
        """The code as it is shown and written down: ``unknown-region``."""
        return self.name.lower().replace("_", "-")

    @property
    def severity(self) -> Severity:
        """How much it weighs."""
        if self in _ADVICE:
            return Severity.ADVICE
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR


_WARNINGS = frozenset(
    {
        Code.UNCITED_SOURCE,
        Code.MISSING_TRANSLATION,
        Code.PAGE_TOO_HEAVY,
        Code.STRAY_FILE,
        Code.NUMBER_UNREGISTERED,
        Code.REGISTERED_ENTRY_MISSING,
        Code.LINK_TO_DRAFT,
        Code.PICTURE_COARSE,
    }
)
_ADVICE = frozenset(
    {
        Code.WAIVER_IDLE,
        Code.THIN_TEXT,
        Code.UNEVEN_TRANSLATION,
        Code.STALE_TRANSLATION,
        Code.UNTRANSLATED,
        Code.WRONG_SCRIPT,
        Code.UNCITED_TEXT,
        Code.UNSOURCED_CLAIM,
        Code.NO_PICTURE,
        Code.ALT_REPEATS,
        Code.SUMMARY_LENGTH,
        Code.COORDINATES_COARSE,
        Code.DATING_OUTSIDE_PERIODS,
        Code.TYPOGRAPHY,
        Code.KEY_ORDER,
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: lines and columns count characters from 1; ``end`` is the column after the last one."""

    path: str
    line: int = 1
    column: int = 1
    end: int = 0


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong. ``excerpt`` is the whole source line at the span, or empty."""

    code: Code
    span: Span
    message: str
    hint: str = ""
    excerpt: str = ""

    @property
    def severity(self) -> Severity:
        """How much it weighs: its code says."""
        return self.code.severity


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule that an entry need not keep, and why; ``span`` is where it says so, in the file monument.yaml."""

    code: Code
    reason: str
    span: Span
    excerpt: str

    @property
    def covers(self) -> tuple[Code, str]:
        """Its rule, and the folder of the files it is said of."""
        return self.code, _folder(self.span)


def _folder(span: Span) -> str:
    return span.path.rpartition("/")[0]


@dataclass(slots=True)
class Report:
    """Everything found by a stage, in reading order once asked for; what entries waive is left out then."""

    found: list[Diagnostic] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)

    def add(self, diagnostic: Diagnostic) -> None:
        """Add one finding."""
        self.found.append(diagnostic)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add several findings."""
        self.found.extend(diagnostics)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self._standing(), key=lambda d: (d.span, d.code.name, d.message, d.hint)))

    def __len__(self) -> int:
        return len(self._standing())

    def _standing(self) -> set[Diagnostic]:
        waived = {waiver.covers for waiver in self.waivers}
        return {d for d in self.found if not waived or (d.code, _folder(d.span)) not in waived}

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What stops a build, in reading order."""
        return self._of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is said and does not stop a build, in reading order."""
        return self._of(Severity.WARNING)

    @property
    def advice(self) -> tuple[Diagnostic, ...]:
        """What an editor would mend, in reading order; only a check asks for it."""
        return self._of(Severity.ADVICE)

    def _of(self, severity: Severity) -> tuple[Diagnostic, ...]:
        return tuple(d for d in self if d.severity is severity)

    def idle(self) -> tuple[Waiver, ...]:
        """Return the waivers that waive nothing of what was found."""
        found = {(d.code, _folder(d.span)) for d in self.found}
        return tuple(waiver for waiver in self.waivers if waiver.covers not in found)


class ContentError(Exception):
    """The content is wrong; the report says where and how. Nothing was published."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{len(report.errors)} errors in the content")
        self.report = report


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean "x"?`` for the known word nearest to ``word``, or an empty string.

    Letters and digits alone are compared; one that holds ``word`` whole is nearer than one that differs from it.
    """
    nearest, likeness, wanted = "", _ALIKE, _spelt(word)
    matcher = difflib.SequenceMatcher(None, "", wanted, autojunk=False)
    for each in sorted(known) if wanted else ():
        matcher.set_seq1(_spelt(each))
        held = len(word) >= _PIECE and wanted in _spelt(each)
        if held or (matcher.real_quick_ratio() >= likeness and matcher.quick_ratio() >= likeness):
            found = (1 + matcher.ratio()) / 2 if held else matcher.ratio()
            if found > likeness or (found == likeness and not nearest):
                nearest, likeness = each, found
    return f'did you mean "{nearest}"?' if nearest else ""


@lru_cache(maxsize=1 << 16)
def _spelt(word: str) -> str:
    return "".join(char for char in word.casefold() if char.isalnum())
