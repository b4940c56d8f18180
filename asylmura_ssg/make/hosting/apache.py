"""The configuration of Apache 2.4: rules for the site's folder, and virtual hosts for a server of one's own.

The rules are written so that they hold as ``.htaccess`` too, which is all that many hosts give. They need mod_headers,
mod_mime and mod_rewrite; the virtual hosts mod_ssl and mod_http2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from asylmura_ssg.make.hosting import headers
from asylmura_ssg.model.address import Rule
from asylmura_ssg.model.hosting import Hosted, Server, host_pattern, path_pattern, query_pattern


def folder_rules(site: Hosted) -> str:
    """Return ``.htaccess``: what holds below the site's folder, whatever the virtual host."""
    return _text([headers.MADE, *_pages(site), *_compressed(), *_types(), *_headers(site)])


def virtual_hosts(site: Hosted, server: Server) -> str:
    """Return the virtual hosts; they leave all rules but those of ports and certificates to the folder."""
    names = [f"ServerName {site.domains[0]}", *(f"ServerAlias {host}" for host in site.domains[1:])]
    hosts = [_host(_ports(server.plain), [*names, *_onward(site, server), *_folder(server)]),
             _host(_ports(server.secure), [*names, *_certificate(server), *_folder(server)])]  # fmt: skip
    if site.foreign:
        names = [f"ServerName {site.foreign[0]}", *(f"ServerAlias {host}" for host in site.foreign[1:])]
        challenge = _challenge(server)
        hosts += [_host(_ports(server.plain), [*names, *challenge, *_folder(server)]),
                  _host(_ports(server.secure), [*names, *_certificate(server), *_folder(server)])]  # fmt: skip
    return "\n".join(map(_text, [[headers.MADE, "ServerTokens Prod"], *hosts]))


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def quoted(text: str) -> str:
    """Return a text as one word of the configuration."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _section(name: str, lines: Iterable[str]) -> list[str]:
    return [f"<{name}>", *(f"    {line}" for line in lines), f"</{name.partition(' ')[0]}>"]


def _host(ports: str, lines: Iterable[str]) -> list[str]:
    return _section(f"VirtualHost {ports}", lines)


def _ports(places: Iterable[str]) -> str:
    """Return where a virtual host listens: a bare port means every address, of either kind."""
    return " ".join(dict.fromkeys(f"*:{place.rpartition(':')[2]}" if place.isdigit() or place.startswith("[::]:")
                                  else place for place in places))  # fmt: skip


def _folder(server: Server) -> list[str]:
    permits = [
        "Require all granted",
        "Options FollowSymLinks",
        "AllowOverride FileInfo Indexes Options=MultiViews,Indexes",
    ]
    # An encoded slash in an adopted address counts as one, as it does for nginx; without this it answers 404.
    return [
        "AllowEncodedSlashes On",
        f"DocumentRoot {quoted(server.root)}",
        *_section(f"Directory {quoted(server.root)}", permits),
    ]


def _certificate(server: Server) -> list[str]:
    return [
        "Protocols h2 http/1.1",
        "SSLEngine on",
        f"SSLCertificateFile {quoted(server.certificate)}",
        f"SSLCertificateKeyFile {quoted(server.key)}",
        "SSLProtocol -all +TLSv1.2 +TLSv1.3",
    ]


def _challenge(server: Server) -> list[str]:
    place = "/.well-known/acme-challenge"
    return [f"Alias {place} {quoted(server.challenge + place)}",
            *_section(f"Directory {quoted(server.challenge + place)}", ["Require all granted"])]  # fmt: skip


def _onward(site: Hosted, server: Server) -> Iterable[str]:
    """Answer adopted addresses on port 80 at once, they may have been issued as http; send all else on to https."""
    yield from _challenge(server)
    yield "RewriteEngine On"
    for rule in site.answerable:
        if rule.host in site.domains:
            yield from _when(rule)
            yield f'RewriteRule "^{path_pattern(rule)}$" - [NC,L]'
    yield r"RewriteRule ^/\.well-known/acme-challenge/ - [END]"
    yield "RewriteCond %{ENV:REDIRECT_STATUS} ^$"  # not what the folder's own rules have rewritten
    yield "RewriteRule ^ https://%{HTTP_HOST}%{REQUEST_URI} [R=301,END]"


def _when(rule: Rule) -> Iterable[str]:
    yield f'RewriteCond %{{HTTP_HOST}} "^{host_pattern(rule)}\\.?(:[0-9]+)?$" [NC]'
    if rule.query:
        yield f'RewriteCond %{{QUERY_STRING}} "^{query_pattern(rule)}$" [NC]'


def _pages(site: Hosted) -> Iterable[str]:
    """Have a folder's page answer with and without the slash, never by a redirect, and hidden files not at all.

    A rewritten address passes these rules again, until none applies: at last the one that picks a compressed file.
    """
    yield from (
        "DirectoryIndex disabled",
        "DirectorySlash Off",
        "Options -Indexes -MultiViews",
        "ErrorDocument 404 /404.html",
    )
    yield from ("RewriteEngine On", "RewriteOptions AllowNoSlash")
    for rule in site.answerable:
        yield from _when(rule)
        # Below a folder a pattern is held against a path that has lost its first slash.
        yield f'RewriteCond /$0 "^{path_pattern(rule)}$" [NC]'
        if rule.path.lower() == f"/{rule.file}":  # a file rewritten to itself would go round for ever
            yield f'RewriteCond /$0 "!=/{rule.file}"'
        yield f"RewriteRule ^.*$ /{rule.file} [L]"
    yield r'RewriteRule "(^|/)\.(?!well-known/)" - [R=404,L]'
    yield "RewriteRule ^$ /index.html [L]"
    yield "RewriteCond %{REQUEST_FILENAME}/index.html -f"
    yield r'RewriteRule "^(.+?)/?$" /$1/index.html [L]'


def _compressed() -> Iterable[str]:
    """Send a file compressed beforehand to whoever takes it."""
    endings = "|".join(headers.COMPRESSIBLE)
    for coding, ending in (("br", "br"), ("gzip", "gz")):
        yield rf'RewriteCond %{{HTTP:Accept-Encoding}} "\b{coding}\b"'
        yield f"RewriteCond %{{REQUEST_FILENAME}}.{ending} -f"
        yield rf'RewriteRule "^(.+\.(?:{endings}))$" /$1.{ending} [E=no-gzip:1,E=no-brotli:1,END]'
    yield "RemoveType .gz .br"
    yield from ("AddEncoding gzip .gz", "AddEncoding br .br")
    yield from _section(f'FilesMatch "\\.({endings})(\\.(gz|br))?$"', ["Header always merge Vary Accept-Encoding"])


def _types() -> Iterable[str]:
    yield from (f"AddType {quoted(media)} .{ending}" for media, ending in headers.TYPES)


def _headers(site: Hosted) -> Iterable[str]:
    yield f"Header always set Cache-Control {quoted(headers.KEPT)}"
    for name in headers.ALWAYS_ASKED:
        yield from _section(f'Files "{name}*"', [f"Header always set Cache-Control {quoted(headers.NOT_KEPT)}"])
    for folder, kept in headers.KEPT_BELOW:
        yield from _section(
            f'If "%{{REQUEST_URI}} =~ m#^/{folder}/#"', [f"Header always set Cache-Control {quoted(kept)}"]
        )
    yield from _section(r'FilesMatch "\.(html|svg)(\.(gz|br))?$"',
                        [f"Header always set Content-Security-Policy {quoted(headers.POLICY)}"])  # fmt: skip
    yield from (f"Header always set {name} {quoted(value)}" for name, value in headers.SECURITY)
    official = "|".join(map(re.escape, site.domains))
    name, value = headers.STRICT_TRANSPORT
    when = f"expr=%{{HTTPS}} == 'on' && %{{HTTP_HOST}} =~ /^({official})(:[0-9]+)?$/i"
    yield f"Header always set {name} {quoted(value)} {quoted(when)}"
