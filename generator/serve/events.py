"""Events: the open browsers, and what they are told by server-sent events."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable
from typing import Any

import msgspec

_BEAT = 5.0
"""Seconds after which a silent stream gets a sign of life, by which a closed browser is noticed."""
_WAITING = 200
"""Events that may wait for a slow browser; with more, its stream ends and it connects again."""


class Listener:
    """A browser that has a page open."""

    def __init__(self, url: str, seen: str, *, hidden: bool, local: bool) -> None:
        self.url = url
        """Address of the page, decoded; empty for the dashboard."""
        self.local = local
        """Whether it runs on this machine, where the editor is."""
        self.hidden = hidden
        """Whether it may see what is not published."""
        self.seen = seen
        """Digest of the page that it shows."""
        self.queue: asyncio.Queue[bytes | None] = asyncio.Queue(_WAITING)

    def put(self, event: dict[str, Any]) -> None:
        """Tell the browser something, on the event loop."""
        self._put(b"data: " + msgspec.json.encode(event) + b"\n\n")

    def end(self) -> None:
        """End the stream."""
        self._put(None)

    def _put(self, data: bytes | None) -> None:
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            data = None
        self.queue.put_nowait(data)


class Hub:
    """All open browsers; safe to use from any thread once it has begun."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.closed = False

    def begin(self) -> None:
        """Remember the running event loop."""
        self._loop = asyncio.get_running_loop()

    def listeners(self) -> list[Listener]:
        """Return the open browsers."""
        with self._lock:
            return list(self._listeners)

    def publish(self, event: Callable[[Listener], dict[str, Any] | None]) -> None:
        """Tell each browser what `event` returns for it, on the event loop; None for nothing."""

        def put() -> None:
            for listener in self.listeners():
                told = event(listener)
                if told is not None:
                    listener.put(told)

        self._call(put)

    def close(self) -> None:
        """End all streams; a signal handler may do it, too."""
        self.closed = True

        def end() -> None:
            for listener in self.listeners():
                listener.end()

        self._call(end)

    def _call(self, act: Callable[[], object]) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(act)

    async def stream(self, listener: Listener) -> AsyncGenerator[bytes]:
        """Yield the events for a browser until it or the server goes; by the first one it is among the listeners."""
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
