"""What is written in the house's form reads back as it was, and leaves alone what somebody wrote by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, strategies as st

from asylmura_ssg.amend import edited
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.model.record_keys import GROUPS, KEY_ORDER
from asylmura_ssg.read.nodes import parse
from asylmura_ssg.read.source import Text
from asylmura_ssg.record_form import (
    Form,
    block_form,
    inserted_item,
    inserted_key,
    item_form,
    record_form,
    replaced_key,
    scalar_form,
)

HOME = Path(__file__).parent.parent
ALL = sorted([*HOME.glob("content/monuments/*/monument.yaml"), *HOME.glob("tests/miniature/**/monument.yaml")])
RECORDS = [path for path in ALL if path.parent.name in ("kokkesene", "jankent", "taksai", "qyzyl-kesene", "aq-meshit")]
"""With every habit of the others: fates, long lists, no bibliography, an order of keys of its own."""
_NOWHERE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ue000\ue001\ufeff\ufffd-\uffff\ud800-\udfff]"
letters = st.characters(
    exclude_categories=["Cs", "Cc"], include_characters="\n\t", exclude_characters="\u2028\u2029\ue000\ue001\ufeff"
)
texts = st.text(letters.filter(lambda sign: not re.search(_NOWHERE, sign)), min_size=1).filter(
    lambda text: bool(text.strip())
)
keys = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
values = st.recursive(texts, lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(keys, inner, min_size=1, max_size=3))  # fmt: skip


def read(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - reads nothing but texts, as the house does


def stripped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: stripped(each) for key, each in value.items()}
    return [stripped(each) for each in value] if isinstance(value, list) else value.strip()


@given(texts)
@example("null")
@example("~")
@example("№ 5: бес # алты")
@example("- тізім")
@example('don\'t say "no" \\ here')
@example("екі\nжол")
@example("a\u00a0b")
@example("'")
@example("---")
@example("&a")
@example("x:")
@example("a [b], {c}")
@example("2003-05-01")
@example("\u200b")
def test_every_text_reads_back_as_the_very_same_text(text: str) -> None:
    for written in (
        f"key: {scalar_form(text)}\n",
        f"key: [{scalar_form(text, braced=True)}]\n",
        block_form("key", text),
    ):
        report = Report()
        top = parse(Text("x.yaml", written), report)
        assert top is not None, (written, list(report))
        assert [word for word, _ in top.texts("key")] == [text.strip()]
        assert list(report) == []


@given(texts)
def test_every_text_is_a_text_for_other_programs_too(text: str) -> None:
    assert yaml.safe_load(block_form("key", text)) == {"key": text.strip()}


@given(st.dictionaries(keys, values, min_size=1, max_size=4), st.sampled_from([0, 2, 4]))
def test_values_of_any_shape_read_back(value: dict[str, Any], indent: int) -> None:
    assert read(block_form("top", value, indent)) == {"top": stripped(value)}
    assert read(f"top:\n{item_form(value, indent)}") == {"top": [stripped(value)]}


@given(st.floats(-90, 90).map(lambda number: round(number, 6)), st.integers(-5000, 2100))
def test_numbers_are_written_in_digits_alone(number: float, year: int) -> None:
    assert re.fullmatch(r"-?\d{1,2}(\.\d{1,6})?", scalar_form(number))
    assert float(scalar_form(number)) == number
    assert int(scalar_form(year)) == year


@pytest.mark.parametrize("letter", ["\x00", "\u2028", "\ufeff", "\ud800", "\ue000"])
def test_a_character_without_a_place_in_a_text_is_refused(letter: str) -> None:
    with pytest.raises(ValueError, match="has no place"):
        scalar_form(f"a{letter}b")


def test_what_is_short_stands_in_braces_and_what_is_long_on_its_own_lines() -> None:
    short = {"kk": "Үлгі", "ru": "Образец, да", "en": "Specimen"}
    assert block_form("place", short) == 'place: {kk: Үлгі, ru: "Образец, да", en: Specimen}\n'
    assert block_form("names", short) == "names:\n  kk: Үлгі\n  ru: Образец, да\n  en: Specimen\n"
    long = {"kk": "а" * 60, "en": "b" * 60}
    assert block_form("place", long) == f"place:\n  kk: {'а' * 60}\n  en: {'b' * 60}\n"
    assert block_form("periods", ("a", "b")) == "periods: [a, b]\n"
    assert block_form("status", None) == "status:\n"
    assert block_form("dimensions", [{"what": short, "value": {"kk": "3,4 м"}, "source": ["a", "b"]}]) == (
        "dimensions:\n"
        '  - what: {kk: Үлгі, ru: "Образец, да", en: Specimen}\n'
        '    value: {kk: "3,4 м"}\n'
        "    source: [a, b]\n"
    )


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_real_records_are_written_as_their_editors_wrote_them(path: Path) -> None:
    fields = read(path.read_text("utf-8"))
    written = record_form(fields)
    assert read(written) == fields
    assert [key for key in fields if key not in KEY_ORDER] == []


def test_real_records_hold_their_keys_in_the_canonical_order_but_for_one() -> None:
    orders = {path.parent.name: list(read(path.read_text("utf-8"))) for path in ALL}
    assert [name for name, order in orders.items() if order != sorted(order, key=KEY_ORDER.index)] == ["jankent"]


def test_comments_stand_before_their_keys_and_keys_of_none_are_left_out() -> None:
    fields: dict[str, Form] = {"status": "draft", "number": 7, "dating": None}
    written = record_form(fields, {"number": "permanent", "dating": "when?\n\nor leave out"})
    assert written == "# permanent\nnumber: 7\nstatus: draft\n\n# when?\n#\n# or leave out\n"


HAND = """\
# by hand
number: 7   # never changed
status: 'draft'

names: {kk: "А", ru: Б}

type: mosque   # a key
# on protection
protection:
  category: unknown
  # not asked yet

related: [ one ]

pictures:
- file: a.jpg   # from the archive

# the end
editors: [x]
"""


def test_a_key_goes_to_its_place_and_nothing_else_moves() -> None:
    found = {
        key: edited(HAND, [inserted_key(HAND, key, block_form(key, "x"))]) for key in ("slug", "region", "volumes")
    }
    assert found["slug"].startswith("# by hand\nnumber: 7   # never changed\nslug: x\nstatus: 'draft'\n")
    assert "type: mosque   # a key\n\nregion: x\n# on protection\nprotection:" in found["region"]
    assert "related: [ one ]\nvolumes: x\n\npictures:" in found["volumes"]
    assert all(set(HAND.splitlines()) <= set(text.splitlines()) for text in found.values())


def test_a_key_that_exists_is_replaced_and_its_comment_stays() -> None:
    assert "type: kurgan   # a key\n" in edited(HAND, [replaced_key(HAND, "type", block_form("type", "kurgan"))])
    with pytest.raises(ValueError, match="there already"):
        inserted_key(HAND, "type", "type: kurgan\n")
    with pytest.raises(KeyError):
        replaced_key(HAND, "dating", "")


def test_an_item_is_added_in_the_list_s_own_form() -> None:
    picture: Form = {"file": "b.jpg", "author": "А. Б."}
    added = edited(HAND, [inserted_item(HAND, "pictures", picture)])
    assert "- file: a.jpg   # from the archive\n- file: b.jpg\n  author: А. Б.\n\n# the end\neditors" in added
    assert "related: [ one, two ]" in edited(HAND, [inserted_item(HAND, "related", "two")])
    assert edited("pictures:\n", [inserted_item("pictures:\n", "pictures", picture)]) == block_form(
        "pictures", [picture]
    )
    assert edited("pictures: []\n", [inserted_item("pictures: []\n", "pictures", picture)]) == block_form(
        "pictures", [picture]
    )
    alone = "pictures:\n  file: a.jpg\n  author: x\neditors: [x]\n"
    assert read(edited(alone, [inserted_item(alone, "pictures", picture)]))["pictures"] == [
        {"file": "a.jpg", "author": "x"},
        picture,
    ]
    assert edited("related: one", [inserted_item("related: one", "related", "two")]) == "related:\n  - one\n  - two"


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("key", ["slug", "fate", "merged", "narration", "waivers", "unheard-of"])
def test_keys_find_their_place_in_every_real_record(path: Path, key: str) -> None:
    text = path.read_text("utf-8")
    if key in read(text):
        return
    after = edited(text, [inserted_key(text, key, block_form(key, {"what": "x"}))])
    order = list(read(after))
    assert read(after) == {**read(text), key: {"what": "x"}}
    assert after.replace(block_form(key, {"what": "x"}), "").replace("\n", "") == text.replace("\n", "")
    known = [each for each in order if each in KEY_ORDER]
    if path.parent.name != "jankent":
        assert known == sorted(known, key=KEY_ORDER.index)
    assert "\n\n\n" not in after


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_every_key_of_every_real_record_can_be_replaced_by_itself(path: Path) -> None:
    text = path.read_text("utf-8")
    for key, value in read(text).items():
        again = edited(text, [replaced_key(text, key, block_form(key, value))])
        assert read(again) == read(text)
    picture: Form = {"file": "new.jpg"}
    assert read(edited(text, [inserted_item(text, "pictures", picture)]))["pictures"][-1] == picture


def test_a_text_that_is_no_record_is_refused() -> None:
    for text in ("- a\n", "{a: b}\n", "a: [\n", "a"):
        with pytest.raises(ValueError, match="the text"):
            inserted_key(text, "number", "number: 1\n")


def test_no_key_stands_in_two_groups() -> None:
    assert len(set(KEY_ORDER)) == sum(len(group) for group in GROUPS)
