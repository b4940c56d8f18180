"""Is there anything to do? Every input is read and digested; nothing is inferred from times or names.

Kept apart from the pipeline so that an unchanged build answers before the stages are even loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from asylmura_ssg.model.digest import digest_bytes, digest_of
from asylmura_ssg.model.order import Order
from asylmura_ssg.publish import Manifest, Publication
from asylmura_ssg.toolchain import package_digest, typesetter
from asylmura_ssg.tree import Bytes, read_tree


@dataclass(frozen=True, slots=True)
class Ground:
    """What a build stands on: every input file, their digest, and what is published now."""

    content: dict[str, Bytes] = field(repr=False)
    templates: dict[str, Bytes] = field(repr=False)
    inputs: str
    published: Manifest

    @property
    def unchanged(self) -> bool:
        """Whether what is published was made from these very inputs."""
        return self.published.inputs == self.inputs


def survey(order: Order) -> Ground:
    """Return the ground of a build. Raises PublishError when the output folder is not one."""
    content, templates = read_tree(order.content), read_tree(order.templates)
    digests = [f"{path}\0{file.digest}\n" for tree in (content, templates) for path, file in tree.items()]
    tools = package_digest() + (typesetter() if order.scope.volumes else "")
    landed = "" if order.past is None else digest_of(order.past)
    inputs = digest_bytes(f"{tools}{order.scope}{order.drafts}{landed}{''.join(digests)}".encode())
    return Ground(content, templates, inputs, Publication(order.output).published())
