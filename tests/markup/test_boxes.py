"""Embeds: which addresses are those of posts, and what comes of them."""

from __future__ import annotations

import re

import pytest

from generator.markup.boxes import BACA_JUGA, embed, host_of
from generator.markup.markdown import parse_body
from generator.model.records import Blank
from generator.pages.body import _PLATFORMS
from tests.markup_support import written

ID = "dQw4w9WgXcQ"


@pytest.mark.parametrize(
    ("address", "platform", "verb"),
    [
        (f"https://youtu.be/{ID}", "youtube", "watch"), (f"https://www.youtube.com/watch?list=a&v={ID}", "youtube", "watch"),
        ("https://vimeo.com/123456789", "vimeo", "watch"), ("https://vimeo.com/channels/staffpicks/123456789", "vimeo", "watch"),
        ("https://player.vimeo.com/video/123456789?h=a", "vimeo", "watch"), ("https://x.com/i/web/status/1", "x", "look"),
        ("https://www.instagram.com/reels/abcdef/", "instagram", "look"), ("https://instagram.com/kabar/reel/abcdef", "instagram", "look"),
        ("https://www.threads.net/@kabar.kita/post/Cuabcdef", "threads", "look"), ("https://threads.com/@a/post/abcde?x=1", "threads", "look"),
        ("https://t.me/kabarkita/123", "telegram", "look"), ("https://t.me/s/kabarkita/123?single", "telegram", "look"),
        ("https://www.tiktok.com/@a/video/12345", "tiktok", "watch"), ("https://fb.watch/abcde/", "facebook", "look"),
        ("https://vt.tiktok.com/ZSabcdEFG/", "tiktok", "watch"), ("https://vm.tiktok.com/ZMabcdEFG", "tiktok", "watch"), ("https://www.tiktok.com/t/ZTabcdEFG/?k=1", "tiktok", "watch"),
        ("https://fb.watch/abcde_F-1/?mibextid=a", "facebook", "look"), (f"https://youtu.be/{ID}?si=abcDEF_123-x", "youtube", "watch"),
        ("https://www.facebook.com/reel/1234567890/?s=a", "facebook", "look"), ("https://www.facebook.com/share/p/1AbCdEfG/", "facebook", "look"), ("https://facebook.com/share/v/1AbCdEfG?mibextid=a", "facebook", "look"),
        ("https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk", "spotify", "listen"),
        ("https://open.spotify.com/intl-id/track/4rOoJ6Egrf8K2IrywzwOMk?si=a", "spotify", "listen"),
        ("https://soundcloud.com/kabar/sets/siniar-1", "soundcloud", "listen"), ("https://on.soundcloud.com/abcDE", "soundcloud", "listen"),
        ("https://datawrapper.dwcdn.net/AbC12/3/", "datawrapper", "look"), ("https://www.datawrapper.de/_/AbC12/", "datawrapper", "look"),
        ("https://public.flourish.studio/visualisation/123456/", "flourish", "look"), ("https://flo.uri.sh/story/123/embed", "flourish", "look"),
        ("https://www.google.com/maps/place/Alun-Alun/@-6.9,107.6,17z/data=!3m1", "maps", "look"), ("https://maps.app.goo.gl/AbCdE12345", "maps", "look"),
        ("https://docs.google.com/forms/d/e/1FAIpQLSabcdef/viewform?usp=sf_link", "forms", "look"), ("https://forms.gle/AbCdE12345", "forms", "look"),
        ("https://www.scribd.com/document/123456/Judul-Dokumen", "scribd", "look"), ("https://id.scribd.com/doc/123456", "scribd", "look"),
        (f"https://m.youtube.com/shorts/{ID}?si=a", "youtube", "watch"), (f"http://youtube.com/live/{ID}", "youtube", "watch"), (f"https://youtu.be/{ID}/?t=1#a", "youtube", "watch"),
        (f"https://www.youtube.com/watch?v={ID}&t=3s", "youtube", "watch"), ("https://m.vimeo.com/12345#t=3", "vimeo", "watch"),
        ("https://vimeo.com/groups/kabar-kita/videos/123456789/", "vimeo", "watch"), ("https://player.vimeo.com/video/12345", "vimeo", "watch"),
        ("https://mobile.twitter.com/kabar/status/12345678901234567890", "x", "look"), ("https://www.x.com/kabar_kita/status/1?s=20", "x", "look"), ("https://twitter.com/a/status/1/", "x", "look"),
        ("https://m.instagram.com/p/abcde?igsh=a", "instagram", "look"), ("https://instagram.com/tv/a-_de/", "instagram", "look"), ("https://telegram.me/kabar/1", "telegram", "look"),
        ("https://m.tiktok.com/@kabar.kita/video/12345678901234567890/?lang=id", "tiktok", "watch"),
        ("https://m.facebook.com/kabar.kita/posts/pfbid02a-b/?x=1", "facebook", "look"), ("https://web.facebook.com/kabar/videos/12345", "facebook", "look"),
        ("https://www.facebook.com/watch?v=12345", "facebook", "look"), ("https://facebook.com/watch/?ref=saved&v=12345&a=b", "facebook", "look"),
        *((f"https://open.spotify.com/{what}/4rOoJ6Egrf/", "spotify", "listen") for what in ("album", "artist", "playlist", "show", "track")),
        ("https://m.soundcloud.com/kabar/siniar?in=a", "soundcloud", "listen"), ("https://datawrapper.dwcdn.net/AbC12#x", "datawrapper", "look"),
        ("https://flo.uri.sh/visualisation/1", "flourish", "look"), ("https://www.google.co.id/maps/@-6.9,107.6,17z?entry=ttu", "maps", "look"), ("https://goo.gl/maps/AbCdE?g=1", "maps", "look"),
        ("https://docs.google.com/forms/d/1FAIpQLSab", "forms", "look"), ("https://www.scribd.com/presentation/123/", "scribd", "look"), ("https://scribd.com/document/123456/Judul%20a?x=1", "scribd", "look"),
    ],
)  # fmt: skip
def test_the_address_of_a_post(address: str, platform: str, verb: str) -> None:
    """It becomes a box with a link to it, which says what one does there and where, and holds no other address."""
    begin, words, end = parse_body(address, "a.md")[0].parts[0]
    assert words == Blank(verb, text=platform)  # type: ignore[arg-type]
    assert f'data-embed="{platform}"' in str(begin)
    assert f'href="{address.replace("&", "&amp;")}"' in str(begin)
    assert str(end).strip() == "</a></div>"
    assert platform in _PLATFORMS
    frames = re.findall(r'data-src="([^"]*)"', str(begin))
    assert all(
        re.fullmatch(r"https://(www\.youtube-nocookie\.com/embed/[\w-]{11}|player\.vimeo\.com/video/\d+\?dnt=1)", one)
        for one in frames
    )
    assert len(frames) == (platform in ("youtube", "vimeo"))


@pytest.mark.parametrize(
    "address",
    [
        "https://vimeo.com/123456789@evil.id", "https://vimeo.com.evil.id/123456789", "https://evil.id/vimeo.com/123456789", 'https://vimeo.com/123456789?a="b',
        "https://vimeo.com/settings", "https://player.vimeo.com/video/1234567890123", "https://vimeo.com/１２３４５６", "javascript://vimeo.com/123456789",
        "https://open.spotify.com.evil.id/track/4rOoJ6Egrf8K2IrywzwOMk", "https://open.spotify.com/track/../../a", "https://t.me/joinchat/abc", "https://t.me/a/1",
        "https://www.google.com/mapsevil/a", "https://www.google.com.evil.id/maps/a", "https://forms.gle.evil.id/AbCdE12345", "https://docs.google.com/forms/d/a",
        "https://www.scribd.com/document/123456/<script>", "https://datawrapper.dwcdn.net/toolong1/", "https://flo.uri.sh@evil.id/story/123", "https://threads.net/@a",
        "https://vt.tiktok.com.evil.id/ZSabcde/", "https://vx.tiktok.com/ZSabcde/", "https://vt.tiktok.com/../a", "https://fb.watch@evil.id/abcde", "https://www.facebook.com/share/x/1AbCdEfG",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_post(address: str) -> None:
    """The whole address must be one, so that no box can lead to another host or hold markup."""
    assert embed(address) == ()
    assert "data-src" not in str(parse_body(address, "a.md")[0].parts)


POST = "https://x.com/a/status/1"
BOX = f'<div class="embed" data-embed="x"><a href="{POST}" rel="noopener nofollow">⟦look x⟧</a></div>'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f'[Pemkab (@a)]({POST} "Jalan ditutup.")', "Jalan ditutup. <cite>Pemkab (@a)</cite>"),
        (f"[*Pemkab*]({POST} 'Ia berkata \"ya\".')", "Ia berkata &quot;ya&quot;. <cite>Pemkab</cite>"),
        (f'[]({POST} "Jalan   ditutup.")', "Jalan ditutup."),
        (f'[<b>&amp;]({POST} "<script>alert(1)</script> &lt;")', "&lt;script&gt;alert(1)&lt;/script&gt; &lt; <cite>&lt;b&gt;&amp;</cite>"),
    ],
)  # fmt: skip
def test_the_words_of_a_post(body: str, said: str) -> None:
    """A link with a title, alone in its paragraph, is the box with who posted it and what it says, as text and nothing else."""
    assert written(body).strip() == f"<figure>{BOX}<figcaption>{said}</figcaption></figure>"


@pytest.mark.parametrize(
    "body",
    [
        f"[Pemkab]({POST})", f'[Pemkab]({POST} " ")', f'Lihat [Pemkab]({POST} "Jalan ditutup.")', f'[Pemkab]({POST} "A") [Lain]({POST} "B")',
        f'[Pemkab]({POST} "A")\n[Lain]({POST} "B")', '[Pemkab](https://x.com.evil.id/a/status/1 "Jalan.")', '[Pemkab](/daerah/ "Jalan.")',
    ],
)  # fmt: skip
def test_what_is_no_post_with_words(body: str) -> None:
    """Without words, beside other text, to another address: a link, as it was."""
    assert "embed" not in written(body)
    assert "<figure" not in written(body)
    assert "Pemkab" in written(body)


def test_an_unknown_address_on_its_line_is_a_link_with_the_name_of_its_host() -> None:
    """Nobody reads a long address, and no headline is invented for it; within a sentence it stays as it is."""
    html = str(parse_body("https://www.Kpu.go.id/berita/1?a=2\n\nLihat https://kpu.go.id/a.", "a.md")[0].parts[0])
    assert '<p><a href="https://www.Kpu.go.id/berita/1?a=2" rel="noopener">kpu.go.id</a></p>' in html
    assert '<a href="https://kpu.go.id/a" rel="noopener">https://kpu.go.id/a</a>.</p>' in html


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.a.id/b", "a.id"),
        ("HTTP://A.ID", "a.id"),
        ("https://a.id:80/", "a.id"),
        ("//a.id", ""),
        ("https://", ""),
    ],
)
def test_the_host_of_an_address(address: str, host: str) -> None:
    """Without www., which says nothing to readers."""
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        (f"https://youtu.be/{ID}", f"https://www.youtube-nocookie.com/embed/{ID}"), (f"https://www.youtube.com/shorts/{ID}", f"https://www.youtube-nocookie.com/embed/{ID}"),
        ("https://vimeo.com/12345", "https://player.vimeo.com/video/12345?dnt=1"), ("https://t.me/kabarkita/123", ""),
    ],
)  # fmt: skip
def test_the_whole_box_of_a_post(address: str, frame: str) -> None:
    """A link, and the frame that takes its place after a click, if it is of a film."""
    begin, _, end = embed(address)
    name = {"yo": "youtube", "vi": "vimeo", "ww": "youtube", "t.": "telegram"}[address[8:10]]
    source = f' data-src="{frame}"' if frame else ""
    assert begin == f'<div class="embed" data-embed="{name}"{source}><a href="{address}" rel="noopener nofollow">'
    assert end == "</a></div>"


def test_a_long_address_is_none_of_a_post() -> None:
    """Nobody writes one of more than 400 characters."""
    address = "https://t.me/kabarkita/123?a="
    assert embed(address + "x" * (400 - len(address)))
    assert embed(address + "x" * (401 - len(address))) == ()


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("Baca Juga: [A](/a/)", "Baca Juga:"), ("baca juga :[A](/a/)", "baca juga :"), ("**Baca Juga:** [A](/a/)", "**Baca Juga:**"), ("**Baca Juga**: [A](/a/)", "**Baca Juga**:"),
        ("_Baca juga_ : x", "_Baca juga_ :"), ("__BACA JUGA:__ x", "__BACA JUGA:__"), ("*Baca Juga: x", None), ("Baca Juga [A](/a/)", "Baca Juga "), ("Baca juga – [A](/a/).", "Baca juga – "),
        ("**Baca Juga** [A](/a/)", "**Baca Juga** "), ("Baca juga buku [A](/a/)", None), ("Baca juga [A](/a/) ya", None), (f"Baca Juga [{'x' * 300}](/a/)", "Baca Juga "), (f"Baca Juga [{'x' * 301}](/a/)", None),
        (f"Baca Juga [A](/{'x' * 499})", "Baca Juga "), (f"Baca Juga [A](/{'x' * 500})", None), ("Ayo baca juga: x", None),
    ],
)  # fmt: skip
def test_how_a_box_begins(text: str, beginning: str | None) -> None:
    """With a colon, in bold or not; without one only if nothing but a link follows."""
    found = BACA_JUGA.match(text)
    assert (found[0] if found else None) == beginning


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Baca Juga: [A](/a/) dan [B](/b/)", []), ("Baca Juga: [A](/a/) (satu dua tiga)", []), ("Baca Juga: [A](/a/) satu dua tiga empat", ["bad-link"]), ("Baca Juga: [A](/a/) – . – . –", []),
        ("Baca Juga:", ["bad-link"]), ("Baca Juga: Banjir", ["bad-link"]), ("Baca Juga: Banjir Surut", []), ("Baca Juga: [A](#a)", ["bad-link"]),
    ],
)  # fmt: skip
def test_what_stands_beside_the_links(text: str, codes: list[str]) -> None:
    """Three words are dropped without a word; of two or more and no link, a headline is looked for."""
    assert [one.code for one in parse_body(text, "content/daerah/a.md", 1)[1]] == codes


def test_a_headline_without_a_link() -> None:
    """It is what is looked for, at its place."""
    (found,) = parse_body("Satu.\n\nBaca Juga: Banjir Surut", "content/daerah/a.md", 5)[0].links
    assert (found.kind, found.target, found.line, found.column) == ("baca", "Banjir Surut", 7, 12)


@pytest.mark.parametrize("items", ["- [A](/a/)\n- [B](/b/)", "1. [A](/a/)\n2. [B](/b/)"])
def test_a_list_of_links_becomes_boxes(items: str) -> None:
    """Each item is one link, and nothing stands between; what follows stays."""
    assert written(f"Baca Juga:\n\n{items}\n\nLalu.").count("⟦baca") == 2
    assert "<p>Lalu.</p>" in written(f"Baca Juga:\n\n{items}\n\nLalu.")
    for other in (f"{items} [C](/c/)", f"{items}\n   - [C](/c/)"):
        assert [one.code for one in parse_body(f"Baca Juga:\n\n{other}", "content/daerah/a.md", 1)[1]] == ["bad-link"]


def test_a_box_that_leads_elsewhere() -> None:
    """With the words of the link, or its address."""
    assert (
        written("Baca Juga: [A & B](https://x.example/)")
        == '⟦away <a href="https://x.example/" rel="noopener">A &amp; B</a>⟧\n'
    )
    assert ">https://x.example/</a>" in written("Baca Juga: [](https://x.example/)")


@pytest.mark.parametrize(
    ("text", "html", "codes"),
    [
        ("Baca Juga: [A](/a/)\n\n- [B](/b/)", "⟦baca 0⟧\n<ul>\n<li>⟦open 1⟧B⟦close 1⟧</li>\n</ul>\n", []), ("Baca Juga:\n\n- [A](/a/)\n- B", "<p>Baca Juga:</p>\n<ul>\n<li>⟦open 0⟧A⟦close 0⟧</li>\n<li>B</li>\n</ul>\n", ["bad-link"]), ("Baca Juga:\n\n- [A](/a/) [B](/b/)", "<p>Baca Juga:</p>\n<ul>\n<li>⟦open 0⟧A⟦close 0⟧ ⟦open 1⟧B⟦close 1⟧</li>\n</ul>\n", ["bad-link"]),
        ("Baca Juga:\n\n> - [A](/a/)", "<p>Baca Juga:</p>\n<blockquote>\n<ul>\n<li>⟦open 0⟧A⟦close 0⟧</li>\n</ul>\n</blockquote>\n", ["bad-link"]), ("- Baca Juga:\n  - [A](/a/)\n  - [B](/b/)\n- C", "<ul>\n<li>⟦baca 0⟧\n⟦baca 1⟧</li>\n<li>C</li>\n</ul>\n", []),
        ("Baca Juga: [A](/a/) dan [B](/b/), [C](/c/)", "⟦baca 0⟧\n⟦baca 1⟧\n⟦baca 2⟧\n", []), ("Baca Juga: ![A](/a.png)", "<p>Baca Juga: ⟦image 0⟧</p>\n", ["bad-link"]), ("Baca Juga: [![A](/a.png)](/b/)", "⟦baca 0⟧\n", []),
    ],
)  # fmt: skip
def test_what_comes_of_a_paragraph_and_of_the_list_below_it(text: str, html: str, codes: list[str]) -> None:
    """To the letter: a list becomes boxes if each of its items is a link and nothing else."""
    parts, problems = parse_body(text, "a.md")[0].parts, parse_body(text, "a.md")[1]
    assert [one.code for one in problems] == codes
    assert (
        "".join(f"⟦{one.kind} {one.text or one.link}⟧" if isinstance(one, Blank) else one for one in parts[0]) == html
    )


def test_the_places_of_boxes() -> None:
    """Each link is on the line of its item."""
    found = parse_body("x\n\nBaca Juga:\n\n- [A](/a/)\n- [B](/b/)", "content/a.md", 10)[0].links
    assert [(one.kind, one.target, one.text, one.line, one.column) for one in found] == [
        ("baca", "/a/", "A", 14, 7), ("baca", "/b/", "B", 15, 7),
    ]  # fmt: skip
