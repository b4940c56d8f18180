"""The order in which files are met says nothing: the same report and the same catalogue, whatever it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from asylmura_ssg.read.catalogue import Reading, read_content
from asylmura_ssg.tree import Bytes, read_tree

HERE = Path(__file__).parent
CONTENT = read_tree(HERE / "miniature" / "content")
RIVALS = ["duplicate-number", "duplicate-slug", "number-changed--taken", "broken-link", "unknown-source--page"]


def overlaid(case: str) -> dict[str, Bytes]:
    return {**CONTENT, **read_tree(HERE / "cases" / case / "overlay")}


def read(files: dict[str, Bytes]) -> Reading:
    return read_content(files, "content", {}, lambda one, folders: [one(folder) for folder in folders], drafts=True)


@settings(max_examples=40)
@given(st.permutations(sorted(CONTENT)))
def test_the_catalogue_is_the_same_in_any_order(order: list[str]) -> None:
    assert read({path: CONTENT[path] for path in order}) == read(CONTENT)


@pytest.mark.parametrize("case", RIVALS)
@settings(max_examples=15)
@given(data=st.data())
def test_the_report_is_the_same_in_any_order(case: str, data: st.DataObject) -> None:
    files = overlaid(case)
    order = data.draw(st.permutations(sorted(files)))
    expected, found = list(read(files).report), list(read({path: files[path] for path in order}).report)
    assert expected
    assert found == expected
