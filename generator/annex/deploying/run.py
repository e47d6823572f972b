"""A whole deploy: from the store to what readers get."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.annex.deploying.changes import (
    BATCH,
    Changes,
    Phase,
    compare,
    compared,
    found_at,
    to_delete,
    too_many,
)
from generator.annex.deploying.editions import Edition, is_older, older
from generator.annex.deploying.held_pages import staying, tree_and
from generator.annex.deploying.lease import Lease, workplace
from generator.annex.deploying.manifest import BEGUN, UNKNOWN, Files
from generator.annex.deploying.notifications import addresses, announce, check, samples
from generator.annex.deploying.output import Built, Output, Taken, take
from generator.annex.deploying.rclone import running
from generator.annex.deploying.remote import Remote
from generator.base.errors import UsageError
from generator.base.sentences import Sentence
from generator.base.workers import Progress
from generator.model.deploy_targets import Target
from generator.model.records import Record
from generator.model.site import Site
from generator.model.urls import is_bare
from generator.store.files import lock

_SOON = 20
"""Seconds after which progress is recorded."""


class Order(Record, frozen=True):
    """What to deploy, and how."""

    site: str
    """The site's folder."""
    output: str
    """The output folder."""
    dry: bool = False
    """Whether to send nothing."""
    verify: bool = False
    """Whether to compare the whole target with the build, whatever it says about itself."""
    over: bool = False
    """Whether to continue though somebody else deploys."""
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
    foreign: tuple[str, ...] = ()
    """The paths of files at the target that are not the portal's, as far as it was looked at; they stay."""
    rebuilt: bool = False
    """Whether the target was fully listed, since it did not say what it had."""
    seconds: float = 0.0
    untold: tuple[Sentence, ...] = ()
    """Why a service was not notified, which does not make the deploy fail."""
    unhealthy: tuple[Sentence, ...] = ()
    """What readers cannot get."""
    refused: Sentence | None = None
    """Why a dry run would not have been sent."""
    kept: tuple[str, ...] = ()
    """The paths of pages that stay without being built, since their articles are held."""
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

    tree: str
    """Digest of the whole output, in hex."""
    edition: Edition
    built: Mapping[str, Built]
    there: Mapping[str, bytes]
    """What the target has, or may have."""
    changes: Changes
    folders: tuple[Taken, ...]
    """The files of each batch."""
    foreign: tuple[str, ...]
    is_listed: bool
    """Whether the target was listed, and had something."""
    kept: tuple[str, ...]
    """The paths that stay at the target for held articles."""

    @property
    def steps(self) -> tuple[Step, ...]:
        sizes, paths = Counter[Phase](), dict[Phase, list[str]]()
        for batch, taken in zip(self.changes.batches, self.folders, strict=True):
            sizes[batch.phase] += sum((taken.folder / path).stat().st_size for path in batch.files)
            paths.setdefault(batch.phase, []).extend(batch.files)
        steps = [Step(phase, tuple(paths[phase]), sizes[phase]) for phase in sorted(paths)]
        return (*steps, *([Step(None, self.changes.gone, 0)] if self.changes.gone else []))


def deploy(order: Order, site: Site, target: Target, progress: Progress, waiting: Callable[[], None]) -> Delivered:
    """Bring a target up to date; `waiting` is called once if a build has to end first."""
    start = time.perf_counter()
    untold: tuple[Sentence, ...] = ()
    unhealthy: tuple[Sentence, ...] = ()
    with _at(order, site, target) as at:
        tree = "" if order.verify else at.output.tree()
        at.lease.inspect(site.zone, over=order.over, tree=tree)
        if not at.lease.is_known:
            at.remote.check_buckets()
        plan = at.plan(progress, waiting, verify=order.verify)
        if plan is None:
            return Delivered(target.name, (), seconds=time.perf_counter() - start)
        refused = at.refusal(plan)
        if refused is not None and not order.dry:
            raise UsageError(refused)
        rebuilt = at.lease.damaged or (not at.lease.is_known and plan.is_listed)
        steps = plan.steps
        head = at.lease.head
        is_done = plan.changes.is_empty and head is not None and head.tree == plan.tree
        if not order.dry and not is_done:
            at.send(plan, progress)
    changes, built = plan.changes, plan.built
    if not order.dry and not changes.is_empty:
        progress("telling", 0, 1)
        bare = is_bare(site.reading.permalink)
        changed = addresses(site.base_url, changes, built, bare=bare)
        untold = tuple(announce(target.announce, site.base_url, changed, built))
        if target.check:
            unhealthy = tuple(check(target.public or site.base_url, samples(changes, built), built, bare=bare))
    seconds = time.perf_counter() - start
    return Delivered(target.name, steps, plan.foreign, rebuilt, seconds, untold, unhealthy, refused, plan.kept)


@contextmanager
def _at(order: Order, site: Site, target: Target) -> Iterator[_Deploy]:
    output = Output(order.site, order.output)
    with workplace(output.state, site.zone) as folder, running(target) as rclone:
        yield _Deploy(order, site, output, Remote(target, rclone, folder), folder)


class _Deploy:
    """A deploy to one target."""

    def __init__(self, order: Order, site: Site, output: Output, remote: Remote, folder: Path) -> None:
        self.output, self.remote = output, remote
        self.lease = Lease(remote, site.base_url, output.state / "deploy" / "targets" / remote.target.name)
        self._order, self._site, self._folder = order, site, folder

    def plan(self, progress: Progress, waiting: Callable[[], None], *, verify: bool) -> _Plan | None:
        """Compare the build with what readers get; None if they are known to be equal."""
        target, lease, output = self.remote.target, self.lease, self.output
        is_listed = verify or not lease.is_known
        listed = self.remote.listing() if is_listed else {}
        with lock(output.state, waiting=waiting):
            output.check()
            tree = output.tree()
            if lease.head and lease.head.tree == tree and not is_listed:
                return None
            if lease.is_unread:
                # It was up to date; a build that ended since has changed that.
                lease.read()
            built = output.files()
            there = lease.there
            if is_listed:
                known = lease.there
                if listed and not lease.is_known:
                    known = dict.fromkeys(lease.remembered() | output.last_deleted(), UNKNOWN)
                there = found_at(listed, built, known, output.folder)
                if verify:
                    there = compared(self.remote, there, listed, built, self._folder / "there", progress)
            gone = to_delete(built, there)
            stays = staying(output.state, self._site, self.remote, gone, built, there, self._folder / "kept")
            changes = compare(built, there, with_headers=target.keeps_headers, kept=stays)
            folders = take(output.folder, [batch.files for batch in changes.batches], built, self._folder)
            edition = output.edition()
        tree = tree_and(tree, {path: there[path] for path in stays})
        foreign = tuple(path for path in listed if path not in built and path not in there)
        return _Plan(tree, edition, built, there, changes, tuple(folders), foreign, bool(listed), tuple(sorted(stays)))

    def refusal(self, plan: _Plan) -> Sentence | None:
        """Return why nothing is sent unless somebody confirms it."""
        name, head = self.remote.target.name, self.lease.head
        theirs = head.edition if head and not self._order.older and not plan.changes.is_empty else None
        if theirs and is_older(plan.edition, theirs, self.output.site):
            return older(plan.edition, theirs, self._site.zone, name)
        return too_many(plan.changes.gone, plan.there, self._order.most_deleted, name)

    def send(self, plan: _Plan, progress: Progress) -> None:
        """Send the changes in order, recording progress from time to time."""
        changes, lease, remote = plan.changes, self.lease, self.remote
        was_left = lease.is_known and lease.head is not None and lease.head.is_open
        doubtful = {
            path: UNKNOWN if plan.there.get(path, BEGUN) != BEGUN else BEGUN for path in (*changes.files, *changes.gone)
        }
        lease.acquire({**({} if lease.is_known else plan.there), **doubtful})
        if was_left and remote.target.has_folders:
            # A full listing of the target shows unfinished files, which are deleted with the rest.
            remote.sweep(doubtful)
        done = self._send_files(plan, progress)
        lease.end(plan.tree, done, plan.edition)

    def _send_files(self, plan: _Plan, progress: Progress) -> Files:
        """Send and delete files; return those whose result was not recorded."""
        changes, built, lease, remote = plan.changes, plan.built, self.lease, self.remote
        total = sum(len(batch.files) for batch in changes.batches) + len(changes.gone)
        done: Files = {}
        sent, last = len(changes.blocking), time.monotonic()

        def tell(files: int, _: int) -> None:
            lease.renew()
            progress("sending", sent + files, total)

        if changes.blocking:
            remote.make_way(changes.blocking, built)
            done.update(dict.fromkeys(changes.blocking))
        for batch, taken in zip(changes.batches, plan.folders, strict=True):
            remote.send(taken.folder, batch.headers, tell)
            taken.check()
            sent += len(batch.files)
            done.update((path, built[path].digest) for path in batch.files)
            progress("sending", sent, total)
            if len(done) >= BATCH or time.monotonic() - last > _SOON:
                lease.record(done)
                done, last = {}, time.monotonic()
        if changes.deleted:
            remote.delete(changes.deleted, built, tell)
            done.update(dict.fromkeys(changes.deleted))
            progress("sending", total, total)
        return done
