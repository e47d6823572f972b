"""Frames: what they show has an address of its own."""

from __future__ import annotations

import pytest

from generator.readers.frames import address_of, host_of, label


@pytest.mark.parametrize(
    ("frame", "address"),
    [
        ("https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("//player.vimeo.com/video/76979871", "https://vimeo.com/76979871"),
        ("https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fwarta%2Fposts%2F12345", "https://www.facebook.com/warta/posts/12345"),
        ("https://peta.example/x?a=1", "https://peta.example/x?a=1"), ("javascript:alert(1)", ""), ("data:text/html,x", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_a_frame_shows(frame: str, address: str) -> None:
    """Known players lead to their film or post, others to themselves, and what is no address to nothing."""
    assert address_of(frame) == address


@pytest.mark.parametrize(
    ("frame", "address"),
    [
        ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"), ("//youtube.com/v/dQw4w9WgXcQ?x", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://player.vimeo.com/video/12?h=1", "https://vimeo.com/12"), ("https://www.dailymotion.com/embed/video/x8abc?autoplay=1", "https://www.dailymotion.com/video/x8abc"),
        ("https://dailymotion.com/embed/video/x8", "https://www.dailymotion.com/video/x8"),
        *((f"https://open.spotify.com/embed/{what}/4rOo?utm=1", f"https://open.spotify.com/{what}/4rOo") for what in ("track", "album", "episode", "show", "playlist")),
        ("https://www.instagram.com/p/Ab-c/embed/captioned/", "https://www.instagram.com/p/Ab-c/"), ("https://instagram.com/reel/Abc/embed", "https://www.instagram.com/reel/Abc/"),
        ("https://www.tiktok.com/embed/v2/123?lang=id", "https://www.tiktok.com/@x/video/123"), ("https://tiktok.com/embed/123", "https://www.tiktok.com/@x/video/123"),
        (" //peta.example/x ", "https://peta.example/x"), ("https://a.example/x?url=https%3A%2F%2Ft.me%2Fkabarkita%2F123", "https://t.me/kabarkita/123"),
        ("https://a.example/x?u=https%3A%2F%2Ft.me%2Fkabarkita%2F123", "https://t.me/kabarkita/123"), ("https://a.example/x?u=https%3A%2F%2Fb.example%2F", "https://a.example/x?u=https%3A%2F%2Fb.example%2F"),
        ("https://a.example/x?href=/a&url=https%3A%2F%2Ft.me%2Fkabarkita%2F123", "https://t.me/kabarkita/123"), ("http://[a/x", ""),
    ],
)  # fmt: skip
def test_each_player(frame: str, address: str) -> None:
    """By its own form, or by what it names in its address."""
    assert address_of(frame) == address


def test_the_words_of_a_link() -> None:
    """They name the host, without www. and without who asks."""
    assert label("https://www.a.example/b") == "Lihat di a.example"
    assert host_of("https://x:y@www.a.example:80/") == "a.example:80"
    assert host_of("http://[a") == ""
