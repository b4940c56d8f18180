"""What the words themselves must keep to: one script a word, no HTML, headings, citations and links well formed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from asylmura_ssg.diagnostics import Code, Report, Span
from asylmura_ssg.model.marks import CitationMark, LinkMark, marks_in
from asylmura_ssg.read.personal_data import check_texts
from asylmura_ssg.read.source import Text

# Letters that look alike: what a Latin letter in a Cyrillic word was meant to be, and the other way round.
_TO_CYRILLIC = dict(zip("aceikmhopxyəABCEHIKMOPTXYƏ", "асеікмһорхуәАВСЕНІКМОРТХУӘ", strict=True))
_TO_LATIN = {cyrillic: latin for latin, cyrillic in _TO_CYRILLIC.items() if latin.isascii()}
# Latin with its accented letters, and the Latin schwa, which is not the Kazakh one.
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0259"
_CYRILLIC = "\u0400-\u052f"
_SEAM = re.compile(f"[{_LATIN}][{_CYRILLIC}]|[{_CYRILLIC}][{_LATIN}]")
_LATIN_LETTER = re.compile(f"[{_LATIN}]")
_NUMERAL = re.compile(f"([IVXLCDM]{{2,}})([{_CYRILLIC}]+)")
_DATED = re.compile(f"[IVXLCDM]+(?:ғғ?|вв?|ғасыр[{_CYRILLIC}]*|век[{_CYRILLIC}]*)|[IVXLCDM]{{2,}}[{_CYRILLIC}]+")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"(?:https?|ftp)://\S+|\bdoi:\S+")
_HTML = re.compile(r"<(?!https?://)[A-Za-z!/][^<>]*>|<!--")
_IMAGE = re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_FIRST_HEADING = re.compile(r"^#(?!#)[^\n]*|^[^\n]+\n=+[ \t]*$", re.MULTILINE)
_LINK = re.compile(
    r"\]\(\s*<?(?P<inline>[^)\s>]*)[^)\n]*\)|^ {0,3}\[[^\]\n@\[]+\]:\s*<?(?P<defined>\S+?)>?\s*$",
    re.MULTILINE,
)
_OUTSIDE = re.compile(r"https?://[^\s/]+\.[^\s]+")
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


def unmixed(text: str) -> list[tuple[int, int, str]]:
    """Return each word of a text that mixes scripts and can only be meant in one, as offsets, with its right letters."""
    found = []
    for word in _WORD.finditer(text) if _SEAM.search(text) else ():
        latin = set(_LATIN_LETTER.findall(word[0]))
        cyrillic = set(word[0]) - latin
        to_cyrillic, to_latin = latin <= _TO_CYRILLIC.keys(), cyrillic <= _TO_LATIN.keys()
        if latin and cyrillic and to_cyrillic != to_latin and not _DATED.fullmatch(word[0]):
            strays, table = (latin, _TO_CYRILLIC) if to_cyrillic else (cyrillic, _TO_LATIN)
            right = "".join(table[c] if c in strays else c for c in word[0])
            found.append((word.start(), word.end(), right))
    return found


def _mixed(word: str) -> tuple[str, str]:
    """Return what is wrong with a mixed word and what would be right: it is mended into the script that it can be, or,
    where it could be either, into that of most of its letters.
    """
    latin = _LATIN_LETTER.findall(word)
    cyrillic = [c for c in word if c not in latin]
    to_cyrillic, to_latin = all(c in _TO_CYRILLIC for c in latin), all(c in _TO_LATIN for c in cyrillic)
    strays, table, script = (latin, _TO_CYRILLIC, "Latin")
    if (to_latin and not to_cyrillic) or (to_latin == to_cyrillic and len(cyrillic) < len(latin)):
        strays, table, script = (cyrillic, _TO_LATIN, "Cyrillic")
    letters = ", ".join(f'"{c}"' for c in dict.fromkeys(strays))
    message = f'"{word}" holds the {script} {"letter" if len(set(strays)) == 1 else "letters"} {letters}'
    numeral = _NUMERAL.fullmatch(word)
    if numeral:
        return message, f'part the numeral from the word: "{numeral[1]} {numeral[2]}" or "{numeral[1]}-{numeral[2]}"'
    if to_cyrillic or to_latin:
        return message, f'write "{"".join(table[c] if c in strays else c for c in word)}"'
    return message, "write the word in one script"


def check_prose(
    text: Text, unsettable: re.Pattern[str] | None, report: Report
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Report what a running text may not hold; return the sources it cites and the entries it links."""
    for found in _FIRST_HEADING.finditer(text.text):
        report.add(text.problem(Code.HEADING_LEVEL, text.span(*found.span()), "a heading of the first level",
                                "begin with ##; the page's title is the monument's name"))  # fmt: skip
    check_scripts(text, report)
    check_texts(text, report)
    check_letters(text, unsettable, report)
    return check_inline(text, 0, len(text.text), report)


def check_inline(text: Text, start: int, end: int, report: Report) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Report what a stretch of Markdown may not hold; return the sources it cites and the entries it links."""
    code = [found.span() for found in _CODE.finditer(text.text, start, end)]

    def free(found: re.Match[str]) -> bool:
        return not any(begin <= found.start() < stop for begin, stop in code)

    for found in filter(free, _HTML.finditer(text.text, start, end)):
        hint = "use Markdown: *emphasis*, **strong**, ## heading, - list"
        report.add(text.problem(Code.RAW_HTML, text.span(*found.span()), f"HTML in the text: {found[0][:40]}",
                                "delete it; remarks for editors stand in monument.yaml after a #" if found[0][1] == "!" else hint))  # fmt: skip
    for found in filter(free, _IMAGE.finditer(text.text, start, end)):
        report.add(text.problem(Code.IMAGE_IN_TEXT, text.span(*found.span()), "a picture in the text",
                                "name it under pictures: in monument.yaml, with its author and licence"))  # fmt: skip
    images = [found.span() for found in _IMAGE.finditer(text.text, start, end)]
    for found in filter(free, _LINK.finditer(text.text, start, end)):
        address = found["inline"] or found["defined"] or ""
        pictured = any(begin < found.start() < stop for begin, stop in images)
        if not pictured and not _OUTSIDE.fullmatch(address):
            report.add(text.problem(Code.BROKEN_LINK, text.span(*found.span()),
                                    f'"{address}" leads nowhere from a page, a plate and a printed book alike',
                                    "write [[slug]] for an entry, or an address from https:// on"))  # fmt: skip
    return _check_marks(text, start, end, report)


def check_letters(text: Text, unsettable: re.Pattern[str] | None, report: Report) -> None:
    """Report letters that the typefaces do not have, which ``unsettable`` matches; without it none is known to be."""
    for found in unsettable.finditer(text.text) if unsettable else ():
        letter = found[0][0]
        name = unicodedata.name(letter, "a letter without a name").lower()
        report.add(text.problem(Code.UNSETTABLE_LETTER, text.span(*found.span()),
                                f'the typefaces do not have "{found[0]}" (U+{ord(letter):04X}, {name})',
                                "give it in letters of Kazakh, Russian or English, in Arabic or Old Turkic ones, or as a picture"))  # fmt: skip


def _check_marks(text: Text, start: int, end: int, report: Report) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Report malformed marks; return the sources a text cites and the entries it links, with their places."""
    cited: list[Mention] = []
    linked: list[Mention] = []
    opened = {found.start(): found[0] for found in _OPENED.finditer(text.text, start, end)}
    for mark in marks_in(text.text[start:end]):
        span = text.span(start + mark.start, start + mark.end)
        excerpt = text.line(span.line)
        opened.pop(start + mark.start, None)
        if isinstance(mark, LinkMark):
            linked.append(Mention(mark.target, span, excerpt))
            continue
        cited += [Mention(citation.key, span, excerpt) for citation in mark.citations]
        if not mark.citations:
            written = text.text[start + mark.start : start + mark.end]
            report.add(
                text.problem(Code.BROKEN_CITATION, span, f"the citation {written} is not well formed", _mend(written))
            )
    for at, sign in opened.items():
        code, what, form = _UNCLOSED[sign]
        report.add(text.problem(code, text.span(at, at + 2), f"{what} is not closed", f"write {form}"))
    return tuple(cited), tuple(linked)


def _mend(citation: str) -> str:
    """Return what was probably meant by a malformed citation."""
    mended = _LOOSE.sub(lambda found: found[0].lower() + ("" if found["place"] is None else ","), citation)
    well_formed = any(isinstance(mark, CitationMark) and mark.citations for mark in marks_in(mended))
    return f"write {mended}" if well_formed else "write [@key], [@key, p. 12] or [@one; @other]"


_LOOSE = re.compile(r"@[A-Za-z0-9\-]+(?P<place>(?=\s+[^\s,;\]]))?")
_OPENED = re.compile(r"\[@|\[\[")
_UNCLOSED = {
    "[@": (Code.BROKEN_CITATION, "a citation", "[@key] or [@key, p. 12]"),
    "[[": (Code.BROKEN_LINK, "a link", "[[slug]] or [[slug|your words]]"),
}
