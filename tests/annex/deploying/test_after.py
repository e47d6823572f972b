"""What follows an upload: whoever waits for news is told, and readers get what was sent."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from generator.annex.deploying.notifications import Addresses, Answer, announce, ask
from generator.model.deploy_targets import Announce
from tests.deploying_support import built, deploy
from tests.servers import answering
from tests.support import CONFIG, Portal, article, site

KEY = "a1b2c3d4e5f6a7b8"
NEW = "https://uji.example/daerah/2024/10/baru/"


class Listener:
    """A host that keeps what it is told."""

    def __init__(self, statuses: dict[str, list[int]]) -> None:
        self.told: list[tuple[str, bytes, str]] = []
        self.statuses = statuses
        self.url = ""


@contextlib.contextmanager
def listening(**statuses: list[int]) -> Iterator[Listener]:
    """Give a host; of each path, it answers with these statuses one after the other, then 200."""
    listener = Listener(statuses)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            name = self.path.strip("/")
            listener.told.append((name, body, self.headers.get("Authorization", "")))
            waiting = listener.statuses.get(name, [])
            self.send_response(waiting.pop(0) if waiting else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with answering(Handler) as url:
        listener.url = url
        yield listener


def portal_with(tmp_path: Path, lines: str) -> Portal:
    """A portal that was deployed once, with one article more since."""
    target = f"deploy:\n  utama: {{to: local, path: {tmp_path / 'publik'}{lines}}}\n"
    portal = site(tmp_path, config=f"{CONFIG}media: {{allow: [.txt]}}\n{target}")
    portal.add(f"content/{KEY}.txt", KEY)
    portal.add("content/daerah/2024/10/lama.md", article("Lama"))
    portal.build()
    return portal


def publish(portal: Portal) -> None:
    portal.add("content/daerah/2024/10/baru.md", article("Baru", timestamp="2024-10-09 10:00 WIB"))
    portal.build()


def test_everybody_is_told_of_what_differs(tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """IndexNow of pages, the hub of feeds, the cache and the webhook of all; nobody is told when nothing differs."""
    monkeypatch.setenv("SSG_CLOUDFLARE_TOKEN", "rahasia")
    with listening() as host:
        names = f"indexnow: {KEY}, indexnow_at: '{host.url}/indexnow', websub: '{host.url}/hub', cloudflare: '{host.url}/purge'"
        portal = portal_with(tmp_path, f", announce: {{{names}, webhook: '{host.url}/hook'}}")
        deploy(portal, capsys)
        host.told.clear()
        publish(portal)
        found = deploy(portal, capsys)
        assert found["untold"] == []
        told = {name: body for name, body, _ in host.told}
        indexnow = json.loads(told["indexnow"])
        assert (indexnow["host"], indexnow["key"]) == ("uji.example", KEY)
        assert NEW in indexnow["urlList"]
        assert not any("/tag/" in url or url.endswith(".xml") for url in indexnow["urlList"])
        hubs = [parse_qs(body.decode())["hub.url"][0] for name, body, _ in host.told if name == "hub"]
        assert "https://uji.example/feed.xml" in hubs
        purged = [url for name, body, _ in host.told if name == "purge" for url in json.loads(body)["files"]]
        assert sorted(purged) == sorted(json.loads(told["hook"])["changed"])
        assert len(purged) == found["files"]
        assert {token for name, _, token in host.told if name == "purge"} == {"Bearer rahasia"}
        host.told.clear()
        deploy(portal, capsys)
        assert host.told == []


def test_nobody_is_told_of_drafts(tmp_path: Path, capsys) -> None:
    """Nor of what waits for its hour."""
    with listening() as host:
        portal = portal_with(tmp_path, f", announce: {{webhook: '{host.url}/hook'}}")
        deploy(portal, capsys)
        host.told.clear()
        portal.add("content/daerah/2024/10/draf.md", article("Draf", draft="true"))
        portal.add("content/daerah/2024/10/nanti.md", article("Nanti", timestamp="2024-10-11 10:00 WIB"))
        portal.build()
        deploy(portal, capsys)
        assert host.told == []


@pytest.mark.slow
def test_who_cannot_be_told_fails_nothing(tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that is busy is asked again, one that refuses is not, and each is a sentence."""
    monkeypatch.delenv("SSG_CLOUDFLARE_TOKEN", raising=False)
    with listening(hook=[503, 503], hub=[403, 403, 403, 403]) as host:
        names = (
            f"webhook: '{host.url}/hook', websub: '{host.url}/hub', cloudflare: {'0' * 32}, indexnow: tidak-ada-kunci"
        )
        portal = portal_with(tmp_path, f", announce: {{{names}}}")
        found = deploy(portal, capsys)
        said = " ".join(map(str, found["untold"]))
        assert "WebSub was not told: 403" in said
        assert "SSG_CLOUDFLARE_TOKEN is not set" in said
        assert "tidak-ada-kunci.txt" in said
        assert "webhook" not in said
        assert [name for name, _, _ in host.told].count("hook") == 3


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (b"HTTP/1.1 400 \x1b]0;x\x07 merah\x1b[31m", "\ufffd]0;x\ufffd merah\ufffd[31m"),
        (b"HTTP/1.1 401 Bearer rahasia-uji", "… …"),
        (b"HTTP/1.1 404 " + b"z" * 50_000, "z" * 200 + "…"),
    ],
)
def test_what_a_host_says_is_shown_on_one_line_without_secrets(line: bytes, shown: str) -> None:
    """A terminal is not moved by it, and a token that it repeats is not seen."""

    class Odd(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.wfile.write(line + b"\r\n\r\n")

        def log_message(self, *_: object) -> None:
            pass

    with answering(Odd) as url:
        assert ask(url, headers={"Authorization": "Bearer rahasia-uji"}).said == shown


def test_a_hub_that_is_down_is_not_waited_for_with_each_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence says so, after the tries for one feed."""
    asked: list[str] = []

    def down(url: str, *_: object) -> Answer:
        asked.append(url)
        return Answer(0, said="timed out")

    monkeypatch.setattr("generator.annex.deploying.notifications.patiently", down)
    feeds = tuple(f"https://uji.example/{n}/feed.xml" for n in range(50))
    said = list(
        announce(Announce(websub="https://hub.example/"), "https://uji.example", Addresses((), feeds, feeds), {})
    )
    assert (len(said), len(asked)) == (1, 1)


@pytest.mark.slow
def test_readers_get_what_was_sent(tmp_path: Path, capsys) -> None:
    """The home page, what is new and the feed are asked for at the public address; else exit code 1 and what is wrong."""

    class Files(SimpleHTTPRequestHandler):
        def __init__(self, *words, **more) -> None:
            super().__init__(*words, directory=str(tmp_path / "publik"), **more)

        def log_message(self, *_: object) -> None:
            pass

    with answering(Files) as url:
        portal = portal_with(tmp_path, f", check: true, public: '{url}'")
        found = deploy(portal, capsys)
        assert found["unhealthy"] == []
        portal.edit("site.yaml", url, f"{url}/lain")
        publish(portal)
        found = deploy(portal, capsys, code=1)
        assert f"{url}/lain/ answers 404" in str(found["unhealthy"])


@pytest.mark.slow
def test_a_host_that_drips_is_not_waited_for(tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is told of news, and the public address, have a bounded time, whatever they send meanwhile; all was sent."""
    monkeypatch.setattr("generator.annex.deploying.notifications._LONGEST", 0.2)
    asked: list[str] = []
    done = threading.Event()

    class Drip(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            with contextlib.suppress(OSError):
                while not done.wait(0.02):
                    self.wfile.write(b"H")

        do_POST = do_GET  # noqa: N815 - the name that http.server wants

    with answering(Drip) as url:
        portal = portal_with(tmp_path, f", check: true, public: '{url}', announce: {{webhook: '{url}/hook'}}")
        found = deploy(portal, capsys, code=1)
        done.set()
    assert "cannot be reached" in str(found["unhealthy"])
    assert "webhook" in str(found["untold"])
    assert asked == ["/hook"] * 3 + ["/"] * 3
    assert deploy(portal, capsys)["files"] == 0


def test_verify_mends_the_target(tmp_path: Path, capsys) -> None:
    """Files that somebody changed or deleted at the target come back, what is the portal's no longer goes, the rest stays."""
    portal = portal_with(tmp_path, "")
    deploy(portal, capsys)
    top = tmp_path / "publik"
    (top / "index.html").write_text("coret-coret")
    (top / "feed.xml").unlink()
    (top / "milik-lain.html").write_text("bukan kami")
    assert deploy(portal, capsys)["files"] == 0
    assert deploy(portal, capsys, "--verify", "--dry-run")["files"] == 2
    found = deploy(portal, capsys, "--verify")
    assert (found["files"], found["foreign"]) == (2, 1)
    assert {path: (top / path).read_bytes() for path in built(portal)} == built(portal)
    assert (top / "milik-lain.html").exists()
    assert deploy(portal, capsys, "--verify")["files"] == 0


@pytest.mark.parametrize(
    "lines",
    [
        ", announce: {indexnow: pendek}",
        ", announce: {cloudflare: bukan-zona}",
        ", announce: {webhook: bukan-alamat}",
        ", announce: {lain: x}",
    ],
)
def test_what_cannot_be_told_is_said_when_it_is_written(tmp_path: Path, lines: str) -> None:
    """Keys, zones and addresses are looked at with site.yaml."""
    portal = site(tmp_path, config=f"{CONFIG}deploy:\n  utama: {{to: local, path: x{lines}}}\n")
    assert [problem.where.path for problem in portal.problems()] == ["site.yaml"]
