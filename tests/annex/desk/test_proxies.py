"""The desk behind real servers that say who asks, as docs/desk.md sets them up."""

from __future__ import annotations

import base64
import http.client
import json
import subprocess
from pathlib import Path

import pytest

from tests.annex.desk_support import PUBLIC, desk
from tests.servers import Server, free_port, mime_types, needs
from tests.support import ROOT
from tests.test_guides import blocks

pytestmark = pytest.mark.slow

PASSWORD = "rahasia meja"
NAME = "meja.contoh.id"

PEOPLE = "desk: {person: {header: Remote-User, from: 127.0.0.1}, people: [{name: sari, role: editor}]}\n"
GUIDE = ROOT / "docs/desk.md"


def guide(language: str, desk: int, texts: list[tuple[str, str]]) -> str:
    """Return the guide's block in a language, with the port of the desk and some other texts replaced."""
    (block,) = blocks(GUIDE, language)
    for old, new in (("127.0.0.1:8000", f"127.0.0.1:{desk}"), *texts):
        assert old in block
        block = block.replace(old, new)
    return block


def caddy(folder: Path, desk: int) -> Server:
    """Start Caddy with basic authentication before a desk."""
    needs("caddy")
    hashed = subprocess.run(
        ["caddy", "hash-password", "--plaintext", PASSWORD], capture_output=True, text=True, check=True
    ).stdout.strip()
    port = free_port()
    texts = [("meja.kabarmuara.example", f":{port}"), ("sari $2a$14$…", f"sari {hashed}"), ("\t\tbagus $2a$14$…\n", "")]
    version = subprocess.run(["caddy", "version"], capture_output=True, text=True, check=True).stdout.lstrip("v")
    if tuple(map(int, version.split(".")[:2])) < (2, 8):
        texts.append(("basic_auth", "basicauth"))
    text = guide("caddyfile", desk, texts)
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{text}")
    places = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    command = ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    return Server(command, port, folder / "caddy.log", places)


def nginx(folder: Path, desk: int) -> Server:
    """Start nginx with basic authentication before a desk."""
    needs("nginx")
    port = free_port()
    hashed = subprocess.run(["openssl", "passwd", "-apr1", PASSWORD], capture_output=True, text=True, check=True)
    (folder / "orang").write_text(f"sari:{hashed.stdout.strip()}\n")
    temporary = "".join(
        f"{one}_temp_path {folder}/{one};\n" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"user root;\ndaemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{ }}\n"
        f"http {{\n{temporary}access_log off;\ninclude {mime_types()};\n"
        f"server {{\nlisten 127.0.0.1:{port};\n{guide('nginx', desk, [('/etc/nginx/meja', f'{folder}/orang')])}}}}}\n"
    )
    log = folder / "error.log"
    return Server(["nginx", "-p", str(folder), "-e", str(log), "-c", str(folder / "nginx.conf")], port, log, {})


def asked(port: int, path: str, method: str = "GET", body: dict | None = None, **headers: str) -> tuple[int, str]:
    """Ask as a browser does; underlines in the names of headers stand for hyphens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.putrequest(method, path, skip_host=True)
        sent = {"host": f"{NAME}:{port}", "sec-fetch-site": "same-origin", "content-type": "application/json"}
        for name, value in (sent | {name.replace("_", "-"): value for name, value in headers.items()}).items():
            connection.putheader(name, value)
        data = json.dumps(body).encode() if body is not None else b""
        if data:
            connection.putheader("content-length", str(len(data)))
        connection.endheaders(data)
        answer = connection.getresponse()
        if answer.getheader("content-type", "").startswith("text/event-stream"):
            return answer.status, answer.readline().decode() + answer.readline().decode() + answer.readline().decode()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


@pytest.mark.parametrize("start", [caddy, nginx])
def test_proxy(tmp_path, start):
    """A proxy's password decides who somebody is; whoever forges the header, or goes around the proxy, is nobody."""
    with desk(tmp_path / "situs", PEOPLE, hosts=(NAME,)) as sari:
        server = start(tmp_path, sari.served.port)
        try:
            mine = "Basic " + base64.b64encode(f"sari:{PASSWORD}".encode()).decode()
            api = "/_ssg/desk/api/"
            assert asked(server.port, f"{api}start")[0] == 401
            assert asked(server.port, f"{api}start", remote_user="rina")[0] == 401
            assert asked(sari.served.port, f"{api}start")[0] == 403
            status, told = asked(server.port, f"{api}start", authorization=mine, remote_user="rina")
            assert (status, json.loads(told)["person"]["name"]) == (200, "sari")
            opened = json.loads(asked(server.port, f"{api}article?path={PUBLIC}", authorization=mine)[1])
            change = {"path": PUBLIC, "version": opened["version"], "body": "Isi lewat perantara."}
            origin = f"https://{NAME}:{server.port}"
            status, told = asked(server.port, f"{api}save", "POST", change, authorization=mine, origin=origin)
            assert status == 200, told
            assert "Isi lewat perantara." in sari.file().decode()
            change["version"] = json.loads(told)["version"]
            status, _ = asked(server.port, f"{api}save", "POST", change, authorization=mine, origin="https://jahat.id")
            assert status == 403
            # Events come at once, not when a buffer is full.
            status, first = asked(server.port, f"{api}events?path={PUBLIC}", authorization=mine)
            assert status == 200
            assert '"others"' in first or "retry" in first
        finally:
            server.stop()
