"""Files: the preview's own, and what kind of content a file has."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from generator.readers import media

ASSETS = Path(__file__).parent / "assets"

_TYPES = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript",
    ".xml": "application/xml", ".txt": "text/plain", ".json": "application/json", ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json", ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
    ".woff": "font/woff", ".woff2": "font/woff2", ".vtt": "text/vtt", ".csv": "text/csv", ".md": "text/markdown",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif", ".pdf": "application/pdf",
    ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".webm": "video/webm",
}  # fmt: skip
_TEXT = ("application/xml", "application/json", "application/manifest+json", "image/svg+xml")


def content_type(path: str) -> str:
    """Return the Content-Type of a file by its name, the same on every machine for all files that portals use."""
    ending = Path(path).suffix.lower()
    kind = _TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in _TEXT else kind


def policy(path: str) -> dict[str, str]:
    """Return the headers that keep a file which browsers may execute from acting for the preview.

    They give it an origin of its own, and no script: it may be what site.yaml allows, or an SVG opened by itself.
    """
    ending = Path(path).suffix.lower()
    return {} if ending in media.HARMLESS and ending != ".svg" else {"content-security-policy": "sandbox"}
