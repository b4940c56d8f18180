"""What the site says of the printed volume: on which pages an entry stands, and what can be fetched."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import lxml.html
import pytest
from printed import bound, catalogue, design
from test_epub import artifacts, editions

from asylmura_ssg.editions import InaccessibleVolumeError, IncompleteVolumeError
from asylmura_ssg.make.maker import make
from asylmura_ssg.make.printed import place_in_print
from asylmura_ssg.model.design import Template
from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import LANGUAGES, Language, Localized
from asylmura_ssg.model.order import Scope
from asylmura_ssg.model.recipe import Artifact, MonumentRecipe, PrintedAt, VolumeRecipe
from asylmura_ssg.model.route import File, Home, MonumentPage, Route
from asylmura_ssg.plan.site import plan
from asylmura_ssg.plan.steps import steps_of

SLUG = "qyzyl-kesene"


def made(route: Route, among: tuple[Artifact, ...]) -> str:
    (recipe,) = (artifact.recipe for artifact in among if artifact.route == route)
    return make(recipe, lambda _: b"").decode()


def without_volumes() -> tuple[Artifact, ...]:
    return plan(catalogue(), design(), Scope(volumes=False), "", editions())


def test_a_page_says_where_it_stands_in_the_book_as_its_language_cites_pages() -> None:
    first, last = bound().page_map.folios[SLUG]
    assert first == last
    said = {
        Language.KK: f"Шағын мұра, I том, {first}-бет",
        Language.RU: f"Малое наследие, т.\u00a0I, с.\u00a0{first}",
        Language.EN: f"Small Heritage, vol.\u00a0I, p.\u00a0{first}",
    }
    for language in LANGUAGES:
        assert said[language] in made(MonumentPage(language, SLUG), artifacts())


def test_an_entry_on_several_pages_is_cited_by_the_first_and_the_last() -> None:
    frames = {recipe.frame.language: recipe.frame for recipe in monuments()}
    place = PrintedAt("v", Localized("Том"), 2, None, 214, 216)
    assert place_in_print(place, frames[Language.KK]) == "Шағын мұра, II том, 214–216-беттер"
    assert place_in_print(place, frames[Language.RU]) == "Малое наследие, т.\u00a0II, с.\u00a0214–216"
    assert place_in_print(place, frames[Language.EN]) == "Small Heritage, vol.\u00a0II, pp.\u00a0214–216"


def monuments() -> list[MonumentRecipe]:
    return [artifact.recipe for artifact in artifacts() if isinstance(artifact.recipe, MonumentRecipe)]


def test_machines_are_told_too() -> None:
    first, last = bound().page_map.folios[SLUG]
    page = lxml.html.document_fromstring(made(MonumentPage(Language.KK, SLUG), artifacts()))
    told = json.loads(page.findtext(".//script[@type='application/ld+json']") or "")["@graph"][0]
    assert [(part["pageStart"], part["pageEnd"]) for part in told["subjectOf"]] == [(first, last)]
    assert told["subjectOf"][0]["isPartOf"]["isbn"] == "978-0-00-000000-2"
    exported = {one["slug"]: one for one in json.loads(made(File("monuments.json"), artifacts()))}
    assert exported[SLUG]["printed"] == [{"volume": "small-heritage-1", "first": first, "last": last}]


def test_the_front_page_offers_both_editions_and_names_their_size() -> None:
    page = lxml.html.document_fromstring(made(Home(Language.EN), artifacts()))
    offered = {link.get("href"): link.text for link in page.iter("a") if "/volumes/" in link.get("href", "")}
    assert list(offered) == ["/volumes/small-heritage-1.pdf", "/volumes/small-heritage-1.epub"]
    assert all(re.fullmatch(r"(PDF|EPUB), \d+(\.\d)?\u00a0[KM]B", words or "") for words in offered.values())


def test_a_build_without_volumes_says_nothing_of_them() -> None:
    planned = without_volumes()
    assert all(artifact.recipe.printed == () for artifact in planned if isinstance(artifact.recipe, MonumentRecipe))
    assert "/volumes/" not in made(Home(Language.KK), planned)
    assert "subjectOf" not in made(MonumentPage(Language.KK, SLUG), planned)


def test_an_edit_that_moves_no_page_leaves_the_pages_of_other_entries() -> None:
    text = next(e.prose.kk.text for e in catalogue().entries if e.monument.slug == SLUG)
    edited = plan(catalogue(qyzyl_kesene=f"{text.rstrip()} Тағы.\n"), design(), Scope(), "", editions())
    before, after = ({step.path: step.key for step in steps_of(planned, "")} for planned in (artifacts(), edited))
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert f"kk/monuments/{SLUG}/index.html" in changed
    assert not {path for path in changed if "/monuments/" in path and SLUG not in path}


def test_where_everything_stands_is_remembered() -> None:
    assert editions().page_map(volume()) == bound().page_map == editions().page_map(volume())


def volume() -> VolumeRecipe:
    (found,) = (artifact.recipe for artifact in artifacts() if isinstance(artifact.recipe, VolumeRecipe))
    return found


def with_entries(old: str, new: str) -> VolumeRecipe:
    """Return the volume with another template of its entries."""
    template = volume().templates["print/entry.html"]
    source = template.sources["print/entry.html"]
    assert old in source
    sources = {**template.sources, "print/entry.html": source.replace(old, new)}
    changed = Template(template.name, sources, digest_of((template.name, sources)))
    return replace(volume(), templates={**volume().templates, "print/entry.html": changed})


def test_a_template_that_leaves_out_the_text_is_found_out() -> None:
    with pytest.raises(IncompleteVolumeError, match=r"^small-heritage-1\.pdf does not hold: "):
        editions().edition(with_entries("{{ view.body }}", ""))


def test_a_template_that_a_reading_program_would_stumble_over_is_found_out() -> None:
    with pytest.raises(InaccessibleVolumeError, match=r"^small-heritage-1\.pdf: 14-003: H4 follows H1"):
        editions().edition(with_entries('data-outline="2"', 'data-outline="4"'))
