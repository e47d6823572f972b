"""What follows an upload: whoever waits for news is told, and readers get what was sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs

import pytest

from tests.deploying_support import deploy
from tests.servers import answering, free_port
from tests.support import CONFIG, Portal, article, site

KEY = "a1b2c3d4e5f6a7b8"
NEW = "https://uji.example/daerah/2024/10/baru/"


class Told(NamedTuple):
    """What a host was told: where, what, and by whom."""

    name: str
    body: bytes
    token: str


class Listener:
    """A host that keeps what it is told, and answers with given statuses and words first, then with 200."""

    def __init__(self, answers: dict[str, list[tuple[int, str]]]) -> None:
        self.told: list[Told] = []
        self.answers = answers
        self.url = ""

    def bodies(self, name: str) -> list[bytes]:
        return [one.body for one in self.told if one.name == name]


@contextmanager
def listening(**answers: list[tuple[int, str]]) -> Iterator[Listener]:
    listener = Listener(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            name = self.path.strip("/")
            listener.told.append(Told(name, body, self.headers.get("Authorization", "")))
            waiting = listener.answers.get(name, [])
            status, words = waiting.pop(0) if waiting else (200, "")
            self.wfile.write(f"HTTP/1.0 {status} {words}\r\n\r\n".encode())

        def log_message(self, *_: object) -> None:
            pass

    with answering(Handler) as listener.url:
        yield listener


def told_by(portal: Portal, lines: str) -> Portal:
    """Write something more of the target into site.yaml, and build."""
    portal.edit("site.yaml", "terbit/publik}", f"terbit/publik{lines}}}")
    portal.build()
    return portal


def publish(portal: Portal, name: str = "baru", **keys: str) -> None:
    text = article("Baru", **{"timestamp": "2024-10-09 10:00 WIB", **keys})
    portal.add(f"content/daerah/2024/10/{name}.md", text)
    portal.build()


@pytest.mark.slow
def test_everybody_is_told_of_what_differs(published: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """IndexNow of pages, the hub of feeds, the cache and the webhook of all; nobody is told when nothing differs."""
    monkeypatch.setenv("SSG_CLOUDFLARE_TOKEN", "rahasia")
    published.edit("site.yaml", "deploy:", "media: {allow: [.txt]}\ndeploy:")
    published.add(f"content/{KEY}.txt", KEY)
    with listening() as host:
        names = f"indexnow: {KEY}, indexnow_at: '{host.url}/indexnow', websub: '{host.url}/hub', cloudflare_at: '{host.url}/purge'"
        told_by(
            published, f", announce: {{{names.replace('cloudflare_at', 'cloudflare')}, webhook: '{host.url}/hook'}}"
        )
        publish(published)
        found = deploy(published)
        assert found["untold"] == []
        (indexnow,) = map(json.loads, host.bodies("indexnow"))
        assert (indexnow["host"], indexnow["key"]) == ("uji.example", KEY)
        assert NEW in indexnow["urlList"]
        assert not any("/tag/" in url or url.endswith(".xml") for url in indexnow["urlList"])
        hubs = [parse_qs(body.decode())["hub.url"][0] for body in host.bodies("hub")]
        assert {"https://uji.example/feed.xml", "https://uji.example/daerah/feed.xml"} <= {*hubs}
        (hook,) = map(json.loads, host.bodies("hook"))
        assert len(hook["changed"]) == found["files"]
        purged = [json.loads(body)["files"] for body in host.bodies("purge")]
        assert sorted(url for urls in purged for url in urls) == sorted(hook["changed"])
        assert max(map(len, purged)) <= 30
        assert {one.token for one in host.told if one.name == "purge"} == {"Bearer rahasia"}
        host.told.clear()
        deploy(published)
        assert host.told == []


@pytest.mark.slow
def test_of_very_many_addresses_a_cache_forgets_all(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """One request says so; an address without an ending is told without one."""
    monkeypatch.setenv("SSG_CLOUDFLARE_TOKEN", "rahasia")
    portal.edit("site.yaml", "deploy:", "permalink: /{slug}\nmedia: {public: [media/]}\ndeploy:")
    for number in range(230):
        portal.add(f"content/media/{number}.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    with listening() as host:
        told_by(portal, f", announce: {{cloudflare: '{host.url}/purge', webhook: '{host.url}/hook'}}")
        deploy(portal)
        assert [json.loads(body) for body in host.bodies("purge")] == [{"purge_everything": True}]
        (hook,) = map(json.loads, host.bodies("hook"))
        assert {"https://uji.example/b-1", "https://uji.example/b-1.html", "https://uji.example/"} <= {*hook["changed"]}


@pytest.mark.slow
def test_nobody_is_told_of_drafts(published: Portal) -> None:
    """Nor of what waits for its hour."""
    with listening() as host:
        told_by(published, f", announce: {{webhook: '{host.url}/hook'}}")
        deploy(published)
        host.told.clear()
        publish(published, "draf", draft="true")
        publish(published, "nanti", timestamp="2024-10-11 10:00 WIB")
        deploy(published)
        assert host.told == []


@pytest.mark.slow
def test_who_cannot_be_told_fails_nothing(published: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is busy is asked again, one that refuses is not; its words move no terminal, and a token is not repeated."""
    monkeypatch.setenv("SSG_CLOUDFLARE_TOKEN", "rahasia-uji")
    words = f"\x1b]0;x\x07 rahasia-uji {'z' * 50_000}"
    with listening(hook=[(503, "")], hub=[(403, "Salah")] * 9, purge=[(403, words)] * 9) as host:
        names = f"webhook: '{host.url}/hook', websub: '{host.url}/hub', cloudflare: '{host.url}/purge', indexnow: tidak-ada-kunci"
        told_by(published, f", announce: {{{names}}}")
        publish(published)
        said = [str(one) for one in deploy(published)["untold"]]
        assert (len(host.bodies("hook")), len(host.bodies("purge"))) == (2, 1)
        assert not any("webhook" in one for one in said)
        assert "WebSub was not told: 403 Salah" in said
        assert any("tidak-ada-kunci.txt" in one for one in said)
        (purge,) = (one for one in said if one.startswith("Cloudflare"))
        assert "…" in purge
        assert not any(sign in purge for sign in ("\x1b", "\x07", "rahasia-uji"))
        assert len(purge) < 300
        monkeypatch.delenv("SSG_CLOUDFLARE_TOKEN")
        publish(published, "lagi")
        assert any("SSG_CLOUDFLARE_TOKEN is not set" in str(one) for one in deploy(published)["untold"])


@pytest.mark.parametrize("word", ["indexnow: pendek", "cloudflare: bukan-zona", "webhook: bukan-alamat", "lain: x"])
def test_what_cannot_be_told_is_said_when_it_is_written(tmp_path: Path, word: str) -> None:
    """Keys, zones and addresses are looked at with site.yaml."""
    portal = site(tmp_path, config=f"{CONFIG}deploy:\n  utama: {{to: local, path: x, announce: {{{word}}}}}\n")
    assert [problem.path for problem in portal.problems()] == ["site.yaml"]


class Files(SimpleHTTPRequestHandler):
    """A host of files."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("", ""),
        pytest.param("elsewhere", "/lain/ answers 404", marks=pytest.mark.long),
        pytest.param("old", "does not have the bytes that were sent", marks=pytest.mark.slow),
        pytest.param("silent", "cannot be reached", marks=pytest.mark.slow),
    ],
)
def test_readers_get_what_was_sent(published: Portal, tmp_path: Path, wrong: str, said: str) -> None:
    """The home page, what is new and the feed are asked for at the public address; else exit code 1 and what is wrong."""
    top = published.folder / "terbit/publik"
    if wrong == "old":
        (tmp_path / "lama").mkdir()
        top = tmp_path / "lama"
        for path in ("index.html", "feed.xml"):
            (top / path).write_text("lama")
    with answering(partial(Files, directory=str(top))) as url:
        public = {"elsewhere": f"{url}/lain", "silent": f"http://127.0.0.1:{free_port()}"}.get(wrong, url)
        told_by(published, f", check: true, public: '{public}'")
        publish(published)
        found = deploy(published, code=1 if wrong else 0)
    assert said in str(found["unhealthy"])
    assert bool(found["unhealthy"]) is bool(wrong)
