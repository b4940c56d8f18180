"""Everything in ``templates/``: page and print templates, styles, interface strings, emblems, fonts, hyphenation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import uharfbuzz
from jinja2 import Environment, TemplateSyntaxError, meta

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Span
from asylmura_ssg.model.design import Design, Face, Template
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.scripts import ARABIC, OLD_TURKIC
from asylmura_ssg.read.source import Text, decode, readable
from asylmura_ssg.read.strings import read_strings
from asylmura_ssg.tree import Bytes

_FONT = re.compile(r"fonts/(?P<family>[A-Za-z]+)-(?P<weight>Regular|SemiBold)(?P<italic>Italic)?\.ttf")
PAGES = (
    "home",
    "monument",
    "listing",
    "section",
    "names",
    "plates",
    "prose",
    "404",
    "search",
    "map",
    "time",
    "full-view",
    "version",
    "saved",
    "film",
    "exhibit",
    "exhibition",
    "shows",
    "status",
)
SHEETS = (
    "style",
    "home",
    "lists",
    "monument",
    "not-found",
    "plates",
    "search",
    "picture",
    "full-view",
    "version",
    "saved",
    "map",
    "time",
    "shows",
    "essay",
    "status",
    "print",
)
ORNAMENTS = ("arch", "end", "frieze", "lattice")
SCRIPTS = (
    "latin",
    "plate-number",
    "search",
    "search-index",
    "search-words",
    "visitor",
    "saved",
    "offline",
    "map",
    "map-data",
    "map-marks",
    "map-view",
    "time",
    "model",
)
WORKERS = ("sw", "retired")
_FAMILIES = {
    "Literata": "Literata",
    "GolosText": "Golos Text",
    "NotoNaskhArabic": ARABIC.family,
    "NotoSansOldTurkic": OLD_TURKIC.family,
}
_WEIGHTS = {"Regular": 400, "SemiBold": 600}


def read_design(files: dict[str, Bytes], report: Report) -> Design:
    """Return the design read from the files below ``templates/``; what is wrong is reported."""
    files = readable(files, report)
    texts: dict[str, str] = {}
    for path, file in files.items():
        if path.endswith((".html", ".css", ".js", ".xml", ".svg", ".tex")):
            text = decode(file, report)
            texts[path] = "" if text is None else text.text
    return Design(
        templates=_templates({p: t for p, t in texts.items() if p.endswith((".html", ".xml"))}, files, report),
        styles={p: t for p, t in texts.items() if p.endswith(".css")},
        scripts={p: t for p, t in texts.items() if p.endswith(".js")},
        strings=read_strings(files, report),
        emblems=_drawings("emblems/", texts),
        ornaments=_drawings("ornaments/", texts),
        faces=faces_in(files),
        hyphenation=texts.get("hyphenation/hyph-kk.tex", ""),
        digest=design_digest(files),
    )


def faces_in(files: dict[str, Bytes]) -> tuple[Face, ...]:
    """Return the typefaces among the files below ``templates/``."""
    return tuple(_face(path, file) for path, file in files.items() if _FONT.fullmatch(path))


def design_digest(files: dict[str, Bytes]) -> str:
    """Return the digest of all files below ``templates/``."""
    return digest_of(tuple((path, file.digest) for path, file in sorted(files.items())))


def _drawings(folder: str, texts: dict[str, str]) -> dict[str, str]:
    """Return the drawings below a folder by their name there, without ending."""
    return {
        path.removeprefix(folder).removesuffix(".svg"): text.strip()
        for path, text in texts.items()
        if path.startswith(folder)
    }


def _face(path: str, file: Bytes) -> Face:
    found = _FONT.fullmatch(path)
    assert found is not None  # noqa: S101 - the caller filtered by this very pattern
    style = "italic" if found["italic"] else "normal"
    name = path.removeprefix("fonts/")
    return Face.of(_FAMILIES[found["family"]], style, _WEIGHTS[found["weight"]], name, file.data)


def _templates(texts: dict[str, str], files: dict[str, Bytes], report: Report) -> dict[str, Template]:
    """Return each template with the closure of what it extends, includes and imports."""
    direct: dict[str, set[str]] = {}
    for path, text in texts.items():
        try:
            named = _named_in(text)
        except TemplateSyntaxError as error:
            shown = files[path].shown
            report.add(Diagnostic(Code.WRONG_TYPE, Span(shown, error.lineno), f"template: {error.message}"))
            named = frozenset()
        for name in sorted(named, key=str):
            if name is None or name not in texts:
                at = text.find(name or "\0")
                source = Text(files[path].shown, text)
                report.add(source.problem(Code.MISSING_FILE, Span(source.shown) if at < 0 else source.span(at, at + len(name or "")),
                                          f'no template "{name}"' if name else "an include whose name is not written out",
                                          "name templates by their path below templates/"))  # fmt: skip
        direct[path] = {name for name in named if name in texts}
    return {path: _closure(path, direct, texts) for path in texts}


@lru_cache(maxsize=512)  # taking a template apart is dear, and few change from one reading to the next
def _named_in(text: str) -> frozenset[str | None]:
    """Return the templates that one extends, includes and imports. Raises TemplateSyntaxError."""
    return frozenset(meta.find_referenced_templates(Environment(autoescape=True).parse(text)))


def check_complete(design: Design, root: str, report: Report) -> None:
    """Report the page templates, style sheets, scripts and drawings that every site is made with and that are not there."""
    needed = [f"pages/{name}.html" for name in PAGES if f"pages/{name}.html" not in design.templates]
    needed += [f"pages/{name}.css" for name in SHEETS if f"pages/{name}.css" not in design.styles]
    needed += [f"pages/{name}.js" for name in SCRIPTS if f"pages/{name}.js" not in design.scripts]
    needed += [f"worker/{name}.js" for name in WORKERS if f"worker/{name}.js" not in design.scripts]
    needed += [f"ornaments/{name}.svg" for name in ORNAMENTS if name not in design.ornaments]
    needed += [] if "mark" in design.emblems else ["emblems/mark.svg"]
    for path in needed:
        report.add(Diagnostic(Code.MISSING_FILE, Span(f"{root}/{path}"), f"{path} is missing", "restore it from git"))


def _closure(path: str, direct: dict[str, set[str]], texts: dict[str, str]) -> Template:
    reached: set[str] = set()
    waiting = [path]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += direct[name]
    sources = {name: texts[name] for name in sorted(reached)}
    return Template(path, sources, digest_of((path, sources)))


def unsettable(faces: Sequence[Face]) -> re.Pattern[str] | None:
    """Return a pattern of the letters that some face of the text lacks, or the face of their own script; None when the
    text has no faces.
    """
    texts = [set(uharfbuzz.Face(face.data).unicodes) for face in faces if face.family == "Literata"]
    if not texts:
        return None
    held = set.intersection(*texts) | {0x09, 0x0A}
    for script in (ARABIC, OLD_TURKIC):
        own = {code for face in faces if face.family == script.family for code in uharfbuzz.Face(face.data).unicodes}
        held |= {code for first, last in script.blocks for code in own.intersection(range(first, last + 1))}
    ranges: list[list[int]] = []
    for code in sorted(held):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return re.compile("[^" + "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges) + r"\s]+")
