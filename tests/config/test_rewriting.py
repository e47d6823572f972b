"""Front matter and site.yaml with one other value, and everything else letter for letter."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.config import yaml_text
from generator.config.rewriting import NotRewrittenError, appended, block, dropped, put, replaced, values
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
        (("author",), "no", "author: Sari Anggraini", "author: no"),
    ],
)
def test_a_value_is_replaced_where_it_stands(place: tuple[str | int, ...], value: str, old: str, new: str) -> None:
    """In its own quotation marks, or in some if it needs them; comments, gaps and the body stay."""
    assert ARTICLE.count(old) == 1
    assert replaced(ARTICLE, place, value) == ARTICLE.replace(old, new)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("sign", ["|", ">", "|-", ">-"])
def test_a_text_of_several_lines(sign: str, end: str) -> None:
    """It stays one, with the note in its head; without the line end that its style adds, it becomes one line."""
    note = "  # tunggu polisi"
    text, block, line, other = (
        f"---\nsummary: {written}\ntags: [A]\n---\nIsi.\n".replace("\n", end)
        for written in (
            f"{sign}{note}\n  Satu\n  dua.", f"{sign}{note}\n  Tiga.", "Tiga.", f"{sign}{note}\n  Tiga\n  dua.",
        )
    )  # fmt: skip
    ending = "" if "-" in sign else "\n"
    assert replaced(text, ("summary",), f"Tiga.{ending}") == block
    assert replaced(text, ("summary",), "Tiga.") == (line if ending else block)
    old = "Satu\ndua." if "|" in sign else "Satu dua."
    assert replaced(text, ("summary",), old.replace("Satu", "Tiga") + ending) == other


@pytest.mark.parametrize(
    ("front", "after"),
    [
        ("title: A\n", "title: A\naliases:\n  - /x/\n"),
        ("aliases: /a/ # b\ntitle: A\n", "aliases: [/a/, /x/] # b\ntitle: A\n"),
        ("aliases:\ntitle: A\n", "aliases: [/x/]\ntitle: A\n"),
        ("aliases: []\n", "aliases: [/x/]\n"),
        ("aliases: [ /a/, '/b/' ]\n", "aliases: [ /a/, '/b/', /x/ ]\n"),
        ("aliases: [\n  /a/,\n]\n", "aliases: [\n  /a/, /x/,\n]\n"),
        ("aliases:\n- /a/ # b\n# c\ntitle: A\n", "aliases:\n- /a/ # b\n- /x/\n# c\ntitle: A\n"),
        ("aliases:\n    - /a/\n\ntitle: A\n", "aliases:\n    - /a/\n    - /x/\n\ntitle: A\n"),
    ],
)
def test_an_entry_is_appended_in_the_form_of_the_list(front: str, after: str) -> None:
    """A list is made if there is none."""
    assert appended(f"---\n{front}---\nIsi\n", "aliases", "/x/") == f"---\n{after}---\nIsi\n"
    assert appended(front, "aliases", "/x/") == after


@pytest.mark.parametrize(
    ("number", "front", "after"),
    [
        (0, "tags: [A, B] # c\n", "tags: [B] # c\n"),
        (1, "tags: [A, B] # c\n", "tags: [A] # c\n"),
        (0, "tags: [A]\n", "tags: []\n"),
        (1, "tags:\n  - A\n  - B # b\n  - C\n", "tags:\n  - A\n  - C\n"),
        (0, "tags:\n  - A # a\nx: y\n", "tags: []\nx: y\n"),
    ],
)
def test_an_entry_is_dropped(number: int, front: str, after: str) -> None:
    """With the line that it stands on, in a list of lines."""
    assert dropped(front, ("tags", number)) == after


@pytest.mark.parametrize(
    ("place", "text", "after"),
    [
        (("b",), "a: 1\nb: 2 # c\nc: 3\n", "a: 1\nc: 3\n"), (("b",), "a: 1\nb:\n  - 2\n  - 3\nc: 4\n", "a: 1\nc: 4\n"),
        (("b",), "a: 1\nb: |\n  dua\n  tiga\nc: 4\n", "a: 1\nc: 4\n"), (("b",), "a: 1\nb: 2", "a: 1\n"),
        (("m", 0, "url"), "m:\n  - name: A\n    url: /a/\n  - name: B\n", "m:\n  - name: A\n  - name: B\n"),
        (("m", 1, "url"), "m: [{url: /a/}, {name: B, url: /b/}]\n", "m: [{url: /a/}, {name: B}]\n"),
        (("m", "n", "o"), "m: {n: {o: 1, p: 2}}\n", "m: {n: {p: 2}}\n"), (("m", "n", "o"), "m:\n  n:\n    o: 1\n", "m:\n  n: {}\n"),
    ],
)  # fmt: skip
def test_an_entry_is_dropped_at_any_depth(place: tuple[str | int, ...], text: str, after: str) -> None:
    """With all that stands below it, and nothing else."""
    assert dropped(text, place) == after


def test_the_ends_of_lines_stay() -> None:
    """A file from Windows is one afterwards."""
    text = ARTICLE.replace("\n", "\r\n")
    assert appended(text, "tags", "Rob") == text.replace('Ekstrem"]', 'Ekstrem", Rob]')
    assert appended(text, "source", "Antara").count("\r\n") == text.count("\r\n") + 2
    assert "\n" not in replaced(text, ("author",), "Rustam").replace("\r\n", "")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (ARTICLE, ("nama",)),
        (ARTICLE, ("tags",)),
        (ARTICLE, ("tags", 9)),
        ("---\ntitle: [A\n---\n", ("title",)),
        ("---\ntitle: A\n", ("author",)),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(text: str, place: tuple[str | int, ...]) -> None:
    """A list is no text, a key that is missing has no value, and what is no YAML has none at all."""
    with pytest.raises(NotRewrittenError) as refused:
        replaced(text, place, "x")
    assert refused.value.hint == "change it by hand"


@pytest.mark.parametrize("new", ["Air naik?", "Air naik? ya", "lihat http://x.id/a?b=c"])
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("photo: {alt: Air naik}\n", ("photo", "alt")), ("tags: [Air naik, ya]\n", ("tags", 0)),
        ("a: [{alt: Air naik}]\n", ("a", 0, "alt")), ("a:\n- {alt: Air naik}\n", ("a", 0, "alt")),
    ],
)  # fmt: skip
def test_a_question_in_brackets(text: str, place: tuple[str | int, ...], new: str) -> None:
    """What is bare in brackets stays so only where every reader of YAML takes it for a text."""
    after = replaced(text, place, new)
    assert after == text.replace("Air naik", f'"{new}"')
    assert yaml.load(after, yaml.BaseLoader) == yaml.load(after, yaml.CBaseLoader)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("tags: [a]\n", "title: B\ntags: [a]\n"), ("# catatan\ntags: [a]\n", "# catatan\ntitle: B\ntags: [a]\n"),
        ("x: y\ntags: [a]\n", "title: B\nx: y\ntags: [a]\n"), ("", "title: B\n"), ("# catatan\n", "# catatan\ntitle: B\n"),
    ],
)  # fmt: skip
def test_a_key_that_comes_first(text: str, after: str) -> None:
    """Stands above all others, and in an empty front matter alone."""
    assert put(f"---\n{text}---\nIsi\n", ("title",), "B", ["title", "tags"]) == f"---\n{after}---\nIsi\n"


@pytest.mark.parametrize(
    ("old", "new", "after"), [("''", "B c", "'B c'"), ('""', "B c", '"B c"'), ("''", "B'c", "'B''c'")]
)
def test_an_empty_text_in_quotation_marks(old: str, new: str, after: str) -> None:
    """What takes its place has the same ones."""
    assert replaced(f"---\ntitle: {old}\n---\n", ("title",), new) == f"---\ntitle: {after}\n---\n"


def test_a_line_of_a_text_that_would_end_the_front_matter() -> None:
    """A text that cannot be written as the old one was is written in another way."""
    text = "---\ntitle: 'A'\n---\nx\n"
    assert replaced(text, ("title",), "a\n---\nb") == text.replace("'A'", r'"a\n---\nb"')


def test_a_key_that_is_a_mere_sign_does_not_crash() -> None:
    """Of a key called as what marks keys within, nothing is changed but itself, or nothing at all."""
    with pytest.raises(NotRewrittenError):
        dropped("---\ntitle: A\n'?': x\n---\n", ("?",))


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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "r:\n  # a\n  /c/: /d/  # b\n  /x/: /y/ # c\n  /e/: /f/\nz: 1\n",
            "r:\n  # a\n  /c/: /d/  # b\n  /e/: /f/\nz: 1\n",
        ),
        ("r: {/a/: /b/, /x/: /y/}\n", "r: {/a/: /b/}\n"),
        ("r: {/x/: /y/, /a/: /b/} # c\n", "r: {/a/: /b/} # c\n"),
        ("r:\n  /x/: /y/\nz: 1\n", "r: {}\nz: 1\n"),
    ],
)
def test_an_entry_of_a_group_goes(before: str, after: str) -> None:
    """With its key and its note; all else stays."""
    assert dropped(before, ("r", "/x/")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: A", "name: A\nredirects:\n  /a/: /b/\n"), ("name: A\n", "name: A\nredirects:\n  /a/: /b/\n"), ("redirects: {}\nname: A\n", "redirects: {/a/: /b/}\nname: A\n"),
        ("redirects: { }\n", "redirects: {/a/: /b/}\n"), ("redirects: {/c/: /d/}\n", "redirects: {/c/: /d/, /a/: /b/}\n"), ("redirects: {/c/: /d/, }\n", "redirects: {/c/: /d/,/a/: /b/}\n"), ("redirects:\nname: A\n", "redirects: {/a/: /b/}\nname: A\n"),
        ("redirects:\n    /c/: /d/\nname: A\n", "redirects:\n    /c/: /d/\n    /a/: /b/\nname: A\n"),
    ],
)  # fmt: skip
def test_an_entry_is_added_to_a_group(before: str, after: str) -> None:
    """In the form that the group has, or a new one at the end."""
    assert appended(before, "redirects", "/b/", "/a/") == after


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
