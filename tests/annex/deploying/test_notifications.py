"""Who is told what of a deploy, and what is said when nobody listens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs

import pytest

from generator import __version__
from generator.annex.deploying.changes import Batch, Changes, Phase
from generator.annex.deploying.notifications import (
    TOKEN,
    Addresses,
    Answer,
    address,
    addresses,
    announce,
    ask,
    check,
    patiently,
    samples,
)
from generator.annex.deploying.output import Built
from generator.base.digest import digest
from generator.model.deploy_targets import Announce
from tests.servers import answering, free_port


@contextmanager
def host(*answers: int, reason: str = "") -> Iterator[tuple[str, list[tuple[str, bytes, str]]]]:
    """A host that gives one status after the other, and the last one again; what it is asked is noted."""
    asked: list[tuple[str, bytes, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.append((self.command, data, self.headers["User-Agent"]))
            status = answers[min(len(asked), len(answers)) - 1]
            self.send_response(status, reason or None)
            if status == 302:
                self.send_header("Location", "/lain")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        do_POST = do_GET  # noqa: N815 - the name that the library calls

        def log_message(self, *_: object) -> None:
            pass

    with answering(Handler) as address:
        yield f"{address}/a", asked


def test_an_answer_has_its_bytes() -> None:
    """With data it is sent there; whoever asks says who it is."""
    with host(200) as (url, asked):
        assert ask(url) == Answer(200, b"ok")
        assert ask(url, b"x=1") == Answer(200, b"ok")
    assert asked == [("GET", b"", f"Warta/{__version__}"), ("POST", b"x=1", f"Warta/{__version__}")]


@pytest.mark.parametrize(("status", "said"), [(302, "Found"), (404, "Not Found"), (500, "Internal Server Error")])
def test_any_other_answer_is_one_too(status: int, said: str) -> None:
    """No redirect is followed."""
    with host(status) as (url, asked):
        assert ask(url) == Answer(status, said=said)
    assert len(asked) == 1


def test_who_cannot_be_reached_has_no_status() -> None:
    """What went wrong is said in the words of the system."""
    answer = ask(f"http://127.0.0.1:{free_port()}/")
    assert (answer.status, answer.data) == (0, b"")
    assert "refused" in answer.said
    assert ask("gopher://127.0.0.1/").said


@pytest.mark.parametrize(
    ("reason", "said"),
    [("kunci rahasia salah", "kunci … salah"), ("a  b\tc", "a b c"), (200 * "x", 200 * "x"), (201 * "x", 200 * "x" + "…"), ("\x1b[31mmerah", "\ufffd[31mmerah")],
)  # fmt: skip
def test_what_a_host_says_is_shown_without_secrets(reason: str, said: str) -> None:
    """On one line, cut, and with nothing in it that a terminal would do."""
    with host(403, reason=reason) as (url, _):
        assert ask(url, headers={"Authorization": "Bearer rahasia"}).said == said


@pytest.mark.parametrize(
    ("answers", "times", "status"),
    [
        ((200,), 1, 200), ((404,), 1, 404), ((503, 200), 2, 200), ((429, 500, 200), 3, 200), ((502, 504, 503, 200), 3, 503), ((501,), 1, 501),
    ],
)  # fmt: skip
def test_a_host_that_is_busy_is_asked_up_to_three_times(answers: tuple[int, ...], times: int, status: int) -> None:
    """One that has made up its mind, once."""
    with host(*answers) as (url, asked):
        assert patiently(url, pause=0).status == status
    assert len(asked) == times


BASE = "https://kabar.example/x"
BUILT = {
    "index.html": Built("home", b"a"), "daerah/a/index.html": Built("article", b"a"), "tentang/index.html": Built("standing", b"a"), "daerah/a/index.html.gz": Built("article", b"a", "daerah/a/index.html"),
    "feed.xml": Built("feed", b"a"), "feed.json": Built("feed-json", b"a"), "foto/a b.jpg": Built("media", b"a"), "kunci.txt": Built("media", b"a"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.html", f"{BASE}/"), ("a/index.html", f"{BASE}/a/"), ("404.html", f"{BASE}/404.html"), ("aindex.html", f"{BASE}/aindex.html"), ("foto/a b&é.jpg", f"{BASE}/foto/a%20b%26%C3%A9.jpg"),
        ("a/index.html/b.jpg", f"{BASE}/a/index.html/b.jpg"),
    ],
)  # fmt: skip
def test_the_address_of_a_file(path: str, url: str) -> None:
    """As readers ask for it."""
    assert address(BASE, path) == url


def test_what_differs_as_readers_ask_for_it() -> None:
    """Pages are articles and standing pages, those too that are gone; nobody asks for a twin."""
    changes = Changes((Batch(Phase.PAGES, None, tuple(BUILT)),), ("lama/index.html", "lama.jpg"), ("jalan/index.html",))
    found = addresses(BASE, changes, BUILT)
    assert found.pages == tuple(f"{BASE}/{one}/" for one in ("daerah/a", "tentang", "jalan", "lama"))
    assert found.feeds == (f"{BASE}/feed.xml", f"{BASE}/feed.json")
    assert set(found.all) == {
        f"{BASE}/{one}" for one in ("", "daerah/a/", "tentang/", "feed.xml", "feed.json", "foto/a%20b.jpg", "kunci.txt", "jalan/", "lama/", "lama.jpg")
    }  # fmt: skip


def test_an_address_without_an_ending_is_told_without_one() -> None:
    """A cache is told of that of the file too, at which a host shows it as well."""
    built = {
        "index.html": Built("home", b"a"),
        "daerah/a.html": Built("article", b"a"),
        "lama.html": Built("alias", b"a"),
    }
    changes = Changes((Batch(Phase.PAGES, None, tuple(built)),), (), ("daerah/b.html", "lain/index.html"))
    found = addresses(BASE, changes, built, bare=True)
    assert found.pages == tuple(f"{BASE}/{one}" for one in ("daerah/a", "daerah/b", "lain/"))
    assert sorted(found.all) == sorted(
        f"{BASE}/{one}"
        for one in ("", "daerah/a", "daerah/a.html", "daerah/b", "daerah/b.html", "lain/", "lama", "lama.html")
    )


def urls(count: int) -> tuple[str, ...]:
    return tuple(f"{BASE}/{n}/" for n in range(count))


def changed(pages: int = 0, feeds: int = 0, every: int = 0) -> Addresses:
    return Addresses(urls(pages), urls(feeds), urls(every))


def told(to: Announce, what: Addresses) -> list[str]:
    return [str(one) for one in announce(to, BASE, what, BUILT)]


def test_nobody_is_told_of_nothing() -> None:
    """Nor is anybody who does not want to know."""
    with host(200) as (url, asked):
        everybody = Announce(indexnow="kunci", indexnow_at=url, websub=url, cloudflare_at=url, webhook=url)
        assert told(everybody, changed()) == []
        assert told(Announce(), changed(1, 1, 1)) == []
    assert asked == []


@pytest.mark.parametrize(("pages", "requests"), [(1, [1]), (10_000, [10_000]), (10_001, [10_000, 1])])
def test_indexnow_gets_pages(pages: int, requests: list[int]) -> None:
    """Ten thousand at a time, with the key that is in the portal."""
    with host(200) as (url, asked):
        assert told(Announce(indexnow="kunci", indexnow_at=url), changed(pages, 1, 1)) == []
    bodies = [json.loads(data) for _, data, _ in asked]
    assert [len(body.pop("urlList")) for body in bodies] == requests
    assert bodies[0] == {"host": "kabar.example", "key": "kunci", "keyLocation": f"{BASE}/kunci.txt"}
    (said,) = told(Announce(indexnow="lain", indexnow_at="http://127.0.0.1:1/"), changed(1))
    assert said.startswith(f"IndexNow asks for {BASE}/lain.txt with the key in it")


def test_a_hub_gets_each_feed() -> None:
    """Until it is down: the others would wait as long."""
    with host(200) as (url, asked):
        assert told(Announce(websub=url), changed(feeds=2)) == []
    assert [parse_qs(data.decode()) for _, data, _ in asked] == [
        {"hub.mode": ["publish"], "hub.url": [one], "hub.topic": [one]} for one in urls(2)
    ]
    with host(400) as (url, asked):
        assert told(Announce(websub=url), changed(feeds=2)) == ["WebSub was not told: 400 Bad Request"] * 2
    with host(501) as (url, asked):
        assert told(Announce(websub=url), changed(feeds=2)) == ["WebSub was not told: 501 Not Implemented"]
    assert len(asked) == 1


@pytest.mark.parametrize(("count", "expected"), [(1, [1]), (30, [30]), (31, [30, 1]), (300, [30] * 10), (301, [None])])
def test_a_cache_forgets_what_differs(monkeypatch: pytest.MonkeyPatch, count: int, expected: list[int | None]) -> None:
    """Thirty addresses at a time; of many, all that it has."""
    monkeypatch.setenv(TOKEN, "rahasia")
    with host(200) as (url, asked):
        assert told(Announce(cloudflare_at=url), changed(every=count)) == []
    bodies = [json.loads(data) for _, data, _ in asked]
    assert [len(body["files"]) if "files" in body else None for body in bodies] == expected
    assert "files" in bodies[0] or bodies == [{"purge_everything": True}]


def test_a_cache_that_refuses_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a token, not at all; the token is never said."""
    with host(403, reason="rahasia salah") as (url, asked):
        monkeypatch.delenv(TOKEN, raising=False)
        assert told(Announce(cloudflare_at=url), changed(every=31)) == [f"Cloudflare was not told: {TOKEN} is not set"]
        assert asked == []
        monkeypatch.setenv(TOKEN, "rahasia")
        assert told(Announce(cloudflare_at=url), changed(every=31)) == ["Cloudflare was not told: 403 … salah"]
    assert len(asked) == 1


@pytest.mark.parametrize(("status", "said"), [(200, []), (299, []), (302, ["webhook was not told: 302 Found"])])
def test_a_webhook_gets_all_addresses(status: int, said: list[str]) -> None:
    """And the portal's own; any answer but a good one is told."""
    with host(status) as (url, asked):
        assert told(Announce(webhook=url), changed(every=2)) == said
    assert json.loads(asked[0][1]) == {"site": BASE, "changed": list(urls(2))}


OK = digest(b"ok")
BUILT_HEALTH = {path: Built("list", OK) for path in ("index.html", "feed.xml", "a/index.html", "b/index.html")}


def test_readers_are_asked_for_home_an_article_and_the_feed() -> None:
    """Of the articles the first one that differs; nothing that was not built."""
    batches = (Batch(Phase.ASSETS, None, ("a.jpg",)), Batch(Phase.PAGES, None, ("a/index.html", "b/index.html")))
    assert samples(Changes(batches, ()), BUILT_HEALTH) == ("index.html", "a/index.html", "feed.xml")
    assert samples(Changes(batches[:1], ()), BUILT_HEALTH) == ("index.html", "feed.xml")
    assert samples(Changes(batches, ()), {"a/index.html": BUILT_HEALTH["a/index.html"]}) == ("a/index.html",)


@pytest.mark.parametrize(
    ("answers", "asked", "said"),
    [
        ((200,), 1, []), ((404, 200), 2, []), ((404, 404, 200), 3, []), ((404,), 3, ["answers 404 Not Found"]), ((302,), 3, ["answers 302 Found"]),
    ],
)  # fmt: skip
def test_a_cache_is_given_some_time(
    monkeypatch: pytest.MonkeyPatch, answers: tuple[int, ...], asked: int, said: list[str]
) -> None:
    """After which it is said what readers get."""
    monkeypatch.setattr("generator.annex.deploying.notifications._PAUSE", 0)
    with host(*answers) as (url, requests):
        top = url.removesuffix("/a")
        assert [str(one) for one in check(top, ("a/index.html",), BUILT_HEALTH)] == [f"{top}/a/ {one}" for one in said]
    assert len(requests) == asked


def test_readers_ask_for_an_article_without_an_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many hosts lead on from the address of its file."""
    monkeypatch.setattr("generator.annex.deploying.notifications._PAUSE", 0)
    with host(404) as (url, _):
        (said,) = check(url.removesuffix("/a"), ("a.html",), {"a.html": Built("article", OK)}, bare=True)
    assert str(said) == f"{url} answers 404 Not Found"


def test_other_bytes_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file by its address; one that is right is not told of."""
    monkeypatch.setattr("generator.annex.deploying.notifications._PAUSE", 0)
    built = {**BUILT_HEALTH, "a/index.html": Built("list", b"x")}
    with host(200) as (url, _):
        top = url.removesuffix("/a")
        (said,) = check(top, ("index.html", "a/index.html"), built)
    assert str(said) == f"{top}/a/ does not have the bytes that were sent; a cache may still have the old ones"


def test_a_host_that_cannot_be_reached_is_asked_for_one_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are there, too."""
    monkeypatch.setattr("generator.annex.deploying.notifications.time.sleep", lambda _: None)
    top = f"http://127.0.0.1:{free_port()}"
    (said,) = check(top, ("index.html", "feed.xml"), BUILT_HEALTH)
    assert str(said).startswith(f"{top}/ cannot be reached: ")


def test_indexnow_that_refuses_is_told_of() -> None:
    """Each time, by its name and what it answers; a key that is not there is said with where it is wanted."""
    with host(403) as (url, asked):
        assert told(Announce(indexnow="kunci", indexnow_at=url), changed(10_001)) == ["IndexNow was not told: 403 Forbidden"] * 2  # fmt: skip
    assert len(asked) == 2
    assert told(Announce(indexnow="lain"), changed(1)) == [
        f"IndexNow asks for {BASE}/lain.txt with the key in it: put it into content/, and allow it with media: {{allow: [.txt]}}"
    ]
