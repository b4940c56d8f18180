"""The register held against every version of it that ever landed: lines are only added, and nothing is taken back.

What is not committed yet stands after what is. A merge brings two versions together, so of what landed earlier it is
asked that each line still stands, in its order: nobody's lines are lost, whichever branch came first.
"""

from __future__ import annotations

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.model.order import Past
from asylmura_ssg.tree import Bytes

_PUT_BACK = "put it back, and add what is new at the end"


def check_past(file: Bytes | None, past: Past, shown: str, report: Report) -> None:
    """Report the first line that is not as it landed, or that is gone."""
    data = b"" if file is None else file.data
    if not data.startswith(past.head) and not past.merging:
        told = _check_head(data, past.head, shown, report)
    else:
        told = any([_check_kept(data, past.head, "HEAD", shown, report),
                    _check_kept(data, past.merging, "the branch that is merged", shown, report)])  # fmt: skip
    for commit, version in () if told else past.versions:
        if _check_kept(data, version, f"commit {commit}", shown, report):
            return


def _check_head(data: bytes, head: bytes, shown: str, report: Report) -> bool:
    """Report the first line that is not what was committed last; return whether there is one."""
    before, now = _lines(head), _lines(data)
    for at, was in enumerate(before, 1):
        line = now[at - 1] if at <= len(now) else ""
        if line != was:
            message = (
                "this line is not the one that was committed here" if line else "a line that was committed is gone"
            )
            report.add(Diagnostic(Code.REGISTER_REWRITTEN, Span(shown, at, 1, len(line) + 1), message,
                                  f"{_PUT_BACK}: {was}", line))  # fmt: skip
            return True
    return False  # the last line's end is gone, or the file is no text: its form is told elsewhere


def _check_kept(data: bytes, version: bytes, where: str, shown: str, report: Report) -> bool:
    """Report the first line of a version that does not stand in the file after those before it; return whether one."""
    if data.startswith(version):
        return False
    now = iter(enumerate(_lines(data), 1))
    last = 0
    for was in _lines(version):
        found = next((at for at, line in now if line == was), None)
        if found is None:
            report.add(Diagnostic(Code.REGISTER_REWRITTEN, Span(shown, last + 1),
                                  f"a line that landed with {where} is gone, or stands before one it followed",
                                  f"{_PUT_BACK}: {was}"))  # fmt: skip
            return True
        last = found
    return False


def _lines(data: bytes) -> list[str]:
    """Return the lines as a reader sees them, whatever ends them: how they end is told elsewhere."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode(errors="replace").replace("\r\n", "\n")
    return text.removesuffix("\n").split("\n") if text else []
