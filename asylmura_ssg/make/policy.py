"""What a browser may do with a page of ours, as a policy that it enforces (W3C, Content Security Policy Level 3).

A page says in its own head what that page needs, its style sheets by their digests; the host says, for all pages alike,
what any of them may need. A browser keeps both, so what the page says is what holds, on a host that sends no headers, too.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

Policy = Mapping[str, tuple[str, ...]]
"""Sources by directive."""

_SELF: Final = ("'self'",)

BASE: Final[Policy] = MappingProxyType({
    "default-src": ("'none'",),
    "base-uri": ("'none'",),
    "connect-src": _SELF,
    "font-src": _SELF,
    "form-action": _SELF,
    "img-src": (*_SELF, "data:"),
    "manifest-src": _SELF,
    "media-src": _SELF,
    "script-src": _SELF,
    "style-src": _SELF,
    "worker-src": _SELF,
})  # fmt: skip
"""Of every page: its own host and nothing else; nothing is embedded, and no script stands in the page itself. A style sheet
of the host's own is the one for paper.

JSON-LD within a page is data, which no policy forbids (HTML Standard, 4.12.1).
"""

VIEWER_STYLE: Final = "'sha256-PXtZZkJMMyc18o/DN1ZEFOJ2qEGq95IQbVaJFMOXOb0='"
"""The one style sheet that the viewer of models carries with it; a test takes its digest out of the viewer we ship."""

MODELS: Final[Policy] = MappingProxyType({
    "connect-src": ("blob:",),
    "img-src": ("blob:",),
    "script-src": ("'wasm-unsafe-eval'",),
    "style-src": (VIEWER_STYLE,),
})  # fmt: skip
"""What a page that shows a model in three dimensions needs besides: textures out of the file, the viewer's own style, and
WebAssembly, which the viewer sets up for models that are packed as soon as it comes. No worker and no other host: models that
need a decoder from elsewhere are refused (read/glb.py).
"""

EXTRAS: Final = (MODELS,)


@lru_cache(maxsize=256)
def page_policy(sheets: tuple[str, ...], *, models: bool = False) -> str:
    """Return the policy of a page with these style sheets, for its ``meta`` element, after which they must stand."""
    digests = (f"'sha256-{base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()}'" for sheet in sheets)
    policy = joined(BASE, MODELS) if models else dict(BASE)
    return written(policy | {"style-src": (*digests, *policy["style-src"])})


def host_policy() -> str:
    """Return the policy that a host sends with every page and drawing.

    It is the widest of all pages': a digest in a host's configuration would leave pages without style from one build to
    the next. Drawings have their style within and no ``meta``. ``frame-ancestors`` works in a header alone (CSP 3, 3.3).
    """
    wide = joined(BASE, *EXTRAS) | {"style-src": ("'self'", "'unsafe-inline'"), "frame-ancestors": ("'none'",)}
    return written(wide)


def joined(*policies: Policy) -> dict[str, tuple[str, ...]]:
    """Return what any of some policies allows; ``'none'`` is meant to stand alone."""
    directives = dict.fromkeys(name for policy in policies for name in policy)
    return {name: tuple(dict.fromkeys(s for policy in policies for s in policy.get(name, ()))) for name in directives}


def written(policy: Policy) -> str:
    """Return a policy as it is sent."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in sorted(policy.items()))
