"""Time what newsrooms do, on archives of several sizes, and print a table.

    python -m tools.bench --bench ../shared/bench --sizes 10000,100000 [--hugo BINARY] [--work DIR] [--short | --traps]

`--bench` is a folder with corpus.py (makes an archive), edit.py (edits it),
site.yaml and hugo/run.sh (builds the same portal with Hugo). Each figure is of
a whole process: wall time, processor time, and the peak of the memory of all
its processes together; then the files of the output that were added, changed
and deleted, and the pages that were made to find that out. With `--traps`, what
large archives stumble over is done to one. Machines are noisy: compare figures of one run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools import edits, processors

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


@dataclass(frozen=True)
class Figures:
    """What a process took."""

    wall: float
    processor: float
    peak: float
    """Megabytes of all its processes together."""
    said: str

    def line(self) -> str:
        """Return the figures as columns, with the files that a build reports."""
        files = ""
        if self.said.startswith("{"):
            report = json.loads(self.said)
            if "added" in report:
                files = f"+{report['added']:,} ~{report['changed']:,} -{report['deleted']:,} of {report['rendered']:,}"
            else:
                files = f"FAILED: {self.said[:200]}"
        return f"{self.wall:8.2f} s {self.processor:8.2f} s {self.peak:7.0f} MB   {files}"


def measure(command: list[str], **environment: str) -> Figures:
    """Run a command to its end."""
    before = processors.ended()
    start = time.perf_counter()
    # As on a newsroom's machine, where Python keeps what it has compiled.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        command, env={**inherited, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    peak = 0
    ended = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not ended.wait(0.1):
            peak = max(peak, memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    said = process.communicate()[0].strip()
    wall = time.perf_counter() - start
    ended.set()
    watcher.join()
    return Figures(wall, processors.ended() - before, peak / 1024, said if said.startswith("{") else "")


def walk(folder: Path) -> Figures:
    """Walk a folder bare: the floor of every build that looks for changed files."""
    start = time.perf_counter()
    pending = [str(folder)]
    while pending:
        with os.scandir(pending.pop()) as found:
            for item in found:
                if item.is_dir():
                    pending.append(item.path)
                else:
                    item.stat()
    return Figures(time.perf_counter() - start, 0, 0, "")


def write_again(source: Path, target: Path) -> Figures:
    """Write the bytes of an output once more, with a bare loop: the floor of every first build."""
    files = [(file.relative_to(source), file.read_bytes()) for file in source.rglob("*") if file.is_file()]
    start, processor = time.perf_counter(), time.process_time()
    for path, data in files:
        goal = target / path
        try:
            descriptor = os.open(goal, os.O_WRONLY | os.O_CREAT, 0o666)
        except FileNotFoundError:
            goal.parent.mkdir(parents=True)
            descriptor = os.open(goal, os.O_WRONLY | os.O_CREAT, 0o666)
        os.write(descriptor, data)
        os.close(descriptor)
    return Figures(time.perf_counter() - start, time.process_time() - processor, 0, "")


Edit = Callable[[Path], object]
Case = tuple[str, Edit | None, tuple[str, ...]]
"""Name, what is done to the site before the build, and the build's options."""

LATER = ("--now", "2025-12-27 12:00 WIB")


def cases(bench: Path) -> list[Case]:
    """Return what is measured after the first build, in order."""

    def edit(what: str) -> Edit:
        command = [sys.executable, str(bench / "edit.py")]
        return lambda site: subprocess.run([*command, str(site), what], check=True, capture_output=True)

    at = ("--now", edits.NOW)
    return [
        ("nothing changed", None, at),
        ("one new article", edit("add"), at),
        ("nothing changed, again", None, at),
        ("another new article", edit("add"), at),
        ("a typo in an old article", edit("fix"), at),
        ("a recent headline", edit("retitle"), at),
        ("an article moved to another kanal", edits.move, at),
        ("an article unpublished", edits.unpublish, at),
        ("a tag renamed in 50 articles", edits.rename_tag, at),
        ("an author gets a new name", edits.rename_author, at),
        ("an article of five years ago", edits.old_article, at),
        ("one for tomorrow, one that expires", edits.schedule, at),
        ("the clock passes both, and 48 hours", None, LATER),
        ("fresh clone: all times are new", edits.fresh_clone, LATER),
        ("a theme of one's own, the same bytes", edits.theme, LATER),
        ("the stylesheet", edits.stylesheet, LATER),
        ("a partial of the lists", edits.partial, LATER),
        ("the article template", edits.template, LATER),
        ("the menu in site.yaml", edits.menu, LATER),
        ("two outputs altered, --verify", edits.alter, (*LATER, "--verify")),
        ("build/ lost", edits.drop_output, LATER),
        ("the state torn", edits.tear_state, LATER),
    ]


def traps() -> list[Case]:
    """Return what large archives stumble over, in order."""
    at = ("--now", edits.NOW)
    return [
        ("the most used tag renamed everywhere", edits.rename_common_tag, at),
        ("the author of most articles renamed", edits.rename_common_author, at),
        ("an article of five years ago", edits.old_article, at),
        ("100 tags on an article", edits.many_tags, at),
        ("per_page from 20 to 25", edits.per_page, at),
        ("a kanal emptied", edits.empty_kanal, at),
        ("5,000 articles of one second", edits.same_second, at),
        ("nothing changed", None, at),
        ("50,000 media files in a folder", edits.many_media, at),
        ("nothing changed, again", None, at),
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared/bench")
    parser.add_argument("--sizes", default="10000")
    parser.add_argument("--hugo", help="path of the hugo binary itself")
    parser.add_argument("--work", type=Path, help="where the archives are made; a temporary folder by default")
    parser.add_argument("--short", action="store_true", help="stop after the first few edits")
    parser.add_argument("--traps", action="store_true", help="do what large archives stumble over")
    given = parser.parse_args()
    if not (given.bench / "corpus.py").is_file():
        sys.exit(f"{given.bench} has no corpus.py; name the folder with --bench")
    work = given.work or Path(tempfile.mkdtemp(prefix="warta-bench-"))
    for size in map(int, given.sizes.split(",")):
        todo = traps() if given.traps else cases(given.bench)
        _table(given.bench, work, size, given.hugo, todo[: 6 if given.short else None])
    if not given.work:
        shutil.rmtree(work)


def _table(bench: Path, work: Path, size: int, hugo: str | None, todo: list[Case]) -> None:
    """Print the table of one size. Outputs are put aside rather than deleted, which would make the disk slow."""
    site = work / f"site-{size}-{int(time.time())}"
    corpus = [sys.executable, str(bench / "corpus.py")]
    subprocess.run([*corpus, str(site), "--n", str(size)], check=True, capture_output=True)
    shutil.copy(bench / "site.yaml", site)
    # A file that was written in the last two seconds is read again by the build after, too.
    time.sleep(2.1)
    print(f"\n{f'{size:,} articles':38}    wall   processor       peak   files")

    def show(name: str, figures: Figures) -> None:
        print(f"{name:38}{figures.line()}", flush=True)

    if hugo:
        dated = work / f"hugo-{size}"
        if not dated.exists():
            subprocess.run([*corpus, str(dated), "--n", str(size), "--with-date"], check=True, capture_output=True)
        run = ["sh", str(bench / "hugo/run.sh"), str(dated), str(work / f"{site.name}-hugo")]
        show("Hugo, first build", measure(run, HUGO=hugo))
    build = [sys.executable, "-m", "generator", "--site", str(site), "build", "--json"]
    show("first build", measure([*build, "--now", edits.NOW], PYTHONPATH=str(ROOT)))
    show("bare loop that writes the same bytes", write_again(site / "build", work / f"{site.name}-floor"))
    show("bare walk of content/", walk(site / "content"))
    store = (site / ".ssg/store.db").stat().st_size
    print(f"{'store':38}{store / size:8.0f} bytes an article", flush=True)
    for name, edit, options in todo:
        if edit:
            edit(site)
            time.sleep(2.1)
        show(name, measure([*build, *options], PYTHONPATH=str(ROOT)))


if __name__ == "__main__":
    main()
