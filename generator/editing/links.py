"""Rewrites the links of a text whose targets have moved."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import Literal
from urllib.parse import quote

from generator.base.text import slugify
from generator.config import rewriting
from generator.config.article_keys import names_of
from generator.editing.sources import scalars
from generator.markup.inlines import reach, resolved
from generator.markup.markdown import parse_body
from generator.markup.source import spans_of_code
from generator.model.lookup_keys import link_key, person_key
from generator.model.records import Link, Record
from generator.model.site import Reading
from generator.model.urls import own_path

_TARGETS = re.compile(
    r"""
    \]\( [ \t]* (?: < ([^<>\n]+) > | ([^\s<>()]+) ) (?= [ \t]* \) | [ \t]+ ["'(] )
    | ^[ ]{0,3} \[ [^\]\n]+ \]: [ \t]* (?: < ([^<>\n]+) > | (\S+) )
    """,
    re.MULTILINE | re.VERBOSE,
)
"""The target of a link or picture, with or without angle brackets, and that of a reference definition."""
_BRACKETED = (1, 3)
_UNFIT = re.compile(r"[\s()<>\"'`\\]")
"""What a target without angle brackets cannot hold."""
_NAMED = MappingProxyType(
    {
        "follows": "",
        "related": "",
        "unrelated": "",
        "photo": "src",
        "corrections": "link",
        "author": "",
        "editor": "",
        "pinned": "",
        "picture": "",
        "link": "",
    }
)
"""Keys of the front matter that name an article, a picture or a person; for a group, with its inner key."""
_PEOPLE = ("author", "editor")
_PINS = frozenset(["lead", "utama", "next", "berikutnya", "picks", "pilihan", "article", "berita", "link", "tautan"])
"""Keys of a file for a front page that name an article or address."""
_BRACKET = re.compile(r"\\.|!?\[|\]", re.DOTALL)
_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


class Home(Record, frozen=True):
    """The place of a text, which decides what its relative links mean."""

    path: str
    """Of its file, below content/."""
    url: str
    """Of its page."""

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]


def followed(text: str, moved: Mapping[int, str], before: Home, after: Home, reading: Reading) -> str:
    """Return the text of a Markdown file after a move, with links to the same targets as before.

    `moved` maps the key of an old target (`lookup_keys.link_key`) to how it is written now.

    Raises:
        NotRewrittenError: a value of the front matter cannot be changed alone.

    """
    text = _front_matter(text, moved, reading)
    first = _FENCE.match(text)
    end = _FENCE.search(text, first.end()) if first else None
    start = end.end() if end else 0
    body = text[start:]
    if _TARGETS.search(body) is None:
        return text
    parsed, _ = parse_body(body, f"content/{before.path}", base_url=reading.base_url, url=before.url)
    # Ignore apparent links in code, and others without effect.
    meant = {link.target.partition("#")[0] for link in parsed.links}
    code = spans_of_code(body) if "`" in body or "~~~" in body else []

    def is_code(at: int) -> bool:
        number = bisect_right(code, at, key=itemgetter(0))
        return number > 0 and at < code[number - 1][1]

    ends = _ends_of_pictures(found for found in _BRACKET.finditer(body) if not is_code(found.start()))

    def rewritten(match: re.Match[str]) -> str:
        number = match.lastindex or 1
        if is_code(match.start(number)):
            return match[0]
        raw = match[number]
        own = own_path(raw, reading.base_url)
        picture = match.start() in ends
        if not own and reach(raw) != "site":
            return match[0]
        target = own or resolved(raw, before.folder, before.url, picture=picture) or ""
        path, sign, rest = target.partition("#")
        if not target or path not in meant:
            return match[0]
        new = moved.get(link_key(Link("image" if picture else "link", path)))
        if new is not None:
            new = f"{reading.base_url if own else ''}{new}{sign}{rest}"
        elif not own and resolved(raw, after.folder, after.url, picture=picture) != target:
            new = target
        if new is None:
            return match[0]
        if number not in _BRACKETED:
            new = _UNFIT.sub(lambda found: quote(found[0], safe=""), new)
        at = match.start(number) - match.start()
        return match[0][:at] + new + match[0][at + len(raw) :]

    return text[:start] + _TARGETS.sub(rewritten, body)


def steered(text: str, moved: Mapping[int, str], kanal: Mapping[str, str], base_url: str) -> str:
    """Return the text of a file for a front page after a move; `moved` as above, `kanal` from old slug to new."""
    whole = rewriting.values(text)
    for place, value in scalars(whole):
        names = [step for step in place if isinstance(step, str)]
        target, sign, rest = value.value.partition("#")
        own = own_path(target, base_url) or target
        new = moved.get(link_key(Link("link", own))) if names[-1] in _PINS else None
        if names[0] in ("blocks", "blok") and names[-1] in ("blocks", "blok", "kanal"):
            new = kanal.get(target)
        if new is not None and target:
            text = rewriting.replaced(text, place, f"{new}{sign}{rest}")
    return text


def _ends_of_pictures(brackets: Iterable[re.Match[str]]) -> set[int]:
    """Return where the texts of pictures end: their opening brackets have an exclamation mark."""
    opened: list[str] = []
    ends = set()
    for found in brackets:
        if found[0] in ("[", "!["):
            opened.append(found[0])
        elif found[0] == "]" and opened and opened.pop() == "![":
            ends.add(found.start())
    return ends


def _front_matter(text: str, moved: Mapping[int, str], reading: Reading) -> str:
    whole = rewriting.values(text)
    for key, below in _NAMED.items() if whole else ():
        assert whole is not None
        name = next((name for name in names_of(key) if name in whole.entries), key)
        for place, value in scalars(whole.entries.get(name), (name,)):
            inner = [step for step in place[1:] if isinstance(step, str)]
            if len(inner) > 1 or (inner and not (below and inner[0] in names_of(below))):
                continue
            path, sign, rest = value.value.partition("#")
            target = own_path(path, reading.base_url) or path
            kind: Literal["image", "link"] = "image" if key in ("photo", "picture") else "link"
            link = person_key(slugify(value.value)) if key in _PEOPLE else link_key(Link(kind, target))
            new = moved.get(link)
            if value.value.strip() and new is not None and new != path:
                text = rewriting.replaced(text, place, f"{new}{sign}{rest}")
    return text
