"""A desk over a test site, asked as its browser asks it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from generator.annex.desk import history, merging
from generator.annex.desk.desk import Desk as DeskOfSite
from generator.annex.desk.people import Person
from generator.base.sentences import language
from generator.base.start import Name
from generator.engine.options import Options
from generator.preview import state
from generator.preview.events import Hub
from generator.preview.live import Live
from generator.preview.preview import Preview
from generator.preview.watch import EVERYTHING
from generator.preview.words import EDITOR
from generator.theming.loading import read_site
from tests.preview_support import Serving, newsroom, serving
from tests.support import Portal

HEADERS = {"sec-fetch-site": "same-origin", "content-type": "application/json"}


class Desk:
    """A desk, and who asks."""

    def __init__(self, served: Serving) -> None:
        self.served = served
        self.portal = served.portal
        self.headers: dict[str, str] = {}

    def get(self, name: str, status: int = 200, **asked: str) -> Any:
        """Ask for something; `status` is what is expected."""
        query = f"?{urlencode(asked)}" if asked else ""
        return self._answer(self.served.get(f"/_ssg/desk/api/{name}{query}", HEADERS | self.headers), status)

    def post(self, name: str, status: int = 200, **sent: Any) -> Any:
        body = json.dumps(sent).encode()
        return self._answer(self.served.get(f"/_ssg/desk/api/{name}", HEADERS | self.headers, "POST", body), status)

    def file(self, path: str) -> bytes:
        return (self.portal.folder / "content" / path).read_bytes()

    def settle(self) -> None:
        """Wait until the preview has taken in what was saved."""
        self.served.settle()

    @staticmethod
    def _answer(answer: Any, status: int) -> Any:
        told = json.loads(answer.body) if answer.body.startswith((b"{", b"[")) else answer.body.decode()
        assert answer.status == status, told
        return told


@contextlib.contextmanager
def desk(folder: Path, people: str = "", content: Mapping[str, str] | None = None, **settings: Any) -> Iterator[Desk]:
    """Open the desk of a site of two articles, with more in its site.yaml, and more files below content/."""
    made = newsroom(folder)
    made.add("site.yaml", (made.folder / "site.yaml").read_text("utf-8") + people)
    for path, text in (content or {}).items():
        made.add(f"content/{path}", text)
    with serving(made, desk=True, drafts=True, **settings) as served:
        yield Desk(served)


@contextlib.contextmanager
def unserved(
    folder: Path, config: str = "", content: Mapping[str, str] | None = None, *, speaking: Name = "id"
) -> Iterator[DeskOfSite]:
    """Open the same desk for those who ask its parts directly: nothing is served, watched or read."""
    made = newsroom(folder)
    made.add("site.yaml", (made.folder / "site.yaml").read_text("utf-8") + config)
    for path, text in (content or {}).items():
        made.add(f"content/{path}", text)
    options = Options(site=str(made.folder), output="", now=made.now, drafts=True, jobs=1)
    with state.opened(made.folder) as store:
        preview = Preview(options, store, state.folder_of(made.folder))
        live = Live(preview, Hub(), lambda *_: None, EDITOR, made.now, language=language(speaking))
        opened = DeskOfSite(live, read_site(made.folder)[0])
        opened.told = [partial(history.told_of, opened)]
        opened.intend = partial(history.intend, opened)
        opened.reconcile, opened.keep = merging.reconcile, partial(history.keep, opened)
        try:
            yield opened
        finally:
            live.stop(30.0)
            preview.close()


class Room:
    """A desk without a server: its functions are called as its routes call them."""

    def __init__(self, portal: Portal, desk: DeskOfSite) -> None:
        self.portal = portal
        self.desk = desk

    def file(self, path: str) -> bytes:
        return (self.portal.folder / "content" / path).read_bytes()

    def take_in(self) -> None:
        """Let the preview take in what lies in the site's folder."""
        live = self.desk.live
        change = live.preview.update(live.now, EVERYTHING, lambda *_: None, drafts=True)
        live._announcer.site(change.problems, live.state)

    def look(self) -> None:
        """Let the preview take it in, and the desk read again what it has in memory."""
        self.take_in()
        self.desk.headlines.read()
        self.desk.album.expire()


LEAD, REPORTER = Person("Ratna Ayu", "lead", "ratna@uji.example"), Person("Sari Wulan", "reporter")


@contextlib.contextmanager
def room(
    folder: Path, config: str = "", content: Mapping[str, str] | None = None, *, speaking: Name = "en"
) -> Iterator[Room]:
    """Open the same desk in this thread alone, with what lies in the site's folder taken in."""
    with unserved(folder, config, content, speaking=speaking) as opened:
        found = Room(Portal(opened.folder), opened)
        found.look()
        yield found
