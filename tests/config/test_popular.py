"""Counts from a machine: read as far as they can be, and never the reason that a build fails.

What is said of a broken file is in fixtures/problems.txt as well.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support import Portal, Problem, article, site

UNTIL = "2024-10-10 12:00 WIB"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    made = site(tmp_path_factory.mktemp("terpopuler"))
    for name in "ab":
        made.add(f"content/daerah/{name}.md", article(f"Judul {name}"))
    return made


def read(portal: Portal, text: str | bytes) -> tuple[list[str], list[Problem]]:
    """Return the articles that the home page calls the most read ones, and what is said of the counts."""
    portal.add("data/popular.json", text)
    told = [one for one in portal.build().warnings if one.code == "bad-counts"]
    box = portal.read("index.html").partition('class="kotak terpopuler"')[2].partition("</section>")[0]
    portal.remove("data/popular.json")
    return re.findall(r'<a href="/daerah/2024/10/(\w)/">', box), told


A, B = "/daerah/2024/10/a/", "/daerah/2024/10/b/"


def test_what_programs_write(portal):
    """The most read comes first, whatever the order of the lines."""
    assert read(portal, f'{{"until": "{UNTIL}",\n"views": {{"{A}": 2, "{B}": 3}}}}') == (["b", "a"], [])


@pytest.mark.parametrize("views", ["-1", "1.5", "NaN", "1e999", "null", "true", '"x"', "[1]", "1" * 13])
def test_what_is_no_number_of_views(portal, views):
    """Such a line is left out and counted, and the first is named; the others count."""
    lines = f'"{A}": 3,\n"/<b>/": {views},\n"": 4, "{"x" * 3000}": 5, "\\ud800": 6'
    shown, [problem] = read(portal, f'{{"until": "{UNTIL}",\n"views": {{\n{lines}}}}}')
    assert shown == ["a"]
    assert "4 lines" in problem.message
    assert '"/<b>/"' in problem.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"), (b"\xff", "not UTF-8"), ("[" * 100_000, "not JSON"),
        ('{"views": {"/a/": ' + "9" * 5000 + "}}", "not JSON"), (b" " * (2 << 20) + b"1", "larger"),
        ('{"until": ' + '{"a":' * 800 + "1" + "}" * 800 + ', "views": {}}', "until when"),
        (f'{{"until": "{UNTIL}", "views": {json.dumps({f"/{n}/": n for n in range(10_001)})}}}', "more than 10,000"),
    ],
)  # fmt: skip
def test_a_file_that_was_made_to_break_the_build_does_not(portal, text, said):
    """It counts for nothing, and is told of."""
    shown, [problem] = read(portal, text)
    assert shown == []
    assert said in problem.message


def test_a_link_out_of_the_site(portal, tmp_path):
    """A symbolic link to a file of the machine is not read, nor is a folder."""
    (tmp_path / "lain.json").write_text(f'{{"until": "{UNTIL}", "views": {{"{A}": 3}}}}')
    file = Path(portal.folder / "data/popular.json")
    file.parent.mkdir(exist_ok=True)
    file.symlink_to(tmp_path / "lain.json")
    assert [one.code for one in portal.build().warnings] == ["bad-counts"]
    file.unlink()
    file.mkdir()
    assert [one.code for one in portal.build().warnings] == ["bad-counts"]
    file.rmdir()
