"""A preview in a process of its own, what it answers, and what is wrong with an answer."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.fuzz.serve.requests import FOREIGN, Asked
from tests.fuzz.serve.site import DRAFT, EXECUTED, SECRET

ROOT = Path(__file__).resolve().parents[3]
WAIT = 20.0
"""Seconds after which an answer that does not come is a mistake."""
PATIENCE = 0.3
"""Seconds that a request in no known form is given to be answered."""
DASHBOARD = (b"Draf &amp; jadwal", b"Drafts and schedule")
"""Headings of the one page that shows drafts, to whoever sits at this machine."""
NEEDED = ("x-content-type-options", "cross-origin-resource-policy", "x-frame-options", "referrer-policy")
"""Headers that every answer of the application has."""


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
    if DRAFT in body and not (asked.local and asked.own and any(title in body for title in DASHBOARD)):
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
