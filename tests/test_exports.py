"""Open data and what machines read: held against the records as PyYAML reads them, by other parsers than ours."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import fields
from typing import Any

import pytest
from lxml import etree
from printed import catalogue, design
from published import CONTENT, LANGUAGES, Site, Small

from asylmura_ssg.make.exports import make_file
from asylmura_ssg.model.language import Language
from asylmura_ssg.model.monument import Monument
from asylmura_ssg.model.plate import plate_of
from asylmura_ssg.model.recipe import FileRecipe
from asylmura_ssg.model.route import path_of, route_at
from asylmura_ssg.plan.frames import frames_of, plan_assets
from asylmura_ssg.plan.sitemap import sitemaps

BASE = "https://birgemiz-asylmura.kz"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}

Records = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def exported(site: Site) -> list[dict[str, Any]]:
    held: list[dict[str, Any]] = json.loads(site.read("monuments.json"))
    return held


def test_json_says_what_the_records_say(exported: list[dict[str, Any]], records: Records) -> None:
    by_slug = {one["slug"]: one for one in exported}
    assert by_slug.keys() == records.keys()
    for slug, record in records.items():
        one = by_slug[slug]
        assert one["number"] == record["number"]
        assert one["plate"] == plate_of(record["number"])
        assert one["status"] == record["status"] == "published"
        assert one["names"] == {language: record["names"][language] for language in LANGUAGES}
        assert one["summary"] == {language: record["summary"][language].strip() for language in LANGUAGES}
        assert (one["region"], one["type"], one["periods"]) == (record["region"], record["type"], record["periods"])
        assert (one["lat"], one["lon"]) == (record["location"].get("lat"), record["location"].get("lon"))
        dating = record.get("dating")
        assert (one["dating"] and (one["dating"]["from"], one["dating"]["to"])) == (
            dating and (dating.get("from"), dating.get("to"))
        )
        assert one["protection"]["category"] == record["protection"]["category"]
        assert one["plate_url"] == f"{BASE}/{one['plate']}"


def test_json_is_in_order_of_numbers_and_every_record_has_every_key(exported: list[dict[str, Any]]) -> None:
    assert [one["number"] for one in exported] == sorted(one["number"] for one in exported)
    assert {tuple(one) for one in exported} == {tuple(exported[0])}


def test_the_guide_names_every_field_of_the_open_data(exported: list[dict[str, Any]]) -> None:
    rows = re.findall(
        r"^\| ((?:`\w+`(?:, )?)+) \|", (CONTENT.parent / "docs" / "data.md").read_text("utf-8"), re.MULTILINE
    )
    assert [name for row in rows for name in re.findall(r"`(\w+)`", row)] == list(exported[0])


def test_json_leaves_nothing_of_a_record_out(exported: list[dict[str, Any]], records: Records) -> None:
    for one in exported:
        record = records[one["slug"]]
        assert [source["key"] for source in one["bibliography"]] == list(record.get("bibliography", {}))
        assert len(one["dimensions"]) == len(record.get("dimensions", []))
        assert [conflict["text"]["ru"].strip() for conflict in one["conflicts"]] == [
            conflict["text"]["ru"].strip() for conflict in record.get("conflicts", [])
        ]
        assert len(one["look_for"]) == len(record.get("look_for", []))
        assert one["editors"] == record["editors"]
        for language in LANGUAGES:
            prose = (CONTENT / "monuments" / one["slug"] / f"{language}.md").read_text("utf-8")
            assert one["text"][language].strip() == prose.strip()


def test_every_field_of_a_monument_is_exported(exported: list[dict[str, Any]]) -> None:
    """A field that joins the record joins the open data: the names below are those that bear another name there."""
    renamed = {"location": "lat", "merger": "slug", "digest": "slug"}
    own = {renamed.get(each.name, each.name) for each in fields(Monument)}
    assert own - set(exported[0]) == set()


def test_addresses_in_the_open_data_are_pages(site: Site, exported: list[dict[str, Any]]) -> None:
    for one in exported:
        for address in one["url"].values():
            assert (site.root / address.removeprefix(f"{BASE}/") / "index.html").is_file()
        assert (site.root / one["plate"] / "index.html").is_file()


def test_csv_has_the_same_figures(site: Site, exported: list[dict[str, Any]]) -> None:
    raw = (site.root / "monuments.csv").read_bytes()
    assert raw.count(b"\r\n") == len(exported) + 1  # RFC 4180, 2: lines end with CRLF
    rows = list(csv.DictReader(io.StringIO(raw.decode(), newline=""), strict=True))
    assert len(rows) == len(exported)
    for row, one in zip(rows, exported, strict=True):
        assert None not in row
        assert (row["plate"], row["slug"], row["status"]) == (one["plate"], one["slug"], one["status"])
        assert (int(row["number"]), row["region"]) == (one["number"], one["region"])
        assert [row[f"name_{language}"] for language in LANGUAGES] == list(one["names"].values())
        assert [float(row[key]) if row[key] else None for key in ("lat", "lon")] == [one["lat"], one["lon"]]


def test_geojson_has_the_shape_of_rfc_7946(site: Site, exported: list[dict[str, Any]]) -> None:
    held = json.loads(site.read("monuments.geojson"))
    assert held.keys() == {"type", "features"}
    assert held["type"] == "FeatureCollection"
    assert [feature["id"] for feature in held["features"]] == [one["plate"] for one in exported]
    for feature, one in zip(held["features"], exported, strict=True):
        assert feature.keys() == {"type", "id", "geometry", "properties"}  # 3.2: geometry may be null, not left out
        assert feature["type"] == "Feature"
        point = None if one["lat"] is None else {"type": "Point", "coordinates": [one["lon"], one["lat"]]}
        assert feature["geometry"] == point
        assert feature["properties"] == {key: value for key, value in one.items() if key not in ("lat", "lon")}


def test_the_sitemap_lists_the_pages_to_be_indexed(site: Site) -> None:
    root = etree.fromstring((site.root / "sitemap.xml").read_bytes())
    listed = root.xpath("s:url/s:loc/text()", namespaces=SITEMAP)
    own = set()
    for path, page in site.pages():
        address = f"{BASE}/{path.removesuffix('index.html')}"
        if page.xpath("//link[@rel='canonical']/@href") == [address]:
            own.add(address)
    assert len(listed) == len(set(listed))
    assert set(listed) == own
    assert len(own) > 280


def test_the_sitemap_names_each_pages_versions_as_the_page_does(site: Site) -> None:
    root = etree.fromstring((site.root / "sitemap.xml").read_bytes())
    for url in root.iterfind("s:url", SITEMAP):
        path = url.findtext("s:loc", None, SITEMAP).removeprefix(f"{BASE}/") + "index.html"
        links = {link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", SITEMAP)}
        assert links == {e.get("hreflang"): e.get("href") for e in site.page(path).xpath("//link[@hreflang]")}
        assert url.findtext("s:lastmod", None, SITEMAP) == "2026-11-23"


def test_more_pages_than_a_sitemap_may_hold_come_in_parts_with_an_index(site: Site) -> None:
    whole = etree.fromstring((site.root / "sitemap.xml").read_bytes())
    listed = whole.xpath("s:url/s:loc/text()", namespaces=SITEMAP)
    found = [route_at(address.removeprefix(f"{BASE}/") + "index.html") for address in listed]
    routes = tuple(route for route in found if route is not None)
    assets, _ = plan_assets(catalogue(), design())
    frame = frames_of(catalogue(), design(), assets)[Language.KK]
    made = {}
    for each in sitemaps(frame, routes, {}, largest=100):
        assert isinstance(each.recipe, FileRecipe)
        made[path_of(each.route)] = make_file(each.recipe)
    parts = [f"sitemap-{number}.xml" for number in range(1, -(-len(listed) // 100) + 1)]
    assert list(made) == [*parts, "sitemap.xml"]
    index = etree.fromstring(made["sitemap.xml"])
    assert index.xpath("s:sitemap/s:loc/text()", namespaces=SITEMAP) == [f"https://example.kz/{part}" for part in parts]
    held = [etree.fromstring(made[part]).xpath("s:url/s:loc/text()", namespaces=SITEMAP) for part in parts]
    assert max(map(len, held)) == 100
    assert [address.replace("https://example.kz", BASE) for part in held for address in part] == listed


def test_robots_name_the_sitemap(site: Site) -> None:
    assert f"Sitemap: {BASE}/sitemap.xml" in site.read("robots.txt").splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_is_atom(site: Site, records: Records, language: str) -> None:
    root = etree.fromstring((site.root / f"{language}/feed.xml").read_bytes())
    assert root.tag == f"{{{ATOM['a']}}}feed"
    for required in ("id", "title", "updated"):  # RFC 4287, 4.1.1
        assert len(root.findall(f"a:{required}", ATOM)) == 1
    assert root.findtext("a:author/a:name", None, ATOM)
    assert root.find("a:link[@rel='self']", ATOM).get("href") == f"{BASE}/{language}/feed.xml"
    entries = root.findall("a:entry", ATOM)
    assert [e.findtext("a:title", None, ATOM) for e in entries] == [
        record["names"][language] for record in sorted(records.values(), key=lambda r: r["number"])
    ]
    ids = [entry.findtext("a:id", None, ATOM) for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        assert entry.findtext("a:id", None, ATOM) == entry.find("a:link", ATOM).get("href")
        assert entry.findtext("a:updated", None, ATOM).endswith("T00:00:00Z")
        assert entry.findtext("a:summary", None, ATOM)


def test_words_that_mean_something_to_machines_are_kept_from_it(small: Small) -> None:
    name = 'Tomb, "Red" & <old>; \'=1'
    record = small.record("qyzyl-kesene")
    record["names"]["en"] = name
    small.rewrite("qyzyl-kesene", record)
    site = small.site()
    assert json.loads(site.read("monuments.json"))[0]["names"]["en"] == name
    assert next(csv.DictReader(io.StringIO(site.read("monuments.csv"))))["name_en"] == name
    feed = etree.fromstring(site.read("en/feed.xml").encode())
    assert name in [title.text for title in feed.iterfind("a:entry/a:title", ATOM)]
    page = site.page("en/monuments/qyzyl-kesene/index.html")
    assert page.findtext(".//h1") == name
    assert json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])["@graph"][0]["name"] == name


def test_what_the_export_says_of_place_is_what_the_regions_file_says(exported: list[dict[str, Any]]) -> None:
    import yaml

    regions = yaml.safe_load((CONTENT / "regions.yaml").read_text("utf-8"))["regions"]
    assert {(one["region"], one["region_iso"]) for one in exported} <= {(k, r["iso"]) for k, r in regions.items()}
