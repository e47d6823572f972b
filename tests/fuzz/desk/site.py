"""The site of a walk, the server of its desk, and the other places where it is."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.servers import free_port
from tests.support import CONFIG, article

ROOT = Path(__file__).resolve().parents[3]
PEOPLE = {"Sari Anggraini": "reporter", "Budi Hartono": "editor", "Rina Kusuma": "lead"}
BESIDE = "Tono Beside"
"""Who works with git and another program, here and elsewhere."""
_DESK = """\
desk:
  person: {header: Remote-User, from: 127.0.0.1}
  publish: {publish}
  people:
"""
PATIENCE = 60.0


class GoneError(Exception):
    """The server is not there, or went while it was asked."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.may_be_done = not isinstance(error, ConnectionRefusedError)
        """Whether what was asked may have been done all the same."""


def git(folder: Path, *words: str, fails: bool = False) -> str:
    own = {
        "GIT_AUTHOR_NAME": BESIDE, "GIT_AUTHOR_EMAIL": "t@contoh.id", "GIT_COMMITTER_NAME": BESIDE,
        "GIT_COMMITTER_EMAIL": "t@contoh.id",
    }  # fmt: skip
    done = subprocess.run(
        ["git", "-C", str(folder), *words], capture_output=True, text=True, check=False, env={**os.environ, **own}
    )
    if done.returncode and not fails:
        raise RuntimeError(f"git {' '.join(words)}: {done.stderr}")
    return done.stdout


class Site:
    """A site in a repository, its desk, and a colleague's copy elsewhere."""

    def __init__(self, work: Path, articles: int = 12, *, pushes: bool = True) -> None:
        """Make it; what is published is pushed, or goes to the folder `place`."""
        self.place, self.pushes = work / "pembaca", pushes
        self.folder, self.bare, self.elsewhere = work / "situs", work / "tempat.git", work / "lain"
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self._log, self._asked = work / "server.txt", work / "asked.jsonl"
        desk = _DESK.replace("{publish}", "push" if pushes else "pembaca")
        if not pushes:
            desk = f"deploy: {{pembaca: {{to: local, path: {self.place}}}}}\n{desk}"
        people = "".join(f"  - {{name: {name}, role: {role}}}\n" for name, role in PEOPLE.items())
        self._write("site.yaml", CONFIG + desk + people)
        self._write(".gitignore", ".ssg/\nbuild/\n")
        for number in range(articles):
            body = "\n\n".join(f"Paragraf {n} dari berita {number}." for n in range(6))
            self._write(f"content/daerah/2024/10/berita-{number}.md", article(f"Berita Nomor {number}", body))
        git(work, "init", "-q", "--bare", "-b", "main", str(self.bare))
        git(self.folder, "init", "-q", "-b", "main")
        git(self.folder, "add", "-A")
        git(self.folder, "commit", "-q", "-m", "Awal")
        git(self.folder, "remote", "add", "origin", str(self.bare))
        git(self.folder, "push", "-q", "origin", "main")
        git(work, "clone", "-q", str(self.bare), str(self.elsewhere))

    def _write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    # ------------------------------------------------------------------- the server

    def begin(self) -> None:
        command = [sys.executable, "-m", "generator", "--site", str(self.folder), "serve", "--desk"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "SSG_LANG": "id"}
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port)], stdout=log, stderr=log, cwd=self.folder, env=environment
            )
        end, told = time.monotonic() + PATIENCE, None
        while True:
            with contextlib.suppress(GoneError):
                status, told = self.ask("GET", "list", "Rina Kusuma", {"state": "published"})
                if status == 200 and told["items"]:
                    return
            if time.monotonic() > end or self.process.poll() is not None:
                raise RuntimeError(
                    f"the desk does not begin: {told!r:.500} {self._log.read_text('utf-8', 'replace')[-3000:]}"
                )
            time.sleep(0.05)

    def kill(self) -> None:
        """End the server at once, at whatever it is."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        """End the server as Ctrl-C does."""
        assert self.process
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)

    def ask(self, method: str, name: str, person: str, sent: dict[str, Any] | bytes) -> tuple[int, Any]:
        """Return status and answer, which asked.jsonl keeps; raise GoneError."""
        headers = {"sec-fetch-site": "same-origin", "content-type": "application/json", "remote-user": person}
        query = f"?{urlencode(sent)}" if method == "GET" and isinstance(sent, dict) and sent else ""
        body = (sent if isinstance(sent, bytes) else json.dumps(sent).encode()) if method == "POST" else None
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, f"/_ssg/desk/api/{name}{query}", body, headers)
            answer = connection.getresponse()
            data = answer.read()
        except TimeoutError:
            raise
        except (OSError, http.client.HTTPException) as error:
            self._keep(method, name, person, sent, 0, repr(error))
            raise GoneError(error) from error
        finally:
            connection.close()
        told = json.loads(data) if data.startswith((b"{", b"[")) else data.decode("utf-8", "replace")
        self._keep(method, name, person, sent, answer.status, told)
        return answer.status, told

    def _keep(self, *what: Any) -> None:
        line = json.dumps([round(time.time(), 3), *what], default=lambda data: f"{len(data)} bytes")
        with self._asked.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
