"""The printed volume: one book out of fragments, the same in every run, whole, each page in its place."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from printed import CONTENT, block, block_of, book, bound, galleys, galleys_in, miniature, printer, screen_of
from published import ROOT

from asylmura_ssg.cache import Store
from asylmura_ssg.check.preflight.wholeness import missing_text
from asylmura_ssg.galleys import Galleys, UnsettableError
from asylmura_ssg.make.volume import FragmentRecipe, Galley, TypesettingError, paginate, stamped_in, typeset_fragment
from asylmura_ssg.make.volume.entry import entry_fragment
from asylmura_ssg.make.volume.fragment import Copy, Side
from asylmura_ssg.make.volume.order import body
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Entry, Prose
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.model.press import Standard
from asylmura_ssg.model.recipe import Chapter, VolumeRecipe

COVERS = 2  # pages of boards before folio 1 of the edition for screens


def pages(pdf: bytes) -> Sequence[str]:
    document = pypdfium2.PdfDocument(pdf)
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
    return with_entry(replace(first_entry(), prose=Localized(Prose(text, digest_of(text)))))


def test_the_order_of_work_and_the_number_of_workers_leave_no_trace(tmp_path: Path) -> None:
    there = galleys_in(tmp_path, jobs=3)
    there.typeset([section.fragment for section in reversed(body(miniature()))])
    assert block_of(miniature(), there, printer()) == block()
    assert screen_of(miniature(), there) == book()


def test_another_process_folder_and_hash_seed_make_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import hashlib, printed as p; "
        "print(*(hashlib.sha256(made()).hexdigest() for made in (p.block, p.book)))"
    )  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PYTHONHASHSEED": "7", "TZ": "Asia/Almaty"}
    made = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert made.stdout.split() == [hashlib.sha256(made()).hexdigest() for made in (block, book)]
    assert list(tmp_path.iterdir()) == []


def test_a_changed_entry_is_set_and_inked_anew_and_nothing_else(tmp_path: Path) -> None:
    done: list[tuple[str, int]] = []
    there = galleys_in(tmp_path, progress=lambda stage, _, count: done.append((stage, count)))
    before = block_of(miniature(), there, printer())
    done.clear()
    after = block_of(with_text(first_entry().prose.kk.text + "\n\nТағы бір сөйлем."), there, printer())
    assert done == [("typeset", 1), ("ink", 1)]
    changed = [number for number, (a, b) in enumerate(zip(drawn(before), drawn(after), strict=True), 1) if a != b]
    first, last = bound().page_map.folios[first_entry().monument.slug]
    assert changed == list(range(first, last + 1))


def test_a_book_is_set_once_for_every_printer_and_for_screens(tmp_path: Path) -> None:
    done: list[tuple[str, int]] = []
    there = galleys_in(tmp_path, progress=lambda stage, _, count: done.append((stage, count)))
    made = there.paginate(miniature())
    done.clear()
    for house in (printer(), replace(printer(), standard=Standard.X4, marks=None, bleed=5.0)):
        there.press(miniature(), made, house, "block", io.BytesIO())
    assert {stage for stage, _ in done} == {"ink"}


def test_pictures_are_inked_once_however_often_words_change(tmp_path: Path) -> None:
    opened: list[str] = []

    def original(path: str) -> bytes:
        opened.append(path)
        return (CONTENT / path).read_bytes()

    there = Galleys(Store(tmp_path), 1, original, lambda _stage, _done, _count: None)
    block_of(miniature(), there, printer())
    assert opened == ["monuments/qyzyl-kesene/west-wall.jpg"]
    assert missing_text(block_of(with_text(LONG), there, printer()), with_text(LONG)) == ()
    assert len(opened) == 1


def drawn(pdf: bytes) -> list[bytes]:
    """Return everything each page draws, and what it draws it with."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            b"".join(part.read_bytes() for part in page.Contents)
            + b"".join(font.DescendantFonts[0].FontDescriptor.FontFile2.read_raw_bytes() for font in page.Resources.Font.values())
            for page in document.pages
        ]  # fmt: skip


def test_both_editions_hold_everything_their_records_say() -> None:
    assert missing_text(book(), miniature()) == ()
    assert missing_text(block(), miniature()) == ()


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


@pytest.mark.parametrize(("made", "before"), [(block, 0), (book, COVERS)])
def test_page_numbers_lead_to_their_pages(made: Callable[[], bytes], before: int) -> None:
    texts = [text.replace("\u00a0", " ") for text in pages(made())]
    document = pypdfium2.PdfDocument(made())
    contents = document[next(i for i, text in enumerate(texts) if text.startswith("Мазмұны"))]
    reader, middle = contents.get_textpage(), contents.get_width() / 2
    for entry in (entry for chapter in miniature().chapters for entry in chapter.entries):
        name = entry.monument.names.kk
        start, count = reader.search(name).get_next()
        left, bottom, _, top = reader.get_charbox(start + count - 1)
        beside = reader.get_text_bounded(left, bottom, middle if left < middle else contents.get_width(), top)
        page = next(i for i, text in enumerate(texts) if f"№ {plate_of(entry.monument.number)}" in text)
        folio = page + 1 - before
        assert beside.endswith(str(folio))
        assert bound().page_map.folios[entry.monument.slug][0] == folio
    document.close()


def test_bookmarks_hold_regions_and_their_entries() -> None:
    with pikepdf.open(io.BytesIO(book())) as document, document.open_outline() as outline:
        tree = {item.title: [child.title for child in item.children] for item in outline.root}
    regions = miniature().frames[0].vocabularies.regions
    for chapter in miniature().chapters:
        assert tree[regions[chapter.region].label.kk] == [e.monument.names.kk for e in chapter.entries]


def test_a_block_fills_its_signatures_with_pages_for_notes_and_ends_with_the_colophon() -> None:
    for multiple, signature, rests in ((2, 2, {0}), (8, 8, {0}), (32, 32, {0}), (4, 16, {0, 4, 8})):
        made = galleys().paginate(replace(miniature(), page_multiple=multiple, signature=signature))
        assert made.pages % signature in rests
        assert [each.section.target for each in made.placed][-1] == "colophon"
        assert [each.folio for each in made.placed[1:]] == [each.end for each in made.placed[:-1]]


def test_parts_that_begin_on_the_right_do() -> None:
    recto = [each for each in bound().placed if each.section.recto]
    assert len(recto) > len(miniature().chapters)
    assert {each.folio % 2 for each in recto} == {1}


def test_entries_that_speak_of_another_are_known_by_their_pages() -> None:
    found = bound().page_map
    first, other = "qyzyl-kesene", "eski-qala"
    assert found.mentions[first] == tuple(range(found.folios[other][0], found.folios[other][1] + 1))[:1]
    assert found.mentions[other] == tuple(range(found.folios[first][0], found.folios[first][1] + 1))[:1]


def test_a_part_that_fills_more_pages_than_it_may_is_an_error() -> None:
    def doubled(fragments: Sequence[FragmentRecipe]) -> Sequence[Galley]:
        set_ = galleys().typeset(fragments)
        return [
            replace(g, stamped=g.stamped * 2) if f.name == "colophon" else g
            for f, g in zip(fragments, set_, strict=True)
        ]

    with pytest.raises(TypesettingError, match="colophon: fills 2 pages, not 1"):
        paginate(miniature(), doubled)


def test_an_entry_longer_on_the_other_side_moves_what_comes_after_it() -> None:
    def longer(fragments: Sequence[FragmentRecipe]) -> Sequence[Galley]:
        return [
            replace(g, stamped=g.stamped * 2)
            if f.name == "region/zhambyl" or (f.name, f.side) == ("qyzyl-kesene", Side.RECTO)
            else g
            for f, g in zip(fragments, galleys().typeset(fragments), strict=True)
        ]

    made, entry = paginate(miniature(), longer), "qyzyl-kesene"
    usual, folios = bound().page_map.folios, made.page_map.folios
    assert folios[entry] == (usual[entry][0] + 1, usual[entry][1] + 2)
    assert [each.folio for each in made.placed[1:]] == [each.end for each in made.placed[:-1]]
    assert {each.folio % 2 for each in made.placed if each.section.recto} == {1}


def test_an_edited_part_is_set_once_on_the_side_on_which_it_stands() -> None:
    made = bound()
    for part in (each for each in made.placed if each.section.target):
        name, asked = part.fragment.name, list[Side]()

        def edited(fragment: FragmentRecipe, name: str = name) -> Galley | None:
            return None if fragment.name == name else galleys().known(fragment)

        def noted(fragments: Sequence[FragmentRecipe], name: str = name, asked: list[Side] = asked) -> Sequence[Galley]:
            asked += [fragment.side for fragment in fragments if fragment.name == name]
            return galleys().typeset(fragments)

        assert paginate(miniature(), noted, edited) == made
        assert set(asked) == {Side.of(each.folio) for each in made.placed if each.fragment.name == name}


def test_everything_that_cannot_be_set_is_said_at_once() -> None:
    texts = {"qyzyl_kesene": "Бұл жерде 漢 таңбасы бар.", "eski_qala": "Ал мұнда 字 таңбасы бар."}
    entries = [entry for chapter in miniature(**texts).chapters for entry in chapter.entries]
    with pytest.raises(UnsettableError) as caught:
        galleys().typeset([entry_fragment(miniature(**texts), entry) for entry in entries])
    assert {error.name for error in caught.value.errors} == {"qyzyl-kesene", "eski-qala"}
    assert "U+6F22" in str(caught.value)
    assert "U+5B57" in str(caught.value)


@pytest.mark.parametrize("address", ["https://example.org/a.png", "file:///etc/hostname", "a.png"])
def test_nothing_is_fetched_from_outside(address: str) -> None:
    fragment = replace(
        entry_fragment(miniature(), first_entry()),
        copy=Copy.of(f'<html lang="kk"><title>t</title><p>Сөз <img src="{address}" alt="сурет"></p></html>'),
        stylesheet="html { font-family: Literata; color: device-cmyk(0 0 0 1) }",
    )
    with pytest.raises(TypesettingError):
        typeset_fragment(fragment)


def test_a_style_that_is_not_understood_is_an_error_each_time() -> None:
    fragment = replace(entry_fragment(miniature(), first_entry()), stylesheet="p { colour: black }")
    for _ in range(2):
        with pytest.raises(TypesettingError, match="colour"):
            typeset_fragment(fragment)


@pytest.mark.parametrize("known", ["layout_memo.KNOWN", "line_memo.KNOWN"])
def test_work_that_is_spared_leaves_the_pages_as_they_are(known: str, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = miniature(qyzyl_kesene=LONG)
    fragment = entry_fragment(recipe, recipe.chapters[0].entries[0])
    spared = typeset_fragment(fragment)
    monkeypatch.setattr(f"asylmura_ssg.make.volume.{known}", "another version")
    assert typeset_fragment(fragment) == spared
    assert len(stamped_in(spared)) > 1


LONG = "\n\n".join(
    f"## Тарау\n\nКүмбез {number} рет қалпына келтірілген [@state-list]. "
    + "Қабырға күйдірілген кірпіштен қаланып, оюмен безендірілген. " * 9
    for number in range(1, 13)
)


def test_both_sides_of_the_book_have_as_many_pages() -> None:
    fragment = entry_fragment(miniature(), first_entry())
    recto, verso = (typeset_fragment(replace(fragment, side=side)) for side in Side)
    assert len(stamped_in(recto)) == len(stamped_in(verso))
    assert recto != verso


def test_importing_the_maker_loads_no_typesetter() -> None:
    heavy = "{'weasyprint', 'pikepdf', 'uharfbuzz', 'cv2'}"
    program = f"import sys, asylmura_ssg.galleys; print({heavy} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
