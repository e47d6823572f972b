"""Asleep: the addresses of articles that are not published now, and of the lists that they stand in otherwise.

A link to one of these is not dead, and nothing else may have an address of an
article whose hour will come. Both are look-ups in one table, so that neither
costs more where much is scheduled, or where a preview shows the past.

Whether a link is dead does not depend on the hour: an address exists if any
article, published or not, has it or brings it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.base import dates
from generator.portal import urls
from generator.portal.facts import Facts
from generator.portal.keys import page_key, url_key
from generator.portal.records import Record
from generator.store.database import Store

OWN, OTHER = -1, 0
"""In place of a group: the address is a page of the article itself, or a list without numbered pages."""

_MANY = 200_000
"""Rows that are gathered before they are written in the order of their table."""
_NUMBERED = re.compile(r"(/[^/]+/|/(?:tag|penulis)/[^/]+/)([1-9][0-9]{0,8})/")
"""What the address of a numbered page of a list looks like: that of the list, and the number."""


class Step(Record, frozen=True):
    """How the articles of a group that are not published differ in number from those of the last build."""

    asleep: int = 0
    coming: int = 0
    """Of these, the ones whose hour will come."""


class Sleepers:
    """The table of the articles that are not published, while an indexing changes it."""

    def __init__(self, store: Store, zone: str) -> None:
        self.store = store
        self.db = store.db
        self.zone = zone
        self.left: set[int] = set()
        """Keys of the addresses that articles no longer have while they are not published."""
        self.come: set[int] = set()
        """Keys of the addresses that articles will have, and that may be new."""
        self._steps: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
        self._rows: list[tuple[int, int, int, int]] = []

    def rouse(self, doc: int) -> None:
        """Take back what is known of an article that was not published."""
        sql = "DELETE FROM asleep WHERE doc = ? RETURNING key, grp, coming"
        for name, group, coming in self.db.execute(sql, (doc,)).fetchall():
            self.left.add(name)
            self._step(group, -1, coming)

    def lay(self, doc: int, known: Facts, groups: Iterable[tuple[str, str, int]], *, coming: bool) -> None:
        """Take in an article that is not published.

        Args:
            doc: its number.
            known: its facts; of its groups, the next argument tells.
            groups: kind, slug and number of each, by the people that there are now.
            coming: whether its hour will come.

        """
        own = [(page_key(one.path), OWN) for one in known.outputs]
        # What is withdrawn stays at its address, but in no list.
        lists = [] if known.retracted else [(url_key(url), group) for url, group in _lists(groups, known, self.zone)]
        for name, group in dict.fromkeys(own + lists):
            self._rows.append((name, group, doc, int(coming)))
            self._step(group, 1, int(coming))
            if coming:
                self.come.add(name)
        if len(self._rows) > _MANY:
            self._write()

    def _step(self, group: int, step: int, coming: int) -> None:
        if group > 0:
            self._steps[group][0] += step
            self._steps[group][1] += step * coming

    def finish(self) -> dict[int, Step]:
        """Write what was taken in; return how the numbers of groups differ."""
        self._write()
        steps = {group: Step(*step) for group, step in self._steps.items() if any(step)}
        sql = "UPDATE groups SET asleep = asleep + ?, coming = coming + ? WHERE id = ?"
        self.db.executemany(sql, [(step.asleep, step.coming, group) for group, step in steps.items()])
        self.left = {name for name in self.left if not exists(self.store, name)}
        return steps

    def _write(self) -> None:
        self.db.executemany("INSERT OR IGNORE INTO asleep VALUES (?, ?, ?, ?)", sorted(self._rows))
        self._rows.clear()


def _lists(groups: Iterable[tuple[str, str, int]], known: Facts, zone: str) -> Iterator[tuple[str, int]]:
    """Yield the addresses of the lists that an article stands in while it is published, and the group of each."""
    for kind, slug, group in groups:
        if url := urls.listing_url(kind, slug):
            yield url, group
        if kind == "tag":
            yield urls.letter_url(slug[0]), OTHER
    day = dates.day_of(dates.day_number(known.epoch, zone))
    for url in (
        urls.day_url(day), urls.month_url(day.year, day.month), urls.year_url(day.year),
        urls.sitemap_url(day.year, day.month, 0),
    ):  # fmt: skip
        yield url, OTHER


def exists(store: Store, name: int) -> bool:
    """Tell whether an article that is not published has an address, or brings it."""
    return bool(store.all("SELECT 1 FROM asleep WHERE key = ? LIMIT 1", name))


def numbered(url: str) -> tuple[str, int] | None:
    """Return the list and the number of an address that looks like a numbered page of a list."""
    found = _NUMBERED.fullmatch(url)
    return (found[1], int(found[2])) if found else None


def numbers(
    store: Store, per_page: int, counts: dict[int, int], steps: dict[int, Step]
) -> tuple[set[int], dict[int, tuple[int, int]]]:
    """Return which numbered pages of lists can be there no more at any hour, and which may come that could not before.

    A list has the more of them the more articles it has, so that the numbers of articles alone tell this.

    Args:
        store: the store, with the groups as they are now.
        per_page: articles on a page.
        counts: group -> how many more articles are published than at the last build.
        steps: the same of those that are not published.

    Returns:
        Keys of the ones; for those of the others, group and number.

    """
    gone: set[int] = set()
    later: dict[int, tuple[int, int]] = {}
    for group in sorted({*counts, *steps}):
        sql = "SELECT kind, slug, count, asleep, coming FROM groups WHERE id = ?"
        kind, slug, count, asleep, coming = store.all(sql, group)[0]
        url, step = urls.listing_url(kind, slug), steps.get(group, Step())
        if not url or not (asleep or step.asleep):
            continue
        before = count - counts.get(group, 0)
        least = urls.numbered(count + asleep, per_page)
        most = urls.numbered(before + asleep - step.asleep, per_page)
        gone.update(url_key(f"{url}{number}/") for number in range(least + 1, most + 1))
        least = urls.numbered(max(count, before + coming - step.coming), per_page)
        most = urls.numbered(count + coming, per_page)
        later.update((url_key(f"{url}{number}/"), (group, number)) for number in range(least + 1, most + 1))
    return gone, later


def has_number(store: Store, url: str, per_page: int) -> bool:
    """Tell whether an address is a numbered page that a list has while all of its articles are published."""
    return _of_list(store, url, per_page, "asleep") is not None


def list_to_grow(store: Store, url: str, per_page: int) -> tuple[int, int] | None:
    """Return group and number of the numbered page that a list may get at an address when articles come out."""
    return _of_list(store, url, per_page, "coming")


def _of_list(store: Store, url: str, per_page: int, more: str) -> tuple[int, int] | None:
    found = numbered(url)
    if found is None:
        return None
    front, number = found
    rows = store.all(
        f"SELECT id, count + {more} FROM groups WHERE id ="
        " coalesce((SELECT ref FROM pages WHERE key = ? AND kind = 'listing'),"
        " (SELECT max(grp) FROM asleep WHERE key = ?))",
        url_key(front), url_key(front),
    )  # fmt: skip
    if not rows or number > urls.numbered(rows[0][1], per_page):
        return None
    return rows[0][0], number
