"""Templates: strict, escaping, given one view and nothing else."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import DictLoader, Environment, StrictUndefined, Template as Compiled

from asylmura_ssg.model.design import Template


def render(template: Template, view: object) -> bytes:
    """Return the template's output for a view, as UTF-8."""
    return _compile(_ByDigest(template)).render(view=view).encode()


class _ByDigest:
    """A template as a cache key: equal when its digest is equal, so that its sources are not hashed for each page."""

    __slots__ = ("template",)

    def __init__(self, template: Template) -> None:
        self.template = template

    def __hash__(self) -> int:
        return hash(self.template.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByDigest) and other.template.digest == self.template.digest


@lru_cache(maxsize=64)
def _compile(key: _ByDigest) -> Compiled:
    environment = Environment(
        loader=DictLoader(key.template.sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(key.template.name)
