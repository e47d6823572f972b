"""`ssg schema`: the key tables as JSON Schema, so that editors complete and check keys while typing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click
import msgspec

from generator.base.errors import UsageError
from generator.base.sentences import Language, Sentence, sentence
from generator.cli.command import Command
from generator.cli.terminal import language_of, tell
from generator.config.article_keys import ADVERTISEMENT, ARTICLE, AUTHOR, PAGE, TOPIC, names_of
from generator.config.entries import TRUTH
from generator.config.front_yaml import FRONT
from generator.config.keys import Key, names_in
from generator.config.site_keys import SITE
from generator.model.records import ARTICLE_TYPES

KINDS: Mapping[str, tuple[Key, ...]] = {
    "article": ARTICLE,
    "author": AUTHOR,
    "page": PAGE,
    "topic": TOPIC,
    "front": FRONT,
    "advertisement": ADVERTISEMENT,
    "site": SITE,
}
"""The kinds of files that have a schema."""
_FOLDER = ".vscode"
_FILES = {
    "site": ["site.yaml"], "front": ["content/front.yaml", "content/front/*.yaml"],
    "author": ["content/authors/*.md"], "page": ["content/pages/*.md"], "advertisement": ["content/iklan/*.md"],
    "topic": ["content/topics/*.md"],
    "article": ["content/*/**/*.md", "!content/authors/*.md", "!content/pages/*.md", "!content/topics/*.md",
                "!content/iklan/*.md"],
}  # fmt: skip
"""Which files each is for, as editors write it."""


@click.command(cls=Command, epilog="ssg schema article\nssg schema --install")
@click.argument("kind", type=click.Choice(tuple(KINDS)), required=False)
@click.option("--install", is_flag=True, help="Write all of them, and the settings of VS Code, into .vscode/.")
@click.pass_obj
def command(site: str, kind: str | None, *, install: bool) -> int:
    """Print the JSON Schema of site.yaml or front.yaml, or of the front matter of what has one.

    It is made of the same table as the documents, with what each key means in the desk's language.
    """
    language = language_of(site)
    if install:
        _install(Path(site, _FOLDER), language)
    elif kind:
        click.echo(_json(kind, language))
    else:
        raise UsageError(
            sentence("name one of {kinds}, as in: ssg schema article; or --install", kinds=", ".join(KINDS))
        )
    return 0


def _json(kind: str, language: Language) -> str:
    return msgspec.json.format(msgspec.json.encode(schema(kind, language.put))).decode()


def _install(folder: Path, language: Language) -> None:
    """Write the schemas and settings; existing settings belong to the desk, which is told what to add."""
    folder.mkdir(exist_ok=True)
    for kind in KINDS:
        (folder / f"warta-{kind}.json").write_text(_json(kind, language) + "\n", "utf-8", newline="\n")
    wanted = {"yaml.schemas": {f"{_FOLDER}/warta-{kind}.json": files for kind, files in _FILES.items()}}
    text = msgspec.json.format(msgspec.json.encode(wanted)).decode()
    try:
        with (folder / "settings.json").open("x", encoding="utf-8", newline="\n") as file:
            file.write(text + "\n")
    except FileExistsError:
        said = sentence("{file} is there already; what it needs is:", file=f"{_FOLDER}/settings.json")
        click.echo(f"{language.put(said)}\n{text}")
        return
    said = sentence("{count} schemas and settings.json are in {folder}/", count=len(KINDS), folder=_FOLDER)
    tell(said, language)


_TEXT = {"type": ["string", "number", "boolean"]}
"""We read every value as text; an editor reads 2026 as a number and `no` as a boolean."""
_EMPTY = {"type": "null"}
"""A key without a value counts as missing."""
_YES_OR_NO = [True, False, "yes", "no", "ya", "tidak", "on", "off", 1, 0, "true", "false"]
Put = Callable[[Sentence], str]


def schema(kind: str, put: Put) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a kind of file, one of `KINDS`, with descriptions by `put`."""
    of_file = _group(KINDS[kind], put)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Warta: {kind}", **of_file}


def _group(table: tuple[Key, ...], put: Put) -> dict[str, Any]:
    required = [key for key in table if key.required]
    either = [{"anyOf": [{"required": [name]} for name in (key.name, key.local)]} for key in required if _has_two(key)]
    return {
        "type": "object",
        "properties": {name: _key(key, name, put) for name, key in names_in(table).items()},
        "required": [key.name for key in required if not _has_two(key)],
        **({"allOf": either} if either else {}),
        "additionalProperties": False,
        **_paid(table),
    }


def _has_two(key: Key) -> bool:
    return key.local != key.name


def _paid(table: tuple[Key, ...]) -> dict[str, Any]:
    """Return the rule that paid content must name who pays, if the table has these keys."""
    if not any(key.choices is ARTICLE_TYPES for key in table):
        return {}
    paid = _in_any_case(("advertorial",))
    of_kind = [{"properties": {name: paid}, "required": [name]} for name in names_of("type")]
    return {"if": {"anyOf": of_kind}, "then": {"required": ["sponsor"]}}


def _key(key: Key, name: str, put: Put) -> dict[str, Any]:
    meaning = put(key.meaning)
    example = f"\n\n{name}: {key.example}" if key.example else ""
    one = _value(key, put)
    if key.required:
        # A key that is there must have a value.
        one = [{**form, "minItems" if form.get("type") == "array" else "minLength": 1} for form in one]
    return {"description": f"{meaning}{example}", "anyOf": one if key.required else [*one, _EMPTY]}


def _in_any_case(words: Iterable[str]) -> dict[str, Any]:
    """Return a schema of words in any letter case; JSON Schema patterns have no flag for that."""
    each = ("".join(f"[{c.upper()}{c}]" if c.isalpha() else re.escape(c) for c in word) for word in words)
    return {"type": "string", "pattern": f"^({'|'.join(each)})$"}


def _value(key: Key, put: Put) -> list[dict[str, Any]]:
    """Return the schema of a key's value."""
    texts, words = {"type": "array", "items": _TEXT}, list(key.choices)
    if key.form == "named":
        named = {
            "type": "object", "properties": dict.fromkeys(names_in(key.below), _TEXT), "minProperties": 1,
            "additionalProperties": False,
        }  # fmt: skip
        return [_TEXT, named, {"type": "array", "items": {"anyOf": [_TEXT, named]}}]
    if key.form == "group":
        return [*([_TEXT] if key.short else []), _group(key.keys, put)]
    if key.form == "groups":
        one = [*([_TEXT] if key.short else []), _group(key.keys, put)]
        return [*(one if key.short else []), {"type": "array", "items": {"anyOf": one} if key.short else one[0]}]
    forms: Mapping[str, list[dict[str, Any]]] = {
        "texts": [_TEXT, texts],
        "folders": [_TEXT, texts, {"type": "object"}],
        "flag": [{"enum": _YES_OR_NO}, _in_any_case(TRUTH)],
        "number": [{"type": "integer"}, {"type": "string", "pattern": "^ *[0-9]+ *$"}],
        "choice": [{"enum": words}, _in_any_case(words)],
        "free": [{"type": "object"}],
    }
    return forms.get(key.form, [_TEXT])
