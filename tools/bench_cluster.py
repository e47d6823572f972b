"""What a cluster costs and moves, beside a build without one, and what larger ones would take; prints tables.

    python -m tools.bench_cluster --bench ../shared/bench --sizes 10000 --workers 2,4,8 [--apart] [--kills 100]

`--bench` is that of tools/bench.py. Scheduler and workers are processes of this machine, each worker with one thread
and a folder of its own, started by one command as on any machine with several processors; with `--apart`, as root on
Linux, each by itself, and with a user, a network and a view of the disk of its own, in which the site is not there.
Processor time is that of all processes, from their start to their end. What scheduler and workers take until they are
there is told besides: those of a cluster that stands take it once, and not for each build. Each build's bytes are
compared with those of the plain one. `--kills` instead builds a small site so many times, and kills one of three
workers at a random moment of each. The machine has few cores: more workers than these are no faster here, but what they
cost and move is what it would be elsewhere, and from that the last table is worked out.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.base.dates import parse_now
from generator.build import build
from generator.engine.options import Options
from tests.annex.cluster.dask import Dask
from tests.support import article, site, tree
from tools import processors

NOW = "2025-12-23 08:00 WIB"
NETWORK = "10.213.86"
QUIET = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "false", "DASK_DISTRIBUTED__WORKER__MEMORY__MONITOR_INTERVAL": "1s",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s", "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "5s",
}  # fmt: skip
"""What docs/cluster.md advises: a cluster whose charts nobody looks at."""


def family(pid: int) -> list[int]:
    """Return a process, and all that it has started, or those have."""
    begun: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            begun.setdefault(int(stat.read_text("ascii").rpartition(")")[2].split()[1]), []).append(
                int(stat.parent.name)
            )
    found = [pid]
    for one_ in found:
        found += begun.get(one_, ())
    return found


def adopt() -> None:
    """Let processes whose parents end be children of this one, so that their time is counted."""
    ctypes.CDLL(None).prctl(36, 1)


def children() -> float:
    """Return the seconds of a processor that ended processes took, once all have ended."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    return processors.ended()


class Costs:
    """What client, scheduler and workers take, stage by stage."""

    def __init__(self, scheduler: int, workers: list[int]) -> None:
        self._pids = {"scheduler": [scheduler], "workers": workers}
        self._last = self._now()
        self._stage = "start"
        self.stages: dict[str, dict[str, float]] = {}

    def _now(self) -> dict[str, float]:
        taken = {
            name: sum(processors.running(p) for pid in pids for p in family(pid)) for name, pids in self._pids.items()
        }
        return {"client": time.process_time(), "wall": time.perf_counter(), **taken}

    @property
    def started(self) -> float:
        """What scheduler and workers had taken in all when the last stage was entered."""
        return self._last["scheduler"] + self._last["workers"]

    def enter(self, stage: str) -> None:
        """Count what is taken from now on for another stage."""
        if stage == self._stage:
            return
        now = self._now()
        found = self.stages.setdefault(self._stage, dict.fromkeys(now, 0.0))
        for name, value in now.items():
            found[name] += value - self._last[name]
        self._last, self._stage = now, stage


def one(folder: str, address: str, count: int, scheduler: int, workers: list[int]) -> None:
    """Build a site by a cluster that is there, and print what it took as JSON; a process of its own.

    Args:
        folder: the site's.
        address: of the scheduler.
        count: workers to wait for.
        scheduler: its process.
        workers: the processes that are workers, or start them.

    """
    from generator.annex.cluster.executor import Cluster, connected  # noqa: PLC0415 - dask is not needed for the rest

    costs = Costs(scheduler, workers)
    with connected(address, Path(folder, ".ssg/workers")) as found:
        while found.size < count:
            time.sleep(0.2)
            found.look()
            found.size = len(found._greeted)  # noqa: SLF001
        costs.enter("greeted")
        started = costs.started
        give = found.give

        def given(*args: Any) -> None:
            costs.enter("store")
            give(*args)
            costs.enter("making")

        found.give = given  # type: ignore[method-assign, assignment]

        def progress(stage: str, done: int, total: int) -> None:
            costs.enter("between" if done == total else stage)

        options = Options(folder, f"{folder}/build", parse_now(NOW, "WIB"), jobs=found.size)
        costs.enter("scanning")
        report = build(options, progress, lambda: None, Cluster(found))
        costs.enter("end")
        print(json.dumps({
            "started": started, "articles": report.articles, "files": report.pages, "moved": found.moved,
            "stages": costs.stages,
            "store": Path(folder, ".ssg/store.db").stat().st_size, "told": list(map(str, found.warnings)),
        }))  # fmt: skip


@contextlib.contextmanager
def apart(count: int) -> Iterator[None]:
    """Have networks for some workers, each with one address that leads to this machine's."""
    run = subprocess.run
    bridge = ("ip", "link", "add", "warta", "type", "bridge")
    run(bridge, check=True)
    try:
        run(("ip", "addr", "add", f"{NETWORK}.1/24", "dev", "warta"), check=True)
        run(("ip", "link", "set", "warta", "up"), check=True)
        for n in range(count):
            for line in (
                f"netns add warta{n}", f"link add wv{n} type veth peer name eth0 netns warta{n}",
                f"link set wv{n} master warta", f"link set wv{n} up",
                f"-n warta{n} addr add {NETWORK}.{n + 10}/24 dev eth0", f"-n warta{n} link set eth0 up",
                f"-n warta{n} link set lo up",
            ):  # fmt: skip
                run(("ip", *line.split()), check=True)
        yield
    finally:
        for n in range(count):
            run(("ip", "netns", "del", f"warta{n}"), check=False)
        run(("ip", "link", "del", "warta"), check=False)


def alone(n: int, hidden: Path) -> tuple[str, ...]:
    """Return the command that starts a worker in its own network, as its own user, without the folder of the site."""
    caps = "--inh-caps=+dac_read_search --ambient-caps=+dac_read_search"
    user = f"setpriv --reuid {61000 + n} --regid {61000 + n} --clear-groups {caps}"
    script = f'mount -t tmpfs none "{hidden}" && exec {user} "$0" "$@"'
    return ("ip", "netns", "exec", f"warta{n}", "unshare", "-m", "sh", "-c", script)


def carried(count: int) -> int:
    """Return the bytes that have passed between workers in their own networks and the rest."""
    counters = [Path(f"/sys/class/net/wv{n}/statistics/{way}_bytes") for n in range(count) for way in ("rx", "tx")]
    return sum(int(counter.read_text("ascii")) for counter in counters)


def bench(folder: Path, counts: list[int], *, isolated: bool) -> list[dict[str, Any]]:
    """Build an archive in each way; print a row for each, and return what the cluster's took."""
    ssg = [str(Path(sys.executable).with_name("ssg")), "--site", str(folder), "build", "--now", NOW]
    plain: dict[str, bytes] = {}
    base = 0.0
    found = []

    def row(name: str, begun: float, before: float, said: str, start: float = 0.0) -> None:
        same = tree(folder / "build") == plain
        work = children() - before
        wall = time.perf_counter() - begun
        beside = f"{work / (base or work):.2f}"
        if start:
            beside += f", {(work - start) / base:.2f} without {start:.1f} s to start them"
        print(f"| {name} | {wall:.1f} s | {work:.1f} s | {beside} | {said} | {same} |", flush=True)

    def fresh() -> tuple[float, float]:
        for name in ("build", ".ssg"):
            shutil.rmtree(folder / name, ignore_errors=True)
        return time.perf_counter(), children()

    for words in (("--jobs", "2"), ("--jobs", str(max(counts))), ("--cluster", "local:2")):
        begun, before = fresh()
        subprocess.run([*ssg, *words], check=True, stdout=subprocess.DEVNULL)
        if not base:
            base, plain = children() - before, tree(folder / "build")
        row(" ".join(words), begun, before, "–")
    for count in counts:
        begun, before = fresh()
        work = Path(tempfile.mkdtemp(prefix="dask.", dir=folder.parent))
        work.chmod(0o755)
        with contextlib.ExitStack() as stack:
            if isolated:
                stack.enter_context(apart(count))
            dask = stack.enter_context(Dask(work, host=f"{NETWORK}.1" if isolated else "127.0.0.1", **QUIET))
            if isolated and sys.platform != "win32":
                for n in range(count):
                    (work / f"w{n}").mkdir()
                    os.chown(work / f"w{n}", 61000 + n, 61000 + n)
                    dask.worker(before=alone(n, folder))
            else:
                dask.machine(count)
            pids = [str(process.pid) for process in (dask.scheduler, *dask.workers)]
            one = ["-m", "tools.bench_cluster", "--one", str(folder), dask.address, str(count), *pids]
            answer = json.loads(subprocess.run([sys.executable, *one], check=True, capture_output=True).stdout)
            wire = carried(count) if isolated else 0
        each = f"{answer['moved'] / answer['articles'] / 1000:.1f} KB"
        each += f", {wire / answer['articles'] / 1000:.1f} KB on wires" if wire else ""
        row(f"{count} workers", begun, before, each, answer["started"])
        found.append({**answer, "workers": count, "wire": wire})
        shutil.rmtree(work)
    return found


def simulate(found: list[dict[str, Any]]) -> None:
    """Print how long larger archives would take on larger clusters, from what was measured.

    Assumed: each cost grows with the articles; workers share the work evenly; the client does its own part in a stage
    while workers do theirs, so that a stage takes as long as whoever takes longest; the scheduler is one process, which
    takes its time for each article's packets, and for each store that it sends to a worker; each core is one of these.
    """
    last = max(found, key=lambda one: one["workers"])
    n, stages = last["articles"], last["stages"]

    def each(stage: str, who: str) -> float:
        return float(stages.get(stage, {}).get(who, 0.0) / n)

    alone_ = sum(each(stage, "client") for stage in ("scanning", "between"))
    store = each("store", "scheduler") / last["workers"]
    print("\n| articles | cores | client | workers | scheduler | all | limit |\n|---|---|---|---|---|---|---|")
    for articles in (1_000_000, 10_000_000):
        for cores in (8, 32, 128):
            parts = {}
            for stage in ("reading", "making"):
                parts[stage] = {
                    "client": articles * each(stage, "client"), "workers": articles * each(stage, "workers") / cores,
                    "scheduler": articles * each(stage, "scheduler"),
                }  # fmt: skip
            sent = articles * max(each("store", "client"), store * cores, each("store", "workers") / last["workers"])
            total = articles * alone_ + sent + sum(max(part.values()) for part in parts.values())
            sums = {who: sum(part[who] for part in parts.values()) for who in ("client", "workers", "scheduler")}
            sums["client"] += articles * alone_ + articles * each("store", "client")
            sums["scheduler"] += articles * store * cores
            limit = max(sums, key=lambda who: sums[who])
            cells = " | ".join(f"{sums[who] / 60:,.1f} min" for who in sums)
            print(f"| {articles:,} | {cores} | {cells} | {total / 60:,.1f} min | {limit} |")


def kills(count: int, seed: int) -> None:
    """Build a small site again and again, and kill a worker at a random moment."""
    from generator.annex.cluster.executor import Cluster, connected  # noqa: PLC0415 - as above

    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as top:
        portal = site(Path(top))
        for n in range(400):
            text = article(
                f"Berita {n}", f"Kata ke-{n}.", timestamp=f"2024-09-{n % 28 + 1:02d} 10:00 WIB", tags=f"[T{n % 9}]"
            )
            portal.add(f"content/daerah/b-{n}.md", text)
        expected = portal.clean()
        wrong = lost = 0
        with Dask(Path(top, "dask")) as dask:
            for _ in range(3):
                dask.worker()
            for number in range(1, count + 1):
                shutil.rmtree(portal.output, ignore_errors=True)
                shutil.rmtree(portal.folder / ".ssg", ignore_errors=True)
                victim = chance.choice([worker for worker in dask.workers if worker.poll() is None])
                moment, steps = chance.randrange(1, 1200), 0

                def step(*_: object, victim: Any = victim, moment: int = moment) -> None:
                    nonlocal steps
                    steps += 1
                    if steps == moment:
                        victim.kill()

                with connected(dask.address, portal.folder / ".ssg/workers") as found:
                    executor = Cluster(found)
                    options = portal.options(jobs=found.size)
                    build(options, step, lambda: None, executor)
                    lost += found.lost
                wrong += portal.files() != expected
                victim.kill()
                victim.wait()
                dask.worker()
                if number % 10 == 0 or number == count:
                    print(f"{number} builds, {lost} workers missed, {wrong} with other bytes", flush=True)


def main() -> None:
    """Bench what the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", type=Path)
    parser.add_argument("--sizes", default="10000")
    parser.add_argument("--workers", default="2,4,8")
    parser.add_argument("--apart", action="store_true")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--one", nargs="+")
    given = parser.parse_args()
    if given.one:
        folder, address, *numbers = given.one
        count, scheduler, *pids = map(int, numbers)
        one(folder, address, count, scheduler, pids)
        return
    adopt()
    if given.kills:
        kills(given.kills, given.seed)
        return
    for size in map(int, given.sizes.split(",")):
        with tempfile.TemporaryDirectory(dir=given.work) as top:
            Path(top).chmod(0o755)
            folder = Path(top, "site")
            making = [sys.executable, str(given.bench / "corpus.py"), str(folder), "--n", str(size)]
            subprocess.run(making, check=True, stdout=subprocess.DEVNULL)
            shutil.copy(given.bench / "site.yaml", folder)
            print(f"\n| {size:,} articles | wall | processor | beside plain | moved for each article | same bytes |")
            print("|---|---|---|---|---|---|", flush=True)
            found = bench(folder, list(map(int, given.workers.split(","))), isolated=given.apart)
            for answer in found:
                print(json.dumps(answer), file=sys.stderr)
            simulate(found)


if __name__ == "__main__":
    main()
