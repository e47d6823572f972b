"""The changes that a target needs, in batches that are sent one after the other."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from enum import IntEnum

from generator.annex.deploying.manifest import BEGUN, Files
from generator.annex.deploying.remote import above
from generator.base.sentences import Sentence, sentence
from generator.hosts.headers import Headers, headers_of
from generator.model.kinds import KINDS, REDIRECTS, Method
from generator.model.records import Record
from generator.model.urls import FRAGMENT_FOLDER
from generator.store.outputs import OutputFile

BATCH = 2000
"""Number of files after which progress is recorded at the target."""
FEW = 100
"""Pages that may always be deleted."""
_SHARE = 10
"""One in so many pages may always be deleted."""


class Phase(IntEnum):
    """The categories of files in a summary."""

    ASSETS = 1
    """Pictures, styles, scripts, and anything else that pages show."""
    PAGES = 2
    """Articles and standing pages."""
    LISTS = 3
    """The home page, lists, archives, redirects, and the host's rules for these."""
    FEEDS = 4
    """Feeds, sitemaps and fragments, which bring the visitors."""


_NEW_LISTS, _FIRST_HOME = 1.5, 4.5
"""Turns between those of the phases."""


def phase_of(path: str, kind: str) -> Phase:
    if kind in ("article", "standing"):
        return Phase.PAGES
    if kind in KINDS and KINDS[kind].method is not Method.WRITTEN:
        return Phase.ASSETS
    if path.startswith(f"{FRAGMENT_FOLDER}/") or (path.endswith((".xml", ".json", ".txt")) and kind not in REDIRECTS):
        return Phase.FEEDS
    return Phase.LISTS if path.endswith(".html") or kind in (*REDIRECTS, "host") else Phase.ASSETS


def turn_of(path: str, kind: str, *, new: bool) -> float:
    """Return when a file is sent: in its phase, unless the target does not have it yet.

    Nothing links to a new file before an existing file is replaced. So all new files go first, and a new article after
    the lists it links to. In a first deploy the home page, where readers enter, is last.
    """
    phase = phase_of(path, kind)
    if not new or phase in (Phase.ASSETS, Phase.PAGES):
        return phase
    if path == "index.html":
        return _FIRST_HOME
    # An old address is known elsewhere before it is there, and so is what lies at the top, as /sitemap.xml.
    return phase if "/" not in path or kind in (*REDIRECTS, "host") else _NEW_LISTS


class Batch(Record, frozen=True):
    """Files sent together."""

    phase: Phase
    headers: Headers | None
    """None where a target has none."""
    files: tuple[str, ...]
    """Paths below the output, in order."""


class Changes(Record, frozen=True):
    """The changes that a target needs."""

    batches: tuple[Batch, ...]
    deleted: tuple[str, ...]
    """Paths to delete last."""
    blocking: tuple[str, ...] = ()
    """Paths to delete first: a file that becomes a folder, or files in a folder that becomes a file."""

    @property
    def files(self) -> Iterator[str]:
        return (path for batch in self.batches for path in batch.files)

    @property
    def gone(self) -> tuple[str, ...]:
        return (*self.blocking, *self.deleted)

    @property
    def is_empty(self) -> bool:
        return not self.batches and not self.gone


def batches_of(built: Mapping[str, OutputFile], remote_files: Files, *, with_headers: bool) -> tuple[Batch, ...]:
    """Return what to send to a target that has, or may have, some files.

    `with_headers` puts files with different headers into different batches.
    """
    order: dict[tuple[float, bool, Phase, Headers | None], list[str]] = {}
    for path, file in built.items():
        known = remote_files[path].digest if path in remote_files else None
        if known != file.digest:
            headers = headers_of(path) if with_headers else None
            new = known in (None, BEGUN)
            turn, phase = turn_of(path, file.kind, new=new), phase_of(path, file.kind)
            order.setdefault((turn, not new, phase, headers), []).append(path)
    return tuple(
        Batch(phase, headers, part)
        for (*_, phase, headers), paths in sorted(order.items(), key=lambda item: (item[0][:3], str(item[0][3])))
        for part in _cut(sorted(paths))
    )


def changes_of(batches: tuple[Batch, ...], surplus: Collection[str], staying: Container[str]) -> Changes:
    """Return the changes that a target needs.

    `surplus` is what it has and the portal has not. Of that, `staying` stays for readers of held articles, unless it is
    in the way.
    """
    sent = {path for batch in batches for path in batch.files} if surplus else set[str]()
    folders = {folder for path in sent for folder in above(path)}
    blocking = {path for path in surplus if path in folders or any(folder in sent for folder in above(path))}
    deleted = sorted(path for path in surplus if path not in blocking and path not in staying)
    return Changes(batches, tuple(deleted), tuple(sorted(blocking)))


def _cut(paths: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(paths), BATCH):
        yield tuple(paths[start : start + BATCH])


def too_many(gone: Collection[str], remote_files: Collection[str], most: int | None, target: str) -> Sentence | None:
    """Return a message if more pages would be deleted than `most` or, without it, than a few and a tenth."""
    pages = sum(path.endswith(".html") for path in gone)
    if pages <= (FEW if most is None else most):
        return None
    total = sum(path.endswith(".html") for path in remote_files)
    if most is None and pages * _SHARE <= total:
        return None
    return sentence(
        "this would delete {pages} of the {total} pages that readers have, so nothing was sent. Look at them with: "
        "ssg deploy {target} --dry-run. If they are meant to go: ssg deploy {target} --max-delete {pages}",
        pages=pages, total=total, target=target,
    )  # fmt: skip
