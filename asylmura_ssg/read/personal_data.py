"""What may never stand in a public repository: telephone numbers, personal identity numbers, addresses of people's mail."""

from __future__ import annotations

import re
from typing import Protocol

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.read.source import Text

_TELEPHONE = re.compile(
    r"(?<![\w.])(?:\+\s?7|8)[\s(\-\u00a0]*[67]\d\d[\s)\-\u00a0]*\d{3}[\s\-\u00a0]*\d\d[\s\-\u00a0]*\d\d(?!\w)"
)
_IDENTITY = re.compile(r"(?<![\w.])\d{12}(?!\w)")
_MAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)*\.[A-Za-z]{2,}")
_ADDRESS = re.compile(r"https?://\S+|\bdoi:\S+")


class Place(Protocol):
    """A line of a file."""

    shown: str
    at: int


def check_personal_data(text: str, place: Place, report: Report) -> None:
    """Report what must not be said of people in a line of text."""
    for start, end, what in _found(text):
        report.add(_problem(Span(place.shown, place.at, start + 1, end + 1), what, text))


def check_texts(text: Text, report: Report) -> None:
    """Report what must not be said of people in a whole file."""
    for start, end, what in _found(text.text):
        span = text.span(start, end)
        report.add(_problem(span, what, text.line(span.line)))


def _problem(span: Span, what: str, excerpt: str) -> Diagnostic:
    return Diagnostic(Code.PERSONAL_DATA, span, f"this looks like {what}",
                      "how to reach people is kept outside this repository; take it out", excerpt)  # fmt: skip


def _found(text: str) -> list[tuple[int, int, str]]:
    addresses = [found.span() for found in _ADDRESS.finditer(text)]

    def free(at: int) -> bool:
        return not any(start <= at < end for start, end in addresses)

    found = [(*hit.span(), "a telephone number") for hit in _TELEPHONE.finditer(text)]
    found += [(*hit.span(), "a personal identity number") for hit in _IDENTITY.finditer(text) if is_identity(hit[0])]
    found += [(*hit.span(), "somebody's mail address") for hit in _MAIL.finditer(text)]
    return [hit for hit in found if free(hit[0])]


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
