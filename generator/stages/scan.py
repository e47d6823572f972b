"""Scan: which files of content/ are new, changed or gone.

The cost of an unchanged folder is one directory walk: the names and stats of
its files are joined into one signature and compared with the store's. Only a
folder whose signature differs has its files looked at one by one, and only a
file whose stat differs is read; what counts in the end is the digest of its
bytes, so a fresh checkout with new times costs one reading and no rendering.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Collection, Iterable
from pathlib import Path

from generator.base.digest import digest
from generator.base.errors import Problem, Where
from generator.base.folder import MAX_DEPTH, MAX_PATH, Folder, StrayError, ignored
from generator.base.text import clean
from generator.portal.records import Record
from generator.portal.site import Reading
from generator.portal.urls import is_ours
from generator.store import folders
from generator.store.database import Store
from generator.store.folders import Contents, Entry

RACY = 2_000_000_000
"""Nanoseconds: a file that was written this shortly before it was read may be
written again within the tick of the file system's clock, with the same size.
Its stat is not trusted: the next build reads it again."""


class Candidate(Record, frozen=True):
    """A file that may have changed."""

    path: str
    """Below content/, with forward slashes."""
    stat: str
    digest: bytes
    """Digest of its bytes at the last build; empty for a new file."""


class Scan(Record, frozen=True):
    """What the walk found."""

    candidates: tuple[Candidate, ...]
    deleted: tuple[str, ...]
    folders: dict[str, tuple[bytes, tuple[Entry, ...]]]
    """Path of each folder that differs -> its signature now, and the entries that are known to be the same."""
    gone: tuple[str, ...]
    """Folders that are no longer there."""
    problems: tuple[Problem, ...]


def scan(root: Path, store: Store, reading: Reading, only: Iterable[str] | None = None) -> Scan:
    """Walk the content folder and compare it with the store.

    Args:
        root: the content folder.
        store: the store.
        reading: the limits.
        only: folders below it, each with a slash at its end, when it is known that nothing else has changed; what is
            new in them or gone from them is found however deep it is.

    """
    known = folders.signatures(store)
    there = None if only is None else dict.fromkeys(known)
    looked: dict[str, Collection[str]] = {}
    limit = time.time_ns() - RACY
    candidates: list[Candidate] = []
    deleted: list[str] = []
    differ: dict[str, tuple[bytes, tuple[Entry, ...]]] = {}
    problems: list[Problem] = []
    refused: set[str] = set()
    pending = [("", str(root))] if only is None else [(path, os.path.join(root, path)) for path in sorted(only)]
    while pending:
        path, full = pending.pop()
        if path in looked:
            continue
        looked[path] = set()
        if there is not None and path and (path.count("/") > MAX_DEPTH or not _is_own(root, path)):
            # What lies too deep is said of the folder above it, which is looked at until it is mended.
            continue
        wrong = len(problems)
        try:
            lines, inner, racy = _listing(root, path, full, limit, problems, refused)
        except OSError as error:
            if there is not None and path and not os.path.isdir(full):
                continue
            problems.append(Problem(_shown(path), f"this folder cannot be read: {error.strerror}"))
            refused.add(path.rstrip("/"))
            continue
        looked[path] = inner.keys()
        pending += [one for one in inner.items() if there is None or one[0] not in there]
        lines.sort()
        before = known.pop(path, None)
        signature = digest("\n".join(lines).encode("utf-8", "surrogateescape"))
        if before == signature:
            continue
        same = _compare(path, lines, store, limit, reading, candidates, deleted, problems, refused)
        # A racy folder must differ next time, so that its racy files are read again; one with problems, so that they
        # are found again.
        differ[path] = (b"" if racy or len(problems) > wrong else signature, same)
    if there is not None:
        known = _vanished(known, looked)
    if refused:
        # What was known of a folder that is there and cannot be read stays as it was.
        below = tuple(f"{path}/" if path else "" for path in refused)
        known = {path: signature for path, signature in known.items() if not path.startswith(below)}
    for path in sorted(known):
        deleted += [path + entry.name for entry in folders.entries(store, path)]
    candidates.sort(key=lambda one: one.path)
    return Scan(tuple(candidates), tuple(sorted(deleted)), differ, tuple(known), tuple(problems))


def _listing(
    root: Path, path: str, full: str, limit: int, problems: list[Problem], refused: set[str]
) -> tuple[list[str], dict[str, str], bool]:
    """Return name and stat of each file of a folder, the folders in it, and whether a stat is not to be trusted.

    Links that are refused are added to `refused`, by their paths.
    """
    lines: list[str] = []
    inner: dict[str, str] = {}
    racy = False
    with os.scandir(full) as found:
        for item in found:
            name = item.name
            # This runs for each file of the archive in each build: the function is called where it may say yes.
            if (name[0] in ".#T" or name[-1] == "~") and ignored(name):
                continue
            if item.is_symlink():
                problem = _symlink(root, path + name)
                if problem:
                    problems.append(problem)
                    refused.add(path + name)
                    continue
                status = os.stat(item.path)
            elif item.is_dir():
                problem = _no_way(path + name)
                if problem:
                    problems.append(problem)
                else:
                    inner[f"{path}{name}/"] = item.path
                continue
            else:
                try:
                    status = item.stat()
                except FileNotFoundError:
                    continue  # an editor's file that lives for the moment of saving
            mtime, ctime = status.st_mtime_ns, status.st_ctime_ns
            if ctime >= limit or mtime >= limit:
                racy = True
            lines.append(f"{name}\0{status.st_size} {mtime} {ctime} {status.st_ino} {status.st_mode}")
    return lines, inner, racy


def _vanished(known: dict[str, bytes], looked: dict[str, Collection[str]]) -> dict[str, bytes]:
    """Return the known folders that are gone from those that were looked at, with all that was below them."""
    gone: dict[str, bytes] = {}
    for path in sorted(known):
        above = path[: path.rstrip("/").rfind("/") + 1]
        if above in gone or path in looked or (path and above in looked and path not in looked[above]):
            gone[path] = known[path]
    return gone


def _compare(
    path: str,
    lines: list[str],
    store: Store,
    limit: int,
    reading: Reading,
    candidates: list[Candidate],
    deleted: list[str],
    problems: list[Problem],
    refused: set[str],
) -> tuple[Entry, ...]:
    """Compare the files of one folder with its manifest; return the entries that are the same or stay as they were."""
    before = {entry.name: entry for entry in folders.entries(store, path)}
    same = []
    may_be_ours = not path or is_ours(path, media=True)
    for line in lines:
        name, _, shown = line.partition("\0")
        entry = before.pop(name, None)
        if may_be_ours and not name.endswith(".md") and is_ours(path + name, media=True):
            # It is read all the same, so that what refers to it is no second problem.
            problems.append(_ours(path, name))
        if entry is not None and entry.stat == shown:
            same.append(entry)
            continue
        problem = _unfit(path + name, shown, reading)
        if problem:
            problems.append(problem)
            if entry is not None:
                same.append(Entry(name, "", entry.digest))
            continue
        _, mtime, ctime, _, _ = shown.split(" ")
        if int(mtime) >= limit or int(ctime) >= limit:
            shown = ""
        candidates.append(Candidate(path + name, shown, entry.digest if entry else b""))
    same += [Entry(name, "", entry.digest) for name, entry in before.items() if path + name in refused]
    deleted += [path + name for name in before if path + name not in refused]
    return tuple(same)


def _is_own(root: Path, path: str) -> bool:
    """Tell whether a folder that was named, not walked to, is there without a symbolic link on the way."""
    return os.path.realpath(root / path) == os.path.join(os.path.realpath(root), path.rstrip("/"))


def _is_text(name: str) -> bool:
    """Tell whether the bytes of a name are UTF-8."""
    return name.isascii() or not any("\ud800" <= c <= "\udfff" for c in name)


def _misnamed(path: str, what: str) -> Problem:
    return Problem(_shown(path), f"the name of this {what} is not UTF-8", "rename it")


def _no_way(path: str) -> Problem | None:
    """Return why a folder is not walked into."""
    if not _is_text(path):
        return _misnamed(path, "folder")
    if path.count("/") >= MAX_DEPTH or len(path.encode()) > MAX_PATH:
        message = (
            f"this folder lies too deep: there may be {MAX_DEPTH} in each other, with a path of {MAX_PATH:,} bytes"
        )
        return Problem(_shown(path), message, "move it up, or give the folders above it shorter names")
    return None


def _shown(path: str) -> Where:
    """Return the place of a file or folder, whatever bytes its name has."""
    return Where("content/" + path.encode("utf-8", "replace").decode())


def _unfit(path: str, shown: str, reading: Reading) -> Problem | None:
    """Return what makes a file unfit to be read at all."""
    size_text, _, _, _, mode = shown.split(" ")
    size = int(size_text)
    regular = stat.S_ISREG(int(mode))
    if regular and size <= reading.article_bytes and path.endswith(".md") and path.isascii():
        # Nearly every file; after a fresh checkout each of them is looked at.
        return None
    where = _shown(path)
    if not regular:
        return Problem(where, "this is neither a file nor a folder", "remove it from content/")
    if not _is_text(path):
        return _misnamed(path, "file")
    name = path.rpartition("/")[2]
    article = name.endswith(".md")
    most = reading.article_bytes if article else reading.media_bytes
    if size > most:
        hint = "make it smaller, or raise limits in site.yaml"
        return Problem(where, f"the file has {size:,} bytes, more than the limit of {most:,}", hint)
    dotless = "." not in name and name.lower() not in reading.media_allow
    if not article and (dotless or clean(path) != path or any(ord(c) < 32 or c in '\\?#"<>|*:%' for c in path)):
        hint = "use letters, digits, points and hyphens, and an ending such as .jpg"
        return Problem(where, "a file with this name cannot have an address", hint)
    return None


def _ours(path: str, name: str) -> Problem:
    """Return the problem of media in a folder whose address is the portal's own, or of one such file at the top."""
    first = (path + name).partition("/")[0]
    hint = "give it another name, foto or dokumen say, and correct the addresses that lead there"
    return Problem(
        _shown(path or name), f"the portal's own files are at /{first}, so no media of content/ can lie there", hint
    )


def _symlink(root: Path, path: str) -> Problem | None:
    """Return what is wrong with a symbolic link, which may only stand for a file of the site."""
    try:
        Folder(root).target(path)
    except StrayError as error:
        return Problem(_shown(path), error.message, error.hint)
    return None


def save(store: Store, found: Scan, digests: dict[str, bytes]) -> None:
    """Write what the walk found to the store, once its files have been read.

    Args:
        store: the store, in a transaction.
        found: the result of `scan`.
        digests: path of each candidate that is there -> digest of its bytes.

    """
    fresh: dict[str, list[Entry]] = {path: list(same) for path, (_, same) in found.folders.items()}
    again: set[str] = set()
    for one in found.candidates:
        folder, _, name = one.path.rpartition("/")
        path = f"{folder}/" if folder else ""
        if one.path in digests:
            fresh[path].append(Entry(name, one.stat, digests[one.path]))
            continue
        # A preview goes on without a file that cannot be read; it is looked at again every time.
        again.add(path)
        if one.digest:
            fresh[path].append(Entry(name, "", one.digest))
    contents = [
        Contents(path, b"" if path in again else found.folders[path][0], entries) for path, entries in fresh.items()
    ]
    folders.save(store, contents, found.gone)
