"""Front matter of other systems, as plain values."""

from __future__ import annotations

import pytest

from generator.annex.importing.sources.front_matter import MatterError, Plain, every, first, split


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
