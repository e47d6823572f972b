"""Since: a deploy after one build looks at what that build changed; whatever does not add up, all is looked at."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from generator.deploying.changes import Built, compare
from generator.deploying.since import since
from generator.store import outputs
from generator.store.database import Store, open_reader
from tests.deploying_support import built, deploy, newsroom
from tests.support import Portal, article, tree


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
