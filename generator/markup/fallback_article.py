"""Articles with errors.

They are never published, but keep the names and links that can be determined: as with a draft, links to them become
plain text.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from generator.base.errors import Problem
from generator.base.text import unix_lines
from generator.config import yaml_text
from generator.config.article_keys import ARTICLE
from generator.markup.documents import parse, split
from generator.markup.markdown import parse_body
from generator.model.records import Article, Ending, Link
from generator.model.site import Reading

_MOST = 100
"""Lines that may be front matter if its end is not marked."""
_NO = r"""[ \t]*[:=][ \t]*["']?(?:false|no|off|tidak|0|null|~)["']?[ \t]*(?:#.*)?$"""
_UNPUBLISHED = r"""["']?status["']?[ \t]*[:=][ \t]*["']?(?:dra|rev|dise)\w*"""
"""A status that is probably meant to be draft or review."""
_LIKE_DRAFT = rf"""(?mi)^[ \t]*(?:["']?draft?["']?[ \t]*[:=][ \t]*["']?(?:true|yes|ya|on|1)|{_UNPUBLISHED})\b"""
_ENDED = r"""["']?(?:retracted|dicabut|gone|selesai|draft?)\b["']?"""
_OVER = rf"(?mi)^(?:{_ENDED}(?!{_NO})[ \t]*[:=]|{_UNPUBLISHED})"
"""Keys of articles that must not stay online because of another mistake; a line of a summary or a paragraph is none."""
_KEY = re.compile(r"""(?m)^["']?([\w-]+)["']?[ \t]*:.*(?:\n[ \t-].*)*""")
"""A key with its value, whatever is wrong above and below."""
_NAMES = {written: key.name for key in ARTICLE for written in (key.name, key.local)}
_MONTH = re.compile(r"\b(\d{4})[-/](\d\d)\b")


def says_draft(data: bytes) -> bool:
    return re.search(_LIKE_DRAFT, _split(data)[0]) is not None


def links_in(data: bytes, path: str, reading: Reading) -> tuple[Link, ...]:
    """Return the links of a file with unreadable front matter; none of a draft."""
    _, body, first_line = _split(data)
    return () if says_draft(data) else parse_body(body, path, first_line, reading.base_url)[0].links


def fallback_article(data: bytes, path: str, reading: Reading) -> Article:
    """Return what can be determined of an unreadable article: whatever its keys say that have no mistake."""
    head, body, _ = _split(data)
    month = _MONTH.search(path)
    default = {"timestamp": f"timestamp: {month[1] if month else 1970}-{month[2] if month else '01'}-01 00:00"}
    keys = dict(default)
    for found in _KEY.finditer(head):
        name = _NAMES.get(found[1])
        if name and yaml_text.parse(found[0], path)[0] is not None:
            keys[name] = found[0]
    wrong, line = {problem.where.line for problem in _parsed(keys, "", path, reading)[1]}, 2
    for name, text in list(keys.items()):
        height = text.count("\n") + 1
        if not wrong.isdisjoint(range(line, line + height)):
            del keys[name]
        line += height
    article = _parsed(default | keys, body, path, reading)[0] or _parsed(default, "", path, reading)[0]
    assert article is not None
    matter = article.matter
    title, is_draft = matter.title or matter.slug, matter.draft or says_draft(data)
    return replace(article, matter=replace(matter, title=title, draft=is_draft, held=True))


def _parsed(keys: dict[str, str], body: str, path: str, reading: Reading) -> tuple[Article | None, list[Problem]]:
    record, problems = parse("\n".join(("---", *keys.values(), "---", body)).encode(), path, reading)
    return record if isinstance(record, Article) else None, problems


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
    head, body, first_line, problems = split(text, "")
    if problems or not head.strip():
        return "\n".join(text.split("\n", _MOST)[:_MOST]), text, 1
    return head, body, first_line
