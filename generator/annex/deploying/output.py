"""The output as the last build left it: its files, their origin, and copies that no build replaces."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path

from generator.annex.deploying.editions import Edition, edition_of
from generator.base.digest import digest
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.engine.output import files_of, read_marker
from generator.engine.write import CHANGED
from generator.model.records import Record
from generator.store import outputs
from generator.store.database import STATE, open_reader


class Built(Record, frozen=True):
    """A file of the output."""

    kind: str
    """Of the page, by its name."""
    digest: bytes


class Output:
    """A site's output. Its methods may be used only while no build runs."""

    def __init__(self, site: str, folder: str) -> None:
        self.site, self.folder, self._name = Path(site), Path(folder), folder
        self.state = Path(site, STATE)
        self._files = files_of(self.folder, self.state / CHANGED)

    def tree(self) -> str:
        with closing(open_reader(self.state)) as store:
            return outputs.tree(store)

    def edition(self) -> Edition:
        with closing(open_reader(self.state)) as store:
            return edition_of(store, self.site)

    def last_deleted(self) -> set[str]:
        with closing(open_reader(self.state)) as store:
            return {*outputs.last_deleted(store)}

    def check(self) -> None:
        """Raise UsageError if the output differs from what the store knows."""
        with closing(open_reader(self.state)) as store:
            tree = outputs.tree(store)
        try:
            marked = read_marker(self._files.marker)
        except (FileNotFoundError, NotADirectoryError):
            marked = None
        if not tree or marked != tree or self._files.journal.exists():
            raise UsageError(
                sentence("{folder} is not what the last build made; run ssg build first", folder=self._name)
            )

    def files(self) -> dict[str, Built]:
        """Return the files by path."""
        with closing(open_reader(self.state)) as store:
            return {path: Built(kind, known) for path, kind, known in outputs.described(store)}


class Taken(Record, frozen=True):
    """Copies of files as they were built."""

    folder: Path
    stats: Mapping[str, tuple[int, int]]
    """Path -> size and modification time of hard links."""

    def check(self) -> None:
        """Raise UsageError if an output file was modified since, which its hard link shares."""
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


def take(output: Path, batches: Iterable[Iterable[str]], built: Mapping[str, Built], folder: Path) -> list[Taken]:
    """Keep each batch's files in a folder of its own; raise UsageError if one is not as it was built.

    They are hard links to the output, which a build replaces without changing them. No build may run meanwhile.
    """
    return [_take(output, paths, built, folder / str(number)) for number, paths in enumerate(batches)]


def _take(output: Path, paths: Iterable[str], built: Mapping[str, Built], top: Path) -> Taken:
    made: set[str] = set()
    stats: dict[str, tuple[int, int]] = {}
    for path in paths:
        source, copy = output / path, top / path
        before, data = (0, 0), b""
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            before = _stat(source)
            data = source.read_bytes()
        if source.is_symlink() or digest(data) != built[path].digest:
            raise UsageError(
                sentence("{file} is not as it was built; run ssg build --verify, then ssg deploy again", file=source)
            )
        if (parent := os.path.dirname(path)) not in made:
            copy.parent.mkdir(parents=True, exist_ok=True)
            made.add(parent)
        try:
            os.link(source, copy)
            stats[path] = before
        except OSError:
            # Another disk, or no support for hard links.
            copy.write_bytes(data)
            shutil.copystat(source, copy)
    return Taken(top, stats)
