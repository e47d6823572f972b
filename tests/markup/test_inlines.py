"""Inline tokens: their text, and addresses as HTML holds them."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it.token import Token

from generator.markup.inlines import can_show, foreign_picture, href, plain, resolved
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
