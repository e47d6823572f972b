"""Rows that are read piece by piece."""

from __future__ import annotations

import io

import pytest

from generator.annex.importing.sources import lines
from generator.annex.importing.sources.lines import Lines


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten characters a piece, and a hundred a row."""
    monkeypatch.setattr(lines, "_PIECE", 10)
    monkeypatch.setattr(lines, "MOST", 100)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{"a": 1}\n\n{"b": 2}', [(1, '{"a": 1}\n'), (3, '{"b": 2}')]), ("\n \n{}\n", [(3, "{}\n")]), ("", []), ('{"a": "lebih panjang"}\n{}', [(1, '{"a": "lebih panjang"}\n'), (2, "{}")]),
        ('[{"a": 1}, {"b": "lebih panjang dari sepotong"}]', [(1, '{"a": 1}'), (1, '{"b": "lebih panjang dari sepotong"}')]),
        ('\n[\n {"a": 1,\n  "b": 2},\n {"c": 3}\n]\n', [(3, '{"a": 1,\n  "b": 2}'), (5, '{"c": 3}')]), ("[]", []), ("[1,[2],{}]", [(1, "1"), (1, "[2]"), (1, "{}")]),
    ],
)  # fmt: skip
def test_values_of_json(text: str, values: list[tuple[int, str]]) -> None:
    """One a line, or those of a list, however it is written; each with its line."""
    assert list(Lines(io.StringIO(text)).values()) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [('[{"a": 1}', ['{"a": 1}', ""]), ('[{"a": 1},', ['{"a": 1}', ""]), ("[", [""]), ('[{"a": 1}, {"b"]', ['{"a": 1}', ""]), ("[{},\n rusak, {}]", ["{}", ""])],
)  # fmt: skip
def test_a_list_that_is_cut_ends_with_a_value_that_is_none(text: str, values: list[str]) -> None:
    """So that it is told where it ends, and what follows is not taken for read."""
    assert [value for _, value in Lines(io.StringIO(text)).values()] == values


@pytest.mark.parametrize(
    "text", ["x" * 1000, '{"a": "' + "x" * 1000, "[" + '{"a": "' + "x" * 1000, "{}\n" + "\0" * 1000]
)
def test_a_row_without_an_end_is_the_end(text: str) -> None:
    """It is not read further, and told by whoever reads."""
    opened = io.StringIO(text + "\n{}\n")
    reader = Lines(opened)
    assert len(list(reader.values())) <= 1
    assert reader.is_endless
    assert opened.tell() < len(text)


def test_a_row_of_many_lines_has_an_end_too() -> None:
    """Lines count together until the next row begins."""
    reader = Lines(io.StringIO("x" * 39 + "\n" + ("y" * 39 + "\n") * 9))
    assert next(reader)
    reader.begin()
    assert [len(line) for line in reader] == [40, 40]
    assert reader.is_endless


@pytest.mark.parametrize(("size", "is_endless"), [(99, False), (100, True), (101, True)])
def test_as_long_as_a_row_may_be(size: int, is_endless: bool) -> None:
    """One that has the most that a row may have is the end."""
    reader = Lines(io.StringIO("x" * (size - 1) + "\n"))
    assert (len(next(reader, "")), reader.is_endless) == (0 if is_endless else size, is_endless)


@pytest.mark.parametrize(
    ("text", "found"),
    [("[" + "x" * 98, False), ("[" + "x" * 99, False), ("[" + "x" * 100, True), ("[" + "x" * 300, True)],
)
def test_as_long_as_a_value_of_a_list_may_be(text: str, found: bool) -> None:
    """Beyond it, nothing is read any more."""
    reader = Lines(io.StringIO(text))
    values = list(reader.values())
    assert reader.is_endless is found
    assert values == ([] if found else [(1, "")])
