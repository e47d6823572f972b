"""Hints for front matter that is not YAML: the line as it should be."""

from __future__ import annotations

import pytest

from generator.base.sentences import ENGLISH
from generator.config import yaml_text
from generator.config.yaml_hints import Spot, in_quotes, no_key, sign, straightened


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("title: Banjir: Warga", 'title: "Banjir: Warga"'), ("- name: *x", '- name: "*x"'), ("title: 'a': b", "title: 'a': b"),
        ("title: 'a: b'", 'title: "a: b"'), ("title: '", "title: '"), ('title: a "b": c', "title: 'a \"b\": c'"),
        ('title: it\'s "b": c', "title: 'it''s \"b\": c'"), ("title: a\\b: c", "title: 'a\\b: c'"),
        ("title:Banjir", "title: Banjir"), ("  url:x", "  url: x"), ("-satu", "- satu"), ("url://x", "url://x"), ("-- satu", "-- satu"),
        ("\ttitle: a", "  title: a"), ("  \ttitle: a", "    title: a"), ('title: "a', 'title: "a"'), ("title: 'a' b'", 'title: "a\' b"'),
        ("tags: [a, b", "tags: [a, b]"), ("tags: [a, ", "tags: [a]"), ("photo: {src: a", "photo: {src: a}"), ("tags: [a] b", "tags: [a] b"),
        ("tags: [a # b", "tags: [a # b"), ("tags: ['a, b", "tags: ['a, b"), ("title: a # b: c", "title: a # b: c"), ("title: ***", "title: ***"),
        ("tanpa kunci", "tanpa kunci"),
    ],
)  # fmt: skip
def test_a_line_as_it_was_probably_meant(line: str, meant: str) -> None:
    """Or as it is, where that may be anything."""
    assert straightened(line) == meant


TEXT = 'put the text in quotation marks: "…"'


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("title: a: b", 'write title: "a: b"'), ("tanpa", TEXT), ("tags: [a: b]", TEXT), ("photo: {a: b: c}", TEXT),
        ("title: {{ judul }}", 'write title: "{{ judul }}"'), ("tags: [a: b", 'write tags: "[a: b"'), ("tags: a: b]", 'write tags: "a: b]"'),
        ("title: ***", "write a text, or delete the line"),
        (f"title: {'x' * 100}", f'write title: "{"x" * 100}"'), (f"title: {'x' * 101}", TEXT),
    ],
)  # fmt: skip
def test_a_value_in_quotation_marks(line: str, hint: str) -> None:
    """Ready to paste, where it is short; a list stays one."""
    assert ENGLISH.put(in_quotes(line)) == hint


@pytest.mark.parametrize(
    ("line", "column", "hint"),
    [
        ("title:Banjir", 6, "write title: Banjir"), ("-satu", 1, "write - satu"), ("judul", 2, 'write "key: value", or indent'),
        (f"a:{'x' * 61}", 2, f"write a: {'x' * 60}"), (f"-{'x' * 61}", 1, f"write - {'x' * 60}"),
    ],
)  # fmt: skip
def test_a_line_without_a_key(line: str, column: int, hint: str) -> None:
    """The place is that of what needs a blank before it."""
    found = no_key(Spot(4, 2), line, article=False)
    assert (found.spot, ENGLISH.put(found.hint).startswith(hint)) == (Spot(4, column), True)
    assert len(ENGLISH.put(found.hint)) == len(hint) or column == 2
    assert ('"---"' in ENGLISH.put(no_key(Spot(0, 0), line, article=True).hint)) == (line == "judul")


def test_the_sign_with_which_a_value_begins() -> None:
    """Of what has no key, the first of the line."""
    assert [sign(line) for line in ("a: *b", "- a: 'b'", "  & c", "", "a:")] == ["*", "'", "&", "", "a"]


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [
        ("title: a: b\n", 1, 9, "a text with a colon in it must stand in quotation marks", 'write title: "a: b"'),
        ("a: b\n  c: d\n", 2, 3, "this line is indented further than the one it belongs to", "line it up with the other keys, or put the text above it in quotation marks if it belongs to that"),
        ("judul:\n- a\n b: c\n", 3, 2, "this line is indented further than the one it belongs to", "line it up with the other keys, or put the text above it in quotation marks if it belongs to that"),
        ("- a: b\n", 1, 1, "this line has no key", 'write "key: value", or indent the line if it continues the text above it'),
        ("a\n", 1, 1, "this line has no key", 'write "key: value", or indent the line if it continues the text above it'),
        ("a: b\n- c\n", 2, 1, "an entry of a list stands where a key should be", "put its key above it, on a line that ends in a colon"),
        ("a: b\n: c\n", 2, 1, "there is no key before the colon", 'write "key: value"'),
        ("a: 'b\n", 1, 4, "the quotation mark ' is not closed", "write ' at the end of the text too"),
        ('a: "b\n---\nc: d\n', 1, 4, 'the quotation mark " is not closed', 'write " at the end of the text too'),
        ("a: [b\nc: d\n", 1, 4, "the bracket [ is not closed", "write ] at its end"),
        ("a: {b: c\nd: e\n", 1, 4, "the bracket { is not closed", "write } at its end"),
        ("a: [b # c\nd: e\n", 1, 4, "the bracket [ is not closed", 'write ] at its end, and texts with # in quotation marks: "#…"'),
        ("a: [b: c d: e]\n", 1, 11, "a comma is missing before this, or a text lacks quotation marks", "write it like [one, two], and texts with a comma or a colon in quotation marks"),
        ("a: {b c: d, e: f g: h}\n", 1, 19, "a comma is missing before this, or a text lacks quotation marks", "write it like {key: one, key: two}, and texts with a comma or a colon in quotation marks"),
        ("a: 'b' c\n", 1, 8, "text goes on after the closing quotation mark", 'write a: "\'b\' c"'),
        ("a: [b] c\n", 1, 8, "text goes on after the closing bracket", 'write a: "[b] c"'),
        ("a: b\n c\n d: e\n", 3, 2, "this line is indented further than the one it belongs to", "line it up with the other keys, or put the text above it in quotation marks if it belongs to that"),
        ("\ta: b\n", 1, 1, "there is a tab at the beginning of the line", "indent with spaces"),
        ("a:\n\tb: c\n", 2, 1, "there is a tab at the beginning of the line", "indent with spaces"),
        ('a: "\\d"\n', 1, 5, "there is a backslash between double quotation marks", "write each backslash twice, or use the other quotation marks: '…'"),
        ('a: "b\\xZZ"\n', 1, 6, "there is a backslash between double quotation marks", "write each backslash twice, or use the other quotation marks: '…'"),
        ("%A\na: b\n", 1, 1, "a line cannot begin with %", "delete the line"),
        ("a: b\n...\nc: d\n", 3, 1, "keys stand below a line of dots", "delete the line of dots"),
        ("a: *\n", 1, 4, "a text cannot begin with *", "write a text, or delete the line"),
        ("a: &\n", 1, 4, "a text cannot begin with &", "write a text, or delete the line"),
        ("a: !<\n", 1, 4, "a text cannot begin with !", "write a text, or delete the line"),
        ("a: |9x\n", 1, 4, "a text cannot begin with |", 'write a: "|9x"'),
        ("a: @b\n", 1, 4, "a text cannot begin with @", 'write a: "@b"'),
        ("a: `b`\n", 1, 4, "a text cannot begin with `", 'write a: "`b`"'),
        ("a: [b,,c]\n", 1, 7, "a text is missing here, or lacks quotation marks", "write it like [one, two]"),
        ("a: [\n", 1, 4, "the bracket [ is not closed", "write ] at its end"),
        ("a: , b\n", 1, 4, "a text is missing here, or lacks quotation marks", "write it like [one, two]"),
        ("a: ? b\n", 1, 4, "a text cannot begin with ?", 'write a: "? b"'),
        ("a: > b\n", 1, 4, "a text cannot begin with >", 'write a: "> b"'),
        ("a:b\n", 1, 3, "there is no space after the colon", "write a: b"),
        ("-a\n", 1, 2, "there is no space after the hyphen", "write - a"),
        ("a: %b\n", 1, 4, "a text cannot begin with %", 'write a: "%b"'),
        ("a: 'b\nc: d'e\n", 2, 6, '"e" stands where a key should be', "look for a quotation mark that is not closed in the lines above"),
        ('a: b\n"c" d: e\n', 2, 5, "text goes on after the closing quotation mark", 'put the text in quotation marks: "…"'),
        ("a: 'b'c'\n", 1, 7, "text goes on after the closing quotation mark", 'write a: "b\'c"'),
        ('a: "\\\\b\\d"\n', 1, 8, "there is a backslash between double quotation marks", "write each backslash twice, or use the other quotation marks: '…'"),
    ],
)  # fmt: skip
def test_what_is_said_of_what_is_no_yaml(text: str, line: int, column: int, message: str, hint: str) -> None:
    """Where the mistake is, and the line as it should be."""
    _, (problem,) = yaml_text.parse(text, "site.yaml")
    assert (problem.where.line, problem.where.column, str(problem.message), str(problem.hint)) == (
        line,
        column,
        message,
        hint,
    )


def test_values_that_are_nested_too_deeply_for_the_library() -> None:
    """It has a bound of its own."""
    _, problems = yaml_text.parse("a: " + "[" * 2000, "site.yaml")
    assert [str(one.message) for one in problems] == ["the values are nested too deeply"]
