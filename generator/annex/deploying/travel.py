"""Travel: the state goes to a target and comes back, so that a machine that has nothing builds what an edit changed.

Nothing of it is ever run, all of it is checked by digests, and another program's is refused. It is worth time and
nothing else: whoever cannot have it builds everything.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack, closing
from pathlib import Path

import msgspec

from generator.annex.deploying.bringing import BLOCK, PASSWORD, at_door, bring_all, bring_some
from generator.annex.deploying.lease import Lease
from generator.annex.deploying.manifest import BEGUN, UNKNOWN
from generator.annex.deploying.packs import PAGES as PACK
from generator.annex.deploying.packs import cut, digests_of, pack, plan, tree_order
from generator.annex.deploying.rclone import running
from generator.annex.deploying.remote import Remote
from generator.annex.deploying.states import Index, States, check, check_private
from generator.annex.deploying.workplace import workplace
from generator.base.digest import MODULUS, entry
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.state_files import claim, claim_folder, write
from generator.engine.output import files_of, marker_text
from generator.engine.write import CHANGED
from generator.model.deploy_targets import Target
from generator.model.rebuild_reasons import Reason
from generator.model.records import Record
from generator.model.site import Site
from generator.store import outputs
from generator.store.damage import away, damaged
from generator.store.database import STATE, Store, open_reader, open_store
from generator.store.files import is_settled, put
from generator.store.holes import ABSENT, HERE, MAP, Origin, lay
from generator.store.lock import lock
from generator.store.page_map import NOWHERE, Chart, Row, SpoiledError, chart_of, compressed
from generator.store.partial import Partial

_REMEMBERED = 3
"""Pushes for which a page that was read is brought at once."""
_WHOLE = ("dictionaries", "dirs", "names", "pages_key", "postings")
"""Tables and indexes of which a build of one edit reads nearly all, or pages all over."""


class Moved(Record, frozen=True):
    """What went to a target or came from there."""

    files: int
    size: int
    """Bytes."""
    seconds: float
    differ: int = 0
    """Files of the target that are not those of the state, and are made by the next build."""
    over: bool = False
    """Whether it took the place of one that somebody else had sent since this one came."""


def push(site: Site, folder: Path, target: Target, waiting: Callable[[], None]) -> Moved:
    """Send the state to a target; of one that is there, what differs.

    Args:
        site: the configuration.
        folder: the site's folder.
        target: where it goes, below the folder of its manifest.
        waiting: called once if a build has to end first.

    Raises:
        UsageError: there is none, or readers could open it there.
        MachineError: the target fails.

    """
    start, state = time.perf_counter(), folder / STATE
    check_private(site, target)
    with ExitStack() as stack:
        work = stack.enter_context(workplace(state, site.zone))
        rclone = stack.enter_context(running(target))
        stack.enter_context(lock(state, waiting=waiting))
        if not is_settled(state):
            raise UsageError(sentence("there is no state of a finished build; run ssg build first"))
        states = States(rclone, target, work, state)
        try:
            partial = stack.enter_context(closing(Partial(state))) if (state / MAP).exists() else None
        except SpoiledError as error:
            raise damaged(state) from error
        with closing(open_reader(state)) as store:
            program, roots = (store.get("version") or b"").decode(), store.roots(_WHOLE)
        before = states.look()
        there = states.chart() if before and before.program == program else None
        todo = _todo(state, partial, there, roots, states)
        if todo is None:
            return Moved(0, 0, time.perf_counter() - start)
        chart, size = _packed(state / "store.db", claim_folder(work / "top"), todo)
        name, data = compressed(chart)
        write(claim_folder(work / "top/charts") / name, data)
        states.remote.send(work / "top", None, lambda *_: None)
        over = states.is_strange
        states.begin_with(name, *([before.chart] if before else []))
        states.end(Index(site.base_url, program, name), (one.name for one in chart.packs))
        states.begin_with(name)
        states.keep(name, data)
        if partial is not None:
            here = bytes(ABSENT if partial.state(n) == ABSENT else HERE for n in range(1, todo.count + 1))
            lay(state, partial.origin, chart, here)
    return Moved(-(-len(todo.sent) // PACK), size + len(data), time.perf_counter() - start, over=over)


class _Todo(Record, frozen=True):
    """What becomes of the packs of a target."""

    there: Chart | None
    """What it has; None if nothing."""
    sent: set[int]
    """The pages that it does not have."""
    count: int
    """How many pages there are."""
    order: list[int]
    """All of them, in the order of the trees."""
    hot: set[int]
    """Those that every build is likely to read."""
    read: set[int]
    """Those that the last one has read."""

    def hot_of(self, number: int) -> int:
        """Return how many times a page is still sent with those that are likely to be read.

        What a build has read or changed the next one is likely to read, or the one after it if that is of another kind.
        """
        there = self.there
        if number in self.hot or number in self.read or (there is not None and number in self.sent):
            return _REMEMBERED
        return max(there.row(number).hot - 1, 0) if there is not None and number <= len(there) else 0


def _todo(state: Path, partial: Partial | None, there: Chart | None, roots: list[int], states: States) -> _Todo | None:
    """Return what is to be done so that a target has a store; None if it has.

    Raises:
        MachineError: pages that have to be sent anew cannot be had.
        UsageError: they are damaged.

    """
    store = state / "store.db"
    pages = digests_of(store, partial)
    sent = plan(there, pages)
    if not sent and there is not None and len(there) == len(pages):
        return None
    if partial is not None:
        try:
            partial.bring(sent)
        except SpoiledError as error:
            states.drop()
            raise UsageError(
                sentence(
                    "the state at {target} is damaged, and nobody begins with it any longer; delete that in {folder}, "
                    "build, and send it again",
                    target=partial.origin.target.name,
                    folder=state,
                )
            ) from error
        except OSError as error:
            raise away(state) from error
    order, hot = tree_order(store, lambda number: partial is None or partial.state(number) != ABSENT, roots)
    read = {number for number in range(1, len(pages) + 1) if partial.is_read(number)} if partial else set()
    return _Todo(there, sent, len(pages), order, hot, read)


def _packed(store: Path, top: Path, todo: _Todo) -> tuple[Chart, int]:
    """Write new packs into a folder; return the chart of all pages, and the bytes that were written."""
    there, sent = todo.there, todo.sent
    rows: list[Row] = [there.row(n) if there and n <= len(there) else NOWHERE for n in range(1, todo.count + 1)]
    kept = sorted({row.pack for number, row in enumerate(rows, 1) if number not in sent})
    packs = [there.packs[one] for one in kept] if there else []
    moved = {one: place for place, one in enumerate(kept)}
    for number, row in enumerate(rows, 1):
        if number not in sent:
            rows[number - 1] = msgspec.structs.replace(row, pack=moved[row.pack], hot=todo.hot_of(number))
    size = 0
    for numbers in cut([number for number in todo.order if number in sent]):
        made, data, found = pack(store, numbers, len(packs), todo.hot_of)
        write(claim_folder(top / "packs") / made.name, data)
        packs.append(made)
        size += len(data)
        for number, row in found.items():
            rows[number - 1] = row
    return chart_of(packs, rows), size


def pull(site: Site, folder: Path, output: Path, target: Target, waiting: Callable[[], None]) -> Moved:
    """Bring a state here, and let the next build make what the target does not have, into an output that has no more.

    Where it can be, only those pages come that a build is likely to read; others follow when they are read.

    Args:
        site: the configuration.
        folder: the site's folder.
        output: the output folder; one that has files stays as it is.
        target: where the state is.
        waiting: called once if a build has to end first.

    Raises:
        UsageError: there is no state, or none for this program and this portal.
        MachineError: the target fails.

    """
    start, state = time.perf_counter(), folder / STATE
    with workplace(state, site.zone) as work, running(target) as rclone:
        states = States(rclone, target, work, state)
        index = check(states.look(), site, target)
        tenure = Lease(Remote(target, rclone, work), site.base_url, state / "deploy" / "targets" / target.name)
        tenure.inspect(site.zone, over=True)
        try:
            chart = states.chart()
            # Of what is here already nobody would notice in time that the rest is lost.
            if chart is None or not {one.name for one in chart.packs} <= states.remote.listed("packs").keys():
                raise SpoiledError
            with at_door(rclone, target) as get:
                if get:
                    size, parts = bring_some(chart, Origin(target, BLOCK if os.environ.get(PASSWORD) else 0), work, get)
                else:
                    size, parts = bring_all(chart, states.remote, work)
                with lock(state, waiting=waiting):
                    put(work, state, chart)
                    states.begin_with(index.chart)
                    differ = _agree(state, output, tenure)
        except (SpoiledError, FileNotFoundError) as error:
            raise UsageError(
                sentence(
                    "the state at {target} is damaged, or {variable} is another one than when it was sent; go on "
                    "without it, and send it again after the build",
                    target=target.name,
                    variable=PASSWORD,
                )
            ) from error
    return Moved(parts, size, time.perf_counter() - start, differ)


def _agree(state: Path, output: Path, tenure: Lease) -> int:
    """Let the store know which files a target has, and mark an output that has nothing as one that needs no more.

    Returns:
        The number of files that the next build makes because the target does not have them.

    """
    if not tenure.is_known or (output.exists() and any(output.iterdir())):
        return 0
    assert tenure.head is not None
    with closing(open_store(state)) as store:
        differ = 0
        if tenure.head.tree != outputs.tree(store):
            with store.transaction():
                differ = _correct(store, tenure.there, tenure.since(outputs.tree(store)))
        tree = int(outputs.tree(store) or "0", 16)
    files = files_of(output, state / CHANGED)
    claim_folder(output)
    write(claim(files.marker), marker_text(tree).encode())
    return differ


def _correct(store: Store, there: Mapping[str, bytes], among: Collection[str] | None) -> int:
    """Let a store say of its files what a target has of them.

    Args:
        store: the store, in a transaction.
        there: path -> digest of what the target has.
        among: the paths of all that can differ, if that is known; of the others nothing is read.

    Returns:
        How many differ.

    """
    differ = []
    tree, files = int(outputs.tree(store) or "0", 16), outputs.count(store)
    for page, path, known in outputs.pages(store) if among is None else outputs.found(store, among):
        actual = there.get(path) or None
        if actual != known:
            reason = Reason.OUTPUT_MISSING if actual in (None, UNKNOWN, BEGUN) else Reason.OUTPUT_ALTERED
            differ.append((actual, reason, page))
            tree += (entry(path, actual) if actual else 0) - (entry(path, known) if known is not None else 0)
            files += (actual is not None) - (known is not None)
    outputs.correct(store, differ)
    outputs.set_tree(store, f"{tree % MODULUS:032x}", files)
    return len(differ)
