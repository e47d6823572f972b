"""Brings the output folder from one state to the next atomically, and finishes what a killed build left undone.

The stages put new bytes into a staging folder inside the output, on the same file system. When everything is there, a
journal is written: from then on the change will be finished, by this process or the next build, by one rename a file.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from generator.base import state_files
from generator.base.digest import digest
from generator.base.errors import Problem, UsageError
from generator.base.sentences import sentence
from generator.base.state_files import check_link, claim, discard, open_up
from generator.engine import staging
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
from generator.model.codec import UNREADABLE
from generator.model.site import Site
from generator.model.urls import file_slug
from generator.store import redirects
from generator.store.database import Store

CHANGED = "changed.json"
"""The list of the last build's changes, in the state folder."""
QUERY_ADDRESSES = "query-addresses.json"
"""The list of old addresses with queries and their targets, in the state folder."""
_END = b"\n}\n"
"""The end of a complete list of changes."""
_UNKNOWN = "unknown"
"""Instead of a digest, if the marker is damaged."""
_UNLISTED = sentence("whoever uploads by .ssg/changed.json must compare the whole output this once")


@contextlib.contextmanager
def staged(output: Output) -> Iterator[None]:
    """Fill the staging folder; it is removed if anything is raised."""
    try:
        yield
    except BaseException:
        abandon(output.files)
        raise


def seal(output: Output, changes: Changes, tree: str) -> Journal | None:
    """Write the journal: from here on the change will be finished, whatever happens. `tree` is the digest after it.

    Return None if neither the output nor its list of changes has to change.
    """
    if not changes and not output.earlier and output.tree == tree and output.listed:
        return None
    files = output.files
    if output.tree:
        staging.check_room(str(files.folder), (*changes.added, *changes.changed), changes.deleted)
    journal = Journal(changes, marker_text(int(tree, 16)), output.earlier, output.tree)
    files.stage.mkdir(parents=True, exist_ok=True)
    lay_ready(files, journal)
    state_files.write(files.journal, pack(journal), lasting=True)
    return journal


def lay_ready(files: OutputFiles, journal: Journal) -> None:
    """Write the files that end the change, so that a full disk cannot interfere after the journal."""
    (marker, _), (marker_copy, _), (note, _) = files.ready
    for file in (marker, claim(marker_copy)):
        file.write_text(journal.marker, "utf-8", newline="\n")
    listed = {name: dict(sorted(getattr(journal.all, name).items())) for name in ("added", "changed", "deleted")}
    claim(note).write_bytes(msgspec.json.format(msgspec.json.encode(listed), indent=1) + b"\n")


def write(files: OutputFiles, journal: Journal) -> None:
    """Carry out a journal; steps already done may be repeated."""
    changes, top, stage = journal.changes, str(files.folder), str(files.stage)
    for path in changes.deleted:
        staging.delete(files.folder, path)
    staging.make_folders(top, changes.changed)
    for path in changes.changed:
        staging.move_file(staged_path(stage, path, replaces=True), f"{top}/{path}")
    if os.path.isdir(f"{stage}/{NEW}"):
        staging.move_folder(f"{stage}/{NEW}", top)
    (marker, _), *others = files.ready
    os.replace(marker, staging.without_folder(files.marker))
    for source, goal in others:
        os.replace(source, claim(goal))


def abandon(files: OutputFiles) -> None:
    """Remove the staging folder, the journal first: without it, the rest of the folder means nothing."""
    files.journal.unlink(missing_ok=True)
    if files.stage.exists():
        # Imported here, for a fast start: with it come libraries for archives.
        from shutil import rmtree  # noqa: PLC0415

        rmtree(files.stage, ignore_errors=True)
    _, *others = files.ready
    for source, _ in others:
        with contextlib.suppress(OSError):
            source.unlink()


def close(output: Output) -> None:
    """End a build successfully: all changes are listed. A kill before this leaves the journal."""
    files = output.files
    marker, copy = files.marker.read_bytes(), b""
    with contextlib.suppress(FileNotFoundError):
        copy = claim(files.marker_copy).read_bytes()
    if copy != marker:
        # When it is needed, it is too late.
        state_files.write(files.marker_copy, marker)
    if output.earlier:
        files.earlier.unlink(missing_ok=True)
    abandon(files)


def open_output(folder: Path, note: Path) -> Output:
    """Return an output folder, after finishing or removing what a killed build left in it."""
    files, doubts = files_of(folder, note), list[Problem]()
    earlier = _earlier(files, doubts)
    check_link(folder)
    if not folder.exists():
        return Output(files, "", tuple(doubts), earlier)
    if not folder.is_dir():
        raise UsageError(sentence("{folder} is not a folder", folder=folder))
    finished = _finished(files, doubts)
    tree, listed = _tree(files, doubts), _is_listed(files, doubts)
    return Output(files, tree, tuple(doubts), earlier if finished is None else finished, listed)


def _earlier(files: OutputFiles, doubts: list[Problem]) -> Changes:
    """Return the changes of killed builds that have not been listed."""
    try:
        kept = unpack(claim(files.earlier).read_bytes())
    except FileNotFoundError:
        return NOTHING
    if kept is not None:
        return kept.changes
    message = sentence("the list of what killed builds have changed was damaged")
    doubts.append(files.doubt(files.earlier, message, _UNLISTED))
    discard(files.earlier)
    return NOTHING


def _finished(files: OutputFiles, doubts: list[Problem]) -> Changes | None:
    """Finish the journal of a killed build; return its changes."""
    if files.stage.is_symlink() or not files.stage.is_dir():
        discard(files.stage)
        return None
    open_up(files.stage)
    try:
        journal = unpack(claim(files.journal).read_bytes())
    except FileNotFoundError:
        discard(files.stage)
        return None
    if journal is None or not _fits(files, journal):
        message = (
            sentence("the list of what a killed build was about to do was damaged")
            if journal is None
            else sentence("the list of what a killed build was about to do is not one of this output as it is")
        )
        doubts.append(files.doubt(files.journal, message, _UNLISTED))
        abandon(files)
        return None
    _sift(files, journal)
    lay_ready(files, journal)
    write(files, journal)
    # This build may fail, and then the next one has to list it.
    state_files.write(files.earlier, pack(Journal(journal.all, "")), lasting=True)
    abandon(files)
    written = {**journal.changes.added, **journal.changes.changed}
    if not all(_is(f"{files.folder}/{path}", expected) for path, expected in written.items()):
        message = sentence("what a killed build was about to put into the output was damaged")
        doubts.append(files.doubt(files.stage, message))
    return journal.all


def _fits(files: OutputFiles, journal: Journal) -> bool:
    """Return whether a journal's start or end is the current output, as far as its marker is readable."""
    tree = _tree(files, [])
    return tree in (_UNKNOWN, UNMARKED, journal.before) or marker_text(int(tree, 16)) == journal.marker


def _sift(files: OutputFiles, journal: Journal) -> None:
    """Delete staged files that are not as in the journal, since they would be moved with the rest."""
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


def _tree(files: OutputFiles, doubts: list[Problem]) -> str:
    """Return the digest in the marker; empty if there is nothing at all."""
    try:
        mode = files.marker.lstat().st_mode
    except FileNotFoundError:
        return UNMARKED if os.listdir(files.folder) else ""
    tree = read_marker(files.marker) if stat.S_ISREG(mode) else None
    if tree is None:
        doubts.append(files.doubt(files.marker, sentence("the marker of the output was damaged")))
    return tree or _UNKNOWN


def _is_listed(files: OutputFiles, doubts: list[Problem]) -> bool:
    """Return whether the list of the last build's changes exists and is complete, judging by its end."""
    try:
        with open(claim(files.note), "rb") as note:
            note.seek(max(0, os.fstat(note.fileno()).st_size - len(_END)))
            if note.read() == _END:
                return True
    except FileNotFoundError:
        return False
    message = sentence("the list of what the last build changed was damaged")
    doubts.append(files.doubt(files.note, message, _UNLISTED))
    return False


def _is(full: str, expected: str) -> bool:
    try:
        if not stat.S_ISREG(os.lstat(full).st_mode):
            return False
        with open(full, "rb") as file:
            return digest(file.read()).hex() == expected
    except (FileNotFoundError, NotADirectoryError):
        return False


def _is_true_folder(full: str) -> bool:
    return os.path.isdir(full) and not os.path.islink(full)


def list_held(files: OutputFiles, held: Iterable[str]) -> None:
    """Add the held-back files of content/ to the list of changes, if that differs."""
    listed = _listed(files.note)
    names = sorted(set(held))
    if listed is not None and listed.pop("held", []) != names:
        listed |= {"held": names} if names else {}
        state_files.write(files.note, msgspec.json.format(msgspec.json.encode(listed), indent=1) + b"\n")


def held_back(state: Path) -> list[str]:
    """Return the files that the last build held back, by path from the site's folder."""
    return list((_listed(state / CHANGED) or {}).get("held", ()))


def _listed(note: Path) -> dict[str, Any] | None:
    try:
        return msgspec.json.decode(note.read_bytes(), type=dict[str, Any])
    except (OSError, *UNREADABLE):
        return None


def list_query_addresses(store: Store, site: Site, state: Path) -> None:
    """Write the list if a build changed it, or it was deleted."""
    file = state / QUERY_ADDRESSES
    if not redirects.is_due(store) and (file.exists() or redirects.has_no_query_address(store)):
        return
    leads = {
        old.address: old.url or site.paths.author_url(file_slug(old.path)) for old in redirects.query_addresses(store)
    }
    if leads or file.exists():
        state_files.write(file, msgspec.json.format(msgspec.json.encode(leads), indent=1) + b"\n")
    with store.transaction():
        redirects.settle(store)
