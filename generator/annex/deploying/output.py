"""The output as the last build left it: its files, what they were built from, and copies that no build replaces."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from generator.annex.deploying.editions import Edition, edition_of
from generator.annex.deploying.hosts.headers import TYPES
from generator.annex.deploying.precompressed import compress, compressed_digest, tree_with
from generator.base.digest import MODULUS, SIZE, digest, entry
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.state_files import claim
from generator.engine.clock import last_clock
from generator.engine.output import files_of, read_marker
from generator.engine.write import CHANGED
from generator.model.records import Record
from generator.store import outputs
from generator.store.database import STATE, Store, open_reader


class Built(Record, frozen=True):
    """A file of the output."""

    kind: str
    """Of the page, by its name."""
    digest: bytes
    text: str = ""
    """Of a precompressed file: the path of the text in it."""


class Output:
    """The output of a site. What it has is to be asked only while no build runs."""

    def __init__(self, site: str, folder: str) -> None:
        self.site, self.folder, self._name = Path(site), Path(folder), folder
        self.state = Path(site, STATE)
        self._files = files_of(self.folder, self.state / CHANGED)

    def tree(self, forms: Sequence[str] = ()) -> str:
        """Return the digest of the whole output, in hex, with texts precompressed in these forms."""
        with closing(open_reader(self.state)) as store:
            return tree_with(outputs.tree(store), forms)

    def edition(self) -> Edition:
        """Return what it was built from."""
        with closing(open_reader(self.state)) as store:
            return edition_of(store, self.site)

    def last_deleted(self) -> set[str]:
        """Return the paths of the files that the last build has deleted."""
        with closing(open_reader(self.state)) as store:
            return {*outputs.last_deleted(store)}

    def check(self) -> None:
        """Check that the output is as the store knows it, and for readers; raise UsageError if it is not."""
        with closing(open_reader(self.state)) as store:
            tree, clock = outputs.tree(store), last_clock(store)
        try:
            marked = read_marker(self._files.marker)
        except (FileNotFoundError, NotADirectoryError):
            marked = None
        if not tree or marked != tree or self._files.journal.exists():
            raise UsageError(
                sentence("{folder} is not what the last build made; run ssg build first", folder=self._name)
            )
        if clock is not None and clock.drafts:
            raise UsageError(sentence("the last build has drafts in it (--drafts); run ssg build first"))

    def files(self, forms: Sequence[str] = (), there: Mapping[str, bytes] = {}, tree: str = "") -> Mapping[str, Built]:
        """Return the files, by path.

        Args:
            forms: in which texts are precompressed, too.
            there: path -> digest of what a target has.
            tree: digest of all of that, in hex; empty if it is not to be relied on.

        """
        with closing(open_reader(self.state)) as store:
            built: Mapping[str, Built] | None = None
            if tree and not forms:
                built = since(store, there, tree, self._files.note)
            if built is None:
                built = {path: Built(kind, known) for path, kind, known in outputs.described(store)}
        return with_compressed(built, forms) if forms else built


def with_compressed(built: Mapping[str, Built], forms: Sequence[str]) -> dict[str, Built]:
    """Return the files of an output, and beside each text the precompressed ones."""
    compressed = {
        f"{path}.{form}": Built(file.kind, compressed_digest(form, file.digest), path)
        for path, file in built.items()
        if path.rpartition(".")[2].lower() in TYPES
        for form in forms
    }
    return {**compressed, **built}


class Since(Mapping[str, Built]):
    """The files of the output, by what a target has and what the last build changed: in time for what differs alone."""

    def __init__(self, there: Mapping[str, bytes], new: Mapping[str, Built], deleted: AbstractSet[str]) -> None:
        self._there, self._new, self._deleted = there, new, deleted

    @property
    def differ(self) -> AbstractSet[str]:
        """The paths of all that a target can have otherwise."""
        return self._new.keys() | self._deleted

    def __contains__(self, path: object) -> bool:
        """Return whether there is a file."""
        return path in self._new or (path in self._there and path not in self._deleted)

    def __getitem__(self, path: str) -> Built:
        """Return a file."""
        if path in self._new:
            return self._new[path]
        if path in self._deleted:
            raise KeyError(path)
        return Built("", self._there[path])

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        yield from self._new
        yield from (path for path in self._there if path not in self.differ)

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)


class _Listed(msgspec.Struct):
    """The list of what the last build changed: path -> digest in hex."""

    added: dict[str, str]
    changed: dict[str, str]
    deleted: dict[str, str]


def since(store: Store, there: Mapping[str, bytes], tree: str, note: Path) -> Since | None:
    """Return the files of the output; None if what a target has and what the last build noted do not make it.

    The digest of the whole tree, which is a sum, proves that they do, so nobody has to be believed.
    """
    try:
        total = int(tree, 16)
        changes = msgspec.convert(msgspec.json.decode(claim(note).read_bytes()), _Listed)
        new = {path: bytes.fromhex(known) for path, known in {**changes.added, **changes.changed}.items()}
    except (FileNotFoundError, msgspec.MsgspecError, TypeError, ValueError):
        return None
    total -= sum(entry(path, there[path]) for path in {**new, **changes.deleted} if path in there)
    total += sum(entry(path, known) for path, known in new.items())
    if f"{total % MODULUS:0{2 * SIZE}x}" != outputs.tree(store):
        return None
    kinds = outputs.kinds(store, new)
    if kinds.keys() != new.keys():
        return None
    return Since(there, {path: Built(kinds[path], known) for path, known in new.items()}, changes.deleted.keys())


class Taken(Record, frozen=True):
    """Copies of files, as they were built."""

    folder: Path
    stats: Mapping[str, tuple[int, int]]
    """Path -> size and time of the last change, of those that are hard links."""

    def check(self) -> None:
        """Check that nobody has written into a file of the output since, which its hard link shares.

        Raise UsageError if somebody has.
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


def take(output: Path, batches: Iterable[Iterable[str]], built: Mapping[str, Built], folder: Path) -> list[Taken]:
    """Keep the files of batches, each batch in a folder of its own; raise UsageError if one is not as it was built.

    They are hard links to those of the output, which a build replaces and leaves as they are. While this runs, no build
    may.
    """
    return [_take(output, paths, built, folder / str(number)) for number, paths in enumerate(batches)]


def _take(output: Path, paths: Iterable[str], built: Mapping[str, Built], top: Path) -> Taken:
    made: set[str] = set()
    stats: dict[str, tuple[int, int]] = {}
    for path in paths:
        text = built[path].text
        source, copy = output / (text or path), top / path
        before, data = (0, 0), b""
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            before = _stat(source)
            data = source.read_bytes()
        if source.is_symlink() or digest(data) != built[text or path].digest:
            raise UsageError(
                sentence("{file} is not as it was built; run ssg build --verify, then ssg deploy again", file=source)
            )
        if (parent := os.path.dirname(path)) not in made:
            copy.parent.mkdir(parents=True, exist_ok=True)
            made.add(parent)
        if text:
            copy.write_bytes(compress(path, data))
            continue
        try:
            os.link(source, copy)
            stats[path] = before
        except OSError:
            # Another disk, or a system without hard links.
            copy.write_bytes(data)
            shutil.copystat(source, copy)
    return Taken(top, stats)
