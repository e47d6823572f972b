"""Paragraphs that become boxes: Baca Juga, and addresses of films and posts, which load nothing before a click."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from generator.base.sentences import sentence
from generator.base.text import clean, squeeze
from generator.markup.builder import BACA_HINT, BodyBuilder
from generator.markup.inlines import href, label, plain, reach
from generator.model.records import Blank, Link

_Verb = Literal["watch", "listen", "look"]
_REST = r"[\w/.@,:;=?&#%+!~'()*$-]"
_FILMS = {
    "youtube": (
        r"(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[\w=.%-]+&)*v=|shorts/|live/)|youtu\.be/)([\w-]{11})",
        "https://www.youtube-nocookie.com/embed/{}",
    ),
    "vimeo": (
        r"(?:www\.|m\.|player\.)?vimeo\.com/(?:[\w-]{1,60}/){0,3}(\d{5,12})",
        "https://player.vimeo.com/video/{}?dnt=1",
    ),
}
"""Of a platform, a pattern of its addresses up to the id of a film, and what is loaded in place after a click.

Charts, forms and audio players have unknown heights, so they open in pages of their own."""
_POSTS: dict[str, tuple[str, _Verb]] = {
    "x.com": ("x", "look"), "twitter.com": ("x", "look"), "instagram.com": ("instagram", "look"),
    "threads.net": ("threads", "look"), "threads.com": ("threads", "look"), "t.me": ("telegram", "look"),
    "telegram.me": ("telegram", "look"), "tiktok.com": ("tiktok", "watch"), "facebook.com": ("facebook", "look"),
    "fb.watch": ("facebook", "look"), "open.spotify.com": ("spotify", "listen"),
    "soundcloud.com": ("soundcloud", "listen"), "datawrapper.dwcdn.net": ("datawrapper", "look"),
    "datawrapper.de": ("datawrapper", "look"), "public.flourish.studio": ("flourish", "look"),
    "flo.uri.sh": ("flourish", "look"), "google.com/maps": ("maps", "look"), "google.co.id/maps": ("maps", "look"),
    "maps.app.goo.gl": ("maps", "look"), "goo.gl/maps": ("maps", "look"), "docs.google.com/forms": ("forms", "look"),
    "forms.gle": ("forms", "look"), "scribd.com": ("scribd", "look"),
}  # fmt: skip
"""Hosts whose addresses are posts, recordings, charts and the like: the platform, and the verb for it."""
_POST = re.compile(
    rf"https?://(?:(?:www|m|mobile|web|id|on|vt|vm)\.)?({'|'.join(map(re.escape, _POSTS))})(?=/[^/]){_REST}*", re.ASCII
)
_HOST = re.compile(r"https?://([\w.-]+)", re.IGNORECASE)
_MAX_LENGTH = 400
"""Of the address of a post; bounds the time of the patterns."""


def embed(address: str) -> tuple[str, _Verb, str] | None:
    """Return the platform of a video or post, the verb for it, and what is loaded in place; None for other addresses.

    The whole address must match, so that the page cannot name another host.
    """
    if len(address) > _MAX_LENGTH:
        return None
    for name, (pattern, frame) in _FILMS.items():
        if found := re.fullmatch(f"https?://{pattern}(?:[/?&#]{_REST}*)?", address, re.ASCII):
            return name, "watch", frame.format(found[1])
    post = _POST.fullmatch(address)
    return (*_POSTS[post[1]], "") if post else None


def of_link(children: Sequence[Token], builder: BodyBuilder) -> str:
    """Return the box that a paragraph of one link becomes: a film or a post; nothing for any other.

    A bare address without a box is shown as its host. A title is what a post says, and the text who posted it.
    """
    opening = children[0]
    if children[-1].type != "link_close" or any(token.type == "link_open" for token in children[1:]):
        return ""
    address, caption = str(opening.attrs["href"]), squeeze(str(opening.attrs.get("title", "")))
    is_bare = opening.info == "auto"
    found = embed(address) if is_bare or caption else None
    if found is None:
        if opening.markup == "linkify" and reach(address) == "external":
            children[1].content = host_of(address) or address
        return ""
    name, verb, source = found
    plays, words = f' data-src="{source}"' if source else "", builder.blank(Blank(verb, text=name))
    link = f'<a href="{escapeHtml(address)}" rel="noopener nofollow">{words}</a>'
    box = f'<div class="embed" data-embed="{name}"{plays}>{link}</div>'
    if is_bare:
        return box
    author = label(children, 0)
    said = f"{escapeHtml(caption)} <cite>{escapeHtml(author)}</cite>" if author else escapeHtml(caption)
    return f"<figure>{box}<figcaption>{said}</figcaption></figure>"


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
_PLAIN_ITEMS = frozenset({"list_item_open", "paragraph_open", "inline", "paragraph_close", "list_item_close"})
_SPARE_WORDS = 3
"""Words besides the links of a Baca Juga paragraph that are dropped silently, such as "dan" or "(video)"."""


def baca_juga(children: Sequence[Token], prefix: str, builder: BodyBuilder) -> str:
    """Return a Baca Juga box for each link of a paragraph; `prefix` is how it begins."""
    links = [
        (str(token.attrs["href"]), label(children, index))
        for index, token in enumerate(children)
        if token.type == "link_open"
    ]
    words, line = plain(children, pictures=True).split()[len(prefix.split()) :], builder.span[0]
    if not links and len(words) > 1:
        # A headline, to be looked up among all articles.
        headline = clean(" ".join(words))
        builder.links.append(Link("baca", headline, "", line + builder.first_line, builder.column(line, headline)))
        return builder.blank(Blank("baca", len(builder.links) - 1))
    if not links:
        builder.problem(line, "bad-link", sentence("this Baca Juga holds no link"), BACA_HINT)
    elif _count(words) - sum(_count(text.split()) for _, text in links) > _SPARE_WORDS:
        message = sentence("text stands beside the link of this Baca Juga")
        builder.problem(line, "bad-link", message, sentence("move it to a paragraph of its own, or delete it"))
    return "\n".join(builder.blank(_box(*link, builder)) for link in links)


def _count(words: Sequence[str]) -> int:
    return sum(any(map(str.isalnum, word)) for word in words)


def baca_juga_list(tokens: Sequence[Token], index: int, builder: BodyBuilder) -> tuple[str, int]:
    """Return the boxes for a Baca Juga paragraph without links, opened at `index`, and the list of links below it.

    With them comes the index of what follows. There are none if any list item is something else.
    """
    begin = index + 3
    if begin >= len(tokens) or not tokens[begin].type.endswith("_list_open") or _links(tokens[index + 1]):
        return "", begin
    end = next(i for i in range(begin + 1, len(tokens)) if tokens[i].level == tokens[begin].level)
    items = [token for token in tokens[begin:end] if token.type == "inline"]
    kinds = {token.type for token in tokens[begin + 1 : end]}
    if not kinds <= _PLAIN_ITEMS or any(_links(item) != 1 for item in items):
        return "", begin
    found = []
    for item in items:
        builder.enter(item)
        found.append(baca_juga(item.children or [], "", builder))
    return "\n".join(found), end + 1


def _links(inline: Token) -> int:
    return sum(child.type == "link_open" for child in inline.children or ())


def _box(target: str, text: str, builder: BodyBuilder) -> Blank:
    where = reach(target)
    if where == "external":
        builder.check_external(target)
        address = href(target)
        return Blank("away", text=f'<a href="{address}" rel="{builder.rel}">{escapeHtml(text) or address}</a>')
    if where == "fragment":
        line = builder.locate(target)[0]
        builder.problem(line, "bad-link", sentence("{target} is no article", target=target), BACA_HINT)
    return Blank("baca", builder.add("baca", target, text))
