"""The output as the last build left it: its files, their origin, and copies that no build replaces."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

from generator.annex.deploying.editions import Edition, edition_of
from generator.annex.deploying.manifest import Files
from generator.base.digest import digest
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.engine.clock import last_clock
from generator.engine.output import files_of, read_marker
from generator.engine.write import CHANGED, held_back
from generator.model.codec import decode
from generator.model.lookup_keys import file_key
from generator.model.records import Article, Matter, Record
from generator.model.urls import output_path
from generator.store import documents, faults, names, outputs
from generator.store.database import STATE, Store, open_reader
from generator.store.faults import Found
from generator.store.outputs import OutputFile


class Built(Record, frozen=True):
    """What the last build made, and what it was made from."""

    tree: str
    """Digest of the output, in hex."""
    edition: Edition
    files: Mapping[str, OutputFile]
    """By path below the output."""
    held: set[str]
    """The files that were held back, below content/, also by the names that they had before they were moved.

    What an editor took down is none: drafts, withdrawn, gone, expired or postponed articles.
    """
    withdrawn: set[str]
    """The addresses of withdrawn articles."""


class Output:
    """A site's output. Its methods may be used only while no build runs."""

    def __init__(self, site: str, folder: str) -> None:
        self.site, self.folder, self._name = Path(site), Path(folder), folder
        self.state = Path(site, STATE)
        self._files = files_of(self.folder, self.state / CHANGED)

    def tree(self) -> str:
        """Return the digest of the output; raise UsageError if it differs from what the store knows."""
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
        return tree

    def built(self, remote_files: Files) -> Built:
        with closing(open_reader(self.state)) as store:
            return Built(
                outputs.tree(store),
                edition_of(store, self.site),
                {file.path: file for file in outputs.with_owners(store)},
                self._held(store, remote_files),
                {decode(Article, documents.record(store, doc)).url for doc in names.withdrawn(store, None)},
            )

    def _held(self, store: Store, remote_files: Files) -> set[str]:
        clock = last_clock(store)
        now = clock.now if clock else 0
        paths = faults.hidden(store, Found.HELD, Found.CLAIMED)
        others = {path.removeprefix("content/") for path in held_back(self.state)}.difference(paths)
        rows = (documents.named(store, file_key(path)) for path in paths)
        read = (decode(Article, row.record) for row in rows if row and row.kind == "article")
        articles = [article for article in read if not _is_over(article.matter, now)]
        return others.union((article.path for article in articles), _former_paths(store, articles, remote_files))


def _former_paths(store: Store, articles: Sequence[Article], remote_files: Files) -> set[str]:
    """Return the paths below content/ by which a target knows articles that were moved since.

    No file is there now; it has the name of the article's, or a page at one of the article's addresses.
    """
    files = {article.path.rpartition("/")[2] for article in articles}
    pages = {output_path(url) for article in articles for url in (article.url, *article.matter.aliases)}
    owners = ((path, entry.owners[0]) for path, entry in remote_files.items() if entry.owners)
    former = {owner for path, owner in owners if path in pages or owner.rpartition("/")[2] in files}
    return {path for path in former if names.doc_named(store, file_key(path)) is None}


def _is_over(matter: Matter, now: int) -> bool:
    return matter.draft or matter.is_over or 0 < matter.expires <= now or matter.stamp.epoch > now


class Copies(Record, frozen=True):
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


def copy_batches(
    output: Path, batches: Iterable[Iterable[str]], built: Mapping[str, OutputFile], folder: Path
) -> list[Copies]:
    """Keep each batch's files in a folder of its own; raise UsageError if one is not as it was built.

    They are hard links to the output, which a build replaces without changing them. No build may run meanwhile.
    """
    return [_copy_batch(output, paths, built, folder / str(number)) for number, paths in enumerate(batches)]


def _copy_batch(output: Path, paths: Iterable[str], built: Mapping[str, OutputFile], top: Path) -> Copies:
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
    return Copies(top, stats)
