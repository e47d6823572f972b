"""Changes: what a target needs to become what was built, in batches that go one after the other."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from generator.annex.deploying.deletions import to_delete
from generator.annex.deploying.hosts.headers import Headers, headers_of
from generator.annex.deploying.manifest import BEGUN
from generator.annex.deploying.phases import Phase, Turn, phase_of, turn_of
from generator.model.records import Record

BATCH = 2000
"""Files after which it is noted at the target what was sent."""


class Built(Record, frozen=True):
    """A file of the output, as the store knows it."""

    kind: str
    """Of the page, by its name."""
    digest: bytes
    text: str = ""
    """Of a packed twin: the path of the text that it holds."""


class Batch(Record, frozen=True):
    """Files that go together."""

    phase: Phase
    headers: Headers | None
    """None where a target keeps none."""
    files: tuple[str, ...]
    """Paths below the output, in order."""


class Changes(Record, frozen=True):
    """What a target needs."""

    batches: tuple[Batch, ...]
    """In their order."""
    deleted: tuple[str, ...]
    """Paths that go last."""
    blocking: tuple[str, ...] = ()
    """Paths that go first: files in whose place there will be a folder, or in a folder that becomes a file."""

    @property
    def files(self) -> Iterator[str]:
        """The paths of all files that are sent."""
        return (path for batch in self.batches for path in batch.files)

    @property
    def gone(self) -> tuple[str, ...]:
        """The paths of all files that are deleted."""
        return (*self.blocking, *self.deleted)

    @property
    def is_empty(self) -> bool:
        """Whether the target is as it should be."""
        return not self.batches and not self.gone


def compare(
    built: Mapping[str, Built], there: Mapping[str, bytes], *, with_headers: bool,
    among: Collection[str] | None = None, kept: Collection[str] = frozenset(),
) -> Changes:  # fmt: skip
    """Return what a target needs.

    Args:
        built: path -> file of the output.
        there: path -> digest of what the target has, or may have.
        with_headers: whether files with other headers go in other batches.
        among: the paths of all that can differ, if that is known.
        kept: as in `to_delete`.

    """
    order: dict[tuple[Turn, bool, Phase, Headers | None], list[str]] = {}
    for path in built if among is None else [path for path in among if path in built]:
        file, known = built[path], there.get(path)
        if known != file.digest:
            headers = headers_of(path) if with_headers else None
            # A packed twin is what readers get in the place of its text.
            shown = file.text or path
            new = there.get(shown) in (None, BEGUN)
            turn, phase = turn_of(shown, file.kind, new=new), phase_of(shown, file.kind)
            order.setdefault((turn, not new, phase, headers), []).append(path)
    batches = [
        Batch(phase, headers, part)
        for (*_, phase, headers), paths in sorted(order.items(), key=lambda item: (item[0][:3], str(item[0][3])))
        for part in _cut(sorted(paths))
    ]
    gone = to_delete(built, there, among, kept)
    blocking = _blocking(gone, {path for batch in batches for path in batch.files}) if gone else set()
    return Changes(tuple(batches), tuple(path for path in gone if path not in blocking), tuple(sorted(blocking)))


def _blocking(gone: Iterable[str], sent: Collection[str]) -> set[str]:
    """Return the files that have to go before others can be sent."""
    folders = {folder for path in sent for folder in above(path)}
    return {path for path in gone if path in folders or any(folder in sent for folder in above(path))}


def above(path: str) -> Iterator[str]:
    """Yield the folders that a file is in, the nearest first."""
    while path := os.path.dirname(path):
        yield path


def _cut(paths: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(paths), BATCH):
        yield tuple(paths[start : start + BATCH])
