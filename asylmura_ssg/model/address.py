"""What a plate's address asks of a host: host, path and query, in every way a visitor's phone may write them.

A plate of our own carries an address the tree answers by itself: ``/00013`` is ``00013/index.html``. A plate that hung
before there was a register may carry anything; where no file answers, a rule of the host's configuration does.
"""

from __future__ import annotations

import ipaddress
import re
import string
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote, urlsplit

from asylmura_ssg.model.language import LANGUAGES
from asylmura_ssg.model.register import Copy, Register
from asylmura_ssg.model.route import MonumentPage, PlatePage, Route, path_of, route_at

ADDED = r"(?:&(?:utm_[a-z_]+|fbclid|gclid|igsh|igshid|msclkid|yclid|ysclid)=[^&]*)*"
"""A pattern of what messengers and search engines add to the end of a query when an address is passed on."""

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
# Cameras open a name below our country's domains though no scheme stands before it.
_BARE = re.compile(r"(?:[\w-]+\.)+(?:kz|қаз)(?::[0-9]+)?(?:[/?#]\S*)?", re.IGNORECASE)
_PLAIN_IN_PATHS = "/!$&'()*+,;=:@"
_PLAIN_IN_QUERIES = "%&=+;,:@/?"


@dataclass(frozen=True, slots=True)
class Address:
    """A web address as a host sees it: ``host`` is in small ASCII letters, with its port if any but the usual.

    ``path`` is as nginx's ``$uri`` has it: decoded, slashes joined, dot segments resolved; bytes that are no UTF-8 stand
    in it as PEP 383 has them. ``query`` is as issued; so is ``written``, the path before all that.
    """

    scheme: str
    host: str
    path: str
    query: str
    written: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """What makes two addresses one to a host of any kind: case, scheme and a trailing slash do not part them."""
        return self.host, _folded(self.path), _query_form(self.query)


@dataclass(frozen=True, slots=True)
class Rule:
    """``file`` answers 200 to ``path`` (decoded) on ``host``, in any case, with or without a slash at the end.

    With a ``query`` only to that very query and what is :data:`ADDED` to it; an empty one means any. ``exact`` says that
    another rule's query differs in case alone, so that case counts.
    """

    host: str
    path: str
    query: str
    file: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class HostKind:
    """A kind of host: whether it turns the letters of a path into small ones before it looks for a file."""

    name: str
    lowercases: bool


HOST_KINDS = (HostKind("a case-sensitive host", lowercases=False), HostKind("a lowercasing host", lowercases=True))


def address_of(payload: str) -> Address | None:
    """Return the web address a payload is, read as a phone reads it (WHATWG URL), or None for any other text.

    A fragment never reaches a host.
    """
    text = payload.strip()
    if _BARE.fullmatch(text):
        text = f"http://{text}"
    before = re.split(r"[?#]", text, maxsplit=1)[0]
    try:
        parts = urlsplit(before.replace("\\", "/") + text[len(before) :])
        port = parts.port
    except ValueError:
        return None
    name = host_of(parts.hostname or "")
    if parts.scheme not in _PORTS or name is None:
        return None
    host = name if port in (None, _PORTS[parts.scheme]) else f"{name}:{port}"
    return Address(parts.scheme, host, as_served(parts.path), parts.query, parts.path)


def host_of(name: str) -> str | None:
    """Return a host's name as requests carry it, or None for what cannot name one.

    Small letters, no dot at the end, other alphabets as A-labels (RFC 3490; Kazakh and Russian letters come out the same
    by the rules that followed it).
    """
    if ":" in name:
        try:
            return f"[{ipaddress.IPv6Address(name)}]"
        except ValueError:
            return None
    try:
        host = unquote(name).encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        return None
    return host if _HOST.fullmatch(host) else None


def as_served(path: str) -> str:
    """Return a path as it comes to a host's rules: decoded, slashes joined, dot segments resolved (RFC 3986, 5.2.4)."""
    parts = unquote(path, errors="surrogateescape").split("/")
    kept: list[str] = []
    for part in parts:
        if part == "..":
            del kept[-1:]
        elif part not in ("", "."):
            kept.append(part)
    return "/" + "/".join(kept) + ("/" if kept and parts[-1] in ("", ".", "..") else "")


def _folded(path: str) -> str:
    # There and back, for letters that have two small forms, as ı and i.
    return path.rstrip("/").upper().lower()


def _query_form(query: str) -> str:
    """Return a query with all encoded that some encode and some do not."""
    return re.sub("%[0-9a-fA-F]{2}", lambda found: found[0].upper(), quote(query, safe=_PLAIN_IN_QUERIES))


def without_added(query: str) -> str:
    """Return a query without what was added to its end as it was passed on."""
    return re.sub(f"{ADDED}$", "", f"&{query}", flags=re.IGNORECASE)[1:]


def ways_to_write(address: Address) -> Iterator[str]:
    """Yield what may be asked for, encoded: the path with and without its slash, in small letters and in capitals, as issued."""
    bare = address.path.rstrip("/")
    query = f"?{quote(address.query, safe=string.punctuation)}" if address.query else ""
    found: dict[str, None] = {}
    for path in (bare, bare.lower(), bare.upper()):
        encoded = quote(path, safe=_PLAIN_IN_PATHS, errors="surrogateescape")
        found |= dict.fromkeys((f"{encoded}/{query}", *((f"{encoded}{query}",) if path else ())))
    if address.written:
        found[quote(address.written, safe=string.punctuation) + query] = None
    yield from found


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


def own_files(copy: Copy) -> frozenset[str]:
    """Return the files that may answer for a plate: its own page, and its monument's."""
    pages = (path_of(MonumentPage(language, copy.slug)) for language in LANGUAGES)
    return frozenset((path_of(PlatePage(copy.plate)), *pages))


def route_shown(address: Address) -> Route | None:
    """Return the page or file of ours that stands at an address on an official domain, whatever its case."""
    bare = address.path.strip("/").lower()
    return route_at(f"{bare}/index.html".lstrip("/")) or route_at(bare)


def rules_of(register: Register, domains: Sequence[str], paths: Collection[str]) -> tuple[Rule, ...]:
    """Return the rules for addresses that no file of the tree answers by itself in any case, the longest query first.

    ``paths`` are the tree's files, which answer on the official ``domains`` alone. No rule takes a page from its visitors.
    """
    rules: list[Rule] = []
    for copy, address in addresses(register, domains).values():
        file = _file_for(copy, address, domains, paths)
        if file is not None:
            rules.append(Rule(address.host, address.path.rstrip("/") or "/", address.query, file))
    alike = Counter(map(_in_any_case, rules))
    told = (replace(rule, exact=alike[_in_any_case(rule)] > 1) for rule in rules)
    return tuple(sorted(told, key=lambda rule: (-len(rule.query), rule.host, rule.path, rule.query)))


def _in_any_case(rule: Rule) -> tuple[str, str, str]:
    return rule.host, _folded(rule.path), _query_form(rule.query).lower()


def _file_for(copy: Copy, address: Address, domains: Sequence[str], paths: Collection[str]) -> str | None:
    """Return the file that a rule must send an address to; None where the tree answers it, or another page stands there."""
    page = path_of(PlatePage(copy.plate))
    if address.query or address.host not in domains:
        return page
    shown = _in_tree(address.path, paths) or _in_tree(address.path.lower(), paths)
    if shown is None:
        return page
    cased = address.path.lower() != address.path.upper()
    return shown if cased and shown in own_files(copy) else None


class Hosting:
    """A tree of files and the rules beside it, as a host answers from them: the files' paths, or nothing."""

    def __init__(self, domains: Sequence[str], paths: Collection[str], rules: Sequence[Rule]) -> None:
        # An old plate's host answers with the rest of the site, too: a page's fonts and links are below its root.
        self.hosts = frozenset(domains) | {rule.host for rule in rules}
        self.first = next(iter(domains), "")
        self._paths = paths
        self._rules = {(rule.host, _folded(rule.path), _query_form(rule.query)): rule.file for rule in rules}
        self._rules |= {_in_any_case(rule): rule.file for rule in rules if not rule.exact}

    def answer(self, host: str, target: str, kind: HostKind) -> str | None:
        """Return the file that answers ``target`` (path and query, encoded) on ``host`` with 200, or None for a 404."""
        ruled = self.ruled(host, target)
        if ruled is not None:
            return ruled if ruled in self._paths else None
        if host not in self.hosts:
            return None
        path = as_served(target.partition("?")[0])
        return _in_tree(path.lower() if kind.lowercases else path, self._paths)

    def ruled(self, host: str, target: str) -> str | None:
        """Return the file that a rule sends ``target`` to, or None where no rule speaks of it."""
        path, _, query = target.partition("?")
        place = _folded(as_served(path))
        form, bare = _query_form(query), _query_form(without_added(query))
        found = (self._rules.get((host, place, asked)) for asked in (form, form.lower(), bare, bare.lower(), ""))
        return next((file for file in found if file is not None), None)


def _in_tree(path: str, paths: Collection[str]) -> str | None:
    """Return the file at a path, or the page of the folder there: what ``try_files $uri $uri/index.html`` does."""
    bare = path.strip("/")
    found = [name for name in (bare, f"{bare}/index.html".lstrip("/")) if name in paths]
    return found[0] if found else None
