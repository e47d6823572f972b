"""Publishing from the desk, to a target and for a pipeline."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from tests.annex.desk_support import OTHER, PERSON, PUBLIC, Desk, desk, git
from tests.preview_support import OTHER as OTHER_URL

PUSH = PERSON.replace("desk:\n", "desk:\n  publish: push\n")
TARGET = PERSON.replace("desk:\n", "desk:\n  publish: uji\n") + "deploy: {uji: {to: local, path: PLACE}}\n"
LONG = "Satu kata.\n\nDua kata.\n\nTiga kata.\n"
NOTES = "content/daerah/2024/10/.notes/banjir.jsonl"


def ended(it: Desk) -> dict[str, Any]:
    """Return how publishing ended."""
    end = time.monotonic() + 120
    while (told := it.get("publishing"))["state"] == "running":
        assert time.monotonic() < end
        time.sleep(0.02)
    return dict(told)


def published(it: Desk, **sent: Any) -> dict[str, Any]:
    """Publish, and return how it ended."""
    it.post("publish", **sent)
    return ended(it)


class Elsewhere:
    """A colleague who uses git on another machine, and the place where all meet."""

    def __init__(self, it: Desk, work: Path) -> None:
        self.bare, self.folder = work / "tempat.git", work / "lain"
        git(work, "init", "-q", "--bare", "-b", "main", str(self.bare))
        git(it.portal.folder, "remote", "add", "origin", str(self.bare))
        git(it.portal.folder, "push", "-q", "origin", "main")
        git(work, "clone", "-q", str(self.bare), str(self.folder))

    def push(self, path: str, old: str, new: str) -> None:
        """Replace something in a file, or add it to a new one, and send it."""
        git(self.folder, "pull", "-q", "--no-rebase", "--no-edit")
        file = self.folder / path
        file.parent.mkdir(exist_ok=True)
        text = file.read_text("utf-8") if old else ""
        assert old in text
        file.write_text(text.replace(old, new) if old else new, "utf-8")
        git(self.folder, "add", path)
        git(self.folder, "commit", "-qm", "dari lain")
        git(self.folder, "push", "-q")

    def shows(self, path: str = f"content/{PUBLIC}") -> str:
        return git(self.bare, "show", f"main:{path}")


def is_clean(it: Desk) -> bool:
    """Return whether nothing is half done in a repository."""
    own = it.portal.folder / ".git"
    left = [name for name in ("MERGE_HEAD", "index.lock", "HEAD.lock") if (own / name).exists()]
    return not left


@pytest.mark.slow
def test_not_for_the_desk(tmp_path: Path) -> None:
    """Where site.yaml names nothing, publishing is left to whoever builds, and that is said; no reporter publishes."""
    with desk(tmp_path, PERSON, login="budi") as it:
        told = it.post("publish")
        assert (told["state"], "membangun" in told["message"]) == ("idle", True)
        it.as_("sari").post("publish", 403)


@pytest.mark.slow
def test_target(tmp_path: Path) -> None:
    """What is recorded is built and deployed, and the article's public address comes back."""
    config = TARGET.replace("PLACE", str(tmp_path / "pembaca"))
    with desk(tmp_path / "situs", config, login="budi") as it:
        it.as_("ratna").typed("pertama", "terbaru")
        it.portal.add(f"content/{OTHER}", it.file(OTHER) + b"\nSetengah jadi, dari program lain.\n")
        it.portal.add("content/daerah/2024/10/rusak.md", "---\ntitle: [\n---\n")
        told = published(it, path=PUBLIC)
        assert (told["state"], told["url"]) == ("done", "https://uji.example/daerah/2024/10/banjir/"), told
        pages = {page.parent.name: page.read_text() for page in (tmp_path / "pembaca").rglob("*/index.html")}
        assert "Isi terbaru." in pages["banjir"]
        assert "Setengah jadi" not in pages["pasar"]
        again = published(it)
        assert (again["state"], again["message"] == told["message"]) == ("done", False)


@pytest.mark.slow
def test_target_that_fails(tmp_path: Path) -> None:
    """What keeps a deploy from ending is told in its own words, and the next one goes on."""
    (tmp_path / "berkas").write_text("")
    with desk(tmp_path / "situs", TARGET.replace("PLACE", str(tmp_path / "berkas")), login="budi") as it:
        told = published(it)
        assert (told["state"], "tujuan" in told["message"], bool(told["hint"])) == ("failed", True, True), str(told)
        (tmp_path / "berkas").unlink()
        assert published(it)["state"] == "done"


@pytest.mark.slow
def test_push(tmp_path: Path) -> None:
    """What is recorded here and elsewhere is put together and sent, also uncommitted typing and notes."""
    with desk(tmp_path / "situs", PUSH, repository=True, login="budi") as it:
        ratna = it.as_("ratna")
        ratna.typed("Isi pertama.", LONG)
        it.post("note", path=PUBLIC, text="Awal.")
        other = Elsewhere(it, tmp_path)
        assert published(it)["state"] == "done"
        other.push(f"content/{PUBLIC}", "Satu kata", "Satu kata dari lain")
        other.push(f"content/{OTHER}", "Isi pasar", "Isi pasar dari lain")
        # Lines end at line feeds alone.
        notes = "".join(f'{{"at":{at},"who":"Tono","text":"{at}\u2028sama"}}\n' for at in (1, 2))
        other.push(NOTES, 'Awal."}\n', 'Awal."}\n' + notes)
        ratna.typed("Tiga kata", "Tiga kata dari Ratna")
        it.post("note", path=PUBLIC, text="Dari Budi.")
        told = published(it, path=PUBLIC)
        assert (told["state"], told["url"]) == ("done", "https://uji.example/daerah/2024/10/banjir/"), told
        for text in (other.shows(), it.file().decode()):
            assert "Satu kata dari lain" in text
            assert "Tiga kata dari Ratna" in text
        assert "dari lain" in it.file(OTHER).decode()
        assert [one["text"] for one in it.open()["notes"]] == ["1\u2028sama", "2\u2028sama", "Awal.", "Dari Budi."]
        assert notes in other.shows(NOTES)
        it.served.until(lambda: is_clean(it))
        assert git(it.portal.folder, "status", "--porcelain") == ""
        assert {"Ratna Ayu", "Budi Rahman"} <= {*git(it.portal.folder, "log", "--format=%an").splitlines()}
        it.served.until(lambda: "dari lain" in it.served.get(OTHER_URL, it.headers).body.decode())


@pytest.mark.slow
def test_push_conflict(tmp_path: Path) -> None:
    """Where the same words were changed, the headline is named, both texts are there, and a second press decides."""
    with desk(tmp_path / "situs", PUSH, repository=True, login="budi") as it:
        other = Elsewhere(it, tmp_path)
        other.push(f"content/{PUBLIC}", "pertama", "dari lain")
        it.as_("ratna").typed("pertama", "dari Ratna")
        told = published(it)
        assert (told["state"], "Banjir Surut" in told["message"], bool(told["hint"])) == ("failed", True, True)
        assert ("Isi dari Ratna." in it.file().decode(), "Isi dari lain." in other.shows()) == (True, True)
        it.served.until(lambda: is_clean(it))
        assert it.unmerged() == [("Tono", "lain.")]
        it.typed("dari Ratna", "dari Ratna dan dari lain")
        assert published(it)["state"] == "done"
        assert "dari Ratna dan dari lain" in other.shows()
        # A later change of theirs is not overruled by that.
        other.push(f"content/{PUBLIC}", "dan dari lain", "dan lagi")
        it.typed("dan dari lain", "dan Ratna")
        assert published(it)["state"] == "failed"
        it.served.until(lambda: is_clean(it))


@pytest.mark.slow
def test_push_against_others(tmp_path: Path) -> None:
    """What another program has not recorded is not overwritten; a deletion does not take what was written."""
    with desk(tmp_path / "situs", PUSH, repository=True, login="budi") as it:
        other = Elsewhere(it, tmp_path)
        pasar = it.file(OTHER)
        other.push(f"content/{OTHER}", "Isi pasar", "Isi pasar dari lain")
        it.portal.add(f"content/{OTHER}", pasar + b"\nDari program lain.\n")
        # So that they have to be put together first, and only then one cannot be put in place.
        it.typed("pertama", "kedua")
        told = published(it)
        assert (told["state"], "pasar.md" in told["message"]) == ("failed", True)
        assert it.file(OTHER) == pasar + b"\nDari program lain.\n"
        it.served.until(lambda: is_clean(it))
        it.portal.add(f"content/{OTHER}", pasar)
        assert published(it)["state"] == "done"
        git(other.folder, "pull", "-q", "--no-rebase", "--no-edit")
        git(other.folder, "rm", "-q", f"content/{PUBLIC}")
        git(other.folder, "commit", "-qm", "hapus")
        git(other.folder, "push", "-q")
        it.typed("kedua", "masih perlu")
        assert published(it)["state"] == "done"
        assert "masih perlu" in other.shows()
        it.served.until(lambda: is_clean(it))


@pytest.mark.slow
def test_what_is_no_text_stops_nobody(tmp_path: Path) -> None:
    """A file that is no UTF-8 stays as it is here, which is said with its name; all else goes out."""
    with desk(tmp_path / "situs", PUSH, repository=True, login="budi") as it:
        other = Elsewhere(it, tmp_path)
        (other.folder / "content" / PUBLIC).write_bytes(it.file().replace(b"pertama", b"caf\xe9"))
        git(other.folder, "commit", "-qam", "dari lain")
        git(other.folder, "push", "-q")
        it.typed("pertama", "kedua")
        it.typed("Isi pasar", "Isi pasar baru", OTHER)
        told = published(it)
        assert (told["state"], PUBLIC in told["lines"][0]) == ("done", True), told
        assert ("Isi kedua" in other.shows(), "Isi pasar baru" in other.shows(f"content/{OTHER}")) == (True, True)


@pytest.mark.slow
def test_a_shallow_copy_and_one_that_others_wrote_anew(tmp_path: Path) -> None:
    """What a shallow clone lacks is fetched; a history without a common beginning is a sentence, and nothing is lost."""
    with desk(tmp_path / "situs", PUSH, repository=True, login="budi") as it:
        other = Elsewhere(it, tmp_path)
        for number in range(3):
            other.push(f"content/{OTHER}", "Isi pasar", f"Isi pasar {number}")
        git(it.portal.folder, "fetch", "-q", "--depth", "1", f"file://{other.bare}", "main")
        git(it.portal.folder, "remote", "set-url", "origin", f"file://{other.bare}")
        it.typed("pertama", "kedua")
        assert published(it)["state"] == "done"
        assert "Isi pasar 2 1 0" in it.file(OTHER).decode()
        git(other.folder, "checkout", "-q", "--orphan", "baru")
        git(other.folder, "commit", "-qm", "Semua")
        git(other.folder, "push", "-qf", "origin", "baru:main")
        it.typed("kedua", "ketiga")
        told = published(it)
        assert (told["state"], bool(told["hint"]), "Isi ketiga" in it.file().decode()) == ("failed", True, True)


@pytest.mark.slow
def test_push_nowhere(tmp_path: Path) -> None:
    """No remote, none that is there, none that lets us in: each is a sentence with what to do, and says no place."""
    with desk(tmp_path / "situs", PUSH, repository=True, login="budi") as it:
        site, closed = it.portal.folder, tmp_path / "tutup.git"
        it.typed("pertama", "kedua")
        git(site, "init", "-q", "--bare", "-b", "main", str(closed))
        hook = closed / "hooks/pre-receive"
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
        told = [published(it)]
        git(site, "remote", "add", "origin", "x")
        for address in (tmp_path / "tidak-ada.git", "https://127.0.0.1:9/x.git", closed):
            git(site, "remote", "set-url", "origin", str(address))
            told.append(published(it))
        assert len({one["message"] for one in told}) == 4
        assert all(one["state"] == "failed" and one["hint"] for one in told)
        assert "pre-receive hook declined" in told[-1]["hint"]
        assert str(tmp_path) not in str(told[-1])
        it.served.until(lambda: is_clean(it))
        hook.unlink()
        assert published(it)["state"] == "done"


@pytest.mark.slow
def test_once_more(tmp_path: Path) -> None:
    """What is pressed while it publishes is done once more afterwards; nobody's save waits for it."""
    with desk(tmp_path / "situs", PUSH, repository=True, login="budi") as it:
        other = Elsewhere(it, tmp_path)
        it.as_("ratna").typed("pertama", "kedua")
        it.post("publish")
        it.typed("kedua", "ketiga")
        for _ in range(5):
            assert it.post("publish")["state"] in ("running", "done")
        assert published(it)["state"] == "done"
        it.served.until(lambda: not it.get("publishing")["again"] and it.get("publishing")["state"] == "done")
        assert "Isi ketiga." in other.shows()
