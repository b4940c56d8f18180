"""The page of a rule, ``docs/rules/<code>.md``: its words in three languages, and its case held against the miniature.

The miniature keeps every rule, so it is the good example; the rule's case is the bad one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from asylmura_ssg.amend import diff
from asylmura_ssg.diagnostics import Code, Severity
from asylmura_ssg.model.language import Language
from asylmura_ssg.rulebook import rulebook

HERE = Path(__file__).parent
PAGES = HERE.parent / "docs" / "rules"
_NAMES = {Language.KK: "Қазақша", Language.RU: "По-русски", Language.EN: "In English"}
_WEIGHS = {
    Severity.ERROR: "An error: nothing is published until it is mended.",
    Severity.WARNING: "A warning: it is said at every build, and can be [waived](../diagnostics.md) with a reason.",
    Severity.ADVICE: "Advice: only a check says it, it stops nothing, and it can be [waived](../diagnostics.md) with a reason.",
}
_LONGEST = 40  # lines of a difference that are shown


def page(code: Code) -> str:
    """Return the page of a rule in Markdown."""
    case, words = HERE / "cases" / code.slug, rulebook()[code]
    parts = [f"# {code.slug}", _WEIGHS[code.severity]]
    if code is Code.WAIVER_IDLE:
        parts[-1] = "Advice: only a check says it, and it stops nothing."
    for language, name in _NAMES.items():
        title, why, mend = (words.title.own(language), words.why.own(language), words.mend.own(language))
        parts.append(f"## {name}\n\n**{title}** {why}\n\n{mend}")
    parts += ["## An example", (case / "case.md").read_text("utf-8").strip()]
    shown = list(_differences(case))
    if shown:
        parts.append("Lines with `-` break the rule, lines with `+` keep it:")
        parts += shown
    parts += ["What is said of it:", _fenced((case / "expected.txt").read_text("utf-8").rstrip("\n"), "text")]
    return "\n\n".join(parts) + "\n"


def _differences(case: Path) -> Iterator[str]:
    """Yield, file by file, what differs between a case and the miniature."""
    for folder, good in (("overlay", "content"), ("templates", "templates")):
        root, kept = case / folder, HERE / "miniature" / good
        for file in sorted(path for path in root.rglob("*") if path.is_file() and not path.name.startswith(".")):
            name = file.relative_to(root)
            before, after = _text(file), _text(kept / name)
            shown = "" if before is None or after is None else diff(f"{good}/{name.as_posix()}", before, after)
            if shown:
                yield _fenced("\n".join(_cut(shown.splitlines()[2:])), "diff", f"{good}/{name.as_posix()}")
        removed = root / ".remove"
        for path in removed.read_text("utf-8").splitlines() if removed.is_file() else ():
            yield f"`{good}/{path}` is missing."


def _text(file: Path) -> str | None:
    """Return the text of a file, of none an empty one; None for what is no text, or could not be shown as it is."""
    if not file.exists():
        return ""
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError:
        return None
    return text if all(c.isprintable() or c in "\n\t" for c in text) and "~~~" not in text else None


def _cut(lines: list[str]) -> list[str]:
    wide = [line if len(line) <= 240 else f"{line[:239]}…" for line in lines]
    return wide if len(wide) <= _LONGEST else [*wide[:_LONGEST], "…"]


def _fenced(text: str, kind: str, head: str = "") -> str:
    return (f"`{head}`\n\n" if head else "") + f"~~~{kind}\n{text}\n~~~"
