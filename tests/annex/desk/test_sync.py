"""What was recorded here and elsewhere is put together and sent, or why not is told."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.annex.desk import sync
from generator.annex.desk.commits import Commits, Left, Told, repository_of
from generator.annex.desk.git import BusyError, run
from generator.annex.desk.sync import Place, RefusedError, place_of
from tests.annex.desk.test_keeping import git
from tests.support import article

PATH = "content/daerah/banjir.md"
NOTES = "content/daerah/.notes/banjir.jsonl"
TEXT = article("Banjir Surut", "Satu kata saja.\n\nDua kata saja.")
SARI = Told("Sari Anggraini", "sari@contoh.id", 1728464400, "+0700", "Sari menerbitkan")
STEPS = ["fetching", "merging", "sending"]


class Kept:
    """The texts that could not be merged."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, str, bytes]] = []

    def __call__(self, path: str, who: str, text: bytes) -> None:
        self.texts.append((path, who, text))

    def has(self, path: str, text: bytes) -> bool:
        return any((one[0], one[2]) == (path, text) for one in self.texts)


class Room:
    """A site in a repository, the place where all meet, and a colleague on another machine."""

    def __init__(self, top: Path) -> None:
        self.here, self.bare, self.there = top / "sini", top / "tempat.git", top / "sana"
        self.kept = Kept()
        self.told: list[str] = []
        self.here.mkdir()
        git(self.here, "init", "-q", "-b", "main")
        for path, text in {"site.yaml": "name: Uji\n", PATH: TEXT, NOTES: "satu\n"}.items():
            self.write(self.here, path, text)
        self.record(self.here, "Awal")
        git(top, "init", "-q", "--bare", "-b", "main", str(self.bare))
        git(self.here, "remote", "add", "origin", str(self.bare))
        found = repository_of(self.here)
        assert found is not None
        self.commits: Commits = found

    def meet(self) -> None:
        """Let the colleague have what there is here."""
        self.sync()
        git(self.here.parent, "clone", "-q", str(self.bare), str(self.there))
        self.told.clear()

    @staticmethod
    def write(folder: Path, path: str, text: str) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")

    @staticmethod
    def record(folder: Path, said: str) -> None:
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", said)

    def both(self, path: str, here: str | None, there: str | None) -> None:
        """Let both change a file, or delete it, and the colleague send that."""
        for folder, text in ((self.here, here), (self.there, there)):
            if text is None:
                (folder / path).unlink()
            else:
                self.write(folder, path, text)
            self.record(folder, "dari sini" if folder == self.here else "dari sana")
        git(self.there, "push", "-q")

    def sync(self, settle: Callable[[], bool] = lambda: True) -> None:
        sync.sync(self.commits, threading.RLock(), settle, self.kept, SARI, self.told.append)

    def refused(self) -> tuple[str, str]:
        """Return why nothing was published, and what to do; and see that nothing is half done."""
        head, status = self.commits.head, git(self.here, "status", "--porcelain")
        said = refused(self.sync)
        assert (self.commits.head, git(self.here, "status", "--porcelain")) == (head, status)
        assert "refs/warta" not in git(self.here, "for-each-ref")
        return said

    def shown(self, path: str = PATH) -> str:
        """Return a file as all have it."""
        assert git(self.here, "status", "--porcelain") == ""
        assert git(self.bare, "rev-parse", "main").strip() == self.commits.head
        assert "refs/warta" not in git(self.here, "for-each-ref")
        return git(self.bare, "show", f"main:{path}")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


@pytest.fixture
def met(room: Room) -> Room:
    room.meet()
    return room


def refused(call: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(RefusedError) as told:
        call()
    return told.value.message, told.value.hint


# ------------------------------------------------------------------------- where to


NOT_CONNECTED = (
    "this site is not connected to the place where the portal is built",
    "who set it up connects it: git remote add origin ADDRESS, with a branch checked out",
)


@pytest.mark.parametrize(
    ("remotes", "settings", "expected"),
    [
        (["origin"], {}, Place("origin", "main")),
        (["tempat"], {}, Place("tempat", "main")),
        (["lain", "origin"], {}, Place("origin", "main")),
        (["lain", "origin"], {"branch.main.remote": "lain"}, Place("lain", "main")),
        (["origin"], {"branch.main.merge": "refs/heads/utama"}, Place("origin", "utama")),
        (["lain", "tempat"], {}, None),
        (["origin"], {"branch.main.remote": "."}, None),
        ([], {}, None),
    ],
)
def test_where_to(tmp_path: Path, remotes: list[str], settings: dict[str, str], expected: Place | None) -> None:
    """It is sent to where the branch says, or to origin, or to the one place that there is; else that is told."""
    git(tmp_path, "init", "-q", "-b", "main")
    for name in remotes:
        git(tmp_path, "remote", "add", name, "/tiada")
    for key, value in settings.items():
        git(tmp_path, "config", key, value)
    commits = Commits(str(tmp_path), "")
    if expected is None:
        assert refused(lambda: place_of(commits)) == NOT_CONNECTED
    else:
        assert place_of(commits) == expected
        assert place_of(commits).known == f"refs/remotes/{expected.remote}/{expected.branch}"


def test_no_branch(room: Room) -> None:
    """Where no branch is checked out it is sent nowhere."""
    git(room.here, "checkout", "-q", "--detach")
    assert room.refused() == NOT_CONNECTED


# ----------------------------------------------------------------------- what is done


def test_the_first_time(room: Room) -> None:
    """What is recorded goes to a place that has nothing yet, and a second time there is nothing to do."""
    room.sync()
    assert room.shown() == TEXT
    room.sync()
    assert room.told == STEPS * 2
    assert git(room.here, "log", "--format=%s").split() == ["Awal"]


def test_only_they_have_something(met: Room) -> None:
    """What others alone have done comes as it is, without a commit of ours."""
    met.write(met.there, PATH, "baru")
    met.record(met.there, "dari sana")
    git(met.there, "push", "-q")
    met.sync()
    assert (met.shown(), met.told) == ("baru", STEPS)
    assert git(met.here, "log", "--format=%s").splitlines() == ["dari sana", "Awal"]


def test_a_lock_that_a_desk_has_left(met: Room) -> None:
    """A lock that is left of this desk or of one that is gone does not keep out what others have done."""
    met.write(met.there, PATH, "baru")
    met.record(met.there, "dari sana")
    git(met.there, "push", "-q")
    (met.here / ".git/index.lock").write_text(f"ssg {os.getpid()}")
    met.sync()
    assert met.shown() == "baru"


def test_both_have_something(met: Room) -> None:
    """What both have done to different words is in one commit, of both and of the person who publishes."""
    met.both(PATH, TEXT.replace("Satu", "SATU"), TEXT.replace("Dua", "DUA"))
    parents = f"{met.commits.head} {git(met.there, 'rev-parse', 'HEAD').strip()}"
    met.sync()
    assert met.shown() == TEXT.replace("Satu", "SATU").replace("Dua", "DUA") == (met.here / PATH).read_text("utf-8")
    assert git(met.here, "log", "-1", "--format=%P|%an|%ae|%s").strip() == (
        f"{parents}|Sari Anggraini|sari@contoh.id|Sari menerbitkan"
    )
    assert met.kept.texts == []


def test_notes_of_both(met: Room) -> None:
    """Of two lists of notes every line is kept once, theirs before ours."""
    met.both(NOTES, "satu\nsini\nsama\n", "satu\nsana\nsama\n")
    met.sync()
    assert met.shown(NOTES) == "satu\nsana\nsama\nsini\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "kept"),
    [
        ("satu\u2028ya\ndua\u2028ya\n", "satu\u2028ya\n", "satu\u2028ya\ndua\u2028ya\n"),
        ("satu\nsini", "satu\nsana", "satu\nsana\nsini\n"),
    ],
)
def test_a_note_is_a_line(met: Room, mine: str, theirs: str, kept: str) -> None:
    """With whatever signs are in it, and at the end of a list that was cut short."""
    met.both(NOTES, mine, theirs)
    met.sync()
    assert met.shown(NOTES) == kept


def test_other_files_of_both(met: Room) -> None:
    """What is no article is merged by lines, too."""
    met.both("site.yaml", "name: Uji\ntagline: Sini\n", "base_url: https://uji.example\nname: Uji\n")
    met.sync()
    assert met.shown("site.yaml") == "base_url: https://uji.example\nname: Uji\ntagline: Sini\n"


@pytest.mark.parametrize(("here", "there"), [("ditulis", None), (None, "ditulis")], ids=["here", "there"])
def test_a_deletion(met: Room, here: str | None, there: str | None) -> None:
    """A deletion takes nothing away that the other side has written."""
    met.both(PATH, here, there)
    met.sync()
    assert met.shown() == "ditulis"


def test_the_same_words(met: Room) -> None:
    """The other text of the same words is kept with who wrote it, the headline is named, and a second press decides."""
    mine, theirs = TEXT.replace("Satu", "SATU"), TEXT.replace("Satu", "satu")
    met.both(PATH, mine, theirs)
    assert met.refused() == (
        "the same sentences were changed here and by somebody else: “Banjir Surut”",
        (
            "open the article and its history: the other text is there as a version; take over what is missing, then "
            "publish again"
        ),
    )
    assert met.kept.texts == [("daerah/banjir.md", "Tono", theirs.encode())]
    assert met.told == STEPS[:2]
    met.sync()
    assert met.shown() == mine


def test_what_somebody_else_puts_together(met: Room) -> None:
    """A file that is no article is for who set the site up, and what is decided already waits for that."""
    met.both(PATH, TEXT.replace("Satu", "SATU"), TEXT.replace("Satu", "satu"))
    met.both("site.yaml", "name: Sini\n", "name: Sana\n")
    assert met.refused() == (
        "changed here and by somebody else, in different ways: site.yaml, “Banjir Surut”",
        "who set the site up puts the two together; nothing is lost, and nothing was published",
    )
    assert len(met.kept.texts) == 1


def test_the_same_lines_of_what_is_no_article(met: Room) -> None:
    """Of a file in the content that is no article no text is kept."""
    met.both("content/daerah/data.csv", "sini\n", "sana\n")
    assert met.refused()[0] == "changed here and by somebody else, in different ways: content/daerah/data.csv"
    assert met.kept.texts == []


@pytest.mark.parametrize("there", ["\udcff", "x" * 101], ids=["binary", "long"])
def test_what_is_no_text(met: Room, there: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no text, or too long for one, is merged by nobody here."""
    monkeypatch.setattr(sync, "_TEXT", 100)
    (met.there / PATH).write_bytes(there.encode("utf-8", "surrogateescape"))
    met.record(met.there, "dari sana")
    git(met.there, "push", "-q")
    met.write(met.here, PATH, "x" * 100)
    met.record(met.here, "dari sini")
    assert met.refused()[0] == f"the same sentences were changed here and by somebody else: {PATH}"
    assert met.kept.texts == []


def test_a_link(met: Room) -> None:
    """What became a link on one side is merged by nobody here."""
    (met.there / PATH).unlink()
    (met.there / PATH).symlink_to("lain.md")
    met.record(met.there, "dari sana")
    git(met.there, "push", "-q")
    met.write(met.here, PATH, "lain")
    met.record(met.here, "dari sini")
    assert met.refused()[0].startswith("the same sentences were changed here")
    assert met.kept.texts == []


def test_a_file_that_both_have_made(met: Room) -> None:
    """Of an article that both have begun, both texts are kept."""
    met.both("content/baru.md", "sini\n", "sana\n")
    assert met.refused()[0] == "the same sentences were changed here and by somebody else: content/baru.md"
    assert met.kept.texts == [("baru.md", "Tono", b"sana\n")]


@pytest.mark.parametrize("recorded", [False, True], ids=["theirs", "merged"])
def test_another_program(met: Room, recorded: bool) -> None:
    """What another program has changed and not recorded is named, and stays; nothing of a merge is left."""
    met.write(met.there, PATH, "sana")
    met.record(met.there, "dari sana")
    git(met.there, "push", "-q")
    if recorded:
        met.write(met.here, "site.yaml", "name: Sini\n")
        met.record(met.here, "dari sini")
    met.write(met.here, PATH, "belum dicatat")
    assert met.refused() == (
        f"others have changed files that were changed here with another program: {PATH}",
        "who works there with git records that first; nothing is lost, and nothing was published",
    )
    assert (met.here / PATH).read_text() == "belum dicatat"


def test_killed_anywhere(met: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before whatever git command a desk is killed, nothing is half done, and the next one ends it."""

    class KilledError(BaseException):
        pass

    began, left = subprocess.Popen, 0

    def begin(command: Any, **given: Any) -> Any:
        nonlocal left
        # Those of the desk; a git that has begun ends by itself.
        left -= "start_new_session" in given
        if not left:
            raise KilledError
        return began(command, **given)

    met.both(PATH, TEXT.replace("Satu", "SATU"), TEXT.replace("Dua", "DUA"))
    monkeypatch.setattr(subprocess, "Popen", begin)
    for number in range(1, 100):
        left = number
        with contextlib.suppress(KilledError):
            met.sync()
            break
        left = -1
        assert git(met.here, "status", "--porcelain") == ""
        assert "refs/warta" not in git(met.here, "for-each-ref")
    assert number > 10
    assert met.shown() == TEXT.replace("Satu", "SATU").replace("Dua", "DUA")


def test_somebody_in_the_middle(met: Room) -> None:
    """While somebody puts two states together here with git, nothing of others is brought in."""
    met.both(PATH, "sini", "sana")
    (met.here / ".git/MERGE_HEAD").write_text(met.commits.head)
    assert refused(met.sync) == (
        "another program is in the middle of putting two states of the site together",
        "who works there with git ends it first; nothing of the texts is lost",
    )


@pytest.mark.parametrize("times", [0, 1])
def test_what_is_not_recorded(room: Room, times: int) -> None:
    """Nothing is sent as long as something that was written is not recorded."""
    answers = [True] * times + [False]
    assert refused(lambda: room.sync(lambda: answers.pop(0))) == (
        "what was written could not be recorded: another program is at work in the site's folder",
        "close it there, and publish again",
    )
    assert room.told == STEPS[: 2 * times]


def test_whoever_is_quicker(met: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where others send while it merges it is begun again, some times."""
    met.both(PATH, TEXT.replace("Satu", "SATU"), TEXT.replace("Dua", "DUA"))
    assert sync._sent(met.commits, place_of(met.commits)) is False
    met.sync()
    assert met.shown() == TEXT.replace("Satu", "SATU").replace("Dua", "DUA")
    met.told.clear()
    monkeypatch.setattr(sync, "_sent", lambda *_: False)
    assert refused(met.sync) == ("others publish at this moment, again and again", "publish again in a minute")
    assert met.told == STEPS * 4


def test_a_hook_of_the_site(met: Room) -> None:
    """The hook before a push runs, since it may be what the site is checked by, and its last word is told."""
    hook = met.here / ".git/hooks/pre-push"
    hook.write_text("#!/bin/sh\necho 'error: belum diperiksa' >&2\nexit 1\n")
    hook.chmod(0o755)
    met.commits.commit(SARI, [Left(PATH, b"baru")])
    met.write(met.here, PATH, "baru")
    assert met.refused() == (
        "the place where the portal is built refuses: error: belum diperiksa",
        "publish again; everything is recorded here",
    )
    assert git(met.bare, "log", "--format=%s").split() == ["Awal"]


def test_a_way_of_the_site(room: Room, tmp_path: Path) -> None:
    """Where git's configuration says how the place is reached, it is reached like that."""
    way = tmp_path / "jalan"
    way.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/dipakai\nexit 1\n')
    way.chmod(0o755)
    git(room.here, "remote", "set-url", "origin", "ssh://tempat.invalid/portal.git")
    git(room.here, "config", "core.sshCommand", str(way))
    room.refused()
    assert (tmp_path / "dipakai").exists()


def test_a_place_that_is_not_there(room: Room) -> None:
    """A place that is gone is told with the command that shows its address."""
    room.bare.rename(room.bare.with_name("lain.git"))
    assert room.refused() == (
        "the place where the portal is built is not to be found",
        "who set it up looks at the address: git remote get-url origin",
    )
    assert room.told == STEPS[:1]


# --------------------------------------------------------------------- what is said of it


NO_RIGHT = "the place where the portal is built does not let this machine in, or does not take its changes"
NOT_FOUND = "the place where the portal is built is not to be found"
NO_NETWORK = "the place where the portal is built cannot be reached"
REFUSES = "the place where the portal is built refuses: "


@pytest.mark.parametrize(
    ("complaint", "expected"),
    [
        ("git@x: Permission denied (publickey).", NO_RIGHT),
        ("fatal: Authentication failed for 'x'", NO_RIGHT),
        ("fatal: could not read Username for 'x'", NO_RIGHT),
        ("fatal: could not read Password for 'x'", NO_RIGHT),
        ("The requested URL returned error: 403", NO_RIGHT),
        ("The requested URL returned error: 401", NO_RIGHT),
        ("You are not allowed to push", NO_RIGHT),
        ("GH006: Protected branch update failed", NO_RIGHT),
        ("Access denied", NO_RIGHT),
        ("! [remote rejected] main (pre-receive hook declined)", NO_RIGHT),
        ("Host key verification failed.", NO_RIGHT),
        ("remote: Permission to a denied to b", NO_RIGHT),
        ("insufficient permission for adding an object", NO_RIGHT),
        ("remote: Write access to repository not granted.", NO_RIGHT),
        ("fatal: 'x' does not appear to be a git repository", NOT_FOUND),
        ("remote: Repository not found.", NOT_FOUND),
        ("fatal: the path does not exist", NOT_FOUND),
        ("ssh: Could not resolve hostname x", NO_NETWORK),
        ("fatal: unable to access 'x'", NO_NETWORK),
        ("Connection refused", NO_NETWORK),
        ("timed out", NO_NETWORK),
        ("Network is unreachable", NO_NETWORK),
        ("No route to host", NO_NETWORK),
        ("fatal: early EOF", NO_NETWORK),
        ("the remote end hung up unexpectedly", NO_NETWORK),
        ("disk quota", f"{REFUSES}disk quota"),
        ("", f"{REFUSES}?"),
    ],
)
def test_what_the_other_side_says(complaint: str, expected: str) -> None:
    """What git says of the other side becomes a sentence for the newsroom, with what to do."""
    found = sync._refused_there(Place("tempat", "main"), complaint)
    hints = {
        NO_RIGHT: f"who set it up gives it the right to write there: {complaint}",
        NOT_FOUND: "who set it up looks at the address: git remote get-url tempat",
        NO_NETWORK: "look whether this machine is connected, and publish again; everything is recorded here",
    }
    assert (found.message, found.hint) == (expected, hints.get(expected, "publish again; everything is recorded here"))


@pytest.mark.parametrize(
    ("complaint", "expected"),
    [
        ("", "?"),
        (" \n\n", "?"),
        ("satu\n dua \n\n", "dua"),
        ("fatal: satu\nhint: dua", "fatal: satu"),
        ("error: satu\nremote: dua\nlain", "remote: dua"),
        ("! satu\nerror: failed to push some refs to '/situs'", "! satu"),
        ("error: failed to push some refs to '/situs'", "error: failed to push some refs to '/situs'"),
        ("fatal: \x1b[31m", "fatal: \ufffd[31m"),
        ("x" * 201, "x" * 200),
    ],
)
def test_the_line_that_says_most(complaint: str, expected: str) -> None:
    """Of a long complaint the last line that is one is told, as far as it can be shown."""
    assert sync._last(complaint) == expected


def test_what_cannot_be_brought_in() -> None:
    """What git says of the files here is told by its last line, or by the files that it names."""
    found = sync._refused_here("fatal: rusak\n")
    assert (found.message, found.hint) == (
        "what others have done could not be brought in: fatal: rusak",
        "publish again; nothing is lost, and nothing was published",
    )
    names = "".join(f"\tcontent/{number}.md\n" for number in range(6))
    assert sync._refused_here(f"error: x:\n{names}Aborting").message == (
        "others have changed files that were changed here with another program: content/0.md, content/1.md, "
        "content/2.md, content/3.md, content/4.md (+1)"
    )


@pytest.mark.parametrize(("count", "more"), [(0, ""), (5, ""), (6, " (+1)"), (12, " (+7)")])
def test_lists_of_names(count: int, more: str) -> None:
    """Five names are told, and how many others there are, and none of them moves a cursor."""
    assert sync._listed(["a\x1b"] * count) == ", ".join(["a\ufffd"] * min(count, 5)) + more


def test_a_merge_that_git_cannot_make(met: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """A git that is too old is told apart from one that fails."""
    met.both(PATH, "sini", "sana")
    for complaint, expected in (
        ("usage: git merge-tree", ("the git of this machine is too old to merge what others have done", "install git 2.38 or a later one")),
        ("fatal: rusak", ("what others have done could not be brought in: fatal: rusak", "publish again; nothing is lost, and nothing was published")),
    ):  # fmt: skip

        def failing(folder: str, *words: str, said: str = complaint, **more: object) -> tuple[int, bytes, str]:
            return (129, b"", said) if "merge-tree" in words else run(folder, *words, **more)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(sync, "run", failing)
            assert met.refused() == expected


def test_a_broken_side(met: Room) -> None:
    """What git fails at while it merges is told as such, and not as something else."""
    with pytest.raises(BusyError):
        sync._merge(met.commits, met.commits.head, "0" * 40, met.kept, SARI)
