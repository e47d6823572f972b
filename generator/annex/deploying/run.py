"""A whole deploy: from the store to what readers get."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from generator.annex.deploying.changes import Changes, Phase, batches_of, changes_of, too_many
from generator.annex.deploying.editions import Edition, is_older, older
from generator.annex.deploying.lease import Lease, workplace
from generator.annex.deploying.manifest import UNKNOWN, Entry, Files
from generator.annex.deploying.notifications import addresses, announce, check, samples
from generator.annex.deploying.output import Built, Copies, Output, copy_batches
from generator.annex.deploying.rclone import running
from generator.annex.deploying.remote import Remote
from generator.annex.deploying.target_errors import RemoteError
from generator.base.errors import UsageError
from generator.base.sentences import Sentence
from generator.base.workers import Progress
from generator.model.deploy_targets import Target
from generator.model.records import Record
from generator.model.site import Site
from generator.model.urls import is_bare, on_host
from generator.store.files import lock
from generator.store.outputs import OutputFile

_LINK = re.compile(r'href="([^"#?]+)')


class Order(Record, frozen=True):
    """What to deploy, and how."""

    site: str
    """The site's folder."""
    output: str
    """The output folder."""
    dry: bool = False
    """Whether to send nothing."""
    verify: bool = False
    """Whether to send all files again, and to look for files that the portal does not have."""
    delete_unknown: bool = False
    """Whether to delete these."""
    take_over: bool = False
    """Whether to ignore another deploy's lock."""
    most_deleted: int | None = None
    """How many pages may be deleted; None for the usual share."""
    older: bool = False
    """Whether it may undo a newer build."""


class Step(Record, frozen=True):
    """What a phase sent."""

    phase: Phase | None
    """None for deletions."""
    paths: tuple[str, ...]
    """Of its files, relative to the output."""
    size: int

    @property
    def files(self) -> int:
        return len(self.paths)


class Delivered(Record, frozen=True):
    """What a deploy did, or would do."""

    target: str
    steps: tuple[Step, ...]
    unknown: tuple[str, ...] = ()
    """The paths of files at the target that the portal does not have, if it was listed; they stay."""
    lost: bool = False
    """Whether all was sent, since the target did not say what it had."""
    seconds: float = 0.0
    untold: tuple[Sentence, ...] = ()
    """Why a service was not notified, which does not make the deploy fail."""
    unhealthy: tuple[Sentence, ...] = ()
    """What readers cannot get."""
    refused: Sentence | None = None
    """Why a dry run would not have been sent."""
    kept: tuple[str, ...] = ()
    """The paths of files that stay without being built, since what they belong to is held."""
    error: Sentence | None = None
    """Why nothing was done."""

    @property
    def code(self) -> int:
        """The exit code that this is."""
        return 2 if self.error or self.refused else int(bool(self.unhealthy))

    @property
    def files(self) -> int:
        return sum(step.files for step in self.steps)

    @property
    def size(self) -> int:
        return sum(step.size for step in self.steps)


class _Plan(Record, frozen=True):
    """What to send to a target, kept as it was built."""

    built: Built
    remote_files: Files
    """What the target has, or may have."""
    changes: Changes
    copies: tuple[Copies, ...]
    """The files of each batch."""
    staying: Files
    """What stays at the target for held articles."""
    unknown: tuple[str, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        sizes, paths = Counter[Phase](), dict[Phase, list[str]]()
        for batch, copies in zip(self.changes.batches, self.copies, strict=True):
            sizes[batch.phase] += sum((copies.folder / path).stat().st_size for path in batch.files)
            paths.setdefault(batch.phase, []).extend(batch.files)
        steps = [Step(phase, tuple(paths[phase]), sizes[phase]) for phase in sorted(paths)]
        return (*steps, *([Step(None, self.changes.gone, 0)] if self.changes.gone else []))


def deploy(order: Order, site: Site, target: Target, progress: Progress, waiting: Callable[[], None]) -> Delivered:
    """Bring a target up to date; `waiting` is called once if a build has to end first."""
    start = time.perf_counter()
    untold: tuple[Sentence, ...] = ()
    unhealthy: tuple[Sentence, ...] = ()
    with _at(order, site, target) as at:
        at.lease.inspect(site.zone, take_over=order.take_over)
        plan = at.plan(waiting)
        if plan is None:
            return Delivered(target.name, (), seconds=time.perf_counter() - start)
        refused = at.refusal(plan)
        if refused is not None and not order.dry:
            raise UsageError(refused)
        steps = plan.steps
        if not order.dry and not (plan.changes.is_empty and at.lease.is_settled):
            at.send(plan, progress)
    changes, built = plan.changes, plan.built.files
    if not order.dry and not changes.is_empty:
        progress("telling", 0, 1)
        bare = is_bare(site.reading.permalink)
        changed = addresses(site.base_url, changes, built, bare=bare)
        untold = tuple(announce(target.announce, site.base_url, changed, built))
        if target.check:
            unhealthy = tuple(check(target.public or site.base_url, samples(changes, built), built, bare=bare))
    return Delivered(
        target.name, steps, plan.unknown, at.lease.is_lost, time.perf_counter() - start, untold, unhealthy, refused,
        tuple(sorted(plan.staying)),
    )  # fmt: skip


@contextmanager
def _at(order: Order, site: Site, target: Target) -> Iterator[_Deploy]:
    output = Output(order.site, order.output)
    with workplace(output.state) as folder, running(target) as rclone:
        yield _Deploy(order, site, output, Remote(target, rclone, folder), folder)


class _Deploy:
    """A deploy to one target."""

    def __init__(self, order: Order, site: Site, output: Output, remote: Remote, folder: Path) -> None:
        self._output, self._remote = output, remote
        self.lease = Lease(remote, site.base_url, output.state, folder)
        self._order, self._site, self._folder = order, site, folder

    def plan(self, waiting: Callable[[], None]) -> _Plan | None:
        """Compare the build with what readers get; None if they are known to be equal."""
        lease, output, order, manifest = self.lease, self._output, self._order, self.lease.manifest
        self._remote.check_buckets(has_manifest=manifest is not None)
        listed = self._remote.listing() if order.verify else set[str]()
        with lock(output.state, waiting=waiting):
            tree = output.tree()
            if manifest and manifest.tree == tree and lease.is_settled and not order.verify:
                return None
            built = output.built(lease.files)
            remote_files, unknown = self._remote_files(built.files, listed)
            batches = batches_of(built.files, remote_files, with_headers=self._remote.target.keeps_headers)
            copies = copy_batches(output.folder, [batch.files for batch in batches], built.files, self._folder)
        surplus = {path: entry for path, entry in remote_files.items() if path not in built.files}
        staying = self._permitted(surplus, built)
        changes = changes_of(batches, surplus, staying)
        staying = {path: entry for path, entry in staying.items() if path not in changes.blocking}
        return _Plan(built, remote_files, changes, tuple(copies), staying, unknown)

    def _remote_files(self, built: Mapping[str, OutputFile], listed: set[str]) -> tuple[Files, tuple[str, ...]]:
        """Return what the target has, or may have, and files that are not the portal's and stay.

        `listed` is what was found there, if it was to be looked at.
        """
        known: Files = self.lease.files
        if self.lease.is_lost:
            known = {**dict.fromkeys(built, Entry(UNKNOWN)), **known}
        if not self._order.verify:
            return known, ()
        unknown = listed - built.keys() - known.keys()
        known = {path: Entry(UNKNOWN, entry.owners) for path, entry in known.items() if path in listed}
        # Nobody has seen yet what a target has that does not say whose it is.
        deletes = self._order.delete_unknown and self.lease.manifest is not None
        known |= {path: Entry(UNKNOWN) for path in listed if path in built or (deletes and path in unknown)}
        return known, () if deletes else tuple(sorted(unknown))

    def _permitted(self, surplus: Files, built: Built) -> Files:
        """Return what may stay of the files that are not built any more.

        It belongs to a held article, and is no page that leads to a withdrawn one, whose headline it may show.
        """
        staying = {path: entry for path, entry in surplus.items() if not built.held.isdisjoint(entry.owners)}
        pages = [path for path in staying if path.endswith(".html")]
        if not pages or not built.withdrawn:
            return staying
        withdrawn = {on_host(url, self._site.base_path) for url in built.withdrawn}
        folder = self._folder / "staying"
        self._remote.fetch(pages, folder)
        for path in pages:
            file = folder / path
            text = file.read_text("utf-8", "replace") if file.is_file() else ""
            if not withdrawn.isdisjoint(map(unquote, _LINK.findall(text))):
                del staying[path]
        return staying

    def refusal(self, plan: _Plan) -> Sentence | None:
        """Return why nothing is sent unless somebody confirms it."""
        name, manifest = self._remote.target.name, self.lease.manifest
        theirs = manifest.edition if manifest and not self._order.older and not plan.changes.is_empty else None
        if theirs and is_older(plan.built.edition, theirs, self._output.site):
            return older(plan.built.edition, theirs, self._site.zone, name)
        return too_many(plan.changes.gone, plan.remote_files, self._order.most_deleted, name)

    def send(self, plan: _Plan, progress: Progress) -> None:
        """Send and delete files in order, recording progress from time to time."""
        changes, built, lease, remote = plan.changes, plan.built, self.lease, self._remote
        pending = dict.fromkeys((*changes.files, *changes.gone))
        total, edition = len(pending), lease.manifest.edition if lease.manifest else Edition()
        lease.acquire(pending)
        files = {path: entry for path, entry in plan.remote_files.items() if path not in pending}

        def tell(sent: int, _: int) -> None:
            lease.renew()
            progress("sending", total - len(pending) + sent, total)

        if changes.blocking:
            remote.make_way(changes.blocking, built.files)
        for batch, copies in zip(changes.batches, plan.copies, strict=True):
            try:
                remote.send(copies.folder, batch.headers, tell, checked=lease.is_lost or self._order.verify)
            except RemoteError:
                # rclone refuses a file that changes while it reads it, in words about the target.
                copies.check()
                raise
            copies.check()
            for path in batch.files:
                del pending[path]
                files[path] = Entry(built.files[path].digest, built.files[path].owners)
            progress("sending", total - len(pending), total)
            lease.record(files, pending, edition)
        if changes.deleted:
            remote.delete(changes.deleted, built.files, tell)
            progress("sending", total, total)
        files = {path: Entry(file.digest, file.owners) for path, file in built.files.items()}
        lease.end("" if plan.staying else built.tree, {**files, **plan.staying}, built.edition)
