"""The proof of our own artwork: what is drawn for the workshop is let through, in every form, alone and on sheets."""

from __future__ import annotations

from functools import cache

import pytest
import yaml
from published import CONTENT, ROOT

from asylmura_ssg.check.artwork import prove_all
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.make.artwork import impose, make_artwork, make_sheet
from asylmura_ssg.make.plates import matrix
from asylmura_ssg.model.artwork import (
    SIZES,
    Arrangement,
    ArtworkRecipe,
    CodeBox,
    Form,
    Inscription,
    Sheet,
    Size,
    Variant,
    layout_of,
)
from asylmura_ssg.model.design import Design
from asylmura_ssg.model.language import LANGUAGES, Localized
from asylmura_ssg.model.plate import LEVEL, MASK, VERSION, payload, plate_of
from asylmura_ssg.model.proof import FINEST, Check, Expected, ExpectedCode, Submission
from asylmura_ssg.model.register import Symbol, matrix_digest
from asylmura_ssg.read.design import read_design
from asylmura_ssg.tree import read_tree

SLUGS = ("berel", "yasawi-mausoleum", "alzhir", "sauran")


@cache
def design() -> Design:
    return read_design(read_tree(ROOT / "templates"), Report())


def recipe(slug: str, size: Size, arrangement: Arrangement, variant: Variant, form: Form) -> ArtworkRecipe:
    record = yaml.safe_load((CONTENT / "monuments" / slug / "monument.yaml").read_text("utf-8"))
    plate = plate_of(record["number"])
    domain = "birgemiz-asylmura.kz"
    names, story = (
        Localized(said["kk"], said.get("ru"), said.get("en")) for said in (record["names"], record["summary"])
    )
    inscription = Inscription(
        plate=plate,
        payload=payload(plate, domain),
        version=VERSION,
        level=LEVEL,
        mask=MASK,
        address=f"{domain}/{plate}",
        names=names,
        story=story,
        point=None,
        owner=Localized("Біргеміз: Асыл Мұра"),
    )
    strings = {language.value: design().strings[language] for language in LANGUAGES}
    return ArtworkRecipe(inscription, size, arrangement, variant, form, strings, design().faces)


def ordered(inscription: Inscription, box: CodeBox) -> ExpectedCode:
    symbol = matrix(inscription.payload, inscription.version, inscription.level, inscription.mask)
    frozen = Symbol(inscription.version, inscription.level, inscription.mask, matrix_digest(symbol))
    return ExpectedCode(box, inscription.payload, frozen)


def submitted(made: ArtworkRecipe) -> Submission:
    layout = layout_of(made.size, made.arrangement)
    codes = tuple(ordered(made.inscription, box) for box in layout.codes)
    expected = Expected(made.form, layout.width, layout.height, codes, FINEST[made.variant])
    return Submission(made.inscription.plate, made.name, make_artwork(made), expected)


KINDS = [
    *((SIZES[0], arrangement, variant) for arrangement in Arrangement for variant in Variant),
    (SIZES[1], Arrangement.SINGLE, Variant.ENGRAVING),
    (SIZES[2], Arrangement.SINGLE, Variant.ENAMEL),
]


@pytest.mark.parametrize(("size", "arrangement", "variant"), KINDS)
def test_a_plate_is_let_through_in_every_form(size: Size, arrangement: Arrangement, variant: Variant) -> None:
    proofs = prove_all([submitted(recipe("berel", size, arrangement, variant, form)) for form in Form])
    assert [(proof.file, proof.failures) for proof in proofs if not proof.passed] == []
    codes = 2 if arrangement is Arrangement.TWIN else 1
    assert [sum(f.check is Check.MATRIX for f in proof.findings) for proof in proofs] == [codes] * len(Form)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("variant", list(Variant))
def test_long_and_short_inscriptions_are_let_through(slug: str, variant: Variant) -> None:
    made = recipe(slug, SIZES[0], Arrangement.SINGLE, variant, Form.PDF)
    (proof,) = prove_all([submitted(made)])
    assert proof.failures == ()


@pytest.mark.parametrize("form", [Form.SVG, Form.PDF, Form.EPS, Form.DXF])
def test_a_sheet_is_let_through(form: Form) -> None:
    sheet = Sheet(900, 450, 10, 10)
    plates = [recipe(slug, SIZES[0], Arrangement.TWIN, Variant.ENGRAVING, Form.SVG) for slug in SLUGS]
    (page,) = impose(plates, sheet)
    codes = tuple(
        ordered(placed.recipe.inscription, CodeBox(placed.x + box.x, placed.y + box.y, box.module))
        for placed in page.plates
        for box in placed.layout.codes
    )
    expected = Expected(form, sheet.width, sheet.height, codes, None)
    (proof,) = prove_all([Submission("1", f"sheet-1.{form}", make_sheet(page, form), expected)])
    assert proof.failures == ()
    assert sum(finding.check is Check.PAYLOAD_ZXING for finding in proof.findings) == 8
