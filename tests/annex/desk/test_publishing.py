"""Publishing from the desk, to a target and for a pipeline."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from generator.annex.desk import sync
from generator.annex.desk.commits import Told, repository_of
from tests.annex.desk.test_history import BUDI, PATH, SARI, desks, typed
from tests.annex.desk.test_keeping import git
from tests.annex.desk_support import Desk
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
