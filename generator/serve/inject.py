"""Inject: the one line that a page has in the preview only."""

from __future__ import annotations

_END = b"</body>"


def line(digest: str) -> bytes:
    """Return the line for a page with a digest, by which the browser says later what it shows."""
    return b'<script src="/_ssg/preview.js" data-halaman="%s" async></script>\n' % digest.encode()


def inject(page: bytes, digest: str) -> bytes:
    """Return a page with the preview's line before the end of its body; all else is as the build writes it."""
    at = page.rfind(_END)
    at = len(page) if at < 0 else at
    return page[:at] + line(digest) + page[at:]
