"""Tries mutants of functions in copies of one process that has collected their tests, which takes no start for each.

    python -m tools.forked MUTANTS.json     # in a copy of the repository; prints a line of JSON for each noticed

The rest is left to `tools.mutants`: what modules do when they are imported cannot be changed afterwards, and tests that
start the program in another process see no change that was made in this one.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import select
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

LONGEST = 20
"""Seconds that the tests of one mutant may take; one that hangs is for a process of its own."""
_THREADS = re.compile(r"^from tests\S* import .*\b(?:photos|jpeg|png|green|broken_pictures)\b|\bpyvips\b", re.MULTILINE)
"""Tests that may make pictures when imported: libvips has threads from then on, which no copy of a process has."""


def functions(code: CodeType, names: dict[str, Any]) -> Iterator[tuple[FunctionType, CodeType]]:
    """Yield the functions of a module or class that runs, with the code of each as it was compiled now."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            value = names.get(inner.co_name)
            if isinstance(value, type):
                yield from functions(inner, dict(vars(value)))
            yield from ((function, inner) for function in _behind(value))


def _behind(value: Any) -> Iterator[FunctionType]:
    """Yield the function that a method, a property or something decorated is made of."""
    if isinstance(value, FunctionType):
        yield value
    for name in ("__func__", "fget", "func", "__wrapped__"):
        inner = getattr(value, name, None)
        if inner is not None and not isinstance(value, type | ModuleType):
            yield from _behind(inner)


def changed(path: str, mutated: bytes) -> bool:
    """Change the functions of a module in this process; return whether anything of them differs."""
    module = importlib.import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    file = Path(path)
    then, now = (compile(text, file.absolute(), "exec", dont_inherit=True) for text in (file.read_bytes(), mutated))
    new = dict(functions(now, vars(module)))
    done = False
    for function, code in functions(then, vars(module)):
        if new.get(function, code) != code and function.__code__.co_freevars == new[function].co_freevars:
            function.__code__ = new[function]
            done = True
    for value in vars(module).values():
        if hasattr(value, "cache_clear"):
            value.cache_clear()
    return done


@dataclass
class Plugin:
    """Runs, in the place of a session's tests, those of each mutant."""

    mutants: list[dict[str, Any]]
    sound: dict[str, bool] = field(default_factory=dict)
    """Tests -> whether they pass without any mutant."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Print which mutants were noticed, and by which test."""
        known: dict[str, list[pytest.Item]] = {}
        for item in session.items:
            for name in {item.nodeid.partition("::")[0], item.nodeid.partition("[")[0]}:
                known.setdefault(name, []).append(item)
        for mutant in self.mutants:
            items = {item.nodeid: item for test in mutant["tests"] for item in known.get(test, [])}
            while test := self._failed(list(items.values()), mutant["path"], mutant["mutated"].encode()):
                if test not in self.sound:
                    self.sound[test] = not self._failed([items[test]], "", b"")
                if self.sound[test]:
                    print(json.dumps({"number": mutant["number"], "test": test}), flush=True)
                    break
                del items[test]
        return True

    def _failed(self, items: list[pytest.Item], path: str, mutated: bytes) -> str:
        """Return the first test that fails in a copy of this process with a mutant, if one does before it hangs."""
        if sys.platform == "win32":
            return ""  # it cannot copy a process
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            os.setsid()
            nothing = os.open(os.devnull, os.O_RDWR)
            for number in (0, 1, 2):
                os.dup2(nothing, number)
            if not path or changed(path, mutated):
                for item, after in zip(items, [*items[1:], None], strict=True):
                    if any(report.failed for report in runtestprotocol(item, log=False, nextitem=after)):
                        os.write(theirs, item.nodeid.encode())
                        break
            os._exit(0)
        os.close(theirs)
        found = os.read(ours, 4096).decode() if select.select([ours], [], [], LONGEST)[0] else ""
        os.close(ours)
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return found


def main() -> None:
    """Try the mutants of a file: a list of number, path, mutated source, and tests."""
    mutants = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    named = sorted({test.partition("::")[0] for mutant in mutants for test in mutant["tests"]})
    files = [name for name in named if not _THREADS.search(Path(name).read_text("utf-8"))]
    options = ["-q", "--tb=no", "-m", "not slow", "-p", "no:cacheprovider", "-p", "no:xdist"]
    pytest.main([*options, *files], plugins=[Plugin(mutants)])


if __name__ == "__main__":
    main()
