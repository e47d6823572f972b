"""`ssg import` on the command line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.annex.importing import command, sources
from generator.annex.importing.command import SOURCES
from generator.annex.importing.items import Options
from generator.base.errors import UsageError
from generator.base.sentences import as_it_is
from generator.cli import terminal
from generator.cli.main import main
from tests.exports import SITE
from tests.importing_support import Archive, post
from tests.support import Portal


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["ssg", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_help_names_the_sources_that_there_are() -> None:
    """The names on the command line are those of the table."""
    assert set(SOURCES) == set(sources.SOURCES)


def test_an_archive_comes_in(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 0, and one line says what was done and where the report is."""
    archive.export(post(1))
    assert run(monkeypatch, "import", "wordpress", str(archive.file), "--into", str(archive.portal)) == 0
    assert capsys.readouterr().out == (
        f"3 new files in {archive.portal}; what was lost or guessed is in {archive.portal}/import/report.md\n"
    )


def test_the_report_is_in_the_language_of_the_desk(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the portal to come, on the first run as on later ones; the lines for machines are the same everywhere."""
    for name in ("SSG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    archive.export(post(1, "<form>Kirim</form>Isi.", title="", **{"wp:status": "private"}))
    assert run(monkeypatch, "import", "wordpress", str(archive.file), "--into", str(archive.portal)) == 0
    told = archive.read("import/report.md")
    assert told.startswith("# Impor dari wordpress\n\n## Yang ditemukan\n\n- artikel: 1\n")
    assert "### formulir beserta isiannya yang dihapus: 1 (`form`)\n\n- `id 1 · " in told
    assert "` bersifat pribadi\n" in told
    assert "  - semula: `Kirim`\n  - menjadi: (kosong)\n" in told
    assert [line["message"] for line in archive.notes("made-draft")] == ["it is private"]


def test_json_has_the_counts(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --json the whole result is one line."""
    archive.export(post(1))
    assert run(monkeypatch, "import", "wordpress", str(archive.file), "--into", str(archive.portal), "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is True
    assert said["files"] == {"new": 3}
    assert said["found"]["article"] == 1


@pytest.mark.parametrize(("seen", "bars"), [(True, ["reading", "importing"]), (False, [])])
def test_a_bar_shows_how_far_an_import_is(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], seen: bool, bars: list[str]
) -> None:
    """On a terminal, with the items that are done and how many there are; to a file or a program nothing is said."""
    monkeypatch.setattr(terminal, "_PATIENCE", 0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: seen)
    monkeypatch.setenv("TERM", "xterm")
    archive.export(*(post(number, **{"wp:post_name": f"a{number}"}) for number in range(1, 4)))
    assert run(monkeypatch, "import", "wordpress", str(archive.file), "--into", str(archive.portal)) == 0
    told = capsys.readouterr().err
    assert [one for one in ("reading", "importing") if re.search(rf"{one}.*3/3", told)] == bars
    assert bool(told) == seen


def test_a_cut_off_export_is_exit_code_1(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What could be read is imported, and the place is on the screen."""
    archive.export(post(1), tail="<item>")
    assert run(monkeypatch, "import", "wordpress", str(archive.file), "--into", str(archive.portal)) == 1
    place, closing = capsys.readouterr().err.splitlines()
    assert place.endswith("export.xml:9:7: it ends too soon")
    assert closing.startswith("1 file was not read, or not to its end, and is in the report: mend it at the source")
    assert (archive.portal / "content/daerah/2019/10/judul.md").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("movabletype", "x.xml", "--into", "p"), "'movabletype' is not"),
        (("wordpress", "tiada.xml", "--into", "p"), "tiada.xml cannot be read"),
        (("wordpress", "bukan.xml", "--into", "p"), "bukan.xml is not an export of WordPress"),
        (("wordpress", "bukan.xml"), "name the source, its files and --into"),
        (("wordpress", "bukan.xml", "--into", ""), "it is empty"),
    ],
)
def test_wrong_use_is_one_sentence(
    words: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 2, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    Path("bukan.xml").write_text("<html>bukan ekspor</html>")
    assert run(monkeypatch, "import", *words) == 2
    assert said in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["bukan.xml"]


def test_addresses_are_verified(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1 if any is missing, with the list of those that do not answer."""
    archive.export(post(1))
    archive.run()
    Portal(archive.portal).build()
    wanted = archive.folder / "alamat.txt"
    wanted.write_text("/2019/10/judul/\n/tiada/\n/tiada/\n")
    assert run(monkeypatch, "--site", str(archive.portal), "import", "--verify-addresses", str(wanted)) == 1
    assert capsys.readouterr().out == "missing                 2  /tiada/\nmissing: 1, the same page: 1\n"
    monkeypatch.setenv("SSG_LANG", "id")
    assert run(monkeypatch, "--site", str(archive.portal), "import", "--verify-addresses", str(wanted)) == 1
    assert capsys.readouterr().out == "tidak ada               2  /tiada/\ntidak ada: 1, halaman yang sama: 1\n"


def test_without_its_libraries_the_command_says_what_to_install(archive: Archive) -> None:
    """A plain install lacks them; the rest of ssg works without."""
    archive.export(post(1))
    code = "import sys; sys.modules['lxml'] = None; from generator.cli.main import main; main()"
    words = ["import", "wordpress", str(archive.file), "--into", str(archive.portal)]
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    said = "error: this needs two more libraries: pip install 'html-to-markdown<4' lxml\n"
    assert (done.returncode, done.stderr) == (2, said)


def asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], archive: Archive, *words: str
) -> tuple[int, str, str]:
    """Import an archive; return the exit code, and what is printed."""
    code = run(monkeypatch, "import", "wordpress", str(archive.file), "--into", str(archive.portal), *words)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_each_outcome_of_a_file_is_counted(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its word, on one line, in the order of the names that machines have for them."""
    first = {name: post(number, "Isi.", **{"wp:post_name": name}) for number, name in enumerate("abcde", 1)}
    archive.export(*first.values())
    archive.run()
    content = archive.portal / "content/daerah/2019/10"
    (content / "d.md").write_text((content / "d.md").read_text() + "Meja.\n")
    (content / "e.md").unlink()
    later = [
        post(number, "Baru.", **{"wp:post_name": name}) for number, name in ((1, "a"), (3, "z"), (4, "d"), (5, "e"))
    ]
    archive.export(*later, first["b"], post(6, **{"wp:post_name": "f"}))
    assert asked(monkeypatch, capsys, archive) == (
        0,
        (
            "1 changed, 1 deleted by the desk, 1 edited by the desk, 1 moved, 1 new, 3 as they were files in "
            f"{archive.portal}; what was lost or guessed is in {archive.portal}/import/report.md\n"
        ),
        "",
    )


def test_a_dry_run_prints_the_report(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the place of the line that says where it is; with --json as one line like any other."""
    archive.export(post(1))
    code, out, err = asked(monkeypatch, capsys, archive, "--dry-run")
    assert (code, err, archive.portal.exists()) == (0, "", False)
    assert out.startswith("# Import from wordpress\n\n## Found\n\n- articles: 1\n")
    assert "import/report.md" not in out
    code, out, err = asked(monkeypatch, capsys, archive, "--dry-run", "--json")
    assert (code, err, json.loads(out)["files"]) == (0, "", {"new": 3})


def test_faults_are_named_and_counted(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As many as a screen shows; then how many there are, and what to do."""
    monkeypatch.setattr(command, "_SHOWN", 2)
    archive.export(post(1), tail="<item>")
    names = [str(archive.file), *(str(archive.folder / f"{name}\x1b.xml") for name in "bc")]
    for name in names[1:]:
        Path(name).write_bytes(archive.file.read_bytes())
    words = ("import", "wordpress", *names, "--into", str(archive.portal))
    assert run(monkeypatch, *words) == 1
    told = capsys.readouterr()
    assert told.err == (
        f"error: {names[0]}:9:7: it ends too soon\nerror: {archive.folder}/b\ufffd.xml:9:7: it ends too soon\n"
        "3 files were not read, or not to their end, and are in the report: mend them at the source, and import again\n"
    )
    assert run(monkeypatch, *words, "--json") == 1
    told = capsys.readouterr()
    said = json.loads(told.out)
    assert (said["ok"], said["faults"]) == (
        False,
        [
            {"file": name.replace("\x1b", "\ufffd"), "message": "it ends too soon", "line": 9, "column": 7}
            for name in names
        ],
    )
    assert "in the report" not in told.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import",), "error: name the source, its files and --into, as in: ssg import wordpress export.xml --into portal\n"),
        (("import", "wordpress", "--into", "p"), "error: name the source, its files and --into, as in: ssg import wordpress export.xml --into portal\n"),
        (("import", "wordpress", "tiada.xml", "--into", "q"), "error: tiada.xml cannot be read: it does not exist\n"),
        (("import", "--verify-addresses", "tiada.txt", "--into", "p"), "error: there is no built portal in p/build; run ssg build first\n"),
    ],
)  # fmt: skip
def test_wrong_use_has_its_sentence(
    words: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """On the screen, or as one line of JSON."""
    monkeypatch.chdir(tmp_path)
    Path("p").mkdir()
    Path("p/site.yaml").write_text("name: A\nbase_url: https://a.example\ncategories: [{slug: a, name: A}]\n")
    assert run(monkeypatch, *words) == 2
    assert capsys.readouterr() == ("", said)
    assert run(monkeypatch, *words, "--json") == 2
    assert json.loads(capsys.readouterr().out)["ok"] is False


def test_verdicts_of_addresses(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those that do not answer by themselves, the most frequent first; then all by their words, or as JSON."""
    archive.export(
        post(1),
        post(2, link=f"{SITE}/khusus/lama/", **{"wp:post_name": "b"}),
        post(3, **{"wp:post_name": "c", "wp:status": "trash"}),
    )
    archive.run()
    Portal(archive.portal).build()
    wanted = archive.folder / "alamat.txt"
    good = "/2019/10/judul/\n/khusus/lama/\n/wp-content/a.jpg\n/2019/10/c/\n"
    wanted.write_text(good + 1000 * "/?p=1\n")
    words = ("import", "--verify-addresses", str(wanted), "--into", str(archive.portal))
    assert run(monkeypatch, *words) == 0
    assert capsys.readouterr() == (
        (
            "needs a rule        1,000  /?p=1\ngone on purpose         1  /2019/10/c/\n"
            "where media are: 1, gone on purpose: 1, needs a rule: 1, leads on: 1, the same page: 1\n"
        ),
        "",
    )
    assert run(monkeypatch, *words, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "ok": True, "counts": {"query": 1, "same": 1, "gone": 1, "redirect": 1, "elsewhere": 1},
        "hits": {"query": 1000, "same": 1, "gone": 1, "redirect": 1, "elsewhere": 1},
        "found": [["/?p=1", "query", 1000], ["/2019/10/c/", "gone", 1]],
    }  # fmt: skip
    wanted.write_text("/tiada\x1b/\n")
    assert run(monkeypatch, *words, "--json") == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False
    assert run(monkeypatch, *words) == 1
    assert capsys.readouterr().out.endswith("1  /tiada/\nmissing: 1\n")


def test_problems_of_the_kanal_table_are_exit_code_1(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each has its place, and the hint that mends it; two have a free line between them."""
    archive.export(post(1))
    table = archive.folder / "kanal.yaml"
    table.write_text("kanal: [{slug: daerah, name: Daerah, x: y, z: a}]\ndefault: daerah\n")
    code, out, err = asked(monkeypatch, capsys, archive, "--kanal", str(table))
    assert (code, out) == (1, "")
    excerpt, known = (
        "  1 | kanal: [{slug: daerah, name: Daerah, x: y, z: a}]\n    | ",
        "  hint: known keys: description, from, name, slug\n",
    )
    assert err == (
        f'error: {table}:1:38: error: unknown key "kanal.x" [unknown-key]\n{excerpt}{31 * " "}      ^\n{known}\n'
        f'{table}:1:44: error: unknown key "kanal.z" [unknown-key]\n{excerpt}{31 * " "}            ^\n{known}'
    )


def test_what_is_asked_for_reaches_the_import(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each option by its name; the others are as an import has them that is asked for nothing more."""
    orders: list[Options] = []

    def noted(order: Options, *_: object) -> None:
        orders.append(order)
        raise UsageError(as_it_is("sudah"))

    monkeypatch.setattr("generator.annex.importing.run.run", noted)
    monkeypatch.setattr(command, "now_of", lambda _: 7)
    monkeypatch.chdir(archive.folder)
    for name in ("k.yaml", "m.yaml"):
        Path(name).touch()
    assert run(monkeypatch, "import", "hugo", "a", "b", "--into", "p") == 2
    assert capsys.readouterr() == ("", "error: sudah\n")
    words = "--kanal k.yaml --map m.yaml --zone WIT --host a.example --host b.example --media-url https://m.example --media . --fetch --dry-run"
    assert run(monkeypatch, "import", "ghost", "a", "--into", "p", *words.split()) == 2
    assert orders == [
        Options("hugo", ("a", "b"), "p", "WIB", now=7),
        Options(
            "ghost", ("a",), "p", "WIT", "k.yaml", ("a.example", "b.example"), "https://m.example", ".", fetch=True, mapping="m.yaml", dry=True, now=7,
        ),
    ]  # fmt: skip
