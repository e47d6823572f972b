"""Sends the state to a target and back, so that a machine without state builds only one edit.

Nothing in it is ever run, all of it is checked by digests, and another program's is refused. It only saves time:
without it, everything is built.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from pathlib import Path

import click

from generator.annex.deploying.command import size, target_of
from generator.annex.deploying.lease import Lease, workplace
from generator.annex.deploying.manifest import BEGUN, UNKNOWN, DamagedError
from generator.annex.deploying.rclone import running
from generator.annex.deploying.remote import Remote
from generator.annex.remote_state import packs
from generator.annex.remote_state.snapshots import PACKS, PASSWORD, Snapshot, Snapshots, check, check_private
from generator.base.digest import MODULUS, entry
from generator.base.errors import UsageError
from generator.base.sentences import counted, sentence
from generator.base.state_files import claim, claim_folder, write
from generator.cli.command import OUTPUT, Command
from generator.cli.terminal import Screen, language_of, tell
from generator.engine.output import files_of, marker_text
from generator.engine.write import CHANGED
from generator.model.deploy_targets import Target
from generator.model.rebuild_reasons import Reason
from generator.model.records import Record
from generator.model.site import Site
from generator.store import outputs
from generator.store.database import STATE, Store, open_reader, open_store
from generator.store.files import STORE, is_settled, lock, put
from generator.theming.loading import read_site


class Moved(Record, frozen=True):
    """What was sent or received."""

    files: int
    size: int
    """Bytes."""
    seconds: float
    differ: int = 0
    """Number of target files that differ from the state; the next build makes them."""
    over: bool = False
    """Whether it replaced one that somebody else sent meanwhile."""


def push(site: Site, folder: Path, target: Target, waiting: Callable[[], None]) -> Moved:
    """Send the state, or its changes since the target's; `waiting` is called if a build has to end first."""
    start, state = time.perf_counter(), folder / STATE
    check_private(site, target)
    with ExitStack() as stack:
        work = stack.enter_context(workplace(state, site.zone))
        rclone = stack.enter_context(running(target))
        stack.enter_context(lock(state, waiting=waiting))
        if not is_settled(state):
            raise UsageError(sentence("there is no state of a finished build; run ssg build first"))
        snapshots = Snapshots(rclone, target, work, state)
        with closing(open_reader(state)) as store:
            program = (store.get("version") or b"").decode()
        before = snapshots.look()
        there = snapshots.page_map() if before and before.program == program else None
        digests = packs.page_digests(state / STORE)
        if there is not None and there.digests == digests:
            return Moved(0, 0, time.perf_counter() - start)
        top = claim_folder(work / "top" / PACKS)
        sent = packs.plan(there, digests)
        pages, size = packs.write_packs(state / STORE, top, there, digests, sent)
        name, data = packs.encode(pages)
        write(top / name, data)
        snapshots.remote.send(top.parent, None, lambda *_: None)
        over = snapshots.is_strange
        snapshots.begin_with(name, *([before.page_map] if before else []))
        snapshots.end(Snapshot(site.base_url, program, name), (pack.name for pack in pages.packs))
        snapshots.begin_with(name)
        snapshots.keep(name, data)
    return Moved(-(-len(sent) // packs.PAGES), size + len(data), time.perf_counter() - start, over=over)


def pull(site: Site, folder: Path, output: Path, target: Target, waiting: Callable[[], None]) -> Moved:
    """Fetch a state; an empty output folder is marked, so that the next build makes only what the target lacks.

    `waiting` is called if a build has to end first.
    """
    start, state = time.perf_counter(), folder / STATE
    with workplace(state, site.zone) as work, running(target) as rclone:
        snapshots = Snapshots(rclone, target, work, state)
        snapshot = check(snapshots.look(), site, target)
        lease = Lease(Remote(target, rclone, work), site.base_url, state / "deploy" / "targets" / target.name)
        lease.inspect(site.zone, over=True)
        try:
            pages = snapshots.page_map()
            if pages is None:
                raise DamagedError
            came = claim_folder(work / "came")
            snapshots.remote.fetch([f"{PACKS}/{pack.name}" for pack in pages.packs], came, lambda *_: None)
            size = packs.unpack(pages, came / PACKS, work / STORE)
        except (DamagedError, FileNotFoundError) as error:
            raise UsageError(
                sentence(
                    "the state at {target} is damaged, or {variable} is another one than when it was sent; go on "
                    "without it, and send it again after the build",
                    target=target.name,
                    variable=PASSWORD,
                )
            ) from error
        with lock(state, waiting=waiting):
            put(work, state)
            snapshots.begin_with(snapshot.page_map)
            differ = _agree(state, output, lease)
    return Moved(len(pages.packs), size, time.perf_counter() - start, differ)


def _agree(state: Path, output: Path, lease: Lease) -> int:
    """Tell the store which files a target has, and mark an empty output folder; return how many files differ."""
    if not lease.is_known or (output.exists() and any(output.iterdir())):
        return 0
    assert lease.head is not None
    with closing(open_store(state)) as store:
        differ = 0
        if lease.head.tree != outputs.tree(store):
            with store.transaction():
                differ = _correct(store, lease.there)
        tree = int(outputs.tree(store) or "0", 16)
    files = files_of(output, state / CHANGED)
    claim_folder(output)
    write(claim(files.marker), marker_text(tree).encode())
    return differ


def _correct(store: Store, there: Mapping[str, bytes]) -> int:
    """Set a store's files to those that a target has; return how many differ."""
    differ = []
    tree, files = int(outputs.tree(store) or "0", 16), outputs.count(store)
    for page, path, built in outputs.pages(store):
        actual = there.get(path) or None
        if actual != built:
            reason = Reason.OUTPUT_MISSING if actual in (None, UNKNOWN, BEGUN) else Reason.OUTPUT_ALTERED
            differ.append((actual, reason, page))
            tree += (entry(path, actual) if actual else 0) - (entry(path, built) if built is not None else 0)
            files += (actual is not None) - (built is not None)
    outputs.correct(store, differ)
    outputs.set_tree(store, f"{tree % MODULUS:032x}", files)
    return len(differ)


@click.command(cls=Command, epilog="ssg state pull production\nssg build && ssg deploy production && ssg state push")
@click.argument("direction", type=click.Choice(["push", "pull"]))
@click.argument("target", required=False, metavar="[TARGET]")
@OUTPUT
@click.pass_obj
def command(site: str, direction: str, target: str | None, output: str | None) -> int:
    """Send what builds know of the portal to a target, or bring it from there, for machines that keep nothing.

    TARGET is a group of `deploy` in site.yaml, or a folder of this machine; without it, the first group. After pull, a
    build makes what an edit changed, and ssg deploy sends it, though build/ has nothing else.
    """
    language, folder = language_of(site), Path(site)
    screen = Screen(language, quiet=False)
    config, _ = read_site(folder)
    goal = _goal(config, folder, target)
    if direction == "push":
        moved = push(config, folder, goal, screen.waiting)
    else:
        moved = pull(config, folder, Path(output or folder / "build"), goal, screen.waiting)
    parts = counted("{count} part", "{count} parts", moved.files)
    seconds = sentence("{seconds} s", seconds=language.decimal(moved.seconds))
    words = [f"{goal.name}: {language.put(parts)}", size(moved.size, language), language.put(seconds)]
    click.echo(" · ".join(words))
    if moved.differ:
        said = counted(
            "the target has {count} file otherwise; the next build makes it",
            "the target has {count} files otherwise; the next build makes them",
            moved.differ,
        )
        tell(said, language, err=True)
    if moved.over:
        taken = sentence(
            "it took the place of a state that somebody else had sent since this one came; what that one knew beyond "
            "it is built again by whoever begins with this one"
        )
        tell(taken, language, err=True)
    return 0


def _goal(site: Site, folder: Path, name: str | None) -> Target:
    if name and (os.sep in name or "/" in name):
        path = os.path.abspath(name)
        return Target(name="folder", via="local", path=f"{path}/portal", state=path)
    return target_of(site, folder, name)
