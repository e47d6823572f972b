"""The changes that a target needs, in batches that are sent one after the other."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from enum import IntEnum
from pathlib import Path

from generator.annex.deploying.hosts.headers import Headers, headers_of
from generator.annex.deploying.manifest import BEGUN, UNKNOWN
from generator.annex.deploying.output import Built
from generator.annex.deploying.remote import ListedFile, Remote, above, whole
from generator.base.digest import digest
from generator.base.sentences import Sentence, sentence
from generator.base.workers import Progress
from generator.model.kinds import KINDS, REDIRECTS, Method
from generator.model.records import Record
from generator.model.urls import FRAGMENT_FOLDER

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


def compare(
    built: Mapping[str, Built], there: Mapping[str, bytes], *, with_headers: bool,
    kept: Collection[str] = frozenset(),
) -> Changes:  # fmt: skip
    """Return the changes that a target needs.

    `there` is what the target has, or may have; `with_headers` puts files with different headers into different
    batches; `kept` is as in `to_delete`.
    """
    order: dict[tuple[float, bool, Phase, Headers | None], list[str]] = {}
    for path, file in built.items():
        if there.get(path) != file.digest:
            headers = headers_of(path) if with_headers else None
            new = there.get(path) in (None, BEGUN)
            turn, phase = turn_of(path, file.kind, new=new), phase_of(path, file.kind)
            order.setdefault((turn, not new, phase, headers), []).append(path)
    batches = [
        Batch(phase, headers, part)
        for (*_, phase, headers), paths in sorted(order.items(), key=lambda item: (item[0][:3], str(item[0][3])))
        for part in _cut(sorted(paths))
    ]
    gone = to_delete(built, there, kept)
    sent = {path for batch in batches for path in batch.files} if gone else set[str]()
    folders = {folder for path in sent for folder in above(path)}
    blocking = {path for path in gone if path in folders or any(folder in sent for folder in above(path))}
    return Changes(tuple(batches), tuple(path for path in gone if path not in blocking), tuple(sorted(blocking)))


def _cut(paths: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(paths), BATCH):
        yield tuple(paths[start : start + BATCH])


def to_delete(built: Container[str], there: Mapping[str, bytes], kept: Container[str] = frozenset()) -> list[str]:
    """Return the portal's files to delete from a target, in order. Only this function decides that.

    `there` is what the target has, `kept` what stays for readers of held articles.
    """
    return sorted(path for path in there if path not in built and path not in kept)


def too_many(gone: Collection[str], there: Collection[str], most: int | None, target: str) -> Sentence | None:
    """Return a message if more pages would be deleted than `most` or, without it, than a few and a tenth."""
    pages = sum(path.endswith(".html") for path in gone)
    if pages <= (FEW if most is None else most):
        return None
    total = sum(path.endswith(".html") for path in there)
    if most is None and pages * _SHARE <= total:
        return None
    return sentence(
        "this would delete {pages} of the {total} pages that readers have, so nothing was sent. Look at them with: "
        "ssg deploy {target} --dry-run. If they are meant to go: ssg deploy {target} --max-delete {pages}",
        pages=pages, total=total, target=target,
    )  # fmt: skip


def found_at(
    listed: Mapping[str, ListedFile], built: Mapping[str, Built], known: Collection[str], output: Path
) -> dict[str, bytes]:
    """Return the portal's files in a target's listing, each with its digest or `UNKNOWN`.

    Paths in `known` are the portal's too, even if deleted; so are files that a deploy left unfinished.
    """
    found = {}
    for path, there in listed.items():
        if path not in built:
            if path in known or whole(path) in built:
                found[path] = UNKNOWN
            continue
        found[path] = UNKNOWN
        own = output / path
        if there.md5 and own.is_file() and own.stat().st_size == there.size:
            data = own.read_bytes()
            if hashlib.md5(data, usedforsecurity=False).hexdigest() == there.md5:
                found[path] = built[path].digest
    return found


def compared(
    remote: Remote, there: Mapping[str, bytes], listed: Mapping[str, ListedFile], built: Mapping[str, Built],
    folder: Path, progress: Progress,
) -> dict[str, bytes]:  # fmt: skip
    """Return what a target has, after reading the files without a digest in its listing, a few at a time."""
    unsure = sorted(
        path for path, known in there.items() if known == UNKNOWN and path in built and not listed[path].md5
    )
    found = dict(there)
    for start in range(0, len(unsure), BATCH):
        part = unsure[start : start + BATCH]
        remote.fetch(part, folder, lambda files, _, before=start: progress("comparing", before + files, len(unsure)))  # type: ignore[misc]
        for path in part:
            copy = folder / path
            if copy.is_file():
                found[path] = digest(copy.read_bytes())
        shutil.rmtree(folder, ignore_errors=True)
        progress("comparing", start + len(part), len(unsure))
    return found
