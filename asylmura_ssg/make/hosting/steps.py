"""The steps that an administrator takes with a kit, for the very host it was made for."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from asylmura_ssg.make.hosting.services import unanswered_by_github_pages
from asylmura_ssg.model.address import Rule
from asylmura_ssg.model.hosting import Hosted, Server, Target, is_answerable, shown


def read_me(site: Hosted, server: Server, targets: Sequence[Target]) -> str:
    """Return ``README.md`` of a kit."""
    chapters = {
        Target.NGINX: _nginx,
        Target.APACHE: _apache,
        Target.NETLIFY: _netlify,
        Target.CLOUDFLARE_PAGES: _cloudflare_pages,
        Target.GITHUB_PAGES: _github_pages,
    }
    parts = [_opening(site), *(chapters[target](site, server) for target in targets), _check(site)]
    return "\n".join(parts)


def _opening(site: Hosted) -> str:
    first, *others = site.domains
    also = f" `{'`, `'.join(others)}` must answer with the same pages." if others else ""
    plates = f"Plates carry `https://{first}/` and a plate number." if site.plates else ""
    words = f"""\
# Hosting kit

Each folder is for one kind of host and holds the whole `site/`. Nothing in here is edited: after every build, and after
every plate that is adopted, the kit is made again and brought to the host again. To a server of your own it is brought
from within this folder (`HOST` is its name or number; both machines need rsync), and all commands below are given there:

```sh
rsync -a --delete ./ HOST:asylmura-kit/
ssh HOST
cd asylmura-kit
```

{plates}{also}
"""
    never = [rule for rule in site.rules if not is_answerable(rule)]
    return words + _listed("These addresses cannot be answered by any host on the usual ports:", never)


def _listed(words: str, rules: Sequence[Rule]) -> str:
    if not rules:
        return ""
    return f"\n{words}\n\n" + "".join(f"- `{shown(rule)}` → `{rule.file}`\n" for rule in rules)


def _named(hosts: Sequence[str]) -> str:
    return " ".join(f"-d {host}" for host in hosts)


def _placing(folder: str, server: Server) -> str:
    root = shlex.quote(server.root.rstrip("/"))
    return f"""\
   The folder is made under a new name, then the link to it is exchanged in one step, so that nobody meets half a site:

   ```sh
   made={root}-$(date +%Y%m%d-%H%M%S)
   sudo mkdir -p "$made"
   sudo rsync -a --chmod=D755,F644 {folder}/site/ "$made"/
   sudo ln -sfn "$made" {root}.new && sudo mv -T {root}.new {root}
   ```

   Sites of before stay beside it, to go back to. All but the last three are taken away with

   ```sh
   ls -d {root}-2* | sort | head -n -3 | tr '\\n' '\\0' | xargs -r0 sudo rm -r
   ```
"""


def _certified(site: Hosted, server: Server, port: str) -> str:
    certbot = f"sudo certbot certonly --webroot -w {shlex.quote(server.challenge)}"
    return f"""\
   Every host must lead to this machine (DNS) and stand in the certificate. With Let's Encrypt, while
   {port}:

   ```sh
   {certbot} {_named(site.domains)}
   ```

{_certified_besides(site, certbot)}   The configuration takes the certificate from `{server.certificate}`.
"""


def _certified_besides(site: Hosted, certbot: str) -> str:
    if not site.foreign:
        return ""
    return f"""\
   Plates hang that carry other hosts: {", ".join(f"`{host}`" for host in site.foreign)}. They can be answered only if
   their DNS is yours and leads here; one that does not makes the command fail for all. Those that do are added:

   ```sh
   {certbot} --expand {_named((*site.domains, *site.foreign))}
   ```

"""


def _renewal(service: str) -> str:
    hook = "/etc/letsencrypt/renewal-hooks/deploy/asylmura"
    return f"""\
5. So that a renewed certificate is taken:

   ```sh
   printf '#!/bin/sh\\nsystemctl reload {service}\\n' | sudo tee {hook}
   sudo chmod +x {hook}
   ```
"""


def _nginx(site: Hosted, server: Server) -> str:
    modules = " libnginx-mod-http-brotli-static" if server.brotli else ""
    return f"""\
## nginx {".".join(map(str, server.nginx))} or newer, on Debian

1. `sudo apt install nginx{modules} certbot rsync`
2. The certificate.

{_certified(site, server, "Debian's own page still answers on port 80")}
3. The site.

{_placing("nginx", server)}
4. The configuration: tested first, then taken without an interruption.

   ```sh
   sudo cp nginx/asylmura.conf /etc/nginx/conf.d/asylmura.conf
   sudo nginx -t && sudo systemctl reload nginx
   ```

{_renewal("nginx")}
Later, only steps 3 and 4.
"""


def _apache(site: Hosted, server: Server) -> str:
    return f"""\
## Apache 2.4, on Debian

On a host that lets you do no more than put files into a folder, copy all of `apache/site/` there, the hidden `.htaccess`
too, and let the host's own panel see to the certificate and to https. On a server of your own:

1. `sudo apt install apache2 certbot rsync && sudo a2enmod headers http2 rewrite ssl`
2. The certificate.

{_certified(site, server, "Debian's own page still answers on port 80")}
3. The site.

{_placing("apache", server)}
4. The configuration.

   ```sh
   sudo cp apache/asylmura.conf /etc/apache2/sites-available/asylmura.conf
   sudo a2ensite asylmura
   sudo apachectl configtest && sudo systemctl reload apache2
   ```

{_renewal("apache2")}
Later, only steps 3 and 4.
"""


def _netlify(site: Hosted, server: Server) -> str:
    _ = server
    first, *others = (*site.domains, *site.foreign)
    aliases = f"; {', '.join(f'`{name}`' for name in others)} as domain aliases" if others else ""
    return f"""\
## Netlify

1. In `netlify/`: `netlify deploy --prod`. Its `netlify.toml` names the folder and turns "pretty URLs" off.
2. Add `{first}` as the primary domain{aliases}.
"""


def _cloudflare_pages(site: Hosted, server: Server) -> str:
    _ = server
    rules = [rule for rule in site.rules if not is_answerable(rule) or rule.query or rule.host not in site.domains]
    return f"""\
## Cloudflare Pages

1. `wrangler pages deploy cloudflare-pages/site`
2. Add {" and ".join(f"`{domain}`" for domain in site.domains)} as custom domains of the project.
{_listed("It matches neither queries nor hosts, so these addresses stay unanswered:", rules)}"""


def _github_pages(site: Hosted, server: Server) -> str:
    _ = server
    rules = unanswered_by_github_pages(site)
    others = ", ".join(f"`{domain}`" for domain in site.domains[1:])
    return f"""\
## GitHub Pages

1. Commit all of `github-pages/site/` to the branch that is published, the hidden `.nojekyll` too.
2. The site answers on `{site.domains[0]}` alone (`CNAME`){f": {others} cannot be answered" if others else ""}.

It sends no headers of ours: pages are kept for ten minutes, and no policy guards them. It is a mirror at most.
{_listed("Files alone cannot answer these addresses:", rules)}"""


def _check(site: Hosted) -> str:
    asked = "\n".join(f"asylmura plates probe --base https://{host}" for host in site.domains)
    others = "".join(f"\nasylmura plates probe --base https://{host}" for host in site.foreign)
    besides = f"\nThe other hosts that plates carry, if they are yours:\n\n```sh{others}\n```\n" if others else ""
    return f"""\
## At last

```sh
{asked}
```

asks the running site for every address that any plate carries there, in every form.
{besides}"""
