"""Has the batches of a build run by workers that share no files with this process.

`Cluster._senders` says what goes with a batch, and handles its result. What a worker cannot do without the site's files
(copies, icons, unreadable files) is done here, by the same functions.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path, PurePosixPath
from typing import Any

from generator.annex.cluster import work
from generator.annex.cluster.connection import connected
from generator.annex.cluster.messages import Snapshot
from generator.annex.cluster.worker_pool import Packet, WorkerPool
from generator.base.source import Source
from generator.base.workers import ENOUGH
from generator.config.media import PICTURES
from generator.engine import batches
from generator.engine.batches import BatchRenderer, Result
from generator.engine.parse import Job, Parsed, kind_of, parse_batch, parse_file
from generator.engine.scan import Candidate
from generator.engine.staging import StagingFolder
from generator.model.kinds import OF_FILES
from generator.pictures.making import BrokenPictureError, SourcePicture, bytes_of, undecodable

__all__ = ["Cluster", "connected"]
_LARGEST = 64 << 20
"""Maximum bytes of pictures sent with a batch; the rest is read here."""


class SentBatch(Future[list[Any]]):
    """A batch on its way."""

    def __init__(self, pool: WorkerPool, packet: Packet | None, arrive: Callable[[Any], list[Any]]) -> None:
        super().__init__()
        self._pool = pool
        self._packet = packet
        self._arrive = arrive

    def result(self, timeout: float | None = None) -> list[Any]:
        """Return the batch's result. All local work happens now, in the order of the batches."""
        del timeout
        return self._arrive(None if self._packet is None else self._pool.fetch(self._packet))

    def cancel(self) -> bool:
        if self._packet is not None:
            self._packet.cancel()
        return True


class Cluster(Executor):
    """An executor for `build`."""

    least = ENOUGH
    """Number of items that make remote workers worthwhile."""

    def __init__(self, pool: WorkerPool) -> None:
        self._pool = pool
        self._build: tuple[str, BatchRenderer, StagingFolder, Snapshot] | None = None
        self._senders: dict[Callable[..., Any], Callable[..., SentBatch]] = {
            parse_batch: self._parse, undecodable: self._decode, batches.render_batch: self._render,
        }  # fmt: skip

    def submit(self, work: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        return self._senders[work](*args)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as it is
        """Release what is held here and on the workers."""
        del wait, cancel_futures
        self.rest()

    def rest(self) -> None:
        """Release the store that pages were rendered from; another build may follow."""
        if self._build is not None:
            build, _, _, snapshot = self._build
            self._build = None
            batches.rest()
            snapshot.close()
            self._pool.drop(build)

    def _sent(self, arrive: Callable[[Any], list[Any]], work: Callable[..., Any], *args: Any) -> SentBatch:
        return SentBatch(self._pool, self._pool.send(work, *args), arrive)

    # --------------------------------------------------------------------- parsing

    def _parse(self, job: Job, batch: tuple[Candidate, ...]) -> SentBatch:
        files: dict[str, bytes] = {}
        room = _LARGEST
        with job.content.opened() as folder:
            for path in (file.path for file in batch):
                text = kind_of(path) != "media"
                if not text and (PurePosixPath(path).suffix.lower() not in PICTURES or room <= 0):
                    continue
                try:
                    files[path] = folder.read(path, job.reading.article_bytes if text else job.reading.media_bytes)
                    room -= len(files[path])
                except OSError:
                    # It is reported below.
                    continue

        def arrive(reply: tuple[list[Parsed], dict[str, set[str]]]) -> list[Parsed]:
            done, asked = reply
            found = {parsed.path: parsed for parsed in done}
            with job.content.opened() as folder:
                known: dict[str, bool] = {}
                while asked:
                    known |= {path: folder.has(path) for path in set().union(*asked.values())}
                    again = {path: files[path] for path in asked}
                    done, asked = self._pool.fetch(self._pool.send(work.read, away, again, known))
                    found |= {parsed.path: parsed for parsed in done}
                return [found.get(file.path) or parse_file(job, folder, file.path) for file in batch]

        # The site's folder means nothing to workers.
        away = Job(Source(""), job.reading, job.severities, job.decode, job.drafts, job.trial)
        return self._sent(arrive, work.read, away, files, {})

    # -------------------------------------------------------------------- pictures

    def _decode(self, content: Source, batch: tuple[SourcePicture, ...]) -> SentBatch:
        sent: list[tuple[SourcePicture, bytes]] = []
        here: list[SourcePicture] = []
        for picture in batch:
            try:
                sent.append((picture, bytes_of(content, picture)))
            except BrokenPictureError:
                here.append(picture)
        return self._sent(lambda found: found + undecodable(content, tuple(here)), work.decode, sent)

    def _draw(self, renderer: BatchRenderer, batch: tuple[int, ...]) -> SentBatch:
        jobs = renderer.unmade(batch)
        data = b""
        if jobs:
            try:
                data = bytes_of(renderer.settings.content, jobs[0].source)
            except BrokenPictureError:
                jobs = []

        def arrive(made: list[bytes] | None) -> list[Result]:
            for job, variant in zip(jobs, made or (), strict=False):
                renderer.keep(job, variant)
            # The renderer finds those; it decodes broken ones again, and reports them.
            return renderer.render_all(batch)

        return (
            self._sent(arrive, work.draw, jobs[0].source, data, jobs) if jobs else SentBatch(self._pool, None, arrive)
        )

    # ----------------------------------------------------------------------- pages

    def _render(self, state: str, token: str, batch: tuple[int, ...]) -> SentBatch:
        build, renderer, staging = self._begun(state, token)
        kinds = renderer.kinds(batch)
        if batch and kinds[batch[0]] == "picture":
            return self._draw(renderer, batch)
        away = tuple(page for page in batch if kinds[page] not in OF_FILES)

        def arrive(made: list[work.Rendered] | None) -> list[Result]:
            results: dict[int, Result] = {}
            for result, data, replaces in made or ():
                if data is not None:
                    staging.write(result.path, data, replaces=replaces)
                results[result.page] = result
            here = tuple(page for page in batch if page not in results)
            results |= {result.page: result for result in renderer.render_all(here)}
            return [results[page] for page in batch]

        return self._sent(arrive, work.make, build, away) if away else SentBatch(self._pool, None, arrive)

    def _begun(self, state: str, token: str) -> tuple[str, BatchRenderer, StagingFolder]:
        """Return what this process needs for a build's pages; the first time, send the workers what they need."""
        if self._build is None or self._build[0] != token:
            self.rest()
            snapshot = Snapshot(Path(state))
            renderer = batches.worker(state, token)
            self._build = token, renderer, StagingFolder(renderer.settings.stage), snapshot
            self._pool.give(token, snapshot)
        return self._build[:3]
