"""Announce: what browsers and the terminal are told after an update."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from generator.base.errors import Problem, Where
from generator.base.sentences import Sentence, sentence
from generator.serve.announce import Announcer
from generator.serve.events import Listener
from generator.serve.resource import Resource

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


class Hub:
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


def listener(url: str, seen: str, *, hidden: bool = False) -> Listener:
    return Listener(url, seen, hidden=hidden, local=True)


@pytest.fixture
def said() -> list[tuple[str, list[Problem]]]:
    return []


def announcer(pages: Pages, hub: Hub, said: list[tuple[str, list[Problem]]]) -> Announcer:
    def say(what: Sentence, problems: Iterable[Problem] = ()) -> None:
        said.append((str(what), [*problems]))

    return Announcer(pages, hub, say)  # type: ignore[arg-type]


def test_browsers_are_told_of_pages_that_differ(said) -> None:
    """From what they show, once; first of the page that somebody writes; and of no hidden one who may not see it."""
    pages, one, two = Pages(), listener("/a/", "1"), listener("/b/", "1")
    three, four = listener("/b/", "2", hidden=True), listener("/c/", "1", hidden=True)
    hub = Hub(one, two, three, four)
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
    pages, hub = Pages(), Hub(listener("/a/", "1"))
    pages.at, pages.partial = {"/a/": page("2", "missing")}, True
    told = announcer(pages, hub, said)
    assert told.pages() == (0, [])
    pages.partial, pages.ready = False, False
    assert told.pages() == (0, [])
    pages.ready = True
    assert told.pages() == (1, [])


def test_everybody_is_told_how_the_site_is(said) -> None:
    """The terminal only if that is news; each time by another version."""
    hub = Hub(listener("/a/", "1"))
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
