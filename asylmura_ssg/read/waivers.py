"""Rules that an entry need not keep: ``waivers:`` in monument.yaml, each with its reason."""

from __future__ import annotations

from asylmura_ssg.diagnostics import Code, Severity, Waiver, did_you_mean
from asylmura_ssg.read.nodes import Block

_BY_SLUG = {code.slug: code for code in Code}
WAIVABLE = tuple(
    sorted(code.slug for code in Code if code.severity is not Severity.ERROR and code is not Code.WAIVER_IDLE)
)


def read_waivers(top: Block) -> tuple[Waiver, ...]:
    """Return what a record waives; a rule that there is not, one that cannot be waived and a missing reason are reported."""
    found = []
    for block in top.blocks("waivers"):
        code, reason = _rule(block), block.text("reason")
        span = block.span("rule")
        block.finish()
        if code is not None and reason:
            found.append(Waiver(code, reason, span, block.source.line(span.line)))
    return tuple(found)


def _rule(block: Block) -> Code | None:
    word = block.text("rule")
    code = _BY_SLUG.get(word)
    if word and code is None:
        block.complain(Code.UNKNOWN_RULE, f'no rule "{word}"', did_you_mean(word, WAIVABLE) or "docs/diagnostics.md lists them",
                       key="rule")  # fmt: skip
    elif code is not None and code.slug not in WAIVABLE:
        why = (
            "it speaks of the waiver itself"
            if code is Code.WAIVER_IDLE
            else "it is an error, and nothing is built of it"
        )
        block.complain(Code.WAIVER_REFUSED, f'"{word}" cannot be waived: {why}',
                       f"mend what it says, and take the waiver out; docs/rules/{word}.md tells how", key="rule")  # fmt: skip
        return None
    return code
