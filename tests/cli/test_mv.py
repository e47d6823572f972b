"""`ssg mv` as it is typed; tests/editing has what it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import Portal, article, site, ssg_here

A = "content/daerah/2024/10/banjir.md"
B = "content/daerah/2024/10/air.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add(A, article("Banjir", tags="[Jateng]"))
    portal.add("content/daerah/2024/10/b.md", article("B", "[a](banjir.md)"))
    return portal


def test_it_is_said_in_the_language_of_the_desk(portal: Portal) -> None:
    """What moved is the answer; all else goes to standard error."""
    done = ssg_here(portal, "mv", A, B, SSG_LANG="id")
    assert (done.returncode, done.stdout) == (0, "/daerah/2024/10/banjir/ → /daerah/2024/10/air/\n"), done.stderr
    assert done.stderr == "tautan di 1 berkas lain ikut diperbarui\n"
    again = ssg_here(portal, "mv", A, "x.md", SSG_LANG="id")
    assert (again.returncode, again.stderr) == (2, f"kesalahan: {A} tidak ada\n")


@pytest.mark.parametrize(
    ("here", "written"),
    [(".", A), (".", f"./{A}"), ("content", "daerah/2024/10/banjir.md"), ("content/daerah", "2024/10/banjir.md"),
     ("content/daerah/2024/11", "../10/banjir.md"), ("/", "daerah/2024/10/banjir.md"), (".", "daerah/x/../2024/10/banjir.md")],
)  # fmt: skip
def test_a_path_as_it_may_be_typed(portal: Portal, monkeypatch: pytest.MonkeyPatch, here: str, written: str) -> None:
    """From where one is if that is in content/, else from the site or from content/."""
    (portal.folder / "content/daerah/2024/11").mkdir()
    monkeypatch.chdir(portal.folder / here)
    assert ssg_here(portal, "mv", written, str(portal.folder / B)).returncode == 0
    assert (portal.folder / B).exists()


def test_a_person_moves(portal: Portal) -> None:
    """Their old list is no alias, which none may have there: site.yaml leads on from it."""
    portal.add("content/authors/sari.md", "---\nname: Sari Wulan\n---\n")
    portal.build()
    assert ssg_here(portal, "mv", "authors/sari.md", "authors/sari-w.md").returncode == 0
    portal.build(strict_addresses=True)
    assert "/penulis/sari-w/" in portal.read("penulis/sari/index.html")
    assert "aliases" not in (portal.folder / "content/authors/sari-w.md").read_text()
