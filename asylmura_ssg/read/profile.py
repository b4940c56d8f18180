"""The ICC profile that a printer names: where it lies, whether it is the very file, and whether it is fit for print."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from asylmura_ssg.diagnostics import Code, Diagnostic, did_you_mean
from asylmura_ssg.model.press import Condition, Standard
from asylmura_ssg.profiles import Profiles
from asylmura_ssg.read.nodes import Block
from asylmura_ssg.read.vocabularies import Shelf

PROFILES = "printers/profiles/"
ENDINGS = (".icc", ".icm")
_DIGITS = 64  # of a SHA-256; one that was cut short is told as such


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile's bytes, empty when it is not there; ``missing`` says so of one that the machine should keep."""

    data: bytes
    missing: Diagnostic | None = None


def read_profile(block: Block, condition: Condition, shelf: Shelf, profiles: Profiles) -> Profile:
    """Return the profile of a condition: from the content when it is bundled, else from where the machine keeps it."""
    if not condition.file or len(condition.sha256) != _DIGITS:
        return Profile(b"")
    if condition.bundled:
        return Profile(_bundled(block, condition, shelf))
    data = profiles(condition.file, condition.sha256)
    if data is not None:
        return Profile(data)
    message = f'no "{condition.file}" of this sha256 on this machine'
    hint = f"it may not be handed on with the content: {condition.source}"
    return Profile(b"", block.source.problem(Code.PROFILE_MISSING, block.span("profile"), message, hint))


def _bundled(block: Block, condition: Condition, shelf: Shelf) -> bytes:
    file = shelf.files.get(PROFILES + condition.file)
    if file is None:
        there = [path.removeprefix(PROFILES) for path in shelf.files if _is_profile(path)]
        hint = did_you_mean(condition.file, there) or (f"there are: {', '.join(there)}" if there else "put it there")
        block.complain(Code.PROFILE_UNKNOWN, f'no profile "{condition.file}" in {PROFILES}', hint, key="profile")
        return b""
    own = hashlib.sha256(file.data).hexdigest()
    if own != condition.sha256:
        block.complain(Code.PROFILE_CHANGED, f'"{condition.file}" is not the file that is named here',
                       f"its sha256 is {own}", key="sha256")  # fmt: skip
        return b""
    text = condition.file.rpartition(".")[0] + ".txt"
    if PROFILES + text not in shelf.files:
        block.complain(Code.PROFILE_LICENCE, f'"{condition.file}" stands in the content without its licence',
                       f"put the licence's text beside it as {text}", key="licence")  # fmt: skip
    return file.data


def _is_profile(path: str) -> bool:
    return path.startswith(PROFILES) and path.endswith(ENDINGS)


def faults_of(data: bytes, standard: str) -> Iterator[str]:
    """Yield in words why a file cannot be the output profile of a PDF/X file in CMYK (header: ICC.1:2010, 7.2)."""
    if len(data) < 132 or data[36:40] != b"acsp" or struct.unpack(">I", data[:4])[0] != len(data):
        yield "is no ICC profile, or a damaged one"
        return
    if data[12:16] != b"prtr":
        yield "is not a profile of an output device"
    if data[16:20] != b"CMYK":
        yield f"is a profile of {data[16:20].decode('ascii', 'replace').strip()} and not of CMYK"
    if standard == Standard.X1A and data[8] != 2:
        yield f"is of version {data[8]}, and {standard} takes version 2 alone"
