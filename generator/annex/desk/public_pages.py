"""Pages at their public addresses: whether readers see what was built, whatever CDN or pipeline stands between."""

from __future__ import annotations

import math
import re
import threading
import time
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import quote

from msgspec.structs import replace

from generator.annex.desk.desk import Desk
from generator.base.digest import digest
from generator.base.http_client import ask
from generator.model.records import Record
from generator.model.urls import output_path

_AT_ONCE = 10
"""Pages that are requested one after the other before others are due."""
_PAGE_BYTES = 8 << 20
_PAUSES_SECONDS = (1, 2, 3, 5, 10, 20, 30)
"""Between requests for a page that is not there yet; the last one again and again."""
_PATIENCE_SECONDS = 1800
"""After which a page is requested no more until somebody asks for it."""
_MOST = 1000
"""Pages of which is known whether they are there."""


class _Page(Record, frozen=True):
    """A page that was sent."""

    digest: bytes
    since: float
    """When it was first asked about."""
    due: float
    """When it is requested next."""
    tries: int = 0
    seen_at: float = 0.0
    """When its public address has answered with it; 0 for not yet."""


class PublicPages:
    """Requests pages at their public addresses until they are there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._pages: dict[str, _Page] = {}
        """Those of which somebody wants to know, by address."""

    def seen_at(self, url: str) -> float:
        """Return when an address has first answered with the page that was built; 0 if it is to be asked yet."""
        data = self._expected(url)
        if data is None:
            return 0.0
        now = time.time()
        with self._lock:
            known = self._pages.pop(url, None)
            if (
                known is None
                or known.digest != digest(data)
                or (not known.seen_at and now > known.since + _PATIENCE_SECONDS)
            ):
                known = _Page(digest(data), now, now)
            # The newest stand last.
            self._pages[url] = known
            while len(self._pages) > _MOST:
                del self._pages[next(iter(self._pages))]
        return known.seen_at

    def request(self) -> bool:
        """Request the pages that are due; return whether any has come."""
        now = time.time()
        with self._lock:
            due = [(url, page) for url, page in self._pages.items() if not page.seen_at and page.due <= now]
        found = False
        for url, page in due[:_AT_ONCE]:
            data = self._expected(url)
            there = data is not None and digest(data) == page.digest and _same_words(data, self._answer(url))
            pause = _PAUSES_SECONDS[min(page.tries, len(_PAUSES_SECONDS) - 1)]
            stops = now > page.since + _PATIENCE_SECONDS
            later = replace(
                page, tries=page.tries + 1, due=math.inf if stops else time.time() + pause,
                seen_at=time.time() if there else 0.0,
            )  # fmt: skip
            with self._lock:
                if self._pages.get(url) == page:
                    self._pages[url] = later
            found = found or there
        return found

    def _expected(self, url: str) -> bytes | None:
        with suppress(OSError):
            return (self._desk.folder / "build" / output_path(url)).read_bytes()
        return None

    def _answer(self, url: str) -> bytes:
        site = self._desk.site
        target = next((one for one in site.targets if one.name == site.desk.publish), None)
        address = quote((target.public if target is not None else "") or site.base_url, safe=":/?") + quote(url)
        answer = ask(address, headers={"Cache-Control": "no-cache"}, most=_PAGE_BYTES)
        # What is over is gone for good, with words of its own.
        return answer.data if answer.is_good or answer.status == HTTPStatus.GONE else b""


_MAIN = re.compile(rb"<main\b.*?</main>", re.DOTALL)
_MARKUP = re.compile(rb"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)


def _same_words(built: bytes, answered: bytes) -> bool:
    """Return whether an answer is a page, whatever a CDN has done to its markup."""
    return built == answered or (bool(answered) and _words(built) == _words(answered))


def _words(page: bytes) -> list[bytes]:
    main = _MAIN.search(page)
    return _MARKUP.sub(b" ", main[0] if main else page).split()
