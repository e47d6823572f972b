"""Write: bring the output folder from one state to the next, whole.

The stages put new bytes into a staging folder inside the output, on the same
file system: new files in their folders, which move whole where they are new,
and those that take the place of a file side by side. When everything is
there, a journal is written: from then on the change will be finished, by this
process or by the next build, file by file, each by one rename. The output is
always known by its own marker, which holds
the digest of the whole tree; so an older copy, another site's folder or a
folder with foreign files is not taken for ours.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from generator.digest import MODULUS, digest, entry
from generator.errors import UsageError
from generator.records import Record

STAGE = ".warta-stage"
MARKER = ".warta"
_HEAD = "warta 1\n"
_NEW, _OVER = "files", "over"
"""Folders of the staging folder."""


def place(stage: str, path: str, *, there: bool) -> str:
    """Return where the bytes of a file wait in the staging folder.

    Args:
        stage: the staging folder.
        path: path of the file below the output.
        there: whether they take the place of a file, so that there is a folder for it already.

    """
    if there:
        return f"{stage}/{_OVER}/{digest(path.encode('utf-8', 'surrogateescape')).hex()}"
    return f"{stage}/{_NEW}/{path}"


class Changes(Record, frozen=True):
    """How the output differs from what it was: paths, with hex digests."""

    added: dict[str, str]
    changed: dict[str, str]
    deleted: dict[str, str]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.deleted)

    def then(self, later: Changes) -> Changes:
        """Return these changes and later ones as one step."""
        added, changed, deleted = dict(self.added), dict(self.changed), dict(self.deleted)
        for path, shown in later.deleted.items():
            changed.pop(path, None)
            if added.pop(path, None) is None:
                deleted[path] = shown
        for path, shown in {**later.added, **later.changed}.items():
            fresh = path in added or (path in later.added and path not in deleted and path not in changed)
            deleted.pop(path, None)
            (added if fresh else changed)[path] = shown
        return Changes(added, changed, deleted)


_NOTHING = Changes({}, {}, {})


class Journal(Record, frozen=True):
    """What is about to be done to the output, with the new files in the staging folder."""

    changes: Changes
    marker: str
    earlier: Changes = _NOTHING
    """What killed builds have done before, until a build ends well and its list covers it."""

    @property
    def all(self) -> Changes:
        """What whoever deploys has to know of."""
        return self.earlier.then(self.changes)


class Output:
    """The output folder."""

    def __init__(self, folder: Path, note: Path) -> None:
        """Name the output folder, and the file that lists what changed in it for whoever deploys it."""
        self.folder = folder
        self.note = note
        self.stage = folder / STAGE
        self._journal = self.stage / "journal"
        self._kept = note.with_name("changed.kept")
        """What killed builds have done, until a build ends well and its list covers it."""
        self._finished = _NOTHING
        """The same, in memory."""

    def open(self) -> str:
        """Finish or sweep away what a killed build left, and return the tree's digest.

        Returns:
            The digest in hex, or an empty text when the folder is missing or empty.

        Raises:
            UsageError: the folder holds files but was not made by this program.

        """
        if self._kept.exists():
            self._finished = msgspec.json.decode(self._kept.read_bytes(), type=Changes)
        if not self.folder.exists():
            return ""
        if not self.folder.is_dir():
            raise UsageError(f"{self.folder} is not a folder")
        if self._journal.exists():
            journal = msgspec.json.decode(self._journal.read_bytes(), type=Journal)
            self.finish(journal)
            self._finished = journal.all
            # This build may fail, and then the next one has to list it.
            _write(self._kept, msgspec.json.encode(self._finished))
            self.abandon()
        elif self.stage.is_symlink():
            self.stage.unlink()
        elif self.stage.exists():
            shutil.rmtree(self.stage)
        marker = self.folder / MARKER
        if marker.is_file():
            text = marker.read_text("utf-8", "replace")
            return text.removeprefix(_HEAD).strip() if text.startswith(_HEAD) else "unknown"
        if os.listdir(self.folder):
            raise UsageError(
                f"{self.folder} is not empty and was not made by ssg; it is left alone. Name another folder with"
                " --output, or empty this one yourself"
            )
        return ""

    @property
    def marked(self) -> bool:
        """Whether the output bears a marker."""
        return (self.folder / MARKER).is_file()

    def seal(self, changes: Changes, tree: int) -> Journal:
        """Write the journal: from here on the change will be finished whatever happens.

        Raises:
            UsageError: something that is not ours stands in the way.

        """
        if self.marked:
            for path in (*changes.added, *changes.changed):
                _check_room(str(self.folder), path, changes.deleted)
        journal = Journal(changes, f"{_HEAD}{tree:032x}\n", self._finished)
        self.stage.mkdir(parents=True, exist_ok=True)
        _write(self._journal, msgspec.json.encode(journal))
        return journal

    def finish(self, journal: Journal) -> None:
        """Carry out a journal; whatever of it was done before may be done again."""
        changes, top, stage = journal.changes, str(self.folder), str(self.stage)
        for path in changes.deleted:
            self._delete(path)
        _make_way(top, changes.changed)
        for path in changes.changed:
            _put(place(stage, path, there=True), f"{top}/{path}")
        if os.path.isdir(f"{stage}/{_NEW}"):
            _move(f"{stage}/{_NEW}", top)
        marker = self.stage / "marker"
        marker.write_text(journal.marker, "utf-8", newline="\n")
        os.replace(marker, self.folder / MARKER)
        told = journal.all
        listed = {name: dict(sorted(getattr(told, name).items())) for name in ("added", "changed", "deleted")}
        _write(self.note, msgspec.json.format(msgspec.json.encode(listed), indent=1) + b"\n")

    def abandon(self) -> None:
        """Remove the staging folder, the journal first: without it, what is left of the folder means nothing."""
        self._journal.unlink(missing_ok=True)
        shutil.rmtree(self.stage, ignore_errors=True)

    def close(self) -> None:
        """End well: whoever deploys has been told of everything. Until here a kill leaves the journal."""
        if self._finished:
            self._kept.unlink(missing_ok=True)
        self.abandon()

    def _delete(self, path: str) -> None:
        """Delete a file and the folders that it leaves empty."""
        full = os.path.join(self.folder, path)
        try:
            if _through_link(self.folder, path):
                return
            os.unlink(full)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return
        parent = os.path.dirname(full)
        top = str(self.folder)
        while parent != top:
            try:
                os.rmdir(parent)
            except OSError:
                break
            parent = os.path.dirname(parent)

    def walk(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and digest of every file of the output but the marker."""
        pending = [("", str(self.folder))]
        while pending:
            path, full = pending.pop()
            with os.scandir(full) as found:
                for item in found:
                    inside = path + item.name
                    if inside in (STAGE, MARKER):
                        continue
                    if item.is_dir(follow_symlinks=False):
                        pending.append((f"{inside}/", item.path))
                    elif item.is_symlink():
                        yield inside, digest(b"link:" + os.fsencode(os.readlink(item.path)))
                    else:
                        with open(item.path, "rb") as file:
                            yield inside, digest(file.read())


def _write(path: Path, data: bytes) -> None:
    """Write a small file whole or not at all."""
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.write_bytes(data)
    os.replace(unfinished, path)


def tree_digest(files: dict[str, bytes]) -> int:
    """Return the digest of a whole tree from the digests of its files."""
    return sum(entry(path, content) for path, content in files.items()) % MODULUS


def _through_link(top: Path, path: str) -> bool:
    """Tell whether a folder on the way to a file is a symbolic link, which leads out of the output."""
    at = str(top)
    for part in path.split("/")[:-1]:
        at = os.path.join(at, part)
        if os.path.islink(at):
            return True
    return False


def _make_way(top: str, paths: Iterable[str]) -> None:
    """Make sure that files have true folders to go to, should somebody have removed or replaced one."""
    known = {""}
    for path in paths:
        folders = []
        folder = path.rpartition("/")[0]
        while folder not in known:
            known.add(folder)
            folders.append(folder)
            folder = folder.rpartition("/")[0]
        for folder in reversed(folders):
            if not _is_folder(f"{top}/{folder}"):
                os.mkdir(f"{top}/{folder}")


def _is_folder(goal: str) -> bool:
    """Tell whether a folder of the output is there. A link in its place, perhaps one that leads out, goes."""
    try:
        there = os.lstat(goal)
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(there.st_mode):
        return True
    os.unlink(goal)
    return False


def _move(source: str, target: str) -> None:
    """Move all of one folder into another; a folder that is not there yet moves whole."""
    with os.scandir(source) as found:
        items = list(found)
    for item in items:
        goal = f"{target}/{item.name}"
        if not item.is_dir(follow_symlinks=False):
            _put(item.path, goal)
        elif _is_folder(goal):
            _move(item.path, goal)
        else:
            os.rename(item.path, goal)
    os.rmdir(source)


def _put(source: str, goal: str) -> None:
    """Move a file to its place, if that was not done before."""
    try:
        os.replace(source, goal)
    except FileNotFoundError:
        if os.path.exists(source):
            raise
    except (IsADirectoryError, PermissionError):
        # A page's folder of old may stand there; only empty folders go.
        if not os.path.isdir(goal) or os.path.islink(goal):
            raise
        for folder, _, _ in os.walk(goal, topdown=False):
            os.rmdir(folder)
        os.replace(source, goal)


def _check_room(top: str, path: str, deleted: dict[str, str]) -> None:
    """Refuse to put a file where a folder holds files that will not be deleted, or a folder where such a file is."""
    try:
        if stat.S_ISREG(os.lstat(f"{top}/{path}").st_mode):
            return
    except FileNotFoundError:
        return
    except OSError:
        # One of its folders is none.
        pass
    parts = path.split("/")
    for number in range(1, len(parts) + 1):
        part = "/".join(parts[:number])
        goal = f"{top}/{part}"
        if os.path.islink(goal):
            return
        if number < len(parts) and not os.path.isdir(goal):
            if part in deleted:
                return
            raise UsageError(f"{goal} is not ours, and is in the way of a folder; move it elsewhere")
    for folder, inner, names in os.walk(f"{top}/{path}"):
        links = [name for name in inner if os.path.islink(os.path.join(folder, name))]
        for file in (os.path.join(folder, name) for name in (*names, *links)):
            if os.path.relpath(file, top).replace(os.sep, "/") not in deleted:
                raise UsageError(f"{file} is not ours, and its folder is in the way of a file; move it elsewhere")
