"""Transactions of the store."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("name", ["transaction", "trial", "reading"])
def test_a_transaction_that_sqlite_has_ended_hides_no_error(tmp_path: Path, name: str) -> None:
    """A full disk, and a page that cannot be had, roll back by themselves; what is said is why."""

    def fail() -> None:
        with closing(open_store(tmp_path)) as store, getattr(store, name)():
            store.db.execute("ROLLBACK")
            raise sqlite3.OperationalError("the disk is full")

    with pytest.raises(sqlite3.OperationalError, match="the disk"):
        fail()


def test_a_reader_holds_few_pages(tmp_path: Path) -> None:
    """There is one for each processor, and the articles that it looks at lie close together."""
    open_store(tmp_path).close()
    with closing(open_reader(tmp_path)) as reader:
        assert reader.all("PRAGMA cache_size") == [(-16384,)]
