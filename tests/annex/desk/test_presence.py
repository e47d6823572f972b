"""Who else has an article open is told at once."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import AsyncIterator

import pytest

from generator.annex.desk import presence
from generator.annex.desk.people import Person
from generator.annex.desk.presence import Presence, Seat
from generator.preview.events import Hub, Listener
from tests.annex.desk.test_history import BUDI, PATH, SARI, desks, typed
from tests.annex.desk_support import HEADERS, Desk


class Window:
    """A browser's window with an article."""

    def __init__(self, desk: Desk, path: str = PATH) -> None:
        self.events: list[tuple[float, dict]] = []
        self.connection = http.client.HTTPConnection("127.0.0.1", desk.served.port, timeout=60)
        self.connection.request("GET", f"/_ssg/desk/api/events?path={path}", headers=HEADERS | desk.headers)
        self.answer = self.connection.getresponse()
        self.sock = self.connection.sock
        self.listens, self.ended = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._read, daemon=True) if self.answer.status == 200 else None
        if self.thread is not None:
            self.thread.start()

    def _read(self) -> None:
        try:
            for line in self.answer:
                self.listens.set()
                if line.startswith(b"data: "):
                    self.events.append((time.monotonic(), json.loads(line[6:])))
        except (OSError, ValueError, AttributeError):
            pass
        self.ended.set()

    def wait(self, **wanted: object) -> float:
        """Wait for an event, and return when it came."""
        end = time.monotonic() + 60
        while True:
            for at, event in list(self.events):
                if all(event.get(key) == value for key, value in wanted.items()):
                    return at
            assert time.monotonic() < end, self.events
            time.sleep(0.002)

    def leave(self) -> None:
        """Close the window: its connection breaks."""
        with contextlib.suppress(OSError):
            self.sock.shutdown(2)

    def close(self) -> None:
        self.leave()
        self.answer.close()
        self.connection.close()
        if self.thread is not None:
            self.thread.join(60)


@pytest.fixture
def opened():
    """Open windows that are closed at the end."""
    windows: list[Window] = []

    def window(desk: Desk, path: str = PATH) -> Window:
        windows.append(Window(desk, path))
        return windows[-1]

    yield window
    for one in windows:
        one.close()


def test_others(tmp_path, monkeypatch, opened):
    """Two people in one article learn of each other, by name, and of each other's saves; windows of one are one."""
    with desks(tmp_path, monkeypatch) as (sari, budi):
        one, second = opened(sari), opened(sari)
        one.wait(kind="others", names=[])
        begun = time.monotonic()
        other = opened(budi)
        assert one.wait(kind="others", names=[BUDI]) - begun < 5
        other.wait(kind="others", names=[SARI])
        elsewhere = opened(budi, "daerah/2024/10/pasar.md")
        elsewhere.wait(kind="others", names=[])
        version = typed(budi, "pertama", "kedua")["version"]
        one.wait(kind="saved", path=PATH, version=version, who=BUDI)
        second.wait(kind="saved", path=PATH, version=version, who=BUDI)
        assert not [event for _, event in [*other.events, *elsewhere.events] if event["kind"] == "saved"]
        one.events.clear()
        other.leave()
        one.wait(kind="others", names=[])
        assert {event["kind"] for _, event in second.events} <= {"others", "saved"}
        sari.served.live.hub.close()
        assert one.ended.wait(5)


def test_lists_learn_what_is_renamed_or_deleted(tmp_path, monkeypatch, opened):
    """Whoever has a list open sees it without loading the page again; no article's window is told."""
    with desks(tmp_path, monkeypatch) as (sari, budi):
        path = sari.post("new", title="Jembatan Rusak", category="daerah")["path"]
        article, listing = opened(budi), opened(budi, "")
        assert article.listens.wait(60)
        assert listing.listens.wait(60)
        for step, values in (("rename", {"slug": "jembatan"}), ("delete", {})):
            listing.events.clear()
            version = sari.get("article", path=path)["version"]
            path = sari.post("step", path=path, version=version, step=step, values=values)["path"]
            listing.wait(kind="saved", path="", who=SARI)
        assert not [event for _, event in article.events if event["kind"] == "saved"]


def test_bounded(tmp_path, monkeypatch, opened):
    """One person cannot take all places."""
    monkeypatch.setattr(presence, "_MOST_EACH", 3)
    with desks(tmp_path, monkeypatch) as (sari, budi):
        windows = [opened(sari) for _ in range(3)]
        for one in windows:
            one.wait(kind="others")
        refused = opened(sari).answer
        assert (refused.status, refused.read()) == (429, b"Too many windows are open.\n")
        assert opened(budi).answer.status == 200
        windows[0].leave()
        sari.served.until(lambda: opened(sari).answer.status == 200)


def test_bounded_at_once(tmp_path, monkeypatch):
    """Nor by asking for many at the same moment."""
    monkeypatch.setattr(presence, "_MOST_EACH", 3)
    asked = f"GET /_ssg/desk/api/events HTTP/1.1\r\nhost: localhost\r\nremote-user: {SARI}\r\n\r\n".encode()
    with desks(tmp_path, monkeypatch) as (sari, _), contextlib.ExitStack() as lines:
        opened = [lines.enter_context(socket.create_connection(("127.0.0.1", sari.served.port), 60)) for _ in range(60)]
        for line in opened:
            line.sendall(asked)
        for line in opened:
            assert line.recv(100).startswith((b"HTTP/1.1 200", b"HTTP/1.1 429"))
        sari.served.until(lambda: len(sari.served.live.hub.listeners()) == 3)


def test_nobody(tmp_path, monkeypatch, opened):
    """Whom the proxy does not name hears nothing."""
    with desks(tmp_path, monkeypatch) as (sari, _):
        stranger = Desk(sari.served)
        assert opened(stranger).answer.status == 403


# --------------------------------------------------------------------- without a server


def seat(name: str, path: str = PATH) -> Seat:
    return Seat(path, Person(name, "editor"))


async def sat(own: Presence, *seats: Seat) -> list[AsyncIterator[bytes]]:
    """Let browsers come, one after the other, and return what streams their events."""
    streams = [own.stream(one) for one in seats]
    for one in streams:
        assert await anext(one) == b"retry: 500\n\n"
        await asyncio.sleep(0)
    return streams


def heard(one: Seat) -> list[dict]:
    """Return what was sent to a browser since it was asked last."""
    found = [one.queue.get_nowait() for _ in range(one.queue.qsize())]
    return [json.loads(data.removeprefix(b"data: ")) for data in found if data is not None]


def begun() -> tuple[Hub, Presence]:
    hub = Hub()
    hub.begin()
    return hub, Presence(hub)


def test_who_comes_and_goes():
    """Each learns who else has the article open, in order, without themselves; a list has no others."""

    async def scenario() -> None:
        hub, own = begun()
        sari, budi, again, other, listing = seat(SARI), seat(BUDI), seat(SARI), seat("Tono", "lain.md"), seat("Ani", "")
        streams = await sat(own, sari, budi, again, other, listing)
        assert heard(sari) == [{"kind": "others", "names": names} for names in ([], [BUDI], [BUDI])]
        assert heard(budi) == [{"kind": "others", "names": [SARI]}] * 2
        assert heard(again) == [{"kind": "others", "names": [BUDI]}]
        assert heard(other) == [{"kind": "others", "names": []}]
        await streams[1].aclose()
        await asyncio.sleep(0)
        assert [heard(one) for one in (sari, budi, again, other, listing)] == [
            [{"kind": "others", "names": []}], [], [{"kind": "others", "names": []}], [], [],
        ]  # fmt: skip
        assert {*hub.listeners()} == {sari, again, other, listing}

    asyncio.run(scenario())


def test_a_save_is_told_to_whom_it_concerns():
    """Whoever else shows the article, and all who show a list: not its writer there, nor pages of the preview."""

    async def scenario() -> None:
        hub, own = begun()
        seats = [seat(SARI), seat(BUDI), seat(SARI, ""), seat(BUDI, ""), seat(BUDI, "lain.md")]
        _streams = await sat(own, *seats)
        page = Listener("", "", hidden=True, local=True)
        hub._listeners.add(page)
        for one in seats:
            heard(one)
        own.saved(PATH, "v2", Person(SARI, "editor"))
        await asyncio.sleep(0)
        event = {"kind": "saved", "path": PATH, "version": "v2", "who": SARI}
        assert [heard(one) for one in seats] == [[], [event], [event], [event], []]
        own.tell({"kind": "publishing", "state": "done"})
        await asyncio.sleep(0)
        assert [heard(one) for one in seats] == [[{"kind": "publishing", "state": "done"}]] * 5
        assert page.queue.empty()

    asyncio.run(scenario())


def test_events_of_the_preview_are_for_its_own_pages():
    """A browser of the desk hears those of the desk alone, and of the end."""
    one = seat(SARI)
    for kind in ("pages", "state", "files", "ready", "progress", "saved", "others", "publishing"):
        one.put({"kind": kind})
    assert [event["kind"] for event in heard(one)] == ["saved", "others", "publishing"]
    one.put(None)
    assert one.queue.get_nowait() is None


def test_how_many_may_listen(monkeypatch):
    """Of one person and in all; the last that fits does, and one more does not."""
    monkeypatch.setattr(presence, "_MOST", 3)
    monkeypatch.setattr(presence, "_MOST_EACH", 2)

    async def scenario() -> None:
        hub, own = begun()
        sari, budi = Person(SARI, "editor"), Person(BUDI, "editor")
        assert own.has_room(sari, 2)
        assert not own.has_room(sari, 3)
        hub._listeners.add(Listener("", "", hidden=True, local=True))
        _first = await sat(own, seat(SARI), seat(SARI))
        assert (own.has_room(sari), own.has_room(sari, 0), own.has_room(budi), own.has_room(budi, 2)) == (
            False,
            True,
            True,
            False,
        )
        _second = await sat(own, seat(BUDI))
        assert (own.has_room(budi), own.has_room(budi, 0)) == (False, True)
        with pytest.raises(StopAsyncIteration):
            await anext(own.stream(seat(BUDI)))
        assert len(hub.listeners()) == 4

    asyncio.run(scenario())
