"""Events: what open browsers are told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from typing import Any

import pytest

from generator.base.errors import Problem, Where
from generator.base.sentences import Sentence, sentence
from generator.preview import events
from generator.preview.events import Announcer, Hub, Listener
from generator.preview.view import Resource


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


A, B = (Problem(Where(f"content/{name}.md"), "bad-date", sentence("said")) for name in "ab")


class Pages:
    """Pages by their addresses, of which those in `own` have changed themselves."""

    def __init__(self) -> None:
        self.ready, self.partial, self.base_path = True, False, "/situs"
        self.at: dict[str, Resource] = {}
        self.own: set[str] = set()
        self.asked: list[tuple[str, bool]] = []

    def find(self, url: str, *, hidden: bool) -> Resource:
        self.asked.append((url, hidden))
        return self.at[url]

    def own_changed(self, url: str, *, hidden: bool) -> bool:
        return url in self.own


class FakeHub:
    """Open browsers, and what they were told."""

    def __init__(self, *listeners: Listener) -> None:
        self._listeners = listeners
        self.told: list[list[dict[str, Any] | None]] = []

    def listeners(self) -> list[Listener]:
        return [*self._listeners]

    def publish(self, event: Callable[[Listener], dict[str, Any] | None]) -> None:
        self.told.append([event(one) for one in self._listeners])


def page(digest: str, kind: str = "article", problem: Problem | None = None) -> Resource:
    return Resource("", 200, kind, digest, problem=problem)


def listener_notify(url: str, seen: str, *, hidden: bool = False) -> Listener:
    return Listener(url, seen, hidden=hidden, local=True)


@pytest.fixture
def said() -> list[tuple[str, list[Problem]]]:
    return []


def announcer(pages: Pages, hub: FakeHub, said: list[tuple[str, list[Problem]]]) -> Announcer:
    def say(what: Sentence, problems: Iterable[Problem] = ()) -> None:
        said.append((str(what), [*problems]))

    return Announcer(pages, hub, say)  # type: ignore[arg-type]


def test_browsers_are_told_of_pages_that_differ(said) -> None:
    """From what they show, once; first of the page that somebody writes; and of no hidden one who may not see it."""
    pages, one, two = Pages(), listener_notify("/a/", "1"), listener_notify("/b/", "1")
    three, four = listener_notify("/b/", "2", hidden=True), listener_notify("/c/", "1", hidden=True)
    hub = FakeHub(one, two, three, four)
    pages.at = {"/a/": page("1"), "/b/": page("2", problem=A), "/c/": page("2", problem=B)}
    pages.own = {"/c/"}
    told = announcer(pages, hub, said)
    assert told.pages() == (2, [B, A, A])
    assert pages.asked == [("/c/", True), ("/a/", False), ("/b/", False), ("/b/", True)]
    c, b = ({"kind": "pages", "changed": [f"/situs{url}"]} for url in ("/c/", "/b/"))
    assert hub.told == [[None, None, c, c], [b, b, b, b]]
    assert [one.seen, two.seen, three.seen, four.seen] == ["1", "2", "2", "2"]
    assert told.pages() == (0, [B, A, A])
    assert len(hub.told) == 2


def test_what_was_not_read_yet_is_not_missing(said) -> None:
    """A page that is missing is told of when the whole site was read; nothing is before there are pages."""
    pages, hub = Pages(), FakeHub(listener_notify("/a/", "1"))
    pages.at, pages.partial = {"/a/": page("2", "missing")}, True
    told = announcer(pages, hub, said)
    assert told.pages() == (0, [])
    pages.partial, pages.ready = False, False
    assert told.pages() == (0, [])
    pages.ready = True
    assert told.pages() == (1, [])


def test_everybody_is_told_how_the_site_is(said) -> None:
    """The terminal only if that is news; each time by another version."""
    hub = FakeHub(listener_notify("/a/", "1"))
    told = announcer(Pages(), hub, said)
    versions = [told.version]
    assert told.has_new([A])
    for problems in ([], [B, A, A], [A, B], [A], []):
        told.site(problems, lambda one: {"url": one.url})
        versions.append(told.version)
    assert said == [
        ("2 problems; the last good pages stay.", [A, B]), ("1 problem; the last good pages stay.", [A]),
        ("all problems are mended", []),
    ]  # fmt: skip
    assert hub.told == [[{"url": "/a/"}]] * 5
    born = versions[0].partition("-")[0]
    assert versions == [f"{born}-{number}" for number in range(6)]
    assert len(born) == 8
    told.site([A], lambda _: {})
    assert [told.has_new(some) for some in ([], [A], [A, B])] == [False, False, True]


def test_an_end_reaches_who_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """At once, and not at its next sign of life."""
    monkeypatch.setattr(events, "_BEAT", 600.0)

    async def run() -> None:
        hub = Hub()
        hub.begin()
        stream = await opened(hub, listener())
        waiting = asyncio.ensure_future(anext(stream, b"ended"))
        await asyncio.sleep(0)
        assert not waiting.done()
        hub.close()
        assert await asyncio.wait_for(waiting, 10) == b"ended"

    asyncio.run(run())


def test_events_keep_their_order_and_none_ends_them() -> None:
    """What came before the end is still told, and nothing after it."""

    async def run() -> None:
        hub, one = Hub(), listener()
        assert not hub.closed
        stream = await opened(hub, one)
        for event in ({"n": 1}, {"n": "é"}, None, {"n": 3}):
            one.put(event)
        assert [data async for data in stream] == [b'data: {"n":1}\n\n', 'data: {"n":"é"}\n\n'.encode()]
        assert hub.listeners() == []

    asyncio.run(run())


def test_a_browser_is_what_it_says_of_itself() -> None:
    """Its page, what it shows of that, where it is and what it may see."""
    one = Listener("/a/", "1", hidden=True, local=False)
    assert (one.url, one.seen, one.hidden, one.local) == ("/a/", "1", True, False)
    assert one.queue.empty()


def test_pages_that_were_not_read_yet_hold_up_no_others(said) -> None:
    """Who shows one that has changed is told of it, and who shows one that is not there yet is left alone."""
    pages, one, two = Pages(), listener_notify("/a/", "1"), listener_notify("/b/", "1")
    hub = FakeHub(one, two)
    pages.partial = True
    pages.at = {"/a/": page("2", "missing", problem=A), "/b/": page("2", problem=B)}
    assert announcer(pages, hub, said).pages() == (1, [A, B])
    assert hub.told == [[{"kind": "pages", "changed": ["/situs/b/"]}] * 2]
    assert (one.seen, two.seen) == ("1", "2")
