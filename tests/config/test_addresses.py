"""Addresses in front matter, as people write them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.config import yaml_text
from generator.config.addresses import (
    Aliases,
    media_address,
    names_content,
    parse_alias,
    read_address,
    read_aliases,
    read_picture,
)
from generator.config.entries import Source
from generator.config.fields import Fields
from tests.support import READING


def fields(text: str) -> tuple[Fields, Source]:
    mapping, problems = yaml_text.parse(text, "a.md")
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


NONE, FOLDER = "is not an address of this site", "uses the name of a file for a folder"
FEW, OURS = (
    "is how readers come to a page of this portal, not how an old article was named",
    "is in a folder of the portal's own files",
)


@pytest.mark.parametrize(
    ("text", "url", "said"),
    [
        ("/a/", "/a/", ""), ("/a", "/a/", ""), ("/a/b.html", "/a/b.html", ""), ("/a/b.htm", "/a/b.htm", ""), ("/a/b.html/", "", FOLDER), ("https://uji.example/a/", "/a/", ""), ("/a/index.html", "/a/", ""), ("/index.html", "/", ""),
        ("/?p=1", "/?p=1", ""), ("/a?p=1", "/a?p=1", ""), ("/a/?p=1", "/a/?p=1", ""), ("/?utm_source=x", "/?utm_source=x", FEW), ("/?q=x", "/?q=x", FEW), ("/?p=", "/?p=", FEW), ("/?a=1&p=2", "/?a=1&p=2", ""), ("/?xp=1", "/?xp=1", FEW),
        ("/berita.php?x=1", "/berita.php?x=1", ""), ("/berita.php", "/berita.php/", ""), ("/berita.php/1", "/berita.php/1/", ""), ("/a.b/c", "/a.b/c/", ""), ("/a.jpg/b/", "", FOLDER), ("/a.pdf", "", FOLDER), ("/a.webmanifest/", "", FOLDER),
        ("/a.abcdefg", "", FOLDER), ("/a.abcdefgh", "/a.abcdefgh/", ""), ("/1.5/", "/1.5/", ""), ("a/", "", NONE), ("//a/", "", NONE), ("/a%2fb/", "", NONE), ("/a%2Fb/", "", NONE), ("/a%20b/", "/a b/", ""), ("/%FF/", "", NONE), ("/a#b", "", NONE),
        ("/?p=1#x", "", NONE), ("/", "", NONE), ("/a/?", "", NONE), ("/a//b", "", NONE), ("/a\\b", "", NONE), ("/.well-known/x", "", NONE), ("/aset/x/", "/aset/x/", OURS), ("/%66oto/", "/foto/", ""), ("/x%2Fa/", "", NONE), ("/xa/x", "/xa/x/", ""),
        (f"/?p={'y' * 396}", f"/?p={'y' * 396}", ""), (f"/?p={'y' * 397}", "", NONE), (f"/{'a' * 198}/{'b' * 199}/", f"/{'a' * 198}/{'b' * 199}/", ""), (f"/{'a' * 199}/{'b' * 199}/", "", NONE),
    ],
)  # fmt: skip
def test_what_an_alias_means(text: str, url: str, said: str) -> None:
    """A folder, a file of HTML, or a query by which an old system named an article."""
    found, message, hint = parse_alias(text, replace(READING, base_url="https://uji.example"))
    assert (found, str(message)) == (url, said)
    assert bool(str(hint)) == bool(said)


@pytest.mark.parametrize(
    "name",
    "p page_id attachment_id id post post_id pid aid nid cat tag author m name slug news news_id newsid article artikel berita judul title read baca detail".split(),
)  # fmt: skip
def test_parameters_by_which_systems_name_what_they_show(name: str) -> None:
    """In any letter case and place, with a value."""
    assert names_content(f"/?{name}=1")
    assert names_content(f"/?x=1&{name.upper()}=1")
    assert not names_content(f"/?x{name}=1")
    assert not names_content(f"/?{name}=")


@pytest.mark.parametrize("ending", "php asp aspx jsp cgi cfm do shtml".split())
def test_scripts_by_which_systems_show_something(ending: str) -> None:
    """Whatever they are asked; folders of old addresses may be named after them."""
    assert names_content(f"/a.{ending.upper()}?x")
    assert names_content(f"/a.{ending}/1?x")
    assert not names_content(f"/a.{ending}q?x")
    assert parse_alias(f"/a.{ending}/b/", READING)[0] == f"/a.{ending}/b/"


@pytest.mark.parametrize(
    ("text", "distinct", "aliases", "codes"),
    [
        ("[/lama/, '/?p=1', /baru/]", False, (("/lama/", "/baru/"), ("/?p=1",), "/lama/", ()), []), ("[]", False, ((), (), "", ()), []),
        ("[/sendiri/, /lama/]", False, (("/lama/",), (), "/sendiri/", ((1, 11),)), []), ("[/lama/, /lama]", False, (("/lama/",), (), "/lama/", ()), []), ("[/Lama/, /lama/]", False, (("/Lama/",), (), "/Lama/", ()), ["address-taken"]),
        ("[/Lama/, /lama/]", True, (("/Lama/", "/lama/"), (), "/Lama/", ()), []), ("[/SENDIRI/]", False, ((), (), "", ()), ["address-taken"]), ("[/SENDIRI/]", True, (("/SENDIRI/",), (), "/SENDIRI/", ()), []),
        ("['/?p=a', '/?p=A']", False, ((), ("/?p=a", "/?p=A"), "/?p=a", ()), []), ("[lama]", False, ((), (), "", ()), ["bad-address"]), ("[/aset/x/]", False, ((), (), "", ()), ["reserved-address"]),
    ],
)  # fmt: skip
def test_old_addresses(text: str, distinct: bool, aliases: tuple[object, ...], codes: list[str]) -> None:
    """Pages and queries apart, the page's own address with its place, and none that differs in letter case alone."""
    inner, source = fields(f"aliases: {text}")
    assert read_aliases(inner, replace(READING, distinct_case=distinct), "/sendiri/") == Aliases(*aliases)  # type: ignore[arg-type]
    assert [one.code for one in source.problems] == codes


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("www.dinas.go.id/a.jpg", "https://www.dinas.go.id/a.jpg", "unreachable-link"), ("https://docs.google.com/x", "https://docs.google.com/x", "unreachable-link"), ("https://localhost/a.jpg", "https://localhost/a.jpg", "unreachable-link"),
        ("https://uji.example/foto/a.jpg", "/foto/a.jpg", ""), ("http://a.example/b.jpg", "http://a.example/b.jpg", ""),
    ],
)  # fmt: skip
def test_a_picture_that_readers_do_not_see(text: str, value: str, code: str) -> None:
    """Its address is kept, or what it means."""
    inner, source = fields(f"foto: {text}")
    assert read_picture(inner, "foto", "https://uji.example") == value
    assert [one.code for one in source.problems] == ([code] if code else [])
