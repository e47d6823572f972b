"""Every key of the tables is tried by whoever invents sites."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from generator.config import site_yaml, yaml_text
from generator.config.article_keys import ADVERTISEMENT, ARTICLE, AUTHOR, PAGE, TOPIC
from generator.config.entries import Source
from generator.config.fields import Fields
from generator.config.front_keys import FRONT
from generator.config.keys import Key, spelling_of
from generator.config.site_keys import SITE, THEME
from generator.config.yaml_text import Items, Mapping, Node
from generator.markup.advertisements import parse_advertisement
from generator.markup.documents import parse_article, parse_profile, parse_standing, parse_topic
from generator.theming.loading import given_settings, recipes
from tests.fuzz import hostile
from tests.fuzz.newsroom.words import CONFIG
from tests.fuzz.samples import paths_of, values_of
from tests.support import READING, article


def tried(node: Node, table: tuple[Key, ...], above: str = "") -> set[str]:
    """Return the keys of a table that a mapping or a list of mappings has, with those above them."""
    if isinstance(node, Items):
        return {path for item in node.items for path in tried(item, table, above)}
    found = set()
    rows = {row.name: row for row in table}
    for name, value in node.entries.items() if isinstance(node, Mapping) else ():
        if row := rows.get(name, rows.get("*")):
            found |= {f"{above}{row.name}"} | tried(value, row.keys, f"{above}{row.name}.")
    return found


def accepted(kind: str, key: str, value: str) -> tuple[str, bool]:
    """Return the YAML of a file with a value, and whether there is nothing wrong with it."""
    if kind == "site":
        config = {**CONFIG, key: value}
        text = "".join(f"{name}: {given}\n" for name, given in config.items())
        return text, not site_yaml.parse(text)[1]
    if kind == "theme":
        text = f"{key}: {value}\n"
        mapping, _ = yaml_text.parse(text, "theme.yaml")
        assert mapping is not None
        fields = Fields(mapping, source := Source("theme.yaml", text), "", spelling_of(THEME))
        recipes(fields), list(given_settings(fields.group("settings"))), [fields.text(row.name) for row in THEME[:4]]
        fields.close()
        return text, not source.problems
    if kind == "article":
        film = {"type": "video", "body": hostile.FILM}
        beside: dict[str, dict[str, str]] = {
            "sponsor": {"type": "advertorial"}, "live_until": {"type": "live"}, "chapters": film, "duration": film,
        }  # fmt: skip
        data = article(**{"body": "## 17.00 – A", key: value, **beside.get(key, {})})
        problems = parse_article(data.encode(), "daerah/a.md", READING)[1]
    else:
        first = {"author": "name", "page": "title", "topic": "title"}[kind]
        parse = {"author": parse_profile, "page": parse_standing, "topic": parse_topic}[kind]
        data = f"---\n{f'{first}: Satu' if key != first else ''}\n{key}: {value}\n---\nIsi.\n"
        problems = parse(data.encode(), f"{kind}s/a.md", READING)[1]
    return data.split("---\n")[1], not problems


@pytest.mark.parametrize(
    ("kind", "table"),
    [("article", ARTICLE), ("author", AUTHOR), ("page", PAGE), ("topic", TOPIC), ("site", SITE), ("theme", THEME)],
)
def test_each_key_has_a_value_that_is_read(kind: str, table: tuple[Key, ...]) -> None:
    """In files with nothing wrong in them; a key without one needs a value in `samples.FITTING`."""
    found: set[str] = set()
    for row in table:
        for value in values_of(row):
            text, good = accepted(kind, row.name, value)
            if good:
                mapping, _ = yaml_text.parse(text, "a.md")
                assert mapping is not None
                found |= tried(mapping, table)
    assert set(paths_of(table)) - found == set()


def headed(r: Random) -> str:
    """Return a hostile front matter with a text that its sort of article has."""
    head = hostile.front_matter(r)
    return f"---\n{head}---\n{hostile.FILM if 'type: video' in head else '## 17.00 – A'}\n"


@pytest.mark.parametrize(
    ("table", "draw", "texts"),
    [
        (ARTICLE, headed, 2500), (AUTHOR, hostile.profile, 300),
        (PAGE, hostile.standing, 100), (TOPIC, hostile.topic, 300), (SITE, hostile.config, 900),
        (ADVERTISEMENT, hostile.advertisement, 300), (FRONT, hostile.front, 300),
    ],
)  # fmt: skip
def test_each_key_is_in_a_hostile_file_that_is_published(
    table: tuple[Key, ...], draw: Callable[[Random], str], texts: int
) -> None:
    """A key that is always refused needs a value in `hostile`; those of targets are not what a build reads."""
    parse = {
        ARTICLE: parse_article, AUTHOR: parse_profile, PAGE: parse_standing, TOPIC: parse_topic,
        ADVERTISEMENT: parse_advertisement, FRONT: hostile.parse_front,
    }.get(table)  # fmt: skip
    path = {TOPIC: "topics/a.md", FRONT: "front.yaml"}.get(table, "daerah/a.md")
    found: set[str] = set()
    for seed in range(texts):
        data = draw(Random(seed)).encode("utf-8", "replace")
        record, text = (
            parse(data, path, READING)[0] if parse else data,
            data.decode(),
        )
        mapping, _ = yaml_text.parse(text.split("---\n")[1] if text.startswith("---") else text, "a.md")
        if record is not None and mapping is not None:
            found |= tried(mapping, table)
    missed = set(paths_of(table)) - found
    assert {path for path in missed if not path.startswith(("deploy.*.", "severity.folders."))} == set()
