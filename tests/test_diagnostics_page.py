"""docs/diagnostics.md lists every rule as the code has it."""

from __future__ import annotations

import re
from pathlib import Path

from asylmura_ssg.diagnostics import Code

PAGE = Path(__file__).parent.parent / "docs" / "diagnostics.md"


def test_the_page_lists_every_rule_with_its_severity_and_words() -> None:
    rows = re.findall(
        r"^\| \[`([a-z-]+)`\]\(rules/\1\.md\) \| (\w+) \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE
    )
    assert rows == [(code.slug, str(code.severity), code.value) for code in Code]
