"""A host as docs/deploy.md describes it: compressed, with types and the address of each file; over the loopback."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".json": "application/json", ".webmanifest": "application/manifest+json", ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8", ".svg": "image/svg+xml", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".png": "image/png", ".webp": "image/webp", ".avif": "image/avif", ".gif": "image/gif",
    ".bin": "application/octet-stream",
}  # fmt: skip
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src https://www.youtube-nocookie.com https://player.vimeo.com; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'"
)
"""What docs/theme.md promises that pages live with."""


@lru_cache(maxsize=512)
def _packed(file: Path, changed: int) -> bytes:
    del changed  # a file that is written anew is another
    return gzip.compress(file.read_bytes(), 6, mtime=0)


@contextmanager
def serving(output: Path, below: str = "") -> Iterator[str]:
    """Serve a built portal, below a path of its host if it has one; gives the address without a slash at the end."""

    class Host(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            """Answer with a file."""
            self._answer(body=True)

        def do_HEAD(self) -> None:
            """Answer with the headers of a file."""
            self._answer(body=False)

        def _answer(self, *, body: bool) -> None:
            path = unquote(urlsplit(self.path).path).removeprefix(below)
            file = output / (path + "index.html" if path.endswith("/") else path).lstrip("/")
            found = file.is_file() and file.resolve().is_relative_to(output.resolve())
            file = file if found else output / "404.html"
            kind = TYPES.get(file.suffix, "application/octet-stream")
            # Pictures are packed already, and so are the files of the search.
            packed = not (kind.startswith("image/") or file.suffix == ".bin") or file.suffix == ".svg"
            packed = packed and "gzip" in self.headers.get("Accept-Encoding", "")
            data = _packed(file, file.stat().st_mtime_ns) if packed else file.read_bytes()
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Vary", "Accept-Encoding")
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Cache-Control", "max-age=60" if file.suffix == ".html" else "max-age=3600")
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            if body:
                # A browser may find that another size of a picture will do.
                with suppress(ConnectionError):
                    self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{below}"
    finally:
        server.shutdown()
        server.server_close()
