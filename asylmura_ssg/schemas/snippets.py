"""Snippets for editors' programs: a few letters, and a whole part of a record or a mark of the text stands there."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from asylmura_ssg.model.record_keys import KEY_ORDER
from asylmura_ssg.record_form import Form, block_form, item_form, scalar_form
from asylmura_ssg.record_form.examples import EXAMPLES, SOURCE
from asylmura_ssg.schemas.words import Words

FILE = "asylmura.code-snippets"
"""Below ``.vscode/``, where VS Code and its kin look for a project's snippets."""

PREFIX = "am-"

_IN_TEXT = {
    "cite": (f"[@${{1:{SOURCE}}}]", "bibliography"),
    "cite-place": (f"[@${{1:{SOURCE}}}, ${{2:12 б.}}]", "bibliography"),
    "link": ("[[${1:tekturmas}]]", "related"),
    "link-words": ("[[${1:tekturmas}|${2:төбедегі кесене}]]", "related"),
    "heading": ("## ${1:Тарихы}\n\n$0", ""),
}
"""Marks of a running text, with the key whose words tell what they are for."""

_ONE_MORE = ("dimensions", "conflicts", "look_for", "pictures")
"""Lists to which one more item is often added."""

_ENTRY = (
    "names",
    "type",
    "periods",
    "summary",
    "region",
    "location",
    "dating",
    "protection",
    "bibliography",
    "editors",
)
_BEGUN: Mapping[str, Form] = {
    "names": {"kk": "Айша бибі кесенесі", "ru": "Мавзолей Айша-Биби", "en": "Aisha-Bibi mausoleum"},
    "type": "mausoleum",
    "summary": {"kk": "Екі сөйлем.", "ru": "Два предложения.", "en": "Two sentences."},
    "region": "zhambyl",
    "protection": {"category": "republican", "source": SOURCE},
    "editors": ("Birgemiz: Asyl Mura",),
}


@dataclass(frozen=True, slots=True)
class Snippet:
    """What is typed (``am-`` and a word), the lines that come of it with their tab stops, what it is, and where it works."""

    prefix: str
    body: str
    description: str
    scope: str

    @property
    def filled(self) -> str:
        """The body with every tab stop as it is proposed."""
        return _filled(self.body)


def snippets(words: Words) -> tuple[Snippet, ...]:
    """Return all snippets, by what is typed."""
    found = [_part(key, EXAMPLES[key], words) for key in KEY_ORDER if key in EXAMPLES]
    for key in _ONE_MORE:
        items = EXAMPLES[key]
        assert isinstance(items, Sequence)  # noqa: S101 - a list in examples.py
        body = _stopped(items[0], item_form)
        found.append(Snippet(f"{PREFIX}{_typed(key)}-item", body, _described(key, words), "yaml"))
    source = EXAMPLES["bibliography"]
    assert isinstance(source, Mapping)  # noqa: S101 - a block in examples.py
    body = _stopped(source[SOURCE], lambda form: block_form(SOURCE, form)).replace(SOURCE, f"${{99:{SOURCE}}}", 1)
    found.append(Snippet(f"{PREFIX}source", body, _described("bibliography", words), "yaml"))
    whole = "\n".join(_stopped_all([(key, _BEGUN.get(key, EXAMPLES.get(key))) for key in _ENTRY]))
    found.append(Snippet(f"{PREFIX}entry", f"number: ${{98:1}}\nstatus: draft\n\n{whole}", "monument.yaml", "yaml"))
    found += [
        Snippet(PREFIX + name, body, _described(key, words), "markdown") for name, (body, key) in _IN_TEXT.items()
    ]
    return tuple(sorted(found, key=lambda snippet: snippet.prefix))


def snippet_file(words: Words) -> bytes:
    """Return the file of all snippets; the same words give the same bytes."""
    told = {
        each.prefix: {
            "prefix": each.prefix,
            "scope": each.scope,
            "body": each.body.rstrip("\n").split("\n"),
            "description": each.description,
        }
        for each in snippets(words)
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _typed(key: str) -> str:
    return key.replace("_", "-")


def _described(key: str, words: Words) -> str:
    said = words.of("monument", (key,)) if key else None
    return "" if said is None else " / ".join(said.values())


def _part(key: str, form: Form, words: Words) -> Snippet:
    body = _stopped(form, lambda value: block_form(key, value))
    return Snippet(PREFIX + _typed(key), body, _described(key, words), "yaml")


def _stopped_all(parts: Sequence[tuple[str, Form]]) -> list[str]:
    numbers = count(1)
    return [_stopped(form, lambda value, key=key: block_form(key, value), numbers) for key, form in parts]  # type: ignore[misc]


def _stopped(form: Form, write: Callable[[Form], str], numbers: count[int] | None = None) -> str:
    """Return a form as it is written, each of its values a tab stop that proposes what it was."""
    stops: dict[str, str] = {}
    text = write(_marked(form, numbers or count(1), stops))
    for mark, stop in stops.items():
        text = text.replace(mark, stop, 1)
    return text


def _marked(form: Form, numbers: count[int], stops: dict[str, str]) -> Form:
    """Return a form with marks in place of its values; ``stops`` takes what each mark stands for."""
    if isinstance(form, Mapping):
        return {key: _marked(value, numbers, stops) for key, value in form.items()}
    if form is None or isinstance(form, (str, int, float)):
        number = next(numbers)
        mark = f"mark{number}mark"
        words = "" if form is None else scalar_form(form, braced=True)
        stops[mark] = f"${{{number}:{words.translate(_ESCAPED)}}}"
        return mark
    return [_marked(value, numbers, stops) for value in form]


_ESCAPED = str.maketrans({"\\": "\\\\", "$": "\\$", "}": "\\}"})


def _filled(body: str) -> str:
    """Return a snippet's body as it is when every tab stop is passed over (its grammar: VS Code, "Snippet syntax")."""
    parts, at = [], 0
    while (start := body.find("$", at)) >= 0:
        parts.append(body[at:start])
        if body[start + 1] != "{":
            at = start + 2
            continue
        at = body.index(":", start) + 1
        while body[at] != "}":
            at += body[at] == "\\"
            parts.append(body[at])
            at += 1
        at += 1
    return "".join((*parts, body[at:]))
