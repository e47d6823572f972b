"""Git: what a repository holds that nobody vouches for."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.base.folder import Folder, StrayError
from generator.base.git import Committed, Objects, fetch_history, is_shallow
from generator.base.source import Source

ENVIRONMENT = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder: Path, *words: str, given: bytes = b"") -> str:
    """Run git, and return what it says."""
    done = subprocess.run(
        ["git", "-C", str(folder), *words], input=given, env=ENVIRONMENT, check=True, capture_output=True
    )
    return done.stdout.decode().strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty repository."""
    git(tmp_path, "init", "--quiet", "--bare", ".")
    return tmp_path


def written_tree(repository: Path, *entries: tuple[str, str, str]) -> str:
    """Write a tree as it is, whatever git thinks of it: mode, name and object of each entry."""
    data = b"".join(f"{mode} {name}".encode() + b"\0" + bytes.fromhex(of) for mode, name, of in entries)
    return git(repository, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=data)


def blob(repository: Path, text: str) -> str:
    """Write a file."""
    return git(repository, "hash-object", "-w", "--stdin", given=text.encode())


def test_names_that_lead_elsewhere_are_none(repository: Path) -> None:
    """A tree may hold names that no checkout would make: these are not there."""
    file = blob(repository, "x")
    entries = [("100644", name, file) for name in ("..", "../../luar", "a/b", ".", "baik.md")]
    with Committed(str(repository), written_tree(repository, *entries)) as files:
        assert [*files.folder("")] == ["baik.md"]


def test_a_tree_that_is_none_is_an_error_of_the_machine(repository: Path) -> None:
    """Modes that are no numbers, names without an end and objects that are missing are refused, not met later."""
    file = blob(repository, "x")
    good = written_tree(repository, ("100644", "a.md", file))
    broken = git(repository, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=b"100644 tanpa-akhir")
    odd = written_tree(repository, ("abc", "a.md", file))
    objects = Objects(str(repository))
    try:
        for name in (broken, odd, "0" * 40, file):
            with pytest.raises(OSError, match="git"):
                objects.tree(name)
        assert [*objects.tree(good)] == ["a.md"]
    finally:
        objects.close()


def test_of_a_file_that_is_too_long_no_more_is_kept_than_asked_for(repository: Path) -> None:
    """One byte more than the limit tells that it is longer; what follows does not disturb the next file."""
    long, short = blob(repository, "panjang" * 500_000), blob(repository, "pendek")
    objects = Objects(str(repository))
    try:
        assert len(objects.read(long, 1000)) == 1001
        assert objects.read(short, 1000) == b"pendek"
        assert objects.size(long) == 3_500_000
    finally:
        objects.close()


def test_letter_case_is_looked_up_once(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a folder's size is, a name in other letters is found without reading all names again."""
    file = blob(repository, "x")
    names = sorted(f"Foto-{n}.jpg" for n in range(500))
    top = written_tree(repository, *(("100644", name, file) for name in names))
    folded: list[str] = []
    monkeypatch.setattr("generator.base.folder.fold", lambda text: folded.append(text) or text.lower())
    with Committed(str(repository), top) as files:
        assert all(files.has(f"foto-{n}.JPG") for n in range(100))
        assert not files.has("foto-900.jpg")
    assert len(folded) < 1000


OUTSIDE = "this symbolic link leaves the site's content", "put the file itself here"
HIDDEN = (
    "this symbolic link stands for a file that is not published",
    "remove it; if readers may see that file, put a copy of it here",
)
NOWHERE = "this symbolic link leads nowhere", "remove it"
A_FOLDER = "this symbolic link stands for a folder", "put the folder itself here"
NOT_THERE = "FileNotFoundError"
FILES = ("a.md", "b.md", "foto/Banjir.png", "foto/banjir.PNG", "foto/.rahasia.png", ".git-asing/x.png", "foto/x/y.png")
LINKS = {
    "foto/tautan.png": "Banjir.png",
    "foto/lewat.png": "../foto/./x/../tautan.png",
    "foto/dalam.png": "x/y.png",
    "atas.png": "foto/Banjir.png",
    "pintas": "foto",
    "foto/pintas.png": "../pintas/Banjir.png",
    "c.md": "a.md",
    "foto/teks.png": "../a.md",
    "gambar.md": "foto/Banjir.png",
    "foto/luar.png": "../../luar.png",
    "foto/kembali.png": "../../content/foto/Banjir.png",
    "foto/mutlak.png": "/etc/hostname",
    "foto/diri.png": "..",
    "foto/tiada.png": "hilang.png",
    "foto/map.png": "x",
    "foto/gelap.png": ".rahasia.png",
    "foto/gelap2.png": "../.git-asing/x.png",
    "foto/satu.png": "dua.png",
    "foto/dua.png": "satu.png",
}
PATHS: dict[str, object] = {
    **{path: path.encode() for path in FILES},
    "foto/tautan.png": b"foto/Banjir.png",
    "foto/lewat.png": b"foto/Banjir.png",
    "foto/dalam.png": b"foto/x/y.png",
    "foto/pintas.png": b"foto/Banjir.png",
    "atas.png": b"foto/Banjir.png",
    "c.md": b"a.md",
    "foto/teks.png": HIDDEN,
    "gambar.md": HIDDEN,
    "foto/luar.png": OUTSIDE,
    "foto/mutlak.png": OUTSIDE,
    "foto/diri.png": OUTSIDE,
    "foto/tiada.png": NOWHERE,
    "foto/map.png": A_FOLDER,
    "pintas": A_FOLDER,
    "foto/gelap.png": HIDDEN,
    "foto/gelap2.png": HIDDEN,
    "tiada.md": NOT_THERE,
    "tiada/a.md": NOT_THERE,
    "foto/x": "OSError",
}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content folder in a repository, all of it added."""
    top = tmp_path_factory.mktemp("commit") / "content"
    for path in FILES:
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(path)
    for path, target in LINKS.items():
        (top / path).symlink_to(target)
    (top.parent / "luar.png").write_text("luar")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for words in (("init", "--quiet"), ("add", "--force", "--all")):
        subprocess.run(["git", "-C", str(top), *words], env=environment, check=True)
    return top


@pytest.fixture(scope="module")
def tree(content: Path) -> str:
    """The name of its tree."""
    words = ["git", "-C", str(content), "write-tree"]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def committed(content: Path, tree: str) -> Iterator[Committed]:
    with Committed(str(content), tree) as files:
        yield files


def outcome(read: Callable[[], object]) -> object:
    """Return what is read, or why nothing is."""
    try:
        return read()
    except StrayError as error:
        return str(error.said), str(error.advice)
    except OSError as error:
        return type(error).__name__


def whole(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


@pytest.mark.parametrize(("path", "expected"), PATHS.items())
def test_a_file_is_read_as_it_lies_in_the_folder(
    content: Path, committed: Committed, path: str, expected: object
) -> None:
    """Links within the folder are followed, whichever way; all others, and what is none, are refused alike."""
    with Folder(content) as folder:
        for files in (folder, committed):
            assert outcome(lambda files=files: files.read(path, None)) == expected
            assert outcome(lambda files=files: whole(files.open(path))) == expected


@pytest.mark.parametrize(
    ("path", "is_there"),
    [
        ("foto/banjir.png", True),
        ("FOTO/BANJIR.png", True),
        ("Foto/X/Y.png", True),
        ("A.MD", True),
        ("foto/TAUTAN.png", True),
        ("foto/tiada.png", False),
        ("foto/Lain.png", False),
        ("foto/.rahasia.png", False),
        (".git-asing/x.png", False),
        ("foto", False),
        ("foto//Banjir.png", False),
        ("/a.md", False),
        ("a.md/", False),
    ],
)
def test_a_file_is_there_in_whatever_letter_case(
    content: Path, committed: Committed, path: str, is_there: bool
) -> None:
    """As in the folder; what is not published is not there."""
    with Folder(content) as folder:
        assert [folder.has(path), committed.has(path)] == [is_there, is_there]


def test_a_link_leads_to_a_path(content: Path, committed: Committed) -> None:
    """The same as in the folder."""
    paths = ("foto/tautan.png", "foto/lewat.png", "foto/dalam.png", "foto/pintas.png", "atas.png", "c.md")
    with Folder(content) as folder:
        for files in (folder, committed):
            assert [files.target(path) for path in paths] == [
                "foto/Banjir.png", "foto/Banjir.png", "foto/x/y.png", "foto/Banjir.png", "foto/Banjir.png", "a.md"
            ]  # fmt: skip


@pytest.mark.parametrize("path", ["foto/satu.png", "foto/kembali.png"])
def test_links_that_a_commit_cannot_follow(committed: Committed, path: str) -> None:
    """Those that lead in a circle, and those that go through what is outside, even if they come back."""
    assert outcome(lambda: committed.read(path, None)) == OUTSIDE


def test_a_file_that_is_too_long(committed: Committed) -> None:
    """One byte more than is allowed is read, to tell that it is."""
    assert [committed.read("foto/x/y.png", most) for most in (3, 12, 13)] == [b"foto", b"foto/x/y.png", b"foto/x/y.png"]


def test_a_source_is_a_folder_or_a_commit(content: Path, tree: str) -> None:
    """Both have the same files."""
    for source in (Source(str(content)), Source(str(content), tree)):
        with source.opened() as files:
            assert files.read("a.md", None) == b"a.md"
            assert isinstance(files, Committed if source.tree else Folder)


NOBODY = ("-c", "user.name=Uji", "-c", "user.email=uji@contoh.id")


def test_what_a_remote_has_come_to_have(repository: Path) -> None:
    """Whoever fetches is told whether that brought commits; of a shallow clone, older ones."""

    def commit(text: str) -> None:
        tree = git(repository, "mktree")
        parents = [f"-p{git(repository, 'rev-parse', 'HEAD')}"] if text != "0" else []
        git(repository, "update-ref", "HEAD", git(repository, *NOBODY, "commit-tree", *parents, "-m", text, tree))

    for number in range(3):
        commit(f"{number}")
    whole, shallow = repository / "utuh", repository / "dangkal"
    git(repository, "clone", "--quiet", f"file://{repository}", str(whole))
    git(repository, "clone", "--quiet", "--depth=1", f"file://{repository}", str(shallow))
    assert (is_shallow(whole), is_shallow(shallow)) == (False, True)
    assert (fetch_history(whole), fetch_history(shallow), fetch_history(shallow)) == (False, True, False)
    commit("baru")
    assert (fetch_history(whole), fetch_history(whole)) == (True, False)
