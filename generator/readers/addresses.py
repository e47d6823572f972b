"""Addresses as people write them in front matter."""

from __future__ import annotations

import re

from generator.base.text import quoted
from generator.portal.urls import is_address, is_web
from generator.readers.fields import Fields

_PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")
"""Most paths are this plain, which saves a look at each character."""


def media_address(text: str) -> str:
    """Return the address of a media file from the way people write it; empty if it cannot be one."""
    path = text if text.startswith("/") else f"/{text}"
    if _PLAIN_PATH.fullmatch(path) and len(path) <= 250:
        return path
    parts = path[1:].split("/")
    bad = any(part.startswith(".") or not 0 < len(part.encode("utf-8", "replace")) <= 250 for part in parts)
    bad = bad or any(c in '\\?#"<>|*:%' or (not c.isprintable() and c != "\u200d") for c in path)
    return "" if bad else path


def read_picture(fields: Fields, key: str) -> str:
    """Read the address of a picture, on this site or another."""
    text = fields.text(key)
    if not text or is_web(text):
        return text
    address = media_address(text)
    if not address:
        fields.wrong(
            key,
            f"{quoted(text)} is not the path of a picture",
            "write it from the root of content/: /foto/2024/10/x.jpg",
            code="bad-address",
        )
    return address


def read_address(fields: Fields, key: str) -> str:
    """Read an address of this site or another; empty, with a problem, if it is none."""
    text = fields.text(key)
    if text and not is_address(text):
        fields.wrong(
            key, f"{quoted(text)} is not an address", 'write "/kanal/2024/10/x/" or "https://…"', code="bad-address"
        )
        return ""
    return text
