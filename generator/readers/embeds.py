"""Embeds: bare addresses of a few platforms become boxes that load nothing before the reader clicks."""

from __future__ import annotations

import re
from typing import Literal

from markdown_it.common.utils import escapeHtml

from generator.portal.records import Blank, Piece

_SCHEME = r"https?://"
_TAIL = r"/?(?:[?#][\w=&.,%~+:;/#?-]*)?"
_PLATFORMS: tuple[tuple[str, Literal["watch", "look"], re.Pattern[str]], ...] = (
    (
        "youtube",
        "watch",
        re.compile(
            rf"{_SCHEME}(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[\w=.%-]+&)*v=(?P<watch>[\w-]{{11}})(?:[&#][\w=&.%-]*)?"
            rf"|(?:shorts|live)/(?P<short>[\w-]{{11}}){_TAIL})|youtu\.be/(?P<tiny>[\w-]{{11}}){_TAIL})",
            re.ASCII,
        ),
    ),
    (
        "x",
        "look",
        re.compile(
            rf"{_SCHEME}(?:(?:www|mobile)\.)?(?:x|twitter)\.com/(?:\w{{1,15}}|i/web)/status/\d{{1,20}}{_TAIL}",
            re.ASCII,
        ),
    ),
    (
        "instagram",
        "look",
        re.compile(
            rf"{_SCHEME}(?:www\.)?instagram\.com/(?:[\w.]{{1,30}}/)?(?:p|reel)/[\w-]{{5,40}}{_TAIL}",
            re.ASCII,
        ),
    ),
    (
        "tiktok",
        "watch",
        re.compile(rf"{_SCHEME}(?:www\.|m\.)?tiktok\.com/@[\w.]{{1,30}}/video/\d{{5,20}}{_TAIL}", re.ASCII),
    ),
    (
        "facebook",
        "look",
        re.compile(
            rf"{_SCHEME}(?:(?:www|m|web)\.)?(?:facebook\.com/(?:[\w.-]{{1,80}}/(?:posts|videos)/[\w-]{{5,120}}{_TAIL}"
            rf"|watch/?\?(?:[\w=.%-]+&)*v=\d{{5,20}}(?:[&#][\w=&.%-]*)?)|fb\.watch/[\w-]{{5,40}}{_TAIL})",
            re.ASCII,
        ),
    ),
)
"""Each platform: its name, what one does there, and a pattern of its addresses."""
_MAX_LENGTH = 400
"""Of the address of a post; keeps the patterns away from hostile text."""


def embed(address: str) -> tuple[Piece, ...]:
    """Return the box for the address of a video or a post; empty if it is not one of a known platform.

    The whole address must match its platform's pattern, so that the page cannot come to name another host.
    """
    if len(address) > _MAX_LENGTH:
        return ()
    for name, verb, pattern in _PLATFORMS:
        if found := pattern.fullmatch(address):
            source = ""
            if name == "youtube":
                source = f' data-src="https://www.youtube-nocookie.com/embed/{found[found.lastgroup or 0]}"'
            href = escapeHtml(address)
            box = f'<div class="embed" data-embed="{name}"{source}><a href="{href}" rel="noopener nofollow">'
            return box, Blank(verb, text=name), "</a></div>"
    return ()
