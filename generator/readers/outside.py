"""Addresses outside of the site that readers cannot open: those of this computer, of the newsroom, and of editors."""

from __future__ import annotations

import re

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


def is_unreachable(address: str) -> bool:
    """Return whether a web address is one that no reader can open, or that is there for whoever edits what is at it."""
    return _NOWHERE.match(address) is not None


def is_no_picture(address: str) -> bool:
    """Return whether a web address is that of a page that shows a picture, or one that no reader can open."""
    return _NO_PICTURE.match(address) is not None or is_unreachable(address)
