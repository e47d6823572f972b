"""Future lists: the lists, and the numbered pages of lists, that there are when more articles are published.

A link to one of these is not dead, and nothing else may have its address. Both
follow from the numbers that groups and prefixes keep, so that neither costs more
where much is scheduled, or where a preview shows the past. All other addresses
to come are in `store.reserved`.

Whether a link is dead does not depend on the hour: an address exists if any
article, published or not, has it or brings it.
"""

from __future__ import annotations

import re

from generator.portal import urls
from generator.portal.keys import url_key
from generator.portal.site import Site
from generator.store import groups, prefixes
from generator.store.database import Store
from generator.store.groups import Group

_NUMBERED = r"(/[^/]+/(?:[^/]+/){0,2})([1-9][0-9]{0,8})/"
"""What the address of a numbered page of a list looks like: that of the list, and the number."""


def _numbered_page(store: Store, url: str) -> tuple[Group, int] | None:
    """Return the group and the number of an address that looks like a numbered page of its list."""
    match = re.fullmatch(_NUMBERED, url)
    group = groups.listed_at(store, url_key(match[1])) if match else None
    return (group, int(match[2])) if match and group else None


def _has_numbered_page(store: Store, url: str, per_page: int) -> bool:
    """Return whether an address is a numbered page that a list has while all of its articles are published."""
    group, number = _numbered_page(store, url) or (None, 0)
    return group is not None and number <= urls.numbered_pages(group.published + group.unpublished, per_page)


def has_longer_list(store: Store, url: str, site: Site) -> bool:
    """Return whether an address is that of a page of a list that is there when more articles, or tags, are."""
    prefix = site.paths.prefix_at(url)
    # How many tags there have to be for a list of those that begin alike is no matter: at some hour there may be.
    return (bool(prefix) and prefixes.are_there(store, prefix)) or _has_numbered_page(store, url, site.per_page)


def future_numbered_page(store: Store, url: str, per_page: int) -> tuple[int, int] | None:
    """Return group and number of the numbered page that a list may get at an address by its scheduled articles."""
    group, number = _numbered_page(store, url) or (None, 0)
    if group is not None and number <= urls.numbered_pages(group.published + group.scheduled, per_page):
        return group.id, number
    return None
