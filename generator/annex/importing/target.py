"""The folder that an archive moves into: what was written before, and what the desk has changed since.

`import/state.jsonl` has each file's digest, appended just before the file gets its name. An unchanged file may be
rewritten when the source differs; one that was edited, moved or deleted is the desk's.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from generator.base import state_files
from generator.base.digest import digest
from generator.base.errors import UsageError
from generator.base.folder import is_own
from generator.base.sentences import sentence
from generator.base.state_files import check_link
from generator.model.codec import UNREADABLE
from generator.store.files import lock

Outcome = Literal["new", "changed", "same", "edited", "deleted", "moved"]
"""Written for the first time; written again; as it was at the source; changed at the source, but edited or deleted here
and left so; written to another place, and gone from the old one."""

FOLDER = "import"
_STATE = f"{FOLDER}/state.jsonl"
_FORMAT = 1
_LOCK = "lock"
_HIDDEN = frozenset({".git", ".gitignore", ".DS_Store"})
UNFINISHED = ".import.new"
"""The name that a file has until it is whole, in the folder of the first part of its path. No build takes it for an
article."""


class Written(msgspec.Struct, frozen=True):
    """A file as written."""

    key: str
    """What it was made of: item:12, person:sari, site, media:…"""
    path: str
    """From the folder."""
    digest: str
    """In hexadecimal."""


class Head(msgspec.Struct, frozen=True):
    """The first line of the state."""

    format: int
    source: str
    finished: int | None = None
    """How many lines follow that a run has ended with; what is behind them is that of a run that was killed."""


class Target:
    """The folder; with `dry`, nothing is written, but everything behaves as if it were."""

    def __init__(self, folder: Path, source: str, *, dry: bool) -> None:
        """Take a folder that is new, empty, or written by an import of the same source; else raise UsageError."""
        self.folder = folder
        self._dry = dry
        self._source = source
        self._root = str(folder)
        self._made: set[str] = set()
        self._written = _read(folder, source)
        self.before = {written.key: written for written in self._written}
        self._after: dict[str, Written] = {}
        self._state: BinaryIO | None = None

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Lock the folder against other imports; raise UsageError if one is writing, or has written meanwhile."""
        if self._dry:
            yield
            return
        with lock(self.folder / FOLDER, waiting=self._taken):
            if _read(self.folder, self._source) != self._written:
                self._taken()
            (self.folder / "content").mkdir(exist_ok=True)
            for above in ("", "content", FOLDER):
                (self.folder / above / UNFINISHED).unlink(missing_ok=True)
            for written in self._written:
                if self.before[written.key].path != written.path:
                    # The last run was killed between the new file and the old one.
                    self._remove(written)
            self._save(self.before.values())
            with open(self.folder / _STATE, "ab", buffering=0) as self._state:
                yield

    def _taken(self) -> None:
        said = sentence(
            "another import is writing into {folder}; run this one again when it has ended", folder=self.folder
        )
        raise UsageError(said)

    @property
    def items(self) -> dict[str, str]:
        """Path of each item that an earlier import wrote, by id."""
        items = ((key, written) for key, written in self.before.items() if key.startswith("item:"))
        return {key.removeprefix("item:"): written.path.removeprefix("content/") for key, written in items}

    def put(self, key: str, path: str, data: bytes) -> Outcome:
        """Write a file made from `key`, unless it exists unchanged or is no longer ours."""
        new = Written(key, path, digest(data).hex())
        old = self.before.get(key)
        current = self._digest(path)
        if old is None:
            if current not in {"", new.digest}:
                return "edited"
            self._replace(new, current, data)
            return "new"
        self._after[key] = old
        if old == new:
            return "same"
        present = current if old.path == path else self._digest(old.path)
        if present != old.digest or (old.path != path and current):
            return "edited" if present else "deleted"
        self._replace(new, current, data)
        if old.path == path:
            return "changed"
        self._remove(old)
        return "moved"

    def _remove(self, written: Written) -> None:
        """Delete a file that nobody has edited."""
        if not self._dry and self._digest(written.path) == written.digest:
            (self.folder / written.path).unlink()

    def _replace(self, new: Written, current: str, data: bytes) -> None:
        """Write a file unless it has these bytes already."""
        self._after[new.key] = new
        if current != new.digest:
            self._write(new.path, data, msgspec.json.encode(new) + b"\n")

    def finish(self) -> None:
        """Save what was written; items missing from the source are remembered."""
        if not self._dry:
            self._save({**self.before, **self._after}.values())

    def _digest(self, path: str) -> str:
        """Return the digest of a path: empty for nothing, and no file's digest for a folder or a pipe."""
        file = f"{self._root}/{path}"
        try:
            if not stat.S_ISREG(os.stat(file).st_mode):
                return "no file"
            with open(file, "rb") as opened:
                return digest(opened.read()).hex()
        except (FileNotFoundError, NotADirectoryError):
            return ""

    def write(self, path: str, data: bytes) -> None:
        """Write a file that is made anew by each import."""
        self._write(path, data, b"")

    def _write(self, path: str, data: bytes, line: bytes) -> None:
        if self._dry:
            return
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            self._make(folder)
        with whole_file(f"{self._root}/{path}", os.path.join(self._root, folder.partition("/")[0], UNFINISHED)) as file:
            file.write(data)
            if line:
                assert self._state is not None, "a file is written into a folder that is not claimed"
                self._state.write(line)

    def _make(self, folder: str) -> None:
        if folder and not is_own(self.folder, folder):
            said = sentence(
                "{folder} is reached by a symbolic link, and nothing is written through one; remove it, and import "
                "again", folder=f"{self._root}/{folder}",
            )  # fmt: skip
            raise UsageError(said)
        try:
            os.makedirs(f"{self._root}/{folder}", exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            said = sentence(
                "{folder} is to be a folder, but there is a file in its place, or of one above it; move that file "
                "away, and import again", folder=f"{self._root}/{folder}",
            )  # fmt: skip
            raise UsageError(said) from error
        self._made.add(folder)

    def _save(self, written: Iterable[Written]) -> None:
        lines = [*map(msgspec.json.encode, written)]
        head = msgspec.json.encode(Head(_FORMAT, self._source, len(lines)))
        state_files.write(self.folder / _STATE, b"\n".join((head, *lines, b"")), lasting=True)


def _read(folder: Path, source: str) -> list[Written]:
    """Return what earlier imports wrote into a folder."""
    check_link(folder)
    state = folder / _STATE
    try:
        data = state.read_bytes()
        # What is behind the last line end was not written whole.
        lines = data.split(b"\n")[:-1] or list(filter(None, [data]))
    except (FileNotFoundError, NotADirectoryError):
        lines = []
    if not lines:
        if folder.exists() and (not folder.is_dir() or any(map(_is_content, folder.iterdir()))):
            said = sentence(
                "{folder} is not empty, and no import has written it; name a new folder with --into", folder=folder
            )
            raise UsageError(said)
        return []
    try:
        head = msgspec.json.decode(lines[0], type=Head)
        if head.format != _FORMAT:
            said = sentence(
                "{state} is of another version of Warta; use that one, or import into a new folder", state=state
            )
            raise UsageError(said)
        found = [msgspec.json.decode(line, type=Written) for line in lines[1:]]
    except UNREADABLE as error:
        raise UsageError(
            sentence("{state} is damaged; restore it, or import into a new folder", state=state)
        ) from error
    if head.source != source:
        said = sentence(
            "{folder} was imported from {source}, not from {source_}; name a new folder with --into",
            folder=folder, source=head.source, source_=source,
        )  # fmt: skip
        raise UsageError(said)
    if head.finished is not None and len(found) > head.finished:
        file = folder / found[-1].path
        if not file.is_file() or digest(file.read_bytes()).hex() != found[-1].digest:
            # The run was killed before the file got its name, or somebody has edited it since: it is not ours.
            found.pop()
    return found


def _is_content(entry: Path) -> bool:
    """Return whether a folder has foreign content, beyond what an import killed at its start leaves."""
    if entry.name in {FOLDER, "content"} and entry.is_dir():
        return any(inner.suffix != ".new" and inner.name != _LOCK for inner in entry.iterdir())
    return entry.name not in _HIDDEN


@contextmanager
def whole_file(path: str, unfinished: str) -> Iterator[BinaryIO]:
    """Write a file that gets its name and folder only once complete; until then it is `unfinished`."""
    try:
        with open(unfinished, "wb") as file:
            yield file
        try:
            os.replace(unfinished, path)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            os.replace(unfinished, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(unfinished)
        raise
