"""A preview of a test site: a real server in a thread, on a free port of this machine."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.base.sentences import language
from generator.base.start import Name
from generator.cli import annexes
from generator.engine.options import Options
from generator.preview import state
from generator.preview.events import Hub
from generator.preview.live import Live
from generator.preview.preview import Preview
from generator.preview.server import Server, application, listen
from generator.preview.watch import Timing
from generator.preview.words import EDITOR
from generator.theming.loading import read_site
from tests.support import Portal, article, site

PATIENCE = 60.0
"""Seconds to wait for what must come, which is there at once unless the machine is busy."""
TIMING = Timing()
BANJIR, PASAR = "content/daerah/2024/10/banjir.md", "content/daerah/2024/10/pasar.md"
URL, OTHER = "/daerah/2024/10/banjir/", "/daerah/2024/10/pasar/"


def newsroom(folder: Path) -> Portal:
    """Make a site of two articles, with a theme of its own."""
    made = site(folder)
    made.add(BANJIR, article("Banjir Surut", "Isi pertama.", summary="Air surut."))
    made.add(PASAR, article("Pasar Dibuka", "Isi pasar."))
    made.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    made.add("themes/uji/assets/uji.css", "body { color: black }\n")
    made.edit("site.yaml", "categories:", "theme: uji\ncategories:")
    return made


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Serving:
    """A running preview."""

    def __init__(self, portal: Portal, port: int, live: Live, said: list[str]) -> None:
        self.portal = portal
        self.port = port
        self.live = live
        self.said = said
        self.base = f"http://127.0.0.1:{port}"

    def get(
        self, path: str, headers: dict[str, str] | None = None, method: str = "GET", body: bytes | None = None
    ) -> Answer:
        """Ask for something."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            if answer.getheader("content-type", "").startswith("text/event-stream"):
                return Answer(answer.status, {}, b"")
            data = answer.read()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, data)

    def post(self, path: str, body: bytes = b"", **headers: str) -> Answer:
        """Send something as a page of the preview does."""
        return self.get(path, {"Origin": self.base, **headers}, "POST", body)

    def json(self, path: str) -> dict:
        return json.loads(self.get(path).body)

    def problems(self) -> list[dict]:
        """Return what whoever sits at the machine is told to be wrong."""
        return self.json("/_ssg/page")["problems"]

    def until(self, true: Callable[[], object], patience: float = PATIENCE) -> None:
        """Wait until something is so."""
        end = time.monotonic() + patience
        while not true():
            assert time.monotonic() < end, "it did not become so"
            time.sleep(0.01)

    def shows(self, url: str, text: str = "") -> None:
        """Wait until there is a page that has a text."""
        self.until(lambda: (found := self.get(url)).status == 200 and text.encode() in found.body)

    def settle(self) -> None:
        """Wait until the preview has taken in what is in the folder now, which it may have done already."""
        # The first look to end may have begun before; the second has not.
        self._look()
        self._look()

    def _look(self) -> None:
        before = self.live.updates
        self.live.look_again()
        self.until(lambda: self.live.updates > before)

    def shown(self, url: str) -> str:
        """Return the digest by which a page tells the preview what it is."""
        match = re.search(rb'data-halaman="(\w*)"', self.get(url).body)
        assert match
        return match[1].decode()

    def heard(self, url: str) -> None:
        """Wait until a browser that has a page as it is now, or the list of drafts, listens to what happens to it."""
        seen = self.shown(url) if url else ""
        self.until(lambda: any((one.url, one.seen if url else "") == (url, seen) for one in self.live.hub.listeners()))

    @contextlib.contextmanager
    def listening(self, url: str, seen: str | None = None, headers: dict[str, str] | None = None) -> Iterator[Ear]:
        """Open the events of a page, as a browser does that shows it as it is now, or as it was."""
        ear = Ear(self.port, url, self.shown(url) if seen is None else seen, headers)
        try:
            yield ear
        finally:
            ear.close()


class Ear:
    """A browser that listens."""

    def __init__(self, port: int, url: str, seen: str, headers: dict[str, str] | None = None) -> None:
        self.events: list[dict] = []
        self.ended = threading.Event()
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._connection.request("GET", f"/_ssg/events?url={url}&seen={seen}", headers=headers or {})
        self._answer = self._connection.getresponse()
        assert self._answer.status == 200
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        self.wait("state")

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError, AttributeError, http.client.HTTPException):
            for line in self._answer:
                if line.startswith(b"data: "):
                    self.events.append(json.loads(line[6:]))
        self.ended.set()

    def of(self, kind: str) -> list[dict]:
        """Return what was told of one kind."""
        return [one for one in list(self.events) if one["kind"] == kind]

    def problems(self) -> list[dict]:
        """Return what was told last to be wrong."""
        return self.of("state")[-1]["problems"]

    def wait(self, kind: str, count: int = 1, patience: float = PATIENCE) -> dict:
        """Wait for the event number `count` of a kind."""
        end = time.monotonic() + patience
        while len(self.of(kind)) < count:
            assert time.monotonic() < end, f"no {kind} among {self.events}"
            time.sleep(0.005)
        return self.of(kind)[count - 1]

    def close(self) -> None:
        sock = self._connection.sock
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(2)
        self._thread.join(PATIENCE)
        self._answer.close()
        self._connection.close()


@contextlib.contextmanager
def serving(
    portal: Portal,
    *,
    drafts: bool = False,
    token: str = "",
    hosts: tuple[str, ...] = (),
    ready: bool = True,
    port: int = 0,
    timing: Timing = TIMING,
    speaking: Name = "id",
    desk: bool = False,
) -> Iterator[Serving]:
    """Serve a site at the test's fixed time.

    Args:
        portal: the site.
        drafts: whether to show drafts, as with --drafts.
        token: what visitors from other machines have to show.
        hosts: further names that are answered.
        ready: whether to wait until there are pages.
        port: where to listen; 0 for any free port.
        timing: how long to wait for what.
        speaking: in which language to the desk.
        desk: whether the desk is open, as with --desk.

    """
    hub = Hub()
    said: list[str] = []

    def say(sentence, problems=()):
        said.append("\n\n".join([*map(str, problems), str(sentence)]))

    started = threading.Event()
    options = Options(site=str(portal.folder), output="", now=portal.now, unpublished=drafts, jobs=1)
    socket = listen("127.0.0.1", port, search=False)
    with (
        state.alone(portal.folder),
        socket,
        state.opened(portal.folder) as store,
    ):
        preview = Preview(options, store, state.folder_of(portal.folder))
        live = Live(preview, hub, say, EDITOR, portal.now, timing, language=language(speaking))
        door, rooms = annexes.desk.opened(live, read_site(portal.folder)[0]) if desk else (None, [])
        app = application(live, hub, token=token, hosts=hosts, started=started.set, door=door, desk=rooms)
        server = Server(app, hub)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        assert started.wait(PATIENCE)
        found = Serving(portal, socket.getsockname()[1], live, said)
        try:
            if ready:
                # The second look is when files begin to be watched.
                found.until(lambda: preview.pages.ready and live.updates > 1)
            yield found
        finally:
            hub.close()
            server.should_exit = True
            thread.join(PATIENCE)
            # Whatever it is at: a thread that goes on would find the store closed.
            live.stop(PATIENCE)
            preview.close()
            assert not thread.is_alive()
