"""Lines of logs: who is a reader, and what is a line at all."""

from __future__ import annotations

import gzip
import io
import json
import time
from datetime import UTC, datetime

import pytest

from generator.annex.popular import lines as module
from generator.annex.popular.lines import Lines, StrangeLineError, View, lines_of
from generator.base.errors import UsageError

CHROME = "Mozilla/5.0 (Linux; Android 14; CUBOT X18) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
MINUTE = 1728536400 // 60
"""12:00 WIB on 10 October 2024."""


def nginx(
    request: str = "GET /a/ HTTP/1.1",
    status: int = 200,
    agent: str = CHROME,
    at: str = "10/Oct/2024:12:00:59 +0700",
    more: str = "",
) -> bytes:
    return f'10.0.0.1 - - [{at}] "{request}" {status} 512 "https://www.google.com/" "{agent}"{more}'.encode()


def caddy(at: object = 1728536400.25, status: int = 200, agent: object = (CHROME,), **asked: object) -> bytes:
    request = {
        "remote_ip": "10.0.0.1",
        "method": "GET",
        "host": "uji.example",
        "uri": "/a/",
        "headers": {"User-Agent": agent},
        **asked,
    }
    return json.dumps(
        {"level": "info", "ts": at, "msg": "handled request", "request": request, "status": status}
    ).encode()


def cloudflare(at: object = "2024-10-10T05:00:00Z", **keys: object) -> bytes:
    line = {
        "ClientRequestMethod": "GET", "ClientRequestHost": "uji.example", "ClientRequestURI": "/a/", "EdgeResponseStatus": 200,
        "EdgeStartTimestamp": at, "ClientRequestUserAgent": CHROME, "ClientIP": "10.0.0.1",
    }  # fmt: skip
    return json.dumps({**line, **keys}).encode()


@pytest.mark.parametrize(
    "line",
    [
        nginx(), nginx(at="10/Oct/2024:05:00:00 +0000"), nginx(at="10/Oct/2024:01:30:00 -0330"), nginx(more=' "10.0.0.2" rt=0.1'),
        b"uji.example:443 " + nginx(), nginx(agent=CHROME + r" \"x\" \\"), nginx(agent="Opera/9.80 (J2ME/MIDP; Opera Mini/9)"),
    ],
)  # fmt: skip
def test_nginx_and_apache(line: bytes) -> None:
    """The combined form, in any zone, with a host before it, with more behind it, and with quotation marks in it."""
    assert Lines().view(line) == View(b"/a/", MINUTE)


@pytest.mark.parametrize(
    "line",
    [
        caddy(), caddy(1728536400123), caddy("2024-10-10T12:00:30+07:00"), cloudflare(), cloudflare(1728536400), cloudflare(1728536400000000000),
    ],
)  # fmt: skip
def test_json(line: bytes) -> None:
    """Caddy and Cloudflare, with times in all the units that they have."""
    assert Lines().view(line) == View(b"/a/", MINUTE, "uji.example")


def test_a_time_without_a_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is in UTC, wherever the logs are read."""
    try:
        for zone in ("Asia/Jakarta", "America/New_York"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            assert Lines().view(caddy("2024-10-10T05:00:30")) == View(b"/a/", MINUTE, "uji.example")
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    "agent",
    [
        "", "-", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Mozilla/5.0 AppleWebKit/537.36 (compatible; bingbot/2.0) Chrome/1",
        "curl/8.0", "python-requests/2.31", "WhatsApp/2.23", "facebookexternalhit/1.1", "Mozilla/5.0 (compatible; AhrefsBot/7.0)", "Mozilla/5.0 HeadlessChrome/1",
        "Mozilla/5.0 (X11) Chrome-Lighthouse", "Mozilla/5.0+(compatible; UptimeRobot/2.0)", "Mozilla/5.0 (compatible; YandexBot/3.0)", "Feedly/1.0",
    ],
)  # fmt: skip
def test_robots(agent: str) -> None:
    """What is no browser, or says that it is a robot, has read nothing."""
    assert Lines().view(nginx(agent=agent)) is None
    assert Lines().view(caddy(agent=[agent])) is None
    assert Lines().view(cloudflare(ClientRequestUserAgent=agent)) is None


@pytest.mark.parametrize(
    "line",
    [
        nginx("HEAD /a/ HTTP/1.1"), nginx("POST /a/ HTTP/1.1"), nginx(status=304), nginx(status=404), nginx("-", 400), nginx("", 400), nginx(r"\x16\x03\x01", 400),
        caddy(method="HEAD"), caddy(status=404), caddy(agent=[]), cloudflare(EdgeResponseStatus=301), cloudflare(ClientRequestMethod="POST"),
        b'{"level":"info","ts":1728536400,"logger":"admin","msg":"admin endpoint started"}',
    ],
)  # fmt: skip
def test_what_is_no_view(line: bytes) -> None:
    """Other methods, other answers, and the other news of a server are lines, but no views."""
    assert Lines().view(line) is None


@pytest.mark.parametrize(
    "line",
    [
        b"rubbish", b"2024/10/10 12:00:00 [error] 7#7: *1 open() failed", b'10.0.0.1 - - [10/Oct/2024:12:00:59 +0700] "GET /a/ HTTP/1.1" 200 512', b"{", b"{}",
        b'{"request": 7}', b'{"request": {"uri": 7}}', b"[" * 1000, b"{" * 10_000, b'{"a":' * 10_000, nginx(at="41/Oct/2024:12:00:59 +0700"),
        nginx(at="10/Okt/2024:12:00:59 +0700"), nginx(at="10/Oct/0000:12:00:59 +0700"), nginx(at="01/Jan/1960:12:00:59 +0700"), caddy("kemarin"), caddy(-1),
        caddy(0), caddy("0001-01-01T00:00:00"), nginx(at="01/Jan/0001:00:00:59 +0700"), nginx(at="31/Dec/9999:23:59:59 -0700"), nginx(at="31/Dec/9999:23:59:59 +0000"), caddy("9999-12-31T23:59:59Z"), b'{"ts": 1e999, "request": {"uri": "/"}}', b"\xff\xfe" * 10, b'"' * 100_000,
    ],
)  # fmt: skip
def test_another_form(line: bytes) -> None:
    """What is of another form, or hostile, is said to be so."""
    with pytest.raises(StrangeLineError):
        Lines().view(line)


def test_what_is_remembered_is_bounded() -> None:
    """A log in which every line has another browser and another minute takes no more memory than a short one."""
    lines = Lines()
    for number in range(12_000):
        lines.view(
            nginx(
                agent=f"Mozilla/5.0 {number}",
                at=f"10/Oct/{1000 + number % 8990 if number % 8990 > 970 else 2000}:12:00:59 +0700",
            )
        )
    assert max(len(lines._minutes), len(lines._readers)) <= 5001


def lines(data: bytes) -> list[bytes]:
    return list(lines_of(io.BufferedReader(io.BytesIO(data)), "a.log"))  # type: ignore[arg-type]


def test_lines() -> None:
    """Lines are those of the file, the last one with or without an end, packed by gzip or not."""
    data = b"a\n" + b"b" * 3_000_000 + b"\n\nc"
    for found in (lines(data), lines(gzip.compress(data[:2_000_000]) + gzip.compress(data[2_000_000:]))):
        assert [len(line) < 2_000_000 and line[:1] for line in found] == [b"a", b"b", b"", b"c"]
    assert lines(b"") == []


def test_a_damaged_archive() -> None:
    """A packed log that ends too early, or is damaged, is named."""
    packed = gzip.compress(b"a\n" * 100_000)
    for data in (packed[:-20], packed[:50] + b"x" * 50 + packed[100:]):
        with pytest.raises(UsageError, match=r"a\.log is damaged"):
            lines(data)


@pytest.mark.parametrize(
    ("at", "minutes"),
    [("10/Oct/2024:12:00:59 +0700", 0), ("10/Oct/2024:12:00:59 +1145", -285), ("10/Oct/2024:12:00:59 -1130", 1110), ("10/Oct/2024:13:01:00 +0700", 61), ("11/Oct/2024:12:00:00 +0700", 1440), ("10/Nov/2024:12:00:00 +0700", 31 * 1440), ("10/Oct/2025:12:00:00 +0700", 365 * 1440)],
)  # fmt: skip
def test_the_minute_of_a_line(at: str, minutes: int) -> None:
    """By the zone that it names, whose minutes have the sign of its hours."""
    assert Lines().view(nginx(at=at)) == View(b"/a/", MINUTE + minutes)


def test_months_have_their_names() -> None:
    """Those of English, wherever the server is."""
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1):
        view = Lines().view(nginx(at=f"10/{name}/2024:05:00:00 +0000"))
        assert view == View(b"/a/", int(datetime(2024, number, 10, 5, tzinfo=UTC).timestamp()) // 60)


@pytest.mark.parametrize(
    "line",
    [
        nginx().replace(b" 200 512 ", b" - 512 "), nginx().replace(b" 200 512 ", b" 20x 512 "), nginx().replace(b"[10/", b"(10/"), nginx().replace(b'0700] "', b'0700]  "'), nginx().replace(b'0700] "', b'0700 ] "'), nginx(at="10/Oct/2024:12:00:59 0700"),
        b'"a" 200 "b" "c" "d"', b'{"ClientRequestURI": ""}',
    ],
)  # fmt: skip
def test_what_is_nearly_a_line(line: bytes) -> None:
    """It is of another form, and not a page that nobody was shown."""
    with pytest.raises(StrangeLineError):
        Lines().view(line)


@pytest.mark.parametrize("status", [200, 2000, 100])
def test_only_a_page_that_was_shown_is_a_view(status: int) -> None:
    """By its whole number."""
    assert (Lines().view(nginx(status=status)) is None) is (status != 200)


@pytest.mark.parametrize(("request_line", "address"), [("GET /a b/ HTTP/1.1", b"/a b/"), ("GET /a/?x=1 HTTP/2.0", b"/a/?x=1"), ("GET  HTTP/1.1", b"")])  # fmt: skip
def test_the_address_of_a_line(request_line: str, address: bytes) -> None:
    """Is what stands between the method and the version, whatever it holds."""
    assert Lines().view(nginx(request_line)) == View(address, MINUTE)


@pytest.mark.parametrize(
    "word",
    ["bot", "crawl", "spider", "slurp", "archive", "facebookexternalhit", "preview", "lighthouse", "pagespeed", "headless", "phantom", "monitor", "uptime", "pingdom", "scan", "fetch", "python", "feed"],
)  # fmt: skip
def test_each_word_of_a_robot(word: str) -> None:
    """In letters of any size, anywhere in its name; Cubot makes telephones."""
    for name in (word, word.upper(), f"x{word}x"):
        assert Lines().view(nginx(agent=f"Mozilla/5.0 ({name})")) is None
    assert Lines().view(nginx(agent="Mozilla/5.0 (CuBot) Opera/")) is not None
    assert Lines().view(nginx(agent="xMozilla/5.0")) is None


def test_a_line_without_an_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of it is one sign more than a line may have, so that it is none."""
    monkeypatch.setattr(module, "_BLOCK", 4)
    monkeypatch.setattr(module, "_LONGEST", 5)
    assert lines(b"a" * 20) == [b"aaaaaa"]
    assert lines(b"aaaaaaa\nb") == [b"aaaaaaa", b"b"]
    assert lines(b"a\n\nb\n") == [b"a", b"", b"b"]
    assert lines(gzip.compress(b"a\nb") + gzip.compress(b"c\n")) == [b"a", b"bc"]
