"""`ssg import` on the command line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.annex.importing import sources
from generator.annex.importing.command import SOURCES
from generator.cli import terminal
from generator.cli.main import main
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
