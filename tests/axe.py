"""What axe-core finds wrong with a page by WCAG 2.2, level AA, and by what is known to be good practice."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from browsing import Visit, tool

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

COLOURS = ("color-contrast", "link-in-text-block")
"""Axe-core's rules that what is dark can break and what is light cannot."""

# What a browser puts off until it is scrolled to has no place of its own yet: axe would find it in the way of other things.
AXE = """async ([type, values]) => {
  const shown = new CSSStyleSheet();
  shown.replaceSync("* { content-visibility: visible !important }");
  document.adoptedStyleSheets = [shown];
  const options = {runOnly: {type, values}, resultTypes: ["violations"]};
  if (type === "tag") options.rules = {"target-size": {enabled: true}};
  const found = (await axe.run(document, options)).violations;
  return found.flatMap((rule) => rule.nodes.map((node) => `${rule.id} at ${node.target.join(" ")}: ${node.failureSummary}`));
}"""

SCHEMES: tuple[tuple[Literal["light", "dark"], tuple[str, tuple[str, ...]]], ...] = (
    ("light", ("tag", TAGS)),
    ("dark", ("rule", COLOURS)),
)


@cache
def _script() -> str:
    return tool("axe-core/axe.min.js").read_text("utf-8")


def found_by_axe(visit: Visit) -> dict[str, Any]:
    """Return what is wrong with an open page, light and dark; a scheme with which nothing is wrong is left out."""
    visit.page.evaluate(_script())
    found: dict[str, Any] = {}
    for scheme, rules in SCHEMES:
        visit.page.emulate_media(color_scheme=scheme)
        told = visit.page.evaluate(AXE, rules)
        if told:
            found[scheme] = told
    return found
