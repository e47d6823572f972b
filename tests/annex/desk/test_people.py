"""Who comes in at the desk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from starlette.datastructures import Headers

from generator.annex.desk.people import Person, Reception
from generator.model.site import Colleague, DeskSettings
from tests.annex.desk.test_keeping import git
from tests.annex.desk_support import desk

SARI = Colleague("sari", "Sari Anggraini", "reporter", "sari@kabar.example")
PROXIED = DeskSettings(people=(SARI,), header="remote-user", proxies=("127.0.0.1",))


def ask(settings: DeskSettings, *headers: tuple[str, str], address: str = "127.0.0.1", remote: bool = False):
    raw = [(name.encode(), value.encode()) for name, value in headers]
    return Reception(Path("/"), lambda: settings).person(Headers(raw=raw), address, remote=remote)


def test_the_proxy_says_who() -> None:
    """Behind a proxy a person is whom its header names, with the name and role of site.yaml."""
    assert ask(PROXIED, ("remote-user", "sari"), remote=True) == Person("Sari Anggraini", "reporter", SARI.email)


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ((), "127.0.0.1"),
        ((("remote-user", "sari"),), "127.0.0.2"),
        ((("remote-user", "sari"),), "192.168.1.5"),
        ((("remote-user", "sari"),), "::ffff:127.0.0.1"),
        ((("remote-user", "sari"),), "::1"),
        ((("remote-user", "sari"),), ""),
        ((("remote_user", "sari"),), "127.0.0.1"),
        ((("remote-user", "sari, budi"),), "127.0.0.1"),
        ((("remote-user", "sari\u200b"),), "127.0.0.1"),
        ((("remote-user", "sari"), ("remote-user", "sari")), "127.0.0.1"),
        ((("remote-user", "bagus"),), "127.0.0.1"),
        ((("remote-user", ""),), "127.0.0.1"),
        ((("x-remote-user", "sari"),), "127.0.0.1"),
    ],
)
def test_nobody_else_comes_in(headers: tuple[tuple[str, str], ...], address: str) -> None:
    """Without the header, with two, from another address, or under a name that nobody has, nobody comes in."""
    assert ask(PROXIED, *headers, address=address) is None


def test_a_door_that_was_closed_stays_closed() -> None:
    """Without its header in site.yaml all that come by way of the proxy would be the person at the machine."""
    said = [PROXIED]
    here = Reception(Path("/"), lambda: said[0])
    assert here.is_closed
    said[0] = DeskSettings()
    assert here.is_closed
    assert here.person(Headers(), "127.0.0.1", remote=False) is None


def test_nobody_behind_a_proxy_is_at_the_machine(tmp_path: Path) -> None:
    """Whatever host somebody asks for by way of the proxy, they neither turn the clock nor learn where files are."""
    people = "desk:\n  person: {header: Remote-User, from: 127.0.0.1}\n"
    with desk(tmp_path, people=people) as it:
        for host in ("localhost", "127.0.0.1", "[::1]"):
            asked = {"remote-user": "sari", "host": f"{host}:{it.served.port}", "sec-fetch-site": "same-origin"}
            assert it.served.get("/_ssg/now", asked, "POST", b"2030-01-01 06:00").status == 403
            facts = it.served.get("/_ssg/page?url=/daerah/2024/10/banjir/", asked)
            assert facts.status == 200
            assert str(tmp_path).encode() not in facts.body


@pytest.mark.parametrize("header", ["sari", "  sari ", "sari  "])
def test_space_around_a_name(header: str) -> None:
    """Space around what the proxy says is no part of the name."""
    assert ask(PROXIED, ("remote-user", header)) == Person("Sari Anggraini", "reporter", SARI.email)


def test_names_that_the_proxy_alone_knows() -> None:
    """Where site.yaml lists nobody, whoever the proxy names leads, by that name, in any script, up to a length."""
    anybody = DeskSettings(header="remote-user", proxies=("127.0.0.1",))

    def named(name: bytes) -> Person | None:
        headers = Headers(raw=[(b"remote-user", name)])
        return Reception(Path("/"), lambda: anybody).person(headers, "127.0.0.1", remote=True)

    assert named("Sari  Añggraini 沙".encode()) == Person("Sari Añggraini 沙", "lead")
    assert named(b"x" * 120) == Person("x" * 120, "lead")
    assert [named(name) for name in (b"x" * 121, b"", b"  ", "ñ".encode("latin-1"), b"a\x07b")] == [None] * 5


def test_only_those_who_publish() -> None:
    """Editors and leads publish, reporters do not."""
    assert {role: Person("Sari", role).publishes for role in ("reporter", "editor", "lead")} == {
        "reporter": False, "editor": True, "lead": True,
    }  # fmt: skip


def test_an_open_door_is_open() -> None:
    """Without a proxy in site.yaml, the door is not closed, until there is one."""
    said = [DeskSettings()]
    here = Reception(Path("/"), lambda: said[0])
    assert not here.is_closed
    said[0] = PROXIED
    assert here.is_closed


def configured(folder: Path, **values: str) -> Path:
    """Make a repository whose own configuration says who works in it."""
    git(folder, "init", "-q")
    for key, value in values.items():
        git(folder, "config", f"user.{key}", value)
    return folder


def here(site: Path, *people: Colleague) -> Person | None:
    return Reception(site, lambda: DeskSettings(people=people)).person(Headers(), "127.0.0.1", remote=False)


def test_git_says_who_sits_at_the_machine(tmp_path: Path) -> None:
    """Who has no proxy is whom git's configuration of the site names, and leads."""
    site = configured(tmp_path, name=" Budi  Hartono ", email="budi@kabar.example")
    assert here(site) == Person("Budi Hartono", "lead", "budi@kabar.example")
    assert here(site, SARI) == Person("Budi Hartono", "lead", "budi@kabar.example")


@pytest.mark.parametrize("name", ["sari", "Sari Anggraini"])
def test_a_listed_person_at_the_machine(tmp_path: Path, name: str) -> None:
    """Whom site.yaml lists by the name that git has, or by that login, has the role and the address of the list."""
    other = Colleague("budi", "Budi Hartono", "editor")
    assert here(configured(tmp_path, name=name), other, SARI) == Person("Sari Anggraini", "reporter", SARI.email)


def test_nobody_that_git_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where git names nobody, or is not there, the newsroom as such works at the machine, whoever is listed."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    nameless = Colleague("", "Sari Anggraini", "reporter")
    assert here(configured(tmp_path, name=""), nameless) == Person("Redaksi", "lead")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert here(tmp_path, SARI) == Person("Redaksi", "lead")


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """A name in another encoding than this system's is none, and no error."""
    site = configured(tmp_path, email="budi@kabar.example")
    with (site / ".git/config").open("ab") as file:
        file.write(b"\tname = B\xfcdi\n")
    assert here(site) == Person("Redaksi", "lead", "budi@kabar.example")


def test_at_the_machine_itself(tmp_path: Path) -> None:
    """Without a proxy whoever sits at the machine is in, and nobody from elsewhere."""
    assert ask(DeskSettings()).role == "lead"
    assert ask(DeskSettings(), remote=True) is None
    assert ask(DeskSettings(), ("remote-user", "sari"), remote=True) is None
