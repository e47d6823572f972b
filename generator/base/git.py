"""What git knows of a portal: the files of a commit, under the rules of `Folder`, and the state of the remote."""

from __future__ import annotations

import contextlib
import errno
import os
import posixpath
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from generator.base.errors import UsageError
from generator.base.folder import CONTENT, Files, check_target, leaves
from generator.base.sentences import sentence

if TYPE_CHECKING:
    import subprocess

_PIECE = 1 << 20
_LINKS = 40
"""The longest chain of links, as on Linux."""


class TreeEntry(msgspec.Struct, frozen=True):
    """A file or folder in a tree: its mode, and the name of its object in hex."""

    mode: int
    name: str
    """The object, in hex."""


class Objects:
    """The objects of a repository; git is started when the first one is read."""

    def __init__(self, repository: str) -> None:
        self._repository = repository
        self._process: subprocess.Popen[bytes] | None = None

    def close(self) -> None:
        if self._process is not None:
            assert self._process.stdin
            assert self._process.stdout
            with contextlib.suppress(OSError):
                self._process.stdin.close()
            self._process.stdout.close()
            self._process.wait()
            self._process = None

    def size(self, name: str) -> int:
        return self._ask("info", name)[1]

    def read(self, name: str, most: int | None) -> bytes:
        _, size, source = self._ask("contents", name)
        wanted = size if most is None else min(size, most + 1)
        data = source.read(wanted)
        left = size - wanted + 1
        while left:
            left -= len(source.read(min(left, _PIECE)))
        if len(data) != wanted:
            raise self._failed(name)
        return data

    def copy(self, name: str, target: IO[bytes]) -> None:
        _, left, source = self._ask("contents", name)
        while left:
            piece = source.read(min(left, _PIECE))
            if not piece:
                raise self._failed(name)
            left -= len(piece)
            target.write(piece)
        source.read(1)

    def tree(self, name: str) -> dict[str, TreeEntry]:
        """Return the entries of a tree by name, except names that no checkout would create; raises OSError."""
        kind, size, source = self._ask("contents", name)
        data = source.read(size + 1)[:size]
        if kind != "tree" or len(data) != size:
            raise self._failed(name)
        try:
            found = dict(_entries(data, len(name) // 2))
        except ValueError as error:
            raise OSError(errno.EIO, f"git has a damaged tree, {name[:12]}") from error
        return {path: entry for path, entry in found.items() if path not in ("", ".", "..") and "/" not in path}

    def _ask(self, command: str, name: str) -> tuple[str, int, IO[bytes]]:
        process = self._begun()
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(f"{command} {name}\n".encode())
            process.stdin.flush()
        except OSError as error:
            raise self._failed(name) from error
        words = process.stdout.readline().split()
        if len(words) != 3:
            raise self._failed(name)
        return words[1].decode(), int(words[2]), process.stdout

    def _begun(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            import subprocess  # noqa: PLC0415 - as in `_said`

            self._process = subprocess.Popen(  # noqa: S603 - git, with names of objects
                [*_git(self._repository), "cat-file", "--batch-command"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        return self._process

    def _failed(self, name: str) -> OSError:
        self.close()
        return OSError(errno.EIO, f"git does not have {name[:12]}, or cannot fetch it")

    def fetch(self, names: Iterable[str]) -> None:
        """Fetch at once the objects that a blobless clone lacks; otherwise git fetches them one by one."""
        remote = self._promisor()
        names = list(dict.fromkeys(names))
        if len(names) < 2 or not remote:
            return
        told = _said(
            self._repository, "cat-file", "--batch-check", given="".join(f"{name}\n" for name in names), fetches=False
        )
        missing = [line.partition(" ")[0] for line in told.splitlines() if line.endswith(" missing")]
        if not missing:
            return
        _said(
            self._repository, "-c", "fetch.negotiationAlgorithm=noop", "fetch", remote, "--no-tags",
            "--no-write-fetch-head", "--recurse-submodules=no", "--filter=blob:none", "--stdin",
            given="".join(f"{name}\n" for name in missing),
        )  # fmt: skip

    def _promisor(self) -> str:
        """Return the remote that has the objects this clone lacks; empty for a full clone."""
        told = _said(self._repository, "config", "--bool", "--get-regexp", r"^remote\..*\.promisor$")
        found = (line.rpartition(" ") for line in told.splitlines())
        return next((key[len("remote.") : -len(".promisor")] for key, _, is_so in found if is_so == "true"), "")


def _entries(data: bytes, size: int) -> Iterator[tuple[str, TreeEntry]]:
    """Yield name and entry of all in a tree; `size` is the length of an object name in bytes. Raises ValueError."""
    at = 0
    while at < len(data):
        end = data.index(b"\0", at)
        mode, _, own = data[at:end].partition(b" ")
        at = end + 1 + size
        yield own.decode("utf-8", "surrogateescape"), TreeEntry(int(mode, 8), data[end + 1 : at].hex())


class Committed(Files):
    """The files of a git tree."""

    def __init__(self, repository: str, tree: str) -> None:
        super().__init__()
        self.objects = Objects(repository)
        self._top = TreeEntry(stat.S_IFDIR, tree)
        self._listed: dict[str, dict[str, TreeEntry]] = {}

    def close(self) -> None:
        self.objects.close()

    def read(self, path: str, most: int | None) -> bytes:
        """Return the bytes of a file; of one larger than `most`, one byte more. Raises OSError like `Folder.open`."""
        return self.objects.read(self.file(path).name, most)

    def open(self, path: str) -> int:
        entry = self.file(path)
        with tempfile.TemporaryFile() as copy:
            self.objects.copy(entry.name, copy)
            copy.seek(0)
            return os.dup(copy.fileno())

    def _is_file(self, path: str) -> bool:
        try:
            self.file(path)
        except OSError:
            return False
        return True

    def _list(self, path: str) -> dict[str, TreeEntry]:
        return self.folder(path)

    def file(self, path: str) -> TreeEntry:
        """Return the entry of a file, following a link; raises OSError."""
        entry = self._entry(path)
        if stat.S_ISLNK(entry.mode):
            entry = self._entry(self.target(path))
        if not stat.S_ISREG(entry.mode):
            raise OSError(errno.EINVAL, "it is neither a file nor a folder")
        return entry

    def target(self, path: str) -> str:
        inner = self._real(path)
        if not inner:
            # The top itself, as in `Folder`.
            raise leaves(CONTENT)
        try:
            mode: int | None = self._entry(inner).mode
        except FileNotFoundError:
            mode = None
        check_target(path, inner, is_there=mode is not None, is_folder=stat.S_ISDIR(mode or 0))
        return inner

    def _real(self, path: str) -> str:
        left, done = path.split("/"), ""
        for _ in range(_LINKS + len(left)):
            if not left:
                return done
            name = left.pop(0)
            step = posixpath.normpath(f"{done}/{name}" if done else name)
            if step.startswith(".."):
                break
            entry = self.folder(done).get(name)
            if entry is not None and stat.S_ISLNK(entry.mode):
                link = self.objects.read(entry.name, 4096).decode("utf-8", "surrogateescape")
                if link.startswith("/"):
                    break
                left = [*link.split("/"), *left]
            else:
                done = "" if step == "." else step
        raise leaves(CONTENT)

    def _entry(self, path: str) -> TreeEntry:
        above, _, name = path.rpartition("/")
        found = self.folder(above).get(name)
        if found is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return found

    def folder(self, path: str) -> dict[str, TreeEntry]:
        if path not in self._listed:
            entry: TreeEntry | None = self._top
            if path:
                above, _, name = path.rpartition("/")
                entry = self.folder(above).get(name)
            is_folder = entry is not None and stat.S_ISDIR(entry.mode)
            self._listed[path] = self.objects.tree(entry.name) if entry is not None and is_folder else {}
        return self._listed[path]


def tree_of(folder: Path, commit: str) -> str:
    """Return the name of a folder's tree in a commit; raises UsageError if there is none, or no git."""
    try:
        inside = _said(str(folder), "rev-parse", "--show-prefix").strip("\n").rstrip("/")
        given = f"{commit}^{{commit}}:{inside}"
        found = _said(str(folder), "rev-parse", "--verify", "--quiet", "--end-of-options", given).strip()
    except FileNotFoundError as error:
        raise UsageError(sentence("git is missing; install it, or build without --commit")) from error
    if not found:
        raise UsageError(
            sentence(
                "git knows no commit {commit} with this portal in {folder}; look at git log there",
                commit=commit,
                folder=folder,
            )
        )
    return found


def commit_of(folder: Path, commit: str) -> str:
    """Return the full name of a commit; empty if there is none, or no repository, or no git."""
    return _asked(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")


def head_of(folder: Path) -> str:
    """Return the full name of the checked-out commit; empty if there is none."""
    return commit_of(folder, "HEAD")


def committed_at(folder: Path, commit: str) -> int:
    """Return the time of a commit in seconds since 1970; 0 if unknown."""
    found = _asked(folder, "show", "--no-patch", "--format=%ct", commit)
    return int(found) if found.isdecimal() else 0


def common_commit(folder: Path, one: str, other: str) -> str:
    """Return the merge base of two commits; empty if this clone does not know it."""
    return _asked(folder, "merge-base", one, other)


def is_shallow(folder: Path) -> bool:
    return _asked(folder, "rev-parse", "--is-shallow-repository") == "true"


def _asked(folder: Path, *words: str) -> str:
    try:
        return _said(str(folder), *words, fetches=False).strip()
    except FileNotFoundError:
        return ""


def _git(folder: str) -> list[str]:
    return ["git", "--no-replace-objects", "-C", folder]


def _said(folder: str, *words: str, given: str = "", fetches: bool = True) -> str:
    """Return the output of git; empty if it fails."""
    # Imported here, for a fast start: a build without --commit runs no program.
    import subprocess  # noqa: PLC0415

    # Without a fetch, nobody must be asked for a password.
    environment = os.environ if fetches else {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    done = subprocess.run(  # noqa: S603 - git, with words of ours and a commit behind --end-of-options
        [*_git(folder), *words], input=given.encode(), capture_output=True, env=environment, check=False
    )
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else ""
