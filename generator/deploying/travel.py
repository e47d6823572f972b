"""Travel: the state goes to a target and comes back, so that a machine that has nothing builds what an edit changed.

Nothing of it is ever run, all of it is checked by digests, and another program's is refused. It is worth time and
nothing else: whoever cannot have it builds everything.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from pathlib import Path

import msgspec

from generator.base.digest import MODULUS, entry
from generator.base.errors import UsageError, printable
from generator.base.ownfiles import claim, claim_folder, discard, write
from generator.base.sentences import sentence
from generator.deploying.bringing import BLOCK, FOLDER, PASSWORD, at_door, bring_all, bring_some
from generator.deploying.manifest import UNKNOWN
from generator.deploying.packs import PAGES as PACK
from generator.deploying.packs import cut, digests_of, pack, plan, tree_order
from generator.deploying.rclone import Rclone, running
from generator.deploying.remote import Remote
from generator.deploying.snapshot import scratch
from generator.deploying.tenure import Tenure
from generator.portal.reasons import Reason
from generator.portal.records import Record
from generator.portal.site import Site
from generator.portal.targets import Target
from generator.stages.output import files_of, marker_text
from generator.store import outputs
from generator.store.chart import NOWHERE, Chart, Row, SpoiledError, chart_of, compressed, opened
from generator.store.database import STATE, Store, open_reader, open_store, version
from generator.store.files import is_settled, put
from generator.store.holes import ABSENT, HERE, MAP, Origin, lay
from generator.store.lock import lock
from generator.store.partial import Partial

_REMEMBERED = 3
"""Pushes for which a page that was read is brought at once."""
_WHOLE = ("dictionaries", "dirs", "names", "pages_key", "postings")
"""Tables and indexes of which a build of one edit reads nearly all, or pages all over."""


class Index(Record, frozen=True):
    """What a target says of a state."""

    site: str
    """base_url of the portal."""
    program: str
    """Which program wrote it."""
    chart: str
    """The name of its chart."""
    old: tuple[str, ...] = ()
    """Packs and charts that count no longer, and go the next time: somebody may be about to read them."""
    version: int = 2


class Moved(Record, frozen=True):
    """What went to a target or came from there."""

    files: int
    size: int
    """Bytes."""
    seconds: float
    differ: int = 0
    """Files of the target that are not those of the state, and are made by the next build."""


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
    _check_private(target)
    with ExitStack() as stack:
        rclone = stack.enter_context(running(target))
        stack.enter_context(lock(state / "deploy"))
        work = stack.enter_context(scratch(state))
        stack.enter_context(lock(state, waiting=waiting))
        if not is_settled(state):
            raise UsageError(sentence("there is no state of a finished build; run ssg build first"))
        remote = _remote(rclone, target, work)
        with closing(open_reader(state)) as opened:
            program, roots = (opened.get("version") or b"").decode(), opened.roots(_WHOLE)
        partial = stack.enter_context(closing(Partial(state))) if (state / MAP).exists() else None
        before = _index(remote)
        there = _chart(remote, before, _charts(state, target)) if before and before.program == program else None
        pages = digests_of(state / "store.db", partial)
        sent = plan(there, pages)
        if not sent and there is not None and len(there) == len(pages):
            return Moved(0, 0, time.perf_counter() - start)
        if partial is not None:
            partial.bring(sent)
        read = {n for n in range(1, len(pages) + 1) if partial.is_read(n)} if partial else set()
        todo = _Todo(there, sent, len(pages), *_order(state / "store.db", partial, roots), read)
        chart, size = _packed(state / "store.db", claim_folder(work / "top"), todo)
        name, data = compressed(chart)
        write(claim_folder(work / "top/charts") / name, data)
        remote.send(work / "top", None, lambda *_: None)
        _end(remote, before, Index(site.base_url, program, name), {name, *(one.name for one in chart.packs)})
        write(_charts(state, target) / name, data)
        if partial is not None:
            states = bytes(ABSENT if partial.state(n) == ABSENT else HERE for n in range(1, len(pages) + 1))
            lay(state, partial.origin, chart, states)
    return Moved(-(-len(sent) // PACK), size + len(data), time.perf_counter() - start)


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


def _order(store: Path, partial: Partial | None, roots: list[int]) -> tuple[list[int], set[int]]:
    return tree_order(store, lambda number: partial is None or partial.state(number) != ABSENT, roots)


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


def _end(remote: Remote, before: Index | None, index: Index, wanted: set[str]) -> None:
    """Let a state count, and delete what did no longer when the one before it was sent."""
    listed = {name: folder for folder in ("packs", "charts") for name in remote.listed(folder)}
    gone = {*before.old} if before else set()
    old = tuple(sorted(listed.keys() - wanted - gone))
    remote.write("index.json", msgspec.json.encode(msgspec.structs.asdict(msgspec.structs.replace(index, old=old))))
    remote.remove(f"{listed[name]}/{name}" for name in sorted((gone & listed.keys()) - wanted))


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
    with running(target) as rclone, lock(state / "deploy"), scratch(state) as work:
        remote = _remote(rclone, target, work)
        index = _index(remote)
        _check(index, site, target)
        assert index is not None
        tenure = Tenure(Remote(target, rclone, work), site.base_url, state / "deploy" / "targets" / target.name)
        tenure.look(site.zone, over=True)
        try:
            chart = _chart(remote, index, _charts(state, target))
            if chart is None:
                raise SpoiledError
            with at_door(rclone, target) as get:
                if get:
                    size, parts = bring_some(chart, Origin(target, BLOCK if os.environ.get(PASSWORD) else 0), work, get)
                else:
                    size, parts = bring_all(chart, remote, work)
                with lock(state, waiting=waiting):
                    put(work, state, chart)
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


def _agree(state: Path, output: Path, tenure: Tenure) -> int:
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
                differ = _correct(store, tenure.there)
        tree = int(outputs.tree(store) or "0", 16)
    files = files_of(output, state / "changed.json")
    claim_folder(output)
    write(claim(files.marker), marker_text(tree).encode())
    return differ


def _correct(store: Store, there: Mapping[str, bytes]) -> int:
    differ = []
    for page, path, known in outputs.pages(store):
        actual = there.get(path) or None
        if actual != known:
            reason = Reason.OUTPUT_MISSING if actual in (None, UNKNOWN) else Reason.OUTPUT_ALTERED
            differ.append((actual, reason, page))
    outputs.correct(store, differ)
    known_now = outputs.digests(store)
    tree = sum(entry(path, known) for path, known in known_now.items()) % MODULUS
    outputs.set_tree(store, f"{tree:032x}", len(known_now))
    return len(differ)


def _index(remote: Remote) -> Index | None:
    """Return what a target says of a state; None if it has none, or nothing that can be one."""
    try:
        index = msgspec.convert(list(msgspec.json.decode(remote.read("index.json"), type=dict).values()), Index)
    except (FileNotFoundError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    whole = all(len(name) == 32 and name.isalnum() and name.isascii() for name in (index.chart, *index.old))
    return index if whole and index.version == 2 else None


def _chart(remote: Remote, index: Index, kept: Path) -> Chart | None:
    """Return the chart of a state; None if it is lost or damaged."""
    try:
        try:
            return opened(index.chart, claim(kept / index.chart).read_bytes())
        except (FileNotFoundError, SpoiledError):
            data = remote.read(f"charts/{index.chart}")
            chart = opened(index.chart, data)
    except (FileNotFoundError, SpoiledError):
        return None
    for file in kept.iterdir():
        discard(file)
    write(kept / index.chart, data)
    return chart


def _check(index: Index | None, site: Site, target: Target) -> None:
    """Check that a state is of use here.

    Raises:
        UsageError: it is not.

    """
    if index is None:
        raise UsageError(
            sentence("there is no state at {target}; build, deploy, then ssg state push", target=target.name)
        )
    if index.site != site.base_url:
        raise UsageError(
            sentence(
                "the state at {target} is that of {other}, not of {site}",
                target=target.name, other=printable(index.site), site=site.base_url,
            )
        )  # fmt: skip
    if index.program != version():
        raise UsageError(
            sentence(
                "the state at {target} is that of another version of ssg; go on without it, and send it again after "
                "the build",
                target=target.name,
            )
        )


def _check_private(target: Target) -> None:
    """Check that readers do not get a state, which holds drafts and what is published tomorrow.

    Raises:
        UsageError: they might.

    """
    # Of a remote of rclone's own nobody knows what is beside the portal there.
    top = target.path.partition("/")[0] if target.via == "s3" else target.path
    inside = bool(target.remote) or f"{target.state}/".startswith(f"{top}/")
    if inside and not os.environ.get(PASSWORD):
        raise UsageError(
            sentence(
                "the state holds drafts, and readers may be able to open {place}: give {variable} in the environment, "
                "by which it is encrypted, or name another place with state:",
                place=target.state,
                variable=PASSWORD,
            )
        )


def _remote(rclone: Rclone, target: Target, work: Path) -> Remote:
    place = f"{target.state}/{FOLDER}"
    own = msgspec.structs.replace(target, path=place, state=place)
    return Remote(own, rclone, work, os.environ.get(PASSWORD, ""))


def _charts(state: Path, target: Target) -> Path:
    """Return the folder for the chart of a target that was read or written last."""
    return claim_folder(state / "deploy" / "targets" / target.name / "charts")
