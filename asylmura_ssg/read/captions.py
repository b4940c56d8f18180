"""Captions of a film: WebVTT that browsers show in full (W3C, WebVTT: The Web Video Text Tracks Format)."""

from __future__ import annotations

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from asylmura_ssg.diagnostics import Code, Report, Span
from asylmura_ssg.read.source import Text

_ARROW = "-->"
_TIMES = "write 00:01:02.000 --> 00:01:05.500, with a point before the thousandths and an empty line before it"


def check_captions(text: Text, seconds: int | None, report: Report) -> None:
    """Report, at its line, what would keep a browser from showing a caption.

    ``seconds`` is the film's length; None where it is not known. Browsers pass over a malformed cue in silence
    (WebVTT, 6.1), so nobody but a deaf viewer would ever miss it.
    """
    places = [number for number, line in enumerate(text.text.split("\n"), 1) if _ARROW in line]
    try:
        captions = webvtt.from_string(text.text, strict=True).captions
    except MalformedFileError:
        _complain(text, 1, 'the file does not begin with "WEBVTT"', "write WEBVTT in the first line; an .srt file must be "
                  "saved as WebVTT", report)  # fmt: skip
        return
    except MalformedCaptionError:
        wrong = next((number for number in places if not _is_cue(text.line(number))), places[0] if places else 1)
        _complain(text, wrong, "this is no caption that a browser shows", _TIMES, report)
        return
    if not captions:
        _complain(text, 1, "there is no caption in the file", _TIMES, report)
    latest = ""
    for number, caption in zip(places, captions, strict=False):
        if caption.end <= caption.start:
            _complain(text, number, "the caption ends before it begins", "the earlier time stands on the left", report)
        elif caption.start < latest:
            _complain(
                text,
                number,
                "the caption begins before the one above it",
                "captions stand in the order of the film",
                report,
            )
        elif seconds is not None and caption.start_in_seconds > seconds:
            _complain(text, number, f"the caption begins after the film's end, {seconds // 60}:{seconds % 60:02}",
                      "are these the captions of another film?", report)  # fmt: skip
        latest = caption.start


def _is_cue(line: str) -> bool:
    try:
        return len(webvtt.from_string(f"WEBVTT\n\n{line}\n…\n", strict=True).captions) == 1
    except MalformedCaptionError:
        return False


def _complain(text: Text, number: int, words: str, hint: str, report: Report) -> None:
    line = text.line(number)
    report.add(text.problem(Code.CAPTIONS_UNFIT, Span(text.shown, number, 1, len(line) + 1), words, hint))
