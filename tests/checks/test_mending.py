"""What has one right form gets it, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.base.errors import Problem, Where
from generator.base.sentences import as_it_is
from generator.checks.desk import Mend
from generator.checks.mending import changes, uncut
from generator.editing.changes import apply
from tests.checks_support import LONG, checked
from tests.editing.encodings import ENCODINGS, Encoding
from tests.support import READING, article, site

FILE = "content/daerah/a.md"


def test_a_value_changes_where_it_stands(tmp_path: Path) -> None:
    """In a list as in a line, with comments, quotation marks and line ends as they were."""
    portal = site(tmp_path)
    text = "---\r\ntitle: 'Satu' # catatan\r\ntags:\r\n  - jateng   # dua\r\n  - \"Tiga\"\r\nauthor: Sari  Angraini\r\n---\r\nSari Angraini\r\n"
    portal.add(FILE, text)
    mends = (
        Mend("daerah/a.md", "tags", "jateng", "Jateng"),
        Mend("daerah/a.md", "author", "Sari Angraini", "Sari Anggraini"),
    )
    (change,) = changes(portal.folder, READING, mends, ())
    assert change.after is not None
    assert change.after.decode() == text.replace("- jateng ", "- Jateng ").replace("Sari  Angraini", "Sari Anggraini")


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("title: Juara # 1 untuk Persangka Muara Teduh", 'title: "Juara # 1 untuk Persangka Muara Teduh"'),
        ("summary: Nomor #  2", 'summary: "Nomor # 2"'),
        ("summary: Nomor # dua", "summary: Nomor # dua"), ("summary: 'Nomor' # 2", "summary: 'Nomor' # 2"),
    ],
)  # fmt: skip
def test_a_value_that_was_cut_is_whole(tmp_path: Path, line: str, mended: str) -> None:
    """If what follows the # begins with a number; else it may be a note."""
    portal = site(tmp_path)
    text = article(LONG if line.startswith("summary") else "").replace("---\n", f"---\n{line}\n", 1)
    portal.add(FILE, text)
    after = [change.after for change in changes(portal.folder, READING, checked(portal).mends, ())]
    assert after == ([text.replace(line, mended).encode()] if line != mended else [])


@pytest.mark.parametrize("text", ["", "---\nauthor: &x A\n---\n", "---\nauthor: {a: A}\n---\n"])
def test_what_cannot_be_changed_alone_stays(tmp_path: Path, text: str) -> None:
    """Nobody saves a file that a machine has misread."""
    portal = site(tmp_path)
    portal.add(FILE, text)
    assert (
        changes(
            portal.folder,
            READING,
            [Mend("daerah/a.md", "author", "A", "B"), Mend("daerah/tiada.md", "author", "A", "B")],
            (),
        )
        == []
    )


@pytest.mark.parametrize("encoded", ENCODINGS)
def test_a_value_is_mended_in_any_encoding(tmp_path: Path, encoded: Encoding) -> None:
    """Files as Windows and old editors save them are mended as others are, and keep their line ends and their mark."""
    portal = site(tmp_path)
    portal.add(FILE, encoded(article("Satu", "** tebal **", tags="[jateng]")))
    (change,) = changes(
        portal.folder, READING, [Mend("daerah/a.md", "tags", "jateng", "Jateng")], checked(portal).warnings
    )
    assert change.after == encoded(article("Satu", "**tebal**", tags="[Jateng]"))


def test_a_symbolic_link_stands_for_the_file_that_is_mended(tmp_path: Path) -> None:
    """Which is changed once, though the slip is found at both paths; one that leads elsewhere is left alone."""
    portal = site(tmp_path)
    portal.add(FILE, article("Satu", "** tebal **", tags="[jateng]"))
    (portal.folder / "content/nasional").mkdir()
    (portal.folder / "content/nasional/l.md").symlink_to("../daerah/a.md")
    mends = [Mend(path, "tags", "jateng", "Jateng") for path in ("daerah/a.md", "nasional/l.md")]
    found = changes(portal.folder, READING, mends, checked(portal).warnings)
    assert [(one.path, one.after) for one in found] == [
        (FILE, article("Satu", "**tebal**", tags="[Jateng]").encode()),
    ]
    apply(portal.folder, found)
    portal.add("luar.md", article("Luar", tags="[jateng]"))
    (portal.folder / "content/nasional/k.md").symlink_to("../../luar.md")
    assert changes(portal.folder, READING, [Mend("nasional/k.md", "tags", "jateng", "Jateng")], ()) == []


def test_only_a_value_that_was_cut_is_made_whole() -> None:
    """Whatever else is wrong with a line that has a note."""
    line = "title: Juara # 1 untuk Persangka"
    problem = Problem(Where("content/daerah/a.md", 2, 8), "cut-value", as_it_is("x"), excerpt=line)
    assert list(uncut([problem])) == [
        Mend("daerah/a.md", "title", "Juara", "Juara # 1 untuk Persangka", " # 1 untuk Persangka")
    ]
    assert list(uncut([replace(problem, code="bad-value")])) == []
