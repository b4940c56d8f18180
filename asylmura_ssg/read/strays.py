"""Files of the content that nothing uses: a slip of the pen, which would be lost in silence. Entries see to their own."""

from __future__ import annotations

import re
from collections.abc import Collection

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span

_PLACES = re.compile(
    r"(site|regions|types|periods|dating-bases|dating-precisions|location-precisions|protection-categories|licences"
    r"|bibliography|glossary|conduct)\.yaml|volumes/[a-z0-9]+(-[a-z0-9]+)*(\.yaml|/foreword\.(kk|ru|en)\.md)"
    r"|(films|exhibitions)/[^/]+\.yaml"
    r"|printers/([a-z0-9]+(-[a-z0-9]+)*\.yaml|profiles/[^/]+\.(icc|icm|txt))|boundaries/(regions|lakes|rivers)\.geojson"
    r"|plates/(register\.jsonl|volunteers\.yaml|photographs/[^/]+)|pages/(about|plates|films|exhibitions)/(kk|ru|en)\.md|(.*/)?README\.md"
)
_OWN = re.compile(r"((?P<film>films/[^/]+)|(?P<exhibit>exhibits/[^/]+))/[^/]+")
_FOREWORD = re.compile(r"(?P<volume>volumes/[^/]+)/foreword\.(kk|ru|en)\.md")


def check_strays(paths: Collection[str], root: str, report: Report) -> None:
    """Report every path below ``root`` that nothing reads, and forewords of volumes that are not described."""
    for path in paths:
        foreword = _FOREWORD.fullmatch(path)
        lone = foreword is not None and f"{foreword['volume']}.yaml" not in paths
        seen_to = path.startswith(("monuments/", "versions/")) or _belongs(path, paths)
        if lone or not (seen_to or _PLACES.fullmatch(path)):
            report.add(Diagnostic(Code.STRAY_FILE, Span(f"{root}/{path}"), f"nothing uses {path}",
                                  "is its name misspelt? see docs/records.md, or delete it"))  # fmt: skip


def _belongs(path: str, paths: Collection[str]) -> bool:
    """Tell whether a file lies in the folder of a film or an exhibit that is described, whose reader sees to it."""
    own = _OWN.fullmatch(path)
    return own is not None and (f"{own['film']}.yaml" in paths or f"{own['exhibit']}/exhibit.yaml" in paths)


def check_unused(unused: Collection[str], root: str, report: Report) -> None:
    """Report files in the folder of a film or an exhibit that its record does not name; ``unused`` are their paths."""
    for path in unused:
        report.add(Diagnostic(Code.STRAY_FILE, Span(f"{root}/{path}"), f"nothing uses {path}",
                              "name it in the record, or delete it; docs/films.md and docs/exhibits.md say how"))  # fmt: skip
