"""The rules in words for editors, in three languages: ``docs/rules/words.yaml``; and where each has its page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from asylmura_ssg.diagnostics import Code
from asylmura_ssg.model.language import LANGUAGES, Localized

WORDS = Path(__file__).parent.parent / "docs" / "rules" / "words.yaml"


@dataclass(frozen=True, slots=True)
class Words:
    """What a rule asks, in a sentence; why it matters; and what an editor does when it is broken."""

    title: Localized[str]
    why: Localized[str]
    mend: Localized[str]


def page_of(code: Code) -> str:
    """Return the path of the page on a rule."""
    return f"docs/rules/{code.slug}.md"


@cache
def rulebook() -> dict[Code, Words]:
    """Return the words of every rule. Raises KeyError for a rule or a language without words, OSError without the file."""
    import yaml  # noqa: PLC0415 - most commands only name the page

    held = yaml.load(WORDS.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {code: Words(*(_localized(held[code.slug][part]) for part in ("title", "why", "mend"))) for code in Code}


def _localized(words: dict[str, str]) -> Localized[str]:
    return Localized(*(words[language] for language in LANGUAGES))
