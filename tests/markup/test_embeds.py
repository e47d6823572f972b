"""Embeds: which addresses are those of posts, and what comes of them."""

from __future__ import annotations

import re

import pytest

from generator.markup.embeds import embed, host_of
from generator.markup.markdown import parse_body
from generator.model.records import Blank
from generator.pages.body import _PLATFORMS

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
