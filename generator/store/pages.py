"""Operations on the table of pages: the files that the output consists of, and how each of them stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.portal.page import Page
from generator.portal.reasons import Reason
from generator.portal.status import Stale
from generator.store.database import Store, marks


def at(store: Store, key: int) -> Page | None:
    """Return the page that is planned at the address with this key."""
    rows = store.all("SELECT path, kind, ref, number, lo, hi, note FROM pages WHERE key = ? AND kind <> ''", key)
    return Page(*rows[0]) if rows else None


def mark_stale(store: Store, kinds: Iterable[str], reason: Reason) -> None:
    """Mark all pages of some kinds as stale; one that is stale already keeps its own reason."""
    names = tuple(kinds)
    sql = f"UPDATE pages SET stale = ?, why = ? WHERE kind IN ({marks(len(names))}) AND stale < ?"
    store.db.execute(sql, (Stale.STALE, reason, *names, Stale.STALE))


def mark_for_check(store: Store, causes: Mapping[int, str]) -> None:
    """Mark fresh pages to be checked.

    Args:
        store: the store, in a transaction.
        causes: page id -> path below content/ of the file that something changed in; empty when it is none.

    """
    store.db.executemany(
        "UPDATE pages SET stale = 1, cause = ? WHERE id = ? AND stale = 0 AND kind <> ''",
        [(cause, page) for page, cause in sorted(causes.items())],
    )
