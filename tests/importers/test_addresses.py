"""Addresses of the old site."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from hypothesis import example, given
from hypothesis import strategies as st

from generator.importers.addresses import split

_PIECES = st.sampled_from((
    "http", "https", "HTTP", "://", ":", "/", "//", "?", "#", "kabar.example", "www.", ":80", "@", "[", "]", "%20", " ",
    "\t", "\n", "=", "&", "..", "-", "_", ";", "é", "\\", "2024",
))  # fmt: skip


def _parts(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None


@given(st.lists(_PIECES, max_size=9).map("".join) | st.text(max_size=12))
@example("https://kabar.example/2009/03/21/berita/?p=1#isi")
@example("https:///x")
@example("//kabar.example/x")
@example("/?p=800")
@example("/x\n")
def test_an_address_has_the_parts_that_the_library_finds(address: str) -> None:
    """The short way for most addresses finds what the long one does."""
    try:
        found = split(address)
    except ValueError:
        found = None
    assert found == _parts(address)
