"""The desk behind real servers that say who asks, as docs/desk.md sets them up."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import servers
from tests.annex.desk_support import PUBLIC, desk
from tests.servers import Server, certificate, free_port, needs
from tests.support import ROOT, tree
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
    # Whatever Caddy is called for, it makes folders at home.
    places = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    environment = {**os.environ, **places}
    words = ["caddy", "hash-password", "--plaintext", PASSWORD]
    hashed = subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout.strip()
    port = free_port()
    texts = [("meja.kabarmuara.example", f":{port}"), ("sari $2a$14$…", f"sari {hashed}"), ("\t\tbagus $2a$14$…\n", "")]
    words = ["caddy", "version"]
    version = subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout.lstrip("v")
    if tuple(map(int, version.split(".")[:2])) < (2, 8):
        texts.append(("basic_auth", "basicauth"))
    text = guide("caddyfile", desk, texts)
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{text}")
    command = ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    return Server(command, port, folder / "caddy.log", places)


def nginx(folder: Path, desk: int) -> Server:
    """Start nginx with TLS and basic authentication before a desk."""
    needs("nginx")
    certificate(folder)
    password(folder, "sari", PASSWORD)
    texts = [("/etc/nginx/meja", f"{folder}/orang"), ("/etc/letsencrypt/live/meja.kabarmuara.example", str(folder))]
    return servers.nginx(folder, guide("nginx", desk, texts))


def password(folder: Path, login: str, word: str) -> None:
    """Let somebody in, as the guide does."""
    file = folder / "orang"
    words = ["htpasswd", "-B", "-b", *(() if file.exists() else ("-c",)), str(file), login, word]
    subprocess.run(words, check=True, capture_output=True)
    file.chmod(0o644)


def asked(
    server: Server | int, path: str, method: str = "GET", body: dict | None = None, **headers: str
) -> tuple[int, str]:
    """Ask a server or a port as a browser does; underlines in the names of headers stand for hyphens."""
    port = server if isinstance(server, int) else server.port
    way = http.client.HTTPConnection("127.0.0.1", port, timeout=60) if server == port else server.connection()
    with contextlib.closing(way) as connection:
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


def basic(login: str, word: str) -> str:
    return "Basic " + base64.b64encode(f"{login}:{word}".encode()).decode()


@pytest.mark.parametrize("start", [caddy, nginx])
def test_proxy(tmp_path, start):
    """A proxy's password decides who somebody is; whoever forges the header, or goes around the proxy, is nobody."""
    with desk(tmp_path / "situs", PEOPLE, hosts=(NAME,)) as sari:
        server = start(tmp_path, sari.served.port)
        try:
            mine = basic("sari", PASSWORD)
            api = "/_ssg/desk/api/"
            assert asked(server, f"{api}start")[0] == 401
            assert asked(server, f"{api}start", remote_user="rina")[0] == 401
            assert asked(sari.served.port, f"{api}start")[0] == 403
            status, told = asked(server, f"{api}start", authorization=mine, remote_user="rina")
            assert (status, json.loads(told)["person"]["name"]) == (200, "sari")
            opened = json.loads(asked(server, f"{api}article?path={PUBLIC}", authorization=mine)[1])
            change = {"path": PUBLIC, "version": opened["version"], "body": "Isi lewat perantara."}
            origin = f"https://{NAME}:{server.port}"
            status, told = asked(server, f"{api}save", "POST", change, authorization=mine, origin=origin)
            assert status == 200, told
            assert "Isi lewat perantara." in json.loads(told)["text"]
            change["version"] = json.loads(told)["version"]
            status, _ = asked(server, f"{api}save", "POST", change, authorization=mine, origin="https://jahat.id")
            assert status == 403
            # Events come at once, not when a buffer is full.
            status, first = asked(server, f"{api}events?path={PUBLIC}", authorization=mine)
            assert status == 200
            assert '"others"' in first or "retry" in first
            # A browser forgets a password that is refused.
            assert asked(server, "/keluar", authorization=mine)[0] == 401
        finally:
            server.stop()


def test_colleagues_come_and_go_while_the_desk_runs(tmp_path: Path) -> None:
    """By a line of htpasswd and one of site.yaml, as the guide's table says; another password counts at once."""
    with desk(tmp_path / "situs", PEOPLE, hosts=(NAME,)) as sari:
        server = nginx(tmp_path, sari.served.port)

        def start(login: str, word: str) -> int:
            return asked(server, "/_ssg/desk/api/start", authorization=basic(login, word))[0]

        try:
            password(tmp_path, "nur", "kata sandi nur")
            assert start("nur", "kata sandi nur") == 403
            sari.portal.edit("site.yaml", "people: [", "people: [{name: nur, role: reporter}, ")
            sari.served.until(lambda: start("nur", "kata sandi nur") == 200)
            password(tmp_path, "nur", "yang baru")
            assert (start("nur", "kata sandi nur"), start("nur", "yang baru"), start("sari", PASSWORD)) == (
                401,
                200,
                200,
            )
        finally:
            server.stop()


def test_a_backup_brings_all_back_that_people_wrote(tmp_path: Path) -> None:
    """With its history and notes, by the lines of the guide."""
    folder = tmp_path / "deploy/portal"
    for name in ("content/.notes/a.jsonl", ".git/HEAD", "data/popular.json", "build/index.html", ".ssg/store.db"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    (tmp_path / "cadangan").mkdir()
    before = tree(folder)
    packed, unpacked = (re.search(rf"^tar -{how}.*", GUIDE.read_text("utf-8"), re.MULTILINE) for how in ("c", "x"))
    for line in (packed, unpacked):
        assert line
        text = (
            line[0]
            .replace("/mnt", str(tmp_path))
            .replace("/home", str(tmp_path))
            .replace("portal-1", "portal-$(date +%u)")
        )
        subprocess.run(["sh", "-ec", text], check=True)
        if line is packed:
            shutil.rmtree(folder)
    assert tree(folder) == {name: data for name, data in before.items() if not name.startswith(("build", ".ssg"))}
