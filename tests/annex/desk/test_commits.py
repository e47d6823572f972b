"""The repository of a site: what a commit of the desk's is, and what is read of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.annex.desk import commits as desk_commits
from generator.annex.desk.commits import Commits, Entry, Left, Told, repository_of
from generator.annex.desk.git import BusyError
from tests.annex.desk.test_keeping import git

PATH = "content/daerah/banjir.md"
AT = 1728464400
SARI = Told("Sari Anggraini", "sari@contoh.id", AT, "+0700", "Sari menyerahkan “Banjir”")
BESIDE = ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply"]


def repository(folder: Path, files: Mapping[str, str] | None = None, *words: str) -> Commits:
    """Make a repository of a site with some files, which somebody has committed."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main", *words)
    (folder / "site.yaml").write_text("name: Uji\n")
    for path, text in (files or {}).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Awal")
    found = repository_of(folder)
    assert found is not None
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "repo"


@pytest.fixture
def commits(folder: Path) -> Commits:
    return repository(folder)


def refuse(*_: object) -> None:
    """Do what a system does that permits nothing."""
    raise PermissionError(1, "Operation not permitted")


def put(commits: Commits, path: str, text: str) -> Left:
    """Write a file, and return what a step has left of it."""
    file = Path(commits.top, path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return Left(path, text.encode())


def made(commits: Commits, name: str = "HEAD") -> list[str]:
    """Return a commit as git has it, without its tree."""
    return git(Path(commits.top), "cat-file", "commit", name).splitlines()[1:]


def tree(commits: Commits) -> list[str]:
    return git(Path(commits.top), "ls-tree", "-r", "HEAD", "--format=%(objectmode) %(path)").splitlines()


def status(commits: Commits) -> str:
    return git(Path(commits.top), "status", "--porcelain", "--untracked-files=all")


# ------------------------------------------------------------------ which repository


def test_the_repository_of_a_site(folder: Path, commits: Commits) -> None:
    """A site's repository is the one around it, and paths from its top are paths from the site's folder."""
    assert commits.top == os.path.realpath(folder)
    assert commits.below(PATH) == PATH
    inside = repository(folder.parent / "lain", {"portal/uji/x": "x"})
    site = Path(inside.top, "portal/uji")
    assert repository_of(site) is None
    (site / "site.yaml").write_text("name: Uji\n")
    assert repository_of(site) is None
    git(site, "add", "site.yaml")
    found = repository_of(site)
    assert found is not None
    assert found.top == inside.top
    assert [found.below(path) for path in (f"portal/uji/{PATH}", "portal/site.yaml", PATH)] == [PATH, None, None]


def test_no_repository(tmp_path: Path, commits: Commits, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site beside any repository has none, and neither has one on a machine without git."""
    assert repository_of(tmp_path) is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert repository_of(Path(commits.top)) is None


def test_a_new_repository(folder: Path) -> None:
    """A repository without a commit has the desk's as its first."""
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    commits = repository_of(folder)
    assert commits is not None
    assert commits.head == ""
    assert commits.entries(PATH) == []
    assert commits.commit(SARI, [put(commits, PATH, "satu")]) == []
    assert made(commits)[0].startswith("author Sari Anggraini")
    assert tree(commits) == [f"100644 {PATH}"]
    assert commits.head == git(folder, "rev-parse", "main").strip()


# ------------------------------------------------------------------------- commits


def test_a_commit(folder: Path, commits: Commits) -> None:
    """A commit is by the person and of the second that it is told, and has the sentence alone."""
    before = commits.head
    assert commits.commit(SARI, [put(commits, PATH, "satu")]) == []
    assert made(commits) == [
        f"parent {before}", f"author Sari Anggraini <sari@contoh.id> {AT} +0700",
        f"committer Sari Anggraini <sari@contoh.id> {AT} +0700", "", "Sari menyerahkan “Banjir”",
    ]  # fmt: skip
    assert status(commits) == ""
    assert {"index.lock", "index.ssg"}.isdisjoint(os.listdir(folder / ".git"))


@pytest.mark.parametrize(
    ("name", "email", "said", "person", "sentence"),
    [
        ("", "", "", "? <>", ""),
        ("<>", "<a>@b", "a\n\n  b", "? <a @b>", "a b"),
        ('  "Sari"\n\x7f<A> ', "a b\0", "\ta", '"Sari" A <a b>', "a"),
        ("x" * 121, "y" * 121, "z" * 301, f"{'x' * 120} <{'y' * 120}>", "z" * 300),
        ("Sari \udcff", "a\udcff", "b\udcff", "Sari ? <a?>", "b?"),
    ],
)
def test_odd_names(commits: Commits, name: str, email: str, said: str, person: str, sentence: str) -> None:
    """Whatever somebody is called and says, a commit has a name, an address and a sentence, of a bounded length."""
    commits.commit(Told(name, email, AT, "+0700", said), [put(commits, PATH, "satu")])
    assert made(commits)[1:] == [
        f"author {person} {AT} +0700",
        f"committer {person} {AT} +0700",
        "",
        *([sentence] if sentence else []),
    ]


def test_what_a_commit_has(commits: Commits) -> None:
    """Files come, change and go in one commit, those that are not named stay as they are, and nothing else is in it."""
    for path in ("content/a.md", "content/b.md", "content/c.md"):
        put(commits, path, "lama")
    git(Path(commits.top), "add", "-A")
    git(Path(commits.top), "commit", "-q", "-m", "Lain")
    put(commits, "content/c.md", "belum")
    Path(commits.top, "content/b.md").unlink()
    blob = commits.blob("content/foto.jpg", b"foto")
    Path(commits.top, "content/foto.jpg").write_bytes(b"foto")
    left = [put(commits, "content/a.md", "baru"), Left("content/b.md"), Left("content/foto.jpg", blob=blob)]
    assert commits.commit(SARI, left) == []
    assert git(Path(commits.top), "show", "--format=", "--name-status", "HEAD").splitlines() == [
        "M\tcontent/a.md", "D\tcontent/b.md", "A\tcontent/foto.jpg",
    ]  # fmt: skip
    assert commits.read(commits.head, "content/foto.jpg") == b"foto"
    assert status(commits) == " M content/c.md\n"


def test_only_a_deletion(commits: Commits) -> None:
    """A commit that deletes a file, and does nothing more, has it neither in the tree nor staged."""
    commits.commit(SARI, [put(commits, PATH, "satu")])
    Path(commits.top, PATH).unlink()
    commits.commit(SARI, [Left(PATH)])
    assert (tree(commits), status(commits)) == (["100644 site.yaml"], "")


def test_longer_names_of_objects(folder: Path) -> None:
    """A repository with the longer names that git can give has the same."""
    commits = repository(folder, {}, "--object-format=sha256")
    commits.commit(SARI, [put(commits, PATH, "satu"), Left("content/tiada.md")])
    (entry,) = commits.entries(PATH)
    assert (len(entry.id), commits.read(entry.id, PATH)) == (64, b"satu")
    Path(commits.top, PATH).unlink()
    commits.commit(SARI, [Left(PATH)])
    assert (tree(commits), status(commits)) == (["100644 site.yaml"], "")


def test_modes(commits: Commits) -> None:
    """A file that can be executed stays so, and a link becomes the file that the desk has written."""
    run, link = "content/a.md", "content/b.md"
    put(commits, run, "lama")
    Path(commits.top, run).chmod(0o755)
    Path(commits.top, link).symlink_to("a.md")
    git(Path(commits.top), "add", "-A")
    git(Path(commits.top), "commit", "-q", "-m", "Lain")
    assert tree(commits)[:2] == [f"100755 {run}", f"120000 {link}"]
    Path(commits.top, link).unlink()
    commits.commit(SARI, [put(commits, run, "baru"), put(commits, link, "teks")])
    assert tree(commits)[:2] == [f"100755 {run}", f"100644 {link}"]
    assert status(commits) == ""


def test_nothing_new(commits: Commits) -> None:
    """What the repository has already makes no commit, but is staged where a kill has kept it from that."""
    left = put(commits, PATH, "satu")
    commits.commit(SARI, [left])
    head = commits.head
    commits.commit(SARI, [left])
    index = Path(commits.top, ".git/index").stat().st_ino
    commits.commit(SARI, [left, Left("content/tiada.md")])
    assert Path(commits.top, ".git/index").stat().st_ino == index
    git(Path(commits.top), "rm", "-q", "--cached", PATH)
    commits.commit(SARI, [left, Left("content/tiada.md")])
    assert (commits.head, status(commits)) == (head, "")


def test_what_it_is_not_to_have(commits: Commits) -> None:
    """What git is told to ignore comes back, unless somebody has added it all the same."""
    put(commits, ".gitignore", "*.rahasia.md\n")
    put(commits, "content/lama.rahasia.md", "x")
    git(Path(commits.top), "add", "-f", ".gitignore", "content/lama.rahasia.md")
    git(Path(commits.top), "commit", "-q", "-m", "Lain")
    left = [put(commits, path, "satu") for path in ("content/baru.rahasia.md", PATH, "content/lama.rahasia.md")]
    assert commits.commit(SARI, left) == left[:1]
    assert tree(commits) == [
        "100644 .gitignore",
        f"100644 {PATH}",
        "100644 content/lama.rahasia.md",
        "100644 site.yaml",
    ]
    head = commits.head
    assert commits.commit(SARI, left[:1]) == left[:1]
    assert commits.head == head


@pytest.mark.parametrize("place", ["content", "content/daerah"])
def test_what_lies_behind_a_link(commits: Commits, tmp_path: Path, place: str) -> None:
    """What lies behind a link is not part of the repository, and comes back."""
    (tmp_path / "lain").mkdir()
    Path(commits.top, place).parent.mkdir(exist_ok=True)
    Path(commits.top, place).symlink_to(tmp_path / "lain")
    git(Path(commits.top), "add", "-A")
    git(Path(commits.top), "commit", "-q", "-m", "Lain")
    before, left = tree(commits), put(commits, PATH, "satu")
    assert commits.commit(SARI, [left]) == [left]
    assert tree(commits) == before == [f"120000 {place}", "100644 site.yaml"]


@pytest.mark.parametrize("path", ['a "b"\\c\nd.md', "[a]*?.md", "-é.md", ":(top)a.md"])
def test_odd_paths(commits: Commits, path: str) -> None:
    """A file may be called anything that a system can call it."""
    commits.commit(SARI, [put(commits, f"content/{path}", "satu")])
    assert [(one.who, one.path) for one in commits.entries(f"content/{path}")] == [(SARI.name, f"content/{path}")]
    assert commits.read(commits.head, f"content/{path}") == b"satu"
    assert status(commits) == ""


# ---------------------------------------------------------- beside others who use git


@pytest.mark.parametrize("name", BESIDE)
def test_in_the_middle_of_something(folder: Path, commits: Commits, name: str) -> None:
    """While somebody merges, picks, reverts or rebases, nothing is committed, and no lock is left."""
    assert not commits.is_busy
    (folder / ".git" / name).mkdir()
    assert commits.is_busy
    head, left = commits.head, put(commits, PATH, "satu")
    with pytest.raises(BusyError, match=r"^somebody else is in the middle of something$"):
        commits.commit(SARI, [left])
    assert (commits.head, (folder / ".git/index.lock").exists()) == (head, False)
    (folder / ".git" / name).rmdir()
    commits.commit(SARI, [left])
    assert commits.head != head


def test_the_lock_of_somebody_else(folder: Path, commits: Commits) -> None:
    """While somebody else holds git's lock nothing is committed, and the lock stays theirs."""
    lock = folder / ".git/index.lock"
    lock.write_text("lain")
    with pytest.raises(BusyError, match=r"File exists"):
        commits.commit(SARI, [put(commits, PATH, "satu")])
    assert lock.read_text() == "lain"


def test_whoever_commits_at_the_same_moment(folder: Path, commits: Commits, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where somebody else was quicker it is begun again, some times; what fails for another reason is told."""
    head = commits.head
    git(folder, "commit", "-q", "--allow-empty", "-m", "Lain")
    name = commits.blob(PATH, b"satu")
    changed = [desk_commits._Object("100644", name, PATH)]
    assert commits._committed(head, SARI, changed) is False
    assert git(folder, "log", "--format=%s").split() == ["Lain", "Awal"]
    with pytest.raises(BusyError, match="fatal"):
        commits._committed(commits.head, SARI, [desk_commits._Object("100644", "rusak", PATH)])
    assert commits._committed(commits.head, SARI, changed) is True
    tries = []
    monkeypatch.setattr(commits, "_committed", lambda *_: bool(tries.append(1)))
    with pytest.raises(BusyError, match=r"^somebody else commits all the time$"):
        commits.commit(SARI, [put(commits, PATH, "dua")])
    assert len(tries) == 5
    # Nobody who commits then has it in their name.
    assert commits.blob(PATH, b"dua") not in git(folder, "ls-files", "--stage")


# ------------------------------------------------------------------------ what is read


def test_entries(folder: Path, commits: Commits) -> None:
    """The history of a file has its versions, the newest first, each with the name that the file had then."""
    new = "content/daerah/surut.md"
    commits.commit(SARI, [put(commits, PATH, "satu\n" * 20)])
    first = commits.head
    Path(commits.top, PATH).rename(folder / new)
    budi = Told("Budi Hartono", "b@contoh.id", AT + 60, "+0700", "Budi mengganti nama")
    commits.commit(budi, [Left(PATH), Left(new, b"satu\n" * 20)])
    assert commits.entries(new) == [
        Entry(commits.head, AT + 60, "Budi Hartono", "Budi mengganti nama", new),
        Entry(first, AT, "Sari Anggraini", "Sari menyerahkan “Banjir”", PATH),
    ]  # fmt: skip
    assert [one.id for one in commits.entries(new, most=1)] == [commits.head]
    assert commits.entries("content/tiada.md") == []
    Path(commits.top, new).unlink()
    commits.commit(budi, [Left(new)])
    commits.commit(SARI, [put(commits, new, "lagi")])
    assert [(one.at, one.path) for one in commits.entries(new, most=2)] == [(AT, new), (AT + 60, "")]


def test_entries_of_a_site_in_a_folder(folder: Path) -> None:
    """Of a site that is a folder of its repository, paths begin at the site, and none leads out of it."""
    repository(folder, {"portal/x": "x", "lain/a": "satu\n" * 20})
    site = folder / "portal"
    (site / "site.yaml").write_text("name: Uji\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Situs")
    commits = repository_of(site)
    assert commits is not None
    (site / "content").mkdir()
    (folder / "lain/a").rename(site / "content/a.md")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Pindah")
    assert [(one.said, one.path) for one in commits.entries("content/a.md")] == [("Pindah", "content/a.md")]
    assert commits.read(commits.head, "content/a.md") == b"satu\n" * 20
    (site / "content/a.md").write_text("dua")
    commits.commit(SARI, [Left("content/a.md", b"dua"), Left("content/b.md", blob=commits.blob("content/b.md", b"b"))])
    assert git(folder, "show", "--format=", "--name-only", "HEAD").split() == [
        "portal/content/a.md",
        "portal/content/b.md",
    ]


def test_times_in_a_history(commits: Commits) -> None:
    """A time that no calendar has is none."""
    for at in (99_999_999_999, 100_000_000_000):
        commits.commit(Told("Sari", "s@contoh.id", at, "+0700", ""), [put(commits, PATH, f"{at}")])
    assert [one.at for one in commits.entries(PATH)] == [0, 99_999_999_999]


def test_names_in_a_history(folder: Path, commits: Commits) -> None:
    """Long names and sentences of others are cut, and what cannot be shown of them is replaced."""
    put(commits, PATH, "satu")
    git(folder, "add", "-A")
    author = f"--author=A\x1b{'A' * 200} <x@y>"
    git(folder, "commit", "-q", "-m", f"\u202e{'B' * 400}", author, f"--date={AT} +0700")
    (entry,) = commits.entries(PATH)
    assert (entry.at, entry.who[:2], entry.said[:2]) == (AT, "A\ufffd", "\ufffdB")
    assert (len(entry.who), len(entry.said)) == (120, 300)


def test_reading(folder: Path, commits: Commits, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is read as a commit has it, up to a length, by the commit's whole name and no other."""
    commits.commit(SARI, [put(commits, PATH, "satu")])
    head = commits.head
    commits.commit(SARI, [put(commits, PATH, "dua")])
    assert (commits.read(head, PATH), commits.read(commits.head, PATH)) == (b"satu", b"dua")
    names = ("HEAD", "", head[:39], f"{head}0", head.upper() + " ", "main", f"{head}^", "0" * 40)
    assert [commits.read(name, PATH) for name in names] == [None] * len(names)
    assert [commits.read(head, path) for path in ("content/tiada.md", "content", "")] == [None] * 3
    monkeypatch.setattr(desk_commits, "_LONGEST", 4)
    assert commits.read(head, PATH) == b"satu"
    monkeypatch.setattr(desk_commits, "_LONGEST", 3)
    assert commits.read(head, PATH) is None


def test_objects(folder: Path, commits: Commits) -> None:
    """Bytes are put into the repository as git would put a file at that path, even where it converts line ends."""
    name = commits.blob(PATH, b"satu\r\ndua\n")
    assert git(folder, "cat-file", "-s", name) == "10\n"
    git(folder, "config", "core.autocrlf", "input")
    git(folder, "config", "core.safecrlf", "true")
    assert git(folder, "cat-file", "-s", commits.blob(PATH, b"satu\r\ndua\n")) == "9\n"
    (folder / ".gitattributes").write_text("*.jpg -text\n")
    assert git(folder, "cat-file", "-s", commits.blob("content/a.jpg", b"satu\r\ndua\n")) == "10\n"


def test_a_commit_of_no_branch(folder: Path, commits: Commits) -> None:
    """A commit can be made that nothing refers to, also where an older desk has left its reference."""
    head, name = commits.head, commits.blob(PATH, b"satu")
    for said in ("satu", "dua"):
        told = Told("Sari", "s@contoh.id", AT, "+0700", said)
        found = commits.make(told, f"from {head}\nM 100644 {name} {commits.quoted(PATH)}\n")
        assert made(commits, found) == [
            f"parent {head}", f"author Sari <s@contoh.id> {AT} +0700", f"committer Sari <s@contoh.id> {AT} +0700", "", said,
        ]  # fmt: skip
        assert git(folder, "for-each-ref", "--format=%(refname)").splitlines() == ["refs/heads/main"]
        git(folder, "update-ref", "refs/warta/merge", found)
    assert commits.head == head


def test_quoted() -> None:
    """A path is quoted as git reads it: backslashes first, then quotes and line feeds."""
    assert Commits.quoted('a\\n"b"\nc') == '"a\\\\n\\"b\\"\\nc"'
