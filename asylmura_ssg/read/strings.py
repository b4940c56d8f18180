"""Interface strings: every key in every language, with the same placeholders, and a counted noun in all its forms."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.model.language import LANGUAGES, PRIMARY, Language
from asylmura_ssg.read.nodes import Block, parse
from asylmura_ssg.read.source import Text, decode
from asylmura_ssg.tree import Bytes

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""Of plural forms, in CLDR's order."""


def read_strings(files: dict[str, Bytes], report: Report) -> dict[Language, dict[str, str]]:
    """Return the strings of ``strings/*.yaml`` by language and key; a counted one by ``key.category``, once a form."""
    found: dict[Language, dict[str, str]] = {language: {} for language in LANGUAGES}
    keys: set[str] = set()
    for path, file in files.items():
        text = decode(file, report) if path.startswith("strings/") and path.endswith(".yaml") else None
        strings, problems = ((), ()) if text is None else _strings_in(text)
        report.extend(problems)
        for each in strings:
            if each.key in keys and text is not None:
                report.add(text.problem(Code.DUPLICATE_KEY, each.span,
                                        f'the key "{each.key}" stands in another file of templates/strings/, too', "keep one of them"))  # fmt: skip
            keys.add(each.key)
            for language, forms in each.said.items():
                found[language] |= forms
    return found


@dataclass(frozen=True, slots=True)
class _String:
    """One interface string: its forms by their keys, in every language, and where it stands."""

    key: str
    said: dict[Language, dict[str, str]]
    span: Span


@lru_cache(maxsize=64)  # whoever reads the design twice, with another edit, reads the same files
def _strings_in(text: Text) -> tuple[tuple[_String, ...], tuple[Diagnostic, ...]]:
    """Return the strings of a file, and what is wrong with them."""
    report = Report()
    top = parse(text, report)
    blocks = {key: top.required_block(key) for key in top.written()} if top else {}
    strings = tuple(
        _String(key, _said(key, block), block.span("")) for key, block in blocks.items() if block is not None
    )
    return strings, tuple(report.found)


def forms_asked(language: Language) -> tuple[str, ...]:
    """Return the forms of a counted noun in a language, by CLDR's plural rules, in CLDR's order."""
    tags = Locale.parse(str(language)).plural_form.tags | {"other"}
    return tuple(category for category in CATEGORIES if category in tags)


def _said(key: str, block: Block) -> dict[Language, dict[str, str]]:
    """Return one interface string in every language; what differs between them is reported."""
    said = {language: dict(_forms(key, block, language)) for language in LANGUAGES}
    block.finish()
    absent = [language for language, forms in said.items() if not any(forms.values())]
    if absent:
        block.complain(Code.STRINGS_DIFFER, f'"{key}" is missing in {", ".join(absent)}', "write it in every language")
    if not all(words for forms in said.values() for words in forms.values()):
        return said  # a form that is missing was told of when it was read
    if len({form == key for forms in said.values() for form in forms}) > 1:
        block.complain(Code.STRINGS_DIFFER, f'"{key}" is counted in one language and not in another',
                       "write its forms in every language")  # fmt: skip
        return said
    wanted = _placeholders(next(iter(said[PRIMARY].values())))
    for language, forms in said.items():
        for words in forms.values():
            _compare(key, block, language, _placeholders(words), wanted)
    return said


def _forms(key: str, block: Block, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the words of a string in a language: by its key, or, when it is counted, by key and category."""
    if not block.is_block(language):
        yield key, block.optional_text(language) or ""
        return
    inner, asked = block.required_block(language), forms_asked(language)
    if inner is None:
        return
    for category in asked:
        yield f"{key}.{category}", inner.optional_text(category) or ""
    for category in CATEGORIES:
        if inner.has(category) and category not in asked:
            inner.complain(Code.STRINGS_DIFFER, f'"{key}" has a form "{category}" that {language} does not tell apart',
                           f"CLDR has {', '.join(asked)}", key=category)  # fmt: skip
    if not all(inner.has(category) for category in asked):
        inner.complain(Code.STRINGS_DIFFER, f'"{key}" has not every form that numbers ask for in {language}',
                       f"write {', '.join(asked)}")  # fmt: skip
    inner.finish()


def _compare(
    key: str, block: Block, language: Language, names: frozenset[str] | None, wanted: frozenset[str] | None
) -> None:
    if names is None:
        block.complain(Code.STRINGS_DIFFER, f'"{key}" has a brace too many or too few', "write {name}, or {{ for a brace",
                       key=language)  # fmt: skip
    elif names != wanted:
        shown = ", ".join(f"{{{name}}}" for name in sorted(wanted or ())) or "no placeholder"
        block.complain(Code.STRINGS_DIFFER, f'"{key}" has other placeholders here than in Kazakh',
                       f"Kazakh has {shown}", key=language)  # fmt: skip


def _placeholders(words: str) -> frozenset[str] | None:
    """Return the names of a string's placeholders; None when its braces do not match."""
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(words) if name is not None)
    except ValueError:
        return None
