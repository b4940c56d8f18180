"""What is remembered while pages are laid out changes none of them."""

from __future__ import annotations

import io

import pikepdf
import pytest
import weasyprint
from printed import miniature

from asylmura_ssg.make.volume import FragmentRecipe, line_memo, typeset_fragment
from asylmura_ssg.make.volume.line_memo import lines_remembered
from asylmura_ssg.make.volume.order import body


def test_the_version_that_is_stood_in_for_is_the_one_installed() -> None:
    assert weasyprint.__version__ == line_memo.KNOWN


@pytest.mark.parametrize("number", [0, 1, 2])
def test_pages_are_the_same_with_and_without_what_is_remembered(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    fragment = body(miniature())[number].fragment
    with_it = pages(fragment)
    monkeypatch.setattr(weasyprint, "__version__", "another")
    assert pages(fragment) == with_it


def test_lines_are_given_back_as_they_were_found() -> None:
    from weasyprint.layout import inline

    theirs = inline.get_next_linebox, inline.text_align, inline.line_box_verticality
    with lines_remembered():
        assert inline.get_next_linebox is not theirs[0]
    assert (inline.get_next_linebox, inline.text_align, inline.line_box_verticality) == theirs


def test_a_bare_fragment_draws_the_same_and_holds_no_face() -> None:
    fragment = body(miniature())[1].fragment
    bare = typeset_fragment(fragment, bare=True)
    assert pages_of(bare) == pages(fragment)
    with pikepdf.open(io.BytesIO(bare)) as pdf:
        held = [
            bytes(each.read_bytes()) for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/Length1" in each
        ]
    assert held
    assert not any(held)


def pages(fragment: FragmentRecipe) -> list[bytes]:
    """Return what each page of a fragment draws."""
    return pages_of(typeset_fragment(fragment))


def pages_of(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [page.obj.Contents.read_bytes() for page in pdf.pages]
