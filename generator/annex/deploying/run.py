"""Deploying: the whole story, from what the store knows to what readers get."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from generator.annex.deploying.changes import BATCH, Built, Changes, compare
from generator.annex.deploying.comparing import Progress, Since, compared, found_at, since
from generator.annex.deploying.deletions import to_delete, too_many
from generator.annex.deploying.editions import Edition, edition_of, is_older, older, time_of
from generator.annex.deploying.held_pages import staying, tree_and
from generator.annex.deploying.lease import Tenure
from generator.annex.deploying.manifest import BEGUN, UNKNOWN, Files, Head
from generator.annex.deploying.notifications import addresses, announce, check, samples
from generator.annex.deploying.phases import Phase
from generator.annex.deploying.precompressed import tree_with, with_twins
from generator.annex.deploying.rclone import running
from generator.annex.deploying.releases import Releases
from generator.annex.deploying.remote import Remote
from generator.annex.deploying.snapshot import Taken, take
from generator.annex.deploying.workplace import workplace
from generator.base.errors import UsageError, printable
from generator.base.sentences import Sentence, sentence
from generator.engine.clock import last_clock
from generator.engine.output import OutputFiles, files_of, read_marker
from generator.engine.write import CHANGED
from generator.model.deploy_targets import Target
from generator.model.records import Record
from generator.model.site import Site
from generator.store import outputs
from generator.store.database import STATE, open_reader
from generator.store.lock import lock


class Order(Record, frozen=True):
    """What is to be deployed, and how."""

    site: str
    """The site's folder."""
    output: str
    """The output folder."""
    dry: bool = False
    """Whether nothing is sent."""
    verify: bool = False
    """Whether all of the target is compared with what was built, whatever it says of itself."""
    over: bool = False
    """Whether to go on though somebody else is at the target."""
    most_deleted: int | None = None
    """How many pages may be deleted; None for the usual share."""
    older: bool = False
    """Whether it may take away what a newer build has brought."""
    lift: bool = False
    """Whether a release that readers were to keep is kept no longer."""


class Step(Record, frozen=True):
    """What was sent in a phase."""

    phase: Phase | None
    """None for deletions."""
    paths: tuple[str, ...]
    """Of its files, below the output."""
    size: int

    @property
    def files(self) -> int:
        """How many there are."""
        return len(self.paths)


class Delivered(Record, frozen=True):
    """What a deploy did, or would do."""

    target: str
    steps: tuple[Step, ...]
    foreign: tuple[str, ...] = ()
    """The paths of files at the target that are not the portal's, as far as it was looked at; they stay."""
    rebuilt: bool = False
    """Whether the target did not say what it had, so that all of it was listed."""
    seconds: float = 0.0
    untold: tuple[Sentence, ...] = ()
    """Why somebody was not told of changes, which is no reason for the deploy to fail."""
    unhealthy: tuple[Sentence, ...] = ()
    """What readers do not get."""
    refused: Sentence | None = None
    """Why this would not have been sent, of a deploy that only looked."""
    held: Sentence | None = None
    """Why readers keep what they have."""
    kept: tuple[str, ...] = ()
    """The paths of pages that stay though they were not built, since their articles are held back."""

    @property
    def files(self) -> int:
        """The files that were sent or deleted."""
        return sum(step.files for step in self.steps)

    @property
    def size(self) -> int:
        """The bytes that were sent."""
        return sum(step.size for step in self.steps)


def deploy(order: Order, site: Site, target: Target, progress: Progress, waiting: Callable[[], None]) -> Delivered:
    """Bring a target up to what was built.

    Args:
        order: what is to be deployed.
        site: the configuration.
        target: where it goes.
        progress: told how far it is.
        waiting: called once if a build has to end first.

    Raises:
        UsageError: there is nothing that was built, or the target cannot be used.
        MachineError: the target fails.

    """
    start = time.perf_counter()
    state = Path(order.site, STATE)
    with workplace(state, site.zone) as folder, running(target) as rclone:
        remote = Remote(target, rclone, folder)
        releases = Releases(target) if target.releases else None
        tenure = Tenure(remote, site.base_url, state / "deploy" / "targets" / target.name)
        tree = "" if order.verify else tree_of(order, target.compress)
        tenure.look(site.zone, over=order.over, tree=tree)
        if not tenure.is_known:
            remote.check_buckets()
        held = _held(tenure, site.zone) if not order.lift else None
        if held and not order.dry:
            return Delivered(target.name, (), seconds=time.perf_counter() - start, held=held)
        if releases and tenure.head and tenure.head.tree != tree and not releases.current():
            # Readers get nothing of what the target is said to have: all of it goes into the next release.
            order = msgspec.structs.replace(order, verify=True)
        todo = _todo(order, site, tenure, remote.at(releases.shown) if releases else remote, folder, progress, waiting)
        if todo is None:
            return Delivered(target.name, (), seconds=time.perf_counter() - start)
        refused = _refused(order, tenure, todo, site.zone)
        if refused is not None and not order.dry:
            raise UsageError(refused)
        rebuilt = tenure.damaged or (not tenure.is_known and todo.is_listed)
        if not order.dry and not todo.is_done(tenure.head):
            _send(tenure, remote, releases, todo, progress)
    told: tuple[Sentence, ...] = ()
    failed: tuple[Sentence, ...] = ()
    changes, built = todo.changes, todo.built
    if not order.dry and not changes.is_empty:
        progress("telling", 0, 1)
        told = tuple(announce(target.announce, site.base_url, addresses(site.base_url, changes, built), built))
        if target.check:
            failed = tuple(check(target.public or site.base_url, samples(changes, built), built))
            failed += _way_back(target) if failed else ()
    seconds = time.perf_counter() - start
    return Delivered(target.name, todo.steps, todo.foreign, rebuilt, seconds, told, failed, refused, held, todo.kept)


class _Todo(Record, frozen=True):
    """What is to be sent to a target, kept as it was built."""

    tree: str
    """Digest of the whole output, in hex."""
    edition: Edition
    built: Mapping[str, Built]
    there: Mapping[str, bytes]
    """What the target has, or may have."""
    changes: Changes
    folders: tuple[Taken, ...]
    """The files of each batch."""
    steps: tuple[Step, ...]
    foreign: tuple[str, ...]
    is_listed: bool
    """Whether there was something at a target that was listed."""
    kept: tuple[str, ...] = ()
    """The paths of what stays at the target, since articles are held back."""

    def is_done(self, head: Head | None) -> bool:
        """Return whether a target that says this of itself needs nothing."""
        return self.changes.is_empty and head is not None and head.tree == self.tree and head.hold is None


def _todo(
    order: Order,
    site: Site,
    tenure: Tenure,
    shown: Remote,
    folder: Path,
    progress: Progress,
    waiting: Callable[[], None],
) -> _Todo | None:
    """Compare what was built with what readers get at a target; None if they are known to be the same."""
    target = shown.target
    looked = order.verify or not tenure.is_known
    listed = shown.listing() if looked else {}
    with lock(Path(order.site, STATE), waiting=waiting):
        check_built(order)
        tree = tree_of(order, target.compress)
        if tenure.head and tenure.head.tree == tree and not looked and not tenure.head.hold:
            return None
        if tenure.is_unread:
            # It had what was built; a build that ended since has changed that.
            tenure.read()
        built = read_built(order, target.compress, tenure)
        there = tenure.there
        if looked:
            known = tenure.there
            if listed and not tenure.is_known:
                known = dict.fromkeys(tenure.remembered() | last_deleted(order), UNKNOWN)
            there = found_at(listed, built, known, Path(order.output))
            if order.verify:
                there = compared(shown, there, listed, built, Path(order.output), folder / "there", progress)
        among = built.differ if isinstance(built, Since) else None
        gone = to_delete(built, there, among)
        stays = staying(Path(order.site, STATE), site, shown, gone, built, there, folder / "kept")
        tree = tree_and(tree, {path: there[path] for path in stays})
        changes = compare(built, there, with_headers=target.keeps_headers, among=among, kept=stays)
        folders = tuple(take(Path(order.output), changes.batches, built, folder))
        edition = read_edition(order)
    foreign = tuple(path for path in listed if path not in built and path not in there)
    return _Todo(
        tree,
        edition,
        built,
        there,
        changes,
        folders,
        _steps(changes, folders),
        foreign,
        bool(listed),
        tuple(sorted(stays)),
    )


def _refused(order: Order, tenure: Tenure, todo: _Todo, zone: str) -> Sentence | None:
    """Return why something is not sent unless somebody says that it is meant."""
    name = tenure.target.name
    if tenure.head and not order.older and not todo.changes.is_empty:
        theirs = tenure.head.edition
        if is_older(todo.edition, theirs, Path(order.site)):
            return older(todo.edition, theirs, zone, name)
    return too_many(todo.changes.gone, todo.there, order.most_deleted, name)


def _held(tenure: Tenure, zone: str) -> Sentence | None:
    """Return why readers keep what they have; None if they do not."""
    hold = tenure.head.hold if tenure.head else None
    if hold is None:
        return None
    return sentence(
        "readers keep release {release}, to which {owner} went back on {time}; nothing is sent. If that is to end: "
        "ssg deploy {target} --lift",
        release=printable(hold.release), owner=printable(hold.owner), time=time_of(hold.since, zone),
        target=tenure.target.name,
    )  # fmt: skip


def _way_back(target: Target) -> tuple[Sentence, ...]:
    """Return how readers get what they had, where that is still there."""
    if not target.releases:
        return ()
    return (sentence("ssg deploy {target} --rollback lets readers get the release before again", target=target.name),)


def roll_back(order: Order, site: Site, target: Target) -> str:
    """Let readers get the release before the one that they get, or only look which that is, and return its name.

    Raises:
        UsageError: there is none.
        MachineError: the target fails.

    """
    if not target.releases:
        raise UsageError(sentence("{target} has no releases; add releases: 5 to it, with to: sftp", target=target.name))
    state = Path(order.site, STATE)
    releases = Releases(target)
    with workplace(state, site.zone) as folder, running(target) as rclone:
        tenure = Tenure(Remote(target, rclone, folder), site.base_url, state / "deploy" / "targets" / target.name)
        tenure.look(site.zone, over=order.over)
        current, names = releases.current(), releases.names()
        before = [name for name in names if int(name) < int(current or 0)]
        if not before or not tenure.is_known:
            raise UsageError(sentence("there is no release before the one that readers get"))
        if not order.dry:
            tenure.go_back(before[-1], lambda: releases.show(before[-1]))
    return before[-1]


def tree_of(order: Order, forms: Sequence[str] = ()) -> str:
    """Return the digest of the whole output, in hex; with the packed twins that texts have at the target.

    Args:
        order: whose output.
        forms: the endings of the twins.

    """
    with closing(open_reader(Path(order.site, STATE))) as store:
        return tree_with(outputs.tree(store), forms)


def read_edition(order: Order) -> Edition:
    """Return what the output was built of."""
    with closing(open_reader(Path(order.site, STATE))) as store:
        return edition_of(store, Path(order.site))


def check_built(order: Order) -> None:
    """Check that the output is as the store knows it, and for readers; no build may run meanwhile.

    Raises:
        UsageError: it is not.

    """
    files = _files(order)
    with closing(open_reader(Path(order.site, STATE))) as store:
        tree, clock = outputs.tree(store), last_clock(store)
    try:
        marked = read_marker(files.marker)
    except (FileNotFoundError, NotADirectoryError):
        marked = None
    if not tree or marked != tree or files.journal.exists():
        raise UsageError(sentence("{folder} is not what the last build made; run ssg build first", folder=order.output))
    if clock is not None and clock.drafts:
        raise UsageError(sentence("the last build has drafts in it (--drafts); run ssg build first"))


def read_built(order: Order, forms: Sequence[str] = (), tenure: Tenure | None = None) -> Mapping[str, Built]:
    """Return the files of an output; no build may run meanwhile.

    Args:
        order: whose output.
        forms: the endings of the packed twins that texts have at the target.
        tenure: what the target has.

    """
    head = tenure.head if tenure and not forms and not order.verify else None
    with closing(open_reader(Path(order.site, STATE))) as store:
        built: Mapping[str, Built] | None = None
        if tenure and head and head.tree:
            built = since(store, tenure.there, head.tree, _files(order).note)
        if built is None:
            built = {path: Built(kind, known) for path, kind, known in outputs.described(store)}
    return with_twins(built, forms) if forms else built


def last_deleted(order: Order) -> set[str]:
    """Return the paths of the files that the last build has deleted."""
    with closing(open_reader(Path(order.site, STATE))) as store:
        return {*outputs.last_deleted(store)}


def _files(order: Order) -> OutputFiles:
    return files_of(Path(order.output), Path(order.site, STATE, CHANGED))


def _steps(changes: Changes, folders: Sequence[Taken]) -> tuple[Step, ...]:
    sizes, paths = Counter[Phase](), dict[Phase, list[str]]()
    for batch, taken in zip(changes.batches, folders, strict=True):
        sizes[batch.phase] += sum((taken.folder / path).stat().st_size for path in batch.files)
        paths.setdefault(batch.phase, []).extend(batch.files)
    steps = [Step(phase, tuple(paths[phase]), sizes[phase]) for phase in sorted(paths)]
    return (*steps, *([Step(None, changes.gone, 0)] if changes.gone else []))


def _send(tenure: Tenure, remote: Remote, releases: Releases | None, todo: _Todo, progress: Progress) -> None:
    """Send what differs, in its order, noting from time to time how far that is."""
    changes, built, there = todo.changes, todo.built, todo.there
    # Where all of the target was listed, what is unfinished there is known, and goes with the rest.
    was_left = tenure.is_known and tenure.head is not None and tenure.head.is_open
    doubtful = {path: UNKNOWN if there.get(path, BEGUN) != BEGUN else BEGUN for path in (*changes.files, *changes.gone)}
    # The name of a release is a number that none had before, whatever became of the manifest.
    tenure.take(
        {**({} if tenure.is_known else there), **doubtful},
        max(map(int, releases.names()), default=0) if releases else 0,
    )
    if was_left and releases is None and remote.target.has_folders:
        remote.sweep(doubtful)
    name = f"{tenure.number:06d}"
    if releases is not None:
        releases.begin(name)
        remote = remote.at(releases.folder(name))
    total = sum(len(batch.files) for batch in changes.batches) + len(changes.gone)
    done: Files = {}
    sent, last = len(changes.blocking), time.monotonic()

    def tell(files: int, _: int) -> None:
        tenure.stay()
        progress("sending", sent + files, total)

    if changes.blocking:
        remote.make_way(changes.blocking, built)
        done.update(dict.fromkeys(changes.blocking))
    for batch, taken in zip(changes.batches, todo.folders, strict=True):
        remote.send(taken.folder, batch.headers, tell)
        taken.check()
        sent += len(batch.files)
        done.update((path, built[path].digest) for path in batch.files)
        progress("sending", sent, total)
        if len(done) >= BATCH or time.monotonic() - last > 20:
            # What is in a release is nowhere as long as nobody gets it.
            tenure.note(done if releases is None else {})
            done, last = {} if releases is None else done, time.monotonic()
    if changes.deleted:
        remote.delete(changes.deleted, built, tell)
        done.update(dict.fromkeys(changes.deleted))
        progress("sending", total, total)
    if releases is not None:
        releases.show(name)
        tenure.end(todo.tree, done, todo.edition, name, releases.prune())
    else:
        tenure.end(todo.tree, done, todo.edition)
