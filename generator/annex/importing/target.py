"""The folder that an archive moves into: what was written before, and what the desk has changed since.

`import/state.jsonl` has each file's digest as written. An unchanged file may be rewritten when the source differs; one
that was edited, moved or deleted is the desk's.
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
_BEGUN = f"{FOLDER}/begun.jsonl"
"""A line for each file that a run is about to write, so that the next one knows them if this one is killed."""
_FORMAT = 1
_HELD = "held:"
"""Before the id of an item that was held back."""
_LOCK = "lock"
_HIDDEN = frozenset({".git", ".gitignore", ".DS_Store"})
UNFINISHED = ".import.new"
"""The name that a file has until it is whole: hidden, so that no build takes it for an article."""


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


class Target:
    """The folder; with `dry`, nothing is written, but everything behaves as if it were."""

    def __init__(self, folder: Path, source: str, *, dry: bool) -> None:
        """Take a folder that is new, empty, or written by an import of the same source; else raise UsageError."""
        self.folder = folder
        self._dry = dry
        self._source = source
        self._root = str(folder)
        self._made: set[str] = set()
        self.before = _read(folder, source)
        begun = _read_begun(folder)
        self._begun = frozenset((written.path, written.digest) for written in begun)
        self._begun_of: dict[str, list[Written]] = {}
        """What a run that was killed has made of each key, or begun to, the last one at the end."""
        for written in begun:
            self._begun_of.setdefault(written.key, []).append(written)
        self._after: dict[str, Written] = {}
        self._beginning: BinaryIO | None = None

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Lock the folder against other imports; raise UsageError if one is writing, or has written meanwhile."""
        if self._dry:
            yield
            return
        with lock(self.folder / FOLDER, waiting=self._taken):
            if _read(self.folder, self._source) != self.before:
                self._taken()
            if not self.before:
                # So that a killed import can be run again.
                (self.folder / "content").mkdir(exist_ok=True)
                self._save(())
            for above in {"content", *(os.path.dirname(path) for path, _ in self._begun)}:
                (self.folder / above / UNFINISHED).unlink(missing_ok=True)
            with open(self.folder / _BEGUN, "ab", buffering=0) as self._beginning:
                yield
            (self.folder / _BEGUN).unlink()

    def _taken(self) -> None:
        said = sentence(
            "another import is writing into {folder}; run this one again when it has ended", folder=self.folder
        )
        raise UsageError(said)

    @property
    def items(self) -> dict[str, str]:
        """Path of each item that an earlier import wrote or held back, by id."""
        items = ((key, written) for key, written in self.before.items() if key.startswith(("item:", _HELD)))
        return {key.partition(":")[2]: written.path.removeprefix("content/") for key, written in items}

    def hold(self, item: str, path: str) -> None:
        """Remember a held item, so that the next import gives it the same place."""
        self._after[f"{_HELD}{item}"] = Written(f"{_HELD}{item}", path, "")

    def release(self, item: str) -> None:
        """Remove what lies aside of an item that an earlier import held back, and this one does not."""
        written = self.before.get(f"{_HELD}{item}")
        if written and not self._dry:
            for file in held_files(written.path):
                (self.folder / file).unlink(missing_ok=True)

    def put(self, key: str, path: str, data: bytes) -> Outcome:
        """Write a file made from `key`, unless it exists unchanged or is no longer ours."""
        mine = digest(data).hex()
        begun = self._begun_of.get(key, ())
        old = next(filter(self._is_ours, reversed(begun)), None) or self.before.get(key)
        there = self._digest(path)
        foreign = bool(there) and (path, there) not in self._begun
        if old is None:
            if foreign and there != mine:
                return "edited"
            self._replace(Written(key, path, mine), there, data)
            return "new"
        if old.digest == mine and old.path == path and (foreign or not there):
            self._after[key] = old
            return "same"
        present = there if old.path == path else self._digest(old.path)
        moved = old.path != path and bool(there) and not foreign
        theirs = present != old.digest and (old.path, present) not in self._begun and not (moved and not present)
        if theirs or (old.path != path and foreign):
            self._after[key] = old
            return "edited" if present else "deleted"
        self._replace(Written(key, path, mine), there, data)
        for written in (old, *begun, *filter(None, (self.before.get(key),))):
            if written.path != path and not self._dry and (written is old or self._is_ours(written)):
                (self.folder / written.path).unlink(missing_ok=True)
        if key not in self.before:
            return "new"
        return "changed" if old.path == path else "moved"

    def _is_ours(self, written: Written) -> bool:
        return self._digest(written.path) == written.digest

    def _replace(self, written: Written, there: str, data: bytes) -> None:
        """Write a file and record it first, unless it has these bytes already."""
        self._after[written.key] = written
        if there == written.digest:
            return
        if not self._dry:
            assert self._beginning is not None, "a file is written into a folder that is not claimed"
            self._beginning.write(msgspec.json.encode(written) + b"\n")
        self.write(written.path, data)

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
        if self._dry:
            return
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            self._make(folder)
        with whole_file(f"{self._root}/{path}", os.path.join(self._root, folder, UNFINISHED)) as file:
            file.write(data)

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
        lines = [msgspec.json.encode(Head(_FORMAT, self._source)), *map(msgspec.json.encode, written)]
        state_files.write(self.folder / _STATE, b"\n".join(lines) + b"\n", lasting=True)


def _read(folder: Path, source: str) -> dict[str, Written]:
    """Return what earlier imports wrote into a folder."""
    check_link(folder)
    state = folder / _STATE
    lines = _lines(state)
    if not lines:
        if folder.exists() and (not folder.is_dir() or any(map(_is_content, folder.iterdir()))):
            said = sentence(
                "{folder} is not empty, and no import has written it; name a new folder with --into", folder=folder
            )
            raise UsageError(said)
        return {}
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
    return {written.key: written for written in found}


def _is_content(entry: Path) -> bool:
    """Return whether a folder has foreign content, beyond what an import killed at its start leaves."""
    if entry.name in {FOLDER, "content"} and entry.is_dir():
        return any(inner.suffix != ".new" and inner.name != _LOCK for inner in entry.iterdir())
    return entry.name not in _HIDDEN


def _lines(file: Path) -> list[bytes]:
    try:
        return file.read_bytes().splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return []


def _read_begun(folder: Path) -> list[Written]:
    found = []
    for line in _lines(folder / _BEGUN):
        # The last line may be cut off.
        with suppress(*UNREADABLE):
            found.append(msgspec.json.decode(line, type=Written))
    return found


def held_files(path: str) -> tuple[str, str]:
    """Return where a file is that is held back, by its path below content/, and where its source is."""
    file = f"{FOLDER}/held/{path.replace('/', '-')}"
    return file, f"{file}.source.txt"


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
