"""The container of an EPUB: a ZIP whose bytes depend on what it holds alone (EPUB 3.3, "OCF ZIP container")."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

_MIMETYPE = b"application/epub+zip"
_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP knows: a file in it is as old as the edition says, not as its clock
_READABLE = 0o644 << 16
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the container; ``packed`` unless its kind is compressed as it is."""

    name: str
    data: bytes = field(repr=False)
    packed: bool = True


def archive(members: Sequence[Member]) -> bytes:
    """Return the ZIP. What it is stands first, not compressed, so that its first bytes tell (OCF, "mimetype file")."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for member in (Member("mimetype", _MIMETYPE, packed=False), *members):
            entry = zipfile.ZipInfo(member.name, _DAY)
            entry.external_attr, entry.create_system = _READABLE, _UNIX
            entry.compress_type = zipfile.ZIP_DEFLATED if member.packed else zipfile.ZIP_STORED
            zipped.writestr(entry, member.data, compresslevel=9 if member.packed else None)
    return out.getvalue()
