"""Lets three people work at a desk at random, kills it now and then, and looks whether anything was lost.

    python -m tests.fuzz.desk [--count 2000] [--seed 1] [--kills 40] [--folder DIR]

What they do at once depends on the machine, so a seed does not mean the same walk twice. Everything stays in the folder
if there was a mistake.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.desk.walk import walk


def main() -> None:
    """Print what came of a walk."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="warta-desk-"))
    folder.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    kills = given.count // 50 if given.kills is None else given.kills
    found = walk(folder, given.count, given.seed, kills, lambda text: print(text, flush=True))
    for what, count in sorted(found.done.items()):
        print(f"{count:6} {what}")
    print(
        f"{found.done.total()} deeds, {len(found.words)} words and {kills} kills in {time.perf_counter() - begun:.0f} s"
    )
    for one in found.mistakes[:40]:
        print(one)
    sys.exit(f"{len(found.mistakes)} mistakes (seed {given.seed}); {folder}" if found.mistakes else 0)


if __name__ == "__main__":
    main()
