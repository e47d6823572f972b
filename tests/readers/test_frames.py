"""Frames: what they show has an address of its own."""

from __future__ import annotations

import pytest

from generator.readers.frames import address_of


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
