"""The plan of an import: all that is decided after the first pass, before the first file is written."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.annex.importing import kanal
from generator.annex.importing.addresses import Hosts, alias, base_url, host_in, hosts_of, is_part, spelled
from generator.annex.importing.kanal import Kanal, Table
from generator.annex.importing.listing import list_addresses, listing_paths
from generator.annex.importing.order import Order
from generator.annex.importing.placing import Places, Way, place
from generator.annex.importing.sources.table import MEDIA
from generator.annex.importing.survey import Survey, profiles
from generator.annex.importing.target import FOLDER
from generator.base.text import fold
from generator.base.textfile import read
from generator.config import site_yaml
from generator.model.records import Record
from generator.model.site import Site
from generator.model.urls import Paths

PROPOSED = f"{FOLDER}/site.yaml"
"""What site.yaml would be, whatever the desk has made of it."""
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
    kept: tuple[str, ...]
    """Files of earlier imports that this source knows nothing of, below content/."""
    earlier: Site | None
    """What site.yaml was for these, if there are any."""


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
    # An export may hold what is new alone.
    kept = tuple(_kept(order.into, seen, known))
    earlier = _earlier(order.into) if kept else None
    table = _with_kanal_of(table, kept, earlier)
    places = place(seen, table, hosts, paths, known, earlier.reading.permalink if earlier else "")
    lists = tuple(_lists(seen, table, hosts, paths, places))
    here = order.media or order.fetch or order.source in MEDIA
    media_url = "" if here else order.media_url or _media_url(seen)
    return Plan(seen, table, paths, hosts, places, lists, media_url, kept, earlier)


def _kept(folder: str, seen: Survey, known: dict[str, str]) -> Iterator[str]:
    """Yield the articles of earlier imports that a source lacks, and that are there."""
    here = {entry.id for entry in seen.entries}
    for key, path in known.items():
        if key not in here and path.count("/") == 3 and os.path.isfile(os.path.join(folder, "content", path)):
            yield path


def _earlier(folder: str) -> Site | None:
    """Return site.yaml as the last import would have written it."""
    file = Path(folder, PROPOSED)
    return site_yaml.parse(read(file).decode("utf-8", "replace"))[0] if file.is_file() else None


def _with_kanal_of(table: Table, kept: Iterable[str], earlier: Site | None) -> Table:
    """Return a table that has the kanal of some files too."""
    found = {one.slug: one for one in table.kanal}
    names = {one.slug: one.name for one in earlier.categories} if earlier else {}
    for slug in sorted({path.partition("/")[0] for path in kept}):
        found.setdefault(slug, Kanal(slug, names.get(slug, slug)))
    return Table(tuple(found.values()), table.default)


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
