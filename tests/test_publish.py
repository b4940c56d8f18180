"""Publishing: readers see the whole old site or the whole new one, whatever happens to a build."""

from __future__ import annotations

import ctypes
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from published import ROOT, TEMPLATES, Small, tree_of

from asylmura_ssg.publish import MANIFEST, PRESS, Kind, Made, Manifest, Publication, PublishError, read_manifest

# Runs a build that is killed at its n-th dealing with the file system near the output, as an audit hook counts them
# (PEP 578). Says how many there were when it lives to the end.
KILLED = """
import os, signal, sys
near, last = os.path.dirname(sys.argv[1]), int(sys.argv[2])
seen = 0
def watch(event, args):
    global seen
    if event in DEALINGS and (event == "ctypes.dlopen" or any(near in os.fsdecode(a) for a in args[:2]
                                                             if isinstance(a, (str, bytes, os.PathLike)))):
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)
DEALINGS = {"open", "os.link", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "shutil.rmtree", "ctypes.dlopen"}
from asylmura_ssg.cli import main
sys.addaudithook(watch)
try:
    main(["build", "--quiet", "--no-volume", "--jobs", "1", *sys.argv[3:]])
finally:
    print(seen)
"""


def killed_at(moment: int, small: Small) -> subprocess.CompletedProcess[str]:
    """Build in a process of its own that is killed at a moment; 0 is never."""
    where = ["--content", small.content, "--templates", TEMPLATES, "--output", small.output, "--cache", small.cache]
    return subprocess.run(
        [sys.executable, "-c", KILLED, str(small.output), str(moment), *map(str, where)],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def retitle(small: Small, title: str) -> None:
    """Change what every page shows."""
    site = small.content / "site.yaml"
    site.write_text(re.sub(r"title: \{kk: [^,]+,", f"title: {{kk: {title},", site.read_text("utf-8")), "utf-8")


def set_back(small: Small, to: Path) -> None:
    """Let both trees stand as they were copied, their links to one another too."""
    for tree in (small.output, small.output.with_name(".output.back")):
        shutil.rmtree(tree, ignore_errors=True)
        subprocess.run(["cp", "-a", to / tree.name, tree], check=True)


def dealings(small: Small, start: Path) -> int:
    """Return how many dealings a build has that starts there, its records being remembered: the first one reads them."""
    killed_at(0, small)
    set_back(small, start)
    return int(killed_at(0, small).stdout)


def test_a_killed_build_leaves_the_old_site_or_the_new_one_whole(small: Small, tmp_path: Path) -> None:
    retitle(small, "Бірінші")
    small.published()
    retitle(small, "Екінші")
    old = small.published()
    start = tmp_path / "start"
    start.mkdir()
    subprocess.run(["cp", "-a", small.output, small.output.with_name(".output.back"), start], check=True)
    retitle(small, "Үшінші")
    new = small.cold()
    count = dealings(small, start)
    assert tree_of(small.output) == new
    assert count > 80
    outcomes = []
    for moment in (1, *range(2, count - 3, count // 4), count - 1, count):
        set_back(small, start)
        assert killed_at(moment, small).returncode == -signal.SIGKILL
        standing = tree_of(small.output)
        assert standing in (old, new), f"a mix stands after a kill at {moment} of {count}"
        outcomes.append(standing == new)
        assert small.published() == new
    assert outcomes.count(False) > 3


def test_a_first_build_killed_publishes_nothing_and_the_next_all(small: Small) -> None:
    assert killed_at(60, small).returncode == -signal.SIGKILL
    assert not small.output.exists()
    assert small.published() == small.cold()


def children_of(process: int) -> set[int]:
    return {int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()}


def test_workers_do_not_outlive_a_killed_build(small: Small, tmp_path: Path) -> None:
    cold = tmp_path / "empty"
    where = ["--content", small.content, "--templates", TEMPLATES, "--output", small.output, "--cache", cold]
    process = subprocess.Popen(
        [sys.executable, "-m", "asylmura_ssg", "build", "--quiet", "--no-volume", "--jobs", "3", *map(str, where)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    ends = time.monotonic() + 60
    workers: set[int] = set()
    while len(workers) < 3:
        assert process.poll() is None, "the build ended before it was killed"
        assert time.monotonic() < ends
        workers = children_of(process.pid)
    process.kill()
    process.wait()
    while any(alive(worker) for worker in workers):
        assert time.monotonic() < ends, "workers go on after their build is dead"
        time.sleep(0.01)
    assert not small.output.exists()


def alive(process: int) -> bool:
    """Tell whether a process runs; one that is dead and not yet buried does not."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"


# The two trees, one step at a time


def manifest_of(files: dict[str, bytes]) -> Manifest:
    return Manifest("inputs", {}, {path: Made("key", "digest", len(data), {}) for path, data in files.items()})


def publish(output: Path, files: dict[str, bytes]) -> None:
    """Publish files, all written anew."""
    publication = Publication(output)
    held = publication.prepare(publication.published())
    for path, data in files.items():
        publication.put(path, data)
    publication.finish(manifest_of(files), held)


def files_of(tree: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree_of(tree).items() if path != MANIFEST}


EDITIONS = [
    {"index.html": b"one", "a/b/c.html": b"deep"},
    {"index.html": b"two", "a/b/c.html": b"deep", "new.txt": b""},
    {"index.html": b"three"},
    {"a/b/c.html": b"deep again", "z": b"four"},
]


def test_each_edition_stands_alone(tmp_path: Path) -> None:
    for edition in [*EDITIONS, *EDITIONS[::-1]]:
        publish(tmp_path / "output", edition)
        assert files_of(tmp_path / "output") == edition


def test_preparing_the_next_edition_does_not_touch_the_one_that_is_read(tmp_path: Path) -> None:
    output = tmp_path / "output"
    publish(output, EDITIONS[0])
    publication = Publication(output)
    publication.prepare(publication.published())
    publication.put("index.html", b"under way")
    publication.link("a/b/c.html")
    publication.put("a/b/c.html", b"under way")
    assert files_of(output) == EDITIONS[0]


def test_without_the_exchanging_call_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    for edition in EDITIONS:
        publish(tmp_path / "output", edition)
        assert files_of(tmp_path / "output") == edition
    assert not (tmp_path / ".output.old").exists()


def test_a_tree_that_is_not_whole_is_not_taken_for_published(tmp_path: Path) -> None:
    output = tmp_path / "output"
    publish(output, EDITIONS[0])
    assert Publication(output).published().files.keys() == EDITIONS[0].keys()
    (output / "index.html").write_bytes(b"longer than it was")
    assert Publication(output).published() == Manifest.empty()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": {}}', '{"files": {"a": 1}, "inputs": "", "summary": {}}'])
def test_a_manifest_that_cannot_be_read_is_an_empty_one(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    assert read_manifest(tmp_path) == Manifest.empty()


def test_the_manifest_is_the_same_whatever_order_files_were_made_in(tmp_path: Path) -> None:
    edition = EDITIONS[1]
    publish(tmp_path / "one", edition)
    publish(tmp_path / "other", dict(reversed(edition.items())))
    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "other" / MANIFEST).read_bytes()
    assert list(json.loads((tmp_path / "one" / MANIFEST).read_text())["files"]) == sorted(edition)


def test_somebodys_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(PublishError, match="no build made"):
        Publication(tmp_path)


def test_an_empty_folder_is_a_place_to_publish_into(tmp_path: Path) -> None:
    output = tmp_path / "output"
    output.mkdir()
    publish(output, EDITIONS[0])
    assert files_of(output) == EDITIONS[0]


def publish_as(kind: Kind, output: Path) -> None:
    publication = Publication(output, kind)
    held = publication.prepare(publication.published())
    publication.put("index.html", b"one")
    publication.finish(manifest_of({"index.html": b"one"}), held)


@pytest.mark.parametrize(("held", "other"), tuple(itertools.permutations(Kind, 2)))
def test_one_kind_of_folder_is_never_replaced_by_another(tmp_path: Path, held: Kind, other: Kind) -> None:
    output = tmp_path / "output"
    publish_as(held, output)
    assert read_manifest(output).kind is held
    publish_as(held, output)
    with pytest.raises(PublishError, match=f"holds {held.words}, and this is {other.words}; .* {other.option}$"):
        Publication(output, other)


def test_a_folder_of_before_there_were_kinds_is_a_site(tmp_path: Path) -> None:
    output = tmp_path / "output"
    publish(output, EDITIONS[0])
    held = json.loads((output / MANIFEST).read_text())
    (output / MANIFEST).write_text(json.dumps({key: value for key, value in held.items() if key != "kind"}))
    assert Publication(output).published().files.keys() == EDITIONS[0].keys()
    with pytest.raises(PublishError, match="holds a built site"):
        Publication(output, Kind.KIT)


def test_a_place_within_what_was_published_is_refused(tmp_path: Path) -> None:
    publish(tmp_path / "output", EDITIONS[0])
    with pytest.raises(PublishError, match="lies in"):
        Publication(tmp_path / "output/a/workshop", Kind.WORKSHOP)


@pytest.mark.parametrize("kind", [Kind.WORKSHOP, Kind.KIT])
def test_somebodys_files_among_what_is_handed_on_are_named(tmp_path: Path, kind: Kind) -> None:
    output = tmp_path / "output"
    publish_as(kind, output)
    for name in ("letters/1.txt", "letters/2.txt", "letters/3.txt", "letters/4.txt", "a.txt"):
        (output / name).parent.mkdir(exist_ok=True)
        (output / name).write_text("ours")
    with pytest.raises(PublishError, match=r"a\.txt, letters/1\.txt, letters/2\.txt and 2 more; move them .* --to"):
        Publication(output, kind)


# The press packages below a site

PACKAGE = {"book_block.pdf": b"block", "checksums.sha256": b"sums"}


def lay_package(output: Path, files: dict[str, bytes], name: str = "book") -> None:
    """Publish a press package below a site."""
    publication = Publication(output / PRESS / name, Kind.PACKAGE)
    held = publication.prepare(publication.published())
    for path, data in files.items():
        publication.put(path, data)
    publication.finish(Manifest("inputs", {}, manifest_of(files).files, Kind.PACKAGE), held)


def packages_in(output: Path) -> dict[str, bytes]:
    """Return what lies below the packages' folder, without manifests."""
    held = tree_of(output / PRESS) if (output / PRESS).exists() else {}
    return {path: data for path, data in held.items() if not path.endswith(MANIFEST)}


def test_packages_outlive_every_edition_of_the_site_and_are_no_part_of_it(tmp_path: Path) -> None:
    output = tmp_path / "output"
    publish(output, EDITIONS[0])
    lay_package(output, PACKAGE)
    for edition in EDITIONS:
        assert Publication(output).published().files  # whole, whatever lies below press/
        publish(output, edition)
        assert {p: d for p, d in files_of(output).items() if not p.startswith("press/")} == edition
        assert packages_in(output) == {f"book/{path}": data for path, data in PACKAGE.items()}
    assert not (tmp_path / ".output.back" / PRESS).exists()


def test_a_package_may_be_laid_before_there_is_a_site(tmp_path: Path) -> None:
    output = tmp_path / "output"
    lay_package(output, PACKAGE)
    publish(output, EDITIONS[0])
    assert packages_in(output) == {f"book/{path}": data for path, data in PACKAGE.items()}
    assert (output / "index.html").read_bytes() == b"one"


def test_a_package_is_replaced_as_a_whole_beside_others(tmp_path: Path) -> None:
    output = tmp_path / "output"
    publish(output, EDITIONS[0])
    lay_package(output, PACKAGE)
    lay_package(output, {"other_block.pdf": b"other"}, "other")
    lay_package(output, {"book_block.pdf": b"anew"})
    assert packages_in(output) == {"book/book_block.pdf": b"anew", "other/other_block.pdf": b"other"}
    assert sorted(path.name for path in (output / PRESS).iterdir()) == ["book", "other"]


def test_a_package_half_laid_is_not_carried_into_the_next_site(tmp_path: Path) -> None:
    output = tmp_path / "output"
    publish(output, EDITIONS[0])
    lay_package(output, PACKAGE)
    cut_short = Publication(output / PRESS / "book", Kind.PACKAGE)
    cut_short.prepare(cut_short.published())
    cut_short.put("book_block.pdf", b"half")
    publish(output, EDITIONS[1])
    assert packages_in(output) == {f"book/{path}": data for path, data in PACKAGE.items()}
    lay_package(output, {"book_block.pdf": b"anew"})
    assert packages_in(output) == {"book/book_block.pdf": b"anew"}


def test_somebodys_files_in_place_of_packages_are_refused(tmp_path: Path) -> None:
    output = tmp_path / "output"
    (output / PRESS / "mine").mkdir(parents=True)
    (output / PRESS / "mine" / "letter.txt").write_text("mine")
    with pytest.raises(PublishError, match="no build made"):
        Publication(output)


def test_only_a_package_may_lie_in_a_site_and_only_in_its_place(tmp_path: Path) -> None:
    output = tmp_path / "output"
    publish(output, EDITIONS[0])
    with pytest.raises(PublishError, match="lies in"):
        Publication(output / PRESS / "book", Kind.WORKSHOP)
    with pytest.raises(PublishError, match="lies in"):
        Publication(output / "elsewhere" / "book", Kind.PACKAGE)


def test_a_killed_build_never_loses_a_package(small: Small, tmp_path: Path) -> None:
    for title in ("Бірінші", "Екінші"):
        retitle(small, title)
        small.published()
    lay_package(small.output, PACKAGE)
    start = tmp_path / "start"
    start.mkdir()
    subprocess.run(["cp", "-a", small.output, small.output.with_name(".output.back"), start], check=True)
    retitle(small, "Үшінші")
    count = dealings(small, start)
    kept = {f"book/{path}": data for path, data in PACKAGE.items()}
    assert packages_in(small.output) == kept
    # Packages are carried over at the very end, so that is where a kill could cost them.
    for moment in (count // 2, *range(count - 9, count + 1, 2)):
        set_back(small, start)
        assert killed_at(moment, small).returncode == -signal.SIGKILL
        assert packages_in(small.output) == kept, f"after a kill at {moment} of {count}"
        small.published()
        assert packages_in(small.output) == kept
