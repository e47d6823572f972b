"""The folder that an archive moves into, over several runs of which some are killed."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

import pytest

from generator.annex.importing.target import UNFINISHED, Target, Written, held_files, whole_file
from generator.base.errors import UsageError
from generator.base.sentences import language
from tests.importing_support import Archive, post
from tests.support import shape


class _Killed(BaseException):
    pass


def _first() -> tuple[str, ...]:
    return post(1, "Satu.", **{"wp:post_name": "a"}), post(2, "Dua.", **{"wp:post_name": "b"})


def _second() -> tuple[str, ...]:
    return post(1, "Satu baru.", **{"wp:post_name": "a"}), post(2, "Dua.", **{"wp:post_name": "c"})


def _killed_after(steps: int, archive: Archive, patch: pytest.MonkeyPatch) -> None:
    """Import, and end without a chance to clean up at a step that changes the disk."""
    left = [steps]
    with patch.context() as inside:
        for name in ("replace", "mkdir", "unlink"):
            real = getattr(os, name)

            def step(*args: object, _real: object = real, **more: object) -> object:
                left[0] -= 1
                if left[0] < 0:
                    raise _Killed
                return _real(*args, **more)  # type: ignore[operator]

            inside.setattr(os, name, step)
        with contextlib.suppress(_Killed):
            archive.run()


def _articles(archive: Archive) -> dict[str, str]:
    return {one.name: one.read_text("utf-8") for one in (archive.portal / "content").rglob("[!.]*.md")}


@pytest.mark.parametrize("steps", range(22))
def test_a_first_run_that_was_killed_anywhere_goes_on_with_a_newer_export(
    tmp_path: Path, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the killed run wrote is not taken for the desk's, even if the source has changed since."""
    archive = Archive(tmp_path)
    archive.export(*_first())
    _killed_after(steps, archive, monkeypatch)
    archive.export(*_second())
    assert "edited" not in archive.run().files
    assert sum("Dua." in text for text in _articles(archive).values()) == 1
    assert not list(archive.portal.rglob("*.new"))
    assert "Satu baru." in _articles(archive)["a.md"]


@pytest.mark.parametrize("steps", range(14))
def test_a_second_run_that_was_killed_anywhere_is_ended_by_the_third(
    tmp_path: Path, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said to be edited or deleted here, and no article is there twice."""
    archive = Archive(tmp_path)
    archive.export(*_first())
    archive.run()
    archive.export(*_second())
    _killed_after(steps, archive, monkeypatch)
    assert not {"edited", "deleted"} & set(archive.run().files)
    assert sum("Dua." in text for text in _articles(archive).values()) == 1
    assert "Satu baru." in _articles(archive)["a.md"]


def test_a_run_that_was_killed_leaves_nothing_unfinished(tmp_path: Path) -> None:
    """The next one takes away what never got its name, though it may have nothing to write there."""
    killed = Target(tmp_path, "wordpress", dry=False)
    with contextlib.suppress(_Killed), killed.claimed():
        killed.put("item:1", "content/a.md", b"satu")
        raise _Killed
    left = tmp_path / "content/.import.new"
    left.write_bytes(b"sa")
    with Target(tmp_path, "wordpress", dry=False).claimed():
        assert not left.exists()


def test_what_the_desk_edits_after_a_killed_run_is_theirs(tmp_path: Path) -> None:
    """A file that a killed run wrote and somebody edited then is not written over."""
    killed = Target(tmp_path, "wordpress", dry=False)
    with contextlib.suppress(_Killed), killed.claimed():
        killed.put("item:1", "content/a.md", b"satu")
        raise _Killed
    (tmp_path / "content/a.md").write_bytes(b"meja")
    assert Target(tmp_path, "wordpress", dry=False).put("item:1", "content/a.md", b"dua") == "edited"


def test_a_second_import_is_refused_while_one_is_writing(tmp_path: Path) -> None:
    """Two imports of one folder at once never mix what they know of it."""
    archive = Archive(tmp_path)
    archive.export(*_first())
    archive.run()
    first, second = (Target(archive.portal, "wordpress", dry=False) for _ in range(2))
    with first.claimed():
        with pytest.raises(UsageError) as caught, second.claimed():
            pass
        said = "another import is writing into {}; run this one again when it has ended"
        assert str(caught.value) == said.format(archive.portal)
        first.put("item:3", "content/daerah/c.md", b"tiga")
        first.finish()
    with pytest.raises(UsageError, match="another import is writing"), second.claimed():
        pass


def test_a_state_of_another_version_is_refused(tmp_path: Path) -> None:
    """An older program does not read what a newer one wrote as if it knew it."""
    archive = Archive(tmp_path)
    archive.export(*_first())
    archive.run()
    state = archive.portal / "import/state.jsonl"
    state.write_bytes(state.read_bytes().replace(b'"format":1', b'"format":2', 1))
    with pytest.raises(UsageError) as caught:
        archive.run()
    assert str(caught.value) == f"{state} is of another version of Warta; use that one, or import into a new folder"
    for damaged in (b"rusak\n", b'{"source":"\xc4"}\n', b"[" * 100_000):
        state.write_bytes(damaged)
        with pytest.raises(UsageError) as caught:
            archive.run()
        assert str(caught.value) == f"{state} is damaged; restore it, or import into a new folder"


def test_an_archive_of_another_source_is_refused(tmp_path: Path) -> None:
    """One folder has one source."""
    _write(tmp_path, {})
    with pytest.raises(UsageError) as caught:
        Target(tmp_path, "blogger", dry=True)
    assert (
        str(caught.value) == f"{tmp_path} was imported from wordpress, not from blogger; name a new folder with --into"
    )


@pytest.mark.parametrize(
    ("paths", "free"),
    [
        ((), True), ((".git/config", ".gitignore", ".DS_Store"), True), (("import/lock", "import/x.new", "content/.import.new"), True), (("site.yaml",), False), ((".lain",), False), (("import/x",), False),
        (("content/a.md",), False), (("content/a/.import.new",), False), (("lain/lock",), False), (("import",), False), (("content",), False),
    ],
)  # fmt: skip
def test_an_archive_moves_into_a_folder_that_is_empty(tmp_path: Path, paths: tuple[str, ...], free: bool) -> None:
    """But for what git needs, and for what an import leaves that was killed at its beginning."""
    folder = tmp_path / "portal"
    folder.mkdir()
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()
    if free:
        assert Target(folder, "wordpress", dry=True).before == {}
        return
    with pytest.raises(UsageError) as caught:
        Target(folder, "wordpress", dry=True)
    assert str(caught.value) == f"{folder} is not empty, and no import has written it; name a new folder with --into"


def test_an_archive_moves_into_no_file(tmp_path: Path) -> None:
    """Nor is one written over."""
    (tmp_path / "portal").touch()
    with pytest.raises(UsageError, match="is not empty, and no import has written it"):
        Target(tmp_path / "portal", "wordpress", dry=True)


def _write(folder: Path, files: dict[str, tuple[str, bytes]], held: str = "") -> dict[str, str]:
    """Write files by their keys in a run of an import, and return what became of each."""
    target = Target(folder, "wordpress", dry=False)
    with target.claimed():
        found = {key: str(target.put(key, path, data)) for key, (path, data) in files.items()}
        if held:
            target.hold(held, "content/ditahan.md")
        target.finish()
    return found


@pytest.mark.parametrize(
    ("desk", "path", "data", "became", "there"),
    [
        ({}, "content/a.md", b"satu", "same", {"content/a.md": b"satu"}), ({}, "content/a.md", b"dua", "changed", {"content/a.md": b"dua"}), ({}, "content/b.md", b"satu", "moved", {"content/b.md": b"satu"}), ({}, "content/b.md", b"dua", "moved", {"content/b.md": b"dua"}),
        ({"content/a.md": b"meja"}, "content/a.md", b"satu", "same", {"content/a.md": b"meja"}), ({"content/a.md": b"meja"}, "content/a.md", b"dua", "edited", {"content/a.md": b"meja"}), ({"content/a.md": b"meja"}, "content/b.md", b"dua", "edited", {"content/a.md": b"meja"}),
        ({"content/a.md": None}, "content/a.md", b"satu", "same", {}), ({"content/a.md": None}, "content/a.md", b"dua", "deleted", {}), ({"content/a.md": None}, "content/b.md", b"dua", "deleted", {}),
        ({"content/b.md": b"meja"}, "content/b.md", b"dua", "edited", {"content/a.md": b"satu", "content/b.md": b"meja"}), ({"content/a.md": None, "content/b.md": b"meja"}, "content/b.md", b"dua", "deleted", {"content/b.md": b"meja"}),
        ({"content/a.md": b"dua"}, "content/a.md", b"dua", "edited", {"content/a.md": b"dua"}),
    ],
)  # fmt: skip
def test_what_becomes_of_a_file_that_was_written_before(
    tmp_path: Path, desk: dict[str, bytes | None], path: str, data: bytes, became: str, there: dict[str, bytes]
) -> None:
    """What nobody touched follows the source; what the desk edited, deleted or wrote is theirs."""
    _write(tmp_path, {"item:1": ("content/a.md", b"satu")})
    for name, text in desk.items():
        if text is None:
            (tmp_path / name).unlink()
        else:
            (tmp_path / name).write_bytes(text)
    before = shape(tmp_path)
    dry = Target(tmp_path, "wordpress", dry=True)
    with dry.claimed():
        assert dry.put("item:1", path, data) == became
        dry.write("import/x", b"x")
        dry.finish()
    assert shape(tmp_path) == before
    assert _write(tmp_path, {"item:1": (path, data)}) == {"item:1": became}
    assert {f"content/{one.name}": one.read_bytes() for one in (tmp_path / "content").iterdir()} == there


@pytest.mark.parametrize(("there", "became"), [(None, "new"), (b"satu", "new"), (b"meja", "edited")])
def test_what_becomes_of_a_new_file(tmp_path: Path, there: bytes | None, became: str) -> None:
    """One of the desk at its place stays; the same bytes are as good as ours."""
    _write(tmp_path, {"site": ("site.yaml", b"x")})
    if there:
        (tmp_path / "content/a.md").write_bytes(there)
    assert _write(tmp_path, {"item:1": ("content/a.md", b"satu")}) == {"item:1": became}
    assert (tmp_path / "content/a.md").read_bytes() == (there or b"satu")
    assert ("item:1" in Target(tmp_path, "wordpress", dry=True).before) == (became == "new")


def test_what_an_import_remembers(tmp_path: Path) -> None:
    """Each file with its digest, and where an item is that was held back; of a later run, also what its source lacks."""
    _write(tmp_path, {"item:1": ("content/x/a.md", b"satu"), "site": ("site.yaml", b"x")}, held="2")
    _write(tmp_path, {"item:3:4": ("content/c.md", b"tiga")})
    target = Target(tmp_path, "wordpress", dry=True)
    assert target.items == {"1": "x/a.md", "2": "ditahan.md", "3:4": "c.md"}
    assert list(target.before) == ["item:1", "site", "held:2", "item:3:4"]
    assert target.before["held:2"] == Written("held:2", "content/ditahan.md", "")
    assert (
        (tmp_path / "import/state.jsonl")
        .read_text()
        .startswith('{"format":1,"source":"wordpress"}\n{"key":"item:1","path":"content/x/a.md","digest":"')
    )
    assert {one.name for one in (tmp_path / "import").iterdir()} <= {"state.jsonl", "lock"}


def test_a_folder_that_is_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    """A disk that is not mounted is said to be so."""
    archive = Archive(tmp_path)
    archive.export(*_first())
    archive.portal.symlink_to(tmp_path / "none")
    with pytest.raises(UsageError, match="does not exist; mount its disk"):
        archive.run()


@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
def test_what_the_desk_puts_in_the_place_of_a_file_stays(tmp_path: Path, kind: str) -> None:
    """Whatever it is, it is theirs, and neither written through nor waited for."""
    archive = Archive(tmp_path)
    archive.export(*_first())
    archive.run()
    file = archive.portal / "content/daerah/2019/10/a.md"
    file.unlink()
    if kind == "folder":
        file.mkdir()
    elif kind == "pipe":
        os.mkfifo(file)
    else:
        (tmp_path / "luar.md").write_text("Luar.")
        file.symlink_to(tmp_path / "luar.md")
    archive.export(*_second())
    assert archive.run().files["edited"] == 1
    assert not file.is_file() or file.read_text() == "Luar."


@pytest.mark.parametrize("place", ["content/daerah/2019", "content/daerah/2019/10"])
def test_a_file_where_the_import_needs_a_folder_is_one_sentence(tmp_path: Path, place: str) -> None:
    """It says what to move, in both languages; when that is done, the next run brings the rest."""
    archive = Archive(tmp_path)
    archive.export(*_first())
    archive.run()
    file = archive.portal / place
    shutil.rmtree(file)
    file.write_text("Catatan meja redaksi.")
    archive.export(*_first(), post(3, "Tiga.", **{"wp:post_name": "d"}))
    with pytest.raises(UsageError) as failed:
        archive.run()
    assert str(failed.value) == (
        f"{archive.portal}/content/daerah/2019/10 is to be a folder, but there is a file in its place, or of one above it; move that file away, and import again"
    )
    assert "seharusnya folder" in language("id").put(failed.value.said)
    assert file.read_text() == "Catatan meja redaksi."
    file.unlink()
    archive.run()
    assert archive.body("content/daerah/2019/10/d.md") == "Tiga."


def test_what_became_of_old_addresses_does_not_depend_on_earlier_runs(tmp_path: Path) -> None:
    """The list is the same after a second run, also where some items were never written."""
    archive = Archive(tmp_path)
    archive.export(post(1, **{"wp:status": "trash", "wp:post_name": "x"}), *(_first()[1:]))
    archive.run()
    first = archive.read("import/addresses.jsonl")
    archive.run()
    assert archive.read("import/addresses.jsonl") == first


def test_nothing_is_written_through_a_symbolic_link(tmp_path: Path) -> None:
    """A folder of content/ could lead out of the portal; content/ itself may lie elsewhere."""
    archive = Archive(tmp_path)
    archive.export(*_first())
    archive.run()
    kanal = next(one for one in (archive.portal / "content").iterdir() if one.is_dir() and one.name != "authors")
    outside = kanal.rename(tmp_path / "luar")
    kanal.symlink_to(outside)
    before = shape(outside)
    archive.export(*_first(), post(3, "Tiga.", **{"wp:post_name": "baru"}))
    with pytest.raises(UsageError) as caught:
        archive.run()
    assert str(caught.value) == (
        f"{kanal}/2019/10 is reached by a symbolic link, and nothing is written through one; remove it, and import again"
    )
    assert shape(outside) == before
    kanal.unlink()
    outside.rename(kanal)
    elsewhere = (archive.portal / "content").rename(tmp_path / "isi")
    (archive.portal / "content").symlink_to(elsewhere)
    archive.run()
    assert list(elsewhere.rglob("baru.md"))


def files_in(folder: Path) -> list[str]:
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*"))


def test_a_file_has_its_name_once_it_is_whole(tmp_path: Path) -> None:
    """Until then, the file that was there has it."""
    file = tmp_path / "a"
    file.write_bytes(b"lama")

    with whole_file(str(file), f"{tmp_path}/{UNFINISHED}") as opened:
        opened.write(b"baru")
        assert files_in(tmp_path) == [".import.new", "a"]
        assert file.read_bytes() == b"lama"
    assert (files_in(tmp_path), file.read_bytes(), UNFINISHED) == (["a"], b"baru", ".import.new")


def test_a_file_may_be_begun_elsewhere(tmp_path: Path) -> None:
    """Its folder is made when it is whole."""
    for _ in range(2):
        with whole_file(f"{tmp_path}/a/b", f"{tmp_path}/{UNFINISHED}") as opened:
            opened.write(b"x")
            assert files_in(tmp_path)[0] == ".import.new"
            assert (tmp_path / "a").exists() == bool(_)
    assert files_in(tmp_path) == ["a", "a/b"]


def test_a_file_that_is_not_to_be_leaves_nothing(tmp_path: Path) -> None:
    """Nor does one that somebody else took away."""
    with pytest.raises(KeyError), whole_file(f"{tmp_path}/a/b", f"{tmp_path}/{UNFINISHED}") as opened:
        raise KeyError(opened.name)
    with pytest.raises(FileNotFoundError), whole_file(f"{tmp_path}/a", f"{tmp_path}/{UNFINISHED}") as opened:
        Path(opened.name).unlink()
    assert files_in(tmp_path) == []


def test_what_was_held_back_is_released(tmp_path: Path) -> None:
    """The files of that item go, and in a dry run they stay; of an item that never was, nothing is there."""
    _write(tmp_path, {"site": ("site.yaml", b"x")}, held="2")
    aside = [tmp_path / file for file in held_files("content/ditahan.md")]
    assert [one.relative_to(tmp_path).as_posix() for one in aside] == [
        "import/held/content-ditahan.md",
        "import/held/content-ditahan.md.source.txt",
    ]
    (tmp_path / "import/held").mkdir()
    for file in (*aside, tmp_path / "import/held/lain.md"):
        file.touch()
    Target(tmp_path, "wordpress", dry=True).release("2")
    Target(tmp_path, "wordpress", dry=False).release("3")
    assert all(one.exists() for one in aside)
    for _ in range(2):
        Target(tmp_path, "wordpress", dry=False).release("2")
        assert files_in(tmp_path / "import/held") == ["lain.md"]


def test_a_line_that_a_killed_run_did_not_end_is_passed_over(tmp_path: Path) -> None:
    """What it had begun before is known, in the order in which it was begun."""
    killed = Target(tmp_path, "wordpress", dry=False)
    with contextlib.suppress(_Killed), killed.claimed():
        killed.put("item:1", "content/a.md", b"satu")
        killed.put("item:1", "content/b.md", b"dua")
        raise _Killed
    begun = tmp_path / "import/begun.jsonl"
    assert begun.read_bytes().count(b"\n") == 2
    begun.write_bytes(begun.read_bytes() + b'{"key":"item:1","path":"con')
    target = Target(tmp_path, "wordpress", dry=False)
    with target.claimed():
        assert target.put("item:1", "content/c.md", b"tiga") == "new"
        target.finish()
    assert files_in(tmp_path / "content") == ["c.md"]
    assert not begun.exists()
