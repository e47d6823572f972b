"""Write: bring the output folder from one state to the next, whole.

The stages put new bytes into a staging folder inside the output, on the same
file system. When everything is there, a journal is written: from then on the
change will be finished, by this process or by the next build, file by file,
each by one rename. The output is always known by its own marker, which holds
the digest of the whole tree; so an older copy, another site's folder or a
folder with foreign files is not taken for ours.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.digest import MODULUS, digest, entry
from generator.errors import UsageError
from generator.records import Record

STAGE = ".warta-stage"
MARKER = ".warta"
_HEAD = "warta 1\n"


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


class Journal(Record, frozen=True):
    """What is about to be done to the output, with the new files in the staging folder."""

    changes: Changes
    marker: str


class Output:
    """The output folder."""

    def __init__(self, folder: Path, note: Path) -> None:
        """Name the output folder, and the file that lists what changed in it for whoever deploys it."""
        self.folder = folder
        self.note = note
        self.stage = folder / STAGE
        self.files = self.stage / "files"
        self._journal = self.stage / "journal"
        self._kept = note.with_name("changed.kept")
        """What killed builds had left to do, until a build ends well and its list covers it."""
        self._finished = Changes({}, {}, {})
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
            self._finished = journal.changes
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

    def begin(self) -> None:
        """Make the staging folder."""
        self.files.mkdir(parents=True, exist_ok=True)

    def seal(self, changes: Changes, tree: int) -> Journal:
        """Write the journal: from here on the change will be finished whatever happens.

        Raises:
            UsageError: something that is not ours stands in the way.

        """
        if self.marked:
            _check_room(str(self.files), str(self.folder), "", changes.deleted)
        journal = Journal(self._finished.then(changes), f"{_HEAD}{tree:032x}\n")
        _write(self._journal, msgspec.json.encode(journal))
        return journal

    def abandon(self) -> None:
        """Remove the staging folder, the journal first; the output stays as it was."""
        self._journal.unlink(missing_ok=True)
        shutil.rmtree(self.stage, ignore_errors=True)

    def close(self) -> None:
        """Forget what killed builds had left to do: whoever deploys has been told of it."""
        self._kept.unlink(missing_ok=True)

    def finish(self, journal: Journal) -> None:
        """Carry out a journal."""
        for path in journal.changes.deleted:
            self._delete(path)
        if self.files.exists():
            _move(str(self.files), str(self.folder))
        marker = self.stage / "marker"
        marker.write_text(journal.marker, "utf-8", newline="\n")
        os.replace(marker, self.folder / MARKER)
        listed = {
            name: dict(sorted(getattr(journal.changes, name).items())) for name in ("added", "changed", "deleted")
        }
        _write(self.note, msgspec.json.format(msgspec.json.encode(listed), indent=1) + b"\n")
        # A build that ends well removes this; until then nobody may have read the list.
        _write(self._kept, msgspec.json.encode(journal.changes))
        # The journal goes first: without it, what is left of the staging folder means nothing.
        self._journal.unlink()
        shutil.rmtree(self.stage)

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


def _move(source: str, target: str) -> None:
    """Move everything below one folder into another; a folder that is not there yet moves whole."""
    with os.scandir(source) as found:
        items = sorted(found, key=lambda item: item.name)
    for item in items:
        goal = os.path.join(target, item.name)
        if not item.is_dir(follow_symlinks=False):
            _clear(goal)
            os.replace(item.path, goal)
            continue
        try:
            there = os.lstat(goal)
        except FileNotFoundError:
            os.rename(item.path, goal)
            continue
        if stat.S_ISDIR(there.st_mode):
            _move(item.path, goal)
        else:
            # A link was put in the place of a folder of ours, perhaps one that leads out.
            os.unlink(goal)
            os.rename(item.path, goal)


def _check_room(source: str, target: str, path: str, deleted: dict[str, str]) -> None:
    """Refuse to put a file where a folder holds files that will not be deleted, or a folder where such a file is."""
    with os.scandir(source) as found:
        items = sorted(found, key=lambda item: item.name)
    for item in items:
        goal = os.path.join(target, item.name)
        folder_comes = item.is_dir(follow_symlinks=False)
        if os.path.islink(goal) or not os.path.isdir(goal):
            if folder_comes and os.path.isfile(goal) and not os.path.islink(goal) and path + item.name not in deleted:
                raise UsageError(f"{goal} is not ours, and is in the way of a folder; move it elsewhere")
            continue
        if folder_comes:
            _check_room(item.path, goal, f"{path}{item.name}/", deleted)
            continue
        for folder, inner, names in os.walk(goal):
            links = [name for name in inner if os.path.islink(os.path.join(folder, name))]
            for file in (os.path.join(folder, name) for name in (*names, *links)):
                if f"{path}{item.name}/{os.path.relpath(file, goal).replace(os.sep, '/')}" not in deleted:
                    raise UsageError(f"{file} is not ours, and its folder is in the way of a file; move it elsewhere")


def _clear(goal: str) -> None:
    """Make way for a file where a page's folder of old stands; only empty folders go."""
    if os.path.isdir(goal) and not os.path.islink(goal):
        for folder, _, _ in os.walk(goal, topdown=False):
            os.rmdir(folder)
