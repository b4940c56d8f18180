"""docs/interchange.md held against what is read: its mapping, its fields, its notations."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from messy_table import CONTENT

from asylmura_ssg.interchange.coordinates import read_place
from asylmura_ssg.interchange.datings import UnclearDatingError, read_dating
from asylmura_ssg.interchange.ground import survey
from asylmura_ssg.interchange.mapping import TARGETS, read_mapping

GUIDE = (Path(__file__).parent.parent / "docs" / "interchange.md").read_text("utf-8")


def test_the_mapping_in_the_guide_is_read_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)[0], "utf-8")
    ground = survey(CONTENT, "content")
    mapping = read_mapping(tmp_path / "t.yaml", "t.yaml", ground.vocabularies, ground.sources)
    assert mapping.source_key == "museum-2026"
    assert mapping.header == (3, 4)
    assert {column.target for column in mapping.columns} <= set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_every_field_that_a_column_may_be_stands_in_the_guide(target: str) -> None:
    assert f"`{target}`" in GUIDE or f"`{re.sub('(kk|ru|en)$', 'kk', target)}` …" in GUIDE


def test_the_places_and_datings_of_the_guide_are_read_and_what_it_leaves_to_people_is_not() -> None:
    places, datings = GUIDE.split("**Places**")[1].split("**Datings**")
    for words in re.findall(r"`([^`]+)`", places):
        assert 43.29 < read_place(words).point.lat < 43.3
    read, left = datings.split("are left to you")[0].split("A beginning" if "A beginning" in datings else "a beginning")
    for words in re.findall(r"`([^`]+)`", read):
        assert read_dating(words).text.kk
    for words in re.findall(r"`([^`]+)`", left):
        with pytest.raises(UnclearDatingError):
            read_dating(words)
