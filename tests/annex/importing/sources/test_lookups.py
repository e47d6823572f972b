"""Rows of further tables."""

from __future__ import annotations

import io

import pytest

from generator.annex.importing.items import Fault
from generator.annex.importing.sources import lookups as module
from generator.annex.importing.sources.front_matter import Plain
from generator.annex.importing.sources.lookups import Lookup, Shelf
from generator.annex.importing.sources.sql_dump import Dump

DUMP = b"INSERT INTO a (id, nama, ke) VALUES (1,'x',7),(1,'',8),(2,'y',9);INSERT INTO b (id, nama) VALUES (7,'tujuh'),(8,'delapan');"


A = Lookup("a", "a", "id", "{id}", {})


def joined(lookups: tuple[Lookup, ...], row: dict[str, Plain]) -> dict[str, Plain]:
    shelf = Shelf(lookups, io.BytesIO())
    assert not list(shelf.read(Dump(io.BytesIO(DUMP), "b.sql", {lookup.table for lookup in lookups})))
    return shelf.joined(row)


def test_rows_that_belong_to_one() -> None:
    """Each value by the look-up and the column, in the order of the dump; also by way of another."""
    lookups = (A, Lookup("c", "b", "id", "{a.ke}", {}))
    assert joined(lookups, {"id": "1"}) == {
        "id": "1", "a.id": ["1", "1"], "a.nama": ["x"], "a.ke": ["7", "8"], "c.id": ["7", "8"], "c.nama": ["tujuh", "delapan"],
    }  # fmt: skip
    assert joined(lookups, {"id": "3"}) == {"id": "3"}
    assert joined(lookups, {"id": ""}) == {"id": ""}


def test_further_columns_choose_among_them() -> None:
    """By what they hold."""
    row = joined((Lookup("a", "a", "id", "{id}", {"ke": "8"}),), {"id": "1"})
    assert (row["a.ke"], row["a.nama"]) == (["8"], [])


def test_what_is_compared_may_be_a_part_of_a_text() -> None:
    """And of several values in a row, each is one."""
    lookup = Lookup("a", "a", "id", "/{jenis}/{id}", {})
    assert list(lookup.keys({"jenis": "node", "id": "7"})) == ["/node/7"]
    assert list(Lookup("a", "a", "id", "/node/{id}", {}).keys({"id": ["7", "8", "7"]})) == ["/node/7", "/node/8"]
    assert lookup.fields == ["jenis", "id"]


def test_one_row_has_at_most_a_hundred() -> None:
    """However many a table has."""
    shelf = Shelf((A, Lookup("b", "a", "nama", "{a.nama}", {})), io.BytesIO())
    rows = ",".join(f"(1,'{number % 2}')" for number in range(500))
    assert not list(shelf.read(Dump(io.BytesIO(f"INSERT INTO a (id, nama) VALUES {rows};".encode()), "b.sql", {"a"})))
    row = shelf.joined({"id": "1"})
    assert [len(row[key]) for key in ("a.nama", "b.id")] == [100, 100]


def test_faults_are_told() -> None:
    """Of each table."""
    shelf = Shelf((), io.BytesIO())
    assert [type(one) for one in shelf.read(Dump(io.BytesIO(b"INSERT INTO a VALUES (1);"), "b.sql", {"a"}))] == [Fault]


def test_of_more_rows_than_belong_to_one_the_last_ones_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of the dump; what the look-ups of several keys find counts together."""
    monkeypatch.setattr(module, "_MOST", 2)
    shelf = Shelf((A, Lookup("b", "a", "id", "{ke}", {})), io.BytesIO())
    dump = Dump(io.BytesIO(b"INSERT INTO a (id, n) VALUES (1,'p'),(1,'q'),(1,'r'),(2,'s'),(2,'t');"), "b.sql", {"a"})
    assert not list(shelf.read(dump))
    assert shelf.joined({"id": "1", "ke": ["1", "2"]}) == {
        "id": "1", "ke": ["1", "2"], "a.id": ["1", "1"], "a.n": ["q", "r"], "b.id": ["1", "1"], "b.n": ["q", "r"],
    }  # fmt: skip
    assert shelf.joined({"id": "2"}) == {"id": "2", "a.id": ["2", "2"], "a.n": ["s", "t"]}


def test_a_row_without_the_column_that_is_compared_belongs_to_none() -> None:
    """Nor one of another table; a fault between rows is told, and the rest is read."""
    shelf = Shelf((Lookup("a", "a", "tiada", "{id}", {}),), io.BytesIO())
    assert not list(shelf.read(Dump(io.BytesIO(DUMP), "b.sql", {"a", "b"})))
    assert shelf.joined({"id": "1"}) == {"id": "1"}
    assert shelf.joined({"id": ["", "1"]}) == {"id": ["", "1"]}
