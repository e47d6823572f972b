"""What is done with the files of a target, at a folder of this machine."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from generator.annex.deploying.rclone import running
from generator.annex.deploying.remote import ListedFile, Remote, whole
from generator.annex.deploying.target_errors import remote_error
from generator.base.errors import UsageError
from generator.model.deploy_targets import Target
from tests.deploying_support import rclone
from tests.support import tree

PORTAL = {"index.html": b"i", "a/index.html": b"a", "a/b/c.txt": b"cc", "foto/d.png": b"ddd"}


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[Remote]:
    """A target with a few pages, and the folder of its manifest inside."""
    rclone()
    folder, scratch = tmp_path / "publik", tmp_path / "sementara"
    scratch.mkdir()
    for path, data in PORTAL.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    target = Target("utama", "local", str(folder), f"{folder}/.warta-deploy")
    with running(target) as program:
        yield Remote(target, program, scratch)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("api error NoSuchBucket: x", "there is no bucket kabar at https://s3.test; make it there, or correct utama in site.yaml"),
        ("directory not found", "there is no bucket kabar at https://s3.test; make it there, or correct utama in site.yaml"),
        ("api error AccessDenied: Access Denied", None),
    ],
)  # fmt: skip
def test_a_bucket_that_is_not_there(
    remote: Remote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raw: str, said: str | None
) -> None:
    """Is told; one whose names may not be listed may be there."""
    asked: list[object] = []

    def call(_: str, **given: object) -> None:
        asked.append(given["fs"])
        raise remote_error(raw)

    target = Target("utama", "s3", "kabar/portal", "kabar/.warta-deploy", url="https://s3.test")
    found = Remote(target, remote._rclone, tmp_path)
    monkeypatch.setattr(remote._rclone, "call", call)
    with pytest.raises(UsageError, match=re.escape(said)) if said else nullcontext():
        found.check_buckets()
    assert len(asked) == 1


def there(remote: Remote) -> dict[str, bytes]:
    return tree(Path(remote.target.path))


def quiet(files: int, size: int) -> None:
    """Hear how far it is."""


def test_files_of_the_manifest(remote: Remote) -> None:
    """They are written, listed in order, read and deleted; what is not there is told apart, and is no matter to delete."""
    assert remote.listed("heads") == {}
    assert remote.write("heads/2.json", b"dua")
    assert remote.write("heads/10.json", b"sepuluh", alone=True)
    assert remote.write("heads/2.json", b"dua lagi", alone=True)
    assert list(remote.listed("heads")) == ["10.json", "2.json"]
    assert set(remote.listed("heads").values()) == {""}
    assert remote.read("heads/2.json") == b"dua lagi"
    remote.remove(["heads/3.json", "heads/2.json", "tiada/1"])
    assert list(remote.listed("heads")) == ["10.json"]
    for path in ("heads/2.json", "tiada/1"):
        with pytest.raises(FileNotFoundError, match=path):
            remote.read(path)
    assert remote.read("heads/10.json") == b"sepuluh"


def test_the_listing_is_that_of_the_portal(remote: Remote) -> None:
    """With sizes and digests; without the manifest."""
    remote.write("heads/1.json", b"x")
    expected = {path: ListedFile(len(data), hashlib.md5(data).hexdigest()) for path, data in PORTAL.items()}
    assert remote.listing() == expected
    inner = {path.removeprefix("a/"): entry for path, entry in expected.items() if path.startswith("a/")}
    assert remote.at(f"{remote.target.path}/a").listing() == inner
    assert remote.at(f"{remote.target.path}/tiada").listing() == {}


def test_what_is_deleted_leaves_no_empty_folder(remote: Remote) -> None:
    """But those in which something stays, by what is known or by what is there."""
    Path(remote.target.path, "foto/milik-orang.png").write_bytes(b"x")
    remote.delete(["a/b/c.txt", "foto/d.png", "tiada.txt"], ["index.html", "a/index.html"], quiet)
    assert sorted(there(remote)) == ["a/index.html", "foto/milik-orang.png", "index.html"]
    assert not Path(remote.target.path, "a/b").exists()
    remote.delete(["a/index.html"], ["index.html", "a/nanti.html"], quiet)
    assert Path(remote.target.path, "a").is_dir()


def test_files_make_way(remote: Remote) -> None:
    """Those that are gone are no matter, nor is a folder that is there instead; what cannot go is told."""
    remote.make_way(["a/b/c.txt", "tiada/x", "a"], ["index.html", "a/index.html"])
    assert sorted(there(remote)) == ["a/index.html", "foto/d.png", "index.html"]
    assert not Path(remote.target.path, "a/b").exists()


def test_what_a_killed_deploy_left_is_swept(remote: Remote) -> None:
    """Beside the files that it was sending, and nothing else."""
    top = Path(remote.target.path)
    for name in (
        "a/index.html.0123abcd.partial",
        "a/lain.html.0123abcd.partial",
        "a/index.html.0123abc.partial",
        "x.0123abcd.partial",
    ):
        (top / name).write_bytes(b"x")
    remote.sweep(["a/index.html", "tiada/index.html", "index.html/x"])
    assert sorted(set(there(remote)) - set(PORTAL)) == [
        "a/index.html.0123abc.partial", "a/lain.html.0123abcd.partial", "x.0123abcd.partial",
    ]  # fmt: skip
    assert set(PORTAL) <= set(there(remote))


@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("a/b.html.0123abcd.partial", "a/b.html"), ("a\n.ffffffff.partial", "a\n"), ("b.html.0123abcde.partial", ""),
        ("b.html.0123abcd.partialx", ""), (".0123abcd.partial", ""), ("b.html", ""),
    ],
)  # fmt: skip
def test_the_name_of_an_unfinished_file(path: str, end: str) -> None:
    """It is that which the file will have, and eight digits."""
    assert whole(path) == end


def test_files_are_sent_and_brought_back(remote: Remote, tmp_path: Path) -> None:
    """All below a folder; of those that are brought, what is gone is left out, and what is here is replaced."""
    told: list[tuple[int, int]] = []
    source, back = tmp_path / "kirim", tmp_path / "bawa"
    (source / "a").mkdir(parents=True)
    back.mkdir()
    (source / "a/index.html").write_bytes(b"baru")
    (source / "b.html").write_bytes(b"b")
    (back / "index.html").write_bytes(b"x")
    remote.send(source, None, lambda files, size: told.append((files, size)))
    assert there(remote) == {**PORTAL, "a/index.html": b"baru", "b.html": b"b"}
    remote.fetch(["index.html", "a/index.html", "tiada"], back, quiet)
    assert tree(back) == {"index.html": b"i", "a/index.html": b"baru"}
