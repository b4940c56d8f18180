"""The search as a page runs it: its own scripts in V8, over the files of an index, counting what they fetch."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from published import TEMPLATES
from py_mini_racer import MiniRacer

from asylmura_ssg.make.search.index import rules

_SCRIPTS = ("search-words", "search-index")


def source() -> str:
    """Return the scripts of the search as one, without what joins modules."""
    texts = ((TEMPLATES / "pages" / f"{name}.js").read_text("utf-8") for name in _SCRIPTS)
    return "".join(
        re.sub(r"^export ", "", re.sub(r"^import .*$", "", text, flags=re.MULTILINE), flags=re.MULTILINE)
        for text in texts
    )


class Engine:
    """A JavaScript engine that has read the scripts."""

    def __init__(self) -> None:
        self._engine = MiniRacer()
        self._engine.eval(source())
        self._engine.eval(f"const READER = reader({json.dumps(rules())}); 0")

    def run(self, code: str) -> Any:
        """Return the value of an expression that is JSON."""
        return json.loads(str(self._engine.eval(f"JSON.stringify({code})")))

    def do(self, code: str) -> None:
        """Run statements."""
        self._engine.eval(f"{code}\n;0")

    def each(self, call: str, given: Sequence[object]) -> list[Any]:
        """Return what a function of one argument says of each value."""
        answers: list[Any] = self.run(f"{json.dumps(list(given))}.map((it) => {call})")
        return answers


@dataclass(frozen=True)
class Answer:
    """What was found: slugs in order, how many there are in all, and which files were fetched for it."""

    slugs: tuple[str, ...]
    count: int
    loose: bool
    names: tuple[str, ...]
    marked: tuple[tuple[str, ...], ...]
    """Per name, the parts of it that are marked."""
    fetched: tuple[str, ...]


class Searcher:
    """Searches an index: ``files`` are name → text, ``first`` the name of the file to begin with."""

    def __init__(self, files: Mapping[str, str], first: str) -> None:
        self.files, self.first = files, first
        self._engine = Engine()
        self._engine.do(f"const FILES = {json.dumps(dict(files))}; let KEPT = new Map(), FETCHED = [], ANSWER = '';")
        self._engine.do("const take = (name) => { FETCHED.push(name); return JSON.parse(FILES[name]); };")
        self._engine.do("const piece = async (name) => KEPT.get(name) || (KEPT.set(name, take(name)), KEPT.get(name));")
        self._engine.do(f"const SEARCH = searcher(JSON.parse(FILES[{json.dumps(first)}]), piece);")

    def __call__(self, query: str, first: int = 10, **filters: str) -> Answer:
        self._engine.do(
            "ANSWER = ''; KEPT = new Map(); FETCHED = [];"
            f"(async () => {{ const found = await SEARCH.search({json.dumps(query)}, {json.dumps(filters)});"
            f" const lines = await SEARCH.lines(found.first({first}));"
            " ANSWER = { slugs: lines.map(([, line]) => line[0]), count: found.count, loose: found.loose,"
            " names: lines.map(([, line]) => line[4]), fetched: FETCHED, marked: lines.map(([, line]) =>"
            " SEARCH.marks(line[4], found.wanted).map(([from, to]) => line[4].slice(from, to))) };"
            "})().catch((error) => { ANSWER = { error: String(error.stack) }; });"
        )
        answer = self._settled(lambda: self._engine.run("ANSWER"))
        assert "error" not in answer, answer["error"]
        return Answer(
            tuple(answer["slugs"]), answer["count"], answer["loose"], tuple(answer["names"]),
            tuple(map(tuple, answer["marked"])), tuple(answer["fetched"]),
        )  # fmt: skip

    @staticmethod
    def _settled(read: Callable[[], Any]) -> Any:
        for _ in range(1000):  # promises are kept between two calls of the engine
            found = read()
            if found:
                return found
        raise AssertionError("the search never answered")
