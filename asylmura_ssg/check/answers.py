"""Would every address that was ever issued answer? Asked of a tree of files in every way a phone may ask."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from asylmura_ssg.model.address import HOST_KINDS, Address, Hosting, addresses, own_files, rules_of, ways_to_write
from asylmura_ssg.model.register import Copy, Register


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A way to ask for a plate that does not meet its page; ``kind`` names the kind of host.

    ``shown`` is the file of something else that answers, None where nothing does.
    """

    copy: Copy
    host: str
    target: str
    kind: str
    shown: str | None


def unanswered(register: Register, domains: Sequence[str], paths: Collection[str]) -> Iterator[Unanswered]:
    """Yield every way to ask for a plate that neither its page answers nor its monument's; ``paths`` are the tree's files.

    Each address is asked for on its own host and, when that is an official domain, on all of them.
    """
    hosting = Hosting(domains, paths, rules_of(register, domains, paths))
    for copy, host, target in ways(register, domains):
        for kind in HOST_KINDS:
            shown = hosting.answer(host, target, kind)
            if shown not in own_files(copy):
                yield Unanswered(copy, host, target, kind.name, shown)


def ways(register: Register, domains: Sequence[str]) -> Iterator[tuple[Copy, str, str]]:
    """Yield every way to ask for every plate: the issue, the host, and the path and query.

    Each plate's number is asked for on every official domain, whatever the plate carries; besides, what it carries.
    """
    for plate in register.plates.values():
        number = Address("https", "", f"/{plate.plate}", "")
        for host in domains:
            for target in ways_to_write(number):
                yield plate.copies[0], host, target
    for copy, address in addresses(register, domains).values():
        if address.host not in domains or address.path.strip("/") != copy.plate:
            for target in ways_to_write(address):
                yield copy, address.host, target


def is_whole(page: bytes, plate: str) -> bool:
    """Tell whether a file is the whole page of a plate: it ends as a page does, and names the plate."""
    return page.rstrip().endswith(b"</html>") and plate.encode() in page
