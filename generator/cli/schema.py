"""`ssg schema`: the key tables as JSON Schema, so that editors complete and check keys while typing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click
import msgspec

from generator.base.errors import SiteError, UsageError
from generator.base.sentences import Language, Sentence, sentence
from generator.cli.command import Command
from generator.cli.terminal import language_of, tell
from generator.config.article_keys import ADVERTISEMENT, ARTICLE, AUTHOR, PAGE, TOPIC
from generator.config.entries import TRUTH
from generator.config.front_keys import FRONT
from generator.config.keys import Key, in_indonesian
from generator.config.site_keys import SITE
from generator.model.records import ARTICLE_TYPES
from generator.theming.loading import read_site

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
        _install(Path(site, _FOLDER), language, indonesian=has_indonesian_keys(Path(site)))
    elif kind:
        click.echo(_json(kind, language, indonesian=has_indonesian_keys(Path(site))))
    else:
        raise UsageError(
            sentence("name one of {kinds}, as in: ssg schema article; or --install", kinds=", ".join(KINDS))
        )
    return 0


def has_indonesian_keys(folder: Path) -> bool:
    """Return whether a site wants Indonesian keys in front matter; false if site.yaml cannot be read."""
    try:
        return read_site(folder)[0].reading.indonesian_keys
    except SiteError:
        return False


def _json(kind: str, language: Language, *, indonesian: bool) -> str:
    return msgspec.json.format(msgspec.json.encode(schema(kind, language.put, indonesian=indonesian))).decode()


def _install(folder: Path, language: Language, *, indonesian: bool) -> None:
    """Write the schemas and settings; existing settings belong to the desk, which is told what to add."""
    folder.mkdir(exist_ok=True)
    for kind in KINDS:
        (folder / f"warta-{kind}.json").write_text(
            _json(kind, language, indonesian=indonesian) + "\n", "utf-8", newline="\n"
        )
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


def schema(kind: str, put: Put, *, indonesian: bool = False) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a kind of file, one of `KINDS`, with descriptions by `put`.

    With `indonesian`, front matter may use Indonesian keys too, as with `keys: id`.
    """
    table = KINDS[kind]
    of_file = _either(table, put) if indonesian and kind != "site" else _group(table, put)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Warta: {kind}", **of_file}


def _either(table: tuple[Key, ...], put: Put) -> dict[str, Any]:
    """Return the schema of a file whose keys are all in one language or the other.

    English if the first key is, or if none is Indonesian. An editor that was offered both would complete and explain
    both.
    """
    other = [key for key in table if key.local != key.name]
    english = [{"required": [key.name]} for key in other]
    indonesian = [{"required": [key.local]} for key in other]
    return {
        "type": "object",
        "if": {"anyOf": [english[0], {"anyOf": english, "not": {"anyOf": indonesian}}]},
        "then": _group(table, put),
        "else": _group(in_indonesian(table), put),
    }


def _group(table: tuple[Key, ...], put: Put) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {key.name: _key(key, put) for key in table},
        "required": [key.name for key in table if key.required],
        "additionalProperties": False,
        **_paid(table),
    }


def _paid(table: tuple[Key, ...]) -> dict[str, Any]:
    """Return the rule that paid content must name who pays, if the table has these keys."""
    kind = next((key.name for key in table if key.choices is ARTICLE_TYPES), "")
    if not kind:
        return {}
    of_kind = {"properties": {kind: _in_any_case(("advertorial",))}, "required": [kind]}
    return {"if": of_kind, "then": {"required": ["sponsor"]}}


def _key(key: Key, put: Put) -> dict[str, Any]:
    meaning = put(key.meaning)
    example = f"\n\n{key.name}: {key.example}" if key.example else ""
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
            "type": "object", "properties": {inner.name: _TEXT for inner in key.below}, "required": [key.below[0].name],
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
