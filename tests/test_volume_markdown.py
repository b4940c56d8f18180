"""Whatever Markdown an editor may write is set in the book: links, nested lists, code, tables, quotes."""

from __future__ import annotations

import pypdfium2
from printed import block_of, galleys, miniature, printer

from asylmura_ssg.check.preflight.wholeness import missing_text

TEXT = """Мұра [@excavation-report]. Қараңыз: [сілтеме](https://example.org/a/b) және <https://example.net/>.

- бірінші
    - ішкі тармақ
        - тағы ішкі
- екінші

1. бір
    1. екі

`код` және мәтін.

> Дәйексөз **қалың** *көлбеу*.

| А | Б |
|---|---|
| в | г |

### Кіші тақырып

    шегінген жол
"""


def test_every_form_of_markdown_is_set() -> None:
    recipe = miniature(qyzyl_kesene=TEXT.replace(" [@excavation-report]", ""))
    book = block_of(recipe, galleys(), printer())
    assert missing_text(book, recipe) == ()
    pages = pypdfium2.PdfDocument(book)
    text = " ".join("".join(page.get_textpage().get_text_bounded().split()) for page in pages)
    for words in ("сілтеме(example.org/a/b)", "example.net", "ішкітармақ", "тағыішкі", "Кішітақырып", "шегінгенжол"):
        assert words in text


def test_a_table_that_is_told_row_by_row_is_read_back_cell_by_cell() -> None:
    head = " | ".join(f"Баған {i}" for i in range(24))
    recipe = miniature(qyzyl_kesene=f"Мұра.\n\n{head}\n{'---|' * 23}---\n{'мәліметтер | ' * 23}соңғысы\n")
    book = block_of(recipe, galleys(), printer())
    assert missing_text(book, recipe) == ()
    assert any("соңғысы" in text for text in missing_text(block_of(miniature(), galleys(), printer()), recipe))
