"""Sends the store to a target and back, as one compressed file with a small one that says what it is.

Nothing in it is ever run, and another program's is refused. It only saves time: without it, everything is built.
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
from generator.base.errors import UsageError, printable
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

    site: str
    """base_url of the portal."""
    program: str
    """Which program wrote it."""
    digest: str
    """Of the store, in hex."""
    number: int
    """Grows by one with each push."""


class Moved(Record, frozen=True):
    """What was sent or received."""

    size: int
    """Bytes."""
    seconds: float
    differ: int = 0
    """Number of target files that differ from the state; the next build makes them."""
    over: bool = False
    """Whether it replaced one that somebody else sent meanwhile."""


def push(site: Site, folder: Path, target: Target, waiting: Callable[[], None]) -> Moved:
    """Send the state unless the target has it; `waiting` is called if a build has to end first."""
    start, state = time.perf_counter(), folder / STATE
    if target.opens_state(site.base_path) and not os.environ.get(PASSWORD):
        raise UsageError(
            sentence(
                "the state holds drafts, and readers may be able to open {place}: give {variable} in the environment, "
                "by which it is encrypted, or name another place with state:",
                place=target.state,
                variable=PASSWORD,
            )
        )
    with workplace(state) as work, running(target) as rclone:
        remote, top = _place(target, rclone, work), claim_folder(work / "top")
        with lock(state, waiting=waiting):
            if not is_settled(state):
                raise UsageError(sentence("there is no state of a finished build; run ssg build first"))
            with closing(open_reader(state)) as store:
                version = (store.get("version") or b"").decode()
            mine = digest((state / STORE).read_bytes()).hex()
            pack_file(state / STORE, top / _FILE)
        theirs = None
        with suppress(DamagedError):
            theirs = _about(remote)
            if theirs and (theirs.site, theirs.program, theirs.digest) == (site.base_url, version, mine):
                return Moved(0, time.perf_counter() - start)
        number = theirs.number if theirs else 0
        remote.send(top, None, lambda *_: None)
        remote.write(_ABOUT, encode_record(About(site.base_url, version, mine, number + 1)))
        is_other = bool(theirs) and _seen(state, target) not in ("", str(number))
        _see(state, target, number + 1)
        return Moved((top / _FILE).stat().st_size, time.perf_counter() - start, over=is_other)


def pull(site: Site, folder: Path, output: Path, target: Target, waiting: Callable[[], None]) -> Moved:
    """Fetch a state; an empty output folder is marked, so that the next build makes only what the target lacks.

    `waiting` is called if a build has to end first.
    """
    start, state = time.perf_counter(), folder / STATE
    with workplace(state) as work, running(target) as rclone:
        remote, came = _place(target, rclone, work), claim_folder(work / "came")
        try:
            about = _about(remote)
            _check(about, site, target)
            remote.fetch([_FILE], came)
            unpack_file(came / _FILE, work / STORE, _MOST)
        except (DamagedError, UnpackingError, FileNotFoundError) as error:
            raise UsageError(
                sentence(
                    "the state at {target} is damaged, or {variable} is another one than when it was sent; go on "
                    "without it, and send it again after the build",
                    target=target.name,
                    variable=PASSWORD,
                )
            ) from error
        lease = Lease(Remote(target, rclone, work), site.base_url, state, work)
        lease.inspect(site.zone, take_over=True)
        with lock(state, waiting=waiting):
            put(work, state)
            _see(state, target, about.number if about else 0)
            differ = _agree(state, output, lease)
        return Moved((came / _FILE).stat().st_size, time.perf_counter() - start, differ)


def _place(target: Target, rclone: Rclone, work: Path) -> Remote:
    path = f"{target.state}/store"
    return Remote(msgspec.structs.replace(target, path=path, state=path), rclone, work, os.environ.get(PASSWORD, ""))


def _about(remote: Remote) -> About | None:
    """Return what a target says about its state, None if it has none; raise DamagedError if that cannot be read."""
    found = remote.read(_ABOUT)
    return decode_record(found[_ABOUT], About) if found else None


def _check(about: About | None, site: Site, target: Target) -> None:
    if about is None:
        raise UsageError(
            sentence("there is no state at {target}; build, deploy, then ssg state push", target=target.name)
        )
    if about.site != site.base_url:
        raise UsageError(
            sentence(
                "the state at {target} is that of {other}, not of {site}",
                target=target.name, other=printable(about.site), site=site.base_url,
            )
        )  # fmt: skip
    if about.program != program():
        raise UsageError(
            sentence(
                "the state at {target} is that of another version of ssg; go on without it, and send it again after "
                "the build",
                target=target.name,
            )
        )


def _seen(state: Path, target: Target) -> str:
    """Return the number of the last state that was sent from here or came here; empty for none."""
    try:
        return claim(state / "deploy" / "targets" / target.name / "state").read_text("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def _see(state: Path, target: Target, number: int) -> None:
    write(claim_folder(state / "deploy" / "targets" / target.name) / "state", str(number).encode())


def _agree(state: Path, output: Path, lease: Lease) -> int:
    """Tell the store which files a target has, and mark an empty output folder; return how many files differ."""
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


def _correct(store: Store, there: Files) -> int:
    """Set a store's files to those that a target has; return how many differ."""
    differ = []
    tree, files = int(outputs.tree(store) or "0", 16), outputs.count(store)
    for page, path, built in outputs.pages(store):
        actual = there[path].digest or None if path in there else None
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
    seconds = sentence("{seconds} s", seconds=language.decimal(moved.seconds))
    click.echo(f"{goal.name}: {size_text(moved.size, language)} · {language.put(seconds)}")
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
