"""Deploys that do not end: the client or the server is killed, lines tear, and a reader looks on all the time.

    python -m tests.fuzz.deploys --kind sftp --count 200 --seed 1

A small newsroom is edited, built and deployed to a real server of this machine; at a random moment the client is killed,
or the server, which comes back, or all connections are torn. Now and then a deploy may end, and then the target has to be
what was built, byte for byte. Meanwhile a reader opens the lists over and over: none may ever lead to an article that is
not there, but for the moment in which a server that cannot rename over a file replaces it. Nothing may be said by a
traceback.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.deploying_support import PASSWORD, as_s3, bucket, built, line, newsroom, process, rclone, serving
from tests.servers import free_port
from tests.support import Portal, article, ssg_begun, tree

_ALL = ("client killed", "server killed", "lines torn", "nothing")
ENDS = {
    "local": ("client killed", "nothing"), "sftp": _ALL, "ftp": _ALL, "webdav": _ALL,
    # Its server keeps all in memory, and would come back empty.
    "s3": ("client killed", "lines torn", "nothing"),
}  # fmt: skip
"""What may become of a deploy to each kind of target."""
LISTS = ("index.html", "daerah/index.html", "tag/banjir/index.html", "terkini/index.html", "indeks/index.html")
_LINK = re.compile(r'href="/(daerah/\d{4}/\d{2}/[^"#]+/)"')
_REPLACING = 2.0
"""Seconds in which a server has replaced a file; where much else is done it may take some of them."""
_WITHIN = 1.5
"""Seconds within which a deploy is disturbed; one that is not takes about as long."""
_PAUSES = {"s3": 0.1}
"""Seconds between two looks of the reader; at a server of ours in Python, these would take longer than the deploy."""


class Proxy:
    """Passes connections on to a server, until it is told to tear them."""

    def __init__(self, port: int) -> None:
        self._server = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._open: set[socket.socket] = set()
        self.carried, self.requests = 0, 0
        """Bytes that have passed either way, and requests of HTTP among them."""
        self.drips = False
        """Whether a byte passes now and then, and no more."""
        self.instead: Callable[[bytes], bytes] = lambda _: b""
        """What is answered to some data in the place of the server, which does not get them; empty for nothing."""
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                self._threads.append(threading.Thread(target=self._carry, args=(here,)))
                self._threads[-1].start()

    def _carry(self, here: socket.socket) -> None:
        with here, contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._server)) as there:
            self._open |= {here, there}
            back = threading.Thread(target=self._pass, args=(there, here))
            back.start()
            self._pass(here, there)
            back.join()
            self._open -= {here, there}

    def _pass(self, a: socket.socket, b: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := a.recv(1 if self.drips else 65536):
                if answer := self.instead(data):
                    a.sendall(answer)
                    continue
                b.sendall(data)
                self.carried += len(data)
                self.requests += data.count(b" HTTP/1.1\r\n")
                if self.drips:
                    time.sleep(0.02)
        _end(a)
        _end(b)

    def tear(self) -> None:
        """End all connections in the midst of what they carry."""
        for one in list(self._open):
            _end(one)

    def close(self) -> None:
        """Take no more connections, and end those that there are."""
        _end(self._listening)
        self._listening.close()
        self._threads[0].join()
        self.tear()
        for thread in self._threads[1:]:
            thread.join()


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)


class Target:
    """A folder, served by a protocol or reached as it is, whose server can be killed and come back."""

    def __init__(self, kind: str, folder: Path, holding: Path | None = None) -> None:
        """Begin.

        Args:
            kind: of the target, one of `ENDS`.
            folder: for the server.
            holding: a folder whose files the target has from the beginning.

        """
        self.kind, self.served = kind, folder / "server"
        self.public = self.served / "publik"
        self.served.mkdir()
        if holding is not None and kind != "s3":
            # Not by links: some servers write into files that are there.
            subprocess.run(["cp", "-a", str(holding), str(self.public)], check=True)
        self._stack = contextlib.ExitStack()
        self.proxy: Proxy | None = None
        if kind == "local":
            self.line = f"{{to: local, path: {self.public}}}"
            return
        if kind == "s3":
            self._url = self._stack.enter_context(bucket(holding=holding))
            self.proxy = Proxy(int(self._url.rpartition(":")[2]))
            beside = ", state: kerja/utama" if holding else ""
            self.line = f"{{to: s3, path: kabar{beside}, url: 'http://127.0.0.1:{self.proxy.port}'}}"
            return
        self._port = free_port()
        self.start()
        self.proxy = Proxy(self._port)
        self.line = line(kind, self.proxy.port, folder / "known_hosts")

    def start(self) -> None:
        """Start the server, with the key that it had before."""
        self._process = self._stack.enter_context(
            process(*serving(self.kind, self.served, self._port), port=self._port)
        )

    def read(self, path: str) -> bytes | None:
        """Return what a reader gets at a path, if something is there."""
        if self.kind != "s3":
            with contextlib.suppress(OSError):
                return (self.public / path).read_bytes()
            return None
        try:
            # It shows nothing to whoever has no name; which one does not matter.
            asked = urllib.request.Request(f"{self._url}/kabar/{path}", headers={"Authorization": "AWS a:b"})
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError:
            return None

    def tree(self) -> dict[str, bytes]:
        """Return all that readers can get."""
        if self.kind == "s3":
            shutil.rmtree(self.public, ignore_errors=True)
            subprocess.run([rclone(), "copy", f"{as_s3(self._url)}:kabar", str(self.public)], check=True)
        # What a killed rclone had not sent to its end stays under another name.
        found = tree(self.public).items()
        return {path: data for path, data in found if not path.startswith(".warta-deploy/") and ".partial" not in path}

    def kill(self) -> None:
        """Kill the server."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End it."""
        if self.proxy is not None:
            self.proxy.close()
        self._stack.close()


class Reader(threading.Thread):
    """Opens the lists over and over, and looks whether what they lead to is there."""

    def __init__(self, target: Target) -> None:
        super().__init__(daemon=True)
        self._target = target
        self.looks, self.replaced, self.dead = 0, 0, set[tuple[str, str]]()
        self._there = set[str]()
        """Links behind which there was an article once."""
        self._done = threading.Event()

    def run(self) -> None:
        """Look until `stop`."""
        inside = False
        while not self._done.wait(_PAUSES.get(self._target.kind, 0.01)):
            # At a first deploy the home page is last: before that, nobody knows the way in.
            inside = inside or self._target.read("index.html") is not None
            for page in LISTS if inside else ():
                self.looks += 1
                # A page may have gone since its list was read, and the list been another one already.
                gone = self._missing(page)
                for link in gone and self._missing(page):
                    if link in gone:
                        self._judge(page, link)

    def _missing(self, page: str) -> list[str]:
        text = (self._target.read(page) or b"").decode("utf-8", "replace")
        links = {link: self._target.read(f"{link}index.html") is not None for link in _LINK.findall(text)}
        self._there.update(link for link, there in links.items() if there)
        return [link for link, there in links.items() if not there]

    def _judge(self, page: str, link: str) -> None:
        """Note an article that is not there, or that comes back at once, as what is replaced does."""
        deadline = time.monotonic() + _REPLACING
        while link in self._there and time.monotonic() < deadline:
            if self._target.read(f"{link}index.html") is not None:
                self.replaced += 1
                return
        self.dead.add((page, link))

    def stop(self) -> None:
        """Look no longer."""
        self._done.set()
        self.join()


def edit(portal: Portal, dice: random.Random, turn: int) -> None:
    """Change something that lists show, and build."""
    folder = portal.folder / "content/daerah/2024/10"
    there = sorted(path.name for path in folder.glob("*.md"))
    for _ in range(dice.randint(1, 3)):
        what = dice.choice(("add", "add", "retitle", "remove"))
        name = dice.choice(there)
        path = f"content/daerah/2024/10/{name}"
        day = f"2024-10-{dice.randint(1, 28):02} {dice.randint(0, 23):02}:00 WIB"
        if what == "add" or len(there) < 4:
            name = f"baru-{turn}-{dice.randrange(10**6)}.md"
            portal.add(f"content/daerah/2024/10/{name}", article(f"Baru {name}", tags="[Banjir]", timestamp=day))
        elif what == "remove" and (portal.folder / path).exists():
            portal.remove(path)
        elif (portal.folder / path).exists():
            portal.add(path, article(f"Lain {turn}", tags="[Banjir, Pasar]", timestamp=day))
    portal.build()


def disturbed(portal: Portal, target: Target, how: str, dice: random.Random) -> tuple[int, str]:
    """Deploy, disturb that, and return its exit code and what it said of mistakes."""
    begun = ssg_begun(portal, "deploy", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if how != "nothing":
        time.sleep(dice.random() * _WITHIN)
    if how == "client killed":
        begun.send_signal(signal.SIGKILL)
    elif how == "server killed":
        target.kill()
        time.sleep(dice.random())
        target.start()
    elif how == "lines torn":
        assert target.proxy is not None
        for _ in range(dice.randint(1, 5)):
            target.proxy.tear()
            time.sleep(dice.random() / 10)
    _, said = begun.communicate(timeout=300)
    return begun.returncode, said


def series(kind: str, folder: Path, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Deploy some times; return how often what happened, and what was wrong."""
    dice, counts, wrong = random.Random(f"{kind} {seed}"), Counter[str](), list[str]()
    target = Target(kind, folder)
    portal = newsroom(folder / "meja", target.line)
    target.public.mkdir(exist_ok=True)
    reader = Reader(target)
    reader.start()
    try:
        for turn in range(count):
            edit(portal, dice, turn)
            how = dice.choice(ENDS[kind])
            code, said = disturbed(portal, target, how, dice)
            counts[f"{how}: {'done' if code == 0 else 'refused' if code == 2 else 'cut off'}"] += 1
            if "Traceback" in said or code not in (0, 2, -signal.SIGKILL) or (how == "nothing" and code):
                wrong.append(f"turn {turn}, {how}: exit {code}\n{said}")
            if how != "nothing" and dice.random() < 0.5:
                # What was not done is done with the next edit as well as without one.
                code, said = disturbed(portal, target, "nothing", dice)
                counts["resumed"] += 1
            if code == 0 and target.tree() != built(portal):
                wrong.append(f"turn {turn}, {how}: the target is another than what was built")
            elif code not in (0, 2, -signal.SIGKILL):
                wrong.append(f"turn {turn}, resumed: exit {code}\n{said}")
        code, said = disturbed(portal, target, "nothing", dice)
        if code or target.tree() != built(portal):
            wrong.append(f"at the end: exit {code}\n{said}")
    finally:
        reader.stop()
        target.close()
    counts["looks of the reader"] = reader.looks
    if reader.replaced:
        counts["replaced meanwhile"] = reader.replaced
    wrong += [f"{page} led to {link}, which was not there" for page, link in sorted(reader.dead)]
    return counts, wrong


def main() -> int:
    """Print what happened; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=list(ENDS), nargs="*", default=list(ENDS))
    parser.add_argument("--count", type=int, default=50, help="deploys of each kind")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.environ |= {"SSG_DEPLOY_PASSWORD": PASSWORD, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    failed = False
    for kind in given.kind:
        folder = Path(tempfile.mkdtemp(prefix="warta-deploys-"))
        try:
            counts, wrong = series(kind, folder, given.count, given.seed)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        print(f"{kind}: {', '.join(f'{name} {number}' for name, number in sorted(counts.items()))}; {len(wrong)} wrong")
        print("\n".join(wrong[:20]), flush=True)
        if wrong:
            print(
                f"again: python -m tests.fuzz.deploys --kind {kind} --count {given.count} --seed {given.seed}",
                flush=True,
            )
        failed = failed or bool(wrong)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
