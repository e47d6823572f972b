"""Ask a preview for what it must not give, by the ten thousand, while the files of its site are swapped.

    python tools/fuzz_serve.py [--count 10000] [--seed 1] [--threads 4] [--only N]

A site with secrets around it is served by `ssg serve` on this machine. Requests
are put together at random from paths that lead astray, names of other hosts,
methods, ranges, origins, broken and oversized heads; meanwhile files of the site
become symbolic links, pipes, drawings with script, and are whole again. No answer
may hold a secret, a request of another origin may not act or read, every answer
bears the headers that keep others out, and at the end the preview is as it was:
it serves the same, with as many open files and about as much memory.
A request depends on the seed and its number alone: --only N sends it again.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SECRET, DRAFT = b"RAHASIA", b"GELAP"
"""Words of what must not be seen at all, and of what only the preview's own pages show."""
FOREIGN = "kabar.test"
"""A name under which the preview is asked for with a token."""
WAIT = 20.0
"""Seconds after which an answer that does not come is a mistake."""
PATIENCE = 0.3
"""Seconds that a request in no known form is given to be answered."""
NEEDED = ("x-content-type-options", "cross-origin-resource-policy", "x-frame-options", "referrer-policy")
"""Headers that every answer of the application has."""

CONFIG = """\
# RAHASIA: what is written here is no page
name: Kabar Uji
base_url: https://uji.example
limits: {media: 100kB}
media: {allow: [.html]}
categories:
  - {slug: daerah, name: Daerah}
"""
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
ACTIVE = b'<svg xmlns="http://www.w3.org/2000/svg"><script>/* RAHASIA */</script></svg>'
MAP = b"<p>Peta</p>"
EXECUTED = (DRAWING, MAP)
GOOD = {
    "foto/a.txt": b"0123456789" * 40, "foto/x.svg": DRAWING, "foto/peta.html": MAP,
    "arsip/dalam/tabel.csv": b"a,1\n" * 100, "foto/dua kata.txt": b"ya",
}  # fmt: skip
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


def article(title: str, more: str = "") -> str:
    """Return the text of an article."""
    head = f"title: {title}\nauthor: Sari\neditor: Budi\ntimestamp: 2024-10-09 16:10 WIB\n{more}"
    return f"---\n{head}---\nIsi.\n\n![Foto](/foto/x.svg)\n"


class Site:
    """A site with secrets in it and around it."""

    def __init__(self, work: Path) -> None:
        self.folder = work / "situs"
        self.outside = work / "luar"
        self.content = self.folder / "content"
        for file, text in {
            self.folder / "site.yaml": CONFIG, self.folder / ".git/config": "RAHASIA",
            self.outside / "kunci.txt": "RAHASIA",
            self.outside / "a.txt": "RAHASIA", self.outside / "tabel.csv": "RAHASIA",
            self.content / "foto/.env": "RAHASIA",
            self.content / "daerah/2024/10/banjir.md": article("Banjir"),
            self.content / "daerah/2024/10/draf.md": article("GELAP", "draft: true\n"),
        }.items():  # fmt: skip
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        for path in GOOD:
            self.mend(path)

    def mend(self, path: str) -> None:
        """Bring a file back to what it is."""
        file = self.content / path
        with contextlib.suppress(OSError):
            file.unlink()
        with contextlib.suppress(OSError):
            file.parent.unlink()
        file.parent.mkdir(parents=True, exist_ok=True)
        other = file.with_name(f".{file.name}.new")
        other.write_bytes(GOOD[path])
        os.replace(other, file)

    def swap(self, dice: random.Random) -> str:
        """Put something else in the place of a file or of its folder; return which file to mend."""
        path = dice.choice([*GOOD])
        file = self.content / path
        other = file.with_name(f".{file.name}.swap")
        with contextlib.suppress(OSError):
            match dice.randrange(7):
                case 2 if path.endswith(".svg"):
                    other.write_bytes(ACTIVE)
                    os.replace(other, file)
                case 0 | 1 | 2:
                    other.symlink_to(self.outside / "kunci.txt")
                    os.replace(other, file)
                case 3:
                    # In place, which is an edit like any other unless it is a drawing.
                    with file.open("r+b") as out:
                        out.write(ACTIVE if path.endswith(".svg") else b"Lain")
                case 4:
                    other.write_bytes(b"RAHASIA" * 30_000)
                    os.replace(other, file)
                case 5:
                    os.mkfifo(other)
                    os.replace(other, file)
                case _:
                    file.unlink()
                    file.parent.rmdir()
                    file.parent.symlink_to(self.outside)
        return path


# ------------------------------------------------------------------------ requests


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


def sent(port: int, asked: Asked) -> bytes:
    """Return all that is answered, nothing if the connection is closed without a word."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=WAIT) as raw, contextlib.suppress(ConnectionError):
        raw.sendall(asked.raw)
        raw.settimeout(WAIT if asked.plain else PATIENCE)
        try:
            while piece := raw.recv(65536):
                answer += piece
                if b"text/event-stream" in answer:
                    break
        except TimeoutError:
            if asked.plain:
                return b"(no answer)"
    return answer


def amiss(asked: Asked, answer: bytes) -> str:
    """Return what is wrong with an answer, or nothing."""
    answer = answer.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")
    if not answer:
        return "the connection was closed without a word" if asked.plain else ""
    match = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    if not match:
        return "" if not asked.plain and answer != b"(no answer)" else "this is no answer"
    status, (head, _, body) = int(match[1]), answer.partition(b"\r\n\r\n")
    names = head.lower()
    if SECRET in answer:
        return "a secret is handed out"
    if status >= 500:
        return "the preview failed"
    if b"access-control" in names or (status != 400 and any(name.encode() not in names for name in NEEDED)):
        return "the headers are not those that keep others out"
    if body in EXECUTED and b"content-security-policy: sandbox" not in names:
        return "what browsers execute comes without a sandbox"
    if DRAFT in body and not (asked.local and asked.own and b"Draf dan jadwal" in body):
        return "a draft is shown"
    if not asked.local and status not in (303, 400, 401, 403, 404, 405):
        return "another name is answered"
    if asked.path in ("/_ssg/now", "/_ssg/look") and not asked.own and status == 204:
        return "another site may act"
    return ""


class Serving:
    """A preview in a process of its own."""

    def __init__(self, folder: Path) -> None:
        command = [
            sys.executable,
            "-m",
            "generator",
            "--site",
            str(folder),
            "serve",
            "--port",
            "0",
            "--allow-host",
            FOREIGN,
        ]
        self.process = subprocess.Popen(
            command,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline().rpartition(":")[2].strip("/\n"))

    def asked(self, path: str) -> tuple[int, bytes]:
        """Return status and body of an ordinary answer."""
        head = f"GET {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\nConnection: close\r\n\r\n"
        answer = sent(self.port, Asked(head.encode(), path, local=True, own=True, plain=True))
        return int(answer.split(b" ", 2)[1]), answer.partition(b"\r\n\r\n")[2]

    def until_ready(self) -> None:
        """Wait until the site was read."""
        while not json.loads(self.asked("/_ssg/page?url=/")[1])["ready"]:
            time.sleep(0.05)

    def holds(self) -> tuple[int, int]:
        """Return how many files it has open and how much memory it has, in megabytes; zeros where nothing says so."""
        proc = Path(f"/proc/{self.process.pid}")
        if not proc.exists():
            return 0, 0
        match = re.search(r"VmRSS:\s+(\d+)", (proc / "status").read_text("ascii"))
        return len(os.listdir(proc / "fd")), int(match[1]) // 1000 if match else 0

    def end(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.communicate(timeout=WAIT)


class Run:
    """Requests of some threads, and swaps of one."""

    def __init__(self, site: Site, serving: Serving, seed: int, say: Callable[[str], None]) -> None:
        self.site, self.serving, self.seed, self.say = site, serving, seed, say
        self.statuses: Counter[str] = Counter()
        self.mistakes: list[str] = []
        self.swaps = 0
        self._over = threading.Event()

    def ask(self, numbers: Iterator[int], total: int) -> None:
        """Send requests until there are no more numbers."""
        for number in numbers:
            asked = request(self.seed, number, self.serving.port)
            answer = sent(self.serving.port, asked)
            self.statuses[answer[9:12].decode("latin-1") if answer else "-"] += 1
            wrong = amiss(asked, answer)
            if wrong:
                self.mistakes.append(f"{number}: {wrong}\n    {asked.raw[:300]!r}\n    {answer[:300]!r}")
            if number % 1000 == 999:
                self.say(f"{number + 1} of {total} requests, {self.swaps} swaps, {len(self.mistakes)} mistakes")

    def swap(self) -> None:
        """Swap files until all requests are answered."""
        dice = random.Random(self.seed)
        while not self._over.wait(dice.random() * 0.02):
            path = self.site.swap(dice)
            self.swaps += 1
            # Sometimes for so long that the preview takes it in, mostly for a moment.
            self._over.wait(dice.choice([0.0, 0.002, 0.01, 0.05, 0.3]))
            self.site.mend(path)

    def all(self, count: int, threads: int) -> None:
        """Send all requests."""
        # One iterator for all threads: each number is taken once.
        numbers, lock = iter(range(count)), threading.Lock()

        def taken() -> Iterator[int]:
            while True:
                with lock:
                    number = next(numbers, None)
                if number is None:
                    return
                yield number

        workers = [threading.Thread(target=self.ask, args=(taken(), count)) for _ in range(threads)]
        swapper = threading.Thread(target=self.swap)
        for one in (*workers, swapper):
            one.start()
        for one in workers:
            one.join()
        self._over.set()
        swapper.join()

    def settled(self) -> None:
        """Note whether the preview is as it was: it answers, and serves every file."""
        for path in GOOD:
            self.site.mend(path)
        end = time.monotonic() + WAIT
        wanted = {"/" + path.replace(" ", "%20"): data for path, data in GOOD.items()}
        while any(self.serving.asked(path) != (200, data) for path, data in wanted.items()):
            if time.monotonic() > end:
                self.mistakes.append("the files of the site are not served any more")
                break
            time.sleep(0.05)
        if self.serving.asked("/")[0] != 200:
            self.mistakes.append("the home page is not served any more")


def fuzz(
    work: Path, count: int, *, seed: int = 1, threads: int = 4, say: Callable[[str], None] = lambda _: None
) -> Run:
    """Serve a site in a folder, send requests, and return what was seen."""
    site = Site(work)
    serving = Serving(site.folder)
    try:
        serving.until_ready()
        run = Run(site, serving, seed, say)
        before = serving.holds()
        run.all(count, threads)
        run.settled()
        after = serving.holds()
        say(f"open files {before[0]} → {after[0]}, memory {before[1]} → {after[1]} MB")
        if after[0] > before[0] + 20:
            run.mistakes.append(f"files stay open: {before[0]} before, {after[0]} after")
        if after[1] > 2 * before[1] + 100:
            run.mistakes.append(f"memory grows: {before[1]} MB before, {after[1]} MB after")
    finally:
        serving.end()
    return run


def main() -> None:
    """Print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--only", type=int, metavar="N", help="print one request and the answer to it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="warta-fuzz-") as work:
        if given.only is not None:
            serving = Serving(Site(Path(work)).folder)
            serving.until_ready()
            asked = request(given.seed, given.only, serving.port)
            print(asked, sent(serving.port, asked)[:5000], sep="\n\n")
            serving.end()
            return
        begun = time.perf_counter()
        run = fuzz(
            Path(work), given.count, seed=given.seed, threads=given.threads, say=lambda text: print(text, flush=True)
        )
    took = time.perf_counter() - begun
    print(
        f"{given.count} requests and {run.swaps} swaps in {took:.0f} s; answers: {dict(sorted(run.statuses.items()))}"
    )
    for one in itertools.islice(run.mistakes, 20):
        print(one)
    sys.exit(f"{len(run.mistakes)} mistakes (seed {given.seed})" if run.mistakes else 0)


if __name__ == "__main__":
    main()
