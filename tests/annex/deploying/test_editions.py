"""An older build does not take away what a newer one brought: by commits where there are some, else by the time of the build."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.annex.deploying.editions import Edition, is_older, older, time_of
from generator.annex.deploying.output import Output
from tests.deploying_support import built, deploy, newsroom, shell_server
from tests.support import NOW, Portal, article, copied, tree

A, B = "a" * 40, "b" * 40


def git(folder: Path, *words: str, at: int = 1_700_000_000) -> str:
    """Run git as a newsroom's machine does, at a time."""
    who = {f"GIT_{what}_{key}": value for what in ("AUTHOR", "COMMITTER")
           for key, value in (("NAME", "Sari"), ("EMAIL", "sari@uji.example"), ("DATE", f"{at} +0700"))}  # fmt: skip
    words = ("git", "-C", str(folder), *words)
    return subprocess.run(words, env={**os.environ, **who}, capture_output=True, text=True, check=True).stdout.strip()


def clone(origin: Path, folder: Path, commit: str, *, depth: int = 0) -> Portal:
    """Return what a CI job has: a clone of its own, at its commit."""
    more = ["--depth", str(depth)] if depth else []
    git(folder.parent, "clone", "-q", "--no-checkout", *more, f"file://{origin}", str(folder))
    if depth:
        git(folder, "fetch", "-q", *more, "origin", commit)
    git(folder, "update-ref", "--no-deref", "HEAD", commit)
    return Portal(folder)


def edition(portal: Portal) -> Edition:
    """Return what a portal was built of."""
    return Output(str(portal.folder), str(portal.folder / "build")).edition()


@pytest.fixture
def commits(tmp_path: Path) -> tuple[Path, list[str]]:
    """A repository with three commits, each with one more article, whose clones deploy to a folder."""
    portal = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'terbit/publik'}}}")
    folder = portal.folder
    for name in ("build", ".ssg"):
        shutil.rmtree(folder / name)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    names = []
    for turn in range(3):
        portal.add(f"content/daerah/2024/10/baru-{turn}.md", article(f"Baru {turn}", timestamp="2024-10-09 10:00 WIB"))
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", f"Berita {turn}", at=1_700_000_000 + turn * 3600)
        names.append(git(folder, "rev-parse", "HEAD"))
    return folder, names


@pytest.mark.parametrize("depth", [0, 1])
@pytest.mark.parametrize("given", ["HEAD", ""])
def test_an_old_job_that_is_run_again_changes_nothing_for_readers(
    commits: tuple[Path, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str], depth: int, given: str
) -> None:
    """Though its build is the newest; with a full clone or a shallow one, of a commit or of a checkout."""
    origin, (first, second, third) = commits
    top = tmp_path / "terbit/publik"

    def job(name: str, commit: str, hour: int, *words: str, code: int = 0) -> str:
        portal = clone(origin, tmp_path / name, commit, depth=depth)
        git(portal.folder, "checkout", "-q", commit, *(["--", "site.yaml"] if given else []))
        portal.now = NOW + hour * 3600
        portal.build(commit=given)
        return str(deploy(portal, capsys, *words, code=code).get("error", ""))

    job("b", second, 0)
    before = tree(top)
    said = job("a", first, 1, code=2)
    assert first[:8] in said
    assert second[:8] in said
    assert "ssg deploy utama --older" in said
    assert tree(top) == before
    job("c", third, 0)
    assert "daerah/2024/10/baru-2/index.html" in tree(top)
    job("b2", second, 2, "--older")
    assert tree(top) == before


def test_what_was_pulled_after_the_build_makes_it_no_newer(
    commits: tuple[Path, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`git pull && ssg deploy`, without a build between: what readers have of another desk stays."""
    origin, (first, second, third) = commits
    top = tmp_path / "terbit/publik"
    one, other = (clone(origin, tmp_path / name, commit) for name, commit in (("a", first), ("b", second)))
    for portal, commit in ((one, first), (other, second)):
        git(portal.folder, "checkout", "-q", commit)
        portal.build()
    deploy(other, capsys)
    git(one.folder, "checkout", "-q", third)
    assert first[:8] in str(deploy(one, capsys, code=2)["error"])
    assert tree(top) == built(other)
    one.build()
    deploy(one, capsys)
    assert "daerah/2024/10/baru-2/index.html" in tree(top)
    # A commit that changes nothing of the portal counts with the next build, too.
    (one.folder / "catatan.txt").write_text("x")
    git(one.folder, "add", "-A")
    git(one.folder, "commit", "-q", "-m", "Catatan")
    one.build()
    assert edition(one).commit == git(one.folder, "rev-parse", "HEAD")


def test_a_desk_that_has_not_fetched_takes_nothing_of_another_one_away(
    commits: tuple[Path, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Though its own commit is the newer one by the clock. A commit that was made anew, and is in no branch, may go."""
    source, (_, _, third) = commits
    top = tmp_path / "terbit/publik"
    origin = tmp_path / "origin.git"
    git(tmp_path, "clone", "-q", "--bare", str(source), str(origin))
    desks = []
    for name in ("satu", "dua"):
        portal = clone(origin, tmp_path / name, third)
        git(portal.folder, "checkout", "-q", "-B", "main", third)
        desks.append(portal)

    def publish(portal: Portal, title: str, at: int, *words: str, code: int = 0) -> str:
        portal.add(f"content/daerah/2024/10/{title}.md", article(title, timestamp="2024-10-09 10:00 WIB"))
        git(portal.folder, "add", "content")
        git(portal.folder, "commit", "-q", "-m", title, *words, at=1_700_100_000 + at)
        portal.now += at
        portal.build()
        return str(deploy(portal, capsys, code=code).get("error", ""))

    one, other = desks
    publish(one, "pertama", 60)
    git(one.folder, "push", "-q", "origin", "main")
    before = tree(top)
    assert "ssg deploy utama --older" in publish(other, "kedua", 120, code=2)
    assert tree(top) == before
    git(other.folder, "pull", "-q", "--rebase", at=1_700_100_200)
    other.build()
    deploy(other, capsys)
    assert {f"daerah/2024/10/{name}/index.html" for name in ("pertama", "kedua")} <= tree(top).keys()
    publish(other, "ketiga", 240, "--amend")


def test_without_commits_the_time_of_the_build_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two machines of a newsroom: the one that built before the other had deployed is told to build again."""
    one = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'terbit/publik'}}}")
    other = copied(one, tmp_path / "lain")
    one.edit("content/daerah/2024/10/b-1.md", "Isi", "Kata lain,")
    one.build()
    other.add("content/daerah/2024/10/baru.md", article("Baru", timestamp="2024-10-09 10:00 WIB"))
    other.now += 60
    other.build()
    deploy(other, capsys)
    before = tree(tmp_path / "terbit/publik")
    assert "ssg build" in str(deploy(one, capsys, code=2)["error"])
    assert "--older" in str(deploy(one, capsys, "--dry-run", code=2)["error"])
    assert tree(tmp_path / "terbit/publik") == before
    # What was read of the target before does not matter: the next build is newer.
    one.now += 120
    one.build()
    deploy(one, capsys)
    assert tree(tmp_path / "terbit/publik") == built(one)


def test_an_older_build_that_takes_nothing_away_is_no_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A job that is run again, of what readers have."""
    portal = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'terbit/publik'}}}")
    older = copied(portal, tmp_path / "lain")
    portal.now += 60
    portal.build()
    deploy(portal, capsys)
    assert deploy(older, capsys)["files"] == 0


def test_which_of_two_is_older(commits: tuple[Path, list[str]]) -> None:
    """By descent if git knows both, whatever their clocks say; by their times if not; by the build if they are one."""
    folder, (first, second, _) = commits
    git(folder, "checkout", "-q", first)
    (folder / "lain.txt").write_text("x")
    git(folder, "add", "lain.txt")
    git(folder, "commit", "-q", "-m", "Dari mesin yang jamnya salah", at=1_600_000_000)
    late = git(folder, "rev-parse", "HEAD")

    def is_old(mine: Edition, theirs: Edition) -> bool:
        return is_older(mine, theirs, folder)

    assert is_old(Edition(9, first, 1_700_000_000), Edition(1, second, 1_700_003_600))
    assert not is_old(Edition(1, second, 1_700_003_600), Edition(9, first, 1_700_000_000))
    assert not is_old(Edition(1, late, 1_600_000_000), Edition(9, first, 1_700_000_000))
    assert is_old(Edition(9, first, 1_700_000_000), Edition(1, late, 1_600_000_000))
    assert is_old(Edition(9, A, 5), Edition(1, B, 6))
    assert not is_old(Edition(1, A, 5), Edition(9, B, 5))
    assert is_old(Edition(1, A, 5), Edition(2, A, 5))
    assert is_old(Edition(1), Edition(2, A, 5))
    assert not is_old(Edition(2), Edition(2))
    assert not is_old(Edition(1, A, 5), Edition())


def test_a_commit_by_a_clock_that_is_wrong_is_published_all_the_same(
    commits: tuple[Path, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a shallow clone too, which asks for the history when the times would keep news from readers."""
    origin, (*_, third) = commits
    (origin / "content/daerah/2024/10/jam.md").write_text(article("Jam", timestamp="2024-10-09 10:00 WIB"))
    git(origin, "add", "-A")
    git(origin, "commit", "-q", "-m", "Dari laptop yang jamnya salah", at=1_600_000_000)
    late = git(origin, "rev-parse", "HEAD")
    for name, commit in (("satu", third), ("dua", late)):
        portal = clone(origin, tmp_path / name, commit, depth=1)
        git(portal.folder, "checkout", "-q", commit, "--", "site.yaml")
        portal.build(commit="HEAD")
        deploy(portal, capsys)
    assert (tmp_path / "terbit/publik/daerah/2024/10/jam/index.html").is_file()


@pytest.mark.slow
def test_an_older_run_after_a_newer_one_on_a_real_server(
    commits: tuple[Path, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By ssh, with releases: the release that readers get stays, and none is made."""
    origin, (first, second, _) = commits
    with shell_server(tmp_path / "server") as line:
        top = tmp_path / "server/kabar"
        for name, commit, code in (("b", second, 0), ("a", first, 2)):
            portal = clone(origin, tmp_path / name, commit)
            git(portal.folder, "checkout", "-q", commit)
            portal.edit("site.yaml", f"{{to: local, path: {tmp_path / 'terbit/publik'}}}", line)
            portal.build()
            deploy(portal, capsys, code=code)
            assert os.listdir(top / "releases") == ["000001"]
        assert (top / "current/daerah/2024/10/baru-1/index.html").is_file()


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (0, "1 Jan 1970, 07:00 WIB"), (-(1 << 62), "1 Jan 1970, 07:00 WIB"), (1_700_000_000, "15 Nov 2023, 05:13 WIB"),
        (253_000_000_000, "3 Apr 9987, 00:46 WIB"), (1 << 62, "3 Apr 9987, 00:46 WIB"),
    ],
)  # fmt: skip
def test_a_time_that_a_target_names(at: int, said: str) -> None:
    """However far from all calendars."""
    assert str(time_of(at, "WIB")) == said


def test_what_is_said_of_an_older_edition() -> None:
    """Both commits with their times, or both times of building; and how to go on."""
    mine, theirs = Edition(1_700_000_000, A, 1_700_000_000), Edition(1_700_000_000, B, 1_700_003_600)
    assert str(older(mine, theirs, "WIB", "utama")) == (
        "readers have commit bbbbbbbb of 15 Nov 2023, 06:13 WIB; this is commit aaaaaaaa of 15 Nov 2023, 05:13 WIB, and "
        "would take away what is newer. Nothing was sent. Publish the newest commit; or if readers are to get the older "
        "one: ssg deploy utama --older"
    )
    built = (
        "readers have what was built on 15 Nov 2023, 06:13 WIB; this was built on 15 Nov 2023, 05:13 WIB, and would take "
        "away what is newer. Nothing was sent. Run ssg build, then ssg deploy again; or if readers are to get the older "
        "one: ssg deploy utama --older"
    )
    later = Edition(1_700_003_600)
    for one, other in ((A, A), ("", A), (A, ""), ("", "")):
        assert str(older(Edition(1_700_000_000, one), Edition(later.built, other), "WIB", "utama")) == built


@pytest.mark.parametrize(
    ("commit", "sound"), [("", True), (A, True), ("a" * 64, True), ("a" * 39, False), ("a" * 41, False), ("A" * 40, False), ("--x", False)]
)  # fmt: skip
def test_what_can_be_an_edition(commit: str, sound: bool) -> None:
    """Nothing else goes to git as the name of a commit."""
    assert Edition(1, commit, 1).is_sound is sound


@pytest.mark.parametrize(
    ("mine", "theirs", "is_less"),
    [
        (Edition(5), Edition(7), True), (Edition(7), Edition(7), False), (Edition(8), Edition(7), False), (Edition(5, A, 9), Edition(7, A, 3), True), (Edition(7, A, 3), Edition(5, A, 9), False), (Edition(5, A, 9), Edition(7, "", 3), True), (Edition(5, "", 9), Edition(7, A, 3), True),
        (Edition(9, A, 3), Edition(5, B, 4), True), (Edition(5, A, 4), Edition(9, B, 4), False), (Edition(5, A, 5), Edition(9, B, 4), False),
    ],
)  # fmt: skip
def test_without_a_history_times_decide(tmp_path: Path, mine: Edition, theirs: Edition, is_less: bool) -> None:
    """Those of the builds of one commit, or where a commit is unknown; else those of the commits."""
    assert is_older(mine, theirs, tmp_path) is is_less


@pytest.mark.parametrize(("commit", "is_sound"), [("", True), (A, True), (64 * "a", True), (39 * "a", False), (41 * "a", False), (40 * "g", False), (f"{A}\n", False)])  # fmt: skip
def test_a_commit_is_a_whole_hash(commit: str, is_sound: bool) -> None:
    """Or none."""
    assert Edition(1, commit).is_sound is is_sound


def test_the_history_of_git_decides_where_it_knows_both(tmp_path: Path) -> None:
    """Whatever the clocks of those who committed said."""
    folder = tmp_path / "repo"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    names = []
    for turn in range(2):
        git(folder, "commit", "-q", "--allow-empty", "-m", str(turn), at=1_700_000_000 - turn * 3600)
        names.append(git(folder, "rev-parse", "HEAD"))
    first, second = Edition(9, names[0], 9), Edition(5, names[1], 5)
    assert (is_older(first, second, folder), is_older(second, first, folder)) == (True, False)
