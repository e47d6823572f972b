"""Articles with errors.

They are never published, but keep the names and links that can be determined: as with a draft, links to them become
plain text.
"""

from __future__ import annotations

import re
from contextlib import suppress

from msgspec.structs import replace

from generator.base import dates
from generator.base.dates import DateError
from generator.base.text import SLUG, unix_lines
from generator.base.timestamps import Stamp
from generator.config.addresses import article_url
from generator.config.article_keys import ARTICLE
from generator.config.front_matter import folder_kanal
from generator.markup.documents import FENCE, body_of
from generator.model.records import Article, Ending, Matter
from generator.model.site import Reading
from generator.model.urls import article_slug

_MOST = 100
"""Lines that may be front matter if its end is not marked."""
_NO = r"""[ \t]*[:=][ \t]*["']?(?:false|no|off|tidak|0|null|~)["']?[ \t]*(?:#.*)?$"""
_UNPUBLISHED = r"""["']?status["']?[ \t]*[:=][ \t]*["']?(?:dra|rev|dise)\w*"""
"""A status that is probably meant to be draft or review."""
_LIKE_DRAFT = rf"""(?mi)^[ \t]*(?:["']?draft?["']?[ \t]*[:=][ \t]*["']?(?:true|yes|ya|on|1)|{_UNPUBLISHED})\b"""
_ENDED = r"""["']?(?:retracted|dicabut|gone|selesai|draft?)\b["']?"""
_OVER = rf"(?mi)^(?:{_ENDED}(?!{_NO})[ \t]*[:=]|{_UNPUBLISHED})"
"""Keys of articles that must not stay online because of another mistake; a line of a summary or a paragraph is none."""
_MONTH = r"\b(\d{4})[-/](\d\d)\b"
_LONGEST_VALUE = 200
"""Characters of a value that are examined."""
_SAID = ("slug", "category", "timestamp", "id", "expires")
_NAMES = {key.name: (key.name, key.local) for key in ARTICLE}
_ADDRESS = re.compile(r"""(?<![^\s"',\[])/(?:[\w%~-][\w.%~-]*+/)*+(?:[\w%~-][\w.%~-]*+)?+(?![^\s"',\]])""")
"""An old address that needs no more to be one."""
_ALIASES = 100
"""The most of them."""


def says_draft(data: bytes) -> bool:
    return re.search(_LIKE_DRAFT, _split(data)[0]) is not None


def fallback_article(data: bytes, path: str, reading: Reading) -> Article:
    """Return what can be determined of an unreadable article; `path` is below content/."""
    head, body, first_line = _split(data)
    said = {name: _value(head, _NAMES[name]) for name in _SAID}
    slug = said["slug"] if SLUG.fullmatch(said["slug"]) else article_slug(path)
    category = said["category"] if said["category"] in reading.categories else folder_kanal(path, reading)
    stamp, expires = _stamp(said["timestamp"], path, reading.zone), _time(said["expires"], reading.zone)
    url = article_url(reading, stamp, category, slug, said["id"] or slug)
    parsed, _ = body_of(body, f"content/{path}", first_line, reading, url=url)
    matter = Matter(
        title=slug, stamp=stamp, authors=(), category=category, type="berita", slug=slug, tags=(), editors=(),
        initials="", sources=(), region="", photo=None, summary="", aliases=_aliases(head), updated=None, sponsor=None,
        draft=bool(re.search(_LIKE_DRAFT, head)), expires=expires.epoch if expires else 0, verification=False,
        follows="", corrections=(), retracted=None, held=True, id=said["id"],
    )  # fmt: skip
    return Article(path, url, matter, parsed)


def ended_if_said(article: Article, data: bytes) -> Article:
    """Return an article with errors, ended if its bytes say so."""
    matter = article.matter
    head, _, first_line = _split(data)
    if first_line == 1:
        # Without an end, the front matter is at most what comes before the first empty line.
        head = head.lstrip("-\n").partition("\n\n")[0]
    if not (matter.draft or matter.is_over) and re.search(_OVER, head):
        matter = replace(matter, ended=Ending())
    return replace(article, matter=matter)


def _split(data: bytes) -> tuple[str, str, int]:
    """Return front matter, body and its first line; if the front matter has no end, both are the whole text."""
    text = unix_lines(data.decode("utf-8-sig", "replace"))
    first = FENCE.match(text)
    end = FENCE.search(text, first.end()) if first else None
    if first is None or end is None or not text[first.end() : end.start()].strip():
        return "\n".join(text.split("\n", _MOST)[:_MOST]), text, 1
    return text[first.end() : end.start()], text[end.end() + 1 :], text.count("\n", 0, end.end()) + 2


def _value(head: str, names: tuple[str, ...]) -> str:
    """Return the value after a key, however malformed the line; empty if there is none."""
    keys = "|".join(map(re.escape, names))
    found = re.search(rf"""(?mi)^[ \t]*["']?(?:{keys})\b["']?[ \t]*[:=]?(.*)$""", head)
    return found[1].partition(" #")[0].strip(" \t\"'")[:_LONGEST_VALUE] if found else ""


def _aliases(head: str) -> tuple[str, ...]:
    """Return the old addresses, which lead on to the page that stays, however malformed their lines."""
    keys = "|".join(map(re.escape, _NAMES["aliases"]))
    found = re.search(rf"""(?mi)^[ \t]*["']?(?:{keys})\b.*(?:\n[ \t-].*)*""", head)
    addresses = dict.fromkeys(_ADDRESS.findall(found[0])) if found else {}
    return tuple(one for one in addresses if one != "/")[:_ALIASES]


def _time(written: str, zone: str) -> Stamp | None:
    """Return a time, or the beginning of a day; None if it is neither."""
    for parse in (dates.parse, dates.parse_day):
        with suppress(DateError):
            return parse(written, zone)
    return None


def _stamp(written: str, path: str, zone: str) -> Stamp:
    """Return an article's time as far as it can be determined, at worst from its folders."""
    months = (month for text in (written, path) if (month := re.search(_MONTH, text)))
    told = (_time(text, zone) for text in (written, *(f"{month[1]}-{month[2]}-01" for month in months)))
    return next(filter(None, told), Stamp(0, zone))
