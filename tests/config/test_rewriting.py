"""Front matter and site.yaml with one other key or text, and everything else letter for letter."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.config import yaml_text
from generator.config.rewriting import NotRewrittenError, block, replaced, values, with_key
from generator.config.yaml_text import Items, Mapping, Scalar

ARTICLE = """\
---
# Rapat redaksi, 9 Oktober
title:   "Banjir: Muara Lindan 😀"   # nanti diganti
author: Sari Anggraini
tags: [Banjir, 'Jateng', "Cuaca Ekstrem"]  # tiga
region:
aliases:
  - /lama/banjir/   # dari situs lama
  - "/?p=12"

photo: {src: /foto/a.jpg, caption: Air, credit: Sari}
timestamp: 2024-10-09 16:10 WIB
---

Isi: [Banjir](x.md) tetap.
---
tags: [Banjir]
"""


@pytest.mark.parametrize(
    ("place", "value", "old", "new"),
    [
        (("author",), "Rustam", "author: Sari Anggraini", "author: Rustam"),
        (("author",), "Rustam: ketua # 1", "author: Sari Anggraini", 'author: "Rustam: ketua # 1"'),
        (("title",), 'Kata "air"', '"Banjir: Muara Lindan 😀"', '"Kata \\"air\\""'),
        (("tags", 1), "Jawa Tengah", "'Jateng'", "'Jawa Tengah'"),
        (("tags", 0), "Banjir, Rob", "[Banjir,", '["Banjir, Rob",'),
        (("region",), "jawa-tengah", "region:\n", "region: jawa-tengah\n"),
        (("aliases", 0), "/baru/", "- /lama/banjir/   #", "- /baru/   #"),
        (("photo", "credit"), "Sari, Rustam", "credit: Sari}", 'credit: "Sari, Rustam"}'),
        (("author",), "no", "author: Sari Anggraini", 'author: "no"'),
    ],
)
def test_a_value_is_replaced_where_it_stands(place: tuple[str | int, ...], value: str, old: str, new: str) -> None:
    """In its own quotation marks, or in some if it needs them; comments, gaps and the body stay."""
    assert ARTICLE.count(old) == 1
    assert replaced(ARTICLE, place, value) == ARTICLE.replace(old, new)


@pytest.mark.parametrize(
    ("key", "value", "old", "new"),
    [
        ("title", "Rob", '"Banjir: Muara Lindan 😀"   #', '"Rob"   #'),
        ("tags", ["Rob", "a, b"], """[Banjir, 'Jateng', "Cuaca Ekstrem"]  #""", '[Rob, "a, b"]  #'),
        ("author", ["Sari", "Rustam"], "author: Sari Anggraini\n", "author: [Sari, Rustam]\n"),
        ("region", ["a"], "region:\n", "region: [a]\n"),
        ("photo", {"src": "/b.jpg"}, "{src: /foto/a.jpg, caption: Air, credit: Sari}", "{src: /b.jpg}"),
        ("photo", None, "photo: {src: /foto/a.jpg, caption: Air, credit: Sari}\n", ""),
        ("aliases", None, 'aliases:\n  - /lama/banjir/   # dari situs lama\n  - "/?p=12"\n', ""),
        (
            "aliases", ["/x/", "/?p=12"],
            'aliases:\n  - /lama/banjir/   # dari situs lama\n  - "/?p=12"\n',
            '# dari situs lama\naliases:\n- /x/\n- "/?p=12"\n',
        ),
        ("draft", True, "author: Sari", "draft: true\nauthor: Sari"),
        ("gone", "Sudah.", "16:10 WIB\n---", "16:10 WIB\ngone: Sudah.\n---"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_key_is_written_anew(key: str, value: object, old: str, new: str, end: str) -> None:
    """In its place, as a file from Windows too; comments inside its value come to stand above it, and all else stays."""
    assert ARTICLE.count(old) == 1
    wanted = ARTICLE.replace(old, new).replace("\n", end)
    assert with_key(ARTICLE.replace("\n", end), key, value, ["title", "draft", "author"]) == wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "r:\n  /a/: /b/\n"), ("name: A", "name: A\nr:\n  /a/: /b/\n"), ("r: {/c/: /d/} # e\n", "r: {/a/: /b/} # e\n"),
        ("r:\n  # a\n  /c/: |  # b\n    d#e\n  f: g  # c\n# d\n", "# a\n# b\nr:\n  /a/: /b/  # c\n# d\n"),
    ],
)  # fmt: skip
def test_a_group_is_written_anew(text: str, after: str) -> None:
    """In braces if it stood in some; its comments are all there afterwards."""
    assert with_key(text, "r", {"/a/": "/b/"}) == after


def test_a_key_gets_another_name() -> None:
    """Its value stays; it cannot become one that is there."""
    assert replaced(ARTICLE, ("aliases", "?"), "alamat_lama") == ARTICLE.replace("aliases", "alamat_lama")
    with pytest.raises(NotRewrittenError):
        replaced(ARTICLE, ("aliases", "?"), "tags")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (ARTICLE, ("nama",)), (ARTICLE, ("tags",)), (ARTICLE, ("tags", 9)), ("---\ntitle: [A\n---\n", ("title",)),
        ("---\ntitle: A\n", ("author",)), ("title: A\ntitle: B\n", ("title",)),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_alone_is_refused(text: str, place: tuple[str | int, ...]) -> None:
    """A list is no text, a key that is missing has no value, one that stands twice has two, and what is no YAML has none."""
    with pytest.raises(NotRewrittenError) as refused:
        replaced(text, place, "x")
    assert refused.value.hint == "change it by hand"


def test_a_line_of_a_text_that_would_end_the_front_matter() -> None:
    """A text that cannot be written as the old one was is written in another way."""
    text = "---\ntitle: 'A'\n---\nx\n"
    assert replaced(text, ("title",), "a\n---\nb") == text.replace("'A'", r'"a\n---\nb"')


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Cn")), min_size=1))
@example("null")
@example("Null")
@example("~")
def test_any_text_comes_back(value: str) -> None:
    """Whatever a value holds, reading it again gives that value, or it is refused."""
    for place in (("title",), ("tags", 1), ("aliases", 1), ("author",)):
        try:
            changed = replaced(ARTICLE, place, value)
        except NotRewrittenError:
            continue
        node = values(changed)
        assert node is not None
        found: object = node.entries[str(place[0])]
        for step in place[1:]:
            found = found.items[step]  # type: ignore[attr-defined]
        assert found.value == value  # type: ignore[attr-defined]
        assert value.lower() not in ("null", "~") or found.style  # type: ignore[attr-defined]
        assert changed.endswith(ARTICLE[ARTICLE.index("timestamp") :])


TEXTS = st.text(max_size=30) | st.text(alphabet="ab:#- '\"[]{}&*!|>%@`,.?\n\t/\\0é“", max_size=12)


def read(text: str) -> Mapping:
    mapping, problems = yaml_text.parse(text, "x.md")
    assert not problems
    assert mapping
    return mapping


@given(TEXTS)
def test_a_text_is_read_as_it_was(text: str) -> None:
    """Whatever a headline holds, the reader of front matter finds it again, without what no page may hold."""
    node = read(block({"title": text, "x": "1"})).entries["title"]
    assert isinstance(node, Scalar)
    letters = re.sub(r"\W", "", text)
    assert re.sub(r"\W", "", node.value) == letters


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
        *"true No null 0 1.5 2024-10-09 --- ... *x &x !x %x @x `x ' \" [x] {x}".split(),
        "- a",
        "a: b",
        "a #b",
        "? x",
        "| x",
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
        "Air naik", "a/b+c", "/a/b.jpg", "a,b", "a (b) c", "a (b).", "A. B", "Jum’at", "l'x", "a–b", "a-b", "a “b”", "trues", "é", "2019-10-09 16:10", "2019-10-09 16:10 WIB", "2019-10-09 16:10:05 WITA",
    ],
)  # fmt: skip
def test_what_is_written_plain(text: str) -> None:
    """Words, paths and times, with the signs that are usual in them."""
    assert block({"x": text}) == f"x: {text}\n"


@pytest.mark.parametrize(
    "text",
    [
        *"true false yes no on off null y n ya tidak True NO".split(), "", "1", "a:", "a: b", "a #b", "a ", " a", "a,", "a -", "a\tb", "/", "/-", "2019-10-09", "2019-10-09 16:10 WIB x", "a  b", "a, b", "a - b", "a'", "a?", "_a",
    ],
)  # fmt: skip
def test_what_is_written_in_quotation_marks(text: str) -> None:
    """What a reader of YAML could take for something else."""
    assert block({"x": text}) == f"x: {json.dumps(text)}\n"
