"""Embeds: which addresses are those of posts, and what comes of them."""

from __future__ import annotations

import re

import pytest

from generator.pages.body import _PLATFORMS
from generator.portal.records import Blank
from generator.readers.embeds import embed, host_of
from generator.readers.markdown import parse_body

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
        ("https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk", "spotify", "listen"),
        ("https://open.spotify.com/intl-id/track/4rOoJ6Egrf8K2IrywzwOMk?si=a", "spotify", "listen"),
        ("https://soundcloud.com/kabar/sets/siniar-1", "soundcloud", "listen"), ("https://on.soundcloud.com/abcDE", "soundcloud", "listen"),
        ("https://datawrapper.dwcdn.net/AbC12/3/", "datawrapper", "look"), ("https://www.datawrapper.de/_/AbC12/", "datawrapper", "look"),
        ("https://public.flourish.studio/visualisation/123456/", "flourish", "look"), ("https://flo.uri.sh/story/123/embed", "flourish", "look"),
        ("https://www.google.com/maps/place/Alun-Alun/@-6.9,107.6,17z/data=!3m1", "maps", "look"), ("https://maps.app.goo.gl/AbCdE12345", "maps", "look"),
        ("https://docs.google.com/forms/d/e/1FAIpQLSabcdef/viewform?usp=sf_link", "forms", "look"), ("https://forms.gle/AbCdE12345", "forms", "look"),
        ("https://www.scribd.com/document/123456/Judul-Dokumen", "scribd", "look"), ("https://id.scribd.com/doc/123456", "scribd", "look"),
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
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_post(address: str) -> None:
    """The whole address must be one, so that no box can lead to another host or hold markup."""
    assert embed(address) == ()
    assert "data-src" not in str(parse_body(address, "a.md")[0].parts)


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
