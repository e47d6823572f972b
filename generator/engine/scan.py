"""Finds the files of content/ that are new, changed or deleted.

An unchanged folder costs one directory walk: the names and stats of its files are joined into one signature and
compared with the store's. Only a folder with another signature has its files checked, and only a file with another stat
is read; what counts in the end is the digest of its bytes, so a fresh checkout with new times costs one reading and no
rendering.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping

from msgspec.structs import replace

from generator.base.errors import Problem
from generator.engine.folder_walk import Listing, file_problem, on_disk, reserved_problem
from generator.model.records import Record
from generator.model.site import Reading
from generator.store import folders
from generator.store.database import Store
from generator.store.folders import UNKNOWN, Contents, FolderFile

RACY = 2_000_000_000
"""Nanoseconds: a file that was written so shortly before it was read may be written again within one tick of the file
system's clock, with the same size. Its stat is not trusted: the next build reads it again."""


class Candidate(Record, frozen=True):
    """A file that may have changed, by its path below content/."""

    path: str
    stat: bytes
    digest: bytes
    """Digest of its bytes at the last build; empty for a new file."""


class Scan(Record, frozen=True):
    """The differences between content/ and the store."""

    candidates: tuple[Candidate, ...]
    deleted: tuple[str, ...]
    folders: dict[str, Contents]
    """Path of each changed folder -> its new signature, and its unchanged files."""
    gone: tuple[str, ...]
    """Folders that are no longer there."""
    problems: tuple[Problem, ...]


class _Comparison(Record, frozen=True):
    same: list[FolderFile]
    """Unchanged files, and those that keep their last state."""
    candidates: list[Candidate]
    deleted: list[str]
    problems: list[Problem]
    refused: list[str]


def scan(
    content: str, store: Store, reading: Reading, only: Iterable[str] | None = None,
    *, forget: bool = False,
) -> Scan:  # fmt: skip
    """Walk the content folder and compare it with the store.

    `only` names folders, each with a trailing slash, if nothing else has changed; additions and deletions in them are
    found at any depth. With `forget`, files that cannot be read count as deleted; otherwise their last state is kept.
    """
    known = folders.signatures(store)
    limit = time.time_ns() - RACY
    inner: dict[str, Container[str]] = {}
    candidates: list[Candidate] = []
    deleted: list[str] = []
    differ: dict[str, Contents] = {}
    problems: list[Problem] = []
    refused: set[str] = set()
    walked = on_disk(content, limit, only, frozenset(known))
    for found in walked:
        path = found.path
        inner[path] = found.folders
        problems += found.problems
        refused |= found.refused
        if found.lines is None:
            continue
        signature = found.signature
        if known.pop(path, None) == signature:
            continue
        compared = _compare(found, folders.entries(store, path), limit, reading, refused)
        candidates += compared.candidates
        deleted += compared.deleted
        problems += compared.problems
        refused.update(compared.refused)
        # A racy folder must differ next time, so that its racy files are read again; one with problems, so that these
        # are found again.
        trusted = not (found.racy or found.problems or compared.problems)
        differ[path] = Contents(path, signature if trusted else b"", compared.same)
    gone = known if only is None else _vanished(known, inner)
    if not forget:
        # The last state of an unreadable folder is kept.
        below = tuple(f"{path}/" if path else "" for path in refused)
        gone = {path: signature for path, signature in gone.items() if not path.startswith(below)}
    for path in sorted(gone):
        deleted += [path + entry.name for entry in folders.entries(store, path)]
    if forget:
        candidates = [file for file in candidates if file.path not in refused]
        for path, contents in differ.items():
            deleted += [path + entry.name for entry in contents.entries if path + entry.name in refused]
            entries = [entry for entry in contents.entries if path + entry.name not in refused]
            differ[path] = replace(contents, entries=entries)
    candidates.sort(key=lambda file: file.path)
    return Scan(tuple(candidates), tuple(sorted(deleted)), differ, tuple(gone), tuple(problems))


def _vanished(known: Mapping[str, bytes], inner: Mapping[str, Container[str]]) -> dict[str, bytes]:
    """Return known folders that are gone from the listed ones, and all below them."""
    gone: dict[str, bytes] = {}
    for path in sorted(known):
        above = path[: path.rstrip("/").rfind("/") + 1]
        if above in gone or path in inner or (path and above in inner and path not in inner[above]):
            gone[path] = known[path]
    return gone


def _compare(
    found: Listing, entries: Iterable[FolderFile], limit: int, reading: Reading, refused: Container[str]
) -> _Comparison:
    """Compare the files of one folder with the store; `refused` links keep their last state."""
    result = _Comparison([], [], [], [], [])
    path, lines = found.path, found.lines or ()
    before = {entry.name: entry for entry in entries}
    may_be_ours = not path or reading.paths.has(path)
    for line in lines:
        name, _, status = line.partition("\0")
        stat = folders.packed(status)
        entry = before.pop(name, None)
        if may_be_ours and not name.endswith(".md") and reading.paths.has(path + name):
            # It is read nevertheless, so that references to it are no further problems.
            result.problems.append(reserved_problem(path, name))
            result.refused.append(path + name)
        if entry is not None and entry.stat == stat:
            result.same.append(entry)
            continue
        problem = file_problem(path + name, status, reading)
        if problem:
            result.problems.append(problem)
            result.refused.append(path + name)
            if entry is not None:
                result.same.append(FolderFile(name, UNKNOWN, entry.digest))
            continue
        _, mtime, ctime, _, _ = status.split(" ")
        if int(mtime) >= limit or int(ctime) >= limit:
            stat = UNKNOWN
        result.candidates.append(Candidate(path + name, stat, entry.digest if entry else b""))
    result.same.extend(
        FolderFile(name, UNKNOWN, entry.digest) for name, entry in before.items() if path + name in refused
    )
    result.deleted.extend(path + name for name in before if path + name not in refused)
    return result


def save(store: Store, scanned: Scan, digests: Mapping[str, bytes]) -> None:
    """Save a scan to the store after the files were read, with the digests of the readable ones."""
    candidates: defaultdict[str, list[Candidate]] = defaultdict(list)
    for file in scanned.candidates:
        candidates[file.path[: file.path.rfind("/") + 1]].append(file)
    # One at a time: all of an archive's at once would add a third to the memory of reading it.
    contents = (_read(found, candidates[path], digests) for path, found in sorted(scanned.folders.items()))
    folders.save(store, contents, scanned.gone)


def _read(found: Contents, candidates: Iterable[Candidate], digests: Mapping[str, bytes]) -> Contents:
    entries, signature = [*found.entries], found.signature
    for file in candidates:
        name = file.path.rpartition("/")[2]
        if file.path in digests:
            entries.append(FolderFile(name, file.stat, digests[file.path]))
            continue
        # A file that cannot be read is checked again in every build.
        signature = b""
        if file.digest:
            entries.append(FolderFile(name, UNKNOWN, file.digest))
    return Contents(found.path, signature, entries)
