"""What a server of releases is told, by an ssh that writes it down: its words, and the folders that it is given."""

from __future__ import annotations

import getpass
import os
import time
from pathlib import Path

import msgspec
import pytest

from generator.annex.deploying.editions import time_of
from generator.annex.deploying.lease import owner
from generator.annex.deploying.releases import Known, Releases
from generator.annex.deploying.run import Delivered, Order, deploy, roll_back
from generator.base.errors import MachineError, UsageError
from generator.model.deploy_targets import Target
from generator.theming.loading import read_site
from tests.deploying_support import built, newsroom
from tests.support import tree


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of releases, and an ssh which is a shell of this machine that notes its words."""
    program = tmp_path / "bin/ssh"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/words\nfor last; do :; done\nexec sh -c "$last"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path / "kabar's portal"


def target(server: Path, **said: object) -> Target:
    return Target(
        "utama", "sftp", f"{server}/", "x", known_hosts="~/kenal %h", releases=2, **{"host": "kabar.example", **said}
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["-p", "22", "-l", getpass.getuser(), "--", "kabar.example"]), ({"port": 2222, "user": "sari"}, ["-p", "2222", "-l", "sari", "--", "kabar.example"]),
        ({"host": "[::1]"}, ["-p", "22", "-l", getpass.getuser(), "--", "::1"]),
        ({"key_file": '/k"1'}, ["-p", "22", "-o", "IdentitiesOnly=yes", "-o", 'IdentityFile="/k\\"1"', "-l", getpass.getuser(), "--", "kabar.example"]),
    ],
)  # fmt: skip
def test_ssh_is_told_of_the_target_and_of_nothing_else(
    server: Path, said: dict[str, object], expected: list[str]
) -> None:
    """Its port, its user and its key; only the host that is known is spoken to, and nobody is asked anything."""
    assert Releases(target(server, **said)).known() == Known("", ())
    words = (server.parent / "words").read_text().splitlines()
    assert words[words.index("-p") : words.index("--") + 2] == expected
    assert [word for word in words[: words.index("-p")] if "=" in word] == [
        "BatchMode=yes", "StrictHostKeyChecking=yes", "ConnectTimeout=15", f'UserKnownHostsFile="{os.path.expanduser("~")}/kenal %%h"', "GlobalKnownHostsFile=/dev/null",
    ]  # fmt: skip
    assert words[0] == "-T"


@pytest.mark.parametrize("words", ["Selamat datang", "releases/000009\n000008", ""])
def test_a_server_whose_shell_greets(server: Path, words: str) -> None:
    """As an echo in its .bashrc does, before each answer: that is no release."""
    ssh = server.parent / "bin/ssh"
    ssh.write_text(ssh.read_text().replace("exec ", f"echo '{words}'\nexec "))
    releases = Releases(target(server))
    assert releases.known() == Known("", ())
    releases.begin("000001", "")
    releases.show("000001")
    assert releases.known() == Known("000001", ("000001",))


def test_a_release_begins_as_the_one_that_readers_get(server: Path) -> None:
    """With its files as hard links; what was left of an earlier try goes. Readers get it from one moment to the next."""
    releases = Releases(target(server))
    assert releases.known() == Known("", ())
    releases.begin("000001", "")
    (server / "releases/000001/a.html").write_text("satu")
    assert releases.known() == Known("", ("000001",))
    releases.show("000001")
    assert os.readlink(server / "current") == "releases/000001"
    (server / "releases/000002").mkdir()
    (server / "releases/000002/sisa").touch()
    releases.begin("000002", "000001")
    assert [file.name for file in (server / "releases/000002").iterdir()] == ["a.html"]
    assert (server / "releases/000002/a.html").samefile(server / "releases/000001/a.html")
    assert releases.known() == Known("000001", ("000001", "000002"))
    releases.show("000002")
    assert (releases.known().current, releases.shown) == ("000002", f"{server}/current")


def test_old_releases_go_but_for_the_one_that_readers_get(server: Path) -> None:
    """Oldest first by number; folders of others stay."""
    for name in ("000009", "000010", "1000000", "000008", "catatan", "12345", "0000123x"):
        (server / "releases" / name).mkdir(parents=True)
    releases = Releases(target(server))
    releases.show("000008")
    known = releases.known()
    assert (known, known.last) == (Known("000008", ("000008", "000009", "000010", "1000000")), 1_000_000)
    assert releases.prune(known, "000008") == ["000008", "000010", "1000000"]
    assert sorted(one.name for one in (server / "releases").iterdir()) == [
        "000008",
        "000010",
        "0000123x",
        "1000000",
        "12345",
        "catatan",
    ]
    assert releases.prune(releases.known(), "000008") == ["000008", "000010", "1000000"]
    (server / "releases/1000001").mkdir()
    assert releases.prune(known, "1000001") == ["1000000", "1000001"], "a new one counts, though it was not known"
    assert sorted(one.name for one in (server / "releases").iterdir()) == [
        "0000123x",
        "1000000",
        "1000001",
        "12345",
        "catatan",
    ]


def test_a_link_to_anything_else_is_no_release(server: Path) -> None:
    """Nor is one to a release that is gone."""
    releases = Releases(target(server))
    for name, exists in (("000001", False), ("versi-1", True)):
        server.mkdir(exist_ok=True)
        (server / "current").unlink(missing_ok=True)
        (server / "current").symlink_to(f"releases/{name}")
        if exists:
            (server / "releases" / name).mkdir(parents=True)
        assert releases.known().current == ""


def test_a_server_that_fails_or_does_not_answer(server: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it says is told with what it means; without ssh nothing is begun."""
    with pytest.raises(MachineError, match="move it away"):
        Releases(target(Path("/proc/version"))).begin("000001", "")
    (server.parent / "bin/ssh").write_text("#!/bin/sh\nexec sleep 5\n")
    monkeypatch.setattr("generator.annex.deploying.releases._LONGEST", 0.1)
    with pytest.raises(MachineError, match="does not answer"):
        Releases(target(server)).known()
    monkeypatch.setenv("PATH", str(server))
    with pytest.raises(UsageError, match="need the command ssh"):
        Releases(target(server))._run("true")


def test_readers_get_releases_and_the_one_before_again(server: Path, tmp_path: Path) -> None:
    """A deploy makes one, however little differs; after a way back nothing is sent until that is lifted."""
    portal = newsroom(tmp_path, "{to: local, path: /x}")
    site = read_site(portal.folder)[0]
    goal = Target(
        "utama", "local", str(server), str(tmp_path / "keadaan"), host="kabar.example", known_hosts="/k", releases=2
    )
    whole = Order(str(portal.folder), str(portal.output))

    def deployed(**more: bool) -> Delivered:
        return deploy(msgspec.structs.replace(whole, **more), site, goal, lambda *_: None, lambda: None)

    assert deployed().files == len(portal.files()) - 1
    first = tree(server / "current")
    assert first == built(portal)
    with pytest.raises(UsageError, match=r"^there is no release before the one that readers get$"):
        roll_back(whole, site, goal)
    portal.edit("content/daerah/2024/10/b-1.md", "berita", "berita lain")
    portal.build()
    assert 0 < deployed(dry=True).files < len(first)
    assert tree(server / "current") == first
    deployed()
    assert tree(server / "current") == built(portal) != first
    names = sorted(path.name for path in (server / "releases").iterdir())
    assert roll_back(msgspec.structs.replace(whole, dry=True), site, goal) == names[0]
    assert tree(server / "current") == built(portal)
    begun = int(time.time())
    assert roll_back(whole, site, goal) == names[0]
    assert tree(server / "current") == first
    for dry in (False, True):
        found = deployed(dry=dry)
        assert {str(found.held)} <= {
            f"readers keep release {names[0]}, to which {owner()} went back on {time_of(at, 'WIB')}; nothing is sent. If "
            "that is to end: ssg deploy utama --lift"
            for at in range(begun, int(time.time()) + 1)
        }
        assert bool(found.files) is dry
    assert tree(server / "current") == first
    found = deployed(lift=True)
    assert (found.held, found.files > 0, tree(server / "current")) == (None, True, built(portal))
    assert deployed().files == 0


def test_releases_are_for_targets_that_have_them(tmp_path: Path) -> None:
    """It is said how a target gets them."""
    portal = newsroom(tmp_path, "{to: local, path: /x}")
    site = read_site(portal.folder)[0]
    with pytest.raises(UsageError) as error:
        roll_back(Order(str(portal.folder), str(portal.output)), site, site.targets[0])
    assert str(error.value) == "utama has no releases; add releases: 5 to it, with to: sftp"
