"""Reads the lines of logs: what a reader was shown, and when.

A line is of the combined form of nginx and Apache, or JSON of Caddy or of Cloudflare's Logpush; each is taken as what
it is, so logs of several machines may be read at once.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.model.codec import UNREADABLE
from generator.model.records import Record

_BLOCK = 1 << 20
_LONGEST = 1 << 16
"""Bytes that are kept of a line without an end."""
_GZIP = b"\x1f\x8b"
_REMEMBERED = 5000
"""Minutes, and browsers, that are not worked out again."""
_ROBOTS = re.compile(
    r"(?i)(?<!cu)bot|crawl|spider|slurp|archive|facebookexternalhit|preview|lighthouse|pagespeed|headless|phantom"
    r"|monitor|uptime|pingdom|scan|fetch|python|feed"
)
_BROWSERS = ("Mozilla/", "Opera/")
"""What the names of all browsers begin with; those of programs do not."""
_STAMP = re.compile(rb"(\d\d)/(\w{3})/(\d{4}):(\d\d):(\d\d) ([+-]\d\d)(\d\d)")
_MONTHS = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_END = 253_370_764_800
"""The year 9999, in whose last hours it is the year 10000 somewhere."""


class View(Record, frozen=True):
    """A page that a reader was shown."""

    address: bytes
    """As asked for, with whatever follows `?`."""
    minute: int
    """Since 1970."""
    host: str = ""
    """Empty if the log does not say."""


class StrangeLineError(ValueError):
    """A line of another form."""


def lines_of(source: io.BufferedReader, name: str) -> Iterator[bytes]:
    """Yield the lines of a log, which may be packed by gzip; of an endless one, more than a line may have."""
    file = gzip.GzipFile(fileobj=source) if source.peek(2)[:2] == _GZIP else source
    rest = b""
    try:
        while block := file.read(_BLOCK):
            *whole, rest = (rest + block).split(b"\n")
            yield from whole
            rest = rest[: _LONGEST + 1]
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UsageError(sentence("{file} is damaged: {error}", file=name, error=error)) from error
    if rest:
        yield rest


class Lines:
    """Tells what lines say, and remembers what many of them share."""

    def __init__(self) -> None:
        self._minutes: dict[bytes, int] = {}
        self._readers: dict[bytes | str, bool] = {}
        self._decode = msgspec.json.Decoder(_Line).decode

    def view(self, line: bytes) -> View | None:
        """Return the view that a line tells of; None if it is of a robot, or of no page that was shown.

        Raises StrangeLineError.
        """
        return self._json(line) if line.startswith(b"{") else self._combined(line)

    def _combined(self, line: bytes) -> View | None:
        if b"\\" in line:
            # Apache writes a quotation mark in a browser's name as \".
            line = line.replace(b"\\\\", b"/").replace(b'\\"', b"'")
        try:
            before, request, middle, _, _, agent, *_ = line.split(b'"')
        except ValueError:
            raise StrangeLineError from None
        if before[-29:-28] != b"[" or before[-2:] != b"] " or not middle[1:4].isdigit():
            raise StrangeLineError
        if middle[1:5] != b"200 " or not request.startswith(b"GET ") or not self._is_reader(agent):
            return None
        stamp = before[-28:-11] + before[-8:-2]
        minute = self._minutes.get(stamp)
        if minute is None:
            minute = _minute_of(stamp)
            if len(self._minutes) > _REMEMBERED:
                self._minutes.clear()
            self._minutes[stamp] = minute
        return View(request[4 : request.rfind(b" ")], minute)

    def _json(self, line: bytes) -> View | None:
        try:
            said = self._decode(line)
        except UNREADABLE:
            raise StrangeLineError from None
        asked = said.request
        if asked is None:
            if not said.uri:
                if said.message:
                    # The server's other news.
                    return None
                raise StrangeLineError
            asked = _Request(said.method, said.host, said.uri, _Headers((said.agent,)))
            status, at = said.edge_status, said.edge_start
        else:
            status, at = said.status, said.ts
        if status != 200 or asked.method != "GET" or not self._is_reader("".join(asked.headers.agent[:1])):
            return None
        return View(asked.uri.encode("utf-8", "replace"), _minute(at), asked.host)

    def _is_reader(self, agent: bytes | str) -> bool:
        known = self._readers.get(agent)
        if known is None:
            name = agent if isinstance(agent, str) else agent.decode("latin-1")
            known = name.startswith(_BROWSERS) and not _ROBOTS.search(name)
            if len(self._readers) > _REMEMBERED:
                self._readers.clear()
            self._readers[agent] = known
        return known


class _Headers(msgspec.Struct, frozen=True):
    agent: tuple[str, ...] = msgspec.field(name="User-Agent", default=())


class _Request(msgspec.Struct, frozen=True):
    """What Caddy says of a request."""

    method: str = ""
    host: str = ""
    uri: str = ""
    headers: _Headers = _Headers()


class _Line(msgspec.Struct, frozen=True):
    """A line of Caddy, or one of Cloudflare."""

    ts: float | str = 0
    status: int = 0
    request: _Request | None = None
    message: str = msgspec.field(name="msg", default="")
    method: str = msgspec.field(name="ClientRequestMethod", default="")
    host: str = msgspec.field(name="ClientRequestHost", default="")
    uri: str = msgspec.field(name="ClientRequestURI", default="")
    agent: str = msgspec.field(name="ClientRequestUserAgent", default="")
    edge_status: int = msgspec.field(name="EdgeResponseStatus", default=0)
    edge_start: float | str = msgspec.field(name="EdgeStartTimestamp", default=0)


def _minute_of(stamp: bytes) -> int:
    """Return the minute of `10/Oct/2024:13:55 +0700`."""
    match = _STAMP.fullmatch(stamp)
    if match is None:
        raise StrangeLineError
    day, month, year, hour, minute, east, more = match.groups()
    zone = timedelta(hours=int(east), minutes=int(east[:1] + more))
    try:
        at = datetime(int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), tzinfo=UTC) - zone
    except (ValueError, OverflowError):
        raise StrangeLineError from None
    return _whole(at.timestamp())


def _minute(at: float | str) -> int:
    """Return the minute of seconds, of thousandths, millionths or billionths of these, or of an ISO time.

    One without a zone is in UTC: that of the machine which reads the logs says nothing of them.
    """
    if not isinstance(at, str):
        while at >= _END:
            at /= 1000
        return _whole(at)
    try:
        read = datetime.fromisoformat(at)
        return _whole((read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        raise StrangeLineError from None


def _whole(seconds: float) -> int:
    if not 0 < seconds < _END:
        raise StrangeLineError
    return int(seconds) // 60
