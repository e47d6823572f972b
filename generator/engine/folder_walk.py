"""Lists the folders of content/, with a signature that differs if anything in them does.

A file or folder that is not even read has a problem, which says why.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from generator.base.digest import digest
from generator.base.errors import Problem, Where
from generator.base.folder import MAX_DEPTH, MAX_PATH, Folder, StrayError, ignored
from generator.base.sentences import Sentence, sentence
from generator.base.text import clean
from generator.config.media import why_refused
from generator.model.records import Record
from generator.model.site import Reading

_FROM_OPEN = os.scandir in os.supports_fd
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_SUSPECTS = ".#~TtDdEeI"
"""First characters of `ignored` names, except those that end in ~."""


class Listing(Record, frozen=True):
    """A folder as listed; without lines, it does not exist or is unreadable."""

    path: str
    lines: list[str] | None = None
    """Name, NUL, and size, mtime, ctime, inode and mode of each file, in order."""
    signature: bytes = b""
    folders: Mapping[str, str] = {}
    """Path below content/ of each folder in it -> its full path."""
    racy: bool = False
    problems: tuple[Problem, ...] = ()
    refused: frozenset[str] = frozenset()
    """Paths of links that are not followed, or of the folder itself."""


def on_disk(top: str, limit: int, only: Iterable[str] | None, known: Container[str]) -> Iterator[Listing]:
    """Yield the folders of the content folder at `top`.

    `only` names folders to list, each with a trailing slash; None for all. A stat from `limit` on, in nanoseconds since
    1970, is not trusted. Below the named folders, `known` ones are left out.
    """
    root = Path(top)
    if only is None:
        yield from _walk(root, limit, [("", top)])
        return
    named = {path: os.path.join(root, path) for path in sorted(only)}
    # Too deep folders are reported for the folder above, which is listed again until they are fixed.
    there = {
        path: full
        for path, full in named.items()
        if not path or (path.count("/") <= MAX_DEPTH and _is_own(root, path) and os.path.isdir(full))
    }
    yield from (Listing(path) for path in named if path not in there)
    yield from _walk(root, limit, there.items(), known)


def _walk(root: Path, limit: int, folders: Iterable[tuple[str, str]], known: Container[str] = ()) -> Iterator[Listing]:
    """Yield some folders of `root`, each given by relative and full path, and everything below that is not `known`."""
    pending = [*folders]
    looked: set[str] = set()
    while pending:
        path, full = pending.pop()
        if path not in looked:
            looked.add(path)
            listing = _look(root, path, full, limit)
            pending += [folder for folder in listing.folders.items() if folder[0] not in known]
            yield listing


def _look(root: Path, path: str, full: str, limit: int) -> Listing:
    try:
        return _list(root, path, full, limit)
    except OSError as error:
        said = sentence("this folder cannot be read: {strerror}", strerror=error.strerror)
        problem = Problem(place_of(path), "unreadable", said)
        return Listing(path, problems=(problem,), refused=frozenset({path.rstrip("/")}))


def _list(root: Path, path: str, full: str, limit: int) -> Listing:
    lines: list[str] = []
    inner: dict[str, str] = {}
    problems: list[Problem] = []
    refused: set[str] = set()
    racy = False
    with _opened(full) as items:
        for item in items:
            name = item.name
            # This runs for each file of the archive in each build, so the function is called only when it may return
            # True.
            if (name[0] in _SUSPECTS or name[-1] == "~") and ignored(name):
                continue
            link = None
            if not item.is_file(follow_symlinks=False):
                if item.is_symlink():
                    problem = link_problem(root, path + name)
                    if problem:
                        problems.append(problem)
                        refused.add(path + name)
                        continue
                    link = os.stat(os.path.join(full, name))
                elif item.is_dir():
                    problem = folder_problem(path + name)
                    if problem:
                        problems.append(problem)
                    else:
                        inner[f"{path}{name}/"] = os.path.join(full, name)
                    continue
            try:
                status = link or item.stat()
            except FileNotFoundError:
                continue  # an editor's file that lives for the moment of saving
            mtime, ctime = status.st_mtime_ns, status.st_ctime_ns
            if ctime >= limit or mtime >= limit:
                racy = True
            lines.append(f"{name}\0{status.st_size} {mtime} {ctime} {status.st_ino} {status.st_mode}")
    lines.sort()
    signature = digest("\n".join(lines).encode("utf-8", "surrogateescape"))
    return Listing(path, lines, signature, inner, racy, tuple(problems), frozenset(refused))


@contextlib.contextmanager
def _opened(full: str) -> Iterator[Iterator[os.DirEntry[str]]]:
    """Open a folder: finding each file by its full path instead takes a tenth of the walk."""
    if not _FROM_OPEN:
        with os.scandir(full) as items:
            yield items
        return
    descriptor = os.open(full, _FOLDER)
    try:
        with os.scandir(descriptor) as items:
            yield items
    finally:
        os.close(descriptor)


def _is_own(root: Path, path: str) -> bool:
    """Return whether a named folder exists without a symbolic link in its path."""
    return os.path.realpath(root / path) == os.path.join(os.path.realpath(root), *path.rstrip("/").split("/"))


_HOSTS = r"[A-Za-z0-9_-]{1,60}"
"""Names without an ending that mean something to hosts, such as CNAME and _redirects."""


def place_of(path: str) -> Where:
    """Return the position of a file or folder, even if its name has invalid bytes."""
    return Where("content/" + path.encode("utf-8", "replace").decode())


def folder_problem(path: str) -> Problem | None:
    if not _is_text(path):
        return _misnamed(path, sentence("the name of this folder is not UTF-8"))
    if path.count("/") >= MAX_DEPTH or len(path.encode()) > MAX_PATH:
        message = sentence(
            "this folder lies too deep: there may be {max_depth} in each other, with a path of {max_path} bytes",
            max_depth=MAX_DEPTH,
            max_path=MAX_PATH,
        )
        return Problem(
            place_of(path), "over-limit", message, sentence("move it up, or give the folders above it shorter names")
        )
    return None


def file_problem(path: str, status: str, reading: Reading) -> Problem | None:
    """Return why a file is not read; `status` is size, mtime, ctime, inode and mode."""
    size_text, _, _, _, mode = status.split(" ")
    size = int(size_text)
    regular = stat.S_ISREG(int(mode))
    if regular and path.endswith(".md") and path.isascii():
        # Nearly every file; a fresh checkout checks each of them. One that is too large is parsed up to the limit,
        # since it may be a draft.
        return None
    where = place_of(path)
    if not regular:
        return Problem(
            where, "refused-file", sentence("this is neither a file nor a folder"), sentence("remove it from content/")
        )
    if not _is_text(path):
        return _misnamed(path, sentence("the name of this file is not UTF-8"))
    name = path.rpartition("/")[2]
    article = name.endswith(".md")
    if size > reading.media_bytes and not article:
        return too_large(where, reading.media_bytes)
    dotless = "." not in name and bool(why_refused(path, reading))
    if not article and (dotless or clean(path) != path or any(ord(c) < 32 or c in '\\?#"<>|*:%' for c in path)):
        hint = sentence("use letters, digits, points and hyphens, and an ending such as .jpg")
        if re.fullmatch(_HOSTS, name):
            hint = sentence(
                "if the host of the portal wants it, allow it in site.yaml: media: {{allow: [{name}]}}", name=name
            )
        return Problem(where, "bad-name", sentence("a file with this name cannot have an address"), hint)
    return None


def too_large(where: Where, most: int) -> Problem:
    said = sentence("the file is larger than the limit of {most} bytes", most=most)
    return Problem(where, "over-limit", said, sentence("make it smaller, or raise limits in site.yaml"))


def reserved_problem(path: str, name: str) -> Problem:
    first = (path + name).partition("/")[0]
    hint = sentence("give it another name, foto or dokumen say, and correct the addresses that lead there")
    return Problem(
        place_of(path or name),
        "reserved-address",
        sentence("the portal's own files are at /{first}, so no media of content/ can lie there", first=first),
        hint,
    )


def link_problem(root: Path, path: str) -> Problem | None:
    """Return why a symbolic link is not followed: it may only point to a file of the site."""
    try:
        Folder(root).target(path)
    except StrayError as error:
        return Problem(place_of(path), "bad-symlink", error.said, error.advice)
    return None


def _misnamed(path: str, said: Sentence) -> Problem:
    return Problem(place_of(path), "bad-name", said, sentence("rename it"))


def _is_text(name: str) -> bool:
    return name.isascii() or not any("\ud800" <= c <= "\udfff" for c in name)
