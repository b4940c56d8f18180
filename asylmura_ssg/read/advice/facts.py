"""Advice on what a record states: summary, languages, pictures, sources, place and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from asylmura_ssg.diagnostics import Code, Span
from asylmura_ssg.model.language import LANGUAGES, PRIMARY
from asylmura_ssg.model.monument import Monument
from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.read.nodes import Block

SHORTEST, LONGEST = 80, 300
"""Letters of a summary: two short sentences at least; at most what a card shows, with room for a search result's line."""

DECIMALS: Final = 4
"""Of degrees, where a point is the monument's own: 0.0001° of latitude are 11 m, a tenth of that many a hundred."""

_COPIED = 20  # letters from which on the same words in two languages are no name that both share
_NAMES: Final = {"kk": "Kazakh", "ru": "Russian", "en": "English"}
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")


def advise_facts(top: Block, monument: Monument, vocabularies: Vocabularies) -> None:
    """Report what an editor would mend in a record, whose block is ``top``, into that block's own report."""
    for what, block in _localized(top):
        _advise_languages(what, block)
    _advise_summary(top)
    for key in ("culture", "builder"):
        claim = top.block(key)
        if claim is not None and not claim.has("source"):
            claim.complain(
                Code.UNSOURCED_CLAIM, f'"{key}" names no source', 'add "source:" with a key of the bibliography'
            )
    if not monument.pictures:
        top.complain(Code.NO_PICTURE, "the entry has no picture", "`asylmura picture add` adds one, with its author and licence",
                     span=Span(top.source.shown))  # fmt: skip
    _advise_pictures(top)
    _advise_place(top)
    _advise_dating(top, monument, vocabularies)


def _localized(top: Block) -> Iterator[tuple[str, Block]]:
    for key in ("names", "summary"):
        block = top.block(key)
        if block is not None:
            yield key, block
    for picture in top.blocks("pictures"):
        for key in ("caption", "alt"):
            block = picture.block(key)
            if block is not None:
                yield f"pictures.{key}", block


def _advise_languages(what: str, block: Block) -> None:
    """Report a language that is missing, holds the Kazakh words again, or is written in another script."""
    kazakh = block.optional_text(PRIMARY) or ""
    for language in LANGUAGES:
        words = block.optional_text(language)
        if words is None:
            block.complain(Code.UNTRANSLATED, f'"{what}" is not there in {_NAMES[language]}', f'add "{language}: …"')
            continue
        if language is not PRIMARY and words == kazakh and len(words) > _COPIED:
            block.complain(Code.UNTRANSLATED, f'"{what}" says in {_NAMES[language]} the very words of the Kazakh',
                           "translate it, or leave it out until it is", key=language)  # fmt: skip
            continue
        latin, cyrillic = len(_LATIN.findall(words)), len(_CYRILLIC.findall(words))
        wrong, right = (cyrillic, latin) if language == "en" else (latin, cyrillic)
        if wrong > right:
            script = "Latin" if language == "en" else "Cyrillic"
            block.complain(Code.WRONG_SCRIPT, f'"{what}" is not written in {script} letters in {_NAMES[language]}',
                           "did two languages change places?", key=language)  # fmt: skip


def _advise_summary(top: Block) -> None:
    block = top.block("summary")
    for language in LANGUAGES if block is not None else ():
        words = _own(block, language)
        if block is not None and words and not SHORTEST <= len(words) <= LONGEST:
            short = "a sentence more: what it is, when, why it matters"
            remedy = short if len(words) < SHORTEST else "cut it: what follows stands in the entry"
            block.complain(Code.SUMMARY_LENGTH, f"the summary in {_NAMES[language]} has {len(words)} letter{'' if len(words) == 1 else 's'}",
                           f"{SHORTEST} to {LONGEST} are right; {remedy}", key=language)  # fmt: skip


def _advise_pictures(top: Block) -> None:
    for picture in top.blocks("pictures"):
        caption, alt = picture.block("caption"), picture.block("alt")
        for language in LANGUAGES:
            seen = _bare(_own(alt, language))
            if alt is not None and seen and seen in _bare(_own(caption, language)):
                alt.complain(Code.ALT_REPEATS, f"the alt text in {_NAMES[language]} is the caption again",
                             "say what the picture shows, to someone who hears the caption too", key=language)  # fmt: skip


def _own(block: Block | None, language: str) -> str:
    return "" if block is None else block.optional_text(language) or ""


def _bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _advise_place(top: Block) -> None:
    block = top.block("location")
    if block is None or block.optional_text("precision") != "site":
        return
    for key in ("lat", "lon"):
        written = block.optional_text(key) or ""
        if len(written.partition(".")[2]) < DECIMALS:
            block.complain(Code.COORDINATES_COARSE, f"{key}: {written} is too coarse for a point at the monument itself",
                           f"give {DECIMALS} decimals, about ten metres, or say precision: rounded or vicinity", key=key)  # fmt: skip


def _advise_dating(top: Block, monument: Monument, vocabularies: Vocabularies) -> None:
    dating, block = monument.dating, top.block("dating")
    periods = [vocabularies.periods[key] for key in monument.periods]
    if dating is None or block is None or not periods:
        return
    first = dating.latest if dating.earliest is None else dating.earliest
    last = dating.earliest if dating.latest is None else dating.latest
    if first is not None and last is not None and not any(p.start <= last and first <= p.end for p in periods):
        years = f"{first}" if first == last else f"{first} to {last}"
        named = ", ".join(f"{p.key} ({p.start} to {p.end})" for p in periods)
        block.complain(Code.DATING_OUTSIDE_PERIODS, f"{years} falls into none of the entry's periods: {named}",
                       "mend the years, or name the period they fall into", key="from" if dating.earliest is not None else "to")  # fmt: skip
