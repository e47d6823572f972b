"""What readers have: of each article, and in one line of all that is on its way.

Nothing is called sent before the build that publishes says so (see `store.publication`), and nothing is called public
before its public address has answered with the page that was built.
"""

from __future__ import annotations

import math
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import Any, Literal
from urllib.parse import quote

from msgspec.structs import replace

from generator.annex.desk import files
from generator.annex.desk.desk import Desk, Nothing
from generator.annex.desk.people import Person
from generator.annex.desk.presence import presence
from generator.base.digest import digest
from generator.base.errors import UsageError
from generator.base.http_client import ask
from generator.base.sentences import Sentence, counted, sentence
from generator.base.timestamps import Stamp, clock
from generator.editing.sources import NOTES, read
from generator.model.ordinal import last_ordinal
from generator.model.records import Article, Record
from generator.model.urls import output_path
from generator.preview.watch import Saved
from generator.store import desk as lists
from generator.store import publication
from generator.store.publication import Builds, Publication

PUSH = "push"
"""The target that stands for a pipeline."""
_TICK_SECONDS = 0.5
_SETTLED_SECONDS = 3.0
"""After which a waiting build has begun with whatever was saved."""
_MAX_FILES_PER_TICK = 1000
_NAMES = (".md", ".yaml")
_MAX_REQUESTS_PER_TICK = 10
_PAGE_BYTES = 8 << 20
_PATIENCE_SECONDS = 1800
"""After which a page is requested no more until somebody asks for it."""
_MAX_PAGES = 1000
_MAIN = re.compile(rb"<main\b.*?</main>", re.DOTALL)
_MARKUP = re.compile(rb"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
_MAX_NEW_PAGES = 5
"""Pages that a request makes the desk ask about, in the background; of the others it is said what is known."""

Reach = Literal["", "ready", "waiting", "sending", "sent", "public", "held", "leaving"]
"""How far what is saved has come: empty for what is not meant for readers, `ready` where no place is known to send it
to, `leaving` for what readers still have."""


ReachOf = Callable[[Article | None, bytes], dict[str, Any]]
"""Tells where an article in a file with some bytes is on its way to readers, and how far it has come."""


class Readers:
    """What readers have, and what they are still to get. Any thread may ask."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._changed: dict[str, float] = {}
        """Path from content/ -> when it was saved, or its hour came: what readers may not have yet."""
        self._shown: set[str] = set()
        """Paths of these that readers had when it was saved."""
        self.pushed_at = 0.0
        """When the last push began that succeeded."""
        self.trouble: tuple[str, float] = ("", 0.0)
        """Why publishing does not work at all, and when it is tried again; empty while it does."""
        self.is_pushing = False
        self.notices: tuple[str, ...] = ()
        """What was left as it is here by the last push that left anything, and why."""
        self._looked = desk.now
        self._line: dict[str, Any] = {}
        self._recent: set[str] = set()
        """Paths of what has been on its way since the desk began."""
        self._pages = _PublicPages(desk)

    def begin(self) -> None:
        ended = threading.Event()
        self._desk.live.at_end.append(lambda _: ended.set())
        for act, name in ((self._look, "ssg readers"), (self._request, "ssg public pages")):
            threading.Thread(target=_repeat, args=(act, ended), name=name, daemon=True).start()

    def follow(self, saved: Saved) -> None:
        """Take note of what was saved, by whatever program."""
        now = time.time()
        names = {name.removeprefix("content/") for name in saved.names if name.endswith(_NAMES)}
        names = {name for name in names if NOTES not in name.split("/")}
        with publication.builds(self._desk.folder) as builds:
            shown = {name for name in names if builds.of(name, "").is_shown}
        with self._lock:
            self._note(dict.fromkeys(names, now))
            self._shown |= shown

    def _note(self, changed: dict[str, float]) -> None:
        self._changed |= changed
        self._recent |= changed.keys()

    def is_waiting(self, calm: float) -> bool:
        """Return whether anything has changed since the last push, and nothing for so many seconds."""
        with self._lock:
            newest = max(self._changed.values(), default=0.0)
        return self.pushed_at <= newest < time.time() - calm

    def has_changed_since(self, at: float) -> bool:
        with self._lock:
            return any(since > at for since in self._changed.values())

    @contextmanager
    def looking(self) -> Iterator[ReachOf]:
        """Yield what tells how far articles have come, all as of one moment."""
        asks = iter(range(_MAX_NEW_PAGES))

        def reach_of(article: Article | None, data: bytes) -> dict[str, Any]:
            state = state_of(self._desk, article)
            if article is None:
                return {"state": state, "reach": "", "said": ""}
            where, since, why = self._reach(article, data, state, known, found, asks)
            said = _said(where, self._clock(since), why)
            return {"state": state, "reach": where, "said": _capitalised(self._desk.put(said)) if said else ""}

        known = publication.read(self._desk.folder)
        with publication.builds(self._desk.folder) as found:
            yield reach_of

    def reach(self, article: Article | None, data: bytes) -> dict[str, Any]:
        """Return how far one article has come, and what to say of it; see `looking`."""
        with self.looking() as reach_of:
            return reach_of(article, data)

    def _reach(
        self, article: Article, data: bytes, state: str, known: Publication, builds: Builds, asks: Iterator[int]
    ) -> tuple[Reach, float, str]:
        desk = self._desk
        wanted = state in ("published", "withdrawn")
        if not desk.site.desk.publish:
            return ("ready" if wanted else ""), 0.0, ""
        if why := dict(known.held).get(f"content/{article.path}"):
            return "held", 0.0, why
        built = builds.of(article.path, article.url)
        since = self._changed.get(article.path, 0.0)
        is_busy = known.phase in ("building", "deploying") or self.is_pushing
        is_pushed = desk.site.desk.publish != PUSH or since < self.pushed_at
        is_read = built.digest == digest(data)
        if not wanted:
            is_gone = is_read and not built.is_shown and known.delivered == builds.number
            was_shown = built.is_shown or article.path in self._shown
            return ("leaving" if was_shown and not is_gone and state != "scheduled" else ""), since, ""
        page = built.page
        if page is None or not (is_read and built.is_shown and is_pushed and 0 < known.delivered >= page):
            # At its hour an article is due, whenever it was saved.
            return ("sending" if is_busy else "waiting"), since or float(article.matter.stamp.epoch), ""
        seen_at = self._pages.seen_at(article.url, page, asks)
        # Of a page that was there before the desk looked, nobody knows since when.
        return ("public" if seen_at else "sent"), (seen_at if article.path in self._recent else 0.0), ""

    def _request(self) -> None:
        if self._pages.request():
            self._tell(self.line())

    def _look(self) -> None:
        self._add_due()
        known = publication.read(self._desk.folder)
        with self._lock:
            some = [*self._changed.items()][:_MAX_FILES_PER_TICK]
        with publication.builds(self._desk.folder) as builds:
            done = [(path, since) for path, since in some if self._has_arrived(path, since, known, builds)]
        with self._lock:
            for path, since in done:
                # What was saved once more meanwhile is looked at again.
                if self._changed.get(path) == since:
                    del self._changed[path]
                    self._shown.discard(path)
        line = self.line()
        if line != self._line:
            self._line = line
            self._tell(line)

    def _tell(self, line: dict[str, Any]) -> None:
        presence(self._desk).tell({"kind": "publishing", **line})

    def _add_due(self) -> None:
        """Take note of the articles whose hour has come since the last look."""
        before, now = self._looked, self._desk.now
        self._looked = now
        if before < now:
            with self._desk.stored() as store:
                due = lists.published(store, (), last_ordinal(before) + 1, last_ordinal(now) + 1, _MAX_FILES_PER_TICK)
            with self._lock:
                self._note({found.path: float(now) for _, found in due})

    def _has_arrived(self, path: str, since: float, known: Publication, builds: Builds) -> bool:
        desk = self._desk
        if not desk.site.desk.publish:
            return True
        data = files.peek(desk.folder, path) or b""
        article = article_in(desk, path, data) if path.endswith(".md") and data else None
        state = state_of(desk, article) if article is not None else ""
        # A pipeline has to know of what it is to publish at its hour.
        if desk.site.desk.publish == PUSH and since >= self.pushed_at and state not in ("draft", "review"):
            return False
        if article is not None:
            reach = self._reach(article, data, state, known, builds, iter(range(1)))[0]
            return reach not in ("waiting", "sending", "leaving")
        is_idle = known.phase == "waiting" and not known.failing_since
        return is_idle and time.time() - since > _SETTLED_SECONDS and known.delivered == builds.number

    def line(self) -> dict[str, Any]:
        desk, known = self._desk, publication.read(self._desk.folder)
        with self._lock:
            count, first = len(self._changed), min(self._changed.values(), default=0.0)
        state, said = self._state(known, count, first)
        left = len(known.held)
        held = counted("{count} file is held back for a mistake", "{count} files are held back for mistakes", left)
        parts = [desk.put(said), *([desk.put(held)] if left else []), *self.notices]
        return {"state": state, "text": _capitalised(" · ".join(parts if state != "nowhere" else parts[:1]))}

    def _state(self, known: Publication, count: int, first: float) -> tuple[str, Sentence]:
        target = self._desk.site.desk.publish
        waiting = counted("{count} change waits", "{count} changes wait", count)
        if not target:
            return "nowhere", sentence("readers get nothing from here: set desk: publish: in site.yaml")
        why, again = self.trouble
        since = first
        if not why and known.failing_since:
            why, again, since = known.why, float(known.next), float(known.failing_since)
        if why:
            return "failing", sentence(
                "nothing gets to readers since {time}: {why}; tried again at {again}; {waiting}",
                time=self._clock(since or time.time()), why=why, again=self._clock(again), waiting=waiting,
            )  # fmt: skip
        if not known.delivered:
            return "sending", sentence("the portal is being made for readers for the first time")
        if not count:
            return "idle", sentence("everything is sent")
        if known.phase in ("building", "deploying") or self.is_pushing:
            return "sending", counted("{count} change is being sent", "{count} changes are being sent", count)
        return "waiting", counted(
            "{count} change waits to be sent since {time}", "{count} changes wait to be sent since {time}", count,
            time=self._clock(first),
        )  # fmt: skip

    def _clock(self, at: float) -> str:
        return clock(Stamp(int(at), self._desk.site.zone)) if at else ""


def _repeat(act: Callable[[], None], ended: threading.Event) -> None:
    while not ended.wait(_TICK_SECONDS):
        # Whatever a store or a file says, the desk goes on.
        with suppress(OSError, UsageError):
            act()


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _said(reach: Reach, at: str, why: str) -> Sentence | None:
    return {
        "ready": sentence("ready for readers"),
        "waiting": sentence("waits to be sent since {time}", time=at),
        "sending": sentence("is being sent"),
        "sent": sentence("sent, but not to be seen yet"),
        "public": sentence("with readers since {time}", time=at) if at else sentence("with readers"),
        "held": sentence("held back: {why}", why=why),
        "leaving": sentence("readers still have it"),
    }.get(reach)


def article_in(desk: Desk, path: str, data: bytes) -> Article | None:
    """Return the article in a file with some bytes, whatever is wrong with it; None if there is none in it."""
    record, _ = read(path, data, desk.site.reading, broken=True)
    return record if isinstance(record, Article) else None


def state_of(desk: Desk, article: Article | None) -> str:
    """Return where an article is on its way to readers."""
    if article is None:
        return "broken"
    matter, now = article.matter, desk.now
    if matter.is_over:
        return "withdrawn"
    if matter.draft:
        return "review" if matter.review else "draft"
    if matter.stamp.epoch > now:
        return "scheduled"
    return "expired" if 0 < matter.expires <= now else "published"


def readers(desk: Desk) -> Readers:
    return desk.part(Readers)


def line(desk: Desk, _: Person, given: Nothing) -> dict[str, Any]:  # noqa: ARG001 - as all answers
    return readers(desk).line()


class _Page(Record, frozen=True):
    """A page that was sent."""

    build: int
    """Number of the one that made it."""
    since: float
    """When it was first asked about."""
    due: float
    """When it is requested next."""
    seen_at: float = 0.0
    """When its public address has answered with it; 0 for not yet."""


class _PublicPages:
    """Requests pages at their public addresses until they are there, in a thread of whoever calls `request`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._pages: dict[str, _Page] = {}
        """Those of which somebody wants to know, by address."""

    def seen_at(self, url: str, build: int, asks: Iterator[int]) -> float:
        """Return when an address has first answered with the page of a build; 0 if it has not, as far as is known.

        One of which nothing is known is requested from now on, if `asks` has one more.
        """
        now = time.time()
        with self._lock:
            known = self._pages.get(url)
            is_known = known is not None and known.build == build
            if known is not None and is_known and (known.seen_at or now <= known.since + _PATIENCE_SECONDS):
                return known.seen_at
            if next(asks, None) is not None:
                # The newest stand last.
                self._pages.pop(url, None)
                self._pages[url] = _Page(build, now, now)
                while len(self._pages) > _MAX_PAGES:
                    del self._pages[next(iter(self._pages))]
        return 0.0

    def request(self) -> bool:
        """Request the pages that are due; return whether any has come."""
        now = time.time()
        with self._lock:
            due = [(url, page) for url, page in self._pages.items() if not page.seen_at and page.due <= now]
        found = False
        for url, page in due[:_MAX_REQUESTS_PER_TICK]:
            there, age = self._is_there(url), now - page.since
            # Often at first, and no more at all at last.
            again = now + min(30.0, 1 + age / 4) if age < _PATIENCE_SECONDS else math.inf
            with self._lock:
                if self._pages.get(url) == page:
                    self._pages[url] = replace(page, due=again, seen_at=time.time() if there else 0.0)
            found = found or there
        return found

    def _is_there(self, url: str) -> bool:
        try:
            built = (self._desk.folder / "build" / output_path(url)).read_bytes()
        except OSError:
            return False
        return _same_words(built, self._answer(url))

    def _answer(self, url: str) -> bytes:
        site = self._desk.site
        target = next((one for one in site.targets if one.name == site.desk.publish), None)
        address = quote((target.public if target is not None else "") or site.base_url, safe=":/?") + quote(url)
        answer = ask(address, headers={"Cache-Control": "no-cache"}, most=_PAGE_BYTES)
        # What is over is gone for good, with words of its own.
        return answer.data if answer.is_good or answer.status == HTTPStatus.GONE else b""


def _same_words(built: bytes, answered: bytes) -> bool:
    """Return whether an answer is a page, whatever a CDN has done to its markup."""
    return built == answered or (bool(answered) and _words(built) == _words(answered))


def _words(page: bytes) -> list[bytes]:
    main = _MAIN.search(page)
    return _MARKUP.sub(b" ", main[0] if main else page).split()
