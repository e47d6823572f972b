"""The desk of one site: what its parts share."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from generator.annex.desk.headlines import Headlines
from generator.base.errors import MessageError
from generator.base.sentences import Language, Sentence
from generator.model.site import Site
from generator.preview.live import Live
from generator.preview.state import folder_of
from generator.preview.watch import Saved
from generator.store.database import Store, open_reader

_Part = TypeVar("_Part")


class Nothing(msgspec.Struct, forbid_unknown_fields=True):
    """A question without anything more."""


class DeskError(MessageError):
    """Nothing was changed, and the browser gets to know why."""

    status = 422

    def __init__(self, said: Sentence, **more: Any) -> None:
        super().__init__(said)
        self.more = more
        """What the browser needs to go on, as plain data."""


class NotAllowedError(DeskError):
    """The person may not do this."""

    status = 403


class StaleError(DeskError):
    """The file is not what the browser thinks it is."""

    status = 409


class MissingError(DeskError):
    """There is nothing of that name."""

    status = 404


class Desk:
    """A site at its desk. Any thread may use it."""

    def __init__(self, live: Live, site: Site) -> None:
        """Open it; `site` holds until the preview has read a later one."""
        self.live = live
        self._first, self._fixed_now = site, live.pinned
        self.folder: Path = live.preview.folder
        """The site's."""
        self.language: Language = live.language
        self.headlines = Headlines(self.folder)
        self._parts: dict[Callable[[Desk], Any], Any] = {}
        self._making = threading.RLock()
        self.writing = threading.RLock()
        """Held from reading a file to writing it, so that no other save comes in between; see `keeping.turn`."""

    @property
    def site(self) -> Site:
        """The last valid configuration."""
        return self.live.preview.site or self._first

    @property
    def now(self) -> int:
        """The time that it is, whatever somebody looks at, in seconds since 1970: that of --now, or the present."""
        return int(time.time()) if self._fixed_now is None else self._fixed_now

    @contextlib.contextmanager
    def stored(self) -> Iterator[Store]:
        """Yield one state of the preview's store, by a connection of its own, so that nobody waits for a page."""
        with closing(open_reader(folder_of(self.folder))) as store, store.reading():
            yield store

    def follow(self, saved: Saved) -> None:
        if saved.folders is None or not self.headlines.ready.is_set():
            threading.Thread(target=self.headlines.read, name="ssg headlines", daemon=True).start()
        else:
            self.headlines.update(name.removeprefix("content/") for name in saved.names)

    def part(self, make: Callable[[Desk], _Part]) -> _Part:
        """Return what a part of the desk has in memory; `make` is called when it is first asked for."""
        with self._making:
            if make not in self._parts:
                self._parts[make] = make(self)
            found: _Part = self._parts[make]
            return found

    def put(self, said: Sentence) -> str:
        return self.language.put(said)
