"""Inline tokens: their text, and addresses as HTML holds them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.token import Token

from generator.markup.inlines import (
    can_show,
    destination,
    foreign_picture,
    href,
    link_addresses,
    plain,
    resolved,
    title,
)
from generator.markup.markdown import parse_body
from tests.support import article, site


def test_the_text_of_inline_tokens() -> None:
    """Line ends are spaces; code is text, and pictures are if they are wanted."""
    kinds = {
        "text": "a",
        "softbreak": "",
        "code_inline": "b",
        "hardbreak": "",
        "image": "c",
        "html_inline": "<d>",
        "link_open": "",
    }
    tokens = [Token(kind, "", 0, content=content) for kind, content in kinds.items()]
    assert plain(tokens) == "a b "
    assert plain(tokens, pictures=True) == "a b c"


@pytest.mark.parametrize(
    ("target", "shown", "written"),
    [
        ("/a.png", True, "/a.png"), ("a.png", True, "a.png"), ("#x", True, "#x"), ("//a.id/b", True, "https://a.id/b"), ("http://a.id/b", False, "http://a.id/b"),
        ("HTTPS://a.id/b?c&d", True, "HTTPS://a.id/b?c&amp;d"), ('https://a.id/"<', True, "https://a.id/&quot;&lt;"),
    ],
)  # fmt: skip
def test_addresses(target: str, shown: bool, written: str) -> None:
    """Pictures elsewhere are shown over https alone."""
    assert (can_show(target), href(target)) == (shown, written)


def test_a_picture_elsewhere() -> None:
    """With its caption in a figure."""
    image = '<img src="https://a.id/b.png?x&amp;y" alt="a&quot;b" loading="lazy" decoding="async">'
    assert foreign_picture("//a.id/b.png?x&y", 'a"b', "") == image
    assert (
        foreign_picture("//a.id/b.png?x&y", 'a"b', "c & d")
        == f"<figure>{image}<figcaption>c &amp; d</figcaption></figure>"
    )


FOLDER, URL = "daerah/2024/10", "/daerah/2024/10/banjir/"


@pytest.mark.parametrize(
    ("target", "found"),
    [
        # Files, from the folder of the file.
        ("flow.svg", "/daerah/2024/10/flow.svg"), ("./flow.svg", "/daerah/2024/10/flow.svg"), ("../09/x.md#a", "/daerah/2024/09/x.md#a"),
        ("banjir.md", "/daerah/2024/10/banjir.md"), ("./gambar/x.jpg", "/daerah/2024/10/gambar/x.jpg"), ("../../../a.vtt?b", "/a.vtt?b"),
        # Pages, from the address.
        ("../unduh", "/daerah/2024/10/unduh"), ("../unduh/", "/daerah/2024/10/unduh/"), ("./2/", "/daerah/2024/10/banjir/2/"), ("..", "/daerah/2024/10/"),
        ("./", "/daerah/2024/10/banjir/"), ("../../../../#a", "/#a"),
        # From the root.
        ("/a/../b/", "/b/"), ("/a/./b.jpg", "/a/b.jpg"), ("gambar/x.jpg", "gambar/x.jpg"), ("content/a/b.md", "content/a/b.md"), ("banjir", "banjir"),
        ("/", "/"), ("/a/?b=../c", "/a/?b=../c"), ("daerah/2024/", "daerah/2024/"),
        # In percent signs.
        ("/foto/a%20b.png", "/foto/a b.png"), ("/foto/%C3%A9.png", "/foto/é.png"), ("%66low.svg", "/daerah/2024/10/flow.svg"), ("/a/#%20", "/a/#%20"),
        ("/a/%2e%2e/b/", "/b/"), ("/50%2525/", None),
        # Nowhere.
        ("../../../../../x", None), ("../../../../x.jpg", None), ("/../x", None), ("/%2e%2e/x", None), ("..%2f..%2f..%2f..%2f..%2fx", None),
        ("/a%00b", None), ("/a%0Ab", None), ("/a%5Cb", None), ("/a%3Fb", None), ("/a%23b", None), ("/a%FFb", None), ("/a%zzb", None), ("%2F/evil.id", None),
        ("/a%E2%80%AEb", None), ("/%", None), ("%6Aavascript:alert(1)", None), ("%23a", None),
    ],
)  # fmt: skip
def test_what_a_target_means(target: str, found: str | None) -> None:
    """Files count from the folder of the file, pages from the address, both never from outside of the site."""
    assert resolved(target, FOLDER, URL) == found


def test_a_picture_is_a_file() -> None:
    """Whatever its name is, it is looked for from the folder of the file."""
    assert resolved("../x", FOLDER, URL, picture=True) == "/daerah/2024/x"
    assert resolved("../x", FOLDER, URL) == "/daerah/2024/10/x"


def test_pages_of_other_forms() -> None:
    """An address that ends in a file's name, or in nothing, is in the folder that holds it, as for browsers."""
    assert resolved("../b", "", "/2019/12/judul.html") == "/2019/b"
    assert resolved("./b", "", "/2019/12/judul") == "/2019/12/b"
    assert resolved("./b", "", "/") == "/b"


def test_relative_links_of_a_site(tmp_path: Path) -> None:
    """They lead where they mean, are checked as all links are, and say what they mean when that is nowhere."""
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/denah.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"/>')
    portal.add("content/daerah/2024/10/b c.vtt", b"%PDF-")
    portal.add("content/daerah/2024/09/b.md", article("B", "Isi."))
    portal.add("content/pages/unduh.md", "---\ntitle: Unduh\n---\n[di sini](../daerah/)\n")
    text = "![Denah](denah.svg) [b](../09/b.md) [c](b%20c.vtt) [d](../../../../unduh/)\n\nBaca Juga: [](../09/b.md)"
    portal.add("content/daerah/2024/10/a.md", article("A", text))
    portal.build()
    page = portal.read("daerah/2024/10/a/index.html")
    for part in ('src="/daerah/2024/10/denah.svg"', 'href="/daerah/2024/10/b/"', 'href="/unduh/"'):
        assert part in page
    assert 'href="/daerah/"' in portal.read("unduh/index.html")
    portal.edit("content/daerah/2024/10/a.md", "(denah.svg)", "(../denah.svg)")
    portal.edit("content/pages/unduh.md", "../daerah/", "../../daerah/")
    assert [(str(one.where), one.code) for one in portal.problems()] == [
        ("content/daerah/2024/10/a.md:7:10", "missing-picture"), ("content/pages/unduh.md:4:11", "bad-link"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("target", "found"),
    [("/a/../b/", "/b/"), ("/a/./c.vtt", "/a/c.vtt"), ("c.vtt", "/daerah/c.vtt"), ("/a%20b/", "/a b/"), ("b/c.vtt", "b/c.vtt"), ("/b/c.vtt", "/b/c.vtt")],
)  # fmt: skip
def test_a_link_of_a_text_leads_to_what_it_means(target: str, found: str) -> None:
    """From the root of the site."""
    assert [one.target for one in parse_body(f"[x]({target})", "content/daerah/a.md")[0].links] == [found]


def linked(text: str) -> list[str]:
    """Return the addresses that become links, which are their own texts."""
    found = link_addresses([Token("text", "", 0, content=text, level=2)], str)
    assert "".join(one.content for one in found) == text, "no letter is lost"
    for before, inside, after in zip(found, found[1:], found[2:], strict=False):
        if before.type == "link_open":
            assert (before.level, inside.level, after.level, after.type) == (2, 3, 2, "link_close")
            assert (before.attrs["href"], before.markup, before.info) == (inside.content, "linkify", "auto")
    return [str(one.attrs["href"]) for one in found if one.type == "link_open"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lihat https://a.example/x dan http://b.example.", ["https://a.example/x", "http://b.example"]), ("(https://a.example/x)", ["https://a.example/x"]),
        ("https://a.example/x_(y)", ["https://a.example/x_(y)"]), ("[https://a.example/x]", ["https://a.example/x"]), ("https://a.example/[x]", ["https://a.example/[x]"]),
        *((f"https://a.example/x{sign}", ["https://a.example/x"]) for sign in ("?", "!", ".", ",", ":", ";", "*", "_", "~", "'", "’", "…", "?!", ").", "...)")),
        *((f"https://a.example{sign}", ["https://a.example"]) for sign in "),.;:!'\"”’»]*_~…"), ("https://a.example?x=1#y", ["https://a.example?x=1#y"]),
        ("HTTPS://A.EXAMPLE/x", ["HTTPS://A.EXAMPLE/x"]), ("https://a.example:8080/x", ["https://a.example:8080/x"]), ("https://a.example:123456", ["https://a.example"]),
        ("https://a-b_c.d.example", ["https://a-b_c.d.example"]), ("“https://a.example/x”", ["https://a.example/x"]), ("https://a.example/x|y", ["https://a.example/x"]),
        (f"https://{'a' * 63}.example", [f"https://{'a' * 63}.example"]), (f"https://{'a' * 64}.example", []), ("https://" + "a." * 8 + "id", ["https://" + "a." * 8 + "id"]),
        ("https://" + "a." * 9 + "id", []), ("https://a.e", []), ("https://localhost/x", []), ("https://1.2.3.4/x", []), ("xhttps://a.example", []), ("/https://a.example", []),
        (":https://a.example", []), ("@https://a.example", []), (".https://a.example", []), ("-https://a.example", []), ("ftp://a.example", []), ("https://a.example<b", []),
        (f"https://a.example/{'x' * 1500}", [f"https://a.example/{'x' * 1500}"]), (f"https://a.example/{'x' * 1501}", [f"https://a.example/{'x' * 1500}"]),
    ],
)  # fmt: skip
def test_what_becomes_a_link(text: str, expected: list[str]) -> None:
    """From http to the end of the address, which is neither the end of a sentence nor a bracket of it."""
    assert linked(text) == expected


def test_the_text_of_a_link_stays() -> None:
    """There is no link in a link; behind it there may be."""
    inside = Token("text", "", 0, content="https://a.example")
    tokens = [
        Token("link_open", "a", 1),
        inside,
        Token("link_close", "a", -1),
        inside,
        Token("code_inline", "code", 0, content="https://a.example"),
    ]
    assert [one.type for one in link_addresses(tokens, str)] == [
        "link_open", "text", "link_close", "link_open", "text", "link_close", "code_inline",
    ]  # fmt: skip


@given(st.text(alphabet="aZ0/.:?=#%+@~-_()<>\\ \n\t&;é", max_size=30), st.integers(0, 5))
def test_a_destination_is_the_one_of_the_library(text: str, start: int) -> None:
    end = max(start, len(text) - 1)
    found, expected = destination(text, start, end), parseLinkDestination(text, start, end)
    assert (found.ok, found.pos, found.str) == (expected.ok, expected.pos, expected.str)


@given(st.text(alphabet="a \"'()\\\n&;é", max_size=30), st.integers(0, 5))
def test_a_title_is_the_one_of_the_library(text: str, start: int) -> None:
    end = max(start, len(text) - 1)
    found, expected = title(f'"{text}', start, end), parseLinkTitle(f'"{text}', start, end)
    assert (found.ok, found.pos if found.ok else 0, found.str) == (expected.ok, expected.pos, expected.str)
