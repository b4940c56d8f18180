"""What stands at an address of the preview: a page of the site with the desk's furniture, or a page of the desk itself."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from threading import Lock

from jinja2 import TemplateError

from asylmura_ssg.cache import Store
from asylmura_ssg.concordance import Concordance
from asylmura_ssg.diagnostics import Code, Diagnostic, Severity, Span
from asylmura_ssg.handbook import Handbook
from asylmura_ssg.make.hosting.headers import TYPES
from asylmura_ssg.make.maker import make
from asylmura_ssg.model.address import as_served
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.language import PRIMARY, Language
from asylmura_ssg.model.monument import Status
from asylmura_ssg.model.recipe import Artifact, CardRecipe, FontRecipe, PictureRecipe, PlateRecipe
from asylmura_ssg.model.route import File, MonumentPage, Route, path_of, route_at
from asylmura_ssg.plan.asked import Asked, Kept
from asylmura_ssg.plan.steps import steps_of
from asylmura_ssg.proofreading.changes import changes_in
from asylmura_ssg.read.advice import advise
from asylmura_ssg.read.record import Record
from asylmura_ssg.read.shared import MONUMENTS
from asylmura_ssg.rulebook import rulebook
from asylmura_ssg.serve.collection import Collection, State
from asylmura_ssg.serve.furniture import FINDINGS, TEMPLATE, Desk, bare_page, findings_page, furnished
from asylmura_ssg.serve.proofs import Proofs
from asylmura_ssg.toolchain import makers_digest
from asylmura_ssg.tree import Bytes

_MEDIA = {ending: media for media, ending in TYPES}
_KEPT = "public, max-age=31536000, immutable"
_ASKED = "no-cache"
_DIGITS = 5
"""An entry has fewer pages of the book than a number of so many digits says."""
_PAGES = 64
"""So many pages are kept as they last were, for when they cannot be made any more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser is answered."""

    body: bytes
    media: str = "text/html; charset=utf-8"
    status: int = 200
    cached: str = _ASKED


class Pages:
    """The pages of what a collection holds now. ``docs`` reads the handbook: its files by their path below ``docs/``."""

    def __init__(self, collection: Collection, proofs: Proofs, docs: Callable[[], Mapping[str, Bytes]]) -> None:
        order = collection.order
        self._collection, self._proofs, self._docs = collection, proofs, docs
        self._store = Store(order.cache / "made")
        self._concordance = Concordance(self._store, 1)
        self._handbook: Handbook | None = None
        self._planning, self._keeping = Lock(), Lock()
        self._now: tuple[State, Asked | None] | None = None
        self._advised: dict[str, tuple[Record, dict[str, int] | None, tuple[Diagnostic, ...]]] = {}
        self._last: dict[Route, bytes] = {}
        self._seen = 0
        self._committed: dict[str, dict[str, int]] = {}

    def show(self, state: State) -> None:
        """Answer from now on with another state."""
        before = None if self._now is None or self._now[1] is None else self._now[1].kept
        asked = None
        if state.catalogue is not None and state.design is not None:
            asked = Asked(Kept.of(state.catalogue, state.design, before), self._concordance)
        self._now = (state, asked)

    @property
    def revision(self) -> int:
        """The number of the state that is shown; each later one has a higher one."""
        return 0 if self._now is None else self._now[0].revision

    @property
    def seen(self) -> bool:
        """Whether somebody was given a page of the state that is shown."""
        return self._seen == self.revision

    def at(self, address: str) -> Answer:
        """Return what stands at an address: path and query, encoded."""
        assert self._now is not None  # noqa: S101 - nothing is served before there is something to show
        state, asked = self._now
        path, _, query = address.partition("?")
        place = as_served(path).lstrip("/")
        if state.design is None:
            return Answer(b"the templates cannot be read", "text/plain; charset=utf-8", 500)
        if place.startswith("desk/"):
            return self._of_the_desk(place.removeprefix("desk/"), query, state, state.design, asked)
        if place == "handbook" or place.startswith("handbook/"):
            return self._of_the_handbook(place.removeprefix("handbook").lstrip("/"), state.design)
        route = route_at(place) or route_at(f"{place.rstrip('/')}/index.html".lstrip("/"))
        return self._of_the_site(route, state, state.design, asked)

    # The site

    def _of_the_site(self, route: Route | None, state: State, design: Design, asked: Asked | None) -> Answer:
        with self._planning:
            artifact = None if asked is None or route is None else asked.artifact(route)
        if asked is None or artifact is None:
            return self._nothing_at(route, state, design, asked)
        path = path_of(artifact.route)
        media = _MEDIA.get(path.rpartition(".")[2], "application/octet-stream")
        if not path.endswith(".html"):
            lasting = _KEPT if path.startswith(("assets/", "pictures/", "search/")) else _ASKED
            try:
                return Answer(self._made(artifact), media, cached=lasting)
            except OSError as error:
                return Answer(str(error).encode(), "text/plain; charset=utf-8", 404)
        slug, language = asked.slug_at(artifact.route), _language_of(path)
        desk = self._desk(state, slug, language)
        try:
            page = self._made(artifact)
        except TemplateError as error:
            broken = _of_template(error, self._collection.order.templates.as_posix())
            own = replace(desk, own=(broken, *desk.own), shared=True, errors=desk.errors + 1, page_below=False)
            return Answer(bare_page(own, design.templates[TEMPLATE], _said_in(design, language)), status=500)
        except OSError as error:
            return Answer(str(error).encode(), "text/plain; charset=utf-8", 404)
        self._keep(artifact.route, page)
        strings = _said_in(design, language)
        self._seen = state.revision
        return Answer(furnished(page, desk, state.drafts, design.templates[TEMPLATE], strings))

    def _keep(self, route: Route, page: bytes) -> None:
        """Keep a page as it is now, for when it cannot be made any more; the one that was seen longest ago goes."""
        with self._keeping:
            self._last.pop(route, None)
            self._last[route] = page
            while len(self._last) > _PAGES:
                del self._last[next(iter(self._last))]

    def _made(self, artifact: Artifact) -> bytes:
        """Return the bytes of an artifact; what is dear is kept as the build keeps it."""
        if not isinstance(artifact.recipe, PlateRecipe | FontRecipe | PictureRecipe | CardRecipe):
            return make(artifact.recipe, self._collection.original)
        key = steps_of((artifact,), makers_digest())[0].key
        data = self._store.get(key)
        if data is None:
            data = make(artifact.recipe, self._collection.original)
            self._store.put(key, data)
        return data

    def _nothing_at(self, route: Route | None, state: State, design: Design, asked: Asked | None) -> Answer:
        """Return the page of what is not there: what is in its way, or that nothing ever was."""
        language = PRIMARY if route is None else _language_of(path_of(route))
        slug = route.slug if isinstance(route, MonumentPage) else ""
        desk = replace(self._desk(state, slug, language), page_below=False)
        strings, template = _said_in(design, language), design.templates[TEMPLATE]
        former = self._last.get(route) if route is not None else None
        if desk.own and not desk.shared and former is not None:
            below = replace(desk, page_below=True)
            return Answer(furnished(former, below, state.drafts, template, strings))
        if (desk.own and not desk.shared) or asked is None:
            return Answer(bare_page(replace(desk, slug=""), template, strings), status=404 if asked else 500)
        with self._planning:
            missing = asked.artifact(File("404.html"))
        page = b"" if missing is None else self._made(missing)
        return Answer(
            furnished(page, replace(desk, slug="", page_below=True), state.drafts, template, strings), status=404
        )

    def _desk(self, state: State, slug: str, language: Language) -> Desk:
        errors = state.report.errors
        entries = f"{state.root}/{MONUMENTS}"
        record = state.records.get(slug)
        folder = slug if record is None else record.folder
        mine = tuple(d for d in errors if slug and d.span.path.startswith(f"{entries}{folder}/"))
        shared = tuple(d for d in errors if not d.span.path.startswith(entries))
        warnings = tuple(d for d in state.report.warnings if d.span.path.startswith(f"{entries}{folder}/"))
        status = state.drafts.get(slug, Status.PUBLISHED)
        return Desk(
            language, state.revision, slug, status, (*mine, *shared), not mine, len(errors),
            len(warnings) + len(self._advice_of(slug, state)) if slug else 0, not state.whole,
            page_below=True, titles=_titles(language),
        )  # fmt: skip

    # The desk

    def _of_the_desk(self, place: str, query: str, state: State, design: Design, asked: Asked | None) -> Answer:
        language = next((each for each in Language if each == query), PRIMARY)
        if place in ("desk.css", "desk.js"):
            held = design.styles if place.endswith("css") else design.scripts
            text = held.get(f"desk/{place}", "")
            return Answer(text.encode(), _MEDIA[place.rpartition(".")[2]])
        parts = place.rstrip("/").split("/")
        match parts:
            case ["problems"] | ["advice"]:
                return Answer(self._findings(parts[0] == "problems", language, state, design))
            case ["print", spoken, slug] if spoken in tuple(Language):
                return self._proof(slug, Language(spoken), design, asked)
            case ["print", slug, key, number] if number.isascii() and number.isdecimal() and len(number) < _DIGITS:
                page = self._proofs.page(slug, key, int(number))
                found = page is not None
                return Answer(page or b"", "image/png", 200 if found else 404, _KEPT if found else _ASKED)
            case _:
                return Answer(b"nothing stands here", "text/plain; charset=utf-8", 404)

    def _findings(self, errors: bool, language: Language, state: State, design: Design) -> bytes:
        found = list(state.report.errors) if errors else list(state.report.warnings)
        if not errors:
            order = self._collection.order
            self._committed = changes_in(order.content, order.cache, state.files).by_folder
            found += [each for slug in sorted(state.records) for each in self._advice_of(slug, state)]
        strings, docs = _said_in(design, language), self._docs()
        return findings_page(
            found, language, errors=errors, template=design.templates[FINDINGS], t=strings, titles=_titles(language),
            pages={code.slug: f"/handbook/rules/{code.slug}/" for code in Code if f"rules/{code.slug}.md" in docs}, way=strings["desk_rule"],
        )  # fmt: skip

    def _advice_of(self, slug: str, state: State) -> tuple[Diagnostic, ...]:
        """Return what an experienced editor would say of an entry: worked out once, while it stays as it is."""
        record = state.records.get(slug)
        if record is None or state.catalogue is None:
            return ()
        known = self._advised.get(slug)
        changed = self._committed.get(record.folder)
        if known is not None and ((known[0] is record and known[1] == changed) or not state.whole):
            return known[2]  # an edit is shown first, and advised on then
        files = state.files.get(record.folder, {})
        shown = f"{state.root}/{MONUMENTS}{record.folder}"
        report = advise(record, shown, files, state.catalogue.vocabularies, changed)
        report.waivers += record.waivers
        found = tuple(each for each in report if each.severity is not Severity.ERROR)
        self._advised[slug] = (record, changed, found)
        return found

    def _proof(self, slug: str, language: Language, design: Design, asked: Asked | None) -> Answer:
        recipe = None if asked is None else asked.volume_with(slug)
        strings = _said_in(design, language)
        if recipe is None:
            return _told({"pages": [], "said": strings["desk_no_volume"], "newest": True})
        proof, newest = self._proofs.of(slug, recipe)
        pages = [] if proof is None else [f"/desk/print/{slug}/{proof.key}/{n}" for n in range(len(proof.pages))]
        said = "" if newest else strings["desk_setting"]
        if proof is not None and newest and proof.problem:
            said = strings["desk_unset"].format(reason=proof.problem)
        return _told({"pages": pages, "said": said, "newest": newest})

    # The handbook

    def _of_the_handbook(self, place: str, design: Design) -> Answer:
        handbook = self._book(design, place)
        found = handbook.file(place)
        if found is None:
            place = f"{place.rstrip('/')}/index.html".lstrip("/")
            found = handbook.file(place)
        if found is None:
            return Answer(handbook.file("index.html") or b"", status=404)
        return Answer(found, _MEDIA.get(place.rpartition(".")[2], "text/plain; charset=utf-8"))

    def _book(self, design: Design, place: str) -> Handbook:
        """Return the handbook: as it is on disk now whenever a page is asked for, as it was for what that page asks for."""
        held = self._handbook
        if held is None or held.design is not design or "." not in place:
            fresh = Handbook(self._docs(), design, "")
            if held is None or held.design is not design or held.docs != fresh.docs:
                held = self._handbook = fresh
        return held


def _said_in(design: Design, language: Language) -> dict[str, str]:
    """Return all strings of a language."""
    held = design.strings
    return held[language]


@cache
def _titles(language: Language) -> dict[str, str]:
    """Return what each rule asks in a language, by its slug."""
    return {code.slug: words.title.best(language).value for code, words in rulebook().items()}


def _told(said: dict[str, object]) -> Answer:
    return Answer(json.dumps(said, ensure_ascii=False).encode(), "application/json")


def _language_of(path: str) -> Language:
    return next((each for each in Language if path.startswith(f"{each}/")), PRIMARY)


def _of_template(error: TemplateError, root: str) -> Diagnostic:
    """Return what a template asked for in vain, and at which line of it."""
    frames = traceback.extract_tb(error.__traceback__)
    last = next((frame for frame in reversed(frames) if frame.filename.endswith(".html")), None)
    place = Span(root) if last is None else Span(f"{root}/{last.filename}", last.lineno or 1)
    return Diagnostic(Code.WRONG_TYPE, place, f"template: {error.message}")
