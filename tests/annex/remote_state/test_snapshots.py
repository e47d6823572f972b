"""What a target says of the state that it has, and whether that is of use here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from generator.annex.deploying.rclone import Rclone, running
from generator.annex.remote_state.snapshots import Snapshot, Snapshots, check, check_private
from generator.base.errors import UsageError
from generator.config import site_yaml
from generator.model.deploy_targets import Target
from generator.model.site import Site
from generator.store.files import program
from tests.support import CONFIG

PAGE_MAP = "0" * 32
OURS = Snapshot("https://uji.example", program(), PAGE_MAP, 3)


def site_of(line: str) -> Site:
    found, problems = site_yaml.parse(f"{CONFIG}deploy:\n  utama: {line}\n")
    assert found is not None
    assert not problems
    return found


@pytest.mark.parametrize(
    ("index", "said"),
    [
        (OURS, ""),
        (None, "there is no state at utama; build, deploy, then ssg state push"),
        (
            Snapshot("https://lain\x1b.example", program(), PAGE_MAP),
            "the state at utama is that of https://lain\ufffd.example, not of https://uji.example",
        ),
        (
            Snapshot("https://uji.example", "lain", PAGE_MAP),
            "the state at utama is that of another version of ssg; go on without it, and send it again after the build",
        ),
    ],
)
def test_a_state_that_is_of_no_use(index: Snapshot | None, said: str) -> None:
    """It is said why."""
    site = site_of("{to: s3, path: kabar}")
    if not said:
        assert check(index, site, site.targets[0]) is index
        return
    with pytest.raises(UsageError) as error:
        check(index, site, site.targets[0])
    assert str(error.value) == said


@pytest.mark.parametrize(
    ("line", "password", "said"),
    [
        ("{to: sftp, host: a.example, path: /srv/kabar}", "", False),
        ("{to: sftp, host: a.example, path: kabar, state: kabar/.state}", "", True),
        ("{to: sftp, host: a.example, path: kabar, state: kabar/.state}", "rahasia", False),
    ],
)
def test_readers_get_no_state(monkeypatch: pytest.MonkeyPatch, line: str, password: str, said: bool) -> None:
    """Where they could open it, it is encrypted, or it is not sent."""
    monkeypatch.setenv("SSG_STATE_PASSWORD", password)
    site = site_of(line)
    if not said:
        check_private(site, site.targets[0])
        return
    with pytest.raises(UsageError) as error:
        check_private(site, site.targets[0])
    assert str(error.value) == (
        "the state holds drafts, and readers may be able to open kabar/.state: give SSG_STATE_PASSWORD in the "
        "environment, by which it is encrypted, or name another place with state:"
    )


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.annex.deploying.manifest.time", SimpleNamespace(sleep=lambda _: None))


@pytest.fixture
def rclone(tmp_path: Path) -> Iterator[Rclone]:
    with running(at(tmp_path)) as found:
        yield found


def at(folder: Path) -> Target:
    return Target("utama", "local", str(folder / "publik"), str(folder / "keadaan"))


def looked(rclone: Rclone, folder: Path, machine: str) -> Snapshots:
    """Return what a machine knows of the states of a target."""
    found = Snapshots(rclone, at(folder), folder, folder / machine)
    found.look()
    return found


def name(letter: str) -> str:
    """Return the name of a pack or of a map."""
    return letter * 32


def send(states: Snapshots, folder: Path, letter: str, *packs: str) -> None:
    """Send a state as far as it is told of here."""
    for one in (letter, *packs):
        file = folder / "keadaan/store/packs" / name(one)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    states.end(Snapshot(OURS.site, OURS.program, name(letter)), iter(map(name, packs)))


def kept(folder: Path) -> str:
    """Return the first letters of all packs and maps at the target."""
    return "".join(sorted(file.name[0] for file in (folder / "keadaan/store/packs").iterdir()))


def test_what_counts_no_longer_goes_when_the_next_state_is_sent(rclone: Rclone, tmp_path: Path) -> None:
    """Until then somebody may be about to read it; what is no pack of ours stays."""
    states = looked(rclone, tmp_path, "saya")
    assert states.newest is None
    assert states.page_map() is None
    send(states, tmp_path, "a", "1", "2")
    index = states.look()
    assert index == Snapshot(OURS.site, OURS.program, name("a"), 1)
    send(states, tmp_path, "b", "2", "3")
    index = states.look()
    assert index == Snapshot(OURS.site, OURS.program, name("b"), 2, (name("1"), name("a")))
    assert kept(tmp_path) == "123ab"
    (tmp_path / "keadaan/store/packs/orang").touch()
    send(states, tmp_path, "c", "1", "4")
    assert kept(tmp_path) == "1234bco"
    index = states.look()
    assert index is not None
    assert (index.number, index.old) == (3, (name("2"), name("3"), name("b")))
    assert looked(rclone, tmp_path, "lain").newest == index


def test_of_two_states_that_are_sent_at_once_one_counts(rclone: Rclone, tmp_path: Path) -> None:
    """Whoever did not know of the other is told so."""
    mine, theirs = looked(rclone, tmp_path, "saya"), looked(rclone, tmp_path, "lain")
    send(theirs, tmp_path, "a", "1")
    with pytest.raises(UsageError, match="somebody else has sent a state meanwhile, and theirs counts"):
        send(mine, tmp_path, "b", "2")
    index = mine.look()
    assert index is not None
    assert index.page_map == name("a")


def test_a_state_that_somebody_else_has_sent_is_strange(rclone: Rclone, tmp_path: Path) -> None:
    """By the maps that this machine knows of; while it knows of none, nothing is."""
    states = looked(rclone, tmp_path, "saya")
    assert not states.is_strange
    send(states, tmp_path, "a", "1")
    states.look()
    assert not states.is_strange
    for maps, strange in (("a", False), ("b", True), ("ba", False), ("", False)):
        states.begin_with(*map(name, maps))
        assert states.is_strange is strange, maps
    states.begin_with(name("b"))
    states.newest = None
    assert not states.is_strange
    (base,) = (tmp_path / "saya").rglob("base")
    base.write_bytes(b"\xff")
    states.look()
    assert not states.is_strange


def test_one_map_is_kept_here(rclone: Rclone, tmp_path: Path) -> None:
    """The index beside it stays."""
    states = looked(rclone, tmp_path, "saya")
    send(states, tmp_path, "a", "1")
    for letter in "ab":
        states.keep(name(letter), letter.encode())
        (folder,) = (tmp_path / "saya").rglob("maps")
        assert sorted(file.name for file in folder.iterdir()) == [name(letter), "index"]
        assert (folder / name(letter)).read_bytes() == letter.encode()


@pytest.mark.parametrize(
    "index",
    [
        Snapshot(OURS.site, OURS.program, "x"), Snapshot(OURS.site, OURS.program, f"{PAGE_MAP}.0123abcd.partial", 1, ("../x",)),
        Snapshot(OURS.site, OURS.program, PAGE_MAP, 1, (), 2), Snapshot(OURS.site, OURS.program, PAGE_MAP, 1, (), 4), Snapshot(OURS.site, OURS.program, PAGE_MAP.upper() + "0"),
    ],
)  # fmt: skip
def test_what_is_no_index_counts_for_nothing(rclone: Rclone, tmp_path: Path, index: Snapshot) -> None:
    """Names that are none of ours, and another version."""
    states = looked(rclone, tmp_path, "saya")
    file = tmp_path / "keadaan/store/heads/3.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(msgspec.json.encode(msgspec.structs.asdict(OURS)))
    assert states.look() is not None
    index = msgspec.structs.replace(index, number=3)
    file.write_bytes(msgspec.json.encode(msgspec.structs.asdict(index)))
    assert looked(rclone, tmp_path, "lain").newest is None
