"""What WeasyPrint drew, as a medium takes it: colours in its own operators, marked contents kept or taken out.

WeasyPrint writes one operator a line, its operands before it on the same line; shown text stands in hexadecimal. So
lines are enough to tell operators apart (ISO 32000-1, 7.8.2).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from asylmura_ssg.make.press.palette import Inks, light
from asylmura_ssg.make.volume.fragment import TypesettingError
from asylmura_ssg.model.press import Medium

_COLOUR = re.compile(rb"^/DeviceCMYK (?:cs|CS)\n([^\n]+) (scn|SCN)$", re.MULTILINE)
_MARKED = re.compile(rb"^/(\w+)\n<</MCID (\d+)>>\nBDC$", re.MULTILINE)
_TAGGING = re.compile(rb"^(?:/\w+\n(?:<<[^\n]*>>\nBDC|BMC)|EMC)\n", re.MULTILINE)
_STRANGE = re.compile(rb"^(?:.* )?(rg|RG|g|G|cs|CS|sc|SC|scn|SCN|sh|ri|BI)$", re.MULTILINE)
_PATTERN = re.compile(rb"^/Pattern (?:cs|CS)\n/\w+ (?:scn|SCN)$", re.MULTILINE)
_FACE = re.compile(rb"^/(\w+) ([\d.]+ Tf)$", re.MULTILINE)
_START = re.compile(rb"^0 0 m\n(?=\S+ \S+ m$)", re.MULTILINE)  # WeasyPrint's, before every outline of a drawing
_STATE = re.compile(rb"^/(\S+) gs\n", re.MULTILINE)


def inked(
    content: bytes, medium: Medium, states: Collection[str], faces: Mapping[str, str], artifacts: Collection[int]
) -> bytes:
    """Return the operators of a page for a medium.

    ``states`` are the graphics states that change nothing; ``faces`` the faces by WeasyPrint's names for them;
    ``artifacts`` the marked contents that are no part of the text. Raises TypesettingError where anything is drawn in another colour than printing inks, or see-through.
    """
    content += b"\n"
    strange = _STRANGE.search(_PATTERN.sub(b"", _COLOUR.sub(b"", content)))
    if strange:
        raise TypesettingError(
            f"{strange[0].decode('latin-1')!r} draws in no printing ink: name every fill and stroke in device-cmyk()"
        )
    content = _STATE.sub(lambda found: _without(found, states), content)
    content = _START.sub(b"", content)
    content = _FACE.sub(lambda found: f"/{faces[found[1].decode()]} ".encode() + found[2], content)
    if medium is Medium.PRESS:
        content = _TAGGING.sub(b"", content)
        content = _COLOUR.sub(_in_inks, content)
    else:
        content = _MARKED.sub(lambda found: _kept(found, artifacts), content)
        content = _COLOUR.sub(_in_light, content)
    return content


def _without(found: re.Match[bytes], states: Collection[str]) -> bytes:
    if found[1].decode("latin-1") not in states:
        raise TypesettingError("something is drawn see-through or blended; print has no transparency")
    return b""


def _in_inks(found: re.Match[bytes]) -> bytes:
    return found[1] + (b" k" if found[2] == b"scn" else b" K")


def _in_light(found: re.Match[bytes]) -> bytes:
    cyan, magenta, yellow, black = (float(ink) for ink in found[1].split())
    inks: Inks = (cyan, magenta, yellow, black)
    shown = " ".join(f"{round(part / 255, 4):g}" for part in light(inks))
    return f"{shown} {'rg' if found[2] == b'scn' else 'RG'}".encode()


def _kept(found: re.Match[bytes], artifacts: Collection[int]) -> bytes:
    return b"/Artifact\nBMC" if int(found[2]) in artifacts else found[0]
