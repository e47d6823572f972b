"""Clearing: the store forgets a site that is read, or whose listings are cut, in another way than before."""

from __future__ import annotations

from generator.store import pages
from generator.store.database import Store
from generator.store.schema import SITE_TABLES


def clear(store: Store) -> None:
    """Forget the site, but not the files of the output: what is planned again keeps its file, the rest is deleted."""
    for table in SITE_TABLES:
        store.db.execute(f"DELETE FROM {table}")
    pages.unplan_all(store)
    store.db.execute("DELETE FROM meta WHERE key = 'clock'")
