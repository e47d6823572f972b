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

import contextlib
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

import msgspec

from generator.base.digest import digest
from generator.base.errors import Problem, UsageError, Where
from generator.base.ownfiles import check_link, claim, discard, write
from generator.stages.journal import NOTHING, Changes, Journal, pack, unpack
from generator.stages.staging import NEW, OVER, staged_path

STAGE = ".warta-stage"
MARKER = ".warta"
UNMARKED = "unmarked"
"""In place of a digest, when a folder holds files and no marker."""
_HEAD = "warta 1\n"
_MARK = re.compile(b"warta 1\n([0-9a-f]{32})\n")
_UNLISTED = "whoever uploads by .ssg/changed.json must compare the whole output this once"


class Output:
    """The output folder."""

    def __init__(self, folder: Path, note: Path) -> None:
        """Name the output folder, and the file that lists what changed in it for whoever deploys it."""
        self.folder = folder
        self.note = note
        self.stage = folder / STAGE
        self._journal = self.stage / "journal"
        self._marker = self.stage / "marker"
        self._listed = note.with_name(f"{note.name}.ready")
        nickname = _nickname(folder, note.parent)
        self._kept = note.with_name(f"changed.{nickname}.kept")
        """What killed builds have done to this output, until a build of it ends well and its list covers it."""
        self._copy = note.with_name(f"marker.{nickname}")
        """What the marker says, for the day on which it is damaged."""
        self._copied = self._copy.with_name(f"{self._copy.name}.ready")
        self._finished = NOTHING
        """The same, in memory."""
        self.tree = ""
        """The digest of the whole tree by the marker, in hex; empty when the folder is."""
        self.doubts: list[Problem] = []
        """What was found damaged; then nothing but a look at all files tells what is there."""

    def open(self) -> str:
        """Finish or sweep away what a killed build left, and return the tree's digest.

        Returns:
            The digest in hex, or an empty text when the folder is missing or empty.

        Raises:
            UsageError: the folder is none.

        """
        self._remember()
        check_link(self.folder)
        if not self.folder.exists():
            return ""
        if not self.folder.is_dir():
            raise UsageError(f"{self.folder} is not a folder")
        self._recover()
        self.tree = self._marked_tree()
        return self.tree

    def _doubt(self, file: Path, message: str, hint: str = "") -> None:
        top = self.folder if self.folder in file.parents else self.note.parent
        where = Where(f"{top.name}/{file.relative_to(top).as_posix()}")
        self.doubts.append(Problem(where, f"{message}; all of the output was looked at", hint))

    def _remember(self) -> None:
        """Take up what killed builds have done."""
        try:
            kept = unpack(claim(self._kept).read_bytes())
        except FileNotFoundError:
            return
        if kept is None:
            self._doubt(self._kept, "the list of what killed builds have changed was damaged", _UNLISTED)
            discard(self._kept)
        else:
            self._finished = kept.changes

    def _recover(self) -> None:
        """Finish what the journal of a killed build says; without a journal, sweep the staging folder away."""
        if self.stage.is_symlink() or not self.stage.is_dir():
            discard(self.stage)
            return
        try:
            journal = unpack(claim(self._journal).read_bytes())
        except FileNotFoundError:
            discard(self.stage)
            return
        if journal is None:
            self._doubt(self._journal, "the list of what a killed build was about to do was damaged", _UNLISTED)
            self.abandon()
            return
        self._sift(journal)
        self._lay_ready(journal)
        self.finish(journal)
        self._finished = journal.all
        # This build may fail, and then the next one has to list it.
        write(self._kept, pack(Journal(self._finished, "")), lasting=True)
        self.abandon()
        files = {**journal.changes.added, **journal.changes.changed}
        if not all(_is(f"{self.folder}/{path}", shown) for path, shown in files.items()):
            self._doubt(self.stage, "what a killed build was about to put into the output was damaged")

    def _sift(self, journal: Journal) -> None:
        """Delete from the staging folder what is not as the journal says: it would be moved with the rest."""
        stage, changes = str(self.stage), journal.changes
        wanted = {staged_path(stage, path, replaces=False): shown for path, shown in changes.added.items()}
        wanted |= {staged_path(stage, path, replaces=True): shown for path, shown in changes.changed.items()}
        wanted[f"{stage}/{self._journal.name}"] = ""
        for name in (NEW, OVER):
            if not _is_true_folder(f"{stage}/{name}"):
                discard(self.stage / name)
        for folder, inner, names in os.walk(stage, topdown=False):
            for full in (f"{folder}/{name}" for name in (*inner, *names)):
                if _is_true_folder(full):
                    if not os.listdir(full):
                        os.rmdir(full)
                elif full not in wanted or (wanted[full] and not _is(full, wanted[full])):
                    os.unlink(full)

    def _marked_tree(self) -> str:
        """Return what the marker says: a digest in hex; an empty text if there is neither marker nor anything else."""
        marker = self.folder / MARKER
        try:
            mode = marker.lstat().st_mode
        except FileNotFoundError:
            return UNMARKED if os.listdir(self.folder) else ""
        found = _digest_of(marker) if stat.S_ISREG(mode) else None
        if found is None:
            self._doubt(marker, "the marker of the output was damaged")
            return "unknown"
        return found

    def is_left(self, tree: str) -> bool:
        """Tell whether a digest of a whole tree, in hex, is that of the output as one of our builds left it.

        The marker says so, or what is kept beside the store: one of them may be damaged, or too old.
        """
        if tree == self.tree:
            return True
        with contextlib.suppress(FileNotFoundError):
            return tree == _digest_of(self._copy)
        return False

    def refuse(self) -> NoReturn:
        """Leave a folder alone that nothing says to be ours."""
        raise UsageError(
            f"{self.folder} is not empty and was not made by ssg; it is left alone. Name another folder with"
            " --output, or empty this one yourself"
        )

    @property
    def marked(self) -> bool:
        """Whether there is an output, with a marker."""
        return bool(self.tree)

    @property
    def untold(self) -> bool:
        """Whether killed builds have changed something, of which the list of another output may stand now."""
        return bool(self._finished)

    def seal(self, changes: Changes, tree: int) -> Journal:
        """Write the journal: from here on the change will be finished whatever happens.

        Raises:
            UsageError: something that is not ours stands in the way.

        """
        if self.marked:
            _check_room(str(self.folder), changes)
        journal = Journal(changes, f"{_HEAD}{tree:032x}\n", self._finished)
        self.stage.mkdir(parents=True, exist_ok=True)
        self._lay_ready(journal)
        write(self._journal, pack(journal), lasting=True)
        return journal

    def _lay_ready(self, journal: Journal) -> None:
        """Write what ends the change: from the journal on a full disk is in nobody's way."""
        for file in (self._marker, claim(self._copied)):
            file.write_text(journal.marker, "utf-8", newline="\n")
        told = journal.all
        listed = {name: dict(sorted(getattr(told, name).items())) for name in ("added", "changed", "deleted")}
        claim(self._listed).write_bytes(msgspec.json.format(msgspec.json.encode(listed), indent=1) + b"\n")

    def finish(self, journal: Journal) -> None:
        """Carry out a journal; whatever of it was done before may be done again."""
        changes, top, stage = journal.changes, str(self.folder), str(self.stage)
        for path in changes.deleted:
            self._delete(path)
        _make_way(top, changes.changed)
        for path in changes.changed:
            _put(staged_path(stage, path, replaces=True), f"{top}/{path}")
        if os.path.isdir(f"{stage}/{NEW}"):
            _move(f"{stage}/{NEW}", top)
        os.replace(self._marker, _for_file(self.folder / MARKER))
        os.replace(self._copied, claim(self._copy))
        os.replace(self._listed, claim(self.note))

    @contextlib.contextmanager
    def staged(self) -> Iterator[None]:
        """Fill the staging folder; it is removed when anything is raised."""
        try:
            yield
        except BaseException:
            self.abandon()
            raise

    def abandon(self) -> None:
        """Remove the staging folder, the journal first: without it, what is left of the folder means nothing."""
        self._journal.unlink(missing_ok=True)
        shutil.rmtree(self.stage, ignore_errors=True)
        for file in (self._listed, self._copied):
            with contextlib.suppress(OSError):
                file.unlink()

    def close(self) -> None:
        """End well: whoever deploys has been told of everything. Until here a kill leaves the journal."""
        if self._finished:
            self._kept.unlink(missing_ok=True)
        self.abandon()

    def _delete(self, path: str) -> None:
        """Delete a file and the folders that it leaves empty."""
        if _through_link(self.folder, path):
            return
        try:
            os.unlink(os.path.join(self.folder, path))
        except FileNotFoundError:
            # A killed build did it, and may not have come to the folders.
            pass
        except (NotADirectoryError, IsADirectoryError):
            return
        self.prune(path)

    def prune(self, path: str) -> None:
        """Delete the folders that a file has left empty."""
        folder = path.rpartition("/")[0]
        while folder:
            try:
                os.rmdir(os.path.join(self.folder, folder))
            except FileNotFoundError:
                pass
            except OSError:
                break
            folder = folder.rpartition("/")[0]

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
                    elif not item.is_file():
                        # To open a pipe would wait for whoever writes there.
                        yield inside, digest(b"no file")
                    else:
                        with open(item.path, "rb") as file:
                            yield inside, digest(file.read())


def _nickname(folder: Path, state: Path) -> str:
    """Return what tells an output from the others of its site, also when all of them move together."""
    real, near = os.path.realpath(folder), os.path.realpath(state)
    with contextlib.suppress(ValueError):
        # There is no way to it from another drive of Windows.
        real = os.path.relpath(real, near)
    return digest(os.fsencode(real)).hex()[:12]


def _is(full: str, shown: str) -> bool:
    """Tell whether there is a true file whose bytes have a digest."""
    try:
        if not stat.S_ISREG(os.lstat(full).st_mode):
            return False
        with open(full, "rb") as file:
            return digest(file.read()).hex() == shown
    except (FileNotFoundError, NotADirectoryError):
        return False


def _is_true_folder(full: str) -> bool:
    return os.path.isdir(full) and not os.path.islink(full)


def _digest_of(marker: Path) -> str | None:
    """Return the digest in a marker, in hex, or None when it is damaged."""
    with open(claim(marker), "rb") as file:
        found = _MARK.fullmatch(file.read(100))
    return found and found[1].decode()


def _for_file(path: Path) -> Path:
    """Return a path that a file can be moved to, with an empty folder in its place removed."""
    if path.is_dir() and not path.is_symlink():
        if any(path.iterdir()):
            raise UsageError(f"{path} is a folder that is not ours, and is in the way of a file; move it elsewhere")
        path.rmdir()
    return path


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


def _check_room(top: str, changes: Changes) -> None:
    """See to it that files can be put into the output.

    Raises:
        UsageError: something that is not ours is in the way, or a part of the output is on another disk.

    """
    disk = os.lstat(top).st_dev
    seen = {""}
    for path in (*changes.added, *changes.changed):
        if not _is_free(f"{top}/{path}"):
            _check_way(top, path, changes.deleted)
        folder = path.rpartition("/")[0]
        while folder not in seen:
            seen.add(folder)
            _check_disk(top, folder, disk)
            folder = folder.rpartition("/")[0]


def _is_free(full: str) -> bool:
    """Tell whether a file can be put there at once: over another one, or where there is nothing."""
    try:
        return stat.S_ISREG(os.lstat(full).st_mode)
    except FileNotFoundError:
        return True
    except OSError:
        # One of its folders is none.
        return False


def _check_disk(top: str, folder: str, disk: int) -> None:
    """Refuse a folder of another disk: no file gets there in one step."""
    try:
        there = os.lstat(f"{top}/{folder}")
    except OSError:
        return
    if stat.S_ISDIR(there.st_mode) and there.st_dev != disk:
        raise UsageError(
            f"{top}/{folder} is on another disk than {top}, so no file can be put there in one step; unmount it, or"
            " mount the whole output there"
        )


def _check_way(top: str, path: str, deleted: dict[str, str]) -> None:
    """Refuse to put a file where a folder holds files that will not be deleted, or a folder where such a file is."""
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
