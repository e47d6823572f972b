"""Scheduled: the addresses of unpublished articles, and of the lists that they will stand in.

A link to one of these is not dead, and nothing else may have an address of an
article that will be published. Both are look-ups in one table, so that neither
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
from generator.store import groups as store_groups
from generator.store import scheduled as store_scheduled
from generator.store.database import Store
from generator.store.scheduled import OTHER, OWN, Claim

_MANY = 200_000
"""Rows that are gathered before they are written in the order of their table."""
_NUMBERED = re.compile(r"(/[^/]+/|/(?:tag|penulis)/[^/]+/)([1-9][0-9]{0,8})/")
"""What the address of a numbered page of a list looks like: that of the list, and the number."""


class Step(Record, frozen=True):
    """How many more articles of a group are unpublished than at the last build."""

    unpublished: int = 0
    scheduled: int = 0
    """Of these, the ones that will be published without anybody's doing."""


class Unpublished:
    """The addresses of unpublished articles, while an index run changes them."""

    def __init__(self, store: Store, zone: str) -> None:
        self.store = store
        self.zone = zone
        self.left: set[int] = set()
        """Keys of the addresses that articles no longer have while they are unpublished."""
        self.come: set[int] = set()
        """Keys of the addresses that scheduled articles have, and that may be new."""
        self._steps: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
        self._rows: list[Claim] = []

    def remove(self, doc: int) -> None:
        """Take back what is known of an article that was unpublished."""
        for claim in store_scheduled.remove(self.store, doc):
            self.left.add(claim.key)
            self._step(claim.group, -1, claim.scheduled)

    def add(self, doc: int, known: Facts, groups: Iterable[tuple[str, str, int]], *, scheduled: bool) -> None:
        """Take in an unpublished article.

        Args:
            doc: its number.
            known: its facts; of its groups, the next argument tells.
            groups: kind, slug and number of each, by the people that there are now.
            scheduled: whether it will be published without anybody's doing.

        """
        own = [(page_key(one.path), OWN) for one in known.outputs]
        # What is withdrawn stays at its address, but in no list.
        lists = [] if known.retracted else [(url_key(url), group) for url, group in _lists(groups, known, self.zone)]
        for name, group in dict.fromkeys(own + lists):
            self._rows.append(Claim(name, group, doc, int(scheduled)))
            self._step(group, 1, int(scheduled))
            if scheduled:
                self.come.add(name)
        if len(self._rows) > _MANY:
            self._write()

    def _step(self, group: int, step: int, scheduled: int) -> None:
        if group > 0:
            self._steps[group][0] += step
            self._steps[group][1] += step * scheduled

    def finish(self) -> dict[int, Step]:
        """Write what was taken in; return how the numbers of groups differ."""
        self._write()
        steps = {group: Step(*step) for group, step in self._steps.items() if any(step)}
        store_groups.add_unpublished(
            self.store, [(step.unpublished, step.scheduled, group) for group, step in steps.items()]
        )
        self.left = {name for name in self.left if not store_scheduled.has_address(self.store, name)}
        return steps

    def _write(self) -> None:
        store_scheduled.insert(self.store, sorted(self._rows))
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


def numbered_page(url: str) -> tuple[str, int] | None:
    """Return the list and the number of an address that looks like a numbered page of a list."""
    match = _NUMBERED.fullmatch(url)
    return (match[1], int(match[2])) if match else None


def numbered_pages(
    store: Store, per_page: int, counts: dict[int, int], steps: dict[int, Step]
) -> tuple[set[int], dict[int, tuple[int, int]]]:
    """Return which numbered pages can no longer exist at any hour, and which may that could not before.

    A list has the more of them the more articles it has, so that the numbers of articles alone tell this.

    Args:
        store: the store, with the groups as they are now.
        per_page: articles on a page.
        counts: group -> how many more articles are published than at the last build.
        steps: the same of the unpublished ones.

    Returns:
        Keys of the ones; for those of the others, group and number.

    """
    gone: set[int] = set()
    later: dict[int, tuple[int, int]] = {}
    for id_ in sorted({*counts, *steps}):
        group, step = store_groups.get(store, id_), steps.get(id_, Step())
        url = urls.listing_url(group.kind, group.slug)
        if not url or not (group.unpublished or step.unpublished):
            continue
        before = group.published - counts.get(id_, 0)
        least = urls.numbered(group.published + group.unpublished, per_page)
        most = urls.numbered(before + group.unpublished - step.unpublished, per_page)
        gone.update(url_key(f"{url}{number}/") for number in range(least + 1, most + 1))
        least = urls.numbered(max(group.published, before + group.scheduled - step.scheduled), per_page)
        most = urls.numbered(group.published + group.scheduled, per_page)
        later.update((url_key(f"{url}{number}/"), (id_, number)) for number in range(least + 1, most + 1))
    return gone, later


def has_numbered_page(store: Store, url: str, per_page: int) -> bool:
    """Return whether an address is a numbered page that a list has while all of its articles are published."""
    match = numbered_page(url)
    group = store_groups.listed_at(store, url_key(match[0])) if match else None
    return bool(match and group and match[1] <= urls.numbered(group.published + group.unpublished, per_page))


def future_numbered_page(store: Store, url: str, per_page: int) -> tuple[int, int] | None:
    """Return group and number of the numbered page that a list may get at an address by its scheduled articles."""
    match = numbered_page(url)
    group = store_groups.listed_at(store, url_key(match[0])) if match else None
    if match and group and match[1] <= urls.numbered(group.published + group.scheduled, per_page):
        return group.id, match[1]
    return None
