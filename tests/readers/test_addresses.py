"""Addresses in front matter, as people write them."""

from __future__ import annotations

import pytest

from generator.readers import yamltext
from generator.readers.addresses import media_address, read_address, read_picture
from generator.readers.entries import Source
from generator.readers.fields import Fields


def fields(text: str) -> tuple[Fields, Source]:
    mapping, problems = yamltext.parse(text, "a.md")
    assert mapping is not None, problems
    source = Source("a.md", text)
    return Fields(mapping, source), source


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", ""), ("foto: foto/a.jpg", "/foto/a.jpg"), ("foto: /foto/a.jpg", "/foto/a.jpg"),
        ("foto: https://f.example/a.jpg", "https://f.example/a.jpg"),
    ],
)  # fmt: skip
def test_a_picture_is_on_this_site_or_elsewhere(text, address):
    """A path may lack its first slash; what is left out is empty."""
    inner, source = fields(text)
    assert read_picture(inner, "foto", "https://uji.example") == address
    assert source.problems == []


@pytest.mark.parametrize("text", ["../a.jpg", "/foto/a.jpg?x", "C:\\foto\\a.jpg", "/foto//a.jpg", "/.env"])
def test_what_cannot_be_a_picture_is_a_problem(text):
    """At its place, and the value is empty."""
    inner, source = fields(f"foto: {text}")
    assert read_picture(inner, "foto", "https://uji.example") == ""
    (problem,) = source.problems
    assert (problem.where.line, problem.where.column) == (1, 7)
    assert "is not the path of a picture" in problem.message


@pytest.mark.parametrize(("text", "address"), [("/redaksi/", "/redaksi/"), ("https://a.example", "https://a.example")])
def test_an_address_begins_with_a_slash_or_a_scheme(text, address):
    """Either is taken as it is."""
    inner, source = fields(f"link: {text}")
    assert read_address(inner, "link", "https://uji.example") == address
    assert source.problems == []


@pytest.mark.parametrize("text", ["redaksi", "//a.example/", "javascript:x"])
def test_what_is_no_address_is_a_problem(text):
    """And the value is empty."""
    inner, source = fields(f'link: "{text}"')
    assert read_address(inner, "link", "https://uji.example") == ""
    assert "is not an address" in source.problems[0].message


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("foto/a.jpg", "/foto/a.jpg"), ("/foto/a b.jpg", "/foto/a b.jpg"), ("/foto/é.jpg", "/foto/é.jpg"),
        ("", ""), ("/", ""), ("//a/b", ""), ("/a//b", ""), ("/a/", ""), ("..", ""), ("/a/../b", ""), ("/./a", ""),
        ("/.git/config", ""), ("/a\\b", ""), ("/a?b", ""), ("/a#b", ""), ("/a%2fb", ""), ("/a\0b", ""), ("/a\nb", ""),
        ("/a:b", ""), ('/a"b', ""), ("/<a>", ""), ("/a|b", ""), ("/a*", ""), ("/a\u202eb", ""), ("/" + "é" * 126, ""),
        ("/" + "é" * 125, "/" + "é" * 125),
    ],
)  # fmt: skip
def test_addresses_of_media(text, address):
    """Nothing that a browser or a file system reads as another path."""
    assert media_address(text) == address
