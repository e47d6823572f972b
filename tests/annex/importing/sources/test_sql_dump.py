"""SQL dumps as several programs write them."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

from generator.annex.importing.items import Fault
from generator.annex.importing.sources import sql_dump
from generator.annex.importing.sources.sql_dump import Dump


def read(text: str | bytes, *tables: str) -> list[Any]:
    """Return the values of the rows of `berita`, and what could not be read."""
    data = text if isinstance(text, bytes) else text.encode()
    rows = Dump(io.BytesIO(data), "b.sql", tables or ("berita",)).rows()
    return [str(row) if isinstance(row, Fault) else [*row[1].values()] for row in rows]


NAMED = "INSERT INTO `berita` (`id`, `judul`) VALUES "


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ("(1, 'a')", ["1", "a"]), ("(-1.5,NULL)", ["-1.5", ""]), (r"(1,'a\'b\"c\\d\ne\r\0')", ["1", "a'b\"c\\d\ne\r"]), ("(1,'a''b\"\"')", ["1", "a'b\"\""]), ('("644","\\"a\\" \'b\'")', ["644", "\"a\" 'b'"]),
        ("(1,'a),(2,\\'b; -- c')", ["1", "a),(2,'b; -- c"]), ("(0x4142, X'4344')", ["AB", "CD"]), ("(b'1', _utf8mb4 'a')", ["1", "a"]), ("(1,N'a')", ["1", "a"]), ("(1, '')", ["1", ""]), ("(1,\n\t'a'\n)", ["1", "a"]),
        ("(now(), 'a')", ["now()", "a"]),
    ],
)  # fmt: skip
def test_values(values: str, found: list[str]) -> None:
    """Texts, numbers, bytes in hexadecimal digits, and nothing."""
    assert read(f"{NAMED}{values};") == [found]


@pytest.mark.parametrize(
    "dump",
    [
        "INSERT INTO `berita` (`id`, `judul`) VALUES\n(1, 'a'),\n(2, 'b');\n", "insert  into `berita`(`id`,`judul`) values (1,'a'),(2,'b');",
        "CREATE TABLE `berita` (\n  `id` int(5) NOT NULL COMMENT 'a, (b',\n  `judul` enum('Y','N') DEFAULT 'N',\n  PRIMARY KEY (`id`),\n  KEY `judul` (`judul`)\n) ENGINE=MyISAM;\nINSERT INTO `berita` VALUES (1,'a'),(2,'b');",
        'CREATE TABLE IF NOT EXISTS berita (id int, judul text);REPLACE INTO berita VALUES("1","a");INSERT IGNORE INTO berita VALUES("2","b")',
        "-- it's\n/* don't; */ # 'x\n/*!40101 SET NAMES utf8 */;\nINSERT INTO `kabar`.`berita` (`id`, `judul`) VALUES (1,\t'a')\n,\n(2,\t'b');\n-- ak'hir",
        "LOCK TABLES `berita` WRITE;\nINSERT INTO `lain` VALUES ('INSERT INTO `berita` VALUES (9,9);',\"it's\", '\\'');\nINSERT INTO `berita` (`id`,`judul`) VALUES (1,'a');INSERT INTO `berita` (`id`,`judul`) VALUES (2,'b') ON DUPLICATE KEY UPDATE id=1;",
        "-- PostgreSQL database dump\nINSERT INTO public.berita (id, judul) VALUES (1, 'a'::text), (2, 'b');",
        "-- PostgreSQL database dump\nCOPY public.lain (x) FROM stdin;\nit's\n\\.\nCOPY public.berita (id, judul) FROM stdin;\n1\ta\n2\tb\n\\.\nSELECT 1;",
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [1, 7, 1 << 20])
def test_dumps_of_several_programs(monkeypatch: pytest.MonkeyPatch, dump: str, size: int) -> None:
    """With names of columns or without, in pieces of any size; texts and comments are no statements."""
    monkeypatch.setattr(sql_dump, "_CHUNK", size)
    monkeypatch.setattr(sql_dump, "_AHEAD", 200)
    assert read(dump) == [["1", "a"], ["2", "b"]]


def test_a_backslash_of_postgresql_is_one() -> None:
    """Its texts know no other escape than the doubled sign; its lines have them."""
    head = "-- PostgreSQL database dump\n"
    assert read(f"{head}{NAMED}(1, 'C:\\'), (2, 'a''b');") == [["1", "C:\\"], ["2", "a'b"]]
    assert read(f"{head}COPY berita (id, judul) FROM stdin;\n\\N\ta\\tb\\\\n\\nc\n\\.\n") == [["", "a\tb\\n\nc"]]


def test_the_prefix_of_joomla(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is any one word."""
    dump = "INSERT INTO `x9_content` (`id`) VALUES (1);INSERT INTO `x9_tags_content` (`id`) VALUES (2);"
    assert read(dump, "#__content") == [["1"]]


@pytest.mark.parametrize(
    ("dump", "found"),
    [
        (f"{NAMED}(1,'a'),\n(2),(3,'c');", [["1", "a"], "b.sql:2:1: a row of berita has 1 values for 2 columns", ["3", "c"]]), (f"{NAMED}(1,'a'),(2,'b", [["1", "a"], "b.sql:1:1: it ends within a row of berita"]),
        ("INSERT INTO berita VALUES (1,2);", ["b.sql:1:1: a row of berita has 2 values for 0 columns"]), (f"{NAMED}(1,'a'),", [["1", "a"], "b.sql:1:1: it ends within a row of berita"]), ("", []), ("bukan sql", []),
        ("INSERT INTO berita (id) VALUES", ["b.sql:1:1: it ends within a row of berita"]), ("INSERT INTO berita SELECT * FROM lain;", []),
        (f"{NAMED}(1,'a');\n/* tanpa akhir", [["1", "a"], "b.sql:2:1: it ends within a text or comment that begins here"]), (f"INSERT INTO lain\nVALUES ('x;\n{NAMED}(1,'a');", ["b.sql:3:1: it ends within a text or comment that begins here"]),
        (f"{NAMED}(1,'a')", [["1", "a"]]), (f"{NAMED}(1,'a');\n-- akhir", [["1", "a"]]), ("LOCK TABLES x", []),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_fault(dump: str, found: list[Any]) -> None:
    """The rest comes."""
    assert read(dump) == found


def test_a_text_without_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ends the reading, not the memory."""
    monkeypatch.setattr(sql_dump, "_LONGEST", 1 << 21)
    said = "b.sql:1:1: a row or text has no end within 2 million bytes"
    assert read(f"{NAMED}(1,'{'a' * (1 << 24)}") == [said]
    assert read(f"INSERT INTO lain VALUES ('{'a' * (1 << 24)}") == [said]
    assert read(f"{NAMED}(1,'a');/*{'a' * (1 << 24)}") == [["1", "a"], said]


class Endless(io.RawIOBase):
    """A dump of some size that nobody has to keep."""

    def __init__(self, size: int) -> None:
        row = b"(1,'" + b"kata " * 200 + b"'),\n"
        self._line = (
            b"INSERT INTO `lain` VALUES\n" + row * 900 + b"(2,'');\n" + NAMED.encode() + row * 90 + b"(2,'');\n"
        )
        self._left = size // len(self._line)

    def read(self, size: int = -1) -> bytes:
        self._left -= 1
        return self._line if self._left >= 0 else b""


def test_a_large_dump_takes_little_memory() -> None:
    """However many rows a statement has."""

    def counted() -> Iterator[int]:
        for row in Dump(Endless(64 << 20), "b.sql", ("berita",)).rows():  # type: ignore[arg-type]
            assert not isinstance(row, Fault)
            yield 1

    tracemalloc.start()
    try:
        assert sum(counted()) == 67 * 91
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("statement", "columns"),
    [
        ("CREATE TABLE `a` (`id` int(11), `n` varchar(9)) ENGINE=x, lain y", ["id", "n"]), ("create table a (id int, n decimal(9,2) default '1', k enum('x','y'))", ["id", "n", "k"]), ('CREATE TABLE IF NOT EXISTS "a" ("id" int, "n" text)', ["id", "n"]),
    ],
)  # fmt: skip
def test_the_columns_of_a_table_are_those_in_its_brackets(statement: str, columns: list[str]) -> None:
    """Whatever stands behind them, and in the brackets of their types."""
    dump = Dump(io.BytesIO(f"{statement};\nINSERT INTO a VALUES (1,'b','c');\n".encode()), "b.sql", {"a"})
    found = list(dump.rows())
    assert dump.columns == {"a": columns}
    if len(columns) == 3:
        assert found == [("a", {"id": "1", "n": "b", "k": "c"})]
