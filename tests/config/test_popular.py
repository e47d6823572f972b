"""Counts from a machine: read as far as they can be, and never the reason that a build fails."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from generator.base.errors import Problem
from generator.config.popular import read_counts
from generator.model.counts import FILES, MOST, Counts, Views
from tests.support import NOW

UNTIL = "2024-10-10 12:00 WIB"


def read(folder: Path, text: str | bytes, name: str = "popular.json") -> tuple[Counts | None, list[Problem]]:
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_counts(folder, there(folder), "WIB")


def there(folder: Path) -> list[str]:
    return [path for path in FILES if (folder / path).exists()]


def counts(views: str, until: str = UNTIL) -> str:
    return f'{{"until": "{until}",\n"views": {{{views}}}}}'


def test_json(tmp_path: Path) -> None:
    """Addresses have their views and their lines; one that is there twice stays so."""
    found, problems = read(tmp_path, counts('\n"/a/": 3,\n"/b/": 2,\n"/a/": 1'))
    assert not problems
    assert found == Counts("data/popular.json", NOW, (Views("/a/", 3, 3), Views("/b/", 2, 4), Views("/a/", 1, 5)))


@pytest.mark.parametrize(
    "text",
    [
        f"# until: {UNTIL}\naddress,views\n/a/,3\n/b/,2\n", f"# until: {UNTIL};\n/a/;3\n\n/b/;2\n",
        f'\ufeff# Until: {UNTIL}\r\n"address"\t"views"\r\n"/a/"\t"3"\r\n"/b/"\t"2"\r\n',
    ],
)  # fmt: skip
def test_csv(tmp_path: Path, text: str) -> None:
    """Spreadsheets may write commas, semicolons or tabs, quotation marks, and the names of the columns or none."""
    found, problems = read(tmp_path, text, "popular.csv")
    assert not problems
    assert found
    assert (found.until, [(one.address, one.count) for one in found.views]) == (NOW, [("/a/", 3), ("/b/", 2)])


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "this is not JSON: Expecting value"), ('{"until": "x",\n"views" 1}', 2, "this is not JSON: Expecting ':' delimiter"),
        ("[" * 100_000, 0, "this is not JSON: RecursionError"), ('{"views": {"/a/": ' + "9" * 5000 + "}}", 0, "this is not JSON: ValueError"),
        ("[]", 0, "this must be an object with until and views, and views one with addresses and numbers"),
        ('{"until": "' + UNTIL + '", "views": [1]}', 0, "this must be an object with until and views, and views one with addresses and numbers"),
        ('{"views": {"/a/": 1}}', 0, "it is not said until when was counted"), (counts('"/a/": 1', "kemarin"), 0, '"kemarin" is not a timestamp'),
        ('{"until": 7, "views": {}}', 0, "it is not said until when was counted"), (b"\xff", 1, "this character is not UTF-8"),
        (b" " * (2 << 20) + b"1", 0, "the file is larger than the limit of 2,097,152 bytes"),
        ('{"until": ' + '{"a":' * 800 + "1" + "}" * 800 + ', "views": {}}', 0, "it is not said until when was counted"),
        (counts('"/a/": 1', "\\ud800kemarin"), 0, '"kemarin" is not a timestamp'), (counts('"/a/": 1', " "), 0, "it is not said until when was counted"),
        (counts(",".join(f'"/{n}/": 1' for n in range(MOST + 1))), 0, "there are more than 10,000 addresses"),
    ],
)  # fmt: skip
def test_a_broken_file(tmp_path: Path, text: str | bytes, line: int, said: str) -> None:
    """A file that cannot be used counts for nothing, and is told of with its place and what to do."""
    found, [problem] = read(tmp_path, text)
    assert found is None
    assert (problem.where.path, problem.where.line, problem.code) == ("data/popular.json", line, "bad-counts")
    assert problem.message == said
    assert problem.hint


@pytest.mark.parametrize(
    "views", ["-1", "1.5", "NaN", "Infinity", "1e999", "null", "true", '"x"', "[1]", '{"a": 1}', "1" * 13]
)
def test_what_is_no_number_of_views(tmp_path: Path, views: str) -> None:
    """Such a line is left out and counted, with its place; the others count."""
    found, [problem] = read(tmp_path, counts(f'\n"/a/": 3,\n"/<b>/": {views},\n"": 4, "{"x" * 3000}": 5, "\\ud800": 6'))
    assert found is not None
    assert found.views == (Views("/a/", 3, 3),)
    assert problem.where.line == 4
    assert problem.message == "4 lines have no address with a whole number of views, and are left out"
    assert problem.excerpt.startswith('"/<b>/"')


def test_a_million_lines(tmp_path: Path) -> None:
    """A file of a million lines is refused at once."""
    begun = time.process_time()
    found, [problem] = read(tmp_path, "\n".join(f"/{n}/,{n}" for n in range(1_000_000)), "popular.csv")
    assert found is None
    assert "larger than the limit" in problem.message
    assert time.process_time() - begun < 5


def test_as_many_lines_as_may_be(tmp_path: Path) -> None:
    """With the names of their columns above them, and one more."""
    rows = [f"# until: {UNTIL}", "address,views", *(f"/{n}/,{n}" for n in range(MOST))]
    found, problems = read(tmp_path, "\n".join(rows), "popular.csv")
    assert found is not None
    assert (len(found.views), problems) == (MOST, [])
    found, [problem] = read(tmp_path, "\n".join([*rows, "/x/,1"]), "popular.csv")
    assert (found, problem.message) == (None, "there are more than 10,000 addresses")


def test_two_files(tmp_path: Path) -> None:
    """Of two files the first counts, and the second is told of."""
    read(tmp_path, f"# until: {UNTIL}\n/b/,2\n", "popular.csv")
    found, [problem] = read(tmp_path, counts('"/a/": 3'))
    assert found is not None
    assert found.path == "data/popular.json"
    assert (problem.where.path, problem.message) == ("data/popular.csv", "data/popular.json is there, too, and counts")


def test_a_link_out_of_the_site(tmp_path: Path) -> None:
    """A symbolic link to a file of the machine is not read, nor is a folder."""
    (tmp_path / "data").mkdir()
    (tmp_path / "lain.json").write_text(counts('"/a/": 3'))
    (tmp_path / "data/popular.json").symlink_to("/etc/hostname")
    found, [problem] = read_counts(tmp_path, there(tmp_path), "WIB")
    assert (found, problem.code) == (None, "bad-counts")
    (tmp_path / "data/popular.json").unlink()
    (tmp_path / "data/popular.json").mkdir()
    found, [problem] = read_counts(tmp_path, there(tmp_path), "WIB")
    assert (found, problem.code) == (None, "bad-counts")


def test_addresses_with_escapes_are_read_once(tmp_path: Path) -> None:
    """Where an address cannot be found as it is, the lines of those after it are not looked for."""
    found, problems = read(tmp_path, json.dumps({"until": UNTIL, "views": {"/a/": 1, "/é/": 2, "/b/": 3}}, indent=0))
    assert not problems
    assert found is not None
    assert [one.line for one in found.views] == [4, 0, 0]
