"""Real web servers on this machine's loopback address, configured by a kit of the miniature encyclopedia."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import string
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx
import pytest
import trustme
from published import MINIATURE, build_apart

from asylmura_ssg.make.hosting.compression import BROTLI, GZIP, brotli_of, gzip_of
from asylmura_ssg.model.address import Rule
from asylmura_ssg.model.hosting import Hosted, Server, Target
from asylmura_ssg.release import Kit, Press, lay_out

PRESSES = (Press("gz", GZIP, cache(gzip_of)), Press("br", BROTLI, cache(brotli_of)))
"""The real ones; what they answered once in a process they need not work out again: the tests' kits are all of one site."""
DOMAINS = ("example.kz", "small-heritage.kz")
KAZAKH = "xn--e1aaob3adk3c1h.xn--80ao21a"  # ескерткіш.қаз
RULES = (
    Rule("old-site.kz", "/monument", "id=3&lang=kk", "00013/index.html"),
    Rule("old-site.kz", "/monument", "id=4", "00021/index.html"),
    Rule("old-site.kz", "/Ескерткіш/Қызыл кесене", "", "00013/index.html"),
    Rule("example.kz", "/", "m=21", "00021/index.html"),
    Rule("example.kz", '/p"a.t$h\\(21)', "", "00021/index.html"),
    Rule("small-heritage.kz", "/P/13", "", "00013/index.html"),
    Rule("old-site.kz", "/a-very-" + "long-" * 40 + "path", "", "00021/index.html"),
    Rule(KAZAKH, "/Тақта", "", "00021/index.html"),
    Rule("example.kz", "/.old/100%?/plate", "", "00013/index.html"),
    Rule("example.kz", "/kk/monuments/qyzyl-kesene", "", "kk/monuments/qyzyl-kesene/index.html"),
    Rule("example.kz", "/ru/monuments/qyzyl-kesene/index.html", "", "ru/monuments/qyzyl-kesene/index.html"),
    Rule("old-site.kz", "/item", "v=aB", "00013/index.html", exact=True),
    Rule("old-site.kz", "/item", "v=Ab", "00021/index.html", exact=True),
    Rule("old-site.kz", "/\udccf\udcf0\udce8", "", "00021/index.html"),  # Windows-1251, as sites once were
)
SIGNS = (
    *(Rule("example.kz", f"/sign-{sign}-in", "", "00013/index.html") for sign in string.punctuation if sign != "/"),
    *(Rule("example.kz", "/sign", f"q={sign}", "00021/index.html") for sign in string.punctuation if sign != "#"),
)
"""Addresses with every sign that one may hold, whatever a configuration takes it for."""
SITE = Hosted(DOMAINS, ("00013", "00021"), (*RULES, *SIGNS))
HOSTS = (*DOMAINS, "old-site.kz", KAZAKH)
EVERYWHERE = os.environ.get("PATH", "") + ":/usr/sbin"  # where Debian keeps servers, and a person's path does not lead


def program(name: str) -> str:
    """Return where a server program stands."""
    found = shutil.which(name, path=EVERYWHERE)
    assert found, f"{name} is not there; `python3 build.py test` sees to it"
    return found


@dataclass(frozen=True)
class Ground:
    """What servers stand on: the built site, a kit of it, a certificate; ``plain`` and ``secure`` are ports.

    The folder is open to all: a server started by root gives its rights up before it reads.
    """

    folder: Path
    output: Path
    server: Server
    plain: int
    secure: int
    authority: Path

    @property
    def kit(self) -> Path:
        return self.folder / "kit"

    def context(self) -> ssl.SSLContext:
        """Return what trusts this ground's certificate alone."""
        return ssl.create_default_context(cafile=self.authority)


@dataclass(frozen=True)
class Host:
    """A running server, asked over HTTP/2 where that is offered."""

    ground: Ground
    client: httpx.Client

    def ask(self, host: str, target: str, *, scheme: str = "https", **headers: str) -> httpx.Response:
        """Return the answer to a GET, never following a redirect; ``host`` is what is spoken of."""
        port = self.ground.secure if scheme == "https" else self.ground.plain
        sent = {"Host": host, "Accept-Encoding": "identity"} | {k.replace("_", "-"): v for k, v in headers.items()}
        return self.client.get(
            f"{scheme}://127.0.0.1:{port}{target}", headers=sent, extensions={"sni_hostname": host.lower()}
        )

    def packed(self, host: str, target: str, coding: str) -> tuple[httpx.Response, bytes]:
        """Return the answer to whoever takes a coding, and its bytes as they came."""
        request = self.client.build_request(
            "GET", f"https://127.0.0.1:{self.ground.secure}{target}", extensions={"sni_hostname": host},
            headers={"Host": host, "Accept-Encoding": f"deflate, {coding}"},
        )  # fmt: skip
        answer = self.client.send(request, stream=True)
        try:
            return answer, b"".join(answer.iter_raw())
        finally:
            answer.close()

    def file(self, path: str) -> bytes:
        """Return a published file."""
        return (self.ground.output / path).read_bytes()


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A kit for every target, of the miniature encyclopedia."""
    folder = Path(tempfile.mkdtemp(prefix="asylmura-hosts-"))
    folder.chmod(0o755)
    try:
        yield laid_ground(folder)
    finally:
        shutil.rmtree(folder)


def laid_ground(folder: Path) -> Ground:
    """Build the miniature into a folder and lay a kit of it out, with a certificate for all its hosts."""
    output = folder / "output"
    built = build_apart(MINIATURE, output, folder / "cache")
    assert built.returncode == 0, built.stderr
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    issued = authority.issue_cert(*HOSTS)
    for number, pem in enumerate(issued.cert_chain_pems):
        pem.write_to_path(folder / "chain.pem", append=number > 0)
    issued.private_key_pem.write_to_path(folder / "key.pem")
    plain, secure = free_ports(2)
    server = Server(
        str(folder / "site"), str(folder / "chain.pem"), str(folder / "key.pem"), challenge=str(folder / "challenge"),
        plain=(f"127.0.0.1:{plain}",), secure=(f"127.0.0.1:{secure}",),
    )  # fmt: skip
    lay_out(output, folder / "kit", Kit(SITE, server, tuple(Target), PRESSES), 1)
    return Ground(folder, output, server, plain, secure, folder / "authority.pem")


@contextmanager
def running(ground: Ground, target: Target) -> Iterator[Host]:
    """Run a server until the block ends."""
    (ground.folder / "site").unlink(missing_ok=True)
    (ground.folder / "site").symlink_to(ground.kit / target / "site")
    challenge = ground.folder / "challenge/.well-known/acme-challenge"
    challenge.mkdir(parents=True, exist_ok=True)
    (challenge / "token").write_text("proof")
    command = nginx_command(ground) if target is Target.NGINX else apache_command(ground)
    log = ground.folder / f"{target}.log"
    with log.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
        try:
            _await(ground.secure, process, log)
            with httpx.Client(http2=True, verify=ground.context(), trust_env=False) as client:
                yield Host(ground, client)
        finally:
            process.terminate()


def _await(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.02)
        else:
            return


def nginx_command(ground: Ground) -> list[str]:
    """Write an nginx.conf that takes the kit's file in, as Debian's does, and return how it is run."""
    folder = ground.folder / "nginx"
    folder.mkdir(exist_ok=True)
    user = "user www-data;" if os.geteuid() == 0 else ""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    (folder / "nginx.conf").write_text(
        f"load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;\n{user}\npid {folder}/pid;\n"
        f"error_log stderr warn;\ndaemon off;\nworker_processes 1;\nevents {{}}\nhttp {{\naccess_log off;\n{places}\n"
        f"include {ground.kit}/nginx/asylmura.conf;\n}}\n"
    )
    return [program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]


def apache_command(ground: Ground) -> list[str]:
    """Write an apache2.conf that takes the kit's virtual hosts in, and return how it is run."""
    folder = ground.folder / "apache"
    folder.mkdir(exist_ok=True)
    modules = ("alias", "authz_core", "deflate", "dir", "filter", "headers", "http2", "mime", "mpm_event", "negotiation",
               "rewrite", "setenvif", "socache_shmcb", "ssl")  # fmt: skip
    loaded = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in modules)
    user = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    # As Debian's own mime.conf and deflate.conf have it.
    habits = ("TypesConfig /dev/null\nAddType application/x-gzip .gz .tgz\nAddLanguage en .en\n"
              "AddOutputFilterByType DEFLATE text/html text/css application/json\n")  # fmt: skip
    (folder / "apache2.conf").write_text(
        f"ServerRoot {folder}\nServerName localhost\nPidFile {folder}/pid\nDefaultRuntimeDir {folder}\n"
        f"ErrorLog /dev/stderr\nLogLevel warn\nListen 127.0.0.1:{ground.plain}\nListen 127.0.0.1:{ground.secure}\n"
        f"Mutex file:{folder} default\n"
        f"{loaded}{user}{habits}SSLSessionCache none\n<Directory />\nRequire all denied\n</Directory>\n"
        f"Include {ground.kit}/apache/asylmura.conf\n"
    )
    return [program("apache2"), "-d", str(folder), "-f", str(folder / "apache2.conf"), "-DFOREGROUND"]
