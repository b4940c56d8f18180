"""Writes a content tree of synthetic records, the same bytes for the same count on every machine.

The site, vocabularies, boundaries and pages are the real content's own; the records and the register are made up, about
400 words a language. Nothing in them is a statement about a real place.

    python -m benchmarks.synthetic 1000 /somewhere/content [--volume] [--pictures]
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

import yaml
from PIL import Image

from asylmura_ssg.make.plates import matrix
from asylmura_ssg.model.geography import Outline
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.plate import LEVEL, MASK, VERSION, payload, plate_of
from asylmura_ssg.model.register import matrix_digest
from asylmura_ssg.read.register.events import write_event
from benchmarks.phrases import FIND, FIRST, HEADING, MATERIAL, SECOND, SENTENCE, SIDE, SUMMARY

HIGHEST = 9999  # the last register number a plate can carry
LANGUAGES = ("kk", "ru", "en")
WORDS = 400
PRINTED = 270
"""Words a language where a record has a photograph: then its entry in the volume is two full pages."""
SOURCES = 6
VOLUME = "asyl-mura-2"
REAL = Path(__file__).parent.parent / "content"
PICTURES = Path(__file__).parent / "pictures"
PHOTOGRAPH = "view.jpg"
_PICTURED = f"""pictures:
  - file: {PHOTOGRAPH}
    caption: {{kk: Шыны пластинадан, ru: Со стеклянной пластинки, en: From a glass plate}}
    alt: {{kk: Көне түсті сурет, ru: Старинный цветной снимок, en: An old colour photograph}}
    author: S. M. Prokudin-Gorskii
    licence: public-domain
"""
_MADE_UP = ("monuments", "plates", "films", "exhibitions")  # folders of the real content that are not taken over
_CENTURIES = {
    "kk": ("X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX"),
    "ru": ("X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX"),
    "en": ("10th", "11th", "12th", "13th", "14th", "15th", "16th", "17th", "18th", "19th"),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What the real content offers a record to choose from; ``outlines`` by key of the region."""

    types: tuple[tuple[str, dict[str, str]], ...]
    periods: tuple[str, ...]
    outlines: tuple[tuple[str, Outline], ...]


@dataclass(frozen=True, slots=True)
class Name:
    """Who a record is: its register number, its slug and its place's name by language."""

    number: int
    slug: str
    place: dict[str, str]


def write_content(
    number: int, folder: Path, *, volume: bool = False, pictures: bool = False, issued: bool = True, real: Path = REAL
) -> None:
    """Write ``number`` records (1–9999) into a new folder.

    ``volume`` puts them all into the printed volume; ``pictures`` gives each a photograph, the same three in turn;
    ``issued`` issues a plate for each, else they have numbers only.
    """
    if not 1 <= number <= HIGHEST:
        raise ValueError(f"register numbers go from 1 to {HIGHEST}: {number} records cannot be made")
    shutil.copytree(real, folder, ignore=lambda path, _: _MADE_UP if Path(path) == real else ())
    ground = _ground(real)
    names = [_name(own) for own in range(1, number + 1)]
    for name in names:
        place = folder / "monuments" / name.slug
        place.mkdir(parents=True)
        for file, text in record(name, names, ground, volume=volume, pictures=pictures):
            (place / file).write_text(text, encoding="utf-8", newline="\n")
        if pictures:
            (place / PHOTOGRAPH).write_bytes(_photograph(name.number % len(_plates())))
    (folder / "plates").mkdir()
    (folder / "plates" / "register.jsonl").write_text(
        _register(names, real, issued=issued), encoding="utf-8", newline="\n"
    )


def _register(names: Sequence[Name], real: Path, *, issued: bool) -> str:
    site = yaml.safe_load((real / "site.yaml").read_text("utf-8"))
    lines = [write_event("number", {"number": n.number, "slug": n.slug}) for n in names]
    for n in names if issued else ():
        address = payload(plate_of(n.number), site["domains"][0])
        drawn = matrix_digest(matrix(address, VERSION, LEVEL, MASK))
        lines.append(write_event("issue", {
            "date": str(site["edition_date"]), "plate": plate_of(n.number), "issue": 1, "slug": n.slug,
            "payload": address, "version": VERSION, "level": LEVEL, "mask": MASK, "matrix": drawn,
        }))  # fmt: skip
    return "".join(f"{line}\n" for line in lines)


@cache
def _plates() -> tuple[Path, ...]:
    return tuple(sorted(PICTURES.glob("*.png")))


@cache
def _photograph(index: int) -> bytes:
    """Return a glass plate's composite, enlarged threefold: so it prints a column wide at more than 300 ppi."""
    out = io.BytesIO()
    with Image.open(_plates()[index]) as plate:
        enlarged = plate.convert("RGB").resize((plate.width * 3, plate.height * 3), Image.Resampling.LANCZOS)
    enlarged.save(out, "JPEG", quality=90)
    return out.getvalue()


def record(
    name: Name, names: Sequence[Name], ground: Ground, *, volume: bool, pictures: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield the files of one record; it links some of ``names``, which may be itself alone."""
    chance = _chance(name.number, "record")
    others = _others(name, names, chance)
    facts = _facts(name, others, ground, chance, volume=volume)
    yield "monument.yaml", facts + (_PICTURED if pictures else "")
    for language in LANGUAGES:
        yield f"{language}.md", _prose(name, others, language, PRINTED if pictures else WORDS)


def _chance(number: int, purpose: str) -> Random:
    # Seeded with text, Random gives the same sequence on every machine; one for each record and purpose, so that a
    # record does not depend on those before it.
    return Random(f"asyl-mura {number} {purpose}")  # noqa: S311 - nothing here is a secret


def _ground(real: Path) -> Ground:
    def table(file: str) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = yaml.safe_load((real / file).read_text(encoding="utf-8"))
        return found

    regions: dict[str, dict[str, str]] = dict(table("regions.yaml")["regions"])  # type: ignore[arg-type]
    features = json.loads((real / "boundaries" / "regions.geojson").read_text(encoding="utf-8"))["features"]
    shapes = {feature["properties"]["iso"]: feature["geometry"] for feature in features}
    outlines = tuple((key, _outline(shapes[region["iso"]])) for key, region in regions.items())
    return Ground(tuple(table("types.yaml").items()), tuple(table("periods.yaml")), outlines)


def _outline(geometry: dict[str, list[list[list[list[float]]]]]) -> Outline:
    """Return an outline from a GeoJSON polygon or several."""
    shape = geometry["coordinates"]
    polygons = [shape] if str(geometry["type"]) == "Polygon" else shape
    return Outline(tuple(tuple(tuple((p[0], p[1]) for p in ring) for ring in polygon) for polygon in polygons))  # type: ignore[misc]


def _name(number: int) -> Name:
    chance = _chance(number, "name")
    first, second = chance.choice(FIRST), chance.choice(SECOND)
    place = {language: f"{first[i]}{second[i]}" for i, language in enumerate(LANGUAGES, 1)}
    return Name(number, f"{first[0]}-{second[0]}-{number:04d}", place)


def _others(name: Name, names: Sequence[Name], chance: Random) -> tuple[Name, ...]:
    near = [n for n in names[max(0, name.number - 30) : name.number + 30] if n is not name]
    return tuple(chance.sample(near, min(3, len(near))))


# monument.yaml


def _facts(name: Name, others: Sequence[Name], ground: Ground, chance: Random, *, volume: bool) -> str:
    kind, labels = chance.choice(ground.types)
    region, outline = ground.outlines[name.number % len(ground.outlines)]
    point = _inside(outline, chance)
    century = chance.randrange(10)
    keys = _keys(name)
    slots = [_slots(name, language, _chance(name.number, "summary"), century) for language in LANGUAGES]
    lines = [
        f"number: {name.number}",
        "status: published",
        _three("names", [f"{s['place']}-{name.number:04d}, {labels[lang].lower()}" for lang, s in zip(LANGUAGES, slots, strict=True)]),
        f"  also:\n    - {{name: {_quoted(name.place['ru'])}, language: ru, source: {keys[5]}}}",
        f"type: {kind}",
        f"periods: [{', '.join(sorted(chance.sample(ground.periods, chance.randint(1, 2))))}]",
        _three("summary", [SUMMARY[lang].format(**s) for lang, s in zip(LANGUAGES, slots, strict=True)]),
        f"region: {region}",
        _three("place", [f"{name.place['kk']} ауылы", f"село {name.place['ru']}", f"{name.place['en']} village"]),
        f"location: {{lat: {point.lat}, lon: {point.lon}, precision: vicinity, source: {keys[0]}}}",
        *_dating(century, keys),
        _three("culture", ["Көшпелі тайпалар", "Кочевые племена", "Nomadic tribes"]) + f"\n  source: {keys[2]}",
        f"protection: {{category: republican, list_number: {_quoted(str(name.number))}, source: {keys[3]}}}",
        *_dimensions(chance, keys),
    ]  # fmt: skip
    if name.number % 3 == 0:
        lines += _conflict(keys)
    if others:
        lines.append(f"related: [{', '.join(other.slug for other in others[:2])}]")
    if volume:
        lines.append(f"volumes: [{VOLUME}]")
    return "\n".join([*lines, *_bibliography(name, keys, chance), 'editors: ["Birgemiz: Asyl Mura"]', ""])


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)  # a JSON text is a YAML text


def _three(key: str, words: Sequence[str]) -> str:
    return f"{key}:\n" + "\n".join(f"  {lang}: {_quoted(w)}" for lang, w in zip(LANGUAGES, words, strict=True))


def _keys(name: Name) -> tuple[str, ...]:
    return tuple(f"source-{name.number}-{letter}" for letter in "abcdef"[:SOURCES])


def _inside(outline: Outline, chance: Random) -> Point:
    west, south, east, north = outline.bounds()
    while True:
        point = Point(round(chance.uniform(south, north), 4), round(chance.uniform(west, east), 4))
        if outline.contains(point):
            return point


def _dating(century: int, keys: Sequence[str]) -> Iterator[str]:
    start = (century + 9) * 100
    named = zip(LANGUAGES, ("ғасыр", "век", "century"), strict=True)
    words = [f"{_CENTURIES[language][century]} {word}" for language, word in named]
    yield f"dating:\n  from: {start}\n  to: {start + 100}\n  precision: century\n  basis: archaeological"
    yield f"  source: [{keys[1]}, {keys[4]}]"
    yield _three("text", words).replace("\n", "\n  ").replace("text:", "  text:", 1)


def _dimensions(chance: Random, keys: Sequence[str]) -> Iterator[str]:
    plan, height = f"{chance.randint(4, 60)} × {chance.randint(4, 60)}", str(chance.randint(2, 20))
    yield "dimensions:"
    for (kk, ru, en), size in ((("Жоспары", "План", "Plan"), plan), (("Биіктігі", "Высота", "Height"), height)):
        yield f"  - what: {{kk: {kk}, ru: {ru}, en: {en}}}"
        yield f"    value: {{kk: {size} м, ru: {size} м, en: {size} m}}"
        yield f"    source: {keys[2]}"


def _conflict(keys: Sequence[str]) -> Iterator[str]:
    yield "conflicts:\n  - about: {kk: Мерзімі, ru: Датировка, en: Dating}\n    text:"
    for language, words in zip(
        LANGUAGES,
        (
            "Бір дерек ертерек мерзімді атайды [@{0}], екіншісі кейінгісін [@{1}].",
            "Один источник называет более раннее время [@{0}], другой — более позднее [@{1}].",
            "One source names an earlier time [@{0}], another a later one [@{1}].",
        ),
        strict=True,
    ):
        yield f"      {language}: {_quoted(words.format(keys[0], keys[1]))}"


def _bibliography(name: Name, keys: Sequence[str], chance: Random) -> Iterator[str]:
    yield "bibliography:"
    titles = (
        f"Памятники окрестностей села {name.place['ru']}",
        f"{name.place['kk']} ескерткіштері туралы мәліметтер",
        f"A survey of the monuments near {name.place['en']}",
        "Отчёт о полевых работах",
        "Өлке тарихының материалдары",
        "Notes on the archaeology of the steppe",
    )
    for i, (key, title) in enumerate(zip(keys, titles, strict=True)):
        yield f"  {key}:\n    title: {_quoted(title)}\n    year: {chance.randint(1950, 2024)}"
        yield f"    language: {('ru', 'kk', 'en')[i % 3]}"
        yield f"    url: https://example.org/{name.slug}/{key}" if i % 2 else "    publisher: Example Press"


# kk.md, ru.md, en.md


def _slots(name: Name, language: str, chance: Random, century: int) -> dict[str, object]:
    return {
        "place": name.place[language],
        "n": chance.randint(2, 48),
        "m": chance.randint(12, 900),
        "year": chance.randint(1860, 2015),
        "century": _CENTURIES[language][century],
        "material": chance.choice(MATERIAL[language]),
        "find": chance.choice(FIND[language]),
        "other": chance.choice(FIND[language]),
        "side": chance.choice(SIDE[language]),
    }


def _prose(name: Name, others: Sequence[Name], language: str, words: int) -> str:
    """Return four sections of about ``words`` words: paragraphs, a list, links, and every source cited in turn."""
    chance = _chance(name.number, "prose")  # the same for each language, so that the texts translate one another
    sentences = _sentences(name, others, language, chance)
    sections: list[str] = []
    for heading in HEADING[language]:
        said: list[str] = []
        while sum(len(sentence.split()) for sentence in said) < words // len(HEADING[language]):
            said.append(next(sentences))
        body = " ".join(said[:3]) + "\n\n" + "\n".join(f"- {sentence}" for sentence in said[3:])
        # The first section stands without a heading, as in the real entries.
        sections.append(f"## {heading}\n\n{body}" if sections else body)
    return "\n\n".join(sections) + "\n"


def _sentences(name: Name, others: Sequence[Name], language: str, chance: Random) -> Iterator[str]:
    linkable = [f"[[{other.slug}]]" for other in others] or [name.place[language]]
    keys = _keys(name)
    phrases: list[str] = []
    for cited in count():
        phrases = phrases or chance.sample(SENTENCE[language], len(SENTENCE[language]))
        slots = _slots(name, language, chance, chance.randrange(len(_CENTURIES[language])))
        words = phrases.pop().format(**slots, link=chance.choice(linkable))
        locator = ", p. 12" if cited % 5 == 4 else ""
        yield f"{words[0].upper()}{words[1:]} [@{keys[cited % len(keys)]}{locator}]."


def main() -> None:
    """Write a tree as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("count", type=int, help=f"number of records, 1-{HIGHEST}")
    parser.add_argument("folder", type=Path, help="folder to be made")
    parser.add_argument("--pictures", action="store_true", help="give each record a photograph")
    parser.add_argument("--volume", action="store_true", help=f"put all records into volume {VOLUME}")
    chosen = parser.parse_args()
    write_content(chosen.count, chosen.folder, volume=chosen.volume, pictures=chosen.pictures)


if __name__ == "__main__":
    main()
