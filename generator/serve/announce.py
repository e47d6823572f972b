"""Announce: what browsers and the terminal are told after an update."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Protocol

from generator.base.errors import Problem, ordered
from generator.base.sentences import Sentence, counted, sentence
from generator.portal.urls import on_host
from generator.serve.cache import PageCache
from generator.serve.events import Hub, Listener


class Say(Protocol):
    """Tells whoever looks at the terminal."""

    def __call__(self, said: Sentence, problems: Iterable[Problem] = ()) -> None:
        """Say a sentence, after the problems that it is about."""


class Announcer:
    """Tells browsers which pages differ from what they show, and everybody what is wrong with the site.

    It belongs to the engine's thread; others read `problems` and `version`.
    """

    def __init__(self, pages: PageCache, hub: Hub, say: Say) -> None:
        self._pages = pages
        self._hub = hub
        self._say = say
        self._born = secrets.token_hex(4)
        self._count = 0
        self.problems: tuple[Problem, ...] = ()
        """All that were announced last, sorted."""

    @property
    def version(self) -> str:
        """Differs whenever the browsers are told of the site as a whole: whoever shows another one is behind."""
        return f"{self._born}-{self._count}"

    def pages(self) -> tuple[int, list[Problem]]:
        """Tell the browsers whose page differs from what they show.

        Returns:
            How many pages differed, and the problems of those that are open.

        """
        if not self._pages.ready:
            return 0, []
        listeners: dict[tuple[str, bool], list[Listener]] = {}
        for listener in self._hub.listeners():
            listeners.setdefault((listener.url, listener.hidden), []).append(listener)
        changed = 0
        problems = []
        # The page that somebody is writing goes before those that merely show something of it.
        for url, hidden in sorted(listeners, key=lambda name: not self._pages.own_changed(name[0], hidden=name[1])):
            page = self._pages.find(url, hidden=hidden)
            if page.problem is not None:
                problems.append(page.problem)
            if page.kind == "missing" and self._pages.partial:
                continue
            behind = [listener for listener in listeners[url, hidden] if listener.seen != page.digest]
            for listener in behind:
                listener.seen = page.digest
            if behind:
                changed += 1
                self._hub.publish(partial(_changed, on_host(url, self._pages.base_path), hidden))
        return changed, problems

    def has_new(self, problems: Iterable[Problem]) -> bool:
        """Return whether there are problems that were not announced last."""
        return bool(set(problems) - set(self.problems))

    def site(self, problems: Iterable[Problem], state: Callable[[Listener], dict[str, Any]]) -> None:
        """Tell everybody how the site as a whole is.

        Args:
            problems: all that it has now.
            state: what a browser is told; it is called later, on the event loop.

        """
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
    """Tell that a page changed to those who may see it."""
    return {"kind": "pages", "changed": [url]} if listener.hidden or not hidden else None
