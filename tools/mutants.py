"""Change one thing in the program at random, and see which tests notice.

    make mutants N=200 SEED=7                  # a sample of generator/
    make mutants N=50 AREA=importers/sources   # of a part of it

Each mutant differs from the program in one place: another comparison, a condition negated, a number one higher, a call
left out. In a copy of the repository these try it until one objects or hangs: the tests of its module (generator/a/b.py
has tests/a/test_b.py), those of the folder that run its line, others that do, mypy, which is what `make test` runs, and
what CI runs: the slow tests of the module and those of what is on record. Most are noticed before that by
`tools.forked`, without a start for each. Which tests run which lines the first run measures and keeps in .mutants/;
lines that have moved since are found again, and `rm -r .mutants` has it measured anew. What noticed is run without the
mutant at once: what fails anyway has noticed nothing, and is left out from then on.

A seed picks the same mutants as long as their lines are the same. mutmut and cosmic-ray sample by no seed and choose no
tests by module; the one leaves out what is decorated or outside of functions, the other changes the working tree.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import difflib
import hashlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coverage import Coverage, CoverageData

ROOT = Path(__file__).parent.parent
MEMORY, KEPT = Path("/dev/shm"), ROOT / ".mutants"
PER_TEST, PER_RUN, MOST = 60, 1200, 400
"""Seconds that a test and a run may take, which is many times what they take; tests that are tried of a long list."""
STAGES = ("at once", "its tests", "its folder", "others", "types", "slow")
NOBODY = "nobody"
GOLDENS = "tests/test_goldens.py"
MEASURE = """\
[run]
source = generator
parallel = true
concurrency = multiprocessing,thread
patch = subprocess
sigterm = true
dynamic_context = test_function
disable_warnings = already-imported
"""

OTHER: dict[type[ast.AST], Any] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
    ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.BitAnd: ast.BitOr,
}  # fmt: skip
EMPTY = {
    "str": '""', "bytes": 'b""', "int": "0", "float": "0.0", "list": "[]", "tuple": "()", "dict": "{}",
    "set": "set()", "frozenset": "frozenset()", "Sequence": "()", "Mapping": "{}",
}  # fmt: skip
"""What a function returns instead, by the type that it names."""
UNTRIED = {"TypeVar", "ParamSpec", "NewType", "AssertionError", "sentence", "counted"}
"""Calls whose texts are for types, or are never seen, or would be noticed by the catalogue of messages alone."""


@dataclass(frozen=True)
class Mutant:
    """A place of a file, as an interval of its bytes, and what stands there instead."""

    path: str
    line: int
    start: int
    end: int
    new: str
    old: str
    text: str

    def rank(self, seed: int) -> bytes:
        """Return its place in the order of a seed; the line counts by its text, so that lines may come in above it."""
        return hashlib.sha256(f"{seed}\0{self.path}\0{self.text}\0{self.new}".encode()).digest()

    def applied(self, source: bytes) -> bytes:
        """Return a file with this mutation."""
        return source[: self.start] + self.new.encode() + source[self.end :]


def changes(node: Any, returns: str) -> Iterator[tuple[Any, str]]:
    """Yield what a node or a part of it can be replaced by, as source, in a function that returns a type."""
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            ops = [*node.ops[:at], OTHER[type(op)](), *node.ops[at + 1 :]]
            yield node, f"({ast.unparse(ast.Compare(node.left, ops, node.comparators))})"
    elif isinstance(node, ast.BoolOp):
        yield node, f"({ast.unparse(ast.BoolOp(OTHER[type(node.op)](), node.values))})"
        yield from ((side, str(isinstance(node.op, ast.And))) for side in (node.values[0], node.values[-1]))
    elif isinstance(node, ast.BinOp) and type(node.op) in OTHER and not _joins(node):
        yield node, f"({ast.unparse(ast.BinOp(node.left, OTHER[type(node.op)](), node.right))})"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node, f"({ast.unparse(node.operand)})"
    elif isinstance(node, ast.Constant) and (new := _another(node.value)) is not None:
        yield node, repr(new)
    elif isinstance(node, ast.JoinedStr):
        for at, part in enumerate(node.values):
            if isinstance(part, ast.Constant):
                other = copy.deepcopy(node)
                other.values[at] = ast.Constant(f"{part.value!s}x")
                yield node, ast.unparse(other)
    elif isinstance(node, ast.AugAssign) and type(node.op) in OTHER:
        yield node, ast.unparse(ast.AugAssign(node.target, OTHER[type(node.op)](), node.value))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await):
        yield node, "pass"
    elif isinstance(node, ast.Break | ast.Continue):
        yield node, "continue" if isinstance(node, ast.Break) else "break"
    elif isinstance(node, ast.Return) and node.value and not isinstance(node.value, ast.Constant):
        empty = EMPTY.get(returns.partition("[")[0], "None" if "None" in returns else ast.unparse(node.value))
        new_value = f"not ({ast.unparse(node.value)})" if returns == "bool" else empty
        if new_value != ast.unparse(node.value):
            yield node, f"return {new_value}"
    elif isinstance(node, ast.comprehension):
        yield from ((test, "True") for test in node.ifs)
    if isinstance(node, ast.If | ast.While | ast.IfExp) and not isinstance(node.test, ast.Compare | ast.UnaryOp):
        yield node.test, f"(not ({ast.unparse(node.test)}))"


def _another(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1 if value <= 100 else 2 * value
    if isinstance(value, bytes):
        return value + b"x"
    return value + "x" if isinstance(value, str) and value else None


def _joins(node: ast.BinOp) -> bool:
    """Tell whether an operation plainly joins texts or lists, so that any other is no program."""
    sides = (node.left, node.right)
    return isinstance(node.op, ast.Add | ast.Mod) and any(
        isinstance(side, ast.JoinedStr | ast.List | ast.Tuple) or isinstance(getattr(side, "value", 0), str | bytes)
        for side in sides
    )


def walk(node: ast.AST, returns: str = "") -> Iterator[tuple[Any, str]]:
    """Yield the nodes that do something, with the type that the function around returns: no types, no documentation."""
    passed = {"annotation", "returns", *(("keywords",) if isinstance(node, ast.ClassDef) else ())}
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else (value,):
            match child:
                case ast.Assert() | ast.Expr(value=ast.Constant()) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
                    continue
                case ast.Subscript(value=ast.Name(id="Literal")):
                    continue
                case ast.Constant() if isinstance(node, ast.Call) and getattr(node.func, "id", "") in UNTRIED:
                    continue
                case ast.AST() if name not in passed:
                    yield child, returns
                    if not isinstance(child, ast.JoinedStr):  # in Python 3.11 nothing inside of one has its place
                        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) and child.returns
                        yield from walk(child, ast.unparse(inside) if inside else returns)


def mutants(path: str, source: bytes) -> Iterator[Mutant]:
    """Yield all mutants of a file."""
    lines, starts = source.splitlines(keepends=True), [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for node, returns in walk(ast.parse(source)):
        for place, new in changes(node, returns):
            start = starts[place.lineno - 1] + place.col_offset
            end = starts[place.end_lineno - 1] + place.end_col_offset
            text = lines[place.lineno - 1].decode().strip()
            yield Mutant(path, place.lineno, start, end, new, source[start:end].decode(), text)


def picked(count: int, seed: int, area: str = "") -> list[Mutant]:
    """Return mutants in the order of a seed, at most one for each line, so that none has its chance by being long."""
    first: dict[tuple[str, int], Mutant] = {}
    for file in sorted((ROOT / "generator").rglob("*.py")):
        path = file.relative_to(ROOT).as_posix()
        if path.startswith(f"generator/{area}") and "/skeleton/" not in path:
            for mutant in mutants(path, file.read_bytes()):
                place = (path, mutant.line)
                first[place] = min(mutant, first.get(place, mutant), key=lambda one: one.rank(seed))
    return sorted(first.values(), key=lambda one: one.rank(seed))[:count]


@dataclass(frozen=True)
class Measured:
    """Which tests ran which lines, and the files as they were then."""

    data: CoverageData
    sources: Path

    def lines(self, path: str) -> dict[int, list[str]]:
        """Return the contexts of the lines of a file as it is now; lines that came since have none."""
        name = next((one for one in self.data.measured_files() if one.endswith(f"/{path}")), None)
        if name is None:
            return {}
        known = self.data.contexts_by_lineno(name)
        then, now = ((top / path).read_text("utf-8").splitlines() for top in (self.sources, ROOT))
        blocks = difflib.SequenceMatcher(None, then, now, autojunk=False).get_matching_blocks()
        same = [(old + at, new + at) for old, new, size in blocks for at in range(1, size + 1)]
        return {new: known[old] for old, new in same if old in known}


def groups(top: Path, mutant: Mutant, data: Measured) -> list[list[str]]:
    """Return the tests that are tried, one group after the other."""
    inside, tests = Path(mutant.path).relative_to("generator"), top / "tests"
    folder, name = tests / inside.parts[0], f"test_{inside.stem.strip('_')}.py"
    own = [file for file in tests.rglob(name) if file.parent == tests / inside.parent or not folder.is_dir()]
    known = data.lines(mutant.path)
    # What is measured is the beginning of a statement or any line in it; a table counts for all of its module.
    near = next((found for line in range(mutant.line, mutant.line - 9, -1) if any(found := known.get(line, []))), None)
    contexts = near or {one for found in known.values() for one in found}
    every = {test for one in contexts if (test := _test(top, one))}
    running = sorted(test for test in every if top / test.partition(":")[0] not in own)
    mates = [one for one in running if one.startswith(f"tests/{inside.parts[0]}/")]
    others = [one for one in running if one not in mates]
    if not running and not own:
        mates = [str(file.relative_to(top)) for file in sorted(folder.rglob("test_*.py"))]
    # Those of the whole program are not measured; first what holds most of it for its time.
    whole = sorted((f"tests/{file.name}" for file in tests.glob("test_*.py")), key=lambda name: name != GOLDENS)
    few, some = mates[:: len(mates) // MOST + 1], others[:: len(others) // MOST + 1]
    return [[str(file.relative_to(top)) for file in own], few, some + whole]


def _test(top: Path, context: str) -> str:
    module, _, function = context.rpartition(".")
    file = Path(f"{module.replace('.', '/')}.py")
    return f"{file}::{function}" if f"\ndef {function}(" in _source(top / file) else ""


@cache
def _source(file: Path) -> str:
    return file.read_text("utf-8") if file.exists() else ""


def run(place: Path, tests: list[str], *words: str, which: str = "not slow") -> str:
    """Run tests in a copy, or all; return the first that failed, or what else ended it, or nothing."""
    temporary = place.with_name(f"{place.name}t")
    temporary.mkdir()
    command = [
        sys.executable, "-m", *words, "pytest", "-q", "--tb=no", "-m", which, "-p", "no:cacheprovider",
        "-o", f"faulthandler_timeout={PER_TEST}", "-o", "faulthandler_exit_on_timeout=true",
        *(("-x", *tests) if tests else ("-n", "auto")),
    ]  # fmt: skip
    process = subprocess.Popen(
        command, cwd=place, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONPATH": str(place), "TMPDIR": str(temporary), "HOME": str(temporary)},
        errors="replace", start_new_session=True,
    )  # fmt: skip
    try:
        output, _ = process.communicate(timeout=PER_RUN if tests else None)
        failed = [line for line in output.splitlines() if line.startswith(("FAILED ", "ERROR tests"))]
        if process.returncode not in {0, 5}:
            return failed[0].partition(" ")[2].partition(" - ")[0] if failed else f"exit {process.returncode}"
    except subprocess.TimeoutExpired:
        return "hangs"
    finally:
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        shutil.rmtree(temporary, ignore_errors=True)
    return ""


def tried(place: Path, mutant: Mutant, data: Measured, passes: dict[str, bool]) -> tuple[str, str]:
    """Return who noticed a mutant in a copy, and by which test; `passes` gets which tests pass without a mutant."""
    file = place / mutant.path
    before = file.read_bytes()

    def failed(source: bytes, tests: list[str], which: str) -> str:
        file.write_bytes(source)
        # What is compiled is known by its second and its size, and the file of another mutant may have both.
        shutil.rmtree(file.parent / "__pycache__", ignore_errors=True)
        return run(place, tests, which=which) if tests else types(place)

    try:
        found = groups(place, mutant, data)
        for stage, tests in zip(STAGES[1:], (*found, [], [*found[0], GOLDENS]), strict=True):
            which = "slow" if stage == "slow" else "not slow"
            while stage == "types" or tests:
                left_out = [word for one in _broken(passes) for word in ("--deselect", one)] if tests else []
                test = failed(mutant.applied(before), [*tests, *left_out], which)
                if not test or not passes.get(test, True):
                    break
                # Without the values of a test: some of them are cut where they are shown.
                function = test.partition("[")[0] if tests else test
                if function not in passes:
                    again = [function] if function.startswith("tests/") else []
                    passes[function] = bool(tests and not again) or not failed(before, again, "slow or not slow")
                if passes[function]:
                    return stage, test
    finally:
        file.write_bytes(before)
        shutil.rmtree(file.parent / "__pycache__", ignore_errors=True)
    return NOBODY, ""


def _broken(passes: dict[str, bool]) -> list[str]:
    return sorted(test for test, does in passes.items() if not does)


def tried_at_once(place: Path, chosen: list[Mutant], data: Measured) -> dict[Mutant, tuple[str, str]]:
    """Return by which test each of some mutants was noticed in copies of one process, as far as they were."""
    listed = place.with_name(f"{place.name}.json")
    asked = []
    for number, mutant in enumerate(chosen):
        own, mates, others = groups(place, mutant, data)
        tests = [*own, *mates, *(test for test in others if "::" in test)]
        mutated = mutant.applied((place / mutant.path).read_bytes()).decode()
        asked.append({"number": number, "path": mutant.path, "mutated": mutated, "tests": tests})
    listed.write_text(json.dumps(asked), "utf-8")
    command = [sys.executable, "-m", "tools.forked", str(listed)]
    with tempfile.TemporaryDirectory(dir=place.parent) as home:
        environment = {**os.environ, "PYTHONPATH": str(place), "TMPDIR": home, "HOME": home}
        output = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=True).stdout
    told = [json.loads(line) for line in output.splitlines() if line.startswith('{"number"')]
    return {chosen[one["number"]]: (STAGES[0], one["test"]) for one in told}


def types(place: Path) -> str:
    """Return the first thing that mypy says of a copy, or nothing."""
    command = [sys.executable, "-m", "mypy", "--no-error-summary"]
    return subprocess.run(command, cwd=place, capture_output=True, text=True, check=False).stdout.partition("\n")[0]


def copied(place: Path) -> Path:
    """Copy the files of the repository, as they are in the working tree."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)
    if (ROOT / ".mypy_cache").is_dir():
        shutil.copytree(ROOT / ".mypy_cache", place / ".mypy_cache")
    return place


def measured(place: Path) -> Measured:
    """Return which tests run which lines; it is kept."""
    kept = CoverageData(str(KEPT / "coverage"))
    if not Path(kept.data_filename()).exists():
        (place / "measure.ini").write_text(MEASURE)
        print("measuring which tests run which lines", file=sys.stderr)
        # What is unmeasured goes only ways that other tests go, and takes the longest.
        run(place, [], "coverage", "run", "--rcfile=measure.ini", "-m", which="not slow and not unmeasured")
        shutil.rmtree(KEPT, ignore_errors=True)
        shutil.copytree(place / "generator", KEPT / "generator", ignore=shutil.ignore_patterns("__pycache__"))
        Coverage(data_file=kept.data_filename(), config_file=False).combine(map(str, place.glob(".coverage.*")))
    kept.read()
    return Measured(kept, KEPT)


def report(noticed: dict[Mutant, tuple[str, str]]) -> None:
    """Print what nobody noticed, and a table by area."""
    for mutant in sorted(noticed, key=lambda one: (one.path, one.line)):
        who, _ = noticed[mutant]
        if who == NOBODY:
            print(f"{mutant.path}:{mutant.line}\n    {mutant.text}\n  - {mutant.old}\n  + {mutant.new}")
    counts = Counter((mutant.path.split("/")[1], who) for mutant, (who, _) in noticed.items())
    columns = (*STAGES, NOBODY)
    print(f"{'':14}{''.join(f'{name:>14}' for name in columns)}{'noticed':>10}")
    for area in (*sorted({area for area, _ in counts}), "all"):
        row = [sum(n for (one, who), n in counts.items() if who == name and area in {one, "all"}) for name in columns]
        print(f"{area:14}{''.join(f'{n:14}' for n in row)}{sum(row[: len(STAGES)]) / sum(row):>10.0%}")


def main() -> None:
    """Try a sample, and print who noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--area", default="", help="how paths begin below generator/")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    began, noticed, passes = time.monotonic(), dict[Mutant, tuple[str, str]](), dict[str, bool]()
    chosen = picked(given.count, given.seed, given.area)
    with tempfile.TemporaryDirectory(prefix="mutants-", dir=MEMORY if MEMORY.is_dir() else None) as top:
        copies = [copied(Path(top, str(number))) for number in range(given.jobs)]
        data = measured(copies[0])
        free: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for place in copies:
            free.put(place)

        def one(mutant: Mutant) -> tuple[str, str]:
            place = free.get()
            try:
                return tried(place, mutant, data, passes)
            finally:
                free.put(place)

        with ThreadPoolExecutor(given.jobs) as pool:
            parts = [chosen[number :: given.jobs] for number in range(given.jobs)]
            for found in pool.map(tried_at_once, copies, parts, [data] * given.jobs):
                noticed |= found
            futures = {pool.submit(one, mutant): mutant for mutant in chosen if mutant not in noticed}
            print(f"{len(noticed)} noticed at once, {len(futures)} left to try", file=sys.stderr, flush=True)
            for done, future in enumerate(as_completed(futures), 1):
                mutant = futures[future]
                noticed[mutant] = future.result()
                print(f"{done:4} {mutant.path}:{mutant.line}: {' '.join(noticed[mutant])}", file=sys.stderr, flush=True)
    report(noticed)
    for test in _broken(passes):
        print(f"left out, since it fails anyway: {test}")
    print(f"{len(chosen)} mutants of seed {given.seed} in {(time.monotonic() - began) / 60:.0f} minutes")


if __name__ == "__main__":
    main()
