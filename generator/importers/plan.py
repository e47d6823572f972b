"""The plan of an import: all that is decided after the first pass, before the first file is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.base.text import fold
from generator.base.textfile import read
from generator.importers import kanal
from generator.importers.addresses import Hosts, alias, base_url, host_in, hosts_of, is_part, spelled
from generator.importers.kanal import Table
from generator.importers.listing import list_addresses, listing_paths
from generator.importers.order import Order
from generator.importers.people import profiles
from generator.importers.placing import Places, Way, place
from generator.importers.sources.table import MEDIA
from generator.importers.survey import Survey
from generator.portal.records import Record
from generator.portal.urls import Paths

_NO_LISTS = Paths(*[""] * len(Paths.__struct_fields__))
"""Of the addresses of old tags, some are in the folder of the new ones."""


class Plan(Record, frozen=True):
    """What is decided."""

    seen: Survey
    table: Table
    paths: Paths
    """Folders of the lists."""
    hosts: Hosts
    """Of the old site."""
    places: Places
    lists: tuple[Way, ...]
    """What becomes of the addresses of lists."""
    media_url: str
    """Where media are; empty if they are in content/."""


def planned(order: Order, seen: Survey, known: dict[str, str]) -> Plan:
    """Return the plan for a source.

    Args:
        order: what is to be done.
        seen: the first pass over the source.
        known: files of items that an earlier import has written, by id.

    Raises:
        SiteError: the table of kanal has problems.

    """
    paths = listing_paths(seen)
    table = kanal.read(read(Path(order.kanal)), order.kanal, paths) if order.kanal else kanal.proposed(seen, paths)
    hosts = hosts_of((seen.portal.url, *order.hosts), seen.portal.url)
    places = place(seen, table, hosts, paths, known)
    lists = tuple(_lists(seen, table, hosts, paths, places))
    here = order.media or order.fetch or order.source in MEDIA
    return Plan(seen, table, paths, hosts, places, lists, "" if here else order.media_url or _media_url(seen))


def _lists(seen: Survey, table: Table, hosts: Hosts, paths: Paths, places: Places) -> Iterator[Way]:
    """Yield what becomes of the addresses of lists: site.yaml leads on from those that are elsewhere now."""
    lists = {paths.tag_url(slug) for slug in seen.labels} | {f"/{one.slug}/" for one in table.kanal}
    lists |= {paths.author_url(one.slug) for one in profiles(seen).values()}
    taken = {fold(one) for place in places.by_id.values() for one in (place.url, *place.aliases)}
    for address, new in list_addresses(seen, table, paths):
        old = hosts.own(address)
        if old is None:
            continue
        path = alias(old, _NO_LISTS)
        if spelled(old) == spelled(new):
            yield Way(old, new, "same")
        elif path and "?" not in path and fold(path) not in taken and path not in lists and not is_part(path, lists):
            taken.add(fold(path))
            yield Way(path, new, "redirect")
        else:
            yield Way(old, new, "rule")


def media_hosts(seen: Survey) -> Iterator[str]:
    """Yield where a source says that its media are: that below which each file has its path, at the portal too."""
    site = hosts_of((seen.portal.url,), seen.portal.url)
    for file in seen.files.values():
        yield base_url(seen.portal.url if site.own(file.url) else f"https://{host_in(file.url)}")


def _media_url(seen: Survey) -> str:
    """Return where the media of the source are now: the host of most of them."""
    found = Counter(media_hosts(seen))
    return found.most_common(1)[0][0] if found else base_url(seen.portal.url)
