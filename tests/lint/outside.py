"""Hosts of the internet that are this machine, in a network of its own, and `ssg check --external` among them.

    unshare --net --map-root-user python -m tests.lint.outside SITE

prints what the check says, how it ended and what each host was asked.
"""

from __future__ import annotations

import fcntl
import json
import signal
import socket
import struct
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.support import NOW, ROOT

HOSTS = 8
"""9.9.9.1 and so on; the last one never answers."""
_LEADS = {
    "/moved": "/good",
    "/moved-gone": "/404",
    "/round": "/round",
    "/inside": "http://127.0.0.1/",
    "/file": "file:///etc/passwd",
}


class Host(BaseHTTPRequestHandler):
    """A host that answers with the status that the address names."""

    asked: dict[str, list[str]] = {}  # noqa: RUF012 - one for all
    interrupted: subprocess.Popen[str] | None = None

    def do_HEAD(self) -> None:
        host = self.headers["Host"]
        self.asked.setdefault(host, []).append(f"{self.command} {self.path}")
        if self.path.startswith("/many") and self.interrupted is not None:
            Host.interrupted, told = None, self.interrupted
            told.send_signal(signal.SIGINT)
        number = self.path.rpartition("/")[2].partition("-")
        status = int(
            number[2] if number[0] == "head" and self.command == "GET" else number[0] if number[0].isdigit() else 200
        )
        status = 405 if number[0] == "head" and self.command == "HEAD" else 301 if self.path in _LEADS else status
        body = b"User-agent: *\nDisallow: /shut\n" if self.path == "/robots.txt" else b"x"
        self.send_response(status)
        if self.path in _LEADS:
            self.send_header("Location", _LEADS[self.path])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_GET = do_HEAD  # noqa: N815 - the name that the library calls

    def log_message(self, *_: object) -> None:
        pass


def connected() -> None:
    """Give the network of this process the addresses of its hosts."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, 0x8914, struct.pack("16sh", b"lo", 0x41))
        for number in range(1, HOSTS + 1):
            address = struct.pack(
                "16sH2s4s8s", b"lo:%d" % number, socket.AF_INET, b"", socket.inet_aton(f"9.9.9.{number}"), b""
            )
            fcntl.ioctl(control, 0x8916, address)


def main() -> None:
    """Run the check; with a second word it is interrupted at the first address that begins with /many."""
    connected()
    for address in ("127.0.0.1", *(f"9.9.9.{number}" for number in range(1, HOSTS))):
        threading.Thread(target=ThreadingHTTPServer((address, 80), Host).serve_forever, daemon=True).start()
    words = [
        sys.executable,
        "-m",
        "generator",
        "--site",
        sys.argv[1],
        "check",
        "--external",
        "--format",
        "json",
        "--now",
        str(NOW),
    ]
    begun = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    Host.interrupted = begun if len(sys.argv) > 2 else None
    out, err = begun.communicate()
    print(json.dumps({"code": begun.returncode, "out": out, "err": err, "asked": Host.asked}))


if __name__ == "__main__":
    main()
