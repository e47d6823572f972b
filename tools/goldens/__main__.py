"""Compare what the program puts out with what was recorded of it: a change of its inside may change none of it.

    make goldens                         compares, and says of each part "equal" or what differs
    make goldens PART=demo,help          some parts; all but corpus and newsroom take two minutes together
    make goldens RECORD=1                records what is put out now, to be read in `git diff`
    make goldens WITHOUT=corpus          where the corpus of the bench is not there

What is recorded stands in tests/goldens/, a text for each part, with one digest for each kind of file of a tree. The
files themselves are kept in .goldens/ of the machine that recorded them, by which a difference is shown line by line.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import chdir
from importlib.metadata import version
from pathlib import Path

from tools.goldens.found import ROOT, Found
from tools.goldens.parts import PARTS

RECORDED, KEPT = ROOT / "tests/goldens", ROOT / ".goldens"
PINNED = {
    "COLUMNS": "80", "LC_ALL": "C.UTF-8", "TZ": "UTC", "SSG_LANG": "en", "PYTHONPATH": str(ROOT),
    "WARTA_BENCH": os.environ.get("WARTA_BENCH") or str(ROOT.parent / "shared/bench"),
}  # fmt: skip
SHOWN, WIDTH = 12, 160
"""Lines of a difference, of its files, and the letters of each."""
DEARER = 1.01
"""How many times as many steps as were recorded a parse may take."""
LIBRARIES = (
    "click", "html-to-markdown", "hypothesis", "imagesize", "Jinja2", "lxml", "markdown-it-py", "mdit-py-plugins",
    "msgspec", "nh3", "PyYAML", "pyvips-binary", "rich", "segno", "starlette",
)  # fmt: skip
"""Others of these may put out other bytes. A line of versions.txt may name several versions that put out the same."""


def is_equal(name: str, then: str, now: str) -> bool:
    """Return whether a part is as it was recorded; a parse that has become cheaper is."""
    if name != "steps" or then == now:
        return then == now
    before, after = ([int(one.replace(",", "")) for one in re.findall(r"\b\d[\d,]*", text)] for text in (then, now))
    return len(before) == len(after) and all(one <= DEARER * most for one, most in zip(after, before, strict=True))


def differences(name: str, then: Found, now: Found) -> Iterator[str]:
    """Yield the lines in which a part differs, and those of the files behind its digests as far as they are kept."""
    yield from _lines(then.text, now.text, SHOWN)
    if now.files and not then.files:
        yield f"    to see more, with the program as it was: make goldens RECORD=1 PART={name}"
        return
    both = {**then.files, **now.files}
    paths = [path for path in both if then.files.get(path) != now.files.get(path)]
    for path in paths[:SHOWN]:
        yield f"    {path}"
        yield from _lines(then.files.get(path, ""), now.files.get(path, ""), SHOWN if path == paths[0] else 3)
    if paths:
        yield f"    {len(paths)} of {len(both)} files differ"


def _lines(then: str, now: str, most: int) -> Iterator[str]:
    before, after, found = then.splitlines(), now.splitlines(), []
    for tag, start, end, first, last in difflib.SequenceMatcher(None, before, after).get_opcodes():
        if tag != "equal":
            old, new = before[start:end], after[first:last]
            # Long lines are shown from shortly before the place where they part.
            cut = max(0, len(os.path.commonprefix([*old, *new])) - WIDTH // 4)  # noqa: RUF071 - letters it is
            found += [f"line {first + 1}{f', letter {cut + 1}' if cut else ''}"]
            found += [f"{sign}{line[cut : cut + WIDTH]}" for sign, lines in (("-", old), ("+", new)) for line in lines]
    yield from (f"  {line}" for line in found[:most])
    if len(found) > most:
        yield f"  … {len(found) - most} lines more"


def recorded(name: str) -> Found:
    """Return what was recorded of a part, with its files if it was recorded on this machine."""
    text = (RECORDED / f"{name}.txt").read_text("utf-8") if (RECORDED / f"{name}.txt").exists() else ""
    kept = json.loads((KEPT / name).read_text("utf-8")) if (KEPT / name).exists() else {}
    return Found(text, kept["files"] if kept.get("text") == text else {})


def strange() -> list[str]:
    """Return the installed libraries, with their versions, of which nobody knows whether they put out the same."""
    known = {name: versions for name, *versions in map(str.split, recorded("versions").text.splitlines())}
    return [f"{name} {version(name)}" for name in LIBRARIES if version(name) not in known.get(name, ())]


def record(name: str, found: Found) -> None:
    """Record what a part puts out."""
    for folder in (RECORDED, KEPT):
        folder.mkdir(exist_ok=True)
    (RECORDED / f"{name}.txt").write_text(found.text, "utf-8")
    (KEPT / name).write_text(json.dumps({"text": found.text, "files": found.files}), "utf-8")


def main() -> int:
    """Compare or record; return 1 if anything differs, and 2 if anything was not compared."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", default=",".join(PARTS))
    parser.add_argument("--without", default="")
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    names = [name for name in given.part.split(",") if name not in given.without.split(",")]
    os.environ.update(PINNED)
    if sys.platform != "win32":
        time.tzset()
    code = 0
    if others := strange():
        print(f"libraries are not those of the record: {', '.join(others)}")
    if given.record:
        record("versions", Found("".join(f"{name} {version(name)}\n" for name in LIBRARIES)))
    for name in names:
        start, then = time.monotonic(), recorded(name)
        if name == "corpus" and not Path(os.environ["WARTA_BENCH"], "corpus.py").is_file():
            print(
                f"{name:10} NOT COMPARED: {os.environ['WARTA_BENCH']} has no corpus.py; --without corpus leaves it out"
            )
            code = 2
            continue
        with tempfile.TemporaryDirectory() as folder, chdir(folder):
            now = PARTS[name]()
        equal, took = is_equal(name, then.text, now.text), f"({time.monotonic() - start:.0f} s)"
        if given.record:
            record(name, now)
        print(f"{name:10} {'recorded' if given.record else 'equal' if equal else 'DIFFERS'} {took}", flush=True)
        if not equal and not given.record:
            print("\n".join(differences(name, then, now)))
            code = code or 1
    return code


if __name__ == "__main__":
    sys.exit(main())
