"""The handbook's chapters, read: their text, their fenced blocks, the commands they show."""

from __future__ import annotations

import re

from command_pages import HANDBOOK

FENCED = re.compile(r"^```(?P<kind>[a-z]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def text_of(language: str, name: str) -> str:
    return (HANDBOOK / language / name).read_text("utf-8")


def blocks(language: str, name: str) -> list[tuple[str, str]]:
    """Return the fenced blocks of a chapter in order: what kind, which text."""
    return [(found["kind"], found["text"]) for found in FENCED.finditer(text_of(language, name))]


def lines_of(name: str) -> list[str]:
    """Return the lines of commands that a chapter shows, in order."""
    return [line for kind, text in blocks("kk", name) if kind == "sh" for line in text.splitlines()]
