"""Files of the content that nothing uses: a slip of the pen, which would be lost in silence. Entries see to their own."""

from __future__ import annotations

import re
from collections.abc import Collection

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span

_PLACES = re.compile(
    r"(site|regions|types|periods|dating-bases|dating-precisions|location-precisions|protection-categories|licences"
    r"|bibliography|glossary)\.yaml|volumes/[a-z0-9]+(-[a-z0-9]+)*(\.yaml|/foreword\.(kk|ru|en)\.md)"
    r"|printers/([a-z0-9]+(-[a-z0-9]+)*\.yaml|profiles/[^/]+\.(icc|icm|txt))|boundaries/(regions|lakes|rivers)\.geojson"
    r"|plates/(register\.jsonl|volunteers\.yaml|photographs/[^/]+)|pages/(about|plates)/(kk|ru|en)\.md|(.*/)?README\.md"
)
_FOREWORD = re.compile(r"(?P<volume>volumes/[^/]+)/foreword\.(kk|ru|en)\.md")


def check_strays(paths: Collection[str], root: str, report: Report) -> None:
    """Report every path below ``root`` that nothing reads, and forewords of volumes that are not described."""
    for path in paths:
        foreword = _FOREWORD.fullmatch(path)
        lone = foreword is not None and f"{foreword['volume']}.yaml" not in paths
        if lone or not (path.startswith("monuments/") or _PLACES.fullmatch(path)):
            report.add(Diagnostic(Code.STRAY_FILE, Span(f"{root}/{path}"), f"nothing uses {path}",
                                  "is its name misspelt? see docs/records.md, or delete it"))  # fmt: skip
