"""Scripts that stand in a text of ours as they are: inscriptions in Arabic letters and in Old Turkic runes.

Ranges are blocks of the Unicode Standard. Both scripts run from right to left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Script:
    """A script, the BCP 47 tag its letters are marked with, the typeface that has them, its blocks (first, last).

    The typeface has a name of our own: a font of the same name on the machine would be taken as well as ours.
    """

    tag: str
    family: str
    blocks: tuple[tuple[int, int], ...]

    @property
    def letters(self) -> str:
        """Its blocks as the inside of a character class."""
        return "".join(f"{chr(first)}-{chr(last)}" for first, last in self.blocks)


ARABIC = Script(
    "ar",
    "Arabic Script",
    ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE)),
)
OLD_TURKIC = Script("otk", "Old Turkic Script", ((0x10C00, 0x10C4F),))
SCRIPTS = (ARABIC, OLD_TURKIC)

RUNS = tuple(
    # Words of the script with the spaces and stops between them; the joiners choose the forms of its letters.
    (script, re.compile(f"[{script.letters}](?:[{script.letters}\u200c\u200d]|[ \u00a0:.]+(?=[{script.letters}]))*"))
    for script in SCRIPTS
)
