"""`ssg import` on the command line: what it is asked, what it refuses and what it prints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.importing_support import Archive, matter, post, site
from tests.support import run_for, shape


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path)
    archive.export(post(1))
    return archive


def test_the_report_is_in_the_language_of_the_desk(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the portal to come, on the first run as on later ones; the lines for machines are the same everywhere."""
    for name in ("SSG_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    archive.export(post(1, "<form>Kirim</form>Isi.", **{"wp:status": "private"}))
    for _ in range(2):
        archive.run()
        told = archive.read("import/report.md")
        assert told.startswith("# Impor dari wordpress\n\n## Yang ditemukan\n\n- artikel: 1\n")
        assert "  - semula: `Kirim`\n  - menjadi: (kosong)\n" in told
        assert [line["message"] for line in archive.notes("made-draft")] == ["it is private"]


def test_json_has_the_counts(archive: Archive) -> None:
    """Of files, of what was found and of addresses, on one line."""
    said = archive.run()
    assert (said["ok"], said["files"], said["found"]["article"]) == (True, {"new": 3}, 1)
    assert (said["addresses"], said["permalink"]) == ({"same": 2, "redirect": 1, "rule": 1}, "/{year}/{month}/{slug}/")


def test_what_a_person_has_to_decide_comes_first(tmp_path: Path) -> None:
    """No date, several languages, missing pictures, one author: each with a command; of what is as it should be, nothing."""
    old = site(tmp_path)
    words = {"photo": "", "kunci": "2019-10-09", "date": ""}
    for number in range(20):
        old.add(f"content/b/t{number}.md", matter(**words))
        old.add(f"content/b/a{number}.md", matter(body=f"![A](/foto/{number}.jpg)", author="Admin"))
    old.add("content/en/c.md", matter(body="Satu dua tiga. " * 300))
    asked = old.run()["questions"]
    command = f"`ssg import folder {old.file} --into {old.portal}"
    assert asked == [
        (
            "20 texts of 41 have no date: they are standing pages now, or articles of 1970; a key looks like one "
            f"(kunci: 2019-10-09): write it into a map, as published, and: {command} --map FILE`"
        ),
        (
            "the archive has several languages (en 1), and a portal has one: give the others a kanal of their own, or leave "
            f"them out of the source, and: {command} --kanal FILE`"
        ),
        (
            f"20 media files of 20 are missing: name a copy of the old uploads, {command} --media DIR`, or fetch them "
            f"from the old site, {command} --fetch`"
        ),
        (
            '20 of 21 articles are by "Admin": if that is no person, say in a map which key holds the byline, as author, '
            f"and: {command} --map FILE`"
        ),
    ]
    assert old.read("import/report.md").startswith(
        "# Import from folder\n\n## To decide before anything else\n\n- 20 texts of 41"
    )
    assert all(question in run_for(*old.words()).stderr for question in asked)


def test_a_cut_off_export_is_exit_code_1(archive: Archive) -> None:
    """What could be read is imported, and the place is on the screen and in JSON."""
    archive.export(post(1), tail="<item>")
    line = archive.file.read_text("utf-8").count("\n") + 1
    done = run_for(*archive.words())
    assert done.returncode == 1
    assert f"export.xml:{line}:7: it ends too soon" in done.stderr
    assert archive.body() == "Isi berita."
    (fault,) = archive.run(code=1)["faults"]
    said = "it ends too soon; 1 entry of 2 could not be read"
    assert fault == {"file": str(archive.file), "message": said, "line": line, "column": 7}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("movabletype x.xml --into p", "'movabletype' is not"),
        ("wordpress tiada.xml --into p", "tiada.xml: it does not exist"),
        ("wordpress bukan.xml --into p", "bukan.xml is not an export of WordPress"),
        ("wordpress kosong.xml --into p", "there is no article in kosong.xml"),
        ("blogger bukan.xml --into p", "is not a backup of Blogger"),
        ("ghost bukan.xml --into p", "is not an export of Ghost"),
        ("folder bukan.xml --into p", "bukan.xml is not a folder"),
        ("rows bukan.xml --into p", "there is no article in bukan.xml"),
        ("wordpress pipa --into p", "neither a file nor a folder"),
        ("wordpress bukan.xml", "name the source, its files and --into"),
        ("wordpress --into p", "name the source, its files and --into"),
        ("wordpress kosong.xml --into lain", "is not empty, and no import has written it"),
        ("wordpress kosong.xml --into bukan.xml", "is not empty, and no import has written it"),
        ("wordpress kosong.xml --into putus", "mount its disk"),
        ("folder lain --into lain/portal", "is inside of"),
        ("folder lain --into p/../lain/portal", "is inside of"),
        ("wordpress kosong.xml --into p --map tiada.yaml", "--map tiada.yaml: there is no such file"),
        ("folder lain --into p --addresses tiada.csv", "--addresses tiada.csv: there is no such file"),
        ("wordpress kosong.xml --into p --kanal tiada.yaml", "--kanal tiada.yaml: there is no such file"),
        ("wordpress kosong.xml --into p --media tiada", "--media tiada: there is no such folder"),
        *((f"wordpress kosong.xml --into p --host {host}", f"--host {host}: ") for host in ("http://[x", "a.example/x",
                "a..example", "ftp://a.example")),
        *((f"wordpress kosong.xml --into p --media-url {url}", f"--media-url {url}: ") for url in ("cdn.example",
                "http://cdn.example", "https://")),
    ],
)  # fmt: skip
def test_wrong_use_is_one_sentence(words: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the screen or as JSON, with exit code 2, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    Path("bukan.xml").write_text("<html>bukan ekspor</html>")
    Archive(tmp_path, name="kosong.xml").export()
    os.mkfifo("pipa")
    Path("putus").symlink_to("tiada")
    Path("lain/content").mkdir(parents=True)
    Path("lain/catatan.txt").write_text("milik orang lain")
    Path("situs").mkdir()
    Path("situs/site.yaml").write_text("name: A\nbase_url: https://a.example\ncategories: [{slug: a, name: A}]\n")
    before = set(tmp_path.rglob("*"))
    done = run_for("import", *words.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert set(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("host", ["kabarlama.example", "https://www.kabarlama.example/", "127.0.0.1:8000", "localhost"])
def test_hosts_are_named_as_people_copy_them(archive: Archive, host: str) -> None:
    """With a scheme, a port or a slash."""
    assert archive.run("--host", host, "--media-url", "HTTPS://cdn.example")["ok"]


def test_a_dry_run_prints_the_report_and_writes_nothing(archive: Archive) -> None:
    """With --json as one line like any other; the report is that of the import."""
    done = run_for(*archive.words("--dry-run"))
    assert done.stdout.startswith("# Import from wordpress\n\n## Found\n\n- articles: 1\n")
    dry = archive.run("--dry-run")
    assert not archive.portal.exists()
    assert archive.run() == dry
    archive.export(post(1, "Baru."))
    before = shape(archive.portal)
    assert archive.run("--dry-run")["files"]["changed"] == 1
    assert shape(archive.portal) == before


def test_without_its_libraries_the_command_says_what_to_install(archive: Archive) -> None:
    """A plain install lacks them; the rest of ssg works without."""
    code = "import sys, runpy; sys.modules['lxml'] = None; runpy.run_module('generator', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code, *archive.words()], capture_output=True, text=True, check=False)
    assert (done.returncode, "pip install" in done.stderr, done.stderr.count("\n")) == (2, True, 1)


def test_each_outcome_of_a_file_is_counted(archive: Archive) -> None:
    """By its words, on one line."""
    first = {name: post(number, "Isi.", **{"wp:post_name": name}) for number, name in enumerate("abcde", 1)}
    archive.export(*first.values())
    archive.run()
    content = archive.portal / "content/daerah/2019/10"
    (content / "d.md").write_text((content / "d.md").read_text() + "Meja.\n")
    (content / "e.md").unlink()
    later = ((1, "a"), (3, "z"), (4, "d"), (5, "e"))
    changed = (post(number, "Baru.", **{"wp:post_name": name}) for number, name in later)
    archive.export(*changed, first["b"], post(6, **{"wp:post_name": "f"}))
    assert run_for(*archive.words()).stdout.startswith(
        f"Files in {archive.portal}: changed since the last import: 1, deleted by the desk, and left out: 1, "
        "edited by the desk, and left: 1, moved: 1, new: 1, as they were: 3; "
    )


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("kanal: [{slug: daerah, name: Daerah, x: y}]\ndefault: daerah\n", ":1:38: error: unknown key"),
        ("kanal:\n- {slug: daerah, name: A, from: [a]}\n- {slug: daerah, name: B, from: [b]}\ndefault: daerah\n",
            ":3:"),
        ("kanal:\n- {slug: daerah, name: A, from: [a]}\n- {slug: lokal, name: B, from: [a]}\ndefault: daerah\n", ":3:"),
        ("kanal:\n- {slug: tag, name: Tag, from: [daerah]}\ndefault: tag\n", ":2:"),
        ("kanal:\n- {slug: daerah, name: A}\ndefault: lain\n", ":3:"),
    ],
)  # fmt: skip
def test_a_wrong_table_of_kanal_is_told_with_its_place(archive: Archive, table: str, said: str) -> None:
    """A table that says two things, or what no site.yaml could have, ends the import before anything is written."""
    file = archive.folder / "kanal.yaml"
    file.write_text(table)
    done = run_for(*archive.words("--kanal", str(file)))
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{file}{said}" in done.stderr
    assert "hint:" in done.stderr
    assert not archive.portal.exists()


@pytest.mark.parametrize(
    ("table", "code", "said"),
    [
        ("warna: A\n", 1, ":1:1: error: unknown key"), ("title: [\n", 1, "error"), ("summary: tiada\n", 0, ""),
        ("photo: {src: gambar}\n", 1, "photo must be text"),
    ],
)  # fmt: skip
def test_a_map_says_which_key_is_what(tmp_path: Path, table: str, code: int, said: str) -> None:
    """A mistake in it is told; a key that no text has is in the report."""
    old = site(tmp_path)
    old.add("content/b/a.md", matter(penulis="x"))
    (tmp_path / "peta.yaml").write_text(table)
    done = run_for(*old.words("--map", str(tmp_path / "peta.yaml")))
    assert (done.returncode, said in done.stderr) == (code, True)
    if code == 0:
        assert ["tiada" in line["message"] for line in old.notes("column")] == [True]


def test_the_bar_of_an_import_is_for_terminals_alone(archive: Archive) -> None:
    """To a file or a program nothing is said but the line at the end."""
    done = run_for(*archive.words())
    assert (done.stderr, done.stdout.count("\n")) == ("", 1)
    assert json.loads(run_for(*archive.words("--json")).stdout)["files"] == {"same": 3}
