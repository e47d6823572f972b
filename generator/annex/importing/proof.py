"""Holds a source against the pages that were built of it: words, dates, bylines, pictures and addresses.

Addresses may come from a file, too: a sitemap, an access log or a list. The source is read again, and its words are
taken from what it says, not from what the import made of it. A loss that the report of the import names is reported;
any other is silent.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

import msgspec

from generator.annex.importing.address_files import listed
from generator.annex.importing.bodies.from_markdown import from_markdown, plain_line
from generator.annex.importing.bodies.tree import Tree, drop, parse
from generator.annex.importing.bodies.wording import shown_by
from generator.annex.importing.items import Item
from generator.annex.importing.old_addresses import parts_of, spelled
from generator.annex.importing.plan import Plan
from generator.annex.importing.report import Line
from generator.annex.importing.survey import named
from generator.annex.importing.target import FOLDER
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.text import clean, slugify
from generator.base.timestamps import is_midnight
from generator.config.media import PICTURES
from generator.engine.write import QUERY_ADDRESSES
from generator.model.records import Record
from generator.model.urls import output_path, part_url

_SHORTCODE = re.compile(r"""\[/?[\w-]+(?:\s+[\w-]+=(?:"[^"]*"|'[^']*'|[^\s\]]+))*\s*/?\]|\[ \]""")
_CAPTION = re.compile(r'\bcaption="([^"]*)"')
_NO_WORD = re.compile(r"\S{1,20}://\S+|\bwww\.\S+|\bbaca juga\b|\[x\](?=\s)")
"""Addresses, which become links, what a box says that leads elsewhere, and the sign of a task that is done."""
_OF_ADDRESSES = frozenset({"address", "left-out", "skipped", "held-back"})
"""Notes that say that nothing is at an address."""
_SIZE = re.compile(r"-\d+x\d+$")
"""How WordPress names a smaller picture."""
_WORD = re.compile(r"\w+")
_PUBLISHED = re.compile(r'<meta property="article:published_time" content="([^"]*)"')
_BYLINE = re.compile(r'<meta name="author" content="([^"]*)"')
_SMALLER = re.compile(r"\.[0-9a-f]{12}\.[\w-]+\.\w+$")
"""The end of the name of a picture that Warta made smaller."""
_FALLBACK = ("iframe", "video", "audio", "object", "noscript", "script", "style", "svg")
"""Elements whose words no reader saw."""
_CLIPPED = 2000
"""Characters of a note beyond which it is cut."""
_REDIRECT = re.compile(rb'<meta http-equiv="refresh" content="0; url=([^"]*)"')
_HEAD = 1 << 12


What = Literal["page", "words", "date", "byline", "picture", "address", "taken"]
"""An address is `taken` if it shows another text than it did."""


class Loss(Record, frozen=True):
    """Something of a text that its page lacks."""

    what: What
    item: str
    address: str
    missing: str
    is_reported: bool
    times: int = 1
    """How often an address is in the file of addresses."""


class Prover:
    """Compares items with pages."""

    def __init__(self, plan: Plan, site: Path, now: int) -> None:
        """Take the plan of an import into `site`; what is published after `now` has no page yet."""
        self._plan, self._output, self._now = plan, site / "build", now
        if not (self._output / "index.html").is_file():
            said = sentence("there is no built portal in {output}; run ssg build first", output=self._output)
            raise UsageError(said)
        self._notes: dict[str, list[Line]] = {}
        try:
            written = (site / FOLDER / "report.jsonl").read_bytes().splitlines()
        except FileNotFoundError as error:
            raise UsageError(sentence("{folder} was not written by an import", folder=site)) from error
        for line in (msgspec.json.decode(line, type=Line) for line in written):
            self._notes.setdefault(line.id, []).append(line)
        lines = (line for notes in self._notes.values() for line in notes if line.code in _OF_ADDRESSES)
        self._told = {spelled(line.address) for line in lines if line.address}
        rules = site / ".ssg" / QUERY_ADDRESSES
        by_rule = msgspec.json.decode(rules.read_bytes(), type=dict[str, str]) if rules.is_file() else {}
        gone = (old.old for old in plan.routes.old if old.how == "gone")
        self._known = {spelled(old, str) for old in (*by_rule, *gone)}
        """Addresses that need no page: a rule of the host leads on from there, what was there is gone on purpose, or
        they were looked at."""
        self.texts = 0

    def lost_addresses(self, files: Iterable[str]) -> Iterator[Loss]:
        """Yield the addresses of lists, and those in files, at which nothing is; the most frequent first.

        Those of texts come with what the texts lost.
        """
        asked = Counter(unquote(old.old) for old in self._plan.lists)
        for file in files:
            found = [path for _, address in listed(file) if (path := self._path(address))]
            if not found:
                said = sentence(
                    "{file} holds no address of the old site: it must be a sitemap, an access log or a list", file=file
                )
                raise UsageError(said)
            asked.update(found)
        for path, times in sorted(asked.items(), key=lambda pair: (-pair[1], pair[0])):
            is_elsewhere = self._plan.media_url and path.lower().endswith(PICTURES)
            if spelled(path, str) not in self._known and not is_elsewhere and not self._page(path):
                yield Loss("address", "", path, path, spelled(path) in self._told, times)

    def _path(self, address: str) -> str:
        """Return the decoded path of an old address, with what its query names; empty for one of another site."""
        path, _, query = (self._plan.hosts.own(address) or "").partition("?")
        named = spelled(f"/?{query}").partition("?")[2]
        path = path and f"/{clean(unquote(path)).lstrip('/')}"
        return f"{path}?{named}" if named else path

    def losses(self, item: Item) -> Iterator[Loss]:
        """Yield what an item lost on its way to readers."""
        route = self._plan.routes.by_id.get(item.id)
        if item.state != "published" or (item.published and item.published.epoch > self._now):
            return
        if item.expires and item.expires.epoch <= self._now:
            return
        self.texts += 1
        old = [path for address in (item.address, *item.aliases) if (path := self._path(address))]
        url = next(filter(None, map(self._page, [*([route.url] if route else []), *old[:1]])), "")
        if not url:
            yield self._loss("page", item, item.title, is_reported=self._has(item, "held-back", "left-out"))
            return
        page = served_by(url, self._output)
        for path in old:
            if (at := served_by(self._page(path), self._output)) == page:
                continue
            is_reported = spelled(path) in self._told
            if at and path == self._path(item.address) and _PUBLISHED.search(at.read_text("utf-8", "replace")):
                yield self._loss("taken", item, path, is_reported=is_reported)
            elif spelled(path, str) not in self._known:
                yield self._loss("address", item, path, is_reported=is_reported)
        self._known.update(spelled(path, str) for path in old)
        yield from self._compare(item, url)

    def _page(self, path: str) -> str:
        """Return the address of the page that readers of an old one come to; empty if there is none."""
        for _ in range(3):
            file = served_by(path, self._output)
            if file is None or not (target := redirect_of(file)):
                return path if file else ""
            path = self._plan.hosts.inside(unquote(target)) or unquote(target)
        return ""

    def _compare(self, item: Item, url: str) -> Iterator[Loss]:
        file = served_by(part_url(url, 0), self._output) or served_by(url, self._output)
        assert file is not None, "the page was found before"
        text = file.read_text("utf-8")
        begin, end = text.find("<article"), text.rfind("</article>")
        article, source = parse(text[begin:end] if 0 <= begin < end else text), parse(_html(item))
        for link in (*article.iter("a"), *source.iter("a")):
            if link.get("href", "").startswith("#"):
                # The number of a footnote is no part of the word before it.
                link.text = f" {link.text or ''}"
        pictures = [picture.get("src", "") for picture in source.iter("img") if not _is_sign(picture)]
        for element in list(source.iter(*_FALLBACK)):
            drop(element)
        noted = {line.before for line in self._notes.get(item.id, ())}
        for link in source.iter("a"):
            if link.get("href") in noted:
                # A box that leads to a draft is shown when that is published.
                drop(link)
        words = [item.title, plain_line(item.summary), *map(unescape, _CAPTION.findall(item.body)), shown_by(source)]
        lost = _words(words) - _words([shown_by(article)]) - self._noted(item)
        if lost:
            yield self._loss("words", item, " ".join(lost.elements()), is_reported=self._is_clipped(item))
        if item.kind == "article":
            yield from self._head(item, text)
        photo = media.url if (media := self._plan.seen.files.get(item.photo)) else item.photo
        there = {_name(shown.get("src") or shown.get("href") or "") for shown in article.iter("img", "a")}
        missing = {_name(picture) for picture in (*pictures, photo)} - there - {""}
        missing = {name for name in missing if _SIZE.sub("", name) not in there}
        lines = (line for key in (item.id, "") for line in self._notes.get(key, ()))
        reported = {_name(text) for line in lines for text in (line.before, line.message)}
        for name in sorted(missing):
            yield self._loss("picture", item, name, is_reported=not reported.isdisjoint((name, _SIZE.sub("", name))))

    def _head(self, item: Item, text: str) -> Iterator[Loss]:
        found = _PUBLISHED.search(text)
        if item.published and found:
            is_day = is_midnight(item.published)
            local = item.published.local
            if not found[1].startswith(f"{local:%Y-%m-%d}" if is_day else f"{local:%Y-%m-%dT%H:%M}"):
                yield self._loss("date", item, f"{local:%Y-%m-%d %H:%M}", is_reported=self._has(item, "time"))
        bylines = {unescape(name).casefold() for name in _BYLINE.findall(text)}
        people = self._plan.seen.people
        for key in item.authors:
            # A login that is no key of anybody may differ from one in its signs.
            profile = people.get(key) or people.get(slugify(key))
            name = named(profile.person.name if profile else key)
            if name and name.casefold() not in bylines:
                yield self._loss("byline", item, name, is_reported=self._has(item, "author"))

    def _loss(self, what: What, item: Item, missing: str, *, is_reported: bool) -> Loss:
        return Loss(what, item.id, item.address, missing, is_reported)

    def _has(self, item: Item, *codes: str) -> bool:
        return any(line.code in codes for line in self._notes.get(item.id, ()))

    def _noted(self, item: Item) -> Counter[str]:
        """Return the words that notes on an item say are missing."""
        return _words(f"{line.message} {line.before}" for line in self._notes.get(item.id, ()))

    def _is_clipped(self, item: Item) -> bool:
        return any(len(line.before) >= _CLIPPED or line.code == "words" for line in self._notes.get(item.id, ()))


def _html(item: Item) -> str:
    """Return a body as HTML, without what only its system reads."""
    if item.markup == "markdown":
        return from_markdown(item.body, None)
    return _SHORTCODE.sub(" ", item.body) if item.markup == "wordpress" else item.body


def _words(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _WORD.findall(_NO_WORD.sub(" ", text.casefold())))


def _is_sign(picture: Tree) -> bool:
    """Return whether a picture is a smiley or a tracking pixel."""
    names = picture.get("class", "")
    return "smiley" in names or "emoji" in names or picture.get("width") in {"0", "1"}


def _name(address: str) -> str:
    """Return what remains of a picture's name in the address of a smaller version; empty for what is no picture."""
    name = unquote(parts_of(address).path).rpartition("/")[2]
    if not name.lower().endswith(PICTURES):
        return ""
    return name.partition(".")[0] if _SMALLER.search(name) else slugify(name.rpartition(".")[0], 60)


def served_by(path: str, output: Path) -> Path | None:
    """Return the file that readers get at an address of a built portal."""
    for address in (path, f"{path}/"):
        file = output / output_path(address)
        if "?" not in path and ".." not in address.split("/") and os.path.isfile(file):
            return file
    return None


def redirect_of(file: Path) -> str:
    """Return where a page redirects; empty if it does not."""
    if file.suffix != ".html":
        return ""
    with file.open("rb") as opened:
        found = _REDIRECT.search(opened.read(_HEAD))
    return unescape(found[1].decode("utf-8", "replace")) if found else ""
