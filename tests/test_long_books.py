"""A book of thousands: what is held of each entry is small, long lists come in parts, files are written as they are made."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, strategies as st
from printed import galleys, galleys_in, miniature

from asylmura_ssg.cache import Store
from asylmura_ssg.make.volume import FragmentRecipe
from asylmura_ssg.make.volume.entry import entry_fragment, entry_fragments
from asylmura_ssg.make.volume.figures import numbered_country
from asylmura_ssg.make.volume.fragment import Copy
from asylmura_ssg.make.volume.order import end_matter
from asylmura_ssg.make.volume.parted import MOST, groups_parted, parted
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Entry
from asylmura_ssg.model.page_map import PageMap
from asylmura_ssg.model.recipe import VolumeRecipe
from asylmura_ssg.workers import run_all


def of_entries(recipe: VolumeRecipe) -> dict[str, FragmentRecipe]:
    return {each.name: each for chapter in recipe.chapters for each in entry_fragments(recipe, chapter)}


def with_first(entry: Entry) -> VolumeRecipe:
    """Return the miniature volume with another first entry."""
    first, *others = miniature().chapters
    return replace(miniature(), chapters=(replace(first, entries=(entry, *first.entries[1:])), *others))


def never() -> NoReturn:
    raise AssertionError("composed, though nothing changed")


def test_an_entry_that_did_not_change_is_not_even_composed() -> None:
    fragment = entry_fragment(miniature(), miniature().chapters[0].entries[0])
    (galley,) = galleys().typeset([fragment])
    unasked = replace(fragment, copy=Copy(fragment.copy.digest, never))
    assert galleys().typeset([unasked]) == (galley,)


def test_what_comes_out_as_it_was_is_composed_and_not_set_again(tmp_path: Path) -> None:
    there = galleys_in(tmp_path)
    fragment = entry_fragment(miniature(), miniature().chapters[0].entries[0])
    (galley,) = there.typeset([fragment])
    (again,) = there.typeset([replace(fragment, copy=Copy("of something else", fragment.copy.composed))])
    assert again.key == galley.key


def test_a_changed_text_changes_its_own_entry_alone_and_a_changed_name_those_that_name_it() -> None:
    before, entry = of_entries(miniature()), miniature().chapters[0].entries[0]
    slug = entry.monument.slug
    prose = replace(entry.prose.kk, text="Басқа мәтін.", digest="another text")
    after = of_entries(with_first(replace(entry, prose=replace(entry.prose, kk=prose))))
    assert {name for name in before if before[name].made_of() != after[name].made_of()} == {slug}
    card = replace(miniature().cards[slug], names=Localized("Басқа атау"))
    renamed = of_entries(replace(miniature(), cards={**miniature().cards, slug: card}))
    changed = {name for name in before if before[name].made_of() != renamed[name].made_of()}
    assert changed == {name for name, each in before.items() if f"stamp:r:{slug}" in each.html}
    assert changed


@given(lines=st.lists(st.integers(), max_size=60), most=st.integers(0, 20), part=st.integers(1, 9))
def test_a_list_in_parts_is_the_list_and_its_parts_are_of_one_length(lines: list[int], most: int, part: int) -> None:
    parts = parted(lines, most, part)
    assert list(chain.from_iterable(parts)) == lines
    lengths = {len(each) for each in parts}
    assert len(parts) == 1 if len(lines) <= most else max(lengths) <= part
    assert max(lengths) - min(lengths) <= 1


def test_a_heading_whose_lines_are_parted_stands_in_each_part() -> None:
    assert groups_parted([("а", "12"), ("ә", "345")], 4, 3) == (
        (("а", ("1", "2")),),
        (("ә", ("3", "4", "5")),),
    )
    assert groups_parted([("а", "1"), ("ә", "2345")], 4, 3) == (
        (("а", ("1",)), ("ә", ("2",))),
        (("ә", ("3", "4", "5")),),
    )


def test_a_long_bibliography_is_set_in_parts_under_one_heading() -> None:
    entry = miniature().chapters[0].entries[0]
    source = entry.monument.bibliography[0]
    many = tuple(replace(source, key=f"k{n}", url=f"https://example.org/{n}") for n in range(MOST + 1))
    recipe = with_first(
        replace(entry, monument=replace(entry.monument, bibliography=(*entry.monument.bibliography, *many)))
    )
    slugs = [each.monument.slug for chapter in recipe.chapters for each in chapter.entries]
    pages = PageMap({slug: (n, n) for n, slug in enumerate(slugs, 1)}, {}, len(slugs))
    first, *others = (s for s in end_matter(recipe, pages) if s.target == "bibliography")
    assert (first.level, {each.level for each in others}) == (1, {0})
    assert ["<h1" in each.fragment.html for each in (first, *others)] == [True, *(False for _ in others)]
    html = "".join(each.fragment.html for each in (first, *others))
    numbers = [int(number) for number in re.findall(r'class="number">(\d+)<', html)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > MOST


def test_a_number_for_which_a_map_has_no_room_is_left_out() -> None:
    entries = [entry.monument for chapter in miniature().chapters for entry in chapter.entries]
    point = next(monument.location.point for monument in entries if monument.location.point is not None)
    alone = numbered_country(miniature().boundaries, [("1", point)])
    crowd = numbered_country(miniature().boundaries, [(str(n), point) for n in range(100)])
    assert len(alone.labels) == 1
    assert 1 < len(crowd.labels) < 100
    assert len({(label.left, label.top) for label in crowd.labels}) == len(crowd.labels)


def half_written(store: Store) -> None:
    with store.writing("abcd") as out:
        out.write(b"half")
        raise KeyError


def test_what_is_half_written_is_never_found(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(KeyError):
        half_written(store)
    assert not store.holds("abcd")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    with store.writing("abcd") as out:
        out.write(b"whole")
    assert store.place("abcd").read_bytes() == store.get("abcd") == b"whole"


def test_processes_take_over_from_one_another_and_results_stay_in_order() -> None:
    done = list(run_all(lambda index: (index, os.getpid()), 12, 2, chunk=1, life=2))
    assert [index for index, _ in done] == list(range(12))
    processes = [{pid for _, pid in done[start : start + 4]} for start in (0, 4, 8)]
    assert processes[0].isdisjoint(processes[1])
    assert processes[1].isdisjoint(processes[2])
