"""Controlled vocabularies, regions, shared sources and the site itself, from their YAML files."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.model.catalogue import Harvesting, Site, Targets
from asylmura_ssg.model.vocabulary import Licence, MonumentType, Period, Region, Term, Vocabularies
from asylmura_ssg.read.nodes import Block, by_key, parse
from asylmura_ssg.read.source import decode
from asylmura_ssg.read.sources import address_in
from asylmura_ssg.tree import Bytes

T = TypeVar("T")

# A plate's code holds 34 bytes (version 4, level H: ISO/IEC 18004:2015, table 7), of which `https:///NNNNC` takes 14.
LONGEST_DOMAIN = 20
_MAIL = re.compile(r"[A-Za-z0-9.+_-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
_DOMAIN = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)+")


class Shelf:
    """The content's own files by path, opened with their reports."""

    def __init__(self, files: dict[str, Bytes], root: str, report: Report) -> None:
        self.files = files
        self.root = root
        self.report = report

    def top(self, path: str) -> Block | None:
        """Return the top block of a required YAML file, or report what is wrong with it."""
        file = self.files.get(path)
        if file is None:
            self.report.add(
                Diagnostic(Code.MISSING_FILE, Span(f"{self.root}/{path}"), f"{path} is missing", "restore it from git")
            )
            return None
        text = decode(file, self.report)
        return None if text is None else parse(text, self.report)

    def table(self, path: str, read: Callable[[str, Block, int], T]) -> dict[str, T]:
        """Return a YAML file of keyed blocks."""
        top = self.top(path)
        return {} if top is None else dict(by_key(top, read))


def read_vocabularies(shelf: Shelf, emblems: frozenset[str]) -> Vocabularies:
    """Return all vocabularies; a missing or broken file is reported and stands empty. Types name one of ``emblems``, where there are any."""
    regions = shelf.top("regions.yaml")
    zones = regions and regions.required_block("zones")
    listed = regions and regions.required_block("regions")
    zone_terms = dict(by_key(zones, _term)) if zones else {}

    def region(key: str, block: Block, order: int) -> Region:
        zone = block.term("zone", zone_terms, Code.UNKNOWN_TERM, "zone")
        return Region(key, block.in_every_language("names"), order, block.text("iso"), zone, block.boolean("city"))

    def kind(key: str, block: Block, order: int) -> MonumentType:
        emblem = block.text("emblem")
        if emblem and emblems and emblem not in emblems:
            block.unknown(Code.UNKNOWN_TERM, "emblem in templates/emblems", emblem, emblems, block.span("emblem"))
        return MonumentType(key, block.every_language(), order, emblem)

    found = Vocabularies(
        types=shelf.table("types.yaml", kind),
        periods=shelf.table(
            "periods.yaml", lambda k, b, i: Period(k, b.every_language(), i, b.integer("from"), b.integer("to"))
        ),
        zones=zone_terms,
        regions=dict(by_key(listed, region)) if listed else {},
        dating_bases=shelf.table("dating-bases.yaml", _term),
        dating_precisions=shelf.table("dating-precisions.yaml", _term),
        location_precisions=shelf.table("location-precisions.yaml", _term),
        protection_categories=shelf.table("protection-categories.yaml", _term),
        licences=shelf.table("licences.yaml", lambda k, b, i: Licence(k, b.every_language(), i, address_in(b))),
    )
    if regions:
        regions.finish()
    return found


def _term(key: str, block: Block, order: int) -> Term:
    return Term(key, block.every_language(), order)


def read_site(shelf: Shelf) -> Site | None:
    """Return content/site.yaml."""
    top = shelf.top("site.yaml")
    if top is None:
        return None
    domains = top.texts("domains")
    if not domains:
        top.complain(
            Code.MISSING_FIELD,
            '"domains" is missing',
            'add "domains: [asyl-mura.kz]", the plates\' own first',
            key="domains",
        )
    for domain, span in domains:
        if not _DOMAIN.fullmatch(domain):
            top.complain(Code.WRONG_TYPE, f'"{domain}" is not a domain', "write it in lower case, like asyl-mura.kz",
                         span=span)  # fmt: skip
        elif len(domain) > LONGEST_DOMAIN:
            top.complain(Code.DOMAIN_TOO_LONG, f'"{domain}" has {len(domain)} characters; a plate holds {LONGEST_DOMAIN}',
                         "the code on the plates cannot grow; choose a shorter domain", span=span)  # fmt: skip
    site = Site(
        title=top.in_every_language("title"),
        tagline=top.in_every_language("tagline"),
        publisher=top.in_every_language("publisher"),
        programme=top.in_every_language("programme"),
        domains=tuple(domain for domain, _ in domains) or ("",),
        edition_date=top.day("edition_date"),
        reports=_reports(top),
        targets=_targets(top),
        harvesting=_harvesting(top),
        offline_retired=top.boolean("offline_retired"),
    )
    top.finish()
    return site


def _reports(top: Block) -> str | None:
    address = top.optional_text("reports")
    if address is not None and not _MAIL.fullmatch(address):
        top.complain(
            Code.WRONG_TYPE, f'"{address}" is not a mail address', "write it like plates@example.kz", key="reports"
        )
    return address


def _harvesting(top: Block) -> Harvesting | None:
    block = top.block("harvesting")
    if block is None:
        return None
    gateway, mail = block.text("gateway"), block.text("mail")
    if gateway and not gateway.startswith(("http://", "https://")):
        block.complain(Code.WRONG_TYPE, f'"{gateway}" is not an address', "write the gateway's, from https:// on",
                       key="gateway")  # fmt: skip
    if mail and not _MAIL.fullmatch(mail):
        block.complain(Code.WRONG_TYPE, f'"{mail}" is not a mail address', "write it like data@example.kz", key="mail")
    block.finish()
    return Harvesting(gateway, mail)


def _targets(top: Block) -> Targets | None:
    block = top.block("targets")
    if block is None:
        return None
    targets = Targets(block.integer("monuments"), block.integer("volunteers"))
    block.finish()
    return targets
