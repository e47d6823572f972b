"""The history of articles, as the desk's browser asks for it."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from generator.annex.desk import opening
from generator.annex.desk.desk import Desk as DeskOfSite
from generator.annex.desk.people import Reception
from generator.model.site import DeskSettings
from tests.annex.desk.test_keeping import git
from tests.annex.desk_support import Desk
from tests.preview_support import newsroom, serving

PATH = "daerah/2024/10/banjir.md"
SARI, BUDI = "Sari Anggraini", "Budi Hartono"


@contextlib.contextmanager
def desks(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, repository: bool = True, publish: str = "", **settings: Any
) -> Iterator[list[Desk]]:
    """Open a desk behind a proxy that names its visitors: Sari's and Budi's view of it."""
    known = DeskSettings(header="remote-user", proxies=("127.0.0.1",), publish=publish)
    real = DeskOfSite.site.fget
    monkeypatch.setattr(DeskOfSite, "site", property(lambda self: replace(real(self), desk=known)))
    monkeypatch.setattr(opening, "Reception", lambda site, _: Reception(site, lambda: known))
    portal = newsroom(folder)
    if repository:
        (portal.folder / ".gitignore").write_text(".ssg/\nbuild/\n")
        git(portal.folder, "init", "-q", "-b", "main")
        git(portal.folder, "add", "-A")
        git(portal.folder, "commit", "-q", "-m", "Awal")
    with serving(portal, desk=True, drafts=True, **settings) as served:
        found = []
        for name in (SARI, BUDI):
            one = Desk(served)
            one.headers = {"remote-user": name}
            found.append(one)
        yield found


def typed(desk: Desk, old: str, new: str) -> Any:
    """Open the article, change something in its body, and save."""
    opened = desk.get("article", path=PATH)
    assert old in opened["body"]
    return desk.post("save", path=PATH, version=opened["version"], body=opened["body"].replace(old, new))


@pytest.mark.parametrize("ending", ["\r\n", "\n"], ids=["crlf", "lf"])
@pytest.mark.parametrize("conversion", ["input", "true"])
def test_line_ends(tmp_path, monkeypatch, conversion, ending):
    """Where git changes line ends, the history has the file as it is, and an old text comes back with those of now."""
    with desks(tmp_path, monkeypatch) as (sari, _):
        git(sari.portal.folder, "config", "core.autocrlf", conversion)
        file = sari.portal.folder / "content" / PATH
        first = file.read_bytes().replace(b"\n", ending.encode())
        file.write_bytes(first)
        typed(sari, "pertama", "kedua")
        version = sari.get("article", path=PATH)["version"]
        step = sari.post("step", path=PATH, version=version, step="correct", values={"text": "Isi keliru."})
        told = sari.get("history", path=PATH)["entries"]
        assert all(one["id"] for one in told)
        sari.post("restore", path=PATH, id=told[-1]["id"], version=step["version"])
        assert file.read_bytes() == first


@pytest.mark.parametrize("repository", [True, False], ids=["git", "files"])
def test_history(tmp_path, monkeypatch, repository):
    """The history names everybody who wrote, shows what differs, and a version comes back letter for letter."""
    with desks(tmp_path, monkeypatch, repository=repository) as (sari, budi):
        first = sari.file(PATH)
        typed(sari, "pertama", "kedua")
        typed(sari, "kedua", "ketiga")
        typed(budi, "ketiga", "keempat")
        told = sari.get("history", path=PATH)
        assert told["kind"] == ("git" if repository else "files")
        entries = told["entries"]
        assert (entries[0]["id"], entries[0]["who"]) == ("", BUDI)
        assert entries[1]["who"] == SARI
        assert SARI in entries[1]["said"]
        assert "Banjir Surut" in entries[1]["said"]
        lines = sari.get("diff", path=PATH, **{"from": entries[1]["id"], "to": ""})["lines"]
        assert [(one["kind"], one["text"]) for one in lines if one["kind"] in ("added", "removed")] == [
            ("removed", "Isi ketiga."), ("added", "Isi keempat."),
        ]  # fmt: skip
        oldest = entries[-1]["id"]
        assert sari.get("version", path=PATH, id=oldest)["text"].encode() == first
        sari.post("restore", 409, path=PATH, id=oldest, version="lain")
        back = sari.post("restore", path=PATH, id=oldest, version=sari.get("article", path=PATH)["version"])
        assert back["version"] == sari.get("article", path=PATH)["version"]
        assert sari.file(PATH) == first
        newest, before = sari.get("history", path=PATH)["entries"][:2]
        assert newest["who"] == SARI
        assert newest["id"]
        assert before["who"] == BUDI
        if repository:
            assert git(sari.portal.folder, "status", "--porcelain") == ""


def test_restore_loses_nothing(tmp_path, monkeypatch):
    """What somebody typed before going back to an earlier version is a version, too."""
    with desks(tmp_path, monkeypatch) as (sari, _):
        typed(sari, "pertama", "kedua")
        oldest = sari.get("history", path=PATH)["entries"][-1]["id"]
        version = typed(sari, "kedua", "ketiga")["version"]
        sari.post("restore", path=PATH, id=oldest, version=version)
        found = [
            sari.get("version", path=PATH, id=one["id"])["text"] for one in sari.get("history", path=PATH)["entries"]
        ]
        assert ["Isi ketiga." in text for text in found] == [False, True, False]


def test_restore_is_no_step(tmp_path, monkeypatch):
    """An old text does not come back with an old state: a draft stays one."""
    with desks(tmp_path, monkeypatch) as (sari, _):
        was = sari.file(PATH)
        opened = sari.get("article", path=PATH)
        sari.post("save", path=PATH, version=opened["version"], values={"draft": True}, body="Lain.")
        found = sari.get("history", path=PATH)["entries"]
        opened = sari.get("article", path=PATH)
        sari.post("restore", path=PATH, id=found[-1]["id"], version=opened["version"])
        assert b"draft: true" in sari.file(PATH)
        assert sari.file(PATH).replace(b"draft: true\n", b"") == was


def test_only_its_own_versions(tmp_path, monkeypatch):
    """Nothing else that is in the repository can be read by way of an article's history."""
    with desks(tmp_path, monkeypatch) as (sari, _):
        head = git(sari.portal.folder, "rev-parse", "HEAD").strip()
        typed(sari, "pertama", "kedua")
        for name in ("HEAD", f"{head}:site.yaml", f"{head[:10]}", "--output=x", "0" * 40, "../x", "20241010-101010"):
            sari.get("version", 404, path=PATH, id=name)
        sari.get("version", 404, path="daerah/tidak-ada.md", id=head)
        sari.get("history", 422, path="../site.yaml")


def test_conflict(tmp_path, monkeypatch):
    """Of two saves of the same words the first counts, and the other is kept as a version that says whose it is."""
    with desks(tmp_path, monkeypatch) as (sari, budi):
        opened = sari.get("article", path=PATH)
        typed(budi, "pertama", "kata Budi")
        told = sari.post(
            "save", 409, path=PATH, version=opened["version"], base=opened["text"], body="Isi kata Sari.\n"
        )
        assert told["conflict"]
        found = next(one for one in sari.get("history", path=PATH)["entries"] if one["id"] == told["kept"])
        assert found["who"] == SARI
        assert "belum digabung" in found["said"]
        assert "Isi kata Sari." in sari.get("version", path=PATH, id=told["kept"])["text"]
        assert b"kata Budi" in sari.file(PATH)


def test_waiting(tmp_path, monkeypatch):
    """Of two people who change a published article at once, what each typed stays; who goes on with it needs no copy."""
    with desks(tmp_path, monkeypatch) as (sari, budi):
        first, second = sari.get("article", path=PATH), budi.get("article", path=PATH)

        def autosave(desk, opened, body):
            told = desk.post(
                "save", path=PATH, version=opened["version"], waiting=opened["waiting"], body=body, working=True
            )
            assert told["kept"]
            opened["waiting"] = told["waiting"]

        def kept():
            entries = sari.get("history", path=PATH)["entries"]
            waiting = [one for one in entries if "belum digabung" in one["said"]]
            return [(one["who"], sari.get("version", path=PATH, id=one["id"])["text"].split()[-1]) for one in waiting]

        autosave(sari, first, "Sari satu")
        autosave(sari, first, "Sari lain dua")
        assert kept() == []
        autosave(budi, second, "Budi satu")
        assert kept() == [(SARI, "dua")]
        autosave(sari, first, "Sari lain dua tiga")
        autosave(budi, second, "Budi dua")
        assert sorted(kept()) == [(BUDI, "satu"), (SARI, "tiga")]
        opened = sari.get("article", path=PATH)
        assert opened["working"]["body"] == "Budi dua"
        sari.post("save", path=PATH, version=opened["version"], waiting=opened["waiting"], body="Sari dan Budi")
        assert sorted(kept()) == [(BUDI, "satu"), (SARI, "tiga")]
        assert sari.get("article", path=PATH)["working"] is None
        assert b"Sari dan Budi" in sari.file(PATH)


def test_waiting_in_two_windows(tmp_path, monkeypatch):
    """Of one person who types into two windows, what each had stays; who only lost an answer has no copy of it."""
    with desks(tmp_path, monkeypatch) as (sari, _):
        opened = sari.get("article", path=PATH)

        def autosave(body, waiting):
            told = sari.post("save", path=PATH, version=opened["version"], waiting=waiting, body=body, working=True)
            return told["waiting"]

        def kept():
            entries = sari.get("history", path=PATH)["entries"]
            return [one for one in entries if "belum digabung" in one["said"]]

        first = autosave("Jendela pertama", opened["waiting"])
        autosave("Jendela pertama tertulis", first)
        autosave("Jendela pertama tertulis lagi", first)
        assert kept() == []
        autosave("Jendela kedua", opened["waiting"])
        found = kept()
        assert [one["who"] for one in found] == [SARI]
        assert "Jendela pertama tertulis lagi" in sari.get("version", path=PATH, id=found[0]["id"])["text"]
        assert sari.get("article", path=PATH)["working"]["body"].strip() == "Jendela kedua"


def test_waiting_and_going_back(tmp_path, monkeypatch):
    """Who goes back to an earlier version has seen what waited, and does not go on with it: it is a version."""
    with desks(tmp_path, monkeypatch) as (sari, budi):
        typed(budi, "pertama", "kedua")
        oldest = budi.get("history", path=PATH)["entries"][-1]["id"]
        opened = sari.get("article", path=PATH)
        sari.post("save", path=PATH, version=opened["version"], body="Sari satu", working=True)
        seen = budi.get("article", path=PATH)
        assert seen["working"]
        budi.post("restore", path=PATH, id=oldest, version=seen["version"])
        found = [one for one in budi.get("history", path=PATH)["entries"] if "belum digabung" in one["said"]]
        assert [one["who"] for one in found] == [SARI]
        assert "Sari satu" in budi.get("version", path=PATH, id=found[0]["id"])["text"]


def test_waiting_for_another_text(tmp_path, monkeypatch):
    """What waited beside a text that another program has changed becomes a version with the next save."""
    with desks(tmp_path, monkeypatch) as (sari, budi):
        opened = sari.get("article", path=PATH)
        sari.post("save", path=PATH, version=opened["version"], body="Sari satu", working=True)
        (sari.portal.folder / "content" / PATH).write_bytes(sari.file(PATH) + b"\nDari luar.\n")
        typed(budi, "Dari luar", "Dari Budi")
        found = [one for one in sari.get("history", path=PATH)["entries"] if "belum digabung" in one["said"]]
        assert [one["who"] for one in found] == [SARI]
        assert "Sari satu" in sari.get("version", path=PATH, id=found[0]["id"])["text"]


def test_merged(tmp_path, monkeypatch):
    """Two saves of different paragraphs are both in the file."""
    with desks(tmp_path, monkeypatch) as (sari, budi):
        typed(budi, "Isi pertama.", "Satu.\n\nDua.\n\nTiga.")
        opened = sari.get("article", path=PATH)
        typed(budi, "Satu", "Satu kata Budi")
        told = sari.post(
            "save", path=PATH, version=opened["version"], base=opened["text"],
            body=opened["body"].replace("Tiga", "Tiga kata Sari"),
        )  # fmt: skip
        assert told["merged"]
        assert told["body"].strip() == "Satu kata Budi.\n\nDua.\n\nTiga kata Sari."
        assert [one["who"] for one in sari.get("history", path=PATH)["entries"][:2]] == [SARI, BUDI]


def test_hostile_history(tmp_path, monkeypatch):
    """Whatever names and sentences a repository has, they come as text."""
    with desks(tmp_path, monkeypatch) as (sari, _):
        typed(sari, "pertama", "kedua")
        sari.get("history", path=PATH)
        (sari.portal.folder / "content" / PATH).write_bytes(sari.file(PATH) + b"\nlagi\n")
        author = "--author=\x1b[31m<script>\u202e \x01" + "A" * 5000 + " <x@y>"
        subprocess.run(
            ["git", "-C", sari.portal.folder, "-c", "user.name=x", "-c", "user.email=y", "commit", "-qam",
             "\x01" + "0" * 40 + "\nA\tcontent/x\n" + "B" * 100_000, author], check=True,
        )  # fmt: skip
        found = sari.get("history", path=PATH)["entries"][0]
        assert len(found["who"]) <= 120
        assert len(found["said"]) <= 300
        assert not any(letter in found["who"] + found["said"] for letter in "\x1b\u202e\x01\n")
