"""Running texts: an entry's kk.md, ru.md, en.md, and the plain pages of content/pages/."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.model.addressed import SECTIONS
from asylmura_ssg.model.language import LANGUAGES, PRIMARY, Language, Localized
from asylmura_ssg.model.monument import Prose
from asylmura_ssg.read.source import decode
from asylmura_ssg.read.text_rules import Mention, check_prose
from asylmura_ssg.tree import Bytes

PAGES = "pages/"
_NAMES = {Language.KK: "Kazakh", Language.RU: "Russian", Language.EN: "English"}


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one folder. ``prose`` is None without Kazakh; ``missing`` are the languages with nothing to read."""

    prose: Localized[Prose] | None
    missing: tuple[Language, ...]
    cited: tuple[Mention, ...]
    linked: tuple[Mention, ...]


def read_texts(files: dict[str, Bytes], unsettable: re.Pattern[str] | None, report: Report) -> Texts:
    """Return the texts of a folder, its files by their names in it; what they may not hold is reported."""
    found: dict[Language, Prose] = {}
    missing: list[Language] = []
    cited: list[Mention] = []
    linked: list[Mention] = []
    for language in LANGUAGES:
        file = files.get(f"{language}.md")
        text = None if file is None else decode(file, report)
        if file is None or (text is not None and not text.text.strip()):
            missing.append(language)
        elif text is not None:
            cites, links = check_prose(text, unsettable, report)
            cited += cites
            linked += links
            found[language] = Prose(text.text, file.digest)
    kazakh = found.get(PRIMARY)
    prose = None if kazakh is None else Localized(kazakh, found.get(Language.RU), found.get(Language.EN))
    return Texts(prose, tuple(missing), tuple(cited), tuple(linked))


def check_missing(texts: Texts, shown: str, what: str, report: Report, *, translations: bool) -> None:
    """Report that ``what``, whose files are shown as ``shown`` with a language's tag, has no Kazakh text or a translation too few."""
    for language in texts.missing:
        place = Span(f"{shown}{language}.md")
        words = f"{what} has no text in {_NAMES[language]}"
        if language is PRIMARY:
            report.add(Diagnostic(Code.MISSING_PROSE, place, words, "write it in this file"))
        elif translations:
            report.add(Diagnostic(Code.MISSING_TRANSLATION, place, words,
                                  "until it has, readers are shown the Kazakh text and told so"))  # fmt: skip


def read_pages(files: dict[str, Bytes], root: str, report: Report) -> dict[str, Texts]:
    """Return the texts of content/pages/<name>/ by name."""
    folders: dict[str, dict[str, Bytes]] = defaultdict(dict)
    for path, file in files.items():
        name, slash, inner = path.removeprefix(PAGES).partition("/")
        if path.startswith(PAGES) and slash and name in SECTIONS:
            folders[name][inner] = file
    found = {name: read_texts(held, None, report) for name, held in folders.items()}
    for name, texts in found.items():
        check_missing(texts, f"{root}/{PAGES}{name}/", "the page", report, translations=True)
    return found
