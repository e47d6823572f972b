"""Articles with errors: never published, with the names and links that can be told all the same.

As with a draft, links to them become plain text, and the pictures that they show alone stay private. Whatever their
bytes mention counts, in any place and under any key: a mistake must not publish the photo of an embargoed report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote

from msgspec.structs import replace

from generator.base import dates
from generator.base.dates import DateError
from generator.base.text import SLUG, unix_lines
from generator.base.timestamps import Stamp
from generator.config.article_keys import ARTICLE
from generator.markup.documents import article_url, body_of
from generator.model.records import Article, Ending, Link, Matter
from generator.model.site import Reading
from generator.model.urls import article_slug

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_MOST = 100
"""Lines that may be front matter if nothing says where it ends."""
_NO = r"""[ \t]*[:=][ \t]*["']?(?:false|no|off|tidak|0|null|~)["']?[ \t]*(?:#.*)?$"""
_DRAFT = re.compile(r"""(?mi)^[ \t]*["']?draft?["']?[ \t]*[:=][ \t]*["']?(?:true|yes|ya|on|1)\b""")
_ENDED = r"""["']?(?:retracted|dicabut|gone|selesai|draft?)\b["']?"""
_OVER = re.compile(rf"(?mi)^(?:{_ENDED}(?!{_NO})|[ \t]+{_ENDED}(?!{_NO})[ \t]*[:=])")
"""Keys of what must not stay online because of a mistake beside them, or in them; a line of a summary is none."""
_MONTH = re.compile(r"\b(\d{4})[-/](\d\d)\b")
_BETWEEN = re.compile(r"""[\\?#"<>|*:\x00-\x1f]+""")
"""What is in no name of a file that has an address."""
_ENDING = re.compile(r"\.(?=\d*[A-Za-z])[A-Za-z0-9]{1,10}(?![A-Za-z0-9])")
_BEGINNING = re.compile(r"""(?=/)|[\s'(\[{,=]+""")
"""Where a path may begin, in a name with spaces too."""
_LONGEST = 200
"""Characters of a value, or of a path, that are looked at."""
_PATHS = 20_000
"""Paths of a file that are taken for links."""
_SAID = ("slug", "category", "timestamp", "id", "expires")
_NAMES = {key.name: (key.name, key.local) for key in ARTICLE if key.name in _SAID}


def says_draft(data: bytes) -> bool:
    """Return whether a file that cannot be read calls itself a draft."""
    return _DRAFT.search(_split(_text(data))[0]) is not None


def stand_in(data: bytes, path: str, reading: Reading) -> Article:
    """Return what can be told of an article that cannot be read; `path` is below content/."""
    head, body, first_line = _split(_text(data))
    said = {name: _value(head, names) for name, names in _NAMES.items()}
    slug = said["slug"] if SLUG.fullmatch(said["slug"]) else article_slug(path)
    folder = path.partition("/")[0]
    category = said["category"] if said["category"] in reading.categories else folder
    stamp, expires = _stamp(said["timestamp"], path, reading.zone), _time(said["expires"], reading.zone)
    url = article_url(reading, stamp, category, slug, said["id"] or slug)
    parsed, _ = body_of(body, f"content/{path}", first_line, reading, url=url)
    matter = Matter(
        title=slug, stamp=stamp, authors=(), category=category, type="berita", slug=slug, tags=(), editors=(),
        initials="", sources=(), region="", photo=None, summary="", aliases=(), draft=bool(_DRAFT.search(head)),
        updated=None, expires=expires.epoch if expires else 0, sponsor=None, verification=False, follows="",
        corrections=(), retracted=None, held=True, id=said["id"],
    )  # fmt: skip
    return Article(path, url, matter, parsed)


def wary(article: Article, data: bytes) -> Article:
    """Return an article with errors that refers to every file that its bytes mention, and is over if they say so."""
    text = _text(data)
    folder = article.path[: article.path.rfind("/") + 1]
    known = {link.target for link in article.body.links}
    targets: dict[str, None] = {}
    # What is not UTF-8 may be in the older letters of Windows.
    for name in _mentioned(text if "\ufffd" not in text else text + data.decode("cp1252", "replace")):
        for target in (name,) if name.startswith("/") else (f"/{name}", f"/{folder}{name}"):
            if target not in known:
                targets[target] = None
        if len(targets) >= _PATHS:
            break
    matter = article.matter
    if not (matter.draft or matter.is_over) and _OVER.search(_split(text)[0]):
        matter = replace(matter, ended=Ending())
    links = (*article.body.links, *(Link("image", target) for target in targets))
    return replace(article, body=replace(article.body, links=links), matter=matter)


def _mentioned(text: str) -> Iterator[str]:
    """Yield what may be the path of a file: all that ends as one does, from each place where it may begin."""
    written = (text, *([unquote(text)] if "%" in text else []), *([text.replace("''", "'")] if "''" in text else []))
    seen = set[str]()
    for piece in (piece for one in written for piece in _BETWEEN.split(one)):
        for ending in _ENDING.finditer(piece):
            whole = piece[max(0, ending.end() - _LONGEST) : ending.end()]
            if whole not in seen:
                seen.add(whole)
                starts = {0, *(found.end() for found in _BEGINNING.finditer(whole))}
                yield from (whole[start:] for start in sorted(starts))


def _text(data: bytes) -> str:
    """Return the text of any bytes; that of Windows may have two of them for each character."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    wide = "utf-16" if marked else "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else ""
    return unix_lines(data.decode(wide or "utf-8-sig", "replace")).replace("\0", "").lstrip("\ufeff")


def _split(text: str) -> tuple[str, str, int]:
    """Return front matter, body, and the line on which it begins; where nothing ends the former, both are all of it."""
    first = _FENCE.match(text)
    end = _FENCE.search(text, first.end()) if first else None
    if first is None or end is None or not text[first.end() : end.start()].strip():
        return "\n".join(text.split("\n", _MOST)[:_MOST]), text, 1
    return text[first.end() : end.start()], text[end.end() + 1 :], text.count("\n", 0, end.end()) + 2


def _value(head: str, names: tuple[str, ...]) -> str:
    """Return what stands behind a key, however the line is spoilt; empty if there is no such line."""
    keys = "|".join(map(re.escape, names))
    found = re.search(rf"""(?mi)^[ \t]*["']?(?:{keys})\b["']?[ \t]*[:=]?(.*)$""", head)
    return found[1].partition(" #")[0].strip(" \t\"'")[:_LONGEST] if found else ""


def _time(written: str, zone: str) -> Stamp | None:
    """Return a time, or the beginning of a day; None if it is neither."""
    for parse in (dates.parse, dates.parse_day):
        with suppress(DateError):
            return parse(written, zone)
    return None


def _stamp(written: str, path: str, zone: str) -> Stamp:
    """Return the time of an article as far as it can be told: in the end by the folders that it lies in."""
    months = (month for text in (written, path) if (month := _MONTH.search(text)))
    told = (_time(text, zone) for text in (written, *(f"{month[1]}-{month[2]}-01" for month in months)))
    return next(filter(None, told), Stamp(0, zone))
