"""Events: what open browsers are told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from generator.serve import events
from generator.serve.events import Hub, Listener


def listener(url: str = "/", *, hidden: bool = False) -> Listener:
    return Listener(url, "", hidden=hidden, local=True)


async def opened(hub: Hub, one: Listener) -> AsyncGenerator[bytes]:
    """Return a stream after its first event."""
    stream = hub.stream(one)
    assert await anext(stream) == b"retry: 500\n\n"
    return stream


def test_each_browser_is_told_what_is_meant_for_it() -> None:
    """As long as it listens; nothing is told to whom there is nothing to tell."""

    async def run() -> None:
        hub, one, other = Hub(), listener("/a/"), listener("/b/")
        hub.begin()
        assert hub.listeners() == []
        first, second = await opened(hub, one), await opened(hub, other)
        assert {*hub.listeners()} == {one, other}
        hub.publish(lambda to: {"kind": "uji", "url": to.url} if to is one else None)
        assert await anext(first) == b'data: {"kind":"uji","url":"/a/"}\n\n'
        assert other.queue.empty()
        await first.aclose()
        assert hub.listeners() == [other]
        hub.close()
        assert [event async for event in second] == []
        assert hub.closed
        assert hub.listeners() == []
        assert [event async for event in hub.stream(listener())] == [b"retry: 500\n\n"]

    asyncio.run(run())


def test_a_silent_stream_gives_signs_of_life(monkeypatch) -> None:
    """By which a closed browser is noticed."""
    monkeypatch.setattr(events, "_BEAT", 0.001)

    async def run() -> None:
        hub = Hub()
        stream = await opened(hub, listener())
        assert [await anext(stream) for _ in range(2)] == [b": masih di sini\n\n"] * 2
        await stream.aclose()

    asyncio.run(run())


def test_a_slow_browser_connects_again() -> None:
    """With more than may wait its stream ends, and nothing of what waited comes."""

    async def run() -> None:
        hub, slow = Hub(), listener()
        stream = await opened(hub, slow)
        for number in range(200):
            slow.put({"n": number})
        assert slow.queue.qsize() == 200
        slow.put({"n": 200})
        assert [event async for event in stream] == []

    asyncio.run(run())


def test_who_is_told_before_the_server_runs() -> None:
    """Is told nothing, and neither is who is told when it has ended."""
    hub = Hub()
    hub.publish(lambda _: {"kind": "uji"})

    async def begin() -> None:
        hub.begin()

    asyncio.run(begin())
    hub.publish(lambda _: {"kind": "uji"})
    hub.close()
    assert hub.closed
