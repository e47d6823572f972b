"""`ssg mv` and `ssg tags`, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.editing import changes
from generator.editing.moving import moving
from generator.theming.loading import read_site_yaml
from tests.support import Portal, article, png, site, ssg

A = "content/daerah/2024/10/banjir.md"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add(A, article("Banjir", tags="[Jateng]"))
    portal.add("content/daerah/2024/10/b.md", article("B", "[a](banjir.md)"))
    return portal


def test_a_dry_run_shows_the_difference_and_changes_nothing(portal: Portal) -> None:
    """As a patch."""
    before = (portal.folder / A).read_bytes()
    done = ssg(portal, "mv", A, "content/daerah/2024/10/air.md", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "+++ b/content/daerah/2024/10/air.md" in done.stdout
    assert "-[a](banjir.md)\n+[a](/daerah/2024/10/air.md)\n" in done.stdout
    assert (portal.folder / A).read_bytes() == before


def test_a_move_says_what_it_did(portal: Portal) -> None:
    """In the language of the desk; paths may be typed from content/ or from the site."""
    done = ssg(portal, "mv", "daerah/2024/10/banjir.md", "content/daerah/2024/10/air.md", SSG_LANG="id")
    assert (done.returncode, done.stdout) == (0, "/daerah/2024/10/banjir/ → /daerah/2024/10/air/\n"), done.stderr
    assert done.stderr == "tautan di 1 berkas lain ikut diperbarui\n"
    again = ssg(portal, "mv", A, "x.md", SSG_LANG="id")
    assert (again.returncode, again.stderr) == (2, "kesalahan: content/daerah/2024/10/banjir.md tidak ada\n")


def test_a_picture_that_moves_has_no_address_of_old(portal: Portal) -> None:
    """Which is said, beside what is the answer."""
    portal.add("content/foto/a.png", png(40, 30))
    done = ssg(portal, "mv", "foto/a.png", "foto/b.png")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert done.stderr == (
        "links followed in 0 other files\na picture or file has no aliases: its old address is gone\n"
    )


@pytest.mark.slow
def test_tags(portal: Portal) -> None:
    """Listed with their numbers, and renamed."""
    assert ssg(portal, "tags").stdout == "     1  Jateng\n"
    assert ssg(portal, "tags", "rename", "jateng", "Jawa Tengah").returncode == 0
    assert ssg(portal, "tags").stdout == "     1  Jawa Tengah\n"
    assert ssg(portal, "tags", "rename", "jateng", "Jawa Tengah").returncode == 2


def test_tags_that_mean_one_thing(portal: Portal) -> None:
    """They are told as `ssg check` does, below the list of all."""
    portal.add("content/daerah/2024/10/b.md", article("Longsor", tags="[Jawa Tengah, jawa-tengah]"))
    told = ssg(portal, "tags").stderr.splitlines()
    assert told == [
        'these seem to be one: ssg tags rename "jawa-tengah" "Jawa Tengah"',
        'these seem to be one: ssg tags rename "Jateng" "Jawa Tengah"',
    ]


class Killed(BaseException):
    """Stands for SIGKILL."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [("build",), ("mv", "daerah/2024/10/b.md", "daerah/2024/10/c.md"), ("tags", "rename", "jateng", "Jawa Tengah")],
)
def test_a_move_that_was_killed_is_finished_by_the_next_command(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """Whatever that is, if it writes: no article is lost or there twice."""

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(changes, "_put", killed)
        done = moving(portal.folder, read_site_yaml(portal.folder), "daerah/2024/10/banjir.md", "daerah/2024/10/air.md")
        with pytest.raises(Killed):
            changes.apply(portal.folder, done.changes, done.moves)
    assert (portal.folder / A).exists()
    result = ssg(portal, *words, SSG_LANG="id")
    assert result.returncode == 0, result.stderr
    assert not (portal.folder / A).exists()
    assert (portal.folder / "content/daerah/2024/10/air.md").exists()
    assert ("terhenti di tengah jalan" in result.stderr) == (words == ("build",))


def test_what_cannot_be_finished_does_not_keep_the_portal_from_being_built(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each build says so until it is done."""

    def killed(*_: object) -> None:
        raise Killed

    done = moving(portal.folder, read_site_yaml(portal.folder), "daerah/2024/10/b.md", "daerah/arsip.png/b.md")
    with monkeypatch.context() as patched:
        patched.setattr(changes, "_put", killed)
        with pytest.raises(Killed):
            changes.apply(portal.folder, done.changes, done.moves)
    blocking = portal.add("content/daerah/arsip.png", png(4, 3))
    result = ssg(portal, "build")
    assert result.returncode == 0, result.stderr
    assert "ssg check --fix is not done yet" in result.stderr
    blocking.unlink()
    result = ssg(portal, "build")
    assert (result.returncode, "the rest is done now" in result.stderr) == (0, True), result.stderr
    assert (portal.folder / "content/daerah/arsip.png/b.md").exists()


@pytest.mark.parametrize(
    "words",
    [("mv", A, "content/daerah/\udcff.md"), ("tags", "rename", "Jateng", "Jawa\udcff"), ("new", "article", "\udcff a")],
)
def test_words_that_are_not_utf8_are_refused(portal: Portal, words: tuple[str, ...]) -> None:
    """By one sentence: no file could hold them."""
    result = ssg(portal, *words)
    assert (result.returncode, result.stderr.splitlines()[-1].endswith("it is not UTF-8")) == (2, True), result.stderr
