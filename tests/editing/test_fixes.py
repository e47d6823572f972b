"""`ssg check --fix`: what is wrong with a file and has one right answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import OWNED, ROOT, Portal, article, site, ssg_here

SIGNS = {"⏎": "\n", "⇥": "\t", "␤": "\u2028"}


def cases() -> list[tuple[str, str]]:
    """Return the articles of tests/fixtures/fixes.txt, as they are written and as they are mended."""
    found: list[tuple[str, str]] = []
    kind = ""
    for line in (ROOT / "tests/fixtures/fixes.txt").read_text("utf-8").splitlines()[3:]:
        if line.startswith("== "):
            kind = line
        elif line:
            for sign, meant in SIGNS.items():
                line = line.replace(sign, meant)  # noqa: PLW2901
            before, after = line.split(" => ")
            after = before if after == "=" else after
            found.append((whole(kind, before, after), whole(kind, after, after)))
    return found


def whole(kind: str, text: str, right: str) -> str:
    if kind == "== a text":
        return article("Judul", text)
    if kind == "== a front matter":
        return f"---\n{text}\n---\nIsi.\n"
    key = right.partition(":")[0]
    return article(**{"title": "Judul", key: ""}).replace("---\n", f"---\n{text}\n", 1)


def fixed(portal: Portal, *words: str) -> str:
    """Mend all that can be, and return what is said."""
    return ssg_here(portal, "check", "--fix", "--yes", *words, SOURCE_DATE_EPOCH=str(portal.now)).stderr


@pytest.mark.parametrize(
    "encoded", [str.encode, lambda text: text.replace("\n", "\r\n").encode("utf-8-sig")], ids=["UTF-8", "Windows"]
)
def test_a_slip_is_mended_as_the_table_says(tmp_path: Path, encoded: Callable[[str], bytes]) -> None:
    """Each line of fixtures/fixes.txt holds, and nothing changes but what is wrong."""
    portal = site(tmp_path, config=OWNED)
    for number, (before, _) in enumerate(cases()):
        portal.add(f"content/daerah/a{number}.md", encoded(before))
    fixed(portal)
    for number, (before, after) in enumerate(cases()):
        assert (portal.folder / f"content/daerah/a{number}.md").read_bytes() == encoded(after), before


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("authors/sari.md", "---\nNama: Sari\njabatan: Wartawan\n---\n", "---\nnama: Sari\njabatan: Wartawan\n---\n"),
        (
            "daerah/a.md",
            article("Bupati Datang", "##A", tags="a, b"),
            article("Bupati Datang", "## A", tags="[a, b]"),
        ),
        ("daerah/a.md", article(body="##A", editor="", photo="{src: /a.jpg}"), article(body="## A", editor="", photo="{src: /a.jpg}")),
        *((f"daerah/{n}.md", text, text) for n, text in enumerate(["", "Isi.", "---\n---\n", "\n\n", "---\n- a\n---\n"])),
    ],
)  # fmt: skip
def test_a_file_is_mended_as_what_it_is(tmp_path: Path, path: str, before: str, after: str) -> None:
    """Profiles and articles; slips that hide each other, and those beside what only a person can mend."""
    portal = site(tmp_path, config=OWNED)
    portal.add(f"content/{path}", before)
    fixed(portal)
    assert (portal.folder / "content" / path).read_text("utf-8") == after


def test_a_value_that_others_write_otherwise_changes_where_it_stands(tmp_path: Path) -> None:
    """In a list as in a line, with comments, quotation marks and line ends as they were."""
    portal = site(tmp_path, config=OWNED)
    portal.add("content/authors/sari.md", "---\nname: Sari Anggraini\n---\n")
    for number in range(3):
        portal.add(f"content/daerah/b{number}.md", article(tags="[Jateng, Banjir]", author="Sari Anggraini"))
    text = "---\r\ntitle: 'Satu' # catatan\r\ntags:\r\n  - jateng   # dua\r\n  - \"Banjir\"\r\nauthor: Sari  Angraini\r\neditor: Budi\r\ntimestamp: 2024-10-09 16:10 WIB\r\n---\r\nSari Angraini\r\n"
    portal.add("content/daerah/a.md", text)
    fixed(portal)
    expected = text.replace("- jateng ", "- Jateng ").replace("Sari  Angraini", "Sari Anggraini")
    assert (portal.folder / "content/daerah/a.md").read_bytes() == expected.encode()


def test_a_symbolic_link_stands_for_the_file_that_is_mended(tmp_path: Path) -> None:
    """Which is changed once, though the slip is found at both paths; one that leads elsewhere is left alone."""
    portal = site(tmp_path, config=OWNED)
    portal.add("content/daerah/a.md", article("Satu", "** tebal **"))
    portal.add("luar.md", article("Luar", "** tebal **"))
    (portal.folder / "content/nasional").mkdir()
    (portal.folder / "content/nasional/l.md").symlink_to("../daerah/a.md")
    (portal.folder / "content/nasional/k.md").symlink_to("../../luar.md")
    assert fixed(portal).count("+**tebal**") == 1
    assert (portal.folder / "content/daerah/a.md").read_text() == article("Satu", "**tebal**")
    assert (portal.folder / "content/nasional/l.md").is_symlink()
    assert (portal.folder / "luar.md").read_text() == article("Luar", "** tebal **")


@pytest.mark.slow
def test_a_file_of_keys_that_nobody_knows_is_looked_at_once(tmp_path: Path) -> None:
    """Not once for each of them, for whoever can write a file could make a check stall."""
    portal = site(tmp_path, config=OWNED)
    portal.add("content/daerah/a.md", article("Judul", "##A", **{f"judul{number}": "x" for number in range(1000)}))
    start = time.process_time()
    ssg_here(portal, "check")
    once = time.process_time() - start
    fixed(portal)
    assert time.process_time() - start < 15 * once
