"""What tests of pages are made of."""

from __future__ import annotations

from tests.support import Portal, article

PROFILE = "---\nname: Sari Wulan\ninitials: SW\nrole: Reporter\nemail: sari@uji.example\n---\nMeliput pesisir.\n"


def many(portal: Portal, count: int, **keys: str) -> None:
    """Add so many articles of one kanal, an hour apart, the oldest first."""
    for n in range(count):
        stamp = f"2024-09-{n // 24 + 1:02d} {n % 24:02d}:00 WIB"
        portal.add(f"content/daerah/2024/09/berita-{n:03d}.md", article(f"Berita {n:03d}", timestamp=stamp, **keys))
