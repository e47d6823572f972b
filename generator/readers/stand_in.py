"""Stand-ins for articles that cannot be read: never published, with the names and links that can be told all the same.

As with a draft, links to them become plain text, and the pictures that they show alone stay private.
"""

from __future__ import annotations

import re
from contextlib import suppress

from msgspec.structs import replace

from generator.base import dates
from generator.base.dates import DateError, Stamp
from generator.base.text import unix_lines
from generator.portal.records import Article, Body, Ending, Link, Matter
from generator.portal.site import Reading
from generator.portal.urls import article_slug
from generator.readers.fields import SLUG
from generator.readers.keys import ARTICLE
from generator.readers.markdown import parse_body

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_MOST = 100
"""Lines that may be front matter if nothing says where it ends."""
_DRAFT = re.compile(r"""(?mi)^[ \t]*["']?draft?["']?[ \t]*[:=][ \t]*["']?(?:true|yes|ya|on|1)\b""")
_OVER = re.compile(r"(?mi)^[ \t]*[\"']?(?:retracted|dicabut|gone|selesai)\b")
"""Keys of what must not stay online because of a mistake beside them."""
_MONTH = re.compile(r"\b(\d{4})[-/](\d\d)\b")
_WORD = re.compile(r"""[^\s"'<>|\\,:()\[\]{}]+""")
_FILE = re.compile(r"\.[A-Za-z0-9]{2,5}")
_LONGEST = 200
"""Characters of a value that are looked at."""
_LINKS = 500
"""Paths of a front matter that are taken for links."""
_NAMES = {key.name: (key.name, key.local) for key in ARTICLE if key.name in ("slug", "category", "timestamp", "id")}


def says_draft(data: bytes) -> bool:
    """Return whether a file that cannot be read calls itself a draft."""
    return _DRAFT.search(_split(_text(data))[0]) is not None


def stand_in(data: bytes, path: str, reading: Reading) -> Article:
    """Return what can be told of an article that cannot be read.

    Args:
        data: its bytes.
        path: below content/.
        reading: the site's configuration.

    """
    head, body, first_line = _split(_text(data))
    said = {name: _value(head, names) for name, names in _NAMES.items()}
    slug = said["slug"] if SLUG.fullmatch(said["slug"]) else article_slug(path)
    folder = path.partition("/")[0]
    category = said["category"] if said["category"] in reading.categories else folder
    stamp = _stamp(said["timestamp"], path, reading.zone)
    at = stamp.local
    url = reading.permalink.format(
        category=category, year=f"{at.year:04d}", month=f"{at.month:02d}", day=f"{at.day:02d}", hour=f"{at.hour:02d}",
        minute=f"{at.minute:02d}", slug=slug, id=said["id"] or slug,
    )  # fmt: skip
    parsed, _ = parse_body(
        body, f"content/{path}", first_line, sponsored=False, base_url=reading.base_url, title="", url=url,
        html=reading.html, theme_ids=reading.theme_ids,
    )  # fmt: skip
    matter = Matter(
        title=slug, stamp=stamp, authors=(), category=category, type="berita", slug=slug, tags=(), editors=(),
        initials="", sources=(), region="", photo=None, summary="", aliases=(), draft=bool(_DRAFT.search(head)),
        updated=None, expires=0, sponsor=None, verification=False, follows="", corrections=(), retracted=None,
        held=True, id=said["id"], ended=Ending() if _OVER.search(head) else None,
    )  # fmt: skip
    return Article(path, url, matter, _with_links(parsed, head, path))


def _with_links(body: Body, head: str, path: str) -> Body:
    """Return a body that refers to all that front matter may name, as files or pictures, whatever the key."""
    folder = path[: path.rfind("/") + 1]
    words = dict.fromkeys(word[0] for word in _WORD.finditer(head))
    paths = [word for word in words if "/" in word or _FILE.fullmatch(word[word.rfind(".") :])]
    targets = [
        target
        for name in paths[:_LINKS]
        for target in ((name,) if name.startswith("/") else (f"/{name}", f"/{folder}{name}"))
    ]
    return replace(body, links=(*body.links, *(Link("image", target) for target in targets)))


def _text(data: bytes) -> str:
    return unix_lines(data.decode("utf-8-sig", "replace")).replace("\0", " ")


def _split(text: str) -> tuple[str, str, int]:
    """Return front matter, body, and the line on which it begins; where nothing ends the former, both are all of it."""
    first = _FENCE.match(text)
    end = _FENCE.search(text, first.end()) if first else None
    if first is None or end is None:
        return "\n".join(text.split("\n", _MOST)[:_MOST]), text, 1
    return text[first.end() : end.start()], text[end.end() + 1 :], text.count("\n", 0, end.end()) + 2


def _value(head: str, names: tuple[str, ...]) -> str:
    """Return what stands behind a key, however the line is spoilt; empty if there is no such line."""
    keys = "|".join(map(re.escape, names))
    found = re.search(rf"""(?mi)^[ \t]*["']?(?:{keys})\b["']?[ \t]*[:=]?(.*)$""", head)
    return found[1].partition(" #")[0].strip(" \t\"'")[:_LONGEST] if found else ""


def _stamp(written: str, path: str, zone: str) -> Stamp:
    """Return the time of an article as far as it can be told: in the end by the folders that it lies in."""
    for parse in (dates.parse, dates.parse_day):
        with suppress(DateError):
            return parse(written, zone)
    for text in (written, path):
        if (month := _MONTH.search(text)) is not None:
            with suppress(DateError):
                return dates.parse_day(f"{month[1]}-{month[2]}-01", zone)
    return Stamp(0, zone)
