"""Who else has an article open, and what happens to it, is told at once."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.annex.desk_support import HEADERS, OTHER, PEOPLE, PUBLIC, Desk, desk

BUDI, RATNA = "Budi Rahman", "Ratna Ayu"
Open = Callable[..., "Window"]


class Window:
    """A browser's window with an article, or a list."""

    def __init__(self, it: Desk, path: str = PUBLIC) -> None:
        self.events: list[dict[str, Any]] = []
        self.connection = http.client.HTTPConnection("127.0.0.1", it.served.port, timeout=60)
        self.connection.request("GET", f"/_ssg/desk/api/events?path={path}", headers=HEADERS | it.headers)
        self.answer = self.connection.getresponse()
        self.sock = self.connection.sock
        self.listens, self.ended = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._read, daemon=True) if self.answer.status == 200 else None
        if self.thread is not None:
            self.thread.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            for line in self.answer:
                self.listens.set()
                if line.startswith(b"data: "):
                    self.events.append(json.loads(line[6:]))
        self.ended.set()

    def wait(self, **wanted: object) -> None:
        """Wait for an event."""
        end = time.monotonic() + 60
        while not any(wanted.items() <= event.items() for event in list(self.events)):
            assert time.monotonic() < end, self.events
            time.sleep(0.002)

    def kinds(self) -> set[str]:
        return {event["kind"] for event in list(self.events)}

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
def opened() -> Iterator[Open]:
    """Open windows that are closed at the end."""
    windows: list[Window] = []

    def window(it: Desk, path: str = PUBLIC) -> Window:
        windows.append(Window(it, path))
        return windows[-1]

    yield window
    for one in windows:
        one.close()


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("desk"), PEOPLE, login="budi") as found:
        yield found


def test_others(it: Desk, opened: Open) -> None:
    """Two people in one article learn of each other, by name, and of each other's saves; windows of one are one."""
    ratna = it.as_("ratna")
    one, second = opened(it), opened(it)
    one.wait(kind="others", names=[])
    other = opened(ratna)
    one.wait(kind="others", names=[RATNA])
    other.wait(kind="others", names=[BUDI])
    elsewhere, listing = opened(ratna, OTHER), opened(ratna, "")
    elsewhere.wait(kind="others", names=[])
    assert listing.listens.wait(60)
    version = ratna.typed("pertama", "kedua")["version"]
    for window in (one, second, listing):
        window.wait(kind="saved", path=PUBLIC, version=version, who=RATNA)
    assert "saved" not in other.kinds() | elsewhere.kinds()
    one.events.clear()
    other.leave()
    one.wait(kind="others", names=[])
    # What the preview tells its own pages is not for the desk's.
    assert second.kinds() <= {"others", "saved", "publishing"}


def test_handing_in_is_seen_at_once(it: Desk, opened: Open) -> None:
    """By whoever has the article open that readers have, too."""
    sari, window = it.as_("sari"), opened(it)
    sari.save(body="Isi dari Sari.")
    window.wait(kind="saved", path=PUBLIC)
    window.events.clear()
    sari.step(PUBLIC, "submit")
    window.wait(kind="saved", path=PUBLIC, who="Sari Wulan")
    assert it.open()["mark"]["step"] == "submit"
    it.step(PUBLIC, "discard")


def test_lists_learn_what_is_deleted(it: Desk, opened: Open) -> None:
    """Whoever has a list open sees it without loading the page again; no article's window is told."""
    path = it.post("new", title="Jembatan Rusak", category="daerah")["path"]
    article, listing = opened(it.as_("ratna")), opened(it.as_("ratna"), "")
    assert article.listens.wait(60)
    assert listing.listens.wait(60)
    it.step(path, "delete")
    listing.wait(kind="saved", path="", who=BUDI)
    assert "saved" not in article.kinds()


def test_nobody_hears_without_a_name(it: Desk, opened: Open) -> None:
    """Whom the proxy does not name, or names as somebody whom the desk does not know."""
    for stranger in (Desk(it.served), it.as_("tono"), it.as_("")):
        assert opened(stranger).answer.status == 403
