"""YAML that the reader of the site takes for what was meant."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.base.text import clean
from generator.importers.yamlwriting import block
from generator.readers import yamltext
from generator.readers.yamltext import Items, Mapping, Scalar

TEXTS = st.text(max_size=30) | st.text(alphabet="ab:#- '\"[]{}&*!|>%@`,.?\n\t/\\0é“", max_size=12)


def read(text: str) -> Mapping:
    mapping, problems = yamltext.parse(text, "x.md")
    assert not problems
    assert mapping
    return mapping


@given(TEXTS)
def test_a_text_is_read_as_it_was(text: str) -> None:
    """Whatever a headline holds, the reader of front matter finds it again, without what no page may hold."""
    wanted = clean(text).replace("\xa0", " ")
    node = read(block({"title": text, "x": "1"})).entries["title"]
    assert isinstance(node, Scalar)
    assert " ".join(node.value.split()) == " ".join(wanted.split())


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_lists_and_groups_are_read_as_they_were(texts: list[str]) -> None:
    """Entries of lists and values of groups too, and none becomes two."""
    mapping = read(block({"tags": texts, "photo": {"src": texts[0]}, "kanal": [{"slug": texts[0], "from": texts}]}))
    tags, photo, kanal = mapping.entries["tags"], mapping.entries["photo"], mapping.entries["kanal"]
    assert isinstance(tags, Items)
    assert isinstance(photo, Mapping)
    assert isinstance(kanal, Items)
    assert len(tags.items) == len(texts)
    assert list(photo.entries) == ["src"]


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "No",
        "null",
        "0",
        "1.5",
        "2024-10-09",
        "---",
        "...",
        "- a",
        "a: b",
        "a #b",
        "*x",
        "&x",
        "!x",
        "%x",
        "@x",
        "`x",
        "? x",
        "| x",
        "> x",
        "'",
        '"',
        "[x]",
        "{x}",
    ],
)
def test_other_readers_of_yaml_find_a_text_too(text: str) -> None:
    """A library that guesses types reads a text as well, so that other tools can be used on an imported archive."""
    assert yaml.safe_load(block({"title": text})) == {"title": text}


def test_plain_words_stay_readable() -> None:
    """Names, paths and times are not in quotation marks."""
    values = {"author": "Sari Wulan", "timestamp": "2019-10-09 16:10 WIB", "src": "/wp-content/uploads/2019/a-b.jpg"}
    assert block(values) == "".join(f"{key}: {value}\n" for key, value in values.items())
