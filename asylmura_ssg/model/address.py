"""What a plate's address asks of a host: host, path and query, in every way a visitor's phone may write them.

A plate of our own carries an address the tree answers by itself: ``/00013`` is ``00013/index.html``. A plate that hung
before there was a register may carry anything; where no file answers, a rule of the host's configuration does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from asylmura_ssg.model.register import Copy, Register
from asylmura_ssg.model.route import PlatePage, path_of


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in its parts; ``host`` is lower case with its port if any, ``path`` and ``query`` as issued."""

    scheme: str
    host: str
    path: str
    query: str

    @property
    def place(self) -> tuple[str, str, str]:
        """What makes two addresses one to a host of any kind: case, scheme and a trailing slash do not part them."""
        return self.host, self.path.rstrip("/").lower(), self.query


@dataclass(frozen=True, slots=True)
class Rule:
    """``file`` answers 200 to ``path`` on ``host``, in any case, with or without a slash at the end.

    With a ``query`` only to that very query; an empty one means any.
    """

    host: str
    path: str
    query: str
    file: str


@dataclass(frozen=True, slots=True)
class HostKind:
    """A kind of host: whether it turns the letters of a path into small ones before it looks for a file."""

    name: str
    lowercases: bool


HOST_KINDS = (HostKind("a case-sensitive host", lowercases=False), HostKind("a lowercasing host", lowercases=True))


def address_of(payload: str) -> Address | None:
    """Return the web address a payload is, or None for any other text. A fragment never reaches a host."""
    try:
        parts = urlsplit(payload)
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return Address(parts.scheme, host, parts.path or "/", parts.query)


def ways_to_write(address: Address) -> Iterator[str]:
    """Yield what may be asked for: the path with and without its slash, as issued, in small letters and in capitals."""
    bare = address.path.rstrip("/")
    query = f"?{address.query}" if address.query else ""
    for path in dict.fromkeys((bare, bare.lower(), bare.upper())):
        yield from (f"{path}/{query}", *((f"{path}{query}",) if path else ()))


def addresses(register: Register, domains: Sequence[str]) -> dict[tuple[str, str, str], tuple[Copy, Address]]:
    """Return the issue that each address leads to, by the address's place.

    An address on an official domain leads there on all of them, unless another plate carries it on one.
    """
    issued = [(copy, address) for copy in register.copies() if (address := address_of(copy.payload))]
    found = {address.place: (copy, address) for copy, address in issued}
    for copy, address in issued:
        for host in domains if address.host in domains else ():
            other = replace(address, host=host)
            found.setdefault(other.place, (copy, other))
    return found


def rules_of(register: Register, domains: Sequence[str], paths: Collection[str]) -> tuple[Rule, ...]:
    """Return the rules for addresses that no file of the tree answers by itself, those with a query first.

    ``paths`` are the tree's files, which answer on the official ``domains`` alone.
    """
    rules = [
        Rule(address.host, address.path.rstrip("/") or "/", address.query, path_of(PlatePage(copy.plate)))
        for copy, address in addresses(register, domains).values()
        if address.query or address.host not in domains or _in_tree(address.path, paths) is None
    ]
    return tuple(sorted(rules, key=lambda rule: (not rule.query, rule.host, rule.path, rule.query)))


class Hosting:
    """A tree of files and the rules beside it, as a host answers from them: the files' paths, or nothing."""

    def __init__(self, domains: Sequence[str], paths: Collection[str], rules: Sequence[Rule]) -> None:
        # An old plate's host answers with the rest of the site, too: a page's fonts and links are below its root.
        self._hosts = frozenset(domains) | {rule.host for rule in rules}
        self._paths = paths
        self._rules = {(rule.host, rule.path.rstrip("/").lower(), rule.query): rule.file for rule in rules}

    def answer(self, host: str, target: str, kind: HostKind) -> str | None:
        """Return the file that answers ``target`` (path and query) on ``host`` with 200, or None for a 404."""
        path, _, query = target.partition("?")
        place = path.rstrip("/").lower()
        ruled = self._rules.get((host, place, query)) or self._rules.get((host, place, ""))
        if ruled is not None:
            return ruled if ruled in self._paths else None
        if host not in self._hosts:
            return None
        return _in_tree(path.lower() if kind.lowercases else path, self._paths)


def _in_tree(path: str, paths: Collection[str]) -> str | None:
    """Return the file at a path, or the page of the folder there: what ``try_files $uri $uri/index.html`` does."""
    bare = path.strip("/")
    found = [name for name in (bare, f"{bare}/index.html".lstrip("/")) if name in paths]
    return found[0] if found else None
