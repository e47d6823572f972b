"""Who comes in at the desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.datastructures import Headers

from generator.annex.desk.people import Person, Reception
from generator.model.site import Colleague, DeskSettings

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
        ((("remote-user", "sari"), ("remote-user", "sari")), "127.0.0.1"),
        ((("remote-user", "bagus"),), "127.0.0.1"),
        ((("remote-user", ""),), "127.0.0.1"),
        ((("x-remote-user", "sari"),), "127.0.0.1"),
    ],
)
def test_nobody_else_comes_in(headers: tuple[tuple[str, str], ...], address: str) -> None:
    """Without the header, with two, from another address, or under a name that nobody has, nobody comes in."""
    assert ask(PROXIED, *headers, address=address) is None


def test_at_the_machine_itself(tmp_path: Path) -> None:
    """Without a proxy whoever sits at the machine is in, and nobody from elsewhere."""
    assert ask(DeskSettings()).role == "lead"
    assert ask(DeskSettings(), remote=True) is None
    assert ask(DeskSettings(), ("remote-user", "sari"), remote=True) is None
