"""YAML as people write it: every scalar is text, every value and every mistake has a place."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.config import yaml_text
from generator.config.yaml_text import Items, Mapping, Scalar
from tests.tables import cases


def plain(node):
    """Return a node as Python's own values."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return list(map(plain, node.items))
    return {key: plain(value) for key, value in node.entries.items()}


def said(text: str, path: str = "a.md") -> str:
    found, problems = yaml_text.parse(text, path)
    return "\n".join(map(str, problems)) or str(plain(found))


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in cases("yaml.txt")])
def test_yaml_is_read_as_the_document_of_cases_says(text, expected):
    """Each case of fixtures/yaml.txt holds."""
    assert said(text + "\n") == expected


def test_every_value_has_its_place():
    """Lines are those of the file, columns count from 1."""
    found, _ = yaml_text.parse("a: x\nb:\n  - y\n  - {c: z}\n", "a.md", 2)
    assert found is not None
    assert {key: (at.line, at.column) for key, at in found.keys.items()} == {"a": (2, 1), "b": (3, 1)}
    inner = found.entries["b"]
    assert isinstance(inner, Items)
    y, group = inner.items
    assert (y.line, y.column) == (4, 5)
    assert isinstance(group, Mapping)
    assert [(key, at.line, at.column) for key, at in group.keys.items()] == [("c", 5, 6)]
    assert (group.entries["c"].line, group.entries["c"].column) == (5, 9)


def test_problems_have_the_lines_of_the_file():
    """The excerpt is the line as it stands there."""
    _, problems = yaml_text.parse("x: 1\ny: ab\x07c\n", "content/a.md", 10)
    assert [str(one.where) for one in problems] == ["content/a.md:11:6"]
    _, problems = yaml_text.parse('x: 1\ny: "\x85a\u00a0', "content/a.md", 10)
    assert [(str(one.where), one.excerpt) for one in problems] == [("content/a.md:11:4", 'y: "\x85a\u00a0')]


def test_a_file_of_its_own_has_no_article_below():
    """The hint speaks of the article only in front matter."""
    assert 'a line "---" must stand above it' in said("banjir\n")
    assert '"---"' not in said("banjir\n", "site.yaml")


def test_a_document_may_begin_with_dashes():
    """As site.yaml often does."""
    assert said("---\na: b\n", "site.yaml") == "{'a': 'b'}"


def test_what_is_too_large_is_refused():
    """In characters and in bytes."""
    for text in ("a: " + "x" * 65536, "a: " + "日" * 22000):
        assert said(text) == "a.md:1: error: the front matter is larger than 64 KiB [over-limit]\n  hint: shorten it"
    assert "the file is larger" in said("a: " + "x" * 65536, "site.yaml")


def test_only_the_first_of_many_problems_are_noted():
    """Each costs a look at the text."""
    _, problems = yaml_text.parse("a: 1\n" * 10_000, "a.md")
    assert len(problems) == 1001


@given(st.text(st.sampled_from(list("ab: -\n[]{},#'\"&*!|>%@`?\t\\\0\x85\xa0\u2028~.0é"))), st.integers(1, 9))
@example("a: *", 1)
@example('"', 1)
@example("a: 'b\n\n\n", 1)
@example("\ufeff", 1)
@example("a: !<", 1)
@example("? a\n: b", 1)
@example("%TAG ! !", 1)
@example("--- a", 1)
@example("... ", 1)
@example("a: |9x", 1)
@example("!!str a: b", 1)
@example("- !a b", 1)
def test_any_text_is_read_or_refused_at_a_place_of_it(text, first_line):
    """Nothing is raised, places lie inside of the text, and excerpts are its lines."""
    found, problems = yaml_text.parse(text, "a.md", first_line)
    assert (found is None) <= bool(problems)
    lines = text.split("\n")
    for one in problems:
        number = one.where.line - first_line
        assert 0 <= number < len(lines)
        assert 0 <= one.where.column <= len(lines[number]) + 1
        assert one.message
        assert one.hint


@given(st.text())
def test_any_unicode_is_read_or_refused(text):
    """Nothing is raised for any character either."""
    found, problems = yaml_text.parse(f"a: {text}\n", "a.md")
    assert found is not None or problems


@pytest.mark.parametrize("block", [">", "|", ">-", "|-"])
def test_a_file_from_windows_has_the_same_texts(block):
    """The ends of its lines are none of its letters; a carriage return alone is white space."""
    text = f"a: {block}\n  Satu\n  dua.\nb: 'Tiga\n  empat'\nc: \u2028lima\n"
    found, _ = yaml_text.parse(text, "a.md")
    others, problems = yaml_text.parse(text.replace("\n", "\r\n"), "a.md")
    assert problems == []
    assert [(key, node.value) for key, node in others.entries.items()] == [
        (key, node.value) for key, node in found.entries.items()
    ]
    assert yaml_text.parse("a: satu\rdua\n", "a.md")[0].entries["a"].value == "satu dua"
    (problem,) = yaml_text.parse("a: 1\r\nb: [\r\n", "a.md")[1]
    assert "\r" not in problem.excerpt


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.text(st.characters(exclude_categories=["C", "Z"]), max_size=20)
    )
)
def test_quoted_texts_are_read_as_they_are(entries):
    """What stands between single quotation marks, those doubled, needs no other care."""
    text = "".join(f"{key}: '{value.replace(chr(39), chr(39) * 2)}'\n" for key, value in entries.items())
    found, problems = yaml_text.parse(text, "a.md")
    assert problems == []
    assert plain(found) == entries


def test_hints_show_what_can_be_read():
    """A hint that says "write …" is right: what it says is read."""
    for _, text, _ in cases("yaml.txt"):
        _, problems = yaml_text.parse(text, "a.md")
        for one in problems:
            if found := re.match(r"write (\w+: [\"'].*[\"'])(?:;|$)", one.hint):
                assert yaml_text.parse(found[1], "a.md")[1] == [], one
