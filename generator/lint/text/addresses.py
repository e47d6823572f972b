"""Addresses outside of the site that readers cannot open: mistyped, of this computer, of the newsroom, of editors."""

from __future__ import annotations

import re
from typing import Literal

Fault = Literal["mistyped", "unreachable", "no picture", "nowhere", ""]

_NOWHERE = re.compile(
    r"https?://(?:[^/?#@]*@)?(?:"
    r"localhost(?=[:/?#]|$)|127\.|10\.\d|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|\[|[^/?#.]+(?:[/?#]|$)|[^/?#]+\.(?:local|lan|internal|test)(?:[:/?#]|$)"
    r"|mail\.google\.com|web\.whatsapp\.com|drive\.google\.com/drive/(?:u/\d+/)?(?:my-drive|recent|home)"
    r"|docs\.google\.com/[^?#]*/edit|[^?#]*/wp-admin/|(?:www\.)?canva\.com/design/[^?#]*/edit"
    r")",
    re.IGNORECASE,
)
_NO_PICTURE = re.compile(
    r"https?://(?:"
    r"docs\.google\.com/|drive\.google\.com/(?:file/|open\?|drive/)|photos\.google\.com/|photos\.app\.goo\.gl/"
    r"|(?:www\.)?dropbox\.com/(?!.*(?:raw|dl)=1)|1drv\.ms/|(?:www\.|m\.)?(?:facebook|instagram|twitter|x|tiktok)\.com/|wa\.me/"
    r")",
    re.IGNORECASE,
)

_SCHEME = re.compile(r"(?:h?(ttps?)(?:[:;]?/{0,3}(?=https?:)|[:;]/{0,3}|/{1,3}))+", re.IGNORECASE)
"""What is written before a host, rightly or wrongly."""
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?=[:/?#]|$)")
_BARE = re.compile(r"(?:www\.[\w-]+\.|(?:[\w-]+\.)+(?:com|id|info|net|org)(?=[:/?#]|$))", re.IGNORECASE)
"""A host without anything before it."""


def fault_of(address: str, *, picture: bool = False) -> Fault:
    """Return why readers do not get to what is at an address that leads out of the site; empty if they do.

    Args:
        address: as it is written.
        picture: whether it is that of a picture to be shown.

    """
    if address[:7].lower() == "mailto:":
        return "" if "@" in address else "nowhere"
    address = f"https:{address}" if address.startswith("//") else address
    if is_unreachable(address) or not address[:8].lower().startswith(("http://", "https://", "tel:")):
        return "mistyped" if repaired_address(address) else "unreachable"
    return "no picture" if picture and is_no_picture(address) else ""


def repaired_address(address: str) -> str:
    """Return the web address that is probably meant by one with a slip before its host; empty if there is none.

    That is `http//dinas.example`, `https://https://dinas.example` and `www.dinas.example`.
    """
    scheme = _SCHEME.match(address)
    if scheme is None:
        return f"https://{address}" if _BARE.match(address) else ""
    rest = address[scheme.end() :]
    meant = f"h{scheme[1].lower()}://{rest}"
    return meant if _HOST.match(rest) and meant.lower() != address.lower() else ""


def is_unreachable(address: str) -> bool:
    """Return whether a web address is one that no reader can open, or that is there for whoever edits what is at it."""
    return _NOWHERE.match(address) is not None


def is_no_picture(address: str) -> bool:
    """Return whether a web address is that of a page that shows a picture, or one that no reader can open."""
    return _NO_PICTURE.match(address) is not None or is_unreachable(address)
