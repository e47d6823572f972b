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

_Verb = Literal["watch", "listen", "look"]
_WWW = r"(?:www\.|m\.)?"
_TAIL = r"/?(?:[?#][\w=&.,%~+:;/#?-]*)?"
_FACEBOOK = r"(?:(?:www|m|web)\.)?facebook\.com/"
_VIDEO = r"(?:[\w=.%-]+&)*v="
_MORE = r"(?:[&#][\w=&.%-]*)?"
_SPOTIFY = r"(?:album|artist|episode|playlist|show|track)/"

_PLATFORMS: tuple[tuple[str, _Verb, str], ...] = (
    ("youtube", "watch", _WWW + r"youtube\.com/watch\?" + _VIDEO + r"([\w-]{11})" + _MORE),
    ("youtube", "watch", _WWW + r"youtube\.com/(?:shorts|live)/([\w-]{11})" + _TAIL),
    ("youtube", "watch", r"youtu\.be/([\w-]{11})" + _TAIL),
    ("vimeo", "watch", _WWW + r"vimeo\.com/(?:channels/[\w-]{1,60}/|groups/[\w-]{1,60}/videos/)?(\d{5,12})" + _TAIL),
    ("vimeo", "watch", r"player\.vimeo\.com/video/(\d{5,12})" + _TAIL),
    ("x", "look", r"(?:(?:www|mobile)\.)?(?:x|twitter)\.com/(?:\w{1,15}|i/web)/status/\d{1,20}" + _TAIL),
    ("instagram", "look", _WWW + r"instagram\.com/(?:[\w.]{1,30}/)?(?:p|reels?|tv)/[\w-]{5,40}" + _TAIL),
    ("threads", "look", _WWW + r"threads\.(?:net|com)/@[\w.]{1,30}/post/[\w-]{5,40}" + _TAIL),
    ("telegram", "look", r"(?:t|telegram)\.me/(?:s/)?\w{4,32}/\d{1,12}" + _TAIL),
    ("tiktok", "watch", _WWW + r"tiktok\.com/@[\w.]{1,30}/video/\d{5,20}" + _TAIL),
    ("tiktok", "watch", r"(?:(?:www\.)?tiktok\.com/t|v[mt]\.tiktok\.com)/[A-Za-z0-9]{5,20}" + _TAIL),
    ("facebook", "look", _FACEBOOK + r"[\w.-]{1,80}/(?:posts|videos)/[\w-]{5,120}" + _TAIL),
    ("facebook", "look", _FACEBOOK + r"watch/?\?" + _VIDEO + r"\d{5,20}" + _MORE),
    ("facebook", "look", _FACEBOOK + r"(?:reel|share/[prv])/[\w-]{5,40}" + _TAIL),
    ("facebook", "look", r"fb\.watch/[\w-]{5,40}" + _TAIL),
    ("spotify", "listen", r"open\.spotify\.com/(?:intl-[a-z]{2}/)?" + _SPOTIFY + r"[A-Za-z0-9]{10,40}" + _TAIL),
    ("soundcloud", "listen", _WWW + r"soundcloud\.com/[\w-]{1,60}/(?:sets/)?[\w-]{1,120}" + _TAIL),
    ("soundcloud", "listen", r"on\.soundcloud\.com/\w{3,40}" + _TAIL),
    ("datawrapper", "look", r"datawrapper\.dwcdn\.net/[A-Za-z0-9]{5}(?:/\d{1,4})?" + _TAIL),
    ("datawrapper", "look", r"www\.datawrapper\.de/_/[A-Za-z0-9]{5}(?:/\d{1,4})?" + _TAIL),
    ("flourish", "look", r"public\.flourish\.studio/(?:story|visualisation)/\d{1,12}(?:/embed)?" + _TAIL),
    ("flourish", "look", r"flo\.uri\.sh/(?:story|visualisation)/\d{1,12}(?:/embed)?" + _TAIL),
    ("maps", "look", r"www\.google\.(?:com|co\.id)/maps/[\w@.,:+%!/='-]{1,300}(?:\?[\w=&.,%+-]*)?"),
    ("maps", "look", r"(?:maps\.app\.goo\.gl|goo\.gl/maps)/\w{5,40}" + _TAIL),
    ("forms", "look", r"docs\.google\.com/forms/d/(?:e/)?[\w-]{10,120}(?:/viewform)?" + _TAIL),
    ("forms", "look", r"forms\.gle/\w{5,40}" + _TAIL),
    (
        "scribd",
        "look",
        r"(?:(?:www|id)\.)?scribd\.com/(?:doc(?:ument)?|presentation)/\d{3,15}(?:/[\w%-]{0,200})?" + _TAIL,
    ),
)
"""A platform, the verb for it, and a pattern of its addresses after https://; the group is the id of a film."""
_FRAMES = {"youtube": "https://www.youtube-nocookie.com/embed/{}", "vimeo": "https://player.vimeo.com/video/{}?dnt=1"}
"""What is loaded in place after a click. Charts, forms and audio players have unknown heights, so they open in pages of
their own."""
_HOST = re.compile(r"https?://([\w.-]+)", re.IGNORECASE)
_MAX_LENGTH = 400
"""Of the address of a post; bounds the time of the patterns."""


def embed(address: str) -> tuple[Piece, ...]:
    """Return the box for the address of a video or post; empty for other addresses.

    The whole address must match its platform's pattern, so that the page cannot name another host.
    """
    if len(address) > _MAX_LENGTH:
        return ()
    for name, verb, pattern in _PLATFORMS:
        if found := re.fullmatch("https?://" + pattern, address, re.ASCII):
            source = ""
            if name in _FRAMES:
                source = f' data-src="{_FRAMES[name].format(found[1])}"'
            href = escapeHtml(address)
            box = f'<div class="embed" data-embed="{name}"{source}><a href="{href}" rel="noopener nofollow">'
            return box, Blank(verb, text=name), "</a></div>"
    return ()


def captioned(tokens: Sequence[Token]) -> tuple[Piece, ...]:
    """Return the box for a link with a title to a video or post: who posted it, and what it says.

    Empty for others, and for several links.
    """
    caption = squeeze(str(tokens[0].attrs.get("title", "")))
    box = embed(str(tokens[0].attrs["href"])) if caption else ()
    if not box or any(token.type == "link_open" for token in tokens[1:]):
        return ()
    author = squeeze(plain(tokens[1:-1], pictures=True))
    said = f"{escapeHtml(caption)} <cite>{escapeHtml(author)}</cite>" if author else escapeHtml(caption)
    return "<figure>", *box, f"<figcaption>{said}</figcaption></figure>"


def host_of(address: str) -> str:
    """Return the host of an address as readers know it."""
    found = _HOST.match(address)
    return found[1].lower().removeprefix("www.") if found else ""


BACA_JUGA = re.compile(
    r"(\*\*|__|\*|_)?baca juga\s*(?:\1\s*:|:\s*\1)"
    "|"
    r"baca juga\s*:"
    # Without a colon, if exactly one link follows.
    r"|(?P<mark>\*\*|__|\*|_)?baca juga(?(mark)(?P=mark))\s*(?:[-–—]\s*)?"
    r"(?=\[[^\[\]]{1,300}\]\([^()\s]{1,500}\)\.?\s*\Z)",
    re.IGNORECASE,
)
"""How a Baca Juga paragraph begins."""
_PLAIN_ITEMS = frozenset({"list_item_open", "paragraph_open", "paragraph_close", "list_item_close"})
_SPARE_WORDS = 3
"""Words besides the links of a Baca Juga paragraph that are dropped silently, such as "dan" or "(video)"."""


def baca_juga(children: list[Token], prefix: str, draft: Draft) -> Sequence[Piece]:
    """Return a Baca Juga box for each link of a paragraph; `prefix` is how it begins."""
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
        # A headline, to be looked up among all articles.
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
    """Return the boxes for a Baca Juga paragraph without links, opened at `index`, and the list of links below it.

    Empty if any list item is something else. The draft records that the list became boxes.
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
    where = reach(target)
    if where == "external":
        draft.judge(target)
        address = href(target)
        return Blank("away", text=f'<a href="{address}" rel="{draft.rel}">{escapeHtml(text) or address}</a>')
    if where == "fragment":
        draft.problem(draft.locate(target)[0], "bad-link", sentence("{target} is no article", target=target), BACA_HINT)
    return Blank("baca", draft.add("baca", target, text))
