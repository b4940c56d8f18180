"""What may never stand in a public repository: telephone numbers, personal identity numbers, addresses of people's mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol
from urllib.parse import unquote

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.read.source import Text

# Ten digits or more with what people put between them: the only places where a telephone number can stand.
_DIGITS = re.compile(r"(?<!\d)[+(]?\d(?:[\s().\-\u2010-\u2015\u2212/]{0,4}\d){9,}")
_DATE = re.compile(r"(?<![\d\-])[12]\d{3}-\d\d-\d\d(?![\d\-])")
_BEFORE_AMOUNT = re.compile(r"\s*(?:тең|тенге|тг|₸|руб|сом|доллар|евро|tenge|USD|KZT|EUR|\$|€)", re.IGNORECASE)
_SAYS_TELEPHONE = re.compile(
    r"(?:wa\.me/|(?:tele?|phone|whatsapp|mob|sms(?:to)?|call|тел|ұялы|моб)[\w.]*[:=/ ]*)\Z", re.IGNORECASE
)
_IDENTITY = re.compile(r"(?<![\w.])\d{12}(?!\w)")
_MAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]+@(?!\d+x\.)(?:[\w\-]+\.)+(?:[^\W\d_]{2,}|xn--[\w\-]+)")
_CLONE = re.compile(r"git@[\w.\-]+:")  # ``git@host:path`` names a repository, and nobody's mail
_LOGIN = re.compile(r"[a-z][a-z0-9+.\-]*://[^\s/?#@,;]+@(?=\w)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s,;<>\"|]+|\bdoi:\S+")
_CARD = re.compile(r"BEGIN:VCARD|(?:MECARD|BIZCARD):", re.IGNORECASE)
_NETWORK = re.compile(r"WIFI:", re.IGNORECASE)

_Found = tuple[int, int, str]


class Place(Protocol):
    """A line of a file."""

    shown: str
    at: int


def check_personal_data(text: str, place: Place, report: Report) -> None:
    """Report what must not be said of people in a line of text."""
    for start, end, what in _found(text):
        report.add(problem(Span(place.shown, place.at, start + 1, end + 1), what, text))


def personal_in_value(value: str) -> _Found | None:
    """Return where in a value of the register, such as what a plate's code says, something must not be said of people, and what; None for nothing.

    What is written in percent signs counts as what it stands for; its place is the whole value.
    """
    for form, what in ((_CARD, "somebody's visiting card"), (_NETWORK, "the password of a network")):
        found = form.match(value)
        if found is not None:
            return 0, len(value), what
    plain = unquote(value)
    hits = _found(value) or [(0, len(value), what) for _, _, what in _found(plain)]
    return hits[0] if hits else None


def check_texts(text: Text, report: Report) -> None:
    """Report what must not be said of people in a whole file."""
    for start, end, what in _found(text.text):
        span = text.span(start, end)
        report.add(problem(span, what, text.line(span.line)))


def problem(span: Span, what: str, excerpt: str) -> Diagnostic:
    """Return the complaint about personal data, said the same everywhere."""
    return Diagnostic(Code.PERSONAL_DATA, span, f"this looks like {what}",
                      "how to reach people is kept outside this repository; take it out", excerpt)  # fmt: skip


def _found(text: str) -> list[_Found]:
    found = [*_numbers(text)]
    return found + _mail(text) if "@" in text else found


def _numbers(text: str) -> Iterator[_Found]:
    hits: list[_Found] = []
    for stretch in _DIGITS.finditer(text):
        hits += [(*span, "a telephone number") for span in _telephones(text, stretch)]
        identities = (hit for hit in _IDENTITY.finditer(text, *stretch.span()) if is_identity(hit[0]))
        hits += [(*hit.span(), "a personal identity number") for hit in identities]
    addresses = [found.span() for found in _ADDRESS.finditer(text)] if hits else []
    for start, end, what in hits:
        free = not any(first <= start < last for first, last in addresses)
        if free or text[start] == "+" or _SAYS_TELEPHONE.search(text, max(0, start - 24), start):
            yield start, end, what


def _mail(text: str) -> list[_Found]:
    logins = [found.span() for found in _LOGIN.finditer(text)]
    found = [
        (*hit.span(), "somebody's mail address")
        for hit in _MAIL.finditer(text)
        if not _CLONE.match(text, hit.start()) and not any(start <= hit.start() < end for start, end in logins)
    ]
    return [(start, end, "a name, perhaps with a password, to log in with") for start, end in logins] + found


def _telephones(text: str, stretch: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield where numbers stand that can be dialled: of Kazakhstan in any spelling, of other countries after a plus."""
    from phonenumbers import Leniency, PhoneNumberMatcher  # noqa: PLC0415 - most texts hold no digits that could be one

    # The digits of a date belong to no number, and the end of a line parts none.
    plain = _DATE.sub(lambda day: "," * len(day[0]), stretch[0].replace("\n", " "))
    for hit in PhoneNumberMatcher(plain, "KZ", leniency=Leniency.VALID):
        digits = sum(letter.isdigit() for letter in hit.raw_string)
        whole = hit.raw_string[0] in "+(" or digits == 11
        start, end = stretch.start() + hit.start, stretch.start() + hit.end
        if whole and not _BEFORE_AMOUNT.match(text, end):
            yield start, end


def is_identity(digits: str) -> bool:
    """Tell whether twelve digits are an individual identification number of Kazakhstan.

    A birthday as YYMMDD, a century, a serial number, and a check digit: the sum of the digits by weights 1 to 11, modulo
    11; if that is 10, by weights 3 to 11, 1, 2 (Government Decree No. 565 of 22 May 2007, rules of forming the number).
    """
    numbers = [int(digit) for digit in digits]
    if not (1 <= int(digits[2:4]) <= 12 and 1 <= int(digits[4:6]) <= 31 and 0 <= numbers[6] <= 6):
        return False
    for weights in (range(1, 12), (*range(3, 12), 1, 2)):
        control = sum(weight * number for weight, number in zip(weights, numbers[:11], strict=True)) % 11
        if control != 10:
            return bool(control == numbers[11])
    return False
