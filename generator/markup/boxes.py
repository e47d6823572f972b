"""Paragraphs that become boxes: Baca Juga, and addresses of films and posts, which load nothing before a click."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from generator.base.sentences import sentence
from generator.base.text import squeeze
from generator.markup.collector import BACA_HINT, Draft
from generator.markup.inlines import href, plain, reach
from generator.model.records import Blank, Link, Piece

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


BACA_JUGA = re.compile(
    r"(\*\*|__|\*|_)?baca juga\s*(?:\1\s*:|:\s*\1)"
    "|"
    r"baca juga\s*:"
    # Without a colon, if nothing but one link follows.
    r"|(?P<mark>\*\*|__|\*|_)?baca juga(?(mark)(?P=mark))\s*(?:[-–—]\s*)?"
    r"(?=\[[^\[\]]{1,300}\]\([^()\s]{1,500}\)\.?\s*\Z)",
    re.IGNORECASE,
)
"""How such a paragraph begins."""
_PLAIN_ITEMS = frozenset({"list_item_open", "paragraph_open", "paragraph_close", "list_item_close"})
_SPARE_WORDS = 3
"""Words beside the links of a Baca Juga paragraph that are dropped without a word, as "dan" or "(video)"."""


def baca_juga(children: list[Token], prefix: str, draft: Draft) -> Sequence[Piece]:
    """Return a Baca Juga box for each link of a paragraph; `prefix` is what it begins with."""
    found: list[Piece] = []
    beside: list[Token] = []
    inside: list[Token] = []
    target = None
    for token in children:
        if token.type == "link_open":
            target, inside = str(token.attrs["href"]), []
        elif token.type == "link_close" and target is not None:
            if found:
                found.append("\n")
            found.append(_box(target, squeeze(plain(inside, pictures=True)), draft))
            target = None
        else:
            (beside if target is None else inside).append(token)
    spare = plain(beside, pictures=True).split()[len(prefix.split()) :]
    line = draft.span[0]
    if not found and len(spare) > 1:
        # A headline, which is looked for among those of all articles.
        headline = " ".join(spare)
        draft.links.append(Link("baca", headline, "", line + draft.first_line, draft.column(line, headline)))
        return [Blank("baca", len(draft.links) - 1)]
    if not found:
        draft.problem(line, "bad-link", sentence("this Baca Juga holds no link"), BACA_HINT)
    elif sum(any(map(str.isalnum, word)) for word in spare) > _SPARE_WORDS:
        message = sentence("text stands beside the link of this Baca Juga")
        draft.problem(line, "bad-link", message, sentence("move it to a paragraph of its own, or delete it"))
    return found


def baca_juga_list(tokens: Sequence[Token], index: int, draft: Draft) -> Sequence[Piece]:
    """Return the boxes of a Baca Juga paragraph without a link and of the list of links below it.

    There are none if any item of the list is something else than a link. The draft notes that the list became boxes.

    Args:
        tokens: of the text.
        index: of the token that opens the paragraph.
        draft: of the text.

    """
    inline = tokens[index + 1]
    index += 3
    if index >= len(tokens) or tokens[index].type not in ("bullet_list_open", "ordered_list_open"):
        return ()
    if any(child.type == "link_open" for child in inline.children or ()):
        return ()
    level = tokens[index].level
    end = next(i for i in range(index + 1, len(tokens)) if tokens[i].level == level)
    inside = tokens[index + 1 : end]
    items = [token for token in inside if token.type == "inline"]
    kinds = {token.type for token in inside} - {"inline"}
    links = (sum(child.type == "link_open" for child in item.children or ()) for item in items)
    if not kinds <= _PLAIN_ITEMS or not all(count == 1 for count in links):
        return ()
    found: list[Piece] = []
    for item in items:
        if item.map:
            draft.span = (item.map[0], item.map[1])
        if found:
            found.append("\n")
        found += baca_juga(item.children or [], "", draft)
    draft.boxed, draft.following = index, end + 1
    return found


def _box(target: str, text: str, draft: Draft) -> Blank:
    """Return the box for one link of a Baca Juga paragraph."""
    where = reach(target)
    if where == "external":
        draft.judge(target)
        address = href(target)
        return Blank("away", text=f'<a href="{address}" rel="{draft.rel}">{escapeHtml(text) or address}</a>')
    if where == "fragment":
        draft.problem(draft.locate(target)[0], "bad-link", sentence("{target} is no article", target=target), BACA_HINT)
    return Blank("baca", draft.add("baca", target, text))
