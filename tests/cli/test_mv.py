"""`ssg mv` and `ssg tags` as they are typed, and what a kill leaves for the next command; tests/editing has what they change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.editing.support import half_done
from tests.support import Portal, article, png, site, ssg_here

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


@pytest.mark.parametrize(
    "words",
    [("build",), ("mv", "daerah/2024/10/b.md", "daerah/2024/10/c.md"), ("tags", "rename", "jateng", "Jawa Tengah")],
)
def test_a_move_that_was_killed_is_finished_by_the_next_command(portal: Portal, words: tuple[str, ...]) -> None:
    """Whatever that is, if it writes; a build says so."""
    half_done(portal, "mv", A, B)
    done = ssg_here(portal, *words, SSG_LANG="id")
    assert done.returncode == 0, done.stderr
    assert ((portal.folder / A).exists(), (portal.folder / B).exists()) == (False, True)
    assert ("terhenti di tengah jalan" in done.stderr) == (words == ("build",))


@pytest.mark.slow
def test_what_cannot_be_finished_does_not_keep_the_portal_from_being_built(portal: Portal) -> None:
    """Each build says so until it is done."""
    half_done(portal, "mv", "daerah/2024/10/b.md", "daerah/arsip.png/b.md")
    blocking = portal.add("content/daerah/arsip.png", png(4, 3))
    done = ssg_here(portal, "build")
    assert (done.returncode, "ssg check --fix is not done yet" in done.stderr) == (0, True), done.stderr
    blocking.unlink()
    done = ssg_here(portal, "build")
    assert (done.returncode, "the rest is done now" in done.stderr) == (0, True), done.stderr
    assert (portal.folder / "content/daerah/arsip.png/b.md").exists()
