"""The output as the last build left it: its files, their origin, and copies that no build replaces.

Texts precompressed by gzip or brotli are not part of it, since library versions compress differently. Their digest
derives from the text's, so each is compressed once per content, when it is sent.
"""

from __future__ import annotations

import gzip
import importlib
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, suppress
from pathlib import Path
from types import ModuleType

import msgspec

from generator.annex.deploying.editions import Edition, edition_of
from generator.annex.deploying.hosts.headers import TYPES
from generator.base.digest import MODULUS, SIZE, digest, entry
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.state_files import claim
from generator.engine.clock import last_clock
from generator.engine.output import files_of, read_marker
from generator.engine.write import CHANGED
from generator.model.codec import UNREADABLE
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
    """A site's output. Its methods may be used only while no build runs."""

    def __init__(self, site: str, folder: str) -> None:
        self.site, self.folder, self._name = Path(site), Path(folder), folder
        self.state = Path(site, STATE)
        self._files = files_of(self.folder, self.state / CHANGED)

    def tree(self, forms: Sequence[str] = ()) -> str:
        with closing(open_reader(self.state)) as store:
            return tree_with(outputs.tree(store), forms)

    def edition(self) -> Edition:
        with closing(open_reader(self.state)) as store:
            return edition_of(store, self.site)

    def last_deleted(self) -> set[str]:
        with closing(open_reader(self.state)) as store:
            return {*outputs.last_deleted(store)}

    def check(self) -> None:
        """Raise UsageError if the output differs from what the store knows, or has drafts."""
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
        """Return the files by path, including texts precompressed in these forms.

        `there` is path -> digest of what a target has, `tree` the digest of all of it; empty if unreliable.
        """
        with closing(open_reader(self.state)) as store:
            built: Mapping[str, Built] | None = None
            if tree and not forms:
                built = since(store, there, tree, self._files.note)
            if built is None:
                built = {path: Built(kind, known) for path, kind, known in outputs.described(store)}
        return with_compressed(built, forms) if forms else built


def with_compressed(built: Mapping[str, Built], forms: Sequence[str]) -> dict[str, Built]:
    compressed = {
        f"{path}.{form}": Built(file.kind, compressed_digest(form, file.digest), path)
        for path, file in built.items()
        if path.rpartition(".")[2].lower() in TYPES
        for form in forms
    }
    return {**compressed, **built}


class Since(Mapping[str, Built]):
    """The output's files, from what a target has and what the last build changed: as fast as few changes allow."""

    def __init__(self, there: Mapping[str, bytes], new: Mapping[str, Built], deleted: AbstractSet[str]) -> None:
        self._there, self._new, self._deleted = there, new, deleted

    @property
    def differ(self) -> AbstractSet[str]:
        """The paths of all files in which a target can differ."""
        return self._new.keys() | self._deleted

    def __contains__(self, path: object) -> bool:
        return path in self._new or (path in self._there and path not in self._deleted)

    def __getitem__(self, path: str) -> Built:
        if path in self._new:
            return self._new[path]
        if path in self._deleted:
            raise KeyError(path)
        return Built("", self._there[path])

    def __iter__(self) -> Iterator[str]:
        yield from self._new
        yield from (path for path in self._there if path not in self.differ)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Listed(msgspec.Struct):
    """The last build's list of changes: path -> digest in hex."""

    added: dict[str, str]
    changed: dict[str, str]
    deleted: dict[str, str]


def since(store: Store, there: Mapping[str, bytes], tree: str, note: Path) -> Since | None:
    """Return the output's files; None if the target's files and the last build's changes do not add up to them.

    The digest of the whole tree, which is a sum, proves that they do, so nothing is taken on trust.
    """
    try:
        total = int(tree, 16)
        changes = msgspec.convert(msgspec.json.decode(claim(note).read_bytes()), _Listed)
        new = {path: bytes.fromhex(known) for path, known in {**changes.added, **changes.changed}.items()}
    except (FileNotFoundError, *UNREADABLE, TypeError, ValueError):
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
            # Another disk, or no support for hard links.
            copy.write_bytes(data)
            shutil.copystat(source, copy)
    return Taken(top, stats)


def tree_with(tree: str, forms: Sequence[str]) -> str:
    return digest(f"{tree} {' '.join(forms)}".encode()).hex() if forms else tree


def compressed_digest(form: str, text: bytes) -> bytes:
    return digest(form.encode() + text)


def compress(path: str, data: bytes) -> bytes:
    if path.endswith(".gz"):
        return gzip.compress(data, 9, mtime=0)
    compressed: bytes = _brotli().compress(data, mode=_brotli().MODE_TEXT, quality=11)
    return compressed


def digest_of(path: str, data: bytes, most: int) -> bytes:
    """Return the digest of a target's precompressed file; a false one if it is broken or longer than `most`."""
    form = path.rpartition(".")[2]
    text = _of_gzip(data, most) if form == "gz" else _of_brotli(data, most)
    return b"none" if text is None else compressed_digest(form, digest(text))


def _of_gzip(data: bytes, most: int) -> bytes | None:
    try:
        return zlib.decompressobj(31).decompress(data, most + 1)
    except zlib.error:
        return None


def _of_brotli(data: bytes, most: int) -> bytes | None:
    library = _brotli()
    decompressor, text = library.Decompressor(), b""
    try:
        # The result has no bound, so little is fed at once.
        for at in range(0, len(data), 1024):
            text += decompressor.process(data[at : at + 1024])
            if len(text) > most:
                break
    except library.error:
        return None
    return text


def _brotli() -> ModuleType:
    try:
        return importlib.import_module("brotli")
    except ImportError as error:
        raise UsageError(sentence("br needs brotli; pip install brotli, in the environment of ssg")) from error
