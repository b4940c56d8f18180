"""What each key means, in three languages: ``docs/keys.yaml``, written by hand, by kind of file and path of keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from asylmura_ssg.schemas.probe import ANY_KEY

Said = Mapping[str, str]
"""A sentence or two by language."""

ANYWHERE = "any"
_SOURCES = "bibliography"


@dataclass(frozen=True, slots=True)
class Words:
    """The words by kind of file, then by path: keys joined by dots, ``any-key`` for one an editor chooses."""

    by_form: Mapping[str, Mapping[str, Said]]

    def of(self, form: str, path: tuple[str, ...]) -> Said | None:
        """Return what a key means, or None where nobody has said it.

        What is told of the key's own path counts first, then of the paths it shares, then of the key anywhere.
        """
        own, anywhere = self.by_form.get(form, {}), self.by_form.get(ANYWHERE, {})
        for candidate in _candidates(path):
            if candidate in own:
                return own[candidate]
        if ANY_KEY in path[:-1] and (form == _SOURCES or path[0] == _SOURCES):
            shared = self.by_form.get(_SOURCES, {})
            if path[-1] in shared:
                return shared[path[-1]]
        return anywhere.get(path[-1])


def _candidates(path: tuple[str, ...]) -> tuple[str, ...]:
    starred = (*path[:1], "*", *path[2:]) if len(path) > 2 else path
    return ".".join(path), ".".join(starred)


def read_words(path: Path) -> Words:
    """Return the words of a file. Raises OSError."""
    return Words(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))
