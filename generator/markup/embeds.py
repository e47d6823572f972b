"""Embeds: bare addresses of a few platforms become boxes that load nothing before the reader clicks."""

from __future__ import annotations

import re
from typing import Literal

from markdown_it.common.utils import escapeHtml

from generator.model.records import Blank, Piece

_SCHEME = r"https?://"
_TAIL = r"/?(?:[?#][\w=&.,%~+:;/#?-]*)?"
_SITE = rf"{_SCHEME}(?:www\.|m\.)?"
_Verb = Literal["watch", "listen", "look"]


_PLATFORMS: tuple[tuple[str, _Verb, str], ...] = (
    (
        "youtube",
        "watch",
        (
            rf"{_SITE}youtube\.com/(?:watch\?(?:[\w=.%-]+&)*v=(?P<watch>[\w-]{{11}})(?:[&#][\w=&.%-]*)?"
            rf"|(?:shorts|live)/(?P<short>[\w-]{{11}}){_TAIL})|{_SCHEME}youtu\.be/(?P<tiny>[\w-]{{11}}){_TAIL}"
        ),
    ),
    (
        "vimeo",
        "watch",
        (
            rf"{_SITE}vimeo\.com/(?:channels/[\w-]{{1,60}}/|groups/[\w-]{{1,60}}/videos/)?(?P<film>\d{{5,12}}){_TAIL}"
            rf"|{_SCHEME}player\.vimeo\.com/video/(?P<player>\d{{5,12}}){_TAIL}"
        ),
    ),
    ("x", "look", rf"{_SCHEME}(?:(?:www|mobile)\.)?(?:x|twitter)\.com/(?:\w{{1,15}}|i/web)/status/\d{{1,20}}{_TAIL}"),
    ("instagram", "look", rf"{_SITE}instagram\.com/(?:[\w.]{{1,30}}/)?(?:p|reels?|tv)/[\w-]{{5,40}}{_TAIL}"),
    ("threads", "look", rf"{_SITE}threads\.(?:net|com)/@[\w.]{{1,30}}/post/[\w-]{{5,40}}{_TAIL}"),
    ("telegram", "look", rf"{_SCHEME}(?:t|telegram)\.me/(?:s/)?\w{{4,32}}/\d{{1,12}}{_TAIL}"),
    ("tiktok", "watch", rf"{_SITE}tiktok\.com/@[\w.]{{1,30}}/video/\d{{5,20}}{_TAIL}"),
    (
        "facebook",
        "look",
        (
            rf"{_SCHEME}(?:(?:www|m|web)\.)?(?:facebook\.com/(?:[\w.-]{{1,80}}/(?:posts|videos)/[\w-]{{5,120}}{_TAIL}"
            rf"|watch/?\?(?:[\w=.%-]+&)*v=\d{{5,20}}(?:[&#][\w=&.%-]*)?)|fb\.watch/[\w-]{{5,40}}{_TAIL})"
        ),
    ),
    (
        "spotify",
        "listen",
        (
            rf"{_SCHEME}open\.spotify\.com/(?:intl-[a-z]{{2}}/)?(?:album|artist|episode|playlist|show|track)/"
            rf"[A-Za-z0-9]{{10,40}}{_TAIL}"
        ),
    ),
    (
        "soundcloud",
        "listen",
        (
            rf"{_SITE}soundcloud\.com/[\w-]{{1,60}}/(?:sets/)?[\w-]{{1,120}}{_TAIL}"
            rf"|{_SCHEME}on\.soundcloud\.com/\w{{3,40}}{_TAIL}"
        ),
    ),
    (
        "datawrapper",
        "look",
        rf"{_SCHEME}(?:datawrapper\.dwcdn\.net|www\.datawrapper\.de/_)/[A-Za-z0-9]{{5}}(?:/\d{{1,4}})?{_TAIL}",
    ),
    (
        "flourish",
        "look",
        rf"{_SCHEME}(?:public\.flourish\.studio|flo\.uri\.sh)/(?:story|visualisation)/\d{{1,12}}(?:/embed)?{_TAIL}",
    ),
    (
        "maps",
        "look",
        (
            rf"{_SCHEME}(?:www\.google\.(?:com|co\.id)/maps/[\w@.,:+%!/='-]{{1,300}}(?:\?[\w=&.,%+-]*)?"
            rf"|(?:maps\.app\.goo\.gl|goo\.gl/maps)/\w{{5,40}}{_TAIL})"
        ),
    ),
    (
        "forms",
        "look",
        rf"{_SCHEME}(?:docs\.google\.com/forms/d/(?:e/)?[\w-]{{10,120}}(?:/viewform)?|forms\.gle/\w{{5,40}}){_TAIL}",
    ),
    (
        "scribd",
        "look",
        rf"{_SCHEME}(?:(?:www|id)\.)?scribd\.com/(?:doc|document|presentation)/\d{{3,15}}(?:/[\w%-]{{0,200}})?{_TAIL}",
    ),
)
"""Each platform: its name, what one does there, and a pattern of its addresses, compiled when it is first used."""
_FRAMES = {"youtube": "https://www.youtube-nocookie.com/embed/{}", "vimeo": "https://player.vimeo.com/video/{}?dnt=1"}
"""What is loaded in place after a click. Of charts, forms and players of sound the height is not known, so that they
open in pages of their own."""
_HOST = re.compile(rf"{_SCHEME}([\w.-]+)", re.IGNORECASE)
_MAX_LENGTH = 400
"""Of the address of a post; keeps the patterns away from hostile text."""


def embed(address: str) -> tuple[Piece, ...]:
    """Return the box for the address of a video or a post; empty if it is not one of a known platform.

    The whole address must match its platform's pattern, so that the page cannot come to name another host.
    """
    if len(address) > _MAX_LENGTH:
        return ()
    for name, verb, pattern in _PLATFORMS:
        if found := re.fullmatch(pattern, address, re.ASCII):
            source = ""
            if name in _FRAMES:
                source = f' data-src="{_FRAMES[name].format(found[found.lastgroup or 0])}"'
            href = escapeHtml(address)
            box = f'<div class="embed" data-embed="{name}"{source}><a href="{href}" rel="noopener nofollow">'
            return box, Blank(verb, text=name), "</a></div>"
    return ()


def host_of(address: str) -> str:
    """Return the host of an address as readers know it."""
    found = _HOST.match(address)
    return found[1].lower().removeprefix("www.") if found else ""
