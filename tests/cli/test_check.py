"""`ssg check`."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import Result

from tests.support import NOW, OWNED, Portal, article, invoked, site, ssg_here


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path, config=OWNED)
    portal.add("content/daerah/a.md", article("Pendek"))
    return portal


def asked(portal: Portal, *words: str) -> Result:
    return invoked(portal, "check", *words, "--now", str(NOW))


def test_warnings_are_told_and_nothing_fails(portal: Portal) -> None:
    """Each with its place, its line and what to do; the last line counts."""
    result = asked(portal)
    assert result.return_value == 0
    assert "content/daerah/a.md:2:8: warning: the headline has 6 characters" in result.stderr
    assert "  2 | title: Pendek" in result.stderr
    assert result.stdout.startswith("1 article checked · 0 errors, 1 warning · ")


def test_errors_fail(portal: Portal) -> None:
    """Exit code 1."""
    portal.edit("content/daerah/a.md", "Isi", "[Mati](/tiada/)")
    result = asked(portal)
    assert result.return_value == 1
    assert "1 error, 1 warning" in result.stdout


def test_nothing_to_mend(portal: Portal) -> None:
    """One line, and no empty ones."""
    portal.edit("content/daerah/a.md", "Pendek", "Warga Muara Teduh Menunggu Perahu")
    result = asked(portal)
    assert (result.return_value, result.stderr) == (0, "")
    assert result.stdout.startswith("1 article checked · nothing to mend · ")


def test_in_indonesian(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the desk reads it."""
    monkeypatch.setenv("SSG_LANG", "id")
    result = asked(portal)
    assert (
        "content/daerah/a.md:2:8: peringatan: judul ini hanya 6 karakter, kurang dari 20 [headline-length]"
        in result.stderr
    )
    assert result.stdout.startswith("1 artikel diperiksa · 0 kesalahan, 1 peringatan · ")


def test_paths_as_the_shell_has_them(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """From where one is, from the site's folder, or in full."""
    monkeypatch.chdir(portal.folder / "content")
    for path in ("daerah", "daerah/a.md", "content/daerah", str(portal.folder / "content"), "."):
        assert "1 warning" in asked(portal, path).stdout
    portal.add("content/nasional/b.md", article("Warga Muara Teduh Menunggu Perahu", "Lain."))
    assert "nothing to mend" in asked(portal, "nasional").stdout


def test_a_path_that_is_not_there(portal: Portal) -> None:
    """Exit code 2: nothing was checked."""
    assert asked(portal, "tiada").return_value == 2
    assert asked(portal, "/").return_value == 2


def test_json(portal: Portal) -> None:
    """One object on one line."""
    found = json.loads(asked(portal, "--format", "json").stdout)
    assert (found["ok"], found["articles"]) == (True, 1)
    assert [(one["severity"], one["code"], one["path"], one["line"]) for one in found["problems"]] == [
        ("warning", "headline-length", "content/daerah/a.md", 2)
    ]


@pytest.fixture
def misspelled(portal: Portal) -> Portal:
    portal.add("content/authors/sari.md", "---\nname: Sari Wulan\n---\n")
    portal.edit("content/daerah/a.md", "Sari Wulan", "Sari Wullan # sementara")
    return portal


def fixed(portal: Portal, answer: str, *words: str) -> Result:
    arguments = ["--fix", *words, "--now", str(NOW)]
    return invoked(portal, "check", *arguments, answer=answer)


def test_nothing_is_mended_without_a_yes(misspelled: Portal) -> None:
    """The difference is shown, and the file stays."""
    before = (misspelled.folder / "content/daerah/a.md").read_bytes()
    result = fixed(misspelled, "n\n")
    assert "-author: Sari Wullan # sementara\n+author: Sari Wulan # sementara\n" in result.stderr
    assert "Change 1 file?" in result.stderr
    assert (misspelled.folder / "content/daerah/a.md").read_bytes() == before
    assert "near-byline" in result.stderr


@pytest.mark.parametrize(("answer", "words"), [("y\n", ()), ("", ("--yes",))])
def test_what_has_one_right_form_is_mended(misspelled: Portal, answer: str, words: tuple[str, ...]) -> None:
    """And checked once more."""
    result = fixed(misspelled, answer, *words)
    assert "author: Sari Wulan # sementara\n" in (misspelled.folder / "content/daerah/a.md").read_text("utf-8")
    assert "near-byline" not in result.stderr.split("Change")[-1]


def test_files_out_of_its_paths_are_not_mended(misspelled: Portal) -> None:
    """Nobody has asked about them."""
    misspelled.add("content/nasional/b.md", article("Warga Muara Teduh Menunggu Perahu", "Lain.", author="Sari Wullan"))
    result = fixed(misspelled, "", "--yes", str(misspelled.folder / "content/nasional"))
    assert "content/daerah/a.md" not in result.stderr
    assert "author: Sari Wulan" in (misspelled.folder / "content/nasional/b.md").read_text("utf-8")
    assert "Sari Wullan" in (misspelled.folder / "content/daerah/a.md").read_text("utf-8")


def test_mistakes_that_stop_a_build_are_mended_too(portal: Portal) -> None:
    """And told no more."""
    portal.edit("content/daerah/a.md", "title: Pendek", "headline: Perahu Sekolah Datang di Muara")
    result = asked(portal)
    assert result.return_value == 1
    assert result.stderr.endswith("ssg check --fix mends some of this, after showing it\n")
    result = fixed(portal, "ya\n")
    assert result.return_value == 0
    assert "title: Perahu Sekolah Datang di Muara\n" in (portal.folder / "content/daerah/a.md").read_text("utf-8")
    assert "there is nothing that has one right form" in fixed(portal, "").stderr


def test_what_is_shown_cannot_move_the_cursor(portal: Portal) -> None:
    """Files are other people's."""
    portal.edit("content/daerah/a.md", "title: Pendek", "title: A\x9b: Perahu Sekolah Datang")
    portal.edit("content/daerah/a.md", "Isi", "##\x1b]0;x")
    portal.edit("content/daerah/a.md", "timestamp:", "tags: a, b\ntimestamp:")
    result = fixed(portal, "n\n")
    assert "\x1b" not in result.stderr
    assert "\x9b" not in result.stderr


def test_a_file_that_is_saved_while_one_is_asked_stays(misspelled: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is changed, and one is told."""
    saved: list[bytes] = []

    class Desk(io.StringIO):
        def readline(self, size: int | None = -1) -> str:
            misspelled.edit("content/daerah/a.md", "Isi", "Isi baru")
            saved.append((misspelled.folder / "content/daerah/a.md").read_bytes())
            return "ya\n"

    monkeypatch.setattr("sys.stdin", Desk())
    done = ssg_here(misspelled, "check", "--fix", "--now", str(NOW), SSG_LANG="id")
    assert (done.returncode, "disimpan" in done.stderr) == (2, True), done.stderr
    assert [(misspelled.folder / "content/daerah/a.md").read_bytes()] == saved


def test_nothing_else_is_written_into_a_site(misspelled: Portal) -> None:
    """But for what is mended, and the state."""
    before = {path.name for path in misspelled.folder.iterdir()}
    fixed(misspelled, "", "--yes")
    assert {path.name for path in misspelled.folder.iterdir()} == before | {".ssg"}
