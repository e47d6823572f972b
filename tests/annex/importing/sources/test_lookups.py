"""Rows of further tables."""

from __future__ import annotations

import io

import pytest

from generator.annex.importing.items import Fault
from generator.annex.importing.sources.lookups import Lookup, Shelf, filled, lookups_of
from generator.annex.importing.sources.sql_dump import Dump
from generator.base.errors import UsageError

DUMP = b"INSERT INTO a (id, nama, ke) VALUES (1,'x',7),(1,'',8),(2,'y',9);INSERT INTO b (id, nama) VALUES (7,'tujuh'),(8,'delapan');"


def joined(lookups: tuple[Lookup, ...], row: dict[str, str]) -> dict[str, str]:
    shelf = Shelf(lookups, io.BytesIO())
    assert not list(shelf.read(Dump(io.BytesIO(DUMP), "b.sql", {lookup.table for lookup in lookups})))
    return shelf.joined(row)


def test_rows_that_belong_to_one() -> None:
    """Each value by the look-up and the column, in the order of the dump; also by way of another."""
    lookups = lookups_of({"lookups": {"a": {"id": "{id}"}, "c": {"table": "b", "id": "{a.ke}"}}}, "peta.yaml")
    assert joined(lookups, {"id": "1"}) == {
        "id": "1", "a.id": "1\n1", "a.nama": "x", "a.ke": "7\n8", "c.id": "7\n8", "c.nama": "tujuh\ndelapan",
    }  # fmt: skip
    assert joined(lookups, {"id": "3"}) == {"id": "3"}
    assert joined(lookups, {"id": ""}) == {"id": ""}


def test_further_columns_choose_among_them() -> None:
    """By what they hold."""
    lookups = lookups_of({"lookups": {"a": {"id": "{id}", "ke": "8"}}}, "peta.yaml")
    assert joined(lookups, {"id": "1"})["a.ke"] == "8"


def test_one_row_has_at_most_a_hundred() -> None:
    """However many a table has."""
    lookups = lookups_of({"lookups": {"a": {"id": "{id}"}, "b": {"table": "a", "nama": "{a.nama}"}}}, "peta.yaml")
    shelf = Shelf(lookups, io.BytesIO())
    rows = ",".join(f"(1,'{number % 2}')" for number in range(500))
    assert not list(shelf.read(Dump(io.BytesIO(f"INSERT INTO a (id, nama) VALUES {rows};".encode()), "b.sql", {"a"})))
    row = shelf.joined({"id": "1"})
    assert [len(row[key].split("\n")) for key in ("a.nama", "b.id")] == [100, 100]


def test_faults_are_told() -> None:
    """Of each table."""
    shelf = Shelf((), io.BytesIO())
    assert [type(one) for one in shelf.read(Dump(io.BytesIO(b"INSERT INTO a VALUES (1);"), "b.sql", {"a"}))] == [Fault]


@pytest.mark.parametrize("given", ["x", {}, {"id": "1"}, {"id": "{id}", "ke": "{ke}"}])
def test_a_look_up_compares_one_column(given: object) -> None:
    """No more, and no less."""
    with pytest.raises(UsageError, match="must compare one of its columns"):
        lookups_of({"lookups": {"a": given}}, "peta.yaml")  # type: ignore[dict-item]


def test_a_pattern_without_any_value_is_empty() -> None:
    """So that no address is made of nothing."""
    assert [filled("/{a}/{b}", row) for row in ({"a": "1"}, {"a": " "}, {})] == ["/1/", "", ""]
    assert filled("a", {}) == "a"
