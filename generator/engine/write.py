"""Brings the output folder from one state to the next, whole.

The stages put new bytes into a staging folder inside the output, on the same file system. When everything is there, a
journal is written: from then on the change will be finished, by this process or by the next build, by one rename a
file.
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
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.state_files import claim
from generator.engine import staging
from generator.engine.output import Changes, Journal, Output, OutputFiles, marker_text, pack
from generator.engine.staging import NEW, staged_path
from generator.model.site import Site
from generator.model.urls import file_slug
from generator.store import redirects
from generator.store.database import Store


def check_room(top: str, changes: Changes) -> None:
    """Make sure that files can be put into the output.

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
    """Return whether a file can be put there at once: over another one, or where there is nothing."""
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
            sentence(
                "{top}/{folder} is on another disk than {top}, so no file can be put there in one step; unmount it, "
                "or mount the whole output there",
                top=top,
                folder=folder,
            )
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
            raise UsageError(
                sentence("{goal} is not ours, and is in the way of a folder; move it elsewhere", goal=goal)
            )
    for folder, inner, names in os.walk(f"{top}/{path}"):
        links = [name for name in inner if os.path.islink(os.path.join(folder, name))]
        for file in (os.path.join(folder, name) for name in (*names, *links)):
            if os.path.relpath(file, top).replace(os.sep, "/") not in deleted:
                raise UsageError(
                    sentence("{file} is not ours, and its folder is in the way of a file; move it elsewhere", file=file)
                )


CHANGED = "changed.json"
"""Name of the list of what the last build changed, in the state folder."""
END = b"\n}\n"
"""How the list of what changed ends; one that was cut short does not."""


@contextlib.contextmanager
def staged(output: Output) -> Iterator[None]:
    """Fill the staging folder; it is removed when anything is raised."""
    try:
        yield
    except BaseException:
        abandon(output.files)
        raise


def seal(output: Output, changes: Changes, tree: int) -> Journal:
    """Write the journal: from here on the change will be finished whatever happens. `tree` is the digest after it.

    Raises:
        UsageError: something that is not ours stands in the way.

    """
    files = output.files
    if output.tree:
        check_room(str(files.folder), changes)
    journal = Journal(changes, marker_text(tree), output.earlier, output.tree)
    files.stage.mkdir(parents=True, exist_ok=True)
    lay_ready(files, journal)
    state_files.write(files.journal, pack(journal), lasting=True)
    return journal


def lay_ready(files: OutputFiles, journal: Journal) -> None:
    """Write what ends the change: from the journal on a full disk is in nobody's way."""
    (marker, _), (marker_copy, _), (note, _) = files.ready
    for file in (marker, claim(marker_copy)):
        file.write_text(journal.marker, "utf-8", newline="\n")
    told = journal.all
    listed = {name: dict(sorted(getattr(told, name).items())) for name in ("added", "changed", "deleted")}
    claim(note).write_bytes(msgspec.json.format(msgspec.json.encode(listed), indent=1) + b"\n")


def list_held(files: OutputFiles, held: Iterable[str]) -> None:
    """Say in the list of what changed which files of content/ are held back; nothing is written if it says so."""
    listed = _listed(files.note)
    names = sorted(set(held))
    if listed is not None and listed.pop("held", []) != names:
        listed |= {"held": names} if names else {}
        state_files.write(files.note, msgspec.json.format(msgspec.json.encode(listed), indent=1) + b"\n")


def held_back(state: Path) -> list[str]:
    """Return the files that the last build held back, by their paths from the site's folder."""
    return list((_listed(state / CHANGED) or {}).get("held", ()))


def _listed(note: Path) -> dict[str, Any] | None:
    """Return the list of what the last build changed; None if it is not there or damaged."""
    try:
        return msgspec.json.decode(note.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError):
        return None


def write(files: OutputFiles, journal: Journal) -> None:
    """Carry out a journal; whatever of it was done before may be done again."""
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
    """Remove the staging folder, the journal first: without it, what is left of the folder means nothing."""
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
    """End well: whoever deploys has been told of everything. Until here a kill leaves the journal."""
    _mend_copy(output.files)
    if output.earlier:
        output.files.earlier.unlink(missing_ok=True)
    abandon(output.files)


def _mend_copy(files: OutputFiles) -> None:
    """Write the copy of the marker again unless it is one: the day on which it is needed would be too late."""
    marker = files.marker.read_bytes()
    with contextlib.suppress(FileNotFoundError):
        if claim(files.marker_copy).read_bytes() == marker:
            return
    state_files.write(files.marker_copy, marker)


QUERY_ADDRESSES = "query-addresses.json"
"""Name of the list in the state folder: a mapping of address to where it leads."""


def list_query_addresses(store: Store, site: Site, state: Path) -> None:
    """Write the list if a build changed what is in it; one that is deleted is written again."""
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
