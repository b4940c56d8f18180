"""Lays out a hosting kit: for each kind of host a folder with the site, ready to be brought there, and what configures it.

The kit is published as ``output/`` is: made beside the old one, files that stay the same linked, then exchanged for it.
What is not known here is how files are compressed: that is handed in.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from asylmura_ssg.make.hosting import apache, headers, nginx, services, steps
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.hosting import OWN_SERVER, Hosted, Server, Target
from asylmura_ssg.publish import Kind, Made, Manifest, Publication, read_manifest, whole
from asylmura_ssg.workers import run_all

LEAST = 256
"""Bytes: a file below this fits one packet with its headers, compressed or not."""


class ReleaseError(Exception):
    """There is no finished site to lay out; the words say what to do."""


@dataclass(frozen=True, slots=True)
class Press:
    """A way to compress: the ending of its files, who does it and how (a name and a version), and the doing."""

    ending: str
    maker: str
    press: Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Kit:
    """What is laid out: for whom, and by what means the files are compressed."""

    site: Hosted
    server: Server
    targets: tuple[Target, ...]
    presses: tuple[Press, ...]


@dataclass(frozen=True, slots=True)
class _Copy:
    """A file of the site, at one more place."""

    source: str


@dataclass(frozen=True, slots=True)
class _Pressed:
    """A file of the site, compressed."""

    source: str
    press: Press


@dataclass(frozen=True, slots=True)
class _Text:
    """A text written for the kit."""

    data: bytes


_Entry = _Copy | _Pressed | _Text


@dataclass(frozen=True, slots=True)
class Laid:
    """What a kit now holds: its files, how many were made anew, how many of those were compressed."""

    files: int
    made: int
    compressed: int


def lay_out(output: Path, to: Path, kit: Kit, jobs: int) -> Laid:
    """Make the folder ``to`` a kit of the site in ``output``. Raises ReleaseError, and PublishError for a stranger's folder."""
    published = read_manifest(output)
    if not published.files or published.kind is not Kind.SITE or not whole(output, published):
        raise ReleaseError(f"{output} holds no finished site; build it first")
    unbuilt = [rule for rule in kit.site.rules if rule.file not in published.files]
    if unbuilt:
        raise ReleaseError(f"{output} has no page for {unbuilt[0].host}{unbuilt[0].path}; build it anew first")
    publication = Publication(to, Kind.KIT)
    front = publication.published()
    held = publication.prepare(front)
    entries = dict(_entries(kit, published))
    keys = {path: _key(entry, published) for path, entry in entries.items()}
    made: dict[str, Made] = {}
    for path, key in keys.items():
        known = next(
            (tree.files[path] for tree in (held, front) if path in tree.files and tree.files[path].key == key), None
        )
        if known is not None:
            made[path] = known
            if held.files.get(path) != known:
                publication.link(path)
    stale = {path: entry for path, entry in entries.items() if path not in made}
    for path, entry in stale.items():
        if isinstance(entry, _Copy):
            _link(output / entry.source, publication.back / path)
            made[path] = Made(keys[path], published.files[entry.source].digest, published.files[entry.source].size, {})
        elif isinstance(entry, _Text):
            publication.put(path, entry.data)
            made[path] = Made(keys[path], digest_bytes(entry.data), len(entry.data), {})
    pressed = _press(output, publication, stale, keys, jobs)
    publication.finish(Manifest(published.inputs, {}, made | pressed), held)
    copied = sum(not isinstance(entry, _Pressed) for entry in stale.values())
    return Laid(len(made) + len(pressed), copied + len(pressed), len(pressed))


def _entries(kit: Kit, published: Manifest) -> Iterator[tuple[str, _Entry]]:
    """Yield everything that the kit holds, by its path."""
    yield "README.md", _Text(steps.read_me(kit.site, kit.server, kit.targets).encode())
    for target in kit.targets:
        for path, text in configuration(target, kit.site, kit.server).items():
            yield f"{target}/{path}", _Text(text.encode())
        more = services.flat_pages(kit.site) if target in (Target.CLOUDFLARE_PAGES, Target.GITHUB_PAGES) else {}
        places = {path: source for path, source in more.items() if source in published.files}
        places |= {path: path for path in published.files}
        for path, source in places.items():
            if any(parent.as_posix() in places for parent in PurePosixPath(path).parents):
                continue  # an adopted address goes on where another ends, in a file: no folder can stand there
            yield f"{target}/site/{path}", _Copy(source)
        if target in OWN_SERVER:
            yield from _compressed(f"{target}/site", kit, published)


def configuration(target: Target, site: Hosted, server: Server) -> dict[str, str]:
    """Return the texts that configure a kind of host, by their path in its folder."""
    match target:
        case Target.NGINX:
            return {"asylmura.conf": nginx.nginx_configuration(site, server)}
        case Target.APACHE:
            return {"asylmura.conf": apache.virtual_hosts(site, server), "site/.htaccess": apache.folder_rules(site)}
        case Target.NETLIFY:
            return {"netlify.toml": services.NETLIFY_SETTINGS, "site/_headers": services.service_headers(),
                    "site/_redirects": services.netlify_redirects(site)}  # fmt: skip
        case Target.CLOUDFLARE_PAGES:
            return {"site/_headers": services.service_headers(), "site/_redirects": services.cloudflare_redirects(site)}
        case Target.GITHUB_PAGES:
            return {"site/.nojekyll": "", "site/CNAME": f"{site.domains[0]}\n"}


def _compressed(folder: str, kit: Kit, published: Manifest) -> Iterator[tuple[str, _Entry]]:
    for path, file in published.files.items():
        if file.size >= LEAST and path.rpartition(".")[2] in headers.COMPRESSIBLE:
            for press in kit.presses:
                yield f"{folder}/{path}.{press.ending}", _Pressed(path, press)


def _key(entry: _Entry, published: Manifest) -> str:
    match entry:
        case _Copy(source):
            return published.files[source].digest
        case _Pressed(source, press):
            return f"{published.files[source].digest} {press.maker}"
        case _Text(data):
            return digest_bytes(data)


def _press(
    output: Path, publication: Publication, stale: dict[str, _Entry], keys: dict[str, str], jobs: int
) -> dict[str, Made]:
    """Compress what is new, each once however many places it has; leave out what would not become smaller."""
    places: dict[_Pressed, list[str]] = {}
    for path, entry in stale.items():
        if isinstance(entry, _Pressed):
            places.setdefault(entry, []).append(path)
    entries = tuple(places)
    made: dict[str, Made] = {}
    results = run_all(
        lambda at: entries[at].press.press((output / entries[at].source).read_bytes()), len(entries), jobs
    )
    for (entry, (first, *others)), data in zip(places.items(), results, strict=True):
        source = (output / entry.source).stat()
        if len(data) >= source.st_size:
            continue
        publication.put(first, data)
        # ngx_http_gzip_static_module: both files should be of the same date.
        os.utime(publication.back / first, ns=(source.st_atime_ns, source.st_mtime_ns))
        for path in others:
            _link(publication.back / first, publication.back / path)
        made |= {path: Made(keys[path], digest_bytes(data), len(data), {}) for path in (first, *others)}
    return made


def _link(source: Path, place: Path) -> None:
    """Put a file at one more place: by a link, or as a copy where the place is on another file system."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    try:
        os.link(source, place)
    except OSError:
        shutil.copy2(source, place)


def presses_of(presses: Sequence[Press], *, brotli: bool) -> tuple[Press, ...]:
    """Return the presses that a kit needs: brotli's only where the host has its module."""
    return tuple(press for press in presses if brotli or press.ending != "br")
