"""A desk over a test site, asked by HTTP as its browser asks it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.preview_support import Serving, newsroom, serving
from tests.support import Portal

HEADERS = {"sec-fetch-site": "same-origin", "content-type": "application/json"}
PUBLIC, OTHER = "daerah/2024/10/banjir.md", "daerah/2024/10/pasar.md"
"""The two articles that readers have, by Sari Wulan."""
PEOPLE = """\
desk:
  review: true
  people:
    - {name: Sari Wulan, login: sari, role: reporter, email: sari@uji.example}
    - {name: Dewi Lestari, login: dewi, role: reporter}
    - {name: Budi Rahman, login: budi, role: editor}
    - {name: Ratna Ayu, login: ratna, role: lead}
  person: {header: Remote-User, from: 127.0.0.1}
"""
PERSON = PEOPLE.replace("  review: true\n", "")
"""The same people, where an editor may publish what nobody else has read."""


class Desk:
    """A desk, and who asks."""

    def __init__(self, served: Serving, login: str = "") -> None:
        self.served = served
        self.portal = served.portal
        self.headers = {"remote-user": login} if login else {}

    def as_(self, login: str) -> Desk:
        """Return the same desk as a colleague sees it."""
        return Desk(self.served, login)

    def get(self, name: str, status: int = 200, **asked: str) -> Any:
        """Ask for something; `status` is what is expected."""
        query = f"?{urlencode(asked)}" if asked else ""
        return _told(self.served.get(f"/_ssg/desk/api/{name}{query}", HEADERS | self.headers), status)

    def post(self, name: str, status: int = 200, **sent: Any) -> Any:
        return self.send(name, json.dumps(sent).encode(), status)

    def send(self, name: str, data: bytes, status: int = 200) -> Any:
        """Send bytes, such as those of a photo."""
        return _told(self.served.get(f"/_ssg/desk/api/{name}", HEADERS | self.headers, "POST", data), status)

    def open(self, path: str = PUBLIC) -> Any:
        return self.get("article", path=path)

    def save(self, path: str = PUBLIC, status: int = 200, **given: Any) -> Any:
        """Save something into an article as it is now, unless `version` is another one."""
        if "version" not in given:
            opened = self.open(path)
            given = {"version": opened["version"], "waiting": opened["waiting"], **given}
        return self.post("save", status, path=path, **given)

    def change(self, path: str = PUBLIC, **given: Any) -> Any:
        """Save something into an article; readers get it from who may publish it."""
        told = self.save(path, **given)
        return self.step(path, "release") if "release" in told["steps"] else told

    def typed(self, old: str, new: str, path: str = PUBLIC) -> Any:
        """Replace something in the body of an article in the same way."""
        opened = self.open(path)
        body = (opened["working"] or opened)["body"]
        assert old in body
        return self.change(path, body=body.replace(old, new))

    def step(self, path: str, step: str, status: int = 200, **values: Any) -> Any:
        """Take a step with an article as it is now."""
        return self.post("step", status, path=path, version=self.open(path)["version"], step=step, values=values)

    def entries(self, path: str = PUBLIC) -> list[dict[str, Any]]:
        """Return the history of an article, the newest first."""
        found: list[dict[str, Any]] = self.get("history", path=path)["entries"]
        return found

    def text(self, entry: dict[str, Any], path: str = PUBLIC) -> str:
        """Return the text of a version."""
        found: str = self.get("version", path=path, id=entry["id"])["text"]
        return found

    def unmerged(self, path: str = PUBLIC) -> list[tuple[str, str]]:
        """Return whose texts are kept as versions of their own, and the last word of each."""
        found = [one for one in self.entries(path) if "disimpan sebagai versi" in one["said"]]
        return sorted((one["who"], self.text(one, path).split()[-1]) for one in found)

    def file(self, path: str = PUBLIC) -> bytes:
        return (self.portal.folder / "content" / path).read_bytes()

    def settle(self) -> None:
        """Wait until the preview has taken in what was saved."""
        self.served.settle()


def _told(answer: Any, status: int) -> Any:
    told = json.loads(answer.body) if answer.body.startswith((b"{", b"[")) else answer.body.decode()
    assert answer.status == status, told
    return told


@contextlib.contextmanager
def desk(
    folder: Path, config: str = "", content: Mapping[str, str] | None = None, *, repository: bool | Path = False,
    login: str = "", **settings: Any,
) -> Iterator[Desk]:  # fmt: skip
    """Open the desk of a site of two articles.

    Args:
        folder: where the site is put.
        config: more of its site.yaml.
        content: more files below content/.
        repository: whether the site is a repository of git, or the folder above it that is one.
        login: who asks, of those whom the configuration names.
        settings: as for `serving`.

    """
    made = newsroom(folder)
    made.add("site.yaml", (made.folder / "site.yaml").read_text("utf-8") + config)
    for path, text in (content or {}).items():
        made.add(f"content/{path}", text)
    if repository:
        committed(made, made.folder if repository is True else repository)
    with reopened(made, login, **settings) as found:
        yield found


@contextlib.contextmanager
def reopened(portal: Portal, login: str = "", **settings: Any) -> Iterator[Desk]:
    """Open the desk of a site as it is."""
    with serving(portal, desk=True, drafts=True, **settings) as served:
        yield Desk(served, login)


def committed(portal: Portal, top: Path) -> None:
    """Put a site into a repository."""
    portal.add(".gitignore", ".ssg/\nbuild/\n")
    git(top, "init", "-q", "-b", "main")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "Awal")


def git(folder: Path, *words: str) -> str:
    """Run git as Tono, who works beside the desk; return what it says."""
    own = {f"GIT_{role}_{what}": said for role in ("AUTHOR", "COMMITTER") for what, said in _TONO.items()}
    return subprocess.run(
        ["git", "-C", str(folder), *words], capture_output=True, text=True, check=True, env={**os.environ, **own}
    ).stdout


_TONO = {"NAME": "Tono", "EMAIL": "tono@contoh.example"}
