"""Who is at a target: what it says of itself may be wrong, late, or an attack."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from generator.annex.deploying import lease, manifest
from generator.annex.deploying.editions import Edition
from generator.annex.deploying.lease import Lease, owner, workplace
from generator.annex.deploying.manifest import UNKNOWN, Head, decode_head, encode_part, encode_record
from generator.annex.deploying.rclone import running
from generator.annex.deploying.remote import Remote
from generator.base.digest import digest
from generator.base.errors import UsageError
from generator.base.timestamps import Stamp, short
from generator.model.deploy_targets import Target
from tests import growth
from tests.deploying_support import built, deploy, newsroom
from tests.support import CONFIG, Portal, article, site, ssg_begun, ssg_here, tree

SITE = "https://uji.example"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal with a folder of this machine as its target."""
    made = site(tmp_path, config=f"{CONFIG}deploy:\n  utama: {{to: local, path: {tmp_path / 'terbit/publik'}}}\n")
    made.add("content/daerah/2024/10/b.md", article("Berita"))
    made.build()
    return made


def heads(portal: Portal) -> Path:
    folder = portal.folder.parent / "terbit/.publik.warta-deploy/heads"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def ends_well(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Deploy; the target has what was built, and the next deploy has nothing to do."""
    deploy(portal, capsys)
    assert tree(portal.folder.parent / "terbit/publik") == built(portal)
    assert deploy(portal, capsys)["files"] == 0


@pytest.mark.parametrize("name", ["999999999999999999.json", "999999999999999999-0123456789abcdef.json"])
def test_a_number_beyond_all_deploys_counts_for_nothing(
    portal: Portal, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """No head can be written that is never found again, so that each deploy sends all."""
    (heads(portal) / name).write_bytes(encode_record(Head(SITE, int(name[:18]), "", ())))
    ends_well(portal, capsys)
    assert len(os.listdir(heads(portal))) == 1


def test_a_head_has_the_number_of_its_name(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """What it says inside cannot send numbers to where no name follows."""
    (heads(portal) / "3-0123456789abcdef.json").write_bytes(encode_record(Head(SITE, 10**17, "", ())))
    ends_well(portal, capsys)


@pytest.mark.slow
@pytest.mark.parametrize("until", [1 << 62, 10**11, -(1 << 62)])
def test_a_time_beyond_all_calendars_is_a_sentence_at_most(
    portal: Portal, capsys: pytest.CaptureFixture[str], until: int
) -> None:
    """Whoever holds a target for ever, or has a clock that is wrong, is named; --take-over goes on."""
    (heads(portal) / "3-0123456789abcdef.json").write_bytes(
        encode_record(Head(SITE, 3, "", (), "\x1b[2Jsari@lain:1", until))
    )
    found = deploy(portal, capsys, code=0 if until < 0 else 2)
    assert "\x1b" not in str(found.get("error", ""))
    if until > 0:
        deploy(portal, capsys, "--take-over")
    ends_well(portal, capsys)


@pytest.mark.slow
def test_two_heads_of_one_number_both_count(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two that began at once one was killed before it could step back: the other is at it all the same."""
    far = int(time.time()) + 600
    (heads(portal) / "3-0000000000000000.json").write_bytes(encode_record(Head(SITE, 3, "", (), "a@mati:1", 1)))
    (heads(portal) / "3-ffffffffffffffff.json").write_bytes(encode_record(Head(SITE, 3, "", (), "sari@lain:1", far)))
    assert "sari@lain" in str(deploy(portal, capsys, code=2)["error"])
    (heads(portal) / "3-ffffffffffffffff.json").write_bytes(encode_record(Head(SITE, 3, "", (), "sari@lain:1", 1)))
    ends_well(portal, capsys)


@pytest.mark.slow
def test_what_two_heads_say_differently_nobody_knows(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """It is sent again."""
    deploy(portal, capsys)
    (name,) = os.listdir(heads(portal))
    head = decode_head((heads(portal) / name).read_bytes())
    part, data = encode_part({"index.html": b""})
    (heads(portal).with_name("parts") / part).write_bytes(data)
    other = msgspec.structs.replace(head, tree="", parts=(*head.parts, part), until=1)
    (heads(portal) / f"{head.number}-ffffffffffffffff.json").write_bytes(encode_record(other))
    (portal.folder.parent / "terbit/publik/index.html").write_text("lain")
    ends_well(portal, capsys)


def test_another_process_of_the_same_number_is_no_reason_to_think_it_ended(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two containers may have one name and count their processes alike: only what this folder wrote has ended for sure."""
    owner = f"{getpass.getuser()}@{socket.gethostname()}:4194303"
    (heads(portal) / "3-0123456789abcdef.json").write_bytes(
        encode_record(Head(SITE, 3, "", (), owner, int(time.time()) + 600))
    )
    assert "is deploying to this target" in str(deploy(portal, capsys, code=2)["error"])


def test_whoever_sends_for_long_gives_signs_of_life(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """However large a batch is, nobody else may think that it has ended."""
    target = Target("utama", "local", str(portal.folder / "publik"), str(portal.folder / "manifes"))
    with running(target) as rclone:
        held = Lease(Remote(target, rclone, portal.folder), SITE, portal.folder / "punya")
        held.inspect("WIB")
        held.acquire({})
        held.renew()
        assert held.number == 1
        monkeypatch.setattr(lease, "SECONDS", -1)
        held.renew()
        assert held.number == 2


def test_parts_are_read_when_something_has_changed(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once, and as the target names them; where nothing has changed, they are not read at all."""
    deploy(portal, capsys)
    read: list[str] = []
    real = manifest.decode_part
    monkeypatch.setattr(manifest, "decode_part", lambda name, *rest: read.append(name) or real(name, *rest))
    deploy(portal, capsys)
    assert not read
    portal.edit("content/daerah/2024/10/b.md", "Isi", "Lain")
    portal.build()
    deploy(portal, capsys)
    assert len(read) == 1
    assert tree(portal.folder.parent / "terbit/publik") == built(portal)
    # Somebody else has deployed meanwhile.
    head = decode_head(max(heads(portal).iterdir()).read_bytes())
    name, data = encode_part({"index.html": b""})
    (heads(portal).with_name("parts") / name).write_bytes(data)
    other = msgspec.structs.replace(head, number=head.number + 1, tree="", parts=(*head.parts, name), until=1)
    (heads(portal) / f"{other.number}-0123456789abcdef.json").write_bytes(encode_record(other))
    (portal.folder.parent / "terbit/publik/index.html").write_text("lain")
    ends_well(portal, capsys)


def bomb(entries: int, count: int | None = None) -> bytes:
    """Return a part with many entries, as it is unpacked."""
    head = b"\xdf" + (count or entries).to_bytes(4, "big")
    return head + b"".join(b"\xa7%07d\xc0" % n for n in range(entries))


@pytest.mark.slow
def test_a_part_with_more_entries_than_a_portal_has_files_is_not_read(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would take the memory of the machine; so would many parts that are all as large as one may be."""
    parts = heads(portal).with_name("parts")
    parts.mkdir(exist_ok=True)
    data = zlib.compress(bomb(100_000), 1)
    name = digest(data).hex()
    (parts / name).write_bytes(data)
    (heads(portal) / "3-0123456789abcdef.json").write_bytes(encode_record(Head(SITE, 3, "", (name,) * 10_000, "", 1)))
    with growth.ends():
        ends_well(portal, capsys)


@pytest.mark.parametrize("name", ["work", "lock", "parts"])
def test_a_target_may_have_any_name(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Those too that a deploy uses for files of its own."""
    portal = site(tmp_path, config=f"{CONFIG}deploy:\n  {name}: {{to: local, path: {tmp_path / 'terbit/publik'}}}\n")
    portal.build()
    ends_well(portal, capsys)


@pytest.mark.slow
def test_what_is_kept_here_may_be_lost_or_damaged(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder in the place of a file too."""
    deploy(portal, capsys)
    for file in [*(portal.folder / ".ssg/deploy").rglob("*")]:
        if file.is_file():
            file.unlink()
            (file / "dalam").mkdir(parents=True)
    (portal.folder / ".ssg/deploy/targets/utama/x").mkdir(parents=True)
    portal.edit("content/daerah/2024/10/b.md", "Isi", "Lain")
    portal.build()
    ends_well(portal, capsys)
    shutil.rmtree(portal.folder / ".ssg/deploy")
    assert deploy(portal, capsys)["files"] == 0


@pytest.mark.slow
def test_unfinished_files_go_though_the_manifest_is_lost(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """What a killed deploy left under another name is no file of somebody else."""
    deploy(portal, capsys)
    (portal.folder.parent / "terbit/publik/index.html.0123abcd.partial").write_text("<p>se")
    (portal.folder.parent / "terbit/publik/milik.html.0123abcd.partial").write_text("orang lain")
    shutil.rmtree(heads(portal).parent)
    deploy(portal, capsys)
    left = {path for path in tree(portal.folder.parent / "terbit/publik") if path.endswith(".partial")}
    assert left == {"milik.html.0123abcd.partial"}


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[Remote]:
    """A folder of this machine as a target."""
    target = Target("utama", "local", str(tmp_path / "publik"), str(tmp_path / "manifes"))
    with running(target) as rclone:
        yield Remote(target, rclone, tmp_path)


def looked(remote: Remote, folder: Path, *, over: bool = False, site: str = SITE) -> Lease:
    """Return what one machine knows of a target, by its own folder."""
    found = Lease(remote, site, folder)
    found.inspect("WIB", over=over)
    return found


TREES = tuple(f"{n:032x}" for n in range(1, 5))
ONE, TWO = b"1" * 16, b"2" * 16


def test_what_a_deploy_says_of_a_target(remote: Remote, tmp_path: Path) -> None:
    """From its beginning to its end somebody is at it, with the files that nobody can vouch for; then it is whole."""
    mine = looked(remote, tmp_path / "saya")
    assert (mine.number, mine.is_known, mine.is_unread, mine.there, mine.damaged) == (0, False, False, {}, False)
    begun = int(time.time())
    mine.acquire({"a.html": UNKNOWN, "b.html": UNKNOWN})
    assert mine.head is not None
    assert (mine.number, mine.head.is_open, mine.head.owner) == (1, True, owner())
    assert begun + 900 <= mine.head.until <= time.time() + 900
    assert looked(remote, tmp_path / "lain", over=True).there == {"a.html": UNKNOWN, "b.html": UNKNOWN}
    mine.record({"a.html": ONE})
    assert looked(remote, tmp_path / "lain", over=True).there == {"a.html": ONE, "b.html": UNKNOWN}
    mine.end(TREES[0], {"b.html": None}, Edition(5))
    theirs = looked(remote, tmp_path / "lain")
    assert (theirs.there, theirs.number, theirs.is_known) == ({"a.html": ONE}, 3, True)
    assert theirs.head == mine.head
    assert theirs.head is not None
    assert (theirs.head.tree, theirs.head.edition, theirs.head.owner, theirs.head.until) == (
        TREES[0],
        Edition(5),
        "",
        0,
    )
    assert {*remote.listed("parts")} == {*theirs.head.parts}
    theirs.acquire({}, above=7)
    assert theirs.number == 8
    assert theirs.head.edition == Edition(5)


def test_who_may_not_change_a_target(remote: Remote, tmp_path: Path) -> None:
    """Whoever has another portal, and whoever comes while somebody is at it and has not ended."""
    mine = looked(remote, tmp_path / "saya")
    mine.acquire({})
    assert mine.head is not None
    with pytest.raises(UsageError) as error:
        looked(remote, tmp_path / "lain")
    until = short(Stamp(mine.head.until, "WIB"))
    assert str(error.value) == (
        f"{owner()} is deploying to this target; wait for it to end. If you know that it has ended, use --take-over; its "
        f"right to the target ends by itself at {until}"
    )
    assert looked(remote, tmp_path / "lain", over=True).number == 1
    assert looked(remote, tmp_path / "saya").number == 1, "it began here, and is no more"
    with pytest.raises(UsageError) as error:
        looked(remote, tmp_path / "lain", site="https://lain.example", over=True)
    assert str(error.value) == (
        "this target has the portal https://uji.example, not https://lain.example; if it is the same one at a new "
        f"address, delete {tmp_path}/manifes there and deploy again"
    )


@pytest.mark.parametrize(
    ("files", "parts"), [(1_999, 1), (2_000, 2), (2_001, 1)], ids=["few", "some", "more than a quarter of few"]
)
def test_when_a_manifest_is_written_anew(remote: Remote, tmp_path: Path, files: int, parts: int) -> None:
    """All of a small one; of a larger one as soon as its further parts have many files."""
    mine = looked(remote, tmp_path / "saya")
    mine.acquire({})
    mine.end(TREES[0], {f"{n}.html": ONE for n in range(files)}, Edition())
    assert mine.head is not None
    assert len(mine.head.parts) == parts
    assert len(looked(remote, tmp_path / "lain").there) == files


@pytest.mark.parametrize(("most", "parts"), [(4, [1, 3, 1]), (5, [1, 3, 5])])
def test_a_manifest_has_no_more_than_so_many_parts(
    remote: Remote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, parts: list[int]
) -> None:
    """Then all of it is one again."""
    monkeypatch.setattr(lease, "_MOST_PARTS", most)
    mine = looked(remote, tmp_path / "saya")
    mine.acquire({})
    mine.end(TREES[0], {f"{n}.html": ONE for n in range(2000)}, Edition())
    counts = []
    for _ in range(3):
        mine.acquire({"0.html": UNKNOWN})
        mine.end(TREES[0], {"0.html": TWO}, Edition())
        assert mine.head is not None
        counts.append(len(mine.head.parts))
    assert counts == parts
    assert {*remote.listed("parts")} == {*mine.head.parts}
    assert looked(remote, tmp_path / "lain").there == {f"{n}.html": TWO if n == 0 else ONE for n in range(2000)}


def test_readers_get_a_release_again(remote: Remote, tmp_path: Path) -> None:
    """It is said before it is done, and kept; of releases that are gone nothing is."""
    mine = looked(remote, tmp_path / "saya")
    for number, (tree_of, known) in enumerate(zip(TREES, (ONE, TWO, ONE), strict=False), 1):
        mine.acquire({"a.html": UNKNOWN})
        kept = [f"00000{n}" for n in (1, 2, 3) if n <= number and (n != 2 or number < 3)]
        mine.end(tree_of, {"a.html": known, f"{number}.html": ONE}, Edition(number), f"00000{number}", kept)
    assert {*remote.listed("releases")} == {"000001.json", "000003.json"}
    needed = {part for name in ("000001", "000003") for part in decode_head(remote.read(f"releases/{name}.json")).parts}
    assert {*remote.listed("parts")} == needed
    seen: list[Lease] = []
    begun = int(time.time())
    mine.go_back("000001", lambda: seen.append(looked(remote, tmp_path / "lain", over=True)))
    (during,) = seen
    assert during.head is not None
    assert (during.head.is_open, during.there) == (
        True,
        {"a.html": ONE, "1.html": ONE, "2.html": UNKNOWN, "3.html": UNKNOWN},
    )
    after = looked(remote, tmp_path / "lain")
    assert after.head is not None
    assert (after.head.tree, after.head.edition, after.there) == (TREES[0], Edition(1), {"a.html": ONE, "1.html": ONE})
    assert after.number == during.number + 1 == 8
    assert after.head.hold is not None
    assert after.head.hold == during.head.hold
    assert (after.head.hold.release, after.head.hold.owner) == ("000001", owner())
    assert begun <= after.head.hold.since <= time.time()
    with pytest.raises(UsageError, match=r"^nobody knows any more what release 000002 has$"):
        after.go_back("000002", lambda: None)


@pytest.mark.parametrize("words", [("deploy",), ("deploy", "lain", "--rollback"), ("state", "push")])
def test_a_second_one_in_the_same_folder_ends_at_once(tmp_path: Path, words: tuple[str, ...]) -> None:
    """With code 2 and the name of the first, whose target never answers here; when that has ended, it goes on."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        portal = newsroom(tmp_path, f"{{to: webdav, url: '{url}', path: publik}}")
        shell = "{to: sftp, host: 127.0.0.1, port: 1, path: publik, releases: 2}"
        portal.edit(
            "site.yaml",
            "deploy:\n",
            f"deploy:\n  lain: {shell}\n  folder: {{to: local, path: {tmp_path / 'terbit'}}}\n",
        )
        first = ssg_begun(portal, "deploy", "utama", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            owner = portal.folder / ".ssg/deploy/owner"
            until = time.monotonic() + 30
            while not owner.exists() and time.monotonic() < until:
                time.sleep(0.02)
            begun = time.monotonic()
            done = ssg_here(portal, *words)
            assert time.monotonic() - begun < 10
            assert done.returncode == 2
            assert f"{getpass.getuser()}@{socket.gethostname()}:{first.pid}" in done.stderr
        finally:
            first.send_signal(signal.SIGKILL)
            first.wait()
        assert ssg_here(portal, "deploy", "folder").returncode == 0


@pytest.mark.parametrize("owner", [b"", b"x", b'["a"]', b'["a",1e99]', b'["a",99999999999999]', None])
def test_an_owner_that_nobody_can_read_is_a_sentence_all_the_same(tmp_path: Path, owner: bytes | None) -> None:
    """The folder is taken, whatever is said of by whom."""
    with workplace(tmp_path, "WIB") as folder:
        (folder.parent / "owner").unlink()
        if owner is not None:
            (folder.parent / "owner").write_bytes(owner)
        with pytest.raises(UsageError, match="is running in this folder"), workplace(tmp_path, "WIB"):
            pass
    with workplace(tmp_path, "WIB") as folder:
        assert folder.is_dir()
    assert not folder.exists()
    assert not (folder.parent / "owner").exists()
