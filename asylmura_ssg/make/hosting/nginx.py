"""The configuration of nginx, for its ``conf.d``: from 1.22 (Debian 12) on.

No ``location`` sets a header: one that did would lose all those of its server (ngx_http_headers_module), so what
differs from address to address is a ``map``. Adopted addresses are a ``map``, too, tried before any file.
"""

from __future__ import annotations

from collections.abc import Iterable

from asylmura_ssg.make.hosting import headers
from asylmura_ssg.model.address import Rule
from asylmura_ssg.model.hosting import Hosted, Server, host_pattern, path_pattern, query_pattern

HTTP2_DIRECTIVE_SINCE = (1, 25, 1)
_SHORT = 40  # letters of a host that every machine's default table holds

Lines = tuple[str, ...]


def nginx_configuration(site: Hosted, server: Server) -> str:
    """Return the file: both official domains in one server, hosts of adopted addresses in another."""
    servers = [_block("server", *_plain(site, server)), _block("server", *_secure(site, server))]
    if site.foreign:
        servers.append(_block("server", *_foreign(site, server)))
    parts = [(headers.MADE,), *_maps(site), *servers]
    return "\n".join(("\n".join(part) + "\n") for part in parts)


def _block(head: str, *body: str | Lines) -> Lines:
    lines: list[str] = []
    for part in body:
        lines += (part,) if isinstance(part, str) else part
    return (f"{head} {{", *(f"    {line}" if line else "" for line in lines), "}")


def quoted(text: str) -> str:
    """Return a text as one word of the configuration."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _maps(site: Hosted) -> Iterable[Lines]:
    yield _block("map $uri $asylmura_kept",
                 f"default {quoted(headers.KEPT)};",
                 *(f"/{name} {quoted(headers.NOT_KEPT)};" for name in headers.ALWAYS_ASKED),
                 *(f"~^/{folder}/ {quoted(kept)};" for folder, kept in headers.KEPT_BELOW))  # fmt: skip
    yield _block("map $sent_http_content_type $asylmura_policy",
                 'default "";',
                 f'"~^(text/html|image/svg)" {quoted(headers.POLICY)};')  # fmt: skip
    if site.answerable:
        with_query = [rule for rule in site.answerable if rule.query]
        others = [rule for rule in site.answerable if not rule.query]
        yield _block("map $host$uri $asylmura_any_query", 'default "";', *map(_entry, others))
        yield _block(
            'map "$host$uri?$args" $asylmura_adopted', "default $asylmura_any_query;", *map(_entry, with_query)
        )
    if any(len(host) > _SHORT for host in site.foreign):
        yield (f"server_names_hash_bucket_size {1 << (max(map(len, site.foreign)) + 64).bit_length()};",)


def _entry(rule: Rule) -> str:
    """Return what answers an adopted address. As a pattern: words are held in a table of a size that is not ours to set."""
    query = rf"\?{query_pattern(rule)}" if rule.query else ""
    return f'"~*^{host_pattern(rule)}{path_pattern(rule)}{query}$" "/{rule.file}";'


def _plain(site: Hosted, server: Server) -> Iterable[str | Lines]:
    """Answer adopted addresses on port 80 at once, they may have been issued as http; send all else on to https."""
    onward = "return 301 https://$host$request_uri;"
    yield from (f"listen {place};" for place in server.plain)
    yield f"server_name {' '.join(site.domains)};"
    yield from _challenge(server)
    if not site.answerable:
        yield _block("location /", onward)
        return
    yield from _files(server)
    yield _block("location /",
                 _block('if ($asylmura_adopted = "")', onward),
                 "try_files $asylmura_adopted =404;")  # fmt: skip


def _secure(site: Hosted, server: Server) -> Iterable[str | Lines]:
    yield from _listen_secure(server)
    yield f"server_name {' '.join(site.domains)};"
    yield from _files(server)
    name, value = headers.STRICT_TRANSPORT
    yield f"add_header {name} {quoted(value)} always;"
    yield from _answers(site)


def _foreign(site: Hosted, server: Server) -> Iterable[str | Lines]:
    """Serve the hosts of adopted addresses. The pages' own fonts, pictures and links lead to the host they are read on."""
    yield from (f"listen {place};" for place in server.plain)
    yield from _listen_secure(server)
    yield f"server_name {' '.join(site.foreign)};"
    yield from _challenge(server)
    yield from _files(server)
    yield from _answers(site)


def _listen_secure(server: Server) -> Iterable[str]:
    with_directive = server.nginx >= HTTP2_DIRECTIVE_SINCE
    yield from (f"listen {place} ssl{'' if with_directive else ' http2'};" for place in server.secure)
    if with_directive:
        yield "http2 on;"
    yield f"ssl_certificate {quoted(server.certificate)};"
    yield f"ssl_certificate_key {quoted(server.key)};"
    yield "ssl_protocols TLSv1.2 TLSv1.3;"
    yield "ssl_session_cache shared:asylmura:10m;"
    yield "ssl_session_timeout 1d;"
    yield "ssl_session_tickets off;"


def _challenge(server: Server) -> Iterable[Lines]:
    yield _block("location ^~ /.well-known/acme-challenge/", f"root {quoted(server.challenge)};")


def _files(server: Server) -> Iterable[str | Lines]:
    """Say what is the same on every host: the folder, types, compressed files, headers, the page for 404."""
    yield f"root {quoted(server.root)};"
    yield _block("types", *(f"{quoted(media)} {ending};" for media, ending in headers.TYPES))
    yield "default_type application/octet-stream;"
    yield "server_tokens off;"
    yield "error_page 404 /404.html;"
    yield "gzip off;"  # nothing is compressed while a visitor waits
    yield "gzip_static on;"
    yield "gzip_proxied any;"
    yield "gzip_vary on;"
    if server.brotli:
        yield "brotli_static on;"
    yield "add_header Cache-Control $asylmura_kept always;"
    yield "add_header Content-Security-Policy $asylmura_policy always;"
    yield from (f"add_header {name} {quoted(value)} always;" for name, value in headers.SECURITY)


def _answers(site: Hosted) -> Iterable[Lines]:
    """Have a folder's page answer with and without the slash, never by a redirect, and hidden files not at all."""
    adopted = "$asylmura_adopted " if site.answerable else ""
    yield _block("location /", f"try_files {adopted}$uri $uri/index.html =404;")
    yield _block("location ~ /\\.", f"try_files {adopted}=404;")
