"""Counting views: of which articles, in which hours, and in how much memory."""

from __future__ import annotations

import tracemalloc
from contextlib import closing
from pathlib import Path

from generator.annex.popular.counting import Counted, Counter, addresses_of
from generator.store.database import open_reader
from generator.theming.loading import read_site
from tests.annex.popular.test_lines import caddy, nginx
from tests.support import CONFIG, NOW, article, site


def count(*lines: bytes, hours: int = 24, known: tuple[str, ...] = ("/a/", "/b/")) -> Counted:
    counter = Counter({name.encode(): name for name in known}, "www.uji.example", hours)
    counter.read(lines, "a.log")
    return counter.counted


def get(path: str, at: str = "10/Oct/2024:12:00:59 +0700") -> bytes:
    return nginx(f"GET {path} HTTP/1.1", at=at)


def test_views() -> None:
    """The most read address is first, by address where they are read alike; what is no article is not counted."""
    found = count(get("/b/"), get("/a/?x=1"), get("/%62/"), get("/c/"), get("/%zz/"), get("/a/2/"), get("/a/"))
    assert found == Counted({"/a/": 2, "/b/": 2}, NOW, 7, 0, "")


def test_strange_lines() -> None:
    """Lines of another form are counted, with the place of the first; empty ones are none."""
    found = count(get("/a/"), b"", b"x", b" ", b"y")
    assert (found.lines, found.strange, found.first, found.views) == (5, 2, "a.log:3", {"/a/": 1})


def test_nothing() -> None:
    """A log in which nobody has read an article has no time."""
    assert count() == Counted({}, 0, 0, 0, "")
    assert count(get("/c/")).until == 0


def test_hosts() -> None:
    """Where a log says which host was asked, only this portal's counts, with www. or a port or without."""
    hosts = ("uji.example", "WWW.uji.example:443", "lain.example", "")
    assert count(*(caddy(host=host) for host in hosts)).views == {"/a/": 3}


def test_the_last_hours() -> None:
    """Counted are the last hours before the newest view, in whatever order the logs are read."""
    lines = [get("/a/", f"{day:02}/Oct/2024:{hour:02}:30:00 +0700") for day in (9, 10) for hour in range(24)]
    for ordered in (lines, lines[::-1], lines[30:] + lines[:30]):
        found = count(*ordered)
        assert (found.views, found.until) == ({"/a/": 24}, NOW + 11 * 3600 + 1800)
        assert count(*ordered, hours=1).views == {"/a/": 1}
        assert count(*ordered, hours=48).views == {"/a/": 48}


def test_the_memory() -> None:
    """Ten times as many lines, addresses and hours take no more memory."""

    def streamed(times: int) -> int:
        tracemalloc.start()
        counter = Counter({b"/a/": "/a/"}, "uji.example", 24)
        stamps = (f"{1 + n % 28:02}/Oct/{2000 + n // 28}:{n % 24:02}:00:59 +0700" for n in range(200 * times))
        counter.read((line for at in stamps for line in (get("/a/", at), get(f"/{at}/"))), "a.log")
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert streamed(10) < streamed(1) + 600_000


def test_addresses(tmp_path: Path) -> None:
    """Counted are the published articles at their own addresses, below the path of the portal, and as a host has them."""
    portal = site(tmp_path, config=CONFIG.replace("uji.example", "uji.example/portal"))
    body = "Satu.\n\n<!-- halaman -->\n\nDua."
    portal.add("content/daerah/2024/10/a.md", article("A", body, aliases="[/lama/]"))
    portal.add("content/daerah/2024/10/b.md", article("B", draft="true"))
    portal.build()

    def known() -> dict[bytes, str]:
        with closing(open_reader(portal.folder / ".ssg")) as store:
            return addresses_of(store, read_site(portal.folder)[0])

    assert known() == {b"/portal/daerah/2024/10/a/": "/daerah/2024/10/a/"}
    portal.add("site.yaml", CONFIG + "permalink: /{category}/{slug}\n")
    portal.build()
    assert known() == {b"/daerah/a": "/daerah/a", b"/daerah/a.html": "/daerah/a"}


def test_what_follows_a_question_mark_says_how_a_reader_came() -> None:
    """It is no part of an address, whatever it is; a sign that is written in hexadecimal is the same address."""
    found = count(get("/a/?y"), get("/a/?"), get("/a/?x=%zz"), get("/%61/?%"), get("/a/?x?y"), get("/a%3Fx"))
    assert found.views == {"/a/": 5}


def test_hours_begin_with_the_hour() -> None:
    """Those that have left the window do not count, whichever came first; those in it do, to its first minute."""
    old, edge, new = (f"10/Oct/2024:{time} +0700" for time in ("09:59:59", "10:00:00", "11:59:59"))
    for order in ((old, edge, new), (new, edge, old), (edge, new, old), (new, old, edge)):
        found = count(*(get("/a/", at) for at in order), hours=2)
        assert (found.views, found.until) == ({"/a/": 2}, NOW - 60)


def test_several_logs_count_together() -> None:
    """Lines of each are numbered from one; the place of the first strange one is told, and all are counted."""
    counter = Counter({b"/a/": "/a/"}, "uji.example", 24)
    counter.read([get("/a/")], "a.log")
    counter.read([], "b.log")
    counter.read([get("/a/"), b"x", b"\t"], "c.log")
    counter.read([b"x"], "d.log")
    assert counter.counted == Counted({"/a/": 2}, NOW, 5, 2, "c.log:2")


def test_the_host_of_a_log() -> None:
    """In letters of any size, with a port or without; another that only ends like it is another."""
    hosts = ("www.uji.example", "Uji.Example:8080", "m.uji.example", "uji.example.lain", "www.www.uji.example")
    assert count(*(caddy(host=host) for host in hosts)).views == {"/a/": 2}
