"""References for programs: BibTeX, RIS, and the JSON of the Citation Style Language (CSL 1.0.2)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from asylmura_ssg.make.machines.reference import Reference

_ESCAPES = str.maketrans({"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
                          "{": r"\textbraceleft{}", "}": r"\textbraceright{}",  # BibTeX counts braces, escaped or not
                          **{sign: f"\\{sign}" for sign in "&%$#_"}})  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(cited: Sequence[Reference]) -> str:
    """Return BibTeX entries, ``@incollection`` as every style knows it; double braces keep names as they are."""
    return "\n".join(_bibtex(each) for each in cited)


def _bibtex(cited: Reference) -> str:
    fields = {
        "title": f"{{{{{_tex(cited.name)}}}}}",
        "booktitle": f"{{{{{_tex(cited.site)}: {_tex(cited.tagline)}}}}}",
        "editor": "{" + " and ".join(f"{{{_tex(editor)}}}" for editor in cited.editors) + "}",
        "publisher": f"{{{{{_tex(cited.publisher)}}}}}",
        "year": str(cited.day.year),
        "month": _MONTHS[cited.day.month - 1],
        "day": str(cited.day.day),
        "url": f"{{{cited.url}}}",
        "langid": f"{{{_LANGUAGES[str(cited.language)]}}}",
    }
    lines = ",\n".join(f"  {key} = {value}" for key, value in fields.items())
    return f"@incollection{{{cited.key},\n{lines}\n}}\n"


_LANGUAGES = {"kk": "kazakh", "ru": "russian", "en": "english"}  # by the names that babel and biblatex know


def _tex(words: str) -> str:
    return " ".join(words.split()).translate(_ESCAPES)


def ris(cited: Sequence[Reference]) -> str:
    """Return RIS records: an article of an encyclopedia (``ENCYC``, whose editors are ``A2``), lines ended by CRLF."""
    records = []
    for each in cited:
        rows = [
            ("TY", "ENCYC"), ("ID", each.key), ("TI", each.name), ("T2", f"{each.site}: {each.tagline}"),
            *(("A2", editor) for editor in each.editors),
            ("PB", each.publisher), ("PY", str(each.day.year)), ("DA", f"{each.day:%Y/%m/%d}"),
            ("LA", str(each.language)), ("UR", each.url), ("ER", ""),
        ]  # fmt: skip
        records.append("".join(f"{tag}  - {' '.join(words.split())}\r\n" for tag, words in rows))
    return "\r\n".join(records)


def csl_json(cited: Sequence[Reference]) -> str:
    """Return what citation processors read."""
    items = [
        {
            "id": each.key,
            "type": "entry-encyclopedia",
            "title": each.name,
            "container-title": f"{each.site}: {each.tagline}",
            "editor": [{"literal": editor} for editor in each.editors],
            "publisher": each.publisher,
            "issued": {"date-parts": [[each.day.year, each.day.month, each.day.day]]},
            "URL": each.url,
            "language": str(each.language),
        }
        for each in cited
    ]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"
