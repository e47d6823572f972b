"""An editor that speaks to yaml-language-server completes, explains and checks keys while they are typed.

The server is a package of npm; where it is not installed, these tests are skipped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model.deploy_targets import HOSTS
from tests.support import CONFIG, site

SERVER = shutil.which("yaml-language-server")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(SERVER is None, reason="yaml-language-server is not installed")]
ARTICLE = "title: Jalan Desa\nauthor: Sari\neditor: Budi\ntimestamp: 2024-10-09 16:10 WIB\n"


class Editor:
    """The other end of a server: opens files, and asks what is known at a place in them."""

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        self._folder = folder
        self._settings = settings
        assert SERVER is not None
        self.process = subprocess.Popen([SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._answers: Queue[Any] = Queue()
        self._said: Queue[tuple[str, list[str]]] = Queue()
        self._count = 0
        threading.Thread(target=self._listen, daemon=True).start()
        able = {"workspace": {"configuration": True}, "textDocument": {"publishDiagnostics": {}}}
        self._ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": able})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": settings})

    def _listen(self) -> None:
        assert self.process.stdout is not None
        while size := self._size():
            message = json.loads(self.process.stdout.read(size))
            if message.get("method") == "workspace/configuration":
                wanted = [self._settings.get(one["section"]) for one in message["params"]["items"]]
                self._send({"id": message["id"], "result": wanted})
            elif message.get("method") == "textDocument/publishDiagnostics":
                places = [
                    (one["range"]["start"]["line"] + 1, one["message"]) for one in message["params"]["diagnostics"]
                ]
                said = [f"{line}: {text}" for line, text in sorted(places)]
                self._said.put((message["params"]["uri"], said))
            elif "method" in message and "id" in message:
                self._send({"id": message["id"], "result": None})
            elif "id" in message:
                self._answers.put(message["result"])

    def _size(self) -> int:
        assert self.process.stdout is not None
        size = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                size = int(line.partition(b":")[2])
        return size

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def _tell(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _ask(self, method: str, params: dict[str, Any]) -> Any:
        self._count += 1
        self._send({"id": self._count, "method": method, "params": params})
        return self._answers.get(timeout=60)

    def problems(self, path: str, text: str) -> list[str]:
        """Open a file as YAML, and return what is said of it, by lines."""
        uri = (self._folder / path).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while True:
            where, said = self._said.get(timeout=60)
            if where == uri:
                return said

    def offered(self, path: str, line: int, column: int) -> set[str]:
        """Return the words that are offered at a place in an open file, counted from 1."""
        answer = self._ask("textDocument/completion", self._at(path, line, column))
        return {one["label"] for one in answer["items"]}

    def explained(self, path: str, line: int, column: int) -> str:
        """Return what is shown of a key under the pointer."""
        return str(self._ask("textDocument/hover", self._at(path, line, column))["contents"])

    def _at(self, path: str, line: int, column: int) -> dict[str, Any]:
        uri = (self._folder / path).as_uri()
        return {"textDocument": {"uri": uri}, "position": {"line": line - 1, "character": column - 1}}


@contextmanager
def editing(folder: Path, config: str) -> Iterator[Editor]:
    """Yield an editor of a site whose schemas are installed."""
    portal = site(folder, config=config)
    CliRunner().invoke(main.group, ["--site", str(portal.folder), "schema", "--install"], env={"SSG_LANG": "id"})
    settings = json.loads((portal.folder / ".vscode/settings.json").read_text("utf-8"))
    # VS Code makes these addresses of the paths in its settings itself.
    schemas = {(portal.folder / path).as_uri(): files for path, files in settings["yaml.schemas"].items()}
    editor = Editor(portal.folder, {"yaml": {"schemas": schemas, "schemaStore": {"enable": False}}})
    try:
        yield editor
    finally:
        editor.process.kill()
        editor.process.communicate()


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    with editing(tmp_path, CONFIG) as one:
        yield one


def test_site_yaml_is_completed_explained_and_checked(editor: Editor) -> None:
    """Keys, keys below them, words; what a key means, in the desk's language."""
    assert editor.problems("site.yaml", CONFIG + "host: \nredaksi:\n  \n") == []
    assert {"permalink", "regions", "keys"} <= editor.offered("site.yaml", 1, 1)
    lines = CONFIG.count("\n")
    assert {"nginx", "netlify"} <= editor.offered("site.yaml", lines + 1, 7)
    assert {"penanggung_jawab", "company"} <= editor.offered("site.yaml", lines + 3, 3)
    assert "nama portal" in editor.explained("site.yaml", 1, 2)


def test_mistakes_in_site_yaml_are_told(editor: Editor) -> None:
    """At their lines."""
    lines, hosts = CONFIG.count("\n"), ", ".join(f'"{host}"' for host in HOSTS)
    assert editor.problems("site.yaml", f"{CONFIG}nama: X\nhost: awan\nper_page: banyak\n") == [
        f"{lines + 1}: Property nama is not allowed.",
        f"{lines + 2}: Value is not accepted. Valid values: {hosts}.",
        f'{lines + 3}: Incorrect type. Expected "integer | null".',
    ]


def test_a_front_matter_that_is_handed_over_alone(editor: Editor) -> None:
    """By the name of its file: articles, people and pages have other keys."""
    path = "content/daerah/2024/10/a.md"
    assert editor.problems(path, f"{ARTICLE}penulis: X\ntype: \nphoto:\n  \n") == [
        "5: Property penulis is not allowed."
    ]
    assert {"opini", "advertorial"} <= editor.offered(path, 6, 7)
    assert {"src", "credit"} <= editor.offered(path, 8, 3)
    assert "judul" in editor.explained(path, 1, 2)
    assert editor.problems("content/authors/sari.md", "name: Sari\nrole: Wartawan\n") == []
    assert editor.problems("content/pages/kontak.md", "title: Kontak\nrole: X\n") == [
        "2: Property role is not allowed."
    ]


def test_a_whole_markdown_file_is_no_yaml(editor: Editor) -> None:
    """Why an editor has to hand the front matter over alone: of the text below it, only nonsense is told."""
    (told,) = editor.problems("content/daerah/2024/10/a.md", f"---\n{ARTICLE}---\nIsi berita.\n")
    assert told.startswith("7: Incorrect type.")


def test_indonesian_keys(tmp_path: Path) -> None:
    """One language a file; older files in English stay right."""
    with editing(tmp_path, f"{CONFIG}keys: id\n") as editor:
        path = "content/daerah/2024/10/a.md"
        assert editor.problems(path, "judul: A\nwaktu: 2024-10-09 16:10\nfoto:\n  \n") == []
        assert {"berkas", "kredit"} <= editor.offered(path, 4, 3)
        assert "penulis" in editor.offered(path, 1, 1)
        assert editor.problems("content/daerah/2024/10/b.md", ARTICLE) == []
        assert editor.problems("content/daerah/2024/10/c.md", f"{ARTICLE}penulis: X\n") == [
            "5: Property penulis is not allowed."
        ]
