"""Links to other sites."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import msgspec
import pytest

from generator.base.sentences import sentence
from generator.lint.external_links import ALWAYS, FILE, PAUSE, LinkResult, ask, find_dead_links, links
from generator.store.database import open_reader
from tests.lint_support import LONG
from tests.servers import answering
from tests.support import article, site

TEXT = "[Satu](https://lain.example/a?b=1&c=2), https://lain.example/dua dan [kami](https://uji.example/daerah/).\n\nBaca Juga: [Tiga](https://tiga.example/)"


def test_links_that_leave_the_site(tmp_path: Path) -> None:
    """Of texts, boxes and sources; what is withdrawn has none."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, TEXT, source="{name: Lain, url: https://sumber.example/}"))
    portal.add("content/daerah/b.md", article(LONG, TEXT, retracted="{timestamp: 2024-10-09 17:00 WIB, reason: sara}"))
    portal.add("content/pages/kontak.md", "---\ntitle: Kontak\n---\n<https://kontak.example/>\n")
    portal.build()
    with closing(open_reader(portal.folder / ".ssg")) as store:
        assert {*links(store)} == {
            ("daerah/a.md", "https://lain.example/a?b=1&c=2"), ("daerah/a.md", "https://lain.example/dua"),
            ("daerah/a.md", "https://tiga.example/"), ("daerah/a.md", "https://sumber.example/"),
            ("pages/kontak.md", "https://kontak.example/"),
        }  # fmt: skip


def test_a_dead_one_is_told_at_each_file(tmp_path: Path) -> None:
    """With what the host said, which is kept; a torn file is forgotten."""
    state = tmp_path / ".ssg"
    state.mkdir()
    (state / FILE).write_bytes(b"{torn")
    uses = [("a.md", "http://127.0.0.1:9/"), ("b.md", "http://127.0.0.1:9/")]
    for now in (1, 2):
        found, offline = find_dead_links(uses, state, now, lambda *_: None)
        assert not offline
        assert [(one.path, str(one.said)) for one in found] == [
            ("a.md", '"http://127.0.0.1:9/" leads to nothing: there is no such host on the internet'),
            ("b.md", '"http://127.0.0.1:9/" leads to nothing: there is no such host on the internet'),
        ]
    kept = msgspec.json.decode((state / FILE).read_bytes(), type=dict[str, LinkResult])
    assert {one.at for one in kept.values()} == {1}
    assert find_dead_links([], state, 3, lambda *_: None) == ([], False)
    assert msgspec.json.decode((state / FILE).read_bytes(), type=dict[str, LinkResult]) == kept, (
        "others asked of other files"
    )
    assert find_dead_links([], state, kept[uses[0][1]].at + 31 * 86400, lambda *_: None) == ([], False)
    assert msgspec.json.decode((state / FILE).read_bytes()) == {}, "no answer is kept for ever"
    (state / FILE).write_bytes(b'{"\xc4":')
    assert find_dead_links([], state, 3, lambda *_: None) == ([], False)


@pytest.mark.usefixtures("local")
def test_without_a_network_no_link_is_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is anything kept of it: the next check asks again. What was answered before holds."""
    state = tmp_path / ".ssg"
    state.mkdir()
    monkeypatch.setattr("generator.lint.external_links.ALWAYS", ("tiga.invalid", 443))
    known, unknown = "https://satu.invalid/", "https://dua.invalid/"
    (state / FILE).write_bytes(
        msgspec.json.encode({known: LinkResult(1, sentence("the host answers {status}", status="404"))})
    )
    uses = [("a.md", known), ("b.md", unknown)]
    found, offline = find_dead_links(uses, state, 2, lambda *_: None)
    assert [one.path for one in found] == ["a.md"]
    assert offline
    assert list(msgspec.json.decode((state / FILE).read_bytes())) == [known]


HERE = socket.create_server(("127.0.0.1", 0))
"""A host that is always there, by which a machine knows that it has a network."""
NOW = 1_700_000_000


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hosts of this machine may be asked."""
    monkeypatch.setattr("generator.lint.external_links.is_public", lambda _: True)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits between two questions, and this machine has a network."""
    monkeypatch.setattr("generator.lint.external_links.PAUSE", 0)
    monkeypatch.setattr("generator.lint.external_links.ALWAYS", HERE.getsockname())


@contextmanager
def server(**pages: int) -> Iterator[tuple[str, list[str]]]:
    """A host that gives each address its status; what it is asked is noted."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            asked.append(f"{self.command} {self.path}")
            name = self.path.strip("/")
            status = pages.get(f"{self.command.lower()}_{name}", pages.get(name, 404))
            self.send_response(status)
            if status in (301, 302):
                self.send_header(
                    "Location",
                    {
                        "round": "/round",
                        "inside": "http://169.254.169.254/",
                        "file": "file:///etc/passwd",
                        "ftp": "ftp://127.0.0.1/",
                    }.get(name, "/good"),
                )
            body = b"User-agent: *\nDisallow: /shut\n" if name == "robots.txt" else b"x"
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_GET = do_HEAD  # noqa: N815 - the name that the library calls

        def log_message(self, *_: object) -> None:
            pass

    with answering(Handler) as address:
        yield address, asked


def faults(top: str, *names: str) -> dict[str, str]:
    answers = ask([f"{top}/{name}" for name in names], {}, NOW, lambda *_: None)
    return {url.removeprefix(f"{top}/"): str(one.fault) for url, one in answers.items()}


@pytest.mark.usefixtures("local")
def test_what_is_gone_is_told_and_what_may_be_there_is_not() -> None:
    """A host that forbids, or asks for patience, says nothing of what readers find."""
    with server(good=200, moved=301, forbidden=403, busy=429, broken=502) as (top, _):
        assert faults(top, "good", "moved", "missing", "forbidden", "busy", "broken") == {
            "good": "", "moved": "", "forbidden": "", "busy": "",
            "missing": "the host answers 404", "broken": "the host answers 502",
        }  # fmt: skip


@pytest.mark.usefixtures("local")
def test_a_host_that_does_not_answer_is_told_where_another_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether that is one that was asked, or one that is always there."""
    dead = "http://127.0.0.1:9/"
    with server(good=200) as (top, _):
        answers = ask([dead, f"{top}/good"], {}, NOW, lambda *_: None)
        assert [str(one.fault) for one in answers.values()] == ["the host cannot be reached", ""]
    assert list(ask([dead], {}, NOW, lambda *_: None)) == [dead]
    monkeypatch.setattr("generator.lint.external_links.ALWAYS", ("127.0.0.1", 9))
    assert ask([dead], {}, NOW, lambda *_: None) == {}


@pytest.mark.usefixtures("local")
def test_get_is_asked_where_head_is_not_known() -> None:
    """And only there."""
    with server(head_page=405, get_page=200, good=200) as (top, asked):
        assert faults(top, "page", "good") == {"page": "", "good": ""}
    assert asked == ["GET /robots.txt", "HEAD /page", "GET /page", "HEAD /good"]


@pytest.mark.usefixtures("local")
def test_robots_are_respected() -> None:
    """What is not to be asked is not asked, and nothing is said of it."""
    with server(**{"robots.txt": 200}) as (top, asked):
        assert faults(top, "shut/a", "open") == {"shut/a": "", "open": "the host answers 404"}
    assert [one for one in asked if "shut" in one] == []


@pytest.mark.usefixtures("local")
def test_who_interrupts_does_not_wait_for_a_host_with_many_addresses() -> None:
    """Ctrl-C ends the questions after the one that is being asked, not after the last."""

    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    with server(good=200) as (first, _), server() as (second, asked):
        with pytest.raises(KeyboardInterrupt):
            ask([f"{first}/good", *(f"{second}/{number}" for number in range(500))], {}, NOW, interrupt)
        assert len(asked) < 500


@pytest.mark.slow
@pytest.mark.usefixtures("local")
def test_one_host_is_asked_one_thing_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a pause between two questions."""
    with server(a=200, b=200) as (top, _):
        start = time.monotonic()
        monkeypatch.setattr("generator.lint.external_links.PAUSE", 0.1)
        faults(top, "a", "b")
        assert time.monotonic() - start > 0.3


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/",
        "http://localhost:9/",
        "http://[::1]:9/",
        "http://169.254.169.254/",
        "http://10.0.0.1/",
        "http://0.0.0.0/",
        "http://2130706433/",
    ],
)
def test_nobody_in_a_private_network_is_asked(url: str) -> None:
    """However the host is written."""
    (answer,) = ask([url], {}, NOW, lambda *_: None).values()
    assert str(answer.fault) == "there is no such host on the internet"


@pytest.mark.parametrize("name", ["file", "ftp", "round"])
@pytest.mark.usefixtures("local")
def test_an_answer_leads_on_to_web_pages_alone(name: str) -> None:
    """Neither to files nor in a round for ever."""
    with server(**{name: 302}) as (top, asked):
        faults(top, name)
    assert len(asked) < 30


def test_a_public_host_cannot_lead_into_a_private_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a host is called is one thing, where the connection leads another."""
    with server(good=200) as (top, asked):
        monkeypatch.setattr("generator.lint.external_links._is_reached", lambda *_: True)
        assert faults(top, "good") == {"good": "the host cannot be reached"}
    assert asked == []


@pytest.mark.usefixtures("local")
def test_answers_are_kept_for_some_days() -> None:
    """Good ones longer than bad ones."""
    with server(good=200) as (top, asked):
        bad = sentence("the host answers {status}", status="404")
        known = {f"{top}/good": LinkResult(NOW - 29 * 86400), f"{top}/bad": LinkResult(NOW - 86400, bad)}
        assert ask(known, known, NOW, lambda *_: None) == known
        assert asked == []
        later = ask(known, known, NOW + 2 * 86400, lambda *_: None)
        assert {one.at for one in later.values()} == {NOW + 2 * 86400}


@pytest.mark.usefixtures("local")
def test_a_host_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time, and as one that does not answer."""
    monkeypatch.setattr("generator.lint.external_links._LONGEST", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        top = f"http://127.0.0.1:{listener.getsockname()[1]}"
        assert faults(top, "a") == {"a": "the host does not answer"}


@pytest.mark.usefixtures("local")
def test_progress_counts_what_is_known_already() -> None:
    """Somebody who watches sees how many addresses are done of all there are, a host at a time."""
    steps: list[tuple[int, int]] = []
    with server(good=200) as (top, _), server(good=200) as (other, _):
        urls = [f"{top}/good", f"{top}/bad", f"{other}/good", f"{other}/good"]
        ask(urls, {f"{top}/good": LinkResult(NOW)}, NOW, lambda *step: steps.append(step))
    assert steps == [(2, 3), (3, 3)]


@pytest.mark.parametrize(("fault", "days"), [(False, 30), (True, 2)])
@pytest.mark.usefixtures("local")
def test_an_answer_is_asked_for_again_when_its_days_are_over(fault: bool, days: int) -> None:
    """To the second; one from a clock that was ahead is no answer."""
    with server(good=200) as (top, asked):
        url = f"{top}/good"
        for age, fresh in ((days * 86400 - 1, True), (days * 86400, False), (-1, False)):
            asked.clear()
            ask(
                [url],
                {url: LinkResult(NOW - age, sentence("the host answers {status}", status="404") if fault else None)},
                NOW,
                lambda *_: None,
            )
            assert (asked == []) is fresh, age


@pytest.mark.parametrize(
    ("status", "asked_again"),
    [
        (200, False), (204, False), (400, True), (401, False), (403, True), (404, True), (405, True), (410, True), (429, False),
        (500, True), (501, True), (502, False), (503, True), (599, False),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("local")
def test_what_an_answer_says(status: int, asked_again: bool) -> None:
    """Nothing is there any more, or the host is broken; some answers to HEAD are not believed."""
    with server(page=status) as (top, asked):
        gone = status in (404, 410) or status >= 500
        assert faults(top, "page") == {"page": f"the host answers {status}" if gone else ""}
    assert asked == ["GET /robots.txt", "HEAD /page"] + ["GET /page"] * asked_again


@pytest.mark.usefixtures("local")
def test_what_an_answer_leads_to_counts() -> None:
    """Though the address itself has an answer."""
    with server(moved=301, good=410) as (top, _):
        assert faults(top, "moved") == {"moved": "the host answers 410"}


def test_how_hosts_are_asked_unless_somebody_says_otherwise() -> None:
    """One question a second, none to a private network; and nobody is silent who has answered."""
    assert (PAUSE, ALWAYS) == (1.0, ("example.com", 443))
    assert not LinkResult(NOW).silent
    assert not LinkResult(NOW).fault
