"""`ssg search`: the terminal finds what readers find."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.support import CONFIG, Portal, article, site


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path, config=f"{CONFIG}search: true\n")
    made.add("content/daerah/satu.md", article("Gubernur hadir", "Isi.", timestamp="2024-10-09 01:00 WIB"))
    made.add("content/nasional/dua.md", article("Kabar lain", "Gubernur dan pasar.", timestamp="2023-02-03 23:00 WIB"))
    made.build()
    return made


def ask(portal: Portal, *words: str) -> Result:
    return CliRunner().invoke(main.group, ["--site", str(portal.folder), "search", *words], standalone_mode=False)


def test_results_with_day_and_address(portal: Portal) -> None:
    """One result takes two lines, the best first; what is said of them goes to standard error."""
    result = ask(portal, "gubernur")
    assert result.stdout == (
        "2024-10-09  Gubernur hadir\n            /daerah/2024/10/satu/\n"
        "2023-02-03  Kabar lain\n            /nasional/2023/02/dua/\n"
    )
    assert result.stderr == "2 articles with all words\n"
    assert result.return_value == 0


@pytest.mark.parametrize(
    ("options", "urls"),
    [
        (["--kanal", "nasional"], ["/nasional/2023/02/dua/"]),
        (["--year", "2024"], ["/daerah/2024/10/satu/"]),
        (["--year", "2022"], []),
        (["--type", "berita", "--count", "1"], ["/daerah/2024/10/satu/"]),
        (["--author", "siapa"], []),
        (["--region", "aceh"], []),
        (["--newest"], ["/daerah/2024/10/satu/", "/nasional/2023/02/dua/"]),
    ],
)
def test_filters(portal: Portal, options: list[str], urls: list[str]) -> None:
    """Kanal, year, type, author and region leave out all others; nothing found is exit code 1."""
    result = ask(portal, "gubernur", "--json", *options)
    assert [found["url"] for found in json.loads(result.stdout)["results"]] == urls
    assert result.return_value == int(not urls)


def test_misspelled_and_unknown_words_are_told(portal: Portal) -> None:
    """A word that was read as another is said, and so is one that nothing has."""
    portal.add("content/nasional/tiga.md", article("Gubernur pulang", timestamp="2023-02-04 10:00 WIB"))
    portal.build()
    result = ask(portal, "gubenur", "qwertyuiop")
    assert result.stderr == (
        "gubenur is in no article; this is for gubernur\nqwertyuiop is in no article\n3 articles with all words\n"
    )


def test_without_an_index(tmp_path: Path) -> None:
    """A portal without search is told how to get one."""
    made = site(tmp_path)
    made.add("content/daerah/satu.md", article())
    made.build()
    result = ask(made, "apa")
    assert result.return_value == 2
    assert "search: true" in result.stderr


def test_a_damaged_index(portal: Portal) -> None:
    """A torn file is said, not searched."""
    for path in portal.output.glob("cari/indeks/*/0.bin"):
        path.write_bytes(b"x")
    result = ask(portal, "gubernur")
    assert result.return_value == 2
    assert "damaged" in result.stderr
