"""Views: the answers to requests, with their headers."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.preview_support import BANJIR, OTHER, PASAR, PATIENCE, URL, Answer, Ear, Serving, newsroom, serving
from tests.support import NOW


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    made = newsroom(tmp_path_factory.mktemp("views"))
    made.edit("content/daerah/2024/10/pasar.md", "title:", "aliases: [/lama/pasar/, /lama.html]\ntitle:")
    with serving(made, token="rahasia-meja", hosts=("warta.test",)) as one:
        one.until(lambda: not one.live.preview.pages.partial)
        yield one


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A preview of a portal that is not at the top of its host."""
    made = newsroom(tmp_path_factory.mktemp("below"))
    made.edit("site.yaml", "https://uji.example", "https://uji.example/situs")
    made.edit(PASAR, "title:", "aliases: [/lama.html]\ntitle:")
    with serving(made) as one:
        one.until(lambda: not one.live.preview.pages.partial)
        yield one


def sent(server: Serving, path: str, body: bytes = b"", **headers: str) -> Answer:
    """Post something as a page of the preview does."""
    return server.get(path, {"Origin": server.base, **headers}, "POST", body)


def elsewhere(server: Serving) -> dict[str, str]:
    """Return the headers of a visitor on another machine."""
    host = f"warta.test:{server.port}"
    return {"Host": host, "Cookie": f"warta-{server.port}=rahasia-meja", "Origin": f"http://{host}"}


@pytest.mark.parametrize(
    ("path", "location"),
    [
        (URL.rstrip("/"), URL), ("/lama/pasar/", "/daerah/2024/10/pasar/"), ("/lama/pasar/?a=b&c", "/daerah/2024/10/pasar/?a=b&c"),
        ("/lama.html", "/daerah/2024/10/pasar/"), ("/_ssg", "/_ssg/"),
    ],
)  # fmt: skip
def test_addresses_that_lead_on(server: Serving, path: str, location: str) -> None:
    """For good, but never kept; what was asked for goes along."""
    answer = server.get(path)
    assert (answer.status, answer.headers["location"], answer.headers["cache-control"]) == (301, location, "no-cache")


def test_a_page_and_what_a_browser_has_of_it(server: Serving) -> None:
    """Its tag stands for all that is shown, and what has it already is not sent again."""
    answer = server.get(URL)
    assert (answer.status, answer.headers["content-type"], answer.headers["cache-control"]) == (
        200,
        "text/html; charset=utf-8",
        "no-cache",
    )
    assert answer.headers["etag"] == f'"{server.shown(URL)}"'
    again = server.get(URL, {"If-None-Match": answer.headers["etag"]})
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", answer.headers["etag"])
    missing = server.get("/tiada/")
    assert (missing.status, "etag" in missing.headers, b"preview.js" in missing.body) == (404, False, True)
    feed = server.get("/feed.xml")
    assert (feed.headers["content-type"], b"preview.js" in feed.body) == ("application/xml; charset=utf-8", False)


@pytest.mark.parametrize(
    ("name", "status", "kind"),
    [
        ("preview.js", 200, "text/javascript; charset=utf-8"), ("bar.css", 200, "text/css; charset=utf-8"),
        ("dashboard.css", 200, "text/css; charset=utf-8"), ("dashboard.js", 200, "text/javascript; charset=utf-8"),
        ("dashboard.html", 404, "text/plain; charset=utf-8"), ("../views.py", 404, "text/plain; charset=utf-8"),
    ],
)  # fmt: skip
def test_files_of_the_preview(server: Serving, name: str, status: int, kind: str) -> None:
    """Some, and no others; the script has the words of the desk."""
    answer = server.get(f"/_ssg/{name}")
    assert (answer.status, answer.headers["content-type"]) == (status, kind)
    if status == 200:
        assert answer.headers["cache-control"] == "no-cache"
        assert (b'const words = {"locale":"id-ID",' in answer.body) == (name == "preview.js")
        assert b"const words = {};" not in answer.body
    else:
        assert answer.body == b"There is nothing here.\n"


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"besok", 400, b'{"message":"\\"besok\\" bukan waktu yang dapat dikenali","hint":"tulis seperti'), (b"x" * 1000, 400, b'{"message":'),
        (b"x" * 1001, 413, b"Too long.\n"),
    ],
)  # fmt: skip
def test_a_time_that_is_none(server: Serving, body: bytes, status: int, said: bytes) -> None:
    """Is refused with what to write."""
    answer = sent(server, "/_ssg/now", body)
    assert (answer.status, answer.body[: len(said) if status == 400 else None]) == (status, said)
    if status == 400:
        assert (answer.headers["content-type"], answer.headers["cache-control"]) == (
            "application/json; charset=utf-8",
            "no-store",
        )


def test_another_time_and_the_present(server: Serving) -> None:
    """As this machine wants; nothing to say is the present again."""
    assert sent(server, "/_ssg/now", b"2024-10-10 12:00").status == 204
    server.until(lambda: server.live.pinned == NOW)
    assert sent(server, "/_ssg/now", b" ").status == 204
    server.until(lambda: server.live.pinned is None)


def test_drafts_at_a_click(server: Serving) -> None:
    """And without them again, whatever else is said."""
    for shown in (1, 0, 1, 2):
        assert sent(server, f"/_ssg/drafts?shown={shown}").status == 204
        server.until(lambda shown=shown: server.live.preview.options.drafts is (shown == 1))


def test_nobody_on_another_machine_decides_what_is_shown(server: Serving) -> None:
    """Nor has the way to the editor, nor knows of drafts."""
    own = elsewhere(server)
    for path in ("/_ssg/now", "/_ssg/drafts?shown=1"):
        answer = server.get(path, own, "POST", b"")
        assert (answer.status, answer.body) == (403, b"Only who sits at the machine can do this.\n")
    assert server.get("/_ssg/look", own, "POST", b"").status == 204
    page = server.get(f"/_ssg/page?url={URL}", own).body
    assert b'"local":false' in page
    assert b'"dashboard":false' in page
    assert b"vscode:" not in page
    assert b"vscode:" in server.get(f"/_ssg/page?url={URL}").body


def test_the_stream_of_events_says_what_it_is(server: Serving) -> None:
    """Also to who only asks for its headers; nobody keeps it."""
    answer = server.get("/_ssg/events", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    told: list[dict] = []

    def at_rest() -> bool:
        # What another test asked for may still be under way.
        with server.listening(URL) as ear:
            told[:] = ear.wait("hello"), ear.wait("state")
        return told[1]["version"] == server.live.version

    server.until(at_rest)
    hello, state = told
    stage, done, total = server.live.progress
    assert hello == {
        "kind": "hello", "ready": True, "stage": stage, "done": done, "total": total,
        "assets": server.live.preview.assets(),
    }  # fmt: skip
    assert "/aset/uji.css" in hello["assets"]
    now = state.pop("now")
    assert server.live.now - PATIENCE <= now <= server.live.now
    pinned = server.live.pinned is not None
    assert state == {"kind": "state", "version": server.live.version, "pinned": pinned, "problems": []}


def test_who_shows_a_page_that_is_gone_meanwhile_is_told(tmp_path: Path) -> None:
    """As soon as it listens again, as of any other page; who shows what there is hears nothing."""
    with serving(newsroom(tmp_path)) as server:
        seen = server.shown(URL)
        server.portal.remove(BANJIR)
        server.until(lambda: server.get(URL).status == 404)
        for url, digest, told in (
            (URL, seen, True),
            (URL, server.shown(URL), False),
            (OTHER, server.shown(OTHER), False),
        ):
            with contextlib.closing(Ear(server.port, url, digest)) as ear:
                assert [one["changed"] for one in ear.of("pages")] == ([[url]] if told else [])


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/", 302, "/situs/"), ("/situs", 302, "/situs/"), ("/situs/", 200, None), (f"/situs{URL}", 200, None),
        (f"/situs{URL.rstrip('/')}", 301, f"/situs{URL}"), ("/situs/lama.html", 301, f"/situs{OTHER}"),
        ("/situs/tiada/", 404, None), ("/situsku/", 404, None), (URL, 404, None),
    ],
)  # fmt: skip
def test_a_portal_below_a_path(below: Serving, path: str, status: int, location: str | None) -> None:
    """Is there and nowhere else on its host, whose front page leads to it; whatever leads on stays below the path."""
    answer = below.get(path)
    assert (answer.status, answer.headers.get("location")) == (status, location)
    if status in (301, 302):
        assert answer.headers["cache-control"] == "no-cache"


def test_what_is_told_of_a_portal_below_a_path_has_its_whole_address(below: Serving) -> None:
    """Of files and pages."""
    with contextlib.closing(Ear(below.port, f"/situs{URL}", "")) as ear:
        assert ear.wait("pages")["changed"] == [f"/situs{URL}"]
        assert "/situs/aset/uji.css" in ear.wait("hello")["assets"]
