"""Thirty people type at one desk: how long until each sees his page, how quick the lists are, how much memory it takes.

    python -m tools.bench_desk SITE --people 30 --seconds 600

SITE is copied nowhere: the drafts that are begun in it are deleted at the end. Each person types a word a second into a
draft of his own, as the browser saves it, and listens to its page as the preview's bar does.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import random
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

HEADERS = {"sec-fetch-site": "same-origin", "content-type": "application/json"}
_PATIENCE = 120.0


class Browser:
    """One person's browser."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, method: str, path: str, sent: Any = None) -> tuple[int, bytes, float]:
        """Return status, body and seconds of an answer."""
        begun = time.perf_counter()
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)) as connection:
            connection.request(method, path, None if sent is None else json.dumps(sent).encode(), HEADERS)
            answer = connection.getresponse()
            return answer.status, answer.read(), time.perf_counter() - begun

    def api(self, method: str, name: str, **given: Any) -> tuple[Any, float]:
        """Return the answer of the desk and its seconds."""
        query = f"?{urlencode(given)}" if method == "GET" and given else ""
        status, body, took = self.ask(method, f"/_ssg/desk/api/{name}{query}", None if method == "GET" else given)
        if status != 200:
            raise RuntimeError(f"{name}: {status} {body[:300]!r}")
        return json.loads(body), took


class Typist(threading.Thread):
    """Types into a draft of his own until it is over."""

    def __init__(self, number: int, port: int, kanal: str, end: float) -> None:
        super().__init__(daemon=True)
        self.browser, self.end, self.random = Browser(port), end, random.Random(number)
        self.opened, _ = self.browser.api("POST", "new", title=f"Uji ketik nomor {number}", category=kanal)
        self.saves: list[float] = []
        self.shown: list[float] = []
        self.missed = 0
        self._changed = threading.Event()

    def run(self) -> None:
        """Save a word a second; note when the page has changed."""
        threading.Thread(target=self._listen, daemon=True).start()
        body = self.opened["body"]
        time.sleep(self.random.random() * 2)
        while time.monotonic() < self.end:
            body = f"{body} kata{self.random.randrange(10**6)}" + ("\n\n" if self.random.random() < 0.1 else "")
            self._changed.clear()
            begun = time.perf_counter()
            saved, took = self.browser.api(
                "POST", "save", path=self.opened["path"], version=self.opened["version"], body=body
            )
            self.opened["version"] = saved["version"]
            self.saves.append(took)
            if self._changed.wait(10):
                self.shown.append(time.perf_counter() - begun)
            else:
                self.missed += 1
            time.sleep(max(0.0, self.random.gauss(1.0, 0.2)))

    def _listen(self) -> None:
        url = self.opened["url"]
        page = self.browser.ask("GET", quote(url))[1]
        seen = page.partition(b'data-halaman="')[2].partition(b'"')[0].decode()
        connection = http.client.HTTPConnection("127.0.0.1", self.browser.port, timeout=_PATIENCE)
        connection.request("GET", f"/_ssg/events?{urlencode({'url': url, 'seen': seen})}", headers=HEADERS)
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
            for line in connection.getresponse():
                if line.startswith(b"data:") and json.loads(line[5:]).get("kind") == "pages":
                    self._changed.set()


def _memory(pid: int) -> int:
    """Return the resident megabytes of a process."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024


def _told(name: str, seconds: list[float]) -> str:
    if not seconds:
        return f"{name}: none"
    cuts = statistics.quantiles(seconds, n=100) if len(seconds) > 1 else seconds * 99
    median, late, latest = (1000 * cuts[number] for number in (49, 94, 98))
    return f"{name}: {len(seconds)}, median {median:.0f} ms, 95 % {late:.0f}, 99 % {latest:.0f}"


def main() -> None:
    """Start the desk, type, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site")
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--seconds", type=int, default=600)
    given = parser.parse_args()
    command = [sys.executable, "-m", "generator", "--site", given.site, "serve", "--desk", "--port", "auto"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        port = int(server.stdout.readline().rpartition(":")[2].strip("/\n"))
        try:
            _measure(port, server.pid, given.people, given.seconds)
        finally:
            server.terminate()


def _measure(port: int, pid: int, people: int, seconds: int) -> None:
    editor = Browser(port)
    begun = time.monotonic()
    while not json.loads(editor.ask("GET", "/_ssg/page")[1])["ready"]:
        time.sleep(0.5)
    print(f"read in {time.monotonic() - begun:.0f} s", flush=True)
    start, _ = editor.api("GET", "start")
    kanal = start["site"]["kanal"][0]["slug"]
    end = time.monotonic() + seconds
    typists = [Typist(number, port, kanal, end) for number in range(people)]
    time.sleep(2)
    lists: list[float] = []
    searches: list[float] = []
    try:
        for typist in typists:
            typist.start()
        minute = 0.0
        while time.monotonic() < end:
            for state in ("drafts", "review", "scheduled", "today", "published", "withdrawn", "problems"):
                lists.append(editor.api("GET", "list", state=state)[1])
                lists.append(editor.api("GET", "list", state=state, kanal=kanal)[1])
            searches += [editor.api("GET", "list", state="published", q=word)[1] for word in ("warga", "ban")]
            searches.append(editor.api("GET", "suggest", what="tag", q="ba")[1])
            if time.monotonic() > minute:
                print(f"{seconds - (end - time.monotonic()):5.0f} s: {_memory(pid)} MB", flush=True)
                minute = time.monotonic() + 60
            time.sleep(1)
        for typist in typists:
            typist.join(30)
    finally:
        for typist in typists:
            with contextlib.suppress(RuntimeError):
                editor.api("POST", "step", path=typist.opened["path"], version=typist.opened["version"], step="delete")
    print(_told("saves", [took for typist in typists for took in typist.saves]))
    print(_told("save to page", [took for typist in typists for took in typist.shown]))
    print(_told("lists", lists))
    print(_told("searches", searches))
    print(f"pages that did not come within ten seconds: {sum(typist.missed for typist in typists)}")


if __name__ == "__main__":
    main()
