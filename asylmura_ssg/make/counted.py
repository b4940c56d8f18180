"""Sentences with a counted noun: the form that goes with the number, for pages and for their scripts."""

from __future__ import annotations

import json

from asylmura_ssg.make.cldr import number_in, plural_of
from asylmura_ssg.model.language import Language


def counted(key: str, number: int, strings: dict[str, str], language: Language) -> str:
    """Return a string in the form that goes with a number, which stands for its ``{n}``."""
    return strings[f"{key}.{plural_of(number, language)}"].format(n=number_in(number, language))


def forms_of(key: str, strings: dict[str, str]) -> str:
    """Return all forms of a string as JSON, by category, for a script.

    ``templates/pages/counting.js`` takes the one that goes with a number.
    """
    own = {name.removeprefix(f"{key}."): words for name, words in strings.items() if name.startswith(f"{key}.")}
    return json.dumps(own, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
