"""Time what newsrooms do, on archives of several sizes, and print a table.

    python tools/bench.py --bench ../shared/bench --sizes 10000,100000 [--hugo BINARY] [--work DIR]

`--bench` is a folder with corpus.py (makes an archive), edit.py (edits it),
site.yaml and hugo/run.sh (builds the same portal with Hugo). Each figure is of
a whole process: wall time, processor time, and the peak of the memory of all
its processes together. Machines are noisy: compare figures of one run.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def children(pid: int) -> list[int]:
    """Return a process and all that it started, as far as they still run."""
    found = [pid]
    try:
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split():
            found += children(int(child))
    except OSError:
        pass
    return found


def memory(pid: int) -> int:
    """Return the proportional memory of a process tree, in kilobytes."""
    total = 0
    for one in children(pid):
        try:
            text = Path(f"/proc/{one}/smaps_rollup").read_text("ascii")
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)
    return total


def measure(command: list[str], **environment: str) -> str:
    """Run a command and return wall seconds, processor seconds, peak megabytes and its last line."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    peak = 0
    ended = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not ended.wait(0.1):
            peak = max(peak, memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    said = process.communicate()[0].strip().splitlines()
    wall = time.perf_counter() - start
    ended.set()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{wall:8.2f} s {used:8.2f} s {peak / 1024:7.0f} MB   {said[-1][:90] if said else ''}"


def walk(folder: Path) -> str:
    """Return the seconds of a bare walk: the floor of every build that looks for changed files."""
    start = time.perf_counter()
    pending, files = [str(folder)], 0
    while pending:
        with os.scandir(pending.pop()) as found:
            for item in found:
                if item.is_dir():
                    pending.append(item.path)
                else:
                    item.stat()
                    files += 1
    return f"{time.perf_counter() - start:8.2f} s {'':21}   {files} files"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared/bench")
    parser.add_argument("--sizes", default="10000")
    parser.add_argument("--hugo", help="path of the hugo binary itself")
    parser.add_argument("--work", type=Path, help="where the archives are made; a temporary folder by default")
    given = parser.parse_args()
    if not (given.bench / "corpus.py").is_file():
        sys.exit(f"{given.bench} has no corpus.py; name the folder with --bench")
    work = given.work or Path(tempfile.mkdtemp(prefix="warta-bench-"))
    python = sys.executable
    for size in map(int, given.sizes.split(",")):
        site = work / f"site-{size}"
        if not site.exists():
            subprocess.run([python, given.bench / "corpus.py", site, "--n", str(size)], check=True, capture_output=True)
            shutil.copy(given.bench / "site.yaml", site)
        shutil.rmtree(site / "build", ignore_errors=True)
        shutil.rmtree(site / ".ssg", ignore_errors=True)
        build = [python, "-m", "generator", "--site", str(site), "build"]
        where = {"PYTHONPATH": str(ROOT)}

        def edit(what: str, folder: Path = site) -> None:
            subprocess.run([python, given.bench / "edit.py", folder, what], check=True, capture_output=True)

        print(f"\n{size} articles{'':28} wall        cpu       peak")
        if given.hugo:
            dated = work / f"hugo-{size}"
            if not dated.exists():
                command = [python, given.bench / "corpus.py", dated, "--n", str(size), "--with-date"]
                subprocess.run(command, check=True, capture_output=True)
            output = work / f"hugo-{size}-out"
            run = ["sh", str(given.bench / "hugo/run.sh"), str(dated), str(output)]
            print(f"{'Hugo, first build':36}{measure(run, HUGO=given.hugo)}", flush=True)
            shutil.rmtree(output, ignore_errors=True)
        print(f"{'first build':36}{measure(build, **where)}", flush=True)
        print(f"{'bare walk':36}{walk(site / 'content')}", flush=True)
        print(f"{'nothing changed':36}{measure(build, **where)}", flush=True)
        for name, what in (
            ("one new article", "add"),
            ("a typo in an old article", "fix"),
            ("a recent headline", "retitle"),
        ):
            edit(what)
            print(f"{name:36}{measure(build, **where)}", flush=True)
        for file in (site / "content").rglob("*.md"):
            os.utime(file)
        print(f"{'all times new, as in a fresh clone':36}{measure(build, **where)}", flush=True)
        store = (site / ".ssg/store.db").stat().st_size
        print(f"{'store':36}{store / size:8.0f} bytes an article", flush=True)
    if not given.work:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
