"""Who imports whom in the package, read from its source.

    python -m tests.layers

prints rooms, levels and arrows, and what is longest.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "generator"

LAYERS = (
    "base", "annexes", "search", "model", "lint.text", "lint.rules", "config", "markup", "pictures", "theming", "store", "hosts", "queries", "pages", "lint", "engine", "build", "editing", "check", "preview",
    "cli", "annex", "__main__",
)  # fmt: skip
"""Folders and single modules of the package: each imports only from those before it."""


def modules() -> dict[str, Path]:
    """Return the modules of the package by their names below it; the package itself has an empty one."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "skeleton" not in path.parts:
            name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
            found[name.removesuffix("__init__").rstrip(".")] = path
    return found


def layer(name: str) -> int:
    """Return the number of a module's layer; -1 for the package itself, which holds the version alone."""
    if not name:
        return -1
    found = [one for one in LAYERS if f"{name}.".startswith(f"{one}.")]
    assert found, f"generator/{name} stands in no layer; add it to LAYERS and docs/architecture.md"
    return LAYERS.index(max(found, key=len))


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"))


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield all statements below a node: without expressions, in which no statement is, and which are most of a tree."""
    for name in ("body", "handlers", "orelse", "finalbody", "cases"):
        below = getattr(node, name, ())
        for one in below if isinstance(below, list) else ():
            yield one
            yield from statements(one)


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Return what a module imports, also inside of functions and for types alone."""
    found: list[str] = []
    for node in statements(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
    return tuple(found)


@cache
def is_there(name: str) -> bool:
    """Return whether a module of ours, or a name in one, exists."""
    place = Path(PACKAGE.parent, *name.split("."))
    if place.with_suffix(".py").is_file() or place.is_dir():
        return True
    above = place.parent / "__init__.py" if place.parent.is_dir() else place.parent.with_suffix(".py")
    return above.is_file() and re.search(rf"\b{place.name}\b", above.read_text("utf-8")) is not None


def inside(imported: str, known: dict[str, Path]) -> str | None:
    """Return the module of the package that an import means, if it means one."""
    top, _, name = imported.partition(".")
    if top != "generator":
        return None
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name


def arrows() -> dict[str, set[str]]:
    """Return for each module the others of the package that it imports; `annexes` only names them."""
    known = modules()
    found = {}
    for name, path in known.items():
        found[name] = {other for one in imports(path) if (other := inside(one, known)) is not None} - {name}
    return found | {"annexes": set()}


def levels(graph: dict[str, set[str]]) -> int:
    """Return the number of levels of a graph without circles.

    Raises:
        graphlib.CycleError: it has one.

    """
    depth: dict[str, int] = {}
    for node in TopologicalSorter(graph).static_order():
        depth[node] = 1 + max((depth[other] for other in graph.get(node, ())), default=0)
    return max(depth.values())


def rooms(graph: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return the same between the layers."""
    found: dict[str, set[str]] = {name: set() for name in LAYERS}
    for name, others in graph.items():
        for other in others:
            if name and other and layer(name) != layer(other):
                found[LAYERS[layer(name)]].add(LAYERS[layer(other)])
    return found


def longest() -> dict[str, list[tuple[int, str]]]:
    """Return the lines of all functions, classes and files with their names, the longest first."""
    found: dict[str, list[tuple[int, str]]] = {"functions": [], "classes": [], "files": []}
    for name, path in modules().items():
        found["files"].append((len(path.read_text("utf-8").splitlines()), name))
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                kind = "classes" if isinstance(node, ast.ClassDef) else "functions"
                found[kind].append(((node.end_lineno or 0) - node.lineno + 1, f"{name}.{node.name}"))
    return {kind: sorted(ones, reverse=True) for kind, ones in found.items()}


def main() -> None:
    """Print the figures."""
    graph = arrows()
    between = rooms(graph)
    print(f"rooms: {len(between)} on {levels(between)} levels, {sum(map(len, between.values()))} arrows")
    print(f"modules: {len(graph)} on {levels(graph)} levels, {sum(map(len, graph.values()))} arrows")
    for kind, ones in longest().items():
        print(f"{kind}:", *(f"{name} {lines}," for lines, name in ones[:5]))


if __name__ == "__main__":
    main()
