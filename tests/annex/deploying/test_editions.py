"""An older build does not take away what a newer one brought: by commits where there are some, else by the time of the build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.deploying_support import built, deploy, git, refused
from tests.support import NOW, Portal, article, copied, tree

BARU = "daerah/2024/10/baru-{}/index.html"


def add(portal: Portal, name: str) -> None:
    portal.add(f"content/daerah/2024/10/{name}.md", article(name, timestamp="2024-10-09 10:00 WIB"))


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """What readers get."""
    return tmp_path / "terbit/publik"


@pytest.fixture
def commits(portal: Portal, top: Path) -> tuple[Path, list[str]]:
    """A repository with three commits, each with one more article."""
    portal.edit("site.yaml", "terbit/publik", str(top))
    for name in ("build", ".ssg"):
        shutil.rmtree(portal.folder / name)
    git(portal.folder, "init", "-q", "-b", "main")
    git(portal.folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    names = []
    for turn in range(3):
        add(portal, f"baru-{turn}")
        git(portal.folder, "add", "-A")
        git(portal.folder, "commit", "-q", "-m", f"Berita {turn}", at=1_700_000_000 + turn * 3600)
        names.append(git(portal.folder, "rev-parse", "HEAD"))
    return portal.folder, names


def clone(origin: Path, folder: Path, commit: str, *, shallow: bool = False) -> Portal:
    """Return what a CI job has: a clone of its own, at its commit."""
    more = ["--depth", "1"] if shallow else []
    git(folder.parent, "clone", "-q", "--no-checkout", *more, f"file://{origin}", str(folder))
    if shallow:
        git(folder, "fetch", "-q", *more, "origin", commit)
    git(folder, "update-ref", "--no-deref", "HEAD", commit)
    git(folder, "checkout", "-q", "-f", commit)
    return Portal(folder)


@pytest.mark.parametrize("shallow", [pytest.param(False, marks=pytest.mark.slow), True])
def test_an_old_job_that_is_run_again_changes_nothing_for_readers(
    commits: tuple[Path, list[str]], tmp_path: Path, top: Path, shallow: bool
) -> None:
    """Though its build is the newest; with a full clone or a shallow one."""
    origin, (first, second, third) = commits

    def job(name: str, commit: str, hour: int) -> Portal:
        portal = clone(origin, tmp_path / name, commit, shallow=shallow)
        portal.build(now=NOW + hour * 3600)
        return portal

    deploy(job("b", second, 0))
    before = tree(top)
    said = refused(job("a", first, 1))
    assert first[:8] in said
    assert second[:8] in said
    assert "ssg deploy utama --older" in said
    assert tree(top) == before
    deploy(job("c", third, 0))
    assert BARU.format(2) in tree(top)
    deploy(job("b2", second, 2), "--older")
    assert tree(top) == before


@pytest.mark.slow
def test_git_revert_brings_yesterday_back(commits: tuple[Path, list[str]], top: Path) -> None:
    """As the guide has it: readers get again what they had, and nothing else needs to be said."""
    folder, (first, *_) = commits
    portal = Portal(folder)
    git(folder, "reset", "-q", "--hard", first)
    portal.build()
    deploy(portal)
    before = tree(top)
    git(folder, "reset", "-q", "--hard", "ORIG_HEAD")
    portal.build()
    deploy(portal)
    assert BARU.format(2) in tree(top)
    git(folder, "revert", "--no-edit", f"{first}..HEAD")
    portal.build()
    deploy(portal)
    assert tree(top) == before


@pytest.mark.slow
def test_what_was_pulled_after_the_build_makes_it_no_newer(
    commits: tuple[Path, list[str]], tmp_path: Path, top: Path
) -> None:
    """`git pull && ssg deploy`, without a build between: what readers have of another desk stays."""
    origin, (first, second, third) = commits
    one, other = (clone(origin, tmp_path / name, commit) for name, commit in (("a", first), ("b", second)))
    one.build()
    other.build()
    deploy(other)
    git(one.folder, "checkout", "-q", third)
    assert first[:8] in refused(one)
    assert tree(top) == built(other)
    one.build()
    deploy(one)
    assert BARU.format(2) in tree(top)


@pytest.mark.slow
def test_a_desk_that_has_not_fetched_takes_nothing_of_another_one_away(
    commits: tuple[Path, list[str]], tmp_path: Path, top: Path
) -> None:
    """Though its own commit is the newer one by the clock. A commit that was made anew needs a word."""
    source, (_, _, third) = commits
    origin = tmp_path / "origin.git"
    git(tmp_path, "clone", "-q", "--bare", str(source), str(origin))
    one, other = desks = [clone(origin, tmp_path / name, third) for name in ("satu", "dua")]
    for desk in desks:
        git(desk.folder, "checkout", "-q", "-B", "main", third)

    def commit(portal: Portal, title: str, at: int, *words: str) -> None:
        add(portal, title)
        git(portal.folder, "add", "content")
        git(portal.folder, "commit", "-q", "-m", title, *words, at=1_700_100_000 + at)
        portal.now += at
        portal.build()

    commit(one, "pertama", 60)
    deploy(one)
    git(one.folder, "push", "-q", "origin", "main")
    before = tree(top)
    commit(other, "kedua", 120)
    assert "ssg deploy utama --older" in refused(other)
    assert tree(top) == before
    git(other.folder, "pull", "-q", "--rebase", at=1_700_100_200)
    other.build()
    deploy(other)
    assert {f"daerah/2024/10/{name}/index.html" for name in ("pertama", "kedua")} <= tree(top).keys()
    commit(other, "ketiga", 240, "--amend")
    assert "--older" in refused(other)
    deploy(other, "--older")


@pytest.mark.slow
def test_a_commit_by_a_clock_that_is_wrong_is_published_all_the_same(
    commits: tuple[Path, list[str]], tmp_path: Path, top: Path
) -> None:
    """Descent counts."""
    origin, (*_, third) = commits
    add(Portal(origin), "jam")
    git(origin, "add", "-A")
    git(origin, "commit", "-q", "-m", "Dari laptop yang jamnya salah", at=1_600_000_000)
    for name, commit in (("satu", third), ("dua", git(origin, "rev-parse", "HEAD"))):
        portal = clone(origin, tmp_path / name, commit)
        portal.build()
        deploy(portal)
    assert (top / "daerah/2024/10/jam/index.html").is_file()


@pytest.mark.slow
def test_without_commits_the_time_of_the_build_counts(portal: Portal, tmp_path: Path, top: Path) -> None:
    """Two machines of a newsroom: the one that built before the other had deployed is told to build again."""
    portal.edit("site.yaml", "terbit/publik", str(top))
    portal.build()
    one, other = portal, copied(portal, tmp_path / "lain")
    one.edit("content/daerah/2024/10/b-1.md", "Isi", "Kata lain,")
    one.build()
    add(other, "baru")
    other.now += 60
    other.build()
    deploy(other)
    before = tree(top)
    for words in ((), ("--dry-run",)):
        said = refused(one, *words)
        assert "ssg build" in said
        assert "--older" in said
    assert tree(top) == before
    # What was read of the target before does not matter: the next build is newer.
    one.now += 120
    one.build()
    deploy(one)
    assert tree(top) == built(one)


@pytest.mark.slow
def test_an_older_build_that_takes_nothing_away_is_no_mistake(portal: Portal, tmp_path: Path, top: Path) -> None:
    """A job that is run again, of what readers have."""
    portal.edit("site.yaml", "terbit/publik", str(top))
    portal.build()
    older = copied(portal, tmp_path / "lain")
    portal.now += 60
    portal.build()
    deploy(portal)
    assert deploy(older)["files"] == 0
