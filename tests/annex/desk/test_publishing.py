"""Publishing from the desk, to a target and for a pipeline."""

from __future__ import annotations

import json
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.annex.desk import publishing, sync
from generator.annex.desk.commits import Told, repository_of
from generator.annex.desk.desk import NotAllowedError, Nothing
from generator.annex.desk.git import BusyError
from generator.base.sentences import as_it_is
from tests.annex.desk.test_history import BUDI, PATH, SARI, desks, typed
from tests.annex.desk.test_keeping import git
from tests.annex.desk_support import LEAD, REPORTER, Desk, Room, room
from tests.preview_support import OTHER

TITLES = ("Banjir Surut", "Pasar Dibuka")
LONG = "Satu kata.\n\nDua kata.\n\nTiga kata.\n"


def published(desk: Desk, **sent: Any) -> dict[str, Any]:
    """Publish, and return how it ended."""
    desk.post("publish", **sent)
    end = time.monotonic() + 120
    while (told := desk.get("publishing"))["state"] == "running":
        assert time.monotonic() < end
        time.sleep(0.05)
    return told


class Elsewhere:
    """A colleague who uses git on another machine, and the place where all meet."""

    def __init__(self, desk: Desk, work: Path) -> None:
        self.site = desk.portal.folder
        self.bare, self.folder = work / "tempat.git", work / "lain"
        git(work, "init", "-q", "--bare", "-b", "main", str(self.bare))
        git(self.site, "remote", "add", "origin", str(self.bare))
        git(self.site, "push", "-q", "origin", "main")
        git(work, "clone", "-q", str(self.bare), str(self.folder))

    def push(self, path: str, old: str, new: str) -> None:
        git(self.folder, "pull", "-q", "--no-rebase", "--no-edit")
        file = self.folder / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
        git(self.folder, "commit", "-qam", "dari lain")
        git(self.folder, "push", "-q")

    def shows(self, path: str = f"content/{PATH}") -> str:
        return git(self.bare, "show", f"main:{path}")


def is_clean(folder: Path) -> bool:
    """Return whether nothing is half done in a repository."""
    left = [
        name for name in ("MERGE_HEAD", "index.lock", "index.ssg", "HEAD.lock") if (folder / ".git" / name).exists()
    ]
    return not left and "refs/warta" not in git(folder, "for-each-ref")


def test_not_for_the_desk(tmp_path, monkeypatch):
    """Where site.yaml names nothing, publishing is left to whoever builds, and that is said."""
    with desks(tmp_path, monkeypatch) as (sari, _):
        told = sari.post("publish")
        assert told["state"] == "idle"
        assert "membangun" in told["message"]


@pytest.mark.parametrize("repository", [True, False], ids=["git", "files"])
def test_target(tmp_path, monkeypatch, repository):
    """What is recorded is built and deployed, and the article's public address comes back."""
    with desks(tmp_path / "situs", monkeypatch, repository=repository, publish="uji") as (sari, budi):
        site = sari.portal.folder
        config = site / "site.yaml"
        config.write_text(config.read_text() + f"deploy:\n  uji: {{to: local, path: {tmp_path / 'pembaca'}}}\n")
        if repository:
            git(site, "commit", "-qam", "target")
        typed(sari, "pertama", "terbaru")
        pasar = site / "content/daerah/2024/10/pasar.md"
        pasar.write_text(pasar.read_text() + "\nSetengah jadi, dari program lain.\n")
        told = published(budi, path=PATH)
        assert told["state"] == "done", f"{told}"
        assert told["url"].endswith("/daerah/2024/10/banjir/")
        pages = {page.parent.name: page.read_text() for page in (tmp_path / "pembaca").rglob("*/index.html")}
        assert "Isi terbaru." in pages["banjir"]
        assert ("Setengah jadi" in pages["pasar"]) is not repository
        assert published(budi)["state"] == "done"


def test_target_that_fails(tmp_path, monkeypatch):
    """What keeps a deploy from ending is told in its own words, and the next one goes on."""
    with desks(tmp_path / "situs", monkeypatch, repository=False, publish="uji") as (sari, _):
        told = published(sari)
        assert told["state"] == "failed"
        assert "uji" in told["message"] or "deploy" in told["message"]
        assert told["hint"]


def test_push(tmp_path, monkeypatch):
    """What is recorded here and elsewhere is put together and sent, also uncommitted typing."""
    with desks(tmp_path / "situs", monkeypatch, publish="push") as (sari, budi):
        typed(sari, "Isi pertama.", LONG)
        other = Elsewhere(sari, tmp_path)
        assert published(budi)["state"] == "done"
        other.push(f"content/{PATH}", "Satu kata", "Satu kata dari lain")
        other.push("content/daerah/2024/10/pasar.md", "Isi pasar", "Isi pasar dari lain")
        typed(sari, "Tiga kata", "Tiga kata dari Sari")
        told = published(budi, path=PATH)
        assert told["state"] == "done", f"{told}"
        assert told["url"].endswith("/daerah/2024/10/banjir/")
        for text in (other.shows(), sari.file(PATH).decode()):
            assert "Satu kata dari lain" in text
            assert "Tiga kata dari Sari" in text
        assert "dari lain" in sari.file("daerah/2024/10/pasar.md").decode()
        sari.served.until(lambda: is_clean(sari.portal.folder))
        assert git(sari.portal.folder, "status", "--porcelain") == ""
        names = set(git(sari.portal.folder, "log", "--format=%an").splitlines())
        assert {SARI, BUDI} <= names
        sari.served.until(lambda: "dari lain" in sari.served.get(OTHER, sari.headers).body.decode())


def test_push_conflict(tmp_path, monkeypatch):
    """Where the same words were changed, the headline is named, both texts are there, and a second press decides."""
    with desks(tmp_path / "situs", monkeypatch, publish="push") as (sari, budi):
        other = Elsewhere(sari, tmp_path)
        other.push(f"content/{PATH}", "pertama", "dari lain")
        typed(sari, "pertama", "dari Sari")
        told = published(budi)
        assert told["state"] == "failed"
        assert TITLES[0] in told["message"]
        assert told["hint"]
        assert "Isi dari Sari." in sari.file(PATH).decode()
        assert "Isi dari lain." in other.shows()
        sari.served.until(lambda: is_clean(sari.portal.folder))
        kept = next(one for one in sari.get("history", path=PATH)["entries"] if "belum digabung" in one["said"])
        assert kept["who"] == "Tono"
        assert "Isi dari lain." in sari.get("version", path=PATH, id=kept["id"])["text"]
        typed(sari, "dari Sari", "dari Sari dan dari lain")
        assert published(budi)["state"] == "done"
        assert "dari Sari dan dari lain" in other.shows()
        # A later change of theirs is not overruled by that.
        other.push(f"content/{PATH}", "dan dari lain", "dan lagi")
        typed(sari, "dan dari lain", "dan Sari")
        assert published(budi)["state"] == "failed"
        sari.served.until(lambda: is_clean(sari.portal.folder))


def test_push_against_others(tmp_path, monkeypatch):
    """What another program has not recorded is not overwritten; a deletion does not take what was written."""
    with desks(tmp_path / "situs", monkeypatch, publish="push") as (sari, _):
        other = Elsewhere(sari, tmp_path)
        pasar = sari.portal.folder / "content/daerah/2024/10/pasar.md"
        text = pasar.read_text()
        other.push("content/daerah/2024/10/pasar.md", "Isi pasar", "Isi pasar dari lain")
        pasar.write_text(text + "\nDari program lain.\n")
        told = published(sari)
        assert told["state"] == "failed"
        assert "pasar.md" in told["message"]
        assert pasar.read_text() == text + "\nDari program lain.\n"
        pasar.write_text(text)
        assert published(sari)["state"] == "done"
        git(other.folder, "pull", "-q", "--no-rebase", "--no-edit")
        git(other.folder, "rm", "-q", f"content/{PATH}")
        git(other.folder, "commit", "-qm", "hapus")
        git(other.folder, "push", "-q")
        typed(sari, "pertama", "masih perlu")
        assert published(sari)["state"] == "done"
        assert "masih perlu" in other.shows()
        sari.served.until(lambda: is_clean(sari.portal.folder))


def test_push_nowhere(tmp_path, monkeypatch):
    """No remote, none that is there, none that lets us in: each is a sentence with what to do."""
    with desks(tmp_path / "situs", monkeypatch, publish="push") as (sari, _):
        site = sari.portal.folder
        typed(sari, "pertama", "kedua")
        messages = set()

        def fails() -> str:
            told = published(sari)
            assert told["state"] == "failed"
            assert told["hint"]
            messages.add(told["message"])
            return told["message"]

        assert "terhubung" in fails()
        git(site, "remote", "add", "origin", str(tmp_path / "tidak-ada.git"))
        fails()
        git(site, "remote", "set-url", "origin", "https://127.0.0.1:9/x.git")
        fails()
        git(site, "init", "-q", "--bare", "-b", "main", str(tmp_path / "tutup.git"))
        hook = tmp_path / "tutup.git/hooks/pre-receive"
        hook.write_text("#!/bin/sh\necho 'protected branch' >&2\nexit 1\n")
        hook.chmod(0o755)
        git(site, "remote", "set-url", "origin", str(tmp_path / "tutup.git"))
        fails()
        assert len(messages) == 4
        sari.served.until(lambda: is_clean(site))
        hook.unlink()
        assert published(sari)["state"] == "done"


def test_once_more(tmp_path, monkeypatch):
    """What is pressed while it publishes is done once more afterwards, not at the same time."""
    with desks(tmp_path / "situs", monkeypatch, publish="push") as (sari, budi):
        other = Elsewhere(sari, tmp_path)
        typed(sari, "pertama", "kedua")
        sari.post("publish")
        typed(budi, "kedua", "ketiga")
        for _ in range(5):
            told = budi.post("publish")
            assert told["state"] in ("running", "done")
        assert published(budi)["state"] == "done"
        sari.served.until(lambda: sari.get("publishing")["state"] == "done")
        assert "Isi ketiga." in other.shows()


def test_what_a_refusal_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why the other side refuses is told, and not where it lies on a disk."""
    with desks(tmp_path / "situs", monkeypatch, publish="push") as (sari, _):
        other = Elsewhere(sari, tmp_path)
        hook = other.bare / "hooks" / "pre-receive"
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
        typed(sari, "pertama", "kedua")
        told = published(sari)
        assert told["state"] == "failed"
        assert "pre-receive hook declined" in told["hint"]
        assert str(tmp_path) not in str(told)


def test_who_writes_does_not_wait(tmp_path, monkeypatch):
    """While git is in the middle of something of somebody else's, publishing ends, and nobody's save has waited."""
    with desks(tmp_path / "situs", monkeypatch, publish="push") as (_, budi):
        Elsewhere(budi, tmp_path)
        commits = repository_of(budi.portal.folder)
        assert commits
        told = Told(BUDI, "", 0, "+0700", "")
        # Entering what is no lock would fail.
        with pytest.raises(sync.RefusedError):
            sync.sync(commits, None, lambda: False, None, told, lambda _: None)  # type: ignore[arg-type]


# ------------------------------------------------------------- what a build says, and what the desk says of it


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (b"", []), (b'{"ok": true}\n', [{"ok": True}]), (b'{"ok": true}\n{"files": 3}\n', [{"ok": True}, {"files": 3}]),
        (b'{"ok": true}\n{"files": 3}', [{"ok": True}]), (b'{"ok": tr\n', []), (b"[1]\n", []),
    ],
)  # fmt: skip
def test_the_answers_of_a_build(tmp_path: Path, said: bytes, expected: list[dict[str, Any]]) -> None:
    """Are its whole lines; none where one of them is none, or nothing was said yet."""
    file = tmp_path / "publishing.json"
    assert publishing._answers(file) == []
    file.write_bytes(said)
    assert publishing._answers(file) == expected


def test_the_last_lines_of_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as they are shown: none that is empty, no longer than a line, nothing that a browser would take for more."""
    monkeypatch.setattr(publishing, "_LINES", 3)
    monkeypatch.setattr(publishing, "_WIDTH", 5)
    file = tmp_path / "publishing.txt"
    assert publishing._lines(file) == []
    file.write_bytes(b"satu\n\ndua\n  \ntiga\xff\nempat-lima\n")
    assert publishing._lines(file) == ["dua", "tiga\ufffd", "empat"]


@pytest.mark.parametrize(
    ("answers", "lines", "expected"),
    [
        ([], [], "the build ended before it was done"), ([], ["satu", "dua"], "dua"), ([{"ok": True}], ["dua"], "dua"),
        ([{"problems": [{"path": "content/a.md", "message": "salah"}, {"path": "b"}]}], ["dua"], "content/a.md: salah"),
        ([{"problems": [{}], "error": "x"}], [], ": "), ([{"problems": [], "error": "tidak bisa"}], ["dua"], "tidak bisa"),
        ([{"error": "", "held": "ditahan"}], ["dua"], "ditahan"), ([{"error": 5, "held": ["a"]}], ["dua"], "dua"),
        ([{"unhealthy": ["beranda kosong", "lain"]}], ["dua"], "beranda kosong"), ([{"unhealthy": []}], ["dua"], "dua"),
        ([{"error": "lama"}, {"error": "baru"}], [], "baru"), ([{"error": "lama"}, {}], ["dua"], "dua"), ([{"error": "y" * 400}], [], "y" * 300),
        ([{"problems": ["x"]}], ["dua"], "dua"),
    ],
)  # fmt: skip
def test_why_a_build_failed(answers: list[dict[str, Any]], lines: list[str], expected: str) -> None:
    """Its first problem, or what it says is wrong, or its last words."""
    assert str(publishing._why(answers, lines)) == expected


def test_what_to_do_then() -> None:
    """Readers have what they had, or a part of the new."""
    for count in (0, 1):
        assert str(publishing._hint([{}] * count)) == "readers keep what they have; mend it, and publish again"
    assert (
        str(publishing._hint([{}] * 2))
        == "readers may have a part of it; publish again, and it goes on where it stopped"
    )


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (["a"], "1 article has an error and was left out"), (["a", "b"], "2 articles have errors and were left out"),
        (None, "0 articles have errors and were left out"), ("x", "0 articles have errors and were left out"),
    ],
)  # fmt: skip
def test_what_was_left_out(held: object, expected: str) -> None:
    """Is counted."""
    assert str(publishing._held({"held": held})) == expected


def test_a_build_speaks_as_the_desk_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """In its language, at once, without colours; all else of its surroundings stays."""
    monkeypatch.setattr(publishing.os, "environ", {"HOME": "/home/redaksi", "SSG_LANG": "en"})
    assert publishing._environment("id") == {
        "HOME": "/home/redaksi", "SSG_LANG": "id", "PYTHONUNBUFFERED": "1", "NO_COLOR": "1",
    }  # fmt: skip


IDLE = {
    "state": "idle",
    "step": "",
    "done": 0,
    "total": 0,
    "lines": [],
    "url": "",
    "message": "",
    "hint": "",
    "again": False,
}


def ended(it: Room, url: str = "https://uji.example/") -> dict[str, Any]:
    """Publish in this thread, and return how it ended."""
    own = publishing.publisher(it.desk)
    own._once(LEAD, url)
    return own.told


def test_publishing_that_nobody_asked_for(tmp_path: Path) -> None:
    """Is idle; without a place in site.yaml it stays so, and says who does it instead."""
    with room(tmp_path) as it:
        assert publishing.publishing(it.desk, REPORTER, Nothing()) == IDLE
        assert publishing.publish(it.desk, LEAD, publishing.Publish()) == IDLE | {
            "message": "it is saved as ready for readers; who builds the portal brings it to them",
        }  # fmt: skip
        with pytest.raises(NotAllowedError) as refused:
            publishing.publish(it.desk, REPORTER, publishing.Publish())
        assert str(refused.value.said) == "an editor publishes this; hand it in"


@pytest.mark.parametrize(
    ("error", "message", "hint"),
    [
        (sync.RefusedError(as_it_is("begitu"), as_it_is("begini")), "begitu", "begini"),
        (BusyError("x" * 400), f"the machine refuses: {'x' * 300}", "publish again; nothing is lost"),
        (PermissionError(13, "Permission denied"), None, "publish again; nothing is lost"),
        (ValueError("begini"), "publishing failed: ValueError: begini", "publish again; nothing is lost"),
    ],
)  # fmt: skip
def test_publishing_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, message: str | None, hint: str
) -> None:
    """Says why and what to do; where it was is told."""

    def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr(publishing.Publisher, "_published", failing)
    with room(tmp_path) as it:
        found = ended(it, "https://uji.example/a/")
        if message is None:
            assert found["message"].startswith("the machine refuses: ")
            message = found["message"]
        assert found == IDLE | {"state": "failed", "url": "https://uji.example/a/", "message": message, "hint": hint}


def test_publishing_that_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forgets what was said before, and tells each browser of each step."""
    monkeypatch.setattr(
        publishing.Publisher, "_published", lambda self, _: self._step("building", 1, 3) or as_it_is("sudah")
    )
    with room(tmp_path) as it:
        events: list[Any] = []
        monkeypatch.setattr(publishing.presence(it.desk), "tell", events.append)
        publishing.publisher(it.desk)._told |= {"message": "lama", "hint": "lama", "lines": ["lama"]}
        building = {"step": "Building the pages", "done": 1, "total": 3, "url": "u"}
        done = IDLE | building | {"state": "done", "message": "sudah"}
        assert ended(it, "u") == done
        running = {"kind": "publishing"} | IDLE | {"state": "running", "url": "u"}
        assert events == [running, running | building, {"kind": "publishing"} | done]


def test_publishing_nowhere_to_be_built(tmp_path: Path) -> None:
    """Without a repository there is nothing to send."""
    with room(tmp_path, "desk: {publish: push}\n") as it:
        assert ended(it, "u") == IDLE | {
            "state": "failed", "url": "u", "message": "this site is not connected to the place where the portal is built",
            "hint": "who set it up connects it: git remote add origin ADDRESS, with a branch checked out",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (0, "readers have everything already"), (1, "published: 1 file is new for readers"),
        (7, "published: 7 files are new for readers"), ("x", "readers have everything already"),
    ],
)  # fmt: skip
def test_what_a_build_and_a_deploy_have_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: object, message: str
) -> None:
    """Is told with what was left out; the build is that of the site, held, in JSON, for its target, and goes on alone."""
    program = tmp_path / "program"
    program.write_text(
        f"""#!/bin/sh
echo "$@" > {tmp_path}/words
cut -d' ' -f6 /proc/$$/stat > {tmp_path}/session
echo $$ >> {tmp_path}/session
echo satu >&2
echo '{{"ok": true, "held": ["a.md"]}}'
echo '{json.dumps({"files": files})}'
"""
    )
    program.chmod(0o755)
    monkeypatch.setattr(publishing, "sys", SimpleNamespace(executable=str(program)))
    monkeypatch.setattr(publishing, "_LOOK", 0.01)
    with room(tmp_path, "deploy: {uji: {to: local, path: /tmp/pembaca}}\ndesk: {publish: uji}\n") as it:
        found = ended(it, "u")
        # Whether it was seen between the two is a matter of luck.
        assert found.pop("step") in ("Building the pages", "Sending them to the readers' server")
        assert found == {key: value for key, value in IDLE.items() if key != "step"} | {
            "state": "done", "done": 3, "total": 3, "url": "u", "message": message,
            "lines": ["1 article has an error and was left out", "satu"],
        }  # fmt: skip
        session, process = (tmp_path / "session").read_text().split()
        assert session == process, "what ends the desk does not end it"
        words = (tmp_path / "words").read_text().split()
        assert words == ["-m", "generator", "--site", str(it.desk.folder), "build", "--hold", "--json", "--deploy=uji"]
