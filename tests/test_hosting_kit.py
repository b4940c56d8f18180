"""The kit as a folder: what is in it, how little is made again, and that a reader never meets half of it."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import brotli
import click
import pytest
from click.testing import CliRunner, Result
from hosts import KAZAKH, PRESSES, RULES, SITE, Ground, laid_ground
from published import MINIATURE, ROOT, Tree, build_apart, tree_of

from asylmura_ssg.cli import main
from asylmura_ssg.model.address import Rule
from asylmura_ssg.model.hosting import Server, Target, shown
from asylmura_ssg.publish import PublishError, read_manifest
from asylmura_ssg.release import LEAST, Kit, Press, ReleaseError, configuration, lay_out

SERVER = Server("/srv/asylmura/site", "/etc/chain.pem", "/etc/key.pem")


@pytest.fixture
def kit(ground: Ground, tmp_path: Path) -> Callable[..., Tree]:
    """Lay the miniature out, and return everything that then stands in the kit."""

    def lay(*targets: Target, jobs: int = 1) -> Tree:
        lay_out(ground.output, tmp_path / "kit", Kit(SITE, SERVER, targets, PRESSES), jobs)
        return tree_of(tmp_path / "kit")

    return lay


def own(tree: Tree) -> Tree:
    """Return what is in a kit, its own manifest left out."""
    return {path: data for path, data in tree.items() if path != ".asylmura.json"}


def test_every_target_has_the_whole_site_and_nothing_hidden_of_the_builds(
    ground: Ground, kit: Callable[..., Tree]
) -> None:
    site = {path: data for path, data in tree_of(ground.output).items() if path != ".asylmura.json"}
    laid = kit(*Target)
    for target in Target:
        assert {path: laid[f"{target}/site/{path}"] for path in site} == site
    assert {path.split("/")[0] for path in own(laid)} == {*Target, "README.md"}


def test_every_file_worth_it_is_compressed_and_no_other(ground: Ground, kit: Callable[..., Tree]) -> None:
    laid = kit(Target.NGINX)
    packed = {path for path in laid if path.endswith((".gz", ".br"))}
    for path in packed:
        unpack = gzip.decompress if path.endswith(".gz") else brotli.decompress
        source = path.rpartition(".")[0]
        assert unpack(laid[path]) == laid[source]
        assert len(laid[path]) < len(laid[source])
        assert len(laid[source]) >= LEAST
        place = ground.folder / "kit" / path
        assert place.stat().st_mtime_ns == place.with_name(Path(source).name).stat().st_mtime_ns
    pages = [path for path in laid if path.endswith(".html")]
    assert pages
    assert {f"{path}.{ending}" for path in pages for ending in ("gz", "br")} <= packed
    assert not [
        path for path in packed if path.rpartition(".")[0].endswith((".woff2", ".png", ".jpg", ".avif", ".pdf"))
    ]


def test_the_same_site_gives_the_same_kit_by_any_number_of_processes(
    ground: Ground, kit: Callable[..., Tree], tmp_path: Path
) -> None:
    first = kit(*Target)
    lay_out(ground.output, tmp_path / "another", Kit(SITE, SERVER, tuple(Target), PRESSES), 2)
    assert tree_of(tmp_path / "another") == first
    # A gzip file begins with its magic, deflate, no name, and the time 0 (RFC 1952, 2.3).
    assert {data[:8] for path, data in first.items() if path.endswith(".gz")} == {b"\x1f\x8b\x08\x00\x00\x00\x00\x00"}


def test_what_did_not_change_is_not_compressed_again(tmp_path: Path) -> None:
    ground = laid_ground(tmp_path)
    before = lay_out(ground.output, tmp_path / "kit", Kit(SITE, ground.server, tuple(Target), PRESSES), 1)
    assert (before.made, before.compressed) == (0, 0)

    calls: list[int] = []

    def counted(data: bytes) -> bytes:
        calls.append(len(data))
        return PRESSES[0].press(data)

    counting = (Press("gz", PRESSES[0].maker, counted), PRESSES[1])
    content = tmp_path / "content"
    shutil.copytree(MINIATURE, content)
    page = content / "pages/about/en.md"
    page.write_text(page.read_text("utf-8") + "\nOne sentence more.\n", "utf-8")
    assert build_apart(content, ground.output, tmp_path / "cache").returncode == 0
    after = lay_out(ground.output, tmp_path / "kit", Kit(SITE, ground.server, tuple(Target), counting), 1)
    changed = (ground.output / "en/about/index.html").stat().st_size
    assert calls == [changed]  # nginx and Apache share it
    assert after.compressed == 4
    assert after.made == 4 + len(Target)
    tree = tree_of(tmp_path / "kit")
    assert b"One sentence more." in gzip.decompress(tree["nginx/site/en/about/index.html.gz"])
    assert tree["apache/site/en/about/index.html.br"] == tree["nginx/site/en/about/index.html.br"]


def test_another_compressor_compresses_all_anew(ground: Ground, tmp_path: Path) -> None:
    kit = Kit(SITE, SERVER, (Target.NGINX,), PRESSES[:1])
    first = lay_out(ground.output, tmp_path / "kit", kit, 1)
    newer = replace(kit, presses=(replace(PRESSES[0], maker="another version"),))
    assert lay_out(ground.output, tmp_path / "kit", newer, 1).compressed == first.compressed > 0


def test_a_target_left_out_leaves_nothing_behind(kit: Callable[..., Tree]) -> None:
    only = own(kit(Target.APACHE))
    kit(*Target)
    assert own(kit(Target.APACHE)) == only


def test_the_old_kit_stands_until_the_new_one_does(ground: Ground, kit: Callable[..., Tree], tmp_path: Path) -> None:
    before = kit(Target.NGINX)

    def killed(_: bytes) -> bytes:
        raise KeyboardInterrupt

    broken = (Press("gz", "breaks off", killed),)
    with pytest.raises(KeyboardInterrupt):
        lay_out(ground.output, tmp_path / "kit", Kit(SITE, SERVER, (Target.APACHE,), broken), 1)
    assert tree_of(tmp_path / "kit") == before
    assert own(kit(Target.NGINX)) == own(before)


def test_the_site_itself_is_linked_and_takes_no_room_twice(
    ground: Ground, kit: Callable[..., Tree], tmp_path: Path
) -> None:
    kit(*Target)
    built = (ground.output / "00013/index.html").stat()
    laid = [(tmp_path / f"kit/{target}/site/00013/index.html").stat() for target in Target]
    if built.st_dev == laid[0].st_dev:
        assert {one.st_ino for one in laid} == {built.st_ino}
    assert {one.st_size for one in laid} == {built.st_size}


def test_a_folder_of_somebodys_files_and_an_unfinished_site_are_refused(ground: Ground, tmp_path: Path) -> None:
    kit = Kit(SITE, SERVER, (Target.NGINX,), PRESSES)
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/dear.txt").write_text("…")
    with pytest.raises(PublishError, match="holds files that no build made"):
        lay_out(ground.output, tmp_path / "letters", kit, 1)
    with pytest.raises(ReleaseError, match="holds no finished site; build it first"):
        lay_out(tmp_path / "letters", tmp_path / "kit", kit, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["letters"]


def test_an_address_adopted_after_the_build_is_not_sent_to_a_page_that_is_not_there(
    ground: Ground, tmp_path: Path
) -> None:
    late = replace(SITE, rules=(*RULES, Rule("old-site.kz", "/5", "", "00055/index.html")))
    with pytest.raises(ReleaseError, match=r"has no page for old-site\.kz/5; build it anew first"):
        lay_out(ground.output, tmp_path / "kit", Kit(late, SERVER, (Target.NGINX,), PRESSES), 1)
    assert not (tmp_path / "kit").exists()


def test_newer_nginx_has_http2_by_its_directive_and_one_without_brotli_none() -> None:
    old = configuration(Target.NGINX, SITE, SERVER)["asylmura.conf"]
    assert "listen 443 ssl http2;" in old
    assert "http2 on;" not in old
    new = configuration(Target.NGINX, SITE, replace(SERVER, nginx=(1, 25, 1), brotli=False))["asylmura.conf"]
    assert "listen 443 ssl;\n" in new
    assert new.count("http2 on;") == 2
    assert "brotli" not in new


def test_the_steps_name_every_host_and_every_address_that_cannot_be_answered(
    kit: Callable[..., Tree], ground: Ground, tmp_path: Path
) -> None:
    steps = kit(*Target)["README.md"].decode()
    assert "-w /var/www/html -d example.kz -d small-heritage.kz\n" in steps
    assert f"carry other hosts: `old-site.kz`, `{KAZAKH}`. They can be answered only if\n   their DNS is yours" in steps
    assert f"--expand -d example.kz -d small-heritage.kz -d old-site.kz -d {KAZAKH}\n" in steps
    assert "cannot be answered by any host" not in steps
    github = steps[steps.index("## GitHub Pages") : steps.index("## At last")]
    unanswered = [rule for rule in RULES if rule.query or rule.host != "example.kz" or "/." in rule.path
                  or rule.path.endswith("/index.html")]  # fmt: skip
    for rule in RULES:
        assert (f"`{shown(rule)}`" in github) == (rule in unanswered)

    odd = replace(
        SITE,
        rules=(
            Rule("old-site.kz:8080", "/a", "", "00013/index.html"),
            Rule("old-site.kz", "/a\nb", "", "00013/index.html"),
        ),
    )
    for target in Target:
        for text in configuration(target, odd, SERVER).values():
            assert "8080" not in text
    lay_out(ground.output, tmp_path / "odd", Kit(odd, SERVER, (Target.NGINX,), PRESSES), 1)
    steps = (tmp_path / "odd/README.md").read_text("utf-8")
    assert "- `old-site.kz:8080/a` → `00013/index.html`\n- `old-site.kz/a%0Ab` → `00013/index.html`\n" in steps


def laid(ground: Ground, *arguments: str) -> Result:
    """Run ``asylmura hosting`` on the miniature encyclopedia."""
    where = [
        "--content",
        str(MINIATURE),
        "--output",
        str(ground.output),
        "--cache",
        str(ground.folder / "cache"),
        "--jobs",
        "1",
    ]
    return CliRunner().invoke(main, ["hosting", *where, *arguments], catch_exceptions=False)


def test_the_command_lays_out_a_kit_of_what_is_published(ground: Ground, tmp_path: Path) -> None:
    to = tmp_path / "kit"
    done = laid(ground, "--to", str(to), "--target", "nginx", "--target", "github-pages", "--root", "/var/www/mura",
                "--certificate", "/etc/ssl/mura.pem")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "README.md" in done.output
    text = (to / "nginx/asylmura.conf").read_text("utf-8")
    for line in ('root "/var/www/mura";', 'ssl_certificate "/etc/ssl/mura.pem";', 'ssl_certificate_key "/etc/ssl/privkey.pem";',
                 "server_name example.kz small-heritage.kz;", "brotli_static on;"):  # fmt: skip
        assert f"    {line}\n" in text
    assert {path.name for path in to.iterdir()} == {".asylmura.json", "README.md", "nginx", "github-pages"}
    assert (to / "github-pages/site/00013.html").read_bytes() == (ground.output / "00013/index.html").read_bytes()
    files = read_manifest(to).files
    again = laid(ground, "--to", str(to), "--target", "nginx", "--target", "github-pages", "--root", "/var/www/mura",
                 "--certificate", "/etc/ssl/mura.pem")  # fmt: skip
    assert f"{len(files):,} files, 0 of them new, 0 compressed" in again.output


@pytest.mark.parametrize(("arguments", "words"), [
    (("--nginx", "newest"), "newest is no version; write it as `nginx -v` does"),
    (("--root", "var/www"), '"var/www" is no path on a host; write it from the root'),
    (("--target", "iis"), "'iis' is not one of 'nginx', 'apache'"),
])  # fmt: skip
def test_the_command_says_what_it_cannot_take(
    ground: Ground, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    refused = laid(ground, "--to", str(tmp_path / "kit"), *arguments)
    assert refused.exit_code == 2
    assert words in refused.output
    assert not (tmp_path / "kit").exists()


def test_the_command_does_not_lay_a_kit_over_what_it_is_made_from(ground: Ground) -> None:
    for place in (ground.output, ground.output / "kit", MINIATURE, ground.folder):
        refused = laid(ground, "--to", str(place))
        assert refused.exit_code == 2
        assert "cannot be the kit" in refused.output


def test_the_documentation_names_every_option_and_every_target_and_no_other() -> None:
    text = (ROOT / "docs/hosting.md").read_text("utf-8")
    plates = main.commands["plates"]
    assert isinstance(plates, click.Group)
    kit = {max(option.opts, key=len) for option in main.commands["hosting"].params}
    asking = {max(option.opts, key=len) for option in plates.commands["probe"].params}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))
    showing = {max(option.opts, key=len) for option in main.commands["serve"].params}
    assert kit <= named <= kit | asking | showing
    assert set(re.findall(r"^\| `--target` \| (.*) \|$", text, re.MULTILINE)[0].split("`")[1::2]) == {
        str(target) for target in Target
    }
