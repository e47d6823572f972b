"""Reading and writing below content/: whole or not at all, and never by way of a link."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.annex.desk import files
from generator.annex.desk.desk import MissingError, StaleError
from generator.base.digest import digest
from generator.base.errors import UsageError
from generator.base.folder import MAX_DEPTH, MAX_PATH

PATH = "daerah/2024/banjir.md"
MOST = 1000


@pytest.fixture(params=[True, False], ids=["steps", "paths"], autouse=True)
def _system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the folders opened one from the other, and as on a system that cannot."""
    if request.param and not files._STEPS:
        pytest.skip("this system opens no file from a folder")
    monkeypatch.setattr(files, "_STEPS", request.param)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content/daerah/2024").mkdir(parents=True)
    (tmp_path / "content" / PATH).write_bytes(b"satu")
    return tmp_path


def refused(call: Callable[[], object]) -> str:
    """Return what is said when something is refused."""
    with pytest.raises(UsageError) as told:
        call()
    return str(told.value)


def stale(call: Callable[[], object]) -> tuple[str, dict[str, object]]:
    """Return what is said, and told the browser, when a file is another one."""
    with pytest.raises(StaleError) as told:
        call()
    return str(told.value), told.value.told


def there(site: Path) -> list[str]:
    """Return all that is below content/, folders too."""
    return sorted(one.relative_to(site / "content").as_posix() for one in (site / "content").rglob("*"))


def test_versions() -> None:
    """Equal bytes have one version, others have another, and no file has none, which an empty file does."""
    assert files.version_of(b"satu") == digest(b"satu").hex()
    assert files.version_of(b"") == digest(b"").hex()
    assert files.version_of(None) == ""


def test_reading(site: Path) -> None:
    """A file is read up to the most that it may have, and beyond that refused."""
    assert files.read(site, PATH, 4) == b"satu"
    assert refused(lambda: files.read(site, PATH, 3)) == f"{PATH} is larger than the desk can open"


def test_reading_what_is_not_there(site: Path) -> None:
    """Neither a file that is missing nor a folder that is missing is an error, and no folder is made."""
    before = there(site)
    assert files.read(site, "daerah/2024/tiada.md", MOST) is None
    assert files.read(site, "tiada/2024/banjir.md", MOST) is None
    files.write(site, "tiada/2024/banjir.md", None, None)
    files.sweep(site, "tiada/2024/banjir.md")
    assert there(site) == before


def test_needing(site: Path) -> None:
    """What is needed is there, or what is missing is named."""
    assert files.need(site, PATH, MOST) == b"satu"
    with pytest.raises(MissingError) as told:
        files.need(site, "daerah/2024/tiada.md", MOST)
    assert str(told.value) == "daerah/2024/tiada.md is not there any more"


def test_sweeping(site: Path) -> None:
    """What a killed write has left beside a file goes, and nothing else."""
    folder = site / "content/daerah/2024"
    stays = [
        ".ssg-desk-0123456789a.new",
        ".ssg-desk-0123456789abc.new",
        ".ssg-desk-0123456789ab.md",
        "x.ssg-desk-0123456789ab.new",
    ]
    for name in (*stays, ".ssg-desk-0123456789ab.new", ".ssg-desk-ffffffffffff.new"):
        (folder / name).touch()
    (folder / ".ssg-desk-000000000000.new").mkdir()
    files.sweep(site, PATH)
    assert sorted(os.listdir(folder)) == sorted([*stays, ".ssg-desk-000000000000.new", "banjir.md"])


def test_writing(site: Path) -> None:
    """A file has the new bytes, and nothing else is there afterwards."""
    before = there(site)
    files.write(site, PATH, b"satu", b"dua kata")
    assert files.read(site, PATH, MOST) == b"dua kata"
    assert there(site) == before


def test_writing_a_new_file(site: Path) -> None:
    """A new file comes with the folders above it, and with the rights that new files have here."""
    before = os.umask(0o027)
    try:
        files.write(site, "nasional/2025/01/pemilu.md", None, b"satu")
    finally:
        os.umask(before)
    file = site / "content/nasional/2025/01/pemilu.md"
    assert file.read_bytes() == b"satu"
    assert file.stat().st_mode & 0o777 == 0o640
    assert there(site) == [
        "daerah", "daerah/2024", PATH, "nasional", "nasional/2025", "nasional/2025/01", "nasional/2025/01/pemilu.md",
    ]  # fmt: skip


def test_rights(site: Path) -> None:
    """A file that is replaced keeps its rights."""
    file = site / "content" / PATH
    file.chmod(0o604)
    files.write(site, PATH, b"satu", b"dua")
    assert file.stat().st_mode & 0o777 == 0o604


@pytest.mark.parametrize("after", [b"dua", None], ids=["replaced", "deleted"])
@pytest.mark.parametrize("now", [b"sat", b"tuas", b"satu lagi"], ids=["shorter", "other", "longer"])
def test_changed_meanwhile(site: Path, now: bytes, after: bytes | None) -> None:
    """A file that somebody else has changed stays as they left it, and nothing is left beside it."""
    (site / "content" / PATH).write_bytes(now)
    before = there(site)
    said, told = stale(lambda: files.write(site, PATH, b"satu", after))
    assert said == f"{PATH} was changed by somebody else; nothing was saved"
    assert list(told) == ["version"]
    if len(now) <= len(b"satu"):
        assert told == {"version": files.version_of(now)}
    assert files.read(site, PATH, MOST) == now
    assert there(site) == before


def test_made_meanwhile(site: Path) -> None:
    """A file that somebody else has made is not replaced, nor deleted, be it empty."""
    for now in (b"", b"satu"):
        (site / "content" / PATH).write_bytes(now)
        for after in (b"dua", None):
            assert stale(lambda after=after: files.write(site, PATH, None, after))[0].startswith(f"{PATH} was changed")
        assert files.read(site, PATH, MOST) == now


@pytest.mark.parametrize("path", [PATH, "tiada/2024/banjir.md"])
def test_deleted_meanwhile(site: Path, path: str) -> None:
    """A file that somebody else has deleted does not come back, nor is it deleted once more."""
    (site / "content" / PATH).unlink()
    said = f"{path} was changed by somebody else; nothing was saved", {"version": ""}
    assert stale(lambda: files.write(site, path, b"satu", None)) == said
    assert stale(lambda: files.write(site, path, b"satu", b"dua")) == said
    assert files.read(site, path, MOST) is None


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("a/b/c/x.md", ["a"]),
        ("a/b/x.md", ["a"]),
        ("a/x.md", ["a"]),
        ("x.md", []),
    ],
)
def test_deleting(tmp_path: Path, path: str, left: list[str]) -> None:
    """With the last file of a folder the folder goes, and those above it that are empty then, but for the top one."""
    (tmp_path / "content").mkdir()
    files.write(tmp_path, path, None, b"satu")
    files.write(tmp_path, path, b"satu", None)
    assert there(tmp_path) == left


def test_deleting_one_of_two(tmp_path: Path) -> None:
    """A folder that has something else stays, with those above it."""
    (tmp_path / "content").mkdir()
    for path in ("a/b/c/x.md", "a/b/y.md"):
        files.write(tmp_path, path, None, b"satu")
    files.write(tmp_path, "a/b/c/x.md", b"satu", None)
    assert there(tmp_path) == ["a", "a/b", "a/b/y.md"]


def test_a_disk_that_fails(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new bytes cannot take the place of the old ones, those stay, and nothing is left beside them."""
    before = there(site)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="No space left on device"):
        files.write(site, PATH, b"satu", b"dua")
    assert there(site) == before
    assert files.read(site, PATH, MOST) == b"satu"


def test_a_kill_while_writing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a write leaves that never came to its end is what a sweep removes."""
    before, found = there(site), []

    def killed(*_: object, **__: object) -> None:
        found.extend(set(there(site)).difference(before))
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", killed)
        patch.setattr(os, "unlink", killed)
        with pytest.raises(OSError, match=r"^$"):
            files.write(site, PATH, b"satu", b"dua")
    assert set(there(site)) == {*before, *found} != set(before)
    files.sweep(site, PATH)
    assert there(site) == before


def test_a_link_at_the_last_moment(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who puts a link in place of a folder while a file in it is written has nothing written elsewhere."""
    if not files._STEPS:
        return
    folder, other = site / "content/daerah/2024", tmp_path / "lain"
    other.mkdir()
    (other / "banjir.md").write_bytes(b"satu")

    def swap(_: int) -> str:
        folder.rename(site / "content/daerah/2023")
        folder.symlink_to(other)
        return "0123456789ab"

    monkeypatch.setattr(files.secrets, "token_hex", swap)
    files.write(site, PATH, b"satu", b"dua")
    assert files.read(site, "daerah/2023/banjir.md", MOST) == b"dua"
    assert (other / "banjir.md").read_bytes() == b"satu"


def test_folders_are_closed(site: Path) -> None:
    """Whatever becomes of it, no folder stays open."""

    def free() -> int:
        descriptor = os.open(site / "content" / PATH, os.O_RDONLY)
        os.close(descriptor)
        return descriptor

    before = free()
    files.read(site, PATH, MOST)
    files.read(site, "daerah/tiada/banjir.md", MOST)
    files.write(site, "nasional/2024/pemilu.md", None, b"satu")
    files.write(site, "nasional/2024/pemilu.md", b"satu", None)
    stale(lambda: files.write(site, PATH, None, b"dua"))
    refused(lambda: files.read(site, f"{PATH}/banjir.md", 0) or files.read(site, PATH, 0))
    assert free() == before


@pytest.mark.parametrize("inside", [True, False], ids=["inside", "outside"])
@pytest.mark.parametrize("place", ["daerah/2024/banjir.md", "daerah/2024", "daerah"])
def test_links(site: Path, tmp_path: Path, place: str, inside: bool) -> None:
    """No link is followed on the way to a file, wherever it leads: nothing is read, written or deleted by way of it."""
    file = site / "content" / place
    elsewhere = site / "content/lain" if inside else tmp_path / "lain"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    before = there(site)
    said = f"{PATH} is reached by a symbolic link; nothing was changed"
    assert refused(lambda: files.read(site, PATH, MOST)) == said
    assert refused(lambda: files.write(site, PATH, b"satu", b"dua")) == said
    assert refused(lambda: files.write(site, PATH, b"satu", None)) == said
    assert there(site) == before
    assert (elsewhere if elsewhere.is_file() else next(elsewhere.rglob("banjir.md"))).read_bytes() == b"satu"


def test_content_behind_a_link(site: Path) -> None:
    """The folder of the content itself may be a link, as to another disk."""
    (site / "content").rename(site / "lain")
    (site / "content").symlink_to(site / "lain")
    files.write(site, PATH, b"satu", b"dua")
    files.write(site, "nasional/pemilu.md", None, b"tiga")
    assert files.read(site, PATH, MOST) == b"dua"
    assert (site / "lain/nasional/pemilu.md").read_bytes() == b"tiga"


def test_a_folder_in_place_of_a_file(site: Path) -> None:
    """A folder is no file, and stays."""
    (site / "content/daerah/2024/pasar.md").mkdir()
    said = "daerah/2024/pasar.md is reached by a symbolic link; nothing was changed"
    assert refused(lambda: files.read(site, "daerah/2024/pasar.md", MOST)) == said
    assert refused(lambda: files.write(site, "daerah/2024/pasar.md", None, b"satu")) == said
    assert (site / "content/daerah/2024/pasar.md").is_dir()


@pytest.mark.parametrize(
    "path",
    ["", "/banjir.md", "daerah//banjir.md", "daerah/", ".", "..", "../site.yaml", "daerah/../../site.yaml", "a/./b.md",
     ".ssg/x", "a/.b.md", "a/b.md~", "a/#b#", "~$b.md", "a\\b.md", "a\nb.md", "a\u202eb.md", "a/.notes/.x.md",
     "x" * 256, "é" * 128, f"{'x' * 256}/b.md"],
)  # fmt: skip
def test_no_path(site: Path, path: str) -> None:
    """What leads out of the content, what no build would see, and what no system can have is no file of the desk's."""
    shown = path.replace("\n", "\ufffd").replace("\u202e", "\ufffd")[:200]
    said = f"no file can be called {shown}"
    assert refused(lambda: files.read(site, path, MOST)) == said
    assert refused(lambda: files.write(site, path, None, b"satu")) == said
    assert refused(lambda: files.sweep(site, path)) == said


def test_longest_paths(site: Path) -> None:
    """Names, paths and folders in folders have limits, up to which everything can be read."""
    deep, long = "/".join("a" * MAX_DEPTH), "/".join(["x" * 250] * (MAX_PATH // 251 + 1))[:MAX_PATH]
    assert len(long) == MAX_PATH
    for path in ("x" * 255, "é" * 127, deep, long, ".notes/a.md", "a/.notes/b/c.md"):
        assert files.read(site, path, MOST) is None
    for path in (f"{deep}/a", f"{long}x"):
        assert refused(lambda path=path: files.read(site, path, MOST)) == f"no file can be called {path[:200]}"
