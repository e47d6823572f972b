"""Write: bring the output folder from one state to the next, whole.

The stages put new bytes into a staging folder inside the output, on the same
file system: new files in their folders, which move whole where they are new,
and those that take the place of a file side by side. When everything is
there, a journal is written: from then on the change will be finished, by this
process or by the next build, file by file, each by one rename.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from generator.base.ownfiles import claim, write
from generator.stages import moving
from generator.stages.journal import Changes, Journal, pack
from generator.stages.output import Output, OutputFiles, marker_text
from generator.stages.room import check_room
from generator.stages.staging import NEW, staged_path

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
    """Write the journal: from here on the change will be finished whatever happens.

    Args:
        output: the output folder.
        changes: what it has to become; the new bytes are in the staging folder.
        tree: the digest of the whole tree when that is done.

    Raises:
        UsageError: something that is not ours stands in the way.

    """
    files = output.files
    if output.tree:
        check_room(str(files.folder), changes)
    journal = Journal(changes, marker_text(tree), output.earlier, output.tree)
    files.stage.mkdir(parents=True, exist_ok=True)
    lay_ready(files, journal)
    write(files.journal, pack(journal), lasting=True)
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
        write(files.note, msgspec.json.format(msgspec.json.encode(listed), indent=1) + b"\n")


def held_back(state: Path) -> list[str]:
    """Return the files that the last build held back, by their paths from the site's folder."""
    return list((_listed(state / CHANGED) or {}).get("held", ()))


def _listed(note: Path) -> dict[str, Any] | None:
    """Return the list of what the last build changed; None if it is not there or damaged."""
    try:
        return msgspec.json.decode(note.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError):
        return None


def finish(files: OutputFiles, journal: Journal) -> None:
    """Carry out a journal; whatever of it was done before may be done again."""
    changes, top, stage = journal.changes, str(files.folder), str(files.stage)
    for path in changes.deleted:
        moving.delete(files.folder, path)
    moving.make_folders(top, changes.changed)
    for path in changes.changed:
        moving.move_file(staged_path(stage, path, replaces=True), f"{top}/{path}")
    if os.path.isdir(f"{stage}/{NEW}"):
        moving.move_folder(f"{stage}/{NEW}", top)
    (marker, _), *others = files.ready
    os.replace(marker, moving.without_folder(files.marker))
    for source, goal in others:
        os.replace(source, claim(goal))


def abandon(files: OutputFiles) -> None:
    """Remove the staging folder, the journal first: without it, what is left of the folder means nothing."""
    files.journal.unlink(missing_ok=True)
    shutil.rmtree(files.stage, ignore_errors=True)
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
    write(files.marker_copy, marker)
