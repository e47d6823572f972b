"""Finishes what a killed build left of a change, or sweeps it away, before anything else is done."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from generator.base import state_files
from generator.base.digest import digest
from generator.base.errors import Problem, UsageError
from generator.base.sentences import sentence
from generator.base.state_files import check_link, claim, discard, open_up
from generator.engine.output import (
    NOTHING,
    UNMARKED,
    Changes,
    Journal,
    Output,
    OutputFiles,
    files_of,
    marker_text,
    pack,
    read_marker,
    unpack,
)
from generator.engine.staging import NEW, OVER, staged_path
from generator.engine.write import END, abandon, lay_ready, write

_UNLISTED = sentence("whoever uploads by .ssg/changed.json must compare the whole output this once")


def open_output(folder: Path, note: Path) -> Output:
    """Return an output folder, after what a killed build left in it was finished or swept away.

    Raises:
        UsageError: the folder is none.

    """
    files = files_of(folder, note)
    earlier, doubts = _earlier(files)
    check_link(folder)
    if not folder.exists():
        return Output(files, "", doubts, earlier)
    if not folder.is_dir():
        raise UsageError(sentence("{folder} is not a folder", folder=folder))
    finished, more = _finished(files)
    tree, damaged = _tree(files)
    listed, lost = _listed(files)
    told = earlier if finished is None else finished
    return Output(files, tree, (*doubts, *more, *damaged, *lost), told, listed)


def _earlier(files: OutputFiles) -> tuple[Changes, tuple[Problem, ...]]:
    """Return what killed builds have done, and nobody was told of."""
    try:
        kept = unpack(claim(files.earlier).read_bytes())
    except FileNotFoundError:
        return NOTHING, ()
    if kept is not None:
        return kept.changes, ()
    doubt = files.doubt(files.earlier, sentence("the list of what killed builds have changed was damaged"), _UNLISTED)
    discard(files.earlier)
    return NOTHING, (doubt,)


def _finished(files: OutputFiles) -> tuple[Changes | None, tuple[Problem, ...]]:
    """Finish what the journal of a killed build says; return what it did, and what was found damaged."""
    if files.stage.is_symlink() or not files.stage.is_dir():
        discard(files.stage)
        return None, ()
    open_up(files.stage)
    try:
        journal = unpack(claim(files.journal).read_bytes())
    except FileNotFoundError:
        discard(files.stage)
        return None, ()
    if journal is None or not _fits(files, journal):
        message = (
            sentence("the list of what a killed build was about to do was damaged")
            if journal is None
            else sentence("the list of what a killed build was about to do is not one of this output as it is")
        )
        doubt = files.doubt(files.journal, message, _UNLISTED)
        abandon(files)
        return None, (doubt,)
    _sift(files, journal)
    lay_ready(files, journal)
    write(files, journal)
    # This build may fail, and then the next one has to list it.
    state_files.write(files.earlier, pack(Journal(journal.all, "")), lasting=True)
    abandon(files)
    written = {**journal.changes.added, **journal.changes.changed}
    if all(_is(f"{files.folder}/{path}", expected) for path, expected in written.items()):
        return journal.all, ()
    message = sentence("what a killed build was about to put into the output was damaged")
    return journal.all, (files.doubt(files.stage, message),)


def _fits(files: OutputFiles, journal: Journal) -> bool:
    """Return whether a journal begins, or ends, with the output that is there, as far as its marker can be read."""
    tree, damaged = _tree(files)
    return bool(damaged) or tree in (UNMARKED, journal.before) or marker_text(int(tree, 16)) == journal.marker


def _sift(files: OutputFiles, journal: Journal) -> None:
    """Delete from the staging folder what is not as the journal says: it would be moved with the rest."""
    stage, changes = str(files.stage), journal.changes
    wanted = {staged_path(stage, path, replaces=False): expected for path, expected in changes.added.items()}
    wanted |= {staged_path(stage, path, replaces=True): expected for path, expected in changes.changed.items()}
    wanted[str(files.journal)] = ""
    for name in (NEW, OVER):
        if not _is_true_folder(f"{stage}/{name}"):
            discard(files.stage / name)
    for folder, inner, names in os.walk(stage, topdown=False):
        for full in (f"{folder}/{name}" for name in (*inner, *names)):
            if _is_true_folder(full):
                if not os.listdir(full):
                    os.rmdir(full)
            elif full not in wanted or (wanted[full] and not _is(full, wanted[full])):
                os.unlink(full)


def _tree(files: OutputFiles) -> tuple[str, tuple[Problem, ...]]:
    """Return the digest in the marker, or an empty text if there is nothing at all; and whether it was damaged."""
    try:
        mode = files.marker.lstat().st_mode
    except FileNotFoundError:
        return (UNMARKED if os.listdir(files.folder) else ""), ()
    tree = read_marker(files.marker) if stat.S_ISREG(mode) else None
    if tree is None:
        return "unknown", (files.doubt(files.marker, sentence("the marker of the output was damaged")),)
    return tree, ()


def _listed(files: OutputFiles) -> tuple[bool, tuple[Problem, ...]]:
    """Return whether the list of what the last build changed is there, and whether it was damaged, by its end."""
    try:
        with open(claim(files.note), "rb") as note:
            note.seek(max(0, os.fstat(note.fileno()).st_size - len(END)))
            if note.read() == END:
                return True, ()
    except FileNotFoundError:
        return False, ()
    return False, (files.doubt(files.note, sentence("the list of what the last build changed was damaged"), _UNLISTED),)


def _is(full: str, expected: str) -> bool:
    """Return whether there is a true file whose bytes have a digest, in hex."""
    try:
        if not stat.S_ISREG(os.lstat(full).st_mode):
            return False
        with open(full, "rb") as file:
            return digest(file.read()).hex() == expected
    except (FileNotFoundError, NotADirectoryError):
        return False


def _is_true_folder(full: str) -> bool:
    return os.path.isdir(full) and not os.path.islink(full)
