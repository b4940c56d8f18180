"""The robustness bench: the same pictures on every run, damage that is damage, and a table that says what was measured."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from asylmura_ssg.model.plate import payload, plate_of
from benchmarks import robustness
from benchmarks.damage import KINDS, LIGHT, Damage, Shot, taken
from benchmarks.robustness import CONTENDERS, DOMAIN, SEED, SIDE, Contender, Rate, measured, plate_with, table, verdicts

TEXT = payload(plate_of(1), DOMAIN)
OURS, QRCODE, SEGNO, _LARGER, TWIN, _PLAIN = CONTENDERS


def picture(damage: Damage, contender: Contender, strength: float) -> np.typing.NDArray[np.uint8]:
    return damage.photographed(plate_with(contender, TEXT), strength, np.random.default_rng(SEED))


@pytest.mark.parametrize("contender", CONTENDERS, ids=[contender.name for contender in CONTENDERS])
def test_an_undamaged_code_is_read(contender: Contender) -> None:
    seen = taken(plate_with(contender, TEXT), Shot(), np.random.default_rng(SEED))
    assert [code.text for code in zxingcpp.read_barcodes(seen)] == [TEXT] * contender.count


def test_the_codes_that_are_compared_have_the_same_outer_size() -> None:
    shapes = {contender.name: plate_with(contender, TEXT).picture.shape for contender in (OURS, QRCODE, SEGNO)}
    assert len(set(shapes.values())) == 1
    assert OURS.side == QRCODE.side == SEGNO.side == SIDE
    assert (len(OURS.draw(TEXT)), len(QRCODE.draw(TEXT)), len(SEGNO.draw(TEXT))) == (33, 29, 29)


@pytest.mark.parametrize("damage", KINDS, ids=[damage.name for damage in KINDS])
def test_the_same_seed_is_the_same_picture(damage: Damage) -> None:
    strength = damage.strengths[1]
    one, other = (picture(damage, TWIN, strength) for _ in range(2))
    assert np.array_equal(one, other)
    assert not np.array_equal(one, damage.photographed(plate_with(TWIN, TEXT), strength, np.random.default_rng(1)))


@pytest.mark.parametrize("damage", [damage for damage in KINDS if damage.harm], ids=lambda damage: damage.name)
def test_what_befalls_a_plate_changes_its_face_and_not_the_wall(damage: Damage) -> None:
    clean, harmed = plate_with(OURS, TEXT), plate_with(OURS, TEXT)
    assert damage.harm is not None
    damage.harm(harmed, damage.strengths[2], np.random.default_rng(SEED))
    assert (clean.face != harmed.face).mean() > 0.01
    assert (clean.picture != harmed.picture).sum() == (clean.face != harmed.face).sum()


def test_paint_covers_what_it_is_said_to_cover() -> None:
    (paint,) = [damage for damage in KINDS if damage.name == "paint"]
    assert paint.harm is not None
    plate = plate_with(OURS, TEXT)
    plate.face[:] = LIGHT
    blank = plate.face.copy()
    paint.harm(plate, 5, np.random.default_rng(3))
    assert (plate.face != blank).mean() * 96**2 / 82**2 == pytest.approx(0.05, rel=0.1)


def test_a_hopeless_picture_is_read_by_none_and_a_harmless_one_by_all() -> None:
    blur = Damage("out of focus", "px", (1, 1, 30, 30), shot={"defocus": 1})
    assert [rate.read for rate in measured(blur, OURS, 2, SEED)] == [2, 2, 0, 0]


def test_a_second_code_is_a_second_chance() -> None:
    (paint,) = [damage for damage in KINDS if damage.name == "paint"]
    one, two = (sum(rate.read for rate in measured(paint, contender, 3, SEED)) for contender in (OURS, TWIN))
    assert two > one


def test_the_table_and_the_words_say_what_was_measured() -> None:
    def rates(name: str, reads: tuple[int, ...]) -> list[Rate]:
        return [Rate(name, "paint", step, 10, read, read, 0) for step, read in enumerate(reads)]

    found = [
        *rates("ours", (10, 8, 4, 0)),
        *rates("qrcode", (10, 5, 0, 0)),
        *rates("segno", (9, 5, 1, 0)),
        *rates("ours, module as theirs", (10, 8, 4, 0)),
        *rates("ours, twin", (10, 10, 10, 9)),
        *rates("qrcode, twice the area", (10, 10, 10, 10)),
    ]
    head, _, row = table(found)
    assert head.startswith("| Damage | ours | qrcode | segno |")
    assert row.startswith("| paint (3 / 6 / 10 / 15 % of a code) | 100 / 80 / 40 / 0 | 100 / 50 / 0 / 0 |")
    (said,) = verdicts(found)
    assert said == (
        "- paint: ours wins (55 : 38), with modules as large as theirs wins (55 : 38), as a twin wins (98 : 38); "
        "the twin against one plain code on its whole area: even (98 : 100)."
    )


def test_the_command_prints_and_writes_what_it_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written = tmp_path / "rates.json"
    monkeypatch.setattr(sys, "argv", ["robustness", "--samples", "1", "--only", "far away", "--json", str(written)])
    robustness.main()
    assert re.search(
        r"^\| far away \(1 / 0\.8 / 0\.7 / 0\.6 px a mm\) \|( \d+ / \d+ / \d+ / \d+ \|){6}$",
        capsys.readouterr().out,
        re.MULTILINE,
    )
    held = json.loads(written.read_text("utf-8"))
    assert held["seed"] == SEED
    assert len(held["rates"]) == 4 * len(CONTENDERS)
    assert all(max(rate["zxing"], rate["opencv"]) <= rate["read"] <= 1 for rate in held["rates"])
