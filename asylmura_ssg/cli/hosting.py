"""The commands for whoever looks after a host: ``asylmura hosting``, and ``asylmura plates probe``."""

from __future__ import annotations

import ipaddress
import ssl
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from asylmura_ssg.cli.commands import HOME, apart, content_option, cores, demand, near, templates_option
from asylmura_ssg.cli.plates import plates
from asylmura_ssg.model.hosting import Hosted, Server, Target

if TYPE_CHECKING:
    from asylmura_ssg.model.address import Hosting
    from asylmura_ssg.model.catalogue import Catalogue
    from asylmura_ssg.probe import Answer, Ask
    from asylmura_ssg.release import Press

# ruff: noqa: PLC0415 - as in commands.py: stages are imported by the commands that use them

_FOLDER = click.Path(file_okay=False, path_type=Path)
_TOLD = 3  # a host that is down fails for hundreds of addresses in the same words
_CERTIFICATES = "/etc/letsencrypt/live"


class _Version(click.ParamType[tuple[int, ...]]):
    """A version of nginx, as ``nginx -v`` says it."""

    name = "version"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        if isinstance(value, tuple):
            return value
        parts = str(value).split(".")
        if len(parts) < 2 or not all(part.isdecimal() for part in parts):
            self.fail(f"{value} is no version; write it as `nginx -v` does, as in 1.22.1", param, ctx)
        return tuple(map(int, parts))


@click.command()
@click.option("--to", type=_FOLDER, required=True, help="Folder that becomes the kit.")
@click.option("--target", "targets", type=click.Choice([str(target) for target in Target]), multiple=True,
              default=[str(Target.NGINX)], show_default="nginx", help="Kind of host; may be given several times.")  # fmt: skip
@click.option("--root", default="/srv/asylmura/site", show_default=True, help="Where the site will stand on the host.")
@click.option("--certificate", default=None, metavar="FILE",
              help="On the host: the certificate with its chain.  [default: Let's Encrypt's place for the first domain]")  # fmt: skip
@click.option("--certificate-key", default=None, metavar="FILE", help="On the host: its key.  [default: beside it]")
@click.option(
    "--nginx",
    type=_Version(),
    default="1.22.1",
    show_default="1.22.1, Debian 12's",
    help="Version of nginx on the host.",
)
@click.option("--no-brotli", is_flag=True, help="Do without nginx's brotli module; gzip alone.")
@content_option
@templates_option
@click.option("--output", type=_FOLDER, default=HOME / "output", show_default="output", help="The built site.")
@click.option("--cache", type=_FOLDER, default=HOME / ".cache", show_default=".cache", help="What may be used again.")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Processes to use.  [default: all cores]")
def hosting(
    to: Path, targets: Sequence[str], root: str, certificate: str | None, certificate_key: str | None,
    nginx: tuple[int, ...], no_brotli: bool, content: Path, templates: Path, output: Path, cache: Path, jobs: int | None,
) -> None:  # fmt: skip
    """Lay out the built site for a web server, with its configuration and the steps to take."""
    from asylmura_ssg.cache import BusyError, alone_with
    from asylmura_ssg.publish import PublishError
    from asylmura_ssg.release import Kit, ReleaseError, lay_out, presses_of

    started = time.perf_counter()
    demand(output, "output")
    for place in (root, certificate, certificate_key):
        if place is not None and not (place.startswith("/") and place.isprintable()):
            raise click.UsageError(f'"{place}" is no path on a host; write it from the root, as in /srv/asylmura/site')
    to = apart(to, "the kit", (content, templates, output))
    catalogue = _catalogue(content, templates, cache)
    first = f"{_CERTIFICATES}/{catalogue.site.domains[0]}"
    chain = certificate or f"{first}/fullchain.pem"
    key = certificate_key or (str(Path(chain).with_name("privkey.pem")))
    server = Server(root.rstrip("/"), chain, key, nginx=nginx, brotli=not no_brotli)
    chosen = tuple(target for target in Target if target in targets)
    try:
        with alone_with(output, cache), alone_with(to, cache):
            kit = Kit(hosted(catalogue, output), server, chosen, presses_of(_presses(), brotli=not no_brotli))
            laid = lay_out(output, to, kit, jobs or cores())
    except (ReleaseError, PublishError, BusyError) as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise click.UsageError(f"the system says: {error.strerror or error} ({error.filename})") from None
    click.echo(f"  {laid.files:,} files, {laid.made:,} of them new, {laid.compressed:,} compressed; "
               f"{time.perf_counter() - started:.1f} s")  # fmt: skip
    click.echo(f"\nWhat to do with them: {click.style(str(near(to) / 'README.md'), bold=True)}")


def _catalogue(content: Path, templates: Path, cache: Path) -> Catalogue:
    """Return the content; where something is wrong with it, say so and stop."""
    from asylmura_ssg.cache import Store
    from asylmura_ssg.cli.terminal import show_report
    from asylmura_ssg.model.order import Order, Scope
    from asylmura_ssg.pipeline import read
    from asylmura_ssg.tree import read_tree

    demand(content, "content")
    demand(templates, "templates")
    order = Order(near(content), near(templates), Path(), cache, Scope(), cores())
    reading, _ = read(order, read_tree(order.content), read_tree(order.templates), Store(cache / "records"))
    if reading.catalogue is None or reading.report.errors:
        show_report(reading.report)
        sys.exit(1)
    return reading.catalogue


def hosted(catalogue: Catalogue, output: Path) -> Hosted:
    """Return what a host must answer: the plates whose pages are built, and the addresses adopted besides."""
    from asylmura_ssg.model.address import rules_of
    from asylmura_ssg.model.route import PlatePage, route_at
    from asylmura_ssg.publish import read_manifest

    paths = read_manifest(output).files.keys()
    routes = map(route_at, sorted(paths))
    plates = tuple(route.plate for route in routes if isinstance(route, PlatePage))
    return Hosted(catalogue.site.domains, plates, rules_of(catalogue.register, catalogue.site.domains, paths))


def rehearsed(content: Path, output: Path) -> Hosting:
    """Return how a host would answer from a built site, whatever else is wrong with the content."""
    from asylmura_ssg.diagnostics import Report
    from asylmura_ssg.model.address import Hosting, rules_of
    from asylmura_ssg.publish import read_manifest
    from asylmura_ssg.read.register import read_register
    from asylmura_ssg.read.vocabularies import Shelf, read_site
    from asylmura_ssg.tree import read_tree

    paths = read_manifest(output).files.keys()
    files = read_tree(content) if content.is_dir() else {}
    unsaid = Report()
    site = read_site(Shelf(files, content.as_posix(), unsaid))
    register = read_register(files, content.as_posix(), (), None, unsaid).register
    domains = () if site is None else site.domains
    return Hosting(domains, paths, rules_of(register, domains, paths))


def _presses() -> tuple[Press, ...]:
    from asylmura_ssg.make.hosting.compression import BROTLI, GZIP, brotli_of, gzip_of
    from asylmura_ssg.release import Press

    return Press("gz", GZIP, gzip_of), Press("br", BROTLI, brotli_of)


@plates.command()
@click.option("--base", required=True, metavar="URL", help="The running site, as in https://birgemiz-asylmura.kz")
@click.option("--host", "hosts", multiple=True, metavar="NAME",
              help="Host to speak of, may be given several times.  [default: the base's own; of a bare machine all that plates carry]")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(min=0.1), default=10.0, show_default=True,
              help="Seconds until an answer counts as none.")  # fmt: skip
@click.option("--at-once", type=click.IntRange(1, 64), default=8, show_default=True, help="Requests under way at once.")
@click.option("--trust", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=None, metavar="FILE",
              help="Certificate to trust besides the system's, as of a machine that is being tried out.")  # fmt: skip
@content_option
@templates_option
@click.option("--cache", type=_FOLDER, default=HOME / ".cache", show_default=".cache", help="What may be used again.")
def probe(
    base: str, hosts: Sequence[str], timeout: float, at_once: int, trust: Path | None, content: Path, templates: Path,
    cache: Path,
) -> None:  # fmt: skip
    """Ask a running site for every plate in every form; each must answer 200 with its whole page."""
    from asylmura_ssg.probe import BaseError, Manner, probe as ask_all

    context = ssl.create_default_context()
    if trust is not None:
        try:
            context.load_verify_locations(trust)
        except (ssl.SSLError, OSError) as error:
            why = error.reason if isinstance(error, ssl.SSLError) else error.strerror
            raise click.UsageError(f"{trust} holds no certificate in PEM form to trust ({why})") from None
    catalogue = _catalogue(content, templates, cache)
    try:
        asks = asks_of(catalogue, base, hosts)
        if not asks:
            carried = sorted({ask.host for ask in asks_of(catalogue, "http://localhost", ())})
            known = f"; they carry {', '.join(carried)}" if carried else "; `asylmura plates issue` gives plates theirs"
            raise click.UsageError(f"no plate carries such an address{known}")
        answers = ask_all(base, asks, Manner(timeout, at_once, context), time.perf_counter)
    except BaseError as error:
        raise click.UsageError(str(error)) from None
    _tell(answers)
    sys.exit(1 if any(answer.fault for answer in answers) else 0)


def asks_of(catalogue: Catalogue, base: str, hosts: Sequence[str]) -> tuple[Ask, ...]:
    """Return all that a site is asked for: what plates carry on these hosts.

    Without hosts, a bare machine (an IP number, localhost) is asked for all of them; a named one for its own, or, when
    no plate carries its name, for the first domain's as a mirror under its own name. Raises BaseError.
    """
    from asylmura_ssg.check.answers import ways
    from asylmura_ssg.model.address import host_of
    from asylmura_ssg.probe import Ask, parts_of

    place = parts_of(base)
    domains = catalogue.site.domains
    asks = dict.fromkeys(Ask(host, target, copy.plate) for copy, host, target in ways(catalogue.register, domains))
    if hosts:
        wanted = {host_of(host) or host.lower() for host in hosts}
        return tuple(ask for ask in asks if ask.host in wanted)
    name = host_of(place.hostname or "") or ""
    if _is_bare(name):
        return tuple(asks)
    if any(ask.host == name for ask in asks):
        return tuple(ask for ask in asks if ask.host == name)
    return tuple(Ask(name, ask.target, ask.plate) for ask in asks if ask.host == domains[0])


def _is_bare(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return name == "localhost"
    return True


def _tell(answers: Sequence[Answer]) -> None:
    failed = [answer for answer in answers if answer.fault]
    alike: dict[tuple[str, str], list[Answer]] = {}
    for answer in failed:
        alike.setdefault((answer.ask.host, answer.fault), []).append(answer)
    for (host, fault), group in alike.items():
        for answer in group[:_TOLD]:
            place = click.style(f"{host}{answer.ask.target}", bold=True)
            click.echo(f"{place} (plate {answer.ask.plate}): {fault}", err=True)
        if len(group) > _TOLD:
            click.echo(f"  and {len(group) - _TOLD:,} more on {host} with the same fault", err=True)
    times = sorted(answer.milliseconds for answer in answers)
    plates = len({answer.ask.plate for answer in answers})
    hosts = sorted({answer.ask.host for answer in answers})
    click.echo(f"  {'asked'.ljust(9)} {len(answers):,} addresses of {plates:,} plates on {', '.join(hosts)}")
    click.echo(
        f"  {'answered'.ljust(9)} {len(answers) - len(failed):,} with 200 and the whole page, {len(failed):,} not"
    )
    click.echo(f"  {'time'.ljust(9)} {times[len(times) // 2]:.0f} ms in the middle, {times[-1]:.0f} ms the slowest")
