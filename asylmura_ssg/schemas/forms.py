"""The kinds of files that editors write: where they lie, and the shape that their readers give away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from asylmura_ssg.diagnostics import Report
from asylmura_ssg.interchange.mapping import TARGETS, mapping_of
from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.profiles import profiles_in
from asylmura_ssg.read.conduct import read_conduct
from asylmura_ssg.read.exhibitions import read_exhibitions
from asylmura_ssg.read.exhibits import read_exhibits
from asylmura_ssg.read.films import read_films
from asylmura_ssg.read.glossary import read_glossary
from asylmura_ssg.read.nodes import Block
from asylmura_ssg.read.printers import read_printers
from asylmura_ssg.read.record import Known, read_keys
from asylmura_ssg.read.source import Text
from asylmura_ssg.read.sources import read_source
from asylmura_ssg.read.vocabularies import Shelf, read_site, read_vocabularies
from asylmura_ssg.read.volumes import read_volumes
from asylmura_ssg.read.volunteers import read_volunteers
from asylmura_ssg.read.waivers import WAIVABLE
from asylmura_ssg.schemas.probe import ANY_KEY, POLICIES, Anything, Policy, Probe, Shape
from asylmura_ssg.tree import Bytes

_OPEN: Anything = Anything({"x"})
_PATH = "x/x"


class _Shelf(Shelf):
    """A shelf with one file on it, whose every reading is a probe of one shape."""

    def __init__(self, path: str, shape: Shape, policy: Policy) -> None:
        super().__init__({path: Bytes(path, path, b"", "")}, "", Report())
        self._path, self._shape, self._policy = path, shape, policy

    def top(self, path: str) -> Block | None:
        return Probe(self._shape, self._policy) if path == self._path else None


Read = Callable[[Shelf, Vocabularies], object]


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file: its name, the paths below the content that it lies at (as glob patterns), and its reader."""

    name: str
    globs: tuple[str, ...]
    path: str
    read: Read
    free: bool = False
    """Whether the keys that a file chooses itself may be any words, and the file may lie anywhere."""


def _monument(shelf: Shelf, vocabularies: Vocabularies) -> object:
    top = shelf.top(_PATH)
    known = Known(vocabularies, _OPEN, _OPEN, {}, None, {})
    return None if top is None else read_keys("x", top, Text("", ""), {"monument.yaml": shelf.files[_PATH]}, known)


def _mapping(shelf: Shelf, vocabularies: Vocabularies) -> object:
    top = shelf.top("x.mapping.yaml")
    return None if top is None else mapping_of(top, vocabularies, _OPEN)


def _words(name: str) -> Form:
    return Form(name, (f"{name}.yaml",), f"{name}.yaml", lambda shelf, _: read_vocabularies(shelf, frozenset()))


FORMS: tuple[Form, ...] = (
    Form("monument", ("monuments/*/monument.yaml",), _PATH, _monument),
    Form("film", ("films/*.yaml",), "films/x.yaml", lambda s, v: read_films(s, _OPEN, v.licences, None)),
    Form("exhibit", ("exhibits/*/exhibit.yaml",), "exhibits/x/exhibit.yaml",
         lambda s, v: read_exhibits(s, _OPEN, v.licences)),
    Form("exhibition", ("exhibitions/*.yaml",), "exhibitions/x.yaml",
         lambda s, _: read_exhibitions(s, _OPEN, _OPEN, _OPEN)),
    Form("volume", ("volumes/*.yaml",), "volumes/x.yaml", lambda s, _: read_volumes(s, {}, {}, None)),
    Form("printer", ("printers/*.yaml",), "printers/x.yaml", lambda s, _: read_printers(s, profiles_in(()))),
    Form("site", ("site.yaml",), "site.yaml", lambda s, _: read_site(s)),
    Form("bibliography", ("bibliography.yaml",), "bibliography.yaml", lambda s, _: s.table("bibliography.yaml", read_source)),
    Form("glossary", ("glossary.yaml",), "glossary.yaml", lambda s, _: read_glossary(s, _OPEN)),
    Form("conduct", ("conduct.yaml",), "conduct.yaml", lambda s, _: read_conduct(s, _OPEN)),
    Form("volunteers", ("plates/volunteers.yaml",), "plates/volunteers.yaml", lambda s, v: read_volunteers(s, v.regions)),
    _words("regions"),
    _words("types"),
    _words("periods"),
    _words("licences"),
    _words("dating-bases"),
    _words("dating-precisions"),
    _words("location-precisions"),
    _words("protection-categories"),
    Form("mapping", ("*.mapping.yaml",), "x.mapping.yaml", _mapping, free=True),
)  # fmt: skip


def shape_of(form: Form, vocabularies: Vocabularies) -> Shape:
    """Return which keys the reader of a form asks for, and of which kinds."""
    shape = Shape()
    for policy in POLICIES:
        form.read(_Shelf(form.path, shape, policy), vocabularies)
    if "waivers" in shape.keys:
        shape.keys["waivers"].below().asked("rule").known = WAIVABLE
    if "columns" in shape.keys:
        column = shape.keys["columns"].below().asked(ANY_KEY)
        column.known = column.below().asked("to").known = TARGETS
    return shape


def shapes(vocabularies: Vocabularies) -> Mapping[str, Shape]:
    """Return the shape of every form, by its name."""
    return {form.name: shape_of(form, vocabularies) for form in FORMS}
