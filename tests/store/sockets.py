"""Servers of HTTP on this machine, at a socket or a port, for as long as a test needs them."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import BaseServer, ThreadingMixIn, UnixStreamServer


class Quiet:
    """What a handler is before all that says nothing of its answers."""

    def address_string(self) -> str:
        return "local"

    def log_message(self, *_: object) -> None:
        pass


class AtSocket(ThreadingMixIn, UnixStreamServer):
    """A server at a path."""

    daemon_threads = True

    def __init__(self, path: Path, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(str(path), handler)


@contextlib.contextmanager
def serving(*servers: BaseServer) -> Iterator[None]:
    """Let servers answer until this ends."""
    threads = [threading.Thread(target=one.serve_forever, args=(0.01,)) for one in servers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for one, thread in zip(servers, threads, strict=True):
            one.shutdown()
            thread.join()
            one.server_close()
