"""A machine that has nothing gets the state, builds what an edit changed, and sends that alone."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from generator.annex.deploying import lease
from generator.annex.deploying.lease import Lease
from generator.annex.deploying.remote import Remote
from tests.deploying_support import bucket, built, newsroom
from tests.quick import LONG
from tests.support import Portal, article, run, ssg_begun, tree


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal that was deployed to a folder, and whose state is there too."""
    made = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'terbit/publik'}}}")
    assert ssg(made, "deploy") == 0
    assert ssg(made, "state", "push") == 0
    return made


def ssg(portal: Portal, *words: str) -> int:
    """Run a command in this process, and return its exit code."""
    return run("--site", str(portal.folder), *words)


def forget(portal: Portal) -> None:
    """Leave nothing but what people write."""
    shutil.rmtree(portal.folder / ".ssg")
    shutil.rmtree(portal.folder / "build")


def published(portal: Portal) -> dict[str, bytes]:
    """Return what readers get."""
    return tree(portal.folder.parent / "terbit/publik")


def test_an_edit_on_a_bare_machine(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """The pages that it changes are made and sent and no others, and the target is as a clean build."""
    everything = len(built(portal))
    for turn in range(20 if LONG else 2):
        forget(portal)
        portal.add(f"content/daerah/2024/10/baru-{turn}.md", article(f"Baru {turn}", timestamp="2024-10-09 10:00 WIB"))
        portal.edit("content/daerah/2024/10/b-1.md", "berita", f"berita {turn}")
        assert ssg(portal, "state", "pull") == 0
        portal.build()
        made = len(built(portal))
        assert 3 < made < everything / 2
        capsys.readouterr()
        assert ssg(portal, "deploy", "--json") == 0
        assert json.loads(capsys.readouterr().out)["files"] <= made
        assert ssg(portal, "state", "push") == 0
    assert published(portal) == {path: data for path, data in portal.clean().items() if path != ".warta"}


@pytest.mark.parametrize("ends", [True, False])
def test_what_a_target_has_otherwise_is_made_again(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, ends: bool
) -> None:
    """A state that is older than the target, or than a deploy that was killed, leads to what was built all the same."""
    before = published(portal)
    monkeypatch.setattr(lease, "_FEW", len(before))
    portal.edit("content/daerah/2024/10/b-2.md", "berita", "kabar")
    portal.build()
    with monkeypatch.context() as patch:
        if not ends:
            patch.setattr(Lease, "end", lambda *_: 1 / 0)
        assert (ssg(portal, "deploy") == 0) is ends
    sent = published(portal)
    differ = [path for path in before.keys() | sent.keys() if before.get(path) != sent.get(path)]
    assert differ
    portal.edit("content/daerah/2024/10/b-2.md", "kabar", "berita")
    forget(portal)
    capsys.readouterr()
    assert ssg(portal, "state", "pull") == 0
    told = capsys.readouterr()
    assert re.fullmatch(r"utama: 1 part · [\d.]+ kB · [\d.]+ s\n", told.out)
    said = re.findall(r"the target has (\d+) files? otherwise", told.err)
    portal.build()
    assert [int(count) for count in said] == [len(differ)]
    assert len(built(portal)) < len(before)
    assert ssg(portal, "deploy", *([] if ends else ["--take-over"])) == 0
    assert published(portal) == before


def test_an_edit_moves_little(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A state that is there is sent by the pages that differ; without a difference nothing is."""
    made = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'terbit/publik'}}}", 60)
    state = tmp_path / "terbit/.publik.warta-deploy/store"
    assert ssg(made, "state", "push") == 0
    first = {path.name: path.stat().st_size for path in (state / "packs").iterdir()}
    assert ssg(made, "state", "push") == 0
    assert {path.name for path in (state / "packs").iterdir()} == first.keys()
    made.edit("content/daerah/2024/10/b-1.md", "berita", "kabar")
    made.build()
    assert ssg(made, "state", "push") == 0
    new = {path.name: path.stat().st_size for path in (state / "packs").iterdir() if path.name not in first}
    assert 0 < sum(new.values()) < sum(first.values())


@pytest.mark.slow
def test_what_cannot_be_used_is_refused(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """A damaged pack, another program's state, another portal's and none at all: a sentence, and nothing is touched."""
    store = portal.folder.parent / "terbit/.publik.warta-deploy/store"
    (index,) = (store / "heads").iterdir()
    whole = json.loads(index.read_text())
    page_map = store / "packs" / whole["page_map"]
    (pack,) = (file for file in (store / "packs").iterdir() if file != page_map)
    packed, mapped = pack.read_bytes(), page_map.read_bytes()
    forget(portal)
    for spoil, said in (
        (lambda: pack.write_bytes(bytes(len(packed))), "is damaged"),
        (lambda: (pack.write_bytes(packed), page_map.write_bytes(mapped[:-1] + b"x")), "is damaged"),
        (page_map.unlink, "is damaged"),
        (lambda: index.write_text(json.dumps({**whole, "program": "lain"})), "another version of ssg"),
        (lambda: index.write_text(json.dumps({**whole, "site": "https://lain.example"})), "not of https"),
        (lambda: index.write_text(json.dumps({**whole, "page_map": "../../x"})), "there is no state"),
        (lambda: index.write_text(json.dumps({**whole, "old": ["../../x"]})), "there is no state"),
        (lambda: index.write_text("[" * 5000), "there is no state"),
        (lambda: index.write_text(json.dumps({**whole, "number": 10**13})), "there is no state"),
        (index.unlink, "there is no state"),
    ):
        spoil()
        shutil.rmtree(portal.folder / ".ssg", ignore_errors=True)
        capsys.readouterr()
        assert ssg(portal, "state", "pull") == 2
        assert said in capsys.readouterr().err
        assert not (portal.folder / ".ssg/store.db").exists()
        assert not (portal.folder / "build").exists()


@pytest.mark.usefixtures("bucket_keys")
@pytest.mark.parametrize("kind", ["local", pytest.param("s3", marks=pytest.mark.slow)])
def test_of_two_that_are_sent_at_once_one_counts(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever is slower is told so, and the state of the other is there, whole."""
    with ExitStack() as stack:
        line = f"{{to: local, path: {tmp_path / 'terbit/publik'}}}"
        if kind == "s3":
            line = f"{{to: s3, path: lain, state: kabar/kerja, url: '{stack.enter_context(bucket())}'}}"
        one = newsroom(tmp_path / "satu", line)
        assert ssg(one, "state", "push") == 0
        two = Portal(Path(shutil.copytree(one.folder, tmp_path / "dua/situs")))
        for turn, portal in enumerate((one, two)):
            portal.edit("content/daerah/2024/10/b-1.md", "berita", f"berita {turn}")
            portal.build()
        send, codes = Remote.send, []

        def slowly(*given: object) -> None:
            monkeypatch.setattr(Remote, "send", send)
            codes.append(ssg(two, "state", "push"))
            send(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(Remote, "send", slowly)
        capsys.readouterr()
        assert (ssg(one, "state", "push"), codes) == (2, [0])
        assert "somebody else has sent a state meanwhile" in capsys.readouterr().err
        shutil.rmtree(two.folder / ".ssg")
        assert ssg(two, "state", "pull") == 0
        assert two.build().rendered == 0
        for turn in range(2):
            capsys.readouterr()
            one.edit("content/daerah/2024/10/b-1.md", f"berita {turn}" if turn else "berita 0", f"berita {turn + 1}")
            one.build()
            assert ssg(one, "state", "push") == 0
            assert ("that somebody else had sent" in capsys.readouterr().err) is (turn == 0)


def test_what_counts_no_longer_stays_for_a_while(portal: Portal) -> None:
    """Whoever has pulled a state can read it still when others have sent the next one; after one more, its parts go."""
    store = portal.folder.parent / "terbit/.publik.warta-deploy/store"
    first = {file.name for file in (store / "packs").iterdir()}
    for turn in range(3):
        for n in range(5):
            portal.edit(f"content/daerah/2024/10/b-{n}.md", "berita", f"berita {turn}")
        portal.build()
        assert ssg(portal, "state", "push") == 0
        if turn == 0:
            assert first <= {file.name for file in (store / "packs").iterdir()}
    assert not first <= {file.name for file in (store / "packs").iterdir()}


@pytest.mark.slow
@pytest.mark.parametrize("name", [f"{'0a' * 16}.1a2b3c4d.partial", "catatan.txt"])
def test_what_is_no_part_of_a_state_harms_none(portal: Portal, name: str) -> None:
    """Pieces of a push that was killed go as other parts do; what somebody else put there stays."""
    packs = portal.folder.parent / "terbit/.publik.warta-deploy/store/packs"
    (packs / name).write_bytes(b"sepotong")
    for turn in range(3):
        portal.edit("content/daerah/2024/10/b-1.md", "berita", f"berita {turn}")
        portal.build()
        assert ssg(portal, "state", "push") == 0
    forget(portal)
    assert ssg(portal, "state", "pull") == 0
    assert (packs / name).exists() is (name == "catatan.txt")


@pytest.mark.slow
@pytest.mark.usefixtures("bucket_keys")
def test_readers_of_a_bucket_cannot_open_the_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the bucket of the portal itself the state goes encrypted or not at all."""
    with bucket() as url:
        portal = newsroom(tmp_path, f"{{to: s3, path: kabar, url: '{url}'}}")
        assert ssg(portal, "deploy") == 0
        assert ssg(portal, "state", "push") == 2
        assert "SSG_STATE_PASSWORD" in capsys.readouterr().err
        monkeypatch.setenv("SSG_STATE_PASSWORD", "kunci 'panjang' $uji")
        assert ssg(portal, "state", "push") == 0
        forget(portal)
        monkeypatch.setenv("SSG_STATE_PASSWORD", "yang lain")
        capsys.readouterr()
        assert ssg(portal, "state", "pull") == 2
        assert "another SSG_STATE_PASSWORD" in capsys.readouterr().err
        monkeypatch.setenv("SSG_STATE_PASSWORD", "kunci 'panjang' $uji")
        assert ssg(portal, "state", "pull") == 0
        assert portal.build().rendered == 0


def test_the_desk_is_told_in_its_language(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """That there is no state, and how there will be one, is said in Indonesian."""
    monkeypatch.setenv("SSG_LANG", "id")
    capsys.readouterr()
    assert ssg(portal, "state", "pull", f"{portal.folder.parent}/kosong") == 2
    assert "belum ada berkas kerja di folder" in capsys.readouterr().err


@pytest.mark.slow
def test_killed_at_any_moment(portal: Portal) -> None:
    """Whenever a push or a pull was killed, the next run of all steps leads readers to a clean build."""
    rng = random.Random(11)
    for turn in range(40 if LONG else 4):
        portal.edit("content/daerah/2024/10/b-1.md", "berita", f"berita {turn}")
        for words in (("state", "push"), ("state", "pull")):
            if words[1] == "pull":
                forget(portal)
            begun = ssg_begun(portal, *words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(rng.random() * 0.8)
            begun.kill()
            begun.wait()
        assert ssg(portal, "state", "pull") in (0, 2)
        portal.build()
        if ssg(portal, "deploy") == 2:
            # A state whose output is not known here: all of it is made.
            portal.build(verify=True)
            assert ssg(portal, "deploy") == 0
        assert ssg(portal, "state", "push") == 0
        assert published(portal) == {path: data for path, data in portal.clean().items() if path != ".warta"}


def test_what_was_read_of_a_state_is_kept_on_this_machine(portal: Portal) -> None:
    """The map of the state that is here, and no other: the next command has no need to ask for it."""
    for turn in range(2):
        portal.edit("content/daerah/2024/10/b-1.md", "berita", f"berita {turn}")
        portal.build()
        assert ssg(portal, "state", "push") == 0
        forget(portal)
        assert ssg(portal, "state", "pull") == 0
        kept = tree(portal.folder / ".ssg/deploy/targets/utama/maps")
        (name,) = kept.keys() - {"index"}
        (sent,) = (one for one in (portal.folder.parent / "terbit").rglob(name) if one.parent.name == "packs")
        assert kept[name] == sent.read_bytes()
