"""The history of articles, as the desk's browser asks for it."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from generator.annex.desk import files, history, opening
from generator.annex.desk.articles import ByPath
from generator.annex.desk.commits import Told
from generator.annex.desk.desk import Desk as DeskOfSite
from generator.annex.desk.desk import MissingError, StaleError
from generator.annex.desk.history import Between, Restore, Version
from generator.annex.desk.people import Person, Reception
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.timestamps import Stamp, short
from generator.model.site import DeskSettings
from tests.annex.desk.test_keeping import git
from tests.annex.desk_support import Desk, unserved
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


@pytest.mark.parametrize(
    ("key", "value", "line"), [("draft", True, b"draft: true"), ("status", "review", b"status: review")]
)
def test_restore_is_no_step(tmp_path, monkeypatch, key, value, line):
    """An old text does not come back with an old state: a draft stays one."""
    with desks(tmp_path, monkeypatch) as (sari, _):
        was = sari.file(PATH)
        opened = sari.get("article", path=PATH)
        sari.post("save", path=PATH, version=opened["version"], values={key: value}, body="Lain.")
        found = sari.get("history", path=PATH)["entries"]
        opened = sari.get("article", path=PATH)
        sari.post("restore", path=PATH, id=found[-1]["id"], version=opened["version"])
        assert line in sari.file(PATH)
        assert sari.file(PATH).replace(line + b"\n", b"") == was


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


# ---------------------------------------------------------------- asked directly, without a server


SARAH, DIAN = Person("Sarah Putri", "reporter", "sarah@kabar.example"), Person("Dian Sastro", "editor")
TITLE = "Banjir Surut"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[DeskOfSite]:
    with unserved(tmp_path) as made:
        yield made


def write(room: DeskOfSite, person: Person, old: str, new: str, said: Sentence = NOTHING) -> bytes:
    """Write something else into the article as the desk does, and return what it was."""
    file = room.folder / "content" / PATH
    before = file.read_bytes()
    assert old.encode() in before
    file.write_bytes(before.replace(old.encode(), new.encode()))
    room.saved(person, PATH, before, file.read_bytes(), said)
    return before


def told(room: DeskOfSite) -> list[tuple[str, str]]:
    """Return who did what, the newest first, once all is recorded."""
    assert history.keeping(room).settle(30, typed=True)
    return [(one["who"], one["said"]) for one in history.entries(room, SARAH, ByPath(PATH))["entries"]]


def test_who_and_when(room: DeskOfSite) -> None:
    """What is recorded has the person, the second, the zone of the site, and a sentence in the newsroom's language."""
    before = int(time.time())
    found = history.told(room, SARAH, sentence("the note is empty"))
    assert before <= found.at <= int(time.time())
    assert found == Told("Sarah Putri", "sarah@kabar.example", found.at, "+0700", "catatannya kosong")


def test_what_is_said(room: DeskOfSite) -> None:
    """Typing has a sentence with the headline, what came from elsewhere another, and a step the one that it is given."""
    write(room, SARAH, "pertama", "kedua")
    write(room, DIAN, "kedua", "ketiga", sentence("the note is empty"))
    assert told(room) == [
        (DIAN.name, "catatannya kosong"),
        (SARAH.name, f"Sarah Putri menyunting “{TITLE}”"),
        ("Redaksi", f"“{TITLE}”, seperti ditulis di luar meja redaksi"),
    ]


def test_headlines_of_a_history(room: DeskOfSite) -> None:
    """A long headline is cut, and where there is none, or none that can be read, it is the path."""
    assert [history._title(PATH, text.encode()) for text in (
        "---\ntitle: ' Satu   dua '\n---\n", f"---\ntitle: {'x' * 121}\n---\n", "---\ntitle: ' '\n---\n",
        "---\ntitle: [a]\n---\n", "---\ntitle: [\n---\n", "",
    )] == ["Satu dua", "x" * 120, PATH, PATH, PATH, PATH]  # fmt: skip
    assert history._title(PATH, b"---\ntitle: a\xff\n---\n") == "a\ufffd"


def test_being_about_to_write(room: DeskOfSite) -> None:
    """Who is about to write is noted with the files, but for those that only wait beside a text."""
    room.intend(SARAH, [f"content/{PATH}", "site.yaml", "content/daerah/.notes/a.0123456789ab.md"])
    own = history.keeping(room)
    assert {path: one.said for path, one in own._intended.items()} == dict.fromkeys(
        (f"content/{PATH}", "site.yaml"),
        f"Sarah Putri menyunting content/{PATH}, site.yaml, content/daerah/.notes/a.0123456789ab.md"[:200],
    )


def test_the_entries(room: DeskOfSite) -> None:
    """Where nothing is recorded the file as it is is the only version; what is typed is the newest, with who typed it."""
    now = {"id": "", "at": "", "epoch": 0, "who": "", "said": "naskah seperti sekarang"}
    assert history.entries(room, SARAH, ByPath(PATH)) == {"entries": [now], "kind": "files"}
    write(room, SARAH, "pertama", "kedua")
    found = history.entries(room, SARAH, ByPath(PATH))["entries"]
    assert found[0] == now | {"who": SARAH.name}
    history.keeping(room).settle(30, typed=True)
    found = history.entries(room, SARAH, ByPath(PATH))["entries"]
    assert [sorted(one) for one in found] == [sorted(now)] * 2
    for one in found:
        assert one["at"] == short(Stamp(one["epoch"], "WIB"))
        assert abs(time.time() - one["epoch"]) < 600
    assert found[0]["id"]
    with pytest.raises(MissingError):
        history.entries(room, SARAH, ByPath("daerah/2024/10/tiada.md"))


def test_versions_and_what_differs(room: DeskOfSite) -> None:
    """A version is asked for by its id, the file as it is by none; and no other id leads to anything."""
    before = write(room, SARAH, "pertama", "kedua")
    history.keeping(room).settle(30, typed=True)
    oldest = history.entries(room, SARAH, ByPath(PATH))["entries"][-1]["id"]
    assert history.version(room, SARAH, Version(PATH, oldest)) == {"text": before.decode()}
    after = (room.folder / "content" / PATH).read_text("utf-8")
    assert history.version(room, SARAH, Version(PATH, "")) == {"text": after}
    assert [one for one in history.diff(room, SARAH, Between(PATH, oldest))["lines"] if one["kind"] != "same"] == [
        {"kind": "skip", "text": str(after.count("\n") - 4)},
        {"kind": "removed", "text": "Isi pertama."}, {"kind": "added", "text": "Isi kedua."},
    ]  # fmt: skip
    assert history.diff(room, SARAH, Between(PATH, oldest, oldest)) == {
        "lines": [{"kind": "skip", "text": str(before.count(b"\n"))}],
    }  # fmt: skip
    with pytest.raises(MissingError, match=r"^the history has no such version; load it again$"):
        history.version(room, SARAH, Version(PATH, "20200101-000000"))


def test_going_back(room: DeskOfSite) -> None:
    """Going back writes the old text, says so in the history, and answers with the text that there is now."""
    before = write(room, DIAN, "pertama", "kedua")
    history.keeping(room).settle(30, typed=True)
    oldest = history.entries(room, DIAN, ByPath(PATH))["entries"][-1]["id"]
    with pytest.raises(StaleError) as stale:
        history.restore(room, DIAN, Restore(PATH, oldest, "lain"))
    now = (room.folder / "content" / PATH).read_bytes()
    assert str(stale.value) == "somebody else has saved this article meanwhile; look at it again first"
    assert stale.value.told == {"theirs": now.decode(), "version": files.version_of(now)}
    done = history.restore(room, DIAN, Restore(PATH, oldest, files.version_of(now)))
    assert (room.folder / "content" / PATH).read_bytes() == before
    assert {key: done[key] for key in ("path", "version", "merged", "kept", "text", "waiting")} == {
        "path": PATH, "version": files.version_of(before), "merged": False, "kept": False, "text": before.decode(),
        "waiting": "",
    }  # fmt: skip
    assert told(room)[0] == (DIAN.name, f"Dian Sastro kembali ke versi lama “{TITLE}”")


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("title: A", "title: B", "title: A"),
        ("title: A", "title: B\ndraft: true", "title: A\ndraft: true"),
        ("title: A\ndraft: true", "title: B", "title: A"),
        ("title: A\ndraft: true", "title: B\ndraft: true", "title: A\ndraft: true"),
        ("title: A\ndraft: true", "title: B\ndraft: false", "title: A\ndraft: false"),
        ("title: A", "title: B\nretracted: Isi keliru", "title: A\nretracted: Isi keliru"),
    ],
)
def test_the_state_stays(was: str, now: str, expected: str) -> None:
    """An old text comes back with the state that the article has now, and without one that it no longer has."""
    texts = [f"---\n{head}\n---\nIsi {number}.\n".encode() for number, head in enumerate((was, now))]
    assert history._in_its_state(*texts) == f"---\n{expected}\n---\nIsi 0.\n".encode()


def test_the_state_of_what_is_no_text() -> None:
    """What is no text comes back byte for byte, and before what is none, too."""
    text, other = b"---\ntitle: A\n---\n", b"---\ntitle: A\ndraft: true\n---\n\xff"
    assert history._in_its_state(other, text) == other
    assert history._in_its_state(text, other) == text


def test_what_was_not_merged(room: DeskOfSite) -> None:
    """A text that could not be merged is a version of the person's, in the newsroom's words, beside the article."""
    name = room.keep(SARAH, PATH, "lain")
    found = history.entries(room, SARAH, ByPath(PATH))["entries"]
    assert [(one["id"], one["who"], one["said"]) for one in found] == [
        ("", "", "naskah seperti sekarang"), (name, SARAH.name, "Versi dari Sarah Putri yang belum digabung"),
    ]  # fmt: skip
    assert history.keeping(room).versions.apart(PATH) == [b"lain"]
    assert room.keep(SARAH, PATH, "lain lagi", waits=True).endswith("w")


def test_what_was_not_merged_in_a_repository(room: DeskOfSite) -> None:
    """There it is recorded with its list, but not what only waits."""
    git(room.folder, "init", "-q", "-b", "main")
    name = room.keep(SARAH, PATH, "lain")
    room.keep(SARAH, PATH, "lain lagi", waits=True)
    assert history.keeping(room).settle(30, typed=True)
    assert history.entries(room, SARAH, ByPath(PATH))["kind"] == "git"
    assert git(room.folder, "log", "--format=%an|%s", "--name-only").split("\n\n") == [
        "Sarah Putri|Versi dari Sarah Putri yang belum digabung",
        f"content/daerah/2024/10/.notes/banjir/{name}.md\ncontent/daerah/2024/10/.notes/banjir/versions.jsonl\n",
    ]


def test_versions_that_git_has(room: DeskOfSite) -> None:
    """In a repository each version is a commit, whose text comes with the line ends that the file has now."""
    file = room.folder / "content" / PATH
    git(room.folder, "init", "-q", "-b", "main")
    git(room.folder, "config", "core.autocrlf", "input")
    (room.folder / ".gitignore").write_text(".ssg/\n")
    git(room.folder, "add", "-A")
    git(room.folder, "commit", "-q", "-m", "Awal")
    before = write(room, SARAH, "pertama", "kedua").decode()
    assert told(room) == [(SARAH.name, f"Sarah Putri menyunting “{TITLE}”"), ("Tono", "Awal")]
    newest, oldest = (one["id"] for one in history.entries(room, SARAH, ByPath(PATH))["entries"])
    assert newest == git(room.folder, "rev-parse", "HEAD").strip()
    assert history.version(room, SARAH, Version(PATH, oldest)) == {"text": before}
    now = file.read_bytes()
    file.write_bytes(now.replace(b"\n", b"\r\n"))
    assert history.version(room, SARAH, Version(PATH, oldest)) == {"text": before.replace("\n", "\r\n")}
    file.write_bytes(now + b"\xff")
    assert history.version(room, SARAH, Version(PATH, oldest)) == {"text": before}
    with pytest.raises(MissingError):
        history.version(room, SARAH, Version(PATH, oldest[:12]))


def test_going_back_to_what_is_no_text(room: DeskOfSite) -> None:
    """A file that is no text is told as far as it can be shown, by who goes back and by who is too late."""
    file = room.folder / "content" / PATH
    before = write(room, DIAN, "pertama", "kedua")
    history.keeping(room).settle(30, typed=True)
    oldest = history.entries(room, DIAN, ByPath(PATH))["entries"][-1]["id"]
    file.write_bytes(b"\xff")
    with pytest.raises(StaleError) as stale:
        history.restore(room, DIAN, Restore(PATH, oldest, "lain"))
    assert stale.value.told == {"theirs": "\ufffd", "version": files.version_of(b"\xff")}
    assert history.entries(room, DIAN, ByPath(PATH))["entries"][0]["id"] == ""
    assert history.version(room, DIAN, Version(PATH, oldest)) == {"text": before.decode()}


def test_what_was_typed_before_going_back(room: DeskOfSite) -> None:
    """What somebody typed is a version of its own before they go back to an earlier one."""
    write(room, DIAN, "pertama", "kedua")
    history.keeping(room).settle(30, typed=True)
    oldest = history.entries(room, DIAN, ByPath(PATH))["entries"][-1]["id"]
    write(room, DIAN, "kedua", "ketiga")
    version = files.version_of((room.folder / "content" / PATH).read_bytes())
    history.restore(room, DIAN, Restore(PATH, oldest, version))
    assert told(room) == [
        (DIAN.name, f"Dian Sastro kembali ke versi lama “{TITLE}”"),
        (DIAN.name, f"Dian Sastro menyunting “{TITLE}”"),
        (DIAN.name, f"Dian Sastro menyunting “{TITLE}”"),
        ("Redaksi", f"“{TITLE}”, seperti ditulis di luar meja redaksi"),
    ]
