"""The HTML of an article with its links, pictures and boxes filled in."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import escape

from generator.config.media import is_film, is_sound
from generator.model.records import Blank, Body, Link, Piece
from generator.model.variants import large, sources
from generator.pages.context import Context
from generator.queries import names
from generator.theming.words import Words

_EMPTY = re.compile(r"<p>(?:<a [^>]*></a>|\s|<br>)*</p>\n?|<a [^>]*></a>")
"""A paragraph or link left empty."""
_ARTIFICIAL = re.compile(r"(?:(?:ilustrasi )?dibuat dengan |ilustrasi )?AI\s*+:([^)]+)", re.IGNORECASE)
"""The AI tool, in parentheses at the end of a caption."""
_PLATFORMS = {
    "youtube": "YouTube", "vimeo": "Vimeo", "x": "X", "instagram": "Instagram", "threads": "Threads",
    "telegram": "Telegram", "tiktok": "TikTok", "facebook": "Facebook", "spotify": "Spotify",
    "soundcloud": "SoundCloud", "datawrapper": "Datawrapper", "flourish": "Flourish", "maps": "Google Maps",
    "forms": "Google Forms", "scribd": "Scribd",
}  # fmt: skip
_VERBS = {"watch": "tonton", "listen": "dengarkan", "look": "lihat"}
"""Kinds of blanks -> words."""


def filled(
    context: Context,
    body: Body,
    parts: tuple[tuple[Piece, ...], ...] | None = None,
    *,
    page: Callable[[int], str] = lambda _: "",
    feed: bool = False,
) -> str:
    """Return the HTML of a body, or of some of its parts.

    A link to something unpublished becomes plain text; a Baca Juga box for it is left out, and all boxes in a feed.
    `page` maps the number of an article's page, 0 for the one shown, to its address; empty for this one. The pictures
    of an `old` article have few variants.
    """
    return "".join(_part(context, body, part, page, feed=feed) for part in (body.parts if parts is None else parts))


def _part(context: Context, body: Body, part: tuple[Piece, ...], page: Callable[[int], str], *, feed: bool) -> str:
    ask, words = context.ask, context.words
    left_out = False
    opened: set[int] = set()
    """Numbers of the open links."""

    def put(blank: Blank) -> str:
        nonlocal left_out
        kind = blank.kind
        if kind in _VERBS or kind == "word":
            return _said(blank, words)
        if kind == "close":
            return "</a>" if blank.link in opened else ""
        if kind == "page":
            return str(escape(page(blank.link)))
        if kind in ("baca", "away") and feed:
            return ""
        if kind == "away":
            return _box(blank.text, words)
        link = body.links[blank.link]
        if kind == "image":
            picture = image(link, context, feed=feed)
            left_out = left_out or not picture
            return picture
        assert link.kind != "image"
        target = ask(names.target, link.kind, link.target)
        if target is None:
            left_out = True
            return ""
        if kind == "baca":
            return _box(f'<a href="{escape(target.url)}">{escape(link.text or target.name or target.url)}</a>', words)
        opened.add(blank.link)
        text = "" if link.text else escape(target.name or target.url)
        return f'<a href="{escape(target.url)}">{text}'

    html = "".join(piece if isinstance(piece, str) else put(piece) for piece in part)
    return _EMPTY.sub("", html) if left_out else html


def _said(blank: Blank, words: Words) -> str:
    if blank.kind == "word":
        return str(escape(words[blank.text]))
    return str(escape(words[_VERBS[blank.kind]] % _PLATFORMS[blank.text]))


def _box(link: str, words: Words) -> str:
    return f'<aside class="baca-juga"><span>{escape(words["baca_juga"])}</span> {link}</aside>'


def _caption(text: str, words: Words) -> str:
    """Return a caption as HTML; an AI tool is shown as for the main picture."""
    before, _, last = text.rstrip().rpartition("(")
    found = _ARTIFICIAL.fullmatch(last.removesuffix(")")) if last.endswith(")") else None
    if found is None or not found[1].strip():
        return str(escape(text))
    said = escape(words["buatan"] % found[1].strip())
    return f'{escape(before.rstrip())} <span class="kredit">({said})</span>'.lstrip()


def image(link: Link, context: Context, *, feed: bool) -> str:
    """Return a picture of the site, with its caption; the caption alone if it is not there."""
    whole = context.whole
    src = f"/{link.target.strip('/')}"
    picture = context.ask(names.picture, src, link.text)
    if picture is None:
        return _figure("", link.caption, context.words)
    if is_film(src) or is_sound(src):
        return _player(link, picture.url, words=context.words)
    if feed:
        picture = large(picture, whole)
    variants = sources(picture, whole) if whole and not feed else None
    largest = variants or picture
    url = variants.src if variants else picture.url
    size = f' width="{largest.width}" height="{largest.height}"' if largest.width and largest.height else ""
    # Browsers that can measure a lazy picture do so, if `sizes` on the element itself allows it.
    sizes = escape(variants.sizes) if variants else ""
    srcset = f' srcset="{url} {largest.width}w" sizes="{sizes}"' if variants else ""
    shown = f'<img src="{escape(url)}"{srcset} alt="{escape(link.text)}"{size} loading="lazy" decoding="async">'
    if variants:
        better = f'<source type="image/avif" srcset="{variants.avif}" sizes="{sizes}">'
        shown = f"<picture>{better}{shown}</picture>"
    return _figure(shown, link.caption, context.words)


def _figure(shown: str, caption: str, words: Words) -> str:
    return f"<figure>{shown}<figcaption>{_caption(caption, words)}</figcaption></figure>" if caption else shown


def _player(link: Link, url: str, words: Words) -> str:
    """Return a film or a recording of the site. What cannot play it, such as an old reader of feeds, shows a link."""
    element = "audio" if is_sound(url) else "video"
    said = f' aria-label="{escape(link.text)}"' if link.text else ""
    shown = f'<{element} src="{escape(url)}" controls preload="metadata"{" playsinline" * (element == "video")}{said}>'
    instead = f'<a href="{escape(url)}">{escape(link.text or url.rpartition("/")[2])}</a>'
    return _figure(f"{shown}{instead}</{element}>", link.caption, words)


_MARK_END = "</p>\n"
_NOTES_END = "</section>\n"


def with_mark(html: str, initials: str, url: str) -> str:
    """Put the reporter's mark at the end of the last paragraph, above the footnotes."""
    if html.endswith(_NOTES_END):
        # No text can contain this: its quotation marks are escaped.
        text, notes, rest = html.rpartition('<section class="catatan"')
        return with_mark(text, initials, url) + notes + rest
    name = f'<a href="{escape(url)}">{escape(initials)}</a>' if url else escape(initials)
    mark = f'<span class="inisial">***({name})</span>'
    if html.endswith(_MARK_END):
        return f"{html[: -len(_MARK_END)]}{mark}{_MARK_END}"
    return f"{html}<p>{mark}</p>\n"
