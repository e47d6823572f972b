"""`ssg new`: an article, a profile or a page that builds as it is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.support import CONFIG, NOW, Portal, shape, site, ssg_here

PROFILE = "---\nname: Sari Anggraini\ninitials: SA\n---\nBio.\n"


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    made = site(tmp_path)
    made.add("content/authors/sari-anggraini.md", PROFILE)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    monkeypatch.chdir(made.folder)
    return made


def ask(portal: Portal, *words: str) -> subprocess.CompletedProcess[str]:
    return ssg_here(portal, "new", *words)


def test_an_article_is_a_draft_that_builds(portal: Portal) -> None:
    """In the folder of its kanal and month, with its path printed; published as soon as draft goes and it has an editor."""
    result = ask(portal, "article", "Jalan: Desa #1 Diperbaiki", "--kanal", "daerah", "--author", "sa")
    path = "content/daerah/2024/10/jalan-desa-1-diperbaiki.md"
    assert (result.returncode, result.stdout) == (0, f"{path}\n"), result.stderr
    assert portal.build().ahead["drafts"] == 1
    text = (portal.folder / path).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("draft:")]
    portal.add(path, "\n".join(lines).replace("timestamp:", "editor: Budi\ntimestamp:") + "\nIsi.\n")
    portal.build()
    page = portal.read("daerah/2024/10/jalan-desa-1-diperbaiki/index.html")
    assert "Jalan: Desa #1 Diperbaiki" in page
    assert "Sari Anggraini" in page


def test_articles_of_one_minute_have_an_id_each(portal: Portal) -> None:
    """By their headline and author; the same of the same, so that nothing is left to chance."""
    portal.add("site.yaml", f"{CONFIG}permalink: /baca/{{id}}.html\n")
    found = set()
    for title, author in (("Jalan Desa", "Sari"), ("Pasar Pagi", "Sari"), ("Pasar Malam", "Budi")):
        path = ask(portal, "article", title, "--kanal", "daerah", "--author", author).stdout.strip()
        text = (portal.folder / path).read_text("utf-8")
        found.add(re.search(r'^id: "2024101012(\d{6})"$', text, re.MULTILINE)[1])  # type: ignore[index]
        portal.add(path, f"{text.replace('draft: true', 'editor: Budi')}Isi.\n")
        (portal.folder / path).rename(portal.folder / path.replace(".md", "-asli.md"))
        assert (ask(portal, "article", title, "--kanal", "daerah", "--author", author).returncode) == 0
        assert (portal.folder / path).read_text("utf-8") == text
        (portal.folder / path).unlink()
    assert len(found) == 3
    portal.build()


ENGLISH = """---
title: Jalan Desa
timestamp: 2024-10-10 12:00 WIB
draft: true
# also: summary, tags, region, source, photo: {src: /foto/2024/10/….jpg, caption: …, credit: …}
# before it is published: write author: …, editor: … and delete the line draft: true
# all keys, while you type, in VS Code: ssg schema --install
---
"""
INDONESIAN = """---
title: Jalan Desa
author: Sari Anggraini
timestamp: 2024-10-10 12:00 WIB
draft: true
region: Demak
# bisa juga: summary, tags, source, photo: {src: /foto/2024/10/….jpg, caption: …, credit: …}
# sebelum terbit: tulis editor: …, lalu hapus baris draft: true
# semua kunci, sambil mengetik, di VS Code: ssg schema --install
---
"""


def test_a_new_article_has_what_is_known_and_three_lines_of_help(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the language of the desk."""
    ask(portal, "article", "Jalan Desa", "--kanal", "daerah")
    file = portal.folder / "content/daerah/2024/10/jalan-desa.md"
    assert file.read_text("utf-8") == ENGLISH
    file.unlink()
    monkeypatch.setenv("SSG_LANG", "id")
    ask(portal, "article", "Jalan Desa", "--kanal", "daerah", "--author", "sa", "--region", "Demak")
    assert file.read_text("utf-8") == INDONESIAN
    assert portal.build().ahead["drafts"] == 1


def test_nothing_is_overwritten(portal: Portal) -> None:
    """What is there stays as it is."""
    words = ("article", "Jalan Desa", "--kanal", "daerah")
    ask(portal, *words)
    file = portal.folder / "content/daerah/2024/10/jalan-desa.md"
    file.write_text("milik redaksi", "utf-8")
    assert ask(portal, *words).returncode == 2
    assert file.read_text("utf-8") == "milik redaksi"


def test_the_kanal_is_that_of_the_folder(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """In which the command is called; the path is that from there."""
    below = portal.folder / "content/olahraga/2024"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert ask(portal, "article", "Persimuda Menang").stdout == "10/persimuda-menang.md\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("article", "Jalan Desa"), "name the kanal: --kanal with one of daerah, nasional, olahraga"),
        (("article", "Jalan Desa", "--kanal", "olaraga"), 'did you mean "olahraga"?'),
        (("article", "???", "--kanal", "daerah"), "has no letters to make an address of"),
    ],
)
def test_what_is_not_known_is_asked_for(portal: Portal, words: tuple[str, ...], said: str) -> None:
    """Exit code 2 and a sentence; no file."""
    result = ask(portal, *words)
    assert result.returncode == 2
    assert said in result.stderr


def test_a_name_that_windows_keeps_for_a_device(portal: Portal) -> None:
    """Gets a file all the same, which every machine can store."""
    assert ask(portal, "article", "Aux", "--kanal", "daerah").stdout == "content/daerah/2024/10/aux-1.md\n"
    assert ask(portal, "article", "Auxi", "--kanal", "daerah").stdout == "content/daerah/2024/10/auxi.md\n"


def test_who_commits_is_who_writes(portal: Portal) -> None:
    """If there is a profile of that name."""
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "config", "user.name", "sari anggraini"], check=True)
    ask(portal, "article", "Jalan Desa", "--kanal", "daerah")
    text = (portal.folder / "content/daerah/2024/10/jalan-desa.md").read_text("utf-8")
    assert "author: Sari Anggraini\n" in text


def test_profiles_and_pages(portal: Portal) -> None:
    """They build as they are."""
    assert ask(portal, "author", "Budi Rahman").stdout == "content/authors/budi-rahman.md\n"
    assert ask(portal, "page", "Tentang Kami").stdout == "content/pages/tentang-kami.md\n"
    portal.build()
    assert "Tentang Kami" in portal.read("tentang-kami/index.html")
    assert (portal.folder / "content/authors/budi-rahman.md").read_text("utf-8") == (
        "---\nname: Budi Rahman\ninitials: BR\n# also: role (work in the newsroom), email (address for readers), photo (path of the "
        "portrait, from the root of content/), links (their pages elsewhere), aliases (old addresses that lead here)\n---\n"
    )


def test_it_is_opened_in_the_editor(portal: Portal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In EDITOR."""
    editor = tmp_path / "penyunting"
    editor.write_text('#!/bin/sh\necho dibuka >> "$1"\n')
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))
    ask(portal, "page", "Tentang Kami", "--open")
    assert (portal.folder / "content/pages/tentang-kami.md").read_text("utf-8").endswith("dibuka\n")


@pytest.mark.parametrize("editor", ["false", "tiada-program", "'vi", "vi\\"])
def test_an_editor_that_cannot_be_started_is_named(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    """Whatever is wrong with it; the file is there."""
    monkeypatch.setenv("VISUAL", editor)
    answer = ask(portal, "page", "Tentang Kami", "--open")
    assert (answer.returncode, f"Error: {editor}: " in answer.stderr) == (2, True)
    assert (portal.folder / "content/pages/tentang-kami.md").exists()


WORDS = (
    "null", "2024-10-09", "Tidak Ada", "'a'", "a: b", "a #b", "[a]", "{a}", "*a", "<!-- a", "a" * 300, "nasional", "Tag", "404", "\u202ea",
)  # fmt: skip


@pytest.mark.slow
def test_what_is_new_builds_or_is_not_written(portal: Portal) -> None:
    """Whatever it is called: for words that mean nothing, and addresses that are taken, there is a sentence."""
    written = 0
    for word in WORDS:
        commands = (
            ("article", word, "--kanal", "daerah", "--author", word, "--region", word),
            ("author", word), ("page", word),
        )  # fmt: skip
        for words in commands:
            before = shape(portal.folder / "content")
            done = ask(portal, *words)
            written += done.returncode == 0
            assert (shape(portal.folder / "content") == before) == (done.returncode == 2), words
            assert done.returncode == 0 or done.stderr.startswith("error: "), words
    assert 10 < written < 3 * len(WORDS)
    portal.build()
    assert "<h1>null</h1>" in portal.read("null/index.html"), "in quotation marks it is a text"


@pytest.mark.parametrize("words", [("article", "Baru", "--kanal", "daerah"), ("author", "Baru"), ("page", "Baru")])
def test_nothing_is_written_through_a_symbolic_link(portal: Portal, tmp_path: Path, words: tuple[str, ...]) -> None:
    """Whoever writes articles could have put it there; content/ itself may lie elsewhere."""
    outside = tmp_path / "luar"
    outside.mkdir()
    content = portal.folder / "content"
    for name in ("daerah", "pages", "authors"):
        if (content / name).exists():
            (content / name).rename(tmp_path / name)
        (content / name).symlink_to(outside)
    done = ask(portal, *words)
    assert (done.returncode, "reached by a symbolic link" in done.stderr) == (2, True)
    assert not list(outside.iterdir())
    content.rename(tmp_path / "isi")
    for name in ("daerah", "pages", "authors"):
        (tmp_path / "isi" / name).unlink()
    content.symlink_to(tmp_path / "isi")
    assert ask(portal, *words).returncode == 0
