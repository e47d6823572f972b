"""Origin: a site is built from a commit with the bytes of a build from the folder, and without a checkout."""

from __future__ import annotations

import os
import random
import subprocess
from pathlib import Path

import pytest

from tests.support import CONFIG, Portal, RefusedError, article, png, site

_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Uji", "GIT_AUTHOR_EMAIL": "u@x.example",
    "GIT_COMMITTER_NAME": "Uji", "GIT_COMMITTER_EMAIL": "u@x.example",
}  # fmt: skip


def git(folder: Path, *words: str) -> str:
    """Run git, and return what it says."""
    return subprocess.run(
        ["git", "-C", str(folder), *words], env={**os.environ, **_GIT}, check=True, capture_output=True, text=True
    ).stdout


def commit(portal: Portal) -> None:
    """Commit all that people wrote."""
    git(portal.folder, "add", "--all", ".", ":!.ssg", ":!build")
    git(portal.folder, "commit", "--quiet", "--allow-empty", "-m", "uji")


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal in a repository, with a picture, a link to one and a text in a folder of its own."""
    made = site(tmp_path)
    for n in range(4):
        made.add(f"content/daerah/2024/10/b-{n}.md", article(f"Berita {n}", timestamp=f"2024-10-0{n + 1} 10:00 WIB"))
    made.add("content/foto/banjir.png", png(40, 30))
    made.add("content/foto/tautan.png", "").unlink()
    (made.folder / "content/foto/tautan.png").symlink_to("banjir.png")
    git(made.folder, "init", "--quiet", "-b", "main")
    commit(made)
    return made


def cloned(portal: Portal, *words: str) -> Portal:
    """Return a clone that has no files."""
    clone = portal.folder.parent / "klon"
    git(portal.folder.parent, "clone", "--quiet", *words, f"file://{portal.folder}", str(clone))
    other = Portal(clone)
    other.now = portal.now
    return other


@pytest.mark.slow
def test_random_edits_lead_to_the_bytes_of_the_folder(portal: Portal) -> None:
    """Whatever was committed, a build from the commit in a clone without files gives what a clean one gives."""
    git(portal.folder, "config", "uploadpack.allowFilter", "true")
    clone = cloned(portal, "--no-checkout", "--filter=blob:none")
    rng = random.Random(1)
    for turn in range(3):
        new = f"content/{rng.choice(('daerah', 'daerah/2024/11', 'ekonomi/a/b'))}/baru-{turn}.md"
        portal.add(new, article(f"Baru {turn}", "Isi.\n\n![Air](/foto/banjir.png)", timestamp="2024-10-08 10:00 WIB"))
        if rng.random() < 0.5:
            portal.edit("content/daerah/2024/10/b-1.md", "berita", f"berita {turn}")
        if turn % 3 == 1:
            portal.remove(new)
        if turn % 4 == 2:
            portal.add("content/foto/banjir.png", png(41 + turn, 30))
            portal.add("themes/sendiri/theme.yaml", "extends: kabar\n")
            portal.add("themes/sendiri/assets/lain.css", f"p {{ margin: {turn}px }}\n")
            portal.add("site.yaml", f"{CONFIG}theme: sendiri\n")
        commit(portal)
        git(clone.folder, "fetch", "--quiet", "origin", "main:main", "--update-head-ok")
        clone.build(commit="main")
        assert not (clone.folder / "content").exists()
        assert clone.files() == portal.clean()


def test_what_is_not_committed_is_not_built(portal: Portal) -> None:
    """Half of a text that is being saved, and a new file, do not reach readers."""
    portal.build(commit="HEAD")
    before = portal.files()
    portal.add("content/daerah/2024/10/b-1.md", "---\ntitle: [")
    portal.add("site.yaml", "bukan konfigurasi")
    assert portal.build(commit="HEAD").rendered == 0
    assert portal.files() == before


def test_an_edit_asks_for_what_it_changed(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clone without files fetches the bodies of changed files, and no others."""
    git(portal.folder, "config", "uploadpack.allowFilter", "true")
    clone = cloned(portal, "--bare", "--filter=blob:none")
    clone.build(commit="main")
    had = int(git(clone.folder, "count-objects", "-v").split("in-pack: ")[1].split()[0])
    portal.edit("content/daerah/2024/10/b-1.md", "berita", "kabar")
    commit(portal)
    git(clone.folder, "fetch", "--quiet", "origin", "main:main")
    clone.build(commit="main")
    has = int(git(clone.folder, "count-objects", "-v").split("in-pack: ")[1].split()[0])
    # The commit, the five trees above the file, and the file.
    assert has - had <= 7
    monkeypatch.setenv("GIT_NO_LAZY_FETCH", "1")
    assert clone.build(commit="main").rendered == 0


def test_a_clone_without_files_fetches_all_that_it_needs_at_once(portal: Portal) -> None:
    """However many files a build has to read, they come in one piece, not one after the other."""
    git(portal.folder, "config", "uploadpack.allowFilter", "true")
    clone = cloned(portal, "--bare", "--filter=blob:none")
    before = len(list((clone.folder / "objects/pack").glob("*.pack")))
    clone.build(commit="main")
    # site.yaml comes by itself, and so does the theme, before it is known what else is needed.
    assert len(list((clone.folder / "objects/pack").glob("*.pack"))) - before <= 3


def test_problems_are_those_of_the_folder(portal: Portal) -> None:
    """What is wrong in a commit is said as it is of files: too large, misnamed, a link that leads astray, a dead link."""
    portal.add("content/daerah/2024/10/rusak.md", article("Rusak", "[mati](/tidak-ada/)"))
    portal.add("content/daerah/2024/10/besar.md", article("Besar", "x " * 1_100_000))
    portal.add("content/foto/salah nama?.png", png(3, 3))
    for name, goal in (
        ("luar.png", "../../site.yaml"), ("putus.png", "tidak-ada.png"), ("folder.png", "../daerah"), ("atas", ".."),
    ):  # fmt: skip
        (portal.folder / "content/foto" / name).symlink_to(goal)
    commit(portal)
    there = portal.problems()
    assert len(there) == 7
    assert portal.problems(commit="HEAD") == there


def refused(portal: Portal, commit: str) -> str:
    """Return what a build of a commit says that cannot be built."""
    with pytest.raises(RefusedError) as error:
        portal.build(commit=commit)
    return str(error.value)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["site.yaml", "themes", "themes/meja"])
def test_no_file_of_this_machine_stands_in_for_one_of_the_commit(portal: Portal, name: str) -> None:
    """A link is refused before anybody reads, and shows, what it leads to; one within the commit is followed."""
    portal.add("themes/asli/theme.yaml", "name: asli\nextends: kabar\n")
    (portal.folder / "themes/lain").symlink_to("asli")
    portal.edit("site.yaml", "timezone", "theme: lain\ntimezone")
    commit(portal)
    portal.build(commit="HEAD")
    (portal.folder / name).rename(portal.folder.parent / "lain") if (portal.folder / name).exists() else None
    (portal.folder / name).symlink_to(portal.folder.parent / "lain")
    commit(portal)
    assert "symbolic link" in refused(portal, "HEAD")


def test_a_submodule_is_said(portal: Portal) -> None:
    """Its files are in no commit of this repository, and would be missing in silence."""
    git(portal.folder, "init", "--quiet", "content/lain")
    git(portal.folder / "content/lain", "commit", "--quiet", "--allow-empty", "-m", "Lain")
    git(portal.folder, "add", "content/lain")
    commit(portal)
    (found,) = portal.problems(commit="HEAD")
    assert (found.code, "submodule" in found.message) == ("refused-file", True)


def test_what_was_wrong_is_said_until_it_is_mended(portal: Portal) -> None:
    """A commit that was refused is refused again, though the one before it was built."""
    portal.build(commit="HEAD")
    portal.add("content/foto/salah nama?.png", png(3, 3))
    commit(portal)
    for _ in range(2):
        assert [one.code for one in portal.problems(commit="HEAD")] == ["bad-name"]
    git(portal.folder, "rm", "--quiet", "content/foto/salah nama?.png")
    commit(portal)
    portal.build(commit="HEAD")


def test_a_commit_that_there_is_not(portal: Portal) -> None:
    """An unknown name, one that looks like an option, a folder without git and a commit without content are refused."""
    for name in ("tidak-ada", "--all", "HEAD^^^^"):
        assert "knows no commit" in refused(portal, name)
    git(portal.folder, "rm", "-r", "--quiet", "content")
    commit(portal)
    assert "no folder content" in refused(portal, "HEAD")
    git(portal.folder, "rm", "--quiet", "site.yaml")
    commit(portal)
    refused(portal, "HEAD")
