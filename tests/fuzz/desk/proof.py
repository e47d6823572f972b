"""What has to be so after a walk."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.fuzz.desk.people import WORD, Ledger
from tests.fuzz.desk.site import BESIDE, ROOT, Site, git

_OF_OTHERS = {"dead-link", "address-taken"}
"""Problems of files that are right by themselves."""
_LOCKS = ("index.lock", "HEAD.lock", "MERGE_HEAD", "packed-refs.lock")


def proved(site: Site, ledger: Ledger) -> list[str]:
    """Return what is not as it has to be, after the desk has ended."""
    return [
        *ledger.mistakes, *_lost(site, ledger), *_unclean(site), *_unsent(site), *_builds(site),
    ]  # fmt: skip


def _unsent(site: Site) -> list[str]:
    """Readers have the last build, and nobody publishes any more."""
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    found = [
        f"it publishes still: {line}" for line in running.splitlines() if str(site.folder) in line and "--wait" in line
    ]
    if site.place.exists():
        there = _files(site.place)
        found += [
            f"{path} is not with readers"
            for path, data in _files(site.folder / "build").items()
            if there.get(path) != data
        ]
    return found


def _lost(site: Site, ledger: Ledger) -> list[str]:
    """No word that a save confirmed is lost, and the history names who wrote it."""
    first: dict[str, str] = {}
    who = ""
    # A push that the desk had begun may still end.
    git(site.folder, "fetch", "-q", "origin", fails=True)
    log = git(
        site.folder,
        "log",
        "--all",
        "--topo-order",
        "--reverse",
        "--format=\x01%an",
        "-p",
        "--unified=0",
        "--no-renames",
    )
    for line in log.splitlines():
        if line.startswith("\x01"):
            who = line[1:]
        elif line.startswith("+") and not line.startswith("+++ "):
            for word in WORD.findall(line):
                first.setdefault(word, who)
    there = set()
    for file in (site.folder / "content").rglob("*"):
        if file.is_file():
            there |= set(WORD.findall(file.read_text("utf-8", "replace")))
    found = []
    for word, author in ledger.words.items():
        if word not in first and word not in there and word not in ledger.removed:
            found.append(f"{word} of {author} is lost")
        elif word not in ledger.waiting and first.get(word, author) not in (
            author,
            "Redaksi" if author == BESIDE else author,
        ):
            found.append(f"{word} of {author} is in the history as {first[word]}'s")
    return found


def _unclean(site: Site) -> list[str]:
    """The repository has no locks, and nothing half done."""
    found = [f"{name} is there" for name in _LOCKS if (site.folder / ".git" / name).exists()]
    found += [f"{lock} is there" for lock in (site.folder / ".git/refs").rglob("*.lock")]
    status = git(site.folder, "status", "--porcelain", "--untracked-files=all").splitlines()
    # Working copies are recorded when they become the article.
    found += [f"not recorded: {line}" for line in status if not re.search(r"\?\? .*\.notes/|catatan-", line)]
    checked = subprocess.run(
        ["git", "-C", site.folder, "fsck", "--no-dangling", "--no-progress"],
        capture_output=True,
        text=True,
        check=False,
    )
    if checked.returncode:
        found.append(f"git fsck: {checked.stdout} {checked.stderr}")
    return found


def built(site: Site, output: Path) -> dict[str, Any]:
    """Build what lies there, on top of the last build or from nothing; return what `ssg build --json` says."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", "--site", str(site.folder), "build", "--hold", "--json", "--output",
         str(output), "--now", "2030-01-01 12:00 WIB"],
        capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"the build fails: {done.stdout[-1000:]} {done.stderr[-1000:]}")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _builds(site: Site) -> list[str]:
    """Every file is read, and the incremental build is the clean one."""
    told = built(site, site.folder / "build")
    found = [f"{one['path']} is not read: {one['message']}" for one in told["held"] if one["code"] not in _OF_OTHERS]
    before = _files(site.folder / "build")
    other = site.folder.parent / "baru"
    subprocess.run(["rm", "-rf", str(site.folder / ".ssg/store.db"), str(other)], check=True)
    built(site, other)
    after = _files(other)
    differing = [path for path in {*before, *after} if before.get(path) != after.get(path)]
    return [*found, *(f"{path} differs from a clean build" for path in sorted(differing))]


def _files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.startswith(".warta")
    }
