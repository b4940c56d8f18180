"""Templates: strict, escaping, given one view and nothing else."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template as Compiled

from asylmura_ssg.model.design import Template
from asylmura_ssg.model.digest import Keyed


def render(template: Template, view: object) -> bytes:
    """Return the template's output for a view, as UTF-8."""
    return _compile(Keyed(template)).render(view=view).encode()


@lru_cache(maxsize=64)
def _compile(key: Keyed[Template]) -> Compiled:
    environment = Environment(
        # A template goes by its name, so that an error within it says where it stands.
        loader=FunctionLoader(lambda name: (key.value.sources[name], name, lambda: True)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(key.value.name)
