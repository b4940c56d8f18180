"""One monument's folder → a typed record, with everything in it that is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from asylmura_ssg.diagnostics import Code, Diagnostic, Report, Severity, Span, Waiver, did_you_mean
from asylmura_ssg.model.addressed import SLUG
from asylmura_ssg.model.bibliography import Source
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.geography import Outline
from asylmura_ssg.model.language import LANGUAGES, Localized
from asylmura_ssg.model.monument import (
    Claim,
    Conflict,
    Dating,
    Dimension,
    Entry,
    Fate,
    Identifiers,
    Loss,
    Merger,
    Monument,
    Protection,
    Status,
    VariantName,
    WorldHeritage,
)
from asylmura_ssg.model.plate import HIGHEST, LOWEST
from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.read.location import read_location, required_sources
from asylmura_ssg.read.narrations import read_narrations
from asylmura_ssg.read.nodes import IN_LANGUAGES, Block, by_key, parse, read_whole
from asylmura_ssg.read.personal_data import check_texts
from asylmura_ssg.read.pictures import Press, check_fineness, read_pictures
from asylmura_ssg.read.prose import check_missing, read_texts
from asylmura_ssg.read.source import Text, decode
from asylmura_ssg.read.sources import read_source
from asylmura_ssg.read.text_rules import Mention, check_inline, check_letters, check_scripts
from asylmura_ssg.read.waivers import read_waivers
from asylmura_ssg.tree import Bytes

LAST_YEAR = 2100  # what is read knows no clock; a year beyond it is a slip of the pen
_ADD_SOURCE = "add it under bibliography: in monument.yaml"
_CRITERIA = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


@dataclass(frozen=True, slots=True)
class Known:
    """What a record may refer to outside its own folder."""

    vocabularies: Vocabularies
    sources: frozenset[str]
    volumes: frozenset[str]
    outlines: dict[str, Outline]
    unsettable: re.Pattern[str] | None
    """Matches a letter that the typefaces do not have; None when there are none to ask."""
    presses: dict[str, Press]
    """What printed volumes ask of pictures, by volume."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record as read: the entry, and what must be held against the other records."""

    folder: str
    entry: Entry
    number: Mention
    slug: Mention
    related: tuple[Mention, ...]
    linked: tuple[Mention, ...]
    merged: Mention | None
    """What it names as the entry it was joined to."""
    waivers: tuple[Waiver, ...] = ()


def read_record(folder: str, shown: str, files: dict[str, Bytes], known: Known, report: Report) -> Record | None:
    """Return the record of a folder (its files by their names in it), or None when anything in it is wrong."""
    before = len(report.found)
    named = files.get("monument.yaml")
    if named is None:
        report.add(Diagnostic(Code.MISSING_FILE, Span(f"{shown}/monument.yaml"), "the folder has no file monument.yaml",
                              "write one after docs/records.md, or remove the folder"))  # fmt: skip
        return None
    text = decode(named, report)
    texts = read_texts(files, known.unsettable, report)
    top = None if text is None else parse(text, report)
    if text is None or top is None:
        return None
    check_scripts(text, report)
    check_texts(text, report)
    check_letters(text, known.unsettable, report)
    reader = _Reader(folder, top, text, files, known)
    monument = reader.monument()
    waivers = read_waivers(top)
    top.finish()
    reader.check_sources(monument, texts.cited)
    check_missing(texts, f"{shown}/", "the entry", report, translations=monument.status is Status.PUBLISHED)
    if monument.status is Status.PUBLISHED:
        check_fineness(top, monument.pictures, monument.volumes, known.presses)
    _check_strays(files, monument, shown, report)
    if any(d.severity is Severity.ERROR for d in report.found[before:]) or texts.prose is None:
        return None
    slug = reader.slug_mention(monument.slug)
    related = tuple(Mention(word, span, text.line(span.line)) for word, span in top.texts("related"))
    span = top.span("number")
    number = Mention(str(monument.number), span, text.line(span.line))
    merged = None if monument.merger is None else reader.merger_mention(monument.merger.into)
    linked = texts.linked + tuple(reader.linked)
    return Record(folder, Entry(monument, texts.prose), number, slug, related, linked, merged, waivers)


def read_keys(folder: str, top: Block, text: Text, files: dict[str, Bytes], known: Known) -> Monument:
    """Return what the keys of a monument.yaml say, and report what is wrong with them, but for keys that nobody knows."""
    read_waivers(top)
    return _Reader(folder, top, text, files, known).monument()


def _check_strays(files: dict[str, Bytes], monument: Monument, shown: str, report: Report) -> None:
    used = {"monument.yaml", *(f"{language}.md" for language in LANGUAGES), *(p.file for p in monument.pictures)}
    used |= {narration.file for narration in monument.narrations}
    for name in sorted(set(files) - used):
        report.add(Diagnostic(Code.STRAY_FILE, Span(f"{shown}/{name}"), f"nothing uses {name}",
                              "name it under pictures: or narration: in monument.yaml, or delete it"))  # fmt: skip


class _Reader:
    """Reads the keys of one monument.yaml."""

    def __init__(self, folder: str, top: Block, text: Text, files: dict[str, Bytes], known: Known) -> None:
        self.folder = folder
        self.top = top
        self.text = text
        self.files = files
        self.known = known
        self.cited: list[Mention] = []
        self.linked: list[Mention] = []

    def monument(self) -> Monument:
        top, vocabularies = self.top, self.known.vocabularies
        region = top.term("region", vocabularies.regions, Code.UNKNOWN_REGION, "region")
        names = top.required_block("names", IN_LANGUAGES)
        pictures = read_pictures(top, self.folder, self.files, vocabularies.licences)
        narrations = read_narrations(top, self.folder, self.files, vocabularies.licences)
        held = [self.files["monument.yaml"].digest, *(p.digest for p in pictures), *(n.digest for n in narrations)]
        return Monument(
            slug=self._slug(),
            number=self._number(),
            status=self._status(),
            names=Localized("") if names is None else names.languages(),
            variants=() if names is None else self._variants(names),
            type=top.term("type", vocabularies.types, Code.UNKNOWN_TYPE, "type"),
            periods=top.terms("periods", vocabularies.periods, Code.UNKNOWN_PERIOD, "period"),
            summary=top.localized("summary"),
            region=region,
            district=self._claim("district"),
            place=self._claim("place"),
            location=read_location(top, region, vocabularies.location_precisions, self.known.outlines, self._sources),
            dating=self._dating(),
            culture=self._claim("culture"),
            builder=self._claim("builder"),
            protection=self._protection(),
            dimensions=tuple(read_whole(b, self._dimension) for b in top.blocks("dimensions")),
            identifiers=self._identifiers(),
            conflicts=tuple(read_whole(b, self._conflict) for b in top.blocks("conflicts")),
            related=tuple(word for word, _ in top.texts("related")),
            volumes=top.terms("volumes", self.known.volumes, Code.UNKNOWN_VOLUME, "volume"),
            film=self._claim("film"),
            fate=self._fate(),
            merger=self._merger(),
            bibliography=self._bibliography(),
            pictures=pictures,
            look_for=tuple(read_whole(b, self._detail) for b in top.blocks("look_for")),
            narrations=narrations,
            editors=self._editors(),
            digest=digest_bytes(" ".join(held).encode()),
        )

    def _status(self) -> Status:
        word = self.top.term("status", tuple(Status), Code.UNKNOWN_TERM, "status")
        return Status(word) if word in tuple(Status) else Status.DRAFT

    # Identity

    def _slug(self) -> str:
        slug = self.top.optional_text("slug") or self.folder
        if not SLUG.fullmatch(slug):
            self.top.complain(
                Code.SLUG_FORM, f'"{slug}" cannot stand in an address',
                "write it in lower-case Latin letters, digits and single hyphens, like aisha-bibi",
                span=self.slug_mention(slug).span,
            )  # fmt: skip
        return slug

    def slug_mention(self, slug: str) -> Mention:
        span = self.top.span("slug") if "slug" in self.top.written() else Span(self.text.shown)
        return Mention(slug, span, self.text.line(span.line) if span.end else "")

    def merger_mention(self, slug: str) -> Mention:
        block = self.top.block("merged")
        span = self.top.span("merged") if block is None else block.span("into")
        return Mention(slug, span, self.text.line(span.line))

    def _number(self) -> int:
        before = len(self.top.report.found)
        number = self.top.integer("number")
        if len(self.top.report.found) == before and not LOWEST <= number <= HIGHEST:
            self.top.complain(Code.NUMBER_RANGE, f"register number {number} is not between {LOWEST} and {HIGHEST}",
                              "take the number after the last in content/plates/register.jsonl", key="number")  # fmt: skip
        return number

    def _variants(self, names: Block) -> tuple[VariantName, ...]:
        def read(block: Block) -> VariantName:
            return VariantName(block.text("name"), block.text("language"), self._sources(block))

        variants = tuple(read_whole(block, read) for block in names.blocks("also"))
        names.finish()
        return variants

    def _editors(self) -> tuple[str, ...]:
        if not self.top.has("editors"):
            self.top.complain(Code.MISSING_FIELD, '"editors" is missing', "name who answers for the entry, as a list",
                              key="editors")  # fmt: skip
        return tuple(word for word, _ in self.top.texts("editors"))

    # Sources

    def _sources(self, block: Block) -> tuple[str, ...]:
        found = block.texts("source")
        self.cited += [Mention(word, span, self.text.line(span.line)) for word, span in found]
        return tuple(word for word, _ in found)

    def _bibliography(self) -> tuple[Source, ...]:
        block = self.top.block("bibliography")
        if block is None:
            return ()
        for key in block.written():
            if key in self.known.sources:
                block.complain(Code.SHADOWED_SOURCE, f'"{key}" already stands in content/bibliography.yaml',
                               "cite that one, or choose another key", span=block.key_span(key))  # fmt: skip
        return tuple(by_key(block, read_source).values())

    def check_sources(self, monument: Monument, in_prose: Collection[Mention]) -> None:
        """Report citations of unknown sources, and sources nobody cites."""
        own = {source.key for source in monument.bibliography}
        used = set()
        for mention in (*self.cited, *in_prose):
            used.add(mention.word)
            if mention.word not in own and mention.word not in self.known.sources:
                self._unknown_source(mention, own)
        block = self.top.block("bibliography")
        if block is not None:
            for key in sorted(own - used):
                block.complain(Code.UNCITED_SOURCE, f'nothing cites "{key}"', f"cite it as [@{key}], or remove it",
                               span=block.key_span(key))  # fmt: skip

    def _unknown_source(self, mention: Mention, own: Collection[str]) -> None:
        near = did_you_mean(mention.word, {*own, *self.known.sources})
        hint = f"{near} If not, {_ADD_SOURCE}" if near else _ADD_SOURCE
        self.top.report.add(
            Diagnostic(Code.UNKNOWN_SOURCE, mention.span, f'no source "{mention.word}" in the bibliography',
                       hint, mention.excerpt)
        )  # fmt: skip

    # Claims

    def _claim(self, key: str) -> Claim | None:
        block = self.top.block(key)
        return None if block is None else read_whole(block, lambda b: Claim(b.languages(), self._sources(b)))

    def _fate(self) -> Fate | None:
        block = self.top.block("fate")
        if block is None:
            return None
        word = block.term("what", tuple(Loss), Code.UNKNOWN_TERM, "fate")
        loss = Loss(word) if word in tuple(Loss) else Loss.LOST
        year = block.optional_integer("year")
        if year is not None and year > LAST_YEAR:
            block.complain(Code.WRONG_TYPE, f'"fate.year" is {year}, which has not come yet', "write the year it happened",
                           key="year")  # fmt: skip
        elif year == 0 and (block.optional_text("year") or "").strip("+-0") == "":
            block.complain(Code.YEAR_ZERO, "there is no year 0", "1 BCE is -1, and 1 CE follows it", key="year")
        fate = Fate(loss, year, block.localized("text"), self._required_sources(block))
        block.finish()
        return fate

    def _merger(self) -> Merger | None:
        block = self.top.block("merged")
        return None if block is None else read_whole(block, lambda b: Merger(b.text("into"), b.localized("text")))

    def _required_sources(self, block: Block) -> tuple[str, ...]:
        return required_sources(block, self._sources)

    def _dating(self) -> Dating | None:
        block = self.top.block("dating")
        if block is None:
            return None
        vocabularies = self.known.vocabularies
        dating = Dating(
            earliest=block.optional_integer("from"),
            latest=block.optional_integer("to"),
            precision=block.term(
                "precision", vocabularies.dating_precisions, Code.UNKNOWN_TERM, "precision of a dating"
            ),
            text=block.localized("text"),
            basis=block.term("basis", vocabularies.dating_bases, Code.UNKNOWN_TERM, "basis of a dating"),
            sources=self._required_sources(block),
        )
        for key, year in (("from", dating.earliest), ("to", dating.latest)):
            if year == 0 and (block.optional_text(key) or "").strip("+-0") == "":
                block.complain(Code.YEAR_ZERO, "there is no year 0", "1 BCE is -1, and 1 CE follows it", key=key)
        if dating.earliest is not None and dating.latest is not None and dating.earliest > dating.latest:
            block.complain(Code.DATING_REVERSED, f"the dating begins in {dating.earliest} and ends in {dating.latest}",
                           "years before our era are negative: -400 comes before -300", key="from")  # fmt: skip
        block.finish()
        return dating

    def _protection(self) -> Protection:
        block = self.top.required_block("protection")
        if block is None:
            return Protection("unknown", None, None, ())
        category = block.term(
            "category", self.known.vocabularies.protection_categories, Code.UNKNOWN_TERM, "category of protection"
        )
        sources = self._required_sources(block) if category != "unknown" else self._sources(block)
        protection = Protection(category, block.optional_text("list_number"), block.optional_localized("note"), sources)
        block.finish()
        return protection

    def _dimension(self, block: Block) -> Dimension:
        return Dimension(block.localized("what"), block.localized("value"), self._required_sources(block))

    def _detail(self, block: Block) -> Claim:
        return Claim(block.languages(), self._required_sources(block))

    def _conflict(self, block: Block) -> Conflict:
        texts = block.block("text")
        if texts is not None:
            for language in LANGUAGES:
                start, end = texts.stretch(language)
                cited, linked = check_inline(self.text, start, end, self.top.report)
                self.cited += cited
                self.linked += linked
        return Conflict(block.localized("about"), block.localized("text"))

    def _identifiers(self) -> Identifiers:
        block = self.top.block("identifiers")
        if block is None:
            return Identifiers()
        unesco = block.block("unesco")

        def heritage(inner: Block) -> WorldHeritage:
            criteria = inner.terms("criteria", _CRITERIA, Code.UNKNOWN_TERM, "criterion of the World Heritage List")
            return WorldHeritage(inner.integer("id"), criteria, inner.optional_integer("year"))

        found = Identifiers(
            block.optional_text("wikidata"),
            block.optional_integer("pleiades"),
            None if unesco is None else read_whole(unesco, heritage),
        )
        block.finish()
        return found
