"""Addresses of the old site."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annex.importing.old_addresses import (
    Hosts,
    alias,
    bare,
    base_url,
    hosts_of,
    is_part,
    parts_of,
    spelled,
    split,
    views,
)
from generator.model.urls import Paths

ROOT = Hosts(frozenset({"lama.example"}))
BELOW = Hosts(frozenset({"lama.example"}), "/blog")


@pytest.mark.parametrize(
    ("hosts", "address", "own"),
    [
        (ROOT, "https://lama.example/a/", "/a/"), (ROOT, " http://www.LAMA.example:80/a?p=1#b ", "/a?p=1"), (ROOT, "//lama.example", "/"), (ROOT, "https://lama.example?p=1", "/?p=1"),
        (ROOT, "/a/", "/a/"), (ROOT, "a/", "a/"), (ROOT, "", "/"), (ROOT, "https://lain.example/a/", None), (ROOT, "HTTPS://lama.example/a/", "/a/"), (ROOT, "ftp://lama.example/a/", None), (ROOT, "mailto:a@lama.example", None),
        (ROOT, "http://[", None), (BELOW, "https://lama.example/blog/a/", "/a/"), (BELOW, "https://lama.example/blog/", "/"), (BELOW, "https://lama.example/blog", "/"), (BELOW, "https://lama.example/blogger/", None),
        (BELOW, "https://lama.example/", None), (BELOW, "/blog/a?p=1", "/a?p=1"), (BELOW, "a/", "a/"), (BELOW, "/a/", None),
    ],
)  # fmt: skip
def test_which_addresses_are_those_of_the_old_site(hosts: Hosts, address: str, own: str | None) -> None:
    """Its path and its query, from where the site lay."""
    assert hosts.own(address) == own


@pytest.mark.parametrize(
    ("address", "path", "host"),
    [("https://a.example:8080/b/?c#d", "/b/", "a.example:8080"), ("/b", "/b", ""), ("https://É.example/b c", "/b c", "É.example"), ("http://[", "", "")],
)  # fmt: skip
def test_the_path_and_the_host_of_an_address(address: str, path: str, host: str) -> None:
    """Both are empty for one that is none."""
    parts = parts_of(address)
    assert (parts.path, parts.netloc) == (path, host)


@given(
    st.lists(
        st.sampled_from([*"aZ.:/?#&=%[@é ", "http://", "https://", "//", "lama.example", "/2019/10/"]), max_size=12
    )
)
def test_the_parts_of_an_address_are_those_of_the_library(pieces: list[str]) -> None:
    address = "".join(pieces)
    try:
        expected = urlsplit(address)
    except ValueError:
        with pytest.raises(ValueError, match=r"(?i)url|netloc"):
            split(address)
    else:
        assert split(address) == expected


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("WWW.Lama.example", "lama.example"), ("a:b@lama.example:443", "lama.example"), ("lama.example:80", "lama.example"), ("lama.example:8080", "lama.example:8080"),
        ("a@b@www.lama.example", "lama.example"), ("www.www.lama.example", "www.lama.example"),
    ],
)  # fmt: skip
def test_the_name_of_a_host(host: str, name: str) -> None:
    """Without user, usual port and www."""
    assert bare(host) == name


def test_the_hosts_of_some_addresses() -> None:
    """Whole addresses and names; what is none is passed over, and what comes after it is not."""
    given = ("http://[", "/a", "https://www.a.example/x", "b.example", "//c.example", "")
    assert hosts_of(given) == Hosts(frozenset({"a.example", "b.example", "c.example"}), "")
    assert hosts_of((), "https://a.example/blog/") == Hosts(frozenset(), "/blog")


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/A/B/", "/a/b"), ("/a%20b", "/a b"), ("/", "/"), ("", "/"), ("/a/index.php", "/a"), ("/a/index.html", "/a"), ("/index.php/a/", "/index.php/a"), ("/a#b?p=1", "/a"), ("//a//", "/a"), ("/a\u200bb", "/ab"),
        *((f"/?{name}=7", f"/?{name}=7") for name in ("p", "page_id", "attachment_id", "m", "cat", "tag", "author")), ("/?tag=b&p=1&utm_source=x", "/?p=1&tag=b"), ("/a/?utm_source=x", "/a"), ("/a/?p=", "/a"),
    ],
)  # fmt: skip
def test_the_one_form_of_a_path(path: str, form: str) -> None:
    """However it is spelled; of its query, what names a thing."""
    assert spelled(path) == form


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/a", ["/a"]), ("/", ["/"]), ("/a?p=1", ["/a?p=1"]), *((f"/a/{view}", [f"/a/{view}", "/a"]) for view in (
            "amp", "feed", "trackback", "embed", "page/2", "comment-page-2", "halaman2", "halaman/2", "halaman//2", "2", "222", "semua"
        )),
        ("/2", ["/2", "/"]), ("/a/2222", ["/a/2222"]), ("/a/amps", ["/a/amps"]), ("/a/xamp", ["/a/xamp"]), ("/a/amp?p=1", ["/a/amp?p=1", "/a"]), ("/a/page/2/feed", ["/a/page/2/feed", "/a/page/2", "/a"]),
    ],
)  # fmt: skip
def test_what_shows_a_thing_in_another_way(path: str, shown: list[str]) -> None:
    """Its feed, a page of it, its form for telephones: each leads to the thing."""
    assert list(views(path)) == shown


@pytest.mark.parametrize(
    ("path", "is_one"),
    [("/a/2/", True), ("/a/2", True), ("/A/2/", True), ("/b/2/", False), ("/a/x/", False), ("/2/", False), ("/a/", False), ("/a/²/", False)],
)  # fmt: skip
def test_numbered_pages_of_a_list(path: str, is_one: bool) -> None:
    """Below an address that there is."""
    assert is_part(path, {"/a/", "/"}) == is_one


@pytest.mark.parametrize(
    ("address", "made"),
    [
        ("/a", "/a/"), ("/a/", "/a/"), ("//a/", "/a/"), ("/a/b.html", "/a/b.html"), ("/a/b.htm", "/a/b.htm"), ("/a/b.html/", ""), ("/a/b.php", "/a/b.php/"), ("/a/b.ASPX", "/a/b.ASPX/"), ("/a/b.jpg", ""), ("/a/b.webmanifest", ""), ("/a/b.x", "/a/b.x/"),
        ("/a/b.1c", "/a/b.1c/"), ("/a/b.abcdefg", ""), ("/a/b.abcdefgh", "/a/b.abcdefgh/"), ("/a.jpg/b.html", ""), ("/a.jpg/b/c.html", ""), ("/a.php/b.html", "/a.php/b.html"), ("/a%20b/", "/a b/"), ("/a#b", "/a/"),
        ("/", ""), ("", ""), ("/a//b/", ""), ("/a%09b/", ""), ("/../a/", ""), ("/?p=1", "/?p=1"), ("/?x=1", ""), ("/a/?p=1", "/a/?p=1"), ("/a%2F/?p=1", "/a//?p=1"), ("/../a?p=1", ""), ("/a?p=1#b", "/a?p=1"),
        ("/tag/a/", ""), ("/Penulis/a/", ""), ("/a/tag/", "/a/tag/"), ("/tag.html", "/tag.html"), ("/tag/a.html", ""), ("/index.html", ""), ("/a/Index.html", "/a/"), ("/aindex.html", "/aindex.html"), ("/index.html?p=1", "/?p=1"), (f"/{'a/' * 189}", f"/{'a/' * 189}"), (f"/{'a/' * 189}b", f"/{'a/' * 189}b/"), (f"/{'a/' * 189}bc", ""), (f"/{'a' * 379}", ""),
    ],
)  # fmt: skip
def test_an_old_address_as_front_matter_may_have_it(address: str, made: str) -> None:
    """Empty if no page can be there, or the portal needs the place."""
    assert alias(address, Paths()) == made


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://a.example", "https://a.example"), ("https://a.example/", "https://a.example"), ("https://a.example//b//c/", "https://a.example/b/c"), ("https://u:p@a.example/b", "https://a.example/b"),
        ("https://a.example:8080", "https://a.example:8080"), ("https://a.example/b c", "https://a.example"), ("https://a.example/b/../c", "https://a.example"), ("https://a.example/~b.c-d", "https://a.example/~b.c-d"),
        ("", "https://portal.example"), ("/a", "https://portal.example"), ("http://[", "https://portal.example"), ("https://a b/", "https://portal.example"),
    ],
)  # fmt: skip
def test_the_address_of_a_portal(url: str, base: str) -> None:
    """As site.yaml has it; one that is made up if the source has none."""
    assert base_url(url) == base
