"""Words in another script, marked wherever they stand in a fragment: their typeface, their direction, no hyphens.

Without its own mark a word would be sought in the typefaces of the machine, and would push the lines apart.
"""

from __future__ import annotations

import re

from asylmura_ssg.model.scripts import RUNS, SCRIPTS

_ANY = re.compile("[" + "".join(script.letters for script in SCRIPTS) + "]")
_MARKUP = re.compile(r"(<title>.*?</title>|<[^>]*>)", re.DOTALL)


def mark_scripts(html: str) -> str:
    """Return HTML with each run of another script in a ``span.script``; tags, attributes and the title stay."""
    if not _ANY.search(html):
        return html
    parts = _MARKUP.split(html)
    parts[::2] = map(_marked, parts[::2])
    return "".join(parts)


def _marked(text: str) -> str:
    for script, run in RUNS:
        text = run.sub(rf'<span class="script" lang="{script.tag}" dir="rtl">\g<0></span>', text)
    return text
