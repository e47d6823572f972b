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
    "base", "annexes", "search", "model", "lint.text", "lint.rules", "config", "markup", "pictures", "theming", "store", "queries", "pages", "lint", "engine", "build", "editing", "check", "preview",
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


def _longest(kinds: tuple[type[ast.AST], ...]) -> list[tuple[int, str]]:
    found = []
    for name, path in modules().items():
        nodes = [node for node in ast.walk(tree(path)) if isinstance(node, kinds)]
        found += [(node.end_lineno - node.lineno + 1, f"{name}.{node.name}") for node in nodes]  # type: ignore[attr-defined]
    return sorted(found, reverse=True)[:5]


def main() -> None:
    """Print the figures."""
    graph = arrows()
    between = rooms(graph)
    print(f"rooms: {len(between)} on {levels(between)} levels, {sum(map(len, between.values()))} arrows")
    print(f"modules: {len(graph)} on {levels(graph)} levels, {sum(map(len, graph.values()))} arrows")
    files = sorted(
        ((len(path.read_text("utf-8").splitlines()), name) for name, path in modules().items()), reverse=True
    )
    print("functions:", *(f"{name} {lines}," for lines, name in _longest((ast.FunctionDef, ast.AsyncFunctionDef))))
    print("classes:", *(f"{name} {lines}," for lines, name in _longest((ast.ClassDef,))))
    print("files:", *(f"{name} {lines}," for lines, name in files[:5]))


if __name__ == "__main__":
    main()
