"""Snapshot: the files that are to be sent, as they were built, though the next build may replace them meanwhile."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.base.digest import digest
from generator.base.errors import UsageError
from generator.base.ownfiles import claim_folder, discard
from generator.base.sentences import sentence
from generator.deploying.changes import Batch, Built
from generator.deploying.twins import packed


@contextlib.contextmanager
def scratch(state: Path) -> Iterator[Path]:
    """Give a folder for what a deploy needs while it runs, below the state folder; what others left there goes."""
    folder = claim_folder(discard(state / "deploy" / "work"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def take(output: Path, batches: Sequence[Batch], built: Mapping[str, Built], folder: Path) -> list[Path]:
    """Keep the files of batches, each batch in a folder of its own.

    The files are second names of those of the output: a build puts another file in their place and leaves them as they
    are. While this runs, no build may.

    Args:
        output: the output folder.
        batches: what is to be sent.
        built: path -> file of the output.
        folder: where they are kept.

    Returns:
        The folders, in the order of the batches.

    Raises:
        UsageError: a file is not as it was built.

    """
    folders = []
    for number, batch in enumerate(batches):
        top = folder / str(number)
        made: set[str] = set()
        for path in batch.files:
            text = built[path].text
            source = output / (text or path)
            try:
                data = source.read_bytes()
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                data = b""
            if source.is_symlink() or digest(data) != built[text or path].digest:
                raise UsageError(
                    sentence(
                        "{file} is not as it was built; run ssg build --verify, then ssg deploy again", file=source
                    )
                )
            copy = top / path
            if (above := os.path.dirname(path)) not in made:
                copy.parent.mkdir(parents=True, exist_ok=True)
                made.add(above)
            if text:
                copy.write_bytes(packed(path, data))
                continue
            try:
                os.link(source, copy)
            except OSError:
                # Another disk, or a system without second names.
                shutil.copy2(source, copy)
        folders.append(top)
    return folders
