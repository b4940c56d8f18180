"""Shapes → JSON Schemas (draft-07, which language servers for YAML know best), with words in three languages."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from asylmura_ssg.model.record_keys import KEY_ORDER
from asylmura_ssg.model.vocabulary import Vocabularies
from asylmura_ssg.schemas.forms import FORMS, Form, shape_of
from asylmura_ssg.schemas.probe import ANY_KEY, Anything, Asked, Shape
from asylmura_ssg.schemas.words import Said, Words

Schema = dict[str, Any]

FOLDER = ".schemas"
"""Below the content; what is hidden there is nobody's content."""

_TEXT = {"type": ["string", "number", "boolean"]}  # a title of digits alone is a text, too
_KEY = r"^[a-z0-9]+([.-][a-z0-9]+)*$"  # as read.nodes has it
_LANGUAGES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
_SIMPLE: Mapping[str, Schema] = {
    "text": _TEXT,
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "day": {"type": "string", "format": "date"},
}


def schemas(vocabularies: Vocabularies, words: Words) -> dict[str, bytes]:
    """Return the schema of every form as a file, by its name; the same content gives the same bytes."""
    return {f"{form.name}.json": _written(_document(form, vocabularies, words)) for form in FORMS}


def _written(schema: Schema) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


def _document(form: Form, vocabularies: Vocabularies, words: Words) -> Schema:
    shape, writer = shape_of(form, vocabularies), _Writer(form, words)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"Asyl Mura: {form.name}",
        "$comment": "Written by `asylmura schemas` from what the reader asks for; not by hand.",
        **writer.block(shape, ()),
        **({"definitions": writer.shared} if writer.shared else {}),
    }


class _Writer:
    """Writes the schema of one form; a path is the keys that lead to a block."""

    def __init__(self, form: Form, words: Words) -> None:
        self.form = form
        self.words = words
        self.shared: Schema = {}
        """What stands in a list, or alone without one: by the path that leads to it."""

    def block(self, shape: Shape, path: tuple[str, ...]) -> Schema:
        """Return the schema of a block."""
        keys = sorted(shape.keys, key=_place) if not path else list(shape.keys)
        named = {key: self.key(shape.keys[key], (*path, key)) for key in keys if key != ANY_KEY}
        found: Schema = {"type": "object", "additionalProperties": False}
        if named:
            found["properties"] = named
        if ANY_KEY in shape.keys:
            one = self.key(shape.keys[ANY_KEY], (*path, ANY_KEY))
            found |= {"additionalProperties": one} if self.form.free else {"patternProperties": {_KEY: one}}
        required = sorted(shape.required(), key=keys.index)
        return found | ({"required": required} if required else {})

    def key(self, asked: Asked, path: tuple[str, ...]) -> Schema:
        """Return the schema of a key's value, with what the key means."""
        said = self.words.of(self.form.name, path)
        return self._value(asked, path) | ({} if said is None else _told(said))

    def _value(self, asked: Asked, path: tuple[str, ...]) -> Schema:
        if {"text", "block"} <= set(asked.kinds):
            return {"anyOf": [_term(asked.known), self.block(asked.below(), path)]}
        # A key that is asked for in two ways takes what both take: `of:` is a text, looked up as a list of one.
        kind = next((k for k in ("text", *asked.kinds) if k in asked.kinds), "text")
        if kind == "term" or (kind == "text" and asked.known is not None):
            return _term(asked.known)
        if kind == "texts":
            item = _term(asked.known)
            return {"anyOf": [{"type": "array", "items": item}, item]}
        if kind == "block":
            return self.block(asked.below(), path)
        if kind == "blocks":
            name = ".".join(path)
            self.shared[name] = self.block(asked.below(), path)
            item = {"$ref": f"#/definitions/{name}"}
            return {"anyOf": [{"type": "array", "items": item}, item]}
        if kind == "text" and self.form.free and not asked.demanded:
            return {"type": [*_TEXT["type"], "null"]}  # a word of a table that means nothing
        return dict(_SIMPLE[kind])


def _place(key: str) -> tuple[int, str]:
    return (KEY_ORDER.index(key), "") if key in KEY_ORDER else (len(KEY_ORDER), key)


def _term(known: Collection[str] | None) -> Schema:
    """Return what one of a vocabulary's keys may be; any text where the vocabulary grows with the entries."""
    if not known or isinstance(known, Anything) or ANY_KEY in known:
        return dict(_TEXT)
    labels = [_label(known, key) for key in known]
    found: Schema = {"type": "string", "enum": [str(key) for key in known]}
    return found | ({"markdownEnumDescriptions": labels} if any(labels) else {})


def _label(known: Collection[str], key: str) -> str:
    term = known[key] if isinstance(known, Mapping) else None
    label = getattr(term, "label", None)
    return "" if label is None else " · ".join(dict.fromkeys(filter(None, (label.kk, label.ru, label.en))))


def _told(said: Said) -> Schema:
    return {
        "description": "\n".join(said[language] for language in _LANGUAGES),
        "markdownDescription": "\n\n".join(f"**{name}.** {said[language]}" for language, name in _LANGUAGES.items()),
    }
