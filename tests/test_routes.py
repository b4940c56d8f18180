"""Addresses: a closed union, one path each, one route a path."""

from __future__ import annotations

from typing import get_args

from hypothesis import given, strategies as st
from published import Site

from asylmura_ssg.model.addressed import SECTIONS
from asylmura_ssg.model.language import LANGUAGES, Language
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.model.route import (
    FILES,
    FILM_FORMS,
    LISTINGS,
    RECORD_FORMS,
    AppManifest,
    Asset,
    CaptionsFile,
    ExhibitionPage,
    ExhibitPage,
    Feed,
    File,
    FilmFile,
    FilmPage,
    FullView,
    Home,
    ImageInfo,
    ImageSize,
    Listing,
    Manifest,
    ModelFile,
    MonumentPage,
    NarrationFile,
    PackFile,
    PictureFile,
    PlateArtwork,
    PlatePage,
    PlatePhotograph,
    Poster,
    RecordFile,
    Root,
    Route,
    SearchFile,
    Section,
    SitemapPart,
    SocialCard,
    VersionPage,
    VolumeEpub,
    VolumePdf,
    alternate,
    path_of,
    route_at,
    url_of,
)

languages = st.sampled_from(LANGUAGES)
slugs = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}", fullmatch=True)
plates = st.integers(1, 9999).map(plate_of)
versions = st.from_regex(r"[0-9a-f]{10}", fullmatch=True)

ROUTES: dict[type[Route], st.SearchStrategy[Route]] = {
    Home: st.builds(Home, languages),
    Root: st.builds(Root),
    MonumentPage: st.builds(MonumentPage, languages, slugs),
    PlatePage: st.builds(PlatePage, plates),
    Listing: st.builds(Listing, languages, st.sampled_from(LISTINGS), slugs),
    SearchFile: st.builds(SearchFile, st.from_regex(r"[a-z]{2,6}(-[a-z]{2})?-[0-9a-f]{10}\.json", fullmatch=True)),
    Section: st.builds(Section, languages, st.sampled_from(SECTIONS)),
    PlateArtwork: st.builds(PlateArtwork, plates, st.sampled_from(["svg", "png"])),
    PlatePhotograph: st.builds(
        PlatePhotograph, slugs, versions, st.integers(1, 9999), st.sampled_from(["jpg", "webp", "avif"])
    ),
    VolumeEpub: st.builds(VolumeEpub, slugs),
    VolumePdf: st.builds(VolumePdf, slugs),
    NarrationFile: st.builds(NarrationFile, slugs, languages, st.sampled_from(["mp3", "m4a", "ogg", "opus"])),
    PictureFile: st.builds(
        PictureFile, slugs, slugs, versions, st.integers(1, 9999), st.sampled_from(["jpg", "webp", "avif"])
    ),
    FullView: st.builds(FullView, languages, slugs, slugs),
    VersionPage: st.builds(VersionPage, languages, slugs, st.dates().map(str)),
    SocialCard: st.builds(SocialCard, languages, slugs, st.sampled_from(["png", "jpg"])),
    RecordFile: st.builds(RecordFile, slugs, st.sampled_from(RECORD_FORMS)),
    Manifest: st.builds(Manifest, slugs),
    ImageInfo: st.builds(ImageInfo, slugs, slugs),
    ImageSize: st.builds(ImageSize, slugs, slugs, st.sampled_from(["max", "360,240"])),
    FilmPage: st.builds(FilmPage, languages, slugs),
    FilmFile: st.builds(FilmFile, slugs, st.sampled_from(FILM_FORMS)),
    CaptionsFile: st.builds(CaptionsFile, slugs, languages),
    ExhibitPage: st.builds(ExhibitPage, languages, slugs),
    ModelFile: st.builds(ModelFile, slugs),
    ExhibitionPage: st.builds(ExhibitionPage, languages, slugs),
    Poster: st.builds(
        Poster,
        st.sampled_from(["films", "exhibits"]),
        slugs,
        versions,
        st.integers(1, 9999),
        st.sampled_from(["jpg", "webp", "avif"]),
    ),
    Feed: st.builds(Feed, languages),
    AppManifest: st.builds(AppManifest, languages),
    PackFile: st.builds(PackFile, languages, slugs),
    SitemapPart: st.builds(SitemapPart, st.integers(1, 99)),
    File: st.builds(File, st.sampled_from(FILES)),
    Asset: st.builds(Asset, st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}\.[0-9a-f]{10}\.(svg|woff2)", fullmatch=True)),
}
routes = st.one_of(*ROUTES.values())


def test_every_kind_of_route_is_tried() -> None:
    assert set(get_args(Route)) == set(ROUTES)


@given(routes)
def test_a_path_leads_back_to_its_route(route: Route) -> None:
    assert route_at(path_of(route)) == route


@given(routes, routes)
def test_two_routes_never_share_a_path_even_where_case_does_not_count(one: Route, other: Route) -> None:
    assert (path_of(one).lower() == path_of(other).lower()) == (one == other)


@given(st.one_of(
    routes.map(path_of),
    st.from_regex(r"pictures/a/b\.[0-9a-f]{10}-\d{1,4}\.jpg", fullmatch=True),
    st.from_regex(r"(plates/\d{5}\.svg|\d{5}/index\.html)", fullmatch=True),
    st.text(alphabet="abk/.-09xhtmlindvg", max_size=24),
))  # fmt: skip
def test_a_path_that_has_a_route_is_that_routes_path(path: str) -> None:
    route = route_at(path)
    assert route is None or path_of(route) == path


@given(routes)
def test_an_address_is_clean_and_names_its_file(route: Route) -> None:
    url = url_of(route)
    assert url.startswith("/")
    assert "//" not in url
    assert not url.endswith("index.html")
    assert url[1:] + ("index.html" if url.endswith("/") else "") == path_of(route)


@given(routes, languages, languages)
def test_alternates_go_round(route: Route, one: Language, other: Language) -> None:
    there = alternate(route, one)
    assert type(there) is type(route)
    assert alternate(alternate(there, other), one) == there


def test_what_is_published_has_a_route_each(site: Site) -> None:
    paths = [path for path in site.paths("**/*") if (site.root / path).is_file() and not path.startswith(".")]
    assert len(paths) > 400
    assert [path for path in paths if route_at(path) is None] == []
    assert len({path.lower() for path in paths}) == len(paths)
