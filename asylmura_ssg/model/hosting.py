"""What a host's configuration is made from: what the site asks of any host, and where it stands on this one."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from asylmura_ssg.model.address import ADDED, Rule


class Target(StrEnum):
    """A kind of host that a configuration is made for."""

    NGINX = "nginx"
    APACHE = "apache"
    NETLIFY = "netlify"
    CLOUDFLARE_PAGES = "cloudflare-pages"
    GITHUB_PAGES = "github-pages"


OWN_SERVER = (Target.NGINX, Target.APACHE)
"""Targets that send the files compressed beforehand; the others compress by themselves."""


_NAMED = {" ": r"\x20", '"': r"\x22", "\\": r"\x5C"}
_ALWAYS_PLAIN = "%&=+;,:@/?"  # encoded, these would mean something else, or are left alone by everybody
_LONE = re.compile("[\udc80-\udcff]")  # a byte that is no UTF-8, as PEP 383 has it
_SIGNS = ".^$*+?()[]{}|"  # what means something else than itself in a pattern (pcre2pattern)


@dataclass(frozen=True, slots=True)
class Hosted:
    """What a host must answer: the tree's files on the official domains, the plates' own first, and adopted addresses.

    ``plates`` are plate numbers, each with a page in the tree.
    """

    domains: tuple[str, ...]
    plates: tuple[str, ...]
    rules: tuple[Rule, ...]

    @property
    def answerable(self) -> tuple[Rule, ...]:
        """The adopted addresses that any web server on the usual ports can answer."""
        return tuple(rule for rule in self.rules if is_answerable(rule))

    @property
    def foreign(self) -> tuple[str, ...]:
        """Hosts of adopted addresses that are no official domain, sorted."""
        return tuple(sorted({rule.host for rule in self.answerable} - set(self.domains)))


@dataclass(frozen=True, slots=True)
class Server:
    """A machine of one's own: paths as the web server sees them, and where it listens.

    ``root`` is the folder of the site. ``certificate`` (with its chain) and ``key`` must name every host. ``challenge``
    is the folder in which a certificate authority looks for its answer (RFC 8555, 8.3). ``nginx`` is the version of
    nginx; ``brotli`` tells whether its module of that name is there.
    """

    root: str
    certificate: str
    key: str
    challenge: str = "/var/www/html"
    nginx: tuple[int, ...] = (1, 22)
    brotli: bool = True
    plain: tuple[str, ...] = ("80", "[::]:80")
    secure: tuple[str, ...] = ("443", "[::]:443")


def is_answerable(rule: Rule) -> bool:
    """Tell whether a rule can be written in a configuration: no port of its own, and no control characters."""
    return ":" not in rule.host and _LONE.sub("", rule.path + rule.query).isprintable()


def is_text(rule: Rule) -> bool:
    """Tell whether a rule's path is text: addresses of old may hold bytes of other encodings than UTF-8."""
    return _LONE.search(rule.path) is None


def shown(rule: Rule) -> str:
    """Return the address of a rule as a person reads it."""
    path = rule.path if rule.path.isprintable() else quote(rule.path, errors="surrogateescape")
    return f"{rule.host}{path}{'?' if rule.query else ''}{rule.query}"


def spellings(rule: Rule) -> tuple[str, ...]:
    """Return the rule's path without a slash at its end: as issued, in small letters, in capitals."""
    bare = rule.path.rstrip("/")
    return tuple(dict.fromkeys((bare, bare.lower(), bare.upper())))


def query_as_sent(rule: Rule) -> str:
    """Return the rule's query as browsers send it (WHATWG URL, special-query percent-encode set)."""
    return quote(rule.query, safe="".join(set(string.punctuation) - set("\"#<>'")))


def path_pattern(rule: Rule) -> str:
    """Return a pattern (PCRE) of the rule's path, with or without a slash at its end, for matching in any case.

    Web servers know the case of ASCII letters only; spellings that differ in others stand side by side.
    """
    different = {_ascii_lower(path): _escaped(path) for path in reversed(spellings(rule))}
    return f"(?:{'|'.join(reversed(different.values()))})/?"


def host_pattern(rule: Rule) -> str:
    """Return a pattern (PCRE) of the rule's host."""
    return _escaped(rule.host)


def query_pattern(rule: Rule) -> str:
    """Return a pattern (PCRE) of the rule's query: signs that only some encode are taken in either form.

    What messengers add to its end is taken, too. Parameters in another order are another query.
    """
    query = "".join(_sent(letter) for letter in rule.query)
    return (f"(?-i:{query})" if rule.exact else query) + ADDED


def _sent(letter: str) -> str:
    encoded = quote(letter, safe="")
    if encoded == letter or letter in _ALWAYS_PLAIN:
        return _escaped(letter)
    return f"(?:{_escaped(letter)}|{encoded})" if letter.isascii() and letter != " " else encoded


def _escaped(text: str) -> str:
    """Return a pattern of a text that nginx and Apache take alike within quotation marks.

    What either could take for a quotation, or for the end of one, is named by number.
    """
    return "".join(_named(letter) for letter in text)


def _named(letter: str) -> str:
    if _LONE.match(letter):
        return f"\\x{ord(letter) & 0xFF:02X}"
    return _NAMED.get(letter) or (f"\\{letter}" if letter in _SIGNS else letter)


def _ascii_lower(text: str) -> str:
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)
