"""Guard: other machines need the token, other sites learn and change nothing, and neither sees what is not published."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.preview_support import PATIENCE, URL, Serving, newsroom, serving
from tests.support import article, ssg_begun

DRAFT, DRAFT_URL = "content/daerah/2024/10/rahasia.md", "/daerah/2024/10/rahasia/"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A preview that other machines may see; a name that is not this machine's own is treated like another machine."""
    made = newsroom(tmp_path_factory.mktemp("penjaga"))
    made.add(DRAFT, article("Sangat Rahasia", draft="true"))
    with serving(made, token="rahasia-meja", hosts=("Meja.Test.",)) as one:
        yield one


def elsewhere(server: Serving) -> dict[str, str]:
    """Return the headers of a visitor on another machine who has the token."""
    host = f"meja.test:{server.port}"
    return {"Host": host, "Cookie": f"warta-{server.port}=rahasia-meja", "Origin": f"http://{host}"}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("LOCALHOST:80", 200), ("localhost.", 200), ("127.0.0.1:8000", 200), ("[::1]:8000", 200),
        ("192.168.1.9:8000", 401), ("[fe80::1]", 401), ("meja.test", 401), ("MEJA.test.:80", 401),
        ("lain.test", 403), ("localhost.lain.test", 403), ("meja.test.lain", 403), ("", 403), ("1.2.3", 403),
        ("localhost@lain.test", 403), ("localhost\r\nHost: lain.test", 400),
    ],
)  # fmt: skip
def test_which_names_are_answered(server: Serving, host: str, status: int) -> None:
    """Those of this machine; with the token addresses, which cannot be rebound, and names that were allowed."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as raw:
        raw.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        assert int(raw.recv(12).split(b" ")[1]) == status


@pytest.mark.parametrize(
    ("path", "cookie", "status", "location"),
    [
        ("/a/?token=rahasia-meja", "", 303, "/a/"), ("/a/?x=1&token=rahasia-meja&y=", "", 303, "/a/?x=1&y="),
        ("//lain.test/?token=rahasia-meja", "", 303, "/lain.test/"),
        ("/%5Clain.test/?token=rahasia-meja", "", 303, "/lain.test/"),
        ("/?token=Rahasia-meja", "", 401, ""), ("/?token=", "", 401, ""), ("/", "warta-PORT=rahasia-meja", 200, ""),
        ("/?token=salah", "warta-PORT=rahasia-meja", 200, ""), ("/", "warta-PORT=salah", 401, ""),
        ("/", "warta-1=rahasia-meja", 401, ""), (f"/_ssg/page?url={URL}", "", 401, ""),
    ],
)  # fmt: skip
def test_a_token_lets_in(server: Serving, path: str, cookie: str, status: int, location: str) -> None:
    """In the address once, which is forgotten then; from then on in a cookie, of which each preview has its own."""
    cookie = cookie.replace("PORT", str(server.port))
    answer = server.get(path, {"Host": f"meja.test:{server.port}", "Cookie": cookie})
    assert (answer.status, answer.headers.get("location", "")) == (status, location)
    kept = f"warta-{server.port}=rahasia-meja; HttpOnly; Max-Age=86400; Path=/; SameSite=lax" if status == 303 else None
    assert answer.headers.get("set-cookie") == kept
    assert (b"Banjir" in answer.body) == (status == 200)


def test_visitors_from_elsewhere_see_what_readers_will(server: Serving) -> None:
    """They decide nothing, have no way to the editor, and know no draft; what is wrong they are told without the line."""
    own = elsewhere(server)
    for path in ("/_ssg/now", "/_ssg/drafts?shown=1"):
        assert server.get(path, own, "POST", b"").status == 403
    assert server.get("/_ssg/look", own, "POST", b"").status == 204
    assert server.get(DRAFT_URL, own).status == 404
    assert b"Rahasia" not in server.get("/_ssg/", own).body
    assert b"Rahasia" in server.get("/_ssg/").body
    server.portal.edit(DRAFT, "draft: true", "draft: true\njudull: Bocor")
    server.until(server.problems)
    facts = json.loads(server.get(f"/_ssg/page?url={URL}", own).body)
    assert (facts["local"], facts["dashboard"], facts["marks"], facts["open"]) == (False, False, {}, "")
    assert [(one["code"], one["excerpt"], one["open"]) for one in facts["problems"]] == [("unknown-key", "", "")]
    here = server.json(f"/_ssg/page?url={URL}")
    assert here["open"].startswith("vscode:")
    assert "Bocor" in here["problems"][0]["excerpt"]
    assert "offer" in server.json(f"/_ssg/page?url={DRAFT_URL}")
    assert "offer" not in json.loads(server.get(f"/_ssg/page?url={DRAFT_URL}", own).body)
    server.portal.edit(DRAFT, "\njudull: Bocor", "")
    server.until(lambda: not server.problems())


def test_who_looked_on_while_drafts_were_shown_sees_no_line_of_them_afterwards(server: Serving) -> None:
    """Their page is still open there, and hears of each mistake."""
    server.post("/_ssg/drafts?shown=1")
    server.shows(DRAFT_URL)
    with server.listening(URL, headers=elsewhere(server)) as there, server.listening(URL) as here:
        server.post("/_ssg/drafts?shown=0")
        server.until(lambda: server.get(DRAFT_URL).status == 404)
        server.portal.edit(DRAFT, "draft: true", "draft: true\njudull: Bocor")
        server.until(lambda: here.problems() and there.problems())
        assert "Bocor" in here.problems()[0]["excerpt"]
        assert "Bocor" not in str(there.problems())
        server.portal.edit(DRAFT, "\njudull: Bocor", "")
        server.until(lambda: not here.problems())


@pytest.mark.parametrize(
    ("method", "headers", "own"),
    [
        ("GET", {}, True), ("HEAD", {}, True), ("POST", {}, False), ("POST", {"Origin": "http://localhost:8000"}, True),
        ("POST", {"Origin": "HTTP://LOCALHOST:8000"}, True), ("POST", {"Origin": "https://localhost:8000"}, False),
        ("POST", {"Origin": "null"}, False), ("GET", {"Origin": "http://lain.test"}, False),
        ("POST", {"Sec-Fetch-Site": "same-origin"}, True), ("POST", {"Sec-Fetch-Site": "none"}, True),
        ("GET", {"Sec-Fetch-Site": "cross-site"}, False),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, True),
        ("POST", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, False),
        ("GET", {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, False),
        ("GET", {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "document"}, False),
    ],
)  # fmt: skip
def test_what_is_answered_to_own_pages_alone(server: Serving, method: str, headers: dict[str, str], own: bool) -> None:
    """All below /_ssg/, the stream too; the pages of the site are shown to anybody."""
    headers = {"Host": "localhost:8000", **headers}
    paths = ["/_ssg/look"] if method == "POST" else ["/_ssg/page?url=/", "/_ssg/", f"/_ssg/events?url={URL}"]
    assert {server.get(path, headers, method, b"").status == 403 for path in paths} == {not own}
    assert server.get(URL, headers, "GET").status == 200


def test_headers_of_all_answers(server: Serving) -> None:
    """Nothing may be embedded elsewhere or taken for something else, and nothing is shared with other origins."""
    page = server.get(URL)
    for path, headers, status in (
        (URL, {}, 200), (URL, {"If-None-Match": page.headers["etag"]}, 304), (URL[:-1], {}, 301), ("/tiada/", {}, 404),
        ("/aset/uji.css", {}, 200), ("/_ssg/preview.js", {}, 200), ("/_ssg/page", {}, 200), ("/_ssg/", {}, 200),
        ("/", {"Host": "lain.test"}, 403), ("/", {"Host": "meja.test"}, 401), ("/_ssg/", {"Origin": "null"}, 403),
    ):  # fmt: skip
        answer = server.get(path, headers)
        expected = {
            "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin", "x-frame-options": "SAMEORIGIN", "referrer-policy": "same-origin",
        }  # fmt: skip
        assert answer.status == status
        assert expected.items() <= answer.headers.items(), path
        assert not any(name.startswith("access-control") for name in answer.headers)


@pytest.mark.slow
def test_without_a_token_it_is_for_this_machine_alone(tmp_path: Path) -> None:
    """Whatever name another one asks by; with the desk open, https is its own where a proxy named the person."""
    made = newsroom(tmp_path)
    people = "desk: {people: [{name: Sari, role: lead}], person: {header: Remote-User, from: 127.0.0.1}}\n"
    made.add("site.yaml", (made.folder / "site.yaml").read_text() + people)
    with serving(made) as server:
        assert server.get("/", {"Host": "192.168.1.9"}).status == 403
        assert b"--allow-host lain.test" in server.get("/", {"Host": "lain.test"}).body
    with serving(made, desk=True, hosts=("meja.test",)) as server:
        named = {"Host": "meja.test", "Remote-User": "Sari"}
        assert server.get("/", {"Host": "meja.test"}).status == server.get("/").status == 403, "nobody was named"
        assert server.get("/", named).status == 200
        for origin, status in (("https://meja.test", 204), ("http://meja.test", 204), ("https://lain.test", 403)):
            assert server.get("/_ssg/look", {**named, "Origin": origin}, "POST", b"").status == status
        assert server.get("/_ssg/look", {"Host": "meja.test", "Origin": "https://meja.test"}, "POST", b"").status == 403


@pytest.mark.slow
def test_whoever_comes_from_the_network_needs_the_token(tmp_path: Path) -> None:
    """By whatever name of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        # Nothing is sent.
        probe.connect(("192.0.2.1", 9))
        address = probe.getsockname()[0]
    if address.startswith(("0.", "127.")):
        pytest.skip("needs a network")
    made = newsroom(tmp_path)
    words = ("--host", "0.0.0.0", "--port", "0", "--published")
    process = ssg_begun(made, "serve", *words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    port = int(process.stdout.readline().rpartition(":")[2].strip("/\n"))
    token = next(found[1] for line in process.stderr if (found := re.search(r"token=(\S+)", line)))

    def asked(path: str, host: str) -> int:
        with contextlib.closing(http.client.HTTPConnection(address, port, timeout=PATIENCE)) as connection:
            connection.request("GET", path, headers={"Host": host})
            return connection.getresponse().status

    assert [asked("/", host) for host in ("localhost", "127.0.0.1", address)] == [401] * 3
    assert asked(f"/?token={token}", address) == 303
    assert asked("/", "lain.test") == 403
    process.terminate()
    process.communicate(timeout=PATIENCE)
    assert (made.folder / ".ssg/serve/token").stat().st_mode & 0o077 == 0
