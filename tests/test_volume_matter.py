"""What stands before and after the entries: in the right order, in one language or three, of one region or all."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given, strategies as st
from printed import VOLUME as KEY, block_of, bound, catalogue, design, galleys, miniature, printer
from stdnum import isbn

from asylmura_ssg.make.dates import date_in
from asylmura_ssg.make.numerals import roman
from asylmura_ssg.make.volume import typeset_fragment
from asylmura_ssg.make.volume.bibliography import work_of, works_of
from asylmura_ssg.make.volume.families import families
from asylmura_ssg.make.volume.figures import numbered_region
from asylmura_ssg.make.volume.fragment import FragmentRecipe, Side
from asylmura_ssg.make.volume.front import book_view
from asylmura_ssg.make.volume.headings import terms_of
from asylmura_ssg.make.volume.index import IndexLine, consolidated, index_of, runs_of
from asylmura_ssg.make.volume.order import body, colophon, end_matter, front_matter, note_pages, ornament_page
from asylmura_ssg.model.alphabet import collation_key
from asylmura_ssg.model.language import LANGUAGES, Language, Localized
from asylmura_ssg.model.monument import Point
from asylmura_ssg.model.page_map import PageMap
from asylmura_ssg.model.projection import region_sheet
from asylmura_ssg.model.recipe import VolumeRecipe
from asylmura_ssg.plan.volume import in_language, offprint, plan_volume, region_named


def planned(**how: object) -> VolumeRecipe:
    recipe = plan_volume(catalogue(), design(), "", KEY, **how)  # type: ignore[arg-type]
    assert recipe is not None
    return recipe


def page_map(recipe: VolumeRecipe) -> PageMap:
    """Return a page map in which every part has two pages, from folio 9 on, and names the entry after it."""
    targets = [section.target for section in body(recipe)]
    slugs = [entry.monument.slug for chapter in recipe.chapters for entry in chapter.entries]
    folios = {target: (9 + 2 * i, 10 + 2 * i) for i, target in enumerate(targets)}
    mentions: dict[str, tuple[int, ...]] = {
        slug: (folios[other][0],) for slug, other in zip(slugs[1:], slugs, strict=False)
    }
    return PageMap(folios=folios, mentions=mentions, pages=8 + 2 * len(targets))


def targets(recipe: VolumeRecipe) -> list[str]:
    sections = (*front_matter(recipe), *body(recipe), *end_matter(recipe, page_map(recipe)))
    return [section.target for section in sections]


def words_of(fragment: FragmentRecipe) -> str:
    """Return what a fragment says, without its tags and spaces of any width."""
    said = re.sub(r"<(svg|title)\b.*?</\1>|<[^>]*>", " ", fragment.html, flags=re.DOTALL)
    return " ".join(said.replace("\u2060", "").replace("&nbsp;", " ").split())


def told_by(line: IndexLine) -> list[tuple[str, bool]]:
    """Return the pages of a line of an index: in words, and whether they are the entry's own."""
    return [(run.words.replace("\u2060", ""), run.own) for run in line.runs]


def pages_of(fragment: FragmentRecipe) -> list[str]:
    document = pypdfium2.PdfDocument(io.BytesIO(typeset_fragment(fragment)))
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def test_the_parts_stand_in_the_order_of_a_book() -> None:
    assert targets(miniature()) == [
        "", "contents", "foreword", "guide", "map",
        "region/zhambyl", "qyzyl-kesene", "region/turkistan", "eski-qala",
        "chronology", "glossary", "bibliography", "credits", "libraries", "index-kk", "index-ru", "index-en",
    ]  # fmt: skip


def test_the_contents_lead_to_every_part_and_nowhere_else() -> None:
    for recipe in (miniature(), planned(language=Language.RU), planned(region="zhambyl")):
        contents = next(section for section in front_matter(recipe) if section.target == "contents")
        led = re.findall(r'href="stamp:r:([^"]+)"', contents.fragment.html)
        assert [target for target in led if target != "folio"] == [
            target for target in targets(recipe) if target not in ("", "contents")
        ]


def test_titles_and_chapters_begin_on_the_right() -> None:
    sections = (*front_matter(miniature()), *body(miniature()))
    assert [section.target for section in sections if section.recto] == [
        "contents", "foreword", "region/zhambyl", "region/turkistan",
    ]  # fmt: skip


def test_the_imprint_holds_what_identifies_the_book() -> None:
    prelims, volume = front_matter(miniature())[0].fragment, miniature().volume
    said = words_of(prelims)
    assert volume.isbn is not None
    for expected in (f"ISBN {volume.isbn}", "ӘОЖ 904(574)", "КБЖ 63.4(5Каз)", "Таралымы: 50 дана", "Тираж: 50 экз.",
                     "Бірінші басылым, сынақ үшін", "Редакция: Шағын мұра редакциясы; Карталар: Шағын мұра картографтары.",
                     "Editors: The editors of Small Heritage", "CC BY 4.0", "SIL Open Font License 1.1"):  # fmt: skip
        assert expected in said
    assert 'class="ean"' in prelims.html
    assert "ISBN берілмеген" not in said


def test_the_imprint_names_the_licence_of_the_texts_if_somebody_has_said_it() -> None:
    recipe = miniature()
    terms = Localized("CC BY-SA 4.0", "CC BY-SA 4.0", "Creative Commons BY-SA 4.0.")
    said = words_of(front_matter(replace(recipe, volume=replace(recipe.volume, licence=terms)))[0].fragment)
    for expected in ("Мәтіндердің лицензиясы: CC BY-SA 4.0.", "Лицензия на тексты: CC BY-SA 4.0.",
                     "Licence of the texts: Creative Commons BY-SA 4.0. "):  # fmt: skip
        assert expected in said
    assert "лицензиясы:" not in words_of(front_matter(recipe)[0].fragment)


def test_an_imprint_without_a_number_says_so() -> None:
    recipe = replace(miniature(), volume=replace(miniature().volume, isbn=None, udc=None, bbk=None, copies=None))
    prelims = front_matter(recipe)[0].fragment
    assert 'class="ean"' not in prelims.html
    assert words_of(prelims).count("ISBN") == 3
    assert not {"ӘОЖ", "Тираж"} & set(words_of(prelims).replace(":", "").split())


def test_the_half_title_is_page_one_and_the_imprint_the_verso_of_the_title() -> None:
    half, frontispiece, title, imprint = pages_of(front_matter(miniature())[0].fragment)
    assert "".join(half.split()).casefold() == "шағынмұраiтом"
    assert "Үш ескерткіштің энциклопедиясы" in frontispiece
    assert "Үлгі ескерткіштер" in title
    assert "ISBN 978-0-00-000000-2" in imprint


def test_the_foreword_cites_and_leads_to_entries() -> None:
    foreword = next(section.fragment for section in front_matter(miniature()) if section.target == "foreword")
    assert 'href="stamp:r:qyzyl-kesene"' in foreword.html
    assert "Мемлекеттік тізім" in words_of(foreword)
    assert foreword.html.index('lang="kk"') < foreword.html.index('lang="ru"') < foreword.html.index('lang="en"')


def test_the_map_numbers_every_monument() -> None:
    drawn = next(section.fragment for section in front_matter(miniature()) if section.target == "map")
    numbers = [str(e.monument.number) for chapter in miniature().chapters for e in chapter.entries]
    assert sorted(re.findall(r'<span class="number">(\d+)</span>', drawn.html)) == sorted(numbers)


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ((112, 113, 114, 120), "112–114, 120"),
        ((5,), "5"),
        ((7, 6), "6–7"),
        ((3, 5, 4, 9, 11, 10), "3–5, 9–11"),
        ((), ""),
    ],
)
def test_runs_of_pages_are_ranges(pages: tuple[int, ...], words: str) -> None:
    told = consolidated(pages)
    assert ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in told) == words


@given(st.sets(st.integers(1, 400)))
def test_ranges_hold_just_the_pages_they_were_made_of(pages: set[int]) -> None:
    ranges = consolidated(pages)
    assert {page for run in ranges for page in range(run[0], run[-1] + 1)} == pages
    assert all(before[-1] + 1 < after[0] for before, after in pairwise(ranges))


def test_an_index_gives_the_pages_of_an_entry_and_of_those_that_name_it() -> None:
    recipe = miniature()
    lines = {
        line.name: line
        for letter in index_of(recipe, recipe.frames[0], page_map(recipe)).letters
        for line in letter.lines
    }
    assert told_by(lines["Қызыл кесене"]) == [("11–12", True)]
    assert told_by(lines["Қызыл там"]) == [("11–12", True)]
    assert lines["Қызыл там"].variant
    assert told_by(lines["Ескі қала"]) == [("11", False), ("15–16", True)]


@given(st.integers(1, 90), st.integers(0, 4), st.sets(st.integers(1, 99)))
def test_an_entry_s_own_pages_are_told_apart_from_those_that_name_it(first: int, more: int, mentions: set[int]) -> None:
    runs = runs_of((first, first + more), mentions)
    assert [run.words.replace("\u2060", "") for run in runs if run.own] == [
        f"{first}–{first + more}" if more else f"{first}"
    ]
    assert runs == tuple(sorted(runs, key=lambda run: int(run.words.split("–")[0])))
    assert sum(not run.own for run in runs) == len(consolidated(mentions - set(range(first, first + more + 1))))


def test_each_language_has_its_own_index() -> None:
    recipe = miniature()
    names = [[line.name for letter in index_of(recipe, frame, page_map(recipe)).letters for line in letter.lines]
             for frame in recipe.frames]  # fmt: skip
    assert names == [
        ["Ескі қала", "Қызыл кесене", "Қызыл там"],
        ["Красный мавзолей", "Старый город"],
        ["Old Town", "Red Mausoleum"],
    ]


@given(st.integers(1, 40))
def test_no_name_is_left_alone_under_or_after_its_letter(count: int) -> None:
    entry = miniature().chapters[0].entries[0]
    slug = entry.monument.slug
    entries = tuple(
        replace(entry, monument=replace(entry.monument, names=Localized(f"Қала {i:02}"), variants=()))
        for i in range(count)
    )
    recipe = replace(miniature(), chapters=(replace(miniature().chapters[0], entries=entries),))
    (letter,) = index_of(recipe, recipe.frames[0], PageMap({slug: (1, 2)}, {}, 2)).letters
    assert len(letter.lines) == count
    assert all(len(block) >= min(2, count) for block in (letter.blocks[0], letter.blocks[-1]))


def test_a_guide_word_has_room_in_the_head_of_a_page() -> None:
    entry = miniature().chapters[0].entries[0]
    long = replace(entry, monument=replace(entry.monument, names=Localized("Ұзақ атаулы " * 9 + "кесене"), variants=()))
    recipe = replace(miniature(), chapters=(replace(miniature().chapters[0], entries=(long,)),))
    (letter,) = index_of(recipe, recipe.frames[0], PageMap({entry.monument.slug: (1, 2)}, {}, 2)).letters
    assert letter.lines[0].guide == "Ұзақ атаулы Ұзақ атаулы Ұзақ атаулы…"


def test_every_source_stands_once_and_in_order() -> None:
    works = works_of(miniature())
    headings = [source.author or source.title or "" for source in works.values() if source.author or source.title]
    assert headings == sorted(headings, key=lambda heading: collation_key(heading, Language.KK))
    cited = {source.key for source in works.values()}
    assert {"state-list", "atlas", "survey", "report"} <= cited


def test_one_work_in_two_records_is_one_source() -> None:
    (first, second) = (chapter.entries[0] for chapter in miniature().chapters)
    source = replace(first.monument.bibliography[0], key="other", url="https://example.org/a")
    again = replace(source, key="one", title="Another title")
    entries = (
        replace(first, monument=replace(first.monument, bibliography=(*first.monument.bibliography, source))),
        replace(second, monument=replace(second.monument, bibliography=(*second.monument.bibliography, again))),
    )
    chapters = tuple(replace(c, entries=(e,)) for c, e in zip(miniature().chapters, entries, strict=True))
    recipe = replace(miniature(), chapters=chapters)
    assert work_of(source) == work_of(again)
    assert len(works_of(recipe)) == len(works_of(miniature())) + 1
    listed = next(s.fragment for s in end_matter(recipe, page_map(recipe)) if s.target == "bibliography")
    assert re.search(r'to:qyzyl-kesene">11</a>, <a href="to:eski-qala">15</a>', listed.html)


def test_the_glossary_holds_the_words_that_the_entries_use() -> None:
    held = [term.key for term in terms_of(miniature())]
    assert held == ["kesene"]
    glossary = next(s.fragment for s in end_matter(miniature(), page_map(miniature())) if s.target == "glossary")
    numbers = {source.key: n for n, source in enumerate(works_of(miniature()).values(), 1)}
    assert f"Қабір үстіне салынған құрылыс. [{numbers['state-list']}]" in words_of(glossary)


def test_libraries_stand_by_their_places() -> None:
    listed = next(s.fragment for s in end_matter(miniature(), page_map(miniature())) if s.target == "libraries")
    said = words_of(listed)
    assert said.index("Тараз") < said.index("Екінші үлгі кітапханасы") < said.index("Түркістан")
    nobody = replace(miniature(), volume=replace(miniature().volume, libraries=()))
    assert "libraries" not in targets(nobody)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_for_notes_are_as_many_as_asked_for(count: int) -> None:
    pages = pages_of(note_pages(miniature(), count).fragment)
    assert [page.strip() for page in pages] == ["Жазбалар үшін"] * count


def test_the_colophon_is_one_page_that_names_paper_and_faces() -> None:
    (page,) = pages_of(colophon(miniature()).fragment)
    told = " ".join(page.replace("\u00a0", " ").split())
    for expected in ("Literata, Golos Text", "170 × 240", "FOGRA39", "WeasyPrint", "Дата издания"):
        assert expected in told
    assert "Noto" not in told  # no letter of those scripts stands in the book


def test_the_ornament_bleeds_on_every_side() -> None:
    box = book_view(miniature()).ornament.box.split()
    assert box[2:] == ["182", "252"]
    assert ornament_page(miniature(), Side.VERSO).side is Side.VERSO


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_volume_in_one_language_speaks_no_other(language: Language) -> None:
    recipe = planned(language=language)
    volume, frame = recipe.volume, recipe.frames[0]
    assert (volume.key, volume.languages, volume.isbn) == (f"{KEY}-{language}", (language,), None)
    assert [f.language for f in recipe.frames] == [language]
    sections = (*front_matter(recipe), *end_matter(recipe, page_map(recipe)))
    assert [s.target for s in sections if s.target.startswith("index")] == [f"index-{language}"]
    cites = ("bibliography", "foreword")  # titles of sources stand in the language they were published in
    for section in sections:
        marked = set(re.findall(r'\blang="(\w+)"', section.fragment.html))
        assert str(language) in marked
        assert marked <= {str(language), *({"kk", "ru", "en"} if section.target in cites else ())}
    edition = frame.strings["print_edition"].format(date=date_in(frame.site.edition_date, language))
    assert sections[0].fragment.html.count(edition) == 1


def test_a_volume_in_one_language_stands_in_its_alphabet() -> None:
    order = {language: [chapter.region for chapter in planned(language=language).chapters] for language in LANGUAGES}
    assert order == {
        Language.KK: ["zhambyl", "turkistan"],
        Language.RU: ["zhambyl", "turkistan"],
        Language.EN: ["turkistan", "zhambyl"],
    }


def test_a_language_edition_of_one_language_is_the_volume_itself() -> None:
    single = replace(miniature().volume, languages=(Language.RU,))
    assert in_language(single, Language.RU) is single


def test_an_offprint_holds_one_region_under_a_title_of_its_own() -> None:
    recipe = planned(region="zhambyl")
    assert [chapter.region for chapter in recipe.chapters] == ["zhambyl"]
    assert recipe.offprint == "zhambyl"
    assert (recipe.volume.key, recipe.volume.isbn, recipe.volume.copies) == (f"{KEY}-kz-31", None, None)
    assert recipe.volume.title == Localized(
        "Шағын мұра. I том. Жамбыл облысы",
        "Малое наследие. Том I. Жамбылская область",
        "Small Heritage. Volume I. Zhambyl Region",
    )
    assert book_view(recipe).subtitle == "Жамбыл облысы"
    assert targets(recipe) == [
        "", "contents", "guide", "region/zhambyl", "qyzyl-kesene",
        "chronology", "glossary", "bibliography", "credits", "index-kk",
    ]  # fmt: skip
    index = end_matter(recipe, page_map(recipe))[-1].fragment
    assert "Red Mausoleum" in index.html
    assert "Old Town" not in index.html
    assert set(recipe.elsewhere) == {"eski-qala"}


def test_an_offprint_may_be_in_one_language() -> None:
    recipe = planned(region="zhambyl", language=Language.EN)
    assert recipe.volume.key == f"{KEY}-kz-31-en"
    assert recipe.frames[0].language is Language.EN


def test_a_region_without_entries_makes_no_offprint() -> None:
    assert plan_volume(catalogue(), design(), "", KEY, region="taraz-city") is None
    with pytest.raises(KeyError):
        plan_volume(catalogue(), design(), "", "another")


def test_a_region_is_known_by_its_key_and_its_code() -> None:
    vocabularies = catalogue().vocabularies
    assert region_named(vocabularies, "KZ-31") == region_named(vocabularies, "zhambyl") == "zhambyl"
    assert region_named(vocabularies, "KZ-00") is None


def test_a_name_in_lower_case_begins_a_title_with_a_capital() -> None:
    volume = miniature().volume
    region = catalogue().vocabularies.regions["taraz-city"]
    assert offprint(volume, region).title.ru == "Малое наследие. Том I. Город Тараз"


def test_the_page_is_the_printer_s() -> None:
    house = printer()
    wider = replace(house, margins=replace(house.margins, inner=25.0), page_multiple=4)
    recipe = planned(printer=wider)
    assert recipe.format.margins.inner == 25.0
    assert (recipe.page_multiple, planned().page_multiple) == (4, house.page_multiple)
    assert recipe.chapters == planned().chapters


@given(st.integers(1, 39))
def test_roman_numerals_add_up(number: int) -> None:
    values = [{"I": 1, "V": 5, "X": 10}[sign] for sign in roman(number)]
    assert sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True)) == number


def test_the_miniature_s_number_is_no_book_s() -> None:
    # Publisher and title are all zeros: a number that booksellers use as a dummy.
    assert isbn.split(miniature().volume.isbn or "")[2:4] == ("00", "000000")


def test_the_pages_of_the_index_are_where_the_names_stand() -> None:
    pages = bound().page_map
    first, last = pages.folios["eski-qala"]
    assert pages.mentions["eski-qala"]
    assert not set(pages.mentions["eski-qala"]) & set(range(first, last + 1))
    lines = {
        line.slug: told_by(line)
        for letter in index_of(miniature(), miniature().frames[0], pages).letters
        for line in letter.lines
    }
    assert (f"{first}–{last}" if first < last else str(first), True) in lines["eski-qala"]
    assert (str(pages.mentions["eski-qala"][0]), False) in lines["eski-qala"]


def test_the_last_signature_is_filled_by_plan() -> None:
    parts = [each.section.target for each in bound().placed]
    assert parts[-1] == "colophon"
    assert bound().pages % miniature().page_multiple == 0
    assert bound().page_map.folios["colophon"] == (bound().pages, bound().pages)
    notes, before = bound().page_map.folios["notes"], bound().page_map.folios["index-en"]
    assert before[1] + 1 == notes[0]
    assert notes[1] + 1 == bound().pages


def test_an_offprint_in_one_language_is_a_whole_book() -> None:
    recipe = planned(region="zhambyl", language=Language.RU)
    set_ = galleys().paginate(recipe)
    assert set_.pages % recipe.page_multiple == 0
    document = pypdfium2.PdfDocument(block_of(recipe, galleys(), printer()))
    texts = [page.get_textpage().get_text_range().replace("\u00a0", " ") for page in document]
    document.close()
    assert len(texts) == set_.pages
    entry = set_.folios["qyzyl-kesene"]
    assert "Красный мавзолей" in texts[entry - 1]
    contents = texts[set_.folios["contents"] - 1]
    led = [set_.folios[target] for target in targets(recipe) if target not in ("", "contents")]
    assert [int(number) for number in re.findall(r"^(\d+)\s*$", contents, re.MULTILINE)][: len(led)] == led
    assert "Содержание" in contents
    assert "Мазмұны" not in "".join(texts)


def test_a_number_on_the_map_of_a_region_stands_on_its_ground() -> None:
    boundaries = miniature().boundaries
    for region, land in boundaries.regions.items():
        edge = [Point(lat, lon) for lon, lat in land.polygons[0][0]]
        for point in (min(edge, key=lambda p: p.lon), max(edge, key=lambda p: p.lon)):
            drawn = numbered_region(boundaries, region, [("40", point)])
            sheet = region_sheet(boundaries, region, float(re.findall(r'viewBox="0 0 (\S+)', drawn.svg)[0]))
            (label,) = drawn.labels
            left, top = label.left * sheet.width / 100, label.top * sheet.height / 100
            assert all(land.contains(sheet.ground(x, y)) for x in (left + 1, left + 14) for y in (top + 1, top + 11))


def test_a_family_is_named_when_any_text_of_the_book_is_set_in_it() -> None:
    recipe = miniature()
    (chapter, *others), (entry, *more) = recipe.chapters, recipe.chapters[0].entries
    names = replace(entry.monument.names, en="The mosque of \u0645\u0633\u062c\u062f")
    named = replace(entry.monument, names=names, digest="another record")
    chapters = (replace(chapter, entries=(replace(entry, monument=named), *more)), *others)
    assert "Noto" not in families(recipe)
    assert families(replace(recipe, chapters=chapters)) == "Literata, Golos Text, Noto Naskh Arabic"
