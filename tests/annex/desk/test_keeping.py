"""What was done at the desk gets into the history, in each person's name, beside people who use git."""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec
import pytest

from generator.annex.desk import commits, keeping, step_queue
from generator.annex.desk.commits import Left, Told
from generator.annex.desk.keeping import Keeping
from generator.annex.desk.step_queue import Step

PATH = "content/daerah/2024/10/banjir.md"
SARI, BUDI = "Sari Anggraini", "Budi Hartono"


def told(name: str, said: str = "", at: int = 1728464400) -> Told:
    return Told(
        name, f"{name.split(maxsplit=1)[0].lower()}@contoh.id", at, "+0700", said or f"{name} menyunting “Banjir”"
    )


def git(folder: Path, *words: str) -> str:
    own = {"GIT_AUTHOR_NAME": "Tono", "GIT_AUTHOR_EMAIL": "t@contoh.id", "GIT_COMMITTER_NAME": "Tono"}
    done = subprocess.run(
        ["git", "-C", str(folder), *words], capture_output=True, text=True, check=True,
        env={**os.environ, **own, "GIT_COMMITTER_EMAIL": "t@contoh.id"},
    )  # fmt: skip
    return done.stdout


class Room:
    """A site in a repository, or none, and what keeps its history."""

    def __init__(self, top: Path, inside: str = "", *, repository: bool = True) -> None:
        self.top, self.folder = top, top / inside
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "site.yaml").write_text("name: Uji\n")
        (self.folder / ".gitignore").write_text(".ssg/\n")
        if repository:
            git(top, "init", "-q", "-b", "main")
            git(top, "add", "-A")
            git(top, "commit", "-q", "-m", "Awal")
        self.writing = threading.RLock()
        self.keeping = self.new()

    def new(self, idle: float = 300.0) -> Keeping:
        self.keeping = Keeping(self.folder, self.writing, idle)
        return self.keeping

    def write(self, text: str, path: str = PATH) -> bytes | None:
        file = self.folder / path
        before = file.read_bytes() if file.exists() else None
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return before

    def save(self, name: str, text: str) -> None:
        """Save an article as the desk does."""
        before = self.write(text)
        stranger = (told("Redaksi", "seperti di berkas"), before) if before is not None else None
        self.keeping.typed(PATH, told(name), stranger, text.encode())

    def log(self) -> list[str]:
        """Return who did what, from the oldest on."""
        return git(self.top, "log", "--reverse", "--format=%an: %s").splitlines()[1:]

    def text(self, commit: str = "HEAD") -> str:
        return git(self.folder, "show", f"{commit}:./{PATH}")


@pytest.fixture
def room(tmp_path):
    made = Room(tmp_path / "repo")
    made.keeping.begin()
    yield made
    made.keeping.end(30)


def test_step(room):
    """A step is a commit with the person's name, and nothing else that is changed or staged is in it."""
    room.write("dokumen", "content/lain.md")
    git(room.folder, "add", "content/lain.md")
    room.write("berubah: ya\n", "site.yaml")
    room.write("satu")
    room.keeping.record(told(SARI, "Sari Anggraini menyerahkan “Banjir”"), [PATH])
    assert room.keeping.settle(30)
    assert room.log() == ["Sari Anggraini: Sari Anggraini menyerahkan “Banjir”"]
    assert git(room.folder, "show", "--name-only", "--format=%ae %ce", "HEAD").split() == [
        "sari@contoh.id", "sari@contoh.id", PATH,
    ]  # fmt: skip
    assert git(room.folder, "status", "--porcelain") == "A  content/lain.md\n M site.yaml\n"


def test_a_name_is_no_pattern(room):
    """The history of a file whose name looks like a pattern is its own."""
    for path in ("content/a[1].md", "content/a1.md"):
        room.write(path, path)
        room.keeping.record(told(SARI, path), [path])
    assert room.keeping.settle(30)
    assert [one.said for one in room.keeping.commits.entries("content/a[1].md")] == ["content/a[1].md"]


def test_typing(room):
    """What two people typed is recorded in the name of each, before the other goes on and with the next step."""
    for text in ("a", "ab", "abc"):
        room.save(SARI, text)
    room.save(BUDI, "abc d")
    room.write("abc d, serah")
    room.keeping.record(told(SARI, "menyerahkan"), [PATH])
    assert room.keeping.settle(30)
    assert [line.partition(":")[0] for line in room.log()] == [SARI, BUDI, SARI]
    assert [room.text(f"HEAD~{n}") for n in (2, 1, 0)] == ["abc", "abc d", "abc d, serah"]
    assert git(room.folder, "status", "--porcelain") == ""


def test_stranger(room):
    """What was written with another program is recorded before somebody types over it."""
    room.write("dari luar")
    room.save(SARI, "dari Sari")
    room.write("dari luar lagi")
    room.save(SARI, "dari Sari lagi")
    assert room.keeping.settle(30, typed=True)
    assert [line.partition(":")[0] for line in room.log()] == ["Redaksi", SARI, "Redaksi", SARI]


def test_idle(room):
    """What was typed is recorded after some idle time."""
    room.keeping.end(30)
    room.new(idle=0.2).begin()
    room.save(SARI, "satu")
    assert room.log() == []
    end = time.monotonic() + 30
    while not room.log():
        assert time.monotonic() < end
        time.sleep(0.05)
    assert room.text() == "satu"


def test_killed(tmp_path):
    """After a kill, the next desk records what was typed and what was done, in the names of those who did it."""
    room = Room(tmp_path / "repo")
    # Never begun: the same as a kill before its thread got there.
    room.write("satu")
    room.keeping.record(told(SARI, "menyerahkan"), [PATH])
    room.write("dua")
    room.keeping.record(told(BUDI, "mengembalikan"), [PATH])
    room.save(SARI, "tiga")
    room.new().begin()
    room.keeping.end(30)
    assert [line.partition(":")[0] for line in room.log()] == [SARI, BUDI, SARI]
    assert room.text() == "tiga"
    assert git(room.folder, "status", "--porcelain") == ""


def test_killed_between(tmp_path):
    """A kill between a file and what is noted of it leaves the change in the name of who was about to make it."""
    room = Room(tmp_path / "repo")
    room.save(SARI, "satu")
    room.keeping.intend(told(BUDI), [PATH, "content/baru.md"])
    room.write("satu dua")
    left = (room.folder / PATH).parent / ".ssg-desk-0123456789ab.new"
    left.write_text("sa")
    room.new().begin()
    assert not left.exists()
    room.keeping.end(30)
    assert [line.partition(":")[0] for line in room.log()] == [SARI, BUDI]
    assert [room.text("HEAD~1"), room.text()] == ["satu", "satu dua"]
    assert git(room.folder, "status", "--porcelain") == ""


def test_twice(room):
    """A step whose commit was made before a kill is not made again."""
    room.write("satu")
    room.keeping.record(told(SARI, "menyerahkan"), [PATH])
    assert room.keeping.settle(30)
    room.keeping.record(told(SARI, "menyerahkan"), [PATH])
    assert room.keeping.settle(30)
    assert len(room.log()) == 1


def test_index_left_behind(room):
    """A kill between a commit and the index, also of a deletion, leaves an index that the next desk puts right."""
    room.write("satu")
    room.keeping.record(told(SARI, "memulai"), [PATH])
    assert room.keeping.settle(30)
    index = (room.folder / ".git/index").read_bytes()
    (room.folder / PATH).unlink()
    room.keeping.record(told(SARI, "menghapus"), [PATH])
    assert room.keeping.settle(30)
    (room.folder / ".git/index").write_bytes(index)
    assert git(room.folder, "status", "--porcelain").startswith("AD")
    room.keeping.record(told(SARI, "menghapus"), [PATH])
    assert room.keeping.settle(30)
    assert git(room.folder, "status", "--porcelain") == ""
    assert len(room.log()) == 2


def test_deleted_and_renamed(room):
    """A renamed article keeps its history, and a deleted one is gone from the commit."""
    room.write("satu\n" * 20)
    room.keeping.record(told(SARI, "memulai"), [PATH])
    new = "content/daerah/2024/10/banjir-surut.md"
    (room.folder / PATH).rename(room.folder / new)
    room.keeping.record(told(BUDI, "mengganti nama"), [PATH, new])
    assert room.keeping.settle(30)
    assert room.keeping.commits
    found = room.keeping.commits.entries(new)
    assert [(one.who, one.said, one.path) for one in found] == [
        (BUDI, "mengganti nama", new), (SARI, "memulai", PATH),
    ]  # fmt: skip
    assert room.keeping.commits.read(found[1].id, found[1].path) == b"satu\n" * 20
    (room.folder / new).unlink()
    room.keeping.record(told(BUDI, "menghapus"), [new])
    assert room.keeping.settle(30)
    assert git(room.folder, "ls-files", "content") == ""


@pytest.mark.parametrize("inside", ["", "portal/uji"])
def test_below(tmp_path, inside):
    """A site in a folder of a repository is recorded there, with names of all kinds."""
    room = Room(tmp_path / "repo", inside)
    room.keeping.begin()
    odd = 'content/-a "b"\\c\nd [x]* é.md'
    room.write("satu\n", odd)
    room.write("dua\n", PATH)
    room.keeping.record(told('<Sari>\n"A" --x', "baris\nkedua\0" + "x" * 999), [odd, PATH])
    room.keeping.end(30)
    assert git(room.folder, "status", "--porcelain") == ""
    assert room.keeping.commits
    found = room.keeping.commits.entries(odd)
    assert [(one.who, one.path) for one in found] == [('Sari "A" --x', odd)]
    assert found[0].said.startswith("baris kedua")
    assert len(found[0].said) <= 300
    assert room.keeping.commits.read(found[0].id, odd) == b"satu\n"


def test_hooks(room):
    """No hook of the repository runs, and nothing is signed."""
    for hook in ("pre-commit", "commit-msg", "post-commit", "reference-transaction", "post-index-change"):
        file = room.folder / ".git/hooks" / hook
        file.write_text(f"#!/bin/sh\ntouch {room.folder}/ran-{hook}\nexit 1\n")
        file.chmod(0o755)
    git(room.folder, "config", "commit.gpgSign", "true")
    room.write("satu")
    room.keeping.record(told(SARI, "menyerahkan"), [PATH])
    assert room.keeping.settle(30)
    assert len(room.log()) == 1
    assert not list(room.folder.glob("ran-*"))


def test_locks(room):
    """A lock that a killed git left is removed after a minute; a fresh one is waited for."""
    lock = room.folder / ".git/index.lock"
    lock.touch()
    room.write("satu")
    room.keeping.record(told(SARI, "menyerahkan"), [PATH])
    assert not room.keeping.settle(1)
    assert lock.exists()
    os.utime(lock, (time.time() - 100, time.time() - 100))
    assert room.keeping.settle(30)
    assert not lock.exists()
    assert len(room.log()) == 1


def test_killed_with_the_lock(tmp_path):
    """Wherever a desk is killed that takes git's lock of the index, the next one does not have to wait for that."""
    room = Room(tmp_path / "repo")
    done = subprocess.run(
        [sys.executable, "-c", _KILLED_WITH_THE_LOCK, room.folder, PATH], capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert int(done.stdout) > 10


_KILLED_WITH_THE_LOCK = """
import os, signal, sys
from pathlib import Path
from generator.annex.desk.commits import Left, Told, repository_of

commits = repository_of(Path(sys.argv[1]))

def record(text):
    commits.commit(Told("Sari", "sari@contoh.id", 1700000000, "+0700", text), [Left(sys.argv[2], text.encode())])

def kill_at(number):
    left = number
    def trace(frame, event, _):
        nonlocal left
        if frame.f_code.co_name not in ("held", "_make"):
            return trace
        left -= event == "line"
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace
    sys.settrace(trace)

number = killed = 1
while killed:
    child = os.fork()
    if not child:
        kill_at(number)
        record(f"{number}")
        os._exit(0)
    killed = os.waitpid(child, 0)[1]
    record(f"after {number}")
    number += 1
print(number)
"""


def test_in_the_middle(room):
    """While somebody is in the middle of a merge, the desk waits with its commits."""
    (room.folder / ".git/MERGE_HEAD").write_text(git(room.folder, "rev-parse", "HEAD"))
    room.write("satu")
    room.keeping.record(told(SARI, "menyerahkan"), [PATH])
    assert not room.keeping.settle(0.5)
    (room.folder / ".git/MERGE_HEAD").unlink()
    assert room.keeping.settle(30)


def test_somebody_beside(room):
    """Commits of others beside the desk, all the time, and none of either is lost."""
    stop = threading.Event()
    made = []

    def beside():
        while not stop.is_set():
            name = f"catatan-{len(made)}.txt"
            (room.folder / name).write_text("x")
            try:
                git(room.folder, "add", name)
                git(room.folder, "commit", "-q", "-m", name)
            except subprocess.CalledProcessError:
                continue
            made.append(name)

    other = threading.Thread(target=beside)
    other.start()
    for number in range(15):
        room.write(f"{number}")
        room.keeping.record(told(SARI, f"langkah {number}"), [PATH])
    done = room.keeping.settle(120)
    stop.set()
    other.join()
    assert done
    said = git(room.folder, "log", "--format=%s").splitlines()
    assert [line for line in reversed(said) if line.startswith("langkah")] == [f"langkah {n}" for n in range(15)]
    assert {line for line in said if line.startswith("catatan")} >= set(made)
    assert room.text() == "14"


def test_detached_and_ignored(room):
    """A commit is made where no branch is checked out, too, and an ignored file is left alone."""
    git(room.folder, "checkout", "-q", "--detach")
    (room.folder / ".gitignore").write_text("*.rahasia.md\n")
    room.write("satu")
    room.write("dua", "content/a.rahasia.md")
    room.keeping.record(told(SARI, "menyerahkan"), [PATH, "content/a.rahasia.md"])
    assert room.keeping.settle(30)
    assert git(room.folder, "ls-files", "content").split() == [PATH]


def test_ignored_content(room):
    """What git is told to leave alone is kept as versions, so that no text is overwritten without a trace."""
    (room.folder / ".gitignore").write_text(".ssg/\ncontent/\n")
    room.save(SARI, "satu")
    room.save(BUDI, "dua")
    assert room.keeping.settle(30, typed=True)
    path = PATH.removeprefix("content/")
    assert [one.who for one in room.keeping.versions.entries(path)] == [BUDI, SARI]
    assert room.log() == []


def test_elsewhere(room, tmp_path):
    """What lies behind a link, or in a repository of its own, does not take the place of either in a commit."""
    other = tmp_path / "lain"
    other.mkdir()
    git(other, "init", "-q")
    git(other, "commit", "-q", "--allow-empty", "-m", "Awal")
    git(room.folder, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other), "content/foto")
    (room.folder / "content/daerah").symlink_to(tmp_path)
    git(room.folder, "add", "-A")
    git(room.folder, "commit", "-q", "-m", "Lain")
    tree = git(room.folder, "ls-tree", "-r", "HEAD")
    (tmp_path / "banjir.md").write_text("satu")
    (room.folder / "content/foto/a.jpg").write_text("foto")
    room.keeping.record(told(SARI), ["content/daerah/banjir.md", "content/foto/a.jpg"])
    assert room.keeping.settle(30)
    assert git(room.folder, "ls-tree", "-r", "HEAD") == tree
    assert "content/daerah" not in git(room.folder, "status", "--porcelain")


def test_refused_by_git(room, monkeypatch):
    """What git does not take is kept as a version, told, and recorded in the same name once git takes it again."""
    monkeypatch.setattr(keeping, "_TRIES", 3)
    merging = room.folder / ".git/MERGE_HEAD"
    merging.write_text(git(room.folder, "rev-parse", "HEAD"))
    other = "content/daerah/2024/10/lain.md"
    room.write("satu")
    room.keeping.record(told(SARI, "menyerahkan"), [PATH])
    room.write("dua", other)
    room.keeping.record(told(BUDI, "menyerahkan"), [other])
    assert not room.keeping.settle(30, typed=True)
    assert [one.who for one in room.keeping.versions.entries(PATH.removeprefix("content/"))] == [SARI]
    room.keeping.end(30)
    merging.unlink()
    room.new().begin()
    assert room.keeping.settle(30, typed=True)
    assert sorted(line.partition(":")[0] for line in room.log()) == [BUDI, SARI]
    room.keeping.end(30)


def test_full_disk(room, monkeypatch):
    """A full disk, or state that somebody deletes, holds up nobody, and what was typed is recorded afterwards."""
    room.keeping.end(30)
    room.new(idle=0.1).begin()
    room.save(SARI, "satu")
    full = threading.Event()

    def refuse(*_args):
        full.set()
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        for module in (keeping, step_queue):
            patch.setattr(module, "write", refuse)
        assert full.wait(10)
        time.sleep(0.1)
        # Not between its taking the text to the queue and the commit.
        assert room.writing.acquire(timeout=5)
        shutil.rmtree(room.folder / ".ssg")
        room.writing.release()
    assert room.keeping.settle(30, typed=True)
    assert room.log() == [f"{SARI}: Sari Anggraini menyunting “Banjir”"]
    room.keeping.end(30)


def test_long_history(room, tmp_path, monkeypatch):
    """Of a history that takes git too long, the newest versions are shown."""
    for name in ("satu", "dua", "tiga"):
        room.write(name)
        room.keeping.record(told(SARI, name), [PATH])
    assert room.keeping.settle(30)
    slow = tmp_path / "git"
    slow.write_text(f'#!/bin/sh\n{shutil.which("git")} "$@"\nsleep 60\n')
    slow.chmod(0o755)
    monkeypatch.setattr(commits, "_PATIENCE", 2.0)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert [one.said for one in room.keeping.commits.entries(PATH)] == ["tiga", "dua"]


def test_pack(room):
    """Objects of many steps do not lie about for ever: git packs them when it finds that it is time."""
    git(room.folder, "config", "gc.auto", "1")
    git(room.folder, "config", "gc.autoDetach", "false")
    numbers = (f"{n}".encode() for n in itertools.count())
    # Git looks at one folder of its objects.
    found = (one for one in numbers if hashlib.sha1(b"blob %d\0" % len(one) + one).hexdigest().startswith("17"))
    for data in itertools.islice(found, 5):
        room.keeping.commits.blob(PATH, data)
    room.write("satu")
    room.keeping.record(told(SARI), [PATH])
    room.keeping.end(30)
    assert list((room.folder / ".git/objects/pack").glob("*.pack"))


def test_end(room):
    """A desk that ends in the middle of many steps leaves no lock, and the next one records the rest."""
    for number in range(12):
        room.write(f"{number}")
        room.keeping.record(told(SARI, f"langkah {number}"), [PATH])
    room.keeping.end(0)
    assert not (room.folder / ".git/index.lock").exists()
    assert len(room.log()) < 12
    room.new().begin()
    assert room.keeping.settle(30)
    assert [line.rpartition(" ")[2] for line in room.log()] == [f"{number}" for number in range(12)]


def test_repository_gone(room):
    """A repository that is away for a while, as on a disk that is not mounted, ends no history."""
    (room.folder / ".git").rename(room.folder / "git")
    room.write("satu")
    room.keeping.record(told(SARI, "menyerahkan"), [PATH])
    assert not room.keeping.settle(0.5)
    (room.folder / "git").rename(room.folder / ".git")
    assert room.keeping.settle(30)
    assert room.log() == [f"{SARI}: menyerahkan"]


def test_large(room):
    """A photo of some megabytes is recorded as it was when it came."""
    data = os.urandom(3_000_000)
    photo = "content/daerah/2024/10/banjir.jpg"
    room.write("", photo)
    (room.folder / photo).write_bytes(data)
    room.keeping.record(told(SARI, "menambah foto"), [photo])
    assert all(one.stat().st_size < 10_000 for one in (room.folder / ".ssg/desk/queue").iterdir())
    assert room.keeping.settle(30)
    done = subprocess.run(["git", "-C", room.folder, "show", f"HEAD:{photo}"], capture_output=True, check=True)
    assert done.stdout == data


def test_without_git(tmp_path):
    """Without a repository the versions are files beside the article, letter for letter."""
    room = Room(tmp_path / "situs", repository=False)
    assert room.keeping.commits is None
    room.keeping.begin()
    room.write("awal\r\n")
    room.save(SARI, "satu")
    room.save(BUDI, "dua")
    room.write("tiga")
    room.keeping.record(told(BUDI, "menerbitkan"), [PATH, "content/foto.jpg"])
    room.keeping.end(30)
    versions = room.keeping.versions
    path = PATH.removeprefix("content/")
    found = versions.entries(path)
    assert [one.who for one in found] == [BUDI, SARI, "Redaksi"]
    assert [versions.read(path, one.id) for one in found] == [b"tiga", b"satu", b"awal\r\n"]


def test_bounded_versions(tmp_path):
    """An article keeps a hundred versions, and the texts that nobody has merged yet."""
    room = Room(tmp_path / "situs", repository=False)
    (room.folder / "content").mkdir()
    versions = room.keeping.versions
    lost = versions.add("a.md", told(SARI), b"rebutan", apart=True)
    for number in range(120):
        versions.add("a.md", told(BUDI, at=1728464400 + number // 3), b"%d" % number)
    found = versions.entries("a.md")
    assert len(found) == 101
    assert found[-1].id == lost
    assert versions.apart("a.md") == [b"rebutan"]
    assert len(list((room.folder / "content/.notes/a").glob("*.md"))) == 101
    (room.folder / "content/.notes/a/versions.jsonl").write_text('{"id": "../../x", "at": 1}\nrusak\n')
    assert versions.entries("a.md") == []
    assert versions.read("a.md", "../../../site.yaml") is None


def test_damaged(tmp_path):
    """Whatever lies in the state folder, the desk begins, and it may be deleted."""
    room = Room(tmp_path / "repo")
    own = room.folder / ".ssg/desk"
    (own / "queue/000000007").write_text("{rusak")
    (own / "queue/sampah").mkdir()
    (own / "typed.json").write_text("[1]")
    room.new().begin()
    assert room.keeping.settle(30)
    shutil.rmtree(own)
    room.save(SARI, "satu")
    room.keeping.end(30)
    assert room.text() == "satu"


# ------------------------------------------------- what lies in the queue, with nobody at work


@pytest.fixture
def still(tmp_path):
    """A site without a repository, whose keeping has not begun."""
    return Room(tmp_path / "situs", repository=False)


def queued(room):
    """Return who did what, and what is left of which file, in order."""
    found = []
    for file in sorted((room.folder / ".ssg/desk/queue").iterdir()):
        step = msgspec.json.decode(file.read_bytes(), type=Step)
        found.append((step.told.name, {one.path: one.data for one in step.left}))
    return found


def noted(room):
    """Return who has typed, or is about to write, which files, as the next desk would read it."""
    file = room.folder / ".ssg/desk/typed.json"
    return {path: one.name for path, one in msgspec.json.decode(file.read_bytes(), type=dict[str, Told]).items()}


OTHER = "content/daerah/2024/10/pasar.md"


def test_what_a_step_leaves(still):
    """A step lies in the queue with the files as it left them, each once, and one that it deleted has no bytes."""
    still.write("satu")
    still.write("berubah: ya\n", "site.yaml")
    still.keeping.record(told(SARI), [PATH, OTHER, PATH, "site.yaml"])
    still.keeping.record(told(BUDI), [])
    assert queued(still) == [(SARI, {PATH: b"satu", OTHER: None, "site.yaml": b"berubah: ya\n"}), (BUDI, {})]
    assert sorted(one.name for one in (still.folder / ".ssg/desk/queue").iterdir()) == ["000000001", "000000002"]
    still.new().record(told(SARI), [PATH])
    assert sorted(one.name for one in (still.folder / ".ssg/desk/queue").iterdir())[2:] == ["000000003"]


def test_what_is_read_of_a_file(still, tmp_path):
    """What is left of a file is its bytes, but not by way of a link out of the content."""
    still.write("satu")
    assert still.keeping.left(PATH) == Left(PATH, b"satu")
    assert still.keeping.left(OTHER) == Left(OTHER)
    (tmp_path / "rahasia").write_text("x")
    (still.folder / "content/a.md").symlink_to(tmp_path / "rahasia")
    assert still.keeping.left("content/a.md") == Left("content/a.md")
    assert still.keeping.left("content") == Left("content")


def test_typing_that_goes_on(still):
    """What one person types lies in no queue until it is closed, and is noted once, in their name."""
    for text in ("a", "ab"):
        still.keeping.typed(PATH, told(SARI), None, text.encode())
    assert (queued(still), noted(still)) == ([], {PATH: SARI})
    assert still.keeping.typist(PATH) == told(SARI)
    still.keeping.close(OTHER)
    still.keeping.close(PATH)
    assert (queued(still), noted(still)) == ([(SARI, {PATH: b"ab"})], {})
    assert still.keeping.typist(PATH) is None
    still.keeping.close(PATH)
    assert len(queued(still)) == 1


def test_typing_that_somebody_else_goes_on_with(still):
    """What somebody typed is closed when somebody else types, or a step comes, but not when they take the step."""
    still.keeping.typed(PATH, told(SARI), None, b"a")
    still.keeping.typed(PATH, told(BUDI), (told("Redaksi"), b"a"), b"ab")
    assert (queued(still), noted(still)) == ([(SARI, {PATH: b"a"})], {PATH: BUDI})
    still.write("abc")
    still.keeping.record(told(BUDI), [PATH])
    assert (queued(still)[1:], noted(still)) == ([(BUDI, {PATH: b"abc"})], {})
    still.keeping.typed(PATH, told(SARI), None, b"abcd")
    still.keeping.record(told(BUDI), [PATH])
    assert queued(still)[2:] == [(SARI, {PATH: b"abcd"}), (BUDI, {PATH: b"abc"})]


def test_typing_that_is_deleted(still):
    """What somebody typed is closed before they delete the file themselves."""
    still.keeping.typed(PATH, told(SARI), None, b"a")
    still.keeping.record(told(SARI), [PATH])
    assert queued(still) == [(SARI, {PATH: b"a"}), (SARI, {PATH: None})]


def test_typing_over_what_came_from_elsewhere(still):
    """What another program wrote is closed in its own name, after what was typed before and before what is typed now."""
    nobody = told("Redaksi")
    still.keeping.typed(PATH, told(SARI), (nobody, b"luar"), b"a")
    assert queued(still) == [("Redaksi", {PATH: b"luar"})]
    still.keeping.typed(PATH, told(SARI), (nobody, b"a"), b"ab")
    assert len(queued(still)) == 1
    still.keeping.typed(PATH, told(SARI), (nobody, b"luar lagi"), b"abc")
    assert queued(still)[1:] == [(SARI, {PATH: b"ab"}), ("Redaksi", {PATH: b"luar lagi"})]
    still.keeping.close(PATH)
    assert queued(still)[3:] == [(SARI, {PATH: b"abc"})]


def test_being_about_to_write(still):
    """Who is about to write files is noted, what others typed there is closed, and their own typing goes on."""
    still.keeping.typed(PATH, told(SARI), None, b"a")
    still.keeping.intend(told(SARI), [PATH])
    assert (queued(still), noted(still)) == ([], {PATH: SARI})
    still.keeping.intend(told(BUDI), [PATH, OTHER])
    assert (queued(still), noted(still)) == ([(SARI, {PATH: b"a"})], {PATH: BUDI, OTHER: BUDI})
    still.keeping.typed(OTHER, told(BUDI), None, b"b")
    still.keeping.record(told(BUDI), [PATH])
    assert noted(still) == {OTHER: BUDI}


def test_settling_with_nobody_at_work(still):
    """All that came is recorded if nothing waits, or else it is told that it is not; what is typed waits only if asked."""
    assert still.keeping.settle(0)
    still.keeping.typed(PATH, told(SARI), None, b"a")
    assert still.keeping.settle(0)
    assert not still.keeping.settle(0, typed=True)
    assert queued(still) == [(SARI, {PATH: b"a"})]


def test_what_a_killed_desk_has_noted(still):
    """What was noted is a step of the next desk, as the file is then, and what the kill left beside it is swept."""
    still.write("satu")
    still.keeping.intend(told(SARI), [PATH, OTHER, "site.yaml"])
    left = (still.folder / PATH).with_name(".ssg-desk-0123456789ab.new")
    left.touch()
    still.new().begin()
    still.keeping.end(30)
    assert not left.exists()
    assert (queued(still), noted(still)) == ([], {})
    path = PATH.removeprefix("content/")
    assert [(one.who, still.keeping.versions.read(path, one.id)) for one in still.keeping.versions.entries(path)] == [
        (SARI, b"satu"),
    ]


def test_damaged_notes(still):
    """Notes that cannot be read are none, and neither are files of the queue with other names."""
    for text in ("", "[]", '{"a": 1}', "\xff"):
        (still.folder / ".ssg/desk/typed.json").write_bytes(text.encode("latin-1"))
        assert keeping._noted(still.folder / ".ssg/desk") == {}
    for name in ("1", "0000000001", "00000000x", "000000002.new"):
        (still.folder / ".ssg/desk/queue" / name).touch()
    assert still.keeping._queue.names() == []
    assert still.keeping.settle(0)


def test_the_end_of_a_desk_that_never_began(still):
    """What was typed is in the queue for the next desk."""
    still.keeping.typed(PATH, told(SARI), None, b"a")
    still.keeping.end(30)
    assert (queued(still), noted(still)) == ([(SARI, {PATH: b"a"})], {})


def test_a_look_at_what_is_idle(still):
    """A look closes what nobody has typed for as long as was said, and nothing younger."""
    still.new(idle=1000.0).typed(PATH, told(SARI), None, b"a")
    still.keeping._look()
    assert queued(still) == []
    still.keeping._idle = 0.0
    still.keeping._look()
    assert queued(still) == [(SARI, {PATH: b"a"})]


def test_a_file_that_the_repository_has_at_once(tmp_path, monkeypatch):
    """A large file does not lie in the queue but in the repository, a small one does, and so does any without git."""
    monkeypatch.setattr(keeping, "_INLINE", 4)
    room = Room(tmp_path / "repo")
    room.write("satu")
    room.write("satu!", OTHER)
    assert room.keeping.left(PATH) == Left(PATH, b"satu")
    assert room.keeping.left(OTHER) == Left(OTHER, blob=git(room.folder, "hash-object", OTHER).strip())
    (room.folder / ".git").rename(room.folder / "git")
    assert room.keeping.left(OTHER) == Left(OTHER, b"satu!")


def test_what_is_tried(room, monkeypatch):
    """A step goes from the queue once it is recorded, stays while git is busy, and is a version in the end."""
    room.keeping.end(30)
    tried = room.new()
    file = room.folder / ".ssg/desk/queue/000000001"
    monkeypatch.setattr(keeping, "_TRIES", 2)
    tried._ended = True
    room.write("satu")
    tried.record(told(SARI, "menyerahkan"), [PATH])
    merging = room.folder / ".git/MERGE_HEAD"
    merging.touch()
    for number in (1, 2):
        tried._try(file.name)
        assert (file.exists(), tried._tries) == (True, number)
    tried._ended = False
    tried._try(file.name)
    assert (file.exists(), noted(room)) == (False, {PATH: SARI})
    assert tried.versions.apart(PATH.removeprefix("content/")) == []
    assert [one.said for one in tried.versions.entries(PATH.removeprefix("content/"))] == ["menyerahkan"]
    assert not tried.settle(0)
    merging.unlink()
    tried.record(told(BUDI, "mengembalikan"), [OTHER])
    tried._try(room.folder / ".ssg/desk/queue/000000002")
    assert (tried._tries, noted(room)) == (0, {PATH: SARI})
    tried._look()
    assert (queued(room), noted(room)) == ([(SARI, {PATH: b"satu"})], {})
    tried._try(room.folder / ".ssg/desk/queue/000000003")
    assert (room.log(), tried.settle(0)) == ([f"{SARI}: menyerahkan"], True)


def test_a_damaged_step(room):
    """A step that cannot be read goes, and holds up none."""
    room.keeping.end(30)
    file = room.folder / ".ssg/desk/queue/000000001"
    file.write_text("{rusak")
    room.new()._try(file.name)
    assert not file.exists()
    assert room.log() == []


def test_a_refusal_that_is_over(still):
    """What git refused is asked for no more once somebody types there, or takes another step."""
    for path, go_on in ((PATH, lambda: still.keeping.typed(PATH, told(BUDI), None, b"a")), (OTHER, lambda: None)):
        still.keeping._refused[path] = told(SARI)
        go_on()
    still.keeping.close(PATH)
    assert noted(still) == {OTHER: SARI}
    still.keeping.record(told(BUDI), [OTHER])
    assert noted(still) == {}


def test_settling_what_was_refused(still):
    """What git refused is not recorded; who asks for all has it tried again, as the file is now."""
    still.write("satu")
    still.keeping._refused[PATH] = told(SARI)
    assert not still.keeping.settle(0)
    assert queued(still) == []
    assert not still.keeping.settle(0, typed=True)
    assert (queued(still), noted(still)) == ([(SARI, {PATH: b"satu"})], {})


def test_a_link_out_of_the_content(still):
    """A link from the content to a file of the site beside it leads to nothing."""
    still.write("satu")
    (still.folder / "content/a.md").symlink_to(still.folder / "site.yaml")
    assert still.keeping.left("content/a.md") == Left("content/a.md")


def test_tries_of_a_desk_that_ends(room):
    """A desk that ends tries a step some times more, and leaves it to the next one."""
    room.keeping.end(30)
    (room.folder / ".git/MERGE_HEAD").touch()
    room.write("satu")
    tried = room.new()
    tried.record(told(SARI), [PATH])
    tried._ended = True
    file = room.folder / ".ssg/desk/queue/000000001"
    for _ in range(3):
        tried._try(file.name)
    with pytest.raises(SystemExit):
        tried._try(file.name)
    assert file.exists()
    (room.folder / ".git/MERGE_HEAD").unlink()


def test_when_git_packs(room, monkeypatch):
    """Git is asked to pack with the first commit, and after so many others."""
    room.keeping.end(30)
    own, packed = room.new(), []
    monkeypatch.setattr(keeping, "_PACKED", 2)
    monkeypatch.setattr(own.commits, "pack", lambda: packed.append(own._done))
    for number in range(5):
        own._recorded(Step(told(SARI, f"{number}"), (Left(PATH, f"{number}".encode()),)))
    assert packed == [0, 2, 4]
    assert len(room.log()) == 5
