"""Git's lock of the index: whose it is, what is done with one that was left, and who is waited for."""

from __future__ import annotations

import contextlib
import os
import platform
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.annex.desk import index_lock
from generator.annex.desk.commits import Commits, repository_of
from generator.annex.desk.git import BusyError
from tests.annex.desk.test_commits import PATH, SARI, put, refuse, repository, status
from tests.annex.desk.test_keeping import git

LOCKS = ["index.lock", "index.ssg.lock", "HEAD.lock", "packed-refs.lock", "refs/heads/main.lock"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "repo"


@pytest.fixture
def commits(folder: Path) -> Commits:
    return repository(folder)


@pytest.mark.parametrize("links", [True, False])
def test_a_lock_of_ours(folder: Path, commits: Commits, links: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock says whose it is, also on a disk without links, and it is gone afterwards."""
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    lock = folder / ".git/index.lock"
    with commits.lock.held() as new:
        assert lock.read_text() == f"ssg {os.getpid()} {platform.node()}"
        assert new == folder / ".git/index.ssg"
    assert not lock.exists()
    lock.write_text("lain")
    with pytest.raises(BusyError, match=r"File exists"), commits.lock.held():
        pass
    assert lock.read_text() == "lain"


def test_a_desk_with_the_same_number(folder: Path, commits: Commits, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two desks in containers, each the first process of its own, one leaves the lock of the other as it is."""
    lock, link = folder / ".git/index.lock", os.link
    other = repository_of(folder)
    assert other is not None

    def linked(own: Path, place: Path) -> None:
        link(own, place)
        monkeypatch.setattr(os, "link", link)
        monkeypatch.setattr(platform, "node", lambda: "wadah-dua")
        with pytest.raises(BusyError, match="File exists"), other.lock.held():
            pass
        monkeypatch.setattr(platform, "node", lambda: "wadah-satu")

    monkeypatch.setattr(platform, "node", lambda: "wadah-satu")
    monkeypatch.setattr(os, "link", linked)
    with commits.lock.held():
        assert lock.read_text() == f"ssg {os.getpid()} wadah-satu"
    assert not [*(folder / ".git").glob("*.lock")]


def test_a_lock_that_a_desk_has_left(folder: Path, commits: Commits) -> None:
    """What a desk that is gone has left of its locks holds up no commit, and is not taken for the new one's."""
    with subprocess.Popen(["true"]) as gone:
        gone.wait()
    for name in ("index.lock", f"ssg-{gone.pid}.lock"):
        (folder / ".git" / name).write_text(f"ssg {gone.pid}")
    with commits.lock.held():
        assert (folder / ".git/index.lock").read_text() == f"ssg {os.getpid()} {platform.node()}"
    assert not [*(folder / ".git").glob("*.lock")]
    commits.commit(SARI, [put(commits, PATH, "satu")])
    assert status(commits) == ""


def test_a_lock_of_another_desk(folder: Path, commits: Commits) -> None:
    """Of two portals in one repository, the desk of one does not take the lock away that the other's holds."""
    program = """if True:
        import sys
        from pathlib import Path
        from generator.annex.desk.commits import repository_of
        with repository_of(Path(sys.argv[1])).lock.held():
            print("held", flush=True)
            sys.stdin.read()
    """
    command = [sys.executable, "-c", program, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        for _ in range(2):
            with pytest.raises(BusyError, match="File exists"), commits.lock.held():
                pass
            assert (folder / ".git/index.lock").read_text() == f"ssg {other.pid} {platform.node()}"
        other.communicate()
    with commits.lock.held():
        pass


def test_a_new_index(folder: Path, commits: Commits) -> None:
    """Only a new index that is whole takes the place of the old one; what a kill left of another is thrown away."""
    index, new = folder / ".git/index", folder / ".git/index.ssg"
    before = index.read_bytes()
    new.write_text("setengah")
    with commits.lock.held():
        assert not new.exists()
    assert index.read_bytes() == before
    with commits.lock.held() as place:
        place.write_text("baru")
    assert index.read_text() == "baru"
    with pytest.raises(BusyError, match=r"^\[Errno 28\] penuh$"), commits.lock.held():
        raise OSError(28, "penuh")
    assert not (folder / ".git/index.lock").exists()


@pytest.mark.parametrize("name", LOCKS)
def test_locks_that_are_left(folder: Path, commits: Commits, name: str) -> None:
    """A lock is removed once it is old, or at once if it is of a desk that is gone or of this one, and only then."""
    lock = folder / ".git" / name

    def healed(text: str, age: float = 0.0) -> bool:
        lock.write_text(text)
        os.utime(lock, (time.time() - age, time.time() - age))
        commits.lock.heal()
        return not lock.exists()

    stale = 60 if Path("/proc/self/cwd").exists() else 600
    with subprocess.Popen(["true"]) as gone:
        gone.wait()
    assert [healed(text) for text in ("", "lain", "ssg ", "ssg x", "ssg 1", f"SSG {os.getpid()}")] == [False] * 6
    assert not healed("", stale - 30)
    assert [healed(f"ssg {number}") for number in (os.getpid(), gone.pid)] == [True, True]
    assert [healed(f"ssg {number} {platform.node()}") for number in (os.getpid(), gone.pid)] == [True, True]
    # A container has processes of its own, whose numbers begin with one.
    assert [healed(f"ssg {number} wadah") for number in (os.getpid(), gone.pid)] == [False, False]
    assert [healed(f"ssg {number}") for number in ("99999999999999999999", "٣", "-1", "0")] == [False] * 4
    assert healed("", stale + 30)


def test_a_lock_that_another_desk_makes_anew(folder: Path, commits: Commits) -> None:
    """Two desks that find the lock of a killed one take it away once: what one of them holds by then is its own."""
    lock, looks = folder / ".git/index.lock", list[threading.Thread]()
    with subprocess.Popen(["true"]) as gone:
        gone.wait()
    lock.write_text(f"ssg {gone.pid}")
    known, other = index_lock._is_ours, repository_of(folder)
    assert other is not None

    def look() -> None:
        other.lock.heal()
        lock.write_text("lain")

    def judged(one: Path) -> bool:
        found = known(one)
        if one == lock and not looks:
            # Meanwhile another desk looks, too, and would go on with a lock of its own.
            looks.append(threading.Thread(target=look))
            looks[0].start()
            looks[0].join(0.2)
        return found

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(index_lock, "_is_ours", judged)
        commits.lock.heal()
        looks[0].join()
    assert lock.read_text() == "lain"


def test_a_lock_that_was_taken_away(folder: Path, commits: Commits) -> None:
    """Who finds another's lock in place of its own, as after a machine's sleep, leaves it and the index alone."""
    lock, index = folder / ".git/index.lock", folder / ".git/index"
    before = index.read_bytes()

    def sleep(new: Path) -> None:
        new.write_bytes(b"lain")
        lock.write_text("lain")

    with pytest.raises(BusyError, match=r"taken for one that was left"), commits.lock.held() as new:
        sleep(new)
    assert (lock.read_text(), index.read_bytes()) == ("lain", before)


def test_a_lock_on_a_full_disk(folder: Path, commits: Commits, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room for a lock's mark there is no lock either, which would hold up everybody for a minute."""
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(index_lock, "_MARK", "x" * (1 << 20))
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    known = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 19, hard))
    try:
        with pytest.raises(BusyError, match=r"too large"), commits.lock.held():
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        signal.signal(signal.SIGXFSZ, known)
    assert not [*(folder / ".git").glob("*.lock")]


def test_the_desk_of_another_user(folder: Path, commits: Commits, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock of a desk that runs as another user, whom the system tells us nothing of, is theirs."""
    lock = folder / ".git/index.lock"
    lock.write_text("ssg 12345")
    monkeypatch.setattr(os, "kill", refuse)
    commits.lock.heal()
    assert lock.exists()


def test_locks_of_a_branch_that_is_not_out(folder: Path, commits: Commits) -> None:
    """Where no branch is checked out, the locks of branches are nothing that a commit needs."""
    git(folder, "checkout", "-q", "--detach")
    lock = folder / ".git/refs/heads/main.lock"
    lock.write_text(f"ssg {os.getpid()}")
    commits.lock.heal()
    assert lock.exists()
    assert index_lock._locks(folder / ".git", commits.top) == [folder / ".git" / name for name in LOCKS[:-1]]


@contextlib.contextmanager
def somebody(place: Path, tools: Path) -> Iterator[None]:
    """Run a git in a folder."""
    if not Path("/proc/self/cwd").exists():
        pytest.skip("this system does not tell what runs")
    (tools / "git").write_text("#!/bin/sh\necho siap\nread line\n")
    (tools / "git").chmod(0o755)
    command = [tools / "git"]
    with subprocess.Popen(command, cwd=place, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            # Only then the system calls it by its name.
            assert process.stdout is not None
            assert process.stdout.readline() == b"siap\n"
            yield
        finally:
            process.kill()


def test_a_git_at_work(folder: Path, commits: Commits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that is old stays while a git is at work in the repository, and is not kept by one in another."""
    lock, beside = folder / ".git/index.lock", tmp_path / "repo-lain"
    beside.mkdir()
    put(commits, PATH, "satu")

    def healed() -> bool:
        lock.touch()
        os.utime(lock, (time.time() - 1000, time.time() - 1000))
        commits.lock.heal()
        return not lock.exists()

    with somebody(folder, tmp_path):
        assert not healed()
    with somebody(folder / "content/daerah", tmp_path):
        assert not healed()
    with somebody(beside, tmp_path):
        assert healed()
        with monkeypatch.context() as patched:
            # Where a git of somebody else is at work, the system does not tell.
            patched.setattr(os, "readlink", refuse)
            assert not healed()
    assert healed()


def test_waiting_for_a_git_at_work(folder: Path, commits: Commits, tmp_path: Path) -> None:
    """What a killed desk has started is waited for as long as it holds the lock and runs, and no longer than said."""
    lock = folder / ".git/index.lock"
    with somebody(folder, tmp_path):
        begun = time.monotonic()
        commits.lock.wait(600.0)
        assert time.monotonic() - begun < 60
        lock.touch()
        begun = time.monotonic()
        commits.lock.wait(0.1)
        assert 0.1 <= time.monotonic() - begun < 60
    begun = time.monotonic()
    commits.lock.wait(600.0)
    assert time.monotonic() - begun < 60
    assert lock.exists()
