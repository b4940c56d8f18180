"""docs/preflight.md lists every check as the code has it."""

from __future__ import annotations

import pytest
from published import ROOT

from asylmura_ssg.model.remedies import WORDS

PAGE = ROOT / "docs" / "preflight.md"
HEADING = "## Every check\n"


def listed() -> str:
    """Return what the page says of the checks."""
    return "".join(
        f"\n### {words.title} (`{check}`, {words.gravity})\n\n{words.asks}\n\n*What to do:* {words.remedy}\n"
        for check, words in WORDS.items()
    )


def test_the_page_lists_every_check_with_its_meaning_and_remedy(request: pytest.FixtureRequest) -> None:
    head, _, said = PAGE.read_text("utf-8").partition(HEADING)
    if request.config.getoption("--rewrite"):
        PAGE.write_text(head + HEADING + listed(), "utf-8")
        said = listed()
    assert said == listed()
