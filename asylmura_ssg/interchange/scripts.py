"""Words of mixed scripts in what others typed: a Latin letter that only looks like a Cyrillic one is made what it looks like.

So are characters that nobody sees, which no content file may hold.
"""

from __future__ import annotations

import re

from asylmura_ssg.diagnostics import Report
from asylmura_ssg.read.source import Text
from asylmura_ssg.read.text_rules import check_scripts

_MEANT = re.compile(r'^write "(.+)"$')
_SEAM = re.compile("[A-Za-z][\u0400-\u052f]|[\u0400-\u052f][A-Za-z]")


# What read.source refuses: controls, separators that YAML would take for line ends, marks of letters lost.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ue000\ue001\ufeff\ufffd-\uffff\ud800-\udfff]")


def seen(text: str) -> tuple[str, str]:
    """Return a text without the characters that no content file may hold, and what is to be told of it."""
    found = _UNSEEN.search(text)
    if found is None:
        return text, ""
    lost = "\ufffd" in text
    words = (
        "a letter was lost in the file: look the word up"
        if lost
        else f"holds U+{ord(found[0]):04X}, which no text may; left out"
    )
    return _UNSEEN.sub(lambda sign: " " if sign[0] in "\x0b\x0c\x85\u2028\u2029" else "", text), words


def mended(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a text with its words in one script each, and which words were changed; one that no mending is known for stays."""
    if not _SEAM.search(text):
        return text, ()
    report = Report()
    check_scripts(Text("", text), report)
    lines = text.split("\n")
    changed = []
    for found in sorted(report.found, key=lambda each: each.span, reverse=True):
        meant = _MEANT.match(found.hint)
        line, start, end = found.span.line - 1, found.span.column - 1, found.span.end - 1
        if meant and line < len(lines):
            changed.append((lines[line][start:end], meant[1]))
            lines[line] = lines[line][:start] + meant[1] + lines[line][end:]
    return "\n".join(lines), tuple(reversed(changed))
