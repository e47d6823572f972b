"""Operations on groups, their members, and days."""

from __future__ import annotations

from generator.model.lookup_keys import url_key
from generator.model.ordinal import BEGINNING, END
from generator.store import days, groups, members, pages, reserved_addresses
from generator.store.database import Store
from generator.store.groups import Group
from generator.store.reserved_addresses import Claim


def test_a_group_is_made_once(store: Store) -> None:
    """Whoever asks for it again gets the same id; it is empty."""
    group = groups.ensure(store, "tag", "banjir")
    assert groups.ensure(store, "tag", "banjir") == group
    assert groups.ensure(store, "kanal", "banjir") != group
    assert groups.get(store, group) == Group(group, "tag", "banjir", 0, 0, 0)


def test_numbers_of_articles_are_added(store: Store) -> None:
    """Published, unpublished and scheduled ones, upwards and downwards."""
    group = groups.ensure(store, "tag", "banjir")
    groups.add_published(store, [(5, group)])
    groups.add_published(store, [(-2, group)])
    groups.add_unpublished(store, [(4, 1, group)])
    assert groups.get(store, group) == Group(group, "tag", "banjir", 3, 4, 1)


def test_the_group_of_an_address(store: Store) -> None:
    """Of a listing that is planned, or that unpublished articles bring; pages of articles are none."""
    first, second = groups.ensure(store, "tag", "a"), groups.ensure(store, "tag", "b")
    store.db.execute(
        "INSERT INTO pages (key, path, kind, ref, number) VALUES (?, 'tag/a/index.html', 'listing', ?, 0)",
        (url_key("/tag/a/"), first),
    )
    reserved_addresses.insert(
        store, [Claim(url_key("/tag/b/"), second, 1, 1), Claim(url_key("/c/"), reserved_addresses.OWN, 1, 1)]
    )
    found = [groups.listed_at(store, url_key(url)) for url in ("/tag/a/", "/tag/b/", "/c/", "/d/")]
    assert [group and group.id for group in found] == [first, second, None, None]
    assert not pages.is_empty(store)


def test_members_come_and_go(store: Store) -> None:
    """An article leaves the groups that are named, and no others."""
    members.add(store, [(1, 10), (1, 20), (2, 10)])
    members.remove(store, [1], 10)
    assert [members.between(store, group, BEGINNING, END) for group in (1, 2)] == [[20], [10]]


def test_days_without_articles_go(store: Store) -> None:
    """The number that a day has now is told with each step."""
    assert [days.add(store, 5, step) for step in (2, 1, -3)] == [2, 3, 0]
    days.add(store, 6, 1)
    days.remove_empty(store)
    assert days.counts(store) == [(6, 1)]
