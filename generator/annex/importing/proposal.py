"""Writes the map that an import proposes: what it read as what, with counts, and what the rest looks like."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from generator.annex.importing.items import Census, Note, SeenKey
from generator.base.errors import printable
from generator.base.sentences import Language, Sentence, counted, sentence
from generator.base.text import clean, quoted, squeeze

NAME = "peta.yaml"
_PHOTO = ("src", "caption", "credit", "alt")
_ORDER = (
    "title",
    "body",
    "summary",
    "author",
    "editor",
    "category",
    "tags",
    "region",
    "published",
    "updated",
    "aliases",
    "slug",
    "address",
    "kind",
    "id",
)
_FIRST = frozenset({"summary"})
"""Of which a guess goes before what was read: readers saw a standfirst above a description."""
_PLAIN = re.compile(r"(?!(?i:null|none|true|false|yes|no|on|off|y|n)$)[A-Za-z_][\w./-]*")
_LONGEST = 60
_MOST = 100
"""Keys that are listed, and guesses for one of our names; the report has all."""


def notes_of(census: Census) -> Iterator[Note]:
    """Yield what nothing took: keys, and shortcodes by name."""
    for seen in census.keys:
        if seen.left:
            yield Note("unread-key", _told(seen), before=seen.sample)
    for one in census.shortcodes:
        line = f"{_inline(one.name)}: {_inline(one.line)}"
        said = counted(
            "{name}, once; a line of the map: {line}", "{name}, {count} times; a line of the map: {line}", one.count,
            name=_shown(one.name), line=line,
        )  # fmt: skip
        yield Note("shortcode-name", said, before=one.sample)


def _told(seen: SeenKey) -> Sentence:
    said = _files(seen.key, seen.left)
    if seen.guess:
        said = sentence("{said}; it looks like {name}", said=said, name=seen.guess)
    return sentence("{said}; {table} has its values", said=said, table=seen.table) if seen.table else said


def _files(key: str, count: int) -> Sentence:
    return counted("{key}: in {count} text", "{key}: in {count} texts", count, key=_shown(key))


def map_text(census: Census, language: Language) -> str:
    """Return the text of the proposed map."""
    put, seen = language.put, {one.key: one for one in census.keys}
    guesses: dict[str, list[str | dict[str, str]]] = {}
    for one in census.keys:
        if _is_guessed(one):
            value = {"column": one.key, "split": one.split} if one.split else one.key
            guesses.setdefault(one.guess, []).append(value)
    guesses = {name: keys[:_MOST] for name, keys in guesses.items()}
    head = sentence("Which key or column of the old site is what. Change it, and import again with --map FILE.")
    lines = [f"# {put(head)}"]
    for name in _ORDER:
        lines += _lines(name, census.of, guesses, seen, language)
    photo = [f"  {line}" for name in _PHOTO for line in _lines(name, census.of, guesses, seen, language)]
    lines += ["photo:", *photo] if any(not line.startswith("  #") for line in photo) else []
    if census.shortcodes:
        lines.append("shortcodes:")
        for code in census.shortcodes[:_MOST]:
            sample = _shown(code.sample)
            said = counted("once, as in {sample}", "{count} times, as in {sample}", code.count, sample=sample)
            lines += [f"  # {put(said)}", f"  {_inline(code.name)}: {_inline(code.line)}"]
    rest = [one for one in census.keys if one.left and not _is_guessed(one)]
    if rest:
        lines.append("# " + put(sentence("Keys that no line takes, or not in all texts:")))
        lines += [f"# - {put(_sample(one))}" for one in rest[:_MOST]]
    return "\n".join(lines) + "\n"


def _sample(seen: SeenKey) -> Sentence:
    return sentence("{said}, as in {sample}", said=_told(seen), sample=quoted(_shown(seen.sample), _LONGEST))


def _lines(
    name: str, of: Mapping[str, tuple[str | dict[str, str], ...]], guesses: Mapping[str, list[str | dict[str, str]]],
    seen: Mapping[str, SeenKey], language: Language,
) -> Iterator[str]:  # fmt: skip
    """Yield the line of one of our names, below a comment for each key."""
    read, guessed = of.get(name, ()), guesses.get(name, [])
    values = (*guessed, *read) if name in _FIRST else (*read, *guessed)
    for value in values:
        key = value if isinstance(value, str) else value["column"]
        if one := seen.get(key):
            said = _files(key, one.files)
            if value in guessed:
                said = sentence("{said}; a guess: this import did not take it", said=said)
            yield f"# {language.put(said)}"
    if values:
        yield f"{name}: {_inline(values[0] if len(values) == 1 else list(values))}"


def _is_guessed(seen: SeenKey) -> bool:
    return bool(seen.guess) and seen.left * 2 > seen.files


def _shown(text: str) -> str:
    return printable(squeeze(text))[:200]


def _inline(value: str | list[str | dict[str, str]] | dict[str, str]) -> str:
    """Return a value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_inline(text)}" for key, text in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return value if _PLAIN.fullmatch(value) else json.dumps(clean(value), ensure_ascii=False)
