"""`ssg popular`: from a log to the front page; who is a reader, what is a line at all, and what is refused."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support import CONFIG, ROOT, Portal, article, command, copied, site, ssg, ssg_here

FILE = "data/popular.json"
PAGE = "/daerah/2024/10/a/"
CHROME = "Mozilla/5.0 (Linux; Android 14; CUBOT X18) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"


def nginx(
    request: str = "GET /daerah/2024/10/a/ HTTP/1.1",
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
        "uri": PAGE,
        "headers": {"User-Agent": agent},
        **asked,
    }
    return json.dumps(
        {"level": "info", "ts": at, "msg": "handled request", "request": request, "status": status}
    ).encode()


def cloudflare(at: object = "2024-10-10T05:00:00Z", **keys: object) -> bytes:
    line = {
        "ClientRequestMethod": "GET", "ClientRequestHost": "uji.example", "ClientRequestURI": PAGE, "EdgeResponseStatus": 200,
        "EdgeStartTimestamp": at, "ClientRequestUserAgent": CHROME, "ClientIP": "10.0.0.1",
    }  # fmt: skip
    return json.dumps({**line, **keys}).encode()


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = site(tmp_path_factory.mktemp("awal"))
    body = "Satu.\n\n<!-- halaman -->\n\nDua."
    portal.add("content/daerah/2024/10/a.md", article("Judul A", body, aliases="[/lama/]"))
    portal.add("content/daerah/2024/10/b.md", article("Judul B"))
    portal.add("content/daerah/2024/10/c.md", article("Konsep", draft="true"))
    portal.build()
    return portal


@pytest.fixture
def portal(begun: Portal, tmp_path: Path) -> Portal:
    return copied(begun, tmp_path / "situs")


def log(portal: Portal, *lines: bytes, name: str = "a.log") -> str:
    data = b"".join(line + b"\n" for line in lines)
    return str(portal.add(f"../{name}", gzip.compress(data) if name.endswith(".gz") else data))


def test_from_a_log_to_the_front_page(portal: Portal) -> None:
    """What logs of all forms say together is written, and the next build shows it."""
    logs = [
        log(portal, nginx(), nginx("GET /daerah/2024/10/b/ HTTP/1.1"), nginx("GET / HTTP/1.1")),
        log(portal, caddy(uri=f"{PAGE}?x"), name="b.log.gz"), log(portal, cloudflare(), name="c.log"),
    ]  # fmt: skip
    result = ssg_here(portal, "popular", *logs)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "4 views until Thursday, 10 October 2024, 12:00 WIB; data/popular.json is written\n"
    written = (portal.folder / FILE).read_text()
    assert json.loads(written) == {
        "until": "2024-10-10T12:00:00+07:00",
        "hours": 24,
        "views": {PAGE: 3, "/daerah/2024/10/b/": 1},
    }
    assert "10.0.0.1" not in written
    assert "Mozilla" not in written
    assert not portal.build().warnings
    assert portal.read("index.html").partition("kotak terpopuler")[2].index("Judul A") > 0
    assert not [*(portal.folder / "data").glob("*.new*")]


def test_standard_input(portal: Portal) -> None:
    """A log may come from another program, packed or not."""
    line = nginx() + b"\n"
    for data in (line, gzip.compress(line)):
        done = subprocess.run(command(portal, "popular", "-"), cwd=ROOT, input=data, capture_output=True, check=True)
        assert b"1 view until" in done.stdout


def counted(portal: Portal, *lines: bytes, **options: str) -> dict[str, int]:
    """Return the views that are written of a log, of which nothing is strange."""
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    result = ssg_here(portal, "popular", log(portal, *lines), *words)
    assert (result.returncode, result.stderr) == (0, "")
    return json.loads((portal.folder / FILE).read_text())["views"]


def get(path: str, at: str = "10/Oct/2024:12:00:59 +0700") -> bytes:
    return nginx(f"GET {path} HTTP/1.1", at=at)


FORMS = [
    nginx(), nginx(at="10/Oct/2024:05:00:00 +0000"), nginx(at="10/Oct/2024:01:30:00 -0330"), nginx(more=' "10.0.0.2" rt=0.1'),
    b"uji.example:443 " + nginx(), nginx(agent=CHROME + r" \"x\" \\"), nginx(agent="Opera/9.80 (J2ME/MIDP; Opera Mini/9)"),
    caddy(), caddy(1728536400123), caddy("2024-10-10T12:00:30+07:00"), cloudflare(), cloudflare(1728536400), cloudflare(1728536400000000000),
    caddy(host="WWW.uji.example:443"), caddy(host=""),
]  # fmt: skip
ROBOTS = [
    "", "-", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "curl/8.0", "python-requests/2.31", "WhatsApp/2.23",
    "facebookexternalhit/1.1", "Mozilla/5.0 (compatible; AhrefsBot/7.0)", "Mozilla/5.0 HeadlessChrome/1", "Mozilla/5.0 (X11) Chrome-Lighthouse",
    "Mozilla/5.0+(compatible; UptimeRobot/2.0)", "Feedly/1.0", "Mozilla/5.0 (Bytespider)", "Mozilla/5.0 (Yahoo! Slurp)", "Mozilla/5.0 (PINGDOM)",
]  # fmt: skip
NO_VIEWS = [
    *(nginx(agent=agent) for agent in ROBOTS), *(caddy(agent=[agent]) for agent in ROBOTS), *(cloudflare(ClientRequestUserAgent=agent) for agent in ROBOTS),
    nginx("HEAD /a/ HTTP/1.1"), nginx("POST /a/ HTTP/1.1"), nginx(status=304), nginx(status=404), nginx(status=2000), nginx("-", 400), nginx(r"\x16\x03", 400),
    caddy(method="HEAD"), caddy(status=404), caddy(agent=[]), caddy(host="lain.example"), caddy(host="m.uji.example"), caddy(host="uji.example.lain"),
    cloudflare(EdgeResponseStatus=301), cloudflare(ClientRequestMethod="POST"),
    b'{"level":"info","ts":1728536400,"logger":"admin","msg":"admin endpoint started"}',
    *(get(path) for path in ("/", f"{PAGE}2/", f"{PAGE}semua/", "/lama/", "/daerah/2024/10/c/", "/%zz/", f"{PAGE[:-1]}%3Fx")),
]  # fmt: skip


def test_views_in_all_forms(portal: Portal) -> None:
    """Of nginx, Apache, Caddy and Cloudflare, in any zone and unit of time; robots and other requests are none."""
    assert counted(portal, *FORMS, b"", *NO_VIEWS) == {PAGE: len(FORMS)}
    ways = (f"{PAGE}?x=1", f"{PAGE}?", f"{PAGE}?x=%zz", PAGE.replace("a/", "%61/") + "?%", f"{PAGE}?x?y")
    assert counted(portal, *map(get, ways)) == {PAGE: len(ways)}


STRANGE = [
    b"rubbish", b"2024/10/10 12:00:00 [error] 7#7: *1 open() failed", b'10.0.0.1 - - [10/Oct/2024:12:00:59 +0700] "GET /a/ HTTP/1.1" 200 512',
    b"{", b"{}", b'{"request": 7}', b"[" * 1000, b"{" * 10_000, b'{"a":' * 10_000, nginx(at="41/Oct/2024:12:00:59 +0700"),
    nginx(at="10/Okt/2024:12:00:59 +0700"), nginx(at="10/Oct/0000:12:00:59 +0700"), nginx(at="01/Jan/1960:12:00:59 +0700"), caddy("kemarin"),
    caddy(-1), caddy("0001-01-01T00:00:00"), nginx(at="31/Dec/9999:23:59:59 -0700"), b'{"ts": 1e999, "request": {"uri": "/"}}', b"\xff\xfe" * 10,
    b'"' * 100_000, b"a" * 3_000_000, nginx().replace(b" 200 512 ", b" 20x 512 "), nginx().replace(b"[10/", b"(10/"), nginx(at="10/Oct/2024:12:00:59 0700"),
]  # fmt: skip


def test_lines_of_another_form(portal: Portal) -> None:
    """Few of them are told of, and the others count; many are refused, with the place of the first and nothing it says."""
    good = nginx()
    name = log(portal, good, *STRANGE, *[good] * 99)
    result = ssg_here(portal, "popular", name)
    assert result.returncode == 0
    assert result.stderr.startswith(f"{len(STRANGE)} lines of {len(STRANGE) + 100} are none of ")
    assert result.stderr.endswith(f"{name}:2\n")
    before = (portal.folder / FILE).read_text()
    assert json.loads(before)["views"] == {PAGE: 100}
    result = ssg_here(portal, "popular", log(portal, good, b"x 10.0.0.9", b"y"))
    assert (result.returncode, result.stdout) == (1, "")
    assert "a.log:2" in result.stderr
    assert "10.0.0.9" not in result.stderr
    assert (portal.folder / FILE).read_text() == before


def test_the_last_hours(portal: Portal) -> None:
    """Counted are the last hours before the newest view, in whatever order the logs are read, by English months."""
    lines = [get(PAGE, f"{day:02}/Oct/2024:{hour:02}:30:00 +0700") for day in (9, 10) for hour in range(24)]
    for ordered in (lines, lines[::-1], lines[30:] + lines[:30]):
        assert counted(portal, *ordered) == {PAGE: 24}
    assert counted(portal, *lines, hours="1") == {PAGE: 1}
    assert counted(portal, *lines, hours="48") == {PAGE: 48}
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1):
        counted(portal, get(PAGE, f"10/{name}/2024:05:00:00 +0000"))
        until = json.loads((portal.folder / FILE).read_text())["until"]
        assert datetime.fromisoformat(until) == datetime(2024, number, 10, 5, tzinfo=UTC)


@pytest.mark.slow
def test_a_time_without_a_zone(portal: Portal) -> None:
    """It is in UTC, wherever the logs are read."""
    name = log(portal, caddy("2024-10-10T05:00:30"))
    for zone in ("Asia/Jakarta", "America/New_York"):
        assert ssg(portal, "popular", name, TZ=zone).returncode == 0
        assert "2024-10-10T12:00:00+07:00" in (portal.folder / FILE).read_text()


@pytest.mark.slow
def test_a_long_log_takes_no_memory(portal: Portal) -> None:
    """However many lines, addresses, browsers and minutes it has."""

    def most(times: int) -> int:
        lines = [
            nginx(f"GET /{n}/ HTTP/1.1", agent=f"Mozilla/5.0 {n}", at=f"{1 + n % 28:02}/Oct/{2000 + n // 28 % 24}:12:{n % 60:02}:59 +0700")
            for n in range(5_000 * times)
        ]  # fmt: skip
        code = "import subprocess, sys, resource; subprocess.run(sys.argv[1:], check=True); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        words = [sys.executable, "-c", code, *command(portal, "popular", log(portal, nginx(), *lines))]
        return int(subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()[-1])

    assert most(20) < most(1) + 8_000


@pytest.mark.slow
def test_a_damaged_archive(portal: Portal) -> None:
    """A packed log that ends too early is named; packed in parts it is read whole."""
    line = nginx() + b"\n"
    packed = gzip.compress(line * 100_000)
    result = ssg_here(portal, "popular", str(portal.add("../a.log.gz", packed[:-20])))
    assert result.returncode == 2
    assert "a.log.gz is damaged" in result.stderr
    name = portal.add("../a.log.gz", gzip.compress(line + line[:9]) + gzip.compress(line[9:]))
    assert "2 views" in ssg_here(portal, "popular", str(name)).stdout


def test_nobody(portal: Portal) -> None:
    """Where nobody has read an article, nothing is written."""
    result = ssg_here(portal, "popular", log(portal, nginx("GET / HTTP/1.1")))
    assert result.returncode == 1
    assert FILE in result.stderr
    assert not (portal.folder / FILE).exists()


def test_what_cannot_be_read(portal: Portal) -> None:
    """A log that is not there, a folder, no article, a site that was never built, hours: a sentence, and exit code 2."""
    for words in (["/tidak/ada.log"], [str(portal.folder)], ["/tiada", "--hours", "0"], ["/tiada", "--hours", "745"]):
        assert ssg_here(portal, "popular", *words).returncode == 2
    for name in "ab":
        portal.remove(f"content/daerah/2024/10/{name}.md")
    portal.build()
    assert ssg_here(portal, "popular", log(portal, nginx())).returncode == 2
    portal.remove(".ssg")
    result = ssg_here(portal, "popular", log(portal, nginx()))
    assert (result.returncode, "Traceback" in result.stderr) == (2, False)


def test_a_link_in_the_place_of_the_file(portal: Portal, tmp_path: Path) -> None:
    """The file is never written through a link, nor in the place of a folder."""
    (tmp_path / "lain").mkdir()
    (tmp_path / "lain/popular.json").write_text("lain")
    (portal.folder / "data").mkdir()
    own = log(portal, nginx())
    (portal.folder / FILE).symlink_to(tmp_path / "lain/popular.json")
    assert ssg_here(portal, "popular", own).returncode == 2
    (portal.folder / FILE).unlink()
    (portal.folder / FILE).mkdir()
    assert ssg_here(portal, "popular", own).returncode == 2
    portal.remove("data")
    (portal.folder / "data").symlink_to(tmp_path / "lain")
    assert ssg_here(portal, "popular", own).returncode == 2
    assert (tmp_path / "lain/popular.json").read_text() == "lain"


@pytest.mark.slow
def test_the_most_read_are_written(portal: Portal) -> None:
    """An archive in which all was read gives a file of a thousand addresses."""
    for number in range(1100):
        portal.add(
            f"content/daerah/2024/09/c-{number}.md", article(f"Judul {number}", timestamp="2024-09-09 16:10 WIB")
        )
    portal.build()
    lines = [nginx(f"GET /daerah/2024/09/c-{number}/ HTTP/1.1") for number in range(1100)]
    assert ssg_here(portal, "popular", log(portal, *lines)).returncode == 0
    assert len(json.loads((portal.folder / FILE).read_text())["views"]) == 1000


@pytest.mark.parametrize(
    ("config", "below", "address"),
    [
        (CONFIG.replace("uji.example", "Uji.example:8443/dua"), "/dua", PAGE),
        (CONFIG + "permalink: /{category}/{slug}\n", "", "/daerah/a"),
    ],
)
def test_addresses_are_those_of_readers(portal: Portal, config: str, below: str, address: str) -> None:
    """Below the path of the portal, and as a host has them; where a log says the host, without its port."""
    portal.add("site.yaml", config)
    portal.build()
    lines = [caddy(uri=below + address, host=one) for one in ("uji.example", "uji.example:443", "lain.example", "")]
    assert counted(portal, *lines) == {address: 3}
