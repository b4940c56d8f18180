"""Whatever an entry holds, its pages are sound, or it is said what does not fit: nothing runs over an edge in silence."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2
import pytest
from printed import miniature
from set_entries import NARROW, PARAGRAPH, entry_with, set_entry, set_text
from set_lines import beyond, lines_of

from asylmura_ssg.make.volume import TypesettingError, typeset_fragment
from asylmura_ssg.make.volume.entry import entry_fragment
from asylmura_ssg.make.volume.tables import fit_tables
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import VariantName
from asylmura_ssg.model.press import POINTS
from asylmura_ssg.model.printed_page import Format

LONG_NAME = ("Қасиетті Қызыл кесененің оңтүстік қабырғасындағы ескі қалашықтың құлпытастары мен қойтастары " * 4)[:300]
ENDLESS = "қазақстандықтардікінен" * 12
WIDE = "| Жылы | Зерттеуші | Мекемесі | Табылған заттар |\n|---|---|---|---|\n" + (
    "| 1946 | Ә. Марғұлан экспедициясы | Археология институты | Қыш ыдыстар, теңгелер, моншақтар |\n" * 6
)
WIDEST = f"|{' Баған |' * 24}\n|{'---|' * 24}\n" + f"|{' мәліметтер |' * 24}\n" * 3
LISTS = """- бір
    - екі
        - үш
            - төрт
                - бес

1. бір
    1. екі
        1. үш

> Дәйексөз
>
> > ішкі
"""


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    document.close()
    return text.replace("\u2010", "").replace("\ufffe", "").replace("-", "").replace("\u0002", "")


def pages_of(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


def test_an_entry_of_one_line_is_one_page() -> None:
    pdf = set_text("Бір сөйлем.")
    assert pages_of(pdf) == 1
    assert beyond(pdf, miniature().format) == []


def test_an_entry_of_twelve_pages_is_set_whole() -> None:
    pdf = set_text("\n\n".join(f"## Бөлім {i}\n\n{PARAGRAPH * 6}\n\n{PARAGRAPH * 6}" for i in range(17)))
    assert pages_of(pdf) >= 12
    assert beyond(pdf, miniature().format) == []
    assert all(f"Бөлім{i}" in words_of(pdf) for i in range(17))


@pytest.mark.parametrize("page", [None, NARROW], ids=["usual", "narrow"])
def test_a_name_of_three_hundred_letters_is_set_smaller(page: Format | None) -> None:
    shape = page or miniature().format
    pdf = set_entry(entry_with(names=Localized(LONG_NAME, LONG_NAME, LONG_NAME)), shape)
    assert beyond(pdf, shape) == []
    assert lines_of(pdf, 11.0)[0].text.startswith("Қасиетті Қызыл")
    assert LONG_NAME.replace(" ", "") in words_of(pdf)


@pytest.mark.parametrize(
    "text",
    [f"Сөз {ENDLESS} осы. {PARAGRAPH}", f"https://example.org/{'a' * 150} {PARAGRAPH}", f"    {'x' * 300}\n\n{PARAGRAPH}",
     f"`{'x' * 300}` {PARAGRAPH}", f"**{'Ү' * 200}**", LISTS],
    ids=["word", "address", "code", "inline code", "bold", "lists"],
)  # fmt: skip
@pytest.mark.parametrize("page", [None, NARROW], ids=["usual", "narrow"])
def test_what_nothing_breaks_stays_in_its_column(text: str, page: Format | None) -> None:
    shape = page or miniature().format
    pdf = set_text(text, shape)
    assert beyond(pdf, shape) == []
    column = (shape.measure - 6) / 2 * POINTS
    assert all(line.right - line.left < column + 0.5 for line in lines_of(pdf, 8.8))


@pytest.mark.parametrize(
    ("table", "form"),
    [
        ("| А | Б |\n|---|---|\n| бір | екі |\n", '<div class="table step">'),
        (WIDE, '<div class="table wide step">'),
        (WIDEST, '<div class="turned">'),
    ],
    ids=["narrow", "wide", "widest"],
)
def test_a_table_fits_its_page(table: str, form: str) -> None:
    entry = entry_with(f"{PARAGRAPH}\n\n{table}\n\n{PARAGRAPH}")
    assert form in entry_fragment(miniature(), entry).html
    pdf = set_entry(entry)
    assert beyond(pdf, miniature().format) == []
    words = (word for word in re.findall(r"\w+", table))
    assert all(word in words_of(pdf) for word in words)


def test_a_turned_table_tells_every_value_after_its_heading() -> None:
    cells = "".join(f"<td>v{i}{'ұ' * 12}</td>" for i in range(20))
    heads = "".join(f"<th>h{i}</th>" for i in range(20))
    turned = fit_tables(f"<table><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table>", NARROW)
    assert turned.startswith('<div class="turned"><p><b>h0: v0')
    assert all(f"h{i}: v{i}ұ" in turned for i in range(20))


def test_an_empty_cell_of_a_turned_table_keeps_its_heading() -> None:
    heads = "".join(f"<th>{'ұ' * 12}{i}</th>" for i in range(20))
    turned = fit_tables(f"<table><tr>{heads}</tr><tr><td></td>{'<td>1</td>' * 19}</tr></table>", NARROW)
    assert f"<p><b>{'ұ' * 12}0: –</b>; {'ұ' * 12}1: 1" in turned


def test_a_neighbours_name_of_three_hundred_letters_is_broken_into_lines() -> None:
    entry, other = miniature().chapters[0].entries[0], miniature().chapters[1].entries[0]
    card = miniature().cards[other.monument.slug]
    long = replace(card, names=Localized(LONG_NAME, LONG_NAME, LONG_NAME))
    recipe = replace(miniature(), cards={**miniature().cards, other.monument.slug: long})
    assert other.monument.slug in entry.monument.related
    pdf = typeset_fragment(entry_fragment(recipe, entry))
    assert beyond(pdf, recipe.format) == []
    assert LONG_NAME.replace(" ", "") in words_of(pdf)


def test_the_caption_of_a_narrow_picture_is_as_wide_as_its_column() -> None:
    (picture,) = entry_with().monument.pictures
    pdf = set_entry(entry_with(pictures=(replace(picture, width=800, height=4000),)))
    (caption,) = (line.text for line in lines_of(pdf, 7.6) if "абырғасы" in line.text)
    assert caption.strip() == "Батыс қабырғасы"


def test_a_list_of_facts_longer_than_a_page_goes_on() -> None:
    names = tuple(VariantName(f"Қызыл кесененің {i}-аты", "kk", ("atlas",)) for i in range(120))
    pdf = set_entry(entry_with(variants=names))
    assert beyond(pdf, miniature().format) == []
    assert all(f"кесененің{i}аты" in words_of(pdf) for i in (0, 60, 119))


def test_thirty_notes_stand_at_the_feet_of_their_pages() -> None:
    text = "\n\n".join(f"{PARAGRAPH} Сөйлем [@atlas, {i}-б.], тағы [@survey, {i}-б.]." for i in range(15))
    pdf = set_text(text)
    assert beyond(pdf, miniature().format) == []
    assert all(f"{i}б." in words_of(pdf) for i in range(15))


def test_a_head_that_leaves_room_for_no_note_puts_them_off() -> None:
    pdf = set_entry(entry_with(f"{PARAGRAPH} [@atlas, 7-б.]", names=Localized("Ш" * 300)))
    assert beyond(pdf, miniature().format) == []
    assert "7б." in words_of(pdf)


def test_a_note_longer_than_a_page_is_refused_with_its_words() -> None:
    with pytest.raises(TypesettingError, match=r"runs over the .* of the page; make it shorter"):
        set_text(f"{PARAGRAPH} Бұл [@atlas, {'өте ұзақ сілтеме мәтіні ' * 500}].")


def test_a_letter_of_another_script_still_has_no_typeface() -> None:
    with pytest.raises(TypesettingError, match=r"U\+182E"):
        set_text("Бұл жерде ᠮᠣᠩᠭᠣᠯ деген жазу бар.")


def test_an_inscription_is_set_in_its_own_letters_from_right_to_left() -> None:
    pdf = set_text(f"Құлпытаста «محمد بن عبد الله» деген жазу, бітікте 𐱅𐰭𐰼𐰃 деген сөз бар. {PARAGRAPH}")
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "محمد" in text
    assert set("𐱅𐰭𐰼𐰃") <= set(text)  # readers disagree about the order in which runes are told
    assert beyond(pdf, miniature().format) == []


def test_a_name_in_arabic_letters_is_set() -> None:
    entry = entry_with(variants=(VariantName("قىزىل كەسەنە", "kk", ("atlas",)),))
    html = entry_fragment(miniature(), entry).html
    assert '<span class="script" lang="ar" dir="rtl">قىزىل كەسەنە</span>' in html.replace("\u00a0", " ")
    assert typeset_fragment(replace(entry_fragment(miniature(), entry), fits=("",)))
