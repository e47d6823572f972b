"""The output folder, its marker, and the journal of what is about to be done to it.

It is always known by its own marker, which holds the digest of the whole tree; so an older copy, another site's folder
or a folder with foreign files is not taken for ours.
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
    """How the output differs from what it was: paths, with hex digests."""

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
    """What is about to be done to the output, with the new files in the staging folder."""

    changes: Changes
    marker: str
    """What the marker says when it is done."""
    earlier: Changes = NOTHING
    """What killed builds have done before, until a build ends well and its list covers it."""
    before: str = ""
    """What the marker says until then: the digest of the whole tree, in hex."""

    @property
    def all(self) -> Changes:
        """What whoever deploys has to know of."""
        return self.earlier.then(self.changes) if self.earlier else self.changes


def pack(journal: Journal) -> bytes:
    """Return a line of JSON, and a line with its digest."""
    text = msgspec.json.encode(journal)
    return text + b"\n" + digest(text).hex().encode() + b"\n"


def unpack(data: bytes) -> Journal | None:
    """Return None when the file was torn or altered."""
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
"""In place of a digest, when a folder holds files and no marker."""
_HEAD = "warta 1\n"
_MARKED = re.compile(b"warta 1\n([0-9a-f]{32})\n")


class OutputFiles(Record, frozen=True):
    """Where everything of an output is."""

    folder: Path
    note: Path
    """The file in the state folder that lists what changed, for whoever deploys the output."""
    marker: Path
    marker_copy: Path
    """In the state folder, for the day on which the marker is damaged."""
    earlier: Path
    """There, too: what killed builds have done, until a build of this output ends well and its list covers it."""
    stage: Path
    journal: Path
    ready: tuple[tuple[Path, Path], ...]
    """Files that wait to take the place of others at the end of a change, each with its place."""

    def doubt(self, file: Path, message: Sentence, hint: Sentence = SILENCE) -> Problem:
        top = self.folder if self.folder in file.parents else self.note.parent
        where = Where(f"{top.name}/{file.relative_to(top).as_posix()}")
        return Problem(
            where, "damaged-state", sentence("{message}; all of the output was looked at", message=message), hint
        )


def files_of(folder: Path, note: Path) -> OutputFiles:
    """Return where everything of an output is; `note` is the file that lists what changed."""
    real, near = os.path.realpath(folder), os.path.realpath(note.parent)
    with contextlib.suppress(ValueError):
        # Outputs keep their names when all of them move together. There is no way from another drive of Windows.
        real = os.path.relpath(real, near)
    # What tells this output from the others of its site.
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
    """The digest of the whole tree by the marker, in hex; empty when the folder is."""
    doubts: tuple[Problem, ...] = ()
    """What was found damaged; then nothing but a look at all files tells what is there."""
    earlier: Changes = NOTHING
    """What killed builds have done, and nobody was told of."""
    listed: bool = True
    """Whether the list of what the last build changed is there, and whole."""

    def is_left(self, tree: str) -> bool:
        """Return whether a digest of a whole tree, in hex, is that of the output as one of our builds left it.

        The marker says so, or its copy: one of them may be damaged, or too old.
        """
        if tree == self.tree:
            return True
        with contextlib.suppress(FileNotFoundError):
            return tree == read_marker(self.files.marker_copy)
        return False

    def refuse(self) -> NoReturn:
        """Leave a folder alone that nothing says to be ours."""
        said = sentence(
            "{folder} is not empty and was not made by ssg; it is left alone. Name another folder with "
            "--output, or empty this one yourself",
            folder=self.files.folder,
        )
        raise UsageError(said)

    def walk(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and digest of every file of the output but the marker."""
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
        # To open a pipe would wait for whoever writes there.
        return digest(b"no file")
    with open(entry.path, "rb") as file:
        return digest(file.read())


def marker_text(tree: int) -> str:
    return f"{_HEAD}{tree:032x}\n"


def read_marker(file: Path) -> str | None:
    """Return the digest in a marker, in hex, or None when it is damaged."""
    with open(claim(file), "rb") as marker:
        match = _MARKED.fullmatch(marker.read(100))
    return match and match[1].decode()
