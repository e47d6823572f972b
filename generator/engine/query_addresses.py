"""Lists old addresses with a query, for whoever tells the host of them."""

from __future__ import annotations

from pathlib import Path

import msgspec

from generator.base import state_files
from generator.model.site import Site
from generator.model.urls import file_slug
from generator.store import redirects
from generator.store.database import Store

FILE = "query-addresses.json"
"""Name of the list in the state folder: a mapping of address to where it leads."""


def write(store: Store, site: Site, state: Path) -> None:
    """Write the list if a build changed what is in it; one that is deleted is written again."""
    file = state / FILE
    if not redirects.is_due(store) and (file.exists() or redirects.is_empty(store)):
        return
    leads = {one.address: one.url or site.paths.author_url(file_slug(one.path)) for one in redirects.published(store)}
    if leads or file.exists():
        state_files.write(file, msgspec.json.format(msgspec.json.encode(leads), indent=1) + b"\n")
    with store.transaction():
        redirects.settle(store)
