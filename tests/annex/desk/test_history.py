"""The history of articles: what was done is there in each person's name, beside people who use git."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.annex.desk_support import PERSON, PUBLIC, Desk, desk, git, reopened
from tests.fuzz.desk.site import Site
from tests.photos import jpeg
from tests.support import Portal, article

BUDI, RATNA, SARI = "Budi Rahman", "Ratna Ayu", "Sari Wulan"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("desk"), PERSON, repository=True, login="budi") as found:
        yield found


@pytest.fixture
def it(opened: Desk) -> Desk:
    """A desk in a repository as Budi sees it, with all that was done before in its history."""
    opened.entries()
    return opened


@pytest.fixture
def path(it: Desk, request: pytest.FixtureRequest) -> str:
    """A draft that no other is like, which Tono wrote and committed."""
    name = "".join(letter for letter in request.node.name if letter.isalnum())
    it.portal.add(
        f"content/daerah/2024/10/{name}.md", article(f"Jalan {name}", f"Isi pertama. {name * 12}", draft="true")
    )
    git(it.portal.folder, "add", f"content/daerah/2024/10/{name}.md")
    git(it.portal.folder, "commit", "-q", "-m", "Awal", "--", f"content/daerah/2024/10/{name}.md")
    return f"daerah/2024/10/{name}.md"


def log(it: Desk, path: str, form: str = "%an") -> list[str]:
    """Return what git tells of an article's commits, from the oldest on, once all that was done is there."""
    it.entries(path)
    return git(it.portal.folder, "log", "--reverse", f"--format={form}", "--", f"content/{path}").splitlines()


@pytest.mark.slow
def test_a_day_of_an_article(tmp_path: Path) -> None:
    """The history names everybody who wrote, shows what differs, and a version comes back letter for letter."""
    content = {PUBLIC: article("Banjir Surut", "Isi pertama.", draft="true")}
    with desk(tmp_path, PERSON, content, login="budi") as it:
        ratna, first = it.as_("ratna"), it.file()
        # A site without a repository gets one, with all that is there as a beginning.
        assert any("made a repository" in line for line in it.served.said)
        assert len(it.entries()) == 1
        it.typed("pertama", "kedua")
        it.typed("kedua", "ketiga")
        ratna.typed("ketiga", "keempat")
        entries = it.entries()
        assert [one["who"] for one in entries] == [RATNA, BUDI, "Redaksi"]
        assert (entries[0]["id"], entries[1]["said"]) == ("", f"{BUDI} menyunting “Banjir Surut”")
        assert abs(time.time() - entries[1]["epoch"]) < 600
        oldest = entries[-1]["id"]
        assert it.text(entries[-1]).encode() == first
        told = it.post("restore", 409, path=PUBLIC, id=oldest, version="lain")
        assert told["theirs"].encode() == it.file()
        back = it.post("restore", path=PUBLIC, id=oldest, version=it.open()["version"])
        assert (back["text"].encode(), back["kept"], it.file()) == (first, False, first)
        # What somebody typed last is a version before they, or others, go back.
        newest, before = it.entries()[:2]
        assert (newest["who"], before["who"]) == (BUDI, RATNA)
        assert "Isi keempat." in it.text(before)
        (it.portal.folder / "content" / PUBLIC).write_bytes(first.replace(b"pertama", b"dari luar"))
        it.typed("dari luar", "dari Budi")
        # What another program wrote is recorded in nobody's name, before somebody types over it.
        it.step(PUBLIC, "submit")
        found = it.entries()
        assert [one["who"] for one in found[:3]] == [BUDI, "Redaksi", BUDI]
        assert "Isi dari luar." in it.text(found[1])
        assert git(it.portal.folder, "status", "--porcelain") == ""


@pytest.mark.parametrize(("step", "line"), [("unpublish", b"status: draft"), ("submit", b"status: review")])
def test_an_old_text_does_not_come_back_with_an_old_state(it: Desk, step: str, line: bytes) -> None:
    """A draft stays one, and what was handed in stays that."""
    it.portal.add(f"content/{PUBLIC}", article("Banjir Surut", "Isi pertama."))
    was = it.file()
    it.step(PUBLIC, "unpublish")
    if step == "submit":
        it.step(PUBLIC, step)
    it.save(body="Lain.")
    found = next(one for one in it.entries() if it.text(one).encode() == was)
    it.post("restore", path=PUBLIC, id=found["id"], version=it.open()["version"])
    assert line in it.file()
    assert it.file().replace(line + b"\n", b"") == was


def test_an_old_text_takes_nothing_from_readers(it: Desk) -> None:
    """Corrections, old addresses and the number stay; a withdrawn report stays withdrawn."""
    name = "daerah/2024/10/tetap.md"
    it.portal.add(f"content/{name}", article("Tetap", "Isi pertama."))
    it.typed("pertama", "kedua", name)
    oldest = it.entries(name)[-1]
    it.step(name, "correct", text="Semula 46, yang benar 64.", type="ralat")
    it.save(name, values={"aliases": ["/lama/"], "id": "77"})
    it.step(name, "release")
    it.step(name, "withdraw", reason="trauma-korban", text="Demi keluarga.")
    before = it.open(name)["values"]
    # Where only steps differ, nothing is there to go back to.
    last = it.entries(name)[1]
    shown = [it.get("version", path=name, id=one["id"])["differs"] for one in (last, oldest)]
    it.post("restore", 422, path=name, id=last["id"], version=it.open(name)["version"])
    assert shown == [False, True]
    it.post("restore", path=name, id=oldest["id"], version=it.open(name)["version"])
    assert b"Isi kedua." in it.file(name)
    it.step(name, "release")
    after = it.open(name)["values"]
    for key in ("corrections", "aliases", "id", "retracted"):
        assert after[key] == before[key], key
    assert before["corrections"]
    assert b"Isi pertama." in it.file(name)


def test_only_its_own_versions(it: Desk, path: str) -> None:
    """Nothing else that is in the repository can be read by way of an article's history."""
    head = git(it.portal.folder, "rev-parse", "HEAD").strip()
    it.typed("pertama", "kedua", path)
    for name in ("HEAD", f"{head}:site.yaml", head[:10], "--output=x", "0" * 40, "../x", "20241010-101010"):
        it.get("version", 404, path=path, id=name)
    it.get("version", 404, path="daerah/tidak-ada.md", id=head)
    it.get("history", 422, path="../site.yaml")


def test_a_step_is_a_commit(it: Desk, path: str) -> None:
    """With the person's name and the files of the step alone; what anybody else has changed or staged stays so."""
    folder = it.portal.folder
    it.portal.add("content/lain.md", "dokumen")
    git(folder, "add", "content/lain.md")
    it.portal.add("themes/uji/assets/uji.css", "body { color: red }\n")
    for hook in ("pre-commit", "commit-msg", "post-commit", "reference-transaction", "post-index-change"):
        file = folder / ".git/hooks" / hook
        file.write_text(f"#!/bin/sh\ntouch {folder}/ran-{hook}\nexit 1\n")
        file.chmod(0o755)
    git(folder, "config", "commit.gpgSign", "true")
    it.as_("sari").step(path, "submit", note="Mohon dicek.")
    assert log(it, path, "%an <%ae> %s")[1:] == [
        f"{SARI} <sari@uji.example> {SARI} menyerahkan “Jalan testastepisacommit”"
    ]
    assert not [*folder.glob("ran-*")]
    shutil.rmtree(folder / ".git/hooks")
    git(folder, "config", "--unset", "commit.gpgSign")
    assert git(folder, "show", "--name-only", "--format=", "HEAD").split() == [
        f"content/{path.replace('10/', '10/.notes/').replace('.md', '.jsonl')}", f"content/{path}",
    ]  # fmt: skip
    status = git(folder, "status", "--porcelain").splitlines()
    assert {"A  content/lain.md", " M themes/uji/assets/uji.css"} <= {*status}
    assert not any(path in line for line in status)
    git(folder, "reset", "-q", "--hard")


def test_a_name_is_no_pattern(it: Desk) -> None:
    """The history of a file whose name looks like a pattern is its own."""
    names = {"daerah/a[1].md": "banjir", "daerah/a1.md": "jembatan"}
    for name, word in names.items():
        it.portal.add(f"content/{name}", article(word, f"Isi. {word * 30}", draft="true"))
        it.step(name, "submit")
    for name, word in names.items():
        assert [(one["who"], f"“{word}”" in one["said"]) for one in it.entries(name)] == [
            (BUDI, True),
            ("Redaksi", True),
        ]


@pytest.mark.slow
@pytest.mark.parametrize("people", [("sari",), ("sari", "dewi", "budi")])
def test_deleted(it: Desk, path: str, people: tuple[str, ...]) -> None:
    """A deleted article is gone from the last commit, and all words are in one."""
    it.typed("Isi", "Isi kata-satu", path)
    broken = it.file(path).decode().replace("title: ", "title: [")
    for number, who in enumerate(people, 1):
        # What no build could read waits beside the draft, as one text of all.
        broken += "".join(f"\nkata-{one}\n" for one in people[number - 1 : number])
        assert it.as_(who).save(path, text=broken)["kept"]
    it.step(path, "delete")
    it.entries()
    assert git(it.portal.folder, "ls-files", f"content/{path}") == ""
    there = git(it.portal.folder, "log", "-p")
    assert {one for one in ("satu", *people) if f"kata-{one}" not in there} == set()


@pytest.mark.slow
def test_a_site_below_a_repository(tmp_path: Path) -> None:
    """A site in a folder of a repository is recorded there, with names of all kinds."""
    odd = 'daerah/-a "b" [x]* é.md'
    people = PERSON.replace("Budi Rahman, login: budi", "'<Budi> \"A\" --x', login: budi")
    with desk(tmp_path, people, {odd: article("Judul " * 90, draft="true")}, repository=tmp_path, login="budi") as it:
        it.typed("Isi", "Isi baru", odd)
        it.step(odd, "submit")
        found = it.entries(odd)
        assert [one["who"] for one in found] == ['Budi "A" --x', "Tono"]
        assert len(found[0]["said"]) <= 300
        assert git(tmp_path, "status", "--porcelain") == ""


@pytest.mark.slow
@pytest.mark.parametrize("what", ["index.lock", "MERGE_HEAD", "detached", "gone"])
def test_what_holds_git_up_is_waited_for(it: Desk, path: str, what: str) -> None:
    """It is said, a text that another one takes the place of is a version, and all is recorded once it is over."""
    site, own = it.portal.folder, it.portal.folder / ".git"
    if what == "gone":
        own.rename(site / "git")
    elif what == "detached":
        git(site, "checkout", "-q", "--detach")
    else:
        (own / what).write_text("")
    it.typed("Isi", "Isi Budi", path)
    it.as_("ratna").typed("Isi Budi", "Isi Ratna", path)
    it.step(path, "submit")
    assert it.unmerged(path) or what == "gone"
    assert any("the history waits" in line for line in it.served.said)
    if what == "gone":
        (site / "git").rename(own)
    elif what == "detached":
        git(site, "checkout", "-q", "main")
    elif what == "MERGE_HEAD":
        (own / what).unlink()
    else:
        # Of a git that was at work when the power failed.
        os.utime(own / what, (time.time() - 7200, time.time() - 7200))
    it.served.until(lambda: log(it, path)[-1:] == [BUDI])
    names = (f"content/{path}", f"content/{path.replace('10/', '10/.notes/').removesuffix('.md')}")
    it.served.until(lambda: git(site, "status", "--porcelain", "--", *names) == "")


def test_the_history_of_a_new_article_is_its_own(it: Desk) -> None:
    """However like another one it is; one that is renamed with git keeps its own."""
    it.portal.add("content/daerah/2024/10/mirip.md", article("Mirip", "Sama benar.", draft="true"))
    it.step("daerah/2024/10/mirip.md", "submit")
    new = "daerah/2024/10/baru.md"
    it.portal.add(f"content/{new}", it.file("daerah/2024/10/mirip.md"))
    it.step(new, "return")
    assert [one["who"] for one in it.entries(new)] == [BUDI, "Redaksi"]
    git(it.portal.folder, "mv", f"content/{new}", "content/daerah/2024/10/lama.md")
    git(it.portal.folder, "commit", "-q", "-m", "Pindah")
    assert [one["who"] for one in it.entries("daerah/2024/10/lama.md")] == ["Tono", BUDI, "Redaksi"]


@pytest.mark.slow
def test_line_ends(it: Desk) -> None:
    """Where git changes line ends, the history has the file as it is, and an old text comes back with those of now."""
    for conversion, ending in (("input", "\r\n"), ("true", "\n")):
        git(it.portal.folder, "config", "core.autocrlf", conversion)
        name = f"daerah/2024/10/{conversion}-{len(ending)}.md"
        it.portal.add(f"content/{name}", article("Banjir", f"Isi pertama. {name * 9}").replace("\n", ending))
        first = it.file(name)
        it.typed("pertama", "kedua", name)
        it.typed("kedua", "ketiga", name)
        version, told = it.open(name)["version"], it.entries(name)
        assert told[-1]["id"]
        it.post("restore", path=name, id=told[-1]["id"], version=version)
        it.step(name, "release")
        assert it.file(name) == first
    git(it.portal.folder, "config", "--unset", "core.autocrlf")


def test_hostile_history(it: Desk, path: str) -> None:
    """Whatever names and sentences a repository has, they come as text."""
    it.portal.add(f"content/{path}", it.file(path) + b"\nlagi\n")
    author = "--author=\x1b[31m<script>\u202e \x01" + "A" * 5000 + " <x@y>"
    said = "\x01" + "0" * 40 + "\nA\tcontent/x\n" + "B" * 100_000
    git(it.portal.folder, "commit", "-q", "-m", said, author, "--", f"content/{path}")
    found = it.entries(path)[0]
    assert (len(found["who"]) <= 120, len(found["said"]) <= 300) == (True, True)
    assert not any(letter in found["who"] + found["said"] for letter in "\x1b\u202e\x01\n")


def test_a_photo_is_recorded_as_it_came(it: Desk) -> None:
    """In the name of who sent it, however large it is."""
    src = it.as_("sari").send("photos?name=banjir.jpg", jpeg(1800, 1200))["src"]
    it.entries()
    shown = subprocess.run(
        ["git", "-C", it.portal.folder, "show", f"HEAD:content{src}"], capture_output=True, check=True
    )
    assert shown.stdout == it.file(src[1:])
    assert git(it.portal.folder, "log", "-1", "--format=%an").strip() == SARI


@pytest.mark.slow
def test_a_desk_that_ends_leaves_its_history_whole(tmp_path: Path) -> None:
    """What was typed is recorded at the end; what it had no time for, by the next desk; no lock stays."""
    draft = "daerah/2024/10/draf.md"
    content = {draft: article("Draf", "Isi pertama.", draft="true")}
    with desk(tmp_path, PERSON, content, repository=True, login="budi") as it:
        for number in range(8):
            it.step(PUBLIC, "correct", text=f"Ralat {number}.")
        it.as_("ratna").typed("pertama", "kata-ratna", draft)
        site = it.portal.folder
    assert not [*(site / ".git").glob("*.lock")]
    (site / ".ssg/desk/typed.json").write_bytes(b'{"\xff": ["\xff"]}')
    with reopened(Portal(site), "budi") as it:
        assert (log(it, PUBLIC), log(it, draft)) == (["Tono", *[BUDI] * 8], ["Tono", RATNA])
        it.typed("kata-ratna", "kata-budi", draft)
        it.step(draft, "submit")
        assert [*dict.fromkeys(one["who"] for one in it.entries(draft))][:2] == [BUDI, RATNA]


@pytest.mark.slow
def test_a_desk_that_ends_waits_for_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is: what was typed is recorded when the desk is gone."""
    (tmp_path / "bin").mkdir()
    slow, git_ = tmp_path / "bin/git", shutil.which("git")
    slow.write_text(f'#!/bin/sh\ncase "$*" in *commit*) sleep 1 ;; esac\nexec {git_} "$@"\n')
    slow.chmod(0o755)
    site = Site(tmp_path, articles=1, pushes=False)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    site.begin()
    path = site.ask("POST", "new", "Budi Hartono", {"title": "Jalan", "category": "daerah"})[1]["path"]
    opened = site.ask("GET", "article", "Budi Hartono", {"path": path})[1]
    site.ask("POST", "save", "Budi Hartono", {"path": path, "version": opened["version"], "body": "kata-budi"})
    site.end()
    assert "kata-budi" in git(site.folder, "show", f"HEAD:content/{path}")


@pytest.mark.slow
def test_a_desk_that_is_killed(tmp_path: Path) -> None:
    """What was typed is in the files, and the next desk records it, in the name of who typed it."""
    site = Site(tmp_path, articles=1)
    site.begin()
    path = site.ask("POST", "new", "Budi Hartono", {"title": "Jalan", "category": "daerah"})[1]["path"]
    for name, word in (("Budi Hartono", "kata-budi"), ("Rina Kusuma", "kata-rina")):
        opened = site.ask("GET", "article", name, {"path": path})[1]
        sent = {"path": path, "version": opened["version"], "body": f"{opened['body']}\n\n{word}"}
        assert site.ask("POST", "save", name, sent)[0] == 200
    site.kill()
    site.begin()
    words = ("log", "--reverse", "--format=%an", "--", f"content/{path}")
    while git(site.folder, *words).splitlines() != ["Budi Hartono", "Budi Hartono", "Rina Kusuma"]:
        time.sleep(0.05)
    site.end()
    assert b"kata-budi\n\nkata-rina" in (site.folder / "content" / path).read_bytes()
    assert git(site.folder, "status", "--porcelain") == ""
