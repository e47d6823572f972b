"""Guard: other machines need the token, and see nothing that is not published."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from generator.base.sentences import ENGLISH
from generator.preview.guard import PERSON, REMOTE, Guard, name_of
from tests.preview_support import URL, newsroom, serving
from tests.support import article


def test_other_machines_need_the_token(tmp_path: Path):
    """Without it nothing is shown; in the address it is taken once and then kept as a cookie."""
    made = newsroom(tmp_path)
    made.add("content/daerah/2024/10/rahasia.md", article("Rahasia Redaksi", draft="true"))
    # A name that is not this machine's own is treated like another machine.
    with serving(made, token="s3cret-token", hosts=("warta.test",)) as server:
        host = {"Host": f"warta.test:{server.port}"}
        assert server.get(URL, host).status == 401
        assert server.get(f"{URL}?token=wrong", host).status == 401
        first = server.get(f"{URL}?token=s3cret-token&a=1", host)
        assert (first.status, first.headers["location"]) == (303, f"{URL}?a=1")
        cookie = first.headers["set-cookie"]
        assert "httponly" in cookie.lower()
        assert "samesite=lax" in cookie.lower()
        assert "max-age=86400" in cookie.lower()
        assert cookie.startswith(f"warta-{server.port}=s3cret-token;"), "one for each preview of a machine"
        known = {**host, "Cookie": cookie.partition(";")[0]}
        assert server.get(URL, known).status == 200
        assert server.get(URL).status == 200, "this machine needs no token"
        assert server.get("/daerah/2024/10/rahasia/", known).status == 404
        assert b"Rahasia" not in server.get("/_ssg/", known).body
        assert (
            server.get("/_ssg/now", {**known, "Origin": f"http://warta.test:{server.port}"}, "POST", b"").status == 403
        )
        assert "vscode:" not in server.get(f"/_ssg/page?url={URL}", known).body.decode()


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("masuk", headers={"referrer-policy": "no-referrer"})(scope, receive, send)


def asked(
    path: str = "/", *, method: str = "GET", client: str | None = "127.0.0.1", query: str = "", token: str = "rahasia",
    headers: dict[str, str] | None = None, hosts: tuple[str, ...] = ("Meja.Test.",), host: str | None = "localhost:8000",
) -> tuple[int, str, dict[str, str]]:  # fmt: skip
    """Ask a guard; return status, body and headers."""
    sent: list[Message] = []
    given = [("host", host)] * (host is not None) + [*(headers or {}).items()]
    scope = {
        "type": "http", "method": method, "path": path, "scheme": "http", "query_string": query.encode(),
        "client": None if client is None else (client, 5), "server": ("127.0.0.1", 8000),
        "headers": [(name.encode(), value.encode()) for name, value in given],
    }  # fmt: skip

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        raise AssertionError("nothing is read")

    asyncio.run(Guard(_app, token=token, hosts=hosts, language=ENGLISH)(scope, receive, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], sent[1]["body"].decode(), found


UNKNOWN = "This name is not known to ssg serve. If it is yours, start it with --allow-host NAME.\n"
OWN = "This is answered only to the preview's own pages.\n"
ALONE = "This preview is for this machine alone.\n"


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("localhost", True), ("LOCALHOST:80", True), ("localhost.", True), ("127.0.0.1:8000", True), ("[::1]:8000", True),
        ("192.168.1.9:8000", True), ("[fe80::1]", True), ("fe80::1", True), ("meja.test", True), ("MEJA.test.:80", True),
        ("lain.test", False), ("localhost.lain.test", False), ("", False), ("1.2.3", False), (None, False),
    ],
)  # fmt: skip
def test_which_names_are_answered(host: str | None, known: bool) -> None:
    """Those of this machine, addresses, which cannot be rebound, and those that were allowed."""
    status, body, _ = asked(host=host, headers={"cookie": "warta-8000=rahasia"})
    assert (status, body) == ((200, "masuk") if known else (403, UNKNOWN))


def test_a_request_with_two_names_is_none() -> None:
    """Whichever of them is meant."""
    assert asked(headers={"host": "localhost"})[:2] == (403, UNKNOWN)


@pytest.mark.parametrize(
    ("client", "host", "remote"),
    [
        ("127.0.0.1", "localhost", False), ("127.9.9.9", "127.0.0.1", False), ("::1", "[::1]", False),
        ("::ffff:127.0.0.1", "localhost", False), ("127.0.0.1", "meja.test", True), ("192.168.1.2", "localhost", True),
        ("::ffff:10.0.0.1", "localhost", True), (None, "localhost", True), ("testclient", "localhost", True),
    ],
)  # fmt: skip
def test_who_is_on_another_machine(client: str | None, host: str, remote: bool) -> None:
    """Whoever comes from elsewhere, or by a name that others may have, needs the token."""
    assert asked(client=client, host=host)[0] == (401 if remote else 200)
    assert asked(client=client, host=host, token="")[:2] == ((403, ALONE) if remote else (200, "masuk"))


@pytest.mark.parametrize(
    ("path", "query", "cookie", "status", "location"),
    [
        ("/a/", "token=rahasia", "", 303, "/a/"),
        ("/a/", "x=1&token=rahasia&y=", "", 303, "/a/?x=1&y="),
        ("//lain.test/", "token=rahasia", "", 303, "/lain.test/"),
        ("/\\lain.test/", "token=rahasia", "", 303, "/lain.test/"),
        ("/", "token=Rahasia", "", 401, ""),
        ("/", "token=", "", 401, ""),
        ("/", "", "warta-8000=rahasia", 200, ""),
        ("/", "token=salah", "warta-8000=rahasia", 200, ""),
        ("/", "", "warta-8000=salah", 401, ""),
        ("/", "", "warta-8001=rahasia", 401, ""),
    ],
)
def test_a_token_lets_in(path: str, query: str, cookie: str, status: int, location: str) -> None:
    """In the address once, which is forgotten then; in the cookie of this preview from then on."""
    found, body, headers = asked(path, query=query, client="10.0.0.1", headers={"cookie": cookie})
    assert (found, headers.get("location", "")) == (status, location)
    assert ("That is not the token." in body) == (status == 401 and "token" in query)
    kept = "warta-8000=rahasia; HttpOnly; Max-Age=86400; Path=/; SameSite=lax" if status == 303 else None
    assert headers.get("set-cookie") == kept


@pytest.mark.parametrize(
    ("method", "headers", "own"),
    [
        ("GET", {}, True), ("HEAD", {}, True), ("POST", {}, False),
        ("POST", {"origin": "http://localhost:8000"}, True), ("POST", {"origin": "HTTP://LOCALHOST:8000"}, True),
        ("GET", {"origin": "http://lain.test"}, False), ("POST", {"origin": "https://localhost:8000"}, False),
        ("POST", {"sec-fetch-site": "same-origin"}, True), ("POST", {"sec-fetch-site": "none"}, True),
        ("GET", {"sec-fetch-site": "cross-site"}, False),
        ("GET", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}, True),
        ("POST", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}, False),
        ("GET", {"sec-fetch-site": "same-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}, False),
        ("GET", {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "document"}, False),
    ],
)  # fmt: skip
def test_what_is_answered_to_own_pages_alone(method: str, headers: dict[str, str], own: bool) -> None:
    """All below /_ssg/; the pages of the site are shown to anybody."""
    assert asked("/_ssg/page", method=method, headers=headers)[:2] == ((200, "masuk") if own else (403, OWN))
    assert asked("/_ssgx", method=method, headers=headers)[0] == 200


def test_headers_of_all_answers() -> None:
    """But where the answer has its own."""
    expected = {
        "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin", "x-frame-options": "SAMEORIGIN",
    }  # fmt: skip
    for host, policy in (("localhost", "no-referrer"), ("lain.test", "same-origin")):
        headers = asked(host=host)[2]
        assert {name: headers.get(name) for name in expected} == expected
        assert headers["referrer-policy"] == policy


class Doorkeeper:
    """A door that knows people by a header."""

    def __init__(self, *, is_closed: bool) -> None:
        self.is_closed = is_closed
        self.asked: list[tuple[str, bool]] = []

    def person(self, headers: Headers, address: str, *, remote: bool) -> str | None:
        self.asked.append((address, remote))
        return headers.get("x-orang")


def entered(door: Doorkeeper, client: str | None = "10.0.0.1", **headers: str) -> tuple[int, str, dict[str, Any]]:
    """Ask a guard with a door; return status, body, and what it told the application."""
    seen: dict[str, Any] = {}
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.update({name: scope[name] for name in (REMOTE, PERSON)})
        await _app(scope, receive, send)

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        raise AssertionError("nothing is read")

    given = {"host": "meja.test", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http", "method": "POST", "path": "/_ssg/simpan", "scheme": "http", "query_string": b"",
        "client": client and (client, 5), "server": ("127.0.0.1", 8000),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }  # fmt: skip
    guard = Guard(app, token="rahasia", hosts=("meja.test",), language=ENGLISH, door=door)
    asyncio.run(guard(scope, receive, send))
    return sent[0]["status"], sent[1]["body"].decode(), seen


def test_a_closed_desk_is_for_whom_the_proxy_names() -> None:
    """They need no token; whoever is not named comes in neither from this machine nor with the token."""
    door, own = Doorkeeper(is_closed=True), {"origin": "https://meja.test"}
    known = {REMOTE: True, PERSON: "Sari"}
    assert entered(door, "127.0.0.1", x_orang="Sari", **own) == (200, "masuk", known)
    assert entered(door, x_orang="Sari", **own) == (200, "masuk", known)
    refused = (403, "This desk is open to colleagues only.\n", {})
    assert entered(door, "127.0.0.1", **own) == refused
    assert entered(door, None, cookie="warta-8000=rahasia", host="localhost", **own) == refused
    assert door.asked == [("127.0.0.1", True), ("10.0.0.1", True), ("127.0.0.1", True), ("", True)]


def test_an_open_desk_asks_other_machines_for_the_token() -> None:
    """Whoever it knows there; who sits at the machine is let in, known or not."""
    door, token = Doorkeeper(is_closed=False), {"cookie": "warta-8000=rahasia"}
    own = {"origin": "http://meja.test"}
    assert entered(door, x_orang="Sari", **own)[0] == 401
    assert entered(door, x_orang="Sari", **token, **own) == (200, "masuk", {REMOTE: True, PERSON: "Sari"})
    here = {"host": "localhost", "origin": "http://localhost"}
    assert entered(door, "127.0.0.1", **here) == (200, "masuk", {REMOTE: False, PERSON: None})
    assert entered(door, "127.0.0.1", x_orang="Sari", **here) == (200, "masuk", {REMOTE: False, PERSON: "Sari"})
    assert door.asked == [("10.0.0.1", True), ("10.0.0.1", True), ("127.0.0.1", False), ("127.0.0.1", False)]


@pytest.mark.parametrize(("person", "status"), [("Sari", 200), (None, 403)])
def test_an_origin_of_https_is_own_where_a_proxy_named_the_person(person: str | None, status: int) -> None:
    """The proxy speaks https to browsers and http to the desk; for who is not known that is another origin."""
    door, named = Doorkeeper(is_closed=False), {"x_orang": person} if person else {}
    here = {"host": "localhost", "origin": "https://localhost"}
    assert entered(door, "127.0.0.1", **here, **named)[:2] == (status, "masuk" if status == 200 else OWN)
    other = {"host": "localhost", "origin": "https://lain.test"}
    assert entered(door, "127.0.0.1", **other, **named)[:2] == (403, OWN)


def test_what_is_no_request_passes() -> None:
    """The beginning and the end of the server are told as they are."""
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del receive, send
        seen.append(scope["type"])

    async def nothing(*_: Message) -> Message:
        raise AssertionError("nothing is read or sent")

    asyncio.run(Guard(app, token="", hosts=(), language=ENGLISH)({"type": "lifespan"}, nothing, nothing))
    assert seen == ["lifespan"]


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("Meja.Test:80", "meja.test"), (" meja.test. ", "meja.test"), ("[::1]:8000", "::1"), ("[::1", "::1"),
        ("fe80::1", "fe80::1"), ("a:b", "a"), ("", ""),
    ],
)  # fmt: skip
def test_the_name_of_a_host(host: str, name: str) -> None:
    """Without its port, its last dot and the brackets of an address."""
    assert name_of(host) == name
