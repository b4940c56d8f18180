"""The printed volume: one book out of fragments, the same in every run, whole, in black and one colour."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from printed import book, miniature, set_once
from published import ROOT

from asylmura_ssg.check.volume import missing_text, page_count
from asylmura_ssg.make.volume import FragmentRecipe, TypesettingError, make_volume, typeset_fragment
from asylmura_ssg.make.volume.apparatus import index_of
from asylmura_ssg.make.volume.entry import entry_fragment
from asylmura_ssg.make.volume.fragment import Side
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import Language, Localized
from asylmura_ssg.model.monument import Entry, Prose
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.model.recipe import Chapter, VolumeRecipe

MM = 72 / 25.4


def pages() -> Sequence[str]:
    document = pypdfium2.PdfDocument(book())
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def with_entry(change: Entry) -> VolumeRecipe:
    """Return the miniature volume with one entry changed."""
    chapters = tuple(
        Chapter(c.region, tuple(change if e.monument.slug == change.monument.slug else e for e in c.entries))
        for c in miniature().chapters
    )
    return replace(miniature(), chapters=chapters)


def first_entry() -> Entry:
    return miniature().chapters[0].entries[0]


def with_text(text: str) -> VolumeRecipe:
    return with_entry(replace(first_entry(), prose=Localized(Prose(text, "-"))))


def test_the_order_of_work_leaves_no_trace() -> None:
    def set_backwards(fragments: Sequence[FragmentRecipe]) -> Sequence[bytes]:
        return [typeset_fragment(fragment) for fragment in reversed(fragments)][::-1]

    assert make_volume(miniature(), set_backwards) == book()


def test_another_process_folder_and_hash_seed_make_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import hashlib, test_volume as t; "
        "print(hashlib.sha256(t.make_volume(t.miniature(), lambda fs: [t.typeset_fragment(f) for f in fs])).hexdigest())"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PYTHONHASHSEED": "7", "TZ": "Asia/Almaty"}
    made = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == hashlib.sha256(book()).hexdigest()
    assert list(tmp_path.iterdir()) == []


def test_a_changed_entry_sets_that_entry_anew_and_nothing_else() -> None:
    def asked(recipe: VolumeRecipe) -> set[str]:
        digests: set[str] = set()

        def noted(fragments: Sequence[FragmentRecipe]) -> Sequence[bytes]:
            digests.update(map(digest_of, fragments))
            return set_once(fragments)

        make_volume(recipe, noted)
        return digests

    old = first_entry().prose.kk.text
    assert len(asked(with_text(old + "\n\nТағы бір сөйлем.")) - asked(miniature())) == 1


def test_the_book_holds_everything_its_records_say() -> None:
    assert missing_text(book(), miniature()) == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [("Бұл сөйлем кітапта жоқ, сондықтан табылмауы керек.", "the text"), ("## Жоқ тақырып", "the text")],
)
def test_what_is_missing_is_said(text: str, named: str) -> None:
    (lack,) = missing_text(book(), with_text(text))
    assert named in lack


def test_a_code_that_leads_elsewhere_is_missing() -> None:
    moved = with_entry(replace(first_entry(), monument=replace(first_entry().monument, number=9999)))
    assert any("no page has a code that reads" in lack for lack in missing_text(book(), moved))


def test_each_face_is_embedded_once() -> None:
    with pikepdf.open(io.BytesIO(book())) as document:
        files = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/FontFile2" in o]
        fonts = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Subtype") == "/Type0"]
    names = [str(font.BaseFont) for font in fonts]
    assert len(files) == len(names) == len(set(names)) <= len(miniature().faces)


def test_every_page_has_exact_boxes_and_no_links() -> None:
    with pikepdf.open(io.BytesIO(book())) as document:
        for page in document.pages:
            media, bleed, trim = ([float(v) for v in box] for box in (page.MediaBox, page.BleedBox, page.TrimBox))
            assert media == bleed == pytest.approx([0, 0, 176 * MM, 246 * MM], abs=0.001)
            assert trim == pytest.approx([3 * MM, 3 * MM, 173 * MM, 243 * MM], abs=0.001)
            assert "/Annots" not in page
        assert len(document.pages) % 2 == 0


def test_no_colour_is_red_green_and_blue() -> None:
    with pikepdf.open(io.BytesIO(book())) as document:
        for page in document.pages:
            for drawn in pikepdf.parse_content_stream(page):
                assert str(drawn.operator) not in {"rg", "RG", "g", "G", "sh", "INLINE IMAGE"}
                if str(drawn.operator) in {"cs", "CS"}:
                    assert str(drawn.operands[0]) == "/DeviceCMYK"


def test_page_numbers_lead_to_their_pages() -> None:
    texts = [text.replace("\u00a0", " ") for text in pages()]
    document = pypdfium2.PdfDocument(book())
    contents = document[next(i for i, text in enumerate(texts) if text.startswith("Мазмұны"))]
    reader, middle = contents.get_textpage(), contents.get_width() / 2
    for entry in (entry for chapter in miniature().chapters for entry in chapter.entries):
        name = entry.monument.names.kk
        start, count = reader.search(name).get_next()
        left, bottom, _, top = reader.get_charbox(start + count - 1)
        beside = reader.get_text_bounded(left, bottom, middle if left < middle else contents.get_width(), top)
        page = next(i for i, text in enumerate(texts) if f"№ {plate_of(entry.monument.number)}" in text)
        folio = page - 1  # two pages of cover stand before folio 1
        assert beside.endswith(str(folio))
        assert texts[page].rstrip().endswith(str(folio))
    document.close()


def test_bookmarks_hold_regions_and_their_entries() -> None:
    with pikepdf.open(io.BytesIO(book())) as document, document.open_outline() as outline:
        tree = {item.title: [child.title for child in item.children] for item in outline.root}
    regions = miniature().frames[0].vocabularies.regions
    for chapter in miniature().chapters:
        assert tree[regions[chapter.region].label.kk] == [e.monument.names.kk for e in chapter.entries]


def test_the_index_follows_the_kazakh_alphabet() -> None:
    names = ["Ұзынбұлақ", "Әулиекөл", "Ыстықкөл", "Ақ мешіт", "Қорған", "Һұндар", "Көккесене", "Үстірт", "Ілебалық"]
    entries = tuple(
        replace(
            first_entry(), monument=replace(first_entry().monument, slug=f"s{i}", names=Localized(name), variants=())
        )
        for i, name in enumerate(names)
    )
    recipe = replace(miniature(), chapters=(Chapter(miniature().chapters[0].region, entries),))
    index = index_of(recipe, recipe.frames[0])
    assert index.language is Language.KK
    assert [letter.letter for letter in index.letters] == ["А", "Ә", "К", "Қ", "Ұ", "Ү", "Һ", "Ы", "І"]
    assert [line.name for letter in index.letters for line in letter.lines] == [
        "Ақ мешіт", "Әулиекөл", "Көккесене", "Қорған", "Ұзынбұлақ", "Үстірт", "Һұндар", "Ыстықкөл", "Ілебалық",
    ]  # fmt: skip


def test_a_letter_no_face_has_is_an_error() -> None:
    recipe = with_text("Бұл жерде 漢 таңбасы бар.")
    with pytest.raises(TypesettingError, match=r"U\+6F22"):
        typeset_fragment(entry_fragment(recipe, recipe.chapters[0].entries[0]))


@pytest.mark.parametrize("address", ["https://example.org/a.png", "file:///etc/hostname", "a.png"])
def test_nothing_is_fetched_from_outside(address: str) -> None:
    fragment = FragmentRecipe(
        f'<html lang="kk"><title>t</title><p>Сөз <img src="{address}" alt=""></p></html>',
        "html { font-family: Literata; color: device-cmyk(0 0 0 1) }",
        miniature().faces,
        miniature().hyphenation,
        Side.RECTO,
    )
    with pytest.raises(TypesettingError):
        typeset_fragment(fragment)


def test_a_style_that_is_not_understood_is_an_error() -> None:
    fragment = replace(entry_fragment(miniature(), first_entry()), stylesheet="p { colour: black }", fits=("",))
    with pytest.raises(TypesettingError, match="colour"):
        typeset_fragment(fragment)


def test_remembered_lines_are_the_lines_there_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    fragment = entry_fragment(miniature(), first_entry())
    remembered = typeset_fragment(fragment)
    monkeypatch.setattr("asylmura_ssg.make.volume.line_memo._KNOWN", "another version")
    assert typeset_fragment(fragment) == remembered


def test_both_sides_of_the_book_have_as_many_pages() -> None:
    fragment = entry_fragment(miniature(), first_entry())
    recto, verso = (typeset_fragment(replace(fragment, side=side)) for side in Side)
    assert page_count(recto) == page_count(verso)
    assert recto != verso


def test_importing_the_maker_loads_no_typesetter() -> None:
    program = "import sys, asylmura_ssg.make.volume; print({'weasyprint', 'pikepdf'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
