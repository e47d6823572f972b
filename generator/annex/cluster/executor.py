"""Executor: takes the batches of a build, and has them made by workers that share no files with this process.

What goes with a batch, and what is done with what comes back, is the table `Cluster._ways`. What a worker cannot do
without the files of the site (copies, icons, files that cannot be read) is done here, by the same functions.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from distributed import Security
from distributed.comm import connect

from generator.annex.cluster import work
from generator.annex.cluster.snapshot import Snapshot
from generator.base.errors import MachineError, UsageError
from generator.base.sentences import Sentence, sentence
from generator.base.source import Source
from generator.base.workers import ENOUGH
from generator.config.media import PICTURES
from generator.engine import batches
from generator.engine.batches import BatchRenderer, Result
from generator.engine.parse import Job, Parsed, kind_of, parse_batch, parse_file
from generator.engine.scan import Candidate
from generator.engine.staging import StagingFolder
from generator.model.kinds import OF_FILES
from generator.pictures.encoding import BrokenPictureError
from generator.pictures.making import SourcePicture, bytes_of, undecodable

_LARGEST = 64 << 20
"""Bytes of pictures that go with a batch; what is beyond is read here."""


class Sent(Protocol):
    """Work that a worker is at."""

    def cancel(self) -> None:
        """Let nobody begin it any more."""


class Crew(Protocol):
    """Some workers."""

    size: int
    """How many there are."""

    def send(self, work: Callable[..., Any], *args: object, turn: int | None = None) -> Any:
        """Let a worker do something with its folder and these arguments.

        Args:
            work: what it is to do, a function.
            args: its arguments.
            turn: batches with the same turn, modulo the number of workers, are best done by the same one, since what
                is in them has much in common; but nobody waits for that one while another has nothing to do.

        Returns:
            What `fetch` takes.

        """

    def fetch(self, sent: Any) -> Any:
        """Return what came of it, once it is done."""

    def give(self, build: str, snapshot: Snapshot) -> None:
        """Give each worker the store that pages are made from; whoever comes later gets it when he needs it."""

    def drop(self, build: str) -> None:
        """Let them forget it."""


class Trip(Future[list[Any]]):
    """A batch that is on its way."""

    def __init__(self, crew: Crew, sent: Any, arrive: Callable[[Any], list[Any]]) -> None:
        """Take what was sent, and what is done here with what comes back."""
        super().__init__()
        self._crew = crew
        self._sent = sent
        self._arrive = arrive

    def result(self, timeout: float | None = None) -> list[Any]:
        """Return what came of the batch. All that is done here is done now, in the order of the batches."""
        del timeout
        return self._arrive(None if self._sent is None else self._crew.fetch(self._sent))

    def cancel(self) -> bool:
        """Do without it."""
        if self._sent is not None:
            self._sent.cancel()
        return True


class Cluster(Executor):
    """An executor for `build`."""

    least = ENOUGH
    """Items from which workers elsewhere pay."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._build: tuple[str, BatchRenderer, StagingFolder, Snapshot] | None = None
        self._turn = 0
        self._ways: dict[Callable[..., Any], Callable[..., Trip]] = {
            parse_batch: self._parse, undecodable: self._decode, batches.render_batch: self._render,
        }  # fmt: skip

    def submit(self, work: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        """Send a batch on its way, by the function that makes it here and its arguments."""
        return self._ways[work](*args)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as it is
        """Let go of what is held here, and on the workers."""
        del wait, cancel_futures
        self.rest()

    def rest(self) -> None:
        """Let go of the store that pages were made from; another build may follow."""
        if self._build is not None:
            build, _, _, snapshot = self._build
            self._build = None
            batches.rest()
            snapshot.close()
            self._crew.drop(build)

    def _sent(
        self, arrive: Callable[[Any], list[Any]], work: Callable[..., Any], *args: Any, turn: int | None = None
    ) -> Trip:
        return Trip(self._crew, self._crew.send(work, *args, turn=turn), arrive)

    # --------------------------------------------------------------------- parsing

    def _parse(self, job: Job, batch: tuple[Candidate, ...]) -> Trip:
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
                    # What is said of it is said below.
                    continue

        def arrive(reply: tuple[list[Parsed], dict[str, set[str]]]) -> list[Parsed]:
            done, asked = reply
            found = {parsed.path: parsed for parsed in done}
            with job.content.opened() as folder:
                known: dict[str, bool] = {}
                while asked:
                    known |= {path: folder.has(path) for path in set().union(*asked.values())}
                    again = {path: files[path] for path in asked}
                    done, asked = self._crew.fetch(self._crew.send(work.read, away, again, known))
                    found |= {parsed.path: parsed for parsed in done}
                return [found.get(file.path) or parse_file(job, folder, file.path) for file in batch]

        away = _without_files(job)
        return self._sent(arrive, work.read, away, files, {})

    # -------------------------------------------------------------------- pictures

    def _decode(self, content: Source, batch: tuple[SourcePicture, ...]) -> Trip:
        sent: list[tuple[SourcePicture, bytes]] = []
        here: list[SourcePicture] = []
        for picture in batch:
            try:
                sent.append((picture, bytes_of(content, picture)))
            except BrokenPictureError:
                here.append(picture)
        return self._sent(lambda found: found + undecodable(content, tuple(here)), work.decode, sent)

    def _draw(self, renderer: BatchRenderer, batch: tuple[int, ...]) -> Trip:
        """Let the variants of one picture be made."""
        jobs = renderer.unmade(batch)
        data = b""
        if jobs:
            try:
                data = bytes_of(renderer.content, jobs[0].source)
            except BrokenPictureError:
                jobs = []

        def arrive(made: list[bytes] | None) -> list[Result]:
            for job, variant in zip(jobs, made or (), strict=False):
                renderer.keep(job, variant)
            # Those are found there; what is wrong with others is found out again, by those who know what to say of it.
            return renderer.render_all(batch)

        return self._sent(arrive, work.draw, jobs[0].source, data, jobs) if jobs else Trip(self._crew, None, arrive)

    # ----------------------------------------------------------------------- pages

    def _render(self, state: str, token: str, batch: tuple[int, ...]) -> Trip:
        build, renderer, staging = self._begun(state, token)
        kinds = renderer.kinds(batch)
        if batch and kinds[batch[0]] == "picture":
            return self._draw(renderer, batch)
        # See `workers.rounds`.
        turn, self._turn = self._turn, self._turn + 1
        away = tuple(page for page in batch if kinds[page] not in OF_FILES)

        def arrive(made: list[work.Made] | None) -> list[Result]:
            results: dict[int, Result] = {}
            for result, data, replaces in made or ():
                if data is not None:
                    staging.write(result.path, data, replaces=replaces)
                results[result.page] = result
            here = tuple(page for page in batch if page not in results)
            results |= {result.page: result for result in renderer.render_all(here)}
            return [results[page] for page in batch]

        return self._sent(arrive, work.make, build, away, turn=turn) if away else Trip(self._crew, None, arrive)

    def _begun(self, state: str, token: str) -> tuple[str, BatchRenderer, StagingFolder]:
        """Return what is needed here for the pages of a build; give the workers what they need."""
        if self._build is None or self._build[0] != token:
            self.rest()
            snapshot = Snapshot(Path(state))
            renderer = batches.worker(state, token)
            self._turn = 0
            self._build = token, renderer, StagingFolder(renderer.stage), snapshot
            self._crew.give(token, snapshot)
        return self._build[:3]


def _without_files(job: Job) -> Job:
    """Return a job as it goes to workers, to whom the site's folder means nothing."""
    return Job(Source(""), job.reading, job.severities, job.decode, job.drafts, job.trial)


_TLS = "distributed.comm.tls"
"""Where dask's configuration has the settings, as it names them."""


def reach(address: str, seconds: float) -> None:
    """Speak to a scheduler once.

    Raises:
        UsageError: the TLS settings of this machine are wrong.
        MachineError: nobody answers in the language of dask.

    """
    try:
        security = Security()
    except ValueError as error:
        raise UsageError(_wrong(str(error))) from error
    secret = address.startswith("tls://")
    if security.require_encryption and not secret:
        raise UsageError(
            sentence(
                "--cluster {address}: dask's configuration asks for encryption (require-encryption), so write {tls}",
                address=address,
                tls=address.replace("tcp://", "tls://"),
            )
        )
    arguments = _certificates(security) if secret else {}
    try:
        asyncio.run(_spoken(address, seconds, arguments))
    except Exception as error:
        # Whatever else listens there answers in its own way, and so does what dask makes of that.
        raise MachineError(silent(address)) from error


async def _spoken(address: str, seconds: float, arguments: dict[str, object]) -> None:
    async def spoken() -> None:
        comm = await connect(address, timeout=seconds, **arguments)
        comm.abort()

    await asyncio.wait_for(spoken(), seconds)


def silent(address: str) -> Sentence:
    """Return that a scheduler does not answer."""
    return sentence("the scheduler of the cluster does not answer: {address}", address=address)


def _certificates(security: Security) -> dict[str, object]:
    told = security.get_tls_config_for_role("client")
    for name, key in (("ca-file", "ca_file"), ("client.cert", "cert"), ("client.key", "key")):
        value = told[key]
        if not value and key != "key":
            raise UsageError(_lacking(name))
        try:
            # A text of several lines is the certificate itself; a key may be in the file of its certificate.
            if value and "\n" not in value:
                Path(value).read_bytes()
        except OSError as error:
            raise UsageError(_wrong(f"{_TLS}.{name}: {value}: {error.strerror}")) from error
    try:
        return dict(security.get_connection_args("client"))
    except (OSError, ValueError) as error:
        files = ", ".join(told[key].partition("\n")[0] for key in ("ca_file", "cert", "key") if told[key])
        why = f"{getattr(error, 'reason', '') or error} ({files})"
        said = _wrong(why) if told["key"] else _lacking("client.key")
        raise UsageError(said) from error


def _lacking(name: str) -> Sentence:
    return sentence(
        "tls:// needs {name} in dask's configuration; docs/cluster.md has the variables", name=f"{_TLS}.{name}"
    )


def _wrong(why: str) -> Sentence:
    return sentence("the TLS settings of dask on this machine are wrong: {why}", why=why)
