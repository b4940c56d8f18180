"""YAML text → nodes with their places, or what stands in the way, in words for people who never heard of YAML.

libyaml (YAML 1.1) reads. It composes by recursion without a bound and drops anchors, tags and the names of aliases in
silence, so a text that may hold any of these is first looked through event by event.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.read.source import Text

Mark = Any
"""Where libyaml stands: ``line`` and ``column`` from 0, ``index`` in characters. Its two classes share no type."""

DEEPEST = 30
"""How many blocks and lists may stand one inside another; a record has five."""

# What a text must hold to nest deeper than a few hundred levels, or to hold an anchor or an alias.
_PERHAPS_DEEP = re.compile(r"^(?: {80}|[ \t]*(?:[-?:][ \t]+){20})", re.MULTILINE)
_PERHAPS_NAMED = re.compile(r"[&*](?<![^\s\[\]{},:][&*])[A-Za-z0-9_\-]")
_BRACKETS = 200

_QUOTE = 'put the text in quotes: "…"'
_INDENT = "the keys of one block begin in the same column"


def compose(source: Text, report: Report) -> yaml.Node | None:
    """Return the top node of a YAML text; report what keeps it from being read, or that there is nothing in it."""
    try:
        if _needs_events(source.text) and _report_events(source, report):
            return None
        node = yaml.compose(source.text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        report.add(_problem(source, error))
        return None
    if node is None:
        report.add(source.problem(Code.MISSING_FIELD, Span(source.shown), "the file is empty",
                                  "write it after docs/records.md, or restore it from git"))  # fmt: skip
        return None
    _examine(node, source, report)
    return node


def span_of(node: yaml.Node, source: Text) -> Span:
    """Return the place of a node: the whole of a text on its line, the first character of a block."""
    start, end = node.start_mark, node.end_mark
    stop = end.column + 1 if end.line == start.line else len(source.line(start.line + 1)) + 1
    if not isinstance(node, yaml.ScalarNode) and end.line != start.line:
        stop = start.column + 2
    return Span(source.shown, start.line + 1, start.column + 1, max(stop, start.column + 2))


def _needs_events(text: str) -> bool:
    deep = text.count("[") + text.count("{") > _BRACKETS or _PERHAPS_DEEP.search(text) is not None
    return deep or _PERHAPS_NAMED.search(text) is not None


def _report_events(source: Text, report: Report) -> bool:
    """Report anchors, aliases and the first value that stands too deep; return whether there was any."""
    depth, before = 0, len(report.found)
    for event in yaml.parse(source.text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                report.add(source.problem(Code.YAML_SYNTAX, _at(source, event.start_mark),
                                          f"more than {DEEPEST} blocks stand one inside another",
                                          "docs/records.md shows how a file is built; quote a text that begins with ["))  # fmt: skip
                return True
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            report.add(source.problem(Code.YAML_ALIAS, _at(source, event.start_mark, 1 + len(event.anchor)),
                                      f'"{sign}{event.anchor}" {_SIGNS[sign]}',
                                      f"write the value out, or quote a text that begins with {sign}"))  # fmt: skip
    return len(report.found) > before


_SIGNS = {"*": "stands for a value written elsewhere", "&": "gives a value a name, to be used again elsewhere"}


def _examine(top: yaml.Node, source: Text, report: Report) -> None:
    """Report keys that stand twice or are no words, and texts that begin with an exclamation mark."""
    waiting = [top]
    while waiting:
        node = waiting.pop()
        if source.text[node.start_mark.index : node.start_mark.index + 1] == "!":
            report.add(source.problem(Code.YAML_SYNTAX, span_of(node, source), 'a text cannot begin with "!"', _QUOTE))
        if isinstance(node, yaml.MappingNode):
            _examine_keys(node, source, report)
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _examine_keys(node: yaml.MappingNode, source: Text, report: Report) -> None:
    first: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            report.add(source.problem(Code.WRONG_TYPE, span_of(key, source), "a key must be a word",
                                      "write `key: value`; quote a text that begins with [ or {"))  # fmt: skip
        elif key.value in first:
            report.add(source.problem(Code.DUPLICATE_KEY, span_of(key, source),
                                      f'the key "{key.value}" stands twice in this block',
                                      f"the first is on line {first[key.value]}; keep one of them"))  # fmt: skip
        else:
            first[key.value] = key.start_mark.line + 1


# Problems


def _at(source: Text, mark: Mark, width: int = 1) -> Span:
    """Return the place of a mark; one beyond the last line is moved to the end of the text."""
    if mark is None:
        return Span(source.shown)
    lines = source.text.rstrip("\n").count("\n") + 1
    if mark.line >= lines:
        column = len(source.line(lines)) + 1
        return Span(source.shown, lines, column, column + 1)
    return Span(source.shown, mark.line + 1, mark.column + 1, mark.column + 1 + width)


def _problem(source: Text, error: yaml.YAMLError) -> Diagnostic:
    said = getattr(error, "problem", None) or ""
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None) or mark
    if mark is None:
        return source.problem(Code.YAML_SYNTAX, Span(source.shown), "the file cannot be read as YAML", str(error))
    for phrase, explain in _EXPLAINED:
        if phrase in said:
            place, words, hint = explain(source, mark, opened)
            return source.problem(Code.YAML_SYNTAX, _at(source, place), words, hint)
    return source.problem(Code.YAML_SYNTAX, _at(source, mark), said, _QUOTE)


_Explained = tuple[Mark, str, str]
_Explain = Callable[[Text, Mark, Mark], _Explained]


def _sign(source: Text, mark: Mark) -> str:
    return source.text[mark.index : mark.index + 1]


def _begins(source: Text, mark: Mark, _: Mark) -> _Explained:
    sign = _sign(source, mark)
    if sign == "\t":
        return _tab(source, mark, mark)
    if not sign.strip():
        return mark, "a value is missing here", "write it, or leave the key out"
    return mark, f'a text cannot begin with "{sign}"', _QUOTE


def _opens(source: Text, _: Mark, opened: Mark) -> _Explained:
    return _begins(source, opened, opened)


def _tab(_source: Text, mark: Mark, _: Mark) -> _Explained:
    return mark, "a line is indented with a tab", "indent with spaces"


def _second_colon(source: Text, mark: Mark, _: Mark) -> _Explained:
    line = source.line(mark.line + 1)
    if re.search(r":\s", line[: mark.column]):
        return mark, 'the text holds ": ", which looks like a second key', _QUOTE
    return mark, "this key is indented unlike the keys around it, or the line before lacks its colon", _INDENT


def _unclosed_quote(source: Text, _: Mark, opened: Mark) -> _Explained:
    return opened, f"the quotation mark {_sign(source, opened)} is opened here and never closed", "close it"


def _unclosed_bracket(source: Text, mark: Mark, opened: Mark) -> _Explained:
    sign = _sign(source, opened)
    closing = {"[": "]", "{": "}"}.get(sign, "")
    if mark.line == opened.line:
        return mark, f'here should stand "," or "{closing}"', 'quote a text that holds ": " or a comma'
    return opened, f'"{sign}" is opened here and never closed', f'close it with "{closing}"; part the values by commas'


def _out_of_place(source: Text, mark: Mark, _: Mark) -> _Explained:
    before = source.line(mark.line + 1)[: mark.column].rstrip()
    if before.endswith(('"', "'")):
        opened = _last_scalar(source, mark)
        if opened is not None and opened.line != mark.line:
            return (
                opened,
                f"the quotation mark opened here is closed only on line {mark.line + 1}",
                "close it on its own line",
            )
        return mark, "the text goes on after its closing quotation mark", "quote the whole text; inside it write « »"
    if before.endswith(("]", "}")):
        return mark, f'the text goes on after "{before[-1]}"', _QUOTE
    return mark, "this line is indented unlike its neighbours", _INDENT


def _last_scalar(source: Text, mark: Mark) -> Mark | None:
    """Return where the last text before a mark begins."""
    began = None
    try:
        for token in yaml.scan(source.text, Loader=yaml.CBaseLoader):
            if token.start_mark.index >= mark.index:
                break
            began = token.start_mark if isinstance(token, yaml.ScalarToken) else began
    except yaml.YAMLError:
        pass  # the scanner reads as far as the parser did
    return began


def _no_colon(_source: Text, _mark: Mark, opened: Mark) -> _Explained:
    return opened, 'a key without ": " after it', "write `key: value`; indent the further lines of a long text"


def _dash(_source: Text, mark: Mark, _: Mark) -> _Explained:
    return mark, "a list cannot begin on the line of its key", "begin it on the next line, or quote the text"


def _escape(_source: Text, mark: Mark, _: Mark) -> _Explained:
    return mark, "a backslash in double quotes begins a code", "double it: \\\\, or use single quotes"


def _fold(_source: Text, _mark: Mark, opened: Mark) -> _Explained:
    return opened, 'a text cannot begin with "|" or ">" unless it stands on the next lines', _QUOTE


def _second_document(_source: Text, mark: Mark, _: Mark) -> _Explained:
    return mark, "a second document begins here", "delete the line ---"


# By the words libyaml uses in scanner.c, parser.c and loader.c; the first that is found in them counts.
_EXPLAINED: tuple[tuple[str, _Explain], ...] = (
    ("cannot start any token", _begins),
    ("did not find expected node content", _begins),
    ("found undefined alias", _begins),
    ("did not find expected alphabetic or numeric character", _opens),
    ("mapping values are not allowed", _second_colon),
    ("found unexpected end of stream", _unclosed_quote),
    ("found unexpected document indicator", _unclosed_quote),
    ("did not find expected ',' or", _unclosed_bracket),
    ("could not find expected ':'", _no_colon),
    ("block sequence entries are not allowed", _dash),
    ("did not find expected key", _out_of_place),
    ("did not find expected '-' indicator", _out_of_place),
    ("escape character", _escape),
    ("hexdecimal number", _escape),
    ("did not find expected comment or line break", _fold),
    ("tab character", _tab),
    ("found another document", _second_document),
    ("did not find expected <document start>", _second_document),
    ("found unknown directive name", _opens),
    ("found incompatible YAML document", _opens),
    ("tag", _opens),
    ("did not find the expected '>'", _opens),
)
