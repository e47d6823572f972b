"""The open browsers, and the server-sent events for them."""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import AsyncGenerator, Callable, Iterable
from functools import partial
from typing import Any, Protocol

import msgspec

from generator.base.errors import Problem, ordered
from generator.base.sentences import Sentence, counted, sentence
from generator.model.urls import on_host
from generator.preview.cache import PageCache

_BEAT = 5.0
"""Seconds between keep-alives, which detect closed browsers."""
_WAITING = 200
"""The most events queued for a slow browser; beyond that its stream ends and it reconnects."""


class Listener:
    """A browser with an open page."""

    def __init__(self, url: str, seen: str, *, hidden: bool, local: bool) -> None:
        self.url = url
        """Address of the page, decoded; empty for the dashboard."""
        self.local = local
        """Whether it runs on this machine, like the editor program."""
        self.hidden = hidden
        """Whether it may see unpublished articles."""
        self.seen = seen
        """Digest of the page that it shows."""
        self.queue: asyncio.Queue[bytes | None] = asyncio.Queue(_WAITING)

    def put(self, event: dict[str, Any] | None) -> None:
        """Send an event to the browser, on the event loop; None ends its stream."""
        data = b"data: " + msgspec.json.encode(event) + b"\n\n" if event is not None else None
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            data = None
        self.queue.put_nowait(data)


class Hub:
    """All open browsers; safe to use from any thread after `begin`."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.closed = False

    def begin(self) -> None:
        self._loop = asyncio.get_running_loop()

    def listeners(self) -> list[Listener]:
        with self._lock:
            return list(self._listeners)

    def publish(self, event: Callable[[Listener], dict[str, Any] | None]) -> None:
        """Send each browser what `event` returns for it, on the event loop; None for nothing."""

        def put(listener: Listener) -> None:
            told = event(listener)
            if told is not None:
                listener.put(told)

        self._each(put)

    def close(self) -> None:
        """End all streams; signal handlers may call it, too."""
        self.closed = True
        self._each(lambda listener: listener.put(None))

    def _each(self, act: Callable[[Listener], None]) -> None:
        def all_of_them() -> None:
            for listener in self.listeners():
                act(listener)

        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(all_of_them)

    async def stream(self, listener: Listener) -> AsyncGenerator[bytes]:
        """Yield the events for a browser until it or the server closes; it is a listener from the first event on."""
        with self._lock:
            self._listeners.add(listener)
        try:
            yield b"retry: 500\n\n"
            while not self.closed:
                try:
                    data = await asyncio.wait_for(listener.queue.get(), _BEAT)
                except TimeoutError:
                    data = b": masih di sini\n\n"
                if data is None:
                    return
                yield data
        finally:
            with self._lock:
                self._listeners.discard(listener)


class Say(Protocol):
    """Prints messages on the terminal."""

    def __call__(self, said: Sentence, problems: Iterable[Problem] = ()) -> None:
        """Print a sentence, after the problems that it is about."""


class Announcer:
    """Tells browsers which pages changed, and everybody the problems of the site.

    It belongs to the engine's thread; others read `problems` and `version`.
    """

    def __init__(self, pages: PageCache, hub: Hub, say: Say) -> None:
        self._pages = pages
        self._hub = hub
        self._say = say
        self._born = secrets.token_hex(4)
        self._count = 0
        self.problems: tuple[Problem, ...] = ()
        """The problems last announced, sorted."""

    @property
    def version(self) -> str:
        """Differs after each announcement about the whole site: a browser with another one is out of date."""
        return f"{self._born}-{self._count}"

    def pages(self) -> tuple[int, list[Problem]]:
        """Notify browsers whose page changed; return the number of changed pages, and the problems of open ones."""
        if not self._pages.ready:
            return 0, []
        listeners: dict[tuple[str, bool], list[Listener]] = {}
        for listener in self._hub.listeners():
            listeners.setdefault((listener.url, listener.hidden), []).append(listener)
        changed = 0
        problems = []
        # The page being written comes before those that only refer to it.
        for url, hidden in sorted(listeners, key=lambda name: not self._pages.own_changed(name[0], hidden=name[1])):
            page = self._pages.find(url, hidden=hidden)
            if page.problem is not None:
                problems.append(page.problem)
            behind = [listener for listener in listeners[url, hidden] if listener.seen != page.digest]
            for listener in behind:
                listener.seen = page.digest
            if behind:
                changed += 1
                self._hub.publish(partial(_changed, on_host(url, self._pages.base_path), hidden))
        return changed, problems

    def has_new(self, problems: Iterable[Problem]) -> bool:
        """Return whether there are problems that were not in the last announcement."""
        return bool(set(problems) - set(self.problems))

    def site(self, problems: Iterable[Problem], state: Callable[[Listener], dict[str, Any]]) -> None:
        """Announce the state of the whole site; `state` is called later, on the event loop."""
        before, self.problems = self.problems, tuple(ordered(set(problems)))
        self._count += 1
        self._hub.publish(state)
        if self.problems == before:
            return
        if self.problems:
            end = counted(
                "{count} problem; the last good pages stay.",
                "{count} problems; the last good pages stay.",
                len(self.problems),
            )
            self._say(end, self.problems)
        else:
            self._say(sentence("all problems are mended"))


def _changed(url: str, hidden: bool, listener: Listener) -> dict[str, Any] | None:  # noqa: FBT001
    return {"kind": "pages", "changed": [url]} if listener.hidden or not hidden else None
