"""Front matter of other systems, as plain values."""

from __future__ import annotations

import pytest

from generator.annex.importing.sources.front_matter import (
    MatterError,
    Plain,
    config,
    every,
    first,
    json_of,
    plain,
    split,
    time_of,
)
from generator.base.timestamps import Stamp


@pytest.mark.parametrize(
    ("text", "values", "body"),
    [
        ("Isi saja.\n", {}, "Isi saja.\n"), ("", {}, ""), ("--- garis\nIsi", {}, "--- garis\nIsi"),
        ("---\ntitle: A\ndate: 2019-12-27\ndraft: no\n---\nIsi.\n", {"title": "A", "date": "2019-12-27", "draft": "no"}, "Isi.\n"),
        ("---\n---\nIsi.", {}, "Isi."), ("+++\n+++\nIsi.", {}, "Isi."), ("---\n\n---\nIsi.\n---\n", {}, "Isi.\n---\n"), ("---\na: b\n---x\n", {}, "---\na: b\n---x\n"), ("x\n---\na: b\n---\n", {}, "x\n---\na: b\n---\n"),
        ("+++ \t\na='b'\n+++\t \nIsi.", {"a": "b"}, "Isi."), ('{"a": {"b": [[1], {"c": null}]}}{', {"a": {"b": [["1"], {"c": ""}]}}, "{"), ("+++\n[a]\nb = [1, {c = 2.50}]\n+++\n", {"a": {"b": ["1", {"c": "2.5"}]}}, ""),
        ("---  \ntitle: A\n...\nIsi.", {"title": "A"}, "Isi."), ("---\ntitle: A\n---", {"title": "A"}, ""),
        ("---\ntags: [a, {name: b}]\nfoto: {src: c}\n---\n", {"tags": ["a", {"name": "b"}], "foto": {"src": "c"}}, ""),
        ('+++\ntitle = "A"\nweight = 3\ndraft = true\ndate = 2019-12-27\n+++\n\nIsi.', {"title": "A", "weight": "3", "draft": "true", "date": "2019-12-27"}, "\nIsi."),
        ('{"title": "A", "n": 1.50, "ok": false, "kosong": null, "t": [1, "x"]}\n\nIsi.', {"title": "A", "n": "1.50", "ok": "false", "kosong": "", "t": ["1", "x"]}, "Isi."),
    ],
)  # fmt: skip
def test_front_matter_as_plain_values(text: str, values: dict[str, object], body: str) -> None:
    """Every single value is a text as it was written; a file without front matter is all text."""
    assert split(text) == (values, body)


@pytest.mark.parametrize(
    ("text", "said", "place"),
    [
        ("---\nx: 1\ntitle: [a\n---\n", "the bracket [ is not closed; write ] at its end", (3, 8)),
        ("---\n- a\n---\n", 'this line has no key; write "key: value", or indent the line if it continues the text above it', (2, 1)),
        (f"+++\nx = {'1' * 5000}\n+++\n", "this is not valid TOML", (0, 0)), (f"+++\nx = 0x{'f' * 5000}\n+++\n", "this is not valid TOML", (0, 0)),
        ("+++\nx = 1\ntitle = A\n+++\n", "this is not valid TOML", (3, 9)), ("+++\nx = [\n+++\n", "this is not valid TOML", (0, 0)),
        ('{"x": 1,\n"title": ', "this is not valid JSON", (2, 10)),
    ],
)  # fmt: skip
def test_front_matter_that_cannot_be_read(text: str, said: str, place: tuple[int, int]) -> None:
    """It is told why and where, whichever of the three it is."""
    with pytest.raises(MatterError) as caught:
        split(text)
    assert (str(caught.value), (caught.value.line, caught.value.column)) == (said, place)


def test_half_a_character_of_json_is_none() -> None:
    """No file could hold it, and no name of one."""
    assert split('{"\\ud800a": ["\\udfffx"]}')[0] == {"a": ["x"]}


@pytest.mark.parametrize(
    ("before", "said"), [('{"a": ', "this is not valid JSON"), ("+++\na = ", "this is not valid TOML")]
)
def test_front_matter_that_is_too_deep(before: str, said: str) -> None:
    """It ends nothing."""
    with pytest.raises(MatterError) as caught:
        split(before + 100_000 * "[" + "\n+++\n")
    assert str(caught.value).startswith(said)


def test_the_first_of_some_keys_that_says_anything() -> None:
    """Of a list its first entry; blanks say nothing."""
    values: dict[str, Plain] = {"a": "  ", "b": ["", "x"], "c": {"d": "e"}, "f": " g ", "h": ["i", "j"], "e": []}
    assert first(values, "a", "b", "c", "e", "f", "h") == "g"
    assert first(values, "h", "f") == "i"
    assert first(values, "a", "z") == ""


def test_all_texts_of_some_keys_once() -> None:
    """Single, in lists, or the names and titles of groups."""
    values: dict[str, Plain] = {
        "a": " x ", "b": ["y", "x", " ", {"name": "z"}, {"title": "w"}, {"url": "u"}], "c": {"name": "v"},
    }  # fmt: skip
    assert every(values, "b", "a", "c", "d") == ("y", "x", "z", "w", "v")


def test_a_tag_of_ruby_before_a_text_says_that_it_is_one() -> None:
    """As its YAML long wrote headlines; elsewhere the sign is a part of the text, and other tags are refused."""
    values, _ = split("---\ntitle: ! 'Air: naik!'\ntags:\n- !!str 1\n- ! \"b\"\nisi: |\n  awas: !\n---\n")
    assert values == {"title": "Air: naik!", "tags": ["1", "b"], "isi": "awas: !"}
    with pytest.raises(MatterError):
        split("---\ntitle: !ruby/object:X 'a'\n---\n")


@pytest.mark.parametrize(
    "text", ['{"a":' * 600 + "1" + "}" * 600, '{"a":' + "[" * 900 + "]" * 900 + "}", '{"a":' * 102 + "1" + "}" * 102]
)
def test_front_matter_that_is_nested_without_end_is_a_mistake(text: str) -> None:
    """Of that file, whatever a reader of JSON itself allows; nothing after it is deeper than a hundred."""
    with pytest.raises(MatterError, match="this is not valid JSON"):
        split(text)


@pytest.mark.parametrize(("depth", "is_read"), [(100, True), (101, False)])
def test_as_deep_as_front_matter_may_be(depth: int, is_read: bool) -> None:
    """A hundred groups and lists in each other, in whatever it is written."""
    text = '{"a":' + (depth - 1) * "[" + '"x"' + (depth - 1) * "]" + "}"
    if is_read:
        assert split(text)[0].keys() == {"a"}
    else:
        with pytest.raises(MatterError, match="this is not valid JSON"):
            split(text)


@pytest.mark.parametrize("text", ["{{< a >}}\nIsi", "{% a %}\nIsi", "  {{ a }}"])
def test_a_text_that_begins_with_a_template_has_no_front_matter(text: str) -> None:
    """Though JSON begins with the same sign."""
    assert split(text) == ({}, text)


@pytest.mark.parametrize(
    ("text", "values"), [('{"a": 1} x', {"a": "1"}), ("[1]", {}), ("", {}), ("x", {}), ('{"a": ', {})]
)
def test_the_group_that_a_text_in_json_holds(text: str, values: dict[str, Plain]) -> None:
    """An empty one, where it holds none."""
    assert json_of(text) == values


@pytest.mark.parametrize(
    ("name", "text", "values"),
    [("a.json", '\n {"a": true}', {"a": "true"}), ("a.toml", "a = 1", {"a": "1"}), ("a.yml", "a: 1", {"a": "1"}), ("a", "a: [1, {b: 2}]", {"a": ["1", {"b": "2"}]})],
)  # fmt: skip
def test_a_configuration_is_read_by_its_ending(name: str, text: str, values: dict[str, Plain]) -> None:
    """YAML, where that says nothing else."""
    assert config(text, name) == values


@pytest.mark.parametrize(
    ("html", "text"),
    [("Kata <i>Sari</i> &amp; <b class='x'>Made</b>", "Kata Sari & Made"), (" a\n b ", "a b"), ("5 > 3 &lt; 4", "5 > 3 < 4"), ("a < b", "a < b"), ("&amp;lt;", "&lt;")],
)  # fmt: skip
def test_a_text_without_markup(html: str, text: str) -> None:
    """On one line, with the signs that references of HTML mean."""
    assert plain(html) == text


def test_a_time_that_is_none() -> None:
    """Is nothing."""
    assert time_of("2019-10-09 16:10", "WITA") == Stamp(1570608600, "WITA")
    assert time_of("kemarin", "WIB") is None
