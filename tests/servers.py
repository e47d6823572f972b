"""Web servers on this machine, most of them with the configurations that `ssg host` makes."""

from __future__ import annotations

import hashlib
import html
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import pytest

PACKAGES = {"nginx": "nginx-light", "apache2": "apache2", "caddy": "caddy"}


def needs(program: str) -> None:
    """Skip a test if a program is not installed."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed (Debian: apt-get install {PACKAGES[program]})")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def answering(handler: Callable[..., BaseRequestHandler]) -> Iterator[str]:
    """A host in this process; its address, without a slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as host:
        # How often it looks whether it is to end: by itself it does twice a second, for which each test would wait.
        thread = threading.Thread(target=host.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{host.server_port}"
        finally:
            host.shutdown()
            thread.join()


class Server:
    """A server that runs until `stop`."""

    def __init__(
        self, command: list[str], port: int, log: Path, environment: dict[str, str], *, tls: bool = False
    ) -> None:
        self.port, self._tls = port, tls
        with log.open("ab") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, **environment})
        deadline = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, f"{command[0]} does not answer"
            time.sleep(0.02)

    def _answers(self) -> bool:
        with socket.socket() as found:
            return found.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)

    def connection(self) -> http.client.HTTPConnection:
        if not self._tls:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        # Its certificate is its own.
        unproven = ssl._create_unverified_context()
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60, context=unproven)

    def get(self, url: str, **headers: str) -> tuple[int, dict[str, str], str]:
        """Return status, headers (by lower-case name) and text of an answer."""
        connection = self.connection()
        try:
            address = quote(url, safe="/?&=%:,+~!@\\")
            connection.request("GET", address, headers={k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            body = answer.read().decode("utf-8", "replace")
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body
        finally:
            connection.close()

    def leads(self, url: str) -> str:
        """Return where an address is redirected to for good, without this server's own name."""
        status, headers, _ = self.get(url)
        assert status == 301, (url, status)
        return headers["location"].removeprefix(f"http://127.0.0.1:{self.port}")


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """Return a configuration for this machine; what is replaced has to be there."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def nginx(folder: Path, *sites: str) -> Server:
    """Start nginx, with files for itself in a folder, for sites that listen at port 80; with TLS, at 443."""
    ports, tls = {"listen 80;": free_port(), "listen 443 ssl;": free_port()}, "listen 443 ssl;" in sites[0]
    for number, site in enumerate(sites):
        text = re.sub(r".*\[::\].*\n", "", site)
        for line, port in ports.items():
            text = text.replace(line, line.replace(line.split(" ")[1].rstrip(";"), f"127.0.0.1:{port}"))
        (folder / f"site{number}.conf").write_text(text)
    port = ports["listen 443 ssl;" if tls else "listen 80;"]
    temporary = "".join(
        f"{one}_temp_path {folder}/{one};\n" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        # pytest's folders are for their owner alone.
        ("user root;\n" if os.geteuid() == 0 else "")
        + f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{ }}\n"
        f"http {{\n{temporary}access_log off;\nmap_hash_bucket_size 256;\ninclude {mime_types()};\ninclude {folder}/site*.conf;\n}}\n"
    )
    log = folder / "error.log"
    return Server(
        ["nginx", "-p", str(folder), "-e", str(log), "-c", str(folder / "nginx.conf")], port, log, {}, tls=tls
    )


def certificate(folder: Path) -> None:
    """Write a certificate and its key into a folder, by the names that certbot gives them."""
    new = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=uji.example"]
    names = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run([*new, *names], check=True, capture_output=True)


def server_block(host: str, root: Path, told: Path) -> str:
    """Return a webmaster's own block for a portal, which includes what `ssg host nginx` has written into a folder."""
    return (
        f"include {told}/maps.conf;\n"
        f"server {{\nlisten 80;\nserver_name {host};\nroot {root};\ninclude {told}/server.conf;\n}}\n"
    )


def _readable(folder: Path) -> None:
    """Let the workers of a server that gives up its rights look into a folder; pytest's are for their owner alone."""
    for one in (folder, *folder.parents):
        if one.stat().st_uid == os.geteuid() and not one.stat().st_mode & 0o005:
            one.chmod(one.stat().st_mode | 0o055)


def mime_types() -> Path:
    """Return the table of nginx by which it knows what files are."""
    places = [Path(place) / "mime.types" for place in ("/etc/nginx", "/usr/local/etc/nginx", "/opt/homebrew/etc/nginx")]
    return next(place for place in places if place.exists())


_MODULES = (
    "mpm_event", "authz_core", "mime", "dir", "alias", "headers", "rewrite", "deflate", "filter", "autoindex",
    "negotiation",
)  # fmt: skip


def apache(folder: Path, root: Path) -> Server:
    """Start Apache as a cheap host has it: the folder decides for itself, by its .htaccess."""
    port = free_port()
    modules = "/usr/lib/apache2/modules"
    loads = "".join(f"LoadModule {one}_module {modules}/mod_{one}.so\n" for one in _MODULES)
    # Apache refuses to work as root; its workers may not look into folders of root alone.
    own = "" if os.geteuid() else "User www-data\nGroup www-data\n"
    (folder / "apache.conf").write_text(
        f"{loads}{own}ServerRoot {folder}\nServerName 127.0.0.1\nListen 127.0.0.1:{port}\nPidFile {folder}/pid\n"
        f"ErrorLog {folder}/apache.log\nTypesConfig /etc/mime.types\nDocumentRoot {root}\n"
        f"<Directory {root}>\nAllowOverride All\nRequire all granted\nOptions FollowSymLinks Indexes\n</Directory>\n"
    )
    _readable(root)
    command = ["apache2", "-f", str(folder / "apache.conf"), "-DFOREGROUND"]
    return Server(command, port, folder / "apache.log", {"APACHE_RUN_DIR": str(folder)})


def caddy(folder: Path, site: str, name: str, root: Path, written: str) -> Server:
    """Start Caddy with the configuration of a portal, the name of its host, its folder, and that which stands there."""
    port = free_port()
    text = replaced(site, (f"{name} {{\n", f":{port} {{\n"), (f"root * {written}\n", f"root * {root}\n"))
    (folder / "Caddyfile").write_text(f"{{\n    admin off\n    auto_https off\n}}\n{text}")
    places = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    command = ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    return Server(command, port, folder / "caddy.log", places)


class Bucket:
    """A bucket of S3 in this process, which notes all that changes, so that a test sees what readers get at each moment."""

    def __init__(self) -> None:
        self.url = ""
        self.files: dict[str, bytes] = {}
        self.history: list[tuple[str, bytes | None]] = []
        """What was written, in order; None where a file was deleted."""
        self.refuse: Callable[[str, str], tuple[int, str] | None] = lambda _method, _path: None
        """Asked of each request by its method and path: a status and its words, if it is not to be carried out."""
        self._lock = threading.Lock()

    def public(self) -> dict[str, bytes]:
        """Return what readers get."""
        with self._lock:
            return {path: data for path, data in self.files.items() if not path.startswith(".warta-deploy/")}

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes, *, new: bool) -> tuple[int, bytes]:
        """Carry out a request; return its status and what it says."""
        if method == "POST" and "delete" in query:
            for name in re.findall(r"<Key>(.*?)</Key>", body.decode()):
                self.answer("DELETE", html.unescape(name), {}, b"", new=False)
            return 200, b"<DeleteResult/>"
        with self._lock:
            if method == "PUT":
                if new and path in self.files:
                    return 412, b"<Error><Code>PreconditionFailed</Code></Error>"
                self.files[path] = body
                self.history.append((path, body))
                return 200, b""
            if method == "DELETE":
                if self.files.pop(path, None) is not None:
                    self.history.append((path, None))
                return 204, b""
            if path:
                return (
                    (200, self.files[path]) if path in self.files else (404, b"<Error><Code>NoSuchKey</Code></Error>")
                )
            return 200, self._listed(query.get("prefix", ""), query.get("delimiter", "")).encode()

    def _listed(self, prefix: str, sign: str) -> str:
        found, folders = [], set[str]()
        for path in sorted(path for path in self.files if path.startswith(prefix)):
            folder, ends, _ = path[len(prefix) :].partition(sign) if sign else ("", "", "")
            if ends:
                folders.add(f"{prefix}{folder}{sign}")
                continue
            digest = hashlib.md5(self.files[path]).hexdigest()
            found.append(
                f"<Contents><Key>{html.escape(path)}</Key><Size>{len(self.files[path])}</Size><ETag>&quot;{digest}&quot;</ETag>"
                "<LastModified>2024-10-09T10:00:00Z</LastModified></Contents>"
            )
        found += [f"<CommonPrefixes><Prefix>{html.escape(one)}</Prefix></CommonPrefixes>" for one in sorted(folders)]
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{''.join(found)}</ListBucketResult>"


@contextmanager
def s3() -> Iterator[Bucket]:
    """Run S3 with a bucket whose name does not matter."""
    found = Bucket()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def handle(self) -> None:
            # Clients are killed by tests.
            with suppress(ConnectionError):
                super().handle()

        def do(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = urlsplit(self.path)
            path = unquote(asked.path).lstrip("/").partition("/")[2]
            new = self.headers["If-None-Match"] == "*"
            refused = found.refuse(self.command, path)
            if refused:
                status, data = refused[0], f"<Error><Code>{refused[1]}</Code><Message/></Error>".encode()
            else:
                query = dict(parse_qsl(asked.query, keep_blank_values=True))
                status, data = found.answer(self.command, path, query, body, new=new)
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Last-Modified", "Wed, 09 Oct 2024 10:00:00 GMT")
            self.send_header("ETag", f'"{hashlib.md5(data or body).hexdigest()}"')
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        do_GET = do_HEAD = do_PUT = do_DELETE = do_POST = do  # noqa: N815 - the names that the library calls

        def log_message(self, *_: object) -> None:
            pass

    with answering(Handler) as found.url:
        yield found
