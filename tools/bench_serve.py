"""Time what an editor waits for in `ssg serve`, and print a table.

    python -m tools.bench_serve --bench ../shared/bench --sizes 10000 [--edits 50] [--work DIR]

The preview runs as a process of its own. A client opens the event stream of an
article's page, saves the article, and waits for the event and then for the page
with the new words; bodies are edited all over the archive, headlines among the
newest, where a second client listens for the front page of the kanal. Every
other save is by a temporary file and a rename, as editors do. Before that, the
starts: of a site that was never read, and with the state of the last time.
Machines are noisy: compare figures of one run.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import queue
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

from tools.bench import ROOT, memory

WAIT = 600.0
"""Seconds after which something that does not come is given up."""


class Preview:
    """A running `ssg serve`."""

    def __init__(self, site: Path) -> None:
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", "--site", str(site), "serve", "--port", "0"],
            env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline().rpartition(":")[2].strip("/\n"))

    def get(self, path: str) -> tuple[int, bytes]:
        """Return status and body of an answer."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)) as connection:
            connection.request("GET", quote(path, safe="/?=&%"))
            answer = connection.getresponse()
            return answer.status, answer.read()

    def until(self, path: str, words: bytes = b"", pause: float = 0.001) -> float:
        """Wait until a page is there and holds some words; return seconds since the start."""
        end = time.perf_counter() + WAIT
        while time.perf_counter() < end:
            status, body = self.get(path)
            if status == 200 and words in body:
                return time.perf_counter() - self.begun
            time.sleep(pause)
        raise TimeoutError(path)

    def read_whole(self) -> float:
        """Wait until all of the site was read; return seconds since the start."""
        while True:
            facts = json.loads(self.get("/_ssg/page?url=/")[1])
            if facts["ready"]:
                return time.perf_counter() - self.begun
            if facts["problems"]:
                self.stop()
                sys.exit(f"the site has problems: {facts['problems'][0]}")
            time.sleep(0.05)

    def stop(self) -> float:
        """End it; return how many seconds that takes."""
        begun = time.perf_counter()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        return time.perf_counter() - begun


class Ear:
    """The event stream of one page; notes when its address is told to have changed."""

    def __init__(self, preview: Preview, url: str) -> None:
        seen = re.search(rb'data-halaman="(\w*)"', preview.get(url)[1])
        self.url = url
        self.told: queue.Queue[float] = queue.Queue()
        self._connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=WAIT)
        self._connection.request("GET", f"/_ssg/events?url={quote(url)}&seen={seen[1].decode() if seen else ''}")
        self._stream = self._connection.getresponse()
        threading.Thread(target=self._listen, daemon=True).start()
        time.sleep(0.2)
        self.forget()

    def _listen(self) -> None:
        with contextlib.suppress(OSError, ValueError, AttributeError, http.client.HTTPException):
            for line in self._stream:
                now = time.perf_counter()
                if line.startswith(b"data: "):
                    said = json.loads(line[6:])
                    if said["kind"] == "pages" and self.url in said["changed"]:
                        self.told.put(now)

    def forget(self) -> None:
        """Take no note of what was told so far."""
        while not self.told.empty():
            self.told.get()

    def close(self) -> None:
        """Close the stream."""
        if self._connection.sock is not None:
            with contextlib.suppress(OSError):
                self._connection.sock.shutdown(2)
        self._connection.close()


def save(file: Path, text: str, *, renaming: bool) -> float:
    """Save a file, and return when its bytes were there."""
    if renaming:
        other = file.with_name(f".{file.name}.tmp")
        other.write_text(text, "utf-8")
        os.replace(other, file)
    else:
        file.write_text(text, "utf-8")
    return time.perf_counter()


def edits(preview: Preview, files: list[Path], content: Path, what: str) -> dict[str, list[float]]:
    """Edit bodies or headlines; return milliseconds to the event, to the page, and to the event of its kanal."""
    found: dict[str, list[float]] = {"event": [], "page": [], "list": []}
    for number, file in enumerate(files):
        name = file.relative_to(content).with_suffix("").as_posix()
        page, kanal = Ear(preview, f"/{name}/"), Ear(preview, f"/{name.partition('/')[0]}/")
        text = file.read_text("utf-8")
        word = f"Suntingan{what}{number}"
        if what == "body":
            # At the end of the first page: what stands there is in no list.
            first, mark, rest = text.partition("<!-- halaman -->")
            new = f"{first}\n{word}.\n\n{mark}{rest}"
        else:
            new = re.sub(r'(?m)^title: "?', rf"\g<0>{word} ", text, count=1)
        begun = save(file, new, renaming=number % 2 == 1)
        found["event"].append(1000 * (page.told.get(timeout=30) - begun))
        preview.until(page.url, word.encode())
        found["page"].append(1000 * (time.perf_counter() - begun))
        if what == "headline":
            with contextlib.suppress(queue.Empty):
                found["list"].append(1000 * (kanal.told.get(timeout=1) - begun))
        page.close()
        kanal.close()
    return found


def kept(preview: Preview, paths: list[str], count: int = 200) -> list[float]:
    """Ask for pages one after the other on one connection, as a browser does; return the milliseconds of each."""
    found = []
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", preview.port, timeout=WAIT)) as connection:
        for number in range(count):
            begun = time.perf_counter()
            connection.request("GET", paths[number % len(paths)])
            connection.getresponse().read()
            found.append(1000 * (time.perf_counter() - begun))
    return found


def figures(values: list[float]) -> str:
    """Return median and 95th percentile."""
    if not values:
        return "-"
    ordered = sorted(values)
    late = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"{statistics.median(ordered):6.1f} ms {late:6.1f} ms"


def newest(content: Path, most: int) -> list[Path]:
    """Return the articles of the newest folders, those that are on the first pages of lists among them."""
    folders = sorted({file.parent for file in content.glob("*/[0-9]*/[0-9]*/*.md")}, key=lambda one: one.parts[-2:])
    found: list[Path] = []
    while folders and len(found) < most:
        found += sorted(folders.pop().glob("*.md"))
    return found


def running(site: Path, most: int, dice: random.Random) -> None:
    """Print what is to be waited for while a preview runs that has read the site before."""
    preview = Preview(site)
    print(f"{'with state: the first page':44}{preview.until('/'):8.2f} s", flush=True)
    preview.read_whole()
    content = site / "content"
    any_of = sorted(content.glob("*/[0-9]*/[0-9]*/*.md"))
    print(f"{'':44}  median      95 %", flush=True)
    for what, files in (("body", any_of), ("headline", newest(content, 6 * most))):
        found = edits(preview, dice.sample(files, min(most, len(files))), content, what)
        print(f"{f'{what}: to the event in the browser':44}{figures(found['event'])}", flush=True)
        print(f"{f'{what}: to the changed page being served':44}{figures(found['page'])}", flush=True)
        if found["list"]:
            name = f"headline: to the event of its kanal ({len(found['list'])})"
            print(f"{name:44}{figures(found['list'])}", flush=True)
    asked = kept(preview, ["/", "/aset/kabar.css", "/aset/favicon.svg"])
    print(f"{'a request on a kept connection':44}{figures(asked)}", flush=True)
    print(f"{'memory after the edits':44}{memory(preview.process.pid) / 1000:8.0f} MB", flush=True)
    print(f"{'Ctrl-C':44}{preview.stop():8.2f} s", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared/bench")
    parser.add_argument("--sizes", default="10000")
    parser.add_argument("--edits", type=int, default=50)
    parser.add_argument("--build", action="store_true", help="also a start after a build, which takes minutes")
    parser.add_argument("--work", type=Path, help="where the archives are made; a temporary folder by default")
    given = parser.parse_args()
    if not (given.bench / "corpus.py").is_file():
        sys.exit(f"{given.bench} has no corpus.py; name the folder with --bench")
    work = given.work or Path(tempfile.mkdtemp(prefix="warta-bench-"))
    dice = random.Random(7)
    for size in map(int, given.sizes.split(",")):
        site = work / f"site-{size}"
        if not site.exists():
            command = [sys.executable, given.bench / "corpus.py", site, "--n", str(size)]
            subprocess.run(command, check=True, capture_output=True)
            shutil.copy(given.bench / "site.yaml", site)
        shutil.rmtree(site / ".ssg", ignore_errors=True)
        print(f"\n{size} articles", flush=True)

        preview = Preview(site)
        preview.get("/")
        print(f"{'never read: the first answer':44}{time.perf_counter() - preview.begun:8.2f} s", flush=True)
        print(f"{'never read: all of it':44}{preview.read_whole():8.2f} s", flush=True)
        print(f"{'memory after that':44}{memory(preview.process.pid) / 1000:8.0f} MB", flush=True)
        print(f"{'Ctrl-C':44}{preview.stop():8.2f} s", flush=True)

        running(site, given.edits, dice)
        if given.build:
            shutil.rmtree(site / ".ssg")
            command = [sys.executable, "-m", "generator", "--site", str(site), "build"]
            subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
            preview = Preview(site)
            print(f"{'first time after a build: the first page':44}{preview.until('/'):8.2f} s", flush=True)
            preview.stop()
    if not given.work:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
