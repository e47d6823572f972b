"""An archive that is imported again and again: what the desk did stays, and no run leaves half of anything."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exports import SITE, export
from tests.importing_support import HEAD, Archive, matter, post, site
from tests.support import article, run_for, shape, tree


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def posts(*names: str, body: str = "Isi.") -> tuple[str, ...]:
    """Return articles that are called after their numbers: "1 a" is called a."""
    return tuple(post(int(name.split()[0]), body, **{"wp:post_name": name.split()[1]}) for name in names)


DATED = {"wp:post_date": "2019-11-09 16:10:00", "wp:post_date_gmt": "2019-11-09 09:10:00"}


def test_a_second_run_brings_what_is_new_and_leaves_what_the_desk_edited_or_deleted(archive: Archive) -> None:
    """What nobody touched is written again; each file that the desk has is named where the source differs."""
    archive.export(*posts("1 satu", "2 dua", "3 tiga"))
    archive.run()
    content = archive.portal / "content/daerah/2019/10"
    edited = (content / "satu.md").read_text("utf-8") + "\nTambahan redaksi.\n"
    (content / "satu.md").write_text(edited, "utf-8")
    (content / "tiga.md").unlink()
    archive.export(*posts("1 satu", "2 dua", "3 tiga", "4 empat", body="Isi baru."))
    assert archive.run()["files"] == {"edited": 1, "changed": 1, "deleted": 1, "new": 1, "same": 2}
    assert (archive.article("satu.md"), (content / "tiga.md").exists()) == (edited, False)
    assert (archive.body("dua.md"), archive.body("empat.md")) == ("Isi baru.", "Isi baru.")
    assert [(line["id"], line["message"]) for line in archive.notes("edited")] == [
        ("1", "content/daerah/2019/10/satu.md was edited here, and differs at the source"),
        ("3", "content/daerah/2019/10/tiga.md was deleted here, and differs at the source"),
    ]
    archive.export(*posts("1 satu", "2 dua"))
    assert archive.run()["notes"]["vanished"] == 2
    assert archive.body("empat.md") == "Isi baru."


def test_an_article_of_the_desk_at_the_place_of_a_new_one_stays(archive: Archive) -> None:
    """Unless its bytes are the same, which are as good as ours."""
    archive.export(*posts("1 satu"))
    archive.run()
    folder = archive.portal / "content/daerah/2019/10"
    (folder / "dua.md").write_text("Meja.")
    (folder / "tiga.md").write_text(
        archive.article("satu.md").replace("1", "3", 0).replace('"1"', '"3"').replace("p=1", "p=3")
    )
    archive.export(*posts("1 satu", "2 dua", "3 tiga"))
    assert archive.run()["files"] == {"edited": 1, "new": 1, "same": 3}
    assert archive.article("dua.md") == "Meja."
    archive.export(*posts("1 satu", "2 dua", "3 tiga", body="Isi baru."))
    assert archive.run()["files"] == {"edited": 1, "changed": 2, "same": 2}


def test_what_the_desk_edited_stays_where_it_is(archive: Archive) -> None:
    """Though another table of kanal would put it elsewhere; what nobody edited moves, and the report says both."""
    archive.export(*posts("1 satu", "2 dua"))
    archive.run()
    edited = archive.portal / "content/daerah/2019/10/satu.md"
    edited.write_text(edited.read_text("utf-8") + "\nTambahan redaksi.\n", "utf-8")
    table = archive.folder / "kanal.yaml"
    proposal = archive.read("import/kanal.yaml")
    table.write_text(proposal.replace("slug: daerah", "slug: kota").replace("default: daerah", "default: kota"))
    files = archive.run("--kanal", str(table))["files"]
    assert (files["edited"], files["moved"]) == (1, 1)
    assert (edited.exists(), (archive.portal / "content/kota/2019/10/dua.md").exists()) == (True, True)
    assert not (archive.portal / "content/daerah/2019/10/dua.md").exists()
    assert [line["after"] for line in archive.notes("moved")] == ["content/kota/2019/10/satu.md"]


def test_a_site_yaml_of_the_desk_stays_and_what_it_would_be_now_lies_beside_it(archive: Archive) -> None:
    """As the guide has it: the desk fills it in, and another export brings a month that it lacks."""
    archive.export(post(1))
    archive.run()
    mine = archive.read("site.yaml") + "notice: Dilarang menyalin.\n"
    (archive.portal / "site.yaml").write_text(mine, "utf-8")
    archive.export(post(1), post(2, **{"wp:post_name": "b", **DATED}))
    assert archive.run()["files"]["edited"] == 1
    assert archive.read("site.yaml") == mine
    assert "2019/11/**" in archive.read("import/site.yaml")
    assert archive.notes("edited")[0]["message"].endswith("what it would be now is in import/site.yaml")


def test_an_export_of_what_is_new_alone_takes_nothing_away(archive: Archive) -> None:
    """Kanal, months, lists and the permalink of what was imported before stay, but for a kanal that the desk emptied."""
    second = post(2, **{"wp:post_name": "b", "wp:post_date": "2018-11-09 16:10:00"}).replace("daerah", "laut")
    archive.export(post(1), second.replace(">Daerah<", ">Laut<"))
    archive.run()
    before = archive.read("site.yaml")
    archive.export(post(3, link=f"{SITE}/c/", **{"wp:post_name": "c", **DATED}))
    assert archive.run()["files"]["new"] == 1
    after = archive.read("site.yaml")
    assert [line for line in before.split("\n") if line not in after.split("\n")] == []
    assert archive.built().report.articles == 3
    archive.run()
    assert archive.read("site.yaml") == after
    shutil.rmtree(archive.portal / "content/laut")
    archive.run()
    assert "slug: laut" not in archive.read("import/site.yaml")


def test_what_builds_hold_back_is_published_once_its_source_is_mended(tmp_path: Path) -> None:
    """An article that no build would take is held back by builds alone; a second import mends it."""
    old = site(tmp_path)
    whole = "---\ntitle: A\ndate: 2019-10-09\nurl: /lama/\n---\nIsi.\n"
    old.add("content/a.md", whole.replace("\n---\nIsi.", "\n---\n---\ntitle: Lagi\ntags:\n- a\n---\nIsi."))
    old.add("content/b.md", matter("B", url="/lama/"))
    assert old.run()["notes"]["held-back"] == 1
    told = old.notes("held-back")[0]["file"]
    assert [problem.path for problem in old.built().report.held] == [f"content/{told}"]
    ways = old.read("import/addresses.jsonl")
    assert set(old.run()["files"]) == {"same"}
    assert old.read("import/addresses.jsonl") == ways
    old.add("content/a.md", whole)
    assert "held-back" not in old.run()["notes"]
    assert (old.built().report.held, old.built().report.articles) == ((), 2)


def test_the_rules_are_strict_for_what_is_new(archive: Archive) -> None:
    """What the archive lacks is tolerated in its own folders; an article of a later month is held back for it."""
    archive.export(post(1, f'<a href="{SITE}/tiada/">x</a> Isi.'))
    archive.run()
    portal = archive.built()
    assert portal.report.articles == 1
    portal.add("content/daerah/2024/10/baru.md", article(author="S", editor="", body=f"[x]({SITE}/tiada/)"))
    assert [problem.code for problem in portal.build().held] == ["missing-editor"]
    portal.edit("site.yaml", "on_error: hold\n", "")
    assert {problem.code for problem in portal.problems()} == {"missing-editor", "dead-link"}


def killed(archive: Archive, number: int) -> bool:
    """Import in a child that is killed before it writes for the so-manieth time; tell whether it was."""
    pid = os.fork()
    if pid == 0:
        count = 0

        def hook(event: str, given: tuple[object, ...]) -> None:
            nonlocal count
            if event in {"os.rename", "os.mkdir", "os.remove"} or (event == "open" and str(given[1]) in {"wb", "ab"}):
                count += str(archive.portal) in str(given[0])
                if count == number:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(hook)
            run_for(*archive.words())
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL


FIRST = (*posts("1 a", body="Satu."), *posts("2 b", body="Dua."))
SECOND = (*posts("1 a", body="Satu baru."), *posts("2 c", body="Dua."))


@pytest.mark.slow
@pytest.mark.parametrize("is_first", [True, False])
def test_a_run_that_was_killed_anywhere_is_ended_by_the_next(tmp_path: Path, is_first: bool) -> None:
    """What it wrote is not taken for the desk's, though the source has changed since, and no article is there twice."""
    number = 0
    while True:
        number += 1
        archive = Archive(tmp_path / str(number))
        archive.folder.mkdir()
        archive.export(*FIRST)
        if not is_first:
            archive.run()
            archive.export(*SECOND)
        was_killed = killed(archive, number)
        archive.export(*SECOND)
        assert not {"edited", "deleted"} & set(archive.run()["files"])
        texts = {
            one.name: one.read_text("utf-8") for one in (archive.portal / "content/daerah").rglob("*") if one.is_file()
        }
        assert texts.keys() == {"a.md", "c.md"}
        assert "Satu baru." in texts["a.md"]
        assert not list(archive.portal.rglob("*.new"))
        if not was_killed:
            break
    assert number > 10


@pytest.mark.slow
def test_what_the_desk_edits_after_a_killed_run_is_theirs(archive: Archive) -> None:
    """A file that a killed run wrote and somebody edited then is not written over."""
    archive.export(*FIRST)
    number = 1
    while not list(archive.portal.rglob("a.md")):
        assert killed(archive, number)
        number += 1
    (file,) = archive.portal.rglob("a.md")
    file.write_bytes(b"meja")
    # A line that the killed run did not end is passed over.
    with (archive.portal / "import/state.jsonl").open("ab") as state:
        state.write(b'{"key":"item:1","path":"con')
    archive.export(*SECOND)
    assert archive.run()["files"]["edited"] == 1
    assert file.read_bytes() == b"meja"


@pytest.mark.slow
def test_a_second_import_is_refused_while_one_is_writing(archive: Archive) -> None:
    """Two imports of one folder at once never mix what they know of it."""
    archive.file.write_text("".join(export(60)), "utf-8")
    words = [sys.executable, "-m", "generator", *archive.words()]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as first:
        while not list(archive.portal.rglob("*.md")):
            assert first.poll() is None
        first.send_signal(signal.SIGSTOP)
        assert "another import is writing" in archive.refused()
        first.send_signal(signal.SIGCONT)
        assert first.wait() == 0
    assert set(archive.run()["files"]) == {"same"}


@pytest.mark.slow
def test_a_disk_without_room_leaves_no_half_written_file(archive: Archive) -> None:
    """Exit code 2 and a sentence; each file that has its name is whole, and the next import goes on."""
    # Only as Markdown, with backslashes, is the second one longer than a file may be.
    archive.export(post(1, "Pendek.", **{"wp:post_name": "a"}), post(2, "*x* [x] " * 800, **{"wp:post_name": "b"}))

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    words = [sys.executable, "-m", "generator", *archive.words()]
    # Compiled Python would be cut short as well.
    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(words, capture_output=True, text=True, preexec_fn=limited, env=surroundings, check=False)
    assert (done.returncode, done.stderr[:7]) == (2, "error: ")
    assert list(tree(archive.portal / "content")) == ["daerah/2019/10/a.md"]
    archive.run()
    assert archive.built().report.articles == 2


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (lambda text: text.replace(b'"format":1', b'"format":2', 1), "is of another version of Warta"),
        (lambda text: b"rusak\n" + text, "is damaged"), (lambda _: b'{"source":"\xc4"}\n', "is damaged"),
        (lambda _: b"[" * 100_000, "is damaged"),
        (lambda text: text.replace(b"wordpress", b"blogger", 1), "was imported from blogger, not from wordpress"),
    ],
)  # fmt: skip
def test_a_state_that_is_not_ours_is_refused(archive: Archive, state: Callable[[bytes], bytes], said: str) -> None:
    """Of another version or source, or damaged: nothing is written."""
    archive.export(post(1))
    archive.run()
    file = archive.portal / "import/state.jsonl"
    file.write_bytes(state(file.read_bytes()))
    archive.export(post(1, "Baru."))
    assert said in archive.refused()
    assert archive.body() == "Isi berita."


@pytest.mark.parametrize("paths", [(), (".git/config", ".gitignore", ".DS_Store"), ("import/lock", "import/x.new")])
def test_an_archive_moves_into_a_folder_that_is_empty(archive: Archive, paths: tuple[str, ...]) -> None:
    """But for what git needs, and for what an import leaves that was killed at its beginning."""
    archive.portal.mkdir()
    for path in paths:
        (archive.portal / path).parent.mkdir(parents=True, exist_ok=True)
        (archive.portal / path).touch()
    archive.export(post(1))
    assert archive.run()["files"] == {"new": 3}


@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
def test_what_the_desk_puts_in_the_place_of_a_file_stays(archive: Archive, kind: str) -> None:
    """Whatever it is, it is theirs, and neither written through nor waited for."""
    archive.export(*FIRST)
    archive.run()
    file = archive.portal / "content/daerah/2019/10/a.md"
    file.unlink()
    if kind == "folder":
        file.mkdir()
    elif kind == "pipe":
        os.mkfifo(file)
    else:
        (archive.folder / "luar.md").write_text("Luar.")
        file.symlink_to(archive.folder / "luar.md")
    archive.export(*SECOND)
    assert archive.run()["files"]["edited"] == 1
    assert not file.is_file() or file.read_text() == "Luar."


def test_a_file_where_the_import_needs_a_folder_is_one_sentence(archive: Archive) -> None:
    """It says what to move; when that is done, the next run brings the rest."""
    archive.export(*FIRST)
    archive.run()
    file = archive.portal / "content/daerah/2019"
    shutil.rmtree(file)
    file.write_text("Catatan meja redaksi.")
    archive.export(*FIRST, *posts("3 d", body="Tiga."))
    assert "content/daerah/2019/10 is to be a folder" in archive.refused()
    assert file.read_text() == "Catatan meja redaksi."
    file.unlink()
    archive.run()
    assert archive.body("d.md") == "Tiga."


def test_nothing_is_written_through_a_symbolic_link(archive: Archive) -> None:
    """A folder of content/ could lead out of the portal; content/ itself may lie elsewhere."""
    archive.export(*FIRST)
    archive.run()
    kanal = archive.portal / "content/daerah"
    outside = kanal.rename(archive.folder / "luar")
    kanal.symlink_to(outside)
    before = shape(outside)
    archive.export(*FIRST, *posts("3 baru"))
    assert f"{kanal}/2019/10 is reached by a symbolic link" in archive.refused()
    assert shape(outside) == before
    kanal.unlink()
    outside.rename(kanal)
    elsewhere = (archive.portal / "content").rename(archive.folder / "isi")
    (archive.portal / "content").symlink_to(elsewhere)
    archive.run()
    assert list(elsewhere.rglob("baru.md"))


@pytest.mark.parametrize("kind", ["in the bin", "draft page"])
def test_a_second_run_gives_addresses_as_the_first(archive: Archive, kind: str) -> None:
    """Also where an old address is that of something that was not imported too."""
    link = {"link": f"{SITE}/lama/"}
    first = {
        "in the bin": post(1, **link, **{"wp:status": "trash"}),
        "draft page": post(1, **link, **{"wp:post_type": "page", "wp:status": "draft", "wp:post_name": "c"}),
    }[kind]
    archive.export(first, post(2, **link, **{"wp:post_name": "b"}), *posts("3 d"))
    archive.run()
    ways = archive.read("import/addresses.jsonl")
    assert set(archive.run()["files"]) == {"same"}
    assert archive.read("import/addresses.jsonl") == ways


def test_what_is_left_out_is_told(archive: Archive) -> None:
    """A second item of one id, and what is in the bin."""
    archive.export(
        post(1, "Satu."), post(1, "Dua.", **{"wp:post_name": "dua"}), post(2, **{"wp:status": "trash"}), head=HEAD
    )
    archive.run()
    assert archive.body() == "Satu."
    assert [(line["id"], line["address"]) for line in archive.notes("left-out")] == [
        ("1", f"{SITE}/2019/10/dua/"), ("2", f"{SITE}/2019/10/judul/"),
    ]  # fmt: skip
