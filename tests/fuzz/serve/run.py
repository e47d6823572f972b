"""A run: threads send requests while another one swaps files."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.fuzz.serve.preview import WAIT, Serving, amiss, sent
from tests.fuzz.serve.requests import request
from tests.fuzz.serve.site import GOOD, Site


class Run:
    """Sends requests from several threads and swaps files from another."""

    def __init__(self, site: Site, serving: Serving, seed: int, say: Callable[[str], None]) -> None:
        self.site, self.serving, self.seed, self.say = site, serving, seed, say
        self.statuses: Counter[str] = Counter()
        self.mistakes: list[str] = []
        self.swaps = 0
        self._over = threading.Event()

    def ask(self, numbers: Iterator[int], total: int) -> None:
        """Send requests until there are no more numbers."""
        for number in numbers:
            asked = request(self.seed, number, self.serving.port)
            answer = sent(self.serving.port, asked)
            self.statuses[answer[9:12].decode("latin-1") if answer else "-"] += 1
            wrong = amiss(asked, answer)
            if wrong:
                self.mistakes.append(f"{number}: {wrong}\n    {asked.raw[:300]!r}\n    {answer[:300]!r}")
            if number % 1000 == 999:
                self.say(f"{number + 1} of {total} requests, {self.swaps} swaps, {len(self.mistakes)} mistakes")

    def swap(self) -> None:
        """Swap files until all requests are answered."""
        dice = random.Random(self.seed)
        while not self._over.wait(dice.random() * 0.02):
            path = self.site.swap(dice)
            self.swaps += 1
            # Sometimes for so long that the preview reads it, mostly for a moment.
            self._over.wait(dice.choice([0.0, 0.002, 0.01, 0.05, 0.3]))
            self.site.mend(path)

    def all(self, count: int, threads: int) -> None:
        """Send all requests."""
        # One iterator for all threads: each number is taken once.
        numbers, lock = iter(range(count)), threading.Lock()

        def taken() -> Iterator[int]:
            while True:
                with lock:
                    number = next(numbers, None)
                if number is None:
                    return
                yield number

        workers = [threading.Thread(target=self.ask, args=(taken(), count)) for _ in range(threads)]
        swapper = threading.Thread(target=self.swap)
        for one in (*workers, swapper):
            one.start()
        for one in workers:
            one.join()
        self._over.set()
        swapper.join()

    def settled(self) -> None:
        """Note whether the preview is as it was: it answers, and serves every file."""
        for path in GOOD:
            self.site.mend(path)
        end = time.monotonic() + WAIT
        wanted = {"/" + path.replace(" ", "%20"): data for path, data in GOOD.items()}
        while any(self.serving.asked(path) != (200, data) for path, data in wanted.items()):
            if time.monotonic() > end:
                self.mistakes.append("the files of the site are not served any more")
                break
            time.sleep(0.05)
        if self.serving.asked("/")[0] != 200:
            self.mistakes.append("the home page is not served any more")


def fuzz(
    work: Path, count: int, *, seed: int = 1, threads: int = 4, say: Callable[[str], None] = lambda _: None
) -> Run:
    """Serve a site, send requests, and return what came of it.

    Args:
        work: an empty folder.
        count: how many requests.
        seed: of the requests and the swaps.
        threads: how many send requests.
        say: told how far it is.

    """
    site = Site(work)
    serving = Serving(site.folder)
    try:
        serving.until_ready()
        run = Run(site, serving, seed, say)
        before = serving.holds()
        run.all(count, threads)
        run.settled()
        after = serving.holds()
        say(f"open files {before[0]} → {after[0]}, memory {before[1]} → {after[1]} MB")
        if after[0] > before[0] + 20:
            run.mistakes.append(f"files stay open: {before[0]} before, {after[0]} after")
        if after[1] > 2 * before[1] + 100:
            run.mistakes.append(f"memory grows: {before[1]} MB before, {after[1]} MB after")
    finally:
        serving.end()
    return run
