"""Who comes in at the desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.datastructures import Headers

from generator.annex.desk.people import Person, Reception
from generator.model.site import Colleague, DeskSettings
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


def test_at_the_machine_itself(tmp_path: Path) -> None:
    """Without a proxy whoever sits at the machine is in, and nobody from elsewhere."""
    assert ask(DeskSettings()).role == "lead"
    assert ask(DeskSettings(), remote=True) is None
    assert ask(DeskSettings(), ("remote-user", "sari"), remote=True) is None
