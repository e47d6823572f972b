"""The form of an article, made of the one table of keys."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from generator.base.errors import Problem
from generator.base.sentences import NOTHING, Language, Sentence
from generator.config.article_keys import ARTICLE
from generator.config.keys import Key
from generator.config.media import DOCUMENTS, PAPERS, why_refused
from generator.model.site import Site
from generator.model.urls import SEARCH_URL, on_host

_TYPED_VALUES = frozenset({"target", "value", "written"})
"""Values of sentences that are what somebody typed, which may look like a key."""


def fields(language: Language) -> list[dict[str, Any]]:
    return [field(key, language) for key in ARTICLE if key.place != "steps"]


def in_its_words(problem: Problem, name: str, language: Language) -> Problem:
    """Return a problem of a field with the labels of the form where its message has the names of keys.

    Its hint keeps them, since that says what to write in the file.
    """
    field = next((key for key in ARTICLE if key.name == name), None)
    if field is None:
        return problem
    labels = {word: key.label_in(language) for key in (field, *field.below) for word in (key.name, key.local)}
    names = re.compile(f"({'|'.join(map(re.escape, labels))})([.:].*)?", re.DOTALL)

    def spoken(said: Sentence) -> Sentence:
        values = ((key, value if key in _TYPED_VALUES else put(value)) for key, value in said.values)
        return msgspec.structs.replace(said, values=tuple(values))

    def put(value: str | int | Sentence) -> str | int | Sentence:
        if isinstance(value, Sentence):
            return spoken(value)
        if not isinstance(value, str) or not (found := names.fullmatch(value)):
            return value
        # What is below another key has that before it, with a full stop: "photo." and "credit".
        label, rest = labels[found[1]], found[2] or ""
        return f"{label}: {rest[1:]}" if rest.startswith(".") else f"{label}{rest}"

    return msgspec.structs.replace(problem, said=spoken(problem.said))


def field(key: Key, language: Language) -> dict[str, Any]:
    put = language.put
    choices = [
        {"value": one, "label": put(key.labels.get(one, NOTHING)) or one.replace("-", " ").capitalize()}
        for one in key.choices
    ]
    return {
        "key": key.name, "label": key.label_in(language), "meaning": put(key.meaning), "form": key.form,
        "place": key.place, "widget": key.widget, "required": key.required, "example": key.example,
        "types": list(key.types), "choices": choices, "default": key.default,
        "fields": [field(below, language) for below in key.below],
    }  # fmt: skip


def site(found: Site, editors: list[str]) -> dict[str, Any]:
    reading = found.reading
    return {
        "name": found.name, "zone": found.zone, "base": found.base_path, "public": found.base_url,
        "search": on_host(SEARCH_URL, found.base_path) if reading.searches else "",
        "kanal": [{"slug": one.slug, "name": one.name} for one in found.categories],
        "regions": [region.path for region in reading.regions], "require_editor": reading.require_editor,
        "require_credit": reading.require_credit, "editors": editors,
        "documents": [one for one in sorted(DOCUMENTS) if why_refused(f"{PAPERS}x{one}", reading) is None],
    }  # fmt: skip
