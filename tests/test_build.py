"""Builds: the same content gives the same bytes; a build that goes wrong changes nothing; an edit re-makes what it must."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest
from published import CONTENT, LANGUAGES, TEMPLATES, Site, Small, build_apart, changed, replace, tree_of


def said_anew(output: str) -> dict[str, set[str]]:
    """Return path → reasons from what ``--explain`` said."""
    lines = re.findall(r"^([a-z0-9][\w./-]*\.\w+): ([a-z_, ]+)$", output, re.MULTILINE)
    return {path: set(reasons.split(", ")) for path, reasons in lines}


# The same bytes


def test_the_real_site_is_the_same_in_another_process_another_way(site: Site, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    content = elsewhere / "copied"
    # Copied in reverse order of names, so that the folders lie the other way round on the disk too.
    for path in sorted((p for p in CONTENT.rglob("*") if p.is_file()), reverse=True):
        place = content / path.relative_to(CONTENT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    made = build_apart(
        Path("copied"), Path("out"), Path("cache"), "--jobs", "1",
        cwd=elsewhere, PYTHONHASHSEED="4271", TZ="Asia/Almaty", LC_ALL="C", HOME=str(tmp_path),
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert changed(tree_of(site.root), tree_of(elsewhere / "out")) == set()
    warm = build_apart(CONTENT, elsewhere / "warm", elsewhere / "cache", PYTHONHASHSEED="1")
    assert warm.returncode == 0, warm.stderr
    assert changed(tree_of(site.root), tree_of(elsewhere / "warm")) == set()


@contextmanager
def folders_listed(how: Callable[[list[Any]], list[Any]]) -> Iterator[None]:
    """List folders in another order, as another file system would."""
    real = os.scandir

    class Listed:
        def __init__(self, path: Any = ".") -> None:
            with real(path) as entries:
                self._entries = iter(how(sorted(entries, key=lambda entry: entry.name)))

        def __iter__(self) -> Iterator[Any]:
            return self._entries

        def __next__(self) -> Any:
            return next(self._entries)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self.close()

        def close(self) -> None:
            self._entries = iter(())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "scandir", Listed)
        yield


def test_the_order_in_which_folders_are_listed_does_not_matter(small: Small) -> None:
    first = small.published()
    with folders_listed(lambda entries: entries[::-1]):
        backwards = small.cold()
    with folders_listed(lambda entries: entries[1::2] + entries[::2]):
        mixed = small.cold()
    assert first == backwards == mixed


def test_the_number_of_processes_does_not_matter(small: Small, tmp_path: Path) -> None:
    alone = small.published()
    together = build_apart(small.content, tmp_path / "together", small.cache, "--jobs", "3")
    assert together.returncode == 0, together.stderr
    assert changed(alone, tree_of(tmp_path / "together")) == set()


def test_an_unchanged_build_writes_nothing(small: Small) -> None:
    small.published()
    times = {p: p.stat().st_mtime_ns for p in small.output.rglob("*")}
    again = small.build("--explain")
    assert "nothing: all was up to date" in again.output
    assert {p: p.stat().st_mtime_ns for p in small.output.rglob("*")} == times


def test_dates_of_files_do_not_matter(small: Small) -> None:
    before = small.published()
    for path in small.content.rglob("*"):
        os.utime(path, (0, 0))
    assert "nothing: all was up to date" in small.build().output
    assert tree_of(small.output) == before


def test_what_was_damaged_is_made_good(small: Small) -> None:
    before = small.published()
    (small.output / "kk/index.html").unlink()
    (small.output / "robots.txt").write_text("")
    (small.output / "plates/stray.svg").write_text("")
    assert small.published() == before


# What an edit re-makes


def assert_only(small: Small, expected: set[str], reason: str, templates: Path = TEMPLATES) -> None:
    """Build, and demand that exactly these files were made anew, for this reason, as a cold build has them."""
    before = tree_of(small.output)
    built = small.build("--explain", templates=templates)
    assert built.exit_code == 0, built.output
    after = tree_of(small.output)
    assert said_anew(built.output) == {path: {reason} for path in expected}
    assert changed(before, after) == expected
    assert after == small.cold(templates=templates)


def pages_of(slug: str) -> set[str]:
    return {f"{language}/monuments/{slug}/index.html" for language in LANGUAGES}


def followers(made: Iterable[str]) -> set[str]:
    """Return what follows any text and any fact: the index of words, open data, what other programs read, what phones keep."""
    follows = r"search/.*|(kk|ru|en)/(search|saved)/index\.html|monuments\.\w+|records/.*|packs/.*|sw\.js|oai\.xml|(kk|ru|en)/feed\.xml"
    return {path for path in made if re.fullmatch(follows, path)}


def test_a_word_in_a_text_re_makes_its_pages_and_what_follows_every_text(small: Small) -> None:
    small.published()
    for path, old, new, pages in (
        ("kk.md", "күйдірілген", "шикі", {"kk/monuments/qyzyl-kesene/index.html", "00013/index.html"}),
        ("en.md", "fired", "raw", {"en/monuments/qyzyl-kesene/index.html"}),
    ):
        small.edit(f"monuments/qyzyl-kesene/{path}", old, new)
        before = tree_of(small.output)
        made = said_anew(small.build("--explain").output)
        after = tree_of(small.output)
        assert {path: reasons for path, reasons in made.items() if path in pages} == {path: {"prose"} for path in pages}
        assert made.keys() - pages == followers(made)
        assert pages <= changed(before, after) <= pages | followers(before | after)
        assert after == small.cold()


def test_a_fact_re_makes_the_monuments_pages_and_the_open_data(small: Small) -> None:
    before = small.published()
    builder = {"kk": "Ұста", "ru": "Мастер", "en": "A master", "source": "report"}
    small.rewrite("eski-qala", small.record("eski-qala") | {"builder": builder})
    made = said_anew(small.build("--explain").output)
    after = tree_of(small.output)
    pages = pages_of("eski-qala") | {"00021/index.html"}
    assert pages <= made.keys()
    assert {reason for path in pages for reason in made[path]} == {"monument"}
    assert made.keys() - pages == followers(made)
    assert "Ұста".encode() in after["monuments.json"]
    assert pages | {"monuments.json"} <= changed(before, after) <= pages | followers(before | after)
    assert after == small.cold()


def test_a_neighbours_name_changes_every_page_that_speaks_of_it(small: Small) -> None:
    before = small.published()
    small.edit("monuments/eski-qala/monument.yaml", "en: Old Town", "en: Renamed Town")
    after = small.published()
    mended = changed(before, after)
    assert "en/monuments/qyzyl-kesene/index.html" in mended, "it lists the neighbour by its English name"
    assert "kk/monuments/qyzyl-kesene/index.html" not in mended, "the Kazakh name is what it was"
    assert {"en/index.html", "en/names/index.html", "en/regions/turkistan/index.html", "en/feed.xml"} <= mended
    assert {"kk/monuments/eski-qala/index.html", "00021/index.html"} <= mended, "they show the names in other languages"
    assert b">Old Town<" not in b"".join(after.values())
    assert after == small.cold()


def test_a_monument_that_moves_changes_its_neighbours(small: Small) -> None:
    before = small.published()
    small.edit("monuments/eski-qala/monument.yaml", "lon: 68.5", "lon: 68.9")
    after = small.published()
    assert pages_of("qyzyl-kesene") <= changed(before, after)
    assert after == small.cold()


def test_a_template_re_makes_what_is_drawn_with_it(small: Small, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    small.published(templates=templates)
    replace(templates / "pages/404.html", ">404<", ">4 0 4<")
    assert_only(small, {"404.html"}, "template", templates)
    replace(templates / "pages/names.html", '<div class="columns">', '<div class="columns" role="group">')
    assert_only(small, {f"{language}/names/index.html" for language in LANGUAGES}, "template", templates)


def test_a_part_that_templates_share_re_makes_all_their_pages(small: Small, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    before = small.published(templates=templates)
    replace(templates / "pages/base.html", '<footer class="foot">', '<footer class="foot" id="foot">')
    after = small.published(templates=templates)
    mended = changed(before, after)
    assert {path for path in mended if not path.startswith("packs/")} == {p for p in before if p.endswith(".html")}
    assert {path for path in before if path.startswith("packs/")} & mended, "they hold the pages' digests"
    assert after == small.cold(templates=templates)


def test_a_templates_fault_is_told_each_time_and_forgotten_when_it_is_mended(small: Small, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    before = small.published(templates=templates)
    page = templates / "pages/prose.html"
    whole = page.read_text("utf-8")
    page.write_text(whole + "{% if %}\n", "utf-8")
    said = [small.build(templates=templates) for _ in range(2)]
    assert [each.exit_code for each in said] == [1, 1]
    assert said[0].stderr == said[1].stderr
    assert f"pages/prose.html:{whole.count(chr(10)) + 1}:1: error[wrong-type] template: " in said[0].stderr
    page.write_text(whole, "utf-8")
    assert changed(before, small.published(templates=templates)) == set()


def test_a_monument_published_and_withdrawn_comes_and_goes_everywhere(small: Small) -> None:
    before = small.published()
    small.edit("monuments/aq-meshit/monument.yaml", "status: review", "status: published")
    small.edit("monuments/eski-qala/monument.yaml", "related: [qyzyl-kesene]", "related: [qyzyl-kesene, aq-meshit]")
    with_it = small.published()
    own = pages_of("aq-meshit") | {"00037/index.html"}
    listings = {path for path in with_it if path.endswith(("types/mosque/index.html", "periods/modern/index.html"))}
    came = with_it.keys() - before.keys()
    assert own | listings <= came
    assert {
        path
        for path in came
        if not re.match(r"search/|assets/atlas-|records/aq-meshit\.|cards/(kk|ru|en)/aq-meshit\.", path)
    } == (own | listings)
    assert with_it == small.cold()
    shutil.rmtree(small.content / "monuments/aq-meshit")
    small.edit("monuments/eski-qala/monument.yaml", "related: [qyzyl-kesene, aq-meshit]", "related: [qyzyl-kesene]")
    after = small.published()
    assert after.keys() == before.keys()
    assert not (small.output / "kk/monuments/aq-meshit").exists()
    assert [path for path, data in after.items() if "Ақ мешіт".encode() in data or b"aq-meshit" in data] == []
    assert after == small.cold()


def test_a_build_undone_is_as_it_was(small: Small) -> None:
    before = small.published()
    small.edit("site.yaml", "Шағын мұра", "Басқа мұра")
    assert small.published() != before
    small.edit("site.yaml", "Басқа мұра", "Шағын мұра")
    assert small.published() == before


def test_a_record_written_another_way_gives_the_same_site(small: Small) -> None:
    before = small.published()
    small.rewrite("qyzyl-kesene", dict(reversed(small.record("qyzyl-kesene").items())))
    assert changed(before, small.published()) == set()


# What goes wrong changes nothing


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("monuments/eski-qala/monument.yaml", "region: turkistan", "region: nowhere"),
        ("monuments/eski-qala/kk.md", "[@report]", "[@nothing]"),
        ("site.yaml", "tagline:", "tag line:"),
        ("regions.yaml", "turkistan:", "turkistan"),
    ],
)
def test_an_error_in_the_content_leaves_the_output_untouched(small: Small, path: str, old: str, new: str) -> None:
    before = small.published()
    small.edit(path, old, new)
    small.edit("monuments/qyzyl-kesene/kk.md", "күйдірілген", "шикі")
    failed = small.build()
    assert failed.exit_code == 1
    assert f"{path}:" in failed.output
    assert "Nothing was published" in failed.output
    assert tree_of(small.output) == before


def test_a_first_build_that_fails_publishes_nothing(small: Small) -> None:
    (small.content / "site.yaml").unlink()
    assert small.build().exit_code == 1
    assert not small.output.exists()


def test_somebodys_files_are_not_pruned(small: Small) -> None:
    small.output.mkdir()
    (small.output / "thesis.txt").write_text("years of work")
    refused = small.build()
    assert refused.exit_code == 2
    assert "holds files that no build made" in refused.output
    assert tree_of(small.output) == {"thesis.txt": b"years of work"}


def test_an_output_that_is_a_file_is_refused(small: Small) -> None:
    small.output.write_text("a file")
    assert small.build().exit_code == 2
    assert small.output.read_text() == "a file"


@pytest.mark.parametrize("option", ["--content", "--templates"])
def test_a_folder_that_is_not_there_is_wrong_usage(small: Small, option: str) -> None:
    built = small.build(option, str(small.content / "nowhere"))
    assert built.exit_code == 2
    assert "there is no folder" in built.output


# What is published


def test_drafts_are_left_out_and_links_to_them_are_plain_text(small: Small) -> None:
    small.withdraw("00021")
    small.edit("monuments/eski-qala/monument.yaml", "status: published", "status: draft")
    after = small.published()
    assert [path for path in after if "eski-qala" in path or "00021" in path] == []
    assert b"/monuments/eski-qala/" not in b"".join(after.values())
    assert "Its neighbour is the Old Town.</p>" in after["en/monuments/qyzyl-kesene/index.html"].decode()
    with_drafts = small.published("--drafts")
    assert {path for path in with_drafts if re.fullmatch(r"kk/monuments/[^/]+/index\.html", path)} == {
        f"kk/monuments/{slug}/index.html" for slug in ("aq-meshit", "eski-qala", "qyzyl-kesene")
    }
    assert small.published() == after


def test_codes_can_be_left_out(small: Small) -> None:
    bare = small.published("--no-plates")
    assert [path for path in bare if path.startswith("plates/0")] == []
    assert b"/plates/0" not in bare["kk/monuments/qyzyl-kesene/index.html"]
    assert "00013/index.html" in bare
