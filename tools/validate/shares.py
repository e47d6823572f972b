"""Every page that may be shared names a picture of the portal, with the size that it has and words for it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from tools.validate.portal import Finding, Portal

SHARED = "/aset/ikon-512.png"
"""How the address of a picture without a photo ends."""


def _png(portal: Portal, url: str) -> tuple[int, int]:
    """Return width and height of a PNG; zeros if it is none."""
    path = unquote(url.removeprefix(f"{portal.base_url}/"))
    data = (portal.output / path).read_bytes() if path in portal.files else b""
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return 0, 0
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def check(portal: Portal) -> Iterator[Finding]:
    """Check the pictures of all pages."""
    for path, page in portal.pages.items():
        url = page.first("meta", property="og:image").get("content", "")
        if not page.first("meta", property="og:title"):
            continue
        if not url:
            yield Finding("a page without og:image", path)
            continue
        if not page.first("meta", property="og:image:alt").get("content"):
            yield Finding("og:image without og:image:alt", path)
        told = tuple(page.first("meta", property=f"og:image:{side}").get("content") for side in ("width", "height"))
        if url.endswith(".png") and told != (None, None) and told != tuple(map(str, _png(portal, url))):
            yield Finding(f"a shared picture of other than {told[0]} × {told[1]} pixels", path)
