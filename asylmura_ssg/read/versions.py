"""Fixed versions of entries, ``content/versions/``: a register, a version a line, and the texts it vouches for.

A version is only ever added: the register holds the digest of each file, and a file that is not any more what was fixed
is told.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.version import Version
from asylmura_ssg.tree import Bytes

VERSIONS = "versions/"
REGISTER = f"{VERSIONS}register.jsonl"
_KEYS = {"slug", "day", "told", "digest", "names"}


def read_versions(files: dict[str, Bytes], root: str, report: Report) -> dict[str, tuple[Version, ...]]:
    """Return the versions by slug, oldest first; what is wrong with one is reported, and it is left out."""
    register = files.get(REGISTER)
    lines = [] if register is None else register.data.decode(errors="replace").splitlines()
    found: dict[str, list[Version]] = {}
    vouched = set()
    for number, line in enumerate(lines, 1):
        span = Span(f"{root}/{REGISTER}", number)
        version = _version(line)
        if version is None:
            report.add(Diagnostic(Code.WRONG_TYPE, span, "this line is no fixed version",
                                  "`asylmura freeze` writes them; put back what was committed", line))  # fmt: skip
            continue
        vouched.add(version.path)
        file = files.get(version.path)
        if file is None or file.digest != version.digest:
            what = "is gone" if file is None else "is not any more what was fixed"
            report.add(Diagnostic(Code.VERSION_ALTERED, span, f"{version.path} {what}: whoever cites it is misled",
                                  "put back the file as it was committed; what is new is a new version", line))  # fmt: skip
            continue
        found.setdefault(version.slug, []).append(version)
    for path in files:
        if path.startswith(VERSIONS) and path not in vouched and path != REGISTER:
            report.add(Diagnostic(Code.STRAY_FILE, Span(f"{root}/{path}"), f"no line of {REGISTER} vouches for {path}",
                                  "`asylmura freeze` adds versions; delete what it did not write"))  # fmt: skip
    return {slug: tuple(sorted(held, key=lambda version: version.day)) for slug, held in found.items()}


def _version(line: str) -> Version | None:
    try:
        held: dict[str, Any] = json.loads(line)
        if held.keys() != _KEYS:
            return None
        day = date.fromisoformat(held["day"])
        names: Localized[str] = Localized(**held["names"])
        slug, told, digest = (str(held[key]) for key in ("slug", "told", "digest"))
    except (ValueError, TypeError, AttributeError):
        return None
    return Version(slug, day, path_at(slug, day), told, digest, names)


def path_at(slug: str, day: date) -> str:
    """Return where the text of a version lies below the content folder."""
    return f"{VERSIONS}{slug}/{day.isoformat()}.json"


def line_of(version: Version) -> str:
    """Return a version as a line of the register."""
    names = {str(language): name for language, name in version.names.present()}
    held = {"slug": version.slug, "day": version.day.isoformat(), "told": version.told, "digest": version.digest}
    return json.dumps(held | {"names": names}, ensure_ascii=False) + "\n"
