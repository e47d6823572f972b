"""XML: what feeds, sitemaps and descriptions for browsers share."""

from __future__ import annotations

from html import escape

from generator.base.text import clean

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def escaped(text: str) -> str:
    """Escape a text for XML, without the characters that XML cannot hold."""
    # Addresses above all are what they are, by the hundred thousand in sitemaps.
    if not (text.isascii() and text.isprintable()):
        text = clean(text)
    return escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text
