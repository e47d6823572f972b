"""A desk without a server, of which each answer is put on record, with what it changes."""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from generator.annex.desk import files, history, routes
from generator.annex.desk.people import Person
from generator.base.errors import AdvisedError, MessageError
from generator.base.start import Name
from generator.config.rewriting import NotRewrittenError
from generator.preview.guard import PERSON
from tools.goldens.found import short

SARI, BUDI, RATNA = Person("Sari Wulan", "reporter"), Person("Budi Rahman", "editor"), Person("Ratna Ayu", "lead")
NOW = 1728536400
"""The desk's hour, 2024-10-10 12:00 WIB."""
SETTINGS = """regions:
  Jawa Tengah: [Kota Semarang, Kudus]
  Bali: []
desk:
  review: true
  people:
    - {name: Sari Wulan, login: sari, role: reporter, email: sari@uji.example}
    - {name: Budi Rahman, login: budi, role: editor}
    - {name: Ratna Ayu, login: ratna, role: lead}
"""
_WIDTH = 70
"""Letters of a question that are shown."""


class Record:
    """What is put on record: a line for each question, with the digest of its answer."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.texts: dict[str, str] = {}

    def put(self, scene: str, asked: str, full: str, message: str = "") -> None:
        """Put one answer on record; `message` is why it was refused."""
        line = _shown(f"{scene} {asked}"[:_WIDTH])
        self.lines.append(f"{short(full)[:10]} {line}" + (f" => {_shown(message)}" if message else ""))
        self.texts[f"{len(self.texts):04} {line}"] = full

    def sweep(self, name: str, ask: Callable[..., Any], inputs: Iterable[Sequence[Any]]) -> None:
        """Put on record what a function makes of many inputs, with one digest for each hundred."""
        made = [f"{words!r} -> {outcome(ask, *words)!r}" for words in inputs]
        for start in range(0, len(made), 100):
            self.put(name, f"{start}-", "\n".join(made[start : start + 100]))


def _shown(text: str) -> str:
    """Return a text as a line that any program shows as one."""
    return "".join(one if one.isprintable() else "·" for one in text)


def outcome(ask: Callable[..., Any], *words: Any) -> Any:
    """Return what a function answers, or what it refuses with."""
    try:
        return ask(*words)
    except AdvisedError as error:
        return type(error).__name__, str(error.said), str(error.advice)
    except (MessageError, NotRewrittenError) as error:
        return type(error).__name__, str(error.said), sorted(getattr(error, "told", {}).items())


class Session:
    """A desk that is asked as a browser asks it, by its routes."""

    def __init__(self, scene: str, opened: Any, record: Record, runner: asyncio.Runner) -> None:
        self.scene, self.desk, self.record = scene, opened, record
        self.content = opened.folder / "content"
        self._app, self._runner = Starlette(routes=routes.routes(opened)), runner
        self._keeping = history.keeping(opened)
        self._seen: dict[str, tuple[tuple[int, int, int], bytes]] = {}
        self.first = self._texts()

    def ask(self, person: Person | None, route: str, body: bytes | None = None, /, **query: str) -> Any:
        """Ask, and return what is answered; what was typed is recorded at once, so that nothing depends on when."""
        before = {} if body is None else self._texts()
        status, head, data = self._runner.run(_asked(self._app, person, route, body, query))
        said = data.decode("utf-8", "replace")
        told = json.loads(said) if head.get("content-type", "").startswith("application/json") and said else said
        # A tag of a small picture is by the file's place on the disk.
        shown = {name: value for name, value in head.items() if name not in ("allow", "content-length", "etag")}
        # What a correction changes comes in the order of a set.
        full = [f"{status} {shown}", json.dumps(told, ensure_ascii=False, indent=0, sort_keys=True)]
        if body is not None:
            self._keeping.settle(60, typed=True)
            now = self._texts()
            for path in sorted(one for one in before.keys() | now.keys() if before.get(one) != now.get(one)):
                full += [f"-- {path}", now[path].decode("utf-8", "backslashreplace") if path in now else "gone"]
        sent = re.sub(r'"version":"[^"]*",?', "", (body or b"")[:2000].decode("utf-8", "replace"))
        asked = f"{status} {person.name[:4] if person else '?'} {route} {' '.join(query.values())}{sent}"
        message = told.get("message", "") if isinstance(told, dict) and status >= 400 else ""
        self.record.put(self.scene, asked, self._bare("\n".join(full)), self._bare(message))
        return told

    def post(self, person: Person, route: str, *, stays: bool = False, **sent: Any) -> Any:
        """Ask for a change, after which all is as it was at first unless it `stays`; "=" is the version of now."""
        if sent.get("version") == "=":
            kanal = sent.get("kanal")
            file = self.content / (sent.get("path") or (f"front/{kanal}.yaml" if kanal else "front.yaml"))
            sent["version"] = files.version_of(file.read_bytes() if file.is_file() else None)
        told = self.ask(person, route, json.dumps(sent, separators=(",", ":")).encode())
        if not stays:
            self.restore()
        return told

    def restore(self) -> None:
        """Put back what was in content/ at first."""
        now = self._texts()
        for path in now.keys() - self.first.keys():
            (self.content / path).unlink()
        for path, data in self.first.items():
            if now.get(path) != data:
                (self.content / path).parent.mkdir(parents=True, exist_ok=True)
                (self.content / path).write_bytes(data)

    def _texts(self) -> dict[str, bytes]:
        """Return what is in content/ now; files that are as they were are not read again."""
        top, found = str(self.content), {}
        for where, _, names in os.walk(top):
            for name in names:
                path = os.path.join(where, name)
                status = os.stat(path)
                seen = (status.st_mtime_ns, status.st_ino, status.st_size)
                if path not in self._seen or self._seen[path][0] != seen:
                    self._seen[path] = seen, Path(path).read_bytes()
                found[path[len(top) + 1 :]] = self._seen[path][1]
        return found

    def _bare(self, text: str) -> str:
        return text.replace(str(self.desk.folder), "SITE")


async def at_once(function: Callable[..., Any], *words: Any, **_: Any) -> Any:
    """Call a function here that would be called in another thread."""
    return function(*words)


async def _asked(
    app: Starlette, person: Person | None, route: str, body: bytes | None, query: Mapping[str, str]
) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of an answer."""
    path = route if route.startswith("/") else f"/_ssg/desk/api/{route}"
    asked = "&".join(f"{key}={''.join(f'%{byte:02X}' for byte in value.encode())}" for key, value in query.items())
    scope: dict[str, Any] = {
        "type": "http", "method": "GET" if body is None else "POST", "path": path, "raw_path": path.encode(),
        "root_path": "", "scheme": "http", "query_string": asked.encode(), "headers": [], "http_version": "1.1",
        "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), PERSON: person,
    }  # fmt: skip
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body or b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    head = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return sent[0]["status"], head, b"".join(one.get("body", b"") for one in sent[1:])


@contextmanager
def opened(
    scene: str, record: Record, content: Mapping[str, Any], speaking: Name, *, more: str = "", repository: bool = False
) -> Iterator[Session]:
    """Open a desk over a site with these files, and perhaps `more` in its site.yaml."""
    from tests.annex.desk.test_keeping import git  # noqa: PLC0415 - it takes a while
    from tests.annex.desk_support import Room, unserved  # noqa: PLC0415
    from tests.support import Portal  # noqa: PLC0415

    with (
        asyncio.Runner() as runner,
        unserved(Path(scene).absolute(), SETTINGS + more, content, speaking=speaking) as found,
    ):
        if repository:
            (found.folder / ".gitignore").write_text(".ssg/\nbuild/\n*.png\n")
            for words in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "Awal")):
                git(found.folder, *words)
        Room(Portal(found.folder), found).look()
        yield Session(scene, found, record, runner)
