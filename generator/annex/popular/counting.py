"""Counts the views of a portal's articles in logs, as a stream.

The memory is that of the articles' addresses, however long the logs are: what is none of them is not counted, and of an
hour that has left the window nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import unquote_to_bytes

from generator.annex.popular.lines import Lines, StrangeLineError, View
from generator.model.records import Record
from generator.model.site import Site
from generator.model.urls import is_bare, served_at
from generator.store import pages
from generator.store.database import Store

_HOUR = 60
"""Minutes."""


class Counted(Record, frozen=True):
    """What logs say."""

    views: dict[str, int]
    """Address on the site -> how often readers were shown it, the most read one first."""
    until: int
    """In seconds since 1970; 0 if nothing was counted."""
    lines: int
    strange: int
    """Lines of another form."""
    first: str
    """Place of the first of these: `access.log:17`."""


def addresses_of(store: Store, site: Site) -> dict[bytes, str]:
    """Return the addresses of the published articles: as logs have them -> as the site has them."""
    bare = is_bare(site.reading.permalink)
    served = (served_at(path, bare=bare) for path in pages.own_paths(store))
    return {f"{site.base_path}{url}".encode(): urls[0] for urls in served for url in urls}


class Counter:
    """Counts views in the last hours before the newest one."""

    def __init__(self, known: Mapping[bytes, str], host: str, hours: int) -> None:
        self._known = known
        self._host = host.removeprefix("www.")
        self._hours = hours
        self._counts: dict[int, dict[str, int]] = {}
        """Hour since 1970 -> address -> views."""
        self._newest = 0
        self._lines = self._strange = 0
        self._first = ""

    def read(self, lines: Iterable[bytes], name: str) -> None:
        """Count the views in the lines of a log."""
        view_of, add = Lines().view, self._add
        number = 0
        for number, line in enumerate(lines, 1):
            try:
                view = view_of(line)
            except StrangeLineError:
                if line.strip():
                    self._strange += 1
                    self._first = self._first or f"{name}:{number}"
            else:
                if view is not None:
                    add(view)
        self._lines += number

    def _add(self, view: View) -> None:
        path = view.address.partition(b"?")[0]
        address = self._known.get(path)
        if address is None:
            if b"%" not in path:
                return
            address = self._known.get(unquote_to_bytes(path))
            if address is None:
                return
        if view.host and view.host.partition(":")[0].lower().removeprefix("www.") != self._host:
            return
        hour = view.minute // _HOUR
        counts = self._counts.get(hour)
        if counts is None:
            last = max([hour, *self._counts])
            if hour <= last - self._hours:
                return
            self._counts = {old: kept for old, kept in self._counts.items() if old > last - self._hours}
            counts = self._counts[hour] = {}
        counts[address] = counts.get(address, 0) + 1
        self._newest = max(self._newest, view.minute)

    @property
    def counted(self) -> Counted:
        total: dict[str, int] = {}
        for counts in self._counts.values():
            for address, count in counts.items():
                total[address] = total.get(address, 0) + count
        ordered = sorted(total.items(), key=lambda item: (-item[1], item[0]))
        return Counted(dict(ordered), 60 * self._newest, self._lines, self._strange, self._first)
