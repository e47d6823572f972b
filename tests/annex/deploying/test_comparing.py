"""What a target has, by its listing: known by size and sum, or not known."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from generator.annex.deploying.changes import Built, compare
from generator.annex.deploying.comparing import compared, found_at, known_by, since
from generator.annex.deploying.manifest import UNKNOWN
from generator.annex.deploying.precompressed import digest_of, packed
from generator.annex.deploying.rclone import running
from generator.annex.deploying.remote import Entry, Remote
from generator.base.digest import digest
from generator.model.deploy_targets import Target
from generator.store import outputs
from generator.store.database import Store, open_reader
from tests.deploying_support import built, deploy, newsroom
from tests.support import Portal, article, tree

TEXT = b"Isi berita."
MD5 = hashlib.md5(TEXT).hexdigest()


@pytest.mark.parametrize(
    ("entry", "known"),
    [
        (Entry(len(TEXT), MD5), digest(TEXT)), (Entry(len(TEXT), ""), UNKNOWN), (Entry(len(TEXT), MD5[::-1]), UNKNOWN),
        (Entry(len(TEXT) + 1, MD5), UNKNOWN),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_size_and_its_sum(tmp_path: Path, entry: Entry, known: bytes) -> None:
    """Of any other nobody knows what is in it."""
    (tmp_path / "a.html").write_bytes(TEXT)
    built = {"a.html": Built("list", digest(TEXT)), "b.html": Built("list", digest(TEXT))}
    assert found_at({"a.html": entry}, built, (), tmp_path) == {"a.html": known}
    assert found_at({"b.html": entry}, built, (), tmp_path) == {"b.html": UNKNOWN}


def test_what_is_not_built_is_the_portals_if_it_is_known(tmp_path: Path) -> None:
    """Or if a deploy left it unfinished; files of others are passed over."""
    built = {"a.html": Built("list", digest(TEXT))}
    listed = dict.fromkeys(
        ("lama.html", "orang.html", "a.html.0123abcd.partial", "b.html.0123abcd.partial"), Entry(3, "")
    )
    assert found_at(listed, built, {"lama.html"}, tmp_path) == {
        "lama.html": UNKNOWN,
        "a.html.0123abcd.partial": UNKNOWN,
    }


def test_a_twin_is_known_by_the_text_that_it_holds(tmp_path: Path) -> None:
    """Without its text beside it, and like any other file, by its own bytes."""
    twin = packed("a.html.gz", TEXT)
    built = {"a.html": Built("list", digest(TEXT)), "a.html.gz": Built("list", b"", "a.html")}
    assert known_by("a.html.gz", twin, built, tmp_path) == digest(twin)
    (tmp_path / "a.html").write_bytes(TEXT)
    assert known_by("a.html.gz", twin, built, tmp_path) == digest_of("a.html.gz", twin, len(TEXT))
    assert known_by("a.html", TEXT, built, tmp_path) == digest(TEXT)
    assert known_by("a.html.gz", packed("a.html.gz", TEXT + b"!"), built, tmp_path) != known_by(
        "a.html.gz", twin, built, tmp_path
    )


def test_what_no_listing_tells_is_read(tmp_path: Path) -> None:
    """Packed twins, and files of which it has no sum; those that are gone meanwhile stay unknown."""
    target = Target("utama", "local", str(tmp_path / "publik"), str(tmp_path / "manifes"))
    at, output = tmp_path / "publik", tmp_path / "build"
    for folder in (at, output, tmp_path / "kerja"):
        folder.mkdir()
    for folder in (at, output):
        (folder / "a.html").write_bytes(TEXT)
    twin = packed("a.html.gz", TEXT)
    (at / "a.html.gz").write_bytes(twin)
    (at / "b.html").write_bytes(b"lain")
    (at / "c.html").write_bytes(b"lain")
    built = {path: Built("list", digest(TEXT)) for path in ("a.html", "b.html", "c.html", "d.html", "hilang.html")}
    built["a.html.gz"] = Built("list", b"", "a.html")
    there = {**dict.fromkeys(built, UNKNOWN), "d.html": digest(TEXT), "orang.html": UNKNOWN}
    listed = {path: Entry(1, MD5 if path in ("c.html", "a.html.gz") else "") for path in there}
    told: list[tuple[str, int, int]] = []
    with running(target) as rclone:
        remote = Remote(target, rclone, tmp_path / "kerja")
        found = compared(remote, there, listed, built, output, tmp_path / "salinan", lambda *one: told.append(one))
    assert found == {
        "a.html": digest(TEXT), "b.html": digest(b"lain"), "c.html": UNKNOWN, "d.html": digest(TEXT), "hilang.html": UNKNOWN,
        "a.html.gz": digest_of("a.html.gz", twin, len(TEXT)), "orang.html": UNKNOWN,
    }  # fmt: skip
    assert told[-1] == ("comparing", 4, 4)
    assert {stage for stage, _, _ in told} == {"comparing"}
    assert not (tmp_path / "salinan").exists()
    assert there["a.html"] == UNKNOWN


@pytest.fixture
def portal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Portal:
    """A portal that was deployed to a folder."""
    made = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'publik'}}}")
    deploy(made, capsys)
    return made


def edit(portal: Portal, turn: int) -> None:
    """Add an article, change one and remove one, and build."""
    portal.add(f"content/daerah/2024/10/baru-{turn}.md", article(f"Baru {turn}", timestamp="2024-10-09 10:00 WIB"))
    portal.edit("content/daerah/2024/10/b-1.md", "berita", f"berita {turn}")
    portal.remove(f"content/daerah/2024/10/b-{turn + 2}.md")
    portal.build()


@pytest.mark.parametrize("damage", ["", "list", "two builds"])
def test_a_deploy_after_a_build(
    damage: str, portal: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The target is what was built; only where the list is damaged, or covers half of it, are all files looked at."""
    looked: list[Store] = []
    real = outputs.described
    monkeypatch.setattr(outputs, "described", lambda store: looked.append(store) or real(store))
    edit(portal, 0)
    if damage == "two builds":
        edit(portal, 1)
    if damage == "list":
        note = portal.folder / ".ssg/changed.json"
        note.write_text(note.read_text().replace("index.html", "lain.html"))
    deploy(portal, capsys)
    assert tree(portal.folder.parent / "publik") == built(portal)
    assert bool(looked) == bool(damage)


def test_what_does_not_add_up_is_nothing(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Another digest than that of the target, one that is none, a list that is none: None, and no crash."""
    state = portal.folder / ".ssg"
    note = state / "changed.json"
    with closing(open_reader(state)) as store:
        there, before = outputs.digests(store), outputs.tree(store)
    edit(portal, 0)
    with closing(open_reader(state)) as store:
        found = since(store, there, before, note)
        assert found is not None
        assert {path: file.digest for path, file in found.items()} == outputs.digests(store)
        assert found["daerah/2024/10/baru-0/index.html"].kind == "article"
        assert (len(found), "daerah/2024/10/b-2/index.html" in found) == (len(outputs.digests(store)), False)
        everything = {path: Built(kind, known) for path, kind, known in outputs.described(store)}
        assert compare(found, there, with_headers=True, among=found.differ) == compare(
            everything, there, with_headers=True
        )
        for other in ("", "x", "0" * 32, "-1", before.replace(before[0], "f")):
            assert since(store, there, other, note) is None
        assert since(store, {**there, "index.html": b"1"}, before, note) is None
        for text in (b"", b"[]", b"{", b'{"added": {"a": "x"}, "changed": {}, "deleted": {}}', b"\xff"):
            note.write_bytes(text)
            assert since(store, there, before, note) is None
        shutil.rmtree(note) if note.is_dir() else note.unlink()
        assert since(store, there, before, note) is None
    capsys.readouterr()
