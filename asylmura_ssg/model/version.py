"""Fixed versions: an entry as it stood on a day, kept for whoever cites it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.language import Localized
from asylmura_ssg.model.monument import Entry


@dataclass(frozen=True, slots=True)
class Version:
    """A version that is never altered. ``path`` is below the content folder, ``digest`` of the file's bytes.

    ``told`` is the digest of what the entry stated when it was fixed (:func:`told_by`).
    """

    slug: str
    day: date
    path: str
    told: str
    digest: str
    names: Localized[str]


def told_by(entry: Entry) -> str:
    """Return the digest of all that readers are told by an entry: it changes when its page says something else."""
    texts = tuple((str(language), prose.digest) for language, prose in entry.prose.present())
    return digest_of((entry.monument.digest, texts))
