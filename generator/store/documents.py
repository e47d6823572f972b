"""Documents: the files of content/, what was parsed of them, their names and what they refer to.

Tables: `docs`, `records`, `names`, `links`.
"""

from __future__ import annotations

from generator.store.database import Store


def is_empty(store: Store) -> bool:
    """Return whether no file of content/ is known."""
    return not store.all("SELECT 1 FROM docs LIMIT 1")
