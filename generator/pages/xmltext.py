"""XML: what feeds, sitemaps and descriptions for browsers share."""

from __future__ import annotations

from html import escape

from generator.base.text import clean

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def escaped(text: str) -> str:
    """Escape a text for XML, without the characters that XML cannot hold."""
    return escape(clean(text), quote=False)
