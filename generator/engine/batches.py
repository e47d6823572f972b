"""Makes, checks or copies pages in batches, in this process or in a worker.

For a page that may be stale, its queries are asked again first, and it is made again only if an answer differs. It is
written to the staging folder only if the output has other bytes.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from generator.base.digest import SIZE, digest
from generator.base.errors import Problem, Where, changed_meanwhile, unreadable
from generator.base.folder import Folder
from generator.base.state_files import write
from generator.base.workers import batches
from generator.engine.renderer import FailedPageError, Renderer, Settings, asset_path, compile_all
from generator.engine.staging import StagingFolder
from generator.lint.dead_links import PictureFault, first_broken
from generator.model import rebuild_reasons
from generator.model.kinds import COPIED
from generator.model.page import Stale
from generator.model.rebuild_reasons import Reason
from generator.model.records import Record
from generator.pages.shared import PLACED
from generator.pictures.making import BrokenPictureError, VariantCache, VariantMaker
from generator.queries import tracker
from generator.queries.answers import Dependency, pack_dependencies, unpack_dependencies
from generator.queries.archive import BulkArchive
from generator.store import documents, pages
from generator.store.dependencies import Read
from generator.store.pages import StalePage

JOB = "job"
"""Name of the file of the settings, in the state folder."""
_AT_ONCE = 400
"""Pages whose rows are read in one query."""
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Settings).decode


class Result(Record, frozen=True):
    """The result for one page."""

    page: int
    path: str
    digest: bytes
    """Of its bytes; empty if the page was not made, or failed."""
    written: bool
    """Whether its bytes differ from the output's, and are staged."""
    why: str
    """Why it was made, as the column holds it (see `model.rebuild_reasons`)."""
    asks: bytes = b""
    reads: tuple[Read, ...] = ()
    problem: Problem | None = None


def prepare(settings: Settings) -> str:
    """Save the settings and compiled templates where every process finds them; return a token for them."""
    compile_all(settings)
    data = _encode(settings)
    write(Path(settings.state, JOB), data)
    # A process may outlive its store, and the next store counts from the beginning.
    return digest(data + os.urandom(SIZE)).hex()


def render_batch(state: str, token: str, batch: tuple[int, ...]) -> list[Result]:
    """Make pages in a worker, by their ids; a new token means that the site has changed."""
    return worker(state, token).render_all(batch)


_kept: dict[tuple[str, str], BatchRenderer] = {}


def worker(state: str, token: str) -> BatchRenderer:
    """Return this process's renderer, which is kept from one batch of a build to the next."""
    if (state, token) not in _kept:
        rest()
        _kept[state, token] = BatchRenderer(settings_of(state))
    return _kept[state, token]


def rest() -> None:
    while _kept:
        _kept.popitem()[1].close()


def settings_of(state: str) -> Settings:
    return _decode(Path(state, JOB).read_bytes())


class BatchRenderer:
    """Makes pages in batches, and stages those that differ."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._renderer = Renderer(settings)
        self._store = self._renderer.store
        self._variants = VariantMaker(settings.content, VariantCache(Path(settings.pictures)))
        self._staging = StagingFolder(settings.stage)
        self.made = 0
        """Pages that were made from their templates."""

    def close(self) -> None:
        self._renderer.close()
        self._staging.close()

    def render_all(self, ids: tuple[int, ...]) -> list[Result]:
        """Make any number of pages, as `render` does a few."""
        return [result for part in batches(ids, _AT_ONCE) for result in self.render(part)]

    def render(self, ids: tuple[int, ...]) -> list[Result]:
        """Make some pages, by their ids; return their results, in the same order."""
        with self._store.reading():
            stale = {row.id: row for row in pages.stale(self._store, ids)}
            self._renderer.archive.preload(
                {row.page.owner: (row.seq, row.record) for row in stale.values() if row.seq is not None}
            )
            seqs = [row.seq for row in stale.values() if row.seq is not None and row.stale != Stale.REFILL]
            if isinstance(archive := self._renderer.archive, BulkArchive) and seqs:
                archive.read_ahead(min(seqs), max(seqs))
            return [self._made(stale[page]) for page in ids]

    def _made(self, row: StalePage) -> Result:
        if row.page.kind in COPIED:
            return self._copy(row)
        if row.page.kind == "picture":
            return self._variant(row)
        before = unpack_dependencies(row.asks) if row.asks else ()
        why = row.why
        if row.stale in (Stale.CHECK, Stale.REFILL) and row.digest is not None:
            dependencies, reason = tracker.check(self._renderer.archive, before, only_touched=True)
            # Shared templates differ for all pages or for none.
            filled = row.stale == Stale.CHECK or all(map(self._renderer.holds, dependencies))
            if not reason and filled:
                return _result(row, b"", "", dependencies)
            why = rebuild_reasons.pack(reason or Reason.REFILLED, row.cause or "")
            if refilled := self._refilled(row, before, dependencies, why):
                return refilled
        self.made += 1
        try:
            data, dependencies = self._renderer.make(row.page, before)
        except FailedPageError as error:
            return _failed(row, error.problem)
        return _result(row, self._stage(row, data), why, dependencies)

    def _refilled(
        self, row: StalePage, before: tuple[Dependency, ...], now: tuple[Dependency, ...], why: str
    ) -> Result | None:
        """Stage a page of which only shared templates differ, if its file is unchanged."""
        if any(new.digest != old.digest and new.name != PLACED for old, new in zip(before, now, strict=True)):
            return None
        data = self._staging.output(row.page.path)
        if data is None or digest(data) != row.digest:
            return None
        filled = self._renderer.refill(data, before, now)
        if filled is None:
            return None
        return _result(row, self._stage(row, filled[0]), why, filled[1])

    def _variant(self, row: StalePage) -> Result:
        job = self._renderer.variant_job(row.page)
        try:
            data, file = self._variants.make(job)
        except BrokenPictureError as error:
            fault = PictureFault(job.source.path, *error.fault)
            return _failed(row, first_broken(self._store, fault))
        return _result(row, self._stage(row, data, file), row.why)

    def _stage(self, row: StalePage, data: bytes, same: Path | None = None) -> bytes:
        """Stage the bytes of a page if they differ, as a link to `same` if that file has them; return their digest."""
        made = digest(data)
        if made != row.digest:
            self._staging.write(row.page.path, data, same, replaces=row.digest is not None)
        return made

    def _copy(self, row: StalePage) -> Result:
        """Stage a file of content/, without metadata if it has a clean digest, or a theme file."""
        page, clean, most = row.page, b"", None
        if page.kind == "media":
            file = documents.media_file(self._store, page.owner)
            folder, name, expected, clean = self.settings.content, file.media.path, file.digest, file.media.cleaned
            shown, most = f"content/{name}", self.settings.site.reading.media_bytes
        else:
            source_path, in_hex = self.settings.theme.assets[page.path]
            (folder, name), expected = os.path.split(source_path), bytes.fromhex(in_hex)
            shown = asset_path(self.settings.theme, page.path)
        if (clean or expected) == row.digest:
            return _result(row, row.digest, row.why)
        try:
            with Folder(folder) as opened:
                data = opened.read(name, most) if clean else b""
                source = -1 if clean else opened.open(name)
        except OSError as error:
            return _failed(row, unreadable(Where(shown), error))
        if clean:
            from generator.pictures import metadata  # noqa: PLC0415 - only builds with new media need it

            made = self._stage(row, metadata.cleaned(data))
        else:
            made = self._staging.copy(page.path, source, most, replaces=row.digest is not None)
        # Only the bytes that were checked when they were read are published.
        if made != (clean or expected):
            return _failed(row, changed_meanwhile(Where(shown)))
        return _result(row, made, row.why)


def _result(row: StalePage, made: bytes, why: str, dependencies: tuple[Dependency, ...] | None = None) -> Result:
    asks = b"" if dependencies is None else pack_dependencies(dependencies)
    reads = tuple(dict.fromkeys(read for dependency in dependencies or () for read in dependency.reads))
    return Result(row.id, row.page.path, made, bool(made) and made != row.digest, why, asks, reads)


def _failed(row: StalePage, problem: Problem) -> Result:
    return Result(row.id, row.page.path, b"", False, row.why, problem=problem)
