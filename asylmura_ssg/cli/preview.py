"""``asylmura serve``: the content as it is written, live in a browser; or with ``--built`` what was published."""

from __future__ import annotations

import secrets
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from asylmura_ssg.cli.commands import (
    FOLDER,
    HOME,
    content_option,
    cores,
    demand,
    near,
    past_in,
    templates_option,
)

if TYPE_CHECKING:
    from asylmura_ssg.model.order import Order, Past
    from asylmura_ssg.serve.collection import State
    from asylmura_ssg.tree import Bytes

# ruff: noqa: PLC0415 - each way of serving loads what it uses


@click.command()
@content_option
@templates_option
@click.option("--cache", type=FOLDER, default=HOME / ".cache", show_default=".cache", help="What may be used again.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where it is shown.")
@click.option("--phone", is_flag=True, help="Let a phone on the same network look, too: by a QR code.")
@click.option("--built", is_flag=True, help="Show what was published, as the plates' host will.")
@click.option("--output", type=FOLDER, default=HOME / "output", show_default="output", help="What --built shows.")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Processes to read with.  [default: all cores]")
def serve(
    content: Path, templates: Path, cache: Path, port: int, phone: bool, built: bool, output: Path, jobs: int | None
) -> None:
    """Show the content in a browser while it is written: every saved file is on the page at once."""
    if built:
        if phone:
            raise click.UsageError("--phone goes with the live preview; leave out --built")
        _built(content, output, port)
        return
    from asylmura_ssg.model.order import Order, Scope
    from asylmura_ssg.tree import ChangedError

    demand(content, "content")
    demand(templates, "templates")
    try:
        with _writable(cache) as kept:
            order = Order(near(content), near(templates), Path(), kept, Scope(), jobs or cores(), drafts=True)
            _live(order, port, phone=phone)
    except KeyboardInterrupt:
        click.echo("\nThe preview has ended.")
    except ChangedError:
        raise
    except OSError as error:
        named = f" ({error.filename})" if error.filename else ""
        raise click.UsageError(f"the system says: {error.strerror or error}{named}") from None


@contextmanager
def _writable(cache: Path) -> Iterator[Path]:
    """Hand over the cache, or a folder for the time being where nothing can be written into it, and say so."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=cache):
            pass
    except OSError as error:
        click.echo(f"Nothing can be written into {near(cache)} ({error.strerror}): what is made is kept until the end only.",
                   err=True)  # fmt: skip
        with tempfile.TemporaryDirectory() as passing:
            yield Path(passing)
    else:
        yield cache


def _built(content: Path, output: Path, port: int) -> None:
    from asylmura_ssg.cli.hosting import rehearsed
    from asylmura_ssg.serve.built import server_for

    demand(output, "output")
    try:
        server = server_for(output, port, rehearsed(content, output))
    except OSError as error:
        raise click.UsageError(_taken(port, error)) from None
    click.echo(f"http://localhost:{port}/   (Ctrl+C ends it)")
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo()


def _taken(port: int, error: OSError) -> str:
    return f"port {port} cannot be used: {error.strerror}; try another with --port"


def _live(order: Order, port: int, *, phone: bool) -> None:
    """Read everything, then show it and follow what changes until Ctrl+C. The port is had before anything is read."""
    from asylmura_ssg.serve.live import Live

    word = secrets.token_urlsafe(12) if phone else ""
    places = [("127.0.0.1", port), *([(_own_address(), port)] if phone else [])]
    past = _past_of(order.content)
    live = Live(order, past, _docs, word)
    _demand_free(places)
    click.echo("Reading the content …", err=True)
    try:
        state = live.open()
    except BaseException:
        live.stop.set()  # for whoever watches already
        raise
    with ExitStack() as open_places:
        try:
            servers = open_places.enter_context(live.answering(*places))
        except OSError as error:
            raise click.UsageError(_taken(port, error)) from None
        click.echo(f"http://localhost:{port}/   (Ctrl+C ends it)")
        _say(state)
        if phone:
            host, own = servers[1].server_address[:2]
            _show_code(f"http://{host!s}:{own}/desk/phone/{word}")
        errors = len(state.report.errors)
        for state in live.follow():
            if state.whole and len(state.report.errors) != errors:
                errors = len(state.report.errors)
                _say(state)


def _demand_free(places: list[tuple[str, int]]) -> None:
    """Refuse a port that is taken before anybody waits for the content to be read."""
    for host, port in places:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise click.UsageError(_taken(port, error)) from None


def _past_of(content: Path) -> Callable[[], Past | None]:
    """Return what asks git for the register as it landed; that git cannot say is told once."""
    told: list[Past | None] = [past_in(content)]

    def past() -> Past | None:
        from asylmura_ssg.history import NoHistoryError, past_of

        if told:
            return told.pop()
        try:
            return past_of(content.absolute() / "plates" / "register.jsonl")
        except NoHistoryError:
            return None

    return past


def _docs() -> dict[str, Bytes]:
    from asylmura_ssg.tree import read_tree

    return read_tree(HOME / "docs")


def _say(state: State) -> None:
    from asylmura_ssg.cli.terminal import many

    errors = len(state.report.errors)
    count = many(len(state.records), "entry", "entries")
    if errors:
        click.echo(f"{count}; {click.style(many(errors, 'error'), fg='red')}: the pages and /desk/problems/ say which.")
    else:
        click.echo(f"{count}; no errors.")


def _own_address() -> str:
    """Return this machine's address on its network, as the way to any other machine would begin. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(("192.0.2.1", 9))  # RFC 5737: documentation, nobody's address
            address = str(way.getsockname()[0])
        except OSError:
            address = "127.0.0.1"
    if address.startswith("127."):
        raise click.UsageError("this machine is on no network that a phone could reach it by; leave out --phone")
    return address


def _show_code(address: str) -> None:
    """Show the address as a QR code, and who it lets in."""
    import sys

    import segno

    click.echo("\nOn a phone in the same network, scan this. Whoever has it can read drafts until the preview ends.\n")
    segno.make(address, error="l", micro=False).terminal(out=sys.stdout, compact=True, border=2)
    click.echo(f"{address}\n")
