"""The output folder, its marker, and the journal of pending changes.

It is identified by its own marker, which contains the digest of the whole tree; so an older copy, another site's folder
or a folder with foreign files is not mistaken for ours.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import msgspec

from generator.base.digest import digest
from generator.base.errors import Problem, UsageError, Where
from generator.base.sentences import NOTHING as SILENCE
from generator.base.sentences import Sentence, sentence
from generator.base.state_files import claim
from generator.model.codec import UNREADABLE
from generator.model.records import Record


class Changes(Record, frozen=True):
    """The changes of the output: paths with hex digests."""

    added: dict[str, str]
    changed: dict[str, str]
    deleted: dict[str, str]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.deleted)

    def then(self, later: Changes) -> Changes:
        """Return these changes and `later` ones as one step."""
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


NOTHING = Changes({}, {}, {})


class Journal(Record, frozen=True):
    """Pending changes of the output, whose new files are in the staging folder."""

    changes: Changes
    marker: str
    """The marker after it."""
    earlier: Changes = NOTHING
    """Changes of killed builds, until a successful build lists them."""
    before: str = ""
    """The tree digest in the marker before it, in hex."""

    @property
    def all(self) -> Changes:
        """All changes that a deploy must know of."""
        return self.earlier.then(self.changes) if self.earlier else self.changes


def pack(journal: Journal) -> bytes:
    """Return a line of JSON, and a line with its digest."""
    text = msgspec.json.encode(journal)
    return text + b"\n" + digest(text).hex().encode() + b"\n"


def unpack(data: bytes) -> Journal | None:
    """Return None if the file is torn or altered."""
    text, _, shown = data.removesuffix(b"\n").partition(b"\n")
    if shown != digest(text).hex().encode():
        return None
    try:
        return msgspec.json.decode(text, type=Journal)
    except UNREADABLE:
        return None


STAGE = ".warta-stage"
MARKER = ".warta"
UNMARKED = "unmarked"
"""Instead of a digest, for a folder with files but no marker."""
_HEAD = "warta 1\n"
_MARKED = re.compile(b"warta 1\n([0-9a-f]{32})\n")


class OutputFiles(Record, frozen=True):
    """The paths of everything that belongs to an output."""

    folder: Path
    note: Path
    """The file in the state folder that lists what changed, for whoever deploys the output."""
    marker: Path
    marker_copy: Path
    """In the state folder, in case the marker is damaged."""
    earlier: Path
    """Also there: changes of killed builds, until a successful build of this output lists them."""
    stage: Path
    journal: Path
    ready: tuple[tuple[Path, Path], ...]
    """Files that replace others at the end of a change, each with its destination."""

    def doubt(self, file: Path, message: Sentence, hint: Sentence = SILENCE) -> Problem:
        top = self.folder if self.folder in file.parents else self.note.parent
        where = Where(f"{top.name}/{file.relative_to(top).as_posix()}")
        return Problem(
            where, "damaged-state", sentence("{message}; all of the output was looked at", message=message), hint
        )


def files_of(folder: Path, note: Path) -> OutputFiles:
    """Return the paths of an output; `note` is the file that lists what changed."""
    real, near = os.path.realpath(folder), os.path.realpath(note.parent)
    with contextlib.suppress(ValueError):
        # Relative, so that outputs keep their names when moved together. On Windows there is no path from another
        # drive.
        real = os.path.relpath(real, near)
    # Distinguishes this output from others of the site.
    nickname = digest(os.fsencode(real)).hex()[:12]
    marker, copy, stage = folder / MARKER, note.with_name(f"marker.{nickname}"), folder / STAGE
    ready = (stage / "marker", marker), (copy.with_name(f"{copy.name}.ready"), copy)
    listed = note.with_name(f"{note.name}.ready"), note
    earlier = note.with_name(f"changed.{nickname}.kept")
    return OutputFiles(folder, note, marker, copy, earlier, stage, stage / "journal", (*ready, listed))


class Output(Record, frozen=True):
    """An output folder as it was found."""

    files: OutputFiles
    tree: str = ""
    """The tree digest in the marker, in hex; empty for an empty folder."""
    doubts: tuple[Problem, ...] = ()
    """Warnings of damage, which requires reading all files."""
    earlier: Changes = NOTHING
    """Changes of killed builds that have not been listed."""
    listed: bool = True
    """Whether the list of the last build's changes exists and is complete."""

    def is_left(self, tree: str) -> bool:
        """Return whether a tree digest, in hex, is that of the output as one of our builds left it.

        The marker or its copy says so: one of them may be damaged or too old.
        """
        if tree == self.tree:
            return True
        with contextlib.suppress(FileNotFoundError):
            return tree == read_marker(self.files.marker_copy)
        return False

    def refuse(self) -> NoReturn:
        """Refuse a folder that nothing identifies as ours."""
        said = sentence(
            "{folder} is not empty and was not made by ssg; it is left alone. Name another folder with "
            "--output, or empty this one yourself",
            folder=self.files.folder,
        )
        raise UsageError(said)

    def walk(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and digest of every output file except the marker."""
        pending = [("", str(self.files.folder))]
        while pending:
            path, full = pending.pop()
            with os.scandir(full) as entries:
                for entry in entries:
                    inside = path + entry.name
                    if inside in (STAGE, MARKER):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append((f"{inside}/", entry.path))
                    else:
                        yield inside, _digest_of(entry)


def _digest_of(entry: os.DirEntry[str]) -> bytes:
    if entry.is_symlink():
        return digest(b"link:" + os.fsencode(os.readlink(entry.path)))
    if not entry.is_file():
        # Opening a pipe would block.
        return digest(b"no file")
    with open(entry.path, "rb") as file:
        return digest(file.read())


def marker_text(tree: int) -> str:
    return f"{_HEAD}{tree:032x}\n"


def read_marker(file: Path) -> str | None:
    """Return the digest in a marker, in hex; None if it is damaged."""
    with open(claim(file), "rb") as marker:
        match = _MARKED.fullmatch(marker.read(100))
    return match and match[1].decode()
