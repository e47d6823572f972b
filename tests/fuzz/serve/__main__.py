"""Asks a preview for what it must not give, by the ten thousand, while the files of its site are swapped.

    python -m tests.fuzz.serve [--count 10000] [--seed 1] [--threads 4] [--only N]

`ssg serve` serves a site with secrets around it on this machine. Requests are put together at random; meanwhile
files of the site become symbolic links, pipes, drawings with script, and are restored. No answer may hold a secret,
a request of another origin may neither act nor read, every answer has the headers that keep others out, and at the
end the preview serves the same as before, with as many open files and about as much memory. A request depends on
the seed and its number alone: --only N sends it again.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.serve.preview import Serving, sent
from tests.fuzz.serve.requests import request
from tests.fuzz.serve.run import fuzz
from tests.fuzz.serve.site import Site


def main() -> None:
    """Print what came of a run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--only", type=int, metavar="N", help="print one request and the answer to it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="warta-fuzz-") as work:
        if given.only is not None:
            serving = Serving(Site(Path(work)).folder)
            serving.until_ready()
            asked = request(given.seed, given.only, serving.port)
            print(asked, sent(serving.port, asked)[:5000], sep="\n\n")
            serving.end()
            return
        begun = time.perf_counter()
        run = fuzz(
            Path(work), given.count, seed=given.seed, threads=given.threads, say=lambda text: print(text, flush=True)
        )
    took = time.perf_counter() - begun
    print(
        f"{given.count} requests and {run.swaps} swaps in {took:.0f} s; answers: {dict(sorted(run.statuses.items()))}"
    )
    for one in itertools.islice(run.mistakes, 20):
        print(one)
    sys.exit(f"{len(run.mistakes)} mistakes (seed {given.seed})" if run.mistakes else 0)


if __name__ == "__main__":
    main()
