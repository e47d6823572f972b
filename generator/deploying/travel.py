"""Travel: the state goes to a target and comes back, so that a machine that has nothing builds what an edit changed.

Nothing of it is ever run, all of it is checked by digests, and another program's is refused. It is worth time and
nothing else: whoever cannot have it builds everything.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import msgspec

from generator.base.digest import MODULUS, digest, entry
from generator.base.errors import UsageError, printable
from generator.base.ownfiles import claim, claim_folder, discard, write
from generator.base.sentences import sentence
from generator.deploying.manifest import UNKNOWN
from generator.deploying.packs import Pack, SpoiledError, digests_of, head_bytes, head_of, pack, plan, unpack
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
from generator.store.checksums import PAGE
from generator.store.database import STATE, Store, open_reader, open_store, version
from generator.store.files import is_settled, put
from generator.store.lock import lock

PASSWORD = "SSG_STATE_PASSWORD"  # noqa: S105 - the name of a variable
"""The variable of the environment by which a state is encrypted."""
_MOST = 1 << 20
"""Pages of a store: 16 GB."""


class Index(Record, frozen=True):
    """What a target says of a state."""

    site: str
    """base_url of the portal."""
    program: str
    """Which program wrote it."""
    pages: int
    """Pages of the store."""
    digest: str
    """Of the digests of all pages, in hex."""
    packs: tuple[str, ...]
    """Their names, in order."""


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
    with running(target) as rclone, lock(state / "deploy"), scratch(state) as work, lock(state, waiting=waiting):
        if not is_settled(state):
            raise UsageError(sentence("there is no state of a finished build; run ssg build first"))
        remote, store = _remote(rclone, target, work), state / "store.db"
        with closing(open_reader(state)) as opened:
            program = (opened.get("version") or b"").decode()
        before, known = _index(remote), _known(state, target)
        pages = digests_of(store)
        packs = [known[name] for name in before.packs if name in known] if before else []
        todo = plan(packs, pages)
        top, size = claim_folder(work / "packs"), 0
        names = [*todo.kept]
        for numbers in todo.sent:
            made, data = pack(store, numbers)
            write(claim_folder(top / "packs") / made.name, data)
            write(_heads(state, target) / made.name, head_bytes(data))
            names.append(made.name)
            size += len(data)
        if names != list(before.packs if before else ()) or (before and before.program != program):
            remote.send(top, None, lambda *_: None)
            index = Index(site.base_url, program, len(pages), digest(b"".join(pages)).hex(), tuple(names))
            remote.write("index.json", msgspec.json.encode(msgspec.structs.asdict(index)))
            remote.remove(f"packs/{name}" for name in sorted({*remote.listed("packs")} - {*names}))
            _forget(state, target, names)
    return Moved(len(todo.sent), size, time.perf_counter() - start)


def pull(site: Site, folder: Path, output: Path, target: Target, waiting: Callable[[], None]) -> Moved:
    """Bring a state here, and let the next build make what the target does not have, into an output that has no more.

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
        came = claim_folder(work / "packs")
        remote.fetch([f"packs/{name}" for name in index.packs], came, lambda *_: None)
        try:
            size = _join(index, came / "packs", work / "store.db", _heads(state, target))
        except (SpoiledError, FileNotFoundError) as error:
            raise UsageError(
                sentence(
                    "the state at {target} is damaged, or {variable} is another one than when it was sent; go on "
                    "without it, and send it again after the build",
                    target=target.name,
                    variable=PASSWORD,
                )
            ) from error
        with lock(state, waiting=waiting):
            put(work / "store.db", state)
            differ = _agree(state, output, tenure)
    return Moved(len(index.packs), size, time.perf_counter() - start, differ)


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


def _join(index: Index, came: Path, file: Path, heads: Path) -> int:
    """Put the pages of packs into a store; return the bytes that came.

    Raises:
        SpoiledError: they are no store.

    """
    found: dict[int, bytes] = {}
    size = 0
    with open(file, "w+b") as store:
        for name in index.packs:
            data = (came / name).read_bytes()
            size += len(data)
            for number, page in unpack(name, data):
                if not 0 < number <= index.pages:
                    continue
                store.seek((number - 1) * PAGE)
                store.write(page)
                found[number] = digest(page)
            write(heads / name, head_bytes(data))
    if digest(b"".join(found[number] for number in sorted(found))).hex() != index.digest or len(found) != index.pages:
        raise SpoiledError
    return size


def _index(remote: Remote) -> Index | None:
    """Return what a target says of a state; None if it has none, or nothing that can be one."""
    try:
        index = msgspec.convert(list(msgspec.json.decode(remote.read("index.json"), type=dict).values()), Index)
    except (FileNotFoundError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    whole = all(len(name) == 32 and name.isalnum() and name.isascii() for name in index.packs)
    return index if whole and 0 < index.pages < _MOST and len(index.packs) <= index.pages else None


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
    place = f"{target.state}/store"
    own = msgspec.structs.replace(target, path=place, state=place)
    return Remote(own, rclone, work, os.environ.get(PASSWORD, ""))


def _heads(state: Path, target: Target) -> Path:
    """Return the folder for what is known here of the packs of a target."""
    return claim_folder(state / "deploy" / "targets" / target.name / "packs")


def _known(state: Path, target: Target) -> dict[str, Pack]:
    found = {}
    for file in _heads(state, target).iterdir():
        try:
            found[file.name] = head_of(file.name, claim(file).read_bytes())
        except (SpoiledError, FileNotFoundError):
            discard(file)
    return found


def _forget(state: Path, target: Target, wanted: list[str]) -> None:
    for file in _heads(state, target).iterdir():
        if file.name not in wanted:
            discard(file)
