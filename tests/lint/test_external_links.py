"""Links to other sites: `ssg check --external` in a network of its own, whose hosts are this machine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.lint_support import LONG
from tests.support import OWNED, ROOT, Portal, article, site

PRIVATE = ["unshare", "--net", "--map-root-user"]


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return site(tmp_path, config=OWNED)


def asked(portal: Portal, *words: str) -> dict[str, Any]:
    """Return what a check says and what each host was asked."""
    if subprocess.run([*PRIVATE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine has no networks of their own for programs")
    run = [*PRIVATE, sys.executable, "-m", "tests.lint.outside", str(portal.folder), *words]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    problems = json.loads(found["out"])["problems"] if found["out"] else []
    found["dead"] = [
        (
            one["path"].removeprefix("content/"),
            one["message"].split('"')[1].removeprefix("http://9.9.9."),
            one["message"].rpartition(": ")[2],
        )
        for one in problems
        if one["code"] == "dead-outside-link"
    ]
    return found


def linked(portal: Portal, *urls: str) -> None:
    portal.add("content/daerah/a.md", article(LONG, "\n\n".join(f"[a]({url})" for url in urls)))


@pytest.mark.slow
def test_what_is_gone_is_told_and_what_may_be_there_is_not(portal: Portal) -> None:
    """By what a host answers, or where it leads; one that forbids, or asks for patience, says nothing of what readers find."""
    fine = ("1/200", "1/moved", "2/403", "2/429", "3/head-200", "4/shut/404", "4/inside", "5/file", "5/round")
    gone = {"1/404": "404", "2/410": "410", "3/head-500": "500", "4/moved-gone": "404", "5/599": "599", "3/502": "502"}
    linked(portal, *(f"http://9.9.9.{url}" for url in (*fine, *gone)))
    portal.add(
        "content/daerah/b.md",
        article(
            LONG,
            retracted="{timestamp: 2024-10-09 17:00 WIB, reason: sara}",
            source="{name: L, url: http://9.9.9.6/404}",
        ),
    )
    portal.add(
        "content/daerah/c.md",
        article(f"{LONG} C", "Baca Juga: [a](http://9.9.9.6/410)", source="{name: L, url: http://9.9.9.7/404}"),
    )
    portal.add("content/pages/kontak.md", "---\ntitle: Kontak\n---\n<http://9.9.9.6/503>\n")
    found = asked(portal)
    told = {url: said.removeprefix("the host answers ") for path, url, said in found["dead"] if path == "daerah/a.md"}
    assert told == gone
    assert [(path, url) for path, url, _ in found["dead"] if path != "daerah/a.md"] == [
        ("daerah/c.md", "7/404"), ("daerah/c.md", "6/410"), ("pages/kontak.md", "6/503"),
    ]  # fmt: skip
    requests = found["asked"]
    assert all(one[0] == "GET /robots.txt" for one in requests.values()), "whether a host may be asked comes first"
    assert not [one for one in requests["9.9.9.4"] if "shut" in one]
    assert [one for one in requests["9.9.9.3"] if "head-200" in one] == ["HEAD /head-200", "GET /head-200"]
    assert [one for one in requests["9.9.9.1"] if "/200" in one] == ["HEAD /200"], (
        "GET is asked only where HEAD may not be known"
    )
    assert len(requests["9.9.9.5"]) < 40
    assert "127.0.0.1" not in requests, "an answer leads on to no private network"
    again = asked(portal)
    assert again["dead"] == found["dead"]
    assert again["asked"] == {}, "answers are kept for some days"


@pytest.mark.slow
def test_who_interrupts_does_not_wait_for_a_host_with_many_addresses(portal: Portal) -> None:
    """Ctrl-C ends the questions after the one that is being asked, not after the last."""
    linked(portal, *(f"http://9.9.9.1/many-{number}" for number in range(20)))
    found = asked(portal, "interrupt")
    assert found["code"] == 130
    assert len(found["asked"]["9.9.9.1"]) < 10


@pytest.mark.slow
def test_a_host_that_does_not_answer_is_told_where_another_does(portal: Portal) -> None:
    """Where none does, it may be the network, and no link is judged."""
    linked(portal, "http://9.9.9.8/a")
    found = asked(portal)
    assert (found["dead"], "nothing on the internet answers" in found["err"]) == ([], True)
    linked(portal, "http://9.9.9.8/a", "http://9.9.9.1/200")
    assert asked(portal)["dead"] == [("daerah/a.md", "8/a", "the host cannot be reached")]


@pytest.mark.slow
def test_nobody_in_a_private_network_is_asked(portal: Portal) -> None:
    """However the host is written."""
    hosts = ("127.0.0.1:9", "localhost:9", "[::1]:9", "169.254.169.254", "10.0.0.1", "0.0.0.0", "2130706433")
    linked(portal, "http://9.9.9.1/200", *(f"http://{host}/" for host in hosts))
    found = asked(portal)
    assert {said for _, _, said in found["dead"]} == {"there is no such host on the internet"}
    assert len(found["dead"]) == len(hosts)
