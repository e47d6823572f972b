"""Snapshot: the files that are to be sent, as they were built, though the next build may replace them meanwhile."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.annex.deploying.changes import Batch, Built
from generator.annex.deploying.precompressed import packed
from generator.base.digest import digest
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.model.records import Record


class Taken(Record, frozen=True):
    """The files of a batch, as they were built."""

    folder: Path
    stats: Mapping[str, tuple[int, int]]
    """Path -> bytes and time of the last change, of those that are second names."""

    def check(self) -> None:
        """Check that nobody has written into a file of the output since, whose bytes are those of its second name.

        Raises:
            UsageError: somebody has.

        """
        for path, known in self.stats.items():
            if _stat(self.folder / path) != known:
                raise UsageError(
                    sentence(
                        "{file} was changed while it was sent; run ssg build --verify, then ssg deploy again",
                        file=path,
                    )
                )


def _stat(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_size, found.st_mtime_ns


def take(output: Path, batches: Sequence[Batch], built: Mapping[str, Built], folder: Path) -> list[Taken]:
    """Keep the files of batches, each batch in a folder of its own.

    The files are second names of those of the output: a build puts another file in their place and leaves them as they
    are. While this runs, no build may.

    Args:
        output: the output folder.
        batches: what is to be sent.
        built: path -> file of the output.
        folder: where they are kept.

    Returns:
        The files of each batch, in their order.

    Raises:
        UsageError: a file is not as it was built.

    """
    folders = []
    for number, batch in enumerate(batches):
        top = folder / str(number)
        made: set[str] = set()
        stats: dict[str, tuple[int, int]] = {}
        for path in batch.files:
            text = built[path].text
            source = output / (text or path)
            before = (0, 0)
            try:
                before = _stat(source)
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
                stats[path] = before
            except OSError:
                # Another disk, or a system without second names.
                copy.write_bytes(data)
                shutil.copystat(source, copy)
        folders.append(Taken(top, stats))
    return folders
