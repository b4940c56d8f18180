"""What a page allows a browser: its own style by digest, its own host, nothing else; what a host allows is never less."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from published import TEMPLATES, Site

from asylmura_ssg.make.policy import VIEWER_STYLE, host_policy, page_policy

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in policy.split("; "))}


def test_every_page_names_the_digest_of_each_style_it_carries_before_the_style_comes(site: Site) -> None:
    for path in site.paths():
        html = site.read(path)
        (policy,) = META.findall(html)
        digests = [base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
                   for sheet in re.findall(r"<style>(.*?)</style>", html, re.DOTALL)]  # fmt: skip
        assert directives(policy)["style-src"] == [*(f"'sha256-{digest}'" for digest in digests), "'self'"], path
        assert html.index("Content-Security-Policy") < min(html.index(tag) for tag in ("<style", "<link", "<title")), (
            path
        )


def test_no_page_has_a_script_or_a_style_where_no_digest_can_stand_for_it(site: Site) -> None:
    for path, page in site.pages():
        inline = [script for script in page.iter("script") if script.get("src") is None]
        assert {script.get("type") for script in inline} <= {"application/ld+json", "application/json"}, path
        attributes = {name for element in page.iter() for name in element.attrib}
        assert "style" not in attributes, path
        assert not {name for name in attributes if name.startswith("on")}, path


def test_a_page_allows_its_own_host_alone() -> None:
    allowed = directives(page_policy(("a{}",)))
    assert allowed["default-src"] == allowed["base-uri"] == ["'none'"]
    sources = {source for name, given in allowed.items() if name != "style-src" for source in given}
    assert sources == {"'none'", "'self'", "data:"}


@pytest.mark.parametrize("models", [False, True])
def test_a_host_forbids_nothing_that_a_page_allows(*, models: bool) -> None:
    page, host = directives(page_policy(("a{}", "b{}"), models=models)), directives(host_policy())
    assert {name for name in page if name != "style-src" and not set(page[name]) <= set(host[name])} == set()
    assert "'unsafe-inline'" in host["style-src"]
    assert host["frame-ancestors"] == ["'none'"]
    assert "'unsafe-inline'" not in page["style-src"] + page["script-src"]
    assert ("blob:" in page["img-src"]) == (VIEWER_STYLE in page["style-src"]) == models
    assert ("'wasm-unsafe-eval'" in page["script-src"]) == models


def test_the_viewers_style_is_that_of_the_viewer_we_ship() -> None:
    script = (TEMPLATES / "vendor" / "model-viewer" / "model-viewer.min.js").read_text("utf-8")
    sheets = re.findall(r"<style>(.*?)</style>", script, re.DOTALL)
    assert [f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in sheets] == [
        VIEWER_STYLE
    ]
