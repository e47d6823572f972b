"""Transactions of the store."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from generator.store.database import open_reader, open_store


def test_who_reads_one_state_sees_no_other(tmp_path: Path) -> None:
    """What another process commits meanwhile is seen behind it, and holds nobody up."""
    with closing(open_store(tmp_path)) as store, closing(open_reader(tmp_path)) as reader:
        with store.transaction():
            store.set("generation", b"1")
        with reader.reading():
            assert reader.number("generation") == 1
            with store.transaction():
                store.set("generation", b"2")
            assert reader.number("generation") == 1
        assert reader.number("generation") == 2
