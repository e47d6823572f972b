"""Requests put together at random: paths that lead astray, names of other hosts, ranges, origins, broken heads."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

from tests.fuzz.serve.site import GOOD

FOREIGN = "kabar.test"
"""A name under which the preview is asked for with a token."""

PAGES = [
    "/",
    "/daerah/",
    "/daerah/2024/10/banjir/",
    "/feed.xml",
    "/sitemap.xml",
    "/robots.txt",
    "/aset/kabar.css",
    "/terkini/",
]
OWN = ["/_ssg/", "/_ssg/page?url=/", "/_ssg/now", "/_ssg/look", "/_ssg/preview.js", "/_ssg/bar.css", "/_ssg"]
ASTRAY = [
    "site.yaml", "../site.yaml", ".git/config", ".ssg/serve/store.db", ".ssg/serve/token",
    "content/daerah/2024/10/banjir.md",
    "daerah/2024/10/banjir.md", "../luar/kunci.txt", "../../../../../../etc/passwd", "etc/passwd", "foto", "foto/.env",
    "foto/.kunci.txt", "themes/x", "daerah/2024/10/draf/", "daerah/2024/10/draf.md", "con", "nul", "proc/self/environ",
]  # fmt: skip


class Asked(NamedTuple):
    """A request, and what is known of it."""

    raw: bytes
    path: str
    local: bool
    """Whether its Host is this machine's own name."""
    own: bool
    """Whether nothing in it says that it comes from another site."""
    plain: bool
    """Whether it is in the form of HTTP, so that it has to be answered."""


def spelled(dice: random.Random, path: str) -> str:
    """Spell a path in another way, or make another one of it."""
    ways: list[Callable[[str], str]] = [
        lambda p: p.replace("..", "%2e%2e"), lambda p: p.replace("..", "%252e%252e"), lambda p: p.replace("/", "%2f"),
        lambda p: p.replace("/", "\\"), lambda p: p.replace("/", "%5c"), lambda p: p.replace("/", "//"),
        lambda p: p.replace("/", "/./"), lambda p: p + "%00.txt", lambda p: "/%00" + p, lambda p: p + "%0d%0aX-A: b",
        lambda p: p.replace("..", "%c0%ae%c0%ae"), lambda p: p.replace("/", "%c0%af"),
        lambda p: p.replace("/", "%252f"),
        lambda p: p.upper(), lambda p: p + ";a=b", lambda p: p + "?a=" + "b" * dice.randrange(300), lambda p: p + "/",
        lambda p: p.rstrip("/"), lambda p: p + "/..", lambda p: p + "/../../" + dice.choice(ASTRAY),
        lambda p: p + "%zz",
        lambda p: "".join(f"%{ord(c):02x}" if dice.random() < 0.4 and ord(c) < 128 else c for c in p),
        lambda p: p + "\xff",
        lambda p: p.replace(".", "%ef%bc%8e"), lambda p: p + "%e2%80%ae", lambda p: p + "::$DATA", lambda p: p + "~",
        lambda p: "/" + "a/" * dice.randrange(3000) + p, lambda p: "http://evil.example" + p, lambda p: p + "#x",
        lambda p: "/gambar" + p, lambda p: "/foto/.." + p, lambda p: "/aset/../.." + p, lambda p: p + "%ed%a0%80",
    ]  # fmt: skip
    for _ in range(dice.choice([0, 1, 1, 2, 3])):
        path = dice.choice(ways)(path)
    return path


def target(dice: random.Random) -> str:
    """Return what a request asks for."""
    kind = dice.random()
    if kind < 0.35:
        up = "../" * dice.randrange(6)
        return spelled(dice, dice.choice(["/", "/foto/", "/_ssg/", "/aset/", "/gambar/"]) + up + dice.choice(ASTRAY))
    if kind < 0.6:
        return spelled(dice, "/" + dice.choice([*GOOD]).replace(" ", "%20"))
    if kind < 0.75:
        return spelled(dice, dice.choice(PAGES))
    if kind < 0.8:
        return "/_ssg/page?url=" + spelled(
            dice, dice.choice([*PAGES, "/daerah/2024/10/draf/", "/" + dice.choice(ASTRAY)])
        )
    return spelled(dice, dice.choice(OWN)) if kind < 0.85 else dice.choice(OWN)


METHODS = (
    ["GET"] * 12
    + ["HEAD"] * 2
    + ["POST"] * 4
    + ["PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "A" * 500, "G\tE"]
)
HOSTS = ["localhost"] * 80 + [
    FOREIGN, FOREIGN, "evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "", "192.0.2.7", "[::1]",
    "127.0.0.1", "LOCALHOST.",
    "localhost:99999", "localhost@evil.example", "evil.example:80\tlocalhost", "0", "2130706433", "0x7f.1", "127.1",
    "xn--a", "\xff",
]  # fmt: skip
SAME = ("localhost", "127.0.0.1", "[::1]", "LOCALHOST.", "localhost:99999")
FETCH = ["cross-site", "same-site", "none", "same-origin", "x"]
RANGES = [
    "bytes=0-3", "bytes=5-", "bytes=-7", "bytes=0-", "bytes=9-2", "bytes=99999999999999999999-",
    "bytes=-99999999999999999999", "bytes=-0",
    "bytes=0-0,1-1", "bytes=" + ",".join(["0-1"] * 2000), "lines=0-1", "bytes=a-b", "bytes=²-3", "bytes= 0-3",
    "bytes=0-3 ",
]  # fmt: skip
ODD = [
    "X: " + "a" * 70_000, "\r\n".join(f"X-{n}: b" for n in range(400)), "Transfer-Encoding: chunked",
    "Content-Length: -1", "Content-Length: 9" * 2,
    "Content-Length: 999999999999", "Upgrade: websocket\r\nConnection: Upgrade",
    "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings",
    "Expect: 100-continue", "Host: evil.example", " folded: x", "X\0: y", "Cookie: " + "a=b; " * 500,
    "Cookie: warta-1=\xff", "If-None-Match: *",
    "If-Modified-Since: never", "If-Range: x", "X-Forwarded-Host: localhost", "X-Forwarded-For: 127.0.0.1",
    "Accept-Encoding: gzip, x" * 20,
    "Transfer-Encoding: chunked\r\nContent-Length: 4", "Origin: null",
]  # fmt: skip
BROKEN = [
    b"\0" * 50, b"\x16\x03\x01\x02\x00\x01\x00", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\n", b"\r\n" * 2000, b"GET /site.yaml\r\n", b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\n",
    b"GET / HTTP/1.1\nHost: localhost\n\n", b"GET  /  HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
]  # fmt: skip


def request(seed: int, number: int, port: int) -> Asked:
    """Return a request by its number."""
    dice = random.Random(f"{seed}-{number}")
    if dice.random() < 0.03:
        return Asked(dice.choice(BROKEN), "", local=True, own=True, plain=False)
    path, method, host = target(dice), dice.choice(METHODS), dice.choice(HOSTS)
    name = f"{host}:{port}" if host and ":" not in host.strip("[]:1") else host
    lines = [f"Host: {name}", "Connection: close"]
    own, plain = True, True
    if dice.random() < 0.12:
        origin = dice.choice(
            ["https://evil.example", "null", f"http://{host}:{port}", f"http://localhost:{port}", f"http://{host}"]
        )
        lines.append(f"Origin: {origin}")
        own = origin == f"http://{host}:{port}"
    if dice.random() < 0.1:
        site = dice.choice(FETCH)
        lines.append(f"Sec-Fetch-Site: {site}")
        own = own and site in ("none", "same-origin")
    if dice.random() < 0.3:
        lines.append(f"Range: {dice.choice(RANGES)}")
    if dice.random() < 0.1:
        lines.append(dice.choice(ODD))
        plain = False
    body = b""
    if method in ("POST", "PUT", "PATCH"):
        body = dice.choice([b"", b"2030-01-01 10:00 WIB", b"\xff" * 50, b"x" * 5000])
        lines.append(f"Content-Length: {len(body)}")
        own = own and any(line.startswith(("Origin", "Sec-Fetch-Site")) for line in lines)
    head = f"{method} {path} HTTP/1.{dice.choice('1110')}\r\n" + "\r\n".join(lines) + "\r\n\r\n"
    plain = plain and method.isalpha() and len(path) < 5000 and path.isascii() and host.isascii()
    return Asked(head.encode("latin-1", "replace") + body, path, host in SAME, own, plain)


# ------------------------------------------------------------------------- answers
