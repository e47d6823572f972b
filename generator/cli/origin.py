"""Where this program came from, so that pipelines elsewhere can install the same one.

Warta is in no package index: installing it by name would run, in every newsroom's pipeline, the code of whoever
registers that name. So a portal pins its source: a repository at a commit, or a wheel with its digest.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import msgspec

from generator.base.errors import UsageError
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import quoted

NAME = "warta"
PACKAGE = Path(__file__).resolve().parents[1]

_PATH = r"[\w.~:/@%+-]+"
_FORM = re.compile(
    rf"git\+(?:(?:https?|ssh)://|file://localhost/){_PATH}@(?:[0-9a-f]{{40}}|[0-9a-f]{{64}})"
    rf"|(?:https?|file)://{_PATH}\.(?:whl|tar\.gz|zip)#sha256=[0-9a-f]{{64}}",
    re.ASCII,
)
"""Nothing that a shell, YAML or pip would take for more than an address; pip wants each repository to have a host."""
_SECRET = re.compile(r"^(?:git\+)?(?:https?://[^/]*@|\w+://[^/@]*:[^/@]*@)")
_SCP = re.compile(r"(?:(?P<user>[\w.-]+)@)?(?P<host>[\w.-]+):(?!//)(?P<path>[^\\]+)", re.ASCII)
_FORGES = {"github.com", "gitlab.com", "bitbucket.org", "codeberg.org"}
"""Hosts that give a public repository to everybody by https, and by ssh only to those with a key."""


class Origin(msgspec.Struct, frozen=True):
    """Where the running program came from."""

    source: str = ""
    """An address that `check` accepts; empty if it is unknown."""
    reason: Sentence = NOTHING
    """Why it is unknown: what follows "because"."""


def check(source: str) -> str:
    """Return a source that is pinned; raise UsageError for any other, or one with a secret."""
    if not _FORM.fullmatch(source):
        raise UsageError(
            sentence(
                "{source} is not a source that is pinned; write git+https://<host>/<path>@<commit, all 40 digits> or https://<host>/<file>.whl#sha256=<digest>",
                source=quoted(source, 200),
            )
        )
    if _SECRET.match(source):
        raise UsageError(
            sentence(
                "the source holds a name or password, which everybody could read in requirements.txt; leave it out"
            )
        )
    return source


def running(package: Path = PACKAGE) -> Origin:
    """Return where the running program came from: its checkout, or what its installer recorded (PEP 610)."""
    if (package.parent / ".git").exists():
        return _of_checkout(package.parent)
    recorded = _recorded(package)
    url = str(recorded.get("url", ""))
    if "vcs_info" in recorded:
        commit = str(recorded["vcs_info"].get("commit_id", ""))
        return _known(f"git+{_public(url)}@{commit}", url)
    if "archive_info" in recorded:
        archive = recorded["archive_info"]
        digest = archive.get("hashes", {}).get("sha256") or str(archive.get("hash", "")).removeprefix("sha256=")
        return _known(f"{_public(url)}#sha256={digest}", url)
    if "dir_info" in recorded:
        folder = Path(url2pathname(urlsplit(url).path))
        if not _same(package, folder / package.name):
            changed = sentence("it was installed from the folder {folder}, which has other files now", folder=folder)
            return Origin(reason=changed)
        return _of_checkout(folder)
    return Origin(reason=sentence("nothing was written down when it was installed"))


def _recorded(package: Path) -> dict[str, Any]:
    try:
        installed = metadata.distribution(NAME)
        if Path(str(installed.locate_file(package.name))).resolve() != package:
            return {}
        recorded = json.loads(installed.read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, OSError, ValueError):
        return {}
    return recorded if isinstance(recorded, dict) else {}


def _of_checkout(folder: Path) -> Origin:
    """Return remote and commit of a checkout, if its files can be fetched from there."""
    top = _git(folder, "rev-parse", "--show-toplevel")
    url = _git(folder, "remote", "get-url", "origin")
    commit = _git(folder, "rev-parse", "HEAD")
    if not top or not commit or Path(top).resolve() != folder.resolve():
        return Origin(reason=sentence("{folder} is not a checkout that git can read", folder=folder))
    if not url:
        return Origin(reason=sentence('the checkout {folder} has no remote called "origin"', folder=folder))
    if _git(folder, "status", "--porcelain", "--", PACKAGE.name, "pyproject.toml") != "":
        return Origin(reason=sentence("the checkout {folder} holds changes that are in no commit", folder=folder))
    if not _git(folder, "for-each-ref", "--count=1", "--contains", commit, "refs/remotes/origin"):
        return Origin(
            reason=sentence(
                "the commit {commit} of the checkout {folder} was not pushed", commit=commit[:12], folder=folder
            )
        )
    return _known(f"git+{_public(url)}@{commit}", url)


def _known(source: str, url: str) -> Origin:
    """Return a source, unless other machines cannot use it."""
    if urlsplit(source.removeprefix("git+")).scheme not in ("https", "http", "ssh"):
        return Origin(reason=sentence("it came from {url}, which is on this machine alone", url=url))
    try:
        return Origin(check(source))
    except UsageError as error:
        return Origin(reason=error.said)


def _public(url: str) -> str:
    """Return a repository's address without user and password, and by https where it is public."""
    if "://" not in url and (short := _SCP.fullmatch(url)):
        url = f"ssh://{short['user'] or 'git'}@{short['host']}/{short['path'].lstrip('/')}"
    part = urlsplit(url)
    host = part.hostname or ""
    if part.scheme == "ssh" and host in _FORGES:
        return f"https://{host}{part.path}"
    port = f":{part.port}" if part.port else ""
    user = f"{part.username}@" if part.scheme == "ssh" and part.username else ""
    return f"{part.scheme}://{user}{host}{port}{part.path}"


def _same(package: Path, other: Path) -> bool:
    names = {path.relative_to(package) for path in package.rglob("*.py")}
    if names != {path.relative_to(other) for path in other.rglob("*.py")}:
        return False
    return all((package / name).read_bytes() == (other / name).read_bytes() for name in names)


def _git(folder: Path, *words: str) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    # Git hooks set variables that would point to another repository.
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    line = [git, "-C", str(folder), *words]
    try:
        done = subprocess.run(line, env=env, capture_output=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None
