"""Hints for front matter that is not YAML: the line as it should be."""

from __future__ import annotations

import pytest

from generator.base.languages import ENGLISH
from generator.readers.yamlhints import Spot, in_quotes, no_key, sign, straightened


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
