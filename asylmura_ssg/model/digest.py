"""Digests: the name of a value by what it holds. Equal values have equal digests on every machine and in every run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar

LENGTH = 32  # hexadecimal digits: 128 bits, enough that no two recipes ever meet


def digest_bytes(data: bytes) -> str:
    """Return the digest of some bytes."""
    return hashlib.blake2b(data, digest_size=LENGTH // 2).hexdigest()


def digest_parts(parts: Iterable[bytes]) -> str:
    """Return the digest of some bytes that come part by part."""
    digest = hashlib.blake2b(digest_size=LENGTH // 2)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def digest_of(value: object) -> str:
    """Return the digest of a value made of frozen dataclasses, tuples, mappings, numbers, texts and bytes.

    An object with a ``digest`` of its own stands for itself by it. Raises TypeError for anything whose meaning could
    depend on the run: sets, objects, functions.
    """
    own = getattr(value, "digest", None)
    return own if isinstance(own, str) else digest_bytes(_canonical(value).encode())


class Digested(Protocol):
    """A value that knows its own digest."""

    @property
    def digest(self) -> str:
        """Its digest."""


D = TypeVar("D", bound=Digested)


class Keyed(Generic[D]):
    """A large value as a key: equal when its digest is, so that its parts are never hashed or compared."""

    __slots__ = ("value",)

    def __init__(self, value: D) -> None:
        self.value = value

    def __hash__(self) -> int:
        return hash(self.value.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keyed) and other.value.digest == self.value.digest


@cache
def _reader(kind: type[Any]) -> tuple[str, attrgetter[Any] | None, bool]:
    names = [f.name for f in fields(kind)]
    return f"{kind.__module__}.{kind.__qualname__}", attrgetter(*names) if names else None, len(names) == 1


def _canonical(value: object) -> str:
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    if isinstance(value, str):
        return f"s{len(value)}:{value}"
    own = getattr(value, "digest", None)
    if isinstance(own, str):
        return f"@{own}"
    if isinstance(value, tuple):
        return "(" + ",".join(map(_canonical, value)) + ")"
    if isinstance(value, bytes):
        return f"b{digest_bytes(value)}"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_canonical(k)}={_canonical(v)}" for k, v in sorted(value.items())) + "}"
    if isinstance(value, date):
        return f"d{value.isoformat()}"
    kind: type[Any] = type(value)
    if is_dataclass(kind):
        name, read, single = _reader(kind)
        held = () if read is None else (read(value),) if single else read(value)
        return name + _canonical(held)
    raise TypeError(f"a recipe may not hold a {type(value).__qualname__}: its digest would not be the same everywhere")
