"""What the words themselves must keep to: one script a word, no HTML, headings, citations and links well formed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asylmura_ssg.diagnostics import Code, Report, Span
from asylmura_ssg.model.marks import LinkMark, marks_in
from asylmura_ssg.read.source import Text

# Letters that look alike: what a Latin letter in a Cyrillic word was meant to be, and the other way round.
_TO_CYRILLIC = dict(zip("aceikmhopxyABCEHIKMOPTXYV", "асеікмһорхуАВСЕНІКМОРТХУѴ", strict=True))
_TO_LATIN = {cyrillic: latin for latin, cyrillic in _TO_CYRILLIC.items()}
_SEAM = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"(?:https?|ftp)://\S+|\bdoi:\S+")
_HTML = re.compile(r"<(?!https?://)[A-Za-z!/][^<>]*>|<!--")
_IMAGE = re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_FIRST_HEADING = re.compile(r"^#(?!#)[^\n]*|^[^\n]+\n=+[ \t]*$", re.MULTILINE)
_CODE = re.compile(r"`[^`\n]*`")


@dataclass(frozen=True, slots=True)
class Mention:
    """A key or slug that a text names, with its place, the line there, and what it is meant to be."""

    word: str
    span: Span
    excerpt: str


def check_scripts(text: Text, report: Report) -> None:
    """Report words that mix Latin and Cyrillic letters; addresses may."""
    if not _SEAM.search(text.text):
        return
    addresses = [found.span() for found in _ADDRESS.finditer(text.text)]
    for found in _WORD.finditer(text.text):
        word = found[0]
        if _SEAM.search(word) and not any(start <= found.start() < end for start, end in addresses):
            span = text.span(found.start(), found.end())
            report.add(text.problem(Code.MIXED_SCRIPTS, span, *_mixed(word)))


def _mixed(word: str) -> tuple[str, str]:
    latin = [c for c in word if c.isascii()]
    cyrillic = [c for c in word if not c.isascii()]
    minority, table, script = (latin, _TO_CYRILLIC, "Latin") if len(latin) <= len(cyrillic) else (
        cyrillic, _TO_LATIN, "Cyrillic")  # fmt: skip
    letters = ", ".join(f'"{c}"' for c in dict.fromkeys(minority))
    mended = "".join(table.get(c, c) if c in minority else c for c in word)
    hint = f'write "{mended}"' if all(c in table for c in minority) else "write the word in one script"
    return f'"{word}" holds the {script} {"letter" if len(set(minority)) == 1 else "letters"} {letters}', hint


def check_prose(text: Text, report: Report) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Report what Markdown may not hold; return the sources it cites and the entries it links."""
    code = [found.span() for found in _CODE.finditer(text.text)]

    def free(found: re.Match[str]) -> bool:
        return not any(start <= found.start() < end for start, end in code)

    for found in filter(free, _HTML.finditer(text.text)):
        report.add(text.problem(Code.RAW_HTML, text.span(*found.span()), f"HTML in the text: {found[0][:40]}",
                                "use Markdown: *emphasis*, **strong**, ## heading, - list"))  # fmt: skip
    for found in filter(free, _IMAGE.finditer(text.text)):
        report.add(text.problem(Code.IMAGE_IN_TEXT, text.span(*found.span()), "a picture in the text",
                                "name it under pictures: in monument.yaml, with its author and licence"))  # fmt: skip
    for found in _FIRST_HEADING.finditer(text.text):
        report.add(text.problem(Code.HEADING_LEVEL, text.span(*found.span()), "a heading of the first level",
                                "begin with ##; the page's title is the monument's name"))  # fmt: skip
    check_scripts(text, report)
    return check_marks(text, report)


def check_marks(text: Text, report: Report) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Report malformed marks; return the sources a text cites and the entries it links, with their places."""
    cited: list[Mention] = []
    linked: list[Mention] = []
    opened = [found.start() for found in re.finditer(r"\[@", text.text)]
    for mark in marks_in(text.text):
        span = text.span(mark.start, mark.end)
        excerpt = text.line(span.line)
        if isinstance(mark, LinkMark):
            linked.append(Mention(mark.target, span, excerpt))
            continue
        opened = [at for at in opened if at != mark.start]
        cited += [Mention(citation.key, span, excerpt) for citation in mark.citations]
        if not mark.citations:
            report.add(text.problem(Code.BROKEN_CITATION, span, f"cannot read {text.text[mark.start : mark.end]}",
                                    "write [@key], [@key, p. 12] or [@one; @other]"))  # fmt: skip
    for at in opened:
        report.add(text.problem(Code.BROKEN_CITATION, text.span(at, at + 2), "a citation is not closed",
                                "write [@key] or [@key, p. 12]"))  # fmt: skip
    return tuple(cited), tuple(linked)
