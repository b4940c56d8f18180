"""A table → a mapping to begin with, from what its columns are called and what stands in them, each line with its reason.

A guess is written for a person to correct; no import ever relies on one that nobody looked at.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asylmura_ssg.interchange.columns import region_stem
from asylmura_ssg.interchange.coordinates import UnreadablePlaceError, read_angle, read_place
from asylmura_ssg.interchange.datings import UnclearDatingError, read_dating
from asylmura_ssg.interchange.mapping import plain, terms_of
from asylmura_ssg.interchange.scripts import seen
from asylmura_ssg.interchange.sheet import Table
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.slug import slug_of
from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.read.location import EAST, NORTH, SOUTH, WEST
from asylmura_ssg.record_form import scalar_form

_SAMPLE = 400  # rows looked at
_MISSPELT = 0.85  # so much of a region's name is right, where a letter or two are wrong
_KAZAKH = re.compile("[әғқңөұүһі]|ауданы|ауылы|облысы", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)

# By the words of a header in three languages; the first that is found holds. The language, where it matters, is found apart.
_HEADERS = (
    ("key", r"^(?:№.*|n|no\.?|id|код|р/?с|р/?н|п/п|реттік.*|номер)$|инв|шифр"),
    ("protection.list_number", r"номер.*(?:спис|реестр)|тізім.*нөмір|list number"),
    ("slug", r"^slug$|слаг"),
    ("location.lat", r"широта|ендік|latitude|^lat$|\bс\.?\s*ш\b"),
    ("location.lon", r"долгота|бойлық|longitude|^lon$|^lng$|\bв\.?\s*д\b"),
    ("location", r"координат|gps|coordinat|геолокац|^point$"),
    ("dating.from", r"^(?:from|начало|басталуы|год.*начал)"),
    ("dating.to", r"^(?:to|конец|аяқталуы)$"),
    ("dating", r"датир|дата|дата постр|мерзім|уақыты|ғасыр|век\b|период пост|dating|date|century|время"),
    ("region", r"област|облыс|өңір|регион|region"),
    ("district", r"район|аудан|district"),
    ("type", r"тип|түрі|вид\b|категория объект|type|kind"),
    ("periods", r"период|кезең|эпоха|дәуір|period"),
    ("protection", r"охран|категори|санат|қорға|протекц|protect|status"),
    ("names", r"назван|наимен|атауы|^аты$|name|ескерткіш|памятник|объект"),
    ("place", r"адрес|мекен|местонахожд|насел|ауыл\b|село|орналас|place|address|location|settlement"),
    ("culture", r"культур(?:а|ная принадл)|мәдениет|culture"),
    ("builder", r"архитектор|строител|мастер|автор|сәулетші|шебер|builder|architect"),
    ("dimension", r"высот|длин|ширин|площад|диаметр|размер|биіктік|ұзындық|ені\b|аумағы|диаметрі|height|length|width|area|diameter|size"),
    ("summary", r"кратк|қысқаша|аннотац|summary|abstract"),
    ("text", r"описан|сипаттама|текст|мәтін|история|тарихы|description|text"),
    ("names.also", r"другие назв|басқа атау|alternative|вариант"),
)  # fmt: skip
_MEASURES = (
    (r"высот|биіктік|height", "{kk: Биіктігі, ru: Высота, en: Height}"),
    (r"длин|ұзындық|length", "{kk: Ұзындығы, ru: Длина, en: Length}"),
    (r"ширин|ені|width", "{kk: Ені, ru: Ширина, en: Width}"),
    (r"площад|аумағы|area", "{kk: Ауданы, ru: Площадь, en: Area}"),
    (r"диаметр|diameter", "{kk: Диаметрі, ru: Диаметр, en: Diameter}"),
    (r"", "{kk: Өлшемі, ru: Размеры, en: Size}"),
)
_UNITS = ((r"га|\bha\b", "{kk: га, ru: га, en: ha}"), (r"км|\bkm\b", "{kk: км, ru: км, en: km}"), (r"\bсм|\bcm\b", "{kk: см, ru: см, en: cm}"),
          (r"\bм\b|метр|\bm\b", "{kk: м, ru: м, en: m}"))  # fmt: skip
_IN_LANGUAGES = frozenset({"names", "place", "district", "culture", "builder", "summary", "text"})

# What a type may be called beside the words of types.yaml.
_TYPES = {
    "mausoleum": "мазар|кесене|мавзоле|кумбез|күмбез|mausoleum|там$",
    "burial-ground": "курган|оба|обалар|могильник|қорған|barrow|mound",
    "prehistoric-settlement": "поселение|стоянка|қоныс|тұрақ|settlement",
    "town-site": "городищ|қала жұрты|қалашық|қала$|город|town",
    "petroglyphs": "петроглиф|наскальн|жартас|тас.*сурет|petroglyph|rock",
    "underground-mosque": "подземн|жерасты|жер асты|underground",
    "necropolis": "некропол|қорым|зират|necropolis|cemetery",
    "mosque": "мечет|мешіт|mosque",
    "church": "церк|собор|храм|шіркеу|church|cathedral",
    "memorial-museum": "музей|мұражай|museum",
    "memorial": "мемориал|memorial",
    "palace": "дворец|дворцов|сарай|palace",
    "ritual-complex": "святилищ|культов|ғұрып|ritual",
    "geoglyphs": "геоглиф|geoglyph",
    "residence": "усадьб|резиденц|дом\\b|үй|house|residence",
}


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column may be, why, and further lines of its block."""

    target: str
    why: str
    lines: tuple[str, ...] = ()


def guessed(table: Table, vocabularies: Vocabularies, file: str) -> str:
    """Return a mapping of a table as the text of a file, with the reason of each guess in a comment."""
    guesses: dict[str, Guess] = {}
    taken: set[str] = set()
    key = ""
    for at, name in enumerate(table.columns):
        values = [cells[at] for cells in dict.fromkeys(row.cells for row in table.rows[:_SAMPLE]) if cells[at]]
        guess = _guess(name, values, vocabularies, taken)
        if guess.target == "key":
            key, guess = (
                (name, Guess("skip", "numbers the rows: table.key above"))
                if not key
                else (key, Guess("skip", "numbers"))
            )
        if guess.target not in ("dimension", "skip", "names.also"):
            taken.add(guess.target)
        guesses[name] = guess
    return _text(table, file, key, guesses)


def _guess(name: str, values: Sequence[str], vocabularies: Vocabularies, taken: set[str]) -> Guess:
    header = plain(name).replace("\n", " ")
    if not values:
        return Guess("skip", "the column is empty")
    by_name = _by_header(header)
    by_value = _by_values(values, vocabularies)
    target = by_name or by_value
    why = f'its name says so: "{name}"' if by_name else "its values look so"
    if by_value in ("location", "dating", "region") and by_name in ("", "names", "place", "text"):
        target, why = by_value, "its values look so"
    if by_name == "location.lat" and by_value == "location":
        target, why = "location", "latitude and longitude stand in one cell"
    if target == "key":
        unique = len(set(values)) == len(values)
        return Guess("key" if unique else "skip", "numbers the rows" if unique else "its numbers stand twice")
    if target in _IN_LANGUAGES:
        target = f"{target}.{_language(header, values)}"
        why = f"{why}, in the language of its letters"
    if not target:
        return Guess("skip", "nothing tells what it is; no field was found for it")
    if target in taken:
        return Guess("skip", f"another column is {target} already")
    return Guess(target, why, _lines(target, header, values, vocabularies))


def _by_header(header: str) -> str:
    """Return what a header's words say: of two rows the lower ones, which divide what the upper ones hold together."""
    for words in dict.fromkeys((header.rpartition(" / ")[2], header)):
        for target, known in _HEADERS:
            if re.search(known, words):
                return target
    return ""


def _by_values(values: Sequence[str], vocabularies: Vocabularies) -> str:
    sample = values[:60]
    if _share(sample, _is_place) > 0.6:
        return "location"
    if _share(sample, _is_dating) > 0.6 and not _share(sample, str.isdecimal) > 0.6:
        return "dating"
    regions = {
        word
        for label in terms_of("region", vocabularies).values()
        for _, text in label.present()
        for word in (plain(text), region_stem(text))
    }
    if _share(sample, lambda v: plain(v) in regions or region_stem(v) in regions) > 0.6:
        return "region"
    if _share(sample, lambda v: _in_range(v, SOUTH, NORTH)) > 0.9:
        return "location.lat"
    if _share(sample, lambda v: _in_range(v, WEST, EAST)) > 0.9:
        return "location.lon"
    return ""


def _share(values: Sequence[str], holds: object) -> float:
    return sum(bool(holds(value)) for value in values) / len(values) if callable(holds) and values else 0.0


def _is_place(value: str) -> bool:
    try:
        read_place(value)
    except UnreadablePlaceError:
        return False
    return True


def _is_dating(value: str) -> bool:
    try:
        read_dating(value)
    except UnclearDatingError:
        return False
    return True


def _in_range(value: str, low: float, high: float) -> bool:
    if not re.search(r"\d[.,°]\d|\d°", value):
        return False
    try:
        return low <= read_angle(value).degrees <= high
    except UnreadablePlaceError:
        return False


def _language(header: str, values: Sequence[str]) -> Language:
    for language, words in ((Language.KK, r"қазақ|каз\b|казахск|\bkk\b|\bkaz|kazakh"), (Language.RU, r"орыс|русск|\bru\b|\brus|russian|рус\b"),
                            (Language.EN, r"ағылшын|англ|\ben\b|\beng|english")):  # fmt: skip
        if re.search(words, header):
            return language
    cyrillic = sum(bool(_CYRILLIC.search(value)) for value in values)
    if cyrillic < len(values) / 2:
        return Language.EN
    kazakh = sum(bool(_KAZAKH.search(value)) for value in values)
    return Language.KK if kazakh > cyrillic / 3 or _KAZAKH.search(header) else Language.RU


def _lines(target: str, header: str, values: Sequence[str], vocabularies: Vocabularies) -> tuple[str, ...]:
    if target in ("type", "region", "protection", "periods"):
        return _table(target, values, vocabularies)
    if target == "dimension":
        what = next(form for words, form in _MEASURES if re.search(words, header))
        unit = next((form for words, form in _UNITS if re.search(words, header)), "")
        return (
            f"what: {what}",
            *((f"unit: {unit}",) if unit and all(re.fullmatch(r"[\d.,]+", v) for v in values) else ()),
        )
    if target == "names.also":
        return (f"language: {_language(header, values)}", 'split: ";"')
    return ()


def _table(target: str, values: Sequence[str], vocabularies: Vocabularies) -> tuple[str, ...]:
    """Return a value table of every word in the column, the commonest first; what is not known is left to fill in."""
    spelt: dict[str, str] = {}
    words = Counter(spelt.setdefault(plain(value), " ".join(seen(value)[0].split())) for value in values)
    by_label = {word: key for key, label in terms_of(target, vocabularies).items() for _, text in label.present() for word in (plain(text), region_stem(text))}  # fmt: skip
    lines = []
    for word, count in sorted(words.items(), key=lambda item: (-item[1], item[0])):
        key = by_label.get(plain(word)) or by_label.get(region_stem(word)) or ""
        remark = f"  # {count} rows" if count > 1 else ""
        if not key:
            key = _alike(target, plain(word), vocabularies) if target != "region" else _misspelt(word, by_label)
            remark = f"  # ? {'a guess' if key else 'unknown: write a key, or leave it empty'}"
        lines.append(f"  {scalar_form(word)}: {key}{remark}".rstrip())
    return ("values:", *lines)


def _misspelt(word: str, regions: Mapping[str, str]) -> str:
    """Return the region whose name is spelt nearly so."""
    near = difflib.get_close_matches(region_stem(word), regions, n=1, cutoff=_MISSPELT)
    return regions[near[0]] if near else ""


def _alike(target: str, word: str, vocabularies: Vocabularies) -> str:
    if target == "type":
        return next((key for key, words in _TYPES.items() if key in vocabularies.types and re.search(words, word)), "")
    if target == "protection":
        return next((key for key, words in (("republican", "респ"), ("local", "мест|жергілікт|local"), ("international", "юнеско|халықар|междунар|unesco"))
                     if re.search(words, word)), "")  # fmt: skip
    return ""


def _text(table: Table, file: str, key: str, guesses: dict[str, Guess]) -> str:
    header = table.header[0] if len(table.header) == 1 else list(table.header)
    file = seen(file)[0]
    targets = {guess.target for guess in guesses.values()}
    lines = [
        f"# How {file} becomes entries. Guessed from its headers and values: read each line, and correct what is wrong.",
        "# docs/interchange.md says what may stand here.",
        "",
        "table:",
        f"  sheet: {scalar_form(seen(table.name)[0])}",
        f"  header: {header}",
        f"  key: {scalar_form(key)}  # tells the rows apart when the table is imported again"
        if key
        else "  # key: …                # a column that tells the rows apart for ever; without one, the name and the region do",
        "",
        "# The table itself is the source of what comes out of it. Say what it is: a title as people would cite it.",
        "source:",
        f"  key: {slug_of(file.rpartition('.')[0]) or 'table'}",
        f"  title: {scalar_form(f'{file}, table of a museum (name it)')}",
        "",
        "columns:",
    ]
    for name, guess in guesses.items():
        block = f"{scalar_form(name)}:"
        if guess.lines:
            lines += [f"  {block}  # {guess.why}", f"    to: {guess.target}", *(f"    {line}" for line in guess.lines)]
        else:
            lines.append(f"  {block} {guess.target}  # {guess.why}")
    lines += ["", "defaults:", "  precision: vicinity  # of the points: site, vicinity, settlement or rounded"]
    if "type" not in targets:
        lines.append("  # type: mausoleum      # where no column says it")
    if "region" not in targets:
        lines.append("  # region: zhambyl      # where neither a column nor a point says it")
    lines.append('  editors: ["Birgemiz: Asyl Mura"]')
    if not any(target == "names.kk" for target in targets):
        lines += [
            "",
            "# There is no Kazakh name: the Russian one stands in its place, with a comment. Or: skip",
            "without_kazakh: russian",
        ]
    else:
        lines += [
            "",
            "# A row without a Kazakh name is left out; or: russian, and the Russian one stands in its place.",
            "without_kazakh: skip",
        ]
    return "\n".join(lines) + "\n"
