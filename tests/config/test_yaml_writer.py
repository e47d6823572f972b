"""YAML that the reader of the site takes for what was meant."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.base.text import clean
from generator.config import yaml_text
from generator.config.yaml_text import Items, Mapping, Scalar
from generator.config.yaml_writer import block

TEXTS = st.text(max_size=30) | st.text(alphabet="ab:#- '\"[]{}&*!|>%@`,.?\n\t/\\0é“", max_size=12)


def read(text: str) -> Mapping:
    mapping, problems = yaml_text.parse(text, "x.md")
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


def test_a_mapping_is_written_in_blocks() -> None:
    """Lists of texts and of groups, groups in groups, numbers and what is true or not."""
    values = {
        "judul: x": "a\xa0b\u200b", "n": 3, "ya": True, "tidak": False, "kosong": [], "tags": ["a b", "c: d", True, 7], "group": {"inner": {"x": ""}, "list": ["y"]},
        "kanal": [{"slug": "a", "from": ["b", "c"], "none": []}, {"slug": "d"}],
    }  # fmt: skip
    assert block(values) == (
        '"judul: x": a b\n"n": "3"\n"ya": true\n"tidak": false\nkosong: []\ntags:\n- a b\n- "c: d"\n- true\n- "7"\ngroup:\n  inner:\n    x: ""\n  list:\n  - "y"\n'
        "kanal:\n- slug: a\n  from:\n  - b\n  - c\n  none: []\n- slug: d\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Air naik", "a/b+c", "/a/b.jpg", "a,b", "a (b) c", "a (b).", "A. B", "Jum’at", "l'x", "a–b", "a-b", "a “b”", "trues", "é", "2019-10-09 16:10 WIB", "2019-10-09 16:10:05 WITA",
    ],
)  # fmt: skip
def test_what_is_written_plain(text: str) -> None:
    """Words, paths and times, with the signs that are usual in them."""
    assert block({"x": text}) == f"x: {text}\n"


@pytest.mark.parametrize(
    "text",
    [
        *"true false yes no on off null y n ya tidak True NO".split(), "", "1", "a:", "a: b", "a #b", "a ", " a", "a,", "a -", "a\tb", "/", "/-", "2019-10-09", "2019-10-09 16:10", "2019-10-09 16:10 WIB x", "a  b", "a, b", "a - b", "a'", "a?", "_a",
    ],
)  # fmt: skip
def test_what_is_written_in_quotation_marks(text: str) -> None:
    """What a reader of YAML could take for something else."""
    assert block({"x": text}) == f"x: {json.dumps(text)}\n"
