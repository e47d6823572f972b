"""Changes: what a target needs to become what was built, in batches that go one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.deploying.phases import Phase, phase_of
from generator.hosts.headers import Headers, headers_of
from generator.portal.records import Record

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

    @property
    def files(self) -> Iterator[str]:
        """The paths of all files that are sent."""
        return (path for batch in self.batches for path in batch.files)

    @property
    def is_empty(self) -> bool:
        """Whether the target is as it should be."""
        return not self.batches and not self.deleted


def compare(built: Mapping[str, Built], there: Mapping[str, bytes], *, with_headers: bool) -> Changes:
    """Return what a target needs.

    What is new goes before what changed: what changed may lead to it.

    Args:
        built: path -> file of the output.
        there: path -> digest of what the target has, or may have.
        with_headers: whether files with other headers go in other batches.

    """
    order: dict[tuple[Phase, bool, Headers | None], list[str]] = {}
    for path, file in built.items():
        known = there.get(path)
        if known != file.digest:
            headers = headers_of(path) if with_headers else None
            order.setdefault((phase_of(file.text or path, file.kind), known is not None, headers), []).append(path)
    batches = [
        Batch(phase, headers, part)
        for (phase, _, headers), paths in sorted(order.items(), key=lambda item: (item[0][:2], str(item[0][2])))
        for part in _cut(sorted(paths))
    ]
    return Changes(tuple(batches), tuple(sorted(path for path in there if path not in built)))


def _cut(paths: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(paths), BATCH):
        yield tuple(paths[start : start + BATCH])
