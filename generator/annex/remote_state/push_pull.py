"""`ssg state`: sends the store to a target and back, as one compressed file beside a small one that says what it is.

Nothing in it is ever run. It only saves time: without it, everything is built.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import click
import msgspec

from generator.annex.deploying.command import size_text, target_of
from generator.annex.deploying.lease import Lease, workplace
from generator.annex.deploying.manifest import BEGUN, DamagedError, Files, decode_record, encode_record
from generator.annex.deploying.rclone import Rclone, running
from generator.annex.deploying.remote import Remote
from generator.base.digest import MODULUS, digest, entry
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
from generator.store.compression import UnpackingError, pack_file, unpack_file
from generator.store.database import STATE, Store, open_reader, open_store
from generator.store.files import STORE, is_settled, lock, program, put
from generator.theming.loading import read_site

PASSWORD = "SSG_STATE_PASSWORD"  # noqa: S105 - the name of a variable
"""The environment variable with the password that encrypts a state."""
_FILE, _ABOUT = "state.db.zst", "state.json"
_MOST = 16 << 30
"""Bytes of a store."""


class About(Record, frozen=True):
    """What a target says about its state."""

    program: str
    """Which program wrote it."""
    digest: str
    """Of the store, in hex."""


def push(site: Site, folder: Path, target: Target, waiting: Callable[[], None]) -> int:
    """Send the state unless the target has it, and return the bytes sent.

    `waiting` is called if a build has to end first.
    """
    state = folder / STATE
    if target.opens_state(site.base_path) and not os.environ.get(PASSWORD):
        raise UsageError(
            sentence(
                "the state holds drafts, and readers may be able to open {place}: give {variable} in the environment, "
                "by which it is encrypted, or name another place with state:",
                place=target.state, variable=PASSWORD,
            )
        )  # fmt: skip
    with workplace(state) as work, running(target) as rclone:
        remote, packed = _state_folder(target, rclone, work), claim_folder(work / "packed")
        with lock(state, waiting=waiting):
            if not is_settled(state):
                raise UsageError(sentence("there is no state of a finished build; run ssg build first"))
            with closing(open_reader(state)) as store:
                version = (store.get("version") or b"").decode()
            mine = About(version, digest((state / STORE).read_bytes()).hex())
            pack_file(state / STORE, packed / _FILE)
        with suppress(DamagedError):
            if _about(remote) == mine:
                return 0
        remote.send(packed, None)
        remote.write(_ABOUT, encode_record(mine))
        return (packed / _FILE).stat().st_size


def pull(site: Site, folder: Path, output: Path, target: Target, waiting: Callable[[], None]) -> tuple[int, int]:
    """Fetch the state; return its bytes, and how many files of the target the next build has to make.

    An empty output folder is marked as what the target has. `waiting` is called if a build has to end first.
    """
    state = folder / STATE
    with workplace(state) as work, running(target) as rclone:
        lease = Lease(Remote(target, rclone, work), site.base_url, state, work)
        lease.inspect(site.zone, take_over=True)
        fetched = _fetch(_state_folder(target, rclone, work), target, work)
        with lock(state, waiting=waiting):
            put(work, state)
            return fetched, _mark(output, state, lease)


def _state_folder(target: Target, rclone: Rclone, work: Path) -> Remote:
    path = f"{target.state}/store"
    return Remote(msgspec.structs.replace(target, path=path, state=path), rclone, work, os.environ.get(PASSWORD, ""))


def _about(remote: Remote) -> About | None:
    """Return what a target says about its state, None if it has none; raise DamagedError if that cannot be read."""
    found = remote.read(_ABOUT)
    return decode_record(found[_ABOUT], About) if found else None


def _fetch(remote: Remote, target: Target, work: Path) -> int:
    """Put the store into a work folder; return how many bytes came."""
    folder = claim_folder(work / "came")
    try:
        about = _about(remote)
        if about is None:
            raise UsageError(
                sentence("there is no state at {target}; build, deploy, then ssg state push", target=target.name)
            )
        if about.program != program():
            raise DamagedError
        remote.fetch([_FILE], folder)
        unpack_file(folder / _FILE, work / STORE, _MOST)
    except (DamagedError, UnpackingError, FileNotFoundError) as error:
        raise UsageError(
            sentence(
                "the state at {target} is that of another version of ssg, or damaged, or {variable} is another one "
                "than when it was sent; go on without it, and send it again after the build",
                target=target.name, variable=PASSWORD,
            )
        ) from error  # fmt: skip
    return (folder / _FILE).stat().st_size


def _mark(output: Path, state: Path, lease: Lease) -> int:
    """Tell the store which files the target has, and mark an empty output folder; return how many files differ."""
    if lease.manifest is None or (output.exists() and any(output.iterdir())):
        return 0
    with closing(open_store(state)) as store:
        with store.transaction():
            differ = _correct(store, lease.files)
        tree = int(outputs.tree(store) or "0", 16)
    files = files_of(output, state / CHANGED)
    claim_folder(output)
    write(claim(files.marker), marker_text(tree).encode())
    return differ


def _correct(store: Store, remote_files: Files) -> int:
    """Set a store's files to those that a target has; return how many differ."""
    differ = []
    tree, files = int(outputs.tree(store) or "0", 16), outputs.count(store)
    for page, path, built in outputs.pages(store):
        actual = remote_files[path].digest or None if path in remote_files else None
        if actual != built:
            reason = Reason.OUTPUT_MISSING if actual in (None, BEGUN) else Reason.OUTPUT_ALTERED
            differ.append((actual, reason, page))
            tree += (entry(path, actual) if actual else 0) - (entry(path, built) if built is not None else 0)
            files += (actual is not None) - (built is not None)
    if differ:
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

    TARGET is a group of `deploy` in site.yaml; without it, the first. After pull, a build makes what an edit changed,
    and ssg deploy sends it, though build/ has nothing else.
    """
    start, language, folder = time.perf_counter(), language_of(site), Path(site)
    screen = Screen(language, quiet=False)
    config, _ = read_site(folder)
    goal, differ = target_of(config, folder, target), 0
    if direction == "push":
        moved = push(config, folder, goal, screen.waiting)
    else:
        moved, differ = pull(config, folder, Path(output or folder / "build"), goal, screen.waiting)
    seconds = sentence("{seconds} s", seconds=language.decimal(time.perf_counter() - start))
    click.echo(f"{goal.name}: {size_text(moved, language)} · {language.put(seconds)}")
    if differ:
        said = counted(
            "the target has {count} file otherwise; the next build makes it",
            "the target has {count} files otherwise; the next build makes them",
            differ,
        )
        tell(said, language, err=True)
    return 0
