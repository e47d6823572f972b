"""Standing pages, and the page of an address that does not exist."""

from __future__ import annotations

from tests.support import Portal


def test_standing_pages_and_404(portal: Portal) -> None:
    """A standing page stands at its slug, and links in it are resolved."""
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang Kami\n---\nLihat [indeks](/indeks/).\n")
    portal.build()
    assert '<a href="/indeks/">indeks</a>' in portal.read("tentang/index.html")
