"""Time what one article takes from a push to its readers on a machine that has nothing, by phases, and print a table.

    python -m tools.bench_bare --bench ../shared/bench --size 100000 --keep /var/tmp/bare [--rounds 3]

`--keep` is a folder for the archive, its first build and its git repository, which take long and are made once; a store
that another version of the program has left there is taken for one of this version, if it has the same form. The
target is S3 as moto has it, on this machine: the state is sent there, and the target is told that it has all files,
which themselves no deploy of an edit asks for. Then an article is committed, and in a new folder the repository is
cloned, the state comes, the portal is built and deployed, and the state goes back. Of each round the
first half goes through a proxy that counts what passes, the second does not, and its seconds count; machines are noisy.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from generator.annex.deploying.command import target_of
from generator.annex.deploying.editions import edition_of
from generator.annex.deploying.lease import Lease, workplace
from generator.annex.deploying.manifest import Entry
from generator.annex.deploying.rclone import running
from generator.annex.deploying.remote import Remote
from generator.store import outputs
from generator.store.database import STATE, Store, open_reader
from generator.store.files import program
from generator.store.schema import SCHEMA
from generator.theming.loading import read_site
from tests.deploying_support import BESIDE, as_s3, process, rclone
from tests.fuzz.deploys import Proxy
from tests.servers import free_port
from tools import processors

ROOT = Path(__file__).parents[1]
NOW = ("--now", "2025-12-23T08:00:00+07:00")
SSG = str(Path(sys.executable).with_name("ssg"))
_GIT = ("git", "-c", "user.name=Meja", "-c", "user.email=meja@kabar.example")


def said(*words: str, folder: Path) -> None:
    """Run a command whose words nobody needs."""
    subprocess.run(words, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def archive(keep: Path, bench: Path, size: int) -> Path:
    """Return the folder of the archive, which is made, built and committed if it is not there yet."""
    site = keep / "site"
    if not (site / "site.yaml").exists():
        said(sys.executable, str(bench / "corpus.py"), str(site), "--n", str(size), folder=keep)
        shutil.copy(bench / "site.yaml", site)
    if not (site / ".git").exists():
        (site / ".gitignore").write_text("/.ssg/\n/build/\n/corpus.json\n/.edits*\n", "utf-8")
        said("git", "init", "-q", "-b", "main", folder=site)
        said("git", "config", "uploadpack.allowFilter", "true", folder=site)
    said(sys.executable, str(bench / "edit.py"), str(site), "undo", folder=bench)
    return site


def adopt(folder: Path) -> None:
    """Let a store of this form that another version of the program wrote count as one of this: a new one takes long."""
    if not (folder / "store.db").exists():
        return
    with contextlib.closing(Store(folder / "store.db", write=True)) as store:
        written = store.get("version") or b""
        if written != program().encode() and _tables(store.db) == _tables_of_this_version():
            with store.transaction():
                store.set("version", program().encode())


def _tables(db: sqlite3.Connection) -> list[tuple[str, str]]:
    return db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()


def _tables_of_this_version() -> list[tuple[str, str]]:
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        db.executescript(SCHEMA)
        return _tables(db)


@contextlib.contextmanager
def target(site: Path, log: Path) -> Iterator[tuple[int, Proxy]]:
    """Serve S3, which site.yaml knows by itself and through a proxy; give the number of its process, and the proxy."""
    port = free_port()
    serving = (str(BESIDE / "moto_server"), "-H", "127.0.0.1", "-p", str(port))
    with process(*serving, port=port, log=log) as begun:
        proxy = Proxy(port)
        try:
            for name in ("kabar", "kerja"):
                said(rclone(), "mkdir", f"{as_s3(f'http://127.0.0.1:{port}')}:{name}", folder=site)
            config = (site / "site.yaml").read_text("utf-8").partition("deploy:\n")[0]
            lines = (
                f"  {name}: {{to: s3, path: kabar, state: kerja/{name}, url: 'http://127.0.0.1:{at}'}}\n"
                for name, at in (("langsung", port), ("dihitung", proxy.port))
            )
            (site / "site.yaml").write_text(f"{config}deploy:\n{''.join(lines)}", "utf-8")
            yield begun.pid, proxy
        finally:
            proxy.close()


def tell(site: Path, name: str) -> None:
    """Tell a target that it has all files of the output."""
    folder = site / STATE
    config, _ = read_site(site)
    goal = target_of(config, site, name)
    with (
        workplace(folder) as work,
        running(goal) as program,
        contextlib.closing(open_reader(folder)) as store,
    ):
        lease = Lease(Remote(goal, program, work), config.base_url, folder, work)
        lease.inspect(config.zone)
        lease.acquire([])
        files = {file.path: Entry(file.digest, file.owners) for file in outputs.with_owners(store)}
        lease.end(outputs.tree(store), files, edition_of(store, site))


class Meter:
    """What a phase takes."""

    def __init__(self, server: int, log: Path, proxy: Proxy) -> None:
        self._server, self._log, self._proxy = server, log, proxy
        self.seconds = self.moved = 0.0
        self.asked: float = 0

    def _at(self) -> tuple[float, float, float, int, int]:
        theirs = processors.running(self._server)
        asked = self._log.read_bytes().count(b" HTTP/1.1")
        return time.perf_counter(), processors.ended(), theirs, asked, self._proxy.carried

    def phase(self, name: str, *words: str, folder: Path) -> None:
        """Run a command and print what it took."""
        before = self._at()
        said(*words, folder=folder)
        seconds, ours, theirs, asked, carried = (b - a for a, b in zip(before, self._at(), strict=True))
        self.seconds, self.asked, self.moved = self.seconds + seconds, self.asked + asked, self.moved + carried
        moved = f"{carried / 1e6:.1f} MB" if carried else "–"
        print(f"| {name} | {seconds:.1f} s | {ours:.1f} s | {theirs:.1f} s | {asked} | {moved} |", flush=True)


def one_article(site: Path, bench: Path, name: str, meter: Meter) -> None:
    """Publish an article from a new folder, and send the state back."""
    said(sys.executable, str(bench / "edit.py"), str(site), "add", folder=bench)
    said(*_GIT, "add", "-A", "content", folder=site)
    said(*_GIT, "commit", "-qm", "Satu artikel", folder=site)
    with tempfile.TemporaryDirectory(dir=site.parent) as work:
        bare = Path(work, "site")
        source = site.absolute().as_uri()
        clone = ("git", "clone", "-q", "--depth", "1", source, str(bare))
        before = sum(file.stat().st_size for file in bare.rglob("*") if file.is_file())
        meter.phase("clone", *clone, folder=site)
        packed = sum(file.stat().st_size for file in (bare / ".git").rglob("*") if file.is_file()) - before
        ssg = (SSG, "--site", str(bare))
        meter.phase("ssg state pull", *ssg, "state", "pull", name, folder=bare)
        meter.phase("ssg build", *ssg, "build", *NOW, folder=bare)
        meter.phase("ssg deploy", *ssg, "deploy", name, folder=bare)
        total = f"{(meter.moved + packed) / 1e6:.1f} MB with {packed / 1e6:.1f} MB of git" if meter.moved else "–"
        print(f"| **to the reader** | **{meter.seconds:.1f} s** | | | {meter.asked} | {total} |")
        meter.phase("ssg state push", *ssg, "state", "push", name, folder=bare)


def beside_the_archive(site: Path, bench: Path, name: str, meter: Meter) -> None:
    """Deploy an article from the folder of the archive, after its build."""
    ssg = (SSG, "--site", str(site))
    for words in (("build", *NOW), ("deploy", name)):
        said(*ssg, *words, folder=site)
    said(sys.executable, str(bench / "edit.py"), str(site), "add", folder=bench)
    said(*ssg, "build", *NOW, folder=site)
    meter.phase("ssg deploy after the build", *ssg, "deploy", name, folder=site)


def main() -> None:
    """Print a table for each round."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared/bench")
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, required=True, help="a folder for what is made once")
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    os.environ |= {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    given.keep.mkdir(parents=True, exist_ok=True)
    site = archive(given.keep.absolute(), given.bench.absolute(), given.size)
    log = given.keep.absolute() / "asked.log"
    with target(site, log) as (server, proxy):
        said(*_GIT, "add", "-A", folder=site)
        said(*_GIT, "commit", "-qm", "Arsip", "--allow-empty", folder=site)
        said("git", "gc", "-q", "--auto", folder=site)
        adopt(site / STATE)
        said(SSG, "--site", str(site), "build", *NOW, folder=site)
        for name in ("dihitung", "langsung"):
            tell(site, name)
            said(SSG, "--site", str(site), "state", "push", name, folder=site)
        for turn in range(given.rounds):
            for name in ("dihitung", "langsung"):
                print(f"\n{given.size} articles, round {turn + 1}, {name}\n")
                print("| phase | time | processor | that of S3 | requests | moved |\n|---|---|---|---|---|---|")
                one_article(site, given.bench.absolute(), name, Meter(server, log, proxy))
        # Last, for the state at the target knows nothing of it.
        for name in ("dihitung", "langsung"):
            beside_the_archive(site, given.bench.absolute(), name, Meter(server, log, proxy))


if __name__ == "__main__":
    main()
