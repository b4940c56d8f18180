"""Markdown: its words are mended; code, addresses, citations, links' targets and what lays it out are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asylmura_ssg.amend import Edit
from asylmura_ssg.model.language import Language
from asylmura_ssg.read.mending.typography import Stroke, strokes_in

_LEFT = r"""
    ^(?P<fence>[ ]{0,3}(`{3,}|~{3,}))[^\n]*\n(?:.*?\n)??[ ]{0,3}\2[`~]*[ \t]*$   # code between fences
    | ^[ ]{0,3}(`{3,}|~{3,})[\s\S]*\Z                                          # a fence that nobody closed
    | (?P<ticks>`+)(?!`)[^`].*?(?<!`)(?P=ticks)(?!`)                           # code in a line
    | \[@[^\]]*\]                                                              # citations
    | \[\[[^\[\]|\n]*\|?                                                       # a link's target; its words are mended
    | \]\([^)\n]*\)                                                            # where a link of the web leads
    | ^[ ]{0,3}\[[^\]\n]+\]:[^\n]*$                                            # the same, defined apart
    | <[^>\n]*>                                                                # addresses and HTML
    | (?:https?|ftp)://[^\s)\]>]+ | \bdoi:\S+ | \bwww\.\S+
    | [\w.+\-]+@[\w.\-]+                                                       # mail
    | ^[ ]{0,3}(?:[-*+][ ]*){3,}$                                              # a rule between paragraphs
    | ^[ |]*:?-{2,}[-|: ]*$                                                    # the rule below a table's head
    | ^[ ]{0,3}(?:[-*+]|\d+[.)])[ ]                                            # what begins an item
    | \\.
    """
_LEFT_ALONE = re.compile(
    _LEFT + r" | ^(?:[ ]{4}|\t)[^\n]*$", re.VERBOSE | re.MULTILINE | re.DOTALL
)  # code by its indent
_LEFT_IN_YAML = re.compile(_LEFT, re.VERBOSE | re.MULTILINE | re.DOTALL)  # where the indent is YAML's own


def _free_stretches(text: str, start: int, end: int, left_alone: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of Markdown that are words, as offsets."""
    at = start
    for found in left_alone.finditer(text, start, end):
        if at < found.start():
            yield at, found.start()
        at = found.end()
    if at < end:
        yield at, end


def strokes_between(
    text: str, start: int, end: int, language: Language, left_alone: re.Pattern[str] = _LEFT_IN_YAML
) -> tuple[Stroke, ...]:
    """Return what is to mend in a stretch of Markdown within YAML, in order."""
    # Quotation marks and ranges are understood by what stands around them, a citation between the two included: so the
    # whole is looked at, and what touches a stretch that is left alone is let go.
    free = list(_free_stretches(text, start, end, left_alone))
    held = _Free(free)
    strokes = {stroke.edit: stroke for stroke in strokes_in(text, start, end, language) if held.holds(stroke.edit)}
    if len([edit for edit in strokes if text[edit.start : edit.end] == '"']) % 2:
        strokes = {edit: stroke for edit, stroke in strokes.items() if text[edit.start : edit.end] != '"'}
    return _apart(strokes)


class _Free:
    """Stretches in order, asked whether one of them holds an edit whole."""

    def __init__(self, stretches: list[tuple[int, int]]) -> None:
        self._stretches = stretches

    def holds(self, edit: Edit) -> bool:
        return any(start <= edit.start and edit.end <= end for start, end in self._stretches)


def _apart(strokes: dict[Edit, Stroke]) -> tuple[Stroke, ...]:
    """Return the strokes in order; of two that touch the same letters the first one."""
    found: list[Stroke] = []
    for edit in sorted(strokes):
        if not found or found[-1].edit.end <= edit.start:
            found.append(strokes[edit])
    return tuple(found)


def strokes_of_text(text: str, language: Language) -> tuple[Stroke, ...]:
    """Return what is to mend in a running text, in order."""
    return strokes_between(text, 0, len(text), language, _LEFT_ALONE)
